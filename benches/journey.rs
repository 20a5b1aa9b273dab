//! The state of a group on a day, over 10⁶ events of 1,000 groups: 1,024 queries per iteration.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};
use corridor::{Dossier, Event, MigrantGroup, TravelMode};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

use crate::seeded::{Seeded, place};

const GROUPS: usize = 1_000;
const EVENTS: usize = 1_000_000;
const PLACES: usize = 500;
const DAYS: usize = 3_650;
/// So many that the cache content left by the previous ones does not help.
const QUESTIONS: usize = 1 << 18;
const AT_ONCE: usize = 1_024;

fn day(index: usize) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2014, 1, 1).unwrap();
    first + Days::new(index as u64)
}

fn group(index: usize) -> String {
    format!("group-{index}")
}

fn dossier() -> Dossier {
    let mut seeded = Seeded(6);
    let places: Vec<_> = (0..PLACES)
        .map(|index| place(index, seeded.position()))
        .collect();
    let groups = (0..GROUPS)
        .map(|index| MigrantGroup::draft(group(index), "a group").mode(TravelMode::Foot));
    let events = (0..EVENTS).map(|index| {
        let group = group(seeded.below(GROUPS));
        let place = places[seeded.below(PLACES)].code();
        Event::sighting(format!("e{index}"), day(seeded.below(DAYS)), group, place)
    });
    let events: Vec<_> = events.collect();
    Dossier::draft(day(DAYS))
        .with_all(&places)
        .with_all(groups)
        .with_all(events)
        .build()
        .unwrap()
}

/// Groups by index, and days.
fn questions() -> Vec<(usize, NaiveDate)> {
    let mut seeded = Seeded(7);
    (0..QUESTIONS)
        .map(|_| (seeded.below(GROUPS), day(seeded.below(DAYS))))
        .collect()
}

/// For a group whose journey exists already.
#[divan::bench]
fn at(bencher: Bencher<'_, '_>) {
    let dossier = dossier();
    let journeys: Vec<_> = dossier.journeys().collect();
    let questions = questions();
    let mut questions = questions.chunks(AT_ONCE).cycle();
    bencher.counter(ItemsCount::new(AT_ONCE)).bench_local(|| {
        for &(group, day) in questions.next().unwrap() {
            let _ = black_box(journeys[group].at(day));
        }
    });
}

/// For a group by its id.
#[divan::bench]
fn get_at(bencher: Bencher<'_, '_>) {
    let dossier = dossier();
    let ids = dossier.groups().iter().map(|group| group.id().to_string());
    let journeys: HashMap<_, _> = ids.zip(dossier.journeys()).collect();
    let ids: Vec<_> = (0..GROUPS).map(group).collect();
    let questions = questions();
    let mut questions = questions.chunks(AT_ONCE).cycle();
    bencher.counter(ItemsCount::new(AT_ONCE)).bench_local(|| {
        for &(group, day) in questions.next().unwrap() {
            let _ = black_box(journeys[&ids[group]].at(day));
        }
    });
}

/// The likely code without this crate: the last event on the day or before, with no places in
/// between.
#[divan::bench]
fn tree_of_events(bencher: Bencher<'_, '_>) {
    let dossier = dossier();
    let mut by_group: HashMap<&str, BTreeMap<NaiveDate, &Event>> = HashMap::new();
    for event in dossier.events() {
        let group = event.group().unwrap().as_str();
        let day = event.on().unwrap().as_day().unwrap();
        by_group.entry(group).or_default().insert(day, event);
    }
    let ids: Vec<_> = (0..GROUPS).map(group).collect();
    let questions = questions();
    let mut questions = questions.chunks(AT_ONCE).cycle();
    bencher.counter(ItemsCount::new(AT_ONCE)).bench_local(|| {
        for &(group, day) in questions.next().unwrap() {
            black_box(by_group[ids[group].as_str()].range(..=day).next_back());
        }
    });
}

/// The index over all groups: the cost before the first query.
#[divan::bench(sample_count = 5)]
fn prepare(bencher: Bencher<'_, '_>) {
    let dossier = dossier();
    bencher
        .counter(ItemsCount::new(EVENTS))
        .bench_local(|| black_box(dossier.journeys().collect::<Vec<_>>()));
}

/// Where every group of a chain is on a day, each group split off from the one before it. The time
/// per group shows whether this is linear.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 3, sample_size = 1)]
fn where_all_of_a_chain_are(bencher: Bencher<'_, '_>, groups: usize) {
    let mut seeded = Seeded(8);
    let places: Vec<_> = (0..PLACES)
        .map(|index| place(index, seeded.position()))
        .collect();
    let mut at = || places[seeded.below(PLACES)].code();
    let drafts = (0..groups).map(|index| {
        let draft = MigrantGroup::draft(group(index), "a group").mode(TravelMode::Foot);
        match index.checked_sub(1) {
            Some(before) => draft.split_from(group(before)),
            None => draft,
        }
    });
    let events: Vec<_> = (0..groups)
        .map(|index| Event::sighting(format!("e{index}"), day(index), group(index), at()))
        .collect();
    let dossier = Dossier::draft(day(groups))
        .with_all(&places)
        .with_all(drafts)
        .with_all(events)
        .build()
        .unwrap();
    let on = day(groups / 2);
    bencher
        .counter(ItemsCount::new(groups))
        .bench_local(|| black_box(&dossier).whereabouts(on).unwrap().count());
}
