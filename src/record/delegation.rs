//! The people who speak for one side at a meeting.

use crate::draft::{Draft, record};
use crate::error::Error;
use crate::id::Id;
use crate::place::CountryCode;
use crate::record::error::RecordFault;

record! {
    /// The people who speak for one side at a meeting: for a country, or for a party such as the
    /// EU.
    ///
    /// ```
    /// use corridor::Delegation;
    ///
    /// let washington = Delegation::of("US")
    ///     .head("blinken")
    ///     .members(["mayorkas", "sherwood-randall"])
    ///     .build()?;
    /// assert_eq!(washington.people().count(), 3);
    /// let brussels = Delegation::of_party("eu").head("von-der-leyen").build()?;
    /// assert_eq!(brussels.country(), None);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    Delegation from DelegationKeys, "delegation" named by country, in "",
    expecting "an object with a country or a party", checked by of_one_side {
        may copy country: CountryCode, "The country that it speaks for.";
        may id party: Id, "The party that it speaks for, if it speaks for no country.";
        may id head: Id, "The party that leads it.";
        list id members: Id, member / members, "The parties that belong to it. Its head may be named again here.";
    }
}

fn of_one_side(delegation: &Delegation) -> Result<(), Error> {
    match (delegation.country, &delegation.party) {
        (Some(_), None) | (None, Some(_)) => Ok(()),
        (None, None) => Err(RecordFault::NoSide.into()),
        (Some(_), Some(_)) => Err(RecordFault::TwoSides.into()),
    }
}

impl Delegation {
    /// A delegation that speaks for this country.
    pub fn of(country: impl TryInto<CountryCode, Error: Into<Error>>) -> Draft<Self> {
        Draft::<Self>::from_keys(DelegationKeys::default()).country(country)
    }

    /// A delegation that speaks for this party, such as an organisation or a union of states.
    pub fn of_party(party: impl TryInto<Id, Error: Into<Error>>) -> Draft<Self> {
        Draft::<Self>::from_keys(DelegationKeys::default()).party(party)
    }

    /// Its head, then its members, each once.
    pub fn people(&self) -> impl Iterator<Item = &Id> {
        let head = self.head.as_ref();
        let members = self.members.iter();
        head.into_iter()
            .chain(members.filter(move |&member| Some(member) != head))
    }
}

impl From<&Delegation> for Delegation {
    fn from(delegation: &Delegation) -> Self {
        delegation.clone()
    }
}
