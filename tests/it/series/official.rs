//! The southwest border in 2023, as CBP published it.

use corridor::analysis::{Observation, Verdict};
use corridor::*;

use super::*;

#[test]
fn the_published_checks_come_out() {
    let border = border();
    assert_eq!(
        border.statistics().len(),
        62 + 2,
        "the file's, the fiscal year's, the article's"
    );
    let series = border.series(&encounters()).unwrap();
    let eleven = Period::months(2023, 1..=11).unwrap();
    let sum = series.vintage(day("2025-06-04")).sum(eleven).unwrap();
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
        let found = series.vintage(day(on)).observation(period(month));
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
            "2023-06: −41 (−0.03 %)",
            "2023-06: +4 (under 0.01 %)",
            "2023-06: −14 (under 0.01 %)",
            "2023-07: −9 (under 0.01 %)",
            "2023-07: −15 (under 0.01 %)",
            "2023-08: −9 (under 0.01 %)",
            "2023-10: −2 (under 0.01 %)",
            "2023-10: −59 (−0.02 %)",
            "2023-11: −19 (under 0.01 %)",
        ]
    );
}

#[test]
fn the_claim_of_the_article_at_two_vintages() {
    let border = border();
    let series = border.series(&encounters()).unwrap();
    let claim = border.statistic("article-2023-01-11").unwrap();
    let on_boxing_day = series.vintage(day("2023-12-26"));
    let later = series.vintage(day("2025-06-04"));
    assert_eq!(
        later.compare(claim).to_string(),
        "not comparable: the claim counts persons, the series encounters"
    );
    let undecided = on_boxing_day.compare_as(&Unit::ENCOUNTER, claim);
    assert_eq!(
        undecided.to_string(),
        "undecided without 2023-02, 2023-04: 2,200,000 or more claimed, 1,866,901 or more counted, the \
         claim read as encounters"
    );
    assert_eq!(undecided.verdict(), Verdict::Undecided);
    assert_eq!(undecided.missing(), [period("2023-02"), period("2023-04")]);
    let agrees = later.compare_as(&Unit::ENCOUNTER, claim);
    assert!(agrees.agrees());
    assert_eq!(agrees.official(), Some(Estimate::exactly(2_239_978)));
    assert_eq!(agrees.read_as(), Some(&Unit::ENCOUNTER));
}

#[test]
fn the_keys_of_a_dossier_are_told_once_and_in_order() {
    let border = border();
    let keys: Vec<_> = border.series_keys().collect();
    assert!(keys.is_sorted() && keys.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(keys.contains(&&encounters()));
    let counted = keys.iter().map(|key| {
        let key = |statistic: &&Statistic| statistic.key() == *key;
        border.statistics().iter().filter(key).count()
    });
    assert_eq!(counted.sum::<usize>(), border.statistics().len());
}

#[test]
fn a_fiscal_year_is_no_calendar_year() {
    let border = border();
    let series = border.series(&encounters()).unwrap();
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
        "2,475,669 encounters",
        "whatever months of it are known"
    );
    assert_eq!(
        in_full(months.latest().value(period("2023"))),
        "2,541,959 encounters"
    );
    assert_eq!(
        by_period(months.latest().by_year()),
        ["2023: 2,541,959 encounters"]
    );
    assert_eq!(
        by_period(months.latest().by_us_fiscal_year()),
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
    let eleven = statistic(
        "eleven",
        &encounters(),
        period("2023-01/2023-11"),
        Estimate::exactly(2_475_669),
        "2023-10-21",
    );
    assert_eq!(series.latest().mistaken_fiscal_year(&eleven), None);
}

#[test]
fn totals_against_their_parts() {
    let border = border();
    let by_component = border.breakdown(&encounters(), "component").unwrap();
    let names: Vec<_> = by_component.parts().map(|(name, _)| name).collect();
    assert_eq!(names, ["OFO", "USBP"]);
    let latest: Vec<_> = by_component.rows(Series::latest).collect();
    assert_eq!(latest.len(), 13);
    let months = latest.iter().map(|(total, _)| total.period());
    for month in months.filter(|period| period.is_month()) {
        assert!(by_component.is_complete(month, Series::latest));
        assert!(by_component.is_of_one_vintage(month, Series::latest));
        let residual = by_component.residual(month, Series::latest);
        assert_eq!(residual, Some(Ok(Estimate::exactly(0))), "{month}");
    }
    let spring = |series| Series::vintage(series, day("2023-03-15"));
    let early: Vec<_> = by_component.rows(spring).collect();
    let [(january, _)] = early.as_slice() else {
        panic!()
    };
    let january = january.period();
    assert_eq!(
        by_component.residual(january, spring),
        Some(Ok(Estimate::exactly(156_274 - 128_913)))
    );
    assert!(!by_component.is_complete(january, spring));
    assert!(!by_component.is_of_one_vintage(january, spring));
    let unknown = period("2022-12");
    assert_eq!(by_component.residual(unknown, spring), None);
    assert!(!by_component.is_complete(unknown, spring));
    assert!(!by_component.is_of_one_vintage(unknown, spring));

    let dossier = Dossier::draft("2023-12-31")
        .with(Party::draft("us-cbp", "CBP", PartyKind::Office))
        .with(statistic(
            "whole",
            &encounters(),
            period("2023-01"),
            Estimate::exactly(5),
            "2023-02-01",
        ))
        .with(statistic(
            "part",
            &usbp(),
            period("2023-01"),
            Estimate::exactly(6),
            "2023-02-01",
        ))
        .build()
        .unwrap();
    let breakdown = dossier.breakdown(&encounters(), "component").unwrap();
    let residual = breakdown.residual(period("2023-01"), Series::latest);
    let error = residual.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "a whole of at most 5 is less than a part of at least 6"
    );
}

/// The parts of a total are of its own kind, with one dimension more, and that one.
#[test]
fn a_part_differs_from_its_total_in_one_dimension() {
    let key =
        |indicator: &str, unit, nature, area: &str| SeriesKey::draft(indicator, unit, nature, area);
    let usual = || key("encounters", Unit::ENCOUNTER, Nature::Flow, "US border");
    let of = |key: Draft<SeriesKey>, value: &str| key.breakdown("sector", value);
    let north = |key: Draft<SeriesKey>| key.breakdown("side", "north");
    let apprehensions = key("apprehensions", Unit::ENCOUNTER, Nature::Flow, "US border");
    let persons = key("encounters", Unit::PERSON, Nature::Flow, "US border");
    let stock = key("encounters", Unit::ENCOUNTER, Nature::Stock, "US border");
    let elsewhere = key("encounters", Unit::ENCOUNTER, Nature::Flow, "MX border");
    let figures = [
        (usual(), "all"),
        (of(usual(), "a part"), "part"),
        (of(apprehensions, "indicator"), "i"),
        (of(persons, "unit"), "u"),
        (of(stock, "nature"), "n"),
        (of(elsewhere, "area"), "a"),
        (north(of(usual(), "two dimensions")), "two"),
        (north(usual()), "other"),
        (usual().breakdown("side", "south"), "south"),
    ];
    let figures = figures.map(|(key, name)| {
        statistic(
            name,
            &key.build().unwrap(),
            period("2023-01-01"),
            Estimate::exactly(5),
            "2023-02-01",
        )
    });
    let dossier = Dossier::draft("2023-12-31")
        .with(Party::draft("us-cbp", "CBP", PartyKind::Office))
        .with_all(figures)
        .build()
        .unwrap();
    let parts = |total: Draft<SeriesKey>, dimension: &str| -> Vec<String> {
        let breakdown = dossier
            .breakdown(&total.build().unwrap(), dimension)
            .unwrap();
        breakdown
            .parts()
            .map(|(value, _)| value.to_owned())
            .collect()
    };
    assert_eq!(parts(usual(), "sector"), ["a part"]);
    assert_eq!(parts(usual(), "side"), ["north", "south"]);
    assert_eq!(parts(north(usual()), "sector"), ["two dimensions"]);
    assert_eq!(parts(usual().breakdown("side", "south"), "sector"), [""; 0]);
    let breakdown = dossier
        .breakdown(&usual().build().unwrap(), "sector")
        .unwrap();
    let (total, row) = breakdown.rows(Series::latest).next().unwrap();
    let [(value, part)] = row.as_slice() else {
        panic!("{row:?}")
    };
    assert_eq!(
        (*value, part.id().as_str(), total.id().as_str()),
        ("a part", "part", "all")
    );
}
