//! The name of a record, and its references to others.

use std::fmt;

use super::error::RecordFault;
use super::kind::RecordKind;
use super::{Event, EventKind, MigrantGroup, Party, Source, Statistic};
use crate::error::Error;
use crate::id::Id;
use crate::place::{Place, PlaceCode};
use crate::route::Link;

/// The kinds of record that others refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Source,
    Party,
    Place,
    Group,
    /// An event that is an interception.
    Interception,
}

/// `key`, `key[2]`, `key[2].key` or `key[2].key[3]`. The text is made only for a message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path {
    key: &'static str,
    index: Option<usize>,
    inner: Option<(&'static str, Option<usize>)>,
}

impl Path {
    fn key(key: &'static str) -> Self {
        Self {
            key,
            index: None,
            inner: None,
        }
    }

    fn at(mut self, index: usize) -> Self {
        match &mut self.inner {
            Some((_, inner)) => *inner = Some(index),
            None => self.index = Some(index),
        }
        self
    }

    fn then(self, key: &'static str) -> Self {
        Self {
            inner: Some((key, None)),
            ..self
        }
    }
}

impl Target {
    /// How others may refer to a record of this kind. They may refer to an event only if it is an
    /// interception.
    pub(super) fn of(kind: RecordKind) -> Option<Self> {
        match kind {
            RecordKind::Source => Some(Self::Source),
            RecordKind::Party => Some(Self::Party),
            RecordKind::Place => Some(Self::Place),
            RecordKind::Group => Some(Self::Group),
            RecordKind::Event => Some(Self::Interception),
            RecordKind::Link | RecordKind::Statistic => None,
        }
    }

    /// The list that holds it.
    pub(super) fn list(self) -> &'static str {
        match self {
            Self::Source => Source::LIST,
            Self::Party => Party::LIST,
            Self::Place => Place::LIST,
            Self::Group => MigrantGroup::LIST,
            Self::Interception => Event::LIST,
        }
    }

    /// Its name in a message.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::Source => Source::WHAT,
            Self::Party => Party::WHAT,
            Self::Place => Place::WHAT,
            Self::Group => MigrantGroup::WHAT,
            Self::Interception => EventKind::Interception.as_str(),
        }
    }
}

pub(super) fn is_interception(event: &Event) -> bool {
    event.kind() == EventKind::Interception
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)?;
        if let Some(index) = self.index {
            write!(f, "[{index}]")?;
        }
        if let Some((key, index)) = self.inner {
            write!(f, ".{key}")?;
            if let Some(index) = index {
                write!(f, "[{index}]")?;
            }
        }
        Ok(())
    }
}

/// A record of a dossier.
pub(super) trait Referring {
    /// Its name in a message.
    const WHAT: &'static str;
    /// The list that holds it.
    const LIST: &'static str;
    /// The key of its id.
    const KEY: &'static str = "id";

    /// Its id.
    fn key(&self) -> &str;

    /// Its kind and id.
    fn named(&self) -> String {
        format!("{} {}", Self::WHAT, self.key())
    }

    /// Passes each reference to `visit`, in the order of the wire, until one is refused.
    fn references(&self, visit: &mut Visit<'_>) -> Result<(), Error>;
}

/// Called for each reference with its target, its id, and its path in the record.
pub(super) type Visit<'v> = dyn FnMut(Target, &str, Path) -> Result<(), Error> + 'v;

/// A record that comes from itself.
pub(super) fn circular<T: Referring>(row: &T, key: &str) -> Error {
    let (what, id) = (T::WHAT, row.key().to_owned());
    RecordFault::Circular { what, id }
        .at(key)
        .of_record(row.named(), T::LIST)
}

/// A record with the id of an earlier one, which is at `first`.
pub(super) fn duplicate<T: Referring>(row: &T, first: String) -> Error {
    let (what, id) = (T::WHAT, row.key().to_owned());
    let fault = RecordFault::Duplicate { what, id, first };
    fault.at(T::KEY).of_record(row.named(), T::LIST)
}

/// A record that refers to a missing one.
pub(super) fn dangling<T: Referring>(row: &T, target: Target, id: &str, path: Path) -> Error {
    let (what, id) = (target.what(), id.to_owned());
    let fault = RecordFault::Dangling { what, id };
    Error::from(fault).at(path).of_record(row.named(), T::LIST)
}

/// A statistic whose vintage is not known.
pub(super) fn unpublished(row: &Statistic) -> Error {
    Error::from(RecordFault::Unpublished).of_record(row.named(), Statistic::LIST)
}

fn one(
    visit: &mut Visit<'_>,
    target: Target,
    key: &'static str,
    id: Option<&Id>,
) -> Result<(), Error> {
    id.map_or(Ok(()), |id| visit(target, id.as_str(), Path::key(key)))
}

fn list(visit: &mut Visit<'_>, target: Target, key: &'static str, ids: &[Id]) -> Result<(), Error> {
    let mut ids = ids.iter().enumerate();
    ids.try_for_each(|(index, id)| visit(target, id.as_str(), Path::key(key).at(index)))
}

fn place(visit: &mut Visit<'_>, path: Path, code: Option<PlaceCode>) -> Result<(), Error> {
    code.map_or(Ok(()), |code| visit(Target::Place, code.as_str(), path))
}

impl Referring for Source {
    const WHAT: &'static str = "source";
    const LIST: &'static str = "sources";

    fn key(&self) -> &str {
        self.id().as_str()
    }

    fn references(&self, visit: &mut Visit<'_>) -> Result<(), Error> {
        one(visit, Target::Source, "quotes", self.quotes())
    }
}

impl Referring for Party {
    const WHAT: &'static str = "party";
    const LIST: &'static str = "parties";

    fn key(&self) -> &str {
        self.id().as_str()
    }

    fn references(&self, visit: &mut Visit<'_>) -> Result<(), Error> {
        one(visit, Target::Party, "of", self.of())
    }
}

impl Referring for Place {
    const WHAT: &'static str = "place";
    const LIST: &'static str = "places";
    const KEY: &'static str = "code";

    fn key(&self) -> &str {
        self.code_text()
    }

    fn references(&self, _: &mut Visit<'_>) -> Result<(), Error> {
        Ok(())
    }
}

impl Referring for MigrantGroup {
    const WHAT: &'static str = "group";
    const LIST: &'static str = "groups";

    fn key(&self) -> &str {
        self.id().as_str()
    }

    fn references(&self, visit: &mut Visit<'_>) -> Result<(), Error> {
        list(visit, Target::Party, "escorts", self.escorts())?;
        one(visit, Target::Group, "split_from", self.split_from())?;
        list(visit, Target::Source, "sources", self.sources())
    }
}

impl Referring for Link {
    const WHAT: &'static str = "link";
    const LIST: &'static str = "links";

    fn key(&self) -> &str {
        self.id().as_str()
    }

    fn references(&self, visit: &mut Visit<'_>) -> Result<(), Error> {
        place(visit, Path::key("from"), Some(self.from()))?;
        place(visit, Path::key("to"), Some(self.to()))?;
        list(visit, Target::Source, "sources", self.sources())
    }
}

impl Referring for Statistic {
    const WHAT: &'static str = "statistic";
    const LIST: &'static str = "statistics";

    fn key(&self) -> &str {
        self.id().as_str()
    }

    fn references(&self, visit: &mut Visit<'_>) -> Result<(), Error> {
        place(visit, Path::key("place"), self.key().place())?;
        one(visit, Target::Party, "publisher", Some(self.publisher()))?;
        list(visit, Target::Source, "sources", self.sources())
    }
}

impl Referring for Event {
    const WHAT: &'static str = "event";
    const LIST: &'static str = "events";

    fn key(&self) -> &str {
        self.id().as_str()
    }

    fn references(&self, visit: &mut Visit<'_>) -> Result<(), Error> {
        one(visit, Target::Group, "group", self.group())?;
        place(visit, Path::key("place"), self.place())?;
        for (index, part) in self.parts().iter().enumerate() {
            let path = Path::key("parts").at(index);
            visit(Target::Group, part.group().as_str(), path.then("group"))?;
            place(visit, path.then("place"), part.place())?;
        }
        list(visit, Target::Group, "groups", self.groups())?;
        place(visit, Path::key("returned_to"), self.returned_to())?;
        one(visit, Target::Interception, "follows", self.follows())?;
        match self.by() {
            [author] => one(visit, Target::Party, "by", Some(author))?,
            authors => list(visit, Target::Party, "by", authors)?,
        }
        list(visit, Target::Party, "to", self.to())?;
        one(visit, Target::Party, "host_party", self.host_party())?;
        for (index, delegation) in self.delegations().iter().enumerate() {
            let path = Path::key("delegations").at(index);
            if let Some(party) = delegation.party() {
                visit(Target::Party, party.as_str(), path.then("party"))?;
            }
            if let Some(head) = delegation.head() {
                visit(Target::Party, head.as_str(), path.then("head"))?;
            }
            for (inner, member) in delegation.members().iter().enumerate() {
                let path = path.then("members").at(inner);
                visit(Target::Party, member.as_str(), path)?;
            }
        }
        one(visit, Target::Party, "authority", self.authority())?;
        for (index, &code) in self.places().iter().enumerate() {
            place(visit, Path::key("places").at(index), Some(code))?;
        }
        one(visit, Target::Party, "claimed_by", self.claimed_by())?;
        list(visit, Target::Source, "sources", self.sources())
    }
}
