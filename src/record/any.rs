//! Any record of a dossier, and its kind.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::kind::RecordKind;
use super::reference::Referring;
use super::{Event, EventKind, MigrantGroup, Party, Source, Statistic};
use crate::draft::{Draft, Drafted};
use crate::error::{Error, brief};
use crate::place::Place;
use crate::record::event::EventKeys;
use crate::route::Link;

/// Any record of a dossier: what you push into one, and what a line of an event log holds.
///
/// Every record and every draft of one converts into it. On the wire it is the record with a
/// `type`: an event's kind, or the [`RecordKind`] of any other record.
///
/// ```
/// use corridor::{Party, PartyKind, Record};
///
/// let record: Record = Party::draft("unhcr", "UNHCR", PartyKind::Organisation).try_into()?;
/// assert_eq!(record.id(), "unhcr");
/// let line = serde_json::to_string(&record)?;
/// assert_eq!(line, r#"{"type":"party","id":"unhcr","name":"UNHCR","kind":"organisation"}"#);
/// assert_eq!(serde_json::from_str::<Record>(&line)?, record);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Record {
    /// A source.
    Source(Source),
    /// A party.
    Party(Party),
    /// A place.
    Place(Place),
    /// A group.
    Group(MigrantGroup),
    /// A link.
    Link(Link),
    /// An event.
    Event(Event),
    /// A statistic.
    Statistic(Statistic),
}

/// Does the same to a record of any kind.
macro_rules! each {
    ($record:expr, $one:ident => $do:expr) => {
        match $record {
            $crate::record::Record::Source($one) => $do,
            $crate::record::Record::Party($one) => $do,
            $crate::record::Record::Place($one) => $do,
            $crate::record::Record::Group($one) => $do,
            $crate::record::Record::Link($one) => $do,
            $crate::record::Record::Event($one) => $do,
            $crate::record::Record::Statistic($one) => $do,
        }
    };
}

pub(super) use each;

impl Record {
    /// The kind of record.
    pub fn kind(&self) -> RecordKind {
        match self {
            Self::Source(_) => RecordKind::Source,
            Self::Party(_) => RecordKind::Party,
            Self::Place(_) => RecordKind::Place,
            Self::Group(_) => RecordKind::Group,
            Self::Link(_) => RecordKind::Link,
            Self::Event(_) => RecordKind::Event,
            Self::Statistic(_) => RecordKind::Statistic,
        }
    }

    /// Its id; for a place, its code.
    pub fn id(&self) -> &str {
        each!(self, record => Referring::key(record))
    }
}

/// Converts from each record, and from a reference to one.
macro_rules! from_records {
    ($($variant:ident $type:ty),+ $(,)?) => {$(
        impl From<$type> for Record {
            fn from(record: $type) -> Self {
                Self::$variant(record)
            }
        }

        impl From<&$type> for Record {
            fn from(record: &$type) -> Self {
                Self::$variant(record.clone())
            }
        }
    )+};
}

from_records!(
    Source Source,
    Party Party,
    Place Place,
    Group MigrantGroup,
    Link Link,
    Event Event,
    Statistic Statistic,
);

impl From<&Record> for Record {
    fn from(record: &Record) -> Self {
        record.clone()
    }
}

impl<T: Drafted> TryFrom<Draft<T>> for Record
where
    Self: From<T>,
{
    type Error = Error;

    fn try_from(draft: Draft<T>) -> Result<Self, Error> {
        draft.build().map(Self::from)
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Line<'a, T> {
            r#type: RecordKind,
            #[serde(flatten)]
            record: &'a T,
        }
        let r#type = self.kind();
        match self {
            Self::Source(record) => Line { r#type, record }.serialize(serializer),
            Self::Party(record) => Line { r#type, record }.serialize(serializer),
            Self::Place(record) => Line { r#type, record }.serialize(serializer),
            Self::Group(record) => Line { r#type, record }.serialize(serializer),
            Self::Link(record) => Line { r#type, record }.serialize(serializer),
            // Events write their type themselves.
            Self::Event(record) => record.serialize(serializer),
            Self::Statistic(record) => record.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// An event whose type has already been read.
        macro_rules! lines {
            ($($kind:ident $word:literal),+ $(,)?) => {{
                #[derive(Deserialize)]
                #[serde(tag = "type", rename_all = "snake_case", expecting = "a record object")]
                enum Line {
                    Source(Source),
                    Party(Party),
                    Place(Place),
                    Group(MigrantGroup),
                    Link(Link),
                    Statistic(Statistic),
                    $(#[serde(rename = $word)] $kind(EventKeys),)+
                }

                match Line::deserialize(deserializer).map_err(brief)? {
                    Line::Source(record) => Ok(Self::Source(record)),
                    Line::Party(record) => Ok(Self::Party(record)),
                    Line::Place(record) => Ok(Self::Place(record)),
                    Line::Group(record) => Ok(Self::Group(record)),
                    Line::Link(record) => Ok(Self::Link(record)),
                    Line::Statistic(record) => Ok(Self::Statistic(record)),
                    $(Line::$kind(keys) => {
                        let event = Event::assemble(keys.of_kind(EventKind::$kind));
                        event.map(Self::Event).map_err(Error::into_serde)
                    })+
                }
            }};
        }
        lines!(
            Departure "departure", Arrival "arrival", Sighting "sighting", Halt "halt", Split "split",
            Merge "merge", Joining "joining", Return "return", Dispersal "dispersal",
            Interception "interception", Casualty "casualty", Demand "demand", Statement "statement",
            Meeting "meeting", Measure "measure",
        )
    }
}
