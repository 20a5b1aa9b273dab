//! Periods, statuses and units in a message.

use std::fmt;

use crate::record::{ObservationStatus, Unit};
use crate::time::Period;

/// Periods in a message: the first few, and how many more.
pub(super) struct Listed<'p>(pub(super) &'p [Period]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 6;
        for (index, period) in self.0.iter().take(SHOWN).enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(f, "{comma}{period}")?;
        }
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

/// The statuses of figures that are published as missing: " (2023-02 has status Q)".
pub(super) struct Statuses<'p>(pub(super) &'p [(Period, ObservationStatus)]);

impl fmt::Display for Statuses<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 6;
        for (index, (period, status)) in self.0.iter().take(SHOWN).enumerate() {
            let before = if index > 0 { ", " } else { " (" };
            write!(f, "{before}{period} has status {status}")?;
        }
        match self.0.len().saturating_sub(SHOWN) {
            _ if self.0.is_empty() => Ok(()),
            0 => f.write_str(")"),
            more => write!(f, " and {more} more)"),
        }
    }
}

/// A unit in the plural; one that this crate does not know is left as it is.
pub(super) struct Plural<'u>(pub(super) &'u Unit);

impl fmt::Display for Plural<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_counted = [Unit::PERSON, Unit::ENCOUNTER, Unit::HOUSEHOLD].contains(self.0);
        let s = if is_counted { "s" } else { "" };
        write!(f, "{}{s}", self.0)
    }
}
