//! Dates: reports, tenures, and which of several is named.

use corridor::Code;

use super::{dossier, event, id_of, read, told};

/// An event is wrong where all its reports are before it; the last of them is named, and of one day
/// the one with the last id.
#[test]
fn an_event_after_its_reports_is_told_with_the_last_of_them() {
    let told_by = |sources: &[(&str, &str)]| {
        let records: Vec<_> = sources
            .iter()
            .map(|(id, published)| {
                format!(
                    r#"{{"id": "{id}", "name": "{id}", "kind": "agency", "published": "{published}"}}"#
                )
            })
            .collect();
        let ids: Vec<_> = sources.iter().map(|(id, _)| format!("{id:?}")).collect();
        let report = read(&format!(
            r#"{{"format": "corridor/1", "as_of": "2023-12-27", "sources": [{}],
                "events": [{{"id": "e", "type": "statement", "on": "2023-12-24", "status": "occurred",
                             "text": "a word", "sources": [{}]}}]}}"#,
            records.join(","),
            ids.join(",")
        ))
        .check();
        let mut found = report.iter().map(corridor::Finding::message);
        let one = found.next().unwrap_or_default();
        assert!(found.next().is_none(), "{report}");
        one
    };
    let (a20, b22, c22) = (
        ("a", "2023-12-20"),
        ("b", "2023-12-22"),
        ("c", "2023-12-22"),
    );
    for sources in [[a20, b22], [b22, a20]] {
        let text = told_by(&sources);
        assert!(
            text.ends_with("(source b) was published on 2023-12-22"),
            "{text}"
        );
    }
    for sources in [[b22, c22, a20], [c22, b22, a20], [a20, c22, b22]] {
        let text = told_by(&sources);
        assert!(
            text.ends_with("(source c) was published on 2023-12-22"),
            "{text}"
        );
    }
    // One that may have known is enough.
    assert_eq!(told_by(&[a20, ("d", "2023-12-24")]), "");
}

/// A part that sets out again has been on the way before: it arrives by the departure of the whole.
#[test]
fn a_part_arrives_by_the_departure_of_the_whole() {
    let of = |before: &str, whole: &str| {
        let at = |id: &str, kind: &str, on: &str, group: &str, place: &str| {
            let rest = format!(r#""group": "{group}", "place": "{place}""#);
            event(id, kind, on, &rest)
        };
        let split = r#""group": "g", "parts": [{"group": "ahead", "place": "MX07089"}]"#;
        let events = [
            at("e0", before, "2023-12-19", "g", "MX07089"),
            at("e1", whole, "2023-12-20", "g", "MX07089"),
            event("e2", "split", "2023-12-21", split),
            at("e3", "arrival", "2023-12-22", "ahead", "MX07040"),
            at("e4", "departure", "2023-12-25", "ahead", "MX07032"),
        ];
        told(
            &dossier(&format!(
                r#""groups": [{{"id": "g", "name": "a group", "mode": "foot"}},
                              {{"id": "ahead", "name": "the group ahead", "mode": "foot", "split_from": "g"}}],
                   "events": [{}]"#,
                events.join(",")
            ))
            .check(),
        )
    };
    assert_eq!(of("sighting", "departure"), [""; 0]);
    assert_eq!(of("departure", "departure"), [""; 0]);
    assert_eq!(of("sighting", "sighting"), ["arrival-before-departure e3"]);
}

/// A tenure is that of a person, whatever the person does.
#[test]
fn whoever_acts_does_so_in_office() {
    let found = |of: &str, kind: &str, rest: &str| {
        let report = dossier(&format!(
            r#""parties": [
                 {{"id": "p", "name": "A person", "kind": "{of}", "country": "US", "since": "2021-01-26", "until": "2023-06-30"}},
                 {{"id": "q", "name": "Another", "kind": "person", "country": "US"}}],
               "events": [{}, {}]"#,
            event("early", kind, "2021-01-25", rest),
            event("late", kind, "2023-07-01", rest),
        ))
        .check();
        let found = report.iter().filter(|f| f.code() == Code::PartyOutOfOffice);
        found
            .map(|f| format!("{} {}", id_of(f), f.field().unwrap_or("")))
            .collect::<Vec<_>>()
    };
    let meeting = |with: &str| {
        format!(
            r#""host": "MX", "delegations": [{{"country": "MX"}}, {{"country": "US", {with}}}]"#
        )
    };
    for (kind, rest, field) in [
        ("statement", r#""by": "p", "text": "a word""#, "by"),
        (
            "demand",
            r#""by": "p", "to": ["q"], "text": "a word""#,
            "by",
        ),
        ("meeting", &meeting(r#""head": "p""#), "delegations[1].head"),
        (
            "meeting",
            &meeting(r#""head": "q", "members": ["q", "p"]"#),
            "delegations[1].members[1]",
        ),
        // Who heads the delegation and is named among its members acts once.
        (
            "meeting",
            &meeting(r#""head": "p", "members": ["p"]"#),
            "delegations[1].head",
        ),
        (
            "demand",
            r#""by": "q", "to": ["q"], "text": "a word", "claimed_by": "p""#,
            "claimed_by",
        ),
    ] {
        let twice = ["early", "late"].map(|id| format!("{id} {field}"));
        assert_eq!(found("person", kind, rest), twice, "{kind} {rest}");
        // An office is there before whoever is its head.
        assert_eq!(found("office", kind, rest), [""; 0], "{kind} {rest}");
    }
}
