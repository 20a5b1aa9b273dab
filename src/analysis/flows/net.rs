//! What a place gains or loses.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::sum::{NOBODY, both};
use crate::analysis::signed::Signed;
use crate::measure::Estimate;

/// Those who came to a place, those who left it, and the difference, which is below 0 if more left.
///
/// Those who moved within the place have neither come nor left.
///
/// `best` is the difference of the stated figures; an absent bound is open. Differences have 128
/// bits, since the difference of two 64-bit counts needs one more bit.
///
/// ```
/// use corridor::{Estimate, FlowTable, PlaceCode};
///
/// let [tapachula, escuintla]: [PlaceCode; 2] = ["MX07089".parse()?, "MX07032".parse()?];
/// let mut table = FlowTable::new();
/// table.add(tapachula, escuintla, "2023-12", Estimate::at_least(6_000))?;
/// let net = table.net(tapachula);
/// assert_eq!((net.low(), net.best(), net.high()), (None, -6_000, Some(-6_000)));
/// assert_eq!(net.to_string(), "−6,000 or less");
/// assert_eq!(net.outflow(), Estimate::at_least(6_000));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NetFlow {
    inflow: Estimate,
    outflow: Estimate,
}

impl NetFlow {
    pub(super) const fn none() -> Self {
        Self {
            inflow: NOBODY,
            outflow: NOBODY,
        }
    }

    pub(super) fn come(&mut self, people: Estimate) {
        self.inflow = both(self.inflow, people);
    }

    pub(super) fn leave(&mut self, people: Estimate) {
        self.outflow = both(self.outflow, people);
    }

    /// Those who came from elsewhere.
    pub const fn inflow(self) -> Estimate {
        self.inflow
    }

    /// Those who left for elsewhere.
    pub const fn outflow(self) -> Estimate {
        self.outflow
    }

    /// The sum of those who came and those who left: gross migration.
    pub fn turnover(self) -> Estimate {
        both(self.inflow, self.outflow)
    }

    // Inflow and outflow count different people, so each may take any of its values independently.

    /// The least that the difference can be; `None` if open.
    pub fn low(self) -> Option<i128> {
        Some(Signed::between(self.outflow.high()?, self.inflow.low()).0)
    }

    /// The difference of the stated figures.
    pub fn best(self) -> i128 {
        Signed::between(self.outflow.best(), self.inflow.best()).0
    }

    /// The most that the difference can be; `None` if open.
    pub fn high(self) -> Option<i128> {
        Some(Signed::between(self.outflow.low(), self.inflow.high()?).0)
    }

    /// Whether only one difference is possible.
    pub fn is_exact(self) -> bool {
        self.low() == self.high() && self.low().is_some()
    }

    /// Whether more people came than left, in every reading of the figures.
    pub fn is_gain(self) -> bool {
        self.low().is_some_and(|low| low > 0)
    }

    /// Whether more people left than came, in every reading of the figures.
    pub fn is_loss(self) -> bool {
        self.high().is_some_and(|high| high < 0)
    }

    /// Migration effectiveness: |net| ÷ turnover, from 0 (as many came as left) to 1 (all went one
    /// way). The three values are the least that the bounds allow, the value by the stated figures,
    /// and the most. `None` if, by the stated figures, nobody came or left.
    ///
    /// After Shryock & Siegel, *The Methods and Materials of Demography* (1971), chapter 21, who
    /// give it in per cent.
    ///
    /// ```
    /// use corridor::{Estimate, FlowTable, PlaceCode};
    ///
    /// let [tapachula, escuintla]: [PlaceCode; 2] = ["MX07089".parse()?, "MX07032".parse()?];
    /// let mut table = FlowTable::new();
    /// table.add(tapachula, escuintla, "2023-12", Estimate::at_least(6_000))?;
    /// table.add(escuintla, tapachula, "2023-12", Estimate::exactly(2_000))?;
    /// assert_eq!(table.net(escuintla).effectiveness(), Some([0.5, 0.5, 1.0]));
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn effectiveness(self) -> Option<[f64; 3]> {
        let (inflow, outflow) = (self.inflow, self.outflow);
        let best = one_sidedness(Some(inflow.best()), Some(outflow.best()))?;
        // It grows with the inflow and falls with the outflow, so its extremes are at the bounds.
        // Where both are 0 or both are open it is undefined, and the value at the other end is
        // taken.
        let fewest = one_sidedness(Some(inflow.low()), outflow.high());
        let most = one_sidedness(inflow.high(), Some(outflow.low()));
        let low = fewest.or(most)?;
        let high = most.or(fewest)?;
        let least = if low < 0.0 && high > 0.0 {
            0.0
        } else {
            low.abs().min(high.abs())
        };
        Some([least, best.abs(), low.abs().max(high.abs())])
    }
}

/// (in − out) ÷ (in + out); `None` if nobody moved or both are open.
fn one_sidedness(inflow: Option<u64>, outflow: Option<u64>) -> Option<f64> {
    let (inflow, outflow) = match (inflow, outflow) {
        (Some(0), Some(0)) | (None, None) => return None,
        (None, Some(_)) => return Some(1.0),
        (Some(_), None) => return Some(-1.0),
        (Some(inflow), Some(outflow)) => (inflow, outflow),
    };
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share is good to the 53 bits of a double"
    )]
    let (inflow, outflow) = (inflow as f64, outflow as f64);
    Some((inflow - outflow) / (inflow + outflow))
}

/// "−6,000", "−6,000 or less", "+500 (−200 to +1,200)".
impl fmt::Display for NetFlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let best = Signed(self.best());
        match (self.low().map(Signed), self.high().map(Signed)) {
            (Some(low), Some(high)) if low == high => write!(f, "{best}"),
            (None, Some(high)) if high == best => write!(f, "{best} or less"),
            (Some(low), None) if low == best => write!(f, "{best} or more"),
            (None, None) => write!(f, "{best} (of any size)"),
            (None, Some(high)) => write!(f, "{best} ({high} or less)"),
            (Some(low), None) => write!(f, "{best} ({low} or more)"),
            (Some(low), Some(high)) => write!(f, "{best} ({low} to {high})"),
        }
    }
}

/// `{"inflow", "outflow", "low"?, "best", "high"?}`; the last three are the difference.
impl Serialize for NetFlow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut net = serializer.serialize_struct("NetFlow", 5)?;
        net.serialize_field("inflow", &self.inflow)?;
        net.serialize_field("outflow", &self.outflow)?;
        match self.low() {
            Some(low) => net.serialize_field("low", &Signed(low))?,
            None => net.skip_field("low")?,
        }
        net.serialize_field("best", &Signed(self.best()))?;
        match self.high() {
            Some(high) => net.serialize_field("high", &Signed(high))?,
            None => net.skip_field("high")?,
        }
        net.end()
    }
}
