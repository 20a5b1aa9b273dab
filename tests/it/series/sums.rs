//! What adds up, and what does not.

use corridor::analysis::Observation;
use corridor::*;

use super::*;

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
            "the figures for 2023-03 and 2023-03-15/2023-04-14 overlap: some days would count twice",
            Some(Code::SeriesOverlap),
        ),
        (
            "2023-06/2023-07",
            "the sum for 2023-06/2023-07: 18446744073709551615 and 1 add up to more than 18446744073709551615",
            Some(Code::EstimateOverflow),
        ),
    ];
    for (of, text, code) in table {
        let sum = months.latest().sum(period(of));
        assert_eq!(sum.as_ref().err().map(Error::code), code, "{of}");
        assert_eq!(in_full(sum), text);
    }
}

#[test]
fn a_long_list_of_gaps_is_cut() {
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
}

#[test]
fn stocks_do_not_add() {
    let stock = SeriesKey::draft("refugees", Unit::PERSON, Nature::Stock, "MX")
        .build()
        .unwrap();
    let stocks = ["2023-12-30", "2023-12-31"]
        .map(|on| statistic(on, &stock, period(on), Estimate::exactly(9), "2024-01-01"));
    let stocks = Series::from_statistics(stocks).unwrap();
    let error = stocks
        .latest()
        .sum(period("2023-12-30/2023-12-31"))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "a stock cannot be summed over 2023-12-30/2023-12-31: people who stay would count twice"
    );
    assert_eq!(error.code(), Code::StockSummed);
    let change = stocks
        .latest()
        .change(period("2023-12-30"), period("2023-12-31"))
        .unwrap();
    assert_eq!(change.to_string(), "±0");
    assert_eq!(
        in_full(stocks.latest().value(period("2023-12"))),
        "no figure for 2023-12 of 2023-12"
    );
}

#[test]
fn a_missing_figure_is_never_zero() {
    let key = encounters();
    let series = Series::from_statistics([
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
    ])
    .unwrap();
    let spring = series.vintage(day("2023-04-30"));
    assert_eq!(
        in_full(spring.sum(period("2023-01/2023-03"))),
        "no figure for 2023-02 of 2023-01/2023-03 (2023-02 has status L)"
    );
    let partial = spring.partial_sum(period("2023-01/2023-03")).unwrap();
    assert_eq!(
        partial.to_string(),
        "107 (97 or more) encounters, without 2023-02"
    );
    assert_eq!(partial.estimate().high(), None);
    assert_eq!(partial.missing(), [period("2023-02")]);
    let whole = spring.partial_sum(period("2023-01")).unwrap();
    assert_eq!(
        whole.estimate(),
        Estimate::about(100),
        "nothing is missing, and nothing open"
    );
    assert_eq!(
        spring.observation(period("2023-02")).unwrap().status(),
        ObservationStatus::NotCollected
    );
    // What is withdrawn is missing, although it was there.
    let latest = series.latest().sum(period("2023-03"));
    assert_eq!(
        in_full(latest),
        "no figure for 2023-03 of 2023-03 (2023-03 has status L)"
    );
    let withdrawn: Vec<_> = series
        .revisions()
        .map(|revision| revision.to_string())
        .collect();
    assert_eq!(withdrawn, ["2023-03: withdrawn"]);
    let nothing = spring.partial_sum(period("2020")).unwrap();
    assert_eq!(nothing.to_string(), "0 or more encounters, without 2020");
    assert_eq!(nothing.published(), None);
}

#[test]
fn of_two_ways_with_one_sum_the_fewest_figures_are_taken() {
    let told = series(&[
        ("2022-12", 5, "2023-01-05"),
        ("2023-01", 10, "2023-02-05"),
        ("2023-02", 10, "2023-03-05"),
        ("2023-03", 10, "2023-05-01"),
        ("2023-01/2023-03", 30, "2023-04-05"),
    ]);
    let sum = told.latest().sum("2022-12/2023-03").unwrap();
    assert_eq!(sum.estimate(), Estimate::exactly(35));
    assert_eq!(sum.published(), Some("2023-04-05".parse().unwrap()));
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

    // A total is as new as the newest figure in it, and as limited in use as the most limited.
    let revised = Series::from_statistics(
        [
            ("a", "2023-01", "2023-06-01", ObservationStatus::Normal),
            ("b", "2023-02", "2023-03-15", ObservationStatus::Estimated),
            ("c", "2023-03", "2023-07-01", ObservationStatus::Provisional),
        ]
        .map(|(id, of, published, status)| {
            let figure = statistic(
                id,
                &encounters(),
                period(of),
                Estimate::exactly(1),
                published,
            );
            figure.to_draft().status(status).build().unwrap()
        }),
    )
    .unwrap();
    let totals = revised
        .latest()
        .cumulative(period("2023-01/2023-03"))
        .unwrap();
    let told: Vec<_> = totals
        .observations()
        .iter()
        .map(|total| (total.published().to_string(), total.status()))
        .collect();
    let told: Vec<_> = told
        .iter()
        .map(|(on, status)| (on.as_str(), *status))
        .collect();
    assert_eq!(
        told,
        [
            ("2023-06-01", ObservationStatus::Normal),
            ("2023-06-01", ObservationStatus::Estimated),
            ("2023-07-01", ObservationStatus::Estimated),
        ]
    );

    let provisional = border();
    let provisional = provisional.series(&encounters()).unwrap();
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
    let daily = Series::from_statistics(days.map(|day| {
        let of = Period::day(day).unwrap();
        statistic(
            &day.to_string(),
            &key,
            of,
            Estimate::exactly(10),
            "2023-03-01",
        )
    }))
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
    assert_eq!((change.low(), change.high()), (Some(-30), Some(-30)));
    let unsure = Difference::new(Estimate::about(100), Estimate::at_least(95));
    assert_eq!(
        (unsure.low(), unsure.high(), unsure.direction()),
        (Some(-15), None, None)
    );
    assert_eq!(
        Difference::new(Estimate::exactly(0), Estimate::exactly(3)).to_string(),
        "+3"
    );
    assert_eq!(
        daily.vintage(day("2023-02-01")).by_year().count(),
        0,
        "nothing was known yet"
    );
}
