//! What a series has ever stated for a period: in any of its vintages, however rounded.

use std::collections::BTreeMap;

use super::rounding::{Range, of_count};
use crate::analysis::Series;
use crate::id::Id;
use crate::measure::Estimate;
use crate::record::Nature;
use crate::time::Period;

/// What is known about a period.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) period: Period,
    /// From the least to the most that any vintage allows.
    pub(super) range: Range,
    /// The value of the latest vintage.
    pub(super) latest: Estimate,
    /// The statistic that states it; for a sum, the last part.
    pub(super) id: Id,
}

/// The length of a period. All months are of equal length, whatever their days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Length {
    Months(u32),
    Days(u64),
}

impl Length {
    pub(super) fn of(period: Period) -> Self {
        match period.whole_months() {
            Some(months) => Self::Months(months),
            None => Self::Days(period.days()),
        }
    }
}

/// The lengths of equal parts that may make up a period: those that divide it.
fn parts_of(period: Period) -> impl Iterator<Item = Length> {
    let divisors = |of: u64| {
        let small = (1..).take_while(move |part| part * part <= of);
        let small = small.filter(move |part| of.is_multiple_of(*part));
        small.flat_map(move |part| [part, of / part])
    };
    let months = period.whole_months().map(u64::from);
    let months = months.into_iter().flat_map(divisors);
    let months = months.filter_map(|months| u32::try_from(months).ok());
    let days = divisors(period.days()).map(Length::Days);
    months.map(Length::Months).chain(days)
}

/// The levels of a series.
#[derive(Debug, Default)]
pub(super) struct Levels {
    /// By length, each in the order of periods.
    by_length: BTreeMap<Length, Tiles>,
    adds: bool,
}

/// Figures for periods of equal length.
#[derive(Debug, Default)]
struct Tiles {
    levels: Vec<Level>,
    /// The sum of the first n levels at index n.
    sums: Vec<Sum>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    low: f64,
    high: f64,
    latest: Option<Estimate>,
    /// How many do not start on the day after the previous one ends.
    breaks: usize,
    /// How many have no upper bound.
    open: usize,
}

impl Levels {
    pub(super) fn of(series: &Series) -> Self {
        let mut by_length: BTreeMap<Length, Tiles> = BTreeMap::new();
        // Observations are in the order of periods, and for each period in that of vintages.
        for row in series.observations() {
            let Some(value) = row.value() else { continue };
            let (period, range) = (row.period(), of_count(value));
            let levels = &mut by_length.entry(Length::of(period)).or_default().levels;
            match levels.last_mut().filter(|last| last.period == period) {
                Some(last) => {
                    last.range = last.range.hull(range);
                    (last.latest, last.id) = (value, row.id().clone());
                }
                None => levels.push(Level {
                    period,
                    range,
                    latest: value,
                    id: row.id().clone(),
                }),
            }
        }
        let adds = series.nature() == Nature::Flow;
        if adds {
            by_length.values_mut().for_each(Tiles::sum_up);
        }
        Self { by_length, adds }
    }

    /// The figures for periods of that length, in order.
    pub(super) fn as_long_as(&self, length: Length) -> &[Level] {
        let tiles = self.by_length.get(&length);
        tiles.map_or(&[], |tiles| tiles.levels.as_slice())
    }

    /// The highest lower bound among the longer periods before this one.
    pub(super) fn longer_before(&self, period: Period) -> Option<f64> {
        let levels = self.by_length.values().flat_map(|tiles| &tiles.levels);
        let longer = levels.filter(|level| {
            level.period.days() > period.days() && level.period.last() < period.first()
        });
        longer.map(|level| level.range.low).reduce(f64::max)
    }

    /// The published figure for the period; for a flow, also what its parts sum to.
    pub(super) fn at(&self, period: Period) -> Option<Level> {
        let own = self.by_length.get(&Length::of(period));
        let own = own.and_then(|tiles| tiles.exactly(period)).cloned();
        if !self.adds {
            return own;
        }
        let lengths = parts_of(period);
        let sums = lengths
            .filter_map(|length| self.by_length.get(&length))
            .filter_map(|tiles| tiles.sum(period));
        own.into_iter().chain(sums).reduce(|one, other| Level {
            range: one.range.hull(other.range),
            ..one
        })
    }
}

impl Tiles {
    fn exactly(&self, period: Period) -> Option<&Level> {
        let at = self
            .levels
            .binary_search_by_key(&period, |level| level.period);
        self.levels.get(at.ok()?)
    }

    fn sum_up(&mut self) {
        let mut so_far = Sum {
            latest: Some(Estimate::exactly(0)),
            ..Sum::default()
        };
        let mut due = None;
        self.sums.push(so_far);
        for level in &self.levels {
            let Level { period, range, .. } = level;
            so_far.breaks += usize::from(due != Some(period.first()));
            so_far.open += usize::from(range.high.is_infinite());
            so_far.low += range.low;
            so_far.high += if range.high.is_finite() {
                range.high
            } else {
                0.0
            };
            let latest = so_far.latest;
            so_far.latest = latest.and_then(|sum| sum.checked_add(level.latest).ok());
            due = period.last().succ_opt();
            self.sums.push(so_far);
        }
    }

    /// The sum of two or more levels that make up the period.
    fn sum(&self, period: Period) -> Option<Level> {
        let levels = &self.levels;
        let from = levels.partition_point(|level| level.period.first() < period.first());
        let to = levels.partition_point(|level| level.period.last() <= period.last());
        let (first, last) = (levels.get(from)?, levels.get(to.checked_sub(1)?)?);
        if to < from.checked_add(2)?
            || first.period.first() != period.first()
            || last.period.last() != period.last()
        {
            return None;
        }
        let (before, until) = (self.sums.get(from)?, self.sums.get(to)?);
        if self.sums.get(from.checked_add(1)?)?.breaks != until.breaks {
            return None;
        }
        let is_open = before.open != until.open;
        let (low, high) = (until.low - before.low, until.high - before.high);
        let (sum, less) = (until.latest?, before.latest?);
        let part = |of: fn(Estimate) -> u64| of(sum).saturating_sub(of(less));
        let most = sum.high().zip(less.high());
        let most = most.map(|(sum, less)| sum.saturating_sub(less));
        let latest = Estimate::try_new(
            part(Estimate::low),
            part(Estimate::best),
            most.filter(|_| !is_open),
        );
        Some(Level {
            period,
            range: Range {
                low,
                high: if is_open { f64::INFINITY } else { high },
            },
            latest: latest.ok()?,
            id: last.id.clone(),
        })
    }
}
