//! Counted flows, in sorted columns.

use std::borrow::Cow;
use std::ops::Range;

use super::in_order::{InOrder, Keyed};
use super::sum::both;
use super::{Flow, Zone};
use crate::measure::{Bounds, Estimate};
use crate::time::Period;
use crate::within::{at, part};

/// Flows in order of origin, destination and period, each once.
///
/// Zones and periods are stored once, and cells refer to them by rank.
#[derive(Debug, Clone)]
pub(super) struct Columns<Z> {
    /// Ascending, without repetition.
    zones: Vec<Z>,
    /// Ascending, without repetition.
    periods: Vec<Period>,
    /// The end of the cells of each zone as an origin.
    ends: Vec<usize>,
    cells: Vec<Stated>,
    /// The bounds of each cell up to the last one that is not exact; empty in most tables.
    bounds: Vec<Bounds>,
}

/// The figure of a cell without its bounds, which saves memory in a large table.
#[derive(Debug, Clone, Copy)]
struct Stated {
    slot: usize,
    best: u64,
}

/// The people who went from an origin to one destination in one period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// The rank of the destination times the number of periods, plus the rank of the period.
    pub(super) slot: usize,
    pub(super) people: Estimate,
}

impl<Z> Default for Columns<Z> {
    fn default() -> Self {
        Self {
            zones: Vec::new(),
            periods: Vec::new(),
            ends: Vec::new(),
            cells: Vec::new(),
            bounds: Vec::new(),
        }
    }
}

impl<Z: Zone> Columns<Z> {
    /// Columns without cells. Zones and periods must ascend.
    pub(super) fn over(zones: Vec<Z>, periods: Vec<Period>) -> Self {
        Self {
            ends: Vec::with_capacity(zones.len()),
            zones,
            periods,
            cells: Vec::new(),
            bounds: Vec::new(),
        }
    }

    pub(super) fn reserve(&mut self, cells: usize) {
        self.cells.reserve_exact(cells);
    }

    /// Adds the cells of the next origin, which must be in order, each slot once.
    pub(super) fn push_row(&mut self, cells: impl Iterator<Item = Cell>) {
        cells.for_each(|cell| self.push(cell));
        self.ends.push(self.cells.len());
    }

    fn push(&mut self, Cell { slot, people }: Cell) {
        if !people.is_exact() {
            self.bound_all();
            self.bounds.push(people.bounds());
        }
        self.cells.push(Stated {
            slot,
            best: people.best(),
        });
    }

    /// Stores the bounds of all cells so far.
    fn bound_all(&mut self) {
        let exact = self.cells.iter().skip(self.bounds.len());
        let exact = exact.map(|cell| Estimate::exactly(cell.best).bounds());
        self.bounds.extend(exact);
    }

    fn cell(&self, index: usize) -> Option<Cell> {
        let &Stated { slot, best } = self.cells.get(index)?;
        let people = match self.bounds.get(index) {
            Some(bounds) => Estimate::ascending(bounds.low(), best, bounds.high()),
            None => Estimate::exactly(best),
        };
        Some(Cell { slot, people })
    }

    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn zones(&self) -> &[Z] {
        &self.zones
    }

    pub(super) fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The range of an origin's cells.
    fn row_range(&self, origin: usize) -> Range<usize> {
        let end = |zone: usize| self.ends.get(zone).copied();
        let start = origin.checked_sub(1).and_then(end).unwrap_or(0);
        start..end(origin).unwrap_or(start)
    }

    /// The cells of an origin, in order.
    fn row(&self, origin: usize) -> impl Iterator<Item = Cell> {
        self.row_range(origin).filter_map(|index| self.cell(index))
    }

    fn rank(&self, zone: Z) -> Option<usize> {
        self.zones.binary_search(&zone).ok()
    }

    pub(super) fn get(&self, origin: Z, destination: Z, period: Period) -> Option<Estimate> {
        let index = self.find(origin, destination, period)?;
        self.cell(index).map(|cell| cell.people)
    }

    fn find(&self, origin: Z, destination: Z, period: Period) -> Option<usize> {
        let range = self.row_range(self.rank(origin)?);
        let slot = self.slot(destination, period)?;
        let row = self.cells.get(range.clone())?;
        let at = row.binary_search_by_key(&slot, |cell| cell.slot).ok()?;
        Some(range.start + at)
    }

    fn slot(&self, destination: Z, period: Period) -> Option<usize> {
        let period = self.periods.binary_search(&period).ok()?;
        Some(self.rank(destination)? * self.periods.len() + period)
    }

    /// The range of the cells from an origin to a destination.
    fn pair_range(&self, origin: usize, destination: usize) -> Range<usize> {
        let range = self.row_range(origin);
        let row = part(&self.cells, range.clone());
        let first = destination * self.periods.len();
        let from = |slot: usize| range.start + row.partition_point(|cell| cell.slot < slot);
        from(first)..from(first + self.periods.len())
    }

    /// The ranks of a cell's destination and period.
    fn ranks(&self, cell: &Cell) -> (usize, usize) {
        let periods = self.periods.len().max(1);
        (cell.slot / periods, cell.slot % periods)
    }

    /// The ranks of origin, destination and period, with the people, in order.
    pub(super) fn ranked(&self) -> impl Iterator<Item = (usize, usize, usize, Estimate)> {
        (0..self.zones.len()).flat_map(move |origin| {
            self.row(origin).map(move |cell| {
                let (destination, period) = self.ranks(&cell);
                (origin, destination, period, cell.people)
            })
        })
    }

    fn flow(&self, origin: usize, cell: &Cell) -> Option<Flow<Z>> {
        let (destination, period) = self.ranks(cell);
        Some(Flow::new(
            *self.zones.get(origin)?,
            *self.zones.get(destination)?,
            *self.periods.get(period)?,
            cell.people,
        ))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Flow<Z>> {
        let rows = 0..self.zones.len();
        rows.flat_map(move |origin| {
            let row = self.row(origin);
            row.filter_map(move |cell| self.flow(origin, &cell))
        })
    }

    /// The flows from a zone and to it.
    pub(super) fn about(&self, zone: Z) -> impl Iterator<Item = Flow<Z>> {
        let zone = self.rank(zone);
        let rows = zone.map_or(0..0, |_| 0..self.zones.len());
        rows.flat_map(move |origin| {
            let cells = match zone {
                Some(zone) if zone != origin => self.pair_range(origin, zone),
                _ => self.row_range(origin),
            };
            let cells = cells.filter_map(|index| self.cell(index));
            cells.filter_map(move |cell| self.flow(origin, &cell))
        })
    }

    /// Drops the zones and periods that no flow has.
    pub(super) fn of_the_named(mut self) -> Self {
        let periods = self.periods.len().max(1);
        let mut zone_named = vec![false; self.zones.len()];
        let mut period_named = vec![false; self.periods.len()];
        for (origin, named) in zone_named.iter_mut().enumerate() {
            *named = !self.row_range(origin).is_empty();
        }
        for cell in &self.cells {
            for (names, rank) in [
                (&mut zone_named, cell.slot / periods),
                (&mut period_named, cell.slot % periods),
            ] {
                if let Some(named) = names.get_mut(rank) {
                    *named = true;
                }
            }
        }
        if zone_named.iter().chain(&period_named).all(|named| *named) {
            return self;
        }
        let (zone_ranks, period_ranks) = (ranks_of(&zone_named), ranks_of(&period_named));
        let wide = period_named.iter().filter(|named| **named).count();
        for cell in &mut self.cells {
            cell.slot = at(&zone_ranks, cell.slot / periods) * wide
                + at(&period_ranks, cell.slot % periods);
        }
        retain(&mut self.zones, &zone_named);
        retain(&mut self.ends, &zone_named);
        retain(&mut self.periods, &period_named);
        self
    }

    /// Adds the counts of another.
    pub(super) fn merge(&mut self, other: Cow<'_, Self>) {
        if other.cells.is_empty() {
            return;
        }
        if self.cells.is_empty() {
            *self = other.into_owned();
            return;
        }
        let mut merged = Self::over(
            ascending([self.zones.as_slice(), &other.zones].concat()),
            ascending([self.periods.as_slice(), &other.periods].concat()),
        );
        merged
            .cells
            .reserve(self.cells.len().max(other.cells.len()));
        let mut ours = Rows::of(self, &merged.zones, &merged.periods);
        let mut theirs = Rows::of(&other, &merged.zones, &merged.periods);
        for zone in merged.zones.clone() {
            let row = InOrder::of(ours.next(zone), theirs.next(zone));
            merged.push_row(row);
        }
        *self = merged;
    }
}

impl Keyed for Cell {
    type Key = usize;

    fn key(&self) -> usize {
        self.slot
    }

    fn with(self, other: Self) -> Self {
        Self {
            people: both(self.people, other.people),
            ..self
        }
    }
}

/// The rows of a table, renumbered for a wider one.
struct Rows<'c, Z> {
    columns: &'c Columns<Z>,
    origin: usize,
    zones: Vec<usize>,
    periods: Vec<usize>,
    wide: usize,
}

impl<'c, Z: Zone> Rows<'c, Z> {
    fn of(columns: &'c Columns<Z>, zones: &[Z], periods: &[Period]) -> Self {
        Self {
            columns,
            origin: 0,
            zones: ranks(&columns.zones, zones),
            periods: ranks(&columns.periods, periods),
            wide: periods.len(),
        }
    }

    /// The cells of a zone. Zones must be requested in order.
    fn next(&mut self, zone: Z) -> impl Iterator<Item = Cell> {
        let row = if self.columns.zones.get(self.origin) == Some(&zone) {
            self.origin += 1;
            self.columns.row_range(self.origin - 1)
        } else {
            0..0
        };
        row.filter_map(|index| {
            let cell = self.columns.cell(index)?;
            let (destination, period) = self.columns.ranks(&cell);
            let slot = self.zones.get(destination)? * self.wide + self.periods.get(period)?;
            Some(Cell { slot, ..cell })
        })
    }
}

/// The values in ascending order, without repetition.
pub(super) fn ascending<T: Ord>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// The rank of each of some values in the list of all values, which ascends.
pub(super) fn ranks<T: Ord>(some: &[T], all: &[T]) -> Vec<usize> {
    some.iter()
        .map(|one| all.partition_point(|other| other < one))
        .collect()
}

/// The rank of each index among those that are named.
fn ranks_of(named: &[bool]) -> Vec<usize> {
    let before = named.iter().scan(0, |before, named| {
        let rank = *before;
        *before += usize::from(*named);
        Some(rank)
    });
    before.collect()
}

fn retain<T>(all: &mut Vec<T>, named: &[bool]) {
    let mut named = named.iter();
    all.retain(|_| named.next().is_some_and(|named| *named));
}
