//! What a dossier of any kind reports that has a place on a map: each group's way, how many it is and
//! where it was last, what it plans, and what happened besides.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use corridor::analysis::Fix;
use corridor::{
    Code, Dossier, Estimate, Event, Figure, Journey, Place, PlaceCode, Position, RecordKind, When,
};

use super::ink::{Stroke, colour};

const COLOURS: [&str; 5] = [
    colour::BLUE,
    colour::VERMILION,
    colour::GREEN,
    colour::PURPLE,
    colour::BLACK,
];

/// One step of a group from place to place.
pub(crate) struct Leg {
    pub(crate) from: Position,
    pub(crate) to: Position,
    pub(crate) stroke: Stroke,
}

/// A place on the map, and what is to be said of it.
pub(crate) struct Site<'d> {
    pub(crate) place: &'d Place,
    pub(crate) seat: Position,
    pub(crate) notes: Vec<(&'static str, String)>,
    /// The lower, the sooner it is written.
    pub(crate) rank: usize,
}

/// What is to be drawn.
#[derive(Default)]
pub(crate) struct Reported<'d> {
    pub(crate) legs: Vec<Leg>,
    pub(crate) sites: BTreeMap<PlaceCode, Site<'d>>,
    /// People at the last place of their group, and its colour.
    pub(crate) crowds: Vec<(Position, Estimate, &'static str)>,
    /// The colour of each group, and how many it is.
    pub(crate) groups: Vec<(&'static str, String)>,
    pub(crate) has_plan: bool,
    pub(crate) has_doubt: bool,
    /// Names of places without a position.
    pub(crate) unplaced: BTreeSet<&'d str>,
    /// Events without a place.
    pub(crate) nowhere: usize,
}

impl<'d> Reported<'d> {
    pub(crate) fn of(dossier: &'d Dossier) -> Self {
        let mut reported = Self::default();
        let mut told = BTreeSet::new();
        let doubtful = doubtful(dossier);
        for (journey, colour) in dossier.journeys().zip(COLOURS.into_iter().cycle()) {
            reported.journey(dossier, &journey, colour, &doubtful);
            let fixes = journey.fixes().iter().map(Fix::event);
            told.extend(fixes.chain(journey.plan()).map(|event| event.id().as_str()));
        }
        let others = dossier.events().iter();
        for event in others.filter(|event| !told.contains(event.id().as_str())) {
            if !reported.event(dossier, event) {
                reported.nowhere += 1;
            }
        }
        reported
    }

    /// The place, if a position is known.
    fn site(&mut self, place: &'d Place, rank: usize) -> Option<&mut Site<'d>> {
        let Some(seat) = place.seat() else {
            self.unplaced.insert(place.name());
            return None;
        };
        let site = self.sites.entry(place.code()).or_insert_with(|| Site {
            place,
            seat,
            notes: Vec::new(),
            rank,
        });
        site.rank = site.rank.min(rank);
        Some(site)
    }

    fn journey(
        &mut self,
        dossier: &'d Dossier,
        journey: &Journey<'d>,
        colour: &'static str,
        doubtful: &BTreeSet<String>,
    ) {
        let group = journey.group();
        let mut before: Option<Position> = None;
        let fixes = journey.fixes();
        for (index, fix) in fixes.iter().enumerate() {
            let (is_first, is_last) = (index == 0, index + 1 == fixes.len());
            let rank = if is_last {
                0
            } else {
                2 - usize::from(is_first)
            };
            let Some(site) = self.site(fix.place(), rank) else {
                continue;
            };
            let seat = site.seat;
            if is_first || is_last {
                let people = fix.headcount().map(|figure| format!(", {}", words(figure)));
                let note = format!(
                    "{}: {}{}",
                    group.name(),
                    day(fix.on()),
                    people.unwrap_or_default()
                );
                site.notes.push((colour, note));
            }
            if let Some(from) = before.filter(|&from| from != seat) {
                let is_doubtful = doubtful.contains(fix.event().id().as_str());
                self.has_doubt |= is_doubtful;
                let stroke = if is_doubtful {
                    Stroke::dashed(colour, 2.5, "2 4")
                } else {
                    Stroke::solid(colour, 3.0)
                };
                self.legs.push(Leg {
                    from,
                    to: seat,
                    stroke,
                });
            }
            before = Some(seat);
        }
        let people = dossier.ledger(group.id()).ok().and_then(|ledger| {
            let balance = ledger.balance(dossier.as_of()).ok()?;
            balance.people(group.id().as_str())
        });
        let named = match people {
            Some(people) => format!("{}: {people} people", group.name()),
            None if fixes.is_empty() => format!("{}: no place is reported", group.name()),
            None => format!("{}: no number is reported", group.name()),
        };
        self.groups.push((colour, named));
        if let (Some(last), Some(people)) = (before, people.filter(|people| people.best() > 0)) {
            self.crowds.push((last, people, colour));
        }
        for event in journey.plan() {
            let place = event.place().and_then(|code| dossier.place(code));
            let Some(site) = place.and_then(|place| self.site(place, 1)) else {
                continue;
            };
            let seat = site.seat;
            if let Some(from) = before.filter(|&from| from != seat) {
                let on = event.on().map(|on| format!(", {}", day(on)));
                let note = format!("planned: {}{}", group.name(), on.unwrap_or_default());
                site.notes.push((colour, note));
                self.has_plan = true;
                self.legs.push(Leg {
                    from,
                    to: seat,
                    stroke: Stroke::dashed(colour, 2.0, "7 5"),
                });
            }
            before = Some(seat);
        }
    }

    /// An event that is no step of a group; false if it has no place.
    fn event(&mut self, dossier: &'d Dossier, event: &'d Event) -> bool {
        let codes = event
            .place()
            .into_iter()
            .chain(event.places().iter().copied());
        let places: Vec<&Place> = codes.filter_map(|code| dossier.place(code)).collect();
        let end = event.returned_to().and_then(|code| dossier.place(code));
        let figures = [(event.headcount(), ""), (event.dead(), " dead")];
        let mut text = event.kind().as_str().to_owned();
        if let Some(end) = end.filter(|_| !places.is_empty()) {
            let _ = write!(text, " to {}", end.name());
        }
        if let Some(on) = event.on() {
            let _ = write!(text, ", {}", day(on));
        }
        for (figure, what) in figures {
            if let Some(figure) = figure {
                let _ = write!(text, ", {}{what}", words(figure));
            }
        }
        let mut from = None;
        for &place in &places {
            if let Some(site) = self.site(place, 3) {
                site.notes.push((colour::GREY, text.clone()));
                from = Some(site.seat);
            }
        }
        if let Some(site) = end.and_then(|end| self.site(end, 3)) {
            let to = site.seat;
            if places.is_empty() {
                site.notes.push((colour::GREY, text));
            }
            if let Some(from) = from.filter(|&from| from != to) {
                self.legs.push(Leg {
                    from,
                    to,
                    stroke: Stroke::dashed(colour::GREY, 1.6, "3 3"),
                });
            }
        }
        end.is_some() || !places.is_empty()
    }
}

/// The events that cannot have followed the one before so fast or so far.
fn doubtful(dossier: &Dossier) -> BTreeSet<String> {
    let report = dossier.check();
    let speeds = report.iter().filter(|finding| {
        matches!(
            finding.code(),
            Code::ImplausibleSpeed | Code::TravelledTooFar
        )
    });
    let events = speeds.filter_map(|finding| {
        let (kind, id) = finding.record()?;
        (kind == RecordKind::Event).then(|| id.to_owned())
    });
    events.collect()
}

/// "2 events".
pub(crate) fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// Without the time of day.
fn day(on: &When) -> String {
    let text = on.to_string();
    match text.split_once('T') {
        Some((day, _)) if !text.contains('/') => day.to_owned(),
        _ => text,
    }
}

/// The figure in the words in which it was reported, or else in digits.
fn words(figure: &Figure) -> String {
    match figure.words() {
        Some(words) if words.chars().count() <= 40 => words.to_owned(),
        _ => figure.estimate().to_string(),
    }
}
