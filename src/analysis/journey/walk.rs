//! The fastest and the slowest course of a forecast.

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt};

use super::error::ForecastError;
use super::fix::Fix;
use super::window::Window;
use crate::analysis::span::span;
use crate::error::Error;
use crate::limits::{HOURS_A_DAY, MARCH_SLACK_DAYS};
use crate::measure::{Distance, Pace};
use crate::place::{Place, PlaceCode};
use crate::record::Event;
use crate::route::Closure;
use crate::time::{Certainty, march_end};

/// How long the halts at one place take.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Halted {
    hours: f64,
    open: bool,
}

impl Halted {
    /// Collects the halts by place.
    pub(super) fn at_each<'f>(
        halts: impl IntoIterator<Item = &'f Event>,
    ) -> HashMap<PlaceCode, Self> {
        let mut halted: HashMap<PlaceCode, Self> = HashMap::new();
        for halt in halts {
            if let Some(place) = halt.place() {
                halted.entry(place).or_default().add(halt);
            }
        }
        halted
    }

    pub(super) fn add(&mut self, halt: &Event) {
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

/// The group at its fastest and at its slowest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk {
    /// How far along the route.
    mark: Distance,
    /// How far from there it may be, as the last fix states, until it marches on to a seat.
    within: Distance,
    /// `None` if its first day is open towards the past.
    early: Option<Walker>,
    /// `None` if it is not known how long it takes.
    late: Option<Walker>,
}

impl Walk {
    /// Starts from a fix at that mark of the route.
    pub(super) fn after(last: &Fix<'_>, mark: Distance) -> Self {
        let (earliest, latest) = span(last.on());
        let latest = if last.is_departure() {
            Some(latest)
        } else {
            latest.succ_opt()
        };
        Self {
            mark,
            within: last.within(),
            early: (earliest > NaiveDate::MIN)
                .then(|| Walker::beginning(earliest, mark, last.within())),
            late: latest
                .filter(|&latest| latest < NaiveDate::MAX)
                .map(|latest| Walker::beginning(latest, mark, last.within())),
        }
    }

    pub(super) fn march(&mut self, mark: Distance, pace: Pace) {
        (self.mark, self.within) = (mark, Distance::ZERO);
        if let Some(early) = &mut self.early {
            let nearer = early.to(mark).checked_sub(early.within);
            early.marched = pace.days_for(nearer.unwrap_or(Distance::ZERO)).0;
        }
        self.late = self.late.and_then(|late| {
            let marched = pace.days_for(late.to(mark) + late.within).1?;
            Some(Walker { marched, ..late })
        });
    }

    /// Halts, and then waits for the days of a planned departure.
    pub(super) fn stay(
        &mut self,
        halted: Option<Halted>,
        planned: Option<(NaiveDate, NaiveDate)>,
    ) -> Result<(), Error> {
        let halted = halted.unwrap_or_default();
        // A group that may arrive only after the last planned day may not leave on that day.
        let comes_in_time = planned.is_some_and(|(_, last)| {
            let latest = self.late.and_then(|late| late.day().ok());
            latest.is_some_and(|latest| latest <= last)
        });
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
            (None, _) if comes_in_time => {}
            (None, _) => self.late = None,
        }
        let Some((first, last)) = planned else {
            return Ok(());
        };
        let Window { earliest, latest } = self.window()?;
        if first > earliest.unwrap_or(NaiveDate::MIN) {
            self.early = Some(self.beginning(first));
        }
        if last == NaiveDate::MAX {
            self.late = None;
        } else if latest.is_some_and(|latest| latest < last) {
            self.late = Some(self.beginning(last));
        }
        Ok(())
    }

    /// Waits at a place until the leg to the next is open, and returns the closures that may hold
    /// the group up.
    pub(super) fn wait_for(
        &mut self,
        closures: &[Closure],
        from: &Place,
        to: &Place,
    ) -> Result<Vec<Closure>, Error> {
        let closures: Vec<&Closure> = closures
            .iter()
            .filter(|closure| closure.is_between(from, to))
            .collect();
        let ready = self.window()?;
        if let Some(day) = ready.earliest {
            let opens = first_open(day, &closures, &[Certainty::Certain]);
            let opens = opens.map_err(|closure| ForecastError::Closed {
                from: from.code(),
                to: to.code(),
                closure: Box::new(closure.clone()),
            })?;
            if opens > day {
                self.early = Some(self.beginning(opens));
            }
        }
        // At its slowest, the group may set out only on the next morning, and the way may be closed
        // then.
        let mornings = ready
            .latest
            .into_iter()
            .flat_map(|day| [Some(day), day.succ_opt()]);
        for day in mornings.flatten() {
            match first_open(day, &closures, &[Certainty::Certain, Certainty::Possible]) {
                Ok(opens) if opens > day => {
                    self.late = Some(self.beginning(opens));
                }
                Ok(_) => {}
                Err(_) => self.late = None,
            }
        }
        let holds_up = |closure: &&Closure| {
            let starts = span(closure.starts()).0;
            let ends = closure.ends().map_or(NaiveDate::MAX, |ends| span(ends).1);
            ready.earliest.is_none_or(|earliest| earliest <= ends)
                && ready
                    .latest
                    .is_none_or(|latest| latest.succ_opt().is_none_or(|next| starts <= next))
        };
        Ok(closures.into_iter().filter(holds_up).cloned().collect())
    }

    /// A march that begins where the group is by now.
    fn beginning(&self, day: NaiveDate) -> Walker {
        Walker::beginning(day, self.mark, self.within)
    }

    /// The days reached so far. The latest day is open if it is beyond the calendar.
    pub(super) fn window(&self) -> Result<Window, Error> {
        let earliest = self.early.map(Walker::day).transpose()?;
        Ok(Window::new(
            earliest,
            self.late.and_then(|late| late.day().ok()),
        ))
    }
}

/// A march that began on a day, with all of that day ahead.
#[derive(Debug, Clone, Copy)]
struct Walker {
    began: NaiveDate,
    /// Where on the route it began, and how far from there it may have been.
    from: Distance,
    within: Distance,
    /// Days of marching since.
    marched: f64,
    /// Days of halts since.
    halted: f64,
}

impl Walker {
    fn beginning(began: NaiveDate, from: Distance, within: Distance) -> Self {
        Self {
            began,
            from,
            within,
            marched: 0.0,
            halted: 0.0,
        }
    }

    fn to(self, mark: Distance) -> Distance {
        mark.checked_sub(self.from).unwrap_or(Distance::ZERO)
    }

    fn day(self) -> Result<NaiveDate, Error> {
        let marched = (self.marched - MARCH_SLACK_DAYS).ceil().max(0.0);
        later(march_end(self.began, marched)?, self.halted)
    }
}

/// The first day from `day` on when none of the closures is in force with one of these certainties,
/// or a closure that stays in force.
fn first_open<'c>(
    mut day: NaiveDate,
    closures: &[&'c Closure],
    surely: &[Certainty],
) -> Result<NaiveDate, &'c Closure> {
    while let Some(closure) = closures
        .iter()
        .find(|closure| surely.contains(&closure.in_force(day)))
    {
        let last = closure.ends().and_then(|ends| match surely {
            [Certainty::Certain] => ends.earliest(),
            _ => ends.latest(),
        });
        day = last.and_then(|last| last.succ_opt()).ok_or(*closure)?;
    }
    Ok(day)
}

/// The day that many days later, rounded up to whole days.
fn later(day: NaiveDate, days: f64) -> Result<NaiveDate, Error> {
    // A march of n days ends n − 1 days after the day on which it began.
    if days > 0.0 {
        march_end(day, days + 1.0)
    } else {
        Ok(day)
    }
}
