//! Adding flows up.

use super::FlowError;
use crate::error::Error;
use crate::measure::Estimate;

pub(super) const NOBODY: Estimate = Estimate::exactly(0);

/// The sum of both. The total of the table bounds them, so nothing saturates.
///
/// A high that exceeds 64 bits becomes open, as in `Estimate::about`. If it were refused instead,
/// the order of adding would matter, since anything can be added to an open high.
pub(super) fn both(one: Estimate, other: Estimate) -> Estimate {
    Estimate::ascending(
        one.low().saturating_add(other.low()),
        one.best().saturating_add(other.best()),
        one.high()
            .zip(other.high())
            .and_then(|(one, other)| one.checked_add(other)),
    )
}

/// The running total of rows, checked as they come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Running {
    best: u64,
    /// The total of the rows that are not exact.
    others: Estimate,
}

impl Running {
    pub(super) const fn new() -> Self {
        Self {
            best: 0,
            others: NOBODY,
        }
    }

    #[inline]
    pub(super) fn add(&mut self, people: Estimate) -> Result<(), Error> {
        let best = self.best.checked_add(people.best());
        self.best = best.ok_or(FlowError::Overflow {
            counted: self.best,
            added: people.best(),
        })?;
        if !people.is_exact() {
            self.others = both(self.others, people);
        }
        Ok(())
    }

    pub(super) fn total(&self) -> Estimate {
        let exact = self.best.saturating_sub(self.others.best());
        both(Estimate::exactly(exact), self.others)
    }
}

impl From<Estimate> for Running {
    fn from(total: Estimate) -> Self {
        Self {
            best: total.best(),
            others: total,
        }
    }
}
