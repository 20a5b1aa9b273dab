//! Months that a monthly series leaves out.

use super::rows::{Rows, span_of};
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::time::Period;

/// One finding per series, at the month after the first gap. If most months are left out, the
/// series is not monthly; the press had the figures of some months.
pub(super) fn visit(rows: &Rows<'_>, found: &mut Found<'_>) -> Proceed {
    let months = || {
        rows.vintages()
            .filter_map(|vintages| vintages.first())
            .filter(|row| row.period.is_month())
    };
    let mut missing = 0_u32;
    let mut first = None;
    for (one, other) in months().zip(months().skip(1)) {
        let between = one.period.next().zip(other.period.previous());
        let apart = between.filter(|(from, to)| from <= to);
        let gap = apart.and_then(|(from, to)| Period::try_new(from.first(), to.last()).ok());
        // Months that are counted together are not missing.
        let gap = gap.filter(|gap| rows.get(span_of(*gap)).is_none());
        if let Some(months) = gap.and_then(Period::whole_months) {
            missing = missing.saturating_add(months);
            first = first.or(gap.map(|gap| (gap, *other)));
        }
    }
    let is_monthly = usize::try_from(missing).is_ok_and(|missing| missing <= months().count());
    let Some((gap, row)) = first.filter(|_| is_monthly) else {
        return NEXT;
    };
    let details = Details::MonthMissing { gap, missing };
    found.report(row.subject(), "period", details)
}
