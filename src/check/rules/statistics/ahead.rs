//! Vintages after the day of the dossier.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use foldhash::HashSet;

use super::of_statistic;
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::check::view::View;
use crate::id::Id;
use crate::record::{Event, SeriesKey, Statistic};
use crate::time::Period;

/// At most one finding per publisher and day. A later release that revises a figure known on the
/// day of the dossier is not reported: it is there for comparison.
pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Proceed {
    let as_of = view.dossier.as_of();
    // The same moment may be on the next day elsewhere.
    let Some(tomorrow) = as_of.succ_opt() else {
        return NEXT;
    };
    let mut ahead: BTreeMap<(NaiveDate, &Id), Vec<&Statistic>> = BTreeMap::new();
    for statistic in view.dossier.statistics() {
        let published = view.dossier.vintage_of(statistic);
        if let Some(published) = published.filter(|published| *published > tomorrow) {
            let of = (published, statistic.publisher());
            ahead.entry(of).or_default().push(statistic);
        }
    }
    if ahead.is_empty() {
        return NEXT;
    }
    let known = view.dossier.statistics().iter().filter(|statistic| {
        let published = view.dossier.vintage_of(statistic);
        published.is_some_and(|published| published <= tomorrow)
    });
    let known: HashSet<(&SeriesKey, Period, &Id)> = known
        .map(|statistic| (statistic.key(), statistic.period(), statistic.publisher()))
        .collect();
    let events = view.dossier.events().iter();
    let telling: HashSet<&Id> = events.flat_map(Event::sources).collect();
    for ((published, _), statistics) in ahead {
        let revises = |of: &&Statistic| known.contains(&(of.key(), of.period(), of.publisher()));
        if statistics.iter().any(revises) {
            continue;
        }
        // A source that an event cites is reported itself.
        let is_told = |statistic: &&Statistic| {
            statistic.published().is_none()
                && statistic.sources().iter().any(|id| telling.contains(id))
        };
        let mut own = statistics.into_iter().filter(|of| !is_told(of));
        let Some(first) = own.next() else { continue };
        let first = own.clone().fold(first, |first, other| {
            if other.id() < first.id() {
                other
            } else {
                first
            }
        });
        let details = Details::VintageInTheFuture {
            published,
            as_of,
            figures: own.count().saturating_add(1),
        };
        found.report(of_statistic(first), "published", details)?;
    }
    NEXT
}
