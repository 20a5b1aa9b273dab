//! A dossier as the rules see it: what several of them look up, gathered once.

use std::collections::HashMap;

use chrono::NaiveDate;
use smol_str::{SmolStr, format_smolstr};

use super::Subject;
use crate::{
    Distance, Dossier, Event, EventKind, Id, Limits, MigrantGroup, Place, PlaceCode, When,
};

/// A group at a place on a day, as an event tells it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fix<'d> {
    pub(super) event: &'d Event,
    pub(super) on: &'d When,
    pub(super) place: &'d Place,
    /// Where in the event it stands: the place of the event, or of one of its parts.
    pub(super) part: Option<usize>,
}

impl Fix<'_> {
    /// The key of the wire.
    pub(super) fn field(&self) -> SmolStr {
        match self.part {
            Some(part) => format_smolstr!("parts[{part}].place"),
            None => SmolStr::new_static("place"),
        }
    }

    pub(super) fn subject(&self) -> Subject {
        Subject::event(self.event, Some(self.place))
    }

    /// How far the group is said to have come since its departure.
    pub(super) fn travelled(&self) -> Option<Distance> {
        match self.event.kind() {
            EventKind::Departure(at) | EventKind::Arrival(at) | EventKind::Sighting(at) => {
                at.travelled()
            }
            _ => None,
        }
    }

    pub(super) fn departs(&self) -> bool {
        matches!(self.event.kind(), EventKind::Departure(_))
    }

    pub(super) fn arrives(&self) -> bool {
        matches!(self.event.kind(), EventKind::Arrival(_))
    }

    fn order(&self) -> (Option<NaiveDate>, NaiveDate, u8, &str, Option<usize>) {
        // Of one day, a departure comes first and an arrival last.
        let rank = match self.event.kind() {
            EventKind::Departure(_) => 0,
            EventKind::Arrival(_) => 2,
            _ => 1,
        };
        let latest = self.on.latest().unwrap_or(NaiveDate::MAX);
        (
            self.on.earliest(),
            latest,
            rank,
            self.event.id().as_str(),
            self.part,
        )
    }
}

/// A group and what its own events say of where it was.
#[derive(Debug)]
pub(super) struct Track<'d> {
    pub(super) group: &'d MigrantGroup,
    /// In the order of their earliest day.
    pub(super) fixes: Vec<Fix<'d>>,
    /// When it came out of another group, where an event tells.
    split: Option<&'d When>,
}

/// A dossier, the limits, and the look-ups that several rules share.
pub(super) struct View<'d> {
    pub(super) dossier: &'d Dossier,
    pub(super) limits: &'d Limits,
    pub(super) tracks: Vec<Track<'d>>,
    by_group: HashMap<&'d str, usize>,
    places: HashMap<PlaceCode, &'d Place>,
}

impl<'d> View<'d> {
    pub(super) fn of(dossier: &'d Dossier, limits: &'d Limits) -> Self {
        let groups = dossier.groups().iter();
        let by_group = groups
            .clone()
            .map(|group| group.id().as_str())
            .zip(0..)
            .collect();
        let tracks = groups
            .map(|group| Track {
                group,
                fixes: Vec::new(),
                split: None,
            })
            .collect();
        let places = dossier
            .places()
            .iter()
            .map(|place| (place.code(), place))
            .collect();
        let mut view = Self {
            dossier,
            limits,
            tracks,
            by_group,
            places,
        };
        for event in dossier.events() {
            view.place_fixes(event);
        }
        for track in &mut view.tracks {
            track
                .fixes
                .sort_by(|one, other| one.order().cmp(&other.order()));
        }
        view
    }

    fn place_fixes(&mut self, event: &'d Event) {
        let Some(on) = event.on().filter(|_| event.has_occurred()) else {
            return;
        };
        match event.kind() {
            EventKind::Departure(_)
            | EventKind::Arrival(_)
            | EventKind::Sighting(_)
            | EventKind::Halt(_) => self.fix(event.group(), event, on, event.place(), None),
            EventKind::Split(split) => {
                self.fix(event.group(), event, on, event.place(), None);
                for (index, part) in split.parts().iter().enumerate() {
                    let place = part.place().or(split.place());
                    self.fix(Some(part.group()), event, on, place, Some(index));
                    if let Some(track) = self.track_mut(part.group()) {
                        track.split = Some(on);
                    }
                }
            }
            EventKind::Merge(merge) => {
                self.fix(event.group(), event, on, event.place(), None);
                for group in merge.groups() {
                    self.fix(Some(group), event, on, event.place(), None);
                }
            }
            _ => {}
        }
    }

    fn fix(
        &mut self,
        group: Option<&Id>,
        event: &'d Event,
        on: &'d When,
        place: Option<PlaceCode>,
        part: Option<usize>,
    ) {
        let place = place.and_then(|code| self.place(code));
        if let (Some(place), Some(track)) = (place, group.and_then(|id| self.track_mut(id))) {
            track.fixes.push(Fix {
                event,
                on,
                place,
                part,
            });
        }
    }

    fn track_mut(&mut self, group: &Id) -> Option<&mut Track<'d>> {
        self.tracks.get_mut(*self.by_group.get(group.as_str())?)
    }

    pub(super) fn track(&self, group: &Id) -> Option<&Track<'d>> {
        self.tracks.get(*self.by_group.get(group.as_str())?)
    }

    pub(super) fn place(&self, code: PlaceCode) -> Option<&'d Place> {
        self.places.get(&code).copied()
    }

    pub(super) fn event(&self, event: &Event) -> Subject {
        Subject::event(event, event.place().and_then(|code| self.place(code)))
    }

    /// The last fix that a group inherits and that will do: of those of the group that it split
    /// from, the last that is certainly before the split.
    pub(super) fn inherited(
        &self,
        track: &Track<'d>,
        will_do: impl Fn(&Fix<'d>) -> bool,
    ) -> Option<Fix<'d>> {
        let mut child = track;
        loop {
            let parent = self.track(child.group.split_from()?)?;
            let split = child.split.or_else(|| Some(child.fixes.first()?.on))?;
            let start = split.earliest()?;
            let before = parent
                .fixes
                .partition_point(|fix| fix.on.earliest() < Some(start));
            let earlier = parent.fixes.get(..before).unwrap_or_default();
            let usable = |fix: &&Fix<'d>| will_do(fix) && fix.on.before(split).is_certain();
            if let Some(last) = earlier.iter().rev().find(usable) {
                return Some(*last);
            }
            child = parent;
        }
    }
}
