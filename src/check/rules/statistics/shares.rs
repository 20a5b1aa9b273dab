//! Parts of one whole: those of a figure, and shares that are told apart by a breakdown.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::of_statistic;
use super::rounding::{Range, of_percent};
use crate::check::Details;
use crate::check::finding::{Flow, Found, NEXT};
use crate::check::view::View;
use crate::id::Id;
use crate::measure::{Estimate, Percent};
use crate::record::{Component, Figure, SeriesKey, Statistic};
use crate::time::Period;

/// Parts of a figure that together are more than it: of those with the same dimensions and different
/// values none is in another.
pub(in crate::check) fn of_figure(figure: &Figure) -> impl Iterator<Item = Details> {
    let mut alike: BTreeMap<Vec<&str>, Vec<&Component>> = BTreeMap::new();
    for part in figure.composition() {
        alike.entry(part.dimensions()).or_default().push(part);
    }
    let whole = figure.estimate();
    alike.into_values().flat_map(move |parts| {
        let counts = parts.iter().filter_map(|part| part.headcount());
        let counted = Estimate::try_sum(counts).ok();
        let counted = counted
            .filter(|parts| whole.high().is_some_and(|most| parts.low() > most))
            .map(|parts| Details::PartsExceedWhole { whole, parts });
        let shares = parts.iter().filter_map(|part| part.percent());
        let shares = above_whole(&shares.collect::<Vec<_>>());
        counted.into_iter().chain(shares)
    })
}

/// Shares of one whole that are above 100 % together, however they were rounded.
fn above_whole(shares: &[Percent]) -> Option<Details> {
    let least: f64 = shares.iter().map(|share| of_percent(*share).low).sum();
    // What a sum of doubles may lose.
    if least <= 100.0 + 1e-9 {
        return None;
    }
    // As many decimals as nobody states.
    let rounded = |sum: f64| (sum * 1e6).round() / 1e6;
    let sum = |of: fn(Percent) -> f64| rounded(shares.iter().map(|share| of(*share)).sum());
    let high = shares.iter().map(|share| share.high()).sum::<Option<f64>>();
    let high = high.map(rounded);
    let percent = Percent::try_new(sum(Percent::low), sum(Percent::best), high).ok()?;
    Some(Details::SharesExceedWhole {
        percent,
        parts: shares.len(),
    })
}

/// What shares of one whole have in common: all but their values in one dimension.
#[derive(PartialEq, Eq, Hash)]
struct Whole<'d> {
    key: SeriesKey,
    dimension: &'d str,
    period: Period,
    of: Option<&'d str>,
    publisher: &'d Id,
    published: Option<NaiveDate>,
}

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Flow {
    let mut wholes: HashMap<Whole<'_>, BTreeMap<&str, (&Statistic, Percent)>> = HashMap::new();
    for statistic in view.dossier.statistics() {
        let Some(percent) = statistic.percent() else {
            continue;
        };
        for (dimension, value) in statistic.key().breakdown() {
            let whole = Whole {
                key: statistic.key().without(dimension),
                dimension,
                period: statistic.period(),
                of: statistic.of(),
                publisher: statistic.publisher(),
                published: view.dossier.vintage_of(statistic),
            };
            let parts = wholes.entry(whole).or_default();
            // Of two shares of one part the lower one counts.
            let part = parts.entry(value).or_insert((statistic, percent));
            if low(percent) < low(part.1) {
                *part = (statistic, percent);
            }
        }
    }
    for parts in wholes.into_values() {
        let shares: Vec<_> = parts.values().map(|(_, percent)| *percent).collect();
        let last = parts.values().map(|(statistic, _)| *statistic);
        if parts.len() > 1
            && let Some(details) = above_whole(&shares)
            && let Some(last) = last.max_by_key(|statistic| statistic.id())
        {
            found.report(of_statistic(last), "percent", details)?;
        }
    }
    NEXT
}

fn low(percent: Percent) -> f64 {
    let Range { low, .. } = of_percent(percent);
    low
}
