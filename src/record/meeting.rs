//! The level of a meeting, and whether its participants are in one place.

use crate::vocabulary::vocabulary;

/// The level of a meeting, by its highest participants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Level {
    /// Heads of state or government.
    Head,
    /// Ministers and officials of equal rank.
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

/// Whether the participants are in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MeetingFormat {
    /// In one place: the default.
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
