//! Counting many rows at once.
//!
//! A hash map of millions of flows misses the cache at nearly every row. Here rows are only taken
//! down at first; then they are dealt out by origin, and the rows of one origin are counted in an
//! array over its destinations, which fits the cache (the partitioned hash join of Shatdal, Kant &
//! Naughton, *Cache Conscious Algorithms for Relational Query Processing*, VLDB 1994).

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;

use super::columns::{Cell, Columns, ascending, ranks};
use super::sum::both;
use super::{Flow, Zone};
use crate::limits::{TALLY_ROWS, TALLY_SLOTS_A_ROW};
use crate::{Estimate, Period};

/// Rows that are taken down, and what has been counted before.
#[derive(Debug)]
pub(super) struct Tally<Z> {
    zones: Ids<Z>,
    periods: Ids<Period>,
    /// Those of an exact number above 0, which are nearly all and count fastest.
    exact: Vec<Row<u64>>,
    others: Vec<Row<Estimate>>,
    counted: Columns<Z>,
}

#[derive(Debug, Clone, Copy)]
struct Row<P> {
    origin: u32,
    destination: u32,
    period: u32,
    people: P,
}

impl<Z: Zone> Tally<Z> {
    pub(super) fn new() -> Self {
        Self {
            zones: Ids::new(),
            periods: Ids::new(),
            exact: Vec::new(),
            others: Vec::new(),
            counted: Columns::default(),
        }
    }

    pub(super) fn zone(&mut self, zone: Z) -> u32 {
        self.zones.id(zone)
    }

    pub(super) fn period(&mut self, period: Period) -> u32 {
        self.periods.id(period)
    }

    pub(super) fn push_flow(&mut self, flow: &Flow<Z>) {
        let origin = self.zone(flow.origin());
        let destination = self.zone(flow.destination());
        let period = self.period(flow.period());
        self.push(origin, destination, period, flow.people());
    }

    /// Takes a row down, by the ids of its zones and its period.
    pub(super) fn push(&mut self, origin: u32, destination: u32, period: u32, people: Estimate) {
        if people.is_exact() && people.best() > 0 {
            self.exact.push(Row {
                origin,
                destination,
                period,
                people: people.best(),
            });
        } else {
            self.others.push(Row {
                origin,
                destination,
                period,
                people,
            });
        }
        if self.exact.len() + self.others.len() >= TALLY_ROWS {
            self.count();
        }
    }

    /// All that was taken down.
    pub(super) fn finish(mut self) -> Columns<Z> {
        self.count();
        self.counted
    }

    fn count(&mut self) {
        let (zones, zone_ranks) = self.zones.sorted();
        let (periods, period_ranks) = self.periods.sorted();
        let ranks = Ranks {
            zones: &zone_ranks,
            periods: &period_ranks,
        };
        let mut exact = Columns::over(zones.clone(), periods.clone());
        let mut dealt = Dealt::by_origin(&std::mem::take(&mut self.exact), &ranks);
        let slots = zones.len() * periods.len();
        let mut sums: Vec<u64> = Vec::new();
        for origin in 0..zones.len() {
            let row = dealt.row(origin);
            if row.len() * TALLY_SLOTS_A_ROW < slots {
                exact.push_row(sorted(row, |&one, &other| one.saturating_add(other)).map(
                    |(slot, people)| Cell {
                        slot,
                        people: Estimate::exactly(people),
                    },
                ));
                continue;
            }
            sums.resize(slots, 0);
            for &(slot, people) in &*row {
                if let Some(sum) = sums.get_mut(slot) {
                    *sum = sum.saturating_add(people);
                }
            }
            let sums = sums.iter_mut().enumerate();
            exact.push_row(sums.filter(|(_, sum)| **sum > 0).map(|(slot, sum)| Cell {
                slot,
                people: Estimate::exactly(std::mem::take(sum)),
            }));
        }
        let mut others = Columns::over(zones, periods);
        let mut dealt = Dealt::by_origin(&std::mem::take(&mut self.others), &ranks);
        for origin in 0..zone_ranks.len() {
            let row = sorted(dealt.row(origin), |&one, &other| both(one, other));
            others.push_row(row.map(|(slot, people)| Cell { slot, people }));
        }
        self.counted.merge(Cow::Owned(exact));
        self.counted.merge(Cow::Owned(others));
    }
}

/// Brings a row into order and adds up what is for one slot.
fn sorted<P: Copy>(
    row: &mut [(usize, P)],
    add: impl Fn(&P, &P) -> P,
) -> impl Iterator<Item = (usize, P)> {
    row.sort_unstable_by_key(|&(slot, _)| slot);
    row.chunk_by(|(one, _), (other, _)| one == other)
        .filter_map(move |same| {
            let (&(slot, first), rest) = same.split_first()?;
            let people = rest.iter().fold(first, |sum, (_, more)| add(&sum, more));
            Some((slot, people))
        })
}

/// Where ids stand in order.
struct Ranks<'r> {
    zones: &'r [usize],
    periods: &'r [usize],
}

impl Ranks<'_> {
    fn zone(&self, id: u32) -> usize {
        self.zones.get(id as usize).copied().unwrap_or_default()
    }

    fn slot<P>(&self, row: &Row<P>) -> usize {
        let period = self.periods.get(row.period as usize);
        self.zone(row.destination) * self.periods.len() + period.copied().unwrap_or_default()
    }
}

/// Rows dealt out by origin: of each only its slot and its people are left.
struct Dealt<P> {
    ends: Vec<usize>,
    rows: Vec<(usize, P)>,
}

impl<P: Copy> Dealt<P> {
    fn by_origin(rows: &[Row<P>], ranks: &Ranks<'_>) -> Self {
        let mut ends = vec![0_usize; ranks.zones.len()];
        for row in rows {
            if let Some(count) = ends.get_mut(ranks.zone(row.origin)) {
                *count += 1;
            }
        }
        let mut before = 0;
        for end in &mut ends {
            before += std::mem::replace(end, before);
        }
        let mut dealt = match rows.first() {
            Some(row) => vec![(0, row.people); rows.len()],
            None => Vec::new(),
        };
        for row in rows {
            if let Some(end) = ends.get_mut(ranks.zone(row.origin))
                && let Some(place) = dealt.get_mut(*end)
            {
                *place = (ranks.slot(row), row.people);
                *end += 1;
            }
        }
        Self { ends, rows: dealt }
    }

    fn row(&mut self, origin: usize) -> &mut [(usize, P)] {
        let end = |zone: usize| self.ends.get(zone).copied();
        let start = origin.checked_sub(1).and_then(end).unwrap_or(0);
        let end = end(origin).unwrap_or(start);
        self.rows.get_mut(start..end).unwrap_or_default()
    }
}

/// Small numbers for values, as they come.
#[derive(Debug)]
struct Ids<T> {
    // Seeded, since zones come from strangers.
    by_value: HashMap<T, u32>,
    values: Vec<T>,
}

impl<T: Copy + Ord + Hash> Ids<T> {
    fn new() -> Self {
        Self {
            by_value: HashMap::new(),
            values: Vec::new(),
        }
    }

    fn id(&mut self, value: T) -> u32 {
        *self.by_value.entry(value).or_insert_with(|| {
            self.values.push(value);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "fewer than two for each row"
            )]
            let id = self.values.len() as u32 - 1;
            id
        })
    }

    /// The values in order, and where each id stands in it.
    fn sorted(&self) -> (Vec<T>, Vec<usize>) {
        let sorted = ascending(self.values.iter().copied());
        let ranks = ranks(&self.values, &sorted);
        (sorted, ranks)
    }
}
