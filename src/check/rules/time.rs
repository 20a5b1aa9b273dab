//! Dates.

use std::ops::ControlFlow;

use crate::Status;
use crate::check::Details;
use crate::check::finding::Found;
use crate::check::view::{Fix, Track, View};

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> ControlFlow<()> {
    planned_in_the_past(view, found)?;
    for track in &view.tracks {
        arrival_before_departure(view, track, found)?;
    }
    ControlFlow::Continue(())
}

fn planned_in_the_past(view: &View<'_>, found: &mut Found<'_>) -> ControlFlow<()> {
    let as_of = view.dossier.as_of();
    for event in view.dossier.events() {
        let Some(on) = event.on().filter(|_| *event.status() == Status::Planned) else {
            continue;
        };
        if on.latest().is_some_and(|latest| latest < as_of) {
            let details = Details::PlannedInThePast {
                on: on.clone(),
                as_of,
            };
            found.judged(view.event(event), "on", details, on.is_qualified())?;
        }
    }
    ControlFlow::Continue(())
}

/// An arrival is the end of a way of which a departure is the beginning: one that is certainly
/// before every departure of the group is wrong, unless it is at the very place that the group then
/// sets out from. A group without a departure tells nothing, nor does one that is part of another,
/// whose departure it shares.
fn arrival_before_departure(
    view: &View<'_>,
    track: &Track<'_>,
    found: &mut Found<'_>,
) -> ControlFlow<()> {
    if view.inherited(track, Fix::departs).is_some() {
        return ControlFlow::Continue(());
    }
    let Some(first) = track.fixes.iter().find(|fix| fix.departs()) else {
        return ControlFlow::Continue(());
    };
    for fix in &track.fixes {
        if !fix.arrives() || fix.place.code() == first.place.code() {
            continue;
        }
        if fix.on.before(first.on).is_certain() {
            let details = Details::ArrivalBeforeDeparture {
                arrival: fix.on.clone(),
                departure: first.on.clone(),
                departs: first.event.id().clone(),
            };
            let qualified = fix.on.is_qualified() || first.on.is_qualified();
            found.judged(fix.subject(), "on", details, qualified)?;
        }
    }
    ControlFlow::Continue(())
}
