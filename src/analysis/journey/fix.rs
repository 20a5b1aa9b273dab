//! A group at a place on a day.

use serde::{Serialize, Serializer};

use super::Speed;
use crate::id::Id;
use crate::measure::{Distance, Estimate};
use crate::place::{Place, PlaceCode};
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
        self.event.travelled()
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
        self.event.kind() == EventKind::Departure
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

#[derive(Serialize)]
#[serde(rename = "Fix")]
struct Wire<'f> {
    event: &'f Id,
    on: &'f When,
    place: PlaceCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    travelled_km: Option<Distance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headcount: Option<Estimate>,
    inherited: bool,
}

/// `{"event", "on", "place", "travelled_km"?, "headcount"?, "inherited"}`.
impl Serialize for Fix<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wire = Wire {
            event: self.event.id(),
            on: self.on,
            place: self.place.code(),
            travelled_km: self.travelled(),
            headcount: self.headcount().map(Figure::estimate),
            inherited: self.inherited,
        };
        wire.serialize(serializer)
    }
}
