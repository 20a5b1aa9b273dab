//! Official statistics.

mod ahead;
mod breakdowns;
mod claims;
mod encounters;
mod fiscal;
mod gaps;
mod keys;
mod leaps;
mod levels;
mod periods;
mod publishers;
mod recommended;
mod repeated;
mod rest;
mod rounding;
mod rows;
mod series;
mod shares;
mod sums;
mod suspects;

use chrono::NaiveDate;
use foldhash::HashMap;

use crate::check::finding::{Found, Proceed, Subject};
use crate::check::view::View;
use crate::record::{SeriesKey, Statistic};

pub(in crate::check) use series::of_series;
pub(in crate::check) use shares::{above, of_figure};

use rest::{Rest, Rests};

/// An observation of a series, with or without a value, and its vintage.
#[derive(Debug, Clone, Copy)]
struct Dated<'d> {
    statistic: &'d Statistic,
    published: NaiveDate,
}

/// The statistics of one key, in the order of the dossier.
struct OfKey<'d> {
    key: &'d SeriesKey,
    statistics: Vec<&'d Statistic>,
    observations: Vec<Dated<'d>>,
}

/// All statistics by key, in the order in which the keys first appear.
struct ByKey<'d> {
    all: Vec<OfKey<'d>>,
    index: HashMap<Rest<'d>, usize>,
    rests: Rests,
}

impl<'d> ByKey<'d> {
    fn new(view: &View<'d>) -> Self {
        let mut all: Vec<OfKey<'d>> = Vec::new();
        let mut index: HashMap<Rest<'_>, usize> = HashMap::default();
        let rests = Rests::default();
        for statistic in view.dossier.statistics() {
            let key = statistic.key();
            let at = *index.entry(rests.whole(key)).or_insert(all.len());
            if at == all.len() {
                all.push(OfKey {
                    key,
                    statistics: Vec::new(),
                    observations: Vec::new(),
                });
            }
            let Some(of) = all.get_mut(at) else { continue };
            of.statistics.push(statistic);
            let published = view.dossier.vintage_of(statistic);
            if let Some(published) = published.filter(|_| statistic.is_observation()) {
                of.observations.push(Dated {
                    statistic,
                    published,
                });
            }
        }
        Self { all, index, rests }
    }

    fn of(&self, key: &SeriesKey) -> Option<&OfKey<'d>> {
        self.all.get(*self.index.get(&self.rests.whole(key))?)
    }
}

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Proceed {
    let statistics = view.dossier.statistics();
    let by_key = ByKey::new(view);
    encounters::visit(&by_key.all, view.limits, found)?;
    keys::visit(&by_key.all, found)?;
    recommended::visit(statistics, found)?;
    shares::visit(&by_key, view, found)?;
    ahead::visit(view, found)?;
    let mut suspects = Vec::new();
    series::visit(&by_key, view.limits, &mut suspects, found)?;
    repeated::visit(&by_key.all, &mut suspects);
    claims::visit(&by_key.all, &mut suspects, found)?;
    suspects::report(suspects, found)
}

pub(super) fn of_statistic(statistic: &Statistic) -> Subject {
    Subject::statistic(statistic.id(), statistic.key(), statistic.period())
}
