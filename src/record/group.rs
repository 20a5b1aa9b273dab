//! People on the move together.

use serde::{Deserialize, Deserializer, Serialize};

use crate::object::Object;
use crate::text::vocabulary;
use crate::{Area, Code, CountryCode, Estimate, Id, Text};

/// How a group travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum TravelMode {
    /// On foot.
    Foot,
    /// By car, bus, lorry or train.
    Vehicle,
    /// Some of the way on foot, some by vehicle.
    Mixed,
    /// Nobody says.
    #[default]
    Unknown,
}

vocabulary!(TravelMode, "a mode of travel", {
    Foot "foot",
    Vehicle "vehicle",
    Mixed "mixed",
    Unknown "unknown",
});

/// The nationalities in a group: how many, or which, or both.
///
/// ```
/// use corridor::{Estimate, Nationalities};
///
/// let twenty = Nationalities::counted(Estimate::exactly(20)).with_countries(["VE".parse()?]);
/// assert_eq!(twenty.count(), Some(Estimate::exactly(20)));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Nationalities {
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<Estimate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    countries: Vec<CountryCode>,
}

impl Nationalities {
    /// So many nationalities.
    pub fn counted(count: Estimate) -> Self {
        Self {
            count: Some(count),
            countries: Vec::new(),
        }
    }

    /// These nationalities, of which there may be more.
    pub fn named(first: CountryCode, others: impl IntoIterator<Item = CountryCode>) -> Self {
        Self {
            count: None,
            countries: std::iter::once(first).chain(others).collect(),
        }
    }

    /// The same, with more that are known by name.
    #[must_use]
    pub fn with_countries(mut self, countries: impl IntoIterator<Item = CountryCode>) -> Self {
        self.countries.extend(countries);
        self
    }

    /// How many nationalities.
    pub fn count(&self) -> Option<Estimate> {
        self.count
    }

    /// Those that are known by name.
    pub fn countries(&self) -> &[CountryCode] {
        &self.countries
    }
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
            return Err(crate::error::refuse(Code::KeyMissing, &message));
        }
        Ok(Self { count, countries })
    }
}

/// A group of migrants: a caravan, a boatload, the people of a camp who set out together.
///
/// What it *is* stands here; where it was and how many it counted stands in the
/// [events](crate::Event) about it, each with its source.
///
/// ```
/// use corridor::{MigrantGroup, TravelMode};
///
/// let caravan = MigrantGroup::new("exodus".parse()?, "Exodus from Poverty".parse()?, TravelMode::Foot)
///     .with_origins(["013".parse()?, "005".parse()?])
///     .with_transit(["MX".parse()?])
///     .with_destination(["US".parse()?]);
/// assert_eq!(caravan.mode(), TravelMode::Foot);
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MigrantGroup {
    id: Id,
    name: Text,
    mode: TravelMode,
    #[serde(skip_serializing_if = "Option::is_none")]
    nationalities: Option<Nationalities>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    origins: Vec<Area>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    transit: Vec<Area>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    destination: Vec<Area>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    escorts: Vec<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    split_from: Option<Id>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Id>,
}

impl<'de> Deserialize<'de> for MigrantGroup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "MigrantGroup", expecting = "a group object")]
        struct Raw {
            id: Id,
            name: Text,
            mode: TravelMode,
            nationalities: Option<Nationalities>,
            #[serde(default)]
            origins: Vec<Area>,
            #[serde(default)]
            transit: Vec<Area>,
            #[serde(default)]
            destination: Vec<Area>,
            #[serde(default)]
            escorts: Vec<Id>,
            split_from: Option<Id>,
            #[serde(default)]
            sources: Vec<Id>,
        }
        let Raw {
            id,
            name,
            mode,
            nationalities,
            origins,
            transit,
            destination,
            escorts,
            split_from,
            sources,
        } = Raw::deserialize(Object(deserializer))?;
        Ok(Self {
            id,
            name,
            mode,
            nationalities,
            origins,
            transit,
            destination,
            escorts,
            split_from,
            sources,
        })
    }
}

impl MigrantGroup {
    /// A group of which no more is known.
    pub fn new(id: Id, name: Text, mode: TravelMode) -> Self {
        Self {
            id,
            name,
            mode,
            nationalities: None,
            origins: Vec::new(),
            transit: Vec::new(),
            destination: Vec::new(),
            escorts: Vec::new(),
            split_from: None,
            sources: Vec::new(),
        }
    }

    /// The nationalities of its people.
    #[must_use]
    pub fn with_nationalities(self, nationalities: Nationalities) -> Self {
        Self {
            nationalities: Some(nationalities),
            ..self
        }
    }

    /// Where its people come from.
    #[must_use]
    pub fn with_origins(self, origins: impl IntoIterator<Item = Area>) -> Self {
        Self {
            origins: origins.into_iter().collect(),
            ..self
        }
    }

    /// What it passes through.
    #[must_use]
    pub fn with_transit(self, transit: impl IntoIterator<Item = Area>) -> Self {
        Self {
            transit: transit.into_iter().collect(),
            ..self
        }
    }

    /// Where it wants to go.
    #[must_use]
    pub fn with_destination(self, destination: impl IntoIterator<Item = Area>) -> Self {
        Self {
            destination: destination.into_iter().collect(),
            ..self
        }
    }

    /// The parties that accompany it.
    #[must_use]
    pub fn with_escorts(self, escorts: impl IntoIterator<Item = Id>) -> Self {
        Self {
            escorts: escorts.into_iter().collect(),
            ..self
        }
    }

    /// The group that it was part of before.
    #[must_use]
    pub fn with_split_from(self, group: Id) -> Self {
        Self {
            split_from: Some(group),
            ..self
        }
    }

    /// Who reports it.
    #[must_use]
    pub fn with_sources(self, sources: impl IntoIterator<Item = Id>) -> Self {
        Self {
            sources: sources.into_iter().collect(),
            ..self
        }
    }

    /// Its id.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// The name that it goes by.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// How it travels.
    pub fn mode(&self) -> TravelMode {
        self.mode
    }

    /// The nationalities of its people.
    pub fn nationalities(&self) -> Option<&Nationalities> {
        self.nationalities.as_ref()
    }

    /// Where its people come from.
    pub fn origins(&self) -> &[Area] {
        &self.origins
    }

    /// What it passes through.
    pub fn transit(&self) -> &[Area] {
        &self.transit
    }

    /// Where it wants to go.
    pub fn destination(&self) -> &[Area] {
        &self.destination
    }

    /// The parties that accompany it.
    pub fn escorts(&self) -> &[Id] {
        &self.escorts
    }

    /// The group that it was part of before, whose fixes up to the split it inherits.
    pub fn split_from(&self) -> Option<&Id> {
        self.split_from.as_ref()
    }

    /// Who reports it.
    pub fn sources(&self) -> &[Id] {
        &self.sources
    }
}
