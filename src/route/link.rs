//! A link of a network: that one can go from a place to another.

use smol_str::SmolStr;

use super::NetworkError;
use crate::measure::Distance;
use crate::place::PlaceCode;

/// A way between two places, passable in both directions unless it is
/// [`one_way`](Self::one_way).
///
/// ```
/// use corridor::{Distance, Link};
///
/// let link = Link::new("MX07089".parse()?, "MX07032".parse()?)?
///     .with_id("coast-road")
///     .with_road(Distance::from_km(70.0)?)
///     .with_source("eluniverso");
/// assert_eq!(link.to_string(), "link coast-road (MX07089 to MX07032)");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    id: Option<SmolStr>,
    from: PlaceCode,
    to: PlaceCode,
    one_way: bool,
    road: Option<Distance>,
    sources: Vec<SmolStr>,
}

impl Link {
    /// Both ways, of unknown length by road.
    ///
    /// # Errors
    /// [`NetworkError::LinkToItself`].
    pub fn new(from: PlaceCode, to: PlaceCode) -> Result<Self, NetworkError> {
        if from == to {
            return Err(NetworkError::LinkToItself { place: from });
        }
        Ok(Self {
            id: None,
            from,
            to,
            one_way: false,
            road: None,
            sources: Vec::new(),
        })
    }

    /// The same link, with an id.
    #[must_use]
    pub fn with_id(mut self, id: impl AsRef<str>) -> Self {
        self.id = Some(SmolStr::new(id));
        self
    }

    /// The same link, with its length by road.
    #[must_use]
    pub fn with_road(mut self, road: Distance) -> Self {
        self.road = Some(road);
        self
    }

    /// The same link, passable only from the first place to the second.
    #[must_use]
    pub fn one_way(mut self) -> Self {
        self.one_way = true;
        self
    }

    /// The same link, with one more source, by its id.
    #[must_use]
    pub fn with_source(mut self, source: impl AsRef<str>) -> Self {
        self.sources.push(SmolStr::new(source));
        self
    }

    /// Its id, if it has one.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
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

    /// The ids of its sources.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &str> {
        self.sources.iter().map(SmolStr::as_str)
    }
}

impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.id {
            Some(id) => write!(f, "link {id} ({} to {})", self.from, self.to),
            None => write!(f, "link {} to {}", self.from, self.to),
        }
    }
}
