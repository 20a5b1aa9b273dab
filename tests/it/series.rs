//! Official series: vintages, sums, breakdowns, comparison.

use chrono::NaiveDate;
use corridor::{Dossier, Nature, Period, Series, SeriesKey, Unit};

fn border() -> Dossier {
    serde_json::from_str(include_str!("../../examples/data/border_statistics.json")).unwrap()
}

fn encounters() -> SeriesKey {
    SeriesKey::new(
        "encounters at the southwest land border".parse().unwrap(),
        Unit::Encounter,
        Nature::Flow,
        "US southwest border".parse().unwrap(),
    )
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_published_checks_come_out() {
    let border = border();
    assert_eq!(
        border.statistics().len(),
        62 + 2,
        "the file's, the fiscal year's, the article's"
    );
    let series = Series::of(&border, &encounters()).unwrap();
    let eleven = Period::months(2023, 1..=11).unwrap();
    let sum = series.as_of(day("2025-06-04")).sum(eleven).unwrap();
    assert_eq!(sum.to_string(), "2,239,978 encounters");
    let vintages = [
        ("2023-01", "2023-02-09", None),
        ("2023-01", "2023-02-10", Some(156_274)),
        ("2023-01", "2025-06-03", Some(156_274)),
        ("2023-01", "2025-06-04", Some(157_358)),
        ("2023-05", "2023-06-19", None),
        ("2023-05", "2023-06-20", Some(204_561)),
        ("2023-05", "2025-06-04", Some(206_690)),
    ];
    for (month, on, expected) in vintages {
        let found = series.as_of(day(on)).observation(month.parse().unwrap());
        let value = found
            .and_then(|found| found.value())
            .map(|value| value.best());
        assert_eq!(value, expected, "{month} as of {on}");
    }
    let claim = border.statistic("article-2023-01-11").unwrap();
    for on in ["2023-12-26", "2025-06-04"] {
        println!("{}", series.as_of(day(on)).compare(claim));
        println!(
            "{}",
            series.as_of(day(on)).compare_as(&Unit::Encounter, claim)
        );
    }
}
