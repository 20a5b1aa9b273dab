//! When a group may be where it is going.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::tracks::span;
use super::{Fix, ForecastError, Journey, Window};
use crate::limits::{HOURS_A_DAY, MARCH_SLACK_DAYS};
use crate::measure::{Distance, Pace};
use crate::place::{Place, PlaceCode};
use crate::record::{EventKind, Halt, Status};
use crate::route::Route;
use crate::time::{Certainty, MarchError, march_end};

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

    /// When the group arrives.
    pub fn arrives(&self) -> Window {
        self.arrives
    }

    /// When it goes on, or may: after its halt, and not before it plans to.
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

impl Serialize for Stop {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut stop = serializer.serialize_struct("Stop", 5)?;
        stop.serialize_field("place", &self.place.code())?;
        stop.serialize_field("name", self.place.name())?;
        stop.serialize_field("distance_km", &self.distance)?;
        stop.serialize_field("arrives", &self.arrives)?;
        stop.serialize_field("leaves", &self.leaves)?;
        stop.end()
    }
}

impl Journey<'_> {
    /// When the group, which goes on along the route at that pace, may be at each place ahead.
    ///
    /// - It goes on from its last fix, which must be a place of the route (the first such one).
    ///   Distances are those of the route, by road where that is known.
    /// - It sets out on the day of a last departure, or of any other last fix or the day after it: of
    ///   that day nobody knows how much was left. A halt that was reported has passed by then.
    /// - It leaves no place before a departure from there that is planned; the latest day
    ///   is that of the plan too, unless it can't have been ready.
    /// - A march of k days that begins on day d ends on day d + ⌈k⌉ − 1
    ///   ([`march_end`](crate::march_end)).
    /// - A halt of h hours takes ⌊h / 24⌋ to ⌈h / 24⌉ days, as the time of day at which it begins is
    ///   unknown; one of unknown length leaves the latest days open from there on. Halts at one place
    ///   follow each other. Whose halts they are does not matter: see
    ///   [`planned_halts`](Self::planned_halts).
    ///
    /// # Errors
    /// [`ForecastError`] for a group without fixes or off the route, for a halt at a place that is
    /// not ahead, and where even the earliest day is beyond the calendar.
    pub fn forecast<'h>(
        &self,
        route: &Route,
        pace: Pace,
        halts: impl IntoIterator<Item = &'h Halt>,
    ) -> Result<Forecast, ForecastError> {
        let last = self.last().ok_or_else(|| ForecastError::NoFix {
            group: self.group().id().clone(),
        })?;
        let here = last.place().code();
        let mut marks = route
            .places()
            .iter()
            .enumerate()
            .filter_map(|(index, place)| Some((place, route.mark(index)?)))
            .skip_while(|(place, _)| place.code() != here);
        let (_, start) = marks.next().ok_or_else(|| ForecastError::OffRoute {
            place: here,
            group: self.group().id().clone(),
        })?;
        let ahead: Vec<_> = marks.collect();

        let mut halted: HashMap<PlaceCode, Halted> = HashMap::new();
        for halt in halts {
            let place = halt.place();
            if place != here && ahead.iter().all(|(ahead, _)| ahead.code() != place) {
                return Err(ForecastError::HaltElsewhere {
                    halt: place,
                    from: here,
                });
            }
            halted.entry(place).or_default().add(halt);
        }

        if let EventKind::Halt(halt) = last.event().kind() {
            halted.entry(here).or_default().add(halt);
        }

        let mut walk = Walk::after(last, start);
        walk.stay(halted.remove(&here), self.planned_departure(here))?;
        let sets_out = walk.window()?;
        let mut stops = Vec::with_capacity(ahead.len());
        for (place, mark) in ahead {
            walk.march(mark, pace);
            let arrives = walk.window()?;
            let halted = halted.remove(&place.code());
            walk.stay(halted, self.planned_departure(place.code()))?;
            stops.push(Stop {
                place: place.clone(),
                distance: mark.checked_sub(start).unwrap_or(Distance::ZERO),
                arrives,
                leaves: walk.window()?,
            });
        }
        Ok(Forecast { sets_out, stops })
    }

    /// When the group plans to leave that place, after its last fix: the days of every such plan.
    fn planned_departure(&self, place: PlaceCode) -> Option<(NaiveDate, NaiveDate)> {
        let last = self.last()?.on();
        self.ahead
            .iter()
            .filter(|event| *event.status() == Status::Planned && event.place() == Some(place))
            .filter(|event| matches!(event.kind(), EventKind::Departure(_)))
            .filter_map(|event| event.on())
            .filter(|on| on.before(last) != Certainty::Certain)
            .map(span)
            .reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
    }
}

/// Days that the halts at one place take.
#[derive(Debug, Clone, Copy, Default)]
struct Halted {
    hours: f64,
    open: bool,
}

impl Halted {
    fn add(&mut self, halt: &Halt) {
        match halt.hours() {
            Some(hours) => self.hours += hours,
            None => self.open = true,
        }
    }

    fn least(self) -> f64 {
        (self.hours / HOURS_A_DAY).floor()
    }

    fn most(self) -> Option<f64> {
        (!self.open).then(|| (self.hours / HOURS_A_DAY).ceil())
    }
}

/// The group that is fastest and the one that is slowest.
#[derive(Debug, Clone, Copy)]
struct Walk {
    /// How far along the route.
    mark: Distance,
    /// None where its first day is open towards the past.
    early: Option<Walker>,
    /// None where nothing says how long it takes.
    late: Option<Walker>,
}

impl Walk {
    /// After a fix at that mark of the route.
    fn after(last: &Fix<'_>, mark: Distance) -> Self {
        let (earliest, latest) = span(last.on());
        let latest = if last.is_departure() {
            Some(latest)
        } else {
            latest.succ_opt()
        };
        Self {
            mark,
            early: (earliest > NaiveDate::MIN).then(|| Walker::beginning(earliest, mark)),
            late: latest
                .filter(|&latest| latest < NaiveDate::MAX)
                .map(|latest| Walker::beginning(latest, mark)),
        }
    }

    fn march(&mut self, mark: Distance, pace: Pace) {
        self.mark = mark;
        if let Some(early) = &mut self.early {
            early.marched = pace.days_for(early.to(mark)).0;
        }
        self.late = self.late.and_then(|late| {
            let marched = pace.days_for(late.to(mark)).1?;
            Some(Walker { marched, ..late })
        });
    }

    /// Halts, and then waits for the days of a planned departure.
    fn stay(
        &mut self,
        halted: Option<Halted>,
        planned: Option<(NaiveDate, NaiveDate)>,
    ) -> Result<(), MarchError> {
        let halted = halted.unwrap_or_default();
        if let Some(early) = &mut self.early {
            early.halted += halted.least();
        }
        match (halted.most(), planned) {
            (Some(days), _) => {
                if let Some(late) = &mut self.late {
                    late.halted += days;
                }
            }
            // A halt of unknown length ends when the group plans to leave.
            (None, Some(_)) => {}
            (None, None) => self.late = None,
        }
        let Some((first, last)) = planned else {
            return Ok(());
        };
        let Window { earliest, latest } = self.window()?;
        if first > earliest.unwrap_or(NaiveDate::MIN) {
            self.early = Some(Walker::beginning(first, self.mark));
        }
        if last == NaiveDate::MAX {
            self.late = None;
        } else if latest.is_some_and(|latest| latest < last) {
            self.late = Some(Walker::beginning(last, self.mark));
        }
        Ok(())
    }

    /// The latest day is open where it is beyond the calendar.
    fn window(&self) -> Result<Window, MarchError> {
        let earliest = self.early.map(Walker::day).transpose()?;
        Ok(Window::new(
            earliest,
            self.late.and_then(|late| late.day().ok()),
        ))
    }
}

/// One that began a march on a day, with all of that day ahead.
#[derive(Debug, Clone, Copy)]
struct Walker {
    began: NaiveDate,
    /// Where on the route.
    from: Distance,
    /// Days of marching since.
    marched: f64,
    /// Days of halts since.
    halted: f64,
}

impl Walker {
    fn beginning(began: NaiveDate, from: Distance) -> Self {
        Self {
            began,
            from,
            marched: 0.0,
            halted: 0.0,
        }
    }

    fn to(self, mark: Distance) -> Distance {
        mark.checked_sub(self.from).unwrap_or(Distance::ZERO)
    }

    fn day(self) -> Result<NaiveDate, MarchError> {
        let arrived = march_end(self.began, (self.marched - MARCH_SLACK_DAYS).max(0.0))?;
        later(arrived, self.halted)
    }
}

/// So many whole days later.
fn later(day: NaiveDate, days: f64) -> Result<NaiveDate, MarchError> {
    // A march of n days ends n − 1 days after the day on which it began.
    if days > 0.0 {
        march_end(day, days + 1.0)
    } else {
        Ok(day)
    }
}
