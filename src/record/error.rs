//! What a record is refused for, and where in it.

use std::error::Error;
use std::fmt;

use chrono::NaiveDate;

use super::ObservationStatus;
use crate::Code;
use crate::error::umbrella;
use crate::measure::PhraseError;

/// Why a record is refused, apart from which one it is.
///
/// ```
/// use corridor::{Code, Meeting};
///
/// let fault = Meeting::try_new("MX".parse()?, []).unwrap_err();
/// assert_eq!(fault.code(), Code::MeetingWithoutParties);
/// assert_eq!(fault.to_string(), "a meeting has at least one delegation");
/// # Ok::<(), corridor::Error>(())
/// ```
///
/// What produces each:
///
/// ```
/// use corridor::record::RecordFault;
/// use corridor::{
///     Dossier, Event, Halt, Meeting, MigrantGroup, Nature, ObservationStatus, SeriesKey,
///     Split, Statistic, TravelMode, Unit,
/// };
///
/// let group: corridor::Id = "exodus".parse()?;
/// let hours = Halt::new(group.clone(), "MX07032".parse()?).with_hours(-1.0);
/// assert!(matches!(hours, Err(RecordFault::Hours { .. })));
/// assert!(matches!(Split::try_new(group.clone(), []), Err(RecordFault::NoParts { .. })));
/// assert!(matches!(Meeting::try_new("MX".parse()?, []), Err(RecordFault::NoDelegations)));
/// let (key, year) = ("refugees".parse()?, "2023".parse()?);
/// let key = SeriesKey::new(key, Unit::Person, Nature::Stock, "MX".parse()?);
/// let (there, day) = (ObservationStatus::Normal, "2023-12-27".parse()?);
/// let value = Statistic::missing("s".parse()?, key, year, there, "un".parse()?, day);
/// assert!(matches!(value, Err(RecordFault::ValueAgainstStatus { .. })));
///
/// // What only a whole dossier shows is the fault of a `RecordError`.
/// let named = |id: &str| -> Result<_, corridor::Error> {
///     Ok(MigrantGroup::new(id.parse()?, id.parse()?, TravelMode::Foot))
/// };
/// let fault = |groups: &[MigrantGroup], day| {
///     let built = Dossier::builder(day).groups(groups.iter().cloned()).build();
///     built.err().map(|error| error.fault().clone())
/// };
/// let circle = [named("a")?.with_split_from("b".parse()?), named("b")?.with_split_from("a".parse()?)];
/// assert!(matches!(fault(&[], chrono::NaiveDate::MAX), Some(RecordFault::Day { .. })));
/// assert!(matches!(fault(&[named("a")?, named("a")?], day), Some(RecordFault::Duplicate { .. })));
/// assert!(matches!(fault(&circle[..1], day), Some(RecordFault::Dangling { .. })));
/// assert!(matches!(fault(&circle, day), Some(RecordFault::Circular { .. })));
///
/// // What only the wire can hold comes with a reader's own error.
/// let refused = |rest: &str| {
///     let text = format!(r#"{{"id": "e", "on": "2023-12-27", "status": "occurred", {rest}}}"#);
///     serde_json::from_str::<Event>(&text).map_err(|error| error.to_string()).unwrap_err()
/// };
/// // `RecordFault::KeyMissing`, `RecordFault::KeyMisplaced`, `RecordFault::Words`, `RecordFault::NoAddressee`
/// assert!(refused(r#""type": "sighting", "group": "g""#).contains("needs \"place\""));
/// assert!(refused(r#""type": "sighting", "group": "g", "place": "ZZ-A", "hours": 1"#).contains("cannot have"));
/// assert!(refused(r#""type": "sighting", "group": "g", "place": "ZZ-A", "words": "a zillion""#).contains("zillion"));
/// assert!(refused(r#""type": "demand", "by": "a", "to": [], "text": "x""#).contains("at least one party"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordFault {
    /// A key that the record must have.
    #[error("{what} needs {key:?}")]
    KeyMissing {
        /// The kind of record.
        what: &'static str,
        /// The key.
        key: &'static str,
    },
    /// A key that a record of this kind cannot have.
    #[error("{what} cannot have {key:?}")]
    KeyMisplaced {
        /// The kind of record.
        what: &'static str,
        /// The key.
        key: &'static str,
    },
    /// Words that do not read as a figure.
    #[error(transparent)]
    Words(#[from] PhraseError),
    /// Hours that are negative or not finite.
    #[error("{hours} hours are not a finite number from 0")]
    Hours {
        /// The hours.
        hours: String,
    },
    /// A split or a merge of nothing.
    #[error("a {what} has at least one part")]
    NoParts {
        /// `split` or `merge`.
        what: &'static str,
    },
    /// A demand of nobody.
    #[error("a demand is addressed to at least one party")]
    NoAddressee,
    /// A meeting of nobody.
    #[error("a meeting has at least one delegation")]
    NoDelegations,
    /// A value where the status says missing, or none where it does not.
    #[error(
        "status {status} says that the value is {}",
        if status.is_missing() { "missing, and there is one" } else { "there, and there is none" }
    )]
    ValueAgainstStatus {
        /// The status.
        status: ObservationStatus,
    },
    /// A day in a year that the wire cannot write.
    #[error("{day} is not in a year from 0001 to 9999")]
    Day {
        /// The day.
        day: NaiveDate,
    },
    /// An id that an earlier record of the kind bears.
    #[error("{what} {id:?} is there already, as {list}[{first}]")]
    Duplicate {
        /// The kind of record.
        what: &'static str,
        /// The list that holds both.
        list: &'static str,
        /// The id.
        id: String,
        /// The index of the earlier one.
        first: usize,
    },
    /// A reference to a record that the dossier does not have.
    #[error("{what} {id:?} is not in the dossier")]
    Dangling {
        /// The kind of record.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// Records that follow from each other in a circle.
    #[error("{what} {id:?} comes from itself in a circle")]
    Circular {
        /// The kind of record.
        what: &'static str,
        /// The id.
        id: String,
    },
}

impl RecordFault {
    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        match self {
            Self::KeyMissing { .. } | Self::NoAddressee => Code::KeyMissing,
            Self::KeyMisplaced { .. } => Code::KeyMisplaced,
            Self::Words(error) => error.code(),
            Self::Hours { .. } => Code::ValueInvalid,
            Self::Day { .. } => Code::DateInvalid,
            Self::NoParts { .. } => Code::SplitWithoutParts,
            Self::NoDelegations => Code::MeetingWithoutParties,
            Self::ValueAgainstStatus { .. } => Code::ValueMissing,
            Self::Duplicate { .. } => Code::IdDuplicate,
            Self::Dangling { .. } => Code::ReferenceDangling,
            Self::Circular { .. } => Code::ReferenceCircular,
        }
    }
}

umbrella!(RecordFault);

/// A refused record: which one, where in it, and why.
///
/// ```
/// use corridor::{Code, Dossier, Event, EventKind, Movement};
///
/// let sighting = EventKind::Sighting(Movement::new("exodus".parse()?, "MX07032".parse()?));
/// let event = Event::occurred("e5".parse()?, "2023-12-27".parse()?, sighting);
/// let error = Dossier::builder("2023-12-27".parse()?).event(event).build().unwrap_err();
/// assert_eq!(error.code(), Code::ReferenceDangling);
/// assert_eq!(error.path(), "events[0].group");
/// assert_eq!(error.to_string(), "event e5: group \"exodus\" is not in the dossier");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordError(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    record: String,
    path: String,
    fault: RecordFault,
}

impl RecordError {
    pub(super) fn new(
        record: impl fmt::Display,
        path: impl Into<String>,
        fault: RecordFault,
    ) -> Self {
        Self(Box::new(Inner {
            record: record.to_string(),
            path: path.into(),
            fault,
        }))
    }

    /// The same fault, seen from the dossier that holds the record.
    pub(super) fn inside(mut self, list: &str, index: usize) -> Self {
        let dot = if self.0.path.is_empty() { "" } else { "." };
        self.0.path = format!("{list}[{index}]{dot}{}", self.0.path);
        self
    }

    /// The record: its kind and id.
    pub fn record(&self) -> &str {
        &self.0.record
    }

    /// Where the fault is: keys and indices, from the dossier down.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What is wrong.
    pub fn fault(&self) -> &RecordFault {
        &self.0.fault
    }

    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        self.0.fault.code()
    }

    pub(super) fn into_serde<E: serde::de::Error>(self) -> E {
        crate::error::refuse(self.code(), &self)
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.record, self.0.fault)
    }
}

impl Error for RecordError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.fault.source()
    }
}

umbrella!(RecordError);
