//! Where groups were, how fast they came, and when they may be where they are going.

mod fixes;
mod forecast;
mod laws;
mod network;
#[cfg(feature = "gazetteer")]
mod seed;

use chrono::NaiveDate;
use corridor::record::DossierBuilder;
use corridor::{
    Distance, Dossier, Event, EventKind, Halt, Id, MigrantGroup, Movement, Place, PlaceCode,
    Position, Text, TravelMode, When,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn when(text: &str) -> When {
    text.parse().unwrap()
}

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

fn km(km: f64) -> Distance {
    Distance::from_km(km).unwrap()
}

/// "2023-12-28 to 2023-12-30", "2023-12-28 or later".
fn shown(days: (Option<NaiveDate>, Option<NaiveDate>)) -> String {
    match days {
        (Some(earliest), Some(latest)) if earliest == latest => earliest.to_string(),
        (Some(earliest), Some(latest)) => format!("{earliest} to {latest}"),
        (Some(earliest), None) => format!("{earliest} or later"),
        (None, Some(latest)) => format!("{latest} or earlier"),
        (None, None) => "some day".to_owned(),
    }
}

/// Places called A to Z, a third of a degree apart along the equator.
fn place(name: &str) -> Place {
    let index = name.bytes().next().unwrap() - b'A';
    Place::new(code(name), name)
        .unwrap()
        .with_seat(Position::try_new(0.0, f64::from(index) / 3.0).unwrap())
}

fn code(name: &str) -> PlaceCode {
    format!("ZZ-{name}").parse().unwrap()
}

fn group(name: &str) -> MigrantGroup {
    let text: Text = name.parse().unwrap();
    MigrantGroup::new(id(name), text, TravelMode::Foot)
}

fn at(group: &str, place: &str) -> Movement {
    Movement::new(id(group), code(place))
}

fn halt(group: &str, place: &str, hours: f64) -> Halt {
    Halt::new(id(group), code(place)).with_hours(hours).unwrap()
}

fn sighting(group: &str, place: &str) -> EventKind {
    EventKind::Sighting(at(group, place))
}

fn departure(group: &str, place: &str) -> EventKind {
    EventKind::Departure(at(group, place))
}

fn occurred(name: &str, on: &str, kind: EventKind) -> Event {
    Event::occurred(id(name), when(on), kind)
}

fn planned(name: &str, on: &str, kind: EventKind) -> Event {
    Event::planned(id(name), when(on), kind)
}

/// All places, and the groups g, p (which was part of g) and q (which was part of p).
fn builder() -> DossierBuilder {
    Dossier::builder(day("2023-12-27"))
        .places(('A'..='Z').map(|name| place(&name.to_string())))
        .group(group("g"))
        .group(group("p").with_split_from(id("g")))
        .group(group("q").with_split_from(id("p")))
}

fn dossier(events: impl IntoIterator<Item = Event>) -> Dossier {
    builder().events(events).build().unwrap()
}
