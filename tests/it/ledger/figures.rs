//! Worlds with their right figures, each in whatever order the dossier lists its events.

use corridor::*;
use serde_json::json;

use super::told;

/// A dossier of events, each as its day, its type, its group and the rest of its keys.
fn listed(events: &[(&str, &str, &str, serde_json::Value)], turned: bool) -> Dossier {
    let numbered = events.iter().enumerate();
    let mut events: Vec<_> = numbered
        .map(|(at, (on, kind, group, rest))| {
            let mut event = json!({
                "id": format!("e{at}"), "on": on, "type": kind, "group": group, "status": "occurred",
            });
            if *kind == "departure" {
                event["place"] = json!(format!("MX-L{at}"));
            }
            let keys = rest.as_object().unwrap().clone();
            event.as_object_mut().unwrap().extend(keys);
            event
        })
        .collect();
    if turned {
        events.reverse();
    }
    let groups = ["a", "b", "c", "d", "g", "m", "r"];
    let groups = groups.map(|group| json!({"id": group, "name": group, "mode": "foot"}));
    let places: Vec<_> = (0..events.len())
        .map(|at| json!({"code": format!("MX-L{at}"), "name": format!("place {at}")}))
        .collect();
    serde_json::from_value(json!({
        "format": "corridor/1", "as_of": "2024-03-01",
        "groups": groups, "places": places, "events": events,
    }))
    .unwrap()
}

type Told<'t> = (&'t str, &'t str, &'t str, serde_json::Value);

/// What the ledger of `a` says on each of these days, without any overdraft.
fn says(events: &[Told<'_>], days: &[(&str, &[&str])]) {
    for turned in [false, true] {
        let dossier = listed(events, turned);
        let ledger = dossier.ledger("a").unwrap();
        assert!(ledger.overdrafts().is_empty(), "{:?}", ledger.overdrafts());
        for (on, expected) in days {
            assert_eq!(told(&ledger.balance(on).unwrap()), *expected, "{on}");
        }
    }
}

fn people(number: u64) -> serde_json::Value {
    json!({"headcount": number})
}

fn parts(parts: &[(&str, Option<u64>)]) -> serde_json::Value {
    let part = |(group, people): &(&str, Option<u64>)| match people {
        Some(people) => json!({"group": group, "headcount": people}),
        None => json!({"group": group}),
    };
    json!({"parts": parts.iter().map(part).collect::<Vec<_>>()})
}

#[test]
fn of_two_who_join_within_the_same_days_either_may_be_counted() {
    says(
        &[
            ("2024-01-10", "departure", "a", people(100)),
            ("2024-01-12/2024-01-20", "joining", "a", people(10)),
            ("2024-01-12/2024-01-20", "joining", "a", people(30)),
            ("2024-01-15", "departure", "a", people(130)),
        ],
        &[
            ("2024-01-11", &["a: 100", "missed: 0"]),
            ("2024-01-25", &["a: 130 (130–140)", "missed: up to 10"]),
        ],
    );
    says(
        &[
            ("2024-01-10", "departure", "a", people(100)),
            ("2024-01-12/2024-01-20", "return", "a", people(10)),
            ("2024-01-12/2024-01-20", "return", "a", people(30)),
            ("2024-01-15", "departure", "a", people(70)),
            ("2024-01-25", "departure", "a", people(60)),
        ],
        &[("2024-01-25", &["a: 60", "missed: 0"])],
    );
}

/// Who joins the whole came before its split, and who joins a part came after: it was that day.
#[test]
fn a_split_of_uncertain_day_is_narrowed_by_both_sides() {
    says(
        &[
            ("2024-01-01", "departure", "a", people(300)),
            ("2024-01-10", "joining", "b", people(50)),
            ("2024-01-10", "joining", "a", people(20)),
            (
                "2024-01-09/2024-01-11",
                "split",
                "a",
                parts(&[("b", Some(200)), ("c", Some(120))]),
            ),
        ],
        &[
            ("2024-01-09", &["a: 300", "missed: 0"]),
            ("2024-01-10", &["b: 250", "c: 120", "missed: 0"]),
        ],
    );
}

#[test]
fn a_group_that_is_formed_again_perhaps_is_divided() {
    says(
        &[
            ("2024-01-01", "departure", "a", people(1_000)),
            (
                "2024-01-05/2024-01-20",
                "split",
                "a",
                parts(&[("b", Some(600)), ("c", Some(400))]),
            ),
            (
                "2024-01-10/2024-01-20",
                "merge",
                "a",
                json!({"groups": ["b", "c"]}),
            ),
            ("2024-01-18", "joining", "a", people(50)),
        ],
        &[
            ("2024-01-04", &["a: 1,000", "missed: 0"]),
            (
                "2024-01-08",
                &[
                    "a: 0 (0–1,000)",
                    "b: up to 600",
                    "c: up to 400",
                    "missed: 0 (0–50)",
                ],
            ),
            // Those 50 came before they divided, and are missed of them, or after they united.
            (
                "2024-01-20",
                &["a: 1,050 (1,000–1,050)", "missed: 0 (0–50)"],
            ),
        ],
    );
}

#[test]
fn two_counts_that_may_each_be_the_first_are_one_with_the_bounds_of_both() {
    says(
        &[
            ("2024-01-05", "departure", "a", people(100)),
            ("2024-01-05", "departure", "a", people(60)),
        ],
        &[("2024-01-05", &["a: 60 (60–100)", "missed: 0 (0–40)"])],
    );
    says(
        &[
            ("2024-01-01/2024-01-03", "departure", "a", people(100)),
            ("2024-01-02", "departure", "a", people(60)),
        ],
        &[("2024-01-03", &["a: 60 (60–100)", "missed: 0 (0–40)"])],
    );
}

/// From 34, 66 or 89 to 30.
#[test]
fn whoever_is_missed_between_claims_is_missed_once() {
    says(
        &[
            ("2024-01-05", "departure", "a", people(89)),
            ("2024-01-05", "departure", "a", people(66)),
            ("2024-01-05", "departure", "a", people(34)),
            ("2024-01-09", "departure", "a", people(30)),
        ],
        &[("2024-01-09", &["a: 30", "missed: 4 (4–59)"])],
    );
}

#[test]
fn a_group_that_merges_in_and_splits_off_again_has_set_out() {
    says(
        &[
            ("2024-01-01", "departure", "g", people(100)),
            ("2024-01-01", "departure", "a", people(500)),
            ("2024-01-05", "merge", "m", json!({"groups": ["a", "g"]})),
            (
                "2024-01-10",
                "split",
                "m",
                parts(&[("g", Some(90)), ("r", None)]),
            ),
        ],
        &[
            ("2024-01-03", &["g: 100", "a: 500", "missed: 0"]),
            ("2024-01-07", &["m: 600", "missed: 0"]),
            ("2024-01-12", &["r: 510", "g: 90", "missed: 0"]),
        ],
    );
}

#[test]
fn parts_that_nobody_counts_are_known_together() {
    says(
        &[
            ("2024-01-01", "departure", "a", people(100)),
            (
                "2024-01-05",
                "split",
                "a",
                parts(&[("b", None), ("c", None), ("d", Some(20))]),
            ),
            ("2024-01-06", "joining", "b", people(5)),
            ("2024-01-08", "departure", "b", people(30)),
            ("2024-01-10", "return", "c", people(7)),
            ("2024-01-20", "departure", "c", people(40)),
        ],
        &[
            ("2024-01-05", &["b + c: 80", "d: 20", "missed: 0"]),
            ("2024-01-06", &["b + c: 85", "d: 20", "missed: 0"]),
            // Of the others some may be missed of those who were with the ones counted.
            (
                "2024-01-08",
                &["c: up to 55", "b: 30", "d: 20", "missed: 0 (0–55)"],
            ),
            (
                "2024-01-10",
                &["c: up to 48", "b: 30", "d: 20", "missed: 0 (0–48)"],
            ),
            ("2024-01-20", &["b: 30", "c: 40", "d: 20", "missed: 8"]),
        ],
    );
    // Known together again, as one.
    says(
        &[
            ("2024-01-01", "departure", "a", people(100)),
            (
                "2024-01-05",
                "split",
                "a",
                parts(&[("b", None), ("c", None)]),
            ),
            ("2024-01-07/2024-01-09", "return", "b", people(10)),
            (
                "2024-01-08/2024-01-12",
                "merge",
                "m",
                json!({"groups": ["b", "c"]}),
            ),
        ],
        &[
            (
                "2024-01-08",
                &["b + c: 90 (0–100)", "m: up to 90", "missed: 0"],
            ),
            ("2024-01-12", &["m: 90", "missed: 0"]),
        ],
    );
}

#[test]
fn a_group_that_divides_and_goes_on_loses_the_others() {
    says(
        &[
            ("2024-01-01", "departure", "a", people(100)),
            (
                "2024-01-05/2024-01-09",
                "split",
                "a",
                parts(&[("a", None), ("b", Some(30))]),
            ),
            (
                "2024-01-06/2024-01-10",
                "split",
                "a",
                parts(&[("a", None), ("c", Some(20))]),
            ),
        ],
        &[
            (
                "2024-01-07",
                &["a: 50 (50–100)", "b: up to 30", "c: up to 20", "missed: 0"],
            ),
            ("2024-01-10", &["a: 50", "b: 30", "c: 20", "missed: 0"]),
        ],
    );
    says(
        &[
            ("2024-01-01", "departure", "a", people(100)),
            (
                "2024-01-05",
                "split",
                "a",
                parts(&[("a", Some(60)), ("b", Some(30))]),
            ),
            (
                "2024-01-07",
                "split",
                "a",
                parts(&[("a", Some(20)), ("c", None)]),
            ),
            (
                "2024-01-09",
                "split",
                "a",
                parts(&[("a", None), ("d", None)]),
            ),
        ],
        &[
            ("2024-01-05", &["a: 60", "b: 30", "missed: 10"]),
            ("2024-01-07", &["a: 20", "b: 30", "c: 40", "missed: 10"]),
            ("2024-01-09", &["b: 30", "c: 40", "a + d: 20", "missed: 10"]),
        ],
    );
}

/// It may go on with 60 or with 45 first: that nobody comes between is not reckoned with.
#[test]
fn a_group_that_goes_on_is_counted_right_after_the_others_leave() {
    says(
        &[
            ("2024-01-01", "departure", "a", people(100)),
            (
                "2024-01-05/2024-01-09",
                "split",
                "a",
                parts(&[("a", Some(45)), ("b", Some(15))]),
            ),
            (
                "2024-01-06/2024-01-10",
                "split",
                "a",
                parts(&[("a", Some(60)), ("c", None)]),
            ),
        ],
        &[
            (
                "2024-01-07",
                &[
                    "a: 60 (45–100)",
                    "b: up to 15",
                    "c: 0 (0–40)",
                    "missed: up to 40",
                ],
            ),
            (
                "2024-01-11",
                &["a: 60 (45–60)", "b: 15", "c: 0 (0–40)", "missed: up to 40"],
            ),
        ],
    );
}

#[test]
fn one_sharer_that_merges_alone_takes_none_or_all_with_it() {
    says(
        &[
            ("2024-01-01", "departure", "a", people(100)),
            (
                "2024-01-05",
                "split",
                "a",
                parts(&[("b", None), ("c", None)]),
            ),
            ("2024-01-08", "merge", "m", json!({"groups": ["b"]})),
            ("2024-01-10", "joining", "m", people(5)),
            ("2024-01-12", "departure", "c", people(30)),
        ],
        &[
            (
                "2024-01-10",
                &["c: up to 100", "m: 105 (5–105)", "missed: 0"],
            ),
            (
                "2024-01-12",
                &["c: 30", "m: 105 (5–105)", "missed: 0 (0–70)"],
            ),
        ],
    );
}

#[test]
fn a_headcount_where_groups_meet_or_divide_is_a_count() {
    let whole = |people: u64, mut rest: serde_json::Value| {
        rest["headcount"] = json!(people);
        rest
    };
    says(
        &[
            ("2024-01-01", "departure", "a", people(100)),
            ("2024-01-01", "departure", "g", people(50)),
            (
                "2024-01-05",
                "merge",
                "m",
                whole(140, json!({"groups": ["a", "g"]})),
            ),
            (
                "2024-01-07",
                "split",
                "m",
                whole(125, parts(&[("b", Some(25)), ("c", None)])),
            ),
        ],
        &[
            ("2024-01-05", &["m: 140", "missed: 10"]),
            ("2024-01-07", &["c: 100", "b: 25", "missed: 25"]),
        ],
    );
    // So it is where others are taken in, or part, and the group goes on.
    says(
        &[
            ("2024-01-01", "departure", "a", people(100)),
            ("2024-01-01", "departure", "g", people(50)),
            (
                "2024-01-05",
                "merge",
                "a",
                whole(140, json!({"groups": ["a", "g"]})),
            ),
            (
                "2024-01-07",
                "split",
                "a",
                whole(130, parts(&[("a", None), ("b", Some(25))])),
            ),
        ],
        &[
            ("2024-01-05", &["a: 140", "missed: 10"]),
            ("2024-01-07", &["a: 105", "b: 25", "missed: 20"]),
        ],
    );
}

#[test]
fn too_many_are_too_many_in_any_order() {
    for (events, expected) in [
        (
            vec![
                ("2024-01-01", "departure", "a", people(100)),
                ("2024-01-02/2024-01-20", "return", "a", people(60)),
                ("2024-01-02/2024-01-20", "return", "a", people(60)),
            ],
            "event e2 (return) takes 60 of 40",
        ),
        (
            vec![
                ("2024-01-01", "departure", "a", people(100)),
                ("2024-01-02/2024-01-20", "joining", "a", people(40)),
                ("2024-01-10", "departure", "a", people(150)),
            ],
            "event e2 (departure at MX-L2) takes 150 of 140 (100–140)",
        ),
        (
            vec![
                ("2024-01-01", "departure", "a", people(100)),
                (
                    "2024-01-05",
                    "split",
                    "a",
                    parts(&[("b", None), ("c", None)]),
                ),
                ("2024-01-06/2024-01-10", "dispersal", "c", people(60)),
                ("2024-01-06", "departure", "b", people(50)),
            ],
            "event e2 (dispersal) takes 60 of up to 50",
        ),
    ] {
        for turned in [false, true] {
            let dossier = listed(&events, turned);
            let ledger = dossier.ledger("a").unwrap();
            let overdrafts: Vec<_> = ledger
                .overdrafts()
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(overdrafts, [expected]);
        }
    }
}

/// A chain of 20,000 lives is no deeper than the stack, nor are as many sharers of one account.
#[test]
fn long_chains_are_followed() {
    let names: Vec<String> = (0..20_000).map(|at| format!("g{at}")).collect();
    let groups: Vec<_> = names
        .iter()
        .map(|name| json!({"id": name, "name": name, "mode": "foot"}))
        .collect();
    let event = |at: usize, on: &str, kind: &str, group: &str, rest: serde_json::Value| {
        let mut event = json!({"id": format!("e{at}"), "on": on, "type": kind, "group": group, "status": "occurred"});
        event
            .as_object_mut()
            .unwrap()
            .extend(rest.as_object().unwrap().clone());
        event
    };
    let leave = event(
        0,
        "2024-01-01",
        "departure",
        "g0",
        json!({"place": "MX-L1", "headcount": 100}),
    );
    let within = "2024-01-02/2024-02-01";
    let chain: Vec<_> = (1..names.len())
        .map(|at| match at % 2 {
            0 => event(
                at,
                within,
                "split",
                &names[at - 1],
                parts(&[(&names[at], None)]),
            ),
            _ => event(
                at,
                within,
                "merge",
                &names[at],
                json!({"groups": [names[at - 1]]}),
            ),
        })
        .chain([leave.clone()])
        .collect();
    let others: Vec<_> = names
        .iter()
        .skip(1)
        .map(|name| (name.as_str(), None))
        .collect();
    let sharers = vec![leave, event(1, within, "split", "g0", parts(&others))];
    for (events, expected) in [(chain, 1), (sharers, names.len() - 1)] {
        let dossier: Dossier = serde_json::from_value(json!({
            "format": "corridor/1", "as_of": "2024-03-01", "groups": groups,
            "places": [{"code": "MX-L1", "name": "place"}], "events": events,
        }))
        .unwrap();
        let closing = dossier.ledger("g0").unwrap().closing();
        let accounts: Vec<_> = closing.accounts().collect();
        assert_eq!((accounts.len(), accounts[0].groups().len()), (1, expected));
        assert_eq!(accounts[0].people(), Estimate::exactly(100));
    }
}
