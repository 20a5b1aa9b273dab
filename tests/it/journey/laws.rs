//! What holds whatever happens.

use chrono::{Days, NaiveDate};
use corridor::analysis::Whereabouts;
use corridor::{Closure, Event, Pace, Part, Period, Route};
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::*;

const FIRST: &str = "2023-12-01";

fn nth(index: u64) -> NaiveDate {
    day(FIRST) + Days::new(index)
}

/// The days from one to another, both counted from the first of December.
fn span(first: u64, last: u64) -> When {
    Period::try_new(nth(first), nth(last)).unwrap().into()
}

fn name(index: usize) -> String {
    char::from(b'A' + u8::try_from(index).unwrap()).to_string()
}

/// A date of one day, or of some.
fn date() -> impl Strategy<Value = When> {
    prop_oneof![
        3 => (0..40_u64).prop_map(|first| span(first, first)),
        2 => (0..40_u64, 0..12_u64).prop_map(|(first, more)| span(first, first + more)),
        1 => (0..40_u64).prop_map(|first| format!("{}/..", nth(first)).parse().unwrap()),
        1 => (0..40_u64).prop_map(|last| format!("../{}", nth(last)).parse().unwrap()),
    ]
}

fn fixes() -> impl Strategy<Value = Vec<Draft<Event>>> {
    let fix = (
        prop_oneof![2 => (0..40_u64).prop_map(|on| span(on, on)), 1 => date()],
        0..5_usize,
    );
    proptest::collection::vec(fix, 0..12).prop_map(|fixes| {
        let event = |(index, (on, place)): (usize, (When, usize))| {
            sighting(format!("e{index}"), on, "g", &name(place))
        };
        fixes.into_iter().enumerate().map(event).collect()
    })
}

fn holds((earliest, latest): (Option<NaiveDate>, Option<NaiveDate>), day: NaiveDate) -> bool {
    earliest.is_none_or(|earliest| earliest <= day) && latest.is_none_or(|latest| day <= latest)
}

fn open(on: &When) -> (NaiveDate, NaiveDate) {
    (
        on.earliest().unwrap_or(NaiveDate::MIN),
        on.latest().unwrap_or(NaiveDate::MAX),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    /// What `at` says, it says of the fixes: none is passed over.
    #[test]
    fn a_day_is_between_its_fixes(events in fixes(), offset in 0..60_u64) {
        let on = nth(offset);
        let dossier = dossier(events);
        let journey = dossier.journey("g").unwrap();
        let spans: Vec<_> = journey.fixes().iter().map(|fix| open(fix.on())).collect();
        let certainly_past = journey.fixes().iter().filter(|fix| open(fix.on()).1 <= on);
        let latest_past = certainly_past.map(|fix| open(fix.on()).1).max();
        let today = spans.contains(&(on, on));
        let found = journey.at(on).unwrap();
        // It is told of exactly where a fix may have come.
        prop_assert_eq!(found.is_none(), spans.iter().all(|&(earliest, _)| on < earliest));
        if let Some(found) = found {
            prop_assert_eq!(found.last().map(|fix| open(fix.on()).1), latest_past);
        }
        match found {
            Some(Whereabouts::At(fix)) => {
                prop_assert!(open(fix.on()) == (on, on) || !today);
            }
            Some(between @ Whereabouts::Between { from, to, .. }) => {
                prop_assert!(!today);
                prop_assert!(open(to.on()).1 > on);
                prop_assert!(from.place() != to.place());
                let (low, high) = between.share().unwrap();
                prop_assert!(0.0 <= low && low <= high && high <= 1.0);
            }
            Some(Whereabouts::Since(fix)) => {
                prop_assert!(!today);
                prop_assert!(spans.iter().all(|&(earliest, _)| earliest <= on), "{fix}");
            }
            Some(Whereabouts::Possibly(fix)) => {
                prop_assert!(latest_past.is_none());
                prop_assert!(open(fix.on()).0 <= on && on < open(fix.on()).1);
            }
            _ => {}
        }
    }

    /// The table of days says what the general rule says: a qualifier moves no bound, but a journey
    /// that is sparse or in part uncertain is looked up otherwise.
    #[test]
    fn the_table_of_days_changes_nothing(
        days in proptest::collection::vec((0..40_u64, 0..5_usize), 1..20),
        offset in 0..60_u64,
    ) {
        let told = |events: Vec<Draft<Event>>| {
            let dossier = dossier(events);
            let journey = dossier.journey("g").unwrap();
            journey.at(nth(offset)).unwrap().map(|at| at.to_string())
        };
        let plain: Vec<_> = days
            .iter()
            .enumerate()
            .map(|(index, &(on, place))| {
                sighting(format!("e{index}"), span(on, on), "g", &name(place))
            })
            .collect();
        // Far later than all others, and of no one day.
        let mut general = plain.clone();
        general.push(sighting("late", "2030-01-01/2030-01-02", "g", "Z"));
        let table = told(plain);
        let expected = told(general);
        if table.as_ref().is_some_and(|told| told.starts_with("last reported")) {
            prop_assert!(expected.unwrap().contains("to Z"));
        } else {
            prop_assert_eq!(table, expected);
        }
    }

    /// A walker who moves evenly, at whatever hours the fixes were, is within the interval.
    #[test]
    fn an_even_walker_is_within_the_interval(
        set_out in (0..20_u64, 0..5_u64, 0.0..1.0_f64),
        arrived in (0..20_u64, 0..5_u64, 0.0..1.0_f64),
        truth in (0.0..1.0_f64, 0.0..1.0_f64, 0.0..1.0_f64),
    ) {
        let from = span(set_out.0, set_out.0 + set_out.1);
        let to = span(25 + arrived.0, 25 + arrived.0 + arrived.1);
        let start = (set_out.0 as f64 + (set_out.1 as f64 * truth.0).round()) + set_out.2;
        let end = 25.0 + (arrived.0 as f64 + (arrived.1 as f64 * truth.1).round()) + arrived.2;
        let now = start + (end - start) * truth.2;
        let events = [
            departure("1", from, "g", "A"),
            sighting("2", to, "g", "B"),
        ];
        let dossier = dossier(events);
        let journey = dossier.journey("g").unwrap();
        let at = journey.at(nth(now.floor() as u64)).unwrap();
        if let Some((low, high)) = at.and_then(|at| at.share()) {
            let share = (now - start) / (end - start);
            prop_assert!(low <= share + 1e-9, "{share} {at:?}");
            prop_assert!(share <= high + 1e-9, "{share} {at:?}");
        }
    }

    /// Where no two fixes have the same days, the order in which they are told does not matter.
    #[test]
    fn the_order_of_telling_does_not_matter(
        days in subsequence((0..40_u64).collect::<Vec<_>>(), 0..20),
        places in proptest::collection::vec(0..26_usize, 20),
        groups in proptest::collection::vec(0..3_usize, 20),
        order in Just((0..21_usize).collect::<Vec<_>>()).prop_shuffle(),
        split_on in 0..40_u64,
    ) {
        let events: Vec<_> = days
            .iter()
            .enumerate()
            .map(|(index, &on)| {
                let group = ["g", "p", "q"][groups[index]];
                sighting(format!("e{index}"), span(on, on), group, &name(places[index]))
            })
            .chain([Event::split("split", span(split_on, split_on), "g").part(Part::of("p"))])
            .collect();
        let shuffled = order.iter().filter_map(|&index| events.get(index).cloned());
        let (told, retold) = (dossier(events.clone()), dossier(shuffled));
        prop_assert_eq!(told.events().len(), retold.events().len());
        for group in ["g", "p", "q"] {
            let one = told.journey(group).unwrap();
            let other = retold.journeys().find(|of| of.group().id().as_str() == group).unwrap();
            prop_assert_eq!(one.fixes(), other.fixes());
            prop_assert_eq!(one.pace(), other.pace());
            prop_assert_eq!(one.geodesic_length(), other.geodesic_length());
            for offset in (0..45).step_by(11) {
                prop_assert_eq!(one.at(nth(offset)), other.at(nth(offset)));
            }
        }
    }

    /// However the hours of the two fixes were, the true pace is within the bounds.
    #[test]
    fn the_pace_encloses_the_truth(
        first in 0..10_u64, days in 0..20_u64, hours in (0.0..1.0, 0.0..1.0), claimed in 1..500_u32,
    ) {
        let passed = days as f64 + hours.1 - hours.0;
        prop_assume!(passed > 0.0);
        let last = first + days;
        let events = [
            departure("1", span(first, first), "g", "A"),
            sighting("2", span(last, last), "g", "B").travelled(km(f64::from(claimed))),
        ];
        let dossier = dossier(events);
        let pace = dossier.journey("g").unwrap().pace().unwrap();
        let truth = f64::from(claimed) / passed;
        prop_assert!(pace.slow().km() <= truth + 1e-9, "{pace}: {truth}");
        prop_assert!(pace.fast().is_none_or(|fast| truth <= fast.km() + 1e-9), "{pace}: {truth}");
    }
}

/// A group that marches for some hours from the same hour of every day, each day at a pace of its
/// own.
#[derive(Debug, Clone)]
struct Walker {
    hour: f64,
    hours: f64,
    /// Kilometres of each day's march.
    paces: Vec<f64>,
    day: u64,
    /// How much of the day's march lies behind.
    behind: f64,
}

impl Walker {
    fn march(&mut self, mut distance: f64) {
        loop {
            let pace = self.paces[usize::try_from(self.day).unwrap() % self.paces.len()];
            let left = (1.0 - self.behind) * pace;
            if distance <= left + 1e-9 {
                self.behind = (self.behind + distance / pace).min(1.0);
                return;
            }
            distance -= left;
            self.day += 1;
            self.behind = 0.0;
        }
    }

    fn halt(&mut self, hours: f64) {
        let now = self.hour + self.behind * self.hours + hours;
        let days = (now / 24.0).floor();
        self.day += days as u64;
        self.behind = ((now - days * 24.0 - self.hour) / self.hours).clamp(0.0, 1.0);
    }

    fn wait_until(&mut self, day: u64) {
        if self.day < day {
            self.day = day;
            self.behind = 0.0;
        }
    }
}

/// Days from one to another as they are reported, and the day that is true.
fn reported(within: std::ops::Range<u64>) -> impl Strategy<Value = (When, u64)> {
    (within, 0..4_u64, 0..4_u64)
        .prop_map(|(first, more, truth)| (span(first, first + more), first + truth.min(more)))
}

#[derive(Debug, Clone)]
struct Stage {
    road: u32,
    halt: Option<f64>,
    planned: Option<(When, u64)>,
    /// The first closed day and the last.
    closed: Option<((When, u64), (When, u64))>,
}

fn stage() -> impl Strategy<Value = Stage> {
    let hours = prop_oneof![Just(24.0), Just(48.0), 0.0..100.0];
    let closed = (reported(0..20), 3..10_u64, 0..4_u64, 0..4_u64).prop_map(
        |(starts, more, span_of, truth)| {
            let first = starts.1 + more;
            let ends = (span(first, first + span_of), first + truth.min(span_of));
            (starts, ends)
        },
    );
    (
        1..120_u32,
        proptest::option::of(hours),
        proptest::option::weighted(0.3, reported(0..25)),
        proptest::option::weighted(0.3, closed),
    )
        .prop_map(|(road, halt, planned, closed)| Stage {
            road,
            halt,
            planned,
            closed,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    /// Whoever keeps to the rules arrives within the window.
    #[test]
    fn a_forecast_encloses_every_true_walk(
        last in reported(0..10),
        sighted in proptest::option::of(0.0..1.0),
        halted_there in proptest::option::weighted(0.3, 0.0..80.0),
        stages in proptest::collection::vec(stage(), 1..6),
        slow in 5..40_u32,
        faster in 0..40_u32,
        speeds in proptest::collection::vec(0.0..1.0, 13),
        hour in 0.0..12.0_f64,
        hours in 0.5..12.0,
    ) {
        let (slow, fast) = (f64::from(slow), f64::from(slow + faster));
        let route = Route::through((0..=stages.len()).map(|index| place(&name(index)))).unwrap();
        let route = stages.iter().enumerate().fold(route, |route, (leg, stage)| {
            route.with_road_between(leg, leg + 1, km(f64::from(stage.road))).unwrap()
        });
        let on = &last.0;
        let seen = match (sighted, halted_there) {
            (None, _) => departure("last", on, "g", "A"),
            (Some(_), None) => sighting("last", on, "g", "A"),
            (Some(_), Some(hours)) => Event::halt("last", on, "g", code("A")).hours(hours),
        };
        let mut events = vec![seen];
        let mut closures = Vec::new();
        for (index, stage) in stages.iter().enumerate() {
            // What is planned for the place before the stage; a departure that has happened is no plan.
            let planned = stage.planned.as_ref().filter(|_| index > 0 || sighted.is_some());
            if let Some((on, _)) = planned {
                events.push(departure(format!("plan{index}"), on, "g", &name(index)).planned());
            }
            if let Some(hours) = stage.halt {
                let rest = halt(format!("halt{index}"), "2024-01-31", "g", &name(index + 1), hours);
                events.push(rest.planned());
            }
            if let Some(((starts, _), (ends, _))) = &stage.closed {
                let (from, to) = (code(&name(index)), code(&name(index + 1)));
                closures.push(Closure::of_link(from, to, starts).until(ends).build().unwrap());
            }
        }
        let dossier = dossier(events);
        let journey = dossier.journey("g").unwrap();
        let pace = Pace::try_new(km(slow), Some(km(fast))).unwrap();
        let forecast = journey.forecast_avoiding(&route, pace, &closures).unwrap();

        let mut walker = Walker {
            hour,
            hours,
            paces: speeds.iter().map(|share| slow + (fast - slow) * share).collect(),
            day: last.1,
            behind: sighted.unwrap_or(0.0),
        };
        if let (Some(_), Some(hours)) = (sighted, halted_there) {
            walker.halt(hours);
        }
        let mut windows = std::iter::once(forecast.sets_out())
            .chain(forecast.stops().iter().map(corridor::analysis::Stop::leaves));
        for (index, stage) in stages.iter().enumerate() {
            if let Some((on, day)) = &stage.planned
                && (index > 0 || sighted.is_some())
                && !on.before(&last.0).is_certain()
            {
                walker.wait_until(*day);
            }
            if let Some(((_, first), (_, end))) = &stage.closed
                && (*first..=*end).contains(&walker.day)
            {
                walker.wait_until(end + 1);
            }
            let leaves = windows.next().unwrap();
            prop_assert!(holds(leaves, nth(walker.day)), "leaves {index} on {}, not in {leaves:?}", nth(walker.day));
            walker.march(f64::from(stage.road));
            let arrives = forecast.stops()[index].arrives();
            prop_assert!(holds(arrives, nth(walker.day)), "arrives {index} on {}, not in {arrives:?}", nth(walker.day));
            walker.halt(stage.halt.unwrap_or(0.0));
        }
    }
}
