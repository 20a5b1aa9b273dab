//! What the events that name a group say about it.

use foldhash::HashMap;

use super::fix::{Fix, Role, by_days};
use crate::analysis::span::span;
use crate::id::Id;
use crate::place::PlaceCode;
use crate::record::{Dossier, Event, EventKind, MigrantGroup, Part, Status};
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
    /// The track of each group, from the events that name it. Groups are numbered by their ids.
    /// Each event is read once.
    pub(super) fn of_each(
        dossier: &'a Dossier,
        groups: &[&'a MigrantGroup],
        by_id: &HashMap<&str, usize>,
    ) -> Vec<Self> {
        let mut tracks: Vec<Self> = groups.iter().map(|_| Self::default()).collect();
        let named = groups.iter().map(|group| group.id().as_str());
        for event in dossier.events_of_any(named) {
            match event.status() {
                Status::Occurred => {
                    fixes(dossier, event, |group, fix| {
                        let index = by_id.get(group.as_str());
                        if let Some(track) = index.and_then(|index| tracks.get_mut(*index)) {
                            track.fixes.push(fix);
                        }
                    });
                    for part in event.parts() {
                        let index = by_id.get(part.group().as_str());
                        if let Some((index, on)) = index.zip(event.on())
                            && let Some(group) = groups.get(*index)
                            && group
                                .split_from()
                                .is_some_and(|from| event.group() == Some(from))
                            && let Some(track) = tracks.get_mut(*index)
                            && track.until.is_none_or(|first| span(on) < span(first))
                        {
                            track.until = Some(on);
                        }
                    }
                }
                // The plans of an authority are not plans of the group.
                Status::Planned | Status::Conditional if event.authority().is_none() => {
                    let parts = event.parts().iter().map(Part::group);
                    for group in event.group().into_iter().chain(event.groups()).chain(parts) {
                        let index = by_id.get(group.as_str());
                        if let Some(track) = index.and_then(|index| tracks.get_mut(*index))
                            && track
                                .ahead
                                .last()
                                .is_none_or(|last| last.id() != event.id())
                        {
                            track.ahead.push(event);
                        }
                    }
                }
                // The date of a postponed event is a day on which it does not happen.
                _ => {}
            }
        }
        for track in &mut tracks {
            track.fixes.sort_by(by_days);
            track.ahead.sort_by_key(|event| {
                let on = event.on();
                (on.is_none(), on.map(span))
            });
            // If no split is reported, the group's own first fix takes its place.
            track.until = (track.until).or_else(|| track.fixes.first().map(Fix::on));
        }
        tracks
    }
}

/// Passes each fix of an event that has occurred to `show`, with its group.
fn fixes<'a>(dossier: &'a Dossier, event: &'a Event, mut show: impl FnMut(&'a Id, Fix<'a>)) {
    let (Some(on), Some(whole)) = (event.on(), event.group()) else {
        return;
    };
    let mut fix = |group: &'a Id, place: Option<PlaceCode>, role| {
        if let Some(place) = place.and_then(|code| dossier.place(code)) {
            show(group, Fix::new(event, on, place, role));
        }
    };
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
        }
        _ => {}
    }
}
