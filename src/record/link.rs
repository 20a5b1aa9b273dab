//! A way between two places, as somebody reports it.

use serde::{Deserialize, Serialize};

use crate::{Distance, Id, PlaceCode};

/// A way between two places: how far by road, in which directions, and who says so.
///
/// ```
/// use corridor::{Distance, Link};
///
/// let link = Link::new("escuintla-mapastepec".parse()?, "MX07032".parse()?, "MX07051".parse()?)
///     .with_road(Distance::from_km(35.0)?);
/// assert!(!link.is_one_way());
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    id: Id,
    from: PlaceCode,
    to: PlaceCode,
    #[serde(rename = "road_km", default, skip_serializing_if = "Option::is_none")]
    road: Option<Distance>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    one_way: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Id>,
}

impl Link {
    /// A way in both directions, of unknown length by road.
    pub fn new(id: Id, from: PlaceCode, to: PlaceCode) -> Self {
        Self {
            id,
            from,
            to,
            road: None,
            one_way: false,
            sources: Vec::new(),
        }
    }

    /// How far it is by road.
    #[must_use]
    pub fn with_road(self, distance: Distance) -> Self {
        Self {
            road: Some(distance),
            ..self
        }
    }

    /// Leads from `from` to `to` only.
    #[must_use]
    pub fn one_way(self) -> Self {
        Self {
            one_way: true,
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

    /// Where it starts.
    pub fn from(&self) -> PlaceCode {
        self.from
    }

    /// Where it leads.
    pub fn to(&self) -> PlaceCode {
        self.to
    }

    /// How far it is by road.
    pub fn road(&self) -> Option<Distance> {
        self.road
    }

    /// Whether it leads from `from` to `to` only.
    pub fn is_one_way(&self) -> bool {
        self.one_way
    }

    /// Who reports it.
    pub fn sources(&self) -> &[Id] {
        &self.sources
    }
}
