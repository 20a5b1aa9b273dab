//! A count as reported: low, best, high.

use std::fmt;

use super::{Bounds, EstimateError, Grouped, pad};
use crate::error::Error;

/// A count of people as stated, with the bounds that the statement leaves.
///
/// `low ≤ best ≤ high`; without a `high` it is open. [`best`](Self::best) is the figure as stated,
/// not a guess at the truth (the names are UCDP's). Arithmetic is interval arithmetic: the result
/// encloses every count that the parts allow.
///
/// There is no `Ord`, because intervals have no total order.
///
/// On the wire, an exact estimate is an integer; any other is `{"low": …, "best": …, "high": …}`,
/// where an open high is left out. When reading, `low` and `best` are required and other keys are
/// ignored. A whole number written with a fraction (`6000.0`) is accepted up to 2⁵³; beyond that it
/// may already have been rounded.
///
/// ```
/// use corridor::Estimate;
///
/// let ahead = Estimate::read("nearly 10,000")?.checked_sub(Estimate::read("about 6,000")?)?;
/// assert_eq!(ahead.to_string(), "4,000 (2,500–4,500)");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Estimate {
    low: u64,
    best: u64,
    high: Option<u64>,
}

impl Estimate {
    /// Exactly `n`: a bare figure.
    pub const fn exactly(n: u64) -> Self {
        Self {
            low: n,
            best: n,
            high: Some(n),
        }
    }

    /// About `n`: within half a unit of its last significant digit, but at least a twentieth and at
    /// most a tenth of `n`, rounded outward and never exact.
    ///
    /// If the upper end would exceed 2⁶⁴ − 1, it is open.
    ///
    /// ```
    /// use corridor::Estimate;
    ///
    /// assert_eq!(Estimate::about(6_000), Estimate::try_new(5_500, 6_000, Some(6_500))?);
    /// assert_eq!(Estimate::about(10_000), Estimate::try_new(9_000, 10_000, Some(11_000))?);
    /// assert_eq!(Estimate::about(3), Estimate::try_new(2, 3, Some(4))?);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn about(n: u64) -> Self {
        Self {
            low: n.saturating_sub(margin(n)),
            best: n,
            high: n.checked_add(margin(n)),
        }
    }

    /// `n` or more.
    pub const fn at_least(n: u64) -> Self {
        Self {
            low: n,
            best: n,
            high: None,
        }
    }

    /// `n` or fewer, down to 0.
    pub const fn at_most(n: u64) -> Self {
        Self {
            low: 0,
            best: n,
            high: Some(n),
        }
    }

    /// Nearly `n`: from as far below as [`about`](Self::about) reaches, up to `n`.
    ///
    /// ```
    /// use corridor::Estimate;
    ///
    /// assert_eq!(Estimate::nearly(10_000), Estimate::try_new(9_000, 10_000, Some(10_000))?);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn nearly(n: u64) -> Self {
        Self {
            high: Some(n),
            ..Self::about(n)
        }
    }

    /// Just over `n`: from `n` to as far above as [`about`](Self::about) reaches.
    ///
    /// ```
    /// use corridor::Estimate;
    ///
    /// assert_eq!(Estimate::just_over(6_000), Estimate::try_new(6_000, 6_000, Some(6_500))?);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn just_over(n: u64) -> Self {
        Self {
            low: n,
            ..Self::about(n)
        }
    }

    /// Between `low` and `high`, both included. `best` is the middle, rounded down, since no single
    /// figure was stated.
    ///
    /// # Errors
    /// [`Code::EstimateOutOfOrder`](crate::Code::EstimateOutOfOrder) if they are not in order.
    pub fn between(low: u64, high: u64) -> Result<Self, Error> {
        Bounds::try_new(low, Some(high))?;
        Ok(Self {
            low,
            best: low.midpoint(high),
            high: Some(high),
        })
    }

    /// An estimate from its parts; without a `high` it is open.
    ///
    /// # Errors
    /// [`Code::EstimateOutOfOrder`](crate::Code::EstimateOutOfOrder) if they are not in order.
    ///
    /// ```
    /// use corridor::Estimate;
    ///
    /// let error = Estimate::try_new(7_000, 6_000, None).unwrap_err();
    /// assert_eq!(error.to_string(), "low 7000 is above best 6000");
    /// ```
    pub fn try_new(low: u64, best: u64, high: Option<u64>) -> Result<Self, Error> {
        if low > best {
            return Err(EstimateError::LowAboveBest { low, best }.into());
        }
        match high {
            Some(high) if best > high => Err(EstimateError::BestAboveHigh { best, high }.into()),
            _ => Ok(Self { low, best, high }),
        }
    }

    /// For callers whose parts ascend by construction.
    pub(crate) const fn ascending(low: u64, best: u64, high: Option<u64>) -> Self {
        Self { low, best, high }
    }

    /// The least that it can be.
    pub const fn low(self) -> u64 {
        self.low
    }

    /// The figure as stated.
    ///
    /// If several figures were stated, or none: for a range, its middle, rounded down; for
    /// *hundreds* and the like, the least; for a sum or a difference, that of the stated figures.
    ///
    /// ```
    /// use corridor::Estimate;
    ///
    /// assert_eq!(Estimate::read("up to 15,000")?.best(), 15_000);
    /// assert_eq!(Estimate::read("5,000-6,000")?.best(), 5_500);
    /// assert_eq!(Estimate::read("hundreds")?.best(), 200);
    /// assert_eq!(Estimate::read("2 thousand minors and 4 thousand adults")?.best(), 6_000);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub const fn best(self) -> u64 {
        self.best
    }

    /// The most that it can be; `None` if open.
    pub const fn high(self) -> Option<u64> {
        self.high
    }

    /// Its ends, without the stated figure.
    pub const fn bounds(self) -> Bounds {
        Bounds::ascending(self.low, self.high)
    }

    /// The sum of both.
    ///
    /// # Errors
    /// [`Code::EstimateOverflow`](crate::Code::EstimateOverflow) if any of low, best and high
    /// exceeds 2⁶⁴ − 1.
    pub fn checked_add(self, other: Self) -> Result<Self, Error> {
        let add = |left: u64, right: u64| {
            left.checked_add(right)
                .ok_or(EstimateError::Overflow { left, right })
        };
        Ok(Self {
            low: add(self.low, other.low)?,
            best: add(self.best, other.best)?,
            high: match self.high.zip(other.high) {
                Some((left, right)) => Some(add(left, right)?),
                None => None,
            },
        })
    }

    /// What remains of a whole when a part is taken away.
    ///
    /// It is from `low − part.high` to `high − part.low`, and `best` is the difference of the
    /// stated figures; none of them is below 0.
    ///
    /// # Errors
    /// [`Code::EstimateBelowZero`](crate::Code::EstimateBelowZero) if the whole is certainly less
    /// than the part.
    pub fn checked_sub(self, part: Self) -> Result<Self, Error> {
        let high =
            match self.high {
                None => None,
                Some(whole) => Some(whole.checked_sub(part.low).ok_or(
                    EstimateError::BelowZero {
                        whole,
                        part: part.low,
                    },
                )?),
            };
        // The parts are in order, because they are in both operands.
        Ok(Self {
            low: part.high.map_or(0, |part| self.low.saturating_sub(part)),
            best: self.best.saturating_sub(part.best),
            high,
        })
    }

    /// The sum of all; exactly 0 if there are none.
    ///
    /// There is no `Sum`, because a sum can fail.
    ///
    /// # Errors
    /// As [`checked_add`](Self::checked_add).
    ///
    /// ```
    /// use corridor::Estimate;
    ///
    /// let parts = [Estimate::about(2_000), Estimate::about(4_000)];
    /// assert_eq!(Estimate::try_sum(parts)?.to_string(), "6,000 (5,400–6,600)");
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn try_sum(parts: impl IntoIterator<Item = Self>) -> Result<Self, Error> {
        parts
            .into_iter()
            .try_fold(Self::exactly(0), Self::checked_add)
    }

    /// The sum of all for a message: a sum that exceeds 2⁶⁴ − 1 is given as at least that.
    pub(crate) fn sum_reported(parts: impl IntoIterator<Item = Self>) -> Self {
        let add = |one: Self, other: Self| {
            one.checked_add(other).unwrap_or_else(|_| Self {
                low: one.low.saturating_add(other.low),
                best: one.best.saturating_add(other.best),
                high: None,
            })
        };
        parts.into_iter().fold(Self::exactly(0), add)
    }

    /// The smallest interval that contains both.
    #[must_use]
    pub fn hull(self, other: Self) -> Bounds {
        self.bounds().hull(other.bounds())
    }

    /// The counts that lie within both, if any.
    pub fn intersection(self, other: Self) -> Option<Bounds> {
        self.bounds().intersection(other.bounds())
    }

    /// Whether some count lies within both, so that both can be true.
    pub fn overlaps(self, other: Self) -> bool {
        self.bounds().overlaps(other.bounds())
    }

    /// Whether the count lies within the bounds, ends included.
    pub fn contains(self, count: u64) -> bool {
        self.bounds().contains(count)
    }

    /// Whether it allows only one count.
    pub fn is_exact(self) -> bool {
        self.high == Some(self.low)
    }
}

/// How far "about" reaches: half a unit of the last significant digit, from a twentieth to a tenth of
/// the figure, at least 1.
fn margin(n: u64) -> u64 {
    last_unit(n)
        .div_ceil(2)
        .max(n.div_ceil(20))
        .min(n.div_ceil(10))
        .max(1)
}

/// The unit of its last significant digit: 100 of 6,300.
pub(super) fn last_unit(n: u64) -> u64 {
    let (mut unit, mut rest) = (1_u64, n);
    while rest != 0 && rest.is_multiple_of(10) {
        rest /= 10;
        unit *= 10;
    }
    unit
}

/// A bare count is [exact](Estimate::exactly).
///
/// There is no such conversion from other number types: with several, the literal in
/// `Estimate::from(6_000)` would have no type. Convert smaller types with `u64::from`.
///
/// ```
/// use corridor::Estimate;
///
/// assert_eq!(Estimate::from(6_000), Estimate::exactly(6_000));
/// ```
impl From<u64> for Estimate {
    fn from(n: u64) -> Self {
        Self::exactly(n)
    }
}

crate::vocabulary::conversions!(Estimate);

impl From<Estimate> for Bounds {
    fn from(estimate: Estimate) -> Self {
        estimate.bounds()
    }
}

/// "6,000", "6,000 or more", "up to 15,000", else "4,000 (2,500–4,500)"; [`Estimate::read`] reads
/// it back.
impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let best = Grouped(self.best);
        let text = if self.is_exact() {
            best.to_string()
        } else if *self == Self::at_least(self.best) {
            format!("{best} or more")
        } else if *self == Self::at_most(self.best) {
            format!("up to {best}")
        } else {
            format!("{best} ({})", self.bounds())
        };
        pad(f, &text)
    }
}
