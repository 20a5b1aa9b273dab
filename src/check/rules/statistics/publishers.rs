//! Publishers who have different figures for one thing.

use std::collections::{BTreeMap, HashMap};

use super::breakdowns::Published;
use super::rounding::{Range, of_count};
use super::rows::{Row, Span, latest};
use super::suspects::{Fault, Suspect};
use crate::check::Details;
use crate::measure::Estimate;
use crate::record::{ObservationStatus, SeriesKey};

/// The latest figure of a publisher, and all that it ever said of the period.
type Said<'d> = (Row<'d>, Estimate, Range);

/// One finding a series, at the first period on which two differ.
pub(super) fn visit<'d>(all: &Published<'d>, suspects: &mut Vec<Suspect>) {
    let mut counts: HashMap<&SeriesKey, usize> = HashMap::new();
    for (key, _) in all.keys() {
        *counts.entry(key).or_default() += 1;
    }
    let mut series: HashMap<&SeriesKey, BTreeMap<Span, Vec<Said<'d>>>> = HashMap::new();
    let shared = all
        .iter()
        .filter(|((key, _), _)| counts.get(key).is_some_and(|publishers| *publishers > 1));
    for (&(key, _), rows) in shared {
        let periods = series.entry(key).or_default();
        for (span, vintages) in rows {
            let said = latest(vintages)
                .filter(|(row, _)| row.status != ObservationStatus::Forecast)
                .and_then(|(row, value)| {
                    let values = vintages.iter().filter_map(|row| row.value);
                    Some((row, value, values.map(of_count).reduce(Range::hull)?))
                });
            if let Some(said) = said {
                periods.entry(*span).or_default().push(said);
            }
        }
    }
    for periods in series.into_values() {
        let differing: Vec<_> = periods.values().filter_map(|said| furthest(said)).collect();
        let Some((one, other)) = differing.first() else {
            continue;
        };
        let ((row, value, _), (less, other, _)) = (*one, *other);
        let publishers = row.publisher.zip(less.publisher);
        let Some((publisher, other_publisher)) = publishers else {
            continue;
        };
        suspects.push(Suspect {
            fault: Fault::Publishers,
            figures: vec![row.id.clone(), less.id.clone()],
            days: row.period.days(),
            subject: row.subject(),
            field: "value",
            details: Details::PublishersDiffer {
                value: *value,
                publisher: publisher.clone(),
                other: *other,
                other_publisher: other_publisher.clone(),
                statistic: less.id.clone(),
                periods: differing.len(),
            },
        });
    }
}

/// The two that are certainly furthest apart, the larger first.
fn furthest<'s, 'd>(said: &'s [Said<'d>]) -> Option<(&'s Said<'d>, &'s Said<'d>)> {
    let most = said.iter().max_by(|(one, _, this), (other, _, that)| {
        let order = this.low.total_cmp(&that.low);
        order.then_with(|| other.id.cmp(one.id))
    })?;
    let least = said.iter().min_by(|(one, _, this), (other, _, that)| {
        let order = this.high.total_cmp(&that.high);
        order.then_with(|| one.id.cmp(other.id))
    })?;
    (most.2.low > least.2.high && !most.2.overlaps(least.2)).then_some((most, least))
}
