//! The kinds of record.

use crate::vocabulary::vocabulary;

/// A kind of record, in the order of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RecordKind {
    /// A [`Source`](super::Source).
    Source,
    /// A [`Party`](super::Party).
    Party,
    /// A [`Place`](crate::Place).
    Place,
    /// A [`MigrantGroup`](super::MigrantGroup).
    Group,
    /// A [`Link`](crate::Link).
    Link,
    /// An [`Event`](super::Event).
    Event,
    /// A [`Statistic`](super::Statistic).
    Statistic,
}

vocabulary!(RecordKind, "a kind of record", {
    Source "source",
    Party "party",
    Place "place",
    Group "group",
    Link "link",
    Event "event",
    Statistic "statistic",
});

impl RecordKind {
    /// Every kind, in the order of a dossier.
    #[cfg(feature = "json")]
    pub(crate) const ALL: [Self; 7] = [
        Self::Source,
        Self::Party,
        Self::Place,
        Self::Group,
        Self::Link,
        Self::Event,
        Self::Statistic,
    ];

    /// The list of a dossier that holds them.
    pub(crate) fn list(self) -> &'static str {
        match self {
            Self::Source => "sources",
            Self::Party => "parties",
            Self::Place => "places",
            Self::Group => "groups",
            Self::Link => "links",
            Self::Event => "events",
            Self::Statistic => "statistics",
        }
    }
}
