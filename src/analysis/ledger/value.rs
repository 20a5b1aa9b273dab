//! How many people, on what that rests, and sums of what changes it.

use std::ops::{Add, Sub};

use super::Basis;
use crate::Estimate;

#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    pub(super) people: Estimate,
    pub(super) basis: Basis,
    /// Whether some were counted and some not, or whether any were depends on the order.
    pub(super) mixed: bool,
}

impl Value {
    pub(super) const UNKNOWN: Self = Self {
        people: Estimate::at_least(0),
        basis: Basis::Uncounted,
        mixed: false,
    };

    pub(super) fn counted(people: Estimate) -> Self {
        let basis = Basis::Counted;
        Self {
            people,
            basis,
            ..Self::UNKNOWN
        }
    }

    pub(super) fn with(self, people: Estimate) -> Self {
        Self { people, ..self }
    }

    /// Whether some of them were counted.
    pub(super) fn is_counted(self) -> bool {
        self.mixed || self.basis != Basis::Uncounted
    }

    /// Whether all of them were.
    pub(super) fn is_known(self) -> bool {
        !self.mixed && self.basis != Basis::Uncounted
    }

    /// Both together, on the weaker basis.
    pub(super) fn and(self, other: Self) -> Self {
        let mixed = self.mixed || other.mixed || self.is_counted() != other.is_counted();
        let basis = self.basis.max(other.basis);
        let people = plus(self.people, other.people);
        Self {
            people,
            basis,
            mixed,
        }
    }

    /// How many of them are missed where nobody says where they are: none whom nobody counted.
    pub(super) fn missed(self) -> Estimate {
        match self.basis {
            _ if self.mixed => or_none(self.people),
            Basis::Uncounted => Estimate::exactly(0),
            _ => self.people,
        }
    }
}

/// Beyond what 64 bits hold the sum is open, which is still true.
pub(super) fn plus(one: Estimate, other: Estimate) -> Estimate {
    let sum = Change::come(one) + Change::come(other);
    sum.estimate(one.best().saturating_add(other.best()))
}

pub(super) fn sum(people: impl Iterator<Item = Estimate>) -> Estimate {
    people.fold(Estimate::exactly(0), plus)
}

pub(super) fn minus(one: Estimate, other: Estimate) -> Estimate {
    let left = Change::come(one) + Change::leave(other);
    left.estimate(one.best().saturating_sub(other.best()))
}

/// The bounds of both, the figure of the later.
pub(super) fn either(before: Estimate, after: Estimate) -> Estimate {
    Change::come(before)
        .hull(Change::come(after))
        .estimate(after.best())
}

pub(super) fn or_none(people: Estimate) -> Estimate {
    Estimate::ascending(0, people.best(), people.high())
}

/// The least and the most by which a number of people changes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Change {
    pub(super) low: i128,
    pub(super) high: i128,
}

impl Change {
    /// An open end: beyond what 64 bits hold, but not so far that a sum of many overflows.
    const OPEN: i128 = 1 << 96;

    pub(super) fn come(people: Estimate) -> Self {
        Self {
            low: people.low().into(),
            high: people.high().map_or(Self::OPEN, Into::into),
        }
    }

    pub(super) fn leave(people: Estimate) -> Self {
        let Self { low, high } = Self::come(people);
        Self {
            low: -high,
            high: -low,
        }
    }

    pub(super) fn hull(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// This, or even less.
    pub(super) fn or_less(self) -> Self {
        Self {
            low: -Self::OPEN,
            ..self
        }
    }

    /// This, or nothing.
    pub(super) fn maybe(self) -> Self {
        self.hull(Self::default())
    }

    /// By how much this is more certain than `maybe`.
    pub(super) fn firm(self) -> Self {
        self - self.maybe()
    }

    /// As people: none below 0, with the figure clipped to the bounds.
    pub(super) fn estimate(self, best: u64) -> Estimate {
        let low = u64::try_from(self.low.max(0)).unwrap_or(u64::MAX);
        let high = u64::try_from(self.high.max(low.into())).ok();
        Estimate::ascending(low, best.clamp(low, high.unwrap_or(u64::MAX)), high)
    }
}

impl Add for Change {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            low: self.low + other.low,
            high: self.high + other.high,
        }
    }
}

impl Sub for Change {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            low: self.low - other.low,
            high: self.high - other.high,
        }
    }
}

/// Sums of changes by day.
pub(super) struct Sums(Vec<(i32, Change)>);

impl Sums {
    pub(super) fn of(changes: impl Iterator<Item = (i32, Change)>) -> Self {
        let mut sums: Vec<_> = changes.collect();
        sums.sort_unstable_by_key(|(day, _)| *day);
        let mut sum = Change::default();
        for (_, change) in &mut sums {
            sum = sum + *change;
            *change = sum;
        }
        Self(sums)
    }

    /// Of those whose day is such, which are the first.
    fn first(&self, such: impl Fn(i32) -> bool) -> Change {
        let count = self.0.partition_point(|(day, _)| such(*day));
        let last = count.checked_sub(1).and_then(|last| self.0.get(last));
        last.map_or_else(Change::default, |(_, sum)| *sum)
    }

    pub(super) fn before(&self, day: i32) -> Change {
        self.first(|other| other < day)
    }

    pub(super) fn until(&self, day: i32) -> Change {
        self.first(|other| other <= day)
    }

    pub(super) fn since(&self, day: i32) -> Change {
        self.first(|_| true) - self.before(day)
    }

    pub(super) fn after(&self, day: i32) -> Change {
        self.first(|_| true) - self.until(day)
    }
}
