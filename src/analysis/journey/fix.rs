//! A group at a place on a day.

use std::cmp::Ordering;

use serde::{Serialize, Serializer};

use crate::analysis::span::span;
use crate::id::Id;
use crate::measure::{Distance, DistanceRange, Estimate, Pace};
use crate::place::{Place, PlaceCode};
use crate::record::{Event, EventKind, Figure, Part};
use crate::time::When;

/// A group at a place on a day, as reported by an event that has occurred.
///
/// | event | fix of |
/// |---|---|
/// | departure, arrival, sighting, halt | its group |
/// | joining with a place | its group |
/// | merge with a place | the group that goes on and those that it takes in |
/// | split | the group that divides, at the split's place; each part, at its own place or else the split's |
///
/// Returns and dispersals are not fixes: their place may be where people went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fix<'a> {
    event: &'a Event,
    on: &'a When,
    place: &'a Place,
    role: Role<'a>,
    inherited: bool,
}

/// The group's role in the event, which decides whose headcount the event gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role<'a> {
    /// The event's headcount is that of the group.
    Whole,
    /// The group is a part of a split and has its own headcount.
    Part(&'a Part),
    /// The event counts other people: those who join, or the group that takes this one in.
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

    /// A place where a group plans to be. It is not a fix of a journey, as the group has not been
    /// there yet.
    pub(crate) fn of_plan(event: &'a Event, on: &'a When, place: &'a Place) -> Self {
        Self::new(event, on, place, Role::Whole)
    }

    /// The destination of people who returned. It is not a fix of a journey, as they have left
    /// their group.
    pub(crate) fn of_return(event: &'a Event, on: &'a When, returned_to: &'a Place) -> Self {
        Self::new(event, on, returned_to, Role::Whole)
    }

    pub(super) fn handed_down(self) -> Self {
        Self {
            inherited: true,
            ..self
        }
    }

    /// The event that reports it.
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

    /// How far the group has reportedly come since its first departure.
    pub fn travelled(&self) -> Option<DistanceRange> {
        self.event.travelled()
    }

    /// How far from the seat of the place the group may have been. The event states this for its
    /// own place, not for those of its parts.
    pub(crate) fn within(&self) -> Distance {
        let of_event = self.event.place() == Some(self.place.code());
        let within = self.event.within().filter(|_| of_event);
        within.unwrap_or(Distance::ZERO)
    }

    /// The least and the greatest straight distance from here to another fix: the geodesic between
    /// the seats, less and plus the distances that either may be off its seat. `None` if a seat is
    /// not known.
    pub(crate) fn apart(&self, other: &Fix<'_>) -> Option<(Distance, Distance)> {
        let geodesic = self.place.geodesic_to(other.place).ok()?;
        let off = self.within() + other.within();
        let least = geodesic.checked_sub(off).unwrap_or(Distance::ZERO);
        Some((least, geodesic + off))
    }

    /// The headcount of the group, if the event states one.
    pub fn headcount(&self) -> Option<&'a Figure> {
        match self.role {
            Role::Whole => self.event.headcount(),
            Role::Part(part) => part.headcount(),
            Role::Uncounted => None,
        }
    }

    /// Whether it is inherited from the group that this one split off from.
    pub fn is_inherited(&self) -> bool {
        self.inherited
    }

    /// Whether the group departs.
    pub fn is_departure(&self) -> bool {
        self.event.kind() == EventKind::Departure
    }

    /// The pace needed to get straight from here to a later fix: the geodesic over the days that
    /// may have passed ([`When::days_until`]).
    ///
    /// No road is shorter than the geodesic, so the group was at least as fast as the slow bound.
    /// If even that is faster than people walk, the group rode. If either fix may be off its seat,
    /// the bounds are wider accordingly. `None` if a seat is not known, if the other fix is
    /// certainly of an earlier day, or if both fixes have the same seat and time must have passed.
    pub fn pace_to(&self, later: &Fix<'_>) -> Option<Pace> {
        pace_between((self, self.on), (later, later.on))
    }
}

/// The pace from one fix straight to another on these dates; see [`Fix::pace_to`].
pub(crate) fn pace_between(from: (&Fix<'_>, &When), to: (&Fix<'_>, &When)) -> Option<Pace> {
    let (least, most) = from.0.apart(to.0)?;
    let days = from.1.days_until(to.1)?;
    pace_over((least, Some(most)), (days.least(), days.most()))
}

/// The pace of covering the least to the greatest distance in the least to the greatest number of
/// days.
pub(super) fn pace_over(
    (near, far): (Distance, Option<Distance>),
    (least, most): (u64, Option<u64>),
) -> Option<Pace> {
    let (least, most) = (count(least), most.map(count));
    let slow = Pace::covering(near, least, most);
    // For no distance, the slow bound is 0 whatever the days.
    let slow = slow.map_or(Distance::ZERO, Pace::slow);
    let fast = far.map(|far| Pace::covering(far, least, most));
    Pace::try_new(slow, fast.transpose().ok()?.and_then(Pace::fast)).ok()
}

/// Whether a group that has arrived at a place is reported to arrive there again on a later day,
/// with a number that cannot be the same people. These are separate landings rather than one
/// arrival.
pub(crate) fn arrives_again(first: &Fix<'_>, later: &Fix<'_>) -> bool {
    let arrives = |fix: &Fix<'_>| fix.event.kind() == EventKind::Arrival;
    let people = |fix: &Fix<'_>| fix.headcount().map(|figure| figure.estimate().bounds());
    arrives(first)
        && arrives(later)
        && first.place == later.place
        && first.on.before(later.on).is_certain()
        && people(first)
            .zip(people(later))
            .is_some_and(|(first, later)| first.intersection(later).is_none())
}

/// Compares fixes by the earliest day, then by the latest.
pub(crate) fn by_days(one: &Fix<'_>, other: &Fix<'_>) -> Ordering {
    span(one.on()).cmp(&span(other.on()))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a span of days within the calendar is far below 2^53"
)]
pub(super) fn count(days: u64) -> f64 {
    days as f64
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
    travelled_km: Option<DistanceRange>,
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
