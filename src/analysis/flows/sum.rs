//! Adding flows up.

use super::FlowError;
use crate::Estimate;

pub(super) const NOBODY: Estimate = Estimate::exactly(0);

/// Both together, where the total of the table bounds them: nothing saturates.
///
/// A highest that 64 bits do not hold is open, as it is for `Estimate::about`. Were it refused
/// instead, the order of adding would matter: an open highest takes any other in.
pub(super) fn both(one: Estimate, other: Estimate) -> Estimate {
    Estimate::ascending(
        one.low().saturating_add(other.low()),
        one.best().saturating_add(other.best()),
        one.high()
            .zip(other.high())
            .and_then(|(one, other)| one.checked_add(other)),
    )
}

/// The total with so many more, which is what 64 bits must hold.
pub(super) fn grown(total: Estimate, more: Estimate) -> Result<Estimate, FlowError> {
    match total.best().checked_add(more.best()) {
        Some(_) => Ok(both(total, more)),
        None => Err(FlowError::Overflow {
            counted: total.best(),
            added: more.best(),
        }),
    }
}
