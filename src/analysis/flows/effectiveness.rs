//! How one-sided the movement of a place is.

use std::fmt;

use serde::Serialize;

use crate::Estimate;

/// The share of all movement from and to a place that moves its balance: |net| ÷ gross, from 0
/// (as many came as left) to 1 (all went one way).
///
/// Migration effectiveness, after Shryock & Siegel, *The Methods and Materials of Demography*
/// (1971), chapter 21, there in per cent. `low` and `high` are the least and the most that the
/// bounds of inflow and outflow allow, `best` is by the figures as stated.
///
/// ```
/// use corridor::{Estimate, FlowTable};
///
/// let (tapachula, escuintla) = ("MX07089".parse()?, "MX07032".parse()?);
/// let mut table = FlowTable::new();
/// table.add(tapachula, escuintla, "2023-12".parse()?, Estimate::exactly(6_000))?;
/// table.add(escuintla, tapachula, "2023-12".parse()?, Estimate::exactly(2_000))?;
/// let share = table.effectiveness(escuintla).ok_or("nobody moved")?;
/// assert_eq!(share.best(), 0.5);
/// assert_eq!(share.to_string(), "50 %");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Effectiveness {
    low: f64,
    best: f64,
    high: f64,
}

impl Effectiveness {
    /// None where, by the figures as stated, nobody moved.
    pub(super) fn of(inflow: Estimate, outflow: Estimate) -> Option<Self> {
        let best = one_sidedness(Some(inflow.best()), Some(outflow.best()))?;
        // It grows with the inflow and falls with the outflow, so that its ends are those of the
        // bounds. Where both are 0 it is what it is beside them: the same as at the other end.
        let fewest = one_sidedness(Some(inflow.low()), outflow.high());
        let most = one_sidedness(inflow.high(), Some(outflow.low()));
        let low = fewest.or(most)?;
        let high = most.or(fewest)?;
        Some(Self {
            low: if low < 0.0 && high > 0.0 {
                0.0
            } else {
                low.abs().min(high.abs())
            },
            best: best.abs(),
            high: low.abs().max(high.abs()),
        })
    }

    /// The least that the bounds allow.
    pub const fn low(self) -> f64 {
        self.low
    }

    /// By the figures as stated.
    pub const fn best(self) -> f64 {
        self.best
    }

    /// The most that the bounds allow.
    pub const fn high(self) -> f64 {
        self.high
    }
}

/// (in − out) ÷ (in + out); none where nobody moved, or where both are open.
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

/// "50 %", "50 % (33–64 %)".
impl fmt::Display for Effectiveness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [low, best, high] = [self.low, self.best, self.high].map(|share| share * 100.0);
        write!(f, "{best:.0} %")?;
        if self.low < self.high {
            write!(f, " ({low:.0}–{high:.0} %)")?;
        }
        Ok(())
    }
}
