//! The check of a whole dossier: 10,000, 100,000 and 1,000,000 events, a hundred per group, over
//! 5,000 places with links between neighbours; one crossing that is closed and reopened repeatedly;
//! and statistics of an office, a fifth of them in persons.
//! The time per event shows whether the check is linear.

use chrono::{Days, NaiveDate};
use corridor::{
    Change, Dossier, Draft, Estimate, Event, Link, MeasureKind, MigrantGroup, Party, PartyKind,
    Period, PlaceCode, Position, Rank, Source, SourceKind, Statistic, TravelMode,
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

/// What a group does on its `step`th day, at the place that it has reached.
fn event(seeded: &mut Seeded, index: usize, day: NaiveDate, at: PlaceCode) -> Draft<Event> {
    let (group, step) = (id("g", index / A_GROUP), index % A_GROUP);
    let id = id("e", index);
    // Rounded as in the press.
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
            // Eastwards, one place of 11 km a day.
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

/// One crossing, closed on every other day and reopened on the next, with arrivals while it is
/// closed.
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

/// The encounters of each sector, by month and by year, with their total, and a fifth as many
/// figures in persons, some of them changes and records.
fn statistics(count: usize) -> Dossier {
    const SECTORS: usize = 9;
    let mut seeded = Seeded(7);
    let first = Period::month(1950, 1).unwrap();
    let years = 70 * 12;
    let months: Vec<_> = std::iter::successors(Some(first), |month| month.next())
        .take(years)
        .collect();
    let months = months.into_iter().cycle();
    let figures = months.enumerate().flat_map(|(month, period)| {
        // Every 70 years the months start again, with the figures of another office.
        let office = month / (70 * 12);
        let figure = move |id: String, unit: &str, indicator: String| {
            Statistic::draft(id, indicator, period)
                .unit(unit)
                .nature("flow")
                .area("US")
                .publisher(format!("p{}", office % 50))
                .published(period.last() + Days::new(20))
        };
        let of = |what: &str| format!("{what} {}", office / 50);
        let sectors: Vec<u64> = (0..SECTORS)
            .map(|_| 1_000 + seeded.below(1_000) as u64)
            .collect();
        let total: u64 = sectors.iter().sum();
        let by_sector = sectors.iter().enumerate().map(move |(sector, value)| {
            figure(format!("s{month}.{sector}"), "encounter", of("encounters"))
                .breakdown("sector", sector.to_string())
                .value(*value)
        });
        let all = figure(format!("t{month}"), "encounter", of("encounters")).value(total);
        let persons = figure(format!("n{month}"), "person", of("persons met"));
        let claim = figure(format!("c{month}"), "person", of("persons met"));
        let claim = match month % 3 {
            0 => claim.value(total / 3),
            1 => claim.change(Change::up(period.previous().unwrap())),
            _ => claim.rank(Rank::highest()),
        };
        let claim = claim.published(period.last() + Days::new(21));
        by_sector
            .chain([all, persons.value(total / 3), claim])
            .collect::<Vec<_>>()
    });
    let parties =
        (0..50).map(|index| Party::draft(id("p", index), id("office ", index), PartyKind::Office));
    Dossier::draft("2024-06-01")
        .with_all(parties)
        .with_all(figures.take(count))
        .build()
        .unwrap()
}

/// Target: at most 100 ms for 100,000.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10, sample_size = 1)]
fn statistics_checked(bencher: Bencher<'_, '_>, count: usize) {
    let dossier = statistics(count);
    bencher
        .counter(ItemsCount::new(count))
        .bench_local(|| black_box(&dossier).check());
}

/// One series of days, each with the total of the year to date, and a fifth as many figures in
/// persons.
fn year_to_date(count: usize) -> Dossier {
    let first = NaiveDate::from_ymd_opt(1800, 1, 1).unwrap();
    let figures = first.iter_days().enumerate().flat_map(|(at, day)| {
        let start = NaiveDate::from_ymd_opt(chrono::Datelike::year(&day), 1, 1).unwrap();
        let so_far = Period::try_new(start, day).unwrap();
        let figure = move |kind: &str, unit: &str, period: Period, value: u64| {
            Statistic::draft(id(kind, at), "encounters", period)
                .unit(unit)
                .nature("flow")
                .area("US")
                .value(value)
                .publisher("p0")
                .published(day)
        };
        let days = so_far.days();
        let mut figures = vec![figure("d", "encounter", Period::day(day).unwrap(), 1_001)];
        if days > 1 {
            figures.push(figure("y", "encounter", so_far, 1_001 * days));
        }
        if at % 2 == 0 {
            figures.push(figure("n", "person", so_far, 300 * days).indicator("persons"));
        }
        figures
    });
    Dossier::draft("2124-06-01")
        .with(Party::draft("p0", "an office", PartyKind::Office))
        .with_all(figures.take(count))
        .build()
        .unwrap()
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10, sample_size = 1)]
fn years_to_date_checked(bencher: Bencher<'_, '_>, count: usize) {
    let dossier = year_to_date(count);
    bencher
        .counter(ItemsCount::new(count))
        .bench_local(|| black_box(&dossier).check());
}
