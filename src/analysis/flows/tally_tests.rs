//! A matrix counts as a map does, and is only made if it is worth its memory.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::columns::Columns;
use super::matrix::{Key, Matrix};
use super::tally::Tally;
use super::{Flow, Zone};
use crate::limits::{BLOCK_BITS, FEW_ROWS, SLOTS_A_ROW, WAITING_ROWS};
use crate::measure::Estimate;
use crate::time::Period;

const fn key(origin: u32, destination: u32, period: u32) -> Key {
    Key {
        origin,
        destination,
        period,
    }
}

fn month(number: u32) -> Period {
    Period::month(2023, number).unwrap()
}

fn drained(matrix: &mut Matrix) -> Vec<(Key, u64)> {
    let mut all = Vec::new();
    matrix.drain(|key, people| all.push((key, people)));
    all
}

fn flows<Z: Zone>(columns: &Columns<Z>) -> Vec<Flow<Z>> {
    columns.iter().collect()
}

/// A tally with that many zones and one month.
fn tally_of(zones: u32) -> Tally<u32> {
    let mut tally = Tally::default();
    tally.period(month(1));
    for zone in 0..zones {
        tally.zone(zone);
    }
    tally
}

/// Counts at and around the limits of what a waiting row can hold.
fn people() -> impl Strategy<Value = u64> {
    let great = 1_u64 << (u64::BITS - BLOCK_BITS);
    prop_oneof![
        1..20_u64,
        Just(1 << BLOCK_BITS),
        (great - 2)..(great + 2),
        Just(1 << 60)
    ]
}

proptest! {
    #[test]
    fn a_matrix_holds_the_sums_of_its_rows(
        rows in vec((0..4_u32, 0..4_u32, 0..3_u32, people()), 0..200),
    ) {
        let mut matrix = Matrix::new(3, 2);
        let mut sums: BTreeMap<_, u64> = BTreeMap::new();
        for (origin, destination, period, people) in rows {
            let within = origin < 3 && destination < 3 && period < 2;
            prop_assert_eq!(matrix.push(key(origin, destination, period), people), within);
            if within {
                let sum = sums.entry((origin, destination, period)).or_default();
                *sum = sum.saturating_add(people);
            }
        }
        for (&(origin, destination, period), &sum) in &sums {
            prop_assert_eq!(matrix.sum(key(origin, destination, period)), sum);
        }
        prop_assert_eq!(matrix.sum(key(3, 0, 0)), 0);
        prop_assert_eq!(matrix.count(), sums.len());
        for origin in 0..4 {
            for destination in 0..4 {
                let within = origin < 3 && destination < 3;
                let of = |period| sums.get(&(origin, destination, period)).copied().unwrap_or(0);
                let expected = if within { vec![of(0), of(1)] } else { Vec::new() };
                prop_assert_eq!(matrix.sums(origin as usize, destination as usize), expected);
            }
        }
        let sums = sums.into_iter().map(|((from, to, when), sum)| (key(from, to, when), sum));
        prop_assert_eq!(drained(&mut matrix), sums.collect::<Vec<_>>());
    }

    /// The expected number of rows, and when it is announced, changes nothing, even with zones and
    /// periods that are not yet known.
    #[test]
    fn whatever_is_expected_the_counts_are_the_same(
        rows in vec((0..9_u32, 0..9_u32, 1..4_u32, 0..5_u64, any::<bool>()), 0..80),
        expected in vec((0..80_usize, 0..40_usize), 0..4),
    ) {
        let (mut plain, mut tally) = (Tally::default(), Tally::default());
        for (at, &(from, to, when, people, about)) in rows.iter().enumerate() {
            for &(_, rows) in expected.iter().filter(|(when, _)| *when == at) {
                tally.make_room(rows);
            }
            let people = if about { Estimate::about(people) } else { Estimate::exactly(people) };
            let flow = Flow::new(from, to, month(when), people);
            plain.push_flow(&flow);
            tally.push_flow(&flow);
        }
        let counted = flows(&tally.clone().finish());
        for flow in &counted {
            let people = tally.get(flow.origin(), flow.destination(), flow.period());
            prop_assert_eq!(people, Some(flow.people()));
        }
        prop_assert_eq!(tally.get(9, 0, month(1)), None);
        prop_assert_eq!(counted, flows(&plain.finish()));
    }

    /// Exactly the flows from and to a zone, in order.
    #[test]
    fn about_a_zone_are_its_flows(
        rows in vec((0..6_u32, 0..6_u32, 1..4_u32, 0..5_u64), 0..40),
        zone in 0..7_u32,
    ) {
        let mut tally = Tally::default();
        for (from, to, when, people) in rows {
            tally.push_flow(&Flow::new(from, to, month(when), Estimate::about(people)));
        }
        let columns = tally.finish();
        let is_about = |flow: &Flow<u32>| flow.origin() == zone || flow.destination() == zone;
        let about: Vec<_> = columns.iter().filter(is_about).collect();
        prop_assert_eq!(columns.about(zone).collect::<Vec<_>>(), about);
    }
}

/// Rows of one cell: up to the number at which its block is counted, and beyond.
#[test]
fn rows_that_wait_are_counted() {
    for rows in [1, WAITING_ROWS - 1, WAITING_ROWS, WAITING_ROWS + 1] {
        let mut matrix = Matrix::new(2, 1);
        for _ in 0..rows {
            assert!(matrix.push(key(1, 0, 0), 3));
        }
        assert_eq!(drained(&mut matrix), [(key(1, 0, 0), 3 * rows as u64)]);
    }
}

#[test]
fn a_matrix_is_made_where_its_rows_are_worth_its_memory() {
    // A row pays for 16 slots: enough for the pairs of 4 zones, but not of 5.
    assert_eq!(SLOTS_A_ROW, 16);
    for (zones, rows, worth) in [
        (4, 1, true),
        (5, 1, false),
        (5, 2, true),
        (4, 0, false),
        (1, 1, true),
    ] {
        let mut tally = tally_of(zones);
        tally.make_room(rows);
        assert_eq!(tally.has_matrix(), worth, "{zones} zones, {rows} rows");
    }
    // A matrix above the limit of 1 GB is never made.
    let mut tally = tally_of(11_586);
    tally.make_room(usize::MAX);
    assert!(!tally.has_matrix());
}

#[test]
fn many_rows_that_nobody_announced_make_a_matrix() {
    let few = FEW_ROWS as u64;
    // 65,536 rows pay for the pairs of 1,024 zones, but not of 1,025.
    for (zones, worth) in [(1_024, true), (1_025, false)] {
        let mut tally = tally_of(zones);
        for row in 0..few {
            assert!(!tally.has_matrix(), "{row} rows");
            tally.push(0, 1, 0, Estimate::exactly(1));
        }
        assert_eq!(tally.has_matrix(), worth, "{zones} zones");
        tally.push(0, 1, 0, Estimate::exactly(1));
        let counted = Flow::new(0, 1, month(1), Estimate::exactly(few + 1));
        assert_eq!(flows(&tally.finish()), [counted]);
    }
    // With as many rows again, they do.
    let mut tally = tally_of(1_025);
    for _ in 0..2 * few {
        assert!(!tally.has_matrix());
        tally.push(0, 1, 0, Estimate::exactly(1));
    }
    assert!(tally.has_matrix());
}

/// If the announced rows just do not pay for a matrix, it is reconsidered after a quarter as many
/// have come, and not before.
#[test]
fn a_matrix_is_thought_of_again_after_a_quarter_more() {
    let rows = 8 * FEW_ROWS;
    let mut tally = tally_of(2_897);
    tally.make_room(rows);
    for row in 0..rows / 4 {
        assert!(!tally.has_matrix(), "{row} rows");
        tally.push(0, 1, 0, Estimate::exactly(1));
    }
    assert!(tally.has_matrix());
}
