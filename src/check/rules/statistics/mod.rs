//! Official statistics.

mod ahead;
mod breakdowns;
mod claims;
mod encounters;
mod fiscal;
mod keys;
mod leaps;
mod levels;
mod periods;
mod publishers;
mod recommended;
mod rounding;
mod rows;
mod series;
mod shares;
mod sums;
mod suspects;

use chrono::NaiveDate;

use crate::check::finding::{Flow, Found, Subject};
use crate::check::view::View;
use crate::record::Statistic;

pub(in crate::check) use series::of_series;
pub(in crate::check) use shares::of_figure;

/// An observation of a series: a level, or that there is none, with its vintage.
#[derive(Debug, Clone, Copy)]
struct Dated<'d> {
    statistic: &'d Statistic,
    published: NaiveDate,
}

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Flow {
    let statistics = view.dossier.statistics();
    let observations = statistics.iter().filter(|s| s.is_observation());
    let observations: Vec<Dated<'_>> = observations
        .filter_map(|statistic| {
            let published = view.dossier.vintage_of(statistic)?;
            Some(Dated {
                statistic,
                published,
            })
        })
        .collect();
    encounters::visit(&observations, view.limits, found)?;
    keys::visit(statistics, found)?;
    recommended::visit(statistics, found)?;
    shares::visit(view, found)?;
    ahead::visit(view, found)?;
    let mut suspects = Vec::new();
    series::visit(statistics, &observations, view.limits, &mut suspects, found)?;
    claims::visit(statistics, &observations, &mut suspects, found)?;
    suspects::report(suspects, found)
}

pub(super) fn of_statistic(statistic: &Statistic) -> Subject {
    Subject::statistic(statistic.id(), statistic.key(), statistic.period())
}
