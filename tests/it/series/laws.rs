//! What holds for every series.

use chrono::NaiveDate;
use corridor::analysis::{Observation, Verdict};
use corridor::*;
use proptest::prelude::*;

use super::*;

/// Days of publication, and what was published.
type Vintages = Vec<(u64, Option<u64>)>;

/// Whole days from the first, cut into periods; each with its vintages.
fn cut() -> impl Strategy<Value = Vec<(u64, Vintages)>> {
    let vintages = proptest::collection::vec(
        (0_u64..40, proptest::option::weighted(0.9, 0_u64..1_000)),
        0..4,
    );
    proptest::collection::vec((1_u64..20, vintages), 1..12)
}

proptest! {
    #[test]
    fn what_is_known_on_a_day_and_what_it_adds_up_to(cut in cut(), known in 0_u64..45, from in 0_u64..60, length in 1_u64..120) {
        let key = encounters();
        let (first, published) = (day("2020-01-01"), day("2023-01-01"));
        let after = |day: NaiveDate, days| day + chrono::Days::new(days);
        let mut start = first;
        let mut rows: Vec<(Period, Vintages)> = Vec::new();
        for (length, mut vintages) in cut {
            vintages.sort_unstable();
            vintages.dedup_by_key(|(on, _)| *on);
            let of = Period::try_new(start, after(start, length - 1)).unwrap();
            rows.push((of, vintages));
            start = after(start, length);
        }
        let mut statistics = Vec::new();
        for (of, vintages) in &rows {
            for (on, value) in vintages {
                let (id, on) = (format!("s{}", statistics.len()), after(published, *on));
                statistics.push(match value {
                    Some(value) => statistic(&id, &key, *of, Estimate::exactly(*value), &on.to_string()),
                    None => missing(&id, &of.to_string(), &on.to_string()),
                });
            }
        }
        prop_assume!(!statistics.is_empty());
        // The order in which they come does not matter.
        statistics.reverse();
        let series = Series::from_statistics(&statistics).unwrap();
        let vintage = series.vintage(after(published, known));

        // As of a day, each period has its latest vintage up to that day; first of all, its first.
        let latest = |vintages: &[(u64, Option<u64>)]| {
            vintages.iter().rev().find(|(on, _)| *on <= known).and_then(|(_, value)| *value)
        };
        for (of, vintages) in &rows {
            let found = vintage.observation(*of).and_then(Observation::value);
            prop_assert_eq!(found.map(Estimate::best), latest(vintages));
            let found = series.first_release().observation(*of).and_then(Observation::value);
            prop_assert_eq!(found.map(Estimate::best), vintages.first().and_then(|(_, value)| *value));
        }

        // A sum is of the figures within the period, and what they leave open is missing: no day is
        // in both, and none in neither.
        let of = Period::try_new(after(first, from), after(first, from + length - 1)).unwrap();
        let within: Vec<_> = rows
            .iter()
            .filter(|(row, _)| of.encloses(*row))
            .filter_map(|(row, vintages)| Some((*row, latest(vintages)?)))
            .collect();
        let partial = vintage.partial_sum(of).unwrap();
        prop_assert_eq!(partial.estimate().low(), within.iter().map(|(_, value)| value).sum::<u64>());
        for day in of.first().iter_days().take_while(|day| of.contains(*day)) {
            let counted = within.iter().any(|(row, _)| row.contains(day));
            let missing = partial.missing().iter().filter(|gap| gap.contains(day)).count();
            prop_assert_eq!(usize::from(!counted), missing, "{}", day);
        }
        prop_assert!(partial.missing().windows(2).all(|pair| !pair[0].meets(pair[1])));
        match vintage.sum(of) {
            Ok(total) => {
                prop_assert!(partial.missing().is_empty());
                prop_assert_eq!(total.estimate(), partial.estimate());
                let cumulative = vintage.cumulative(of).unwrap();
                let last = cumulative.observations().last().unwrap();
                prop_assert_eq!((last.period(), last.value()), (of, Some(total.estimate())));
                let back = cumulative.latest().increments().unwrap();
                let back: Vec<_> = back
                    .observations()
                    .iter()
                    .map(|added| (added.period(), added.value().unwrap().best()))
                    .collect();
                prop_assert_eq!(back, within);
            }
            Err(error) => {
                prop_assert_eq!(error.code(), Code::SeriesGap);
                let named: Vec<_> = partial.missing().iter().take(6).map(Period::to_string).collect();
                let more = match partial.missing().len() {
                    0..=6 => String::new(),
                    all => format!(" and {} more", all - 6),
                };
                // What is published as missing there keeps its status.
                let withheld: Vec<_> = rows
                    .iter()
                    .filter(|(row, vintages)| {
                        let newest = vintages.iter().rev().find(|(on, _)| *on <= known);
                        of.encloses(*row) && newest.is_some_and(|(_, value)| value.is_none())
                    })
                    .map(|(row, _)| format!("{row} has status L"))
                    .collect();
                let statuses = match withheld.len() {
                    0 => String::new(),
                    1..=6 => format!(" ({})", withheld.join(", ")),
                    all => format!(" ({} and {} more)", withheld[..6].join(", "), all - 6),
                };
                let text = format!("no figure for {}{more} of {of}{statuses}", named.join(", "));
                prop_assert_eq!(error.to_string(), text);
            }
        }
    }

    #[test]
    fn a_conversion_encloses(low in 0_u64..10_000, up in 0_u64..10_000, more in 0_u64..10_000, from in 1_u64..500, to in 1_u64..500) {
        let factor = Conversion::try_new((from, Unit::HOUSEHOLD), (to, Unit::PERSON), "s").unwrap();
        let estimate = Estimate::try_new(low, low + up, Some(low + up + more)).unwrap();
        let converted = factor.convert(estimate).unwrap();
        for count in [low, low + up, low + up + more] {
            // converted.low ≤ count × to ÷ from ≤ converted.high, in whole numbers
            prop_assert!(converted.low() * from <= count * to);
            prop_assert!(count * to <= converted.high().unwrap() * from);
        }
        prop_assert!((converted.best() * from).abs_diff((low + up) * to) * 2 <= from);
    }

    #[test]
    fn a_verdict_is_what_the_bounds_allow(a in 0_u64..60, b in 0_u64..60, open: bool, known in 0_u64..40, gap: bool, rest in 0_u64..40) {
        let claimed = Estimate::try_new(a.min(b), a.min(b), (!open).then_some(a.max(b))).unwrap();
        let mut rows = vec![("2023-01", known, "2024-01-01")];
        if !gap {
            rows.push(("2023-02", rest, "2024-01-01"));
        }
        let official = series(&rows);
        let claim = statistic("claim", &encounters(), period("2023-01/2023-02"), claimed, "2024-01-01");
        let verdict = official.latest().compare(&claim);
        // Every count that the series allows: exactly one, or any from the known figure up.
        let allowed = if gap { known..=200 } else { known + rest..=known + rest };
        let agrees = allowed.clone().filter(|count| claimed.contains(*count)).count();
        let expected = if agrees == allowed.clone().count() {
            Verdict::Agrees
        } else if agrees > 0 {
            Verdict::Undecided
        } else if claimed.low() > *allowed.end() {
            Verdict::TooHigh
        } else {
            Verdict::TooLow
        };
        prop_assert_eq!(verdict.verdict(), expected);
        let missing: &[Period] = if gap { &[period("2023-02")] } else { &[] };
        prop_assert_eq!(verdict.missing(), missing);
    }
}
