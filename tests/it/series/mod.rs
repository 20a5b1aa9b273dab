//! Official series: vintages, sums, breakdowns, comparison.

mod compare;
mod grouped;
mod keys;
mod laws;
mod official;
mod oracles;
mod sums;

use chrono::NaiveDate;
use corridor::analysis::Total;
use corridor::*;

fn border() -> Dossier {
    serde_json::from_str(include_str!(
        "../../../examples/data/border_statistics.json"
    ))
    .unwrap()
}

fn flow(unit: Unit) -> SeriesKey {
    let indicator = "encounters at the southwest land border";
    SeriesKey::draft(indicator, unit, Nature::Flow, "US southwest border")
        .build()
        .unwrap()
}

fn encounters() -> SeriesKey {
    flow(Unit::ENCOUNTER)
}

/// The part of the encounters that the Border Patrol counts.
fn usbp() -> SeriesKey {
    let part = encounters().to_draft().breakdown("component", "USBP");
    part.build().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn statistic(id: &str, key: &SeriesKey, of: Period, value: Estimate, published: &str) -> Statistic {
    Statistic::draft(id, key.indicator(), of)
        .key(key)
        .value(value)
        .publisher("us-cbp")
        .published(published)
        .build()
        .unwrap()
}

/// A series of flows, from period, value and vintage.
fn series(rows: &[(&str, u64, &str)]) -> Series {
    let key = encounters();
    let rows = rows
        .iter()
        .enumerate()
        .map(|(index, (of, value, published))| {
            let id = format!("s{index}");
            statistic(&id, &key, period(of), Estimate::exactly(*value), published)
        });
    Series::from_statistics(rows).unwrap()
}

fn missing(id: &str, of: &str, published: &str) -> Statistic {
    let key = encounters();
    Statistic::draft(id, key.indicator(), of)
        .key(&key)
        .status(ObservationStatus::NotCollected)
        .publisher("us-cbp")
        .published(published)
        .build()
        .unwrap()
}

fn in_full(total: Result<Total<'_>, impl Into<Error>>) -> String {
    let total = total.map_err(Into::into);
    total.map_or_else(|error| error.to_string(), |total| total.to_string())
}

/// Each period with its total.
fn by_period<'t>(
    totals: impl Iterator<Item = (Period, Result<Total<'t>, impl Into<Error>>)>,
) -> Vec<String> {
    let told = totals.map(|(period, total)| format!("{period}: {}", in_full(total)));
    told.collect()
}

#[test]
fn a_series_is_of_one_key() {
    let refused = |found: SeriesKey| {
        let odd = statistic(
            "odd",
            &found,
            period("2023-01"),
            Estimate::exactly(1),
            "2023-02-01",
        );
        let usual = statistic(
            "usual",
            &encounters(),
            period("2022-12"),
            Estimate::exactly(1),
            "2023-02-01",
        );
        let error = Series::from_statistics([usual, odd]).unwrap_err();
        (error.code(), error.to_string())
    };
    assert_eq!(
        refused(flow(Unit::PERSON)),
        (
            Code::UnitsMixed,
            "statistic odd for 2023-01 counts persons, not encounters".to_owned()
        )
    );
    assert_eq!(
        refused(usbp()),
        (
            Code::SeriesMixed,
            "statistic odd for 2023-01 is of another series: encounters at the southwest land border \
             (encounter flow, US southwest border, component USBP)"
                .to_owned()
        )
    );
}

#[test]
fn one_vintage_has_one_value() {
    let twice = |one, other| {
        let twice = [("a", one), ("b", other)].map(|(id, value)| {
            statistic(
                id,
                &encounters(),
                period("2023-01"),
                Estimate::exactly(value),
                "2023-02-01",
            )
        });
        Series::from_statistics(twice)
    };
    let series = twice(1, 2).unwrap();
    let [observation] = series.observations() else {
        panic!("{series:?}")
    };
    assert_eq!(observation.value(), None);
    assert!(observation.conflict().is_some_and(|id| id == "b"));
    let error = series.latest().sum("2023-01").unwrap_err();
    assert_eq!(
        error.to_string(),
        "statistics a and b give values for 2023-01 that cannot both be true, both published on 2023-02-01"
    );
    assert_eq!(error.code(), Code::VintageConflict);
    assert_eq!(series.latest().value("2023-01").unwrap_err(), error);
    assert_eq!(
        twice(1, 1).unwrap().observations().len(),
        1,
        "the same figure, reported twice"
    );
}

#[test]
fn each_publisher_has_a_series_of_its_own() {
    let key = encounters();
    let by = |publisher: &str, value: u64| {
        Statistic::draft(publisher, key.indicator(), "2023-01")
            .key(&key)
            .value(value)
            .publisher(publisher)
            .published("2023-02-01")
    };
    let dossier = Dossier::draft("2023-12-31")
        .with(Party::draft("cbp", "CBP", PartyKind::Office))
        .with(Party::draft("ohss", "OHSS", PartyKind::Office))
        .with(by("cbp", 5))
        .with(by("ohss", 6))
        .build()
        .unwrap();
    let both = dossier.series(&key).unwrap();
    assert_eq!(
        both.latest().value("2023-01").unwrap_err().code(),
        Code::VintageConflict
    );
    let ohss = dossier.series_by_publisher(&key, "ohss").unwrap();
    assert_eq!(
        in_full(ohss.latest().value(period("2023-01"))),
        "6 encounters"
    );
    let nobody = dossier.series_by_publisher(&key, "nobody").unwrap_err();
    assert_eq!(nobody.code(), Code::SeriesUnknown);
}

#[test]
fn a_difference_has_a_direction_where_its_bounds_agree() {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let between = |low, high| Estimate::try_new(low, low, Some(high)).unwrap();
    for (from, to, direction) in [
        (between(1, 5), between(6, 9), Some(Greater)),
        (between(1, 5), between(5, 9), None),
        (between(6, 9), between(1, 5), Some(Less)),
        (between(5, 9), between(1, 5), None),
        (Estimate::exactly(5), Estimate::exactly(5), Some(Equal)),
        (Estimate::exactly(5), between(5, 6), None),
        (between(5, 6), Estimate::exactly(5), None),
        (between(1, 9), between(1, 9), None),
        (Estimate::at_least(5), Estimate::exactly(5), None),
        (Estimate::exactly(5), Estimate::at_least(6), Some(Greater)),
    ] {
        assert_eq!(
            Difference::new(from, to).direction(),
            direction,
            "{from} to {to}"
        );
    }
}

/// A share is written out from 0.01 % on, with a digit less from 0.1 % on.
#[test]
fn a_share_has_as_many_digits_as_it_is_worth() {
    let text =
        |from, to| Difference::new(Estimate::exactly(from), Estimate::exactly(to)).to_string();
    assert_eq!(text(10_001, 10_002), "+1 (under 0.01 %)");
    assert_eq!(text(10_000, 10_001), "+1 (+0.01 %)");
    assert_eq!(text(10_000, 9_999), "−1 (−0.01 %)");
    assert_eq!(text(1_002, 1_003), "+1 (+0.10 %)");
    assert_eq!(text(1_000, 1_001), "+1 (+0.1 %)");
    assert_eq!(text(0, 5), "+5");
    assert_eq!(text(5, 5), "±0");
}

/// Of a figure that a later vintage has, and that was missing; and the other way.
#[test]
fn a_revision_supplies_or_withdraws() {
    let figure = |id: &str, published: &str| {
        statistic(
            id,
            &encounters(),
            period("2023-01"),
            Estimate::exactly(5),
            published,
        )
    };
    let told = |rows: [Statistic; 2]| -> Vec<String> {
        let series = Series::from_statistics(rows).unwrap();
        series
            .revisions()
            .map(|revision| revision.to_string())
            .collect()
    };
    let supplied = [
        missing("a", "2023-01", "2023-02-01"),
        figure("b", "2023-03-01"),
    ];
    assert_eq!(told(supplied), ["2023-01: supplied"]);
    let withdrawn = [
        figure("a", "2023-02-01"),
        missing("b", "2023-01", "2023-03-01"),
    ];
    assert_eq!(told(withdrawn), ["2023-01: withdrawn"]);
}

/// What comes out even is exact, and nothing is rounded twice.
#[test]
fn a_conversion_that_comes_out_even_is_exact() {
    let persons: Unit = "persons a household".parse().unwrap();
    let of =
        |from, to| Conversion::try_new((from, Unit::HOUSEHOLD), (to, &persons), "survey").unwrap();
    let convert = |from, to, count| {
        of(from, to)
            .convert(Estimate::exactly(count))
            .unwrap()
            .to_string()
    };
    assert_eq!(convert(10, 37, 100), "370");
    assert_eq!(convert(1, 4, 100), "400");
    assert_eq!(convert(10, 37, 101), "374 (373–374)");
    assert_eq!(convert(10, 37, 103), "381 (381–382)");
    assert_eq!(
        of(1_000, 3_700).to_string(),
        "1,000 households = 3,700 persons a household (survey)"
    );
}

#[test]
fn units_convert_only_by_a_factor_with_a_source() {
    let individuals: Unit = "unique individuals".parse().unwrap();
    let share = Conversion::try_new(
        (100, Unit::ENCOUNTER),
        (61, individuals.clone()),
        "cbp-2023-03-15",
    )
    .unwrap();
    let february = border();
    let february = february.series(&encounters()).unwrap();
    let converted = february.convert(&share).unwrap();
    assert_eq!(converted.unit(), &individuals);
    let total = converted.latest().value(period("2023-02")).unwrap();
    assert_eq!(
        total.to_string(),
        "95,544 (95,544–95,545) unique individuals"
    );
    assert_eq!(total.statuses(), [ObservationStatus::Estimated]);
    let error = converted.convert(&share).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the series counts unique individuals, and the conversion is from encounters"
    );
    assert_eq!(error.code(), Code::UnitsMixed);
    let source: Id = "s".parse().unwrap();
    for (from, to) in [
        ((0, Unit::HOUSEHOLD), (4, Unit::PERSON)),
        ((1, Unit::HOUSEHOLD), (0, Unit::PERSON)),
        ((1, Unit::PERSON), (4, Unit::PERSON)),
    ] {
        let error = Conversion::try_new(from, to, source.clone()).unwrap_err();
        assert_eq!(error.code(), Code::ConversionInvalid);
    }
    let error = Conversion::try_new((0, Unit::HOUSEHOLD), (4, Unit::PERSON), source.clone());
    assert_eq!(
        error.unwrap_err().to_string(),
        "0 households as 4 persons is not a factor between two units"
    );
    let many = Conversion::try_new((1, Unit::HOUSEHOLD), (4, Unit::PERSON), source).unwrap();
    let error = many.convert(Estimate::exactly(u64::MAX)).unwrap_err();
    assert_eq!(error.code(), Code::EstimateOverflow);
}

#[test]
fn a_million_observations() {
    let key = encounters();
    let first = day("0001-01-01");
    let days = first.iter_days().take(200_000).enumerate();
    let vintages =
        days.flat_map(|(index, day)| (0..5_u64).map(move |vintage| (index, day, vintage)));
    let series = Series::from_statistics(vintages.map(|(index, day, vintage)| {
        let published = NaiveDate::from_yo_opt(2000 + vintage as i32, 1).unwrap();
        let id = format!("s{index}.{vintage}");
        Statistic::draft(id, key.indicator(), Period::day(day).unwrap())
            .key(&key)
            .value(vintage + 1)
            .publisher("us-cbp")
            .published(published)
            .build()
            .unwrap()
    }))
    .unwrap();
    assert_eq!(series.observations().len(), 1_000_000);
    let whole = series.latest().span().unwrap();
    let sum = series.latest().sum(whole).unwrap();
    assert_eq!(sum.estimate(), Estimate::exactly(1_000_000));
    let early = series.vintage(day("2001-06-01")).sum(whole).unwrap();
    assert_eq!(early.estimate(), Estimate::exactly(400_000));
    assert_eq!(series.revisions().count(), 800_000);
    assert_eq!(
        series
            .latest()
            .by_year()
            .filter(|(_, total)| total.is_ok())
            .count(),
        547
    );
}

#[test]
fn as_json() {
    let border = border();
    let series = border.series(&encounters()).unwrap();
    let winter = series
        .vintage(day("2023-12-26"))
        .partial_sum(period("2023-10/2023-12"))
        .unwrap();
    assert_eq!(
        serde_json::to_value(&winter).unwrap(),
        serde_json::json!({
            "period": "2023-10/2023-12",
            "value": {"low": 483_404, "best": 483_404},
            "unit": "encounter",
            "statuses": ["P"],
            "published": "2023-12-22",
            "missing": ["2023-12"],
        })
    );
    let claim = border.statistic("article-2023-01-11").unwrap();
    let verdict = |on: &str, unit: &Unit| {
        let comparison = series.vintage(day(on)).compare_as(unit, claim);
        serde_json::to_value(&comparison).unwrap()
    };
    assert_eq!(
        verdict("2023-12-26", &Unit::ENCOUNTER),
        serde_json::json!({
            "claimed": {"low": 2_200_000, "best": 2_200_000},
            "official": {"low": 1_866_901, "best": 1_866_901},
            "read_as": "encounter",
            "verdict": "undecided",
            "missing": ["2023-02", "2023-04"],
        })
    );
    assert_eq!(verdict("2025-06-04", &Unit::ENCOUNTER)["verdict"], "agrees");
    assert_eq!(
        verdict("2025-06-04", &Unit::PERSON),
        serde_json::json!({
            "claimed": {"low": 2_200_000, "best": 2_200_000},
            "verdict": "not_comparable",
            "reason": "the claim counts persons, the series encounters",
        })
    );
}
