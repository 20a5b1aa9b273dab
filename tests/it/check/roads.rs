//! Roads against the map and against each other, at their limits.

use corridor::{Code, Distance, Limits, Link, Network, Place, Report};

use super::{dossier, event, id_of, told};

fn place(code: &str, lat: f64, lon: f64) -> Place {
    let place = Place::draft(code, "a place").seat((lat, lon));
    place.build().unwrap()
}

fn ends() -> [Place; 2] {
    [
        place("MX-L1", 15.3194, -92.6583),
        place("MX-L2", 15.4419, -92.8911),
    ]
}

/// Links of that length, l0 and so on, between two places of the coast, 28.4 km apart.
fn links(limits: &Limits, km: &[f64]) -> Report {
    let [one, other] = ends();
    let (from, to) = (one.code(), other.code());
    let links = km.iter().enumerate().map(|(at, km)| {
        let road = Distance::from_km(*km).unwrap();
        let link = Link::draft(format!("l{at}"), from, to).road(road);
        link.build().unwrap()
    });
    let network = Network::try_new([one, other], links).unwrap();
    network.check_with(limits)
}

#[test]
fn a_road_is_held_to_the_straight_line_with_its_tolerance() {
    let [one, other] = ends();
    let geodesic = one.distance_to(&other).unwrap().km();
    let limits = Limits::default();
    // As short as the line less the tolerance.
    let short = 27.0;
    let exactly = limits.clone().with_seat_tolerance_km(geodesic - short);
    assert!(links(&exactly, &[short]).is_clean());
    let below = limits
        .clone()
        .with_seat_tolerance_km((geodesic - short).next_down());
    assert_eq!(told(&links(&below, &[short])), ["road-below-geodesic l0"]);
    // As long as three times the line with the tolerance.
    let longest = limits.detour() * (geodesic + limits.seat_tolerance_km());
    assert!(links(&limits, &[longest]).is_clean());
    assert_eq!(
        told(&links(&limits, &[longest.next_up()])),
        ["detour-too-long l0"]
    );
    assert_eq!(told(&links(&limits, &[95.0])), ["detour-too-long l0"]);
}

/// 1.609 times, and 2 % to either side; of which the ends belong to it.
#[test]
fn miles_are_told_from_kilometres_by_their_ratio() {
    let miles = Distance::from_miles(40.0).unwrap().km();
    for (tolerance, other, in_miles) in [
        (0.02, miles, true),
        (0.02, miles * 1.019, true),
        (0.02, miles * 0.981, true),
        (0.02, miles * 1.021, false),
        (0.02, miles * 0.979, false),
        (0.25, miles * 1.25, true),
        (0.25, (miles * 1.25).next_up(), false),
        (0.25, miles * 0.75, true),
        (0.25, (miles * 0.75).next_down(), false),
        // Much longer is something else.
        (0.02, 88.0, false),
    ] {
        let limits = Limits::default().with_mile_tolerance(tolerance);
        let report = links(&limits, &[40.0, other]);
        let count = report.count_of(Code::MilesAsKilometres);
        assert_eq!(count == 1, in_miles, "{other} {tolerance}: {report}");
    }
    // Of two places within the tolerance of their seats, the ratio of two roads says nothing.
    let miles_within = |tolerance_km: f64| {
        let limits = Limits::default().with_seat_tolerance_km(tolerance_km);
        links(&limits, &[40.0, miles]).count_of(Code::MilesAsKilometres)
    };
    assert_eq!([28.0, 29.0].map(miles_within), [1, 0]);
    // However wide the tolerance, a report is in miles by a longer one only.
    let wide = Limits::default().with_mile_tolerance(0.9);
    for alike in [&[40.0][..], &[40.0, 40.0]] {
        assert!(links(&wide, alike).is_clean());
    }
    assert_eq!(
        told(&links(&wide, &[40.0, 40.0, 41.0])),
        ["miles-as-kilometres l0", "miles-as-kilometres l1"]
    );
}

/// A group that left Escuintla on the 1st and has come so far at Mapastepec, by a road of 43 km.
fn travelled(km: f64, place: &str) -> Report {
    let events = [
        event(
            "e1",
            "departure",
            "2023-12-01",
            r#""group": "g", "place": "MX07032""#,
        ),
        event(
            "e2",
            "sighting",
            "2023-12-20",
            &format!(r#""group": "g", "place": "{place}", "travelled_km": {km}"#),
        ),
    ];
    let text = format!(
        r#""groups": [{{"id": "g", "name": "a group", "mode": "foot"}}],
           "links": [{{"id": "l", "from": "MX07032", "to": "MX07051", "road_km": 43, "sources": ["efe"]}}],
           "events": [{}]"#,
        events.join(",")
    );
    dossier(&text).check()
}

/// What a group has travelled is told under its own key, and may be any detour.
#[test]
fn what_a_group_has_travelled_is_a_report_of_the_road() {
    let found = |report: &Report| -> Vec<_> {
        let found = report.iter();
        found
            .map(|f| format!("{} {} {}", f.code(), id_of(f), f.field().unwrap_or("")))
            .collect()
    };
    assert_eq!(found(&travelled(43.0, "MX07051")), [""; 0]);
    assert_eq!(
        found(&travelled(20.0, "MX07051")),
        ["road-below-geodesic e2 travelled_km"]
    );
    assert_eq!(
        found(&travelled(69.2, "MX07051")),
        ["miles-as-kilometres l road_km"]
    );
    // Who wanders is neither on a long road nor at odds with a link.
    assert_eq!(found(&travelled(300.0, "MX07051")), [""; 0]);
    // Back where it set out from, a group has been on the way nonetheless.
    assert_eq!(found(&travelled(20.0, "MX07032")), [""; 0]);
    assert_eq!(
        found(&links(&Limits::default(), &[20.0])),
        ["road-below-geodesic l0 road_km"]
    );
}
