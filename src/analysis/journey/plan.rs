//! What a group is said to do next.

use super::Journey;
use crate::measure::Distance;
use crate::place::Place;
use crate::record::{Event, EventKind, Status};
use crate::time::When;

impl<'a> Journey<'a> {
    /// What the group plans, or would do on a condition, that is still ahead: not certainly before
    /// the day of the dossier. In the order of their days, what has none last.
    ///
    /// Plans are a group's own: those of the group that it split off from are not among them.
    pub fn plan(&self) -> impl Iterator<Item = &'a Event> {
        let as_of = self.dossier.as_of();
        self.ahead.iter().copied().filter(move |event| {
            let latest = event.on().and_then(When::latest);
            latest.is_none_or(|latest| latest >= as_of)
        })
    }

    /// The halts of the [plan](Self::plan), without those on a condition: what a
    /// [forecast](Self::forecast) takes.
    pub fn planned_halts(&self) -> impl Iterator<Item = &'a Event> {
        self.plan()
            .filter(|event| event.kind() == EventKind::Halt && event.status() == Status::Planned)
    }

    /// From the last fix to the next place of the [plan](Self::plan), conditions left aside.
    pub fn next_leg(&self) -> Option<NextLeg<'a>> {
        let from = self.last()?.place();
        let mut planned = self
            .plan()
            .filter(|event| event.status() == Status::Planned && event.kind().is_movement());
        let (event, to) = planned.find_map(|event| {
            let place = self.dossier.place(event.place()?.as_str())?;
            (place.code() != from.code()).then_some((event, place))
        })?;
        Some(NextLeg {
            event,
            from,
            to,
            road: self.road(from, to),
        })
    }
}

/// From where a group is to where it plans to go next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextLeg<'a> {
    event: &'a Event,
    from: &'a Place,
    to: &'a Place,
    road: Option<Distance>,
}

impl<'a> NextLeg<'a> {
    /// The planned event at its end.
    pub fn event(&self) -> &'a Event {
        self.event
    }

    /// Where the group was last reported.
    pub fn from(&self) -> &'a Place {
        self.from
    }

    /// Where it plans to be next.
    pub fn to(&self) -> &'a Place {
        self.to
    }

    /// Its length along the geodesic; none where a seat is not known.
    pub fn geodesic(&self) -> Option<Distance> {
        self.from.distance_to(self.to).ok()
    }

    /// Its length by road, where the dossier's links give one.
    pub fn road(&self) -> Option<Distance> {
        self.road
    }
}
