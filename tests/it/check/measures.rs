//! Crossings that close and open, and who comes to them.

use corridor::{Code, Dossier};

use super::{dossier, lines, read};

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
          there on 2023-12-21, while the way is closed (event c)"
        ]
    );
    assert!(read(&crossing("2023-12-21")).is_clean());
    // A group that was not at Eagle Pass itself may still be on the near side.
    let near = crossing("2023-12-27")
        .replace(r#""place": "US-L1""#, r#""place": "US-L1", "within_km": 5"#);
    let report = read(&near).check();
    assert_eq!(
        report.count_of(Code::ArrivalAtClosedCrossing),
        0,
        "{report}"
    );
}

/// What is wrong in a measure that was called off never took effect.
#[test]
fn a_measure_that_was_cancelled_is_not_judged() {
    for (status, expected) in [("planned", 1), ("cancelled", 0)] {
        let report = read(&format!(
            r#"{{"format": "corridor/1", "as_of": "2023-12-27",
                "parties": [{{"id": "us", "name": "the US", "kind": "government", "country": "US"}}],
                "events": [{{"id": "c", "type": "measure", "on": "2023-12-28", "status": "{status}", "authority": "us",
                    "measure": "port_closure", "border": ["US", "MX"], "starts": "2023-12-28", "ends": "2023-12-20"}}]}}"#
        ))
        .check();
        assert_eq!(report.count_of(Code::MeasureReversed), expected, "{report}");
    }
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
            dossier.network().unwrap().closures().len(),
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
                 there on 2022-{month:02}-15, while the way is closed (event c{month:02})"
            )
        })
        .collect();
    assert_eq!(lines(&read(&text).check()), expected);
}
