//! What is closed, and from when to when.

use std::fmt;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::NetworkError;
use crate::error::Error;
use crate::id::Id;
use crate::place::{CountryCode, Place, PlaceCode};
use crate::time::{Certainty, When};

/// What a [`Closure`] closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Barrier {
    Place(PlaceCode),
    Link(PlaceCode, PlaceCode),
    Border(CountryCode, CountryCode),
}

impl Barrier {
    /// Whether it is in the way from a place to the next.
    fn is_between(self, from: &Place, to: &Place) -> bool {
        match self {
            Self::Place(closed) => closed == to.code(),
            Self::Link(one, other) => {
                let ends = (from.code(), to.code());
                ends == (one, other) || ends == (other, one)
            }
            Self::Border(one, other) => {
                let ends = (from.country(), to.country());
                ends == (one, other) || ends == (other, one)
            }
        }
    }
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
/// It serialises as [`docs::answers`](crate::docs::answers) shows.
///
/// ```
/// use corridor::{Certainty, Closure, When};
///
/// let december: When = "2023-12".parse()?;
/// let some_days = Closure::of_border("MX".parse()?, "US".parse()?, december.clone())
///     .until(december)?
///     .with_source("efe".parse()?);
/// let christmas = "2023-12-25".parse().map_err(|_| "a day")?;
/// assert_eq!(some_days.in_force(christmas), Certainty::Possible);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Closure {
    id: Option<Id>,
    barrier: Barrier,
    starts: When,
    ends: Option<When>,
    sources: Vec<Id>,
}

impl Closure {
    /// From that day on the place cannot be entered; whoever is there may leave.
    pub fn of_place(place: PlaceCode, starts: When) -> Self {
        Self::of(Barrier::Place(place), starts)
    }

    /// From that day on every link between the two places is closed, in either direction.
    pub fn of_link(one: PlaceCode, other: PlaceCode, starts: When) -> Self {
        Self::of(Barrier::Link(one, other), starts)
    }

    /// From that day on every link between places of the two countries is closed, in either
    /// direction.
    pub fn of_border(one: CountryCode, other: CountryCode, starts: When) -> Self {
        Self::of(Barrier::Border(one, other), starts)
    }

    pub(crate) fn of(barrier: Barrier, starts: When) -> Self {
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
    /// [`Code::ClosureInvalid`](crate::Code::ClosureInvalid) for one that certainly ends before it
    /// starts.
    pub fn until(mut self, ends: When) -> Result<Self, Error> {
        if ends.before(&self.starts).is_certain() {
            return Err(NetworkError::ClosureReversed {
                starts: self.starts,
                ends,
            }.into());
        }
        self.ends = Some(ends);
        Ok(self)
    }

    /// The same closure, with an id.
    #[must_use]
    pub fn with_id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// The same closure, with one more source, by its id.
    #[must_use]
    pub fn with_source(mut self, source: Id) -> Self {
        self.sources.push(source);
        self
    }

    /// Its id, if it has one.
    pub fn id(&self) -> Option<&Id> {
        self.id.as_ref()
    }

    pub(crate) fn barrier(&self) -> Barrier {
        self.barrier
    }

    /// The closed place, where it closes one.
    pub fn place(&self) -> Option<PlaceCode> {
        match self.barrier {
            Barrier::Place(place) => Some(place),
            _ => None,
        }
    }

    /// The ends of the closed link, where it closes one.
    pub fn link(&self) -> Option<(PlaceCode, PlaceCode)> {
        match self.barrier {
            Barrier::Link(one, other) => Some((one, other)),
            _ => None,
        }
    }

    /// The two countries, where it closes their border.
    pub fn border(&self) -> Option<(CountryCode, CountryCode)> {
        match self.barrier {
            Barrier::Border(one, other) => Some((one, other)),
            _ => None,
        }
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
    pub fn sources(&self) -> &[Id] {
        &self.sources
    }

    /// Whether it is in force on that day.
    pub fn in_force(&self, day: NaiveDate) -> Certainty {
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

    /// Whether it is in the way from a place to the next while it is in force.
    pub(crate) fn is_between(&self, from: &Place, to: &Place) -> bool {
        self.barrier.is_between(from, to)
    }

    /// No country has a border with itself.
    pub(crate) fn refuse_own_border(self) -> Result<Self, Error> {
        match self.barrier {
            Barrier::Border(one, other) if one == other => Err(NetworkError::ClosureOfNoBorder {
                closure: Box::new(self),
                country: one,
            }.into()),
            _ => Ok(self),
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

#[derive(Serialize)]
#[serde(rename = "Closure")]
struct Wire<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'c Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<(PlaceCode, PlaceCode)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    border: Option<(CountryCode, CountryCode)>,
    starts: &'c When,
    #[serde(skip_serializing_if = "Option::is_none")]
    ends: Option<&'c When>,
    #[serde(skip_serializing_if = "<[Id]>::is_empty")]
    sources: &'c [Id],
}

impl Serialize for Closure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Wire {
            id: self.id(),
            place: self.place(),
            link: self.link(),
            border: self.border(),
            starts: &self.starts,
            ends: self.ends(),
            sources: &self.sources,
        }
        .serialize(serializer)
    }
}
