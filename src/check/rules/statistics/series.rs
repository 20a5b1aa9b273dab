//! Compares the figures of one series with each other: vintages, periods and parts.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};
use smol_str::{SmolStr, StrExt};

use super::rows::{ByPublisher, Row, Rows, latest};
use super::suspects::{self, Fault, Suspect};
use super::{ByKey, OfKey, breakdowns, fiscal, gaps, leaps, of_statistic, periods, publishers};
use crate::analysis::Series;
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::id::Id;
use crate::limits::{Limits, REVISION_LEAST};
use crate::measure::Estimate;
use crate::record::{Nature, ObservationStatus, Site, Statistic, Unit};

pub(super) fn visit<'d>(
    by_key: &ByKey<'d>,
    limits: &Limits,
    suspects: &mut Vec<Suspect>,
    found: &mut Found<'_>,
) -> Proceed {
    let mut all: Vec<ByPublisher<'d>> = Vec::with_capacity(by_key.all.len());
    for of in &by_key.all {
        let mut publishers: BTreeMap<&Id, Vec<Row<'_>>> = BTreeMap::new();
        for observation in &of.observations {
            let rows = publishers.entry(observation.statistic.publisher());
            rows.or_default().push(Row::of(*observation));
        }
        let publishers = publishers.into_iter();
        let publishers: ByPublisher<'_> = publishers
            .map(|(publisher, rows)| (publisher, rows.into_iter().collect()))
            .collect();
        for rows in publishers.values() {
            within(of.key.nature(), rows, limits, suspects, found)?;
        }
        publishers::visit(&publishers, suspects);
        all.push(publishers);
    }
    fiscal::visit(&by_key.all, suspects);
    breakdowns::visit(by_key, &all, limits, suspects);
    natures(&by_key.all, found)
}

/// The same for a series on its own.
pub(in crate::check) fn of_series(
    series: &Series,
    limits: &Limits,
    found: &mut Found<'_>,
) -> Proceed {
    let rows = series.observations().iter().map(|observation| Row {
        id: observation.id(),
        key: series.key(),
        publisher: None,
        period: observation.period(),
        published: observation.published(),
        status: observation.status(),
        value: observation.value(),
        sources: &[],
    });
    let rows: Rows<'_> = rows.collect();
    let mut suspects = Vec::new();
    within(series.nature(), &rows, limits, &mut suspects, found)?;
    fiscal::within(&rows, &mut suspects);
    suspects::report(suspects, found)
}

/// Everything that can be checked within one series.
fn within(
    nature: Nature,
    rows: &Rows<'_>,
    limits: &Limits,
    suspects: &mut Vec<Suspect>,
    found: &mut Found<'_>,
) -> Proceed {
    for vintages in rows.vintages() {
        suspects.extend(vintages.iter().filter_map(too_early));
        of_one_day(vintages, suspects);
        revisions(vintages, limits, suspects);
    }
    provisional(rows, limits, found)?;
    periods::visit(nature, rows, limits, suspects, found)?;
    leaps::visit(rows, suspects);
    if nature == Nature::Flow {
        gaps::visit(rows, found)?;
    }
    NEXT
}

/// A figure that is published before its period is over is a forecast, an estimate, or for another
/// period.
fn too_early(row: &Row<'_>) -> Option<Suspect> {
    let foretells = matches!(
        row.status,
        ObservationStatus::Forecast | ObservationStatus::Estimated | ObservationStatus::Provisional
    );
    if foretells || row.value.is_none() || row.published >= row.period.last() {
        return None;
    }
    Some(Suspect {
        fault: Fault::Vintages,
        figures: vec![row.id.clone()],
        days: row.period.days(),
        subject: row.subject(),
        field: "published",
        details: Details::PublishedBeforePeriodEnd {
            published: row.published,
            period: row.period,
        },
    })
}

/// Figures for one period and day: one that the same sources report twice, or two that cannot both
/// be true.
fn of_one_day<'d>(vintages: &[Row<'d>], suspects: &mut Vec<Suspect>) {
    let days = vintages.chunk_by(|one, other| one.published == other.published);
    for day in days.filter(|day| day.len() > 1) {
        let mut firsts: HashMap<(Estimate, &[Id]), &Row<'d>> = HashMap::new();
        for row in day {
            let Some(value) = row.value.filter(|_| row.publisher.is_some()) else {
                continue;
            };
            let first = *firsts.entry((value, row.sources)).or_insert(row);
            if first.id != row.id {
                suspects.push(Suspect {
                    fault: Fault::Repeated,
                    figures: vec![row.id.clone(), first.id.clone()],
                    days: row.period.days(),
                    subject: row.subject(),
                    field: "",
                    details: Details::StatisticRepeated {
                        first: first.id.clone(),
                    },
                });
            }
        }
        let known = || day.iter().filter_map(|row| Some((*row, row.value?)));
        let least = known().min_by_key(|(row, value)| (value.high().unwrap_or(u64::MAX), row.id));
        let most = known().max_by_key(|(row, value)| (value.low(), row.id));
        let Some((one, other)) = least
            .zip(most)
            .filter(|((_, one), (_, other))| !one.overlaps(*other))
        else {
            continue;
        };
        let (earlier, later) = if one.0.id < other.0.id {
            (one, other)
        } else {
            (other, one)
        };
        suspects.push(Suspect {
            fault: Fault::Vintages,
            figures: vec![later.0.id.clone(), earlier.0.id.clone()],
            days: later.0.period.days(),
            subject: later.0.subject(),
            field: "value",
            details: Details::VintageConflict {
                value: later.1,
                other: earlier.1,
                statistic: earlier.0.id.clone(),
            },
        });
    }
}

/// Changes from one vintage to the next that are too large to be corrections.
fn revisions(vintages: &[Row<'_>], limits: &Limits, suspects: &mut Vec<Suspect>) {
    for (earlier, later) in vintages.iter().zip(vintages.iter().skip(1)) {
        let (Some(before), Some(after)) = (earlier.value, later.value) else {
            continue;
        };
        if earlier.published < later.published && is_large(before, after, limits.revision_share()) {
            suspects.push(Suspect {
                fault: Fault::Vintages,
                figures: vec![later.id.clone(), earlier.id.clone()],
                days: later.period.days(),
                subject: later.subject(),
                field: "value",
                details: Details::RevisionLarge {
                    before,
                    after,
                    statistic: earlier.id.clone(),
                },
            });
        }
    }
}

/// Whether even the nearest values of the two differ by more than that share of the first, and by
/// more than a few people.
fn is_large(before: Estimate, after: Estimate, share: f64) -> bool {
    let up = before.high().and_then(|high| after.low().checked_sub(high));
    let down = after.high().and_then(|high| before.low().checked_sub(high));
    let apart = up.or(down).unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
    let (by, of) = (apart as f64, before.best() as f64);
    apart > REVISION_LEAST && by > share * of
}

/// Figures of normal status that were revised later: one finding per series, at its first period. A
/// revision that is too large for a correction is reported separately.
fn provisional(rows: &Rows<'_>, limits: &Limits, found: &mut Found<'_>) -> Proceed {
    let mut revised = rows.vintages().filter_map(|vintages| {
        let (last, value) = latest(vintages)?;
        let first = vintages.iter().find(|row| {
            let normal = row.status == ObservationStatus::Normal;
            normal
                && row.published < last.published
                && row.value.is_some_and(|earlier| {
                    !earlier.overlaps(value) && !is_large(earlier, value, limits.revision_share())
                })
        })?;
        Some((*first, last))
    });
    let Some((first, last)) = revised.next() else {
        return NEXT;
    };
    let details = Details::ProvisionalAsFinal {
        revised: last.id.clone(),
        figures: revised.count().saturating_add(1),
    };
    found.report(first.subject(), "status", details)
}

/// One indicator that is both a stock and a flow: one of the two is wrong.
fn natures(all: &[OfKey<'_>], found: &mut Found<'_>) -> Proceed {
    type Indicator<'d> = (SmolStr, &'d Unit, &'d Site);
    let mut alike: HashMap<Indicator<'_>, Vec<&OfKey<'_>>> = HashMap::new();
    for of in all {
        let indicator = of.key.indicator().to_lowercase_smolstr();
        let indicator = (indicator, of.key.unit(), of.key.site());
        alike.entry(indicator).or_default().push(of);
    }
    for all in alike.into_values() {
        let nature = |of: &&OfKey<'_>| of.key.nature();
        if all
            .windows(2)
            .all(|pair| pair.first().map(nature) == pair.last().map(nature))
        {
            continue;
        }
        let firsts = |nature| {
            let mut firsts: BTreeMap<&Id, &Statistic> = BTreeMap::new();
            let of_nature = all.iter().filter(|of| of.key.nature() == nature);
            for &statistic in of_nature.flat_map(|of| &of.statistics) {
                let first = firsts.entry(statistic.publisher()).or_insert(statistic);
                if statistic.id() < first.id() {
                    *first = statistic;
                }
            }
            firsts
        };
        let flows = firsts(Nature::Flow);
        for (publisher, stock) in firsts(Nature::Stock) {
            if let Some(flow) = flows.get(publisher) {
                let details = Details::NatureMixed {
                    flow: flow.id().clone(),
                };
                found.report(of_statistic(stock), "nature", details)?;
            }
        }
    }
    NEXT
}
