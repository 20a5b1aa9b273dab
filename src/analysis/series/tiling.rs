//! Chooses the figures that make up a period if some overlap.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use foldhash::HashSet;

use super::error::SeriesError;
use super::observation::common;
use super::{Observation, Row};
use crate::error::Error;
use crate::measure::Estimate;
use crate::time::Period;

/// A figure of a series with its period.
pub(super) type Part<'s> = (&'s Row, &'s Observation);

/// Figures that do not overlap, in order.
pub(super) struct Tiling<'s> {
    pub(super) parts: Vec<Part<'s>>,
    /// The intersection of all sums that make up the whole period; `None` if there are gaps.
    pub(super) agreed: Option<Estimate>,
}

/// The sum of the figures up to a day, and the last of these figures.
struct Reached {
    sum: Estimate,
    parts: usize,
    by: Option<usize>,
}

/// The figures that make up the period exactly, regardless of any others. If there are none, the
/// figures that leave the fewest days without one.
///
/// `parts` lie within the period and have a value each. They are in order of their first day.
pub(super) fn of(period: Period, parts: Vec<Part<'_>>) -> Result<Tiling<'_>, Error> {
    let overlap = |(one, other): (&Part<'_>, &Part<'_>)| other.0.period.first() < one.0.due;
    if !parts.iter().zip(parts.iter().skip(1)).any(overlap) {
        return Ok(Tiling {
            parts,
            agreed: None,
        });
    }
    let end = period.last().succ_opt().unwrap_or(NaiveDate::MAX);
    // The days from which figures lead to the end without a gap.
    let mut leading = HashSet::from_iter([end]);
    for (row, _) in parts.iter().rev() {
        if leading.contains(&row.due) {
            leading.insert(row.period.first());
        }
    }
    if leading.contains(&period.first()) {
        exactly(period, &parts, &leading, end)
    } else {
        widest(period, &parts)
    }
}

/// The figures that make up the period. Of several ways, it chooses the one with the narrowest sum,
/// then the one with the fewest figures; the sums of all ways must agree.
fn exactly<'s>(
    period: Period,
    parts: &[Part<'s>],
    leading: &HashSet<NaiveDate>,
    end: NaiveDate,
) -> Result<Tiling<'s>, Error> {
    let start = Reached {
        sum: Estimate::exactly(0),
        parts: 0,
        by: None,
    };
    // A figure comes after all figures that end before it starts.
    let mut reached = BTreeMap::from([(period.first(), start)]);
    for (index, (row, observation)) in parts.iter().enumerate() {
        let from = reached.get(&row.period.first());
        let from = from.filter(|_| leading.contains(&row.due));
        let Some((from, value)) = from.zip(observation.value) else {
            continue;
        };
        let until = Period::try_new(period.first(), row.period.last())?;
        let sum = from.sum.checked_add(value);
        let sum = sum.map_err(|fault| SeriesError::Estimate { period, fault })?;
        let this = Reached {
            sum,
            parts: from.parts.saturating_add(1),
            by: Some(index),
        };
        let Some(other) = reached.get_mut(&row.due) else {
            reached.insert(row.due, this);
            continue;
        };
        let Some((agreed, is_narrower)) = common(other.sum, this.sum) else {
            return Err(SeriesError::Disagreement {
                period: until,
                one: other.sum,
                other: this.sum,
            }
            .into());
        };
        let is_better = is_narrower || agreed == this.sum && this.parts < other.parts;
        if is_better {
            *other = this;
        }
        other.sum = agreed;
    }
    let agreed = reached.get(&end).map(|end| end.sum);
    let mut chosen = Vec::new();
    let mut at = end;
    while let Some(part) = reached
        .get(&at)
        .and_then(|reached| parts.get(reached.by?).copied())
    {
        chosen.push(part);
        at = part.0.period.first();
    }
    chosen.reverse();
    Ok(Tiling {
        parts: chosen,
        agreed,
    })
}

/// The figures without overlap that cover the most days (weighted interval scheduling: Kleinberg and
/// Tardos, *Algorithm Design*, section 6.1).
fn widest<'s>(period: Period, parts: &[Part<'s>]) -> Result<Tiling<'s>, Error> {
    let mut by_end = parts.to_vec();
    by_end.sort_by_key(|(row, _)| (row.due, row.period.first()));
    // For the first n figures: the most days that they can cover, and the last figure of that
    // choice.
    let mut most: Vec<(u64, Option<usize>)> = vec![(0, None)];
    let before = |row: &Row| by_end.partition_point(|(other, _)| other.due <= row.period.first());
    for (index, (row, _)) in by_end.iter().enumerate() {
        let without = most.last().copied().unwrap_or_default();
        let (days, _) = most.get(before(row)).copied().unwrap_or_default();
        let with = days.saturating_add(row.period.days());
        most.push(if with > without.0 {
            (with, Some(index))
        } else {
            without
        });
    }
    let mut chosen = Vec::new();
    let mut last = most.last().and_then(|(_, last)| *last);
    while let Some(part) = last.and_then(|last| by_end.get(last).copied()) {
        chosen.push(part);
        last = most.get(before(part.0)).and_then(|(_, last)| *last);
    }
    chosen.reverse();
    // A day without a chosen figure must have no figure at all, or else the figures overlap and
    // cannot be added.
    let mut gaps = Vec::new();
    let mut due = period.first();
    let end = period.last().succ_opt().unwrap_or(NaiveDate::MAX);
    let steps = chosen.iter().map(|(row, _)| (row.period.first(), row.due));
    for (first, next) in steps.chain([(end, end)]) {
        if due < first {
            gaps.push((due, first));
        }
        due = next;
    }
    let in_a_gap = |(row, _): &&Part<'_>| {
        let gap = gaps.partition_point(|(_, end)| *end <= row.period.first());
        gaps.get(gap).is_some_and(|(start, _)| *start < row.due)
    };
    if let Some((crossing, _)) = parts.iter().find(in_a_gap) {
        let overlaps = |(row, _): &&Part<'_>| row.period.overlaps(crossing.period);
        let chosen = chosen.iter().find(overlaps);
        let chosen = chosen.map_or(period, |(row, _)| row.period);
        let (one, other) = (chosen.min(crossing.period), chosen.max(crossing.period));
        return Err(SeriesError::Overlap { one, other }.into());
    }
    Ok(Tiling {
        parts: chosen,
        agreed: None,
    })
}
