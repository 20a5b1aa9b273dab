//! Encounters and other events that are called persons.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt};
use smol_str::{SmolStr, StrExt};

use super::{Dated, OfKey, of_statistic};
use crate::check::Details;
use crate::check::details::Encounters;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::id::Id;
use crate::limits::{ENCOUNTER_SERIES, Limits};
use crate::measure::Estimate;
use crate::record::{Figure, Nature, SeriesKey, Site, Statistic, Unit};
use crate::time::Period;

/// The encounters of one series by its latest vintages: periods that do not overlap, each with the
/// running totals of encounters and days at its end.
struct Counted {
    periods: Vec<(Period, u64, u64)>,
}

impl Counted {
    /// Of periods that overlap, it takes those that end first and are shortest: months before
    /// years.
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

    /// The number of encounters known within the period, and of the days that they cover.
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

/// Statistics that count the same thing in encounters. Used to ask whether one is about any day of
/// a period.
struct Alike<'d> {
    /// By first day, each with the latest last day so far and the statistic that has it.
    periods: Vec<(NaiveDate, NaiveDate, &'d Id)>,
}

impl<'d> Alike<'d> {
    fn of(statistics: Vec<&'d Statistic>) -> Self {
        let mut all: Vec<(NaiveDate, NaiveDate, &Id)> = statistics
            .into_iter()
            .map(|s| (s.period().first(), s.period().last(), s.id()))
            .collect();
        all.sort_unstable_by_key(|(first, last, _)| (*first, Reverse(*last)));
        let mut periods: Vec<(NaiveDate, NaiveDate, &Id)> = Vec::new();
        for (first, last, id) in all {
            match periods.last_mut() {
                // If several have the same period, the one with the first id is named.
                Some(same) if (same.0, same.1) == (first, last) => same.2 = same.2.min(id),
                Some(&mut (_, latest, id)) if latest >= last => periods.push((first, latest, id)),
                _ => periods.push((first, last, id)),
            }
        }
        Self { periods }
    }

    fn overlapping(&self, period: Period) -> Option<&'d Id> {
        let begun = self
            .periods
            .partition_point(|(first, ..)| *first <= period.last());
        let (_, last, id) = self.periods.get(begun.checked_sub(1)?)?;
        (*last >= period.first()).then_some(*id)
    }
}

/// What is counted, apart from the unit and the spelling of the indicator: site, breakdown and
/// period.
type Counts<'d> = (SmolStr, &'d Site, Vec<(&'d str, &'d str)>, Period);

fn counts(key: &SeriesKey, period: Period) -> Counts<'_> {
    let indicator = key.indicator().to_lowercase_smolstr();
    (indicator, key.site(), key.breakdown().collect(), period)
}

/// Encounters count events, not people: one person may be encountered several times. A figure in
/// persons is taken for encounters if the same indicator is also counted in encounters, or if the
/// same publisher counts about as many encounters in the area for at least half of the time. It is
/// taken for other events (detections, entries) if about as many of them are counted for exactly
/// the same thing.
pub(super) fn visit(all: &[OfKey<'_>], limits: &Limits, found: &mut Found<'_>) -> Proceed {
    let mut same: HashMap<(SmolStr, &Site), Vec<&Statistic>> = HashMap::new();
    let mut counted: HashMap<(&Id, &Site), Vec<Counted>> = HashMap::new();
    let mut events: HashMap<Counts<'_>, (&Statistic, Estimate)> = HashMap::new();
    let flows = || all.iter().filter(|of| of.key.nature() == Nature::Flow);
    for of in flows().filter(|of| counts_events(of.key.unit())) {
        let key = of.key;
        if *key.unit() != Unit::ENCOUNTER {
            for Dated { statistic, .. } in &of.observations {
                let Some(value) = statistic.value() else {
                    continue;
                };
                let row = (*statistic, value.estimate());
                let of = counts(key, statistic.period());
                let last = events.entry(of).or_insert(row);
                if last.0.id() < statistic.id() {
                    *last = row;
                }
            }
            continue;
        }
        let indicator = (key.indicator().to_lowercase_smolstr(), key.site());
        let statistics = of.observations.iter().map(|dated| dated.statistic);
        same.entry(indicator).or_default().extend(statistics);
        let mut publishers: BTreeMap<&Id, Vec<Dated<'_>>> = BTreeMap::new();
        for dated in of
            .observations
            .iter()
            .filter(|s| s.statistic.value().is_some())
        {
            let publisher = dated.statistic.publisher();
            publishers.entry(publisher).or_default().push(*dated);
        }
        for (publisher, observations) in publishers {
            let of = counted.entry((publisher, key.site())).or_default();
            of.push(Counted::of(observations));
        }
    }
    let same = same.into_iter();
    let same: HashMap<_, Alike<'_>> = same.map(|(of, all)| (of, Alike::of(all))).collect();
    counted.values_mut().for_each(keep_broadest);
    for of in flows() {
        let key = of.key;
        let is_of_events = counts_events(key.unit());
        if !is_of_events && !counts_persons(key.unit()) {
            continue;
        }
        let alike = same.get(&(key.indicator().to_lowercase_smolstr(), key.site()));
        for Dated { statistic, .. } in &of.observations {
            let Some(value) = statistic.value() else {
                continue;
            };
            let (period, persons) = (statistic.period(), value.estimate());
            let because = if is_of_events {
                words_of_persons(key.unit(), value)
            } else {
                let of_encounters = alike.and_then(|alike| alike.overlapping(period));
                let of_encounters = of_encounters.map(|id| Encounters::SameIndicator {
                    statistic: id.clone(),
                    unit: Unit::ENCOUNTER,
                });
                let of_events = || {
                    let other = Some(&events).filter(|events| !events.is_empty())?;
                    let (other, count) = other.get(&counts(key, period))?;
                    is_about(limits, persons, *count).then(|| Encounters::SameIndicator {
                        statistic: other.id().clone(),
                        unit: other.key().unit().clone(),
                    })
                };
                let by_publisher = || {
                    let of = (statistic.publisher(), key.site());
                    let counted = counted.get(&of).into_iter().flatten();
                    as_many(limits, statistic, persons, counted)
                };
                of_encounters.or_else(of_events).or_else(by_publisher)
            };
            if let Some(because) = because {
                let details = Details::EncountersCalledPersons { persons, because };
                found.report(of_statistic(statistic), "unit", details)?;
            }
        }
    }
    NEXT
}

/// Keeps the series with the most encounters: a part of the border has fewer than the whole.
fn keep_broadest(series: &mut Vec<Counted>) {
    let total = |counted: &Counted| counted.periods.last().map_or(0, |&(_, total, _)| total);
    series.sort_by_key(|counted| Reverse(total(counted)));
    series.truncate(ENCOUNTER_SERIES);
}

/// Whether persons and events are about equal in number. True counts of persons are far lower, or
/// count other people.
fn is_about(limits: &Limits, persons: Estimate, events: Estimate) -> bool {
    let share = limits.persons_per_encounter();
    #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
    let [least, most, fewest, all] = [
        persons.low(),
        persons.high().unwrap_or(u64::MAX),
        events.low(),
        events.high().unwrap_or(u64::MAX),
    ]
    .map(|count| count as f64);
    most >= share * fewest && least * share <= all
}

/// Whether the figure is about as high as the encounters of its time, extrapolated pro rata if some
/// are not known.
fn as_many<'c>(
    limits: &Limits,
    statistic: &Statistic,
    persons: Estimate,
    counted: impl Iterator<Item = &'c Counted>,
) -> Option<Encounters> {
    let period = statistic.period();
    let days = period.days();
    let known = counted.map(|counted| counted.within(period));
    // The broadest series: a part of the border has fewer encounters than the whole.
    let (encounters, days_covered) = known
        .filter(|(_, covered)| covered.saturating_mul(2) >= days)
        .max()?;
    #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
    let (least, most, pro_rata) = (
        persons.low() as f64,
        persons.high().unwrap_or(u64::MAX) as f64,
        encounters as f64 * days as f64 / days_covered as f64,
    );
    let share = limits.persons_per_encounter();
    (most >= share * pro_rata && least * share <= pro_rata).then(|| Encounters::SamePublisher {
        publisher: statistic.publisher().clone(),
        area: statistic.key().site().clone(),
        encounters,
        days_covered,
        days,
    })
}

/// Nouns that English and Spanish news use for the people behind encounters.
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

/// Whether the unit counts persons, by any noun.
fn counts_persons(unit: &Unit) -> bool {
    PERSONS.contains(&unit.as_str().to_lowercase_smolstr().as_str())
}

/// Stems of English and Spanish words for events, in units and in the words of a figure.
const EVENTS: [&str; 14] = [
    "apprehension",
    "aprehensi",
    "crossing",
    "cruce",
    "detecci",
    "detection",
    "encounter",
    "encuentro",
    "entrada",
    "entries",
    "entry",
    "ingreso",
    "registration",
    "registro",
];

/// Whether the unit counts events that happen to a person, who is counted again at the next.
fn counts_events(unit: &Unit) -> bool {
    let unit = unit.as_str().to_lowercase_smolstr();
    EVENTS.iter().any(|stem| unit.contains(stem))
}

fn words_of_persons(unit: &Unit, value: &Figure) -> Option<Encounters> {
    let words = value.words()?;
    let named = words
        .split(|c: char| !c.is_alphabetic())
        .any(|word| PERSONS.contains(&word.to_lowercase_smolstr().as_str()));
    // "188,000 encounters with migrants" states what it counts.
    let words_in_lower = words.to_lowercase_smolstr();
    let counts_events = EVENTS.iter().any(|stem| words_in_lower.contains(stem));
    (named && !counts_events).then(|| Encounters::Words {
        words: words.into(),
        unit: unit.clone(),
    })
}
