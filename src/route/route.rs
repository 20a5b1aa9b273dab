//! A way through places, in order.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use geo::{Bearing as _, Geodesic, Point};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::line::{Foot, Line};
use super::marks::Marks;
use super::{Leg, Location, RouteError};
use crate::error::refuse;
use crate::error::{Error, given};
use crate::limits::OVERRUN_SLACK_KM;
use crate::measure::Distance;
use crate::object::Object;
use crate::place::geodesic::{SurfacePoint, distance};
use crate::place::{Place, PlaceCode, Position};

/// A way through two or more places, each with a seat.
///
/// It follows the geodesic from place to place. If the road distance of a leg is known
/// ([`with_road`](Self::with_road)), lengths along the leg are road lengths, spread evenly over the
/// geodesic; otherwise they are lengths along the geodesic, which is a lower bound.
///
/// Positions and locations are accurate to 0.1 m on legs of any length. The first query for one
/// cuts each leg into steps of at most 1.5 km (50 bytes each); each query then takes O(log n).
/// Lengths need no steps.
///
/// On the wire `{"places": […], "road_km": [70.0, null, …]}`: `road_km` has an entry for each leg,
/// and is left out if no road is known.
///
/// ```
/// use corridor::{Distance, Place, Route};
///
/// let coast = Route::through([
///     Place::draft("MX07089", "Tapachula").seat((14.911, -92.264)).build()?,
///     Place::draft("MX07040", "Huixtla").seat((15.138, -92.466)).build()?,
///     Place::draft("MX07071", "Villa Comaltitlán").seat((15.212, -92.576)).build()?,
///     Place::draft("MX07032", "Escuintla").seat((15.319, -92.659)).build()?,
/// ])?
/// .with_road("MX07089", "MX07032", "70 km")?;
///
/// assert_eq!(format!("{:.1}", coast.geodesic_length()), "62.4 km");
/// assert_eq!(format!("{:.1}", coast.length()), "70.0 km");
/// let camp = coast.position_at(Distance::from_km(40.0)?)?;
/// assert_eq!(format!("{:.1}", coast.locate(camp).along()), "40.0 km");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Clone)]
pub struct Route {
    places: Vec<Place>,
    /// One for each leg.
    lengths: Vec<Lengths>,
    /// How far along the route each place is, by road where known.
    marks: Marks,
    /// Determined by the places alone.
    line: OnceLock<Arc<Line>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Lengths {
    geodesic: Distance,
    road: Option<Distance>,
}

impl Lengths {
    fn travelled(self) -> Distance {
        self.road.unwrap_or(self.geodesic)
    }

    /// Refuses a road of 0 km between places that are apart.
    fn refuse_zero(self, from: usize, to: usize) -> Result<(), Error> {
        let geodesic = self.geodesic;
        if self.road == Some(Distance::ZERO) && geodesic > Distance::ZERO {
            return Err(RouteError::RoadZero { from, to, geodesic }.into());
        }
        Ok(())
    }
}

impl Route {
    /// A route through these places, in this order, along the geodesics.
    ///
    /// # Errors
    /// [`Code::RouteTooShort`](crate::Code::RouteTooShort) for fewer than two places,
    /// [`Code::RouteRepeatsPlace`](crate::Code::RouteRepeatsPlace) for the same place twice in a row,
    /// [`Code::SeatUnknown`](crate::Code::SeatUnknown) for a place without a seat.
    pub fn through(places: impl IntoIterator<Item = Place>) -> Result<Self, Error> {
        let places: Vec<Place> = places.into_iter().collect();
        if places.len() < 2 {
            return Err(RouteError::TooShort {
                places: places.len(),
            }
            .into());
        }
        let lengths = places
            .iter()
            .zip(places.iter().skip(1))
            .enumerate()
            .map(|(index, (from, to))| {
                if from.code() == to.code() {
                    let place = from.code();
                    return Err(Error::from(RouteError::RepeatsPlace { place, index }));
                }
                Ok(Lengths {
                    geodesic: from.distance_to(to)?,
                    road: None,
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self::assembled(places, lengths))
    }

    /// A route through these places, with the road of each leg if it is known.
    pub(crate) fn along(
        places: impl IntoIterator<Item = Place>,
        roads: impl ExactSizeIterator<Item = Option<Distance>>,
    ) -> Result<Self, Error> {
        let mut route = Self::through(places)?;
        if roads.len() != route.lengths.len() {
            return Err(RouteError::RoadCount {
                roads: roads.len(),
                legs: route.lengths.len(),
            }
            .into());
        }
        for (index, (leg, road)) in route.lengths.iter_mut().zip(roads).enumerate() {
            leg.road = road;
            leg.refuse_zero(index, index + 1)?;
        }
        route.marks = marks(&route.lengths);
        Ok(route)
    }

    fn assembled(places: Vec<Place>, lengths: Vec<Lengths>) -> Self {
        let marks = marks(&lengths);
        Self {
            places,
            lengths,
            marks,
            line: OnceLock::new(),
        }
    }

    /// The same route, with the distance by road from one of its places to a later one. If that is
    /// several legs, the distance is divided among them in proportion to their geodesics.
    ///
    /// # Errors
    /// [`Code::RoadInvalid`](crate::Code::RoadInvalid) if the route does not go from the first
    /// place to the second, if it passes one of them more than once (use
    /// [`with_road_between`](Self::with_road_between)), or for a road of 0 km between places that
    /// are apart.
    pub fn with_road(
        self,
        from: impl TryInto<PlaceCode, Error: Into<Error>>,
        to: impl TryInto<PlaceCode, Error: Into<Error>>,
        road: impl TryInto<Distance, Error: Into<Error>>,
    ) -> Result<Self, Error> {
        let from = given(from)?;
        let to = given(to)?;
        match (self.only(from)?, self.only(to)?) {
            (Some(start), Some(end)) if start < end => self.with_road_between(start, end, road),
            _ => Err(RouteError::RoadElsewhere { from, to }.into()),
        }
    }

    /// The same route, with the distance by road from the place at one index to the place at a
    /// later one, counted from 0.
    ///
    /// # Errors
    /// [`Code::RoadInvalid`](crate::Code::RoadInvalid) if the indices are not those of two places
    /// of the route in order, or for a road of 0 km between places that are apart.
    pub fn with_road_between(
        mut self,
        from: usize,
        to: usize,
        road: impl TryInto<Distance, Error: Into<Error>>,
    ) -> Result<Self, Error> {
        let road = given(road)?;
        let places = self.places.len();
        let stretch = match self.lengths.get_mut(from..to) {
            Some(stretch) if !stretch.is_empty() => stretch,
            _ => return Err(RouteError::NoStretch { from, to, places }.into()),
        };
        let geodesic: Distance = stretch.iter().map(|leg| leg.geodesic).sum();
        let whole = Lengths {
            geodesic,
            road: Some(road),
        };
        whole.refuse_zero(from, to)?;
        // Legs between seats that coincide get equal shares.
        let alike = 1.0 / f64::from(u32::try_from(stretch.len()).unwrap_or(u32::MAX));
        for leg in stretch {
            let share = if geodesic > Distance::ZERO {
                leg.geodesic.km() / geodesic.km()
            } else {
                alike
            };
            leg.road = road.scaled(share).ok();
        }
        self.marks = marks(&self.lengths);
        Ok(self)
    }

    /// The index of a place, if the route passes it; an error if it does so more than once.
    fn only(&self, code: PlaceCode) -> Result<Option<usize>, Error> {
        let mut indices = self.indices(code);
        let first = indices.next();
        match indices.next() {
            Some(_) => Err(RouteError::PassedTwice { place: code }.into()),
            None => Ok(first),
        }
    }

    fn indices(&self, code: PlaceCode) -> impl Iterator<Item = usize> {
        let places = self.places.iter().enumerate();
        places.filter_map(move |(index, place)| (place.code() == code).then_some(index))
    }

    /// The places, in order.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The legs, in order: one fewer than the places.
    pub fn legs(&self) -> impl DoubleEndedIterator<Item = Leg<'_>> + ExactSizeIterator {
        let places = self.places.iter().zip(self.places.iter().skip(1));
        let marks = self.marks.as_slice();
        let marks = marks.iter().zip(marks.iter().skip(1));
        places.zip(&self.lengths).zip(marks).map(
            |(((from, to), &Lengths { geodesic, road }), (&start, &end))| Leg {
                from,
                to,
                geodesic,
                road,
                start,
                end,
            },
        )
    }

    /// How far along the route the place at that index is, by road where known.
    pub fn mark(&self, index: usize) -> Option<Distance> {
        self.marks.as_slice().get(index).copied()
    }

    /// Its length along the geodesics.
    pub fn geodesic_length(&self) -> Distance {
        self.lengths.iter().map(|leg| leg.geodesic).sum()
    }

    /// Its length by road, if the road of every leg is known.
    pub fn road_length(&self) -> Option<Distance> {
        let mut roads = self.lengths.iter().map(|leg| leg.road);
        roads.try_fold(Distance::ZERO, |sum, road| Some(sum + road?))
    }

    /// Its length: the sum of its legs, each by road if known, else along the geodesic. A lower
    /// bound unless [`road_length`](Self::road_length) is known.
    pub fn length(&self) -> Distance {
        self.marks.end()
    }

    /// The ratio of the road's length to that of the geodesics; `None` if a road is not known or
    /// all seats coincide.
    pub fn detour(&self) -> Option<f64> {
        let geodesic = self.geodesic_length();
        let road = self.road_length()?;
        (geodesic > Distance::ZERO).then(|| road.km() / geodesic.km())
    }

    /// The leg on which a distance along the route falls, and the share of that leg before it.
    fn leg_at(&self, along: Distance) -> Result<(usize, f64), Error> {
        let length = self.length();
        if along.km() > length.km() + OVERRUN_SLACK_KM {
            return Err(RouteError::Overrun {
                asked: along,
                length,
            }
            .into());
        }
        Ok(self.marks.leg_at(along))
    }

    /// The position after that distance along the route. Road distances count: 40 km along a leg of
    /// 70 km by road is 40/70 of the way along its geodesic.
    ///
    /// # Errors
    /// [`Code::RouteOverrun`](crate::Code::RouteOverrun) if it is beyond the end.
    pub fn position_at(
        &self,
        along: impl TryInto<Distance, Error: Into<Error>>,
    ) -> Result<Position, Error> {
        let along = given(along)?;
        let (leg, share) = self.leg_at(along)?;
        Ok(self.line().position(leg, share))
    }

    /// The direction of travel after that distance, in degrees clockwise from north, from 0 to
    /// below 360. Where two legs meet, it is that of the later one. On a leg of length 0, it is
    /// that of the next leg with a length, or else of the last one before.
    ///
    /// # Errors
    /// [`Code::RouteOverrun`](crate::Code::RouteOverrun) if it is beyond the end, and
    /// [`Code::RouteTooShort`](crate::Code::RouteTooShort) if all places of the route are at one
    /// position.
    pub fn bearing(&self, along: impl TryInto<Distance, Error: Into<Error>>) -> Result<f64, Error> {
        let along = given(along)?;
        let (leg, share) = self.leg_at(along)?;
        let has_length = |leg: &usize| {
            let seat = |index: usize| self.places.get(index).and_then(Place::seat);
            seat(*leg) != seat(leg.saturating_add(1))
        };
        if has_length(&leg) {
            return Ok(self.bearing_on(leg, share));
        }
        let legs = self.places.len().saturating_sub(1);
        let ahead = (leg..legs).find(has_length).map(|leg| (leg, 0.0));
        let behind = || (0..leg).rev().find(has_length).map(|leg| (leg, 1.0));
        let (leg, share) = ahead.or_else(behind).ok_or(RouteError::NoLength)?;
        Ok(self.bearing_on(leg, share))
    }

    /// The direction of travel after that share of a leg.
    fn bearing_on(&self, leg: usize, share: f64) -> f64 {
        let at = Point::from(self.line().position(leg, share));
        let end = |index: usize| {
            let seat = self.places.get(index).and_then(Place::seat);
            seat.map_or(at, Point::from)
        };
        // Computed with the farther end of the leg, so that an error of a decimetre does not
        // matter.
        if share <= 0.5 {
            Geodesic.bearing(at, end(leg + 1))
        } else {
            (Geodesic.bearing(at, end(leg)) + 180.0) % 360.0
        }
    }

    /// The length of the route that remains after that distance.
    ///
    /// # Errors
    /// [`Code::RouteOverrun`](crate::Code::RouteOverrun) if it is beyond the end.
    pub fn remaining(
        &self,
        along: impl TryInto<Distance, Error: Into<Error>>,
    ) -> Result<Distance, Error> {
        let along = given(along)?;
        self.leg_at(along)?;
        Ok(self.length().checked_sub(along).unwrap_or(Distance::ZERO))
    }

    /// Locates a position relative to the route: how far along the nearest point of the route is,
    /// how far away that point is, and on which leg. Of several equally near points, always the
    /// same one is chosen.
    ///
    /// The nearest point is found by straight lines through the earth, which within 100 km of the
    /// route makes no difference. The distance to it is along the surface.
    pub fn locate(&self, position: Position) -> Location {
        let Foot { leg, share, off } = self.line().nearest(&SurfacePoint::at(position));
        let start = self.mark(leg).unwrap_or(Distance::ZERO);
        let length = self
            .lengths
            .get(leg)
            .map_or(0.0, |leg| leg.travelled().km());
        Location {
            along: Distance::from_km(start.km() + share * length).unwrap_or(start),
            off: distance(off),
            leg,
        }
    }

    fn line(&self) -> &Line {
        self.line.get_or_init(|| {
            let seats: Vec<_> = self
                .places
                .iter()
                .filter_map(|place| place.surface_point().copied())
                .collect();
            Arc::new(Line::through(&seats))
        })
    }

    /// The section from a place to the next stop at another, with its roads.
    ///
    /// # Errors
    /// [`Code::RouteDisjoint`](crate::Code::RouteDisjoint) if the route does not pass the first
    /// place and later the second.
    pub fn between(
        &self,
        from: impl TryInto<PlaceCode, Error: Into<Error>>,
        to: impl TryInto<PlaceCode, Error: Into<Error>>,
    ) -> Result<Self, Error> {
        let from = given(from)?;
        let to = given(to)?;
        let start = self.indices(from).next();
        let end = start.and_then(|start| self.indices(to).find(|&end| end > start));
        let part = start.zip(end).and_then(|(start, end)| {
            let places = self.places.get(start..=end)?.to_vec();
            let lengths = self.lengths.get(start..end)?.to_vec();
            Some(Self::assembled(places, lengths))
        });
        part.ok_or_else(|| RouteError::NotPassed { from, to }.into())
    }

    /// This route followed by the other, which must start where this one ends.
    ///
    /// # Errors
    /// [`Code::RouteDisjoint`](crate::Code::RouteDisjoint) if the codes or the seats of the two
    /// ends differ.
    pub fn join(&self, other: &Self) -> Result<Self, Error> {
        if let (Some(end), Some(start)) = (self.places.last(), other.places.first())
            && (end.code() != start.code() || end.seat() != start.seat())
        {
            return Err(RouteError::Disjoint {
                end: end.code(),
                start: start.code(),
            }
            .into());
        }
        let places = self.places.iter().chain(other.places.iter().skip(1));
        let lengths = self.lengths.iter().chain(&other.lengths);
        Ok(Self::assembled(
            places.cloned().collect(),
            lengths.copied().collect(),
        ))
    }

    /// The route in the opposite direction; its roads are taken to be equally long in both
    /// directions.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self::assembled(
            self.places.iter().rev().cloned().collect(),
            self.lengths.iter().rev().copied().collect(),
        )
    }
}

fn marks(lengths: &[Lengths]) -> Marks {
    Marks::after(lengths.iter().map(|leg| leg.travelled()))
}

// Places and lengths determine everything else.
impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        self.places == other.places && self.lengths == other.lengths
    }
}

impl Eq for Route {}

impl Hash for Route {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.places.hash(state);
        self.lengths.hash(state);
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.legs()).finish()
    }
}

impl fmt::Display for Route {
    /// The names of the places, in order.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, place) in self.places.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { " – " })?;
            f.write_str(place.name())?;
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct Written<'a> {
    places: &'a [Place],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    road_km: Vec<Option<Distance>>,
}

#[derive(Deserialize)]
struct Read {
    places: Vec<Place>,
    #[serde(default)]
    road_km: Option<Vec<Option<Distance>>>,
}

impl TryFrom<Read> for Route {
    type Error = Error;

    fn try_from(Read { places, road_km }: Read) -> Result<Self, Error> {
        match road_km {
            Some(roads) => Self::along(places, roads.into_iter()),
            None => Self::through(places),
        }
    }
}

impl Serialize for Route {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let roads = self.lengths.iter().map(|leg| leg.road);
        let road_km = if roads.clone().any(|road| road.is_some()) {
            roads.collect()
        } else {
            Vec::new()
        };
        Written {
            places: &self.places,
            road_km,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Route {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(Read::deserialize(Object(deserializer))?)
            .map_err(|error| refuse(error.code(), &error))
    }
}
