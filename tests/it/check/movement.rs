//! Groups on the way: speeds, claims of the way travelled, halts and mistyped years at their limits.

use corridor::{Code, Report};

use super::{dossier, event, id_of, told, walked};

/// A group on foot, what split off from it, and their events.
fn marched(events: &[String]) -> Report {
    dossier(&format!(
        r#""groups": [
             {{"id": "g", "name": "a group", "mode": "foot"}},
             {{"id": "ahead", "name": "the group ahead", "mode": "foot", "split_from": "g"}},
             {{"id": "behind", "name": "the stragglers", "mode": "foot", "split_from": "g"}}],
           "events": [{}]"#,
        events.join(",")
    ))
    .check()
}

/// The same, without the groups that these events do not name.
fn of(code: Code, report: &Report) -> Vec<String> {
    let found = report.iter().filter(|finding| finding.code() == code);
    found
        .map(|f| format!("{} {}", id_of(f), f.message()))
        .collect()
}

fn at(id: &str, kind: &str, on: &str, place: &str, rest: &str) -> String {
    let rest = format!(r#""group": "g", "place": "{place}"{rest}"#);
    event(id, kind, on, &rest)
}

/// Who sets out or comes in was on the way that day; who was merely seen was in both.
#[test]
fn a_group_is_in_two_places_where_it_neither_sets_out_nor_comes_in() {
    for (first, second, expected) in [
        ("sighting", "sighting", "group-in-two-places e2"),
        ("halt", "sighting", "group-in-two-places e2"),
        ("departure", "sighting", "implausible-speed e2"),
        ("sighting", "arrival", "implausible-speed e2"),
        ("departure", "arrival", "implausible-speed e2"),
    ] {
        let dossier = walked(&[
            ("e1", first, "2023-12-24", "MX07089"),
            ("e2", second, "2023-12-24", "MX07009"),
        ]);
        assert_eq!(told(&dossier.check()), [expected], "{first} {second}");
    }
}

/// A fix is forgiven the one before it, if that was doubted, only where it fits the one before that.
#[test]
fn two_fixes_that_fit_nothing_are_both_found() {
    let of = |third: &str| {
        let dossier = walked(&[
            ("e1", "departure", "2023-12-24", "MX07089"),
            ("e2", "sighting", "2023-12-25", "MX07009"),
            ("e3", "sighting", "2023-12-25", third),
        ]);
        told(&dossier.check())
    };
    // Huixtla is 33 km from Tapachula, Mapastepec 90 km; either is far from Arriaga.
    assert_eq!(of("MX07040"), ["implausible-speed e2"]);
    assert_eq!(
        of("MX07051"),
        ["implausible-speed e2", "implausible-speed e3"]
    );
}

/// Of one day the departure comes first and the arrival last, whatever their ids.
#[test]
fn a_day_begins_with_its_departure_and_ends_with_its_arrival() {
    let far = marched(&[
        at("z", "departure", "2023-12-24", "MX07089", ""),
        at(
            "a",
            "sighting",
            "2023-12-24",
            "MX07089",
            r#", "travelled_km": 90"#,
        ),
    ]);
    assert_eq!(of(Code::TravelledTooFar, &far).len(), 1, "{far}");
    let halt = marched(&[
        at("z", "halt", "2023-12-24", "MX07089", r#", "hours": 30"#),
        at("a", "arrival", "2023-12-24", "MX07040", ""),
    ]);
    assert_eq!(of(Code::HaltOverruns, &halt).len(), 1, "{halt}");
}

/// Whatever is told of the place on the day on which a group came there, it came as the movement says.
#[test]
fn a_group_is_at_a_place_as_it_came_there() {
    let vehicle = r#", "mode": "vehicle""#;
    for (kind, on, fits) in [
        ("halt", "2023-12-24", true),
        ("departure", "2023-12-24", true),
        ("sighting", "2023-12-24", true),
        // The day before it had not come.
        ("sighting", "2023-12-23", false),
    ] {
        let of = |arrival: &str| {
            marched(&[
                at("e1", "departure", "2023-12-23", "MX07089", ""),
                at("e2", "arrival", "2023-12-24", "MX07009", arrival),
                at("e3", kind, on, "MX07009", ""),
            ])
            .count_of(Code::ImplausibleSpeed)
        };
        assert_eq!(of(vehicle) == 0, fits, "{kind} {on}");
        assert_eq!(of(""), 1, "{kind} {on}");
    }
}

/// The mode of a departure is how the group goes on, and not how it came.
#[test]
fn a_departure_says_how_the_group_goes_on() {
    for (first, second, fits) in [
        ("vehicle", "foot", true),
        ("vehicle", "vehicle", true),
        ("foot", "vehicle", false),
        ("foot", "foot", false),
    ] {
        let mode = |mode: &str| format!(r#", "mode": "{mode}""#);
        let report = marched(&[
            at("e1", "departure", "2023-12-24", "MX07089", &mode(first)),
            at("e2", "departure", "2023-12-26", "MX07009", &mode(second)),
        ]);
        let count = report.count_of(Code::ImplausibleSpeed);
        assert_eq!(count == 0, fits, "{first} {second}: {report}");
    }
}

/// Who rode once may have ridden most of the way.
#[test]
fn the_way_travelled_is_held_to_the_fastest_mode() {
    for (modes, most) in [
        (["vehicle", "foot"], 1440.0),
        (["foot", "vehicle"], 1440.0),
        (["foot", "foot"], 140.0),
    ] {
        let [first, second] = modes.map(|mode| format!(r#", "mode": "{mode}""#));
        let of = |km: f64| {
            let travelled = format!(r#", "travelled_km": {km}"#);
            let report = marched(&[
                at("e1", "departure", "2023-12-24", "MX07089", &first),
                at("e2", "arrival", "2023-12-25", "MX07040", ""),
                at("e3", "departure", "2023-12-26", "MX07040", &second),
                at("e4", "sighting", "2023-12-27", "MX07032", &travelled),
            ]);
            report.count_of(Code::TravelledTooFar)
        };
        assert_eq!((of(most), of(most + 1.0)), (0, 1), "{modes:?}");
    }
}

/// Two parts at one place are told of each at its own key.
#[test]
fn a_part_of_a_split_is_told_at_its_own_place() {
    let report = marched(&[
        at("e1", "departure", "2023-12-24", "MX07089", ""),
        event(
            "e2",
            "split",
            "2023-12-25",
            r#""group": "g", "parts": [{"group": "behind", "place": "MX07009"},
                                       {"group": "ahead", "place": "MX07009"}]"#,
        ),
    ]);
    let mut found: Vec<_> = report.iter().map(corridor::check::Finding::field).collect();
    found.sort();
    assert_eq!(found, [Some("parts[0].place"), Some("parts[1].place")]);
}

/// Less than before by more than the tolerance of seats, 2 km; more than 35 km a day.
#[test]
fn what_was_travelled_is_held_to_its_limits() {
    for (before, after, code) in [
        ("40", "38", None),
        ("40", "37.9", Some(Code::TravelledFalls)),
        // Until the 26th there are three days at most.
        ("40", "105", None),
        ("40", "105.1", Some(Code::TravelledTooFar)),
    ] {
        let travelled = |km: &str| format!(r#", "travelled_km": {km}"#);
        let report = marched(&[
            at("e1", "departure", "2023-12-24", "MX07089", ""),
            at(
                "e2",
                "sighting",
                "2023-12-25",
                "MX07040",
                &travelled(before),
            ),
            at("e3", "sighting", "2023-12-26", "MX07040", &travelled(after)),
        ]);
        for told in [Code::TravelledFalls, Code::TravelledTooFar] {
            let count = report.count_of(told);
            assert_eq!(count == 1, Some(told) == code, "{after}: {report}");
        }
    }
}

/// A halt may last until the end of the day on which the group is elsewhere.
#[test]
fn a_halt_overruns_the_day_of_the_next_place() {
    for (hours, next, overruns) in [
        ("24", "MX07040", false),
        ("27", "MX07040", false),
        ("48", "MX07040", false),
        ("48.1", "MX07040", true),
        // Whoever is still there may halt as long as they please.
        ("100", "MX07089", false),
    ] {
        let report = marched(&[
            at(
                "e1",
                "halt",
                "2023-12-24",
                "MX07089",
                &format!(r#", "hours": {hours}"#),
            ),
            at("e2", "sighting", "2023-12-25", next, ""),
        ]);
        let count = report.count_of(Code::HaltOverruns);
        assert_eq!(count == 1, overruns, "{hours} {next}: {report}");
    }
}

/// A halt of the whole before it split is told of the whole alone.
#[test]
fn an_inherited_halt_is_told_once() {
    let report = marched(&[
        at("e1", "halt", "2023-12-20", "MX07089", r#", "hours": 100"#),
        at("e2", "sighting", "2023-12-21", "MX07040", ""),
        event(
            "e3",
            "split",
            "2023-12-26",
            r#""group": "g", "parts": [{"group": "ahead", "place": "MX07032"}]"#,
        ),
    ]);
    assert_eq!(report.count_of(Code::HaltOverruns), 1, "{report}");
}

/// The days of a group on foot, each at the place of its turn along the coast.
fn years(fixes: &[(&str, &str)]) -> Vec<String> {
    let fixes: Vec<_> = fixes
        .iter()
        .enumerate()
        .map(|(at, (on, place))| (format!("e{at}"), *on, *place))
        .collect();
    let fixes: Vec<_> = fixes
        .iter()
        .map(|(id, on, place)| (id.as_str(), "sighting", *on, *place))
        .collect();
    let report = walked(&fixes).check();
    let found = report.iter().filter(|f| f.code() == Code::YearMistyped);
    found.map(|f| id_of(f).to_owned()).collect()
}

/// None of the other days is more than a month from the next, and none is open.
#[test]
fn a_mistyped_year_needs_a_journey_without_a_break() {
    let of = |second: &str| {
        years(&[
            ("2023-11-01", "MX07089"),
            ("2022-11-15", "MX07040"),
            (second, "MX07032"),
        ])
    };
    assert_eq!(of("2023-12-02"), ["e1"]);
    assert_eq!(of("2023-12-03"), [""; 0]);
    assert_eq!(of("2023-11-20/.."), [""; 0]);
    // The last day, a year ahead, of what began who knows when.
    let after = |first: &str| {
        years(&[
            (first, "MX07089"),
            ("2022-11-20", "MX07032"),
            ("2023-11-15", "MX07040"),
        ])
    };
    assert_eq!(after("2022-11-01"), ["e2"]);
    assert_eq!(after("../2022-11-01"), [""; 0]);
}

/// The other year is not after the day of the dossier, and not after a report of the event.
#[test]
fn a_mistyped_year_does_not_make_a_report_of_the_future() {
    let of = |on: &str, published: &str| {
        let sighting = |id: &str, on: &str, place: &str, source: &str| {
            format!(
                r#"{{"id": "{id}", "type": "sighting", "on": "{on}", "status": "occurred",
                     "group": "g", "place": "{place}", "sources": ["{source}"]}}"#
            )
        };
        let events = [
            sighting("e1", on, "MX07089", "ap"),
            sighting("e2", "2023-12-20", "MX07040", "efe"),
            sighting("e3", "2023-12-23", "MX07040", "efe"),
        ];
        let text = format!(
            r#"{{"format": "corridor/1", "as_of": "2023-12-27", "places": [{}],
                "sources": [{{"id": "efe", "name": "EFE", "kind": "agency"}},
                            {{"id": "ap", "name": "AP", "kind": "agency", "published": "{published}"}}],
                "groups": [{{"id": "g", "name": "a group", "mode": "foot"}}],
                "events": [{}]}}"#,
            super::COAST,
            events.join(",")
        );
        super::read(&text).check().count_of(Code::YearMistyped)
    };
    assert_eq!(of("2022-12-26", "2024-01-10"), 1);
    assert_eq!(of("2022-12-27", "2024-01-10"), 1);
    assert_eq!(of("2022-12-28", "2024-01-10"), 0);
    assert_eq!(of("2022-12-18", "2023-12-18"), 1);
    assert_eq!(of("2022-12-18", "2023-12-17"), 0);
}

/// What a part did itself is judged with what it inherits, of which nothing is told again.
#[test]
fn a_mistyped_year_of_a_part_or_of_the_whole_is_told_once() {
    let split = |on: &str| {
        event(
            "e4",
            "split",
            on,
            r#""group": "g", "parts": [{"group": "ahead", "place": "MX07040"}]"#,
        )
    };
    let mut events = vec![
        at("e1", "sighting", "2022-12-01", "MX07089", ""),
        at("e2", "sighting", "2022-12-05", "MX07040", ""),
        split("2022-12-06"),
    ];
    let own = |on: &str| {
        event(
            "e5",
            "sighting",
            on,
            r#""group": "ahead", "place": "MX07032""#,
        )
    };
    events.push(own("2023-12-10"));
    let report = marched(&events);
    let found = of(Code::YearMistyped, &report);
    assert_eq!(found.len(), 1, "{report}");
    assert!(found[0].starts_with("e5 2023-12-10"), "{found:?}");
    // The whole's own last day, and the split a year later with it.
    let report = marched(&[
        at("e1", "sighting", "2022-12-01", "MX07089", ""),
        at("e2", "sighting", "2022-12-05", "MX07040", ""),
        at("e3", "sighting", "2023-12-06", "MX07040", ""),
        event(
            "e4",
            "split",
            "2023-12-10",
            r#""group": "g", "parts": [{"group": "ahead"}]"#,
        ),
    ]);
    let found = of(Code::YearMistyped, &report);
    assert_eq!(found.len(), 1, "{report}");
}

/// A part inherits what was over before the split, and not the date that explains a late day.
#[test]
fn an_inherited_day_is_judged_with_the_whole() {
    let seen = |while_on: &str| {
        marched(&[
            at("e0", "sighting", "2022-11-25", "MX07089", ""),
            at("e1", "sighting", "2022-12-01", "MX07040", ""),
            at("e2", "sighting", while_on, "MX07040", ""),
            at("e3", "sighting", "2023-12-06", "MX07032", ""),
            event(
                "e4",
                "split",
                "2023-12-20",
                r#""group": "g", "parts": [{"group": "ahead"}]"#,
            ),
        ])
    };
    let told = |while_on: &str| of(Code::YearMistyped, &seen(while_on)).len();
    assert_eq!(told("2022-12-02"), 1);
    assert_eq!(told("2022-12-02/2023-12-31"), 0);
}
