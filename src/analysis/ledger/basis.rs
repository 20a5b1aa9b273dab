//! What an account rests on.

use crate::vocabulary::vocabulary;

/// What the number of an account rests on; of several, the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Basis {
    /// A figure that somebody stated, and what was booked since.
    Counted,
    /// What is left of a counted whole.
    Remainder,
    /// Nobody has counted.
    Uncounted,
}

vocabulary!(Basis, "the basis of an account", {
    Counted "counted", Remainder "remainder", Uncounted "uncounted",
});
