//! Periods within periods: compares parts with the whole, and finds periods that overlap only
//! partly.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::ops::Bound;

use chrono::{Datelike, NaiveDate};

use super::rows::{Row, Rows, Span, latest};
use super::sums;
use super::suspects::{Fault, Suspect};
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::limits::{Limits, PARTS_OF_A_PERIOD, TO_DATE_DAYS};
use crate::measure::Estimate;
use crate::record::Nature;
use crate::time::{Period, US_FISCAL_FIRST_MONTH};

/// The vintages of each period.
type ByPeriod<'r, 'd> = BTreeMap<Span, &'r [Row<'d>]>;

/// Compares each period with the figures within it.
pub(super) fn visit<'d>(
    nature: Nature,
    rows: &Rows<'d>,
    limits: &Limits,
    suspects: &mut Vec<Suspect>,
    found: &mut Found<'_>,
) -> Proceed {
    if !any_overlap(rows) {
        return NEXT;
    }
    crossings(rows, suspects);
    let all: ByPeriod<'_, 'd> = by_period(rows, |_| true);
    if nature == Nature::Stock {
        return stocks(&all, found);
    }
    // Whole months tile a year, whatever else there is: totals up to the day of a report, for
    // example.
    let months = by_period(rows, |period| period.whole_months().is_some());
    let is_mixed = months.len() < all.len();
    for (span, total) in &all {
        if total.first().is_some_and(|row| row.period.days() > 1) {
            flows(total, &parts_within(&months, *span), limits, suspects);
            if is_mixed {
                flows(total, &parts_within(&all, *span), limits, suspects);
            }
        }
    }
    NEXT
}

/// Whether any period shares a day with another.
fn any_overlap(rows: &Rows<'_>) -> bool {
    let starts = rows.spans().skip(1).map(|(first, _)| first);
    // As long as no periods overlap, the latest end so far is that of the previous period.
    let ends = rows.spans().map(|(_, Reverse(last))| last);
    ends.zip(starts).any(|(last, next)| next <= last)
}

fn by_period<'r, 'd>(rows: &'r Rows<'d>, wanted: impl Fn(Period) -> bool) -> ByPeriod<'r, 'd> {
    let wanted = rows.iter().filter(|(_, vintages)| {
        let period = vintages.first().map(|row| row.period);
        period.is_some_and(&wanted) && latest(vintages).is_some()
    });
    wanted.collect()
}

/// Figures within a period that do not overlap: for each first day, the longest.
fn parts_within<'r, 'd>(rows: &ByPeriod<'r, 'd>, whole: Span) -> Vec<&'r [Row<'d>]> {
    let (_, Reverse(last)) = whole;
    let mut parts = Vec::new();
    let mut from = Bound::Excluded(whole);
    for _ in 0..PARTS_OF_A_PERIOD {
        let next = rows.range((from, Bound::Unbounded)).next();
        let Some((&(first, Reverse(end)), &vintages)) =
            next.filter(|((first, _), _)| *first <= last)
        else {
            break;
        };
        if end > last {
            // The longest period from the same day that ends in time.
            from = Bound::Included((first, Reverse(last)));
            continue;
        }
        parts.push(vintages);
        let Some(due) = end.succ_opt() else { break };
        from = Bound::Included((due, Reverse(NaiveDate::MAX)));
    }
    parts
}

/// A stock that is the sum of the stocks within it: people who stayed were counted repeatedly.
fn stocks(rows: &ByPeriod<'_, '_>, found: &mut Found<'_>) -> Proceed {
    for (span, total) in rows {
        let parts = parts_within(rows, *span);
        let values = parts.iter().map(|part| {
            let (_, value) = latest(part)?;
            value.is_exact().then_some(value)
        });
        let sum = values
            .collect::<Option<Vec<_>>>()
            .and_then(|values| Estimate::try_sum(values).ok());
        let Some((sum, (row, value))) = sum.zip(latest(total)) else {
            continue;
        };
        if parts.len() > 1 && sum.best() > 0 && sum == value {
            let details = Details::StockSummed {
                value,
                parts: parts.len(),
            };
            found.report(row.subject(), "value", details)?;
        }
    }
    NEXT
}

/// Flows of parts that exceed the flow of the whole period, one by one or together, and parts that
/// make up the period but sum to less.
fn flows<'d>(
    total: &[Row<'d>],
    parts: &[&[Row<'d>]],
    limits: &Limits,
    suspects: &mut Vec<Suspect>,
) {
    for part in parts {
        suspects.extend(above(total, part));
    }
    let sum = Some(parts).filter(|parts| parts.len() > 1);
    let Some(sum) = sum.and_then(|parts| sums::beside(total, parts, limits)) else {
        return;
    };
    let (row, value) = sum.total;
    let (parts_value, count, statistic) = (sum.parts, parts.len(), sum.largest.clone());
    let details = match sum.is {
        Ordering::Less if !tile(row.period, parts) => return,
        Ordering::Less => Details::PartsBelowTotal {
            parts: parts_value,
            count,
            total: value,
            statistic,
        },
        _ => Details::PartsAboveTotal {
            parts: parts_value,
            count,
            dimensions: Vec::new(),
            total: value,
            statistic,
        },
    };
    suspects.push(Suspect {
        fault: Fault::Sum,
        figures: sum.figures,
        days: row.period.days(),
        subject: row.subject(),
        field: "value",
        details,
    });
}

/// Whether the parts make up the period: each day is in one of them.
fn tile(whole: Period, parts: &[&[Row<'_>]]) -> bool {
    let periods = || parts.iter().filter_map(|part| Some(part.first()?.period));
    let meet = periods()
        .zip(periods().skip(1))
        .all(|(one, next)| one.meets(next));
    meet && periods().next().map(Period::first) == Some(whole.first())
        && periods().next_back().map(Period::last) == Some(whole.last())
}

/// The highest count that any vintage allows; `None` if a vintage has no upper bound, or if none
/// has a value.
pub(super) fn most(vintages: &[Row<'_>]) -> Option<u64> {
    let highs: Option<Vec<_>> = vintages
        .iter()
        .filter_map(|row| row.value)
        .map(Estimate::high)
        .collect();
    highs?.into_iter().max()
}

/// A flow of a part that certainly exceeds the flow of the whole period.
fn above<'d>(total: &[Row<'d>], part: &[Row<'d>]) -> Option<Suspect> {
    let least = part.iter().filter_map(|row| Some((row.value?, *row)));
    let (value, part) = least.min_by_key(|(value, row)| (value.low(), row.id))?;
    most(total).filter(|most| value.low() > *most)?;
    let (total, of_total) = latest(total)?;
    // Figures from the same first day are cumulative.
    let (fault, subject, details) = if total.period.first() == part.period.first() {
        let details = Details::CumulativeFalls {
            before: value,
            until: part.period.last(),
            statistic: part.id.clone(),
            after: of_total,
        };
        (Fault::Fall, total, details)
    } else {
        let details = Details::PartAboveTotal {
            part: value,
            total: of_total,
            statistic: total.id.clone(),
        };
        (Fault::Part, part, details)
    };
    let other = if subject.id == total.id { part } else { total };
    Some(Suspect {
        fault,
        figures: vec![subject.id.clone(), other.id.clone()],
        days: total.period.days(),
        subject: subject.subject(),
        field: "value",
        details,
    })
}

/// Periods that overlap partly.
fn crossings(rows: &Rows<'_>, suspects: &mut Vec<Suspect>) {
    // The periods that contain the current one, from the widest to the narrowest.
    let mut around: Vec<&[Row<'_>]> = Vec::new();
    let last = |vintages: &[Row<'_>]| vintages.first().map(|row| row.period.last());
    for vintages in rows.vintages() {
        let Some(&row) = vintages.first() else {
            continue;
        };
        let period = row.period;
        while around
            .pop_if(|whole| last(whole).is_some_and(|last| last < period.first()))
            .is_some()
        {}
        // A period that ends before this one contains neither it nor any later one.
        let mut crossed: Option<&[Row<'_>]> = None;
        while let Some(whole) =
            around.pop_if(|whole| last(whole).is_some_and(|last| last < period.last()))
        {
            crossed = crossed.or(Some(whole));
        }
        let crossed = crossed.filter(|other| !is_to_date(other) && !is_to_date(vintages));
        let other = crossed.and_then(|other| other.first());
        if let Some(other) = other.filter(|other| !are_of_two_calendars(other.period, period)) {
            let details = Details::PeriodsOverlap {
                period,
                other: other.period,
                statistic: other.id.clone(),
            };
            suspects.push(Suspect {
                fault: Fault::Vintages,
                figures: vec![row.id.clone(), other.id.clone()],
                days: row.period.days(),
                subject: row.subject(),
                field: "period",
                details,
            });
        }
        around.push(vintages);
    }
}

/// A calendar year and a fiscal year may overlap, and so may a month and a week or a fortnight.
fn are_of_two_calendars(one: Period, other: Period) -> bool {
    let is_week = |period: Period| [7, 14].contains(&period.days());
    match (one.whole_months(), other.whole_months()) {
        (Some(12), Some(12)) => true,
        (Some(_), None) => is_week(other),
        (None, Some(_)) => is_week(one),
        _ => false,
    }
}

/// A total up to the day of a report: it covers more than a day but not whole months, and it begins
/// with a year or is published right after its end.
fn is_to_date(vintages: &[Row<'_>]) -> bool {
    let begins_a_year =
        |day: NaiveDate| day.day() == 1 && [1, US_FISCAL_FIRST_MONTH].contains(&day.month());
    let is_reported = |row: &Row<'_>| {
        let days = row.published.signed_duration_since(row.period.last());
        (0..=TO_DATE_DAYS).contains(&days.num_days())
    };
    vintages.iter().any(|row| {
        let is_span = row.period.days() > 1 && row.period.whole_months().is_none();
        is_span && (begins_a_year(row.period.first()) || is_reported(row))
    })
}
