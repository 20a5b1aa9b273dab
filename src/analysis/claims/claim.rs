//! One claim: a figure and who states it.

use std::fmt;

use foldhash::{HashSet, HashSetExt};
use serde::{Serialize, Serializer};

use super::Claimant;
use super::origins::Origins;
use crate::id::Id;
use crate::measure::Estimate;
use crate::record::{Dossier, Event, EventKind, Figure, MigrantGroup, Source, SourceKind};
use crate::time::When;

/// One claim about the size of a group: the figure, the day that it is about, who claims it, and
/// the sources through which it came.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'d> {
    dossier: &'d Dossier,
    group: &'d MigrantGroup,
    event: &'d Event,
    on: &'d When,
    figure: &'d Figure,
}

impl<'d> Claim<'d> {
    pub(super) fn new(
        dossier: &'d Dossier,
        group: &'d MigrantGroup,
        event: &'d Event,
        on: &'d When,
        figure: &'d Figure,
    ) -> Self {
        Self {
            dossier,
            group,
            event,
            on,
            figure,
        }
    }

    pub(super) fn dossier(&self) -> &'d Dossier {
        self.dossier
    }

    /// The event that reports it.
    pub fn event(&self) -> &'d Event {
        self.event
    }

    /// The group that it counts.
    pub fn group(&self) -> &'d MigrantGroup {
        self.group
    }

    /// The day that the figure is about, which may differ from the day on which its source was
    /// published.
    pub fn on(&self) -> &'d When {
        self.on
    }

    /// The figure, with its words.
    pub fn figure(&self) -> &'d Figure {
        self.figure
    }

    /// The figure's estimate.
    pub fn estimate(&self) -> Estimate {
        self.figure.estimate()
    }

    /// Whether an editor recommends it. For a split, that means its own headcount, not those of its
    /// parts.
    pub(super) fn is_recommended(&self) -> bool {
        let of_event = self.event.headcount();
        self.event.recommended() && of_event.is_some_and(|figure| std::ptr::eq(figure, self.figure))
    }

    /// Who claims it: the first speaker of a statement, the party that the event names, or else the
    /// source at the origin of the first source's quotations. `None` if nobody is named.
    pub fn by(&self) -> Option<Claimant<'d>> {
        self.by_traced(&mut Origins::default())
    }

    /// Who claims it, using the known origins of sources.
    pub(crate) fn by_traced(&self, origins: &mut Origins<'d>) -> Option<Claimant<'d>> {
        let speaker = match self.event.kind() {
            EventKind::Statement => self.event.by().first(),
            _ => None,
        };
        if let Some(party) = speaker.or(self.event.claimed_by()) {
            return self.dossier.party(party).map(Claimant::Party);
        }
        let origin = origins.origin(self.dossier, self.first_source()?);
        Some(Claimant::Source(origin.source))
    }

    fn first_source(&self) -> Option<&'d Source> {
        self.dossier.source(self.event.sources().first()?)
    }

    /// The number of sources that passed it on.
    pub(super) fn hands(&self, origins: &mut Origins<'d>) -> usize {
        let source = self.first_source();
        source.map_or(0, |source| origins.origin(self.dossier, source).hands)
    }

    /// The sources through which it came: the first source of the event, the one that it quotes,
    /// and so on to the origin. Sources that quote each other in a circle are listed once.
    pub fn via(&self) -> impl Iterator<Item = &'d Source> + use<'d> {
        chain(self.dossier, self.first_source())
    }

    /// Everybody it traces back to: the party, each speaker of a statement, or the origin of each
    /// source.
    pub(super) fn origins(&self, origins: &mut Origins<'d>) -> Vec<Claimant<'d>> {
        match self.by_traced(origins) {
            Some(Claimant::Source(_)) => {
                let sources = self.event.sources().iter();
                sources
                    .filter_map(|id| self.dossier.source(id))
                    .map(|source| Claimant::Source(origins.origin(self.dossier, source).source))
                    .collect()
            }
            by if self.event.by().is_empty() => by.into_iter().collect(),
            _ => {
                let speakers = self.event.by().iter();
                let parties = speakers.filter_map(|id| self.dossier.party(id));
                parties.map(Claimant::Party).collect()
            }
        }
    }

    /// The kind of the claimant. A source has its own kind. A party is an organiser if it escorts
    /// the group or belongs to a party that does; it is government if it is a government or an
    /// office, or belongs to one; otherwise, or if there is no claimant, the kind is other.
    pub fn kind(&self) -> SourceKind {
        self.kind_traced(&mut Origins::default())
    }

    pub(super) fn kind_traced(&self, origins: &mut Origins<'d>) -> SourceKind {
        self.by_traced(origins)
            .map_or(SourceKind::Other, |by| by.kind(self.dossier, self.group))
    }
}

#[derive(Serialize)]
#[serde(rename = "Claim")]
struct Wire<'c> {
    group: &'c Id,
    event: &'c Id,
    on: &'c When,
    headcount: Estimate,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Claimant<'c>>,
    kind: SourceKind,
    via: Vec<&'c Id>,
}

/// `{"group", "event", "on", "headcount", "words"?, "by"?, "kind", "via"}`.
impl Serialize for Claim<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wire = Wire {
            group: self.group.id(),
            event: self.event.id(),
            on: self.on,
            headcount: self.estimate(),
            words: self.figure.words(),
            by: self.by(),
            kind: self.kind(),
            via: self.via().map(Source::id).collect(),
        };
        wire.serialize(serializer)
    }
}

/// The source, the one that it quotes, and so on.
fn chain<'d>(
    dossier: &'d Dossier,
    first: Option<&'d Source>,
) -> impl Iterator<Item = &'d Source> + use<'d> {
    let mut seen = HashSet::new();
    let mut next = first;
    std::iter::from_fn(move || {
        let source = next.filter(|source| seen.insert(source.id()))?;
        next = source.quotes().and_then(|id| dossier.source(id));
        Some(source)
    })
}

/// `"nearly 10,000" (2023-12-24, EFE via El Universo)`.
impl fmt::Display for Claim<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}", self.figure, self.on)?;
        let by = self.by();
        if let Some(by) = by {
            write!(f, ", {by}")?;
        }
        let mut via: Vec<_> = self.via().map(Source::name).collect();
        if let Some(Claimant::Source(_)) = by {
            via.pop();
        }
        via.reverse();
        for name in via {
            write!(f, " via {name}")?;
        }
        f.write_str(")")
    }
}
