//! How high a meeting is held.

use crate::vocabulary::vocabulary;

/// How high a meeting is held, by its highest participants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Level {
    /// Heads of state or government.
    Head,
    /// Ministers and those of their rank.
    Minister,
    /// Officials below ministers.
    Official,
    /// Experts.
    Technical,
}

vocabulary!(Level, "a level of meeting", {
    Head "head",
    Minister "minister",
    Official "official",
    Technical "technical",
});
