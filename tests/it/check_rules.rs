//! Where each rule of the check begins: what it finds just beyond its limit, and what it leaves alone.
use corridor::{Code, Dossier, Limits};
use std::fmt::Write as _;

/// A dossier of 27 December 2023 of the records given, by kind.
fn dossier(records: &[(&str, &[&str])]) -> Dossier {
    let mut text = r#"{"format": "corridor/1", "as_of": "2023-12-27""#.to_owned();
    for (kind, records) in records {
        write!(text, ", {kind:?}: [{}]", records.join(",")).unwrap();
    }
    text.push('}');
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// "code of id at field", without what is told of records that are not used.
fn found(dossier: &Dossier, limits: &Limits) -> Vec<String> {
    let report = dossier.check_with(limits);
    let told = report
        .iter()
        .filter(|finding| finding.code() != Code::RecordUnused);
    told.map(|finding| {
        let field = finding.field().unwrap_or_default();
        format!(
            "{} of {} at {field}",
            finding.code(),
            finding.subject().id()
        )
    })
    .collect()
}

const PLACES: &[&str] = &[
    r#"{"code": "MX07089", "name": "Tapachula", "lat": 14.911, "lon": -92.264}"#,
    r#"{"code": "MX07040", "name": "Huixtla", "lat": 15.138, "lon": -92.466}"#,
    r#"{"code": "MX07032", "name": "Escuintla", "lat": 15.3194, "lon": -92.6583}"#,
    r#"{"code": "MX07051", "name": "Mapastepec", "lat": 15.4419, "lon": -92.8911}"#,
    r#"{"code": "MX07009", "name": "Arriaga", "lat": 16.2361, "lon": -93.8989}"#,
];
const SOURCES: &[&str] = &[
    r#"{"id": "efe", "name": "EFE", "kind": "agency"}"#,
    r#"{"id": "ap", "name": "AP", "kind": "agency"}"#,
];
const GROUPS: &[&str] = &[
    r#"{"id": "g", "name": "The caravan", "mode": "foot"}"#,
    r#"{"id": "a", "name": "One part", "mode": "foot", "split_from": "g"}"#,
    r#"{"id": "b", "name": "Another part", "mode": "foot", "split_from": "g"}"#,
];

/// An event that has occurred.
fn event(id: &str, kind: &str, on: &str, rest: &str) -> String {
    let sources = if rest.contains("sources") {
        ""
    } else {
        r#", "sources": ["efe"]"#
    };
    format!(
        r#"{{"id": "{id}", "type": "{kind}", "on": "{on}", "status": "occurred"{sources}, {rest}}}"#
    )
}

/// The group somewhere.
fn fix(id: &str, kind: &str, on: &str, place: &str, rest: &str) -> String {
    event(
        id,
        kind,
        on,
        &format!(r#""group": "g", "place": "{place}"{rest}"#),
    )
}

fn told_within(limits: &Limits, events: &[String]) -> Vec<String> {
    let events: Vec<_> = events.iter().map(String::as_str).collect();
    let dossier = dossier(&[
        ("places", PLACES),
        ("sources", SOURCES),
        ("groups", GROUPS),
        ("events", &events),
    ]);
    found(&dossier, limits)
        .into_iter()
        .filter(|told| !told.starts_with("part-without-origin"))
        .collect()
}

fn told(events: &[String]) -> Vec<String> {
    told_within(&Limits::default(), events)
}

const NOTHING: [&str; 0] = [];

fn of_places(places: &[&str], limits: &Limits) -> Vec<String> {
    found(&dossier(&[("places", places)]), limits)
}

#[test]
fn a_seat_lies_in_the_box_of_its_country() {
    let seat = |code: &str, rest: &str| {
        let place = format!(r#"{{"code": "{code}", "name": "x", {rest}}}"#);
        of_places(&[&place], &Limits::default())
    };
    // On both sides of the 180th meridian, and on neither.
    assert_eq!(seat("FJ-L1", r#""lat": -17.0, "lon": 178.0"#), NOTHING);
    assert_eq!(seat("FJ-L1", r#""lat": -17.0, "lon": -179.5"#), NOTHING);
    assert_eq!(seat("US-L1", r#""lat": 52.8, "lon": 172.9"#), NOTHING);
    assert_eq!(seat("US-L1", r#""lat": 40.7, "lon": -74.0"#), NOTHING);
    let outside = ["seat-outside-country of FJ-L1 at lat"];
    assert_eq!(seat("FJ-L1", r#""lat": -17.0, "lon": 0.0"#), outside);
    // The right latitude is not enough.
    let outside = ["seat-outside-country of MX-L1 at lat"];
    assert_eq!(seat("MX-L1", r#""lat": 14.911, "lon": 92.264"#), outside);
    let outside = ["seat-outside-country of MX-L1 at lat"];
    assert_eq!(seat("MX-L1", r#""lat": 60.0, "lon": -92.264"#), outside);
    // On the equator, or on the meridian of Greenwich, is not at 0, 0.
    assert_eq!(seat("UG-L1", r#""lat": 0.0, "lon": 32.5"#), NOTHING);
    assert_eq!(seat("GH-L1", r#""lat": 5.6, "lon": 0.0"#), NOTHING);
    let zero = ["seat-at-zero of ZZ-L1 at lat"];
    assert_eq!(seat("ZZ-L1", r#""lat": 0.009, "lon": -0.009"#), zero);
    assert_eq!(seat("ZZ-L1", r#""lat": 0.01, "lon": 0.009"#), NOTHING);
    assert_eq!(seat("ZZ-L1", r#""lat": 0.009, "lon": 0.01"#), NOTHING);
    // What the code and the country disagree about is told of once.
    let elsewhere = ["country-contradicts-code of MX-L1 at country"];
    for at in [
        r#""lat": 14.6, "lon": -90.5"#,
        r#""lat": 25.0, "lon": -105.0"#,
    ] {
        assert_eq!(
            seat("MX-L1", &format!(r#""country": "GT", {at}"#)),
            elsewhere
        );
    }
}

#[test]
fn places_of_one_name_coincide_within_the_limit() {
    let near = |seats: &[(f64, f64)], limit: f64| {
        let place = |(at, (lat, lon)): (usize, &(f64, f64))| {
            format!(r#"{{"code": "ZZ-L{at}", "name": "Huixtla", "lat": {lat}, "lon": {lon}}}"#)
        };
        let places: Vec<_> = seats.iter().enumerate().map(place).collect();
        let places: Vec<_> = places.iter().map(String::as_str).collect();
        let report = dossier(&[("places", &places)])
            .check_with(&Limits::default().with_same_place_km(limit));
        let coincide = report.iter().filter(|f| f.code() == Code::PlacesCoincide);
        coincide
            .map(|f| format!("{}: {}", f.subject().id(), f.details()))
            .collect::<Vec<_>>()
    };
    let count = |seats: &[(f64, f64)], limit| near(seats, limit).len();
    // 0.0018° are 200 m of the equator and 100 m of the 60th parallel.
    assert_eq!(count(&[(0.0, 10.0), (0.0, 10.001_79)], 0.2), 1);
    assert_eq!(count(&[(0.0, 10.0), (0.0, 10.001_81)], 0.2), 0);
    assert_eq!(count(&[(60.0, 10.0), (60.0, 10.003_5)], 0.2), 1);
    assert_eq!(count(&[(60.0, 10.0), (60.0, 10.003_7)], 0.2), 0);
    assert_eq!(count(&[(-80.0, 10.0), (-80.0, 10.010)], 0.2), 1);
    // As far north: neither by latitude nor by longitude alone.
    assert_eq!(count(&[(0.0, 10.0), (0.001_80, 10.0)], 0.2), 1);
    assert_eq!(count(&[(0.0, 10.0), (0.001_7, 10.001_7)], 0.2), 0);
    // A degree is far longer than a hundredth of the limit, and shorter than a hundred times it.
    assert_eq!(count(&[(50.0, 10.0), (51.0, 10.0)], 120.0), 1);
    assert_eq!(count(&[(50.0, 10.0), (50.0, 11.5)], 120.0), 1);
    assert_eq!(count(&[(50.0, 10.0), (50.0, 12.0)], 120.0), 0);
    assert_eq!(count(&[(0.0, 10.0), (0.0, 10.9)], 110.56), 1);
    // Two sides of the pole.
    assert_eq!(count(&[(89.999, 10.0), (89.999, -170.0)], 0.3), 1);
    assert_eq!(count(&[(0.0, 179.999_9), (0.0, -179.999_9)], 0.2), 1);
    // At the very limit they are one.
    let exact = {
        let seat = |lon| {
            corridor::Place::new("ZZ-L0".parse().unwrap(), "x")
                .unwrap()
                .with_seat(corridor::Position::try_new(0.0, lon).unwrap())
        };
        seat(10.0).distance_to(&seat(10.001)).unwrap().km()
    };
    assert_eq!(count(&[(0.0, 10.0), (0.0, 10.001)], exact), 1);
    assert_eq!(count(&[(0.0, 10.0), (0.0, 10.001)], exact.next_down()), 0);
    // Told beside the first code that is as near, wherever that lies.
    let chain = near(&[(0.003, 10.0), (0.0, 10.0), (0.001_5, 10.0)], 0.2);
    assert_eq!(chain.len(), 1);
    assert!(
        chain[0].starts_with("ZZ-L2: ") && chain[0].contains("ZZ-L0"),
        "{chain:?}"
    );
}

#[test]
fn a_seat_is_missed_only_where_somebody_went_or_will() {
    let seatless = [r#"{"code": "MX-L1", "name": "A ranch"}"#];
    for (status, is_missed) in [("occurred", true), ("planned", true), ("cancelled", false)] {
        let on = if status == "planned" {
            "2023-12-28"
        } else {
            "2023-12-26"
        };
        let event = format!(
            r#"{{"id": "e", "type": "sighting", "on": "{on}", "status": "{status}", "group": "g", "place": "MX-L1", "sources": ["efe"]}}"#
        );
        let dossier = dossier(&[
            ("places", &seatless),
            ("sources", SOURCES),
            ("groups", GROUPS),
            ("events", &[&event]),
        ]);
        let report = dossier.check();
        assert_eq!(
            report.count_of(Code::SeatMissing) == 1,
            is_missed,
            "{status}"
        );
    }
    let demand = event(
        "e",
        "return",
        "2023-12-26",
        r#""group": "g", "place": "MX-L1", "headcount": 5"#,
    );
    let dossier = dossier(&[
        ("places", &seatless),
        ("sources", SOURCES),
        ("groups", GROUPS),
        ("events", &[&demand]),
    ]);
    assert_eq!(dossier.check().count_of(Code::SeatMissing), 0);
}

#[test]
fn of_many_findings_the_first_are_kept_in_whatever_order_they_come() {
    let place = |at: usize| {
        format!(r#"{{"code": "MX-L{at:02}", "name": "x{at}", "lat": -50.0, "lon": 10.0}}"#)
    };
    // 7 generates the numbers below 40 in no order.
    let places: Vec<_> = (0..40).map(|at| place(at * 7 % 40)).collect();
    let places: Vec<_> = places.iter().map(String::as_str).collect();
    let dossier = dossier(&[("places", &places)]);
    for cap in [1, 2, 3, 7, 19, 39] {
        let report = dossier.check_with(&Limits::default().with_findings_per_code(cap));
        let kept: Vec<_> = report
            .iter()
            .filter(|f| f.code() == Code::SeatOutsideCountry)
            .map(|f| f.subject().id().to_owned())
            .collect();
        let first: Vec<_> = (0..cap).map(|at| format!("MX-L{at:02}")).collect();
        assert_eq!(kept, first);
    }
}

#[test]
fn within_a_day_departures_come_first_and_arrivals_last() {
    let departed = [
        fix(
            "a",
            "sighting",
            "2023-12-24",
            "MX07040",
            r#", "travelled_km": 10"#,
        ),
        fix("b", "departure", "2023-12-24", "MX07089", ""),
    ];
    assert_eq!(
        told(&departed),
        ["road-below-geodesic of a at travelled_km"]
    );
    let arrived = [
        fix("a", "arrival", "2023-12-24", "MX07009", ""),
        fix("b", "sighting", "2023-12-24", "MX07089", ""),
    ];
    assert_eq!(told(&arrived), ["implausible-speed of a at place"]);
}

#[test]
fn who_is_seen_in_two_places_neither_sets_out_nor_comes_in() {
    let on = "2023-12-24";
    let two = |one: &str, other: &str| {
        told(&[
            fix("a", one, on, "MX07089", ""),
            fix("b", other, on, "MX07009", ""),
        ])
    };
    assert_eq!(
        two("sighting", "sighting"),
        ["group-in-two-places of b at place"]
    );
    assert_eq!(
        two("departure", "sighting"),
        ["implausible-speed of b at place"]
    );
    assert_eq!(
        two("sighting", "arrival"),
        ["implausible-speed of b at place"]
    );
    assert_eq!(
        two("departure", "arrival"),
        ["implausible-speed of b at place"]
    );
}

#[test]
fn a_fix_that_fits_neither_of_two_is_implausible_too() {
    let events = [
        fix("e1", "departure", "2023-12-24", "MX07089", ""),
        fix("e2", "sighting", "2023-12-25", "MX07009", ""),
        fix("e3", "sighting", "2023-12-25/2023-12-25", "MX07051", ""),
    ];
    let told = told(&events);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].ends_with("of e2 at place") && told[1].ends_with("of e3 at place"),
        "{told:?}"
    );
}

#[test]
fn a_part_is_told_of_by_its_own_key() {
    let events = [
        fix("e1", "departure", "2023-12-24", "MX07089", ""),
        event(
            "e2",
            "split",
            "2023-12-25",
            r#""group": "g", "place": "MX07040", "parts": [
            {"group": "a", "place": "MX07009"}, {"group": "b", "place": "MX07009"}]"#,
        ),
    ];
    let told = told(&events);
    assert!(
        told.contains(&"implausible-speed of e2 at parts[0].place".to_owned()),
        "{told:?}"
    );
    assert!(
        told.contains(&"implausible-speed of e2 at parts[1].place".to_owned()),
        "{told:?}"
    );
}

#[test]
fn what_is_travelled_may_fall_by_the_tolerance_and_fill_its_days() {
    let at = |travelled: &str, on: &str, id: &str| {
        fix(
            id,
            "sighting",
            on,
            "MX07040",
            &format!(r#", "travelled_km": {travelled}"#),
        )
    };
    let start = || fix("e1", "departure", "2023-12-24", "MX07089", "");
    let falls = |to: &str| {
        told(&[
            start(),
            at("60", "2023-12-26", "e2"),
            at(to, "2023-12-27", "e3"),
        ])
    };
    assert_eq!(falls("58"), NOTHING);
    assert_eq!(falls("57.9"), ["travelled-falls of e3 at travelled_km"]);
    let in_two_days = |km: &str| told(&[start(), at(km, "2023-12-25", "e2")]);
    assert_eq!(in_two_days("70"), NOTHING);
    assert_eq!(
        in_two_days("70.1"),
        ["travelled-too-far of e2 at travelled_km"]
    );
}

#[test]
fn a_halt_fills_the_days_until_the_group_is_elsewhere() {
    let halt = |hours: &str, place: &str| {
        told(&[
            fix(
                "e1",
                "halt",
                "2023-12-24",
                "MX07040",
                &format!(r#", "hours": {hours}"#),
            ),
            fix("e2", "sighting", "2023-12-26", place, ""),
        ])
    };
    assert_eq!(halt("72", "MX07032"), NOTHING);
    assert_eq!(halt("72.5", "MX07032"), ["halt-overruns of e1 at hours"]);
    assert_eq!(halt("200", "MX07040"), NOTHING);
}

#[test]
fn reports_of_a_road_count_from_the_departure_and_to_another_place() {
    let to = |place: &str, km: &str| {
        told(&[
            fix("e1", "departure", "2023-12-01", "MX07089", ""),
            fix(
                "e2",
                "sighting",
                "2023-12-20",
                place,
                &format!(r#", "travelled_km": {km}"#),
            ),
        ])
    };
    // Only a link is held to how long a detour may be.
    assert_eq!(to("MX07040", "300"), NOTHING);
    assert_eq!(
        to("MX07040", "20"),
        ["road-below-geodesic of e2 at travelled_km"]
    );
    assert_eq!(to("MX07089", "20"), NOTHING);
    assert_eq!(to("MX07089", "0"), NOTHING);
}

fn of_links(roads: &[f64], limits: &Limits) -> Vec<String> {
    let link = |(at, km): (usize, &f64)| {
        format!(r#"{{"id": "l{at}", "from": "MX07089", "to": "MX07040", "road_km": {km}}}"#)
    };
    let links: Vec<_> = roads.iter().enumerate().map(link).collect();
    let links: Vec<_> = links.iter().map(String::as_str).collect();
    found(&dossier(&[("places", PLACES), ("links", &links)]), limits)
}

#[test]
fn a_road_is_as_long_as_its_limits_allow() {
    let geodesic = {
        let seat = |lat, lon| {
            corridor::Place::new("ZZ-L0".parse().unwrap(), "x")
                .unwrap()
                .with_seat(corridor::Position::try_new(lat, lon).unwrap())
        };
        seat(14.911, -92.264)
            .distance_to(&seat(15.138, -92.466))
            .unwrap()
            .km()
    };
    let limits = Limits::default()
        .with_detour(2.0)
        .with_seat_tolerance_km(1.0);
    assert_eq!(of_links(&[2.0 * (geodesic + 1.0)], &limits), NOTHING);
    let too_long = ["detour-too-long of l0 at road_km"];
    assert_eq!(of_links(&[2.0 * (geodesic + 1.0) + 0.1], &limits), too_long);
    let none = limits.with_seat_tolerance_km(0.0);
    assert_eq!(of_links(&[geodesic], &none), NOTHING);
    assert_eq!(
        of_links(&[geodesic - 0.001], &none),
        ["road-below-geodesic of l0 at road_km"]
    );
    // Exactly as far below as may be.
    let half = Limits::default().with_seat_tolerance_km(geodesic - geodesic / 2.0);
    assert_eq!(of_links(&[geodesic / 2.0], &half), NOTHING);
}

#[test]
fn miles_are_told_by_the_ratio_alone() {
    let limits = Limits::default().with_detour(100.0);
    let miles = |roads: &[f64]| of_links(roads, &limits);
    assert_eq!(
        miles(&[50.0, 80.5]),
        ["miles-as-kilometres of l0 at road_km"]
    );
    assert_eq!(
        miles(&[50.0, 82.0]),
        ["miles-as-kilometres of l0 at road_km"]
    );
    assert_eq!(
        miles(&[50.0, 79.0]),
        ["miles-as-kilometres of l0 at road_km"]
    );
    for other in [78.0, 83.0, 100.0] {
        let told = miles(&[50.0, other]);
        assert!(
            !told.iter().any(|told| told.starts_with("miles")),
            "{told:?}"
        );
    }
    let exact = limits.clone().with_mile_tolerance(0.0);
    let in_km = corridor::Distance::from_miles(50.0).unwrap().km();
    assert_eq!(
        of_links(&[50.0, in_km], &exact),
        ["miles-as-kilometres of l0 at road_km"]
    );
    let at_one_seat = [
        r#"{"code": "ZZ-L1", "name": "one", "lat": 14.0, "lon": -92.0}"#,
        r#"{"code": "ZZ-L2", "name": "other", "lat": 14.0, "lon": -92.0}"#,
    ];
    let links = [
        r#"{"id": "l0", "from": "ZZ-L1", "to": "ZZ-L2", "road_km": 0}"#,
        r#"{"id": "l1", "from": "ZZ-L1", "to": "ZZ-L2", "road_km": 0}"#,
    ];
    let dossier = dossier(&[("places", &at_one_seat), ("links", &links)]);
    assert_eq!(dossier.check().count_of(Code::MilesAsKilometres), 0);
}

/// A figure of the group, by whom it is told.
fn said(id: &str, on: &str, headcount: &str, rest: &str) -> String {
    event(
        id,
        "statement",
        on,
        &format!(r#""group": "g", "headcount": {headcount}{rest}"#),
    )
}

#[test]
fn figures_contradict_each_other_only_where_their_days_meet() {
    // What was said of days that are over stands in the way of nothing.
    let over = |headcount: &str| said("e0", "2023-12-20", headcount, "");
    for (lower, higher) in [("e1", "e2"), ("e2", "e1")] {
        let pair = || {
            [
                said(lower, "2023-12-24", "500", ""),
                said(higher, "2023-12-24", "800", ""),
            ]
        };
        for before in ["100", "900"] {
            let [one, other] = pair();
            let told = told(&[over(before), one, other]);
            assert!(
                told.contains(&"claims-contradict of g at ".to_owned()),
                "{told:?}"
            );
        }
        let [one, other] = pair();
        assert!(told(&[one, other]).contains(&"claims-contradict of g at ".to_owned()));
    }
    let told = told(&[
        said("e1", "2023-12-24", "500", ""),
        said("e2", "2023-12-25", "400", ""),
    ]);
    assert_eq!(told, NOTHING);
}

#[test]
fn the_widest_contradiction_is_told_and_of_equals_the_first() {
    let details = |figures: &[&str]| {
        let events: Vec<_> = figures
            .iter()
            .enumerate()
            .map(|(at, figure)| said(&format!("e{at}"), "2023-12-24", figure, ""))
            .collect();
        let events: Vec<_> = events.iter().map(String::as_str).collect();
        let report = dossier(&[
            ("places", PLACES),
            ("sources", SOURCES),
            ("groups", GROUPS),
            ("events", &events),
        ])
        .check();
        let mut told = report
            .iter()
            .filter(|f| f.code() == Code::ClaimsContradict)
            .map(|f| f.details().to_string());
        let one = told.next().unwrap();
        assert!(told.next().is_none());
        one
    };
    let ends = |told: &str, one: &str, other: &str| told.contains(one) && told.contains(other);
    let told = details(&["100", "300", "900"]);
    assert!(ends(&told, "e0", "e2"), "{told}");
    let told = details(&["900", "300", "100"]);
    assert!(ends(&told, "e0", "e2"), "{told}");
    let told = details(&["100", "300", "100"]);
    assert!(ends(&told, "e0", "e1"), "{told}");
}

#[test]
fn who_says_it_tells_whether_a_group_has_grown() {
    let parties = [r#"{"id": "cdh", "name": "CDH", "kind": "organisation"}"#];
    let grown = |events: &[String]| {
        let events: Vec<_> = events.iter().map(String::as_str).collect();
        let report = dossier(&[
            ("places", PLACES),
            ("sources", SOURCES),
            ("groups", GROUPS),
            ("parties", &parties),
            ("events", &events),
        ])
        .check();
        report.count_of(Code::GrowthWithoutJoining)
    };
    let by =
        |source: &str| format!(r#", "by": "cdh", "text": "we are many", "sources": ["{source}"]"#);
    let source = |source: &str| format!(r#", "sources": ["{source}"]"#);
    let two = |first: &str, second: &str, later: &str| {
        grown(&[
            said("e1", "2023-12-24", "5000", first),
            said("e2", "2023-12-26", later, second),
        ])
    };
    // The speaker counts, not who reports it; two sources without a speaker are two claimants.
    assert_eq!(two(&by("efe"), &by("ap"), "8000"), 1);
    assert_eq!(two(&source("efe"), &source("efe"), "8000"), 1);
    assert_eq!(two(&source("efe"), &source("ap"), "8000"), 0);
    assert_eq!(two(r#", "sources": []"#, r#", "sources": []"#, "8000"), 0);
    // As many as before is no growth.
    assert_eq!(
        two(
            &by("efe"),
            &by("efe"),
            r#"{"low": 5000, "best": 6000, "high": 7000}"#
        ),
        0
    );
    assert_eq!(
        two(
            &by("efe"),
            &by("efe"),
            r#"{"low": 5001, "best": 6000, "high": 7000}"#
        ),
        1
    );
}

#[test]
fn merges_and_splits_count_their_people() {
    let leave = |group: &str, headcount: u32, counted: String| {
        let leave = event(
            "e2",
            "dispersal",
            "2023-12-26",
            &format!(r#""group": "{group}", "headcount": {headcount}"#),
        );
        told(&[counted, leave])
            .iter()
            .any(|told| told.starts_with("leavers-exceed-group of e2"))
    };
    let merge = || {
        event(
            "e1",
            "merge",
            "2023-12-24",
            r#""group": "g", "place": "MX07089", "groups": ["a", "b"], "headcount": 100"#,
        )
    };
    assert!(leave("g", 101, merge()));
    assert!(!leave("g", 100, merge()));
    let split = || {
        event(
            "e1",
            "split",
            "2023-12-24",
            r#""group": "g", "place": "MX07089", "headcount": 100,
        "parts": [{"group": "a", "headcount": 60}, {"group": "b", "headcount": 40}]"#,
        )
    };
    assert!(leave("g", 101, split()));
    assert!(!leave("g", 100, split()));
    assert!(leave("a", 61, split()));
    assert!(!leave("a", 60, split()));
}

#[test]
fn parts_that_make_the_whole_are_all_there() {
    let split = |a: &str, b: &str| {
        told(&[event(
            "e1",
            "split",
            "2023-12-24",
            &format!(
                r#""group": "g", "place": "MX07089", "headcount": 100,
            "parts": [{{"group": "a", "headcount": {a}}}, {{"group": "b"{b}}}]"#
            ),
        )])
    };
    assert_eq!(split("60", r#", "headcount": 40"#), NOTHING);
    assert_eq!(
        split("60", r#", "headcount": 39"#),
        ["people-unaccounted of e1 at parts"]
    );
    assert_eq!(
        split("60", r#", "headcount": 41"#),
        ["parts-exceed-whole of e1 at parts"]
    );
    assert_eq!(split("60", ""), NOTHING);
}

#[test]
fn a_merge_names_each_group_once() {
    let merge = |groups: &str| {
        told(&[event(
            "e1",
            "merge",
            "2023-12-24",
            &format!(r#""group": "g", "place": "MX07089", "groups": [{groups}]"#),
        )])
    };
    assert_eq!(merge(r#""a", "b""#), NOTHING);
    assert!(merge(r#""a", "a""#).contains(&"part-repeated of e1 at groups".to_owned()));
    assert!(merge(r#""a", "g""#).contains(&"part-repeated of e1 at groups".to_owned()));
}

#[test]
fn words_bear_a_figure_out_only_if_each_holds_the_best_of_the_other() {
    let with_words = |figure: &str, words: &str| {
        told(&[said(
            "e1",
            "2023-12-24",
            figure,
            &format!(r#", "words": "{words}""#),
        )])
    };
    let contradicts = ["figure-contradicts-words of e1 at words"];
    assert_eq!(
        with_words(
            r#"{"low": 6300, "best": 6400, "high": 6500}"#,
            "about 6,000"
        ),
        contradicts
    );
    assert_eq!(
        with_words(
            r#"{"low": 5900, "best": 6600, "high": 6700}"#,
            "about 6,000"
        ),
        contradicts
    );
    assert_eq!(
        with_words(
            r#"{"low": 5900, "best": 6400, "high": 6500}"#,
            "about 6,000"
        ),
        NOTHING
    );
    assert_eq!(with_words("0", "0"), NOTHING);
}

#[test]
fn nationalities_may_be_as_many_as_were_counted() {
    let group = |count: u32| {
        let group = format!(
            r#"{{"id": "g", "name": "g", "mode": "foot", "nationalities": {{"count": {count}, "countries": ["VE", "HT", "CU"]}}}}"#
        );
        found(&dossier(&[("groups", &[&group])]), &Limits::default())
    };
    assert_eq!(group(3), NOTHING);
    assert_eq!(
        group(2),
        ["nationalities-exceed-count of g at nationalities"]
    );
}

#[test]
fn an_event_is_repeated_only_if_all_that_it_says_is() {
    let parties = [
        r#"{"id": "cdh", "name": "CDH", "kind": "organisation"}"#,
        r#"{"id": "inm", "name": "INM", "kind": "office"}"#,
    ];
    let repeated = |one: &str, other: &str| {
        let event = |id: &str, rest: &str| {
            format!(r#"{{"id": "{id}", "type": "sighting", "group": "g", {rest}}}"#)
        };
        let (one, other) = (event("e1", one), event("e2", other));
        let dossier = dossier(&[
            ("places", PLACES),
            ("sources", SOURCES),
            ("groups", GROUPS),
            ("parties", &parties),
            ("events", &[&one, &other]),
        ]);
        dossier.check().count_of(Code::EventRepeated)
    };
    let said = r#""on": "2023-12-24", "status": "occurred", "place": "MX07089", "claimed_by": "cdh", "sources": ["efe"]"#;
    assert_eq!(repeated(said, said), 1);
    for (key, other) in [
        ("2023-12-24", "2023-12-25"),
        ("occurred", "planned"),
        ("MX07089", "MX07040"),
        ("cdh", "inm"),
        ("efe", "ap"),
    ] {
        assert_eq!(repeated(said, &said.replace(key, other)), 0, "{key}");
    }
}

const PEOPLE: &[&str] = &[
    r#"{"id": "us", "name": "Government of the United States", "kind": "government", "country": "US"}"#,
    r#"{"id": "blinken", "name": "Antony Blinken", "kind": "person", "of": "us"}"#,
    r#"{"id": "bena", "name": "Alicia Bárcena", "kind": "person", "country": "MX"}"#,
];

#[test]
fn who_is_in_two_delegations_is_told_of_where_he_stands_in_the_second() {
    let second = |delegation: &str| {
        let meeting = event(
            "e1",
            "meeting",
            "2023-12-27",
            &format!(
                r#""host": "MX", "delegations": [{{"country": "US", "head": "blinken"}}, {{"country": "MX", {delegation}}}]"#
            ),
        );
        let dossier = dossier(&[
            ("sources", SOURCES),
            ("parties", PEOPLE),
            ("events", &[&meeting]),
        ]);
        let told = found(&dossier, &Limits::default());
        told.into_iter().find_map(|told| {
            told.strip_prefix("official-in-two-delegations of e1 at ")
                .map(str::to_owned)
        })
    };
    let at = |field: &str| Some(field.to_owned());
    assert_eq!(
        second(r#""head": "bena", "members": ["blinken"]"#),
        at("delegations[1].members[0]")
    );
    assert_eq!(
        second(r#""members": ["bena", "blinken"]"#),
        at("delegations[1].members[1]")
    );
    assert_eq!(
        second(r#""head": "blinken", "members": ["bena"]"#),
        at("delegations[1].head")
    );
    assert_eq!(
        second(r#""head": "blinken", "members": ["bena", "blinken"]"#),
        at("delegations[1].head")
    );
    assert_eq!(second(r#""head": "bena""#), None);
}

#[test]
fn an_official_gets_as_far_in_a_day_as_the_limit() {
    let apart = {
        let seat = |lat, lon| {
            corridor::Place::new("ZZ-L0".parse().unwrap(), "x")
                .unwrap()
                .with_seat(corridor::Position::try_new(lat, lon).unwrap())
        };
        seat(14.911, -92.264)
            .distance_to(&seat(15.138, -92.466))
            .unwrap()
            .km()
    };
    let meeting = |id: &str, place: &str| {
        event(
            id,
            "meeting",
            "2023-12-27",
            &format!(
                r#""place": "{place}", "host": "MX", "delegations": [{{"country": "MX", "head": "bena"}}, {{"country": "US", "head": "blinken"}}]"#
            ),
        )
    };
    let events = [meeting("e1", "MX07089"), meeting("e2", "MX07040")];
    let dossier = dossier(&[
        ("places", PLACES),
        ("sources", SOURCES),
        ("parties", PEOPLE),
        ("events", &[&events[0], &events[1]]),
    ]);
    let count = |km: f64| {
        dossier
            .check_with(&Limits::default().with_official_km_per_day(km))
            .count_of(Code::OfficialInTwoPlaces)
    };
    assert_eq!(count(apart), 0);
    assert_eq!(count(apart.next_down()), 2);
}

#[test]
fn an_office_is_held_to_whoever_speaks_or_meets_in_it() {
    let parties = [
        r#"{"id": "b", "name": "A minister", "kind": "person", "country": "MX", "until": "2023-12-01"}"#,
        r#"{"id": "c", "name": "Another", "kind": "person", "country": "MX"}"#,
        r#"{"id": "o", "name": "An organisation", "kind": "organisation", "until": "2023-12-01"}"#,
    ];
    let told = |event: String| {
        let dossier = dossier(&[
            ("sources", SOURCES),
            ("groups", GROUPS),
            ("parties", &parties),
            ("events", &[&event]),
        ]);
        let told = found(&dossier, &Limits::default());
        let late = told
            .iter()
            .filter_map(|told| told.strip_prefix("party-out-of-office of e at "));
        late.map(str::to_owned).collect::<Vec<_>>()
    };
    let on = "2023-12-20";
    assert_eq!(
        told(event("e", "statement", on, r#""by": "b", "text": "no""#)),
        ["by"]
    );
    assert_eq!(
        told(event("e", "statement", on, r#""by": "c", "text": "no""#)),
        NOTHING
    );
    assert_eq!(
        told(event("e", "statement", on, r#""by": "o", "text": "no""#)),
        NOTHING
    );
    assert_eq!(
        told(event(
            "e",
            "demand",
            on,
            r#""by": "b", "to": ["c"], "text": "more""#
        )),
        ["by"]
    );
    let meeting = |delegation: &str| {
        told(event(
            "e",
            "meeting",
            on,
            &format!(
                r#""host": "MX", "delegations": [{{"country": "MX", {delegation}}}, {{"country": "US"}}]"#
            ),
        ))
    };
    assert_eq!(meeting(r#""head": "b""#), ["delegations[0].head"]);
    assert_eq!(
        meeting(r#""head": "c", "members": ["b"]"#),
        ["delegations[0].members[0]"]
    );
    assert_eq!(
        meeting(r#""head": "b", "members": ["c", "b"]"#),
        ["delegations[0].head"]
    );
}

#[test]
fn an_event_after_its_reports_names_the_last_of_them() {
    let source = |id: &str, published: &str| {
        format!(r#"{{"id": "{id}", "name": "{id}", "kind": "agency", "published": "{published}"}}"#)
    };
    let named = |one: &str, other: &str| {
        let sources = [source("a", one), source("b", other)];
        let mut named = Vec::new();
        for order in [r#"["a", "b"]"#, r#"["b", "a"]"#] {
            let event = event(
                "e",
                "sighting",
                "2023-12-24",
                &format!(r#""group": "g", "place": "MX07089", "sources": {order}"#),
            );
            let dossier = dossier(&[
                ("places", PLACES),
                ("sources", &[&sources[0], &sources[1]]),
                ("groups", GROUPS),
                ("events", &[&event]),
            ]);
            let report = dossier.check();
            let told = report
                .iter()
                .find(|f| f.code() == Code::EventAfterReport)
                .map(|f| f.details().to_string());
            named.push(told.unwrap_or_default());
        }
        assert_eq!(named[0], named[1]);
        named.remove(0)
    };
    let is = |told: &str, id: &str| told.contains(&format!("source {id}"));
    let told = named("2023-12-20", "2023-12-21");
    assert!(is(&told, "b"), "{told}");
    let told = named("2023-12-21", "2023-12-20");
    assert!(is(&told, "a"), "{told}");
    let told = named("2023-12-20", "2023-12-20");
    assert!(is(&told, "b"), "{told}");
    assert_eq!(named("2023-12-20", "2023-12-24"), "");
}

#[test]
fn a_part_sets_out_with_its_whole() {
    let events = [
        fix("e1", "departure", "2023-12-20", "MX07089", ""),
        event(
            "e2",
            "split",
            "2023-12-21",
            r#""group": "g", "place": "MX07089", "parts": [{"group": "a"}, {"group": "b"}]"#,
        ),
        event(
            "e3",
            "arrival",
            "2023-12-23",
            r#""group": "a", "place": "MX07040""#,
        ),
        event(
            "e4",
            "departure",
            "2023-12-25",
            r#""group": "a", "place": "MX07032""#,
        ),
    ];
    assert_eq!(told(&events), NOTHING);
}

#[test]
fn a_year_is_not_mistyped_where_the_report_came_before() {
    let sources = |published: &str| {
        [
            r#"{"id": "efe", "name": "EFE", "kind": "agency"}"#.to_owned(),
            format!(
                r#"{{"id": "ap", "name": "AP", "kind": "agency", "published": "{published}"}}"#
            ),
        ]
    };
    let found = |published: &str| {
        let events = [
            fix(
                "e1",
                "departure",
                "2022-12-24",
                "MX07089",
                r#", "sources": ["ap"]"#,
            ),
            fix("e2", "sighting", "2023-12-25", "MX07089", ""),
            fix("e3", "sighting", "2023-12-26", "MX07040", ""),
        ];
        let events: Vec<_> = events.iter().map(String::as_str).collect();
        let sources = sources(published);
        let dossier = dossier(&[
            ("places", PLACES),
            ("sources", &[&sources[0], &sources[1]]),
            ("groups", GROUPS),
            ("events", &events),
        ]);
        dossier.check().count_of(Code::YearMistyped)
    };
    assert_eq!(found("2023-12-25"), 1);
    assert_eq!(found("2023-12-24"), 1);
    assert_eq!(found("2023-01-02"), 0);
}

#[test]
fn days_a_month_apart_are_of_one_journey() {
    let found = |second: &str, third: &str| {
        let report = [
            fix("e1", "departure", "2022-11-30", "MX07089", ""),
            fix("e2", "sighting", second, "MX07089", ""),
            fix("e3", "sighting", third, "MX07040", ""),
        ];
        told(&report)
            .iter()
            .filter(|told| told.starts_with("year-mistyped"))
            .count()
    };
    // 31 days, and 32.
    assert_eq!(found("2023-11-25", "2023-12-26"), 1);
    assert_eq!(found("2023-11-24", "2023-12-26"), 0);
    // Two on one day, and open days, are no journey.
    assert_eq!(found("2023-12-26", "2023-12-26"), 0);
    assert_eq!(found("../2023-11-26", "2023-12-26"), 0);
    assert_eq!(found("2023-12-01", "2023-12-26/.."), 0);
    assert_eq!(found("2023-12-01", "2023-12-26"), 1);
}

fn statistics(common: &str, figures: &[(&str, &str)]) -> Dossier {
    let figure = |(id, rest): &(&str, &str)| {
        let with = |key: &str, default: &str| {
            if rest.contains(&format!("\"{key}\"")) {
                String::new()
            } else {
                format!(", \"{key}\": {default}")
            }
        };
        format!(
            r#"{{"id": "{id}", {common}{}{}{}{}, {rest}}}"#,
            with("status", "\"A\""),
            with("publisher", "\"inm\""),
            with("published", "\"2023-12-20\""),
            with("indicator", "\"arrivals\""),
        )
    };
    let figures: Vec<_> = figures.iter().map(figure).collect();
    let figures: Vec<_> = figures.iter().map(String::as_str).collect();
    dossier(&[
        (
            "parties",
            &[
                r#"{"id": "inm", "name": "INM", "kind": "office", "country": "MX"}"#,
                r#"{"id": "cbp", "name": "CBP", "kind": "office", "country": "MX"}"#,
            ],
        ),
        ("statistics", &figures),
    ])
}

fn details(dossier: &Dossier, code: Code) -> Vec<String> {
    let report = dossier.check();
    let told = report.iter().filter(|finding| finding.code() == code);
    told.map(|finding| format!("{}: {}", finding.subject().id(), finding.details()))
        .collect()
}

const FLOW: &str = r#""unit": "person", "nature": "flow", "area": "MX""#;
const STOCK: &str = r#""unit": "person", "nature": "stock", "area": "MX""#;

#[test]
fn a_revision_is_large_beyond_its_share() {
    let revised = |first: &str, second: &str| {
        statistics(
            FLOW,
            &[
                (
                    "s1",
                    &format!(r#""period": "2023-10", "value": {first}, "published": "2023-11-05""#),
                ),
                (
                    "s2",
                    &format!(
                        r#""period": "2023-10", "value": {second}, "published": "2023-12-05""#
                    ),
                ),
            ],
        )
    };
    let codes = |dossier: Dossier| found(&dossier, &Limits::default());
    assert_eq!(
        codes(revised("1000", "1200")),
        ["provisional-as-final of s1 at status"]
    );
    assert_eq!(
        codes(revised("1000", "1201")),
        ["revision-large of s2 at value"]
    );
    assert_eq!(codes(revised("1000", "1000")), NOTHING);
}

#[test]
fn how_many_figures_were_revised_is_told() {
    let revised = |months: usize| {
        let figure = |month: usize, value: u32, id: &str, day: &str| {
            (
                format!("{id}{month}"),
                format!(
                    r#""period": "2023-{month:02}", "value": {value}, "published": "2023-12-{day}""#
                ),
            )
        };
        let figures: Vec<_> = (1..=months)
            .flat_map(|month| {
                [
                    figure(month, 1000, "a", "05"),
                    figure(month, 1100, "b", "06"),
                ]
            })
            .collect();
        let figures: Vec<_> = figures
            .iter()
            .map(|(id, rest)| (id.as_str(), rest.as_str()))
            .collect();
        details(&statistics(FLOW, &figures), Code::ProvisionalAsFinal)
    };
    let text = |more: &str| {
        [format!(
            "a1: of normal status, and revised later (statistic b1){more}"
        )]
    };
    assert_eq!(revised(1), text(""));
    assert_eq!(revised(2), text(", as was 1 more of the series"));
    assert_eq!(revised(3), text(", as were 2 more of the series"));
}

#[test]
fn two_figures_of_one_day_revise_nothing() {
    let figures = [
        (
            "s1",
            r#""period": "2023-10", "value": 1000, "published": "2023-11-05""#,
        ),
        (
            "s2",
            r#""period": "2023-10", "value": 1100, "published": "2023-11-05""#,
        ),
    ];
    let told = found(&statistics(FLOW, &figures), &Limits::default());
    assert!(
        !told.iter().any(|told| told.starts_with("provisional")),
        "{told:?}"
    );
}

#[test]
fn months_left_out_are_counted() {
    let without = |left_out: &[usize]| {
        let figures: Vec<_> = (1..=11)
            .filter(|month| !left_out.contains(month))
            .map(|month| {
                (
                    format!("s{month:02}"),
                    format!(r#""period": "2023-{month:02}", "value": {}"#, 1000 + month),
                )
            })
            .collect();
        let figures: Vec<_> = figures
            .iter()
            .map(|(id, rest)| (id.as_str(), rest.as_str()))
            .collect();
        details(&statistics(FLOW, &figures), Code::MonthMissing)
    };
    let told = without(&[5]);
    assert!(
        told.len() == 1 && told[0].ends_with("2023-05 is left out"),
        "{told:?}"
    );
    let told = without(&[5, 7, 8]);
    assert!(
        told.len() == 1 && told[0].ends_with("2023-05 is left out, of 3 months in all"),
        "{told:?}"
    );
}

#[test]
fn periods_that_share_a_day_overlap() {
    let overlap = |one: &str, other: &str| {
        let figures = [
            ("s1", format!(r#""period": "{one}", "value": 10"#)),
            ("s2", format!(r#""period": "{other}", "value": 11"#)),
        ];
        let figures: Vec<_> = figures
            .iter()
            .map(|(id, rest)| (*id, rest.as_str()))
            .collect();
        details(&statistics(FLOW, &figures), Code::PeriodsOverlap).len()
    };
    assert_eq!(overlap("2023-10-01/2023-10-10", "2023-10-11/2023-10-20"), 0);
    assert_eq!(overlap("2023-10-01/2023-10-10", "2023-10-10/2023-10-20"), 1);
    // A calendar year and a fiscal year do by right, but not a year and some months.
    assert_eq!(overlap("2022", "2022-10/2023-09"), 0);
    assert_eq!(overlap("2022", "2022-10/2023-08"), 1);
    assert_eq!(overlap("2022-01/2022-11", "2022-10/2023-09"), 1);
}

#[test]
fn a_stock_is_summed_if_it_is_the_sum_of_two_or_more() {
    let summed = |common: &str, whole: u32, parts: &[u32]| {
        let mut figures = vec![(
            "year".to_owned(),
            format!(r#""period": "2023-01/2023-11", "value": {whole}"#),
        )];
        for (at, part) in (1..).zip(parts) {
            figures.push((
                format!("s{at}"),
                format!(r#""period": "2023-{at:02}", "value": {part}"#),
            ));
        }
        let figures: Vec<_> = figures
            .iter()
            .map(|(id, rest)| (id.as_str(), rest.as_str()))
            .collect();
        details(&statistics(common, &figures), Code::StockSummed).len()
    };
    assert_eq!(summed(STOCK, 30, &[10, 20]), 1);
    assert_eq!(summed(STOCK, 60, &[10, 20, 30]), 1);
    assert_eq!(summed(STOCK, 10, &[10]), 0);
    assert_eq!(summed(STOCK, 0, &[0, 0]), 0);
    assert_eq!(summed(STOCK, 31, &[10, 20]), 0);
    assert_eq!(summed(FLOW, 30, &[10, 20]), 0);
}

#[test]
fn a_stock_and_a_flow_are_told_by_their_first_records() {
    let figures = |order: [usize; 4]| {
        let all = [
            ("a", r#""nature": "stock", "period": "2023-09", "value": 1"#),
            ("b", r#""nature": "stock", "period": "2023-10", "value": 2"#),
            ("c", r#""nature": "flow", "period": "2023-09", "value": 3"#),
            ("d", r#""nature": "flow", "period": "2023-10", "value": 4"#),
        ];
        let figures = order.map(|at| all[at]);
        details(
            &statistics(r#""unit": "person", "area": "MX""#, &figures),
            Code::NatureMixed,
        )
    };
    for order in [[0, 1, 2, 3], [1, 0, 3, 2], [3, 2, 1, 0]] {
        assert_eq!(figures(order), ["a: a stock, and a flow by statistic c"]);
    }
}

#[test]
fn who_is_counted_twice_is_a_matter_of_words() {
    let taken = |words: &str| {
        let figure = format!(
            r#""period": "2023-11", "unit": "encounter", "nature": "flow", "area": "MX", "value": {{"low": 5500, "best": 6000, "high": 6500}}, "words": "{words}""#
        );
        let report = statistics(r#""note": "x""#, &[("s", &figure)]).check();
        report.count_of(Code::EncountersCalledPersons)
    };
    assert_eq!(taken("about 6,000 migrants"), 1);
    assert_eq!(taken("about 6,000"), 0);
    assert_eq!(taken("about 6,000 encounters with migrants"), 0);
    assert_eq!(taken("about 6,000 encounters"), 0);
}

#[test]
fn the_first_and_the_last_of_a_part_may_be_of_the_wrong_year() {
    let mistyped = |first: &str, last: &str| {
        let split =
            r#""group": "g", "place": "MX07089", "parts": [{"group": "a"}, {"group": "b"}]"#;
        let events = [
            fix("e1", "departure", "2022-12-20", "MX07089", ""),
            event("e2", "split", "2022-12-21", split),
            event(
                "e3",
                "sighting",
                first,
                r#""group": "a", "place": "MX07040""#,
            ),
            event(
                "e4",
                "sighting",
                "2022-12-23",
                r#""group": "a", "place": "MX07040""#,
            ),
            event(
                "e5",
                "sighting",
                last,
                r#""group": "a", "place": "MX07032""#,
            ),
        ];
        let told = told(&events);
        told.into_iter()
            .filter(|told| told.starts_with("year-mistyped"))
            .collect::<Vec<_>>()
    };
    assert_eq!(mistyped("2022-12-22", "2022-12-24"), NOTHING);
    assert_eq!(
        mistyped("2022-12-22", "2023-12-24"),
        ["year-mistyped of e5 at on"]
    );
    assert_eq!(
        mistyped("2021-12-22", "2022-12-24"),
        ["year-mistyped of e3 at on"]
    );
}

#[test]
fn only_a_flow_of_somebody_is_that_of_a_fiscal_year() {
    let fiscal = |common: &str, value: u32| {
        let year = |id, period| (id, format!(r#""period": "{period}", "value": {value}"#));
        let figures = [year("s1", "2022"), year("s2", "2021-10/2022-09")];
        let figures: Vec<_> = figures
            .iter()
            .map(|(id, rest)| (*id, rest.as_str()))
            .collect();
        details(&statistics(common, &figures), Code::FiscalAsCalendar).len()
    };
    assert_eq!(fiscal(FLOW, 1_000), 1);
    assert_eq!(fiscal(STOCK, 1_000), 0);
    assert_eq!(fiscal(FLOW, 0), 0);
}

#[test]
fn encounters_of_the_same_time_are_told_with_their_days() {
    let told = |first: usize| {
        let months: Vec<_> = (first..=11).map(|month| (format!("m{month:02}"), format!(r#""unit": "encounter", "indicator": "encounters", "period": "2023-{month:02}", "value": 100"#))).collect();
        let mut figures: Vec<_> = months
            .iter()
            .map(|(id, rest)| (id.as_str(), rest.as_str()))
            .collect();
        figures.push((
            "claim",
            r#""unit": "person", "period": "2023-01/2023-11", "value": 1100"#,
        ));
        details(
            &statistics(r#""nature": "flow", "area": "MX""#, &figures),
            Code::EncountersCalledPersons,
        )
        .remove(0)
    };
    let (whole, part) = (told(1), told(2));
    assert!(
        whole.ends_with("counts 1,100 encounters there in that time"),
        "{whole}"
    );
    assert!(
        part.ends_with("counts 1,000 encounters there in 303 of the 334 days"),
        "{part}"
    );
}
