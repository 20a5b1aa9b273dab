//! The check of a whole dossier: 10,000, 100,000 and 1,000,000 events, a hundred a group, over 5,000
//! places with links between neighbours; and one crossing that is closed and reopened again and again.
//! Whether it is linear shows in the time an event.

use chrono::{Days, NaiveDate};
use corridor::{
    Dossier, Draft, Estimate, Event, Link, MeasureKind, MigrantGroup, Party, PartyKind, PlaceCode,
    Position, Source, SourceKind, TravelMode,
};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

use crate::seeded::{Seeded, place};

const PLACES: usize = 5_000;
const ACROSS: usize = 100;
const SOURCES: usize = 200;
const A_GROUP: usize = 100;

fn id(kind: &str, index: usize) -> String {
    format!("{kind}{index}")
}

fn code(index: usize) -> PlaceCode {
    format!("ZZ-L{index}").parse().unwrap()
}

/// What a group does on its `step`th day, at the place where it is by then.
fn event(seeded: &mut Seeded, index: usize, day: NaiveDate, at: PlaceCode) -> Draft<Event> {
    let (group, step) = (id("g", index / A_GROUP), index % A_GROUP);
    let id = id("e", index);
    // As round as the press has them.
    let people = 1_000 + seeded.below(90) as u64 * 100;
    match (step, seeded.below(10)) {
        (0, _) => Event::departure(id, day, group, at).headcount(Estimate::about(people)),
        (_, 0) => Event::halt(id, day, group, at).hours(12),
        (_, 1 | 2) => Event::statement(id, day)
            .group(group)
            .headcount(format!("about {people}"))
            .by(format!("p{}", people / 100 % 50)),
        (_, 3) => Event::arrival(id, day, group, at),
        _ => Event::sighting(id, day, group, at),
    }
}

fn events(seeded: &mut Seeded, events: usize) -> Vec<Event> {
    let first = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap();
    (0..events)
        .map(|index| {
            let (group, step) = (index / A_GROUP, index % A_GROUP);
            // Eastwards, a place of 11 km a day.
            let start = group * 37 % (PLACES - A_GROUP);
            let day = first + Days::new((group % 200 + step) as u64);
            let event = event(seeded, index, day, code(start + step));
            event
                .source(id("s", seeded.below(SOURCES)))
                .build()
                .unwrap()
        })
        .collect()
}

pub(crate) fn dossier(count: usize) -> Dossier {
    let mut seeded = Seeded(6);
    let places = (0..PLACES).map(|index| {
        let (row, column) = (index / ACROSS, index % ACROSS);
        place(
            index,
            Position::try_new(10.0 + row as f64 * 0.1, -110.0 + column as f64 * 0.1).unwrap(),
        )
    });
    let links = (1..PLACES).map(|index| Link::draft(id("l", index), code(index - 1), code(index)));
    let text = |index: usize| format!("number {index}");
    let sources =
        (0..SOURCES).map(|index| Source::draft(id("s", index), text(index), SourceKind::Agency));
    let parties =
        (0..50).map(|index| Party::draft(id("p", index), text(index), PartyKind::Organisation));
    let groups = (0..count / A_GROUP)
        .map(|index| MigrantGroup::draft(id("g", index), text(index)).mode(TravelMode::Foot));
    Dossier::draft("2024-06-01")
        .with_all(sources)
        .with_all(parties)
        .with_all(places)
        .with_all(groups)
        .with_all(links)
        .with_all(events(&mut seeded, count))
        .build()
        .unwrap()
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 10, sample_size = 1)]
fn dossier_checked(bencher: Bencher<'_, '_>, count: usize) {
    let dossier = dossier(count);
    bencher
        .counter(ItemsCount::new(count))
        .bench_local(|| black_box(&dossier).check());
}

/// One crossing, closed on every other day and reopened on the next, with somebody who arrives
/// while it is closed.
fn crossing(closures: usize) -> Dossier {
    let first = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap();
    let day = |days: usize| first + Days::new(days as u64);
    let events = (0..closures).flat_map(|index| {
        let (closed, reopened) = (day(2 * index), day(2 * index + 1));
        let event = |which| id("e", 3 * index + which);
        let close = Event::measure(event(0), closed, MeasureKind::PORT_CLOSURE, "p0", closed);
        let arrive = Event::arrival(event(1), closed, "g0", code(0));
        let reopen = Event::measure(
            event(2),
            reopened,
            MeasureKind::PORT_REOPENING,
            "p0",
            reopened,
        );
        [
            close.area_place(code(0)),
            arrive,
            reopen.area_place(code(0)),
        ]
    });
    let position = Position::try_new(10.0, -110.0).unwrap();
    Dossier::draft("2024-06-01")
        .with(Party::draft("p0", "a state", PartyKind::Government))
        .with(place(0, position))
        .with(MigrantGroup::draft("g0", "a group").mode(TravelMode::Foot))
        .with_all(events)
        .build()
        .unwrap()
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10, sample_size = 1)]
fn closures_of_one_crossing_checked(bencher: Bencher<'_, '_>, closures: usize) {
    let dossier = crossing(closures);
    bencher
        .counter(ItemsCount::new(closures))
        .bench_local(|| black_box(&dossier).check());
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10, sample_size = 1)]
fn network_of_closures(bencher: Bencher<'_, '_>, closures: usize) {
    let dossier = crossing(closures);
    bencher
        .counter(ItemsCount::new(closures))
        .bench_local(|| black_box(&dossier).network().unwrap());
}
