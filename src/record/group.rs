//! People on the move together.

use serde::{Deserialize, Deserializer, Serialize};

use crate::code::Code;
use crate::draft::{Draft, record};
use crate::error::{Error, refuse};
use crate::id::Id;
use crate::measure::Estimate;
use crate::object::Object;
use crate::place::{Area, CountryCode};
use crate::record::cause::Cause;
use crate::text::Text;
use crate::vocabulary::vocabulary;

/// How a group travels, or came to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum TravelMode {
    /// On foot.
    Foot,
    /// By car, bus or lorry.
    Vehicle,
    /// By train.
    Train,
    /// By boat or ship.
    Boat,
    /// By air.
    Air,
    /// Some of the way on foot, some by vehicle.
    Mixed,
    /// Not stated.
    #[default]
    Unknown,
}

vocabulary!(TravelMode, "a mode of travel", {
    Foot "foot",
    Vehicle "vehicle",
    Train "train",
    Boat "boat",
    Air "air",
    Mixed "mixed",
    Unknown "unknown",
});

record! {
    /// A group of migrants: a caravan, a boatload, the people of a camp who set out together.
    ///
    /// A record has what the group *is*; where it was and how many people it had are in the
    /// [events](crate::Event) about it, each with its source.
    ///
    /// ```
    /// use corridor::{MigrantGroup, TravelMode};
    ///
    /// let caravan = MigrantGroup::draft("exodus", "Exodus from Poverty")
    ///     .mode(TravelMode::Foot)
    ///     .nationality_count(20)
    ///     .nationality("HN")
    ///     .origins(["013", "005"])
    ///     .destination("US")
    ///     .build()?;
    /// assert_eq!(caravan.origins().len(), 2);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    MigrantGroup from GroupKeys, "group" named by id, in "groups", expecting "a group object" {
        needs id id: Id, "Its id.";
        needs text name: Text, "The name that it goes by.";
        needs copy mode: TravelMode, "How it travels.";
        may hidden nationalities: Nationalities, "The nationalities of its people.";
        list own origins: Area, origin / origins, "Where its people come from.";
        list own transit: Area, transit / transits, "The areas that it passes through.";
        list own destination: Area, destination / destinations, "Where it is heading.";
        list id escorts: Id, escort / escorts, "The parties that accompany it.";
        may own cause: Cause, "Why its people left.";
        may id split_from: Id, "The group that it split from. It inherits that group's fixes up to the split.";
        list id sources: Id, source / sources, "The sources that report it.";
    }
}

impl MigrantGroup {
    /// A group with its name. Its mode of travel is unknown.
    pub fn draft(id: impl TryInto<Id, Error: Into<Error>>, name: impl AsRef<str>) -> Draft<Self> {
        let draft = Draft::<Self>::from_keys(GroupKeys::default());
        draft.id(id).name(name).mode(TravelMode::Unknown)
    }

    /// How many nationalities its people have.
    pub fn nationality_count(&self) -> Option<Estimate> {
        self.nationalities.as_ref()?.count
    }

    /// The nationalities of its people that are known by name; there may be more.
    pub fn nationalities(&self) -> &[CountryCode] {
        match &self.nationalities {
            Some(nationalities) => &nationalities.countries,
            None => &[],
        }
    }
}

impl Draft<MigrantGroup> {
    /// How many nationalities its people have.
    pub fn nationality_count(self, count: impl TryInto<Estimate, Error: Into<Error>>) -> Self {
        self.set("nationalities.count", count.try_into(), |keys, count| {
            keys.nationalities.get_or_insert_default().count = Some(count);
        })
    }

    /// The nationalities of its people that are known by name.
    ///
    /// Adds one.
    pub fn nationality(self, country: impl TryInto<CountryCode, Error: Into<Error>>) -> Self {
        self.add("nationalities.countries", country.try_into(), |keys| {
            &mut keys.nationalities.get_or_insert_default().countries
        })
    }

    /// The nationalities of its people that are known by name.
    ///
    /// Adds each.
    pub fn nationalities(
        self,
        countries: impl IntoIterator<Item: TryInto<CountryCode, Error: Into<Error>>>,
    ) -> Self {
        countries.into_iter().fold(self, Self::nationality)
    }
}

/// The nationalities in a group, as on the wire: how many, which ones, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
pub(super) struct Nationalities {
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<Estimate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    countries: Vec<CountryCode>,
}

impl<'de> Deserialize<'de> for Nationalities {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(
            rename = "Nationalities",
            expecting = "an object with count or countries"
        )]
        struct Raw {
            count: Option<Estimate>,
            #[serde(default)]
            countries: Vec<CountryCode>,
        }
        let Raw { count, countries } = Raw::deserialize(Object(deserializer))?;
        if count.is_none() && countries.is_empty() {
            let message = "nationalities have a count, or countries, or both";
            return Err(refuse(Code::KeyMissing, &message));
        }
        Ok(Self { count, countries })
    }
}

crate::draft::always!(TravelMode);

impl From<&MigrantGroup> for Id {
    fn from(record: &MigrantGroup) -> Self {
        record.id().clone()
    }
}

impl AsRef<str> for MigrantGroup {
    /// Its id.
    fn as_ref(&self) -> &str {
        self.id().as_str()
    }
}
