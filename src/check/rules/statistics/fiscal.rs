//! A fiscal year that is called a calendar year.

use chrono::{Datelike, NaiveDate};
use foldhash::{HashSet, HashSetExt};

use super::rows::{Row, Rows, latest, span_of};
use super::suspects::{Fault, Suspect};
use super::{Dated, OfKey};
use crate::check::Details;
use crate::measure::Estimate;
use crate::record::Nature;
use crate::time::Period;

/// Compares figures across publishers: it is usually the press that misreads an office's fiscal
/// year.
pub(super) fn visit(all: &[OfKey<'_>], suspects: &mut Vec<Suspect>) {
    for of in all {
        let is_year = |dated: &Dated<'_>| dated.statistic.period().is_calendar_year();
        if !of.observations.iter().any(is_year) {
            continue;
        }
        let rows = of.observations.iter().copied().map(Row::of);
        within(&rows.collect(), suspects);
    }
}

/// Finds a calendar year with the figure of a fiscal year, either published or summed from months.
/// The fiscal year is the one with the same number, or the one that starts in October of that year.
/// The figure is right if the months of the calendar year sum to it.
pub(super) fn within(rows: &Rows<'_>, suspects: &mut Vec<Suspect>) {
    let years = rows.vintages().filter(|vintages| {
        vintages
            .first()
            .is_some_and(|row| row.period.is_calendar_year())
    });
    for vintages in years {
        // Each publisher may misread. Of several figures of one publisher, the latest counts.
        let mut told = HashSet::new();
        for row in vintages.iter().rev().filter(|row| row.value.is_some()) {
            if told.insert(row.publisher)
                && let Some(details) = mistaken(rows, row)
            {
                suspects.push(Suspect {
                    fault: Fault::Year,
                    figures: vec![row.id.clone()],
                    days: row.period.days(),
                    subject: row.subject(),
                    field: "period",
                    details,
                });
            }
        }
    }
}

fn mistaken(rows: &Rows<'_>, calendar: &Row<'_>) -> Option<Details> {
    // A stock may stay the same from year to year.
    let flow = calendar.key.nature() == Nature::Flow;
    let value = calendar.value.filter(|value| flow && value.best() > 0)?;
    if of_months(rows, calendar, calendar.period).contains(&Some(value)) {
        return None;
    }
    let year = calendar.period.first().year();
    let fiscal = [Some(year), year.checked_add(1)];
    fiscal.into_iter().flatten().find_map(|year| {
        let fiscal = Period::us_fiscal_year(year).ok()?;
        let published = rows.get(span_of(fiscal)).and_then(|vintages| {
            let mut latest_first = vintages.iter().rev();
            latest_first.find(|row| row.value == Some(value))
        });
        let sums = || of_months(rows, calendar, fiscal).contains(&Some(value));
        (published.is_some() || sums()).then(|| Details::FiscalAsCalendar {
            value,
            year: fiscal,
            fiscal: published.map(|row| row.id.clone()),
        })
    })
}

/// The sums of the twelve months of a year of flows: as known when the figure was published, and as
/// known now. `None` if a month is not known, or not exactly.
fn of_months(rows: &Rows<'_>, figure: &Row<'_>, year: Period) -> [Option<Estimate>; 2] {
    let sum = |until: NaiveDate| {
        let months = year.by_month()?.map(|month| {
            let vintages = rows.get(span_of(month))?;
            let known = vintages.partition_point(|row| row.published <= until);
            let (_, value) = latest(vintages.get(..known)?)?;
            value.is_exact().then_some(value)
        });
        let months: Option<Vec<Estimate>> = months.collect();
        Estimate::try_sum(months?).ok()
    };
    if figure.key.nature() != Nature::Flow {
        return [None, None];
    }
    [sum(figure.published), sum(NaiveDate::MAX)]
}
