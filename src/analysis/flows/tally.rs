//! Counting many rows at once.

use std::borrow::Cow;
use std::hash::Hash;

use foldhash::HashMap;

use super::columns::{Cell, Columns, ascending, ranks};
use super::matrix::{Key, Matrix};
use super::sum::both;
use super::{Flow, Zone};
use crate::limits::{FEW_ROWS, MATRIX_SLOTS, SLOTS_A_ROW};
use crate::measure::Estimate;
use crate::time::Period;
use crate::within::at;

/// Counts rows as they come.
///
/// A few rows are counted in a hash map. Once there are enough of them for their zones, they are
/// counted in a [`Matrix`].
#[derive(Debug, Clone)]
pub(super) struct Tally<Z> {
    zones: Ids<Z>,
    periods: Ids<Period>,
    /// The period of the last row, which most rows share with the row before.
    last_period: Option<(Period, u32)>,
    /// The sums of exact numbers above 0, which nearly all rows have.
    exact: HashMap<Key, u64>,
    matrix: Option<Matrix>,
    /// How many rows went to the map since a matrix was last considered, and how many it takes to
    /// consider it again.
    mapped: usize,
    many: usize,
    /// How many rows there were when it was last considered.
    rows: usize,
    others: HashMap<Key, Estimate>,
}

impl<Z> Default for Tally<Z> {
    fn default() -> Self {
        Self {
            zones: Ids::default(),
            periods: Ids::default(),
            last_period: None,
            exact: HashMap::default(),
            matrix: None,
            mapped: 0,
            many: FEW_ROWS,
            rows: 0,
            others: HashMap::default(),
        }
    }
}

impl<Z: Zone> Tally<Z> {
    /// The id of a zone in rows.
    pub(super) fn zone(&mut self, zone: Z) -> u32 {
        self.zones.id(zone)
    }

    /// The id of a period in rows.
    pub(super) fn period(&mut self, period: Period) -> u32 {
        match self.last_period {
            Some((last, id)) if last == period => id,
            _ => {
                let id = self.periods.id(period);
                self.last_period = Some((period, id));
                id
            }
        }
    }

    #[inline]
    pub(super) fn push_flow(&mut self, flow: &Flow<Z>) {
        let origin = self.zone(flow.origin());
        let destination = self.zone(flow.destination());
        let period = self.period(flow.period());
        self.push(origin, destination, period, flow.people());
    }

    /// Counts a row, by the ids of its zones and its period. The caller ensures that all rows
    /// together fit in 64 bits.
    #[inline]
    pub(super) fn push(&mut self, origin: u32, destination: u32, period: u32, people: Estimate) {
        let key = Key {
            origin,
            destination,
            period,
        };
        if !people.is_exact() || people.best() == 0 {
            self.push_other(key, people);
            return;
        }
        let people = people.best();
        if let Some(matrix) = &mut self.matrix
            && matrix.push(key, people)
        {
            return;
        }
        self.push_to_map(key, people);
    }

    #[inline(never)]
    fn push_other(&mut self, key: Key, people: Estimate) {
        let other = self.others.entry(key);
        other
            .and_modify(|sum| *sum = both(*sum, people))
            .or_insert(people);
    }

    #[inline(never)]
    fn push_to_map(&mut self, key: Key, people: u64) {
        let sum = self.exact.entry(key).or_default();
        *sum = sum.saturating_add(people);
        self.mapped += 1;
        if self.mapped >= self.many {
            let rows = self.rows + std::mem::take(&mut self.mapped);
            self.make_room(rows);
        }
    }

    /// Announces that many rows: makes a matrix of the zones and periods known so far, if it is
    /// worth its memory.
    #[cold]
    pub(super) fn make_room(&mut self, rows: usize) {
        self.rows = rows;
        self.many = FEW_ROWS.max(rows / 4);
        let (zones, periods) = (self.zones.values.len(), self.periods.values.len());
        let most = rows.saturating_mul(SLOTS_A_ROW).min(MATRIX_SLOTS);
        let slots = zones.checked_mul(zones);
        let slots = slots.and_then(|pairs| pairs.checked_mul(periods));
        if slots.is_none_or(|slots| slots > most) {
            return;
        }
        let mut matrix = Matrix::new(zones, periods);
        if let Some(mut smaller) = self.matrix.take() {
            smaller.drain(|key, people| {
                matrix.push(key, people);
            });
        }
        for (key, people) in self.exact.drain() {
            matrix.push(key, people);
        }
        self.matrix = Some(matrix);
    }

    #[cfg(test)]
    pub(super) fn has_matrix(&self) -> bool {
        self.matrix.is_some()
    }

    /// Whether there is no row.
    pub(super) fn is_empty(&self) -> bool {
        self.zones.values.is_empty()
    }

    /// Whether it has the id of a zone.
    pub(super) fn names(&self, zone: Z) -> bool {
        self.zones.known(zone).is_some()
    }

    /// The sum of the rows of a flow, if there are any.
    pub(super) fn get(&self, origin: Z, destination: Z, period: Period) -> Option<Estimate> {
        let key = Key {
            origin: self.zones.known(origin)?,
            destination: self.zones.known(destination)?,
            period: self.periods.known(period)?,
        };
        let mapped = self.exact.get(&key).copied().unwrap_or_default();
        let in_matrix = self.matrix.as_ref().map_or(0, |matrix| matrix.sum(key));
        let exact = Some(mapped.saturating_add(in_matrix)).filter(|sum| *sum > 0);
        let others = self.others.get(&key).copied();
        let sums = [exact.map(Estimate::exactly), others];
        sums.into_iter().flatten().reduce(both)
    }

    /// What was counted.
    pub(super) fn finish(self) -> Columns<Z> {
        let zones = ascending(self.zones.values.iter().copied());
        let periods = ascending(self.periods.values.iter().copied());
        let order = Ranks {
            zones: ranks(&self.zones.values, &zones),
            periods: ranks(&self.periods.values, &periods),
        };
        let exact = self.exact.into_iter();
        let exact = exact.map(|(key, people)| (key, Estimate::exactly(people)));
        let mut columns = order.columns(&zones, &periods, exact.collect());
        columns.merge(Cow::Owned(order.columns(
            &zones,
            &periods,
            self.others.into_iter().collect(),
        )));
        if let Some(matrix) = self.matrix {
            columns.merge(Cow::Owned(order.columns_of(zones, periods, matrix)));
        }
        columns
    }
}

/// The rank of each id.
struct Ranks {
    zones: Vec<usize>,
    periods: Vec<usize>,
}

impl Ranks {
    fn origin_and_slot(&self, key: Key) -> (usize, usize) {
        let rank = |ranks: &[usize], id: u32| at(ranks, id as usize);
        let slot = rank(&self.zones, key.destination) * self.periods.len();
        let slot = slot + rank(&self.periods, key.period);
        (rank(&self.zones, key.origin), slot)
    }

    fn columns<Z: Zone>(
        &self,
        zones: &[Z],
        periods: &[Period],
        counted: Vec<(Key, Estimate)>,
    ) -> Columns<Z> {
        let mut columns = Columns::over(zones.to_vec(), periods.to_vec());
        let ranked = counted.into_iter();
        let mut ranked: Vec<_> = ranked
            .map(|(key, people)| (self.origin_and_slot(key), people))
            .collect();
        ranked.sort_unstable_by_key(|&(place, _)| place);
        let mut ranked = ranked.into_iter().peekable();
        for origin in 0..zones.len() {
            let row = std::iter::from_fn(|| ranked.next_if(|((of, _), _)| *of == origin));
            columns.push_row(row.map(|((_, slot), people)| Cell { slot, people }));
        }
        columns
    }

    fn columns_of<Z: Zone>(
        &self,
        zones: Vec<Z>,
        periods: Vec<Period>,
        mut matrix: Matrix,
    ) -> Columns<Z> {
        let (by_zone, by_period) = (by_rank(&self.zones), by_rank(&self.periods));
        let mut columns = Columns::over(zones, periods);
        columns.reserve(matrix.count());
        for &origin in &by_zone {
            let cells = by_zone.iter().enumerate().flat_map(|(rank, &destination)| {
                let sums = matrix.sums(origin, destination);
                let first = rank * by_period.len();
                let periods = by_period.iter().enumerate();
                periods.filter_map(move |(rank, &period)| {
                    let people = sums.get(period).copied().filter(|&people| people > 0)?;
                    Some(Cell {
                        slot: first + rank,
                        people: Estimate::exactly(people),
                    })
                })
            });
            columns.push_row(cells);
        }
        columns
    }
}

/// The ids in the order of their ranks.
fn by_rank(ranks: &[usize]) -> Vec<usize> {
    let mut ids: Vec<usize> = (0..ranks.len()).collect();
    ids.sort_unstable_by_key(|&id| ranks.get(id));
    ids
}

/// Numbers values consecutively as they come.
#[derive(Debug, Clone)]
struct Ids<T> {
    by_value: HashMap<T, u32>,
    values: Vec<T>,
}

impl<T> Default for Ids<T> {
    fn default() -> Self {
        Self {
            by_value: HashMap::default(),
            values: Vec::new(),
        }
    }
}

impl<T: Copy + Ord + Hash> Ids<T> {
    fn known(&self, value: T) -> Option<u32> {
        self.by_value.get(&value).copied()
    }

    fn id(&mut self, value: T) -> u32 {
        *self.by_value.entry(value).or_insert_with(|| {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "four thousand million zones fill no memory that there is"
            )]
            let id = self.values.len() as u32;
            self.values.push(value);
            id
        })
    }
}
