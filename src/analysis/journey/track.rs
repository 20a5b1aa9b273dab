//! What the events that name a group say about it.

use super::fix::{Fix, Role, by_days};
use crate::analysis::span::span;
use crate::id::Id;
use crate::place::PlaceCode;
use crate::record::{Dossier, Event, EventKind, MigrantGroup, Status};
use crate::time::When;

/// What the events say about one group, without what it inherits.
#[derive(Debug, Default)]
pub(super) struct Track<'a> {
    /// In order of their days.
    pub(super) fixes: Vec<Fix<'a>>,
    /// Planned and conditional events, in order of their days; those without a day come last.
    pub(super) ahead: Vec<&'a Event>,
    /// When it split off: later fixes of the group that it split off from are not its own.
    pub(super) until: Option<&'a When>,
}

impl<'a> Track<'a> {
    /// From the events that name the group, each once, in the order of the dossier.
    pub(super) fn of(
        dossier: &'a Dossier,
        group: &'a MigrantGroup,
        events: impl IntoIterator<Item = &'a Event>,
    ) -> Self {
        let mut track = Self::default();
        for event in events {
            match event.status() {
                Status::Occurred => track.occurred(dossier, group, event),
                // What an authority plans is no plan of the group.
                Status::Planned | Status::Conditional if event.authority().is_none() => {
                    track.ahead.push(event);
                }
                // The day of what is postponed is the one on which it will not be.
                _ => {}
            }
        }
        track.fixes.sort_by(by_days);
        track.ahead.sort_by_key(|event| {
            let on = event.on();
            (on.is_none(), on.map(span))
        });
        // If no split is reported, the group's own first fix takes its place.
        track.until = (track.until).or_else(|| track.fixes.first().map(Fix::on));
        track
    }

    fn occurred(&mut self, dossier: &'a Dossier, group: &'a MigrantGroup, event: &'a Event) {
        let Some(on) = event.on() else { return };
        let is_own = |id: &Id| id == group.id();
        let mut fix = |id: &Id, place: Option<PlaceCode>, role| {
            if is_own(id)
                && let Some(place) = place.and_then(|code| dossier.place(code))
            {
                self.fixes.push(Fix::new(event, on, place, role));
            }
        };
        let Some(whole) = event.group() else { return };
        match event.kind() {
            EventKind::Departure | EventKind::Arrival | EventKind::Sighting | EventKind::Halt => {
                fix(whole, event.place(), Role::Whole);
            }
            EventKind::Joining => fix(whole, event.place(), Role::Uncounted),
            EventKind::Merge => {
                fix(whole, event.place(), Role::Whole);
                for member in event.groups().iter().filter(|member| *member != whole) {
                    fix(member, event.place(), Role::Uncounted);
                }
            }
            EventKind::Split => {
                fix(whole, event.place(), Role::Whole);
                for part in event.parts() {
                    let place = part.place().or(event.place());
                    if part.group() != whole || place != event.place() {
                        fix(part.group(), place, Role::Part(part));
                    }
                }
                let is_from = group.split_from() == Some(whole);
                let is_first = (self.until).is_none_or(|first| span(on) < span(first));
                if is_from && is_first && event.parts().iter().any(|part| is_own(part.group())) {
                    self.until = Some(on);
                }
            }
            _ => {}
        }
    }
}
