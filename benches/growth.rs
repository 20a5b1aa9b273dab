//! A growing dossier: events pushed one by one into 1,000 groups, the same as one batch, and the
//! dossier rebuilt; and a journey looked up by the group's id.
//!
//! The time per event shows whether the cost of a push depends on the number of events.

use chrono::{Days, NaiveDate};
use corridor::{Dossier, Event, MigrantGroup, TravelMode};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

use crate::seeded::{Seeded, place};

const GROUPS: usize = 1_000;
const PLACES: usize = 500;
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// 1,000 groups and the places they pass, without events.
fn empty() -> Dossier {
    let mut seeded = Seeded(21);
    let groups = (0..GROUPS)
        .map(|index| MigrantGroup::draft(group(index), "a group").mode(TravelMode::Foot));
    Dossier::draft("2023-12-27")
        .with_all((0..PLACES).map(|index| place(index, seeded.position())))
        .with_all(groups)
        .build()
        .unwrap()
}

fn group(index: usize) -> String {
    format!("group-{index}")
}

/// Sightings, with the groups taking turns: of 100,000 sightings, each group has a hundred.
fn events(count: usize) -> Vec<Event> {
    let first = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap();
    let mut seeded = Seeded(22);
    let events = (0..count).map(|index| {
        let day = first + Days::new((index / GROUPS) as u64);
        let place = format!("ZZ-L{}", seeded.below(PLACES));
        Event::sighting(format!("e{index}"), day, group(index % GROUPS), place)
            .headcount(1_000 + seeded.below(9_000) as u64)
            .build()
            .unwrap()
    });
    events.collect()
}

fn grown(bencher: Bencher<'_, '_>, count: usize, grow: impl Fn(&mut Dossier, Vec<Event>) + Sync) {
    let (empty, events) = (empty(), events(count));
    bencher
        .counter(ItemsCount::new(count))
        .with_inputs(|| (empty.clone(), events.clone()))
        .bench_local_values(|(mut dossier, events)| {
            grow(&mut dossier, events);
            dossier
        });
}

/// Target: 100,000 in a second; 5 µs per event.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn pushed_one_by_one(bencher: Bencher<'_, '_>, count: usize) {
    grown(bencher, count, |dossier, events| {
        for event in events {
            dossier.push(event).unwrap();
        }
    });
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn extended_at_once(bencher: Bencher<'_, '_>, count: usize) {
    grown(bencher, count, |dossier, events| {
        dossier.extend(events).unwrap();
    });
}

/// Rebuilt from scratch: the cost of each further event if dossiers could not grow.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn rebuilt(bencher: Bencher<'_, '_>, count: usize) {
    grown(bencher, count, |dossier, events| {
        let draft = Dossier::draft("2023-12-27").with_all(dossier.places());
        let draft = draft.with_all(dossier.groups()).with_all(events);
        *dossier = draft.build().unwrap();
    });
}

/// Target: at most 20 µs.
#[divan::bench]
fn journey_of_100_fixes_among_100_000_events(bencher: Bencher<'_, '_>) {
    let mut dossier = empty();
    dossier.extend(events(100_000)).unwrap();
    let ids: Vec<String> = (0..GROUPS).map(group).collect();
    let mut ids = ids.iter().cycle();
    bencher.bench_local(|| {
        let journey = dossier.journey(ids.next().unwrap()).unwrap();
        black_box(journey.last().is_some())
    });
}
