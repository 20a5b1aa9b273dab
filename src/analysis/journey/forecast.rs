//! When a group may be where it is going.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::error::ForecastError;
use super::journey::Journey;
use super::walk::{Halted, Walk};
use super::window::Window;
use crate::analysis::span::span;
use crate::error::Error;
use crate::measure::{Distance, Pace};
use crate::place::{Place, PlaceCode};
use crate::record::{EventKind, Status};
use crate::route::{Closure, Route};
use crate::time::Certainty;

/// When a group sets out, and when it reaches each place ahead; by
/// [`Journey::forecast`].
///
/// Days are the earliest and the latest, each none where that end is open. It serialises as
/// [`docs::answers`](crate::docs::answers) shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forecast {
    sets_out: Window,
    stops: Vec<Stop>,
}

impl Forecast {
    /// When the group leaves the place where it was last reported.
    pub fn sets_out(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        self.sets_out.days()
    }

    /// The places ahead, in the order of the route.
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// The first stop at a place.
    pub fn stop(&self, place: impl AsRef<str>) -> Option<&Stop> {
        let place = place.as_ref();
        (self.stops.iter()).find(|stop| stop.place.code().as_str() == place)
    }
}

/// A place ahead, and the days around it.
///
/// Days are the earliest and the latest, each none where that end is open.
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
    pub fn arrives(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        self.arrives.days()
    }

    /// When it goes on, or can: after its halt, not before it plans to, and not while the way is
    /// closed. At the last place, when its halt ends.
    pub fn leaves(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        self.leaves.days()
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
    #[serde(skip_serializing_if = "<[Closure]>::is_empty")]
    held_up_by: &'s [Closure],
    arrives: Window,
    leaves: Window,
}

impl Serialize for Stop {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wire = Wire {
            place: self.place.code(),
            name: self.place.name(),
            distance_km: self.distance,
            held_up_by: &self.held_up_by,
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
    /// - Its planned halts are kept, where they are at the place of its last fix or at one ahead. A
    ///   halt of h hours takes ⌊h / 24⌋ to ⌈h / 24⌉ days, as the hour at which it begins is unknown;
    ///   one of unknown length lasts until a planned departure, or leaves the latest days open.
    ///   Halts at one place follow each other.
    /// - It sets out on no leg that is closed, by the closures of the dossier's
    ///   [network](crate::Dossier::network): it waits at the place before. It has to wait where the
    ///   leg is certainly closed, which moves the earliest day; it may have to where it is possibly
    ///   closed, which moves the latest. The last of the group may set out only on the morning after
    ///   they arrive, when the leg may have been closed. Closures of places and links count where
    ///   the route stops there.
    ///
    /// ```
    /// use corridor::{Dossier, Pace, Route};
    ///
    /// let dossier: Dossier = serde_json::from_str(r#"{
    ///     "format": "corridor/1", "as_of": "2023-12-27",
    ///     "places": [
    ///         {"code": "MX07032", "name": "Escuintla", "lat": 15.319, "lon": -92.658},
    ///         {"code": "MX07051", "name": "Mapastepec", "lat": 15.442, "lon": -92.892}],
    ///     "groups": [{"id": "exodus", "name": "Exodus from Poverty", "mode": "foot"}],
    ///     "events": [
    ///         {"id": "e1", "type": "sighting", "on": "2023-12-27", "status": "occurred",
    ///          "group": "exodus", "place": "MX07032"},
    ///         {"id": "e2", "type": "departure", "on": "2023-12-28", "status": "planned",
    ///          "group": "exodus", "place": "MX07032"},
    ///         {"id": "e3", "type": "halt", "on": "2023-12-29", "status": "planned",
    ///          "group": "exodus", "place": "MX07051", "hours": 24}]
    /// }"#)?;
    ///
    /// let route = Route::through(dossier.places().iter().cloned())?;
    /// let route = route.with_road("MX07032", "MX07051", "35 km")?;
    /// let forecast = dossier.journey("exodus")?.forecast(&route, Pace::WALKING)?;
    /// let stop = forecast.stop("MX07051").ok_or("not on the route")?;
    /// let day = |text: &str| text.parse::<chrono::NaiveDate>().map(Some);
    /// assert_eq!(stop.arrives(), (day("2023-12-28")?, day("2023-12-30")?));
    /// assert_eq!(stop.leaves(), (day("2023-12-29")?, day("2023-12-31")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::GroupUnlocated`](crate::Code::GroupUnlocated) for a group without fixes,
    /// [`Code::RouteDisjoint`](crate::Code::RouteDisjoint) for one off the route,
    /// [`Code::RouteClosed`](crate::Code::RouteClosed) where a leg is certainly closed without an end,
    /// [`Code::ClosureInvalid`](crate::Code::ClosureInvalid) for a closure that no network takes, and
    /// [`Code::DateInvalid`](crate::Code::DateInvalid) where even the earliest day is beyond the
    /// calendar.
    pub fn forecast(&self, route: &Route, pace: Pace) -> Result<Forecast, Error> {
        self.forecast_avoiding(route, pace, [])
    }

    /// The same, with more closures than the dossier has: what if.
    ///
    /// # Errors
    /// As [`forecast`](Self::forecast).
    pub fn forecast_avoiding<'c>(
        &self,
        route: &Route,
        pace: Pace,
        closures: impl IntoIterator<Item = &'c Closure>,
    ) -> Result<Forecast, Error> {
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
        let mut closed = self.dossier.closures()?;
        closed.extend(closures.into_iter().cloned());
        let mut halted = Halted::at_each(self.planned_halts());
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
            let held = walk.wait_for(&closed, here, place)?;
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
            .filter(|event| event.kind() == EventKind::Departure)
            .filter_map(|event| event.on())
            .filter(|on| on.before(last) != Certainty::Certain)
            .map(span)
            .reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
    }
}
