//! The check of a whole dossier: 10,000, 100,000 and 1,000,000 events, a hundred a group, over 5,000
//! places with links between neighbours; and one crossing that is closed and reopened again and again.
//! Whether it is linear shows in the time an event.

use chrono::{Days, NaiveDate};
use corridor::{
    Dossier, Estimate, Event, EventKind, Figure, Halt, Id, Link, Measure, MeasureKind,
    MigrantGroup, Movement, Party, PartyKind, PlaceCode, Position, Source, SourceKind, Statement,
    TravelMode, When,
};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

use crate::seeded::{Seeded, place};

const PLACES: usize = 5_000;
const ACROSS: usize = 100;
const SOURCES: usize = 200;
const A_GROUP: usize = 100;

fn id(kind: &str, index: usize) -> Id {
    format!("{kind}{index}").parse().unwrap()
}

fn code(index: usize) -> PlaceCode {
    format!("ZZ-L{index}").parse().unwrap()
}

/// What a group does on its `step`th day, at the place where it is by then.
fn kind(seeded: &mut Seeded, group: &Id, at: usize, step: usize) -> EventKind {
    // As round as the press has them.
    let people = 1_000 + seeded.below(90) as u64 * 100;
    let movement = Movement::new(group.clone(), code(at));
    match (step, seeded.below(10)) {
        (0, _) => EventKind::Departure(movement.with_headcount(Estimate::about(people).into())),
        (_, 0) => EventKind::Halt(Halt::new(group.clone(), code(at)).with_hours(12.0).unwrap()),
        (_, 1 | 2) => {
            let figure = Figure::quoted(format!("about {people}").parse().unwrap()).unwrap();
            EventKind::Statement(
                Statement::counting(group.clone(), figure)
                    .with_by(id("p", people as usize / 100 % 50)),
            )
        }
        (_, 3) => EventKind::Arrival(movement),
        _ => EventKind::Sighting(movement),
    }
}

fn events(seeded: &mut Seeded, events: usize) -> Vec<Event> {
    let first = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap();
    (0..events)
        .map(|index| {
            let (group, step) = (index / A_GROUP, index % A_GROUP);
            // Eastwards, a place of 11 km a day.
            let start = group * 37 % (PLACES - A_GROUP);
            let day = first
                .checked_add_days(Days::new((group % 200 + step) as u64))
                .unwrap();
            let kind = kind(seeded, &id("g", group), start + step, step);
            Event::occurred(id("e", index), When::day(day).unwrap(), kind)
                .with_sources([id("s", seeded.below(SOURCES))])
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
    let links =
        (1..PLACES).map(|index| Link::new(id("l", index), code(index - 1), code(index)).unwrap());
    let text = |index: usize| format!("number {index}").parse().unwrap();
    Dossier::builder(NaiveDate::from_ymd_opt(2024, 6, 1).unwrap())
        .sources(
            (0..SOURCES).map(|index| Source::new(id("s", index), text(index), SourceKind::Agency)),
        )
        .parties(
            (0..50).map(|index| Party::new(id("p", index), text(index), PartyKind::Organisation)),
        )
        .places(places)
        .groups(
            (0..count / A_GROUP)
                .map(|index| MigrantGroup::new(id("g", index), text(index), TravelMode::Foot)),
        )
        .links(links)
        .events(events(&mut seeded, count))
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
    let day = |days: usize| When::day(first.checked_add_days(Days::new(days as u64)).unwrap());
    let measure = |kind, on: usize| {
        let measure = Measure::new(kind, id("p", 0), day(on).unwrap());
        EventKind::Measure(measure.with_places([code(0)]))
    };
    let events = (0..closures).flat_map(|index| {
        let kinds = [
            (measure(MeasureKind::PortClosure, 2 * index), 2 * index),
            (
                EventKind::Arrival(Movement::new(id("g", 0), code(0))),
                2 * index,
            ),
            (
                measure(MeasureKind::PortReopening, 2 * index + 1),
                2 * index + 1,
            ),
        ];
        kinds
            .into_iter()
            .enumerate()
            .map(move |(which, (kind, on))| {
                Event::occurred(id("e", 3 * index + which), day(on).unwrap(), kind)
            })
    });
    let position = Position::try_new(10.0, -110.0).unwrap();
    Dossier::builder(NaiveDate::from_ymd_opt(2024, 6, 1).unwrap())
        .party(Party::new(
            id("p", 0),
            "a state".parse().unwrap(),
            PartyKind::Government,
        ))
        .place(place(0, position))
        .group(MigrantGroup::new(
            id("g", 0),
            "a group".parse().unwrap(),
            TravelMode::Foot,
        ))
        .events(events)
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
