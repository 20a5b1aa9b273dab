//! Where a seat can be, and which places are one.

use corridor::{Code, Limits, Position};
use proptest::prelude::*;

use super::{id_of, read, told};

/// A dossier of places: code, name, further keys.
fn places(places: &[(&str, &str, &str)]) -> corridor::Dossier {
    let place = |(code, name, rest): &(&str, &str, &str)| {
        format!(r#"{{"code": "{code}", "name": "{name}"{rest}}}"#)
    };
    let places: Vec<_> = places.iter().map(place).collect();
    read(&format!(
        r#"{{"format": "corridor/1", "as_of": "2023-12-27", "places": [{}]}}"#,
        places.join(",")
    ))
}

fn seat(lat: f64, lon: f64) -> String {
    format!(r#", "lat": {lat}, "lon": {lon}"#)
}

/// Within a hundredth of a degree of 0, 0, by both: the equator and the prime meridian are inhabited.
#[test]
fn a_seat_at_zero_is_within_a_hundredth_of_a_degree() {
    let at_zero = ["seat-at-zero"];
    let outside = ["seat-outside-country"];
    for (code, lat, lon, expected) in [
        ("MX-L1", 0.0, 0.0, &at_zero[..]),
        ("MX-L1", 0.0099, -0.0099, &at_zero),
        ("MX-L1", 0.01, 0.0, &outside),
        ("MX-L1", 0.0, -0.01, &outside),
        ("MX-L1", -0.01, 0.01, &outside),
        ("UG-L1", 0.005, 32.0, &[]),
        ("GB-L1", 51.48, 0.005, &[]),
    ] {
        let report = places(&[(code, "Uno", &seat(lat, lon))]).check();
        let codes: Vec<_> = report.codes().map(|(code, _)| code.as_str()).collect();
        assert_eq!(codes, expected, "{lat}, {lon}");
    }
}

/// A place whose code and country differ may be in either: that they differ is told, once.
#[test]
fn a_seat_is_in_the_country_or_in_that_of_the_code() {
    let (mexico_city, london) = (seat(19.4, -99.1), seat(51.5, -0.1));
    let of = |seat: &str| {
        let country = format!(r#", "country": "MX"{seat}"#);
        told(&places(&[("GB-L1", "Uno", &country)]).check())
    };
    let differ = "country-contradicts-code GB-L1";
    assert_eq!(of(&mexico_city), [differ]);
    assert_eq!(of(&london), [differ]);
    assert_eq!(
        of(&seat(50.0, 14.4)),
        [differ, "seat-outside-country GB-L1"]
    );
}

/// Whether two places of one name are told as one by that limit; of a country without a box.
fn coincide(one: Position, other: Position, limit: f64) -> bool {
    let seat = |at: Position| seat(at.lat(), at.lon());
    let report = places(&[("ZZ-L1", "Uno", &seat(one)), ("ZZ-L2", "Uno", &seat(other))])
        .check_with(&Limits::default().with_same_place_km(limit));
    report.count_of(Code::PlacesCoincide) == 1
}

fn at(lat: f64, lon: f64) -> Position {
    Position::try_new(lat, lon).expect("a position")
}

/// In every direction and at every latitude, across the 180th meridian and around the poles.
#[test]
fn places_coincide_at_their_limit_and_not_beyond() {
    for (one, other) in [
        // Eastwards at the equator, in Mexico and in Lapland; northwards.
        (at(0.0, 10.0), at(0.0, 10.0014)),
        (at(16.0, -93.0), at(16.0, -92.9985)),
        (at(70.0, 25.0), at(70.0, 25.005)),
        (at(16.0, -93.0), at(16.001, -93.0)),
        (at(-16.0, -93.0), at(-16.001, -93.001)),
        // Taveuni lies on the 180th meridian.
        (at(-16.8, 179.9995), at(-16.8, -179.9995)),
        // Around the poles every longitude is near every other.
        (at(89.999, 0.0), at(89.999, 100.0)),
        (at(89.999, 0.0), at(89.9995, 180.0)),
        (at(-89.999, 0.0), at(-89.9995, -170.0)),
    ] {
        let apart = one.distance_to(other).km();
        assert!(coincide(one, other, apart), "{one} {other}");
        assert!(!coincide(one, other, apart.next_down()), "{one} {other}");
        let by_default = apart <= Limits::default().same_place_km();
        assert!(by_default, "{one} {other}: {apart}");
        assert!(coincide(one, other, 0.2), "{one} {other}");
    }
    assert!(!coincide(at(16.0, -93.0), at(16.0, -92.9975), 0.2));
    // A caller's limit may be wide: across the pole, 102 km.
    let degree = 110.574;
    assert!(coincide(at(89.16667, 0.0), at(89.91667, 180.0), degree));
}

proptest! {
    /// What is looked at first, latitudes and longitudes, hides nothing.
    #[test]
    fn places_coincide_where_their_distance_says_so(
        lat in prop_oneof![-90.0_f64..=90.0, 89.9..=90.0, -90.0..=-89.9],
        lon in prop_oneof![-180.0_f64..=180.0, 179.99..=180.0],
        north in -0.004_f64..0.004,
        east in prop_oneof![-0.01_f64..0.01, -180.0..180.0],
        limit in prop_oneof![Just(0.2), 0.01..0.5, Just(110.574), 1.0..300.0],
    ) {
        let degrees = limit / 0.2;
        let there = (lat + north * degrees).clamp(-90.0, 90.0);
        let across = lon + east * degrees.min(18.0);
        let across = (across + 540.0).rem_euclid(360.0) - 180.0;
        let (one, other) = (at(lat, lon), at(there, across));
        let apart = one.distance_to(other).km();
        prop_assert_eq!(coincide(one, other, limit), apart <= limit, "{} {}", one, other);
    }
}

/// The first code of a neighbourhood is the one that the others are beside, wherever it stands.
#[test]
fn a_place_is_told_beside_the_first_code_that_is_as_near() {
    let tuxtla = |code, lat| (code, "Tuxtla", seat(lat, -93.1));
    let three = [
        tuxtla("MX-L2", 16.7500),
        tuxtla("MX-L1", 16.7505),
        tuxtla("MX-L3", 16.7510),
    ];
    let three = three
        .each_ref()
        .map(|(code, name, rest)| (*code, *name, rest.as_str()));
    let report = places(&three).check();
    let texts: Vec<_> = report
        .iter()
        .map(|f| format!("{} {}", id_of(f), f.message()))
        .collect();
    assert_eq!(
        texts,
        [
            "MX-L2 has the same name as MX-L1, 55 m away",
            "MX-L3 has the same name as MX-L1, 55 m away",
        ]
    );
}

/// Only a way needs a seat: not a talk, and not what has been called off.
#[test]
fn a_seat_is_missing_where_a_group_moves() {
    let missing = |kind: &str, status: &str, rest: &str| {
        let report = read(&format!(
            r#"{{"format": "corridor/1", "as_of": "2023-12-27",
                "places": [{{"code": "MX-L1", "name": "Uno"}}],
                "sources": [{{"id": "efe", "name": "EFE", "kind": "agency"}}],
                "groups": [{{"id": "g", "name": "a group", "mode": "foot"}}],
                "events": [{{"id": "e", "type": "{kind}", "on": "2023-12-27", "status": "{status}",
                             "place": "MX-L1", {rest}, "sources": ["efe"]}}]}}"#
        ))
        .check();
        report.count_of(Code::SeatMissing) == 1
    };
    let group = r#""group": "g""#;
    for kind in ["departure", "arrival", "sighting", "halt"] {
        assert!(missing(kind, "occurred", group), "{kind}");
        assert!(missing(kind, "planned", group), "{kind}");
        assert!(!missing(kind, "cancelled", group), "{kind}");
    }
    let meeting = r#""host": "MX", "delegations": [{"country": "MX"}, {"country": "US"}]"#;
    assert!(!missing("meeting", "occurred", meeting));
    assert!(!missing("joining", "occurred", group));
}

/// Whoever stands between two of a place, by latitude, does not hide that they are one.
#[test]
fn every_place_of_a_neighbourhood_is_told_once() {
    let told = |seats: &[(&str, f64, f64)]| {
        let places: Vec<_> = seats
            .iter()
            .map(|(code, lat, lon)| {
                format!(r#"{{"code": "{code}", "name": "Tuxtla", "lat": {lat}, "lon": {lon}}}"#)
            })
            .collect();
        let report = read(&format!(
            r#"{{"format": "corridor/1", "as_of": "2023-12-27", "places": [{}]}}"#,
            places.join(",")
        ))
        .check();
        let texts = report
            .iter()
            .map(|f| format!("{} {}", id_of(f), f.message()));
        texts.collect::<Vec<_>>()
    };
    let beside = |code: &str, other: &str, metres: u32| {
        format!("{code} has the same name as {other}, {metres} m away")
    };
    // By latitude the far one stands between the two.
    let (a, far, b) = (
        ("MX-L1", 16.7500, -93.1),
        ("MX-L2", 16.7505, -93.2),
        ("MX-L3", 16.7510, -93.1),
    );
    assert_eq!(told(&[a, far, b]), [beside("MX-L3", "MX-L1", 111)]);
    assert_eq!(told(&[a, far]), Vec::<String>::new());
    // Three of one neighbourhood are two too many, whichever way they stand.
    let c = ("MX-L4", 16.7505, -93.1);
    for three in [[a, b, c], [c, b, a]] {
        let expected = [beside("MX-L3", "MX-L1", 111), beside("MX-L4", "MX-L1", 55)];
        assert_eq!(told(&three), expected);
    }
    // On one seat, and a chain of neighbours whose ends are 222 m apart.
    let (same, next) = (("MX-L5", a.1, a.2), ("MX-L6", 16.7520, -93.1));
    assert_eq!(
        told(&[same, a, b, next]),
        [
            beside("MX-L3", "MX-L1", 111),
            beside("MX-L5", "MX-L1", 0),
            beside("MX-L6", "MX-L3", 111),
        ]
    );
}

/// ISO 3166-2 codes some of what ISO 3166-1 lists as countries.
#[test]
fn a_territory_is_in_its_country() {
    let codes = |code: &str, rest: &str| {
        let report = places(&[(code, "Uno", rest)]).check();
        let codes: Vec<_> = report
            .codes()
            .map(|(code, _)| code.as_str().to_owned())
            .collect();
        codes
    };
    let none: [&str; 0] = [];
    let elsewhere = ["subdivision-elsewhere"];
    for (country, subdivision, expected) in [
        ("GF", "FR-973", &none[..]),
        ("GF", "FR-GF", &none),
        ("PR", "US-PR", &none),
        ("HK", "CN-HK", &none),
        ("TW", "CN-TW", &none),
        ("BQ", "NL-BQ1", &none),
        ("SJ", "NO-21", &none),
        ("AX", "FI-01", &none),
        ("XK", "RS-KM", &none),
        ("GF", "FR-974", &elsewhere),
        ("GF", "FR-75C", &elsewhere),
        ("PR", "US-TX", &elsewhere),
        ("US", "FR-973", &elsewhere),
        ("MX", "GT-05", &elsewhere),
    ] {
        let rest = format!(r#", "subdivision": "{subdivision}""#);
        assert_eq!(
            codes(&format!("{country}-L1"), &rest),
            expected,
            "{country} {subdivision}"
        );
    }
    for (code, country, seat, expected) in [
        ("PR-L1", "US", seat(18.466, -66.106), &none[..]),
        ("US-L1", "US", seat(18.466, -66.106), &none),
        ("US-L1", "PR", seat(18.466, -66.106), &none),
        ("FR-L1", "FR", seat(-17.533, -149.567), &none),
        ("DK-L1", "DK", seat(62.01, -6.77), &none),
        ("GR-L1", "GR", seat(36.149, 29.594), &none),
        ("UA-L1", "UA", seat(44.502, 34.166), &none),
        ("UA-L1", "UA", seat(43.5, 34.166), &["seat-outside-country"]),
        ("PR-L1", "US", seat(14.9, -92.3), &["seat-outside-country"]),
        (
            "PR-L1",
            "MX",
            seat(18.466, -66.106),
            &["country-contradicts-code"],
        ),
    ] {
        let rest = format!(r#", "country": "{country}"{seat}"#);
        assert_eq!(codes(code, &rest), expected, "{code} {country}");
    }
}
