//! Numbers of people, what they are based on, and sums of changes.

use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use super::basis::Basis;
use crate::measure::Estimate;

/// A number of people, or a change in it, which may be negative.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct People {
    pub(super) low: i128,
    pub(super) best: i128,
    pub(super) high: i128,
}

impl People {
    /// An open end: more than 64 bits hold, but small enough that a sum of many does not overflow.
    pub(super) const OPEN: i128 = 1 << 96;
    pub(super) const NONE: Self = Self::of(0, 0, 0);
    pub(super) const ANY: Self = Self::of(0, 0, Self::OPEN);

    pub(super) const fn of(low: i128, best: i128, high: i128) -> Self {
        Self { low, best, high }
    }

    /// The bounds of both, with the figure of the later.
    pub(super) fn or(self, later: Self) -> Self {
        let (low, high) = (self.low.min(later.low), self.high.max(later.high));
        Self::of(low, later.best, high)
    }

    /// This number, or nobody.
    pub(super) fn maybe(self) -> Self {
        Self::NONE.or(self)
    }

    /// What it certainly changes beyond what it may change.
    pub(super) fn firm(self) -> Self {
        self - self.maybe()
    }

    /// At least 0 and at most the open end, with the figure clipped to the bounds.
    pub(super) fn clip(self) -> Self {
        let low = self.low.clamp(0, Self::OPEN);
        let high = self.high.clamp(low, Self::OPEN);
        Self::of(low, self.best.clamp(low, high), high)
    }

    /// A bound beyond 64 bits becomes open, which is still true.
    pub(super) fn estimate(self) -> Estimate {
        let Self { low, best, high } = self.clip();
        let number = |number| u64::try_from(number).ok();
        let [low, best] = [low, best].map(|some| number(some).unwrap_or(u64::MAX));
        Estimate::ascending(low, best, number(high))
    }
}

impl From<Estimate> for People {
    fn from(people: Estimate) -> Self {
        let high = people.high().map_or(Self::OPEN, Into::into);
        Self::of(people.low().into(), people.best().into(), high)
    }
}

impl Add for People {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (low, high) = (self.low + other.low, self.high + other.high);
        Self::of(low, self.best + other.best, high)
    }
}

/// Bound by bound: takes a part out of a sum again.
impl Sub for People {
    type Output = Self;

    fn sub(self, part: Self) -> Self {
        let (low, high) = (self.low - part.low, self.high - part.high);
        Self::of(low, self.best - part.best, high)
    }
}

/// The people who come become people who leave.
impl Neg for People {
    type Output = Self;

    fn neg(self) -> Self {
        Self::of(-self.high, -self.best, -self.low)
    }
}

impl Sum for People {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::NONE, |sum, people| (sum + people).clip())
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    pub(super) people: People,
    pub(super) basis: Basis,
    /// Whether some were counted and some were not, or whether the order decides if any were.
    pub(super) mixed: bool,
}

impl Value {
    /// Nobody has counted them.
    pub(super) const UNCOUNTED: Self = Self {
        people: People::ANY,
        basis: Basis::Uncounted,
        mixed: false,
    };
    /// Whether anybody has counted them depends on the order of events.
    pub(super) const UNKNOWN: Self = Self {
        mixed: true,
        ..Self::UNCOUNTED
    };

    pub(super) const fn counted(people: People) -> Self {
        let basis = Basis::Counted;
        Self {
            people,
            basis,
            ..Self::UNCOUNTED
        }
    }

    pub(super) fn with(self, people: People) -> Self {
        let people = people.clip();
        Self { people, ..self }
    }

    /// Whether some of them were counted.
    pub(super) fn is_counted(&self) -> bool {
        self.mixed || self.basis != Basis::Uncounted
    }

    /// Both together, with the weaker basis.
    pub(super) fn and(self, other: Self) -> Self {
        let mixed = self.mixed || other.mixed || self.is_counted() != other.is_counted();
        Self {
            people: (self.people + other.people).clip(),
            basis: self.basis.max(other.basis),
            mixed,
        }
    }

    /// One of the two.
    pub(super) fn or(self, later: Self) -> Self {
        self.and(later).with(self.people.or(later.people))
    }

    /// How many of them are missing if nothing states where they are: none if nobody counted them.
    pub(super) fn missed(self) -> People {
        match self.basis {
            _ if self.mixed => self.people.maybe(),
            Basis::Uncounted => People::NONE,
            _ => self.people,
        }
    }
}

/// Sums of changes by day.
pub(super) struct Sums(Vec<(i32, People)>);

impl Sums {
    pub(super) fn of(changes: impl Iterator<Item = (i32, People)>) -> Self {
        let mut sums: Vec<_> = changes.collect();
        sums.sort_unstable_by_key(|(day, _)| *day);
        let mut sum = People::NONE;
        for (_, change) in &mut sums {
            sum = sum + *change;
            *change = sum;
        }
        Self(sums)
    }

    pub(super) fn all(&self) -> People {
        self.0.last().map_or(People::NONE, |(_, sum)| *sum)
    }

    /// The sum up to the end of that day.
    pub(super) fn until(&self, day: i32) -> People {
        let count = self.0.partition_point(|(other, _)| *other <= day);
        let last = count.checked_sub(1).and_then(|last| self.0.get(last));
        last.map_or(People::NONE, |(_, sum)| *sum)
    }
}
