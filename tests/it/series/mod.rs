//! Official series: vintages, sums, breakdowns, comparison.

mod compare;
mod laws;
mod official;
mod sums;

use chrono::NaiveDate;
use corridor::analysis::{SeriesError, Total};
use corridor::*;

fn border() -> Dossier {
    serde_json::from_str(include_str!(
        "../../../examples/data/border_statistics.json"
    ))
    .unwrap()
}

fn flow(unit: Unit) -> SeriesKey {
    SeriesKey::new(
        "encounters at the southwest land border".parse().unwrap(),
        unit,
        Nature::Flow,
        "US southwest border".parse().unwrap(),
    )
}

fn encounters() -> SeriesKey {
    flow(Unit::Encounter)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn statistic(id: &str, key: &SeriesKey, of: Period, value: Estimate, published: &str) -> Statistic {
    let (id, publisher) = (id.parse().unwrap(), "us-cbp".parse().unwrap());
    Statistic::new(id, key.clone(), of, value.into(), publisher, day(published))
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
    Series::from_statistics(&key, rows).unwrap()
}

fn missing(id: &str, of: &str, published: &str) -> Statistic {
    let (id, status) = (id.parse().unwrap(), ObservationStatus::NotCollected);
    let publisher = "us-cbp".parse().unwrap();
    Statistic::missing(
        id,
        encounters(),
        period(of),
        status,
        publisher,
        day(published),
    )
    .unwrap()
}

fn in_full(total: Result<Total<'_>, SeriesError>) -> String {
    total.map_or_else(|error| error.to_string(), |total| total.to_string())
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
        let error = Series::from_statistics(&encounters(), [odd]).unwrap_err();
        (error.code(), error.to_string())
    };
    assert_eq!(
        refused(flow(Unit::Person)),
        (
            Code::UnitsMixed,
            "statistic odd for 2023-01 counts persons, not encounters".to_owned()
        )
    );
    let usbp = encounters().with_breakdown("component".parse().unwrap(), "USBP".parse().unwrap());
    assert_eq!(
        refused(usbp),
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
        Series::from_statistics(&encounters(), twice)
    };
    let error = twice(1, 2).unwrap_err();
    assert_eq!(
        error.to_string(),
        "statistics a and b give different values for 2023-01, both published on 2023-02-01"
    );
    assert_eq!(error.code(), Code::VintageConflict);
    assert_eq!(
        twice(1, 1).unwrap().observations().len(),
        1,
        "the same figure, reported twice"
    );
}

#[test]
fn each_publisher_has_a_series_of_its_own() {
    let key = encounters();
    let publisher =
        |id: &str| Party::new(id.parse().unwrap(), id.parse().unwrap(), PartyKind::Office);
    let by = |publisher: &str, value| {
        let (id, of) = (publisher.parse().unwrap(), period("2023-01"));
        let value = Estimate::exactly(value).into();
        Statistic::new(
            id,
            key.clone(),
            of,
            value,
            publisher.parse().unwrap(),
            day("2023-02-01"),
        )
    };
    let dossier = Dossier::builder(day("2023-12-31"))
        .parties([publisher("cbp"), publisher("ohss")])
        .statistics([by("cbp", 5), by("ohss", 6)])
        .build()
        .unwrap();
    assert_eq!(
        Series::of(&dossier, &key).unwrap_err().code(),
        Code::VintageConflict
    );
    let ohss = Series::of_publisher(&dossier, &key, "ohss").unwrap();
    assert_eq!(
        in_full(ohss.latest().value(period("2023-01"))),
        "6 encounters"
    );
    let nobody = Series::of_publisher(&dossier, &key, "nobody").unwrap_err();
    assert_eq!(nobody.code(), Code::SeriesUnknown);
}

#[test]
fn units_convert_only_by_a_factor_with_a_source() {
    let individuals: Unit = "unique individuals".parse().unwrap();
    let share = Conversion::try_new(
        (100, Unit::Encounter),
        (61, individuals.clone()),
        "cbp-2023-03-15".parse().unwrap(),
    )
    .unwrap();
    let february = border();
    let february = Series::of(&february, &encounters()).unwrap();
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
        ((0, Unit::Household), (4, Unit::Person)),
        ((1, Unit::Household), (0, Unit::Person)),
        ((1, Unit::Person), (4, Unit::Person)),
    ] {
        let error = Conversion::try_new(from, to, source.clone()).unwrap_err();
        assert_eq!(error.code(), Code::ConversionInvalid);
    }
    let error = Conversion::try_new((0, Unit::Household), (4, Unit::Person), source.clone());
    assert_eq!(
        error.unwrap_err().to_string(),
        "0 households as 4 persons is no factor between two units"
    );
    let many = Conversion::try_new((1, Unit::Household), (4, Unit::Person), source).unwrap();
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
    let series = Series::from_statistics(
        &key,
        vintages.map(|(index, day, vintage)| {
            let id = format!("s{index}.{vintage}").parse().unwrap();
            let published = NaiveDate::from_yo_opt(2000 + vintage as i32, 1).unwrap();
            Statistic::new(
                id,
                key.clone(),
                Period::day(day).unwrap(),
                Estimate::exactly(vintage + 1).into(),
                "us-cbp".parse().unwrap(),
                published,
            )
        }),
    )
    .unwrap();
    assert_eq!(series.observations().len(), 1_000_000);
    let whole = series.latest().span().unwrap();
    let sum = series.latest().sum(whole).unwrap();
    assert_eq!(sum.estimate(), Estimate::exactly(1_000_000));
    let early = series.as_of(day("2001-06-01")).sum(whole).unwrap();
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
    let series = Series::of(&border, &encounters()).unwrap();
    let winter = series
        .as_of(day("2023-12-26"))
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
        let comparison = series.as_of(day(on)).compare_as(unit, claim);
        serde_json::to_value(&comparison).unwrap()
    };
    assert_eq!(
        verdict("2023-12-26", &Unit::Encounter),
        serde_json::json!({
            "claimed": {"low": 2_200_000, "best": 2_200_000},
            "official": {"low": 1_866_901, "best": 1_866_901},
            "read_as": "encounter",
            "verdict": "undecided",
            "because": {"missing": ["2023-02", "2023-04"]},
        })
    );
    assert_eq!(verdict("2025-06-04", &Unit::Encounter)["verdict"], "agrees");
    assert_eq!(
        verdict("2025-06-04", &Unit::Person),
        serde_json::json!({
            "claimed": {"low": 2_200_000, "best": 2_200_000},
            "verdict": "not_comparable",
            "because": "the claim counts persons, the series encounters",
        })
    );
}
