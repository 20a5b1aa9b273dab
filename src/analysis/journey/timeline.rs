//! Which fixes a day falls on or between.

use chrono::{Datelike, NaiveDate};

use super::fix::Fix;
use super::whereabouts::Whereabouts;
use crate::analysis::span::span;
use crate::limits::TABLE_DAYS_A_FIX;

/// The days of the fixes, stored apart from them so that a look-up reads nothing else.
#[derive(Debug, Clone)]
pub(super) enum Timeline {
    /// For fixes of one day each, as nearly all are, that are not too few for the days that they
    /// span.
    Days(DayTable),
    /// For any others, in ascending order of their latest days.
    Spans(Vec<Span>),
}

impl Timeline {
    /// The fixes must be in order.
    pub(super) fn of(fixes: &[Fix<'_>]) -> Self {
        if let Some(days) = DayTable::of(fixes) {
            return Self::Days(days);
        }
        Self::Spans(Span::of(fixes))
    }

    pub(super) fn at<'a>(&self, fixes: &[Fix<'a>], day: NaiveDate) -> Option<Whereabouts<'a>> {
        match self {
            Self::Days(days) => days.at(fixes, day),
            Self::Spans(spans) => among_spans(spans, fixes, day),
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
        Some(Whereabouts::Between { from, to, day })
    }
}

/// `None` if the second is earlier.
fn days_between(first: NaiveDate, second: NaiveDate) -> Option<usize> {
    let days = second
        .num_days_from_ce()
        .checked_sub(first.num_days_from_ce())?;
    usize::try_from(days).ok()
}

/// A fix of any number of days.
#[derive(Debug, Clone)]
pub(super) struct Span {
    latest: NaiveDate,
    fix: usize,
    /// The first fix after it that is certainly past no earlier than this one.
    next: Option<usize>,
}

impl Span {
    fn of(fixes: &[Fix<'_>]) -> Vec<Self> {
        let span = |(fix, at): (usize, &Fix<'_>)| Self {
            latest: span(at.on()).1,
            fix,
            next: None,
        };
        let mut spans: Vec<_> = fixes.iter().enumerate().map(span).collect();
        // A stable sort: of those that end on the same day, the one that begins last stays last.
        spans.sort_by_key(|span| span.latest);
        let mut ahead: Vec<usize> = Vec::new();
        for span in spans.iter_mut().rev() {
            while ahead.pop_if(|&mut next| next < span.fix).is_some() {}
            span.next = ahead.last().copied();
            ahead.push(span.fix);
        }
        spans
    }
}

fn among_spans<'a>(spans: &[Span], fixes: &[Fix<'a>], day: NaiveDate) -> Option<Whereabouts<'a>> {
    let past = spans.partition_point(|span| span.latest <= day);
    let Some(last) = past.checked_sub(1).and_then(|last| spans.get(last)) else {
        let first = *fixes.first()?;
        return (span(first.on()).0 <= day).then_some(Whereabouts::Possibly(first));
    };
    let from = *fixes.get(last.fix)?;
    if from.on().as_day() == Some(day) {
        return Some(Whereabouts::At(from));
    }
    Some(match last.next.and_then(|next| fixes.get(next)).copied() {
        None => Whereabouts::Since(from),
        Some(to) if to.place() == from.place() => Whereabouts::At(from),
        Some(to) => Whereabouts::Between { from, to, day },
    })
}
