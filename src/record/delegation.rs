//! Those who speak for one side at a meeting.

use crate::draft::{Draft, record};
use crate::error::Error;
use crate::id::Id;
use crate::place::CountryCode;

record! {
    /// Those who speak for one country at a meeting.
    ///
    /// ```
    /// use corridor::Delegation;
    ///
    /// let washington = Delegation::of("US")
    ///     .head("blinken")
    ///     .members(["mayorkas", "sherwood-randall"])
    ///     .build()?;
    /// assert_eq!(washington.people().count(), 3);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    Delegation from DelegationKeys, "delegation" named by country, in "",
    expecting "an object with a country" {
        needs copy country: CountryCode, "For which country it speaks.";
        may id head: Id, "Who leads it.";
        list id members: Id, member / members, "Who belongs to it; its head may be named again here.";
    }
}

impl Delegation {
    /// A delegation that speaks for this country.
    pub fn of(country: impl TryInto<CountryCode, Error: Into<Error>>) -> Draft<Self> {
        Draft::<Self>::from_keys(DelegationKeys::default()).country(country)
    }

    /// Its head and then its members, each once.
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
