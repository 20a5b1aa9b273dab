//! Claims against a series.

use corridor::*;

use super::*;

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
            Estimate::about(27),
            "too low: 27 (25–29) claimed, 30 counted",
        ),
        (
            "2023-01/2023-02",
            Estimate::about(29),
            "agrees: 29 (27–31) claimed, 30 counted",
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
        let comparison = official.latest().compare(&claim(of, value));
        assert_eq!(comparison.to_string(), text);
        assert_eq!(comparison.claimed(), Some(value));
    }
}

#[test]
fn what_is_not_comparable_says_why() {
    let official = series(&[("2023-01", 10, "2023-02-15")]);
    let exactly = Estimate::exactly;
    let key = encounters();
    let of = |nature, area: &Area| {
        let key = SeriesKey::draft(key.indicator(), Unit::ENCOUNTER, nature, area);
        key.build().unwrap()
    };
    let elsewhere = of(Nature::Flow, &"MX".parse().unwrap());
    let stock = of(Nature::Stock, key.area().unwrap());
    let mismatches = [
        (
            flow(Unit::HOUSEHOLD),
            "the claim counts households, the series encounters",
        ),
        (
            elsewhere,
            "the claim is about MX, the series about US southwest border",
        ),
        (stock, "the claim is a stock, the series a flow"),
        (
            usbp(),
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
}

#[test]
fn a_claim_is_no_evidence_for_itself() {
    let key = encounters();
    let exactly = Estimate::exactly;
    let claim = |of: &str, value| statistic("claim", &key, period(of), value, "2023-06-01");
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
    let key = SeriesKey::draft("refugees", Unit::PERSON, Nature::Stock, "MX")
        .build()
        .unwrap();
    let year_end = statistic(
        "s",
        &key,
        period("2023-12-31"),
        Estimate::exactly(9),
        "2024-01-01",
    );
    let stocks = Series::from_statistics([year_end]).unwrap();
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
