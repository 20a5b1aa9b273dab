//! How much more, or less.

use std::cmp::Ordering;
use std::fmt;

use serde::Serialize;

use crate::Estimate;

/// From one count to another: absolute and relative, with its sign.
///
/// ```
/// use corridor::{Difference, Estimate};
///
/// let revision = Difference::new(Estimate::exactly(156_274), Estimate::exactly(157_358));
/// assert_eq!(revision.absolute(), 1_084);
/// assert_eq!(revision.to_string(), "+1,084 (+0.7 %)");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Difference {
    from: Estimate,
    to: Estimate,
}

impl Difference {
    /// From the one to the other.
    pub fn new(from: Estimate, to: Estimate) -> Self {
        Self { from, to }
    }

    /// Where it starts.
    pub fn from(&self) -> Estimate {
        self.from
    }

    /// Where it ends.
    pub fn to(&self) -> Estimate {
        self.to
    }

    /// Between the figures as stated.
    pub fn absolute(&self) -> i128 {
        i128::from(self.to.best()) - i128::from(self.from.best())
    }

    /// The least that it can be; none where it is open.
    pub fn least(&self) -> Option<i128> {
        Some(i128::from(self.to.low()) - i128::from(self.from.high()?))
    }

    /// The most that it can be; none where it is open.
    pub fn most(&self) -> Option<i128> {
        Some(i128::from(self.to.high()?) - i128::from(self.from.low()))
    }

    /// Between the figures as stated, as a share of the first; none where that is 0.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share, of which nobody reads the sixteenth digit"
    )]
    pub fn relative(&self) -> Option<f64> {
        let from = self.from.best();
        (from > 0).then(|| self.absolute() as f64 / from as f64)
    }

    /// Whether it grew, shrank or stayed; none where the bounds leave that open.
    pub fn direction(&self) -> Option<Ordering> {
        let (least, most) = (self.least(), self.most());
        if least.is_some_and(|least| least > 0) {
            Some(Ordering::Greater)
        } else if most.is_some_and(|most| most < 0) {
            Some(Ordering::Less)
        } else {
            (least == Some(0) && most == Some(0)).then_some(Ordering::Equal)
        }
    }
}

/// `+1,084 (+0.7 %)`, `−41 (−0.03 %)`; without the share where there is none, or no difference.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let absolute = self.absolute();
        let sign = match absolute.cmp(&0) {
            Ordering::Less => "−",
            Ordering::Equal => return f.pad("±0"),
            Ordering::Greater => "+",
        };
        // Two counts of 64 bits are never further apart than one can tell.
        let size = u64::try_from(absolute.unsigned_abs()).unwrap_or(u64::MAX);
        let size = Estimate::exactly(size);
        let text = match self.relative().map(|share| share.abs() * 100.0) {
            Some(percent) if percent < SMALLEST => format!("{sign}{size} (under {SMALLEST} %)"),
            Some(percent) if percent < 0.1 => format!("{sign}{size} ({sign}{percent:.2} %)"),
            Some(percent) => format!("{sign}{size} ({sign}{percent:.1} %)"),
            None => format!("{sign}{size}"),
        };
        f.pad(&text)
    }
}

/// Per cent below which a share is not written out.
const SMALLEST: f64 = 0.01;
