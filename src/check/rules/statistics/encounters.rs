//! Encounters that are called persons.

use std::cmp::Reverse;
use std::collections::HashMap;

use smol_str::{SmolStr, StrExt};

use super::{Dated, of_statistic};
use crate::check::Details;
use crate::check::details::Encounters;
use crate::check::finding::{Flow, Found, NEXT};
use crate::id::Id;
use crate::limits::Limits;
use crate::measure::Estimate;
use crate::record::{Figure, Nature, SeriesKey, Site, Statistic, Unit};
use crate::time::Period;

/// Encounters of one series, as its latest vintages have them: periods that do not overlap, each
/// with how many encounters and days there are up to its end.
struct Counted {
    periods: Vec<(Period, u64, u64)>,
}

impl Counted {
    /// Of periods that overlap, those that end first and are shortest are taken: months before years.
    fn of(mut observations: Vec<Dated<'_>>) -> Self {
        observations.sort_by_key(|s| {
            let period = s.statistic.period();
            (
                period.last(),
                Reverse(period.first()),
                Reverse((s.published, s.statistic.id())),
            )
        });
        let mut periods: Vec<(Period, u64, u64)> = Vec::new();
        for Dated { statistic, .. } in observations {
            let period = statistic.period();
            let (until, encounters, days) = match periods.last() {
                Some(&(before, encounters, days)) => (Some(before.last()), encounters, days),
                None => (None, 0, 0),
            };
            if until.is_none_or(|until| until < period.first()) {
                let low = statistic.value().map_or(0, |value| value.estimate().low());
                periods.push((
                    period,
                    encounters.saturating_add(low),
                    days.saturating_add(period.days()),
                ));
            }
        }
        Self { periods }
    }

    /// How many encounters are known within the period, and for how many of its days.
    fn within(&self, period: Period) -> (u64, u64) {
        let from = self
            .periods
            .partition_point(|(p, ..)| p.first() < period.first());
        let to = self
            .periods
            .partition_point(|(p, ..)| p.last() <= period.last());
        let until =
            |index: usize| match index.checked_sub(1).and_then(|last| self.periods.get(last)) {
                Some(&(_, encounters, days)) => (encounters, days),
                None => (0, 0),
            };
        let ((before, skipped), (all, days)) = (until(from), until(to));
        (all.saturating_sub(before), days.saturating_sub(skipped))
    }
}

/// Encounters count events, not people: one person may be met several times. A figure in persons is
/// taken for encounters where the same indicator is also counted in encounters, or where the same
/// publisher counts, for the area and at least half of the time, about as many encounters.
pub(super) fn visit(observations: &[Dated<'_>], limits: &Limits, found: &mut Found<'_>) -> Flow {
    type Series<'d> = HashMap<&'d SeriesKey, Vec<Dated<'d>>>;
    let mut same: HashMap<(SmolStr, &Site), Vec<&Statistic>> = HashMap::new();
    let mut series: HashMap<(&Id, &Site), Series<'_>> = HashMap::new();
    let flows = observations
        .iter()
        .filter(|s| s.statistic.key().nature() == Nature::Flow);
    let is_encounter = |s: &&Dated<'_>| *s.statistic.key().unit() == Unit::ENCOUNTER;
    for observation in flows.clone().filter(is_encounter) {
        let statistic = observation.statistic;
        let key = statistic.key();
        same.entry((key.indicator().to_lowercase_smolstr(), key.site()))
            .or_default()
            .push(statistic);
        if statistic.value().is_some() {
            let of = series
                .entry((statistic.publisher(), key.site()))
                .or_default();
            of.entry(key).or_default().push(*observation);
        }
    }
    let counted: HashMap<_, Vec<Counted>> = series
        .into_iter()
        .map(|(of, series)| (of, series.into_values().map(Counted::of).collect()))
        .collect();
    for Dated { statistic, .. } in flows {
        let (key, value) = (statistic.key(), statistic.value());
        let Some(value) = value else { continue };
        let because = match key.unit() {
            unit if *unit == Unit::ENCOUNTER => words_of_persons(value),
            unit if counts_persons(unit) => {
                let indicator = (key.indicator().to_lowercase_smolstr(), key.site());
                let alike = same.get(&indicator).into_iter().flatten();
                alike
                    .filter(|other| other.period().overlaps(statistic.period()))
                    .map(|other| other.id())
                    .min()
                    .map(|id| Encounters::SameIndicator {
                        statistic: id.clone(),
                    })
                    .or_else(|| {
                        let of = (statistic.publisher(), key.site());
                        let counted = counted.get(&of).into_iter().flatten();
                        as_many(limits, statistic, value.estimate(), counted)
                    })
            }
            _ => None,
        };
        if let Some(because) = because {
            let persons = value.estimate();
            let details = Details::EncountersCalledPersons { persons, because };
            found.report(of_statistic(statistic), "unit", details)?;
        }
    }
    NEXT
}

/// Whether the figure reaches the encounters of its time, taken pro rata where some are not known.
fn as_many<'c>(
    limits: &Limits,
    statistic: &Statistic,
    persons: Estimate,
    counted: impl Iterator<Item = &'c Counted>,
) -> Option<Encounters> {
    let period = statistic.period();
    let days = period.days();
    let known = counted.map(|counted| counted.within(period));
    // The broadest series: a part of the border has fewer encounters than all of it.
    let (encounters, days_covered) = known
        .filter(|(_, covered)| covered.saturating_mul(2) >= days)
        .max()?;
    #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
    let (most, pro_rata) = (
        persons.high().unwrap_or(u64::MAX) as f64,
        encounters as f64 * days as f64 / days_covered as f64,
    );
    (most >= limits.persons_per_encounter() * pro_rata).then(|| Encounters::SamePublisher {
        publisher: statistic.publisher().clone(),
        area: statistic.key().site().clone(),
        encounters,
        days_covered,
        days,
    })
}

/// Nouns of English and Spanish news for those whom encounters are not.
const PERSONS: [&str; 9] = [
    "individuals",
    "immigrants",
    "inmigrantes",
    "migrantes",
    "migrants",
    "people",
    "person",
    "personas",
    "persons",
];

/// Whether they are persons, by whatever noun.
fn counts_persons(unit: &Unit) -> bool {
    PERSONS.contains(&unit.as_str().to_lowercase_smolstr().as_str())
}

fn words_of_persons(value: &Figure) -> Option<Encounters> {
    let words = value.words()?;
    let named = words
        .split(|c: char| !c.is_alphabetic())
        .any(|word| PERSONS.contains(&word.to_lowercase_smolstr().as_str()));
    // "188,000 encounters with migrants" says what it counts.
    let counts_encounters = ["encounter", "encuentro", "apprehension", "aprehensi"]
        .iter()
        .any(|stem| words.to_lowercase_smolstr().contains(stem));
    (named && !counts_encounters).then(|| Encounters::Words {
        words: words.into(),
    })
}
