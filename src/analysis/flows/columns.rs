//! Counted flows, sorted.

use std::borrow::Cow;
use std::ops::Range;

use super::in_order::{InOrder, Keyed};
use super::sum::both;
use super::{Flow, Zone};
use crate::{Estimate, Period};

/// Flows in order of origin, destination and period, each once.
///
/// Zones and periods are kept once; cells name their ranks.
#[derive(Debug, Clone)]
pub(super) struct Columns<Z> {
    /// Ascending, each once.
    zones: Vec<Z>,
    /// Ascending, each once.
    periods: Vec<Period>,
    /// Up to where the cells of each zone as an origin reach.
    ends: Vec<usize>,
    cells: Vec<Cell>,
}

/// What went from an origin to one destination in one period.
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
        }
    }
}

impl<Z: Zone> Columns<Z> {
    /// Without cells; zones and periods ascend.
    pub(super) fn over(zones: Vec<Z>, periods: Vec<Period>) -> Self {
        Self {
            ends: Vec::with_capacity(zones.len()),
            zones,
            periods,
            cells: Vec::new(),
        }
    }

    /// Of flows in order, each once.
    pub(super) fn of_sorted(flows: impl Iterator<Item = Flow<Z>> + Clone) -> Self {
        let ends = flows
            .clone()
            .flat_map(|flow| [flow.origin(), flow.destination()]);
        let mut columns = Self::over(
            ascending(ends),
            ascending(flows.clone().map(|flow| flow.period())),
        );
        let mut flows = flows.peekable();
        for zone in columns.zones.clone() {
            while let Some(flow) = flows.next_if(|flow| flow.origin() == zone) {
                if let Some(slot) = columns.slot(flow.destination(), flow.period()) {
                    let people = flow.people();
                    columns.cells.push(Cell { slot, people });
                }
            }
            columns.ends.push(columns.cells.len());
        }
        columns
    }

    /// The cells of the next origin: in order, each slot once.
    pub(super) fn push_row(&mut self, cells: impl Iterator<Item = Cell>) {
        self.cells.extend(cells);
        self.ends.push(self.cells.len());
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

    /// Where the cells of an origin are.
    fn row_range(&self, origin: usize) -> Range<usize> {
        let end = |zone: usize| self.ends.get(zone).copied();
        let start = origin.checked_sub(1).and_then(end).unwrap_or(0);
        start..end(origin).unwrap_or(start)
    }

    /// The cells of an origin, in order.
    fn row(&self, origin: usize) -> &[Cell] {
        self.cells.get(self.row_range(origin)).unwrap_or_default()
    }

    fn rank(&self, zone: Z) -> Option<usize> {
        self.zones.binary_search(&zone).ok()
    }

    pub(super) fn get_mut(
        &mut self,
        origin: Z,
        destination: Z,
        period: Period,
    ) -> Option<&mut Estimate> {
        let index = self.find(origin, destination, period)?;
        self.cells.get_mut(index).map(|cell| &mut cell.people)
    }

    pub(super) fn get(&self, origin: Z, destination: Z, period: Period) -> Option<Estimate> {
        let index = self.find(origin, destination, period)?;
        self.cells.get(index).map(|cell| cell.people)
    }

    fn find(&self, origin: Z, destination: Z, period: Period) -> Option<usize> {
        let origin = self.rank(origin)?;
        let slot = self.slot(destination, period)?;
        let at = self
            .row(origin)
            .binary_search_by_key(&slot, |cell| cell.slot);
        Some(self.row_range(origin).start + at.ok()?)
    }

    fn slot(&self, destination: Z, period: Period) -> Option<usize> {
        let period = self.periods.binary_search(&period).ok()?;
        Some(self.rank(destination)? * self.periods.len() + period)
    }

    /// What went from an origin to a destination, over all periods.
    fn pair(&self, origin: usize, destination: usize) -> &[Cell] {
        let row = self.row(origin);
        let first = destination * self.periods.len();
        let start = row.partition_point(|cell| cell.slot < first);
        let end = row.partition_point(|cell| cell.slot < first + self.periods.len());
        row.get(start..end).unwrap_or_default()
    }

    /// The ranks of a cell's destination and period.
    fn ranks(&self, cell: &Cell) -> (usize, usize) {
        let periods = self.periods.len().max(1);
        (cell.slot / periods, cell.slot % periods)
    }

    /// The ranks of origin, destination and period, and the people, in order.
    pub(super) fn ranked(&self) -> impl Iterator<Item = (usize, usize, usize, Estimate)> {
        (0..self.zones.len()).flat_map(move |origin| {
            self.row(origin).iter().map(move |cell| {
                let (destination, period) = self.ranks(cell);
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
            let row = self.row(origin).iter();
            row.filter_map(move |cell| self.flow(origin, cell))
        })
    }

    /// The flows from a zone and to it.
    pub(super) fn about(&self, zone: Z) -> impl Iterator<Item = Flow<Z>> {
        let zone = self.rank(zone);
        let rows = zone.map_or(0..0, |_| 0..self.zones.len());
        rows.flat_map(move |origin| {
            let cells = match zone {
                Some(zone) if zone != origin => self.pair(origin, zone),
                _ => self.row(origin),
            };
            cells.iter().filter_map(move |cell| self.flow(origin, cell))
        })
    }

    /// Counts what another has counted.
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

/// The rows of a table as they are to be in a wider one.
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

    /// The cells of a zone; zones are asked for in order.
    fn next(&mut self, zone: Z) -> impl Iterator<Item = Cell> {
        let row = if self.columns.zones.get(self.origin) == Some(&zone) {
            self.origin += 1;
            self.columns.row(self.origin - 1)
        } else {
            &[]
        };
        row.iter().filter_map(|cell| {
            let (destination, period) = self.columns.ranks(cell);
            let slot = self.zones.get(destination)? * self.wide + self.periods.get(period)?;
            Some(Cell { slot, ..*cell })
        })
    }
}

/// The values in order, each once.
pub(super) fn ascending<T: Ord>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// Where each of some stands among all, which ascend.
pub(super) fn ranks<T: Ord>(some: &[T], all: &[T]) -> Vec<usize> {
    some.iter()
        .map(|one| all.partition_point(|other| other < one))
        .collect()
}
