//! Series against brute force: every way to make up a period is tried, every figure is looked at.

use chrono::{Days, NaiveDate};
use corridor::*;
use proptest::prelude::*;

use super::*;

/// A figure as the test knows it: from which day to which, when it was published, and how many; none
/// where it is missing.
#[derive(Debug, Clone)]
struct Known {
    first: u64,
    last: u64,
    published: u64,
    value: Option<(u64, u64)>,
}

/// The first and the last day of a figure, and its bounds.
type Row = (u64, u64, Option<(u64, u64)>);

const START: &str = "2023-01-01";

fn on(days: u64) -> NaiveDate {
    day(START) + Days::new(days)
}

fn of(first: u64, last: u64) -> Period {
    Period::try_new(on(first), on(last)).unwrap()
}

/// Figures of a dozen days, of which many overlap: the values come from hidden flows of each day, so
/// that most agree, and some are off.
fn figures() -> impl Strategy<Value = Vec<Known>> {
    let figure = (0_u64..12, 1_u64..6, 0_u64..4, 0_u64..12, 0_u64..3);
    let hidden = proptest::collection::vec(0_u64..20, 18);
    (hidden, proptest::collection::vec(figure, 1..14)).prop_map(|(hidden, figures)| {
        let mut known: Vec<Known> = figures
            .into_iter()
            .map(|(first, length, published, kind, slack)| {
                let last = first + length - 1;
                let sum: u64 = hidden[first as usize..=last as usize].iter().sum();
                let value = match kind {
                    0 => None,
                    1 => Some((sum + 1, sum + 1)),
                    2 | 3 => Some((sum.saturating_sub(slack), sum + slack)),
                    _ => Some((sum, sum)),
                };
                Known {
                    first,
                    last,
                    published: 30 + published,
                    value,
                }
            })
            .collect();
        // One figure a period and day.
        known.sort_by_key(|known| (known.first, known.last, known.published));
        known.dedup_by_key(|known| (known.first, known.last, known.published));
        known
    })
}

fn built(figures: &[Known]) -> Series {
    let key = encounters();
    let statistics = figures.iter().zip(0..).map(|(known, at)| {
        let id = format!("s{at}");
        let period = of(known.first, known.last);
        let published = on(known.published).to_string();
        match known.value {
            Some((low, high)) => {
                let value = Estimate::between(low, high).unwrap();
                statistic(&id, &key, period, value, &published)
            }
            None => missing(&id, &period.to_string(), &published),
        }
    });
    Series::from_statistics(statistics.collect::<Vec<_>>()).unwrap()
}

/// Of each period the newest figure up to that day, if it has a value.
fn newest(figures: &[Known], until: u64) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for known in figures.iter().filter(|known| known.published <= until) {
        // In order of their days of publication.
        rows.retain(|(first, last, _)| (*first, *last) != (known.first, known.last));
        rows.push((known.first, known.last, known.value));
    }
    rows
}

/// The bounds of the sums of all ways to cut the days into figures.
fn tilings(rows: &[Row], first: u64, end: u64) -> Vec<(u64, u64)> {
    if first == end {
        return vec![(0, 0)];
    }
    let mut sums = Vec::new();
    for (_, last, value) in rows.iter().filter(|(start, ..)| *start == first) {
        let Some((low, high)) = value.filter(|_| *last < end) else {
            continue;
        };
        let rest = tilings(rows, last + 1, end);
        sums.extend(rest.into_iter().map(|(l, h)| (l + low, h + high)));
    }
    sums
}

/// The most days that figures without overlap cover, and whether there are days which only figures
/// beside the best choices cover: tried for each choice.
fn choices(rows: &[(u64, u64)]) -> Vec<Vec<(u64, u64)>> {
    let mut all: Vec<Vec<(u64, u64)>> = vec![Vec::new()];
    for row in rows {
        let more = all.iter().filter(|choice| {
            choice
                .iter()
                .all(|other| other.1 < row.0 || row.1 < other.0)
        });
        let more: Vec<_> = more
            .map(|choice| choice.iter().copied().chain([*row]).collect())
            .collect();
        all.extend(more);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    /// A sum is what all ways to make up the period have in common; where they have nothing in common it
    /// is refused, and where there is none a lower bound of as many days as can be covered.
    #[test]
    fn sums_by_every_tiling(figures in figures(), first in 0_u64..12, length in 1_u64..10, until in 29_u64..36) {
        let (end, rows) = (first + length, newest(&figures, until));
        let series = built(&figures);
        let vintage = series.vintage(on(until));
        let asked = of(first, end - 1);
        let sums = tilings(&rows, first, end);
        let low = sums.iter().map(|(low, _)| *low).max();
        let high = sums.iter().map(|(_, high)| *high).min();
        match (low.zip(high), vintage.sum(asked)) {
            (Some((low, high)), Ok(total)) => {
                prop_assert!(low <= high, "{sums:?}: {total:?}");
                prop_assert_eq!((total.estimate().low(), total.estimate().high()), (low, Some(high)));
                prop_assert!(total.is_complete());
            }
            (Some((low, high)), Err(error)) => {
                // Ways that differ in one part differ in all.
                prop_assert_eq!(error.code(), Code::SumsDisagree);
                prop_assert!(low > high, "{sums:?}: {error}");
            }
            (None, Ok(total)) => prop_assert!(false, "{total:?}"),
            (None, Err(error)) => {
                let within: Vec<_> = rows
                    .iter()
                    .filter(|(f, l, value)| value.is_some() && first <= *f && *l < end)
                    .map(|(f, l, _)| (*f, *l))
                    .collect();
                let days = |choice: &Vec<(u64, u64)>| choice.iter().map(|(f, l)| l - f + 1).sum::<u64>();
                let choices = choices(&within);
                let most = choices.iter().map(days).max().unwrap();
                let covered = |day: u64, choice: &[(u64, u64)]| choice.iter().any(|(f, l)| (*f..=*l).contains(&day));
                let best: Vec<_> = choices.iter().filter(|choice| days(choice) == most).collect();
                // A day of a gap that a figure beside the choice counts.
                let crossed = |choice: &&Vec<(u64, u64)>| {
                    (first..end).any(|day| covered(day, &within) && !covered(day, choice))
                };
                match error.code() {
                    Code::SeriesGap => {
                        let partial = vintage.partial_sum(asked).unwrap();
                        let gaps: u64 = partial.missing().iter().map(|gap| gap.days()).sum();
                        prop_assert_eq!(gaps, length - most);
                        prop_assert!(best.iter().any(|choice| !crossed(choice)));
                        prop_assert_eq!(partial.estimate().high(), None);
                    }
                    Code::SeriesOverlap => prop_assert!(best.iter().any(crossed), "{error}: {within:?}"),
                    code => prop_assert!(false, "{code}: {error}"),
                }
            }
        }
    }

    /// What was known on a day, and the change between two periods that have a figure each.
    #[test]
    fn vintages_and_changes_by_looking_at_each_figure(figures in figures(), until in 29_u64..36, one in 0_usize..14, two in 0_usize..14) {
        let rows = newest(&figures, until);
        let series = built(&figures);
        let vintage = series.vintage(on(until));
        for (first, last, value) in &rows {
            let found = vintage.observation(of(*first, *last)).unwrap().value();
            prop_assert_eq!(found.map(|found| (found.low(), found.high())), value.map(|(low, high)| (low, Some(high))));
        }
        prop_assert_eq!(vintage.observations().count(), rows.len());
        let revised: usize = figures
            .windows(2)
            .filter(|pair| (pair[0].first, pair[0].last) == (pair[1].first, pair[1].last) && pair[0].value != pair[1].value)
            .count();
        prop_assert_eq!(series.revisions().count(), revised);
        let pick = |at: usize| rows.get(at % rows.len().max(1)).filter(|row| row.2.is_some());
        if let Some((from, to)) = pick(one).zip(pick(two)) {
            let change = vintage.change(of(from.0, from.1), of(to.0, to.1)).unwrap();
            let ((low, high), (less, more)) = (from.2.unwrap(), to.2.unwrap());
            prop_assert_eq!(change.low(), Some(i128::from(less) - i128::from(high)));
            prop_assert_eq!(change.high(), Some(i128::from(more) - i128::from(low)));
        }
    }

    /// Changes, records and rates of a monthly series, against its figures one by one. No figure ends
    /// in a zero, so that none may be rounded.
    #[test]
    fn claims_by_looking_at_each_month(
        values in proptest::collection::vec((10_u64..99).prop_map(|tens| tens * 10 + 3), 3..12),
        at in 0_usize..12,
        from in 0_usize..12,
        by in 1_u64..900,
        up: bool,
        highest: bool,
        rate in 1_u64..40,
    ) {
        let months = values.len();
        let at = 1 + at % (months - 1);
        let from = from % at;
        let month = |at: usize| Period::month(2023, at as u32 + 1).unwrap();
        let key = encounters();
        let claim = |id: &str| Statistic::draft(id, key.indicator(), month(at)).key(&key).publisher("us-cbp").published("2024-02-01");
        let change = if up { Change::up(month(from)) } else { Change::down(month(from)) };
        let rank = if highest { Rank::highest() } else { Rank::lowest() };
        let dossier = Dossier::draft("2024-02-02")
            .with(Party::draft("us-cbp", "CBP", PartyKind::Office))
            .with_all(values.iter().enumerate().map(|(at, value)| {
                statistic(&format!("m{at}"), &key, month(at), Estimate::exactly(*value), "2024-02-01")
            }))
            .with(claim("change").change(change.by(by * 10 + 3)))
            .with(claim("rank").rank(rank))
            .with(claim("rate").value(rate).per(Per::Day))
            .build()
            .unwrap();
        let report = dossier.check();
        let codes: Vec<_> = report
            .iter()
            .map(Finding::code)
            .filter(|code| code.as_str().ends_with("contradicts-series"))
            .collect();
        let (before, now) = (values[from].cast_signed(), values[at].cast_signed());
        let step = if up { now - before } else { before - now };
        let earlier = &values[..at];
        let is_record = earlier.iter().all(|value| if highest { *value <= values[at] } else { *value >= values[at] });
        let days = month(at).days() as f64;
        let average = values[at] as f64 / days;
        // A rate of whole tens may be rounded by a tenth; any is rounded to a whole number.
        let slack = 0.5 + if rate % 10 == 0 { rate as f64 / 10.0 } else { 0.0 };
        let rate_is_right = (average - rate as f64).abs() <= slack + 1e-6;
        let wrong = [
            (step != (by * 10 + 3).cast_signed(), Code::ChangeContradictsSeries),
            (!is_record, Code::RankContradictsSeries),
            (!rate_is_right, Code::RateContradictsSeries),
        ];
        let wrong: Vec<_> = wrong.into_iter().filter(|(wrong, _)| *wrong).map(|(_, code)| code).collect();
        // All three are about one month: the first is told, the others may follow from its figure.
        prop_assert_eq!(codes.len(), usize::from(!wrong.is_empty()), "{:?} {:?}", codes, wrong);
        prop_assert!(codes.iter().all(|code| wrong.contains(code)), "{:?} {:?}", codes, wrong);
    }
}
