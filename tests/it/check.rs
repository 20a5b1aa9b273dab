//! What the check finds, and how it says so.

mod claimants;
mod measures;
mod meetings;
mod movement;
mod people;
mod place;
mod records;
mod report;
mod roads;
mod slips;
mod statistics;
mod time;

use std::ops::ControlFlow;

use corridor::{Code, Dossier, Finding, Limits, Report, Severity};
use proptest::prelude::*;

/// The places of the coast of Chiapas, with their seats.
const COAST: &str = r#"
    {"code": "MX07089", "name": "Tapachula", "lat": 14.911, "lon": -92.264},
    {"code": "MX07040", "name": "Huixtla", "lat": 15.138, "lon": -92.466},
    {"code": "MX07032", "name": "Escuintla", "lat": 15.3194, "lon": -92.6583},
    {"code": "MX07051", "name": "Mapastepec", "lat": 15.4419, "lon": -92.8911},
    {"code": "MX07069", "name": "Pijijiapan", "lat": 15.6867, "lon": -93.2092},
    {"code": "MX07009", "name": "Arriaga", "lat": 16.2361, "lon": -93.8989}"#;

/// A dossier of 27 December 2023 with the coast, one source, and whatever else is told.
fn dossier(rest: &str) -> Dossier {
    let text = format!(
        r#"{{"format": "corridor/1", "as_of": "2023-12-27", "places": [{COAST}],
            "sources": [{{"id": "efe", "name": "EFE", "kind": "agency"}}], {rest}}}"#
    );
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A group on foot and its fixes: id, type, day, place.
fn walked(fixes: &[(&str, &str, &str, &str)]) -> Dossier {
    let events: Vec<_> = fixes
        .iter()
        .map(|(id, kind, on, place)| {
            format!(
                r#"{{"id": "{id}", "type": "{kind}", "on": "{on}", "status": "occurred",
                     "group": "exodus", "place": "{place}", "sources": ["efe"]}}"#
            )
        })
        .collect();
    dossier(&format!(
        r#""groups": [{{"id": "exodus", "name": "Exodus from Poverty", "mode": "foot"}}],
           "events": [{}]"#,
        events.join(",")
    ))
}

fn lines(report: &Report) -> Vec<String> {
    report.iter().map(ToString::to_string).collect()
}

/// The id of the record that a finding is about.
fn id_of(finding: &Finding) -> &str {
    finding.record().map_or("", |(_, id)| id)
}

/// The code and the record of each finding.
fn told(report: &Report) -> Vec<String> {
    let told = |finding: &Finding| format!("{} {}", finding.code(), id_of(finding));
    report.iter().map(told).collect()
}

/// An event that has occurred and that EFE reports.
fn event(id: &str, kind: &str, on: &str, rest: &str) -> String {
    format!(
        r#"{{"id": "{id}", "type": "{kind}", "on": "{on}", "status": "occurred", {rest},
             "sources": ["efe"]}}"#
    )
}

#[test]
fn a_speed_is_told_with_its_days_and_its_limit() {
    let dossier = walked(&[
        ("e1", "departure", "2023-12-24", "MX07089"),
        ("e8", "sighting", "2023-12-27", "MX07009"),
    ]);
    assert_eq!(
        lines(&dossier.check()),
        [
            "warning[implausible-speed] event e8 (sighting at Arriaga): \
          229 km in 2–4 days is 57–114 km a day; on foot at most 35"
        ]
    );
}

#[test]
fn a_speed_just_above_its_limit_is_told_to_the_decimal() {
    let dossier = walked(&[
        ("e1", "departure", "2023-12-24", "MX07089"),
        ("e8", "sighting", "2023-12-27", "MX07009"),
    ]);
    let limits = Limits::default().with_walking_km_per_day(57.0);
    assert_eq!(
        lines(&dossier.check_with(&limits)),
        [
            "warning[implausible-speed] event e8 (sighting at Arriaga): \
          229 km in 2–4 days is 57.1–114.3 km a day; on foot at most 57"
        ]
    );
    assert!(
        dossier
            .check_with(&Limits::default().with_walking_km_per_day(57.2))
            .is_clean()
    );
}

#[test]
fn a_finding_on_a_doubtful_date_is_a_notice() {
    for on in ["2023-12-27~", "2023-12-27?", "2023-12-27%"] {
        let dossier = walked(&[
            ("e1", "departure", "2023-12-24", "MX07089"),
            ("e8", "sighting", on, "MX07009"),
        ]);
        let report = dossier.check();
        assert_eq!(report.worst(), Some(Severity::Notice), "{on}");
        let finding = report.iter().next().expect("the same finding");
        assert_eq!(finding.code(), Code::ImplausibleSpeed);
        let raised = report.with_severities([(Code::ImplausibleSpeed, Some(Severity::Error))]);
        assert_eq!(raised.worst(), Some(Severity::Notice), "{on}");
    }
}

#[test]
fn the_one_fix_that_fits_neither_neighbour_is_found_once() {
    let wrong_between = walked(&[
        ("e1", "departure", "2023-12-24", "MX07089"),
        ("e2", "sighting", "2023-12-25", "MX07009"),
        ("e3", "sighting", "2023-12-26", "MX07040"),
        ("e4", "sighting", "2023-12-27", "MX07032"),
    ]);
    let subjects = |dossier: &Dossier| -> Vec<_> {
        dossier
            .check()
            .iter()
            .map(|finding| id_of(finding).to_owned())
            .collect()
    };
    assert_eq!(subjects(&wrong_between), ["e2"]);
    // Of two, nobody can tell which: the later one is named, and what follows it is not.
    let wrong_first = walked(&[
        ("e1", "departure", "2023-12-24", "MX07009"),
        ("e2", "sighting", "2023-12-25", "MX07089"),
        ("e3", "sighting", "2023-12-26", "MX07040"),
        ("e4", "sighting", "2023-12-27", "MX07032"),
    ]);
    assert_eq!(subjects(&wrong_first), ["e2"]);
}

/// Whether one day among others is taken for one of the wrong year.
#[test]
fn a_year_is_mistyped_only_where_another_fits() {
    let found = |days: &[&str]| {
        let places = ["MX07089", "MX07040", "MX07032", "MX07051"];
        let ids = ["e1", "e2", "e3", "e4"];
        let fixes = ids.iter().zip(days).zip(places);
        let fixes: Vec<_> = fixes
            .map(|((id, on), place)| (*id, "sighting", *on, place))
            .collect();
        let report = walked(&fixes).check();
        let found = report
            .iter()
            .filter(|finding| finding.code() == Code::YearMistyped);
        found.map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        found(&["2023-12-20", "2022-12-21", "2023-12-23", "2023-12-25"]),
        [
            "notice[year-mistyped] event e2 (sighting at Huixtla): 2022-12-21 is 364 days from the \
             group's nearest other report (event e1); 2023-12-21 would fit"
        ]
    );
    // The last year of a journey that ends with it.
    assert_eq!(
        found(&["2021-12-28", "2021-12-30", "2022-12-31", "2022-01-02"]),
        [
            "notice[year-mistyped] event e3 (sighting at Escuintla): 2022-12-31 is 363 days from the \
             group's nearest other report (event e4); 2021-12-31 would fit"
        ]
    );
    let right: [&[&str]; 5] = [
        &["2023-12-20", "2023-12-21", "2023-12-23", "2023-12-25"],
        // Whoever rests for months is at another time of the year.
        &["2023-02-20", "2023-12-21", "2023-12-23", "2023-12-25"],
        // In its own year as well as in the other: a group of every year.
        &["2021-12-20", "2022-12-21", "2023-12-23", "2023-12-25"],
        // Two are no journey.
        &["2022-12-20", "2023-12-21"],
        // Too fast from there to Huixtla and Escuintla.
        &["2023-12-20", "2023-12-21", "2023-12-22", "2022-12-20"],
    ];
    for days in right {
        assert_eq!(found(days), [""; 0], "{days:?}");
    }
}

#[test]
fn a_part_inherits_where_the_whole_was_before_it_split() {
    let dossier = dossier(
        r#""groups": [{"id": "caravan", "name": "the caravan", "mode": "foot"},
                      {"id": "ahead", "name": "the group ahead", "mode": "foot", "split_from": "caravan"}],
           "events": [
            {"id": "e1", "type": "departure", "on": "2023-12-24", "status": "occurred", "group": "caravan", "place": "MX07089", "sources": ["efe"]},
            {"id": "e2", "type": "sighting", "on": "2023-12-27", "status": "occurred", "group": "caravan", "place": "MX07032", "sources": ["efe"]},
            {"id": "e3", "type": "split", "on": "2023-12-27", "status": "occurred", "group": "caravan", "parts": [{"group": "ahead", "place": "MX07009"}], "sources": ["efe"]}]"#,
    );
    let report = dossier.check();
    let finding = report.iter().next().expect("Arriaga is too far");
    assert_eq!(report.total(), 1, "{report}");
    assert_eq!(finding.code(), Code::ImplausibleSpeed);
    assert_eq!(finding.field(), Some("parts[0].place"));
}

#[test]
fn a_finding_is_an_object_on_the_wire() {
    let dossier = walked(&[
        ("e1", "departure", "2023-12-24", "MX07089"),
        ("e8", "sighting", "2023-12-26", "MX07089"),
        ("e9", "arrival", "2023-12-23", "MX07040"),
    ]);
    let report = dossier.check();
    assert_eq!(
        serde_json::to_value(&report).expect("a value"),
        serde_json::json!({
            "total": 1, "silenced": 0,
            "severities": {"error": 1, "warning": 0, "notice": 0},
            "codes": {"arrival-before-departure": 1},
            "findings": [{
                "code": "arrival-before-departure", "severity": "error",
                "record": {"kind": "event", "id": "e9"}, "field": "on",
                "message": "arrives on 2023-12-23, but departs on 2023-12-24 (event e1)",
                "related": [{"kind": "event", "id": "e1"}],
                "details": {"arrival": "2023-12-23", "departure": "2023-12-24", "departs": "e1"},
            }],
        })
    );
}

#[test]
fn a_caller_may_raise_lower_and_silence() {
    let dossier = walked(&[
        ("e1", "departure", "2023-12-24", "MX07089"),
        ("e8", "sighting", "2023-12-27", "MX07009"),
    ]);
    let report = dossier.check();
    let raised = report
        .clone()
        .with_severities([(Code::ImplausibleSpeed, Some(Severity::Error))]);
    assert_eq!(raised.count(Severity::Error), 1);
    assert_eq!(
        raised.to_string(),
        "error[implausible-speed] event e8 (sighting at Arriaga): 229 km in 2–4 days is 57–114 km a day; \
         on foot at most 35 (by default: warning)\n1 finding: 1 error"
    );
    let silenced = report.with_severities([(Code::ImplausibleSpeed, None)]);
    assert!(silenced.is_clean());
    assert_eq!(silenced.to_string(), "no findings; 1 silenced");
}

#[test]
fn one_visitor_gives_all_three_answers() {
    let dossier = walked(&[
        ("e1", "departure", "2023-12-24", "MX07089"),
        ("e8", "sighting", "2023-12-27", "MX07009"),
        ("e9", "arrival", "2023-12-23", "MX07040"),
    ]);
    let mut seen = 0;
    let flow = dossier.visit_findings(&Limits::default(), &mut |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    assert_eq!((flow, seen), (ControlFlow::Break(()), 1));
    assert!(!dossier.is_clean());
    assert_eq!(
        dossier.first_finding().as_ref(),
        dossier.check().iter().next()
    );
}

/// One dossier, broken in as many ways as there are codes of findings, and its mended twin: the
/// examples of all pages laid side by side. Whoever changes a text or a rule sees it here.
const BROKEN: &str = include_str!("../fixtures/check/broken.json");
const MENDED: &str = include_str!("../fixtures/check/mended.json");

#[test]
fn a_dossier_broken_in_every_way_has_each_finding_once() {
    let report = read(BROKEN).check();
    assert_eq!(
        format!("{report}\n"),
        include_str!("../fixtures/check/broken.txt")
    );
    assert!(report.codes().all(|(_, count)| count == 1));
    assert!(report.total() >= 60, "{}", report.total());
}

#[test]
fn its_mended_twin_is_clean() {
    assert_eq!(read(MENDED).check().to_string(), "no findings");
    assert!(read(MENDED).is_clean());
}

fn read(text: &str) -> Dossier {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The same dossier with the records of each list in another order.
fn shuffled(text: &str, mut next: impl FnMut(usize) -> usize) -> Dossier {
    let mut dossier: serde_json::Value = serde_json::from_str(text).expect("JSON");
    for list in dossier.as_object_mut().expect("an object").values_mut() {
        let Some(records) = list.as_array_mut() else {
            continue;
        };
        for end in (1..records.len()).rev() {
            records.swap(end, next(end + 1));
        }
    }
    serde_json::from_value(dossier).expect("a dossier")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_records_changes_nothing(seed: u64) {
        let mut state = seed | 1;
        let next = |below: usize| {
            // Knuth's linear congruential generator: any order will do.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let dossier = shuffled(BROKEN, next);
        let report = dossier.check();
        prop_assert_eq!(format!("{report}\n"), include_str!("../fixtures/check/broken.txt"));
        let first = dossier.first_finding();
        prop_assert_eq!(first.as_ref(), report.iter().next());
    }
}

#[test]
fn a_report_reads_the_same_on_the_wire() {
    let report = read(BROKEN).check();
    let wire = serde_json::to_value(&report).expect("a value");
    assert_eq!(
        wire["findings"].as_array().map(Vec::len),
        Some(report.total())
    );
    for (finding, wire) in report
        .iter()
        .zip(wire["findings"].as_array().expect("a list"))
    {
        assert_eq!(wire["code"], finding.code().as_str());
        assert_eq!(wire["severity"], finding.severity().as_str());
        assert_eq!(wire["record"]["id"], id_of(finding));
        assert_eq!(wire["message"], finding.message());
        assert!(wire["details"].is_object(), "{wire}");
    }
}

#[test]
fn limits_have_their_defaults_and_are_an_object_on_the_wire() {
    let limits = Limits::default();
    let wire = serde_json::to_value(&limits).expect("a value");
    assert_eq!(
        wire,
        serde_json::json!({
            "walking_km_per_day": 35.0, "vehicle_km_per_day": 360.0, "train_km_per_day": 2400.0,
            "boat_km_per_day": 1000.0, "air_km_per_day": 16000.0, "seat_tolerance_km": 2.0,
            "detour": 3.0, "mile_tolerance": 0.02, "road_disagreement": 0.25, "same_place_km": 0.2,
            "movement_span_days": 31, "claim_tolerance": 0.05, "official_km_per_day": 5000.0, "revision_share": 0.2,
            "persons_per_encounter": 0.9, "findings_per_code": 1000,
        })
    );
    let read: Limits = serde_json::from_str(r#"{"detour": 4.0}"#).expect("limits");
    assert_eq!(read, limits.with_detour(4.0));
}

/// A group on foot, or by whatever mode, from Tapachula on the 24th to a place on a day.
fn from_tapachula(mode: &str, on: &str, place: &str) -> Dossier {
    dossier(&format!(
        r#""groups": [{{"id": "g", "name": "a group", "mode": "{mode}"}}],
           "events": [
            {{"id": "e1", "type": "departure", "on": "2023-12-24", "status": "occurred", "group": "g", "place": "MX07089", "sources": ["efe"]}},
            {{"id": "e2", "type": "sighting", "on": "{on}", "status": "occurred", "group": "g", "place": "{place}", "sources": ["efe"]}}]"#
    ))
}

#[test]
fn only_the_slowest_reading_counts_against_a_group() {
    // Arriaga is 229 km off: seven days of 35 km.
    for (mode, on, is_clean) in [
        ("foot", "2023-12-27", false),
        ("foot", "2023-12-24/2023-12-27", false),
        ("foot", "2023-12", true),
        ("foot", "2023-12-24/..", true),
        ("vehicle", "2023-12-24", true),
        ("mixed", "2023-12-24", true),
        ("unknown", "2023-12-24", true),
    ] {
        let dossier = from_tapachula(mode, on, "MX07009");
        let report = dossier.check();
        let is_fast = report.count_of(Code::ImplausibleSpeed) > 0;
        assert_eq!(!is_fast, is_clean, "{mode} {on}: {report}");
    }
}

#[test]
fn a_road_may_be_as_short_as_its_towns_are_wide() {
    let link = |km: f64| {
        dossier(&format!(
            r#""links": [{{"id": "l1", "from": "MX07032", "to": "MX07051", "road_km": {km}, "sources": ["efe"]}}]"#
        ))
    };
    // The seats are 28.4 km apart.
    assert!(link(26.5).is_clean());
    assert_eq!(
        lines(&link(26.3).check()),
        [
            "warning[road-below-geodesic] link l1 (Escuintla–Mapastepec): \
          26.3 km by road, but 28.4 km in a straight line"
        ]
    );
}

#[test]
fn a_figure_is_held_to_its_words() {
    for (figure, words, is_borne_out) in [
        ("6000", "6,000", true),
        ("6000", "more than 6,000", false),
        (
            r#"{"low": 6000, "best": 6000, "high": 6000}"#,
            "more than 6,000",
            false,
        ),
        (
            r#"{"low": 6000, "best": 7000, "high": 8000}"#,
            "more than 6,000",
            true,
        ),
        (
            r#"{"low": 5000, "best": 6000, "high": 6000}"#,
            "more than 6,000",
            false,
        ),
        (
            r#"{"low": 6000, "best": 6000, "high": 9000}"#,
            "more than 6,000",
            true,
        ),
        (
            r#"{"low": 15000, "best": 15000, "high": 16000}"#,
            "up to 15,000",
            false,
        ),
        (
            r#"{"low": 14000, "best": 15000, "high": 15000}"#,
            "up to 15,000",
            true,
        ),
        ("6000", "about 6,000", false),
        (
            r#"{"low": 5900, "best": 6000, "high": 6100}"#,
            "about 6,000",
            true,
        ),
        (
            r#"{"low": 50000, "best": 60000, "high": 70000}"#,
            "about 6,000",
            false,
        ),
        ("6000", "a multitude", true),
    ] {
        let dossier = dossier(&format!(
            r#""groups": [{{"id": "g", "name": "a group", "mode": "foot"}}],
               "events": [{{"id": "e1", "type": "statement", "on": "2023-12-27", "status": "occurred", "group": "g",
                            "headcount": {figure}, "words": "{words}", "sources": ["efe"]}}]"#
        ));
        let report = dossier.check();
        assert_eq!(
            report.is_clean(),
            is_borne_out,
            "{figure} {words}: {report}"
        );
    }
}
