//! Answers about uncertain dates.

use crate::vocabulary::vocabulary;

/// A three-valued answer: what bounds allow to be said. There will be no fourth, so that a match may
/// be complete.
///
/// ```
/// use corridor::{Certainty, When};
///
/// let some_day: When = "2023-12".parse()?;
/// let christmas_eve: When = "2023-12-24".parse()?;
/// assert_eq!(some_day.before(&christmas_eve), Certainty::Possible);
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// No reading of the dates makes it so.
    Impossible,
    /// Some readings of the dates make it so, and some do not.
    Possible,
    /// Every reading of the dates makes it so.
    Certain,
}

vocabulary!(Certainty, "a certainty", {
    Impossible "impossible", Possible "possible", Certain "certain",
});

impl Certainty {
    /// Whether every reading makes it so.
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::Certain)
    }

    /// Whether any reading makes it so: certain, or possible.
    pub const fn is_possible(self) -> bool {
        !matches!(self, Self::Impossible)
    }
}
