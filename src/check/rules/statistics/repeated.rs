//! Shares, changes, records and rates that the same sources report twice. For levels see `series`.

use foldhash::{HashMap, HashMapExt};

use super::suspects::{Fault, Suspect};
use super::{OfKey, of_statistic};
use crate::check::Details;
use crate::record::{Figure, Statistic};

pub(super) fn visit(all: &[OfKey<'_>], suspects: &mut Vec<Suspect>) {
    for of in all {
        let mut firsts = HashMap::new();
        for statistic in of.statistics.iter().filter(|s| !s.is_observation()) {
            let first: &mut &Statistic = firsts.entry(said(statistic)).or_insert(statistic);
            if first.id() == statistic.id() {
                continue;
            }
            let other = if statistic.id() < first.id() {
                std::mem::replace(first, statistic)
            } else {
                statistic
            };
            suspects.push(Suspect {
                fault: Fault::Repeated,
                figures: vec![other.id().clone(), first.id().clone()],
                days: other.period().days(),
                subject: of_statistic(other),
                field: "",
                details: Details::StatisticRepeated {
                    first: first.id().clone(),
                },
            });
        }
    }
}

/// Everything that a statistic states about its key, with its sources and dates.
fn said(statistic: &Statistic) -> impl Eq + std::hash::Hash + use<'_> {
    (
        (statistic.period(), statistic.published()),
        (statistic.publisher(), statistic.sources()),
        (statistic.value().map(Figure::estimate), statistic.per()),
        (statistic.percent(), statistic.of()),
        (statistic.change(), statistic.rank()),
    )
}
