//! What the check finds, and how it says so.

mod meetings;
mod movement;
mod people;
mod place;
mod records;
mod report;
mod roads;
mod statistics;
mod time;

use std::ops::ControlFlow;

use corridor::{Code, Dossier, Limits, Report, Severity};
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

/// The code and the record of each finding.
fn told(report: &Report) -> Vec<String> {
    let told = |finding: &corridor::check::Finding| {
        format!("{} {}", finding.code(), finding.subject().id())
    };
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
        assert!(finding.is_qualified());
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
            .map(|finding| finding.subject().id().to_owned())
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
             group's nearest other day (event e1), and 2023-12-21 is among them"
        ]
    );
    // The last year of a journey that ends with it.
    assert_eq!(
        found(&["2021-12-28", "2021-12-30", "2022-12-31", "2022-01-02"]),
        [
            "notice[year-mistyped] event e3 (sighting at Escuintla): 2022-12-31 is 363 days from the \
             group's nearest other day (event e4), and 2021-12-31 is among them"
        ]
    );
    let right: [&[&str]; 6] = [
        &["2023-12-20", "2023-12-21", "2023-12-23", "2023-12-25"],
        // Whoever rests for months is at another time of the year.
        &["2023-02-20", "2023-12-21", "2023-12-23", "2023-12-25"],
        // In its own year as well as in the other: a group of every year.
        &["2021-12-20", "2022-12-21", "2023-12-23", "2023-12-25"],
        // Two are no journey.
        &["2022-12-20", "2023-12-21"],
        // Too fast from there to Huixtla and Escuintla.
        &["2023-12-20", "2023-12-21", "2023-12-22", "2022-12-20"],
        // Two years off: nobody mistypes that.
        &["2023-12-20", "2021-12-21", "2023-12-23", "2023-12-25"],
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
                "subject": {"kind": "event", "id": "e9"}, "field": "on",
                "message": "arrives on 2023-12-23 and departs on 2023-12-24 (event e1)",
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
fn a_list_is_capped_and_its_total_is_not() {
    // Backwards: the list is the head of the report, not of the records.
    let events: Vec<_> = (0..10)
        .rev()
        .map(|n| (format!("e{n}"), "meeting"))
        .map(|(id, kind)| {
            format!(
                r#"{{"id": "{id}", "type": "{kind}", "on": "2023-12-27", "status": "occurred",
                     "host": "MX", "delegations": [{{"country": "MX"}}], "venue": "{id}", "sources": ["efe"]}}"#
            )
        })
        .collect();
    let dossier = dossier(&format!(r#""events": [{}]"#, events.join(",")));
    let report = dossier.check_with(&Limits::default().with_findings_per_code(2));
    assert_eq!((report.total(), report.iter().count()), (10, 2));
    assert_eq!(
        report.to_string(),
        "warning[meeting-without-guests] event e0 (meeting): only the host, MX, is present\n\
         warning[meeting-without-guests] event e1 (meeting): only the host, MX, is present\n\
         … and 8 more of meeting-without-guests\n\
         10 findings: 10 warnings"
    );
}

/// A dossier of meetings at which only the host was present, under these ids.
fn meetings(ids: std::ops::Range<u32>) -> Dossier {
    let events: Vec<_> = ids
        .map(|id| {
            format!(
                r#"{{"id": "e{id:02}", "type": "meeting", "on": "2023-12-27", "status": "occurred",
                     "host": "MX", "delegations": [{{"country": "MX"}}], "venue": "{id}", "sources": ["efe"]}}"#
            )
        })
        .collect();
    dossier(&format!(r#""events": [{}]"#, events.join(",")))
}

#[test]
fn two_reports_are_one() {
    let alone = |ids, cap| {
        let limits = Limits::default().with_findings_per_code(cap);
        meetings(ids).check_with(&limits)
    };
    let (seed, broken) = (walked(&[]).check(), read(BROKEN).check());
    let low = alone(0..6, 1_000);
    let high = alone(4..10, 1_000);
    let raised = |severity| {
        let severities = [(Code::MeetingWithoutGuests, Some(severity))];
        low.clone().with_severities(severities)
    };
    // Whichever is named first, and with whom it is joined first.
    let whole = [
        seed,
        broken,
        low.clone(),
        high.clone(),
        raised(Severity::Error),
    ];
    let cut = alone(20..30, 3);
    for one in whole.iter().chain([&cut]) {
        assert_eq!(&one.clone().and(Report::default()), one);
        assert_eq!(&Report::default().and(one.clone()), one);
        for other in &whole {
            let both = one.clone().and(other.clone());
            assert_eq!(both, other.clone().and(one.clone()));
            // What is beyond a cap is not known again.
            for third in whole.iter().filter(|_| *one != cut) {
                let together = other.clone().and(third.clone());
                assert_eq!(both.clone().and(third.clone()), one.clone().and(together));
            }
        }
    }
    // What both have found is found once.
    assert_eq!(low.clone().and(low.clone()), low);
    assert_eq!(low.clone().and(high.clone()), alone(0..10, 1_000));
    // A cut list is the head of both, and its total is that of both.
    assert_eq!(alone(0..5, 3).and(alone(5..10, 3)), alone(0..10, 3));
    assert_eq!(alone(5..10, 1_000).and(alone(0..5, 3)), alone(0..10, 3));
    let cut = alone(0..5, 0).and(alone(5..10, 7));
    assert_eq!((cut.total(), cut.iter().count()), (10, 0));
    // A caller's severities.
    let error = raised(Severity::Error).and(high.clone());
    assert_eq!((error.count(Severity::Error), error.total()), (10, 10));
    assert!(
        error
            .iter()
            .all(|finding| finding.severity() == Severity::Error)
    );
    assert_eq!(
        raised(Severity::Notice).and(high.clone()).worst(),
        Some(Severity::Notice)
    );
    assert_eq!(
        raised(Severity::Notice).and(raised(Severity::Error)),
        raised(Severity::Error)
    );
    let silenced = low.with_severities([(Code::MeetingWithoutGuests, None)]);
    let both = silenced.clone().and(silenced).and(high);
    assert_eq!((both.silenced(), both.total()), (12, 6));
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
        let report = shuffled(BROKEN, next).check();
        prop_assert_eq!(format!("{report}\n"), include_str!("../fixtures/check/broken.txt"));
    }

    /// Whatever a caller is shown first is what the report begins with, and a cap keeps its head.
    #[test]
    fn a_cap_keeps_the_head_of_the_list(seed: u64, cap in 0_usize..4) {
        let mut state = seed | 1;
        let next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let dossier = shuffled(BROKEN, next);
        let all = dossier.check();
        let capped = dossier.check_with(&Limits::default().with_findings_per_code(cap));
        prop_assert_eq!(capped.total(), all.total());
        let first = dossier.first_finding();
        prop_assert_eq!(first.as_ref(), all.iter().next());
        if cap > 0 {
            prop_assert!(capped.iter().eq(all.iter()));
        } else {
            prop_assert_eq!(capped.iter().count(), 0);
        }
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
        assert_eq!(wire["subject"]["id"], finding.subject().id());
        assert_eq!(wire["message"], finding.details().to_string());
        assert!(wire["details"].is_object(), "{wire}");
        assert_eq!(finding.details().code(), finding.code());
    }
}

#[test]
fn limits_have_their_defaults_and_are_an_object_on_the_wire() {
    let limits = Limits::default();
    let wire = serde_json::to_value(&limits).expect("a value");
    assert_eq!(
        wire,
        serde_json::json!({
            "walking_km_per_day": 35.0, "vehicle_km_per_day": 360.0, "seat_tolerance_km": 2.0,
            "detour": 3.0, "mile_tolerance": 0.02, "road_disagreement": 0.25, "same_place_km": 0.2,
            "movement_span_days": 31, "official_km_per_day": 5000.0, "revision_share": 0.2,
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
          26.3 km by road, and 28.4 km in a straight line"
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

#[test]
fn encounters_are_told_from_persons_by_their_number() {
    let statistic = |id: &str, unit: &str, indicator: &str, period: &str, value: u64| {
        format!(
            r#"{{"id": "{id}", "indicator": "{indicator}", "unit": "{unit}", "nature": "flow", "area": "US southwest border",
                 "period": "{period}", "status": "A", "value": {value}, "publisher": "us-cbp", "published": "2023-12-26"}}"#
        )
    };
    let months = |first: u32, last: u32| -> Vec<_> {
        (first..=last)
            .map(|month| {
                let (id, period) = (format!("m{month}"), format!("2023-{month:02}"));
                statistic(&id, "encounter", "encounters", &period, 200_000)
            })
            .collect()
    };
    for (persons, indicator, known, is_taken) in [
        // All eleven months are known: 2,200,000 encounters.
        (2_200_000, "arrivals", months(1, 11), true),
        (2_000_000, "arrivals", months(1, 11), true),
        (1_900_000, "arrivals", months(1, 11), false),
        // Nine of eleven: pro rata.
        (2_000_000, "arrivals", months(1, 9), true),
        (1_900_000, "arrivals", months(1, 9), false),
        // Too few to tell, whatever they sum to.
        (2_200_000, "arrivals", months(1, 5), false),
        (2_200_000, "arrivals", Vec::new(), false),
        // The same indicator in both units needs no number.
        (100_000, "Encounters", months(1, 11), true),
    ] {
        let mut statistics = known;
        statistics.push(statistic(
            "claim",
            "person",
            indicator,
            "2023-01/2023-11",
            persons,
        ));
        let text = format!(
            r#"{{"format": "corridor/1", "as_of": "2023-12-27",
                "parties": [{{"id": "us-cbp", "name": "CBP", "kind": "office", "country": "US"}}],
                "statistics": [{}]}}"#,
            statistics.join(",")
        );
        let count = read(&text).check().count_of(Code::EncountersCalledPersons);
        assert_eq!(count > 0, is_taken, "{persons} {indicator}");
    }
}

/// Thirty months from October 2022 on, then figures of whole years: by whom, for which period, and
/// how many.
fn with_years(months: usize, years: &[(&str, &str, u64)]) -> Dossier {
    let figure = |(at, (publisher, period, value)): (usize, (&str, String, u64))| {
        format!(
            r#"{{"id": "s{at}", "indicator": "arrivals", "unit": "person", "nature": "flow", "area": "US",
                "period": "{period}", "status": "A", "value": {value}, "publisher": "{publisher}",
                "published": "2025-06-04"}}"#
        )
    };
    let month = |at: usize| {
        let (year, month) = (2022 + (at + 9) / 12, (at + 9) % 12 + 1);
        (
            "office",
            format!("{year}-{month:02}"),
            1_000 + (at * at) as u64,
        )
    };
    let years = years
        .iter()
        .map(|&(by, period, value)| (by, period.to_owned(), value));
    let figures: Vec<_> = (0..months)
        .map(month)
        .chain(years)
        .enumerate()
        .map(figure)
        .collect();
    read(&format!(
        r#"{{"format": "corridor/1", "as_of": "2025-12-27",
            "parties": [{{"id": "office", "name": "The office", "kind": "office", "country": "US"}},
                        {{"id": "paper", "name": "The paper", "kind": "organisation"}}],
            "statistics": [{}]}}"#,
        figures.join(",")
    ))
}

#[test]
fn a_fiscal_year_may_be_known_by_its_months_only() {
    let sum = |from: u64| (from..from + 12).map(|at| 1_000 + at * at).sum::<u64>();
    let (fiscal, calendar, next_fiscal) = (sum(0), sum(3), sum(12));
    let found = |dossier: Dossier| {
        let report = dossier.check();
        let lines = report
            .iter()
            .filter(|finding| finding.code() == Code::FiscalAsCalendar);
        lines.map(ToString::to_string).collect::<Vec<_>>()
    };
    let is_fiscal = |statistic: &str, value: &str, year: &str| {
        vec![format!(
            "warning[fiscal-as-calendar] statistic {statistic} (arrivals, 2023): \
             {value} is the sum of the months of the fiscal year {year}"
        )]
    };
    // The office's own figure, and that of somebody who quotes it; with the calendar year's months
    // known in full or in part.
    for months in [12, 15, 30] {
        for by in ["office", "paper"] {
            let dossier = with_years(months, &[(by, "2023", fiscal)]);
            let told = is_fiscal(&format!("s{months}"), "12,506", "2022-10/2023-09");
            assert_eq!(found(dossier), told);
        }
    }
    // Twelve months that start in the October of the year itself.
    let dossier = with_years(30, &[("paper", "2023", next_fiscal)]);
    assert_eq!(
        found(dossier),
        is_fiscal("s30", "15,818", "2023-10/2024-09")
    );

    let mended = [
        with_years(30, &[("paper", "2023", calendar)]),
        with_years(
            30,
            &[
                ("paper", "2022-10/2023-09", fiscal),
                ("office", "2023", calendar),
            ],
        ),
        // Not one of the fiscal years; one month of it is not known; another year.
        with_years(30, &[("paper", "2023", fiscal + 1)]),
        with_years(11, &[("paper", "2023", fiscal)]),
        with_years(30, &[("paper", "2021", fiscal)]),
    ];
    for dossier in mended {
        assert_eq!(found(dossier), [""; 0]);
    }
}

#[test]
fn words_may_give_encounters_away() {
    let text = |words: &str| {
        format!(
            r#"{{"format": "corridor/1", "as_of": "2023-12-27",
                "parties": [{{"id": "us-cbp", "name": "CBP", "kind": "office", "country": "US"}}],
                "statistics": [{{"id": "s", "indicator": "encounters", "unit": "encounter", "nature": "flow",
                    "area": "US southwest border", "period": "2023-11", "status": "A",
                    "value": {{"low": 240000, "best": 240000}}, "words": "{words}",
                    "publisher": "us-cbp", "published": "2023-12-22"}}]}}"#
        )
    };
    assert_eq!(
        lines(&read(&text("more than 240,000 migrants")).check()),
        [
            "warning[encounters-called-persons] statistic s (encounters, 2023-11): \
          240,000 or more persons: \"more than 240,000 migrants\" is a figure in encounters"
        ]
    );
    assert!(read(&text("more than 240,000 encounters")).is_clean());
}

#[test]
fn only_what_is_certainly_closed_is_closed() {
    for (arrival, starts, ends, is_closed) in [
        ("2023-12-20", "2023-12-18", "2023-12-22", true),
        ("2023-12-22", "2023-12-18", "2023-12-22", true),
        ("2023-12-23", "2023-12-18", "2023-12-22", false),
        ("2023-12-17", "2023-12-18", "2023-12-22", false),
        ("2023-12-20/2023-12-24", "2023-12-18", "2023-12-22", false),
        ("2023-12-16/2023-12-20", "2023-12-18", "2023-12-22", false),
        ("2023-12-20", "2023-12", "2023-12", false),
        ("2023-12-20", "2023-11", "2024-01", true),
    ] {
        let dossier = dossier(&format!(
            r#""groups": [{{"id": "g", "name": "a group", "mode": "vehicle"}}],
               "parties": [{{"id": "mx", "name": "Mexico", "kind": "government", "country": "MX"}}],
               "events": [
                {{"id": "c", "type": "measure", "on": "{starts}", "status": "occurred", "authority": "mx", "measure": "port_closure",
                  "places": ["MX07089"], "starts": "{starts}", "ends": "{ends}", "sources": ["efe"]}},
                {{"id": "a", "type": "arrival", "on": "{arrival}", "status": "occurred", "group": "g", "place": "MX07089", "sources": ["efe"]}}]"#
        ));
        let report = dossier.check();
        let count = report.count_of(Code::ArrivalAtClosedCrossing);
        assert_eq!(count > 0, is_closed, "{arrival} {starts}–{ends}: {report}");
    }
}

#[test]
fn who_crosses_a_closed_border_is_found_beyond_it() {
    let crossing = |reopened: &str| {
        format!(
            r#"{{"format": "corridor/1", "as_of": "2023-12-27",
                "sources": [{{"id": "efe", "name": "EFE", "kind": "agency"}}],
                "parties": [{{"id": "us", "name": "United States", "kind": "government", "country": "US"}}],
                "places": [{{"code": "MX-L1", "name": "Piedras Negras", "lat": 28.7, "lon": -100.52}},
                           {{"code": "US-L1", "name": "Eagle Pass", "lat": 28.71, "lon": -100.5}}],
                "groups": [{{"id": "g", "name": "a group", "mode": "foot"}}],
                "events": [
                 {{"id": "c", "type": "measure", "on": "2023-12-18", "status": "occurred", "authority": "us", "measure": "port_closure",
                   "border": ["US", "MX"], "starts": "2023-12-18", "sources": ["efe"]}},
                 {{"id": "r", "type": "measure", "on": "{reopened}", "status": "occurred", "authority": "us", "measure": "port_reopening",
                   "border": ["MX", "US"], "starts": "{reopened}", "sources": ["efe"]}},
                 {{"id": "e1", "type": "sighting", "on": "2023-12-20", "status": "occurred", "group": "g", "place": "MX-L1", "sources": ["efe"]}},
                 {{"id": "e2", "type": "sighting", "on": "2023-12-21", "status": "occurred", "group": "g", "place": "US-L1", "sources": ["efe"]}}]}}"#
        )
    };
    assert_eq!(
        lines(&read(&crossing("2023-12-27")).check()),
        [
            "notice[arrival-at-closed-crossing] event e2 (sighting at Eagle Pass): \
          there on 2023-12-21, and the way is closed (event c)"
        ]
    );
    assert!(read(&crossing("2023-12-21")).is_clean());
}

/// A port of Eagle Pass or the border of the US and Mexico, closed on the 18th and reopened, and who
/// comes to Eagle Pass on a day.
fn crossing(closed: &str, reopened: &str, arrival: &str) -> Dossier {
    let measure = |id: &str, kind: &str, rest: &str| {
        format!(
            r#"{{"id": "{id}", "type": "measure", "on": "2023-12-18", "status": "occurred",
                 "authority": "us", "measure": "{kind}", {rest}, "sources": ["efe"]}}"#
        )
    };
    let mut events = vec![
        measure("c1", "port_closure", closed),
        format!(
            r#"{{"id": "e1", "type": "arrival", "on": "{arrival}", "status": "occurred",
                 "group": "g", "place": "US-G4689550", "sources": ["efe"]}}"#
        ),
    ];
    if !reopened.is_empty() {
        events.push(measure("r1", "port_reopening", reopened));
    }
    let places = r#""places": [{"code": "US-G4689550", "name": "Eagle Pass", "lat": 28.7091, "lon": -100.4995}]"#;
    let text = format!(
        r#"{{"format": "corridor/1", "as_of": "2023-12-27", {places},
            "sources": [{{"id": "efe", "name": "EFE", "kind": "agency"}}],
            "parties": [{{"id": "us", "name": "the US", "kind": "government", "country": "US"}}],
            "groups": [{{"id": "g", "name": "a group", "mode": "vehicle"}}],
            "events": [{}]}}"#,
        events.join(",")
    );
    read(&text)
}

/// What is planned, conditional or called off closes nothing, and a network does not have it.
#[test]
fn only_what_is_closed_needs_an_end() {
    for (status, expected) in [
        (r#""status": "occurred", "on": "2023-12-18""#, 1),
        (r#""status": "planned", "on": "2023-12-28""#, 0),
        (r#""status": "cancelled", "on": "2023-12-28""#, 0),
        (r#""status": "conditional", "condition": "a rush""#, 0),
    ] {
        let dossier = read(&format!(
            r#"{{"format": "corridor/1", "as_of": "2023-12-27",
                "parties": [{{"id": "us", "name": "the US", "kind": "government", "country": "US"}}],
                "events": [{{"id": "c1", "type": "measure", {status}, "authority": "us",
                    "measure": "port_closure", "border": ["US", "MX"], "starts": "2023-12-18"}}]}}"#
        ));
        let found = dossier.check().count_of(Code::ClosureWithoutEnd);
        assert_eq!(found, expected, "{status}");
        assert_eq!(
            dossier.network().unwrap().closures().count(),
            expected,
            "{status}"
        );
    }
}

/// A port that opens with its border, and a border that opens with a port, are open in every rule.
#[test]
fn a_wider_reopening_opens_a_crossing() {
    let place = r#""places": ["US-G4689550"]"#;
    let border = r#""border": ["US", "MX"]"#;
    let of = |starts: &str, what: &str| format!(r#""starts": "{starts}", {what}"#);
    for (closed, reopened) in [(place, place), (place, border), (border, place)] {
        let told = |opened: &str, arrival: &str| {
            let closed = of("2023-12-18", closed);
            let opened = match opened {
                "" => String::new(),
                day => of(day, reopened),
            };
            let report = crossing(&closed, &opened, arrival).check();
            report.codes().map(|(code, _)| code).collect::<Vec<_>>()
        };
        let (shut, endless) = (Code::ArrivalAtClosedCrossing, Code::ClosureWithoutEnd);
        let is_place = closed == place;
        let expected = |codes: &[Code]| -> Vec<Code> {
            let of_place = |code: &Code| is_place || *code != shut;
            codes.iter().copied().filter(of_place).collect()
        };
        assert_eq!(told("2023-12-22", "2023-12-22"), []);
        assert_eq!(told("2023-12-22", "2023-12-21"), expected(&[shut]));
        assert_eq!(told("2023-12-18", "2023-12-18"), []);
        assert_eq!(told("", "2023-12-22"), expected(&[shut, endless]));
        // What was opened before it was closed is closed.
        let earlier = [shut, Code::ReopeningWithoutClosure, endless];
        let mut found = told("2023-12-17", "2023-12-22");
        found.sort();
        let mut earlier = expected(&earlier);
        earlier.sort();
        assert_eq!(found, earlier);
    }
}

/// Of closures that follow each other, each lasts until the next reopening after it.
#[test]
fn a_crossing_closes_again() {
    let place = r#""places": ["US-G4689550"]"#;
    let closed = |ends: &str| format!(r#""starts": "2023-12-18", "ends": "{ends}", {place}"#);
    let told = |ends: &str, arrival: &str| {
        let report = crossing(&closed(ends), "", arrival).check();
        report.count_of(Code::ArrivalAtClosedCrossing)
    };
    assert_eq!(told("2023-12-20", "2023-12-20"), 1);
    assert_eq!(told("2023-12-20", "2023-12-21"), 0);
    assert_eq!(told("2023-12-20", "2023-12-20/2023-12-21"), 0);
    assert_eq!(told("2023-12-20/2023-12-22", "2023-12-21"), 0);
    // Many times over: each arrival is held to the closure around it, and to no other.
    let mut events = Vec::new();
    for month in 1..=12 {
        let record = |id: &str, kind: &str, day: u32, rest: &str| {
            format!(
                r#"{{"id": "{id}{month:02}", "type": "{kind}", "on": "2022-{month:02}-{day:02}",
                     "status": "occurred", {rest} "sources": ["efe"]}}"#
            )
        };
        let measure = |kind: &str, day: u32| {
            format!(
                r#""authority": "us", "measure": "{kind}", "starts": "2022-{month:02}-{day:02}", {place},"#
            )
        };
        let arrival = r#""group": "g", "place": "US-G4689550","#;
        events.extend([
            record("c", "measure", 10, &measure("port_closure", 10)),
            record("o", "measure", 20, &measure("port_reopening", 20)),
            record("in", "arrival", 15, arrival),
            record("out", "arrival", 25, arrival),
        ]);
    }
    let text = format!(
        r#"{{"format": "corridor/1", "as_of": "2023-12-27",
            "places": [{{"code": "US-G4689550", "name": "Eagle Pass", "lat": 28.7091, "lon": -100.4995}}],
            "sources": [{{"id": "efe", "name": "EFE", "kind": "agency"}}],
            "parties": [{{"id": "us", "name": "the US", "kind": "government", "country": "US"}}],
            "groups": [{{"id": "g", "name": "a group", "mode": "vehicle"}}],
            "events": [{}]}}"#,
        events.join(",")
    );
    let expected: Vec<_> = (1..=12)
        .map(|month| {
            format!(
                "notice[arrival-at-closed-crossing] event in{month:02} (arrival at Eagle Pass): \
                 there on 2022-{month:02}-15, and the way is closed (event c{month:02})"
            )
        })
        .collect();
    assert_eq!(lines(&read(&text).check()), expected);
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
            .map(|f| format!("{} {}", f.subject().id(), f.details()));
        texts.collect::<Vec<_>>()
    };
    let beside = |code: &str, other: &str, metres: u32| {
        format!("{code} of one name with {other}, {metres} m from it")
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

/// A part of two dimensions is held to both totals of one, and to that of all where nothing lies
/// between.
#[test]
fn a_part_is_held_to_the_totals_around_it() {
    let told = |figures: &[(&str, &str, &str)]| {
        let statistics: Vec<_> = figures
            .iter()
            .map(|(id, breakdown, value)| {
                format!(
                    r#"{{"id": "{id}", "indicator": "people in shelters", "unit": "person",
                        "nature": "stock", "area": "MX", "breakdown": {{{breakdown}}},
                        "period": "2023-10", "status": "A", "value": {value},
                        "publisher": "inm", "published": "2023-11-14"}}"#
                )
            })
            .collect();
        let report = read(&format!(
            r#"{{"format": "corridor/1", "as_of": "2023-12-27",
                "parties": [{{"id": "inm", "name": "INM", "kind": "office", "country": "MX"}}],
                "statistics": [{}]}}"#,
            statistics.join(",")
        ))
        .check();
        let texts = report
            .iter()
            .map(|f| format!("{} {}", f.subject().id(), f.details()));
        texts.collect::<Vec<_>>()
    };
    let (women, children) = (r#""sex": "female""#, r#""age": "0-17""#);
    let girls = format!("{women}, {children}");
    let girls = girls.as_str();
    // Each of the two totals of one dimension, and the lesser where both are passed.
    let exceeds = |all, female, minors, both| {
        told(&[
            ("all", "", all),
            ("women", women, female),
            ("children", children, minors),
            ("girls", girls, both),
        ])
    };
    assert!(exceeds("1000", "600", "400", "400").is_empty());
    let of = |total, statistic| format!("girls 401, of a total of {total} (statistic {statistic})");
    assert_eq!(exceeds("1000", "600", "400", "401"), [of(400, "children")]);
    assert_eq!(exceeds("1000", "400", "600", "401"), [of(400, "women")]);
    assert_eq!(exceeds("1000", "300", "200", "401"), [of(200, "children")]);
    // What a total that is too large already tells is not told again of its parts.
    assert_eq!(
        exceeds("300", "600", "200", "200"),
        ["women 600, of a total of 300 (statistic all)"]
    );
    assert_eq!(
        exceeds("300", "600", "500", "400"),
        [
            "children 500, of a total of 300 (statistic all)",
            "women 600, of a total of 300 (statistic all)",
        ]
    );
    // Nothing between, or nothing that would tell.
    assert_eq!(
        told(&[("all", "", "300"), ("girls", girls, "401")]),
        [of(300, "all")]
    );
    let vague = r#"{"low": 100, "best": 200, "high": 900}"#;
    assert_eq!(exceeds("300", vague, vague, "401"), [of(300, "all")]);
    assert!(told(&[("all", "", "401"), ("girls", girls, "401")]).is_empty());
}
