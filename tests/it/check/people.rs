//! Headcounts at their limits: parts and wholes, claims that contradict, growth and leavers.

use corridor::{Code, Dossier};

use super::{dossier, event, told};

/// Groups g, a and b, parties who count, and events.
fn counted(events: &[String]) -> Dossier {
    dossier(&format!(
        r#""parties": [{{"id": "cdh", "name": "CDH", "kind": "organisation"}},
                       {{"id": "inm", "name": "INM", "kind": "office", "country": "MX"}}],
           "groups": [{{"id": "g", "name": "a group", "mode": "foot"}},
                      {{"id": "a", "name": "one part", "mode": "foot", "split_from": "g"}},
                      {{"id": "b", "name": "the other part", "mode": "foot", "split_from": "g"}},
                      {{"id": "other", "name": "another group", "mode": "foot"}}],
           "events": [{}]"#,
        events.join(",")
    ))
}

/// What is found, but for groups and parties that these events do not name.
fn found(events: &[String]) -> Vec<String> {
    let mut found = told(&counted(events).check());
    found.retain(|told| !told.starts_with("record-unused"));
    found
}

/// What somebody says of how many are in the group on a day.
fn says(id: &str, by: &str, on: &str, headcount: &str) -> String {
    let rest = format!(r#""group": "g", "by": "{by}", "headcount": {headcount}"#);
    event(id, "statement", on, &rest)
}

#[test]
fn parts_are_held_to_the_whole() {
    for (parts, expected) in [
        (["400", "603"], None),
        (["400", "602"], Some("people-unaccounted s")),
        (["401", "603"], Some("parts-exceed-whole s")),
    ] {
        let [one, other] = parts;
        let split = format!(
            r#""group": "g", "headcount": 1003,
               "parts": [{{"group": "a", "headcount": {one}}}, {{"group": "b", "headcount": {other}}}]"#
        );
        let told = found(&[event("s", "split", "2023-12-27", &split)]);
        assert_eq!(told.first().map(String::as_str), expected, "{parts:?}");
    }
}

#[test]
fn a_group_is_named_once_in_a_merge() {
    let of = |groups: &str| {
        let merge = format!(r#""group": "g", "groups": [{groups}]"#);
        found(&[event("m", "merge", "2023-12-27", &merge)])
    };
    assert_eq!(of(r#""a", "b""#), [""; 0]);
    assert_eq!(of(r#""a", "a""#), ["part-repeated m"]);
    assert_eq!(of(r#""a", "g""#), ["part-repeated m"]);
}

/// Neither may be without the other: what the words say is within the figure, and the other way.
#[test]
fn a_figure_and_its_words_hold_each_other() {
    for (figure, words, is_borne_out) in [
        ("0", "0", true),
        (
            r#"{"low": 5500, "best": 5600, "high": 5700}"#,
            "between 5,000 and 7,000",
            false,
        ),
        (
            r#"{"low": 5000, "best": 5600, "high": 7000}"#,
            "between 5,000 and 7,000",
            true,
        ),
        (
            r#"{"low": 5000, "best": 5500, "high": 7000}"#,
            "6,000",
            false,
        ),
        (
            r#"{"low": 5000, "best": 6000, "high": 7000}"#,
            "6,000",
            true,
        ),
    ] {
        let rest = format!(r#""group": "g", "headcount": {figure}, "words": "{words}""#);
        let told = found(&[event("e", "statement", "2023-12-27", &rest)]);
        let contradicts = told.contains(&"figure-contradicts-words e".to_owned());
        assert_eq!(!contradicts, is_borne_out, "{figure} {words}: {told:?}");
    }
}

#[test]
fn there_are_as_many_nationalities_as_are_counted() {
    for (count, exceeds) in [(3, false), (2, true)] {
        let text = format!(
            r#""groups": [{{"id": "g", "name": "a group", "mode": "foot",
                 "nationalities": {{"count": {count}, "countries": ["VE", "HN", "CU"]}}}}]"#
        );
        let report = dossier(&text).check();
        let found = report.count_of(Code::NationalitiesExceedCount);
        assert_eq!(found == 1, exceeds, "{count}");
    }
}

/// Of figures about days that may coincide the two furthest apart, however they are told.
#[test]
fn claims_that_contradict_are_told_by_the_widest_pair() {
    // Each day is what is counted on it, and all of one pair are of one day.
    let pair = |claims: &[(&str, &str, &str)]| {
        let events: Vec<_> = claims
            .iter()
            .map(|(id, on, count)| {
                let rest = format!(r#""group": "g", "headcount": {count}"#);
                event(id, "statement", on, &rest)
            })
            .collect();
        let report = counted(&events).check();
        let mut found = report.iter().filter(|f| f.code() == Code::ClaimsContradict);
        let told = found.next().map(|f| {
            let wire = serde_json::to_value(f).expect("a value");
            let event = |key| wire["details"][key].as_str().expect("an id").to_owned();
            format!("{} < {}", event("lower_event"), event("higher_event"))
        });
        assert!(found.next().is_none(), "one finding a group");
        told
    };
    let told = |text: &str| Some(text.to_owned());
    let day = "2023-12-20";
    assert_eq!(pair(&[("a", day, "100"), ("b", day, "500")]), told("a < b"));
    assert_eq!(pair(&[("a", day, "500"), ("b", day, "100")]), told("b < a"));
    assert_eq!(pair(&[("a", day, "500"), ("b", "2023-12-21", "100")]), None);
    // A figure counts for as long as its days last, whether it is the lower or the higher one.
    let long = "2023-12-18/2023-12-25";
    assert_eq!(
        pair(&[("a", long, "100"), ("b", day, "500")]),
        told("a < b")
    );
    assert_eq!(
        pair(&[("a", long, "500"), ("b", day, "100")]),
        told("b < a")
    );
    // And no longer: what is over hides nothing.
    let next = "2023-12-21";
    assert_eq!(
        pair(&[("a", day, "900"), ("b", next, "500"), ("c", next, "100")]),
        told("c < b")
    );
    assert_eq!(
        pair(&[("a", day, "10"), ("b", next, "100"), ("c", next, "500")]),
        told("b < c")
    );
    // The widest gap, be it found first or last, and of two alike the first.
    let widest = [("a", day, "100"), ("b", day, "500"), ("c", day, "50")];
    assert_eq!(pair(&widest), told("c < b"));
    let widest = [("a", day, "50"), ("b", day, "500"), ("c", day, "400")];
    assert_eq!(pair(&widest), told("a < b"));
    let alike = [("a", day, "100"), ("b", day, "500"), ("c", day, "100")];
    assert_eq!(pair(&alike), told("a < b"));
}

/// By one claimant's own figures, and only by more than the first.
#[test]
fn growth_is_told_of_one_claimant() {
    let (first, then) = ("2023-12-20", "2023-12-22");
    let grown = ["growth-without-joining e2"];
    let of = |by: [&str; 2], second: &str| {
        found(&[
            says("e1", by[0], first, "100"),
            says("e2", by[1], then, second),
        ])
    };
    assert_eq!(of(["cdh", "cdh"], "101"), grown);
    assert_eq!(of(["cdh", "cdh"], "100"), [""; 0]);
    // Two who are quoted by one source are two.
    assert_eq!(of(["cdh", "inm"], "500"), [""; 0]);
    // What nobody tells, nobody has counted twice.
    let nobody = |id: &str, on: &str, count: u32| {
        format!(
            r#"{{"id": "{id}", "type": "statement", "on": "{on}", "status": "occurred",
                 "group": "g", "headcount": {count}}}"#
        )
    };
    assert_eq!(
        found(&[nobody("e1", first, 100), nobody("e2", then, 500)]),
        ["event-without-source e1", "event-without-source e2"]
    );
}

/// Whoever is taken in by a merge may be the growth.
#[test]
fn growth_is_explained_by_a_merge() {
    let (first, then) = ("2023-12-20", "2023-12-22");
    let of = |on: &str| {
        let merge = r#""group": "g", "groups": ["other"]"#;
        found(&[
            says("e1", "cdh", first, "100"),
            event("m", "merge", on, merge),
            says("e2", "cdh", then, "500"),
        ])
    };
    let grown = ["growth-without-joining e2"];
    assert_eq!(of("2023-12-19"), grown);
    assert_eq!(of(first), [""; 0]);
    assert_eq!(of("2023-12-21"), [""; 0]);
    assert_eq!(of(then), [""; 0]);
    assert_eq!(of("2023-12-23"), grown);
}

/// Whatever event counts a group counts for those who leave it.
#[test]
fn leavers_are_held_to_every_count() {
    let leaving = |who: &str, kind: &str, counting: &str, leavers: u32| {
        let leavers = format!(r#""group": "{who}", "headcount": {leavers}"#);
        let told = found(&[
            event("e1", kind, "2023-12-20", counting),
            event("e2", "return", "2023-12-22", &leavers),
        ]);
        told.contains(&"leavers-exceed-group e2".to_owned())
    };
    let merge = r#""group": "g", "groups": ["other"], "headcount": 100"#;
    let split = r#""group": "g", "headcount": 100, "parts": [{"group": "a", "headcount": 40}]"#;
    let sighting = r#""group": "g", "place": "MX07089", "headcount": 100"#;
    for (who, kind, counting, most) in [
        ("g", "sighting", sighting, 100),
        ("g", "merge", merge, 100),
        ("g", "split", split, 100),
        ("a", "split", split, 40),
    ] {
        assert!(!leaving(who, kind, counting, most), "{who} {kind}");
        assert!(leaving(who, kind, counting, most + 1), "{who} {kind}");
    }
    // A count of those who join is none of the group.
    let joining = r#""group": "g", "headcount": 100"#;
    assert!(!leaving("g", "joining", joining, 101));
}

/// A figure that ends in zeros may have been rounded, and one that does not was counted.
#[test]
fn rounded_parts_may_be_more_than_a_rounded_whole() {
    for (whole, parts, exceeds) in [
        ("5000", ["2600", "2500"], false),
        ("1000", ["501", "500"], false),
        ("1000", ["701", "500"], true),
        // One part alone is held to the whole as it stands.
        ("1000", ["1000", "0"], false),
        ("1000", ["1001", "0"], true),
        ("6062", ["3062", "3001"], true),
        ("6062", ["3062", "3000"], false),
        // Bounds that are stated are bounds.
        (
            r#"{"low": 900, "best": 1000, "high": 1000}"#,
            ["501", "500"],
            false,
        ),
        (
            r#"{"low": 900, "best": 1000, "high": 1000}"#,
            ["501", "501"],
            true,
        ),
    ] {
        let [one, other] = parts;
        let split = format!(
            r#""group": "g", "headcount": {whole},
               "parts": [{{"group": "a", "headcount": {one}}}, {{"group": "b", "headcount": {other}}}]"#
        );
        let composed = format!(
            r#""group": "g", "headcount": {whole}, "composition": [
                 {{"breakdown": {{"sex": "female"}}, "headcount": {one}}},
                 {{"breakdown": {{"sex": "male"}}, "headcount": {other}}}]"#
        );
        for (kind, rest) in [("split", split), ("statement", composed)] {
            let told = found(&[event("s", kind, "2023-12-27", &rest)]);
            let is_told = told.contains(&"parts-exceed-whole s".to_owned());
            assert_eq!(is_told, exceeds, "{kind} {whole} {parts:?}");
        }
    }
}

/// Whatever figure has parts, they are held to it, at its own key.
#[test]
fn the_parts_of_every_figure_are_held_to_it() {
    let women =
        |parts: &str| format!(r#"{{"low": 5, "best": 5, "high": 5, "composition": [{parts}]}}"#);
    let part = |sex: &str, size: &str| format!(r#"{{"breakdown": {{"sex": "{sex}"}}, {size}}}"#);
    let four = part("female", r#""headcount": 4"#);
    let two = women(&format!("{four}, {}", part("male", r#""headcount": 2"#)));
    let fits = women(&format!("{four}, {}", part("male", r#""headcount": 1"#)));
    for key in ["dead", "missing", "injured", "survivors", "personnel"] {
        let of = |figure: &str| {
            let (kind, rest) = if key == "personnel" {
                let rest =
                    r#""authority": "inm", "measure": "enforcement", "starts": "2023-12-24""#;
                ("measure", rest)
            } else {
                ("casualty", r#""place": "MX07089""#)
            };
            let rest = format!(r#"{rest}, "{key}": {figure}"#);
            let report = counted(&[event("e", kind, "2023-12-24", &rest)]).check();
            let mut told = report
                .iter()
                .filter(|finding| finding.code() == Code::PartsExceedWhole);
            let field = told.next().and_then(|finding| finding.field());
            field.map(str::to_owned)
        };
        assert_eq!(of(&two), Some(format!("{key}.composition")));
        assert_eq!(of(&fits), None, "{key}");
    }
}

/// What the parts of a headcount come to, in people and in hundredths.
#[test]
fn parts_are_one_whole_however_they_are_told() {
    let big = u64::MAX / 2 + 1;
    let (half, max) = (
        format!(r#""headcount": {big}"#),
        format!(r#""headcount": {}"#, u64::MAX),
    );
    let (people, shares) = ("parts-exceed-whole e", "shares-exceed-whole e");
    for (whole, one, other, expected) in [
        // More than 64 bits hold.
        (5, half.as_str(), half.as_str(), people),
        (5, max.as_str(), r#""headcount": 1"#, people),
        (6000, r#""headcount": 5000"#, r#""percent": 60"#, shares),
        (6062, r#""headcount": 3000"#, r#""percent": 60"#, ""),
        (6062, r#""headcount": 3031"#, r#""percent": 50"#, ""),
        (6062, r#""headcount": 3031"#, r#""percent": 50.5"#, shares),
        (6062, r#""headcount": 0"#, r#""percent": 100"#, ""),
        (0, r#""headcount": 0"#, r#""percent": 100"#, ""),
        (0, r#""headcount": 1"#, r#""percent": 0"#, people),
    ] {
        let rest = format!(
            r#""group": "g", "headcount": {whole}, "composition": [
                 {{"breakdown": {{"sex": "female"}}, {one}}},
                 {{"breakdown": {{"sex": "male"}}, {other}}}]"#
        );
        let mut told = found(&[event("e", "statement", "2023-12-24", &rest)]);
        told.retain(|told| told.contains("exceed"));
        assert_eq!(told.concat(), expected, "{whole} {one} {other}");
    }
}

/// Who was hurt or saved or let go was in the group, too.
#[test]
fn no_more_are_told_of_than_the_group_has() {
    for (kind, of, exceeds) in [
        ("casualty", r#""injured": 101"#, true),
        ("casualty", r#""injured": 100"#, false),
        ("casualty", r#""survivors": 101"#, true),
        ("casualty", r#""survivors": 100"#, false),
        (
            "casualty",
            r#""dead": 20, "missing": 31, "survivors": 50"#,
            true,
        ),
        (
            "casualty",
            r#""dead": 20, "missing": 30, "survivors": 50"#,
            false,
        ),
        (
            "interception",
            r#""result": "registered", "headcount": 101"#,
            true,
        ),
        (
            "interception",
            r#""result": "registered", "headcount": 100"#,
            false,
        ),
        (
            "interception",
            r#""result": "released", "headcount": 101"#,
            true,
        ),
    ] {
        let told = |on: &str| {
            let rest = format!(r#""group": "g", {of}"#);
            let told = found(&[
                says("e1", "cdh", "2023-12-20", "100"),
                event("e2", kind, on, &rest),
            ]);
            told.contains(&"leavers-exceed-group e2".to_owned())
        };
        assert_eq!(told("2023-12-22"), exceeds, "{kind} {of}");
        // Who was there before it was counted may have left.
        assert!(!told("2023-12-19"), "{kind} {of}");
    }
    // Several that together are more than the group.
    for (kind, of) in [
        ("return", r#""headcount": 60"#),
        ("interception", r#""result": "detained", "headcount": 60"#),
        ("casualty", r#""dead": 60"#),
    ] {
        let of = format!(r#""group": "g", {of}"#);
        let told = found(&[
            says("e1", "cdh", "2023-12-20", "100"),
            event("e2", kind, "2023-12-22", &of),
            event("e3", kind, "2023-12-23", &of),
        ]);
        assert_eq!(told, ["leavers-exceed-group e3"], "{kind}");
    }
}

/// Two figures to go by compete where they may be of one place and one hour.
#[test]
fn recommended_claims_compete_at_one_place() {
    let (here, there) = (r#", "place": "MX07089""#, r#", "place": "MX07040""#);
    for (first, second, competes) in [
        (("", here), ("", here), true),
        (("", here), ("", there), false),
        (("", here), ("", ""), true),
        (("", ""), ("", there), true),
        (("", ""), ("", ""), true),
        (("T08:00", ""), ("T20:00", ""), false),
        (("T08:00", ""), ("T08:00", here), true),
        (("T08:00", here), ("", here), true),
        (("", ""), ("T08:00", here), true),
        (("T08:00", here), ("T08:00", there), false),
    ] {
        let recommended = |id: &str, (time, place): (&str, &str)| {
            let rest = format!(r#""group": "g", "headcount": 10, "recommended": true{place}"#);
            event(id, "interception", &format!("2023-12-24{time}"), &rest)
        };
        let told = found(&[recommended("e1", first), recommended("e2", second)]);
        let twice = told.contains(&"recommended-twice e2".to_owned());
        assert_eq!(twice, competes, "{first:?} {second:?}: {told:?}");
    }
}

/// Nobody can plan how many will die.
#[test]
fn casualties_are_not_foretold() {
    for (status, outcomes) in [
        (r#""status": "occurred", "on": "2023-12-24""#, 0),
        (r#""status": "cancelled", "on": "2023-12-24""#, 0),
        (r#""status": "planned", "on": "2023-12-28""#, 1),
        (r#""status": "postponed", "on": "2023-12-28""#, 1),
        (r#""status": "conditional", "condition": "a storm""#, 1),
    ] {
        let casualty = format!(
            r#"{{"id": "e", "type": "casualty", {status}, "place": "MX07089", "missing": 5,
                 "sources": ["efe"]}}"#
        );
        let report = counted(&[casualty]).check();
        assert_eq!(
            report.count_of(Code::OutcomesForetold),
            outcomes,
            "{status}"
        );
    }
}

/// The interception that a return follows is of the same people, and before it.
#[test]
fn a_return_is_of_those_who_were_stopped() {
    let occurred = "occurred";
    for ((on, group, people), (status, stopped_on), because) in [
        (("2023-12-26", "g", 100), (occurred, "2023-12-24"), None),
        (("2023-12-24", "g", 100), (occurred, "2023-12-24"), None),
        // What split off from the group was of it.
        (("2023-12-26", "a", 100), (occurred, "2023-12-24"), None),
        (
            ("2023-12-26", "g", 101),
            (occurred, "2023-12-24"),
            Some("which stopped fewer people"),
        ),
        (
            ("2023-12-26", "other", 100),
            (occurred, "2023-12-24"),
            Some("which stopped another group"),
        ),
        (
            ("2023-12-23", "g", 100),
            (occurred, "2023-12-24"),
            Some("which is on a later day"),
        ),
        (
            ("2023-12-26", "g", 100),
            ("cancelled", "2023-12-24"),
            Some("which has not occurred"),
        ),
        (
            ("2023-12-26", "g", 100),
            ("planned", "2023-12-28"),
            Some("which has not occurred"),
        ),
    ] {
        let stopped = format!(
            r#"{{"id": "i", "type": "interception", "on": "{stopped_on}", "status": "{status}",
                 "group": "g", "headcount": 100, "sources": ["efe"]}}"#
        );
        let rest = format!(r#""group": "{group}", "headcount": {people}, "follows": "i""#);
        let report = counted(&[stopped, event("r", "return", on, &rest)]).check();
        let told: Vec<_> = report
            .iter()
            .filter(|finding| finding.code() == Code::ReturnContradictsInterception)
            .map(|finding| {
                (
                    finding.field().unwrap_or_default().to_owned(),
                    finding.message(),
                )
            })
            .collect();
        let expected = because.map(|why| ("follows".to_owned(), format!("follows event i, {why}")));
        assert_eq!(
            told,
            Vec::from_iter(expected),
            "{on} {group} {people} {status}"
        );
    }
}
