//! A run of days, possibly open at either end.

use chrono::NaiveDate;

/// A run of days from `first` to `last`.
///
/// `NaiveDate::MIN` and `MAX` stand for an open end: they lie far outside the years that a date may
/// have, so comparisons need no special case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
}

impl Stretch {
    pub(super) const OPEN_PAST: NaiveDate = NaiveDate::MIN;
    pub(super) const OPEN_FUTURE: NaiveDate = NaiveDate::MAX;

    pub(super) fn day(day: NaiveDate) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    pub(super) fn earliest(self) -> Option<NaiveDate> {
        (self.first != Self::OPEN_PAST).then_some(self.first)
    }

    pub(super) fn latest(self) -> Option<NaiveDate> {
        (self.last != Self::OPEN_FUTURE).then_some(self.last)
    }

    pub(super) fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Sorts the runs and joins those that overlap or adjoin, so that there is a gap between any
    /// two.
    pub(super) fn join(mut stretches: Vec<Self>) -> Vec<Self> {
        stretches.sort_unstable_by_key(|stretch| stretch.first);
        let mut joined: Vec<Self> = Vec::with_capacity(stretches.len());
        for stretch in stretches {
            match joined.last_mut() {
                Some(before)
                    if before
                        .last
                        .succ_opt()
                        .is_none_or(|next| stretch.first <= next) =>
                {
                    before.last = before.last.max(stretch.last);
                }
                _ => joined.push(stretch),
            }
        }
        joined
    }
}
