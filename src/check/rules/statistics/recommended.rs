//! Figures that an editor goes by: one a series and period.

use std::collections::HashMap;

use super::of_statistic;
use crate::check::Details;
use crate::check::finding::{Flow, Found, NEXT};
use crate::record::{SeriesKey, Statistic};
use crate::time::Period;

pub(super) fn visit(statistics: &[Statistic], found: &mut Found<'_>) -> Flow {
    let mut firsts: HashMap<(&SeriesKey, Period), &Statistic> = HashMap::new();
    for statistic in statistics.iter().filter(|s| s.is_recommended()) {
        let of = (statistic.key(), statistic.period());
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
