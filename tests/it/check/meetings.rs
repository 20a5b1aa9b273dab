//! Who meets whom and where, and the keys that name them.

use corridor::{Code, Limits};

use super::{dossier, event};

/// Where a delegation names a person: as its head before all, else by the place among its members.
#[test]
fn a_delegate_is_told_at_the_key_that_names_them() {
    let field = |delegation: &str| {
        let rest = format!(
            r#""host": "MX", "delegations": [{{"country": "MX"}}, {{"country": "US", {delegation}}}]"#
        );
        let report = dossier(&format!(
            r#""parties": [{{"id": "q", "name": "Another", "kind": "person", "country": "US"}},
                           {{"id": "p", "name": "A person", "kind": "person", "country": "GT"}}],
               "events": [{}]"#,
            event("e", "meeting", "2023-12-27", &rest)
        ))
        .check();
        let mut found = report
            .iter()
            .filter(|f| f.code() == Code::DelegateOfAnotherCountry);
        let field = found.next().and_then(|f| f.field().map(str::to_owned));
        assert!(found.next().is_none(), "{report}");
        field.unwrap_or_default()
    };
    assert_eq!(field(r#""head": "q", "members": ["q"]"#), "");
    assert_eq!(field(r#""head": "p""#), "delegations[1].head");
    assert_eq!(
        field(r#""head": "q", "members": ["q", "p"]"#),
        "delegations[1].members[1]"
    );
    assert_eq!(field(r#""members": ["p"]"#), "delegations[1].members[0]");
    assert_eq!(
        field(r#""head": "p", "members": ["q", "p"]"#),
        "delegations[1].head"
    );
}

/// As far as one flies in a day, and not a step further.
#[test]
fn an_official_is_in_two_places_beyond_a_days_flight() {
    let meeting = |id: &str, place: &str, host: &str| {
        let rest = format!(
            r#""place": "{place}", "host": "{host}",
               "delegations": [{{"country": "{host}"}}, {{"country": "US", "head": "p"}}]"#
        );
        event(id, "meeting", "2023-12-27", &rest)
    };
    let dossier = super::read(&format!(
        r#"{{"format": "corridor/1", "as_of": "2023-12-27",
            "places": [{{"code": "MX-L1", "name": "Mexico City", "lat": 19.43, "lon": -99.13}},
                       {{"code": "FR-L1", "name": "Paris", "lat": 48.85, "lon": 2.35}}],
            "sources": [{{"id": "efe", "name": "EFE", "kind": "agency"}}],
            "parties": [{{"id": "p", "name": "A person", "kind": "person", "country": "US"}}],
            "events": [{}, {}]}}"#,
        meeting("e1", "MX-L1", "MX"),
        meeting("e2", "FR-L1", "FR"),
    ));
    let [mexico, paris] = ["MX-L1", "FR-L1"].map(|code| dossier.place(code).unwrap());
    let apart = mexico.distance_to(paris).unwrap().km();
    let found = |limit: f64| {
        let limits = Limits::default().with_official_km_per_day(limit);
        dossier
            .check_with(&limits)
            .count_of(Code::OfficialInTwoPlaces)
    };
    assert_eq!(found(apart), 0);
    assert_eq!(found(apart.next_down()), 1);
}

/// Only who meets in person is in the country of the host.
#[test]
fn a_call_is_held_nowhere() {
    for (format, count) in [("in_person", 1), ("call", 0), ("video", 0)] {
        let rest = format!(
            r#""place": "MX07089", "host": "US", "format": "{format}",
               "delegations": [{{"country": "MX"}}, {{"country": "US"}}]"#
        );
        let events = event("e", "meeting", "2023-12-27", &rest);
        let report = dossier(&format!(r#""events": [{events}]"#)).check();
        assert_eq!(report.count_of(Code::MeetingOutsideHost), count, "{format}");
    }
}

/// A party speaks for its country; one of no country, such as a union, for none.
#[test]
fn a_delegation_of_a_party_speaks_for_its_country() {
    let (another, two) = (
        "delegate-of-another-country e",
        "official-in-two-delegations e",
    );
    for (one, other, expected) in [
        (
            r#""country": "MX", "head": "m""#,
            r#""party": "us", "head": "u""#,
            "",
        ),
        (
            r#""country": "MX", "head": "m""#,
            r#""party": "us", "head": "m""#,
            two,
        ),
        (
            r#""party": "mx", "head": "m""#,
            r#""party": "us", "head": "m""#,
            two,
        ),
        (
            r#""country": "MX""#,
            r#""party": "us", "head": "m""#,
            another,
        ),
        (
            r#""country": "MX""#,
            r#""party": "us", "members": ["m"]"#,
            another,
        ),
        // Of the country itself, and by its party.
        (
            r#""country": "MX", "head": "m""#,
            r#""party": "mx", "head": "m""#,
            "",
        ),
        (
            r#""country": "MX", "head": "m""#,
            r#""party": "eu", "head": "m""#,
            "",
        ),
        // Whoever works for an organisation may be from elsewhere.
        (r#""country": "MX""#, r#""party": "ngo", "head": "g""#, ""),
        (
            r#""country": "MX""#,
            r#""country": "US", "head": "g""#,
            another,
        ),
    ] {
        let rest = format!(r#""host": "MX", "delegations": [{{{one}}}, {{{other}}}]"#);
        let party = |id: &str, kind: &str, rest: &str| {
            format!(r#"{{"id": "{id}", "name": "{id}", "kind": "{kind}"{rest}}}"#)
        };
        let parties = [
            party("mx", "government", r#", "country": "MX""#),
            party("us", "government", r#", "country": "US""#),
            party("eu", "organisation", ""),
            party("ngo", "organisation", r#", "country": "US""#),
            party("m", "person", r#", "of": "mx""#),
            party("u", "person", r#", "of": "us""#),
            party("g", "person", r#", "of": "ngo", "country": "GT""#),
        ];
        let report = dossier(&format!(
            r#""parties": [{}], "events": [{}]"#,
            parties.join(","),
            event("e", "meeting", "2023-12-27", &rest)
        ))
        .check();
        let mut told = super::told(&report);
        told.retain(|told| told == another || told == two);
        assert_eq!(told.concat(), expected, "{one} {other}");
    }
}
