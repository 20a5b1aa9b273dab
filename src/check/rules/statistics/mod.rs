//! Official statistics.

mod encounters;
mod series;

use crate::check::Details;
use crate::check::finding::{Flow, Found, NEXT, Subject};
use crate::check::view::View;
use crate::{ObservationStatus, Statistic};

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Flow {
    let statistics = view.dossier.statistics();
    for statistic in statistics {
        too_early(statistic, found)?;
    }
    encounters::visit(statistics, view.limits, found)?;
    series::visit(statistics, view.limits, found)
}

/// A figure that is out before its period is over is a forecast or an estimate, or of another
/// period.
fn too_early(statistic: &Statistic, found: &mut Found<'_>) -> Flow {
    let foretells = matches!(
        statistic.status(),
        ObservationStatus::Forecast | ObservationStatus::Estimated | ObservationStatus::Provisional
    );
    if foretells
        || statistic.value().is_none()
        || statistic.published() >= statistic.period().last()
    {
        return NEXT;
    }
    let details = Details::PublishedBeforePeriodEnd {
        published: statistic.published(),
        period: statistic.period(),
    };
    found.report(Subject::statistic(statistic), "published", details)
}
