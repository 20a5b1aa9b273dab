//! Who claims a headcount, and which claims exclude each other, as `Claims` decides it.

use corridor::{Code, Dossier};
use proptest::prelude::*;

use super::{read, told};

/// A group, a party and a source of one id, two papers that quote one agency, and these events.
fn reported(events: &[String]) -> Dossier {
    read(&format!(
        r#"{{"format": "corridor/1", "as_of": "2023-12-27",
            "sources": [
                {{"id": "ap", "name": "AP", "kind": "agency"}},
                {{"id": "voz", "name": "Voz", "kind": "newspaper", "quotes": "ap"}},
                {{"id": "milenio", "name": "Milenio", "kind": "newspaper", "quotes": "ap"}},
                {{"id": "efe", "name": "EFE", "kind": "agency"}}],
            "parties": [{{"id": "ap", "name": "Action Party", "kind": "organisation"}}],
            "groups": [{{"id": "g", "name": "a group", "mode": "foot"}}],
            "events": [{}]}}"#,
        events.join(",")
    ))
}

/// A claim of so many by a party, or else by whom its source has it from.
fn claim(id: &str, on: &str, by: Option<&str>, source: &str, count: &str) -> String {
    let by = by.map_or(String::new(), |by| format!(r#""by": "{by}", "#));
    format!(
        r#"{{"id": "{id}", "type": "statement", "on": "{on}", "status": "occurred", {by}
             "group": "g", "headcount": {count}, "sources": ["{source}"]}}"#
    )
}

fn has_grown(earlier: (Option<&str>, &str), later: (Option<&str>, &str)) -> bool {
    let report = reported(&[
        claim("e1", "2023-12-20", earlier.0, earlier.1, "100"),
        claim("e2", "2023-12-22", later.0, later.1, "500"),
    ])
    .check();
    told(&report).contains(&"growth-without-joining e2".to_owned())
}

#[test]
fn a_party_and_a_source_of_one_id_are_two_claimants() {
    assert!(has_grown((Some("ap"), "efe"), (Some("ap"), "voz")));
    assert!(!has_grown((Some("ap"), "efe"), (None, "ap")));
    assert!(!has_grown((None, "ap"), (Some("ap"), "efe")));
}

#[test]
fn one_agency_through_two_papers_is_one_claimant() {
    assert!(has_grown((None, "voz"), (None, "milenio")));
    assert!(has_grown((None, "ap"), (None, "milenio")));
    assert!(!has_grown((None, "efe"), (None, "milenio")));
}

/// The nearest of the lowest is on another day of the set: the next lowest is what contradicts.
#[test]
fn days_of_a_set_are_compared_one_by_one() {
    let report = reported(&[
        claim("a", "[2023-12-20,2023-12-24]", None, "efe", "10"),
        claim("b", "2023-12-20/2023-12-24", None, "efe", "100"),
        claim("c", "2023-12-22", None, "efe", "500"),
    ])
    .check();
    let contradicts: Vec<_> = (report.iter())
        .filter(|finding| finding.code() == Code::ClaimsContradict)
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        contradicts,
        [
            "notice[claims-contradict] group g (a group): of 3 claims, 100 (event b) and 500 \
             (event c) are furthest apart"
        ]
    );
}

/// Days of a week: one, some in a row, or one of several.
fn on() -> impl Strategy<Value = String> {
    let day = |day: u32| format!("2023-12-{:02}", 10 + day);
    prop_oneof![
        (0_u32..7).prop_map(day),
        (0_u32..4, 0_u32..4)
            .prop_map(move |(first, days)| { format!("{}/{}", day(first), day(first + days)) }),
        (0_u32..3, 3_u32..7).prop_map(move |(one, other)| format!("[{},{}]", day(one), day(other))),
    ]
}

fn headcount() -> impl Strategy<Value = String> {
    (0_u64..20, 0_u64..10, any::<bool>()).prop_map(|(low, more, is_open)| {
        if is_open {
            format!(r#"{{"low": {low}, "best": {low}}}"#)
        } else {
            let high = low + more;
            format!(r#"{{"low": {low}, "best": {low}, "high": {high}}}"#)
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// The two that the check names are as far apart as any two of all the pairs.
    #[test]
    fn the_widest_contradiction_is_found(claims in prop::collection::vec((on(), headcount()), 0..12)) {
        let events: Vec<_> = claims
            .iter()
            .enumerate()
            .map(|(id, (on, count))| claim(&format!("e{id}"), on, None, "efe", count))
            .collect();
        let dossier = reported(&events);
        let all = dossier.claims("g").expect("the group is there");
        // A difference of one, or of 5 % of the higher, is none.
        let widest = all.contradictions().first().copied();
        let widest = widest.map(|pair| (pair.gap(), pair.higher().estimate().low()));
        let widest = widest.filter(|(gap, higher)| *gap > 1 && gap * 20 > *higher).map(|(gap, _)| gap);
        let report = dossier.check();
        let found = report.iter().find(|finding| finding.code() == Code::ClaimsContradict);
        let gap = found.map(|finding| {
            let wire = serde_json::to_value(finding).expect("a value");
            let bound = |of: &str, key: &str| {
                let estimate = &wire["details"][of];
                estimate.as_u64().or(estimate[key].as_u64()).expect("a number")
            };
            bound("higher", "low") - bound("lower", "high")
        });
        prop_assert_eq!(gap, widest, "{}", report);
    }
}
