//! When a group may be where it is going.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::tracks::span;
use super::walk::{Halted, Walk};
use super::{ForecastError, Journey, Window};
use crate::measure::{Distance, Pace};
use crate::place::{Place, PlaceCode};
use crate::record::{Event, EventKind, Status};
use crate::route::{Closure, Route};
use crate::time::Certainty;

/// When a group sets out, and when it reaches each place ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forecast {
    sets_out: Window,
    stops: Vec<Stop>,
}

impl Forecast {
    /// When the group leaves the place where it was last reported.
    pub fn sets_out(&self) -> Window {
        self.sets_out
    }

    /// The places ahead, in the order of the route.
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// The first stop at a place.
    pub fn stop(&self, place: &PlaceCode) -> Option<&Stop> {
        self.stops.iter().find(|stop| stop.place.code() == *place)
    }
}

/// A place ahead, and the days around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    place: Place,
    distance: Distance,
    held_up_by: Vec<Closure>,
    arrives: Window,
    leaves: Window,
}

impl Stop {
    /// Where.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// How far ahead, along the route.
    pub fn distance(&self) -> Distance {
        self.distance
    }

    /// The closures that hold the group up on its way here, or may.
    pub fn held_up_by(&self) -> &[Closure] {
        &self.held_up_by
    }

    /// When the group arrives.
    pub fn arrives(&self) -> Window {
        self.arrives
    }

    /// When it goes on, or can: after its halt, not before it plans to, and not while the way is
    /// closed. At the last place, when its halt ends.
    pub fn leaves(&self) -> Window {
        self.leaves
    }
}

/// "Mapastepec in 35 km: 2023-12-28 to 2023-12-30".
impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (name, distance) = (self.place.name(), self.distance);
        write!(f, "{name} in {distance:.0}: {}", self.arrives)
    }
}

#[derive(Serialize)]
#[serde(rename = "Stop")]
struct Wire<'s> {
    place: PlaceCode,
    name: &'s str,
    distance_km: Distance,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    held_up_by: Vec<String>,
    arrives: Window,
    leaves: Window,
}

impl Serialize for Stop {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wire = Wire {
            place: self.place.code(),
            name: self.place.name(),
            distance_km: self.distance,
            held_up_by: self.held_up_by.iter().map(Closure::to_string).collect(),
            arrives: self.arrives,
            leaves: self.leaves,
        };
        wire.serialize(serializer)
    }
}

impl Journey<'_> {
    /// When the group, which goes on along the route at that pace, may be at each place ahead.
    ///
    /// - It goes on from its last fix, which must be a place of the route (the first such one).
    ///   Distances are those of the route, by road where that is known.
    /// - It marches at the same hours every day. A march of k days that begins on day d ends on day
    ///   d + ⌈k⌉ − 1 ([`march_end`](crate::march_end)).
    /// - It sets out on the day of its last departure; after any other fix on that day or the next,
    ///   as nobody knows how much of the day was left.
    /// - It leaves no place before a departure from there that is planned; and on the last day
    ///   planned, unless it cannot be ready by then.
    /// - A halt of h hours takes ⌊h / 24⌋ to ⌈h / 24⌉ days, as the hour at which it begins is
    ///   unknown; one of unknown length lasts until a planned departure, or leaves the latest days
    ///   open. Halts at one place follow each other. Whose halts they are does not matter: see
    ///   [`planned_halts`](Self::planned_halts).
    ///
    /// ```
    /// use corridor::{
    ///     Dossier, Event, EventKind, Halt, Journey, MigrantGroup, Movement, Pace, Place, Position,
    ///     Route, TravelMode,
    /// };
    ///
    /// let exodus: corridor::Id = "exodus".parse()?;
    /// let place = |code: &str, name, lat, lon| -> Result<Place, corridor::place::PlaceError> {
    ///     Ok(Place::new(code.parse()?, name)?.with_seat(Position::try_new(lat, lon)?))
    /// };
    /// let escuintla = place("MX07032", "Escuintla", 15.319, -92.658)?;
    /// let mapastepec = place("MX07051", "Mapastepec", 15.442, -92.892)?;
    /// let departure = EventKind::Departure(Movement::new(exodus.clone(), escuintla.code()));
    /// let sighting = EventKind::Sighting(Movement::new(exodus.clone(), escuintla.code()));
    /// let dossier = Dossier::builder("2023-12-27".parse().map_err(|_| "a day")?)
    ///     .places([escuintla.clone(), mapastepec.clone()])
    ///     .group(MigrantGroup::new(exodus.clone(), "Exodus from Poverty".parse()?, TravelMode::Foot))
    ///     .event(Event::occurred("e1".parse()?, "2023-12-27".parse()?, sighting))
    ///     .event(Event::planned("e2".parse()?, "2023-12-28".parse()?, departure))
    ///     .build()?;
    ///
    /// let route = Route::through([escuintla, mapastepec])?.with_road_between(0, 1, "35 km".parse()?)?;
    /// let sit_in = Halt::new(exodus, "MX07051".parse()?).with_hours(24.0)?;
    /// let forecast = Journey::of(&dossier, "exodus")?.forecast(&route, Pace::WALKING, [&sit_in])?;
    /// let stop = forecast.stop(&"MX07051".parse()?).ok_or("on the route")?;
    /// assert_eq!(stop.arrives().to_string(), "2023-12-28 to 2023-12-30");
    /// assert_eq!(stop.leaves().to_string(), "2023-12-29 to 2023-12-31");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ForecastError`] for a group without fixes or off the route, for a halt at a place that is
    /// not ahead, and where even the earliest day is beyond the calendar.
    pub fn forecast<'f>(
        &self,
        route: &Route,
        pace: Pace,
        halts: impl IntoIterator<Item = &'f Event>,
    ) -> Result<Forecast, ForecastError> {
        self.forecast_avoiding(route, pace, halts, [])
    }

    /// The same, for a group that sets out on no leg of the route that is closed: it waits at the
    /// place before.
    ///
    /// It has to wait where the leg is certainly closed, which moves the earliest day; it may have to
    /// where it is possibly closed, which moves the latest. Whoever is last may go on only on the
    /// morning after its arrival, and find the leg closed by then. The closures of a dossier are those of
    /// its [network](crate::Dossier::network). Closures of places and links count where the route stops
    /// there.
    ///
    /// # Errors
    /// As [`forecast`](Self::forecast); and [`ForecastError::Closed`] where a leg is certainly
    /// closed without an end.
    pub fn forecast_avoiding<'h, 'c>(
        &self,
        route: &Route,
        pace: Pace,
        halts: impl IntoIterator<Item = &'h Event>,
        closures: impl IntoIterator<Item = &'c Closure>,
    ) -> Result<Forecast, ForecastError> {
        let last = self.last().ok_or_else(|| ForecastError::NoFix {
            group: self.group().id().clone(),
        })?;
        let mut stops = route
            .places()
            .iter()
            .enumerate()
            .filter_map(|(index, place)| Some((place, route.mark(index)?)))
            .skip_while(|(place, _)| place.code() != last.place().code());
        let (mut here, start) = stops.next().ok_or_else(|| ForecastError::OffRoute {
            place: last.place().code(),
            group: self.group().id().clone(),
        })?;
        let stops: Vec<_> = stops.collect();
        let closures: Vec<&Closure> = closures.into_iter().collect();
        let mut halted = Halted::at_each(halts, here, &stops)?;
        if last.event().kind() == EventKind::Halt {
            halted.entry(here.code()).or_default().add(last.event());
        }

        let mut walk = Walk::after(last, start);
        walk.stay(
            halted.remove(&here.code()),
            self.planned_departure(here.code()),
        )?;
        let mut sets_out = None;
        let mut ahead: Vec<Stop> = Vec::with_capacity(stops.len());
        for (place, mark) in stops {
            let held = walk.wait_for(&closures, here, place)?;
            let leaves = walk.window()?;
            match ahead.last_mut() {
                Some(stop) => stop.leaves = leaves,
                None => sets_out = Some(leaves),
            }
            walk.march(mark, pace);
            let arrives = walk.window()?;
            let halted = halted.remove(&place.code());
            walk.stay(halted, self.planned_departure(place.code()))?;
            ahead.push(Stop {
                place: place.clone(),
                distance: mark.checked_sub(start).unwrap_or(Distance::ZERO),
                held_up_by: held,
                arrives,
                leaves: walk.window()?,
            });
            here = place;
        }
        Ok(Forecast {
            sets_out: sets_out.map_or_else(|| walk.window(), Ok)?,
            stops: ahead,
        })
    }

    /// When the group plans to leave that place, after its last fix: the days of every such plan.
    fn planned_departure(&self, place: PlaceCode) -> Option<(NaiveDate, NaiveDate)> {
        let last = self.last()?.on();
        self.ahead
            .iter()
            .filter(|event| event.status() == Status::Planned && event.place() == Some(place))
            .filter(|event| matches!(event.kind(), EventKind::Departure))
            .filter_map(|event| event.on())
            .filter(|on| on.before(last) != Certainty::Certain)
            .map(span)
            .reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
    }
}
