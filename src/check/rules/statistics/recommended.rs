//! Recommended figures: one for each series and period.

use foldhash::{HashMap, HashMapExt};

use super::of_statistic;
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::measure::Per;
use crate::record::{SeriesKey, Statistic};
use crate::time::Period;

pub(super) fn visit(statistics: &[Statistic], found: &mut Found<'_>) -> Proceed {
    let mut firsts: HashMap<(&SeriesKey, Period, Claimed<'_>), &Statistic> = HashMap::new();
    for statistic in statistics.iter().filter(|s| s.is_recommended()) {
        let of = (statistic.key(), statistic.period(), said(statistic));
        let first = *firsts.entry(of).or_insert(statistic);
        if first.id() != statistic.id() {
            let details = Details::RecommendedTwice {
                group: None,
                on: None,
                event: None,
                statistic: Some(first.id().clone()),
            };
            found.report(of_statistic(statistic), "recommended", details)?;
        }
    }
    NEXT
}

/// What two claims must have in common to compete: a level and a change can both be recommended.
#[derive(PartialEq, Eq, Hash)]
enum Claimed<'d> {
    Level,
    Rate(Per),
    Share(Option<&'d str>),
    Change(Period),
    Record(bool),
}

fn said(statistic: &Statistic) -> Claimed<'_> {
    if let Some(per) = statistic.per() {
        Claimed::Rate(per)
    } else if statistic.percent().is_some() {
        Claimed::Share(statistic.of())
    } else if let Some(change) = statistic.change() {
        Claimed::Change(change.from())
    } else if let Some(rank) = statistic.rank() {
        Claimed::Record(rank.is_highest())
    } else {
        Claimed::Level
    }
}
