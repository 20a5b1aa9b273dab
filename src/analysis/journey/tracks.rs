//! What the events of a dossier say of its groups, gathered in one pass.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::fix::{Fix, Role};
use super::lines::by_days;
use crate::Id;
use crate::place::PlaceCode;
use crate::record::{Dossier, Event, EventKind, MigrantGroup, Status};
use crate::time::When;

/// What the events say of one group.
#[derive(Debug, Default)]
pub(super) struct Track<'a> {
    /// In order of their days.
    pub(super) fixes: Vec<Fix<'a>>,
    /// Events that are planned or conditional, in order of their days, those without one last.
    pub(super) ahead: Vec<&'a Event>,
    /// From when on the fixes of the group that it split off from are not its own.
    pub(super) until: Option<&'a When>,
}

/// What the events say of some of the groups, each standing for itself.
#[derive(Debug)]
pub(super) struct Tracks<'a> {
    dossier: &'a Dossier,
    by_group: HashMap<&'a str, Track<'a>>,
    /// When a group split off from another, by the ids of that other and of its own: the first time.
    splits: HashMap<(&'a str, &'a str), &'a When>,
}

impl<'a> Tracks<'a> {
    pub(super) fn of(
        dossier: &'a Dossier,
        groups: impl IntoIterator<Item = &'a MigrantGroup>,
    ) -> Self {
        let by_group = groups
            .into_iter()
            .map(|group| (group.id().as_str(), Track::default()))
            .collect();
        let mut tracks = Self {
            dossier,
            by_group,
            splits: HashMap::new(),
        };
        for event in dossier.events() {
            match event.status() {
                Status::Occurred => tracks.occurred(event),
                Status::Planned | Status::Conditional => tracks.ahead(event),
                Status::Cancelled => {}
            }
        }
        for track in tracks.by_group.values_mut() {
            track.fixes.sort_by(by_days);
            track.ahead.sort_by_key(|event| {
                let on = event.on();
                (on.is_none(), on.map(span))
            });
        }
        tracks
    }

    fn occurred(&mut self, event: &'a Event) {
        let Some(on) = event.on() else { return };
        let mut fix = |group: &Id, place: Option<PlaceCode>, role| {
            if let Some(track) = self.by_group.get_mut(group.as_str())
                && let Some(place) = place.and_then(|code| self.dossier.place(code.as_str()))
            {
                track.fixes.push(Fix::new(event, on, place, role));
            }
        };
        let Some(group) = event.group() else { return };
        match event.kind() {
            EventKind::Departure | EventKind::Arrival | EventKind::Sighting | EventKind::Halt => {
                fix(group, event.place(), Role::Whole);
            }
            EventKind::Joining => fix(group, event.place(), Role::Uncounted),
            EventKind::Merge => {
                fix(group, event.place(), Role::Whole);
                for member in event.groups().iter().filter(|member| *member != group) {
                    fix(member, event.place(), Role::Uncounted);
                }
            }
            EventKind::Split => {
                fix(group, event.place(), Role::Whole);
                for part in event.parts() {
                    let place = part.place().or(event.place());
                    if part.group() != group || place != event.place() {
                        fix(part.group(), place, Role::Part(part));
                    }
                }
                for part in event.parts() {
                    let first = self
                        .splits
                        .entry((group.as_str(), part.group().as_str()))
                        .or_insert(on);
                    if span(on) < span(first) {
                        *first = on;
                    }
                }
            }
            _ => {}
        }
    }

    fn ahead(&mut self, event: &'a Event) {
        let mut ahead = |group: &Id| {
            if let Some(track) = self.by_group.get_mut(group.as_str())
                && track
                    .ahead
                    .last()
                    .is_none_or(|last| last.id() != event.id())
            {
                track.ahead.push(event);
            }
        };
        event.group().into_iter().for_each(&mut ahead);
        event.groups().iter().for_each(&mut ahead);
        event.parts().iter().for_each(|part| ahead(part.group()));
    }

    /// Takes out the track of a group.
    pub(super) fn take(&mut self, group: &'a MigrantGroup) -> Track<'a> {
        let id = group.id().as_str();
        let mut track = self.by_group.remove(id).unwrap_or_default();
        let split = group
            .split_from()
            .and_then(|parent| self.splits.get(&(parent.as_str(), id)).copied());
        track.until = split.or_else(|| track.fixes.first().map(Fix::on));
        track
    }
}

/// The first and the last possible day; open ends lie outside every calendar.
pub(super) fn span(on: &When) -> (NaiveDate, NaiveDate) {
    (
        on.earliest().unwrap_or(NaiveDate::MIN),
        on.latest().unwrap_or(NaiveDate::MAX),
    )
}
