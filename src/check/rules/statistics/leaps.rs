//! A month ten times as large or as small as its neighbours: a digit too many or too few.

use super::rows::{Row, Rows, latest};
use super::suspects::{Fault, Suspect};
use crate::check::Details;
use crate::limits::{LEAP, LEAP_FROM};
use crate::measure::Estimate;
use crate::record::ObservationStatus;

pub(super) fn visit(rows: &Rows<'_>, suspects: &mut Vec<Suspect>) {
    let months: Vec<(Row<'_>, Estimate)> = rows
        .vintages()
        .filter(|vintages| vintages.first().is_some_and(|row| row.period.is_month()))
        .filter_map(latest)
        .collect();
    let suspect = |month: &(Row<'_>, Estimate), beside: [&(Row<'_>, Estimate); 2]| {
        let (row, value) = month;
        let [one, other] = beside;
        let is_level = |row: &Row<'_>| {
            use ObservationStatus as Status;
            !matches!(
                row.status,
                Status::Break | Status::SpecialEvent | Status::Forecast
            )
        };
        let nearest = if value.best() > one.1.best() {
            [one, other]
                .into_iter()
                .max_by_key(|(_, value)| value.high())
        } else {
            [one, other]
                .into_iter()
                .min_by_key(|(_, value)| value.low())
        };
        let (near, other) = nearest?;
        let leaps = leaps(*other, *value) || leaps(*value, *other);
        (leaps && is_level(row)).then(|| Suspect {
            fault: Fault::Leap,
            figures: vec![row.id.clone(), near.id.clone()],
            days: row.period.days(),
            subject: row.subject(),
            field: "value",
            details: Details::ValueLeaps {
                value: *value,
                period: near.period,
                other: *other,
                statistic: near.id.clone(),
            },
        })
    };
    let is_above =
        |month: &(Row<'_>, Estimate), other: &(Row<'_>, Estimate)| month.1.best() > other.1.best();
    for window in months.windows(3) {
        let [one, two, three] = window else { continue };
        let meet = one.0.period.meets(two.0.period) && two.0.period.meets(three.0.period);
        let same_side = is_above(two, one) == is_above(two, three);
        if meet && same_side {
            suspects.extend(suspect(two, [one, three]));
        }
    }
    // The last month has no successor and may be the beginning of a crisis: only a rise is
    // reported.
    if let [.., one, two, last] = months.as_slice() {
        let meet = one.0.period.meets(two.0.period) && two.0.period.meets(last.0.period);
        if meet && is_above(last, one) && is_above(last, two) {
            suspects.extend(suspect(last, [one, two]));
        }
    }
}

/// Whether a figure that is not too small is followed by one that is certainly ten times as large.
fn leaps(from: Estimate, to: Estimate) -> bool {
    let least = from.high().filter(|high| *high >= LEAP_FROM);
    least.is_some_and(|high| to.low() / LEAP >= high)
}
