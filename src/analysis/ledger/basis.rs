//! What an account is based on.

use crate::vocabulary::vocabulary;

/// What the number in an account is based on; if on several things, the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Basis {
    /// A stated figure, and what was booked since.
    Counted,
    /// What is left of a counted whole.
    Remainder,
    /// Nobody has counted.
    Uncounted,
}

vocabulary!(Basis, "the basis of an account", {
    Counted "counted", Remainder "remainder", Uncounted "uncounted",
});
