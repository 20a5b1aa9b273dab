//! An interval of counts without a stated figure.

use crate::error::Error;
use std::fmt;

use super::{EstimateError, Grouped, pad};

/// An interval of counts from `low` to `high`; without a `high` it is open.
///
/// It is the result of combining [`Estimate`](crate::Estimate)s: an interval, but not a figure that
/// anybody stated.
///
/// On the wire `{"low": …, "high": …}`; an open high is left out.
///
/// ```
/// use corridor::Estimate;
///
/// let hull = Estimate::about(6_000).hull(Estimate::at_most(15_000));
/// assert_eq!(hull.to_string(), "0–15,000");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bounds {
    low: u64,
    high: Option<u64>,
}

impl Bounds {
    /// The interval from `low` to `high`, both included; without a `high` it is open.
    ///
    /// # Errors
    /// [`Code::EstimateOutOfOrder`](crate::Code::EstimateOutOfOrder) if they are not in order.
    ///
    /// ```
    /// use corridor::Bounds;
    ///
    /// assert!(Bounds::try_new(6_000, None)?.contains(15_000));
    /// assert_eq!(
    ///     Bounds::try_new(8_000, Some(6_000)).unwrap_err().to_string(),
    ///     "low 8000 is above high 6000",
    /// );
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn try_new(low: u64, high: Option<u64>) -> Result<Self, Error> {
        match high {
            Some(high) if low > high => Err(EstimateError::LowAboveHigh { low, high }.into()),
            _ => Ok(Self { low, high }),
        }
    }

    /// For callers whose bounds ascend by construction.
    pub(super) const fn ascending(low: u64, high: Option<u64>) -> Self {
        Self { low, high }
    }

    /// The least that it can be.
    pub const fn low(self) -> u64 {
        self.low
    }

    /// The most that it can be; `None` if open.
    pub const fn high(self) -> Option<u64> {
        self.high
    }

    /// Whether the count lies within the interval, ends included.
    pub fn contains(self, count: u64) -> bool {
        self.low <= count && self.high.is_none_or(|high| count <= high)
    }

    /// Whether some count lies within both.
    pub fn overlaps(self, other: Self) -> bool {
        self.intersection(other).is_some()
    }

    /// The smallest interval that contains both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.zip(other.high).map(|(one, two)| one.max(two)),
        }
    }

    /// The counts that lie within both, if any.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let high = match (self.high, other.high) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Self::try_new(self.low.max(other.low), high).ok()
    }
}

/// "5,500–6,500", "6,000 or more", or "6,000" if both ends are equal.
impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let low = Grouped(self.low);
        let text = match self.high {
            None => format!("{low} or more"),
            Some(high) if high == self.low => low.to_string(),
            Some(high) => format!("{low}–{}", Grouped(high)),
        };
        pad(f, &text)
    }
}
