//! A dossier as the rules see it, with the look-ups that they share.

use std::cmp::Ordering;

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt};
use smol_str::{SmolStr, format_smolstr};

use super::finding::Subject;
use crate::analysis::{Fix, Lines};
use crate::id::Id;
use crate::limits::Limits;
use crate::place::{Place, PlaceCode};
use crate::record::{Dossier, Event, EventKind, MigrantGroup, Status, TravelMode};
use crate::time::When;

/// A dossier, the limits, and the look-ups that several rules share.
pub(super) struct View<'d> {
    pub(super) dossier: &'d Dossier,
    pub(super) limits: &'d Limits,
    /// Where each group was, in the order of the dossier. The fixes are in the order of their days,
    /// and on the same day departures come first and arrivals last, so that the order of the
    /// records does not matter.
    pub(super) lines: Lines<'d>,
    by_group: HashMap<&'d str, usize>,
    by_kind: HashMap<EventKind, Vec<&'d Event>>,
    /// The mode by which a group came to a place on a day, if a movement to the place states it.
    came_by: HashMap<Coming<'d>, TravelMode>,
}

/// The events by which people may leave their group, or of which it may have too few people.
pub(super) const LEAVING: [EventKind; 4] = [
    EventKind::Return,
    EventKind::Dispersal,
    EventKind::Interception,
    EventKind::Casualty,
];

/// The group, the place, the first day and the status of a movement.
type Coming<'d> = (&'d Id, PlaceCode, NaiveDate, Status);

fn coming(event: &Event) -> Option<Coming<'_>> {
    let (first, _) = span(event.on()?);
    Some((event.group()?, event.place()?, first, event.status()))
}

impl<'d> View<'d> {
    pub(super) fn of(dossier: &'d Dossier, limits: &'d Limits) -> Self {
        let groups: Vec<_> = dossier.groups().iter().collect();
        let ids = groups.iter().map(|group| group.id().as_str());
        let by_group = ids.zip(0..).collect();
        let mut view = Self {
            dossier,
            limits,
            lines: Lines::of(dossier, &groups, in_order),
            by_group,
            by_kind: HashMap::new(),
            came_by: HashMap::new(),
        };
        for event in dossier.events() {
            view.by_kind.entry(event.kind()).or_default().push(event);
            let mode = event.mode().filter(|_| comes(event));
            if let Some((mode, coming)) = mode.zip(coming(event)) {
                let other = view.came_by.get(&coming).copied();
                view.came_by.insert(coming, view.faster(mode, other));
            }
        }
        view
    }

    /// The events of these kinds, kind by kind.
    pub(super) fn events_of<const N: usize>(
        &self,
        kinds: [EventKind; N],
    ) -> impl Iterator<Item = &'d Event> {
        let kinds = kinds.into_iter().filter_map(|kind| self.by_kind.get(&kind));
        kinds.flatten().copied()
    }

    /// The index of a group in the order of the dossier.
    pub(super) fn group_index(&self, group: &Id) -> Option<usize> {
        self.by_group.get(group.as_str()).copied()
    }

    /// The greatest distance that a group travels in a day.
    pub(super) fn km_per_day(&self, mode: TravelMode) -> f64 {
        match mode {
            TravelMode::Foot => self.limits.walking_km_per_day(),
            // It is not known how much of the way a mixed group rode.
            TravelMode::Vehicle | TravelMode::Mixed | TravelMode::Unknown => {
                self.limits.vehicle_km_per_day()
            }
            TravelMode::Train => self.limits.train_km_per_day(),
            TravelMode::Boat => self.limits.boat_km_per_day(),
            TravelMode::Air => self.limits.air_km_per_day(),
        }
    }

    /// The mode by which people get further in a day.
    pub(super) fn faster(&self, one: TravelMode, other: Option<TravelMode>) -> TravelMode {
        let other = other.filter(|other| self.km_per_day(*other) > self.km_per_day(one));
        other.unwrap_or(one)
    }

    /// How a group came from one fix to the next: by the mode of the later event, or of another
    /// movement there on that day, or else of the departure before it, or else by the group's own
    /// mode. The mode of a departure is how the group goes on, not how it came.
    pub(super) fn mode_between(
        &self,
        from: &Fix<'_>,
        to: &Fix<'_>,
        group: TravelMode,
    ) -> TravelMode {
        let own = to.event().mode().filter(|_| comes(to.event()));
        let there = || self.came_by.get(&coming(to.event())?).copied();
        let departed = || from.event().mode().filter(|_| from.is_departure());
        own.or_else(there).or_else(departed).unwrap_or(group)
    }

    pub(super) fn place(&self, code: PlaceCode) -> Option<&'d Place> {
        self.dossier.place(code.as_str())
    }

    pub(super) fn event(&self, event: &Event) -> Subject {
        Subject::event(event, event.place().and_then(|code| self.place(code)))
    }
}

/// The order of the fixes of a group: by their days and, on one day, departures first and arrivals
/// last.
pub(super) fn in_order(one: &Fix<'_>, other: &Fix<'_>) -> Ordering {
    order(one).cmp(&order(other))
}

type FixOrder<'d> = (NaiveDate, NaiveDate, u8, &'d str, PlaceCode);

fn order<'d>(fix: &Fix<'d>) -> FixOrder<'d> {
    let rank = match fix.event().kind() {
        EventKind::Departure => 0,
        EventKind::Arrival => 2,
        _ => 1,
    };
    let (first, last) = span(fix.on());
    (
        first,
        last,
        rank,
        fix.event().id().as_str(),
        fix.place().code(),
    )
}

/// Whether the mode of the event is how the group came to its place.
fn comes(event: &Event) -> bool {
    event.kind() != EventKind::Departure
}

/// A first and a last possible day.
pub(super) type Span = (NaiveDate, NaiveDate);

/// The first and the last possible day; open ends lie outside every calendar.
pub(super) fn span(on: &When) -> Span {
    (
        on.earliest().unwrap_or(NaiveDate::MIN),
        on.latest().unwrap_or(NaiveDate::MAX),
    )
}

/// The event that reports the fix.
pub(super) fn subject(fix: &Fix<'_>) -> Subject {
    Subject::event(fix.event(), Some(fix.place()))
}

/// The key that locates the group: the place of the event, or of one of its parts.
pub(super) fn field(fix: &Fix<'_>, group: &MigrantGroup) -> SmolStr {
    let code = Some(fix.place().code());
    let mut parts = fix.event().parts().iter();
    if let Some(part) = parts.position(|part| part.group() == group.id() && part.place() == code) {
        return format_smolstr!("parts[{part}].place");
    }
    SmolStr::new_static("place")
}

/// Whether a date is certainly before another.
pub(super) fn before(one: &When, other: &When) -> bool {
    one.before(other).is_certain()
}

/// Whether a date is certainly before another whatever the time zones of the two: the same moment
/// may be on the next day elsewhere.
pub(super) fn before_anywhere(one: &When, other: &When) -> bool {
    let next = one.latest().and_then(|last| last.succ_opt());
    next.zip(other.earliest())
        .is_some_and(|(next, first)| next < first)
}

/// Whether either date is marked as approximate or uncertain.
pub(super) fn doubtful(one: &When, other: &When) -> bool {
    one.is_qualified() || other.is_qualified()
}
