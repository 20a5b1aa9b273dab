//! Participants of a meeting, and their offices.

use serde::{Serialize, Serializer};

use crate::id::Id;
use crate::place::CountryCode;
use crate::record::{Delegation, Dossier, Party};
use crate::time::{Certainty, When};

/// A person or another party at a meeting.
#[derive(Debug, Clone, Copy)]
pub struct Participant<'d> {
    pub(super) dossier: &'d Dossier,
    pub(super) party: &'d Party,
    pub(super) delegation: &'d Delegation,
    pub(super) heads: bool,
    pub(super) on: Option<&'d When>,
}

impl<'d> Participant<'d> {
    /// The party.
    pub fn party(&self) -> &'d Party {
        self.party
    }

    /// The country that it speaks for.
    pub fn country(&self) -> Option<CountryCode> {
        self.delegation.country()
    }

    /// The party that it speaks for, if it speaks for no country.
    pub fn for_party(&self) -> Option<&'d Id> {
        self.delegation.party()
    }

    /// Whether it leads its delegation.
    pub fn is_head(&self) -> bool {
        self.heads
    }

    /// What it belongs to: its office, that office's government, and so on.
    pub fn offices(&self) -> impl Iterator<Item = &'d Party> + use<'d> {
        above(self.dossier, self.party)
    }

    /// Whether it is the given party or belongs to it.
    pub fn belongs_to(&self, party: impl AsRef<str>) -> bool {
        belongs(self.dossier, self.party, party.as_ref())
    }

    /// Whether it holds its office on the day of the meeting, by the tenure in its record; certain
    /// if the record gives none.
    pub fn in_office(&self) -> Certainty {
        let Some(on) = self.on else {
            return Certainty::Possible;
        };
        let not_before = self.party.since().map(|since| not(on.before(since)));
        let not_after = self.party.until().map(|until| not(until.before(on)));
        let bounds = not_before.into_iter().chain(not_after);
        bounds.min().unwrap_or(Certainty::Certain)
    }
}

#[derive(Serialize)]
#[serde(rename = "Participant")]
struct Wire<'p> {
    party: &'p Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<CountryCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    for_party: Option<&'p Id>,
    head: bool,
    offices: Vec<&'p Id>,
    in_office: Certainty,
}

/// `{"party", "country"?, "for_party"?, "head", "offices", "in_office"}`.
impl Serialize for Participant<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wire = Wire {
            party: self.party.id(),
            country: self.country(),
            for_party: self.for_party(),
            head: self.heads,
            offices: self.offices().map(Party::id).collect(),
            in_office: self.in_office(),
        };
        wire.serialize(serializer)
    }
}

/// The party that it belongs to, the party that this one belongs to, and so on.
pub(super) fn above<'d>(
    dossier: &'d Dossier,
    party: &'d Party,
) -> impl Iterator<Item = &'d Party> + use<'d> {
    let up = move |party: &&'d Party| dossier.party(party.of()?);
    std::iter::successors(up(&party), up)
}

/// Whether a party is the given one or belongs to it.
pub(super) fn belongs(dossier: &Dossier, party: &Party, whole: &str) -> bool {
    let mut above = above(dossier, party);
    party.id().as_str() == whole || above.any(|above| above.id().as_str() == whole)
}

pub(super) fn not(certainty: Certainty) -> Certainty {
    match certainty {
        Certainty::Certain => Certainty::Impossible,
        Certainty::Possible => Certainty::Possible,
        Certainty::Impossible => Certainty::Certain,
    }
}
