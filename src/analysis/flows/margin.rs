//! The totals of one place in an origin–destination table.

use serde::Serialize;

use super::sum::{NOBODY, both};
use super::{Effectiveness, NetFlow, Zone};
use crate::{Estimate, PlaceCode};

/// Who came to a place, who left it, and who moved within it: its margins of the table.
///
/// Those who moved within it have neither come nor left.
///
/// ```
/// use corridor::{Estimate, FlowTable};
///
/// let (tapachula, escuintla) = ("MX07089".parse()?, "MX07032".parse()?);
/// let mut table = FlowTable::new();
/// table.add(tapachula, escuintla, "2023-12".parse()?, Estimate::exactly(6_000))?;
/// table.add(escuintla, escuintla, "2023-12".parse()?, Estimate::exactly(300))?;
/// let margin = table.margin(escuintla);
/// assert_eq!(margin.inflow(), Estimate::exactly(6_000));
/// assert_eq!(margin.outflow(), Estimate::exactly(0));
/// assert_eq!(margin.within(), Estimate::exactly(300));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Margin<Z = PlaceCode> {
    zone: Z,
    inflow: Estimate,
    outflow: Estimate,
    within: Estimate,
}

impl<Z: Zone> Margin<Z> {
    pub(super) fn of(zone: Z) -> Self {
        Self {
            zone,
            inflow: NOBODY,
            outflow: NOBODY,
            within: NOBODY,
        }
    }

    /// Counts people who leave the zone, come to it, or both.
    pub(super) fn count(&mut self, leave: bool, come: bool, people: Estimate) {
        let margin = match (leave, come) {
            (true, true) => &mut self.within,
            (true, false) => &mut self.outflow,
            (false, true) => &mut self.inflow,
            (false, false) => return,
        };
        *margin = both(*margin, people);
    }

    /// Whose they are.
    pub const fn zone(&self) -> Z {
        self.zone
    }

    /// Those who came from elsewhere.
    pub const fn inflow(&self) -> Estimate {
        self.inflow
    }

    /// Those who left for elsewhere.
    pub const fn outflow(&self) -> Estimate {
        self.outflow
    }

    /// Those who moved from it to itself.
    pub const fn within(&self) -> Estimate {
        self.within
    }

    /// Those who came less those who left.
    pub fn net(&self) -> NetFlow {
        NetFlow::between(self.inflow, self.outflow)
    }

    /// Those who came and those who left together: gross migration.
    pub fn turnover(&self) -> Estimate {
        both(self.inflow, self.outflow)
    }

    /// |net| ÷ turnover; none where, by the figures as stated, nobody came or left.
    pub fn effectiveness(&self) -> Option<Effectiveness> {
        Effectiveness::of(self.inflow, self.outflow)
    }
}
