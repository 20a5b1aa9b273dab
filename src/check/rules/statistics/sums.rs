//! Compares a total with the sum of its parts.

use std::cmp::Ordering;

use super::rounding::{Range, of_count, of_fives};
use super::rows::{Row, latest};
use crate::id::Id;
use crate::limits::{CORRECTION_SHARE, Limits};
use crate::measure::Estimate;
use crate::record::ObservationStatus;

/// Parts that certainly do not sum to their total.
pub(super) struct Sum<'d> {
    pub(super) total: (Row<'d>, Estimate),
    pub(super) parts: Estimate,
    /// The part with the largest figure.
    pub(super) largest: &'d Id,
    /// Whether the parts sum to more than the total, or to less.
    pub(super) is: Ordering,
    /// The total's figure and those of the parts.
    pub(super) figures: Vec<Id>,
}

/// Whether the sum of the parts certainly differs from the total, however each was rounded.
///
/// Each part is taken in the vintage of the total. A part without a vintage of that day may have
/// been corrected in between.
pub(super) fn beside<'d>(
    total: &[Row<'d>],
    parts: &[&[Row<'d>]],
    limits: &Limits,
) -> Option<Sum<'d>> {
    let total = latest(total).filter(|(row, _)| row.status != ObservationStatus::Forecast)?;
    let (row, of_total) = total;
    let figures: Option<Vec<_>> = parts.iter().map(|part| latest(part)).collect();
    let figures = figures?;
    let (largest, _) = figures
        .iter()
        .max_by_key(|(part, value)| (value.best(), part.id))?;
    let values = || figures.iter().map(|(_, value)| *value);
    let in_fives = |value: Estimate| value.best().is_multiple_of(5);
    let in_fives = parts.len() > 1 && in_fives(of_total) && values().all(in_fives);
    let range = |value| {
        if in_fives {
            of_fives(value)
        } else {
            of_count(value)
        }
    };
    let mut sum = Range {
        low: 0.0,
        high: 0.0,
    };
    let mut is_of_one_day = true;
    for part in parts {
        let same = part
            .iter()
            .rev()
            .find(|part| part.published == row.published);
        let part = if let Some(value) = same.and_then(|part| part.value) {
            range(value)
        } else {
            is_of_one_day = false;
            let vintages = part
                .iter()
                .filter_map(|part| Some(corrected(range(part.value?), part.status, limits)));
            vintages.reduce(Range::hull)?
        };
        sum.low += part.low.max(0.0);
        sum.high += part.high;
    }
    let mut whole = range(of_total);
    if !is_of_one_day {
        whole = corrected(whole, row.status, limits);
    }
    let is = if sum.overlaps(whole) {
        return None;
    } else if sum.low > whole.high {
        Ordering::Greater
    } else if sum.high < whole.low {
        Ordering::Less
    } else {
        return None;
    };
    let largest = largest.id;
    let ids = figures.iter().map(|(part, _)| part.id);
    Some(Sum {
        total,
        parts: Estimate::try_sum(values()).ok()?,
        largest,
        is,
        figures: std::iter::once(row.id).chain(ids).cloned().collect(),
    })
}

/// The values that a later vintage may give to a figure.
fn corrected(range: Range, status: ObservationStatus, limits: &Limits) -> Range {
    let share = if status == ObservationStatus::Normal {
        CORRECTION_SHARE
    } else {
        limits.revision_share()
    };
    Range {
        low: range.low * (1.0 - share),
        high: range.high * (1.0 + share),
    }
}
