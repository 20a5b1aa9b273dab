//! Dates in the wrong year.

use std::ops::ControlFlow;

use chrono::{Datelike, NaiveDate};
use foldhash::{HashSet, HashSetExt};

use super::remote::is_remote;

use crate::analysis::{Fix, Line, pace_between};
use crate::check::Details;
use crate::check::finding::Found;
use crate::check::view::{View, before, span, subject};
use crate::limits::{JOURNEY_BREAK_DAYS, JOURNEY_GAP_DAYS, YEAR_OFF_DAYS};
use crate::measure::Distance;
use crate::time::When;

/// Fixes that are a year or more from the others of their group. Returns the events whose year is
/// wrong.
pub(super) fn visit<'v>(
    view: &'v View<'_>,
    found: &mut Found<'_>,
) -> ControlFlow<(), HashSet<&'v str>> {
    let days = view.lines.states(Extent::pass);
    let mut wrong = HashSet::new();
    for (line, days) in view.lines.iter().zip(days) {
        if let Some((fix, details)) = mistyped(view, line, days) {
            wrong.insert(fix.event().id().as_str());
            found.report(subject(fix), "on", details)?;
        } else if let Some((fix, details)) = interrupted(view, line) {
            found.report(subject(fix), "on", details)?;
        }
    }
    ControlFlow::Continue(wrong)
}

/// Two consecutive fixes of a group that are years apart, unless the date of one is remote anyway.
fn interrupted<'t>(view: &View<'_>, line: &'t Line<'_>) -> Option<(&'t Fix<'t>, Details)> {
    let (mut last, after) = line.rest().split_first()?;
    for fix in after {
        let gap = between(span(last.on()).1, span(fix.on()).0);
        let remote = is_remote(view, last.on()) || is_remote(view, fix.on());
        if gap >= JOURNEY_BREAK_DAYS && !fix.is_inherited() && !remote {
            let details = Details::JourneyInterrupted {
                on: fix.on().clone(),
                before: last.event().id().clone(),
                days: gap.unsigned_abs(),
            };
            return Some((fix, details));
        }
        if span(fix.on()).1 > span(last.on()).1 {
            last = fix;
        }
    }
    None
}

/// The first or the last fix of a group if it is at least 300 days from all others, which follow
/// one another at most a month apart. With another year and the same day, it must lie among them,
/// not after its reports or the dossier, and not require the group to be too fast.
///
/// `days` has the days of the fixes that the line inherits.
fn mistyped<'t>(
    view: &View<'_>,
    line: &'t Line<'_>,
    days: Extent,
) -> Option<(&'t Fix<'t>, Details)> {
    let (first, after) = line.rest().split_first()?;
    let (last, others) = line.rest().split_last()?;
    [(first, after, true), (last, others, false)]
        .into_iter()
        // An inherited fix is never reported: inherited fixes come before those of the line.
        .filter(|(fix, ..)| !fix.is_inherited())
        .find_map(|(fix, others, is_first)| {
            let written = fix.on().as_day()?;
            let mut days = days;
            for fix in others {
                days.pass(fix);
            }
            let (earliest, latest) = days.of_journey()?;
            let (nearest, days) = if is_first {
                (others.first().copied(), between(written, earliest))
            } else {
                let shared = || view.lines.shared(line).next();
                (
                    others.last().copied().or_else(shared),
                    between(latest, written),
                )
            };
            let reach = chrono::Days::new(JOURNEY_GAP_DAYS.unsigned_abs());
            // The ends of the calendar stand for open ends and have no day beyond them.
            let among = earliest.checked_sub_days(reach)?..=latest.checked_add_days(reach)?;
            let nearest = nearest.filter(|_| days >= YEAR_OFF_DAYS)?;
            let mut years = among.start().year()..=among.end().year();
            let fits = years.find_map(|year| {
                let fits = written.with_year(year)?;
                let right = among.contains(&fits)
                    && is_reported_later(view, fix, fits)
                    && can_be_walked(view, line, fix, others, fits);
                right.then_some(fits)
            })?;
            let details = Details::YearMistyped {
                on: fix.on().clone(),
                fits,
                nearest: nearest.event().id().clone(),
                days: days.unsigned_abs(),
            };
            Some((fix, details))
        })
}

fn between(earlier: NaiveDate, later: NaiveDate) -> i64 {
    later.signed_duration_since(earlier).num_days()
}

/// The days of fixes.
#[derive(Debug, Clone, Copy, Default)]
struct Extent {
    /// The first and the last day.
    within: Option<(NaiveDate, NaiveDate)>,
    several: bool,
    /// Whether one is far from the next.
    broken: bool,
}

impl Extent {
    fn pass(&mut self, fix: &Fix<'_>) {
        let (first, last) = span(fix.on());
        let (start, end) = self.within.unwrap_or((first, last));
        self.broken |= between(end, first) > JOURNEY_GAP_DAYS;
        self.several |= first > end;
        self.within = Some((start, end.max(last)));
    }

    /// The first and the last day of several fixes if none of them is far from the next.
    fn of_journey(self) -> Option<(NaiveDate, NaiveDate)> {
        self.within.filter(|_| self.several && !self.broken)
    }
}

/// Whether the day is not after the day of the dossier, nor after a report of the event.
fn is_reported_later(view: &View<'_>, fix: &Fix<'_>, day: NaiveDate) -> bool {
    let Ok(on) = When::day(day) else { return false };
    let sources = fix.event().sources().iter();
    let mut published = sources
        .filter_map(|id| view.dossier.source(id))
        .filter_map(|source| source.published());
    day <= view.dossier.as_of() && !published.any(|published| before(published, &on))
}

/// Whether the group can get to the place on that day, and on from there, without being too fast.
fn can_be_walked(
    view: &View<'_>,
    line: &Line<'_>,
    fix: &Fix<'_>,
    others: &[Fix<'_>],
    day: NaiveDate,
) -> bool {
    let Ok(on) = When::day(day) else {
        return false;
    };
    let there = (fix, &on);
    let mut others = others.iter().copied().chain(view.lines.shared(line));
    others.all(|other| {
        let that = (&other, other.on());
        let (from, to) = if before(other.on(), &on) {
            (that, there)
        } else {
            (there, that)
        };
        let mode = view.mode_between(from.0, to.0, line.group().mode());
        let Ok(a_day) = Distance::from_km(view.km_per_day(mode)) else {
            return false;
        };
        pace_between(from, to).is_none_or(|pace| pace.slow() <= a_day)
    })
}
