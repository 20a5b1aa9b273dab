//! Compares returns with the interception that they follow: both are about the same people.

use super::statistics::above;
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::check::view::{View, before, doubtful};
use crate::id::Id;
use crate::record::{Event, EventKind, Figure, Status};

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Proceed {
    for event in view.events_of([EventKind::Return]) {
        let stopped = event.follows().and_then(|id| view.dossier.event(id));
        let Some(stopped) = stopped.filter(|_| event.status() != Status::Cancelled) else {
            continue;
        };
        let dates = event.on().zip(stopped.on());
        let qualified = dates.is_some_and(|(on, stopped)| doubtful(on, stopped));
        let earlier = dates.is_some_and(|(on, stopped)| before(on, stopped));
        let (because, depends) = if !happened(event, stopped) {
            ("which has not occurred", false)
        } else if are_strangers(view, event, stopped) {
            ("which stopped another group", false)
        } else if earlier {
            ("which is on a later day", qualified)
        } else if are_more(event, stopped) {
            ("which stopped fewer people", false)
        } else {
            continue;
        };
        let details = Details::ReturnContradictsInterception {
            interception: stopped.id().clone(),
            because,
        };
        found.judged(view.event(event), "follows", details, depends)?;
    }
    NEXT
}

fn happened(event: &Event, stopped: &Event) -> bool {
    stopped.has_occurred() || (!event.has_occurred() && stopped.status() != Status::Cancelled)
}

/// Whether the two events are of different groups, neither of which split off from the other.
fn are_strangers(view: &View<'_>, event: &Event, stopped: &Event) -> bool {
    let whole = |group: &Id| {
        view.dossier
            .group(group)
            .and_then(|group| group.split_from())
    };
    let groups = event.group().zip(stopped.group());
    groups.is_some_and(|(one, other)| {
        one != other && whole(one) != Some(other) && whole(other) != Some(one)
    })
}

fn are_more(event: &Event, stopped: &Event) -> bool {
    let people = |event: &Event| event.headcount().map(Figure::estimate);
    let both = people(stopped).zip(people(event));
    both.is_some_and(|(stopped, returned)| above(stopped, &[returned]).is_some())
}
