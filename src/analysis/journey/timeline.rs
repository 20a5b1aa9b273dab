//! Which fixes are about a day.

use chrono::NaiveDate;

use super::tracks::span;
use super::{Fix, Passage, Whereabouts};

/// The days of the fixes, apart from these: a look-up reads nothing else.
#[derive(Debug, Clone)]
pub(super) enum Timeline {
    /// Every fix is of one day, as nearly all are: the day, and whether the place is that of the
    /// fix before.
    Days(Vec<(NaiveDate, bool)>),
    /// The latest days in ascending order, each with the index of its fix.
    Spans(Vec<(NaiveDate, usize)>),
}

impl Timeline {
    /// The fixes are in order.
    pub(super) fn of(fixes: &[Fix<'_>]) -> Self {
        let mut before = None;
        let days = fixes.iter().map(|fix| {
            let stays = before.replace(fix.place()) == Some(fix.place());
            Some((fix.on().as_day()?, stays))
        });
        if let Some(days) = days.collect() {
            return Self::Days(days);
        }
        let mut spans: Vec<_> = fixes
            .iter()
            .enumerate()
            .map(|(index, fix)| (span(fix.on()).1, index))
            .collect();
        // Stable: of those that end on one day the one that begins last stays last.
        spans.sort_by_key(|&(latest, _)| latest);
        Self::Spans(spans)
    }

    pub(super) fn at<'j>(&self, fixes: &'j [Fix<'_>], day: NaiveDate) -> Option<Whereabouts<'j>> {
        match self {
            Self::Days(days) => among_days(days, fixes, day),
            Self::Spans(spans) => among_spans(spans, fixes, day),
        }
    }
}

fn among_days<'j>(
    days: &[(NaiveDate, bool)],
    fixes: &'j [Fix<'_>],
    day: NaiveDate,
) -> Option<Whereabouts<'j>> {
    let next = days.partition_point(|&(on, _)| on <= day);
    let last = next.checked_sub(1)?;
    let from = fixes.get(last)?;
    if days.get(last).is_some_and(|&(on, _)| on == day) {
        return Some(Whereabouts::At(from));
    }
    Some(match days.get(next).zip(fixes.get(next)) {
        None => Whereabouts::Since(from),
        Some((&(_, true), _)) => Whereabouts::At(from),
        Some((_, to)) => Whereabouts::Between(Passage::new(from, to, day)),
    })
}

fn among_spans<'j>(
    spans: &[(NaiveDate, usize)],
    fixes: &'j [Fix<'_>],
    day: NaiveDate,
) -> Option<Whereabouts<'j>> {
    let next = spans.partition_point(|&(latest, _)| latest <= day);
    let Some(&(_, last)) = next.checked_sub(1).and_then(|last| spans.get(last)) else {
        // None is certainly past.
        let first = fixes.first()?;
        return (span(first.on()).0 <= day).then_some(Whereabouts::Possibly(first));
    };
    let from = fixes.get(last)?;
    if from.on().as_day() == Some(day) {
        return Some(Whereabouts::At(from));
    }
    let next = spans.get(next).filter(|&&(_, index)| index > last);
    Some(match next.and_then(|&(_, index)| fixes.get(index)) {
        None => Whereabouts::Since(from),
        Some(to) if to.place() == from.place() => Whereabouts::At(from),
        Some(to) => Whereabouts::Between(Passage::new(from, to, day)),
    })
}
