//! A group at a place on a day.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::Speed;
use crate::measure::Distance;
use crate::place::Place;
use crate::record::{Event, EventKind, Figure, Part};
use crate::time::When;

/// A group at a place on a day, as an event that has occurred tells it.
///
/// | event | fix of |
/// |---|---|
/// | departure, arrival, sighting, halt | its group |
/// | joining, where it has a place | its group |
/// | merge, where it has a place | the group that goes on and those that it takes in |
/// | split | the group that divides, at the split's place; each part, at its own place or else at the split's |
///
/// Returns and dispersals are no fixes: their place may be where people went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fix<'a> {
    event: &'a Event,
    on: &'a When,
    place: &'a Place,
    role: Role<'a>,
    inherited: bool,
}

/// What the group is to the event: whose headcount it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role<'a> {
    /// The event's headcount is that of the group.
    Whole,
    /// A part of a split has its own.
    Part(&'a Part),
    /// The event counts others: those who join, or the group that takes this one in.
    Uncounted,
}

impl<'a> Fix<'a> {
    pub(super) fn new(event: &'a Event, on: &'a When, place: &'a Place, role: Role<'a>) -> Self {
        Self {
            event,
            on,
            place,
            role,
            inherited: false,
        }
    }

    pub(super) fn handed_down(self) -> Self {
        Self {
            inherited: true,
            ..self
        }
    }

    /// The event that tells it.
    pub fn event(&self) -> &'a Event {
        self.event
    }

    /// When.
    pub fn on(&self) -> &'a When {
        self.on
    }

    /// Where.
    pub fn place(&self) -> &'a Place {
        self.place
    }

    /// How far the group is said to have come since its departure.
    pub fn travelled(&self) -> Option<Distance> {
        match self.event.kind() {
            EventKind::Departure(movement)
            | EventKind::Arrival(movement)
            | EventKind::Sighting(movement) => movement.travelled(),
            _ => None,
        }
    }

    /// How many people the group is said to count.
    pub fn headcount(&self) -> Option<&'a Figure> {
        match self.role {
            Role::Whole => self.event.headcount(),
            Role::Part(part) => part.headcount(),
            Role::Uncounted => None,
        }
    }

    /// Whether it is from the time before the group split off.
    pub fn is_inherited(&self) -> bool {
        self.inherited
    }

    /// Whether the group sets out.
    pub fn is_departure(&self) -> bool {
        matches!(self.event.kind(), EventKind::Departure(_))
    }

    /// The speed that it takes to come straight from here to a later fix; see [`Speed::between`].
    pub fn speed_to(&self, later: &Fix<'_>) -> Option<Speed> {
        Speed::between((self.place, self.on), (later.place, later.on))
    }
}

/// "Escuintla on 2023-12-27".
impl std::fmt::Display for Fix<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} on {}", self.place.name(), self.on)
    }
}

/// `{"event", "on", "place", "travelled_km"?, "headcount"?, "inherited"}`.
impl Serialize for Fix<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let travelled = self.travelled();
        let headcount = self.headcount().map(Figure::estimate);
        let keys = 4 + usize::from(travelled.is_some()) + usize::from(headcount.is_some());
        let mut fix = serializer.serialize_struct("Fix", keys)?;
        fix.serialize_field("event", self.event.id())?;
        fix.serialize_field("on", self.on)?;
        fix.serialize_field("place", &self.place.code())?;
        match travelled {
            Some(distance) => fix.serialize_field("travelled_km", &distance)?,
            None => fix.skip_field("travelled_km")?,
        }
        match headcount {
            Some(estimate) => fix.serialize_field("headcount", &estimate)?,
            None => fix.skip_field("headcount")?,
        }
        fix.serialize_field("inherited", &self.inherited)?;
        fix.end()
    }
}
