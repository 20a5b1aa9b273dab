//! When a group may reach the places ahead.

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

/// When a group sets out, and when it reaches each place ahead. See [`Journey::forecast`].
///
/// Days are pairs of the earliest and the latest, each `None` if open. It serialises as
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

/// A place ahead, and the days of arriving and leaving.
///
/// Days are pairs of the earliest and the latest, each `None` if open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    place: Place,
    distance: Distance,
    held_up_by: Vec<Closure>,
    arrives: Window,
    leaves: Window,
}

impl Stop {
    /// The place.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// How far ahead it is along the route.
    pub fn distance(&self) -> Distance {
        self.distance
    }

    /// The closures that hold the group up on its way here, or may do so.
    pub fn held_up_by(&self) -> &[Closure] {
        &self.held_up_by
    }

    /// When the group arrives.
    pub fn arrives(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        self.arrives.days()
    }

    /// When the group goes on, or can: after its halt, not before it plans to, and not while the
    /// way is closed. At the last place, it is when its halt ends.
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
    /// When the group may be at each place ahead if it goes on along the route at that pace.
    ///
    /// - It goes on from its last fix, which must be at a place of the route. If the route passes
    ///   that place several times, the first one counts. Distances are those of the route, by road
    ///   where known.
    /// - If it was only within some distance of the place of its last fix
    ///   ([`within`](crate::Event::within)), it may have that much less or more to go.
    /// - It marches at the same hours every day. A march of k days that begins on day d ends on day
    ///   d + ⌈k⌉ − 1 ([`march_end`](crate::march_end)).
    /// - If its last fix is a departure, it sets out on that day; after any other fix, on that day
    ///   or the next, since it is unknown how much of the day was left.
    /// - It does not leave a place before a planned departure from there, and leaves by the last
    ///   planned day, unless it cannot be ready by then.
    /// - It makes its planned halts at the place of its last fix and at places ahead. A halt of h
    ///   hours takes ⌊h / 24⌋ to ⌈h / 24⌉ days, since the hour at which it begins is unknown. A
    ///   halt of unknown length lasts until a planned departure. If no departure is planned, or the
    ///   group may arrive only after it, the latest days are open. Halts at one place follow each
    ///   other.
    /// - It does not set out on a leg that is closed by the closures of the dossier's
    ///   [network](crate::Dossier::network), but waits at the place before. If the leg is certainly
    ///   closed, it must wait, which moves the earliest day; if the leg is possibly closed, it may
    ///   have to, which moves the latest. At the latest, the group sets out on the morning after it
    ///   arrives, when the leg may have been closed. A closed place or link counts only if the
    ///   route names that place or the two ends of the link in succession.
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
    /// [`Code::RouteDisjoint`](crate::Code::RouteDisjoint) for a group that is not on the route,
    /// [`Code::RouteClosed`](crate::Code::RouteClosed) if a leg is certainly closed without an end,
    /// [`Code::ClosureInvalid`](crate::Code::ClosureInvalid) for a closure that a network refuses,
    /// and [`Code::DateInvalid`](crate::Code::DateInvalid) if even the earliest day is beyond the
    /// calendar.
    pub fn forecast(&self, route: &Route, pace: Pace) -> Result<Forecast, Error> {
        self.forecast_avoiding(route, pace, [])
    }

    /// The same with additional closures, for what-if questions.
    ///
    /// # Errors
    /// As for [`forecast`](Self::forecast).
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

    /// When the group plans to leave that place after its last fix: the days of all such plans.
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
