//! How high a meeting is held, and whether its participants are in one place.

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

/// Whether those who meet are in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MeetingFormat {
    /// They are: what a meeting is where nothing else is said.
    InPerson,
    /// By telephone.
    Call,
    /// By video.
    Video,
}

vocabulary!(MeetingFormat, "a format of meeting", {
    InPerson "in_person",
    Call "call",
    Video "video",
});
