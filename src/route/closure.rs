//! What is closed, and from when to when.

use std::fmt;

use chrono::NaiveDate;
use smol_str::SmolStr;

use super::NetworkError;
use crate::place::{CountryCode, PlaceCode};
use crate::time::{Certainty, When};

/// What a [`Closure`] closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Barrier {
    /// The place cannot be entered; whoever is there may leave.
    Place(PlaceCode),
    /// Every link between the two places, in either direction.
    Link(PlaceCode, PlaceCode),
    /// Every link between places of the two countries, in either direction.
    Border(CountryCode, CountryCode),
}

impl fmt::Display for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place(place) => write!(f, "place {place}"),
            Self::Link(one, other) => write!(f, "link {one} to {other}"),
            Self::Border(one, other) => write!(f, "border {one} to {other}"),
        }
    }
}

/// A place, a link or a border that is closed for some days.
///
/// The first and the last closed day may be uncertain: then it is certainly closed from the
/// latest start to the earliest end, and possibly from the earliest start to the latest end.
/// Without an end it stays closed.
///
/// ```
/// use corridor::{Barrier, Certainty, Closure, When};
///
/// let december: When = "2023-12".parse()?;
/// let some_days = Closure::new(Barrier::Border("MX".parse()?, "US".parse()?), december.clone())
///     .until(december)?
///     .with_source("efe");
/// let christmas = "2023-12-25".parse().map_err(|_| "a day")?;
/// assert_eq!(some_days.on(christmas), Certainty::Possible);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Closure {
    id: Option<SmolStr>,
    barrier: Barrier,
    starts: When,
    ends: Option<When>,
    sources: Vec<SmolStr>,
}

impl Closure {
    /// Closed from that day on.
    pub fn new(barrier: Barrier, starts: When) -> Self {
        Self {
            id: None,
            barrier,
            starts,
            ends: None,
            sources: Vec::new(),
        }
    }

    /// The same closure, with its last day.
    ///
    /// # Errors
    /// [`NetworkError::ClosureReversed`] for one that certainly ends before it starts.
    pub fn until(mut self, ends: When) -> Result<Self, NetworkError> {
        if ends.before(&self.starts).is_certain() {
            return Err(NetworkError::ClosureReversed {
                starts: self.starts,
                ends,
            });
        }
        self.ends = Some(ends);
        Ok(self)
    }

    /// The same closure, with an id.
    #[must_use]
    pub fn with_id(mut self, id: impl AsRef<str>) -> Self {
        self.id = Some(SmolStr::new(id));
        self
    }

    /// The same closure, with one more source, by its id.
    #[must_use]
    pub fn with_source(mut self, source: impl AsRef<str>) -> Self {
        self.sources.push(SmolStr::new(source));
        self
    }

    /// Its id, if it has one.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// What is closed.
    pub fn barrier(&self) -> Barrier {
        self.barrier
    }

    /// The first closed day.
    pub fn starts(&self) -> &When {
        &self.starts
    }

    /// The last closed day, if it is known to end.
    pub fn ends(&self) -> Option<&When> {
        self.ends.as_ref()
    }

    /// The ids of its sources.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &str> {
        self.sources.iter().map(SmolStr::as_str)
    }

    /// Whether it is in force on that day.
    pub fn on(&self, day: NaiveDate) -> Certainty {
        let started = self.starts.earliest().is_none_or(|start| start <= day);
        let ended = self.ends.as_ref().and_then(When::latest);
        if !started || ended.is_some_and(|end| end < day) {
            return Certainty::Impossible;
        }
        let has_started = self.starts.latest().is_some_and(|start| start <= day);
        let still_on = match &self.ends {
            None => true,
            Some(ends) => ends.earliest().is_some_and(|end| day <= end),
        };
        if has_started && still_on {
            Certainty::Certain
        } else {
            Certainty::Possible
        }
    }
}

impl fmt::Display for Closure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(id) = &self.id {
            write!(f, "{id}: ")?;
        }
        write!(f, "{} closed from {}", self.barrier, self.starts)?;
        match &self.ends {
            Some(ends) => write!(f, " to {ends}"),
            None => Ok(()),
        }
    }
}
