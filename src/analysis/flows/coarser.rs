//! Flows by coarser periods.

use chrono::{Datelike, Days, NaiveDate};

use super::tally::Tally;
use super::{FlowError, FlowTable, Zone};
use crate::error::Error;
use crate::measure::Per;
use crate::time::Period;

impl<Z: Zone> FlowTable<Z> {
    /// The flows by day, by week (ISO 8601: Monday to Sunday), by month or by year: the sum of those
    /// whose periods lie within it.
    ///
    /// A week that lies in two months is refused, because nobody knows how many of its people went
    /// in which; so is a month that is to be split into weeks. The figure of a month is the sum of
    /// what the table has of it, which need not be the whole month.
    ///
    /// ```
    /// use corridor::{Code, FlowTable, Per};
    ///
    /// let mut table = FlowTable::new();
    /// table.add("MX07089", "MX07032", "2023-12-24", 6_000)?;
    /// table.add("MX07089", "MX07032", "2023-W51", 900)?;
    /// let months = table.coarsened(Per::Month)?;
    /// assert_eq!(months.top(1)[0].to_string(), "6,900 from MX07089 to MX07032 in 2023-12");
    ///
    /// table.add("MX07089", "MX07032", "2023-W48", 400)?; // from 27 November to 3 December
    /// let error = table.coarsened(Per::Month).unwrap_err();
    /// assert_eq!(error.code(), Code::PeriodStraddles);
    /// assert_eq!(
    ///     error.to_string(),
    ///     "2023-11-27/2023-12-03 does not lie within one month: it begins in 2023-11 and ends in 2023-12",
    /// );
    /// assert_eq!(table.coarsened(Per::Year)?.len(), 1);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::PeriodStraddles`](crate::Code::PeriodStraddles) for the first period that does not lie
    /// within one; [`Code::PeriodInvalid`](crate::Code::PeriodInvalid) for a week that begins before
    /// the year 1 or ends after the year 9999.
    pub fn coarsened(&self, per: Per) -> Result<Self, Error> {
        let columns = self.whole();
        let mut tally = Tally::default();
        let zones = columns.zones().iter();
        let zones: Vec<u32> = zones.map(|&zone| tally.zone(zone)).collect();
        let mut periods = Vec::with_capacity(columns.periods().len());
        for &period in columns.periods() {
            periods.push(tally.period(around(period, per)?));
        }
        for (origin, destination, period, people) in columns.ranked() {
            if let Some(&origin) = zones.get(origin)
                && let Some(&destination) = zones.get(destination)
                && let Some(&period) = periods.get(period)
            {
                tally.push(origin, destination, period, people);
            }
        }
        Ok(Self::from_columns(tally.finish(), self.total()))
    }
}

/// The day, week, month or year that a period lies within.
fn around(period: Period, per: Per) -> Result<Period, Error> {
    let first = of_day(period.first(), per)?;
    if first.encloses(period) {
        return Ok(first);
    }
    let straddles = FlowError::Straddles {
        period,
        per,
        first,
        last: of_day(period.last(), per)?,
    };
    Err(straddles.into())
}

fn of_day(day: NaiveDate, per: Per) -> Result<Period, Error> {
    match per {
        Per::Day => Period::day(day),
        Per::Week => {
            let since_monday = u64::from(day.weekday().num_days_from_monday());
            // Chrono's days reach beyond the years of a period, which refuses them.
            let monday = day.checked_sub_days(Days::new(since_monday)).unwrap_or(day);
            let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(day);
            Period::try_new(monday, sunday)
        }
        Per::Month => Period::month(day.year(), day.month()),
        Per::Year => Period::year(day.year()),
    }
}
