//! Who acts and who speaks.

use crate::draft::{Draft, record};
use crate::error::Error;
use crate::id::Id;
use crate::place::CountryCode;
use crate::text::Text;
use crate::time::When;
use crate::vocabulary::vocabulary;

/// What a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

record! {
    /// A person, an office, an organisation or a government.
    ///
    /// A person is *of* an office or an organisation, an office *of* a government. `since` and
    /// `until` are the time during which a person holds the office.
    ///
    /// ```
    /// use corridor::{Party, PartyKind};
    ///
    /// let secretary = Party::draft("blinken", "Antony Blinken", PartyKind::Person)
    ///     .of("us-state")
    ///     .since("2021-01-26")
    ///     .build()?;
    /// assert!(secretary.of().is_some_and(|id| id == "us-state"));
    /// # Ok::<(), corridor::Error>(())
    /// ```
    Party from PartyKeys, "party" named by id, in "parties", expecting "a party object" {
        needs id id: Id, "Its id.";
        needs text name: Text, "Its name.";
        needs copy kind: PartyKind, "The kind of party.";
        may id of: Id, "The party that it belongs to.";
        may copy country: CountryCode, "The country that it acts for, if the record itself states one.";
        may own since: When, "When the person's tenure begins.";
        may own until: When, "When the person's tenure ends.";
    }
}

impl Party {
    /// A party with its name.
    pub fn draft(
        id: impl TryInto<Id, Error: Into<Error>>,
        name: impl AsRef<str>,
        kind: impl TryInto<PartyKind, Error: Into<Error>>,
    ) -> Draft<Self> {
        Draft::<Self>::from_keys(PartyKeys::default())
            .id(id)
            .name(name)
            .kind(kind)
    }
}

crate::draft::always!(PartyKind);

impl From<&Party> for Id {
    fn from(record: &Party) -> Self {
        record.id().clone()
    }
}

impl AsRef<str> for Party {
    /// Its id.
    fn as_ref(&self) -> &str {
        self.id().as_str()
    }
}
