//! Answers about uncertain dates.

use crate::vocabulary::vocabulary;

/// A three-valued answer to a question about uncertain dates. No variant will be added, so a match
/// can be exhaustive.
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
    /// True in no reading of the dates.
    Impossible,
    /// True in some readings of the dates, but not in all.
    Possible,
    /// True in every reading of the dates.
    Certain,
}

vocabulary!(Certainty, "a certainty", {
    Impossible "impossible", Possible "possible", Certain "certain",
});

impl Certainty {
    /// Whether it is true in every reading.
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::Certain)
    }

    /// Whether it is true in some reading: certain or possible.
    pub const fn is_possible(self) -> bool {
        !matches!(self, Self::Impossible)
    }
}
