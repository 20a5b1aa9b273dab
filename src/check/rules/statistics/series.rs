//! Figures of one series against each other: their periods, their vintages, their parts.

use std::collections::{HashMap, HashSet};

use smol_str::{SmolStr, StrExt};

use super::rows::{Row, Rows, Span, latest, span_of};
use super::{Dated, fiscal, of_statistic};
use crate::analysis::Series;
use crate::check::Details;
use crate::check::finding::{Flow, Found, NEXT};
use crate::id::Id;
use crate::limits::Limits;
use crate::measure::{Bounds, Estimate};
use crate::record::{Nature, ObservationStatus, SeriesKey, Site, Statistic, Unit};
use crate::time::Period;

pub(super) fn visit(
    statistics: &[Statistic],
    observations: &[Dated<'_>],
    limits: &Limits,
    found: &mut Found<'_>,
) -> Flow {
    let mut all: HashMap<(&SeriesKey, &Id), Rows<'_>> = HashMap::new();
    for observation in observations {
        let statistic = observation.statistic;
        let rows = all
            .entry((statistic.key(), statistic.publisher()))
            .or_default();
        let vintages = rows.entry(span_of(statistic.period())).or_default();
        vintages.push(Row::of(*observation));
    }
    for ((key, _), rows) in &mut all {
        within(key.nature(), rows, limits, found)?;
    }
    fiscal::visit(observations, found)?;
    breakdowns(&all, found)?;
    natures(statistics, found)
}

/// The same for a series that stands alone.
pub(in crate::check) fn of_series(series: &Series, limits: &Limits, found: &mut Found<'_>) -> Flow {
    let mut rows = Rows::new();
    for observation in series.observations() {
        let row = Row {
            id: observation.id(),
            key: series.key(),
            publisher: None,
            period: observation.period(),
            published: observation.published(),
            status: observation.status(),
            value: observation.value(),
        };
        rows.entry(span_of(row.period)).or_default().push(row);
    }
    within(series.nature(), &mut rows, limits, found)?;
    fiscal::within(&rows, found)
}

/// Everything that one series says of itself.
fn within(nature: Nature, rows: &mut Rows<'_>, limits: &Limits, found: &mut Found<'_>) -> Flow {
    for vintages in rows.values_mut() {
        vintages.sort_by_key(|row| (row.published, row.id));
        for row in vintages.iter() {
            too_early(row, found)?;
        }
        revisions(vintages, limits, found)?;
    }
    provisional(rows, limits, found)?;
    periods(nature, rows, found)?;
    gaps(nature, rows, found)
}

/// A figure that is out before its period is over is a forecast or an estimate, or of another
/// period.
fn too_early(row: &Row<'_>, found: &mut Found<'_>) -> Flow {
    let foretells = matches!(
        row.status,
        ObservationStatus::Forecast | ObservationStatus::Estimated | ObservationStatus::Provisional
    );
    if foretells || row.value.is_none() || row.published >= row.period.last() {
        return NEXT;
    }
    let details = Details::PublishedBeforePeriodEnd {
        published: row.published,
        period: row.period,
    };
    found.report(row.subject(), "published", details)
}

/// The most that any vintage allows; none where one leaves it open or none has a value.
fn most(vintages: &[Row<'_>]) -> Option<u64> {
    let highs: Option<Vec<_>> = vintages
        .iter()
        .filter_map(|row| row.value)
        .map(Estimate::high)
        .collect();
    highs?.into_iter().max()
}

/// Vintages of one period: two values of one day that cannot both be true, and steps that are too large
/// to be corrections.
fn revisions(vintages: &[Row<'_>], limits: &Limits, found: &mut Found<'_>) -> Flow {
    // What the figures of one day have in common so far.
    let mut common: Option<Bounds> = None;
    for (earlier, later) in vintages.iter().zip(vintages.iter().skip(1)) {
        let (Some(before), Some(after)) = (earlier.value, later.value) else {
            common = None;
            continue;
        };
        let details = if earlier.published == later.published {
            let so_far = common.unwrap_or(before.bounds());
            common = so_far.intersection(after.bounds());
            if common.is_some() {
                continue;
            }
            common = Some(after.bounds());
            Details::VintageConflict {
                value: after,
                other: before,
                statistic: earlier.id.clone(),
            }
        } else if is_large(before, after, limits.revision_share()) {
            common = None;
            Details::RevisionLarge {
                before,
                after,
                statistic: earlier.id.clone(),
            }
        } else {
            common = None;
            continue;
        };
        found.report(later.subject(), "value", details)?;
    }
    NEXT
}

/// Whether even the values nearest to each other are further apart than that share of the first.
fn is_large(before: Estimate, after: Estimate, share: f64) -> bool {
    let up = before.high().and_then(|high| after.low().checked_sub(high));
    let down = after.high().and_then(|high| before.low().checked_sub(high));
    #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
    let (by, of) = (up.or(down).unwrap_or(0) as f64, before.best() as f64);
    by > share * of
}

/// Figures of normal status that were revised later: one finding a series, at its first period.
/// A revision too large for a correction is reported as that.
fn provisional(rows: &Rows<'_>, limits: &Limits, found: &mut Found<'_>) -> Flow {
    let mut revised = rows.values().filter_map(|vintages| {
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

/// Periods within periods: what a part says against the whole, and periods that only overlap.
fn periods(nature: Nature, rows: &Rows<'_>, found: &mut Found<'_>) -> Flow {
    // The periods that hold the one at hand, from the widest to the narrowest.
    let mut around: Vec<Whole<'_>> = Vec::new();
    for vintages in rows.values() {
        let Some(&row) = vintages.first() else {
            continue;
        };
        let period = row.period;
        while let Some(over) = around.pop_if(|whole| whole.period.last() < period.first()) {
            over.is_summed(nature, found)?;
        }
        // What ends before this one does holds nothing of it, nor of what is still to come.
        let crossing = around
            .last()
            .filter(|whole| whole.period.last() < period.last());
        if let Some(other) = crossing.filter(|whole| !are_two_years(whole.period, period)) {
            let details = Details::PeriodsOverlap {
                period,
                other: other.period,
                statistic: other.first.id.clone(),
            };
            found.report(row.subject(), "period", details)?;
        }
        while let Some(crossed) = around.pop_if(|whole| whole.period.last() < period.last()) {
            crossed.is_summed(nature, found)?;
        }
        if let Some(whole) = around.last_mut() {
            part_of(nature, whole, vintages, found)?;
            whole.add(vintages);
        }
        around.push(Whole {
            first: row,
            period,
            vintages,
            parts: Some((0, 0)),
        });
    }
    while let Some(whole) = around.pop() {
        whole.is_summed(nature, found)?;
    }
    NEXT
}

struct Whole<'s> {
    first: Row<'s>,
    period: Period,
    vintages: &'s [Row<'s>],
    /// How many parts there are and what their latest values sum to; none where one is not exact.
    parts: Option<(usize, u64)>,
}

impl Whole<'_> {
    fn add(&mut self, part: &[Row<'_>]) {
        let value = latest(part).filter(|(_, value)| value.is_exact());
        self.parts = self
            .parts
            .zip(value)
            .and_then(|((parts, sum), (_, value))| {
                Some((parts.checked_add(1)?, sum.checked_add(value.best())?))
            });
    }

    /// A stock that is the sum of the stocks within: those who stayed were counted again and again.
    fn is_summed(&self, nature: Nature, found: &mut Found<'_>) -> Flow {
        let (Some((parts, sum)), Some((row, value))) = (self.parts, latest(self.vintages)) else {
            return NEXT;
        };
        if nature != Nature::Stock || parts < 2 || sum == 0 || value != Estimate::exactly(sum) {
            return NEXT;
        }
        let details = Details::StockSummed { value, parts };
        found.report(row.subject(), "value", details)
    }
}

/// A calendar year and a fiscal year overlap by right.
fn are_two_years(one: Period, other: Period) -> bool {
    one.whole_months() == Some(12) && other.whole_months() == Some(12)
}

/// A flow of a part that certainly exceeds that of the whole time.
fn part_of(nature: Nature, whole: &Whole<'_>, part: &[Row<'_>], found: &mut Found<'_>) -> Flow {
    let least = part.iter().filter_map(|row| Some((row.value?.low(), *row)));
    let least = least.min_by_key(|(low, row)| (*low, row.id));
    let (Some((low, part)), Some(most)) = (least, most(whole.vintages)) else {
        return NEXT;
    };
    let (Some(value), Some((total, of_total))) = (part.value, latest(whole.vintages)) else {
        return NEXT;
    };
    if nature != Nature::Flow || low <= most {
        return NEXT;
    }
    // Figures from one first day on are cumulative.
    if whole.period.first() == part.period.first() {
        let details = Details::CumulativeFalls {
            before: value,
            until: part.period.last(),
            statistic: part.id.clone(),
            after: of_total,
        };
        return found.report(total.subject(), "value", details);
    }
    let details = Details::PartAboveTotal {
        part: value,
        total: of_total,
        statistic: total.id.clone(),
    };
    found.report(part.subject(), "value", details)
}

/// Months that a monthly series leaves out: one finding a series, at the month after the first gap.
fn gaps(nature: Nature, rows: &Rows<'_>, found: &mut Found<'_>) -> Flow {
    if nature != Nature::Flow {
        return NEXT;
    }
    let months = || {
        rows.values()
            .filter_map(|vintages| vintages.first())
            .filter(|row| row.period.is_month())
    };
    let mut missing = 0_u32;
    let mut first = None;
    for (one, other) in months().zip(months().skip(1)) {
        let between = one.period.next().zip(other.period.previous());
        let gap = between.and_then(|(from, to)| Period::try_new(from.first(), to.last()).ok());
        if let Some(months) = gap.and_then(Period::whole_months) {
            missing = missing.saturating_add(months);
            first = first.or(gap.map(|gap| (gap, *other)));
        }
    }
    let Some((gap, row)) = first else {
        return NEXT;
    };
    let details = Details::MonthMissing { gap, missing };
    found.report(row.subject(), "period", details)
}

/// A part of a breakdown that certainly exceeds its total: that of one dimension less, or else that
/// of all, unless what lies between was found to exceed that already.
fn breakdowns(all: &HashMap<(&SeriesKey, &Id), Rows<'_>>, found: &mut Found<'_>) -> Flow {
    let mut parts: Vec<_> = all.iter().collect();
    parts.retain(|((key, _), _)| !key.is_total());
    // What lies between comes first.
    parts.sort_by_key(|((key, _), _)| key.breakdown().len());
    let mut above: HashSet<(&SeriesKey, &Id, Span)> = HashSet::new();
    for (&(key, publisher), series) in parts {
        let dimensions = key.breakdown().map(|(dimension, _)| dimension);
        let wider: Vec<_> = dimensions.map(|dimension| key.without(dimension)).collect();
        let between = (wider.iter()).filter_map(|key| Some((key, all.get(&(key, publisher))?)));
        let between: Vec<(&SeriesKey, &Rows<'_>)> = between.collect();
        let total = key.total();
        let total = all.get(&(&total, publisher));
        for (span, vintages) in series {
            let Some((part, value)) = latest(vintages) else {
                continue;
            };
            let exceeds = |total: &Rows<'_>| {
                let total = total.get(span)?;
                let most = most(total).filter(|most| value.low() > *most)?;
                latest(total).map(|(row, of_total)| (most, row.id.clone(), of_total))
            };
            let nearest = between.iter().filter_map(|(_, total)| exceeds(total));
            let nearest = nearest.min_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
            let follows = nearest.is_none()
                && (between.iter()).any(|(key, _)| above.contains(&(*key, publisher, *span)));
            let told = nearest.or_else(|| total.and_then(exceeds));
            if let Some((_, statistic, total)) = told {
                above.insert((key, publisher, *span));
                if follows {
                    continue;
                }
                let details = Details::PartAboveTotal {
                    part: value,
                    total,
                    statistic,
                };
                found.report(part.subject(), "value", details)?;
            }
        }
    }
    NEXT
}

/// One indicator as stock and as flow: one of the two is misnamed.
fn natures(statistics: &[Statistic], found: &mut Found<'_>) -> Flow {
    type Indicator<'d> = (SmolStr, &'d Unit, &'d Site, &'d Id);
    type First<'d> = Option<&'d Statistic>;
    let mut firsts: HashMap<Indicator<'_>, (First<'_>, First<'_>)> = HashMap::new();
    for statistic in statistics {
        let key = statistic.key();
        let of = (
            key.indicator().to_lowercase_smolstr(),
            key.unit(),
            key.site(),
            statistic.publisher(),
        );
        let (stock, flow) = firsts.entry(of).or_default();
        let first = if key.nature() == Nature::Stock {
            stock
        } else {
            flow
        };
        if first.is_none_or(|first| statistic.id() < first.id()) {
            *first = Some(statistic);
        }
    }
    for (stock, flow) in firsts.into_values() {
        if let (Some(stock), Some(flow)) = (stock, flow) {
            let details = Details::NatureMixed {
                flow: flow.id().clone(),
            };
            found.report(of_statistic(stock), "nature", details)?;
        }
    }
    NEXT
}
