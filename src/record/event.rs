//! What happened, is planned, or would happen.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::RecordError;
use super::movement::{Halt, Merge, Movement, Part, Split};
use super::raw::{EventReading, RawEvent};
use super::statement::{Demand, Statement};
use crate::{Figure, Id, Measure, Meeting, PlaceCode, Text, When};

/// Whether an event has happened.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// It has happened.
    Occurred,
    /// It is announced.
    Planned,
    /// It will happen if something else does.
    Conditional(Text),
    /// It was announced and will not happen.
    Cancelled,
}

impl Status {
    /// The word that stands for it on the wire.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Occurred => "occurred",
            Self::Planned => "planned",
            Self::Conditional(_) => "conditional",
            Self::Cancelled => "cancelled",
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// One dated report of something that a group, a party or a government did.
///
/// ```
/// use corridor::{Event, EventKind, Figure, Movement};
///
/// let sighting = Movement::new("exodus".parse()?, "MX07032".parse()?)
///     .with_headcount(Figure::quoted("more than 6,000".parse()?)?);
/// let event = Event::occurred("e5".parse()?, "2023-12-27".parse()?, EventKind::Sighting(sighting))
///     .with_sources(["eluniverso".parse()?]);
/// assert_eq!(event.to_string(), "event e5 (sighting at MX07032)");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Event {
    id: Id,
    on: Option<When>,
    status: Status,
    claimed_by: Option<Id>,
    note: Option<Text>,
    sources: Vec<Id>,
    kind: EventKind,
}

impl Event {
    /// The caller has seen to it that only a conditional event lacks its day.
    #[inline]
    pub(super) fn new(id: Id, on: Option<When>, status: Status, kind: EventKind) -> Self {
        Self {
            id,
            on,
            status,
            claimed_by: None,
            note: None,
            sources: Vec::new(),
            kind,
        }
    }

    /// Something that happened.
    pub fn occurred(id: Id, on: When, kind: EventKind) -> Self {
        Self::new(id, Some(on), Status::Occurred, kind)
    }

    /// Something that is announced.
    pub fn planned(id: Id, on: When, kind: EventKind) -> Self {
        Self::new(id, Some(on), Status::Planned, kind)
    }

    /// Something that was announced and will not happen.
    pub fn cancelled(id: Id, on: When, kind: EventKind) -> Self {
        Self::new(id, Some(on), Status::Cancelled, kind)
    }

    /// Something that will happen if the condition comes true; the day may be unknown.
    pub fn conditional(id: Id, condition: Text, on: Option<When>, kind: EventKind) -> Self {
        Self::new(id, on, Status::Conditional(condition), kind)
    }

    /// The party that says so, where it is not the source itself.
    #[must_use]
    pub fn with_claimed_by(self, party: Id) -> Self {
        Self {
            claimed_by: Some(party),
            ..self
        }
    }

    /// A short paraphrase.
    #[must_use]
    pub fn with_note(self, note: Text) -> Self {
        Self {
            note: Some(note),
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

    /// When it happened or is to happen; absent only where it is conditional.
    pub fn on(&self) -> Option<&When> {
        self.on.as_ref()
    }

    /// Whether it has happened.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// Whether it has happened: planned, conditional and cancelled events have not.
    pub fn has_occurred(&self) -> bool {
        self.status == Status::Occurred
    }

    /// The party that says so, where it is not the source itself.
    pub fn claimed_by(&self) -> Option<&Id> {
        self.claimed_by.as_ref()
    }

    /// A short paraphrase.
    pub fn note(&self) -> Option<&str> {
        self.note.as_ref().map(Text::as_str)
    }

    pub(super) fn note_text(&self) -> Option<&Text> {
        self.note.as_ref()
    }

    #[inline]
    pub(super) fn with_reporters(
        self,
        claimed_by: Option<Id>,
        note: Option<Text>,
        sources: Vec<Id>,
    ) -> Self {
        Self {
            claimed_by,
            note,
            sources,
            ..self
        }
    }

    /// Who reports it.
    pub fn sources(&self) -> &[Id] {
        &self.sources
    }

    /// What happened.
    pub fn kind(&self) -> &EventKind {
        &self.kind
    }

    /// The group that it is about: that which split, that into which others merged.
    pub fn group(&self) -> Option<&Id> {
        match &self.kind {
            EventKind::Departure(m) | EventKind::Arrival(m) | EventKind::Sighting(m) => {
                Some(m.group())
            }
            EventKind::Halt(halt) => Some(halt.group()),
            EventKind::Split(split) => Some(split.group()),
            EventKind::Merge(merge) => Some(merge.group()),
            EventKind::Joining(c) | EventKind::Return(c) | EventKind::Dispersal(c) => {
                Some(c.group())
            }
            EventKind::Demand(demand) => demand.group(),
            EventKind::Statement(statement) => statement.group(),
            EventKind::Meeting(_) | EventKind::Measure(_) => None,
        }
    }

    /// Where it happened.
    pub fn place(&self) -> Option<PlaceCode> {
        match &self.kind {
            EventKind::Departure(m) | EventKind::Arrival(m) | EventKind::Sighting(m) => {
                Some(m.place())
            }
            EventKind::Halt(halt) => Some(halt.place()),
            EventKind::Split(split) => split.place(),
            EventKind::Merge(merge) => merge.place(),
            EventKind::Joining(c) | EventKind::Return(c) | EventKind::Dispersal(c) => c.place(),
            EventKind::Statement(statement) => statement.place(),
            EventKind::Meeting(meeting) => meeting.place(),
            EventKind::Demand(_) | EventKind::Measure(_) => None,
        }
    }

    /// How many people it speaks of.
    pub fn headcount(&self) -> Option<&Figure> {
        match &self.kind {
            EventKind::Departure(m) | EventKind::Arrival(m) | EventKind::Sighting(m) => {
                m.headcount()
            }
            EventKind::Halt(halt) => halt.headcount(),
            EventKind::Split(split) => split.headcount(),
            EventKind::Merge(merge) => merge.headcount(),
            EventKind::Joining(c) | EventKind::Return(c) | EventKind::Dispersal(c) => c.headcount(),
            EventKind::Statement(statement) => statement.headcount(),
            EventKind::Demand(_) | EventKind::Meeting(_) | EventKind::Measure(_) => None,
        }
    }
}

impl std::fmt::Display for Event {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "event {} ({}", self.id, self.kind.as_str())?;
        if let Some(place) = self.place() {
            write!(f, " at {place}")?;
        }
        f.write_str(")")
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawEvent::from(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Event {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let EventReading(event) = EventReading::deserialize(deserializer)?;
        event.map_err(RecordError::into_serde)
    }
}

/// What happened: the `type` of the wire, and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// A group sets out.
    Departure(Movement),
    /// A group comes in.
    Arrival(Movement),
    /// A group is seen somewhere on its way.
    Sighting(Movement),
    /// A group rests, waits or holds a sit-in.
    Halt(Halt),
    /// A group divides into parts.
    Split(Split),
    /// Groups become one.
    Merge(Merge),
    /// People join a group.
    Joining(Part),
    /// People of a group turn back.
    Return(Part),
    /// People leave a group and are not followed further.
    Dispersal(Part),
    /// A party asks something of others.
    Demand(Demand),
    /// A party says something.
    Statement(Statement),
    /// Governments or others meet.
    Meeting(Meeting),
    /// An authority acts.
    Measure(Measure),
}

impl EventKind {
    /// The `type` of the wire.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Departure(_) => "departure",
            Self::Arrival(_) => "arrival",
            Self::Sighting(_) => "sighting",
            Self::Halt(_) => "halt",
            Self::Split(_) => "split",
            Self::Merge(_) => "merge",
            Self::Joining(_) => "joining",
            Self::Return(_) => "return",
            Self::Dispersal(_) => "dispersal",
            Self::Demand(_) => "demand",
            Self::Statement(_) => "statement",
            Self::Meeting(_) => "meeting",
            Self::Measure(_) => "measure",
        }
    }
}
