//! Changes, records and rates against the figures of their series.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::rounding::{Range, of_count, of_percent};
use super::{Dated, of_statistic};
use crate::analysis::{Observation, Series};
use crate::check::Details;
use crate::check::finding::{Flow, Found, NEXT};
use crate::check::view::View;
use crate::measure::{Estimate, Per};
use crate::record::{Change, Direction, Nature, Rank, SeriesKey, Statistic};
use crate::time::Period;

/// What the vintages of a series say for a period, the latest first.
type Known = Vec<Estimate>;

/// One series, and what it was asked for.
struct Asked {
    series: Option<Series>,
    known: HashMap<(Period, NaiveDate), Known>,
}

pub(super) fn visit(view: &View<'_>, observations: &[Dated<'_>], found: &mut Found<'_>) -> Flow {
    let statistics = view.dossier.statistics();
    let mut claims: HashMap<&SeriesKey, Vec<&Statistic>> = HashMap::new();
    for statistic in statistics {
        let is_claim =
            statistic.change().is_some() || statistic.rank().is_some() || statistic.per().is_some();
        if is_claim {
            claims.entry(statistic.key()).or_default().push(statistic);
        }
    }
    let mut figures: HashMap<&SeriesKey, Vec<&Dated<'_>>> = HashMap::new();
    for observation in observations {
        let key = observation.statistic.key();
        if claims.contains_key(key) {
            figures.entry(key).or_default().push(observation);
        }
    }
    for (key, claims) in claims {
        let figures = figures.remove(key).unwrap_or_default();
        let figures = figures
            .into_iter()
            .map(|dated| (dated.statistic, dated.published));
        let mut asked = Asked {
            series: Series::of_dated(key, figures),
            known: HashMap::new(),
        };
        for claim in &claims {
            let day = view.dossier.vintage_of(claim).unwrap_or(NaiveDate::MAX);
            if let Some(change) = claim.change() {
                asked.change(claim, change, day, found)?;
            }
            if let Some(per) = claim.per() {
                asked.rate(claim, per, day, found)?;
            }
        }
        asked.ranks(view, &claims, found)?;
    }
    NEXT
}

impl Asked {
    /// Every figure that the series has had for the period; and of a flow that is made up of others, their
    /// sum as it was first published, by the day of the claim, and as it is known now.
    fn known(&mut self, period: Period, day: NaiveDate) -> &Known {
        let series = self.series.as_ref();
        self.known
            .entry((period, day))
            .or_insert_with(|| series.map_or_else(Vec::new, |series| figures(series, period, day)))
    }

    fn change(
        &mut self,
        claim: &Statistic,
        change: &Change,
        day: NaiveDate,
        found: &mut Found<'_>,
    ) -> Flow {
        let before = self.known(change.from(), day).clone();
        let after = self.known(claim.period(), day);
        let (Some(&was), Some(&is)) = (before.first(), after.first()) else {
            return NEXT;
        };
        let mut pairs = before
            .iter()
            .flat_map(|before| after.iter().map(move |after| (*before, *after)));
        if pairs.any(|(before, after)| allows(change, of_count(before), of_count(after))) {
            return NEXT;
        }
        let details = Details::ChangeContradictsSeries {
            change: change.clone(),
            before: was,
            after: is,
        };
        found.report(of_statistic(claim), "change", details)
    }

    fn rate(&mut self, claim: &Statistic, per: Per, day: NaiveDate, found: &mut Found<'_>) -> Flow {
        let Some(rate) = claim.value().map(crate::record::Figure::estimate) else {
            return NEXT;
        };
        // An average is rounded to a whole number.
        let Range { low, high } = of_count(rate);
        let stated = Range {
            low: low - 0.5,
            high: high + 0.5,
        };
        let times = times(claim.period(), per);
        let known = self.known(claim.period(), day);
        let Some(&total) = known.first() else {
            return NEXT;
        };
        let average = |total: &Estimate| {
            let Range { low, high } = of_count(*total);
            Range {
                low: low / times,
                high: high / times,
            }
        };
        if known.iter().any(|total| average(total).overlaps(stated)) {
            return NEXT;
        }
        let details = Details::RateContradictsSeries { rate, per, total };
        found.report(of_statistic(claim), "value", details)
    }

    /// Records of one series, each against the figures of earlier periods that are as long.
    fn ranks(&mut self, view: &View<'_>, claims: &[&Statistic], found: &mut Found<'_>) -> Flow {
        let mut by_kind: HashMap<(bool, Length), Vec<(&Statistic, &Rank)>> = HashMap::new();
        for claim in claims {
            if let Some(rank) = claim.rank() {
                let of = (rank.is_highest(), Length::of(claim.period()));
                by_kind.entry(of).or_default().push((*claim, rank));
            }
        }
        for ((highest, length), mut claims) in by_kind {
            claims.sort_by_key(|(claim, _)| (claim.period().first(), claim.id()));
            let limits: Vec<Option<f64>> = claims
                .iter()
                .map(|(claim, _)| {
                    let day = view.dossier.vintage_of(claim).unwrap_or(NaiveDate::MAX);
                    let known = self.known(claim.period(), day).iter();
                    known.map(|known| most(*known, highest)).reduce(f64::max)
                })
                .collect();
            let rows = self.series.as_ref();
            let rows = rows.map_or_else(Vec::new, |series| levels(series, highest, length));
            let mut rows = rows.iter().peekable();
            let first = rows.peek().map(|row| row.period.first());
            // Those that nothing between them and the claim exceeds, the highest first.
            let mut peaks: Vec<&Level<'_>> = Vec::new();
            for ((claim, rank), limit) in claims.into_iter().zip(limits) {
                let start = claim.period().first();
                while let Some(row) = rows.next_if(|row| row.period.first() < start) {
                    while peaks.pop_if(|peak| peak.least <= row.least).is_some() {}
                    peaks.push(row);
                }
                let since = rank.since().map(Period::first);
                let is_compared = first.is_some_and(|first| first < start)
                    && since.is_none_or(|since| {
                        peaks
                            .last()
                            .is_some_and(|last| last.period.first() >= since)
                    });
                let Some(limit) = limit.filter(|_| is_compared) else {
                    found.report(of_statistic(claim), "rank", Details::RankWithoutSeries {})?;
                    continue;
                };
                let exceeding = peaks.partition_point(|peak| peak.least > limit);
                let nearest = exceeding.checked_sub(1).and_then(|last| peaks.get(last));
                let nearest =
                    nearest.filter(|peak| since.is_none_or(|since| peak.period.first() >= since));
                if let Some(Level {
                    period, latest, id, ..
                }) = nearest
                {
                    let details = Details::RankContradictsSeries {
                        rank: rank.clone(),
                        period: *period,
                        other: *latest,
                        statistic: (*id).clone(),
                    };
                    found.report(of_statistic(claim), "rank", details)?;
                }
            }
        }
        NEXT
    }
}

/// Whether the figures allow that change between them.
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
        // A share of nothing.
        return true;
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

/// How many days, weeks, months or years there are in the period.
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

fn figures(series: &Series, period: Period, day: NaiveDate) -> Known {
    let mut known: Known = Vec::new();
    if series.nature() == Nature::Flow {
        let vintages = [series.latest(), series.vintage(day), series.first_release()];
        let sums = vintages.into_iter().map(|vintage| vintage.sum(period));
        known.extend(sums.flatten().map(|total| total.estimate()));
    }
    let of_it = vintages_of(series, period).rev();
    known.extend(of_it.filter_map(Observation::value));
    known
}

fn vintages_of(series: &Series, period: Period) -> impl DoubleEndedIterator<Item = &Observation> {
    let all = series.observations();
    let from = all.partition_point(|row| row.period() < period);
    let to = all.partition_point(|row| row.period() <= period);
    all.get(from..to).unwrap_or_default().iter()
}

/// How long a period is: a month is as long as another, whatever days it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Length {
    Months(u32),
    Days(u64),
}

impl Length {
    fn of(period: Period) -> Self {
        match period.whole_months() {
            Some(months) => Self::Months(months),
            None => Self::Days(period.days()),
        }
    }
}

/// A figure of a series: the lowest that any vintage allows; of the lowest of a series, turned upside
/// down.
struct Level<'s> {
    period: Period,
    least: f64,
    latest: Estimate,
    id: &'s crate::id::Id,
}

fn least(estimate: Estimate, highest: bool) -> f64 {
    let Range { low, high } = of_count(estimate);
    if highest { low } else { -high }
}

fn most(estimate: Estimate, highest: bool) -> f64 {
    let Range { low, high } = of_count(estimate);
    if highest { high } else { -low }
}

/// The figures of one length, in the order of their periods.
fn levels(series: &Series, highest: bool, length: Length) -> Vec<Level<'_>> {
    let mut levels: Vec<Level<'_>> = Vec::new();
    let rows = series.observations().iter();
    for row in rows.filter(|row| Length::of(row.period()) == length) {
        let Some(value) = row.value() else { continue };
        let least = least(value, highest);
        match levels.last_mut().filter(|last| last.period == row.period()) {
            Some(last) => {
                last.least = last.least.min(least);
                (last.latest, last.id) = (value, row.id());
            }
            None => levels.push(Level {
                period: row.period(),
                least,
                latest: value,
                id: row.id(),
            }),
        }
    }
    levels
}
