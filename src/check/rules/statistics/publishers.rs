//! Publishers with different figures for the same thing.

use super::rounding::{Range, of_count};
use super::rows::{ByPublisher, Row, Span, latest};
use super::suspects::{Fault, Suspect};
use crate::check::Details;
use crate::measure::Estimate;
use crate::record::ObservationStatus;

/// The latest figure of a publisher, and the range of all its figures for the period.
type Figures<'d> = (Row<'d>, Estimate, Range);

/// One finding per series, at the first period for which two publishers differ.
pub(super) fn visit(publishers: &ByPublisher<'_>, suspects: &mut Vec<Suspect>) {
    if publishers.len() < 2 {
        return;
    }
    let mut all: Vec<(Span, Figures<'_>)> = Vec::new();
    for rows in publishers.values() {
        all.extend(rows.iter().filter_map(|(span, vintages)| {
            let (row, value) = latest(vintages)?;
            let values = vintages.iter().filter_map(|row| row.value);
            let range = values.map(of_count).reduce(Range::hull)?;
            let is_forecast = row.status == ObservationStatus::Forecast;
            (!is_forecast).then_some((span, (row, value, range)))
        }));
    }
    all.sort_by_key(|(span, _)| *span);
    let periods = all.chunk_by(|(one, _), (other, _)| one == other);
    let mut differing = periods.filter_map(furthest);
    let Some(((row, value, _), (less, other, _))) = differing.next() else {
        return;
    };
    let Some((publisher, other_publisher)) = row.publisher.zip(less.publisher) else {
        return;
    };
    let periods = differing.count().saturating_add(1);
    suspects.push(Suspect {
        fault: Fault::Publishers,
        figures: vec![row.id.clone(), less.id.clone()],
        days: row.period.days(),
        subject: row.subject(),
        field: "value",
        details: Details::PublishersDiffer {
            value: *value,
            publisher: publisher.clone(),
            other: *other,
            other_publisher: other_publisher.clone(),
            statistic: less.id.clone(),
            periods,
        },
    });
}

/// The two figures that are certainly furthest apart, the larger one first.
fn furthest<'s, 'd>(said: &'s [(Span, Figures<'d>)]) -> Option<(&'s Figures<'d>, &'s Figures<'d>)> {
    let said = || said.iter().map(|(_, said)| said);
    let most = said().max_by(|(one, _, this), (other, _, that)| {
        let order = this.low.total_cmp(&that.low);
        order.then_with(|| other.id.cmp(one.id))
    })?;
    let least = said().min_by(|(one, _, this), (other, _, that)| {
        let order = this.high.total_cmp(&that.high);
        order.then_with(|| one.id.cmp(other.id))
    })?;
    (most.2.low > least.2.high && !most.2.overlaps(least.2)).then_some((most, least))
}
