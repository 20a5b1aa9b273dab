//! Who acts and who speaks.

use serde::{Deserialize, Deserializer, Serialize};

use crate::object::Object;
use crate::text::vocabulary;
use crate::{CountryCode, Id, Text, When};

/// What a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PartyKind {
    /// A person.
    Person,
    /// An office that persons hold for a time.
    Office,
    /// An organisation, agency or association.
    Organisation,
    /// A government.
    Government,
}

vocabulary!(PartyKind, "a kind of party", {
    Person "person",
    Office "office",
    Organisation "organisation",
    Government "government",
});

/// A person, an office, an organisation or a government.
///
/// A person is *of* an office or an organisation, an office *of* a government. `since` and `until`
/// are the time for which a person holds the office.
///
/// ```
/// use corridor::{Party, PartyKind};
///
/// let secretary = Party::new("blinken".parse()?, "Antony Blinken".parse()?, PartyKind::Person)
///     .with_of("us-state".parse()?)
///     .with_tenure(Some("2021-01-26".parse()?), None);
/// assert_eq!(secretary.of().map(|id| id.as_str()), Some("us-state"));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Party {
    id: Id,
    name: Text,
    kind: PartyKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<CountryCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<When>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<When>,
}

impl<'de> Deserialize<'de> for Party {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "Party", expecting = "a party object")]
        struct Raw {
            id: Id,
            name: Text,
            kind: PartyKind,
            of: Option<Id>,
            country: Option<CountryCode>,
            since: Option<When>,
            until: Option<When>,
        }
        let Raw {
            id,
            name,
            kind,
            of,
            country,
            since,
            until,
        } = Raw::deserialize(Object(deserializer))?;
        Ok(Self {
            id,
            name,
            kind,
            of,
            country,
            since,
            until,
        })
    }
}

impl Party {
    /// A party of which no more is known.
    pub fn new(id: Id, name: Text, kind: PartyKind) -> Self {
        Self {
            id,
            name,
            kind,
            of: None,
            country: None,
            since: None,
            until: None,
        }
    }

    /// The party that it belongs to.
    #[must_use]
    pub fn with_of(self, party: Id) -> Self {
        Self {
            of: Some(party),
            ..self
        }
    }

    /// The country that it acts for.
    #[must_use]
    pub fn with_country(self, country: CountryCode) -> Self {
        Self {
            country: Some(country),
            ..self
        }
    }

    /// The time for which a person holds the office.
    #[must_use]
    pub fn with_tenure(self, since: Option<When>, until: Option<When>) -> Self {
        Self {
            since,
            until,
            ..self
        }
    }

    /// Its id.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// What it is.
    pub fn kind(&self) -> PartyKind {
        self.kind
    }

    /// The party that it belongs to.
    pub fn of(&self) -> Option<&Id> {
        self.of.as_ref()
    }

    /// The country that it acts for, where the record says so itself.
    pub fn country(&self) -> Option<CountryCode> {
        self.country
    }

    /// Since when the person holds the office.
    pub fn since(&self) -> Option<&When> {
        self.since.as_ref()
    }

    /// Until when the person held the office.
    pub fn until(&self) -> Option<&When> {
        self.until.as_ref()
    }
}
