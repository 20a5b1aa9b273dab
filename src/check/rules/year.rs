//! Extent in the wrong year.

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

/// Fixes that are a year or more from the others of their group; returns the events of which the
/// year is wrong.
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

/// Two fixes of a group with years between them and nothing else, unless one of them is out of all
/// time anyway.
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

/// The first fix of a group or its last, at least 300 days from all others, of which none is more
/// than a month from the next; with another year, and the same day, it is among them, no later than
/// its reports and the dossier, and the group need not have been too fast.
///
/// `days` are those of what the line shares.
fn mistyped<'t>(
    view: &View<'_>,
    line: &'t Line<'_>,
    days: Extent,
) -> Option<(&'t Fix<'t>, Details)> {
    let (first, after) = line.rest().split_first()?;
    let (last, others) = line.rest().split_last()?;
    [(first, after, true), (last, others, false)]
        .into_iter()
        // The first of the rest is not before what a line shares, and so never found too early.
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
            // An open end is an end of the calendar, and has no day beyond it.
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
    /// The first and the last.
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

    /// The first and the last day of fixes of several events, none of which is far from the next.
    fn of_journey(self) -> Option<(NaiveDate, NaiveDate)> {
        self.within.filter(|_| self.several && !self.broken)
    }
}

/// Whether the day is not after that of the dossier, nor after a report of the event.
fn is_reported_later(view: &View<'_>, fix: &Fix<'_>, day: NaiveDate) -> bool {
    let Ok(on) = When::day(day) else { return false };
    let sources = fix.event().sources().iter();
    let mut published = sources
        .filter_map(|id| view.dossier.source(id))
        .filter_map(|source| source.published());
    day <= view.dossier.as_of() && !published.any(|published| before(published, &on))
}

/// Whether neither the way to the place on that day nor the way on from there is too fast.
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
