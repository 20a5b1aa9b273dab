//! Official series: vintages, sums, breakdowns, comparison.

use chrono::NaiveDate;
use corridor::*;
use proptest::prelude::*;

fn border() -> Dossier {
    serde_json::from_str(include_str!("../../examples/data/border_statistics.json")).unwrap()
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
    assert_eq!(sum.published(), Some(day("2025-06-04")));
    assert!(sum.statuses().is_empty());
    let vintages = [
        ("2023-01", "2023-02-09", None),
        ("2023-01", "2023-02-10", Some(156_274)),
        ("2023-01", "2025-06-03", Some(156_274)),
        ("2023-01", "2025-06-04", Some(157_358)),
        ("2023-05", "2023-06-19", None),
        ("2023-05", "2023-06-20", Some(204_561)),
        ("2023-05", "2025-06-03", Some(204_561)),
        ("2023-05", "2025-06-04", Some(206_690)),
        ("2023-06", "2023-09-21", Some(144_566)),
        ("2023-06", "2023-09-22", Some(144_570)),
    ];
    for (month, on, expected) in vintages {
        let found = series.as_of(day(on)).observation(period(month));
        let value = found.and_then(Observation::value).map(Estimate::best);
        assert_eq!(value, expected, "{month} as of {on}");
    }
    let first = series.first_release();
    assert_eq!(
        first.observation(period("2023-06")).unwrap().value(),
        Some(Estimate::exactly(144_607))
    );
    assert_eq!(
        first.observation(period("2023-06")).unwrap().status(),
        ObservationStatus::Provisional
    );
    let summer = first.sum(period("2023-06/2023-08")).unwrap();
    assert_eq!(summer.statuses(), [ObservationStatus::Provisional]);
    let revisions: Vec<_> = series
        .revisions()
        .map(|revision| revision.to_string())
        .collect();
    assert_eq!(
        revisions,
        [
            "2023-01: +1,084 (+0.7 %)",
            "2023-03: +1,349 (+0.7 %)",
            "2023-05: +2,129 (+1.0 %)",
            "2023-06: −41 (−0.0 %)",
            "2023-06: +4 (+0.0 %)",
            "2023-06: −14 (−0.0 %)",
            "2023-07: −9 (−0.0 %)",
            "2023-07: −15 (−0.0 %)",
            "2023-08: −9 (−0.0 %)",
            "2023-10: −2 (−0.0 %)",
            "2023-10: −59 (−0.0 %)",
            "2023-11: −19 (−0.0 %)",
        ]
    );
}

#[test]
fn the_claim_of_the_article_at_two_vintages() {
    let border = border();
    let series = Series::of(&border, &encounters()).unwrap();
    let claim = border.statistic("article-2023-01-11").unwrap();
    let on_boxing_day = series.as_of(day("2023-12-26"));
    let later = series.as_of(day("2025-06-04"));
    assert_eq!(
        later.compare(claim).to_string(),
        "not comparable: the claim counts persons, the series encounters"
    );
    let undecided = on_boxing_day.compare_as(&Unit::Encounter, claim);
    assert_eq!(
        undecided.to_string(),
        "undecided without 2023-02, 2023-04: 2,200,000 or more claimed, 1,866,901 or more counted, the \
         claim read as encounters"
    );
    assert_eq!(
        undecided.verdict(),
        &Verdict::Undecided {
            missing: vec![period("2023-02"), period("2023-04")]
        }
    );
    let agrees = later.compare_as(&Unit::Encounter, claim);
    assert!(agrees.agrees());
    assert_eq!(agrees.official(), Some(Estimate::exactly(2_239_978)));
    assert_eq!(agrees.read_as(), Some(&Unit::Encounter));
}

#[test]
fn a_fiscal_year_is_no_calendar_year() {
    let border = border();
    let series = Series::of(&border, &encounters()).unwrap();
    let months = series
        .only(|observation| observation.period().is_month())
        .unwrap();
    let fiscal = Period::us_fiscal_year(2023).unwrap();
    let error = months.latest().sum(fiscal).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no figure for 2022-10/2022-12 of 2022-10/2023-09"
    );
    assert_eq!(
        series.latest().value(fiscal).unwrap().to_string(),
        "2,475,669 encounters"
    );
    assert_eq!(
        in_full(series.latest().sum(fiscal)),
        "the figures for 2022-10/2023-09 and 2023-01 overlap: days would count twice"
    );
    assert_eq!(
        in_full(months.latest().value(period("2023"))),
        "2,541,959 encounters"
    );
    let years = |totals: Vec<(Period, Result<Total<'_>, SeriesError>)>| -> Vec<_> {
        totals
            .into_iter()
            .map(|(year, total)| format!("{year}: {}", in_full(total)))
            .collect()
    };
    assert_eq!(
        years(months.latest().by_year().collect()),
        ["2023: 2,541,959 encounters"]
    );
    assert_eq!(
        years(months.latest().by_us_fiscal_year().collect()),
        [
            "2022-10/2023-09: no figure for 2022-10/2022-12 of 2022-10/2023-09",
            "2023-10/2024-09: no figure for 2024-01/2024-09 of 2023-10/2024-09",
        ]
    );

    let misread = |value, id: &str| {
        statistic(
            id,
            &encounters(),
            period("2023"),
            Estimate::exactly(value),
            "2023-10-21",
        )
    };
    let mistaken = series
        .latest()
        .mistaken_fiscal_year(&misread(2_475_669, "claim"));
    assert_eq!(mistaken.unwrap().period(), fiscal);
    assert_eq!(
        series
            .latest()
            .mistaken_fiscal_year(&misread(2_541_959, "right")),
        None
    );
    assert_eq!(
        series.latest().mistaken_fiscal_year(&misread(9, "wrong")),
        None
    );
}

#[test]
fn totals_against_their_parts() {
    let border = border();
    let by_component = Breakdown::of(&border, &encounters(), "component").unwrap();
    let names: Vec<_> = by_component.parts().map(|(name, _)| name).collect();
    assert_eq!(names, ["OFO", "USBP"]);
    let latest: Vec<_> = by_component.rows(Series::latest).collect();
    assert_eq!(latest.len(), 13);
    for row in latest.iter().filter(|row| row.period().is_month()) {
        assert!(row.is_complete() && row.is_of_one_vintage());
        assert_eq!(
            row.residual(),
            Some(Ok(Estimate::exactly(0))),
            "{}",
            row.period()
        );
    }
    let early: Vec<_> = by_component
        .rows(|series| series.as_of(day("2023-03-15")))
        .collect();
    let [january] = early.as_slice() else {
        panic!()
    };
    assert_eq!(
        january.residual(),
        Some(Ok(Estimate::exactly(156_274 - 128_913)))
    );
    assert!(!january.is_complete() && !january.is_of_one_vintage());

    let part = encounters().with_breakdown("component".parse().unwrap(), "USBP".parse().unwrap());
    let dossier = Dossier::builder(day("2023-12-31"))
        .party(Party::new(
            "us-cbp".parse().unwrap(),
            "CBP".parse().unwrap(),
            PartyKind::Office,
        ))
        .statistic(statistic(
            "whole",
            &encounters(),
            period("2023-01"),
            Estimate::exactly(5),
            "2023-02-01",
        ))
        .statistic(statistic(
            "part",
            &part,
            period("2023-01"),
            Estimate::exactly(6),
            "2023-02-01",
        ))
        .build()
        .unwrap();
    let breakdown = Breakdown::of(&dossier, &encounters(), "component").unwrap();
    let row = breakdown.rows(Series::latest).next().unwrap();
    let error = row.residual().unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "a whole of at most 5 is less than a part of at least 6"
    );
}

#[test]
fn each_refusal_is_its_own_and_names_the_periods() {
    let months = series(&[
        ("2023-01", 1, "2023-02-01"),
        ("2023-03", 3, "2023-04-01"),
        ("2023-03-15/2023-04-14", 4, "2023-05-01"),
        ("2023-06", u64::MAX, "2023-07-01"),
        ("2023-07", 1, "2023-08-01"),
    ]);
    let table = [
        ("2023-01", "1 encounter", None),
        (
            "2023-01/2023-02",
            "no figure for 2023-02 of 2023-01/2023-02",
            Some(Code::SeriesGap),
        ),
        (
            "2022-12/2023-01",
            "no figure for 2022-12 of 2022-12/2023-01",
            Some(Code::SeriesGap),
        ),
        (
            "2023-01-10/2023-01-20",
            "no figure for 2023-01-10/2023-01-20 of 2023-01-10/2023-01-20",
            Some(Code::SeriesGap),
        ),
        (
            "2023-01-10/2023-03",
            "no figure for 2023-01-10/2023-02-28 of 2023-01-10/2023-03-31",
            Some(Code::SeriesGap),
        ),
        (
            "2023-03/2023-04-14",
            "the figures for 2023-03 and 2023-03-15/2023-04-14 overlap: days would count twice",
            Some(Code::SeriesOverlap),
        ),
        (
            "2023-06/2023-07",
            "the sum for 2023-06/2023-07: 18446744073709551615 and 1 are together more than 18446744073709551615",
            Some(Code::EstimateOverflow),
        ),
    ];
    for (of, text, code) in table {
        let sum = months.latest().sum(period(of));
        assert_eq!(sum.as_ref().err().map(SeriesError::code), code, "{of}");
        assert_eq!(in_full(sum), text);
    }
    let gaps = series(&[
        ("2023-02", 1, "2024-01-01"),
        ("2023-04", 1, "2024-01-01"),
        ("2023-06", 1, "2024-01-01"),
        ("2023-08", 1, "2024-01-01"),
        ("2023-10", 1, "2024-01-01"),
        ("2023-12", 1, "2024-01-01"),
        ("2024-02", 1, "2024-01-01"),
    ]);
    assert_eq!(
        in_full(gaps.latest().sum(period("2023-01/2024-03"))),
        "no figure for 2023-01, 2023-03, 2023-05, 2023-07, 2023-09, 2023-11 and 2 more of 2023-01/2024-03"
    );

    let stock = SeriesKey::new(
        "refugees".parse().unwrap(),
        Unit::Person,
        Nature::Stock,
        "MX".parse().unwrap(),
    );
    let stocks = ["2023-12-30", "2023-12-31"]
        .map(|on| statistic(on, &stock, period(on), Estimate::exactly(9), "2024-01-01"));
    let stocks = Series::from_statistics(&stock, stocks).unwrap();
    let error = stocks
        .latest()
        .sum(period("2023-12-30/2023-12-31"))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "a stock is not to be summed over 2023-12-30/2023-12-31: who is there twice would count twice"
    );
    assert_eq!(error.code(), Code::StockSummed);
    let change = stocks
        .latest()
        .change(period("2023-12-30"), period("2023-12-31"))
        .unwrap();
    assert_eq!(change.to_string(), "±0 (±0.0 %)");
    assert_eq!(
        in_full(stocks.latest().value(period("2023-12"))),
        "no figure for 2023-12 of 2023-12"
    );

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
fn a_missing_figure_is_never_zero() {
    let key = encounters();
    let series = Series::from_statistics(
        &key,
        [
            statistic(
                "a",
                &key,
                period("2023-01"),
                Estimate::about(100),
                "2023-02-01",
            ),
            missing("b", "2023-02", "2023-03-01"),
            statistic(
                "c",
                &key,
                period("2023-03"),
                Estimate::exactly(7),
                "2023-04-01",
            ),
            missing("d", "2023-03", "2023-05-01"),
        ],
    )
    .unwrap();
    let spring = series.as_of(day("2023-04-30"));
    assert_eq!(
        in_full(spring.sum(period("2023-01/2023-03"))),
        "no figure for 2023-02 of 2023-01/2023-03"
    );
    let partial = spring.partial_sum(period("2023-01/2023-03")).unwrap();
    assert_eq!(
        partial.to_string(),
        "107 (97 or more) encounters, without 2023-02"
    );
    assert_eq!(partial.total().estimate().high(), None);
    assert_eq!(partial.missing(), [period("2023-02")]);
    let whole = spring.partial_sum(period("2023-01")).unwrap();
    assert_eq!(
        whole.total().estimate(),
        Estimate::about(100),
        "nothing is missing, and nothing open"
    );
    assert_eq!(
        spring.observation(period("2023-02")).unwrap().status(),
        ObservationStatus::NotCollected
    );
    // What is withdrawn is missing, although it was there.
    let latest = series.latest().sum(period("2023-03"));
    assert_eq!(in_full(latest), "no figure for 2023-03 of 2023-03");
    let withdrawn: Vec<_> = series
        .revisions()
        .map(|revision| revision.to_string())
        .collect();
    assert_eq!(withdrawn, ["2023-03: withdrawn"]);
    let nothing = spring.partial_sum(period("2020")).unwrap();
    assert_eq!(nothing.to_string(), "0 or more encounters, without 2020");
    assert_eq!(nothing.total().published(), None);
}

#[test]
fn running_totals_and_back() {
    let fiscal_to_date = series(&[
        ("2022-10", 10, "2022-11-15"),
        ("2022-10/2022-11", 25, "2022-12-15"),
        ("2022-10/2023-01", 40, "2023-02-15"),
        ("2023-10", 5, "2023-11-15"),
    ]);
    let monthly = fiscal_to_date.latest().increments().unwrap();
    let told: Vec<_> = monthly
        .observations()
        .iter()
        .map(|added| format!("{} {}", added.period(), added.value().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            "2022-10 10",
            "2022-11 15",
            "2022-12/2023-01 15",
            "2023-10 5"
        ]
    );
    let back = monthly
        .latest()
        .cumulative(period("2022-10/2023-01"))
        .unwrap();
    let told: Vec<_> = back
        .observations()
        .iter()
        .map(|total| {
            format!(
                "{} {} {}",
                total.period(),
                total.value().unwrap(),
                total.id()
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "2022-10 10 s0",
            "2022-10/2022-11 25 s1",
            "2022-10/2023-01 40 s2"
        ]
    );
    assert_eq!(
        monthly
            .latest()
            .cumulative(period("2022-10/2023-02"))
            .unwrap_err()
            .to_string(),
        "no figure for 2023-02 of 2022-10/2023-02"
    );
    let falling = series(&[
        ("2022-10", 10, "2022-11-15"),
        ("2022-10/2022-11", 9, "2022-12-15"),
    ]);
    let error = falling.latest().increments().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the figure for 2022-10/2022-11 is below that for 2022-10, which it includes"
    );
    assert_eq!(error.code(), Code::CumulativeFalls);

    let provisional = border();
    let provisional = Series::of(&provisional, &encounters()).unwrap();
    let summer = provisional
        .first_release()
        .cumulative(period("2023-06/2023-09"))
        .unwrap();
    let statuses: Vec<_> = summer
        .observations()
        .iter()
        .map(Observation::status)
        .collect();
    assert_eq!(
        statuses,
        [ObservationStatus::Provisional; 4],
        "September is final, the sum is not"
    );
}

#[test]
fn months_of_days_and_the_change_between_them() {
    let daily = Period::months(2023, 1..=2).unwrap();
    let days = daily
        .first()
        .iter_days()
        .take_while(|day| daily.contains(*day));
    let key = encounters();
    let daily = Series::from_statistics(
        &key,
        days.map(|day| {
            let of = Period::day(day).unwrap();
            statistic(
                &day.to_string(),
                &key,
                of,
                Estimate::exactly(10),
                "2023-03-01",
            )
        }),
    )
    .unwrap();
    let months: Vec<_> = daily
        .latest()
        .by_month()
        .map(|(month, total)| format!("{month}: {}", in_full(total)))
        .collect();
    assert_eq!(
        months,
        ["2023-01: 310 encounters", "2023-02: 280 encounters"]
    );
    let change = daily
        .latest()
        .change(period("2023-01"), period("2023-02"))
        .unwrap();
    assert_eq!(change.to_string(), "−30 (−9.7 %)");
    assert_eq!(change.direction(), Some(std::cmp::Ordering::Less));
    assert_eq!((change.least(), change.most()), (Some(-30), Some(-30)));
    let unsure = Difference::new(Estimate::about(100), Estimate::at_least(95));
    assert_eq!(
        (unsure.least(), unsure.most(), unsure.direction()),
        (Some(-15), None, None)
    );
    assert_eq!(
        Difference::new(Estimate::exactly(0), Estimate::exactly(3)).to_string(),
        "+3"
    );
    assert_eq!(
        daily.as_of(day("2023-02-01")).by_year().count(),
        0,
        "nothing was known yet"
    );
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
fn claims_against_a_series() {
    let official = series(&[
        ("2022", 50, "2023-01-15"),
        ("2023-01", 10, "2023-02-15"),
        ("2023-02", 20, "2023-03-15"),
        ("2023-04", 30, "2023-05-15"),
    ]);
    let claim = |of: &str, value: Estimate| {
        statistic("claim", &encounters(), period(of), value, "2023-06-01")
    };
    let exactly = Estimate::exactly;
    let table = [
        (
            "2023-01/2023-02",
            exactly(30),
            "agrees: 30 claimed, 30 counted",
        ),
        (
            "2023-01/2023-02",
            Estimate::about(28),
            "too low: 28 (27–29) claimed, 30 counted",
        ),
        (
            "2023-01/2023-02",
            Estimate::about(29),
            "agrees: 29 (28–30) claimed, 30 counted",
        ),
        (
            "2023-01/2023-02",
            exactly(29),
            "too low: 29 claimed, 30 counted",
        ),
        (
            "2023-01/2023-02",
            exactly(31),
            "too high: 31 claimed, 30 counted",
        ),
        ("2022", exactly(50), "agrees: 50 claimed, 50 counted"),
        // What is missing leaves a lower bound, which may decide it all the same.
        (
            "2023-01/2023-04",
            exactly(70),
            "undecided without 2023-03: 70 claimed, 60 or more counted",
        ),
        (
            "2023-01/2023-04",
            exactly(59),
            "too low: 59 claimed, 60 or more counted",
        ),
        (
            "2023-01/2023-04",
            Estimate::at_least(60),
            "agrees: 60 or more claimed, 60 or more counted",
        ),
        (
            "2023-01/2023-04",
            Estimate::at_least(61),
            "undecided without 2023-03: 61 or more claimed, 60 or more counted",
        ),
        (
            "2024",
            exactly(1),
            "undecided without 2024: 1 claimed, 0 or more counted",
        ),
        // What is counted as one cannot be taken apart.
        (
            "2023-01-10/2023-01-20",
            exactly(1),
            "not comparable: the claim is for 2023-01-10/2023-01-20, and the series counts 2023-01 as one",
        ),
        (
            "2023-01-15/2023-02-28",
            exactly(1),
            "not comparable: the claim is for 2023-01-15/2023-02-28, and the series counts 2023-01 as one",
        ),
        (
            "2022-07/2022-12",
            exactly(1),
            "not comparable: the claim is for 2022-07/2022-12, and the series counts 2022 as one",
        ),
    ];
    for (of, value, text) in table {
        assert_eq!(
            official.latest().compare(&claim(of, value)).to_string(),
            text
        );
    }

    let key = encounters();
    let elsewhere = SeriesKey::new(
        key.indicator().parse().unwrap(),
        Unit::Encounter,
        Nature::Flow,
        "MX".parse().unwrap(),
    );
    let stock = SeriesKey::new(
        key.indicator().parse().unwrap(),
        Unit::Encounter,
        Nature::Stock,
        key.area().clone(),
    );
    let part = key
        .clone()
        .with_breakdown("component".parse().unwrap(), "USBP".parse().unwrap());
    let mismatches = [
        (
            flow(Unit::Household),
            "the claim counts households, the series encounters",
        ),
        (
            elsewhere,
            "the claim is about MX, the series about US southwest border",
        ),
        (stock, "the claim is a stock, the series a flow"),
        (
            part,
            "the claim is of encounters at the southwest land border (encounter flow, US southwest border, component \
             USBP), the series of encounters at the southwest land border (encounter flow, US southwest border)",
        ),
    ];
    for (key, text) in mismatches {
        let claim = statistic("claim", &key, period("2023-01"), exactly(10), "2023-06-01");
        let comparison = official.latest().compare(&claim);
        assert_eq!(comparison.to_string(), format!("not comparable: {text}"));
        assert_eq!((comparison.official(), comparison.agrees()), (None, false));
    }
    let unsaid = missing("claim", "2023-01", "2023-06-01");
    assert_eq!(
        official.latest().compare(&unsaid).to_string(),
        "not comparable: the claim has no value: its status is L"
    );

    // A claim that the series has taken in is no evidence for itself.
    let with_claim = series(&[
        ("2023-01", 10, "2023-02-15"),
        ("2023-02", 20, "2023-03-15"),
        ("2023-01/2023-02", 31, "2023-06-01"),
    ]);
    let itself = statistic(
        "s2",
        &key,
        period("2023-01/2023-02"),
        exactly(31),
        "2023-06-01",
    );
    assert_eq!(
        with_claim.latest().compare(&itself).to_string(),
        "too high: 31 claimed, 30 counted"
    );
    let other = claim("2023-01/2023-02", exactly(31));
    assert!(
        with_claim.latest().compare(&other).agrees(),
        "published for exactly that period"
    );
}

#[test]
fn a_stock_is_compared_on_its_own_day_only() {
    let key = SeriesKey::new(
        "refugees".parse().unwrap(),
        Unit::Person,
        Nature::Stock,
        "MX".parse().unwrap(),
    );
    let year_end = statistic(
        "s",
        &key,
        period("2023-12-31"),
        Estimate::exactly(9),
        "2024-01-01",
    );
    let stocks = Series::from_statistics(&key, [year_end]).unwrap();
    let compared = |of: &str| {
        let claim = statistic(
            "claim",
            &key,
            period(of),
            Estimate::exactly(9),
            "2024-02-01",
        );
        stocks.latest().compare(&claim).to_string()
    };
    assert_eq!(compared("2023-12-31"), "agrees: 9 claimed, 9 counted");
    assert_eq!(
        compared("2023-12-30"),
        "undecided without 2023-12-30: 9 claimed, 0 or more counted"
    );
    assert_eq!(
        compared("2023-12"),
        "not comparable: the claim is for 2023-12, and the series counts 2023-12-31 as one"
    );
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

/// Whole days from the first, cut into periods; each with its vintages.
fn cut() -> impl Strategy<Value = Vec<(u64, Vec<(u64, Option<u64>)>)>> {
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
        let mut rows: Vec<(Period, Vec<(u64, Option<u64>)>)> = Vec::new();
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
        let series = Series::from_statistics(&key, &statistics).unwrap();
        let vintage = series.as_of(after(published, known));

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
        prop_assert_eq!(partial.total().estimate().low(), within.iter().map(|(_, value)| value).sum::<u64>());
        for day in of.first().iter_days().take_while(|day| of.contains(*day)) {
            let counted = within.iter().any(|(row, _)| row.contains(day));
            let missing = partial.missing().iter().filter(|gap| gap.contains(day)).count();
            prop_assert_eq!(usize::from(!counted), missing, "{}", day);
        }
        prop_assert!(partial.missing().windows(2).all(|pair| !pair[0].meets(pair[1])));
        match vintage.sum(of) {
            Ok(total) => {
                prop_assert!(partial.missing().is_empty());
                prop_assert_eq!(total.estimate(), partial.total().estimate());
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
                let missing = partial.missing().to_vec();
                prop_assert_eq!(error, SeriesError::Gap { period: of, missing });
            }
        }
    }

    #[test]
    fn a_conversion_encloses(low in 0_u64..10_000, up in 0_u64..10_000, more in 0_u64..10_000, from in 1_u64..500, to in 1_u64..500) {
        let factor = Conversion::try_new((from, Unit::Household), (to, Unit::Person), "s".parse().unwrap()).unwrap();
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
            Verdict::Undecided { missing: vec![period("2023-02")] }
        } else if claimed.low() > *allowed.end() {
            Verdict::TooHigh
        } else {
            Verdict::TooLow
        };
        prop_assert_eq!(verdict.verdict(), &expected);
    }
}
