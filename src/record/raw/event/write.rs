//! From an event to the flat one of the wire.

use super::{Border, EventType, RawEvent, RawPart, StatusWord};
use crate::Figure;
use crate::record::event::{Event, EventKind, Status};
use crate::record::movement::Part;

impl From<&Event> for RawEvent {
    fn from(event: &Event) -> Self {
        let (status, condition) = match event.status() {
            Status::Occurred => (StatusWord::Occurred, None),
            Status::Planned => (StatusWord::Planned, None),
            Status::Conditional(text) => (StatusWord::Conditional, Some(text.clone())),
            Status::Cancelled => (StatusWord::Cancelled, None),
        };
        let (headcount, words) = Figure::into_keys(event.headcount());
        let mut raw = Self {
            id: Some(event.id().clone()),
            kind: Some(EventType::of(event.kind())),
            on: event.on().cloned(),
            status: Some(status),
            condition,
            group: event.group().cloned(),
            place: event.place(),
            headcount,
            words,
            claimed_by: event.claimed_by().cloned(),
            note: event.note_text().cloned(),
            sources: event.sources().to_vec(),
            ..Self::default()
        };
        raw.put_kind(event.kind());
        raw
    }
}

/// An empty list is left out.
fn some<T: Clone>(list: &[T]) -> Option<Vec<T>> {
    (!list.is_empty()).then(|| list.to_vec())
}

impl RawEvent {
    /// Puts down what only some types of event have.
    fn put_kind(&mut self, kind: &EventKind) {
        match kind {
            EventKind::Departure(movement)
            | EventKind::Arrival(movement)
            | EventKind::Sighting(movement) => self.travelled_km = movement.travelled(),
            EventKind::Halt(halt) => {
                self.hours = halt.hours();
                self.purpose = halt.purpose_text().cloned();
            }
            EventKind::Split(split) => {
                self.parts = Some(split.parts().iter().map(RawPart::from).collect());
            }
            EventKind::Merge(merge) => self.groups = Some(merge.groups().to_vec()),
            EventKind::Joining(_) | EventKind::Return(_) | EventKind::Dispersal(_) => {}
            EventKind::Demand(demand) => {
                self.by = Some(demand.by().clone());
                self.to = Some(demand.to().to_vec());
                self.text = Some(demand.full_text().clone());
            }
            EventKind::Statement(statement) => {
                self.by = statement.by().cloned();
                self.to = some(statement.to());
                self.text = statement.full_text().cloned();
            }
            EventKind::Meeting(meeting) => {
                self.host = Some(meeting.host());
                self.delegations = Some(meeting.delegations().to_vec());
                self.venue = meeting.venue_text().cloned();
                self.level = meeting.level();
                self.convened_on = meeting.convened_on().cloned();
                self.topics = some(meeting.topics());
                self.outcomes = some(meeting.outcomes());
            }
            EventKind::Measure(measure) => {
                self.authority = Some(measure.authority().clone());
                self.measure = Some(measure.kind());
                self.places = some(measure.places());
                self.border = measure.border().map(|(one, other)| Border(one, other));
                self.starts = Some(measure.starts().clone());
                self.ends = measure.ends().cloned();
                self.text = measure.full_text().cloned();
            }
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
