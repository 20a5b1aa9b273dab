//! A 20-year monthly series with five vintages of each month.

use corridor::{Nature, Period, Series, SeriesKey, Statistic, Unit};
use divan::{Bencher, black_box};

const YEARS: std::ops::Range<i32> = 2004..2024;
const VINTAGES: u32 = 5;

fn key() -> SeriesKey {
    let (unit, nature) = (Unit::ENCOUNTER, Nature::Flow);
    let draft = SeriesKey::draft("encounters", unit, nature, "US southwest border");
    draft.build().unwrap()
}

fn statistics() -> Vec<Statistic> {
    let key = key();
    let months = YEARS.flat_map(|year| (1..=12).map(move |month| (year, month)));
    months
        .flat_map(|(year, month)| (0..VINTAGES).map(move |vintage| (year, month, vintage)))
        .map(|(year, month, vintage)| {
            let period = Period::month(year, month).unwrap();
            let published = period.last() + chrono::Days::new(30 * u64::from(vintage + 1));
            Statistic::draft(format!("s-{period}-{vintage}"), "encounters", period)
                .key(&key)
                .value(u64::from(100_000 + 17 * month + vintage))
                .publisher("us-cbp")
                .published(published)
                .build()
                .unwrap()
        })
        .collect()
}

/// Target: at most 2 µs.
#[divan::bench]
fn as_of_and_sum_20_years(bencher: Bencher<'_, '_>) {
    let series = Series::from_statistics(statistics()).unwrap();
    let day = "2024-06-01".parse().unwrap();
    let whole = Period::try_new(
        Period::year(2004).unwrap().first(),
        Period::year(2023).unwrap().last(),
    )
    .unwrap();
    bencher.bench(|| {
        black_box(&series)
            .vintage(black_box(day))
            .sum(black_box(whole))
            .unwrap()
            .estimate()
    });
}

#[divan::bench]
fn build_from_1200_statistics(bencher: Bencher<'_, '_>) {
    let statistics = statistics();
    bencher.bench(|| Series::from_statistics(black_box(&statistics)).unwrap());
}

/// One line of an event log; the target is that for an event.
#[divan::bench]
fn read_a_statistic(bencher: Bencher<'_, '_>) {
    let line = concat!(
        r#"{"id":"swb-2023-01","type":"statistic","indicator":"encounters at the southwest land border","#,
        r#""unit":"encounter","nature":"flow","area":"US southwest border","period":"2023-01","status":"P","#,
        r#""value":156274,"publisher":"us-cbp","published":"2023-02-10","sources":["einpresswire"]}"#,
    );
    bencher.bench(|| serde_json::from_str::<Statistic>(black_box(line)).unwrap());
}
