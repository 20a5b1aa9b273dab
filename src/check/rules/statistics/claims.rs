//! Compares changes, records and rates with the figures of their series.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use super::levels::{Length, Level, Levels};
use super::rounding::{Range, of_count, of_percent};
use super::suspects::{Fault, Suspect};
use super::{Dated, OfKey, of_statistic};
use crate::analysis::Series;
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::id::Id;
use crate::measure::Per;
use crate::record::{Change, Direction, Figure, ObservationStatus, Rank, Statistic};
use crate::time::Period;

pub(super) fn visit(
    all: &[OfKey<'_>],
    suspects: &mut Vec<Suspect>,
    found: &mut Found<'_>,
) -> Proceed {
    for of in all {
        let is_claim = |statistic: &&&Statistic| {
            statistic.change().is_some() || statistic.rank().is_some() || statistic.per().is_some()
        };
        let claims: Vec<&Statistic> = of.statistics.iter().filter(is_claim).copied().collect();
        if claims.is_empty() {
            continue;
        }
        // Each publisher is compared with its own figures. A forecast is not yet a figure.
        let mut by_publisher: BTreeMap<&Id, Vec<&Statistic>> = BTreeMap::new();
        for claim in claims {
            by_publisher
                .entry(claim.publisher())
                .or_default()
                .push(claim);
        }
        for (publisher, claims) in by_publisher {
            let own = |dated: &&Dated<'_>| {
                dated.statistic.publisher() == publisher
                    && dated.statistic.status() != ObservationStatus::Forecast
            };
            let figures = of.observations.iter().filter(own);
            let figures = figures.map(|dated| (dated.statistic, dated.published));
            let series = Series::of_dated(of.key, figures);
            let levels = series.as_ref().map(Levels::of).unwrap_or_default();
            for claim in &claims {
                if let Some(change) = claim.change() {
                    suspects.extend(changed(claim, change, &levels));
                }
                if let Some((per, rate)) = claim.per().zip(claim.value()) {
                    suspects.extend(rated(claim, per, rate, &levels));
                }
            }
            ranked(&claims, &levels, suspects, found)?;
        }
    }
    NEXT
}

fn changed(claim: &Statistic, change: &Change, levels: &Levels) -> Option<Suspect> {
    let (before, after) = levels.at(change.from()).zip(levels.at(claim.period()))?;
    if allows(change, before.range, after.range) {
        return None;
    }
    let details = Details::ChangeContradictsSeries {
        change: change.clone(),
        before: before.latest,
        after: after.latest,
    };
    Some(contradicted(
        claim,
        [before.id, after.id],
        "change",
        details,
    ))
}

/// A claim that contradicts figures.
fn contradicted<const N: usize>(
    claim: &Statistic,
    figures: [Id; N],
    field: &'static str,
    details: Details,
) -> Suspect {
    let figures = std::iter::once(claim.id().clone()).chain(figures);
    Suspect {
        fault: Fault::Claim,
        figures: figures.collect(),
        days: claim.period().days(),
        subject: of_statistic(claim),
        field,
        details,
    }
}

fn rated(claim: &Statistic, per: Per, rate: &Figure, levels: &Levels) -> Option<Suspect> {
    let total = levels.at(claim.period())?;
    let rate = rate.estimate();
    // An average is rounded to a whole number.
    let Range { low, high } = of_count(rate);
    let stated = Range {
        low: low - 0.5,
        high: high + 0.5,
    };
    let times = times(claim.period(), per);
    let average = Range {
        low: total.range.low / times,
        high: total.range.high / times,
    };
    if average.overlaps(stated) {
        return None;
    }
    let details = Details::RateContradictsSeries {
        rate,
        per,
        total: total.latest,
    };
    Some(contradicted(claim, [total.id], "value", details))
}

/// Compares the records of one series with the figures of earlier periods of the same length.
fn ranked(
    claims: &[&Statistic],
    levels: &Levels,
    suspects: &mut Vec<Suspect>,
    found: &mut Found<'_>,
) -> Proceed {
    let mut by_kind: HashMap<(bool, Length), Vec<(&Statistic, &Rank)>> = HashMap::new();
    for claim in claims {
        if let Some(rank) = claim.rank() {
            let of = (rank.is_highest(), Length::of(claim.period()));
            by_kind.entry(of).or_default().push((*claim, rank));
        }
    }
    for ((highest, length), mut claims) in by_kind {
        claims.sort_by_key(|(claim, _)| (claim.period().first(), claim.id()));
        let earlier = levels.as_long_as(length);
        let first = earlier.first().map(|level| level.period.first());
        let mut earlier = earlier.iter().peekable();
        // The earlier figures that no figure between them and the claim reaches, the highest first.
        let mut peaks: Vec<&Level> = Vec::new();
        for (claim, rank) in claims {
            let start = claim.period().first();
            while let Some(level) = earlier.next_if(|level| level.period.first() < start) {
                let least = least(level, highest);
                while peaks
                    .pop_if(|peak| self::least(peak, highest) <= least)
                    .is_some()
                {}
                peaks.push(level);
            }
            // "The most since August" implies that August had more.
            let is_within = |level: &Level| {
                let since = rank.since().map(Period::last);
                since.is_none_or(|since| level.period.first() > since)
            };
            let is_since = |level: &Level| {
                let since = rank.since().map(Period::first);
                since.is_none_or(|since| level.period.first() >= since)
            };
            let is_compared = first.is_some_and(|first| first < start)
                && peaks.last().is_some_and(|last| is_since(last));
            let own = levels.at(claim.period()).filter(|_| is_compared);
            // "Already a record": more so far than in any longer period before.
            let is_already = || {
                let own = levels.at(claim.period());
                let longer = levels.longer_before(claim.period());
                highest && own.is_some_and(|own| longer.is_some_and(|most| most <= own.range.high))
            };
            let Some(own) = own else {
                if is_already() {
                    continue;
                }
                found.report(of_statistic(claim), "rank", Details::RankWithoutSeries {})?;
                continue;
            };
            let limit = most(&own, highest);
            let exceeding = peaks.partition_point(|peak| least(peak, highest) > limit);
            let nearest = exceeding.checked_sub(1).and_then(|last| peaks.get(last));
            if let Some(peak) = nearest.filter(|peak| is_within(peak)) {
                let details = Details::RankContradictsSeries {
                    rank: rank.clone(),
                    period: peak.period,
                    other: peak.latest,
                    statistic: peak.id.clone(),
                };
                let figures = [peak.id.clone(), own.id.clone()];
                suspects.push(contradicted(claim, figures, "rank", details));
            }
        }
    }
    NEXT
}

/// The least that a figure can be. If the lowest is sought, figures are negated.
fn least(level: &Level, highest: bool) -> f64 {
    let Range { low, high } = level.range;
    if highest { low } else { -high }
}

/// The most that a figure can be, likewise.
fn most(level: &Level, highest: bool) -> f64 {
    let Range { low, high } = level.range;
    if highest { high } else { -low }
}

/// Whether the figures allow that change.
fn allows(change: &Change, before: Range, after: Range) -> bool {
    let up = change.direction() == Direction::Up;
    if let Some(by) = change.by() {
        let (less, more) = if up { (before, after) } else { (after, before) };
        let difference = Range {
            low: more.low - less.high,
            high: more.high - less.low,
        };
        return difference.overlaps(of_count(by));
    }
    let Some(percent) = change.percent() else {
        return if up {
            after.high > before.low
        } else {
            after.low < before.high
        };
    };
    if before.high <= 0.0 {
        // If the earlier figure is 0, there is no share, and the figure cannot have fallen.
        return up;
    }
    let share = |after: f64, before: f64| match before {
        _ if before <= 0.0 => f64::INFINITY,
        _ if before.is_infinite() => 0.0,
        _ => after / before * 100.0,
    };
    let (least, most) = (
        share(after.low, before.high) - 100.0,
        share(after.high, before.low) - 100.0,
    );
    let change = if up {
        Range {
            low: least,
            high: most,
        }
    } else {
        Range {
            low: -most,
            high: -least,
        }
    };
    change.overlaps(of_percent(percent))
}

/// The number of days, weeks, months or years in the period.
#[expect(clippy::cast_precision_loss, reason = "no period has that many days")]
fn times(period: Period, per: Per) -> f64 {
    let days = period.days() as f64;
    let months = || period.whole_months().map(f64::from);
    // The mean year of the Gregorian calendar has 365.2425 days.
    match per {
        Per::Day => days,
        Per::Week => days / 7.0,
        Per::Month => months().unwrap_or(days / (365.2425 / 12.0)),
        Per::Year => months().map_or(days / 365.2425, |months| months / 12.0),
    }
}
