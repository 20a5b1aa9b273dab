//! Who makes a claim.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::id::Id;
use crate::record::{Dossier, MigrantGroup, Party, PartyKind, Source, SourceKind};

/// Who makes a claim: a named party, or else the source that published it first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Claimant<'d> {
    /// A party of the dossier.
    Party(&'d Party),
    /// The source at the origin: it quotes nobody.
    Source(&'d Source),
}

impl<'d> Claimant<'d> {
    /// Its id.
    pub fn id(self) -> &'d Id {
        match self {
            Self::Party(party) => party.id(),
            Self::Source(source) => source.id(),
        }
    }

    /// Its name.
    pub fn name(self) -> &'d str {
        match self {
            Self::Party(party) => party.name(),
            Self::Source(source) => source.name(),
        }
    }

    /// The party at the top of those that it belongs to: a speaker for a state counts as the state.
    pub(super) fn whole(self, dossier: &'d Dossier) -> Self {
        match self {
            Self::Source(_) => self,
            Self::Party(party) => {
                let wholes = std::iter::successors(Some(party), |party| dossier.party(party.of()?));
                Self::Party(wholes.last().unwrap_or(party))
            }
        }
    }

    pub(super) fn kind(self, dossier: &Dossier, group: &MigrantGroup) -> SourceKind {
        match self {
            Self::Source(source) => source.kind(),
            Self::Party(party) => kind_of(party, dossier, group),
        }
    }
}

impl fmt::Display for Claimant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// By its id: `{"party": id}` or `{"source": id}`.
impl Serialize for Claimant<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kind = match self {
            Self::Party(_) => "party",
            Self::Source(_) => "source",
        };
        serializer.collect_map([(kind, self.id())])
    }
}

/// The kind of a party follows from what it belongs to; escorting the group, which makes it an
/// organiser, takes precedence.
fn kind_of(party: &Party, dossier: &Dossier, group: &MigrantGroup) -> SourceKind {
    let escorts = |id: &Id| {
        std::iter::successors(Some(group), |group| dossier.group(group.split_from()?))
            .any(|group| group.escorts().contains(id))
    };
    let belongs_to = || std::iter::successors(Some(party), |party| dossier.party(party.of()?));
    if belongs_to().any(|party| escorts(party.id())) {
        SourceKind::Organiser
    } else if belongs_to()
        .any(|party| matches!(party.kind(), PartyKind::Government | PartyKind::Office))
    {
        SourceKind::Government
    } else {
        SourceKind::Other
    }
}
