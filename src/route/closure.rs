//! Closures of places, links and borders.

use std::fmt;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::code::Code;
use crate::draft::{Draft, Drafted, built, missing};
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
    /// Whether it blocks the way from a place to the next.
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
/// The first and the last closed day may be uncertain. It is then certainly closed from the latest
/// start to the earliest end, and possibly from the earliest start to the latest end. Without an
/// end it stays closed.
///
/// It serialises as [`docs::answers`](crate::docs::answers) shows.
///
/// ```
/// use corridor::{Certainty, Closure};
///
/// let some_days = Closure::of_border("MX", "US", "2023-12")
///     .until("2023-12")
///     .source("efe")
///     .build()?;
/// let christmas = "2023-12-25".parse()?;
/// assert_eq!(some_days.in_force(christmas), Certainty::Possible);
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Closure {
    id: Option<Id>,
    barrier: Barrier,
    starts: When,
    ends: Option<When>,
    sources: Vec<Id>,
}

/// The keys of a closure under construction.
#[derive(Debug, Clone, Default)]
pub struct ClosureKeys {
    barrier: Option<Barrier>,
    starts: Option<When>,
    id: Option<Id>,
    ends: Option<When>,
    sources: Vec<Id>,
}

impl Closure {
    /// Drafts a closure of a place: from that day on it cannot be entered, but it can be left.
    pub fn of_place(
        place: impl TryInto<PlaceCode, Error: Into<Error>>,
        starts: impl TryInto<When, Error: Into<Error>>,
    ) -> Draft<Self> {
        let place = place.try_into().map(Barrier::Place);
        Self::of(place.map_err(|error| error.into().at("place")), starts)
    }

    /// Drafts a closure of every link between two places, in both directions, from that day on.
    pub fn of_link(
        one: impl TryInto<PlaceCode, Error: Into<Error>>,
        other: impl TryInto<PlaceCode, Error: Into<Error>>,
        starts: impl TryInto<When, Error: Into<Error>>,
    ) -> Draft<Self> {
        let link = pair(one, other).map(|(one, other)| Barrier::Link(one, other));
        Self::of(link.map_err(|error| error.at("link")), starts)
    }

    /// Drafts a closure of every link between places of two countries, in both directions, from
    /// that day on.
    pub fn of_border(
        one: impl TryInto<CountryCode, Error: Into<Error>>,
        other: impl TryInto<CountryCode, Error: Into<Error>>,
        starts: impl TryInto<When, Error: Into<Error>>,
    ) -> Draft<Self> {
        let border = pair(one, other).map(|(one, other)| Barrier::Border(one, other));
        Self::of(border.map_err(|error| error.at("border")), starts)
    }

    pub(crate) fn of(
        barrier: Result<Barrier, Error>,
        starts: impl TryInto<When, Error: Into<Error>>,
    ) -> Draft<Self> {
        let draft = Draft::<Self>::from_keys(ClosureKeys::default());
        // The error already has its path.
        let draft = match barrier {
            Ok(barrier) => draft.put(|keys| keys.barrier = Some(barrier)),
            Err(error) => draft.fail(|_| error),
        };
        draft.set("starts", starts.try_into(), |keys, starts| {
            keys.starts = Some(starts);
        })
    }

    /// Its id, if it has one.
    pub fn id(&self) -> Option<&Id> {
        self.id.as_ref()
    }

    pub(crate) fn barrier(&self) -> Barrier {
        self.barrier
    }

    /// The closed place, if it closes a place.
    pub fn place(&self) -> Option<PlaceCode> {
        match self.barrier {
            Barrier::Place(place) => Some(place),
            _ => None,
        }
    }

    /// The ends of the closed link, if it closes a link.
    pub fn link(&self) -> Option<(PlaceCode, PlaceCode)> {
        match self.barrier {
            Barrier::Link(one, other) => Some((one, other)),
            _ => None,
        }
    }

    /// The two countries, if it closes a border.
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

    /// The last closed day, if one is known.
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

    /// Whether it blocks the way from a place to the next while it is in force.
    pub(crate) fn is_between(&self, from: &Place, to: &Place) -> bool {
        self.barrier.is_between(from, to)
    }

    /// Refuses a border of a country with itself.
    fn refuse_own_border(self) -> Result<Self, Error> {
        match self.barrier {
            Barrier::Border(one, other) if one == other => Err(Error::new(
                Code::ClosureInvalid,
                format_args!("{self}: {one} has no border with itself"),
            )),
            _ => Ok(self),
        }
    }
}

/// The ends of a link, or the countries of a border. An error has the index of the one that is
/// refused.
fn pair<T>(
    one: impl TryInto<T, Error: Into<Error>>,
    other: impl TryInto<T, Error: Into<Error>>,
) -> Result<(T, T), Error> {
    let one = one.try_into().map_err(|error| error.into().at("[0]"))?;
    let other = other.try_into().map_err(|error| error.into().at("[1]"))?;
    Ok((one, other))
}

impl Draft<Closure> {
    /// Its last day.
    pub fn until(self, ends: impl TryInto<When, Error: Into<Error>>) -> Self {
        self.set("ends", ends.try_into(), |keys, ends| keys.ends = Some(ends))
    }

    /// Its id.
    pub fn id(self, id: impl TryInto<Id, Error: Into<Error>>) -> Self {
        self.set("id", id.try_into(), |keys, id| keys.id = Some(id))
    }

    /// Adds a source, by its id.
    pub fn source(self, source: impl TryInto<Id, Error: Into<Error>>) -> Self {
        self.add("sources", source.try_into(), |keys| &mut keys.sources)
    }

    /// Adds sources, by their ids.
    pub fn sources(
        self,
        sources: impl IntoIterator<Item: TryInto<Id, Error: Into<Error>>>,
    ) -> Self {
        sources.into_iter().fold(self, Self::source)
    }
}

impl Drafted for Closure {
    type Keys = ClosureKeys;
    const LIST: &'static str = "";

    fn assemble(keys: ClosureKeys) -> Result<Self, Error> {
        let barrier = keys.barrier.ok_or_else(|| missing("a closure", "place"))?;
        let starts = keys.starts.ok_or_else(|| missing("a closure", "starts"))?;
        if let Some(ends) = &keys.ends
            && ends.before(&starts).is_certain()
        {
            let message = format_args!("a closure that starts on {starts} cannot end on {ends}");
            return Err(Error::new(Code::ClosureInvalid, message));
        }
        let closure = Self {
            id: keys.id,
            barrier,
            starts,
            ends: keys.ends,
            sources: keys.sources,
        };
        closure.refuse_own_border()
    }

    fn to_keys(&self) -> ClosureKeys {
        ClosureKeys {
            barrier: Some(self.barrier),
            starts: Some(self.starts.clone()),
            id: self.id.clone(),
            ends: self.ends.clone(),
            sources: self.sources.clone(),
        }
    }

    fn name(keys: &ClosureKeys) -> String {
        match &keys.id {
            Some(id) => format!("closure {id}"),
            None => "a closure".to_owned(),
        }
    }

    fn clear(keys: &mut ClosureKeys, key: &str) -> bool {
        match key {
            "id" => keys.id = None,
            "starts" => keys.starts = None,
            "ends" => keys.ends = None,
            "sources" => keys.sources.clear(),
            _ => return false,
        }
        true
    }
}

built!(Closure);

impl From<&Closure> for Closure {
    fn from(closure: &Closure) -> Self {
        closure.clone()
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
