//! Parts of one whole: those of a figure, and shares that a breakdown distinguishes.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt};

use super::rest::Rest;
use super::rounding::{Range, of_count, of_percent};
use super::{ByKey, of_statistic};
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::check::view::View;
use crate::id::Id;
use crate::measure::{Estimate, Percent};
use crate::record::{Change, Component, Direction, Figure, Statistic};
use crate::time::Period;

/// Parts of a figure that together exceed it. Only parts with the same dimensions are added up: as
/// their values differ, no part contains another.
pub(in crate::check) fn of_figure(figure: &Figure) -> impl Iterator<Item = Details> {
    let mut alike: BTreeMap<Vec<&str>, Vec<&Component>> = BTreeMap::new();
    for part in figure.composition() {
        alike.entry(part.dimensions()).or_default().push(part);
    }
    let whole = figure.estimate();
    alike.into_values().filter_map(move |parts| {
        let counts = parts.iter().filter_map(|part| part.headcount());
        let counts: Vec<Estimate> = counts.collect();
        if let Some(parts) = above(whole, &counts) {
            return Some(Details::PartsExceedWhole { whole, parts });
        }
        let shares = parts.iter().filter_map(|part| part.percent());
        let shares = shares.map(Share::from);
        // The share of a counted part, as high as the whole allows.
        let counted = counts.iter().map(|count| Share::counted(*count, whole));
        let shares: Vec<_> = shares.chain(counted).collect();
        above_whole(&shares)
    })
}

/// The sum of counted parts if it is certainly above the whole, however each was rounded. A part
/// that alone exceeds the whole is above it regardless of rounding.
pub(in crate::check) fn above(whole: Estimate, parts: &[Estimate]) -> Option<Estimate> {
    let least: f64 = parts.iter().map(|part| of_count(*part).low).sum();
    let alone = |part: &Estimate| whole.high().is_some_and(|most| part.low() > most);
    let is_above = least > of_count(whole).high || parts.iter().any(alone);
    is_above.then(|| Estimate::sum_reported(parts.iter().copied()))
}

/// A share in per cent as stated, and the least that it may stand for.
#[derive(Clone, Copy)]
struct Share {
    low: f64,
    best: f64,
    high: Option<f64>,
    least: f64,
}

impl From<Percent> for Share {
    fn from(percent: Percent) -> Self {
        Self {
            low: percent.low(),
            best: percent.best(),
            high: percent.high(),
            least: of_percent(percent).low,
        }
    }
}

impl Share {
    #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
    fn counted(part: Estimate, whole: Estimate) -> Self {
        // Zero people are a share of 0, even if the whole is 0.
        let of = |part: f64, whole: f64| {
            if part > 0.0 {
                100.0 * part / whole.max(1.0)
            } else {
                0.0
            }
        };
        let most = whole.high().map_or(f64::INFINITY, |high| high as f64);
        Self {
            low: of(part.low() as f64, most),
            best: of(part.best() as f64, whole.best() as f64),
            high: part.high().map(|high| of(high as f64, whole.low() as f64)),
            least: of(of_count(part).low, of_count(whole).high),
        }
    }
}

/// Shares of one whole that together exceed 100 %, however they were rounded.
fn above_whole(shares: &[Share]) -> Option<Details> {
    let least: f64 = shares.iter().map(|share| share.least).sum();
    // The error of a sum of doubles.
    if least <= 100.0 + 1e-9 {
        return None;
    }
    // More decimals than anybody states.
    let rounded = |sum: f64| (sum * 1e6).round() / 1e6;
    let sum = |of: fn(&Share) -> f64| rounded(shares.iter().map(of).sum());
    let high = shares.iter().map(|share| share.high).sum::<Option<f64>>();
    let (low, best) = (sum(|share| share.low), sum(|share| share.best));
    let percent = Percent::try_new(low, best, high.map(rounded)).ok()?;
    Some(Details::SharesExceedWhole {
        percent,
        parts: shares.len(),
    })
}

/// What shares of one whole have in common: everything but their values in one dimension.
#[derive(PartialEq, Eq, Hash)]
struct Whole<'d> {
    rest: Rest<'d>,
    dimension: &'d str,
    period: Period,
    of: Option<&'d str>,
    publisher: &'d Id,
    published: Option<NaiveDate>,
}

pub(super) fn visit(by_key: &ByKey<'_>, view: &View<'_>, found: &mut Found<'_>) -> Proceed {
    let mut wholes: HashMap<Whole<'_>, BTreeMap<&str, (&Statistic, Percent)>> = HashMap::new();
    for statistic in view.dossier.statistics() {
        if let Some((field, percent)) = part_alone(statistic)
            && let Some(details) = above_whole(&[percent.into()])
        {
            found.report(of_statistic(statistic), field, details)?;
            continue;
        }
        let Some(percent) = statistic.percent() else {
            continue;
        };
        // One address for equal keys: their rests are then the same at a glance.
        let Some(of) = by_key.of(statistic.key()) else {
            continue;
        };
        for (dimension, value, rest) in by_key.rests.each(of.key) {
            let whole = Whole {
                rest,
                dimension,
                period: statistic.period(),
                of: statistic.of(),
                publisher: statistic.publisher(),
                published: view.dossier.vintage_of(statistic),
            };
            let parts = wholes.entry(whole).or_default();
            // Of two shares of one part, the lower one counts.
            let part = parts.entry(value).or_insert((statistic, percent));
            if low(percent) < low(part.1) {
                *part = (statistic, percent);
            }
        }
    }
    for parts in wholes.into_values() {
        let shares = parts.values().map(|(_, percent)| Share::from(*percent));
        let shares: Vec<_> = shares.collect();
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

/// A percentage that must not exceed 100 on its own: a share with a breakdown, or the share by
/// which a figure fell. A percentage without a breakdown may relate to something else, such as the
/// people in a shelter to its places.
fn part_alone(statistic: &Statistic) -> Option<(&'static str, Percent)> {
    let fell = statistic
        .change()
        .filter(|change| change.direction() == Direction::Down);
    match fell.and_then(Change::percent) {
        Some(percent) => Some(("change", percent)),
        None => Some(("percent", statistic.percent()?))
            .filter(|_| statistic.key().breakdown().len() > 0),
    }
}

fn low(percent: Percent) -> f64 {
    let Range { low, .. } = of_percent(percent);
    low
}
