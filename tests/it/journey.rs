//! Where groups were, how fast they came, and when they may be where they are going.

mod fixes;
mod forecast;
mod laws;
mod network;
mod readings;
#[cfg(feature = "gazetteer")]
mod seed;

use chrono::NaiveDate;
use corridor::{
    Distance, Dossier, Draft, Error, Event, MigrantGroup, Place, PlaceCode, TravelMode, When,
};

fn day(text: &str) -> NaiveDate {
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
    let place = Place::draft(code(name), name).seat((0.0, f64::from(index) / 3.0));
    place.build().unwrap()
}

fn code(name: &str) -> PlaceCode {
    format!("ZZ-{name}").parse().unwrap()
}

fn group(id: &str) -> Draft<MigrantGroup> {
    MigrantGroup::draft(id, id).mode(TravelMode::Foot)
}

fn departure(
    id: impl AsRef<str>,
    on: impl TryInto<When, Error: Into<Error>>,
    group: &str,
    place: &str,
) -> Draft<Event> {
    Event::departure(id.as_ref(), on, group, code(place))
}

fn sighting(
    id: impl AsRef<str>,
    on: impl TryInto<When, Error: Into<Error>>,
    group: &str,
    place: &str,
) -> Draft<Event> {
    Event::sighting(id.as_ref(), on, group, code(place))
}

fn halt(id: impl AsRef<str>, on: &str, group: &str, place: &str, hours: f64) -> Draft<Event> {
    Event::halt(id.as_ref(), on, group, code(place)).hours(hours)
}

/// All places, and the groups g, p (which was part of g) and q (which was part of p).
fn draft() -> Draft<Dossier> {
    Dossier::draft("2023-12-27")
        .with_all(('A'..='Z').map(|name| place(&name.to_string())))
        .with(group("g"))
        .with(group("p").split_from("g"))
        .with(group("q").split_from("p"))
}

fn dossier(events: impl IntoIterator<Item = Draft<Event>>) -> Dossier {
    draft().with_all(events).build().unwrap()
}
