//! A series as it was known at one time, and its sums.

use std::iter;

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

use super::observation::status_of;
use super::tiling::{self, Tiling};
use super::{Difference, Observation, Row, Series, SeriesError, Total, serialize_series};
use crate::error::{Error, given};
use crate::measure::Estimate;
use crate::record::{Nature, ObservationStatus};
use crate::time::{Period, US_FISCAL_FIRST_MONTH};
use crate::within::part;

/// A [`Series`] with one vintage chosen for each period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vintage<'s> {
    series: &'s Series,
    choice: Choice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    LatestUpTo(NaiveDate),
    First,
}

impl<'s> Vintage<'s> {
    pub(super) fn known_by(series: &'s Series, day: NaiveDate) -> Self {
        Self {
            series,
            choice: Choice::LatestUpTo(day),
        }
    }

    pub(super) fn first_release(series: &'s Series) -> Self {
        Self {
            series,
            choice: Choice::First,
        }
    }

    /// The series with all of its vintages.
    pub fn series(&self) -> &'s Series {
        self.series
    }

    /// The chosen vintage of a period; `None` if all are later.
    fn chosen(self, row: &Row) -> Option<&'s Observation> {
        let index = match self.choice {
            Choice::First => row.start,
            Choice::LatestUpTo(day) => {
                let vintages = self.series.published.get(row.start..row.end)?;
                // Most queries are about what is known now.
                let known = match vintages.last() {
                    Some(newest) if *newest <= day => vintages.len(),
                    _ => vintages.partition_point(|published| *published <= day),
                };
                row.start + known.checked_sub(1)?
            }
        };
        self.series.observations.get(index)
    }

    /// The figure chosen for each period that has one, in order of period.
    pub fn observations(self) -> impl Iterator<Item = &'s Observation> {
        let rows = self.series.rows.iter();
        rows.filter_map(move |row| self.chosen(row))
    }

    /// The figure for exactly that period.
    pub fn observation(self, period: Period) -> Option<&'s Observation> {
        let rows = &self.series.rows;
        let at = rows.binary_search_by_key(&period, |row| row.period).ok()?;
        self.chosen(rows.get(at)?)
    }

    /// The figures that lie wholly within the period, in order.
    fn within(self, period: Period) -> impl Iterator<Item = (&'s Row, &'s Observation)> {
        let rows = &self.series.rows;
        let from = rows.partition_point(|row| row.period.first() < period.first());
        let to = rows.partition_point(|row| row.period.first() <= period.last());
        let rows = part(rows, from..to).iter();
        rows.filter(move |row| row.period.last() <= period.last())
            .filter_map(move |row| Some((row, self.chosen(row)?)))
    }

    /// How many over exactly that period: the sum of the figures that make it up, regardless of any
    /// others, such as totals of the year to date. If several sets of figures make it up, the
    /// result is the part that their sums have in common.
    ///
    /// # Errors
    /// [`Code::StockSummed`](crate::Code::StockSummed) if the series is of stocks,
    /// [`Code::SeriesGap`](crate::Code::SeriesGap) if a day has no figure,
    /// [`Code::VintageConflict`](crate::Code::VintageConflict) if a period has two values of one
    /// vintage that cannot both be true, [`Code::SeriesOverlap`](crate::Code::SeriesOverlap) if its
    /// figures overlap and do not make up the period,
    /// [`Code::SumsDisagree`](crate::Code::SumsDisagree) if two sets of figures make it up with
    /// different sums, [`Code::EstimateOverflow`](crate::Code::EstimateOverflow) if the sum exceeds
    /// 64 bits.
    pub fn sum(self, period: impl TryInto<Period, Error: Into<Error>>) -> Result<Total<'s>, Error> {
        let period = given(period)?;
        let total = self.partial_sum(period)?;
        if total.is_complete() {
            return Ok(total);
        }
        Err(self.gap(period, total.missing).into())
    }

    /// The missing parts of the period, with the statuses of figures that are published as missing.
    fn gap(self, period: Period, missing: Vec<Period>) -> SeriesError {
        let unknown = self.within(period).map(|(_, observation)| observation);
        let unknown = unknown.filter(|observation| {
            let of = observation.period;
            observation.status.is_missing() && missing.iter().any(|gap| gap.overlaps(of))
        });
        let statuses = unknown.map(|observation| (observation.period, observation.status));
        SeriesError::Gap {
            period,
            statuses: statuses.collect(),
            missing,
        }
    }

    /// How many over that period by the available figures: a lower bound if some are
    /// [missing](Total::missing). Of figures that overlap, those count that leave the fewest days
    /// out.
    ///
    /// # Errors
    /// As [`sum`](Self::sum), except for gaps.
    pub fn partial_sum(
        self,
        period: impl TryInto<Period, Error: Into<Error>>,
    ) -> Result<Total<'s>, Error> {
        let period = given(period)?;
        self.partial_sum_without(period, |_| false)
    }

    pub(super) fn partial_sum_without(
        self,
        period: Period,
        left_out: impl Fn(&Observation) -> bool,
    ) -> Result<Total<'s>, Error> {
        if self.series.nature() == Nature::Stock {
            return Err(SeriesError::Stock { period }.into());
        }
        let mut sum = Sum::over(period);
        let mut agreed = None;
        for (row, observation) in self.within(period) {
            if observation.value.is_none() || left_out(observation) {
                continue;
            }
            if row.period.first() < sum.due {
                // Figures overlap, so some must be chosen.
                let tiling = self.tiling(period, left_out)?;
                sum = Sum::over(period);
                for (row, observation) in tiling.parts {
                    sum.add(row, observation)?;
                }
                agreed = tiling.agreed;
                break;
            }
            sum.add(row, observation)?;
        }
        let mut total = sum.end(self.series);
        total.estimate = agreed.unwrap_or(total.estimate);
        if total.is_complete() {
            return Ok(total);
        }
        // A period with two contradictory values matters only if no other figure covers it.
        for (_, observation) in self.within(period) {
            let of = observation.period;
            if total.missing.iter().any(|gap| gap.overlaps(of)) {
                known(observation)?;
            }
        }
        Ok(total)
    }

    /// The figures that make up the period, or as much of it as possible.
    fn tiling(
        self,
        period: Period,
        left_out: impl Fn(&Observation) -> bool,
    ) -> Result<Tiling<'s>, Error> {
        let parts = self.within(period);
        let parts = parts.filter(|(_, part)| part.value.is_some() && !left_out(part));
        tiling::of(period, parts.collect())
    }

    /// How many in exactly that period: the figure published for it, or else the sum.
    ///
    /// # Errors
    /// As [`sum`](Self::sum); for a stock, [`Code::SeriesGap`](crate::Code::SeriesGap) if no figure
    /// is published for it.
    pub fn value(
        self,
        period: impl TryInto<Period, Error: Into<Error>>,
    ) -> Result<Total<'s>, Error> {
        let period = given(period)?;
        let observation = self.observation(period);
        if let Some(observation) = observation {
            known(observation)?;
        }
        match observation {
            Some(&Observation {
                status,
                value: Some(estimate),
                published,
                ..
            }) => Ok(Total {
                period,
                estimate,
                unit: self.series.unit(),
                statuses: iter::once(status)
                    .filter(|status| *status != ObservationStatus::Normal)
                    .collect(),
                newest: Some(published),
                missing: Vec::new(),
            }),
            _ if self.series.nature() == Nature::Flow => self.sum(period),
            _ => Err(self.gap(period, vec![period]).into()),
        }
    }

    /// How much more or less the second period has than the first.
    ///
    /// # Errors
    /// As [`value`](Self::value), for either period.
    pub fn change(
        self,
        first: impl TryInto<Period, Error: Into<Error>>,
        second: impl TryInto<Period, Error: Into<Error>>,
    ) -> Result<Difference, Error> {
        let (first, second) = (self.value(first)?, self.value(second)?);
        Ok(Difference::new(first.estimate, second.estimate))
    }

    /// From the first day that any figure covers to the last.
    pub fn span(self) -> Option<Period> {
        let periods = || self.observations().map(Observation::period);
        let first = periods().map(Period::first).min()?;
        Period::try_new(first, periods().map(Period::last).max()?).ok()
    }

    /// Each month of the [span](Self::span) with its sum, or why there is none.
    pub fn by_month(self) -> impl Iterator<Item = (Period, Result<Total<'s>, Error>)> {
        let first = self.span().map(Period::first);
        self.each(first.and_then(|day| Period::month(day.year(), day.month()).ok()))
    }

    /// Each quarter of the calendar year of the [span](Self::span) with its sum, or why there is none.
    pub fn by_quarter(self) -> impl Iterator<Item = (Period, Result<Total<'s>, Error>)> {
        let first = self.span().map(Period::first);
        let quarter = |day: NaiveDate| Period::quarter(day.year(), day.month0() / 3 + 1).ok();
        self.each(first.and_then(quarter))
    }

    /// Each calendar year of the [span](Self::span) with its sum, or why there is none.
    pub fn by_year(self) -> impl Iterator<Item = (Period, Result<Total<'s>, Error>)> {
        let first = self.span().map(Period::first);
        self.each(first.and_then(|day| Period::year(day.year()).ok()))
    }

    /// Each fiscal year of the [span](Self::span) with its sum, or why there is none. The years
    /// start in that month, from 1 to 12: see [`Period::fiscal_year`].
    ///
    /// # Errors
    /// [`Code::PeriodInvalid`](crate::Code::PeriodInvalid) if there is no such month.
    ///
    /// ```
    /// use corridor::Dossier;
    ///
    /// let dossier: Dossier = serde_json::from_str(r#"{"format": "corridor/1", "as_of": "2023-12-27",
    ///     "parties": [{"id": "inm", "name": "INM", "kind": "office"}],
    ///     "statistics": [
    ///         {"id": "a", "indicator": "events", "unit": "encounter", "nature": "flow", "area": "MX",
    ///          "period": "2022-07/2022-12", "status": "A", "value": 200, "publisher": "inm",
    ///          "published": "2023-08-01"},
    ///         {"id": "b", "indicator": "events", "unit": "encounter", "nature": "flow", "area": "MX",
    ///          "period": "2023-01/2023-06", "status": "A", "value": 300, "publisher": "inm",
    ///          "published": "2023-08-01"}]}"#)?;
    /// let key = dossier.series_keys().next().ok_or("no statistics")?;
    /// let series = dossier.series(key)?;
    /// let (year, total) = series.latest().by_fiscal_year(7)?.next().ok_or("no figures")?;
    /// assert_eq!((year.to_string(), total?.to_string()), ("2022-07/2023-06".into(), "500 encounters".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn by_fiscal_year(
        self,
        first_month: u32,
    ) -> Result<impl Iterator<Item = (Period, Result<Total<'s>, Error>)>, Error> {
        // Checks the month even if there are no figures.
        Period::fiscal_year(2, first_month)?;
        let containing = |day: NaiveDate| {
            let years = [day.year(), day.year().saturating_add(1)];
            let mut years = years
                .into_iter()
                .filter_map(|year| Period::fiscal_year(year, first_month).ok());
            years.find(|year| year.contains(day))
        };
        let first = self.span().map(Period::first);
        Ok(self.each(first.and_then(containing)))
    }

    /// Each US fiscal year of the [span](Self::span) with its sum, or why there is none.
    pub fn by_us_fiscal_year(self) -> impl Iterator<Item = (Period, Result<Total<'s>, Error>)> {
        let years = self.by_fiscal_year(US_FISCAL_FIRST_MONTH);
        years.into_iter().flatten()
    }

    fn each(
        self,
        first: Option<Period>,
    ) -> impl Iterator<Item = (Period, Result<Total<'s>, Error>)> {
        let last = self.span().map(Period::last);
        iter::successors(first, |period| period.next())
            .take_while(move |period| last.is_some_and(|last| period.first() <= last))
            .map(move |period| (period, self.sum(period)))
    }

    /// Running totals from the first day of the period: the number up to the end of each figure in
    /// it, as in a fiscal-year-to-date table.
    ///
    /// # Errors
    /// As [`sum`](Self::sum).
    pub fn cumulative(
        self,
        period: impl TryInto<Period, Error: Into<Error>>,
    ) -> Result<Series, Error> {
        let period = given(period)?;
        self.sum(period)?;
        let tiling = self.tiling(period, |_| false)?;
        let mut sum = Estimate::exactly(0);
        let mut statuses = Vec::new();
        let mut newest = None;
        let mut totals = Vec::new();
        for (_, observation) in tiling.parts {
            let Some(part) = observation.value else {
                continue;
            };
            let so_far = Period::try_new(period.first(), observation.period.last())
                .unwrap_or(observation.period);
            sum = sum
                .checked_add(part)
                .map_err(|fault| SeriesError::Estimate {
                    period: so_far,
                    fault,
                })?;
            statuses.push(observation.status);
            newest = newest.max(Some(observation.published));
            totals.push(Observation {
                period: so_far,
                published: newest.unwrap_or(observation.published),
                status: status_of(statuses.iter().copied()),
                value: Some(sum),
                ..observation.clone()
            });
        }
        Series::from_observations(self.series.key.clone(), totals)
    }

    /// The inverse of [`cumulative`](Self::cumulative): for figures that start on the same day and
    /// each include the one before, the increase of each.
    ///
    /// # Errors
    /// [`Code::CumulativeFalls`](crate::Code::CumulativeFalls) if a figure is below the one that it
    /// includes, [`Code::StockSummed`](crate::Code::StockSummed) if the series is of stocks.
    pub fn increments(self) -> Result<Series, Error> {
        let mut parts: Vec<Observation> = Vec::new();
        let mut before: Option<&Observation> = None;
        for observation in self.observations().filter(|known| known.value.is_some()) {
            let period = observation.period;
            if self.series.nature() == Nature::Stock {
                return Err(SeriesError::Stock { period }.into());
            }
            let included = before.filter(|before| before.period.first() == period.first());
            parts.push(match included {
                None => observation.clone(),
                Some(included) => added(included, observation)?,
            });
            before = Some(observation);
        }
        Series::from_observations(self.series.key.clone(), parts)
    }
}

/// Serialized as a series with only the chosen figures.
impl Serialize for Vintage<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_series(&self.series.key, self.observations(), serializer)
    }
}

/// Refuses a period with two contradictory values.
fn known(observation: &Observation) -> Result<(), Error> {
    match &observation.conflict {
        None => Ok(()),
        Some(other) => Err(SeriesError::Conflict {
            period: observation.period,
            published: observation.published,
            one: observation.id.clone(),
            other: other.clone(),
        }
        .into()),
    }
}

/// The increase from the shorter figure to the longer one.
fn added(shorter: &Observation, longer: &Observation) -> Result<Observation, Error> {
    let falling = || SeriesError::Falling {
        earlier: shorter.period,
        later: longer.period,
    };
    let (Some(less), Some(more)) = (shorter.value, longer.value) else {
        return Err(falling().into());
    };
    let first = shorter.period.last().succ_opt();
    let period = first.and_then(|first| Period::try_new(first, longer.period.last()).ok());
    let value = more.checked_sub(less).map_err(|_| falling())?;
    Ok(Observation {
        id: longer.id.clone(),
        period: period.unwrap_or(longer.period),
        published: longer.published.max(shorter.published),
        status: status_of([shorter.status, longer.status]),
        value: Some(value),
        conflict: None,
    })
}

/// An unfinished sum: figures come in order of their first day.
struct Sum {
    period: Period,
    estimate: Estimate,
    statuses: Vec<ObservationStatus>,
    newest: Option<NaiveDate>,
    /// The day on which the next figure must start.
    due: NaiveDate,
    missing: Vec<Period>,
}

impl Sum {
    fn over(period: Period) -> Self {
        Self {
            period,
            estimate: Estimate::exactly(0),
            statuses: Vec::new(),
            newest: None,
            due: period.first(),
            missing: Vec::new(),
        }
    }

    fn add(&mut self, row: &Row, observation: &Observation) -> Result<(), Error> {
        let Some(value) = observation.value else {
            return Ok(());
        };
        let first = row.period.first();
        if first > self.due {
            self.miss_until(first.pred_opt());
        }
        self.estimate = match self.estimate.checked_add(value) {
            Ok(estimate) => estimate,
            Err(fault) => {
                let period = self.period;
                return Err(SeriesError::Estimate { period, fault }.into());
            }
        };
        let status = observation.status;
        if status != ObservationStatus::Normal && !self.statuses.contains(&status) {
            self.statuses.push(status);
        }
        self.newest = self.newest.max(Some(observation.published));
        self.due = row.due;
        Ok(())
    }

    /// Records that the days from `due` to that day have no figure, if there are any.
    fn miss_until(&mut self, day: Option<NaiveDate>) {
        let gap = day.and_then(|day| Period::try_new(self.due, day).ok());
        self.missing.extend(gap);
    }

    fn end(mut self, series: &Series) -> Total<'_> {
        self.miss_until(Some(self.period.last()));
        if !self.missing.is_empty() {
            let (low, best) = (self.estimate.low(), self.estimate.best());
            // Still ascending, now without an upper bound.
            self.estimate = Estimate::try_new(low, best, None).unwrap_or(Estimate::at_least(low));
        }
        Total {
            period: self.period,
            estimate: self.estimate,
            unit: series.unit(),
            statuses: self.statuses,
            newest: self.newest,
            missing: self.missing,
        }
    }
}
