//! Who met whom, where, and about what.

use serde::{Deserialize, Deserializer, Serialize};

use super::error::RecordFault;
use crate::object::Object;
use crate::text::vocabulary;
use crate::{CountryCode, Id, PlaceCode, Text, When};

/// How high a meeting is held, by its highest participants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

/// Those who speak for one country at a meeting.
///
/// ```
/// use corridor::Delegation;
///
/// let washington = Delegation::new("US".parse()?)
///     .with_head("blinken".parse()?)
///     .with_members(["mayorkas".parse()?, "sherwood-randall".parse()?]);
/// assert_eq!(washington.people().count(), 3);
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Delegation {
    country: CountryCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<Id>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<Id>,
}

impl<'de> Deserialize<'de> for Delegation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "Delegation", expecting = "an object with a country")]
        struct Raw {
            country: CountryCode,
            head: Option<Id>,
            #[serde(default)]
            members: Vec<Id>,
        }
        let Raw {
            country,
            head,
            members,
        } = Raw::deserialize(Object(deserializer))?;
        Ok(Self {
            country,
            head,
            members,
        })
    }
}

impl Delegation {
    /// A delegation of which no one is named.
    pub fn new(country: CountryCode) -> Self {
        Self {
            country,
            head: None,
            members: Vec::new(),
        }
    }

    /// Who leads it.
    #[must_use]
    pub fn with_head(self, party: Id) -> Self {
        Self {
            head: Some(party),
            ..self
        }
    }

    /// Who else belongs to it.
    #[must_use]
    pub fn with_members(self, parties: impl IntoIterator<Item = Id>) -> Self {
        Self {
            members: parties.into_iter().collect(),
            ..self
        }
    }

    /// For which country it speaks.
    pub fn country(&self) -> CountryCode {
        self.country
    }

    /// Who leads it.
    pub fn head(&self) -> Option<&Id> {
        self.head.as_ref()
    }

    /// Who belongs to it; its head may be named again here.
    pub fn members(&self) -> &[Id] {
        &self.members
    }

    /// Its head and then its members, each once.
    pub fn people(&self) -> impl Iterator<Item = &Id> {
        let head = self.head.as_ref();
        head.into_iter().chain(
            self.members
                .iter()
                .filter(move |&member| Some(member) != head),
        )
    }
}

/// A meeting: its host, the delegations (the host's own among them, where named), its place and
/// its agenda. The day is its [`Event`](crate::Event)'s.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Meeting {
    host: CountryCode,
    delegations: Vec<Delegation>,
    venue: Option<Text>,
    place: Option<PlaceCode>,
    level: Option<Level>,
    convened_on: Option<When>,
    topics: Vec<Text>,
    outcomes: Vec<Text>,
}

impl Meeting {
    /// A meeting of these delegations, hosted by the country.
    ///
    /// # Errors
    /// [`Code::MeetingWithoutParties`](crate::Code::MeetingWithoutParties) where there is none.
    pub fn try_new(
        host: CountryCode,
        delegations: impl IntoIterator<Item = Delegation>,
    ) -> Result<Self, RecordFault> {
        let delegations: Vec<_> = delegations.into_iter().collect();
        if delegations.is_empty() {
            return Err(RecordFault::NoDelegations);
        }
        Ok(Self {
            host,
            delegations,
            venue: None,
            place: None,
            level: None,
            convened_on: None,
            topics: Vec::new(),
            outcomes: Vec::new(),
        })
    }

    /// The building.
    #[must_use]
    pub fn with_venue(self, venue: Text) -> Self {
        Self {
            venue: Some(venue),
            ..self
        }
    }

    /// The place.
    #[must_use]
    pub fn with_place(self, place: PlaceCode) -> Self {
        Self {
            place: Some(place),
            ..self
        }
    }

    /// How high it is held.
    #[must_use]
    pub fn with_level(self, level: Level) -> Self {
        Self {
            level: Some(level),
            ..self
        }
    }

    /// When it was called.
    #[must_use]
    pub fn with_convened_on(self, when: When) -> Self {
        Self {
            convened_on: Some(when),
            ..self
        }
    }

    /// What it is about.
    #[must_use]
    pub fn with_topics(self, topics: impl IntoIterator<Item = Text>) -> Self {
        Self {
            topics: topics.into_iter().collect(),
            ..self
        }
    }

    /// What came of it.
    #[must_use]
    pub fn with_outcomes(self, outcomes: impl IntoIterator<Item = Text>) -> Self {
        Self {
            outcomes: outcomes.into_iter().collect(),
            ..self
        }
    }

    /// The country that hosts it.
    pub fn host(&self) -> CountryCode {
        self.host
    }

    /// Everyone who takes part: at least one delegation.
    pub fn delegations(&self) -> &[Delegation] {
        &self.delegations
    }

    /// The delegations of other countries than the host.
    pub fn guests(&self) -> impl Iterator<Item = &Delegation> {
        self.delegations
            .iter()
            .filter(|delegation| delegation.country != self.host)
    }

    pub(super) fn venue_text(&self) -> Option<&Text> {
        self.venue.as_ref()
    }

    /// The building.
    pub fn venue(&self) -> Option<&str> {
        self.venue.as_ref().map(Text::as_str)
    }

    /// The place.
    pub fn place(&self) -> Option<PlaceCode> {
        self.place
    }

    /// How high it is held.
    pub fn level(&self) -> Option<Level> {
        self.level
    }

    /// When it was called.
    pub fn convened_on(&self) -> Option<&When> {
        self.convened_on.as_ref()
    }

    /// What it is about.
    pub fn topics(&self) -> &[Text] {
        &self.topics
    }

    /// What came of it.
    pub fn outcomes(&self) -> &[Text] {
        &self.outcomes
    }
}
