//! Official statistics.

mod encounters;
mod fiscal;
mod keys;
mod series;

use crate::check::finding::{Flow, Found, Subject};
use crate::check::view::View;
use crate::record::Statistic;

pub(in crate::check) use series::of_series;

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Flow {
    let statistics = view.dossier.statistics();
    encounters::visit(statistics, view.limits, found)?;
    keys::visit(statistics, found)?;
    series::visit(statistics, view.limits, found)
}

pub(super) fn of_statistic(statistic: &Statistic) -> Subject {
    Subject::statistic(statistic.id(), statistic.key(), statistic.period())
}
