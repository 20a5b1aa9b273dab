//! From the flat event to the event that it tells of.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Border, EventType, Key, RawEvent, StatusWord};
use crate::record::error::{RecordError, RecordFault};
use crate::record::event::{Event, EventKind, Status};
use crate::record::measure::Measure;
use crate::record::meeting::Meeting;
use crate::record::movement::{Halt, Merge, Movement, Part, Split};
use crate::record::statement::{Demand, Statement};
use crate::{Estimate, Figure, Id, PlaceCode, Text};

/// An object with the keys of an event: the event, or why it cannot be one.
pub(in crate::record) struct EventReading(pub(in crate::record) Result<Event, RecordError>);

impl<'de> Deserialize<'de> for EventReading {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = EventReading;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an event object")
            }

            #[inline]
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<EventReading, A::Error> {
                let mut raw = RawEvent::default();
                let mut seen = 0_u64;
                while let Some(key) = map.next_key::<Key>()? {
                    let bit = 1 << key as u8;
                    if seen & bit != 0 && !matches!(key, Key::unknown) {
                        return Err(A::Error::duplicate_field(key.as_str()));
                    }
                    seen |= bit;
                    raw.read(key, &mut map)?;
                }
                let missing = |key: Key| A::Error::missing_field(key.as_str());
                let id = raw.id.take().ok_or_else(|| missing(Key::id))?;
                let kind = raw.kind.ok_or_else(|| missing(Key::kind))?;
                let status = raw.status.ok_or_else(|| missing(Key::status))?;
                let parts = raw.status_and_kind(kind, status);
                Ok(EventReading(match parts {
                    Ok((status, kind)) => Ok(Event::new(id, raw.on, status, kind).with_reporters(
                        raw.claimed_by,
                        raw.note,
                        raw.sources,
                    )),
                    Err((path, fault)) => {
                        Err(RecordError::new(format_args!("event {id}"), path, fault))
                    }
                }))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// A fault and the key that it is at, within one record.
type Located<T> = Result<T, (String, RecordFault)>;

fn at<T>(key: &str, result: Result<T, RecordFault>) -> Located<T> {
    result.map_err(|fault| (key.to_owned(), fault))
}

impl RawEvent {
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

    fn take_kind(&mut self, kind: EventType) -> Located<EventKind> {
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
    fn status_and_kind(
        &mut self,
        kind: EventType,
        status: StatusWord,
    ) -> Located<(Status, EventKind)> {
        let status = match (status, self.condition.take()) {
            (StatusWord::Conditional, Some(condition)) => Status::Conditional(condition),
            (StatusWord::Conditional, None) => {
                let what = "a conditional event";
                let key = "condition";
                return Err((String::new(), RecordFault::KeyMissing { what, key }));
            }
            (word, Some(_)) => {
                let what = match word {
                    StatusWord::Planned => "a planned event",
                    StatusWord::Cancelled => "a cancelled event",
                    _ => "an event that occurred",
                };
                let key = "condition";
                return Err((key.to_owned(), RecordFault::KeyMisplaced { what, key }));
            }
            (StatusWord::Occurred, None) => Status::Occurred,
            (StatusWord::Planned, None) => Status::Planned,
            (StatusWord::Cancelled, None) => Status::Cancelled,
        };
        if self.on.is_none() && !matches!(status, Status::Conditional(_)) {
            return need(None, kind, "on");
        }
        let taken = self.take_kind(kind)?;
        match self.left_over() {
            None => Ok((status, taken)),
            Some(key) => {
                let what = kind.phrase();
                Err((key.to_owned(), RecordFault::KeyMisplaced { what, key }))
            }
        }
    }
}
