//! What the check finds, and how it says so.

use std::ops::ControlFlow;

use corridor::{Code, Dossier, Limits, Report, Severity};

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
    let events: Vec<_> = (0..10)
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
