//! Journeys and forecasts beside oracles that share nothing with them: every reading of the days with
//! even motion, and walks that are simulated day by day.

use corridor::analysis::{Fix, Whereabouts};
use corridor::{Event, Pace, Route};

use super::*;

/// `SplitMix64` (Steele, Lea & Flood 2014).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from((z ^ (z >> 31)) % u64::try_from(end).unwrap()).unwrap()
    }
}

fn nth(index: i64) -> NaiveDate {
    day("2023-12-01") + chrono::Duration::days(index)
}

fn dates(first: i64, last: i64) -> String {
    if first == last {
        nth(first).to_string()
    } else {
        format!("{}/{}", nth(first), nth(last))
    }
}

/// Every reading of the days in which the fixes came in their order.
fn readings(fixes: &[(i64, i64, usize)]) -> Vec<Vec<i64>> {
    let mut readings = vec![Vec::new()];
    for &(first, last, _) in fixes {
        let longer = readings.iter().flat_map(|reading: &Vec<i64>| {
            let since = reading.last().copied().unwrap_or(first).max(first);
            (since..=last).map(move |on| reading.iter().copied().chain([on]).collect())
        });
        readings = longer.collect();
    }
    readings
}

/// Where a group is at the end of a day by one reading: at a place, or the least and the greatest share
/// of a leg that an even walker has behind at some hour of it.
#[derive(Debug, PartialEq)]
enum Truth {
    At(usize),
    On(usize, usize, f64, f64),
    Since(usize),
    Nowhere,
}

fn truth(fixes: &[(i64, i64, usize)], reading: &[i64], today: i64) -> Truth {
    let past = reading.iter().rposition(|on| *on <= today);
    let Some(past) = past else {
        return Truth::Nowhere;
    };
    let here = fixes[past].2;
    if reading[past] == today {
        return Truth::At(here);
    }
    let Some(next) = fixes.get(past + 1) else {
        return Truth::Since(here);
    };
    if next.2 == here {
        return Truth::At(here);
    }
    // The fixes were at some hour of their days.
    let (from, to) = (reading[past] as f64, reading[past + 1] as f64);
    let now = today as f64;
    let low = ((now - from - 1.0) / (to - from)).max(0.0);
    let high = ((now - from + 1.0) / (to - from)).min(1.0);
    Truth::On(here, next.2, low, high)
}

/// Whether an answer says no more than the truth allows.
fn covers(answer: Option<&Whereabouts<'_>>, truth: &Truth, name: impl Fn(usize) -> String) -> bool {
    let is = |fix: &Fix<'_>, place: usize| fix.place().code().as_str() == name(place);
    match (answer, truth) {
        (None, Truth::Nowhere) | (Some(Whereabouts::Possibly(_)), _) => true,
        // What was last reported there is all that is known of it.
        (Some(Whereabouts::At(fix)), Truth::At(place))
        | (Some(Whereabouts::Since(fix)), Truth::At(place) | Truth::Since(place)) => {
            is(fix, *place)
        }
        (Some(between @ Whereabouts::Between { from, to, .. }), truth) => {
            let (low, high) = between.share().unwrap();
            let whole = low == 0.0 && high == 1.0;
            match truth {
                Truth::At(place) | Truth::Since(place) => {
                    whole || is(from, *place) && low == 0.0 || is(to, *place) && high == 1.0
                }
                Truth::On(start, end, least, most) => {
                    let same = is(from, *start) && is(to, *end);
                    whole || same && low <= least + 1e-9 && *most <= high + 1e-9
                }
                Truth::Nowhere => false,
            }
        }
        _ => false,
    }
}

#[test]
fn a_day_covers_every_reading_of_the_fixes() {
    let mut seeded = Seeded(18);
    let name = |place: usize| ["ZZ-A", "ZZ-B", "ZZ-C"][place].to_owned();
    let (mut worlds, mut judged, mut narrow) = (0, 0, 0);
    for world in 0..12_000 {
        let mut fixes: Vec<_> = (0..=seeded.below(4))
            .map(|_| {
                let first = seeded.below(9);
                let more = [0, 0, 1, 2, 4][usize::try_from(seeded.below(5)).unwrap()];
                (
                    first,
                    first + more,
                    usize::try_from(seeded.below(3)).unwrap(),
                )
            })
            .collect();
        fixes.sort_by_key(|&(first, last, _)| (first, last));
        // Where one fix may be before and after another, their order is that of the journey.
        if !fixes.is_sorted_by_key(|&(_, last, _)| last) {
            continue;
        }
        worlds += 1;
        let events: Vec<_> = fixes
            .iter()
            .enumerate()
            .map(|(index, &(first, last, place))| {
                let letter = &name(place)[3..];
                sighting(
                    format!("e{index}"),
                    dates(first, last).as_str(),
                    "g",
                    letter,
                )
            })
            .collect();
        let dossier = dossier(events);
        let journey = dossier.journey("g").unwrap();
        let readings = readings(&fixes);
        for today in -1..14 {
            let answer = journey.at(nth(today)).unwrap();
            narrow += u32::from(answer.is_some_and(|at| at.share() != Some((0.0, 1.0))));
            // Where it was reported on that very day, it is there.
            if fixes
                .iter()
                .any(|&(first, last, _)| (first, last) == (today, today))
            {
                assert!(
                    matches!(answer, Some(Whereabouts::At(_))),
                    "world {world}: {answer:?}"
                );
                continue;
            }
            for reading in &readings {
                let truth = truth(&fixes, reading, today);
                // Before the first fix of a reading, nothing is said.
                let silent = truth == Truth::Nowhere;
                assert!(
                    silent || covers(answer.as_ref(), &truth, name),
                    "world {world}: {fixes:?} on day {today}: {answer:?}, but by {reading:?} {truth:?}"
                );
                judged += 1;
            }
        }
    }
    let enough = worlds > 5_000 && judged > 100_000 && narrow > 20_000;
    assert!(enough, "{worlds}, {judged}, {narrow}");
}

/// A group that walks at some pace within the bounds, after its halt and not before its plan.
#[test]
fn a_forecast_holds_every_simulated_walk() {
    let mut seeded = Seeded(7);
    let mut open = 0;
    for world in 0..4_000 {
        let (slow, more) = (10 + seeded.below(20), seeded.below(15));
        let pace = Pace::try_new(
            Distance::from_km(slow as f64).unwrap(),
            Some(Distance::from_km((slow + more) as f64).unwrap()),
        )
        .unwrap();
        let (legs, within) = (
            [30 + seeded.below(60), 20 + seeded.below(60)],
            seeded.below(30),
        );
        let start = (seeded.below(5), seeded.below(3));
        let (halts, hours) = (seeded.below(2) == 1, seeded.below(4) * 24);
        let known = seeded.below(2) == 1;
        let plan = (seeded.below(2) == 1).then(|| {
            let first = start.0 + seeded.below(12);
            (first, first + seeded.below(3))
        });
        let mut fix = sighting("e1", dates(start.0, start.0 + start.1).as_str(), "g", "A");
        if within > 0 {
            fix = fix.within(format!("{within} km"));
        }
        let mut events = vec![fix];
        if halts {
            let halt = Event::halt("e2", dates(40, 60).as_str(), "g", "ZZ-B").planned();
            events.push(if known {
                halt.hours(hours as f64)
            } else {
                halt
            });
        }
        if let Some((first, last)) = plan {
            let leaves = Event::departure("e3", dates(first, last).as_str(), "g", "ZZ-B");
            events.push(leaves.planned());
        }
        let dossier = dossier(events);
        let places = ["ZZ-A", "ZZ-B", "ZZ-C"].map(|code| dossier.place(code).unwrap().clone());
        let route = Route::through(places).unwrap();
        let route = route
            .with_road("ZZ-A", "ZZ-B", format!("{} km", legs[0]))
            .unwrap();
        let route = route
            .with_road("ZZ-B", "ZZ-C", format!("{} km", legs[1]))
            .unwrap();
        let forecast = dossier
            .journey("g")
            .unwrap()
            .forecast(&route, pace)
            .unwrap();
        let stop = |code: &str| forecast.stop(code).unwrap();
        open += i32::from(stop("ZZ-C").arrives().1.is_none());
        for _ in 0..12 {
            // In hours since the first day: it sets out at some hour and walks evenly.
            let speed = (slow as f64 + more as f64 * seeded.below(101) as f64 / 100.0) / 24.0;
            let seen = start.0 + seeded.below(start.1 + 1);
            let sets_out = (seen * 24 + seeded.below(24)) as f64;
            let off = (seeded.below(2 * within + 1) - within) as f64;
            let first = (legs[0] as f64 - off).max(0.0);
            let comes = sets_out + first / speed;
            let stays = match (halts, known) {
                (false, _) => 0.0,
                (true, true) => hours as f64,
                (true, false) => seeded.below(20 * 24) as f64,
            };
            let ready = comes + stays;
            // A plan holds for who is ready in time; a halt of unknown length ends with it.
            let leaves = match plan {
                Some((early, late)) => {
                    let day = (early + seeded.below(late - early + 1)) as f64 * 24.0;
                    let is_late = (comes / 24.0).floor() > late as f64;
                    if halts && !known && !is_late {
                        comes.max(day)
                    } else {
                        ready.max(day)
                    }
                }
                None => ready,
            };
            let arrives = leaves + legs[1] as f64 / speed;
            // Who comes at midnight comes at the end of the day.
            let on = |hours: f64| nth(((hours - 1e-6) / 24.0).floor() as i64);
            for (code, at) in [("ZZ-B", comes), ("ZZ-C", arrives)] {
                let (earliest, latest) = stop(code).arrives();
                let holds = earliest.is_none_or(|day| day <= on(at))
                    && latest.is_none_or(|day| on(at) <= day);
                assert!(
                    holds,
                    "world {world}: {code} on {}, not {:?}; {legs:?} km, {slow}+{more} km a day, \
                     within {within}, seen {start:?}, halt {halts} {known} {hours}, plan {plan:?}",
                    on(at),
                    stop(code).arrives()
                );
            }
        }
    }
    assert!((100..3_000).contains(&open), "{open} are open");
}

/// Where all groups are is what the journey of each says, whatever they share.
#[test]
fn all_groups_are_where_their_journeys_say() {
    let mut seeded = Seeded(81);
    for world in 0..2_000 {
        let events: Vec<_> = (0..=seeded.below(9))
            .map(|index| {
                let first = seeded.below(12);
                let last = first + [0, 0, 1, 3][usize::try_from(seeded.below(4)).unwrap()];
                let group = ["g", "p", "q"][usize::try_from(seeded.below(3)).unwrap()];
                let place = ["A", "B", "C"][usize::try_from(seeded.below(3)).unwrap()];
                sighting(
                    format!("e{index}"),
                    dates(first, last).as_str(),
                    group,
                    place,
                )
            })
            .collect();
        let dossier = dossier(events);
        for today in -1..16 {
            for (group, there) in dossier.whereabouts(nth(today)).unwrap() {
                let journey = dossier.journey(group.id()).unwrap();
                assert_eq!(
                    there,
                    journey.at(nth(today)).unwrap(),
                    "world {world}, day {today}"
                );
            }
        }
    }
}
