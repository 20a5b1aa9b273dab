//! How far two counts are apart.

use std::cmp::Ordering;
use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::analysis::signed::Signed;
use crate::measure::Estimate;

/// The difference from one count to another, in number and as a share of the first.
///
/// ```
/// use corridor::{Difference, Estimate};
///
/// let revision = Difference::new(Estimate::exactly(156_274), Estimate::exactly(157_358));
/// assert_eq!(revision.best(), 1_084);
/// assert_eq!(revision.to_string(), "+1,084 (+0.7 %)");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Difference {
    from: Estimate,
    to: Estimate,
}

impl Difference {
    /// The difference from one count to the other.
    pub fn new(from: Estimate, to: Estimate) -> Self {
        Self { from, to }
    }

    /// The count that it starts from.
    pub fn from(&self) -> Estimate {
        self.from
    }

    /// The count that it leads to.
    pub fn to(&self) -> Estimate {
        self.to
    }

    /// The least that it can be; `None` if open.
    pub fn low(&self) -> Option<i128> {
        Some(Signed::between(self.from.high()?, self.to.low()).0)
    }

    /// The difference of the figures as stated: below 0 if the count fell.
    pub fn best(&self) -> i128 {
        Signed::between(self.from.best(), self.to.best()).0
    }

    /// The most that it can be; `None` if open.
    pub fn high(&self) -> Option<i128> {
        Some(Signed::between(self.from.low(), self.to.high()?).0)
    }

    /// The difference of the figures as stated, as a share of the first; `None` if that is 0.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share, of which nobody reads the sixteenth digit"
    )]
    pub fn relative(&self) -> Option<f64> {
        let from = self.from.best();
        (from > 0).then(|| self.best() as f64 / from as f64)
    }

    /// Whether the count grew, shrank or stayed the same; `None` if the bounds leave that open.
    pub fn direction(&self) -> Option<Ordering> {
        let (low, high) = (self.low(), self.high());
        if low.is_some_and(|low| low > 0) {
            Some(Ordering::Greater)
        } else if high.is_some_and(|high| high < 0) {
            Some(Ordering::Less)
        } else {
            (low == Some(0) && high == Some(0)).then_some(Ordering::Equal)
        }
    }
}

/// `+1,084 (+0.7 %)`, `−41 (−0.03 %)`; without the share if there is none, or if the difference is
/// 0.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let difference = Signed(self.best());
        let sign = match self.best() {
            0 => return f.pad("±0"),
            1.. => "+",
            _ => "−",
        };
        let text = match self.relative().map(|share| share.abs() * 100.0) {
            Some(percent) if percent < SMALLEST => format!("{difference} (under {SMALLEST} %)"),
            Some(percent) if percent < 0.1 => format!("{difference} ({sign}{percent:.2} %)"),
            Some(percent) => format!("{difference} ({sign}{percent:.1} %)"),
            None => difference.to_string(),
        };
        f.pad(&text)
    }
}

/// A smaller share, in per cent, is not written out.
const SMALLEST: f64 = 0.01;

/// `{"from", "to", "low"?, "best", "high"?, "percent"?}`.
impl Serialize for Difference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut difference = serializer.serialize_struct("Difference", 6)?;
        difference.serialize_field("from", &self.from)?;
        difference.serialize_field("to", &self.to)?;
        match self.low() {
            Some(low) => difference.serialize_field("low", &Signed(low))?,
            None => difference.skip_field("low")?,
        }
        difference.serialize_field("best", &Signed(self.best()))?;
        match self.high() {
            Some(high) => difference.serialize_field("high", &Signed(high))?,
            None => difference.skip_field("high")?,
        }
        match self.relative() {
            Some(share) => difference.serialize_field("percent", &(share * 100.0))?,
            None => difference.skip_field("percent")?,
        }
        difference.end()
    }
}
