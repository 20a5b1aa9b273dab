//! A link: that one can go from a place to another, as somebody reports it.

use serde::{Deserialize, Deserializer, Serialize};

use super::NetworkError;
use crate::Id;
use crate::error::refuse;
use crate::measure::Distance;
use crate::object::Object;
use crate::place::PlaceCode;

/// A way between two places, passable in both directions unless it is
/// [`one_way`](Self::one_way): how far by road, and who says so.
///
/// ```
/// use corridor::{Distance, Link};
///
/// let link = Link::new("coast-road".parse()?, "MX07089".parse()?, "MX07032".parse()?)?
///     .with_road(Distance::from_km(70.0)?)
///     .with_sources(["eluniverso".parse()?]);
/// assert_eq!(link.to_string(), "link coast-road (MX07089 to MX07032)");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Link {
    id: Id,
    from: PlaceCode,
    to: PlaceCode,
    #[serde(rename = "road_km", skip_serializing_if = "Option::is_none")]
    road: Option<Distance>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    one_way: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Id>,
}

impl Link {
    /// Both ways, of unknown length by road.
    ///
    /// # Errors
    /// [`NetworkError::LinkToItself`].
    pub fn new(id: Id, from: PlaceCode, to: PlaceCode) -> Result<Self, NetworkError> {
        if from == to {
            return Err(NetworkError::LinkToItself { place: from });
        }
        Ok(Self {
            id,
            from,
            to,
            road: None,
            one_way: false,
            sources: Vec::new(),
        })
    }

    /// The same link, with its length by road.
    #[must_use]
    pub fn with_road(self, road: Distance) -> Self {
        Self {
            road: Some(road),
            ..self
        }
    }

    /// The same link, passable only from the first place to the second.
    #[must_use]
    pub fn one_way(self) -> Self {
        Self {
            one_way: true,
            ..self
        }
    }

    /// The same link, with the ids of those who report it.
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

    /// The first place.
    pub fn from(&self) -> PlaceCode {
        self.from
    }

    /// The second place.
    pub fn to(&self) -> PlaceCode {
        self.to
    }

    /// Whether it is passable only from the first place to the second.
    pub fn is_one_way(&self) -> bool {
        self.one_way
    }

    /// Its length by road, if that is known.
    pub fn road(&self) -> Option<Distance> {
        self.road
    }

    /// Who reports it.
    pub fn sources(&self) -> &[Id] {
        &self.sources
    }
}

impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "link {} ({} to {})", self.id, self.from, self.to)
    }
}

impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "Link", expecting = "a link object")]
        struct Raw {
            id: Id,
            from: PlaceCode,
            to: PlaceCode,
            road_km: Option<Distance>,
            #[serde(default)]
            one_way: bool,
            #[serde(default)]
            sources: Vec<Id>,
        }
        let Raw {
            id,
            from,
            to,
            road_km: road,
            one_way,
            sources,
        } = Raw::deserialize(Object(deserializer))?;
        let link = Self::new(id, from, to).map_err(|error| refuse(error.code(), &error))?;
        Ok(Self {
            road,
            one_way,
            sources,
            ..link
        })
    }
}
