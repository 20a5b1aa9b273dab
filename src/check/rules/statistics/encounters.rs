//! Encounters, and other events, that are called persons.

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

/// Statistics that count the same in encounters: whether one of them is about any day of a period.
struct Alike<'d> {
    /// By their first days, each with the last day up to there and the statistic that has it.
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
                // The first of several with one period is named.
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

/// What is counted, but for the unit and the spelling of the indicator: where, which part, and when.
type Counts<'d> = (SmolStr, &'d Site, Vec<(&'d str, &'d str)>, Period);

fn counts(key: &SeriesKey, period: Period) -> Counts<'_> {
    let indicator = key.indicator().to_lowercase_smolstr();
    (indicator, key.site(), key.breakdown().collect(), period)
}

/// Encounters count events, not people: one person may be met several times. A figure in persons is
/// taken for encounters where the same indicator is also counted in encounters, or where the same
/// publisher counts, for the area and at least half of the time, about as many encounters. It is taken
/// for other events (detections, entries) where about as many of them are counted of the very same.
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

/// Leaves the series with the most encounters: a part of the border has fewer than all of it.
fn keep_broadest(series: &mut Vec<Counted>) {
    let total = |counted: &Counted| counted.periods.last().map_or(0, |&(_, total, _)| total);
    series.sort_by_key(|counted| Reverse(total(counted)));
    series.truncate(ENCOUNTER_SERIES);
}

/// Whether there are about as many persons as events: persons are far fewer, or others.
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

/// Stems of words for events, in English and Spanish: of units, and of words that say what they count.
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

/// Whether they are events that befall a person, who may be counted again with the next.
fn counts_events(unit: &Unit) -> bool {
    let unit = unit.as_str().to_lowercase_smolstr();
    EVENTS.iter().any(|stem| unit.contains(stem))
}

fn words_of_persons(unit: &Unit, value: &Figure) -> Option<Encounters> {
    let words = value.words()?;
    let named = words
        .split(|c: char| !c.is_alphabetic())
        .any(|word| PERSONS.contains(&word.to_lowercase_smolstr().as_str()));
    // "188,000 encounters with migrants" says what it counts.
    let words_in_lower = words.to_lowercase_smolstr();
    let counts_events = EVENTS.iter().any(|stem| words_in_lower.contains(stem));
    (named && !counts_events).then(|| Encounters::Words {
        words: words.into(),
        unit: unit.clone(),
    })
}
