//! The flat event of the wire, and what it becomes.
//!
//! An event is decoded into one struct with every key of every type, then turned into its
//! [`EventKind`]: an internally tagged enum would buffer the whole object first, at twice the
//! cost. A key that is left over then is one that its type cannot have.

use serde::{Deserialize, Deserializer, Serialize};

use crate::error::refuse;
use crate::object::object_form;
use crate::record::error::{RecordError, RecordFault};
use crate::record::event::{Event, EventKind, Status};
use crate::record::measure::{Measure, MeasureKind};
use crate::record::meeting::{Delegation, Level, Meeting};
use crate::record::movement::{Halt, Merge, Movement, Part, Split};
use crate::record::statement::{Demand, Statement};
use crate::text::vocabulary;
use crate::{Code, CountryCode, Distance, Estimate, Figure, Id, PlaceCode, Text, When};

/// The `status` of an event, without its condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StatusWord {
    Occurred,
    Planned,
    Conditional,
    Cancelled,
}

vocabulary!(StatusWord, "a status", {
    Occurred "occurred",
    Planned "planned",
    Conditional "conditional",
    Cancelled "cancelled",
});

/// The types of event, with how a message speaks of each.
macro_rules! event_types {
    ($($variant:ident $word:literal $phrase:literal),+ $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum EventType { $($variant),+ }

        impl EventType {
            const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            const fn phrase(self) -> &'static str {
                match self { $(Self::$variant => $phrase),+ }
            }

            const fn of(kind: &EventKind) -> Self {
                match kind { $(EventKind::$variant(_) => Self::$variant),+ }
            }
        }

        impl std::fmt::Display for EventType {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for EventType {
            type Err = crate::error::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(crate::error::UnknownWord::new("a type of event", word, &[$($word),+])),
                }
            }
        }
    };
}

event_types! {
    Departure "departure" "a departure",
    Arrival "arrival" "an arrival",
    Sighting "sighting" "a sighting",
    Halt "halt" "a halt",
    Split "split" "a split",
    Merge "merge" "a merge",
    Joining "joining" "a joining",
    Return "return" "a return",
    Dispersal "dispersal" "a dispersal",
    Demand "demand" "a demand",
    Statement "statement" "a statement",
    Meeting "meeting" "a meeting",
    Measure "measure" "a measure",
}

crate::text::text_form!(EventType, "a type of event", crate::Code::TypeUnknown);

/// Declares the flat event: its keys in the order in which they are written.
macro_rules! flat_event {
    ($($key:ident: $type:ty),+ $(,)?) => {
        /// Every key of every type of event.
        #[derive(Serialize, Deserialize)]
        #[serde(remote = "Self", rename = "Event", expecting = "an event object")]
        pub(in crate::record) struct RawEvent {
            id: Id,
            #[serde(rename = "type")]
            kind: EventType,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            on: Option<When>,
            status: StatusWord,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            condition: Option<Text>,
            $(
                #[serde(default, skip_serializing_if = "Option::is_none")]
                $key: Option<$type>,
            )+
            #[serde(default, skip_serializing_if = "Option::is_none")]
            claimed_by: Option<Id>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            note: Option<Text>,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            sources: Vec<Id>,
        }

        /// The keys that depend on the type.
        #[derive(Default)]
        struct Keys { $($key: Option<$type>),+ }

        impl Keys {
            /// A key that nobody has taken.
            fn left_over(&self) -> Option<&'static str> {
                $(if self.$key.is_some() { return Some(stringify!($key)); })+
                None
            }
        }

        impl RawEvent {
            fn take_keys(&mut self) -> Keys {
                Keys { $($key: self.$key.take()),+ }
            }

            fn with_keys(self, keys: Keys) -> Self {
                Self { $($key: keys.$key,)+ ..self }
            }

            fn without_keys(event: &Event, status: StatusWord, condition: Option<Text>) -> Self {
                Self {
                    id: event.id().clone(),
                    kind: EventType::of(event.kind()),
                    on: event.on().cloned(),
                    status,
                    condition,
                    $($key: None,)+
                    claimed_by: event.claimed_by().cloned(),
                    note: event.note_text().cloned(),
                    sources: event.sources().to_vec(),
                }
            }
        }
    };
}

flat_event! {
    group: Id,
    place: PlaceCode,
    headcount: Estimate,
    words: Text,
    travelled_km: Distance,
    hours: f64,
    purpose: Text,
    parts: Vec<RawPart>,
    groups: Vec<Id>,
    by: Id,
    to: Vec<Id>,
    text: Text,
    host: CountryCode,
    delegations: Vec<Delegation>,
    venue: Text,
    level: Level,
    convened_on: When,
    topics: Vec<Text>,
    outcomes: Vec<Text>,
    authority: Id,
    measure: MeasureKind,
    places: Vec<PlaceCode>,
    border: Border,
    starts: When,
    ends: When,
}

/// The two countries of a border, on the wire a list.
#[derive(Serialize)]
struct Border(CountryCode, CountryCode);

impl<'de> Deserialize<'de> for Border {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let countries = Vec::<CountryCode>::deserialize(deserializer)?;
        if let [one, other] = *countries.as_slice() {
            Ok(Self(one, other))
        } else {
            let message = format_args!("a border has 2 countries, not {}", countries.len());
            Err(refuse(Code::ValueInvalid, &message))
        }
    }
}

/// One part of a split, on the wire.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", rename = "Part", expecting = "an object with a group")]
struct RawPart {
    group: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<PlaceCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    headcount: Option<Estimate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    words: Option<Text>,
}

object_form!(RawEvent, RawPart);

/// A fault and the key that it is at, within one record.
type Located<T> = Result<T, (String, RecordFault)>;

fn at<T>(key: &str, result: Result<T, RecordFault>) -> Located<T> {
    result.map_err(|fault| (key.to_owned(), fault))
}

impl Keys {
    fn group(&mut self, kind: EventType) -> Located<Id> {
        need(self.group.take(), kind, "group")
    }

    fn place(&mut self, kind: EventType) -> Located<PlaceCode> {
        need(self.place.take(), kind, "place")
    }

    fn headcount(&mut self) -> Located<Option<Figure>> {
        figure("words", self.headcount.take(), self.words.take())
    }

    fn movement(&mut self, kind: EventType) -> Located<Movement> {
        let mut movement = Movement::new(self.group(kind)?, self.place(kind)?);
        if let Some(headcount) = self.headcount()? {
            movement = movement.with_headcount(headcount);
        }
        if let Some(distance) = self.travelled_km.take() {
            movement = movement.with_travelled(distance);
        }
        Ok(movement)
    }

    fn change(&mut self, kind: EventType) -> Located<Part> {
        let mut change = Part::new(self.group(kind)?);
        if let Some(place) = self.place.take() {
            change = change.with_place(place);
        }
        if let Some(headcount) = self.headcount()? {
            change = change.with_headcount(headcount);
        }
        Ok(change)
    }

    fn halt(&mut self, kind: EventType) -> Located<Halt> {
        let mut halt = Halt::new(self.group(kind)?, self.place(kind)?);
        if let Some(headcount) = self.headcount()? {
            halt = halt.with_headcount(headcount);
        }
        if let Some(hours) = self.hours.take() {
            halt = at("hours", halt.with_hours(hours))?;
        }
        if let Some(purpose) = self.purpose.take() {
            halt = halt.with_purpose(purpose);
        }
        Ok(halt)
    }

    fn split(&mut self, kind: EventType) -> Located<Split> {
        let group = self.group(kind)?;
        let mut parts = Vec::new();
        for (index, raw) in need(self.parts.take(), kind, "parts")?
            .into_iter()
            .enumerate()
        {
            let mut part = Part::new(raw.group);
            if let Some(place) = raw.place {
                part = part.with_place(place);
            }
            let key = format!("parts[{index}].words");
            if let Some(headcount) = figure(&key, raw.headcount, raw.words)? {
                part = part.with_headcount(headcount);
            }
            parts.push(part);
        }
        let mut split = at("parts", Split::try_new(group, parts))?;
        if let Some(place) = self.place.take() {
            split = split.with_place(place);
        }
        if let Some(headcount) = self.headcount()? {
            split = split.with_headcount(headcount);
        }
        Ok(split)
    }

    fn merge(&mut self, kind: EventType) -> Located<Merge> {
        let group = self.group(kind)?;
        let groups = need(self.groups.take(), kind, "groups")?;
        let mut merge = at("groups", Merge::try_new(group, groups))?;
        if let Some(place) = self.place.take() {
            merge = merge.with_place(place);
        }
        if let Some(headcount) = self.headcount()? {
            merge = merge.with_headcount(headcount);
        }
        Ok(merge)
    }

    fn demand(&mut self, kind: EventType) -> Located<Demand> {
        let by = need(self.by.take(), kind, "by")?;
        let mut to = need(self.to.take(), kind, "to")?.into_iter();
        let first = at("to", to.next().ok_or(RecordFault::NoAddressee))?;
        let text = need(self.text.take(), kind, "text")?;
        let demand = Demand::new(by, first, to, text);
        Ok(match self.group.take() {
            Some(group) => demand.with_group(group),
            None => demand,
        })
    }

    fn statement(&mut self, kind: EventType) -> Located<Statement> {
        let mut statement = match (self.headcount()?, self.text.take()) {
            (Some(headcount), text) => {
                let statement = Statement::counting(self.group(kind)?, headcount);
                match text {
                    Some(text) => statement.with_text(text),
                    None => statement,
                }
            }
            (None, text) => Statement::saying(need(text, kind, "text")?),
        };
        if let Some(group) = self.group.take() {
            statement = statement.with_group(group);
        }
        if let Some(party) = self.by.take() {
            statement = statement.with_by(party);
        }
        if let Some(parties) = self.to.take() {
            statement = statement.with_to(parties);
        }
        if let Some(place) = self.place.take() {
            statement = statement.with_place(place);
        }
        Ok(statement)
    }

    fn meeting(&mut self, kind: EventType) -> Located<Meeting> {
        let host = need(self.host.take(), kind, "host")?;
        let delegations = need(self.delegations.take(), kind, "delegations")?;
        let mut meeting = at("delegations", Meeting::try_new(host, delegations))?
            .with_topics(self.topics.take().unwrap_or_default())
            .with_outcomes(self.outcomes.take().unwrap_or_default());
        if let Some(venue) = self.venue.take() {
            meeting = meeting.with_venue(venue);
        }
        if let Some(place) = self.place.take() {
            meeting = meeting.with_place(place);
        }
        if let Some(level) = self.level.take() {
            meeting = meeting.with_level(level);
        }
        if let Some(when) = self.convened_on.take() {
            meeting = meeting.with_convened_on(when);
        }
        Ok(meeting)
    }

    fn measure(&mut self, kind: EventType) -> Located<Measure> {
        let what = need(self.measure.take(), kind, "measure")?;
        let authority = need(self.authority.take(), kind, "authority")?;
        let starts = need(self.starts.take(), kind, "starts")?;
        let mut measure = Measure::new(what, authority, starts)
            .with_places(self.places.take().unwrap_or_default());
        if let Some(Border(one, other)) = self.border.take() {
            measure = measure.with_border(one, other);
        }
        if let Some(ends) = self.ends.take() {
            measure = measure.with_ends(ends);
        }
        if let Some(text) = self.text.take() {
            measure = measure.with_text(text);
        }
        Ok(measure)
    }

    fn kind(&mut self, kind: EventType) -> Located<EventKind> {
        Ok(match kind {
            EventType::Departure => EventKind::Departure(self.movement(kind)?),
            EventType::Arrival => EventKind::Arrival(self.movement(kind)?),
            EventType::Sighting => EventKind::Sighting(self.movement(kind)?),
            EventType::Halt => EventKind::Halt(self.halt(kind)?),
            EventType::Split => EventKind::Split(self.split(kind)?),
            EventType::Merge => EventKind::Merge(self.merge(kind)?),
            EventType::Joining => EventKind::Joining(self.change(kind)?),
            EventType::Return => EventKind::Return(self.change(kind)?),
            EventType::Dispersal => EventKind::Dispersal(self.change(kind)?),
            EventType::Demand => EventKind::Demand(self.demand(kind)?),
            EventType::Statement => EventKind::Statement(self.statement(kind)?),
            EventType::Meeting => EventKind::Meeting(self.meeting(kind)?),
            EventType::Measure => EventKind::Measure(self.measure(kind)?),
        })
    }
}

fn need<T>(value: Option<T>, kind: EventType, key: &'static str) -> Located<T> {
    let missing = || {
        (
            String::new(),
            RecordFault::KeyMissing {
                what: kind.phrase(),
                key,
            },
        )
    };
    value.ok_or_else(missing)
}

fn figure(key: &str, estimate: Option<Estimate>, words: Option<Text>) -> Located<Option<Figure>> {
    at(
        key,
        Figure::from_keys(estimate, words).map_err(RecordFault::from),
    )
}

impl RawEvent {
    fn into_event(mut self) -> Located<Event> {
        let status = match (self.status, self.condition.take()) {
            (StatusWord::Conditional, Some(condition)) => Status::Conditional(condition),
            (StatusWord::Conditional, None) => {
                let what = "a conditional event";
                return Err((
                    String::new(),
                    RecordFault::KeyMissing {
                        what,
                        key: "condition",
                    },
                ));
            }
            (word, Some(_)) => {
                let what = match word {
                    StatusWord::Planned => "a planned event",
                    StatusWord::Cancelled => "a cancelled event",
                    _ => "an event that occurred",
                };
                let fault = RecordFault::KeyMisplaced {
                    what,
                    key: "condition",
                };
                return Err(("condition".to_owned(), fault));
            }
            (StatusWord::Occurred, None) => Status::Occurred,
            (StatusWord::Planned, None) => Status::Planned,
            (StatusWord::Cancelled, None) => Status::Cancelled,
        };
        if self.on.is_none() && !matches!(status, Status::Conditional(_)) {
            return need(None, self.kind, "on");
        }
        let mut keys = self.take_keys();
        let kind = keys.kind(self.kind)?;
        if let Some(key) = keys.left_over() {
            let fault = RecordFault::KeyMisplaced {
                what: self.kind.phrase(),
                key,
            };
            return Err((key.to_owned(), fault));
        }
        Ok(Event::new(self.id, self.on, status, kind)
            .with_optional(self.claimed_by, self.note)
            .with_sources(self.sources))
    }
}

impl TryFrom<RawEvent> for Event {
    type Error = RecordError;

    fn try_from(raw: RawEvent) -> Result<Self, Self::Error> {
        let id = raw.id.clone();
        raw.into_event()
            .map_err(|(path, fault)| RecordError::new(format_args!("event {id}"), path, fault))
    }
}

impl From<&Event> for RawEvent {
    fn from(event: &Event) -> Self {
        let (status, condition) = match event.status() {
            Status::Occurred => (StatusWord::Occurred, None),
            Status::Planned => (StatusWord::Planned, None),
            Status::Conditional(text) => (StatusWord::Conditional, Some(text.clone())),
            Status::Cancelled => (StatusWord::Cancelled, None),
        };
        Self::without_keys(event, status, condition).with_keys(Keys::from(event))
    }
}

/// An empty list is left out.
fn some<T: Clone>(list: &[T]) -> Option<Vec<T>> {
    (!list.is_empty()).then(|| list.to_vec())
}

impl From<&Event> for Keys {
    fn from(event: &Event) -> Self {
        let (headcount, words) = Figure::into_keys(event.headcount());
        let (group, place) = (event.group().cloned(), event.place());
        let common = Self {
            group,
            place,
            headcount,
            words,
            ..Self::default()
        };
        match event.kind() {
            EventKind::Departure(movement)
            | EventKind::Arrival(movement)
            | EventKind::Sighting(movement) => Self {
                travelled_km: movement.travelled(),
                ..common
            },
            EventKind::Halt(halt) => Self {
                hours: halt.hours(),
                purpose: halt.purpose_text().cloned(),
                ..common
            },
            EventKind::Split(split) => Self {
                parts: Some(split.parts().iter().map(RawPart::from).collect()),
                ..common
            },
            EventKind::Merge(merge) => Self {
                groups: Some(merge.groups().to_vec()),
                ..common
            },
            EventKind::Joining(_) | EventKind::Return(_) | EventKind::Dispersal(_) => common,
            EventKind::Demand(demand) => Self {
                by: Some(demand.by().clone()),
                to: Some(demand.to().to_vec()),
                text: Some(demand.full_text().clone()),
                ..common
            },
            EventKind::Statement(statement) => Self {
                by: statement.by().cloned(),
                to: some(statement.to()),
                text: statement.full_text().cloned(),
                ..common
            },
            EventKind::Meeting(meeting) => Self {
                host: Some(meeting.host()),
                delegations: Some(meeting.delegations().to_vec()),
                venue: meeting.venue_text().cloned(),
                level: meeting.level(),
                convened_on: meeting.convened_on().cloned(),
                topics: some(meeting.topics()),
                outcomes: some(meeting.outcomes()),
                ..common
            },
            EventKind::Measure(measure) => Self {
                authority: Some(measure.authority().clone()),
                measure: Some(measure.kind()),
                places: some(measure.places()),
                border: measure.border().map(|(one, other)| Border(one, other)),
                starts: Some(measure.starts().clone()),
                ends: measure.ends().cloned(),
                text: measure.full_text().cloned(),
                ..common
            },
        }
    }
}

impl From<&Part> for RawPart {
    fn from(part: &Part) -> Self {
        let (headcount, words) = Figure::into_keys(part.headcount());
        Self {
            group: part.group().clone(),
            place: part.place(),
            headcount,
            words,
        }
    }
}
