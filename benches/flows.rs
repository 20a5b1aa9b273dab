//! Origin–destination totals of 10⁷ rows over 2,500 places, compared with a plain hash map.
//!
//! Divan reports rows per second: 40 million are 25 ns per row. Each benchmark runs only a few
//! times, since one run is long.

use std::sync::LazyLock;

use corridor::{
    Dossier, Estimate, Event, Flow, FlowTable, MigrantGroup, Part, Period, PlaceCode, Position,
    TravelMode,
};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use rustc_hash::FxHashMap;

use crate::seeded::Seeded;

const ROWS: usize = 10_000_000;
const PLACES: usize = 2_500;
const SPARSE_PAIRS: usize = 100_000;

/// Origin, destination, people.
type Row = (u16, u16, u32);

#[derive(Debug, Clone, Copy)]
enum Kind {
    /// 3.8 million distinct pairs.
    Dense,
    /// 100,000 distinct pairs.
    Sparse,
}

const KINDS: [Kind; 2] = [Kind::Dense, Kind::Sparse];

impl Kind {
    fn rows(self) -> &'static [Row] {
        static DENSE: LazyLock<Vec<Row>> = LazyLock::new(|| {
            let mut seeded = Seeded(1);
            // The closer the ranks of two places, the more people go from one to the other.
            let mut place = move || seeded.below(PLACES).min(seeded.below(PLACES)) as u16;
            let mut people = Seeded(2);
            let rows = (0..ROWS).map(|_| (place(), place(), people.below(25) as u32 + 1));
            rows.collect()
        });
        static SPARSE: LazyLock<Vec<Row>> = LazyLock::new(|| {
            let mut seeded = Seeded(3);
            let mut place = || seeded.below(PLACES) as u16;
            let pairs: Vec<_> = (0..SPARSE_PAIRS).map(|_| (place(), place())).collect();
            let rows = (0..ROWS).map(|_| {
                let (origin, destination) = pairs[seeded.below(SPARSE_PAIRS)];
                (origin, destination, seeded.below(25) as u32 + 1)
            });
            rows.collect()
        });
        match self {
            Self::Dense => &DENSE,
            Self::Sparse => &SPARSE,
        }
    }
}

fn places() -> Vec<PlaceCode> {
    let code = |index| format!("MX{index:05}").parse().unwrap();
    (0..PLACES).map(code).collect()
}

fn month() -> Period {
    Period::month(2023, 12).unwrap()
}

/// Target: at most 25 ns per row for dense flows, 12 ns for sparse ones; `docs::performance` has
/// the results.
#[divan::bench(args = KINDS, sample_count = 5, sample_size = 1)]
fn by_index(bencher: Bencher<'_, '_>, kind: Kind) {
    let (rows, places) = (kind.rows(), places());
    bencher.counter(ItemsCount::new(ROWS)).bench(|| {
        let rows = black_box(rows)
            .iter()
            .map(|&(origin, destination, people)| {
                let people = Estimate::exactly(people.into());
                (origin.into(), destination.into(), 0, people)
            });
        FlowTable::from_indexed(&places, &[month()], rows).unwrap()
    });
}

#[divan::bench(args = KINDS, sample_count = 5, sample_size = 1)]
fn by_code(bencher: Bencher<'_, '_>, kind: Kind) {
    let (rows, places, month) = (kind.rows(), places(), month());
    bencher.counter(ItemsCount::new(ROWS)).bench(|| {
        let mut table = FlowTable::new();
        let flows = black_box(rows)
            .iter()
            .map(|&(origin, destination, people)| {
                let (origin, destination) = (
                    places[usize::from(origin)],
                    places[usize::from(destination)],
                );
                Flow::new(origin, destination, month, Estimate::exactly(people.into()))
            });
        table.extend(flows).unwrap();
        table
    });
}

#[divan::bench(args = KINDS, sample_count = 1, sample_size = 1)]
fn one_by_one(bencher: Bencher<'_, '_>, kind: Kind) {
    let (rows, places, month) = (kind.rows(), places(), month());
    bencher.counter(ItemsCount::new(ROWS)).bench(|| {
        let mut table = FlowTable::new();
        for &(origin, destination, people) in black_box(rows) {
            let (origin, destination) = (
                places[usize::from(origin)],
                places[usize::from(destination)],
            );
            table
                .add(origin, destination, month, Estimate::exactly(people.into()))
                .unwrap();
        }
        table
    });
}

/// The peer: no codes, no periods, no bounds, no order.
#[divan::bench(args = KINDS, sample_count = 3, sample_size = 1)]
fn peer_fx_hash_map(bencher: Bencher<'_, '_>, kind: Kind) {
    let rows = kind.rows();
    bencher.counter(ItemsCount::new(ROWS)).bench(|| {
        let mut table: FxHashMap<u32, u64> = FxHashMap::default();
        for &(origin, destination, people) in black_box(rows) {
            let pair = u32::from(origin) << 16 | u32::from(destination);
            *table.entry(pair).or_default() += u64::from(people);
        }
        table
    });
}

#[divan::bench(args = KINDS, sample_count = 3, sample_size = 1)]
fn merge_two_halves(bencher: Bencher<'_, '_>, kind: Kind) {
    let places = places();
    let half = |rows: &[Row]| {
        let rows = rows.iter().map(|&(origin, destination, people)| {
            let people = Estimate::exactly(people.into());
            (origin.into(), destination.into(), 0, people)
        });
        FlowTable::from_indexed(&places, &[month()], rows).unwrap()
    };
    let (one, other) = kind.rows().split_at(ROWS / 2);
    let (one, other) = (half(one), half(other));
    bencher
        .counter(ItemsCount::new(one.len() + other.len()))
        .with_inputs(|| one.clone())
        .bench_values(|mut table| {
            table.merge(black_box(&other)).unwrap();
            table
        });
}

#[divan::bench(args = KINDS, sample_count = 3, sample_size = 1)]
fn nets_of_all(bencher: Bencher<'_, '_>, kind: Kind) {
    let rows = kind.rows().iter().map(|&(origin, destination, people)| {
        (
            origin.into(),
            destination.into(),
            0,
            Estimate::exactly(people.into()),
        )
    });
    let table = FlowTable::from_indexed(&places(), &[month()], rows).unwrap();
    bencher
        .counter(ItemsCount::new(table.len()))
        .bench(|| black_box(&table).nets().last());
}

/// The flows of one group that divides into many parts, which merge into it again at another place
/// on the next day. Target: 200 ms for 100,000 parts.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 3, sample_size = 1)]
fn of_a_split_merged_again(bencher: Bencher<'_, '_>, parts: usize) {
    let place = |index| crate::seeded::place(index, Position::try_new(15.0, -92.0).unwrap());
    let part = |index: usize| format!("p{index}");
    let whole = MigrantGroup::draft("g", "the whole").mode(TravelMode::Foot);
    let groups = (0..parts).map(|index| {
        let draft = MigrantGroup::draft(part(index), "a part").mode(TravelMode::Foot);
        draft.split_from("g")
    });
    let split = (0..parts).fold(
        Event::split("split", "2023-12-25", "g").place("ZZ-L0"),
        |split, index| split.part(Part::of(part(index)).headcount(10)),
    );
    let merge = Event::merge("merge", "2023-12-26", "g").place("ZZ-L1");
    let merge = (0..parts).fold(merge, |merge, index| merge.member(part(index)));
    let dossier = Dossier::draft("2023-12-27")
        .with_all([place(0), place(1)])
        .with(whole)
        .with_all(groups)
        .with(Event::departure("out", "2023-12-24", "g", "ZZ-L0"))
        .with(split)
        .with(merge)
        .build()
        .unwrap();
    bencher
        .counter(ItemsCount::new(parts))
        .bench(|| black_box(&dossier).flows().unwrap().uncounted().len());
}
