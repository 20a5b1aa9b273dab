//! Which fixes a day falls on or between.

use chrono::{Datelike, NaiveDate};

use super::fix::Fix;
use super::whereabouts::Whereabouts;
use crate::analysis::span::span;
use crate::limits::TABLE_DAYS_A_FIX;
use crate::within::part;

/// The days of the fixes, stored apart from them so that a look-up reads nothing else.
#[derive(Debug, Clone)]
pub(super) enum Timeline {
    /// Used if every fix is of one day, as nearly all are, and the fixes are dense enough for the
    /// days that they span.
    Days(DayTable),
    /// Used for all others.
    Spans(Overs),
}

impl Timeline {
    /// The fixes must be in order.
    pub(super) fn of(fixes: &[Fix<'_>]) -> Self {
        if let Some(days) = DayTable::of(fixes) {
            return Self::Days(days);
        }
        Self::Spans(Overs::of(fixes))
    }

    pub(super) fn at<'a>(&self, fixes: &[Fix<'a>], day: NaiveDate) -> Option<Whereabouts<'a>> {
        match self {
            Self::Days(days) => days.at(fixes, day),
            Self::Spans(overs) => overs.at(fixes, day),
        }
    }
}

/// One entry for each day from the first fix to the last: a look-up reads two neighbours.
#[derive(Debug, Clone)]
pub(super) struct DayTable {
    first: NaiveDate,
    /// Twice the number of fixes up to the day, plus one if the next fix is at the same place as
    /// the last.
    entries: Vec<u16>,
}

impl DayTable {
    /// `None` if a fix is of more than one day, or if there are too few fixes for the days that
    /// they span.
    fn of(fixes: &[Fix<'_>]) -> Option<Self> {
        let days: Vec<NaiveDate> = fixes
            .iter()
            .map(|fix| fix.on().as_day())
            .collect::<Option<_>>()?;
        let (&first, &last) = (days.first()?, days.last()?);
        let span = days_between(first, last)?.checked_add(1)?;
        if span > fixes.len().saturating_mul(TABLE_DAYS_A_FIX) {
            return None;
        }
        let mut entries = Vec::with_capacity(span);
        let mut at = fixes.iter().zip(&days).zip(1..=u16::MAX).peekable();
        for day in first.iter_days().take(span) {
            let mut entry = entries.last().copied().unwrap_or(0);
            while let Some(((fix, _), count)) = at.next_if(|((_, on), _)| **on == day) {
                let next = at.peek().map(|((next, _), _)| next.place());
                entry = u16::checked_mul(count, 2)? | u16::from(next == Some(fix.place()));
            }
            entries.push(entry);
        }
        Some(Self { first, entries })
    }

    fn at<'a>(&self, fixes: &[Fix<'a>], day: NaiveDate) -> Option<Whereabouts<'a>> {
        if day < self.first {
            return None;
        }
        let index = days_between(self.first, day)?;
        let Some(&entry) = self.entries.get(index) else {
            return fixes.last().copied().map(Whereabouts::Since);
        };
        let before = index
            .checked_sub(1)
            .and_then(|index| self.entries.get(index));
        let next = usize::from(entry / 2);
        let from = *fixes.get(next.checked_sub(1)?)?;
        let reported = before.is_none_or(|&before| before != entry);
        if reported || entry % 2 == 1 {
            return Some(Whereabouts::At(from));
        }
        let to = *fixes.get(next)?;
        Some(Whereabouts::Between {
            from,
            to,
            perhaps: None,
            day,
        })
    }
}

/// `None` if the second is earlier.
fn days_between(first: NaiveDate, second: NaiveDate) -> Option<usize> {
    let days = second
        .num_days_from_ce()
        .checked_sub(first.num_days_from_ce())?;
    usize::try_from(days).ok()
}

/// For fixes in order of their earliest days that span any number of days: the latest day of all
/// fixes up to each.
#[derive(Debug, Clone)]
pub(super) struct Overs(Vec<NaiveDate>);

impl Overs {
    fn of(fixes: &[Fix<'_>]) -> Self {
        let latest = fixes.iter().scan(NaiveDate::MIN, |latest, fix| {
            *latest = (*latest).max(span(fix.on()).1);
            Some(*latest)
        });
        Self(latest.collect())
    }

    /// Considers every fix that may be the last one on or before that day, or the next one after
    /// it.
    fn at<'a>(&self, fixes: &[Fix<'a>], day: NaiveDate) -> Option<Whereabouts<'a>> {
        let ahead = fixes.partition_point(|fix| span(fix.on()).0 <= day);
        let mut past: Option<(usize, Fix<'a>)> = None;
        // The last of the fixes that are certainly past does not begin before this day.
        let mut since = NaiveDate::MIN;
        let mut maybe: Vec<(usize, Fix<'a>)> = Vec::new();
        let mut other: Vec<Fix<'a>> = Vec::new();
        let until_then = part(fixes, ..ahead).iter().zip(&self.0);
        for (index, (fix, over)) in until_then.enumerate().rev() {
            // Of several fixes on one day, the last counts.
            if *over <= since {
                break;
            }
            let (first, last) = span(fix.on());
            match past {
                _ if last > day => maybe.push((index, *fix)),
                None => (past, since) = (Some((index, *fix)), first),
                Some((_, known)) if last > since && last > span(known.on()).1 => {
                    other.push(known);
                    past = Some((index, *fix));
                }
                Some(_) if last > since => other.push(*fix),
                Some(_) => {}
            }
        }
        let Some((place, from)) = past else {
            let first = *fixes.first()?;
            return (span(first.on()).0 <= day).then_some(Whereabouts::Possibly(first));
        };
        if from.on().as_day() == Some(day) {
            return Some(Whereabouts::At(from));
        }
        // The group passed the fixes in their order.
        let since = maybe.into_iter().filter(|(index, _)| *index > place);
        let maybe: Vec<_> = since.map(|(_, fix)| fix).collect();
        let mut until = NaiveDate::MAX;
        let next: Vec<Fix<'a>> = part(fixes, ahead..)
            .iter()
            .take_while(|fix| {
                let (first, last) = span(fix.on());
                let may_be_next = first < until;
                until = until.min(last);
                may_be_next
            })
            .copied()
            .collect();
        Some(between(from, &other, &maybe, &next, day))
    }
}

/// Adds the next fix of a journey to those that decide where the group is on a day.
pub(super) fn keep_around<'a>(around: &mut Vec<Fix<'a>>, fix: Fix<'a>, day: NaiveDate) {
    let (first, last) = span(fix.on());
    if last <= day {
        // A fix that was over before this one began is not the last.
        around.retain(|before| span(before.on()).1 > first);
    } else if first > day {
        let ahead = around.iter().rev().map(|fix| span(fix.on()));
        let mut ahead = ahead.take_while(|(first, _)| *first > day);
        // A fix that comes after one that is already over by then is not the next.
        if ahead.any(|(_, last)| last <= first) {
            return;
        }
    }
    around.push(fix);
}

/// Where a group is. It was certainly at `from`, or at one of the `other` past fixes; it may have
/// been at some of the `maybe` ones since; it will be at one of the `next` ones.
fn between<'a>(
    from: Fix<'a>,
    other: &[Fix<'a>],
    maybe: &[Fix<'a>],
    next: &[Fix<'a>],
    day: NaiveDate,
) -> Whereabouts<'a> {
    let here = |fix: &&Fix<'a>| fix.place() == from.place();
    let elsewhere = |fixes: &[Fix<'a>]| fixes.iter().find(|fix| !here(fix)).copied();
    let alike = |fixes: &[Fix<'a>], to: Fix<'a>| fixes.iter().all(|fix| fix.place() == to.place());
    let settled = elsewhere(other).is_none();
    let leg = |to, perhaps| Whereabouts::Between {
        from,
        to,
        perhaps,
        day,
    };
    // `maybe` has the fix with the latest first day first. If that is this day, the group stays
    // where it is.
    let stays = maybe.first().is_some_and(|fix| span(fix.on()).0 == day);
    match (elsewhere(maybe), elsewhere(next), next.is_empty()) {
        (None, _, _) if settled && stays => Whereabouts::At(from),
        (None, None, true) => Whereabouts::Since(from),
        (None, None, false) => match (elsewhere(other), next.first()) {
            (Some(other), Some(to)) => Whereabouts::Between {
                from: other,
                to: *to,
                perhaps: Some(from),
                day,
            },
            _ => Whereabouts::At(from),
        },
        (None, Some(to), _) if settled && alike(next, to) => leg(to, maybe.first().copied()),
        (Some(to), None, true) if settled && alike(maybe, to) => {
            let by_latest = maybe.iter().min_by_key(|fix| span(fix.on()).1);
            leg(by_latest.copied().unwrap_or(to), None)
        }
        (Some(to), Some(_), _) if settled && alike(maybe, to) && alike(next, to) => {
            let by_latest = maybe.iter().min_by_key(|fix| span(fix.on()).1);
            leg(by_latest.copied().unwrap_or(to), None)
        }
        // It may be on one of several legs: all that is known is that it is on the way.
        (maybe, Some(to), _) => leg(to, maybe.or(Some(to))),
        (Some(to), None, _) => leg(to, Some(to)),
    }
}
