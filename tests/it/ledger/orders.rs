//! In which orders events are booked: those of one day, and those whose days are uncertain.

use super::*;

/// A count may come before or after whoever joins within the same days, however many they are: as
/// many orders as they could come in, one by one, nobody could try.
#[test]
fn those_who_come_within_the_same_days_come_in_one_turn() {
    let within = "2023-12-02/2023-12-20";
    let changes = |people, kind: fn(Part) -> Happening| {
        (0..12).map(move |at| {
            let kind = kind(change("a", Some(Estimate::exactly(people))));
            event(&format!("change-{at}"), within, kind)
        })
    };
    let counted = |people| {
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(100)),
            ),
            event(
                "count",
                "2023-12-05",
                departure("a", 1, Estimate::exactly(people)),
            ),
        ]
    };
    let closing =
        |events: Vec<Event>| told(&dossier(&["a"], events).ledger("a").unwrap().closing());
    let joining = changes(1, joining).chain(counted(100));
    assert_eq!(
        closing(joining.collect()),
        ["a: 100 (100–112)", "missed: up to 12"]
    );
    for kind in [returning, dispersal] {
        let leaving = changes(1, kind).chain(counted(88));
        assert_eq!(
            closing(leaving.collect()),
            ["a: 88 (76–88)", "missed: 0 (0–12)"]
        );
    }
}

/// Of a count and a joining within the very same days either may be the first.
#[test]
fn the_same_uncertain_days_are_no_order() {
    let within = "2023-12-02/2023-12-20";
    let fifty = joining(change("a", Some(Estimate::exactly(50))));
    let dossier = dossier(
        &["a"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(100)),
            ),
            event("join", within, fifty),
            event("count", within, departure("a", 1, Estimate::exactly(100))),
        ],
    );
    let closing = dossier.ledger("a").unwrap().closing();
    assert_eq!(told(&closing), ["a: 150 (100–150)", "missed: 0 (0–50)"]);
}

/// The figure is that of one order: who is there, who comes, who goes, how they divide, and unite;
/// the groups that they come out of first. However the dossier lists them. The bounds are those of
/// any order of the day.
#[test]
fn one_day_is_told_in_one_order() {
    let some = |n| Some(Estimate::exactly(n));
    let part = |people| change("a", some(people));
    let day = "2023-12-05";
    let count = |name: &str, group, place, people| {
        event(
            name,
            day,
            departure(group, place, Estimate::exactly(people)),
        )
    };
    let unite = |of: &[&str]| event("unite", day, merge("d", of));
    let divided = |of: &[&str]| {
        vec![
            count("count", "a", 0, 100),
            event("join", day, joining(part(50))),
            event("back", day, returning(part(120))),
            event("scatter", day, dispersal(part(10))),
            event(
                "divide",
                day,
                split("a", &[("b", some(12)), ("c", some(8))]),
            ),
            unite(of),
            count("recount", "d", 1, 15),
        ]
    };
    let met = |first: (&str, Option<Estimate>), second: (&str, Option<Estimate>)| {
        vec![
            count("count", "a", 0, 20),
            event("divide", day, split("a", &[first, second])),
            event("again", day, split("b", &[("c", None)])),
            unite(&["x", "c"]),
            count("recount", "d", 1, 15),
        ]
    };
    // Whoever was there before the count may have been more.
    let (more, no_more) = ("missed: 5 (5–135)", "missed: 5");
    for (mut events, missed) in [
        (divided(&["b", "c"]), more),
        (divided(&["c", "b"]), more),
        (met(("x", some(3)), ("b", some(17))), no_more),
        (met(("b", some(17)), ("x", some(3))), no_more),
    ] {
        for _ in 0..events.len() {
            events.rotate_left(1);
            for events in [events.clone(), events.iter().rev().cloned().collect()] {
                let dossier = dossier(&["a", "b", "c", "d", "x"], events);
                let ledger = dossier.ledger("a").unwrap();
                assert!(ledger.overdrafts().is_empty(), "{:?}", ledger.overdrafts());
                assert_eq!(told(&ledger.closing()), ["d: 15", missed]);
            }
        }
    }
}

/// Whoever is with a counted group and was never counted may be the ones who are missed.
#[test]
fn of_a_group_that_was_counted_in_part_some_may_be_missed() {
    let ten = || joining(change("b", Some(Estimate::exactly(10))));
    let of = |united: Happening, recount: u64| {
        let dossier = dossier(
            &["a", "b", "m"],
            [
                event(
                    "leave",
                    "2023-12-01",
                    departure("a", 0, Estimate::exactly(100)),
                ),
                event("join", "2023-12-02", ten()),
                event("unite", "2023-12-03", united),
                event(
                    "count",
                    "2023-12-04",
                    departure("m", 1, Estimate::exactly(recount)),
                ),
            ],
        );
        told(&dossier.ledger("a").unwrap().closing())
    };
    for members in [["a", "b"], ["b", "a"]] {
        let united = || merge("m", &members);
        assert_eq!(of(united(), 90), ["m: 90", "missed: 20 (0 or more)"]);
    }
}

/// The part of a group that is not followed comes out of the split, as any other.
#[test]
fn what_is_said_of_a_part_comes_after_the_split_of_another_group() {
    let parts = [("b", Some(Estimate::exactly(40))), ("c", None)];
    let fifty = joining(change("b", Some(Estimate::exactly(50))));
    let dossier = dossier(
        &["a", "b", "c"],
        [
            event("divide", "2023-12-05/2023-12-20", split("a", &parts)),
            event("part", "2023-12-03/2023-12-10", fifty),
        ],
    );
    let closing = dossier.ledger("b").unwrap().closing();
    assert_eq!(told(&closing), ["b: 90", "missed: 0"]);
}

/// Who joins on the day of a count is told as joining those who are counted, whatever else is
/// uncertain; but may be among them.
#[test]
fn a_day_keeps_its_order_among_uncertain_ones() {
    let joining = |people| joining(change("a", Some(Estimate::exactly(people))));
    let dossier = dossier(
        &["a"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(100)),
            ),
            event("some-day", "2023-12-02/2023-12-20", joining(50)),
            event(
                "count",
                "2023-12-05",
                departure("a", 1, Estimate::exactly(100)),
            ),
            event("that-day", "2023-12-05", joining(5)),
        ],
    );
    let closing = dossier.ledger("a").unwrap().closing();
    assert_eq!(told(&closing), ["a: 105 (100–155)", "missed: 50 (0–55)"]);
}

/// The counts of two groups on one day, of which the second may have been joined before or after.
#[test]
fn a_count_that_follows_another_of_its_day_may_still_be_the_first() {
    let some = |n| Some(Estimate::exactly(n));
    let joining = |group: &str| joining(change(group, Some(Estimate::exactly(50))));
    let of = |joined: &str, first: &str, second: &str| {
        let dossier = dossier(
            &["r", "a", "b"],
            [
                event(
                    "leave",
                    "2023-12-01",
                    departure("r", 0, Estimate::exactly(200)),
                ),
                event(
                    "divide",
                    "2023-12-01",
                    split("r", &[("a", some(100)), ("b", some(100))]),
                ),
                event("some-day", "2023-12-02/2023-12-20", joining(joined)),
                event(
                    "first",
                    "2023-12-05",
                    departure(first, 1, Estimate::exactly(100)),
                ),
                event(
                    "second",
                    "2023-12-05",
                    departure(second, 1, Estimate::exactly(100)),
                ),
            ],
        );
        told(&dossier.ledger("r").unwrap().closing())
    };
    for (joined, first, second) in [("a", "b", "a"), ("a", "a", "b")] {
        let mut closing = of(joined, first, second);
        closing.sort();
        assert_eq!(closing, ["a: 100 (100–150)", "b: 100", "missed: up to 50"]);
    }
}

/// Figures are those of the order of the earliest days, the bounds those of any order.
#[test]
fn groups_of_no_concern_to_each_other_keep_their_figures() {
    let some = |n| Some(Estimate::exactly(n));
    let joining = |group: &str| joining(change(group, Some(Estimate::exactly(50))));
    let dossier = dossier(
        &["r", "a", "b"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("r", 0, Estimate::exactly(200)),
            ),
            event(
                "divide",
                "2023-12-01",
                split("r", &[("a", some(100)), ("b", some(100))]),
            ),
            event("join-a", "2023-12-02/2023-12-20", joining("a")),
            event("join-b", "2023-12-03/2023-12-20", joining("b")),
            event(
                "count-a",
                "2023-12-04/2023-12-20",
                departure("a", 1, Estimate::exactly(100)),
            ),
            event(
                "count-b",
                "2023-12-05/2023-12-20",
                departure("b", 1, Estimate::exactly(100)),
            ),
        ],
    );
    let mut closing = told(&dossier.ledger("r").unwrap().closing());
    closing.sort();
    assert_eq!(
        closing,
        ["a: 100 (100–150)", "b: 100 (100–150)", "missed: up to 100"]
    );
}

/// A part cannot have been joined before its split has happened.
#[test]
fn nobody_joins_a_part_whose_split_has_not_happened() {
    let fifty = joining(change("b", Some(Estimate::exactly(50))));
    let parts = [
        ("b", Some(Estimate::exactly(60))),
        ("c", Some(Estimate::exactly(40))),
    ];
    let dossier = dossier(
        &["a", "b", "c"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(100)),
            ),
            event("divide", "2023-12-05/2023-12-20", split("a", &parts)),
            event("part", "2023-12-03/2023-12-10", fifty),
        ],
    );
    let ledger = dossier.ledger("a").unwrap();
    let on = |text: &str| told(&ledger.balance(text).unwrap());
    assert_eq!(on("2023-12-04"), ["a: 100", "missed: 0"]);
    // Those 50 only where b has come out: nobody else can be in it.
    assert_eq!(
        on("2023-12-05"),
        ["a: 0 (0–100)", "b: up to 110", "c: up to 40", "missed: 0"]
    );
    assert_eq!(on("2023-12-10"), ["b: 110", "c: 40", "missed: 0"]);
}

/// A group that goes on after its own split is counted before it, as any other.
#[test]
fn who_goes_on_after_a_split_was_there_before() {
    let some = |n| Some(Estimate::exactly(n));
    let dossier = dossier(
        &["a", "b", "c", "m"],
        [
            event(
                "leave-a",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(100)),
            ),
            event(
                "leave-b",
                "2023-12-01",
                departure("b", 1, Estimate::exactly(50)),
            ),
            event(
                "divide",
                "2023-12-02",
                split("b", &[("b", None), ("c", some(20))]),
            ),
            event("unite", "2023-12-03", merge("m", &["a", "b"])),
        ],
    );
    let closing = dossier.ledger("a").unwrap().closing();
    assert_eq!(told(&closing), ["c: 20", "m: 130", "missed: 0"]);
    // So is the one from which the ledger starts, though a part comes back to it.
    let dossier = self::dossier(
        &["a", "b", "c"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(100)),
            ),
            event(
                "divide",
                "2023-12-02",
                split("a", &[("a", None), ("b", some(40))]),
            ),
            event(
                "return",
                "2023-12-03",
                split("b", &[("a", some(90)), ("c", None)]),
            ),
        ],
    );
    let closing = dossier.ledger("a").unwrap().closing();
    assert_eq!(told(&closing), ["a: 90", "c: 10", "missed: 0"]);
}

/// Two counts of a group that may come in either order, and a joining around both: of every order
/// that takes out no more than there are, also where another group is counted on that day.
#[test]
fn counts_of_one_day_come_in_either_order_of_an_uncertain_one() {
    let some = |n| Some(Estimate::exactly(n));
    let parts = [("a", some(100)), ("b", some(100))];
    let joining = |group| joining(change(group, some(50)));
    let dossier = dossier(
        &["r", "a", "b"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("r", 0, Estimate::exactly(200)),
            ),
            event("divide", "2023-12-01", split("r", &parts)),
            event(
                "early",
                "2023-12-02/2023-12-05",
                departure("a", 1, Estimate::exactly(90)),
            ),
            event("join-a", "2023-12-02/2023-12-20", joining("a")),
            event("join-b", "2023-12-02/2023-12-20", joining("b")),
            event(
                "other",
                "2023-12-05",
                departure("b", 1, Estimate::exactly(100)),
            ),
            event(
                "that-day",
                "2023-12-05",
                departure("a", 2, Estimate::exactly(100)),
            ),
        ],
    );
    let mut closing = told(&dossier.ledger("r").unwrap().closing());
    closing.sort();
    // 100, then 90, then 50 more; or 90, 50 more, then 100; or 50 more, 100, then 90.
    assert_eq!(
        closing,
        ["a: 100 (90–140)", "b: 100 (100–150)", "missed: 100 (0–110)"]
    );
}

/// Who perhaps left may have been more than there were: then nobody had counted those who stayed.
#[test]
fn where_a_return_perhaps_overdraws_nobody_is_surely_missed() {
    let dossier = dossier(
        &["a", "b", "c"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(100)),
            ),
            event(
                "divide",
                "2023-12-02",
                split("a", &[("b", None), ("c", None)]),
            ),
            event(
                "back",
                "2023-12-03/2023-12-20",
                returning(change("b", Some(Estimate::exactly(200)))),
            ),
            event(
                "count",
                "2023-12-05",
                departure("c", 1, Estimate::exactly(30)),
            ),
        ],
    );
    let ledger = dossier.ledger("a").unwrap();
    assert_eq!(
        told(&ledger.balance("2023-12-10").unwrap()),
        ["b: 0 or more", "c: 30", "missed: 0"]
    );
}

/// Of two groups that are known only together: all who turn back on a day, then all who disperse.
#[test]
fn an_overdraft_of_one_day_is_of_the_last_to_leave() {
    let leave = |group: &str, people| change(group, Some(Estimate::exactly(people)));
    let dossier = dossier(
        &["a", "b", "c"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(100)),
            ),
            event(
                "divide",
                "2023-12-02",
                split("a", &[("b", None), ("c", None)]),
            ),
            event("scatter", "2023-12-03", dispersal(leave("b", 30))),
            event("back-b", "2023-12-03", returning(leave("b", 50))),
            event("back-c", "2023-12-03", returning(leave("c", 40))),
        ],
    );
    let ledger = dossier.ledger("a").unwrap();
    let overdrafts: Vec<_> = ledger
        .overdrafts()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(overdrafts, ["event scatter (dispersal) takes 30 of 10"]);
}

/// As on any day, who is there is told as counted first, and who comes out of another group as
/// coming after; but the count may be of both.
#[test]
fn a_group_is_counted_before_a_part_comes_back_to_it_that_day() {
    let some = |n| Some(Estimate::exactly(n));
    let dossier = dossier(
        &["a", "b", "c"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(100)),
            ),
            event(
                "divide",
                "2023-12-02",
                split("a", &[("a", None), ("b", some(40))]),
            ),
            event(
                "return",
                "2023-12-03",
                split("b", &[("a", None), ("c", None)]),
            ),
            event(
                "count",
                "2023-12-03",
                departure("a", 1, Estimate::exactly(55)),
            ),
        ],
    );
    let closing = dossier.ledger("a").unwrap().closing();
    assert_eq!(told(&closing), ["a + c: 95 (0–100)", "missed: 5 (0–105)"]);
}

/// Whom a group takes in is there before it divides, leaves or goes on into another that day.
#[test]
fn a_group_takes_in_others_before_it_changes_that_day() {
    let day = "2023-12-01";
    let closing = |mut change: Vec<Event>| {
        let leave = |group: &str, people| {
            let people = Estimate::exactly(people);
            event(&format!("leave-{group}"), day, departure(group, 0, people))
        };
        change.extend([leave("b", 500), leave("c", 100), leave("d", 1_000)]);
        let dossier = dossier(&["a", "b", "c", "d", "x", "y"], change);
        let ledger = dossier.ledger("b").unwrap();
        assert!(ledger.overdrafts().is_empty(), "{:?}", ledger.overdrafts());
        told(&ledger.closing())
    };
    let takes_in = event("m1", day, merge("b", &["b", "c"]));
    let part = |people| change("b", Some(Estimate::exactly(people)));
    let three_hundred = Some(Estimate::exactly(300));
    let parts = [("x", three_hundred), ("y", three_hundred)];
    for (name, then, expected) in [
        (
            "on",
            merge("a", &["b", "d"]),
            // Those who are counted that day may be counted when the others are with them.
            &["a: 1,600 (1,500–1,600)", "missed: 0"][..],
        ),
        (
            "apart",
            split("b", &parts),
            &["x: 300", "y: 300", "missed: 0"],
        ),
        (
            "back",
            returning(part(550)),
            &["b: 50 (0–600)", "missed: 0"],
        ),
    ] {
        let then = event(name, day, then);
        assert_eq!(closing(vec![takes_in.clone(), then.clone()]), expected);
        assert_eq!(closing(vec![then, takes_in.clone()]), expected);
    }
    // One that counts them all anew is a count: who joins that day comes on top.
    let all = merge("b", &["b", "c"]).headcount(590);
    let (all, join) = (
        event("all", day, all),
        event("join", day, joining(part(50))),
    );
    for events in [vec![all.clone(), join.clone()], vec![join, all]] {
        assert_eq!(closing(events), ["b: 640 (500–640)", "missed: 10 (0–240)"]);
    }
}

/// People who divide, unite and go on: on whatever days, from whichever group one starts.
#[test]
fn people_in_a_circle_end_where_they_went() {
    let some = |n| Some(Estimate::exactly(n));
    let united = |name, day, into, of: &[&str]| event(name, day, merge(into, of));
    for (divide, unite, of) in [
        ("2023-12-02", "2023-12-05", &["c"][..]),
        ("2023-12-05", "2023-12-05", &["c"]),
        ("2023-12-02", "2023-12-05", &["b", "c"]),
        ("2023-12-05", "2023-12-05", &["b", "c"]),
    ] {
        let leave = |name, group, people| {
            let people = Estimate::exactly(people);
            event(name, "2023-12-01", departure(group, 0, people))
        };
        // Those who come back on the day on which they left may be among the 400.
        let expected = if divide == unite {
            ["a: 1,500 (1,400–1,500)", "missed: 0 (0–100)"]
        } else {
            ["a: 1,500", "missed: 0"]
        };
        let parts = [("b", some(400)), ("c", some(100))];
        let mut events = vec![
            leave("leave-a", "a", 1_000),
            leave("leave-b", "b", 500),
            event("divide", divide, split("b", &parts)),
            united("again", unite, "b", of),
            united("on", unite, "a", &["b"]),
        ];
        for _ in 0..events.len() {
            events.rotate_left(1);
            for events in [events.clone(), events.iter().rev().cloned().collect()] {
                let dossier = dossier(&["a", "b", "c"], events);
                for root in ["a", "b", "c"] {
                    let ledger = dossier.ledger(root).unwrap();
                    assert!(ledger.overdrafts().is_empty(), "{:?}", ledger.overdrafts());
                    assert_eq!(told(&ledger.closing()), expected, "{root}");
                }
            }
        }
    }
}

/// A circle of one day: who divides does so before others come back to it.
#[test]
fn a_circle_of_one_day_begins_where_it_divides() {
    let some = |n| Some(Estimate::exactly(n));
    let day = "2023-12-05";
    let mut events = vec![
        event("leave", day, departure("a", 0, Estimate::exactly(100))),
        event("one", day, split("a", &[("b", some(60)), ("c", some(40))])),
        event("two", day, split("b", &[("d", some(50)), ("e", some(10))])),
        event("three", day, merge("f", &["d"])),
        event("four", day, merge("a", &["f"])),
        event("five", day, merge("g", &["a"])),
    ];
    for _ in 0..events.len() {
        events.rotate_left(1);
        for events in [events.clone(), events.iter().rev().cloned().collect()] {
            let dossier = dossier(&["a", "b", "c", "d", "e", "f", "g"], events);
            for root in ["a", "f", "g"] {
                let ledger = dossier.ledger(root).unwrap();
                assert!(ledger.overdrafts().is_empty(), "{:?}", ledger.overdrafts());
                let mut closing = told(&ledger.closing());
                closing.sort();
                // Of a group that ends twice on one day, the lives cannot be told apart.
                let expected = ["c: 40", "e: 10", "g: 0 or more", "missed: 0 or more"];
                assert_eq!(closing, expected, "{root}");
            }
        }
    }
}

/// A chain that is as long as a dossier allows is no deeper than the stack, nor is a circle.
#[test]
fn a_long_circle_of_one_day_is_followed() {
    const GROUPS: usize = 20_000;
    let names: Vec<String> = (0..GROUPS).map(|group| format!("g-{group}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let day = "2023-12-05";
    let links = (1..GROUPS).rev().map(|at| {
        let whole = merge(names[at], &[names[at - 1]]);
        event(&format!("e-{at}"), day, whole)
    });
    let leave = event("leave", day, departure(names[0], 0, Estimate::exactly(100)));
    let chain: Vec<_> = links.chain([leave]).collect();
    let last = format!("{}: 100", names[GROUPS - 1]);
    let parts = [("x", None), (names[0], Some(Estimate::exactly(30)))];
    let round = event("round", day, split(names[GROUPS - 1], &parts));
    let all: Vec<&str> = names.iter().copied().chain(["x"]).collect();
    let circle = chain.iter().cloned().chain([round]).collect();
    for (events, expected) in [(chain, &[&*last, "missed: 0"][..]), (circle, &[])] {
        let dossier = dossier(&all, events);
        let ledger = dossier.ledger(names[GROUPS / 2]).unwrap();
        assert_eq!(ledger.events().count(), dossier.events().len());
        let closing = told(&ledger.closing());
        assert!(expected.is_empty() || closing == expected, "{closing:?}");
    }
}
