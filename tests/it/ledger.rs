//! People conserved.

mod figures;
mod orders;
mod told_again;
mod worlds;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use corridor::analysis::{Balance, Basis};
use corridor::*;
use proptest::prelude::*;

const PLACES: [&str; 3] = ["MX07089", "MX07032", "MX07051"];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn dossier(groups: &[&str], events: impl IntoIterator<Item = Event>) -> Dossier {
    let group = |id: &&str| MigrantGroup::draft(id, id).mode(TravelMode::Foot);
    Dossier::draft("2023-12-31")
        .with_all(PLACES.map(|code| Place::draft(code, code)))
        .with_all(groups.iter().map(group))
        .with_all(events)
        .build()
        .unwrap()
}

/// What happens, whose id and day are still to be told.
type Happening = Draft<Event>;

fn event(id: &str, on: &str, happening: Happening) -> Event {
    happening.id(id).on(on).build().unwrap()
}

fn departure(group: &str, place: usize, people: Estimate) -> Happening {
    Event::departure("e", "2023", group, PLACES[place]).headcount(people)
}

fn change(group: &str, people: Option<Estimate>) -> Part {
    let part = Part::of(group);
    let part = match people {
        Some(people) => part.headcount(people),
        None => part,
    };
    part.build().unwrap()
}

fn counted(happening: Happening, change: &Part) -> Happening {
    match change.headcount() {
        Some(people) => happening.headcount(people),
        None => happening,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is made for the call")]
fn joining(change: Part) -> Happening {
    counted(Event::joining("e", "2023", change.group()), &change)
}

#[expect(clippy::needless_pass_by_value, reason = "it is made for the call")]
fn returning(change: Part) -> Happening {
    counted(Event::returning("e", "2023").group(change.group()), &change)
}

#[expect(clippy::needless_pass_by_value, reason = "it is made for the call")]
fn dispersal(change: Part) -> Happening {
    counted(Event::dispersal("e", "2023", change.group()), &change)
}

fn split(group: &str, parts: &[(&str, Option<Estimate>)]) -> Happening {
    let parts = parts.iter().map(|(group, people)| change(group, *people));
    Event::split("e", "2023", group).parts(parts)
}

fn merge(group: &str, groups: &[&str]) -> Happening {
    Event::merge("e", "2023", group).members(groups.iter().copied())
}

/// Each account as `groups: people`, then who is missed.
fn told(balance: &Balance<'_>) -> Vec<String> {
    let accounts = balance.accounts().map(|account| {
        let groups: Vec<_> = account.groups().map(Id::as_str).collect();
        format!("{}: {}", groups.join(" + "), account.people())
    });
    let missed = std::iter::once(format!("missed: {}", balance.unaccounted()));
    accounts.chain(missed).collect()
}

#[test]
fn the_groups_ahead_of_the_exodus() {
    let text = include_str!("../../examples/data/exodus_from_poverty.json");
    let seed: Dossier = serde_json::from_str(text).unwrap();
    let ledger = seed.ledger("caravan").unwrap();
    let days: Vec<_> = ledger.days().map(|day| day.to_string()).collect();
    assert_eq!(days, ["2023-12-24", "2023-12-27"]);
    assert_eq!(told(&ledger.balance("2023-12-23").unwrap()), ["missed: 0"]);
    assert_eq!(
        told(&ledger.balance("2023-12-26").unwrap()),
        ["caravan: 10,000 (9,000–10,000)", "missed: 0"]
    );
    let balance = ledger.balance("2023-12-27").unwrap();
    assert_eq!(
        told(&balance),
        [
            "ahead-arriaga + ahead-mapastepec + ahead-pijijiapan: 4,000 (2,500–4,500)",
            "exodus: 6,000 (5,500–6,500)",
            "missed: 0",
        ]
    );
    assert_eq!(balance.rest().to_string(), "4,000 (2,500–4,500)");
    assert_eq!(balance.people("exodus").unwrap().best(), 6_000);
    assert_eq!(
        balance.people("ahead-arriaga"),
        None,
        "known only with the others"
    );
    let ahead = balance.account("ahead-arriaga").unwrap();
    assert_eq!((ahead.is_shared(), ahead.basis()), (true, Basis::Remainder));
    assert!(ledger.overdrafts().is_empty());
    assert_eq!(told(&ledger.closing()), told(&balance));

    // Seen from the part, its split is where it starts.
    let exodus = seed.ledger("exodus").unwrap().closing();
    assert_eq!(told(&exodus), ["exodus: 6,000 (5,500–6,500)", "missed: 0"]);
    let error = seed.ledger("nobody").unwrap_err();
    assert_eq!(error.to_string(), "group \"nobody\" is not in the dossier");
}

#[test]
fn people_come_and_go_divide_and_unite() {
    let some = |n| Some(Estimate::exactly(n));
    let dossier = dossier(
        &["a", "b", "c", "d", "e"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(1_000)),
            ),
            event("join", "2023-12-02", joining(change("a", some(100)))),
            event("turn-back", "2023-12-03", returning(change("a", some(50)))),
            event("scatter", "2023-12-04", dispersal(change("a", some(30)))),
            event(
                "divide",
                "2023-12-05",
                split("a", &[("b", some(700)), ("c", some(300))]),
            ),
            event(
                "count",
                "2023-12-06",
                departure("b", 1, Estimate::exactly(650)),
            ),
            event(
                "other",
                "2023-12-06",
                departure("d", 2, Estimate::exactly(40)),
            ),
            event("unite", "2023-12-07", merge("e", &["c", "d"])),
        ],
    );
    let ledger = dossier.ledger("a").unwrap();
    let on = |text: &str| told(&ledger.balance(text).unwrap());
    assert_eq!(on("2023-12-02"), ["a: 1,100", "missed: 0"]);
    assert_eq!(on("2023-12-04"), ["a: 1,020", "missed: 0"]);
    assert_eq!(on("2023-12-05"), ["b: 700", "c: 300", "missed: 20"]);
    assert_eq!(
        on("2023-12-06"),
        ["b: 650", "c: 300", "d: 40", "missed: 70"]
    );
    assert_eq!(on("2023-12-07"), ["b: 650", "e: 340", "missed: 70"]);
    let closing = ledger.closing();
    let moved = [closing.joined(), closing.returned(), closing.dispersed()];
    assert_eq!(moved.map(Estimate::best), [100, 50, 30]);
    assert!(ledger.overdrafts().is_empty());
    assert_eq!(ledger.events().count(), 8);
}

#[test]
fn several_claims_about_one_departure_are_one_count() {
    let dossier = dossier(
        &["a"],
        [
            event(
                "ap",
                "2023-12-24",
                departure("a", 0, Estimate::exactly(6_000)),
            ),
            event(
                "efe",
                "2023-12-24",
                departure("a", 0, Estimate::at_most(15_000)),
            ),
        ],
    );
    let closing = dossier.ledger("a").unwrap().closing();
    assert_eq!(told(&closing), ["a: 6,000 (0–15,000)", "missed: 0"]);
}

#[test]
fn an_overdraft_names_what_made_the_account_and_says_so_once() {
    let dossier = dossier(
        &["a", "b", "c"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::nearly(10_000)),
            ),
            event(
                "join",
                "2023-12-02",
                joining(change("a", Some(Estimate::exactly(500)))),
            ),
            event(
                "back",
                "2023-12-03",
                returning(change("a", Some(Estimate::exactly(11_000)))),
            ),
            event(
                "again",
                "2023-12-04",
                returning(change("a", Some(Estimate::exactly(1)))),
            ),
        ],
    );
    let ledger = dossier.ledger("a").unwrap();
    let [overdraft] = ledger.overdrafts() else {
        panic!("{:?}", ledger.overdrafts())
    };
    assert_eq!(
        overdraft.to_string(),
        "event back (return) takes 11,000 of 10,500 (9,500–10,500)"
    );
    let made_by: Vec<_> = overdraft
        .made_by()
        .iter()
        .map(|event| event.id().as_str())
        .collect();
    assert_eq!(made_by, ["leave", "join"]);
    assert_eq!(told(&ledger.closing()), ["a: 0 or more", "missed: 0"]);

    let parts = [
        ("b", Some(Estimate::exactly(7))),
        ("c", Some(Estimate::at_least(4))),
    ];
    let dossier = self::dossier(
        &["a", "b", "c"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(10)),
            ),
            event("divide", "2023-12-02", split("a", &parts)),
        ],
    );
    let ledger = dossier.ledger("a").unwrap();
    assert_eq!(
        ledger.overdrafts()[0].to_string(),
        "event divide (split) takes 11 or more of 10"
    );
    assert_eq!(
        told(&ledger.closing()),
        ["b: 7", "c: 4 or more", "missed: 0"]
    );
}

#[test]
fn an_uncertain_day_leaves_both_open() {
    let parts = [("b", Some(Estimate::exactly(600))), ("c", None)];
    let dossier = dossier(
        &["a", "b", "c"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(1_000)),
            ),
            event(
                "join",
                "2023-12-02/2023-12-04",
                joining(change("a", Some(Estimate::exactly(9)))),
            ),
            event("divide", "2023-12-06/2023-12-08", split("a", &parts)),
            event("back", "2023-12-10", returning(change("c", None))),
        ],
    );
    let ledger = dossier.ledger("a").unwrap();
    let on = |text: &str| told(&ledger.balance(text).unwrap());
    assert_eq!(on("2023-12-03"), ["a: 1,009 (1,000–1,009)", "missed: 0"]);
    assert_eq!(on("2023-12-04"), ["a: 1,009", "missed: 0"]);
    assert_eq!(
        on("2023-12-07"),
        [
            "a: 0 (0–1,009)",
            "c: up to 409",
            "b: up to 600",
            "missed: 0"
        ]
    );
    assert_eq!(on("2023-12-08"), ["c: 409", "b: 600", "missed: 0"]);
    assert_eq!(on("2023-12-10"), ["c: up to 409", "b: 600", "missed: 0"]);
    assert_eq!(
        ledger.balance("2023-12-10").unwrap().returned().to_string(),
        "0 or more"
    );
}

/// A count, and somebody who comes or goes perhaps before it, perhaps after.
#[test]
fn who_joins_around_a_count_may_be_counted_already() {
    let dossier_of = |change_on: &str, kind: Happening, counted: &str, people: u64| {
        let setting_out = departure("a", 0, Estimate::exactly(100));
        dossier(
            &["a"],
            [
                event("leave", "2023-12-01", setting_out),
                event("change", change_on, kind),
                event(
                    "count",
                    counted,
                    departure("a", 1, Estimate::exactly(people)),
                ),
            ],
        )
    };
    let fifty = || change("a", Some(Estimate::exactly(50)));
    let on = |dossier: &Dossier, text: &str| {
        let ledger = dossier.ledger("a").unwrap();
        assert!(ledger.overdrafts().is_empty(), "{:?}", ledger.overdrafts());
        told(&ledger.balance(text).unwrap())
    };
    let joining = || joining(fifty());
    let around = dossier_of("2023-12-02/2023-12-20", joining(), "2023-12-05", 100);
    assert_eq!(on(&around, "2023-12-04"), ["a: 150 (100–150)", "missed: 0"]);
    assert_eq!(
        on(&around, "2023-12-10"),
        ["a: 100 (100–150)", "missed: up to 50"]
    );
    assert_eq!(
        on(&around, "2023-12-30"),
        ["a: 100 (100–150)", "missed: up to 50"]
    );
    let closing = around.ledger("a").unwrap().closing();
    assert_eq!(closing.joined(), Estimate::exactly(50));

    // The same, where it is the day of the count that nobody knows.
    let around = dossier_of("2023-12-05", joining(), "2023-12-02/2023-12-20", 100);
    assert_eq!(
        on(&around, "2023-12-30"),
        ["a: 150 (100–150)", "missed: 0 (0–50)"]
    );

    let leaving = returning(fifty());
    let around = dossier_of("2023-12-02/2023-12-20", leaving, "2023-12-05", 50);
    assert_eq!(
        on(&around, "2023-12-30"),
        ["a: up to 50", "missed: 0 (0–50)"]
    );

    // The figures leave one order only: 150 can be counted only after 50 have joined.
    let around = dossier_of("2023-12-05", joining(), "2023-12-02/2023-12-20", 150);
    assert_eq!(on(&around, "2023-12-30"), ["a: 150", "missed: 0"]);

    // Whoever came certainly before was counted, whoever came certainly after was not.
    let before = dossier_of("2023-12-02/2023-12-04", joining(), "2023-12-05", 100);
    assert_eq!(on(&before, "2023-12-30"), ["a: 100", "missed: 50"]);
    let after = dossier_of("2023-12-06/2023-12-09", joining(), "2023-12-05", 100);
    assert_eq!(on(&after, "2023-12-30"), ["a: 150", "missed: 0"]);
}

#[test]
fn any_of_several_may_come_after_the_count() {
    let changes = [
        "2023-12-02/2023-12-20",
        "2023-12-03/2023-12-09",
        "2023-12-04/2023-12-05",
    ];
    let join = |at: usize, people| {
        let kind = joining(change("a", Some(Estimate::exactly(people))));
        event(&format!("join-{at}"), changes[at], kind)
    };
    let dossier = dossier(
        &["a"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(100)),
            ),
            join(0, 1),
            join(1, 20),
            join(2, 300),
            event(
                "back",
                "2023-12-04/2023-12-08",
                returning(change("a", Some(Estimate::exactly(5)))),
            ),
            event(
                "count",
                "2023-12-06",
                departure("a", 1, Estimate::exactly(200)),
            ),
        ],
    );
    let ledger = dossier.ledger("a").unwrap();
    // Those 300 are in the count; of the others any may come after it.
    assert_eq!(
        told(&ledger.balance("2023-12-30").unwrap()),
        ["a: 200 (195–221)", "missed: 216 (195–221)"]
    );
}

/// A part exists from its split on, and the whole until then: this orders what the days do not.
#[test]
fn what_is_said_of_a_part_comes_after_its_split() {
    let parts = [("b", None), ("c", Some(Estimate::exactly(40)))];
    let fifty = |group| joining(change(group, Some(Estimate::exactly(50))));
    let dossier = dossier(
        &["a", "b", "c"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(100)),
            ),
            event("divide", "2023-12-05/2023-12-20", split("a", &parts)),
            event("part", "2023-12-03/2023-12-10", fifty("b")),
            event("whole", "2023-12-06/2023-12-30", fifty("a")),
        ],
    );
    let ledger = dossier.ledger("a").unwrap();
    // By then the part has been joined, so that it has come out, and the whole has been joined.
    assert_eq!(
        told(&ledger.balance("2023-12-10").unwrap()),
        ["b: 160", "c: 40", "missed: 0"]
    );
    assert_eq!(
        told(&ledger.balance("2023-12-10").unwrap()),
        told(&ledger.closing())
    );
}

/// Of many that may come in any order, any may come before the count.
#[test]
fn any_of_many_may_come_after_the_count() {
    let join = |at: usize| {
        let (first, last) = (2 + at % 7, 20 + at);
        let on = format!("2023-12-{first:02}/2024-01-{:02}", last - 10);
        event(
            &format!("join-{at}"),
            &on,
            joining(change("a", Some(Estimate::exactly(1)))),
        )
    };
    let leave = || {
        event(
            "leave",
            "2023-12-01",
            departure("a", 0, Estimate::exactly(100)),
        )
    };
    let only_joinings = dossier(&["a"], (0..20).map(join).chain([leave()]));
    let ledger = only_joinings.ledger("a").unwrap();
    assert_eq!(told(&ledger.closing()), ["a: 120", "missed: 0"]);

    let count = |name: &str, on| event(name, on, departure("a", 1, Estimate::exactly(90)));
    let counted = [leave(), count("count", "2023-12-15")];
    let dossier_of =
        |more: Option<Event>| dossier(&["a"], (0..20).map(join).chain(counted.clone()).chain(more));
    let dossier = dossier_of(None);
    let closing = dossier.ledger("a").unwrap().closing();
    assert_eq!(told(&closing), ["a: 90 (90–110)", "missed: 30 (10–30)"]);
    assert_eq!(closing.joined(), Estimate::exactly(20));
    // A later count is believed again.
    let later = event(
        "later",
        "2024-02-20",
        departure("a", 2, Estimate::exactly(80)),
    );
    let dossier = dossier_of(Some(later));
    let closing = dossier.ledger("a").unwrap().closing();
    assert_eq!(closing.people("a"), Some(Estimate::exactly(80)));
}

#[test]
fn nobody_is_missed_of_those_whom_nobody_counted() {
    let parts = [
        ("b", Some(Estimate::exactly(6))),
        ("c", Some(Estimate::exactly(4))),
    ];
    let dossier = dossier(
        &["a", "b", "c"],
        [
            event(
                "join",
                "2023-12-01",
                joining(change("a", Some(Estimate::exactly(2)))),
            ),
            event("divide", "2023-12-02", split("a", &parts)),
        ],
    );
    let closing = dossier.ledger("a").unwrap().closing();
    assert_eq!(told(&closing), ["b: 6", "c: 4", "missed: 0"]);
}

#[test]
fn a_part_is_opened_by_its_split_not_before() {
    let dossier = dossier(
        &["a", "b", "c"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(1_000)),
            ),
            event(
                "early",
                "2023-12-02",
                departure("b", 1, Estimate::exactly(600)),
            ),
            event(
                "divide",
                "2023-12-03",
                split("a", &[("b", None), ("c", None)]),
            ),
        ],
    );
    let ledger = dossier.ledger("a").unwrap();
    let on = |text: &str| told(&ledger.balance(text).unwrap());
    assert_eq!(on("2023-12-02"), ["a: 1,000", "missed: 0"]);
    assert_eq!(on("2023-12-03"), ["b + c: 1,000", "missed: 0"]);
}

#[test]
fn sums_beyond_64_bits_are_open() {
    let most = Estimate::exactly(u64::MAX);
    let dossier = dossier(
        &["a"],
        [
            event("leave", "2023-12-01", departure("a", 0, most)),
            event("join", "2023-12-02", joining(change("a", Some(most)))),
        ],
    );
    let closing = dossier.ledger("a").unwrap().closing();
    assert_eq!(closing.people("a"), Some(Estimate::at_least(u64::MAX)));
}

/// What happens in a true story, in small steps; numbers are taken modulo what there is.
#[derive(Debug, Clone)]
enum Step {
    Join {
        who: usize,
        people: u64,
    },
    Return {
        who: usize,
        people: u64,
    },
    Disperse {
        who: usize,
        people: u64,
    },
    Split {
        who: usize,
        shares: Vec<(u64, bool)>,
        lost: u64,
    },
    Merge {
        one: usize,
        other: usize,
    },
    Recount {
        who: usize,
        lost: u64,
    },
}

fn steps() -> impl Strategy<Value = Vec<(Step, u64, u64, bool)>> {
    let step = prop_oneof![
        (0_usize..9, 0_u64..300).prop_map(|(who, people)| Step::Join { who, people }),
        (0_usize..9, 0_u64..300).prop_map(|(who, people)| Step::Return { who, people }),
        (0_usize..9, 0_u64..300).prop_map(|(who, people)| Step::Disperse { who, people }),
        (
            0_usize..9,
            proptest::collection::vec((0_u64..100, any::<bool>()), 1..4),
            0_u64..50
        )
            .prop_map(|(who, shares, lost)| Step::Split { who, shares, lost }),
        (0_usize..9, 0_usize..9).prop_map(|(one, other)| Step::Merge { one, other }),
        (0_usize..9, 0_u64..50).prop_map(|(who, lost)| Step::Recount { who, lost }),
    ];
    // The step, how far below and above the truth it is reported, and whether the day is uncertain.
    proptest::collection::vec((step, 0_u64..200, 0_u64..200, any::<bool>()), 1..14)
}

#[derive(Debug, Clone, Default)]
struct Truth {
    people: BTreeMap<String, u64>,
    missed: u64,
    joined: u64,
    returned: u64,
    dispersed: u64,
}

/// The report of a number that is truly so: bounds that hold it.
fn reported(truth: u64, below: u64, above: u64) -> Estimate {
    let (low, high) = (truth.saturating_sub(below), truth + above);
    // The figure as stated need not be the truth either.
    Estimate::try_new(low, low.midpoint(high), Some(high)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_truth_lies_within(
        start in 0_u64..2_000, below in 0_u64..300, above in 0_u64..300, steps in steps(),
    ) {
        let mut truth = Truth::default();
        truth.people.insert("g0".to_owned(), start);
        let mut events = vec![event("start", "2023-01-01", departure("g0", 0, reported(start, below, above)))];
        let mut names = vec!["g0".to_owned()];
        // What is true at the end of each step's last day, and before it.
        let mut history = vec![(day("2023-01-01"), vec![truth.clone()])];
        for (index, (step, below, above, uncertain)) in steps.into_iter().enumerate() {
            let before = truth.clone();
            let living: Vec<String> = truth.people.keys().cloned().collect();
            let pick = |who: usize| living[who % living.len()].clone();
            let number = |people: u64| reported(people, below, above);
            let kind = match step {
                Step::Join { who, people } => {
                    let who = pick(who);
                    *truth.people.get_mut(&who).unwrap() += people;
                    truth.joined += people;
                    joining(change(&who, Some(number(people))))
                }
                Step::Return { who, people } => {
                    let who = pick(who);
                    let there = truth.people.get_mut(&who).unwrap();
                    let people = people.min(*there);
                    *there -= people;
                    truth.returned += people;
                    returning(change(&who, Some(number(people))))
                }
                Step::Disperse { who, people } => {
                    let who = pick(who);
                    let there = truth.people.get_mut(&who).unwrap();
                    let people = people.min(*there);
                    *there -= people;
                    truth.dispersed += people;
                    let told = (index % 3 > 0).then(|| number(people));
                    dispersal(change(&who, told))
                }
                Step::Split { who, shares, lost } => {
                    let who = pick(who);
                    let mut left = truth.people.remove(&who).unwrap();
                    // People go missing only where every part is counted: else they are in the rest.
                    if shares.iter().all(|(_, told)| *told) {
                        let lost = lost.min(left);
                        left -= lost;
                        truth.missed += lost;
                    }
                    let mut parts = Vec::new();
                    let last = shares.len() - 1;
                    for (at, (share, told)) in shares.into_iter().enumerate() {
                        let people = if at == last { left } else { left * share / 100 };
                        left -= people;
                        let name = format!("g{}", names.len());
                        truth.people.insert(name.clone(), people);
                        names.push(name.clone());
                        parts.push((name, told.then(|| number(people))));
                    }
                    let parts: Vec<_> =
                        parts.iter().map(|(name, people)| (name.as_str(), *people)).collect();
                    split(&who, &parts)
                }
                Step::Merge { one, other } => {
                    let (one, other) = (pick(one), pick(other));
                    let mut people = truth.people.remove(&one).unwrap();
                    people += truth.people.remove(&other).unwrap_or(0);
                    let name = format!("g{}", names.len());
                    truth.people.insert(name.clone(), people);
                    names.push(name.clone());
                    merge(&name, &[&one, &other])
                }
                Step::Recount { who, lost } => {
                    let who = pick(who);
                    let there = truth.people.get_mut(&who).unwrap();
                    let lost = lost.min(*there);
                    *there -= lost;
                    truth.missed += lost;
                    let people = *there;
                    departure(&who, 1 + index % 2, number(people))
                }
            };
            let first = day("2023-01-02") + chrono::Days::new(10 * index as u64);
            let last = first + chrono::Days::new(if uncertain { 5 } else { 0 });
            let on = if uncertain { format!("{first}/{last}") } else { first.to_string() };
            events.push(event(&format!("e{index}"), &on, kind));
            if uncertain {
                history.push((first, vec![before, truth.clone()]));
            }
            history.push((last, vec![truth.clone()]));
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let dossier = dossier(&names, events);
        let ledger = dossier.ledger("g0").unwrap();
        prop_assert!(ledger.overdrafts().is_empty(), "{:?}", ledger.overdrafts());
        for (day, truths) in history {
            let balance = ledger.balance(day).unwrap();
            for truth in truths {
                holds(&balance, &truth)?;
            }
        }
    }
}

/// What is told of a step of a story: how far its figures may be below and above the truth, how many
/// days early and late, and whether a figure that need not be told is.
#[derive(Debug, Clone)]
struct Told {
    below: u64,
    above: u64,
    early: u64,
    late: u64,
    whole: bool,
}

impl Told {
    fn number(&self, truth: u64) -> Estimate {
        reported(truth, self.below, self.above)
    }
}

/// What happens on one day of a true story, and how long after the day before.
#[derive(Debug, Clone)]
enum Turn {
    Plain(Step),
    /// The group goes on, and others come out of it.
    SplitOff {
        who: usize,
        shares: Vec<(u64, bool)>,
        lost: u64,
    },
    /// The group takes in another.
    TakeIn {
        who: usize,
        other: usize,
    },
}

fn story() -> impl Strategy<Value = Vec<(Turn, Told, u64)>> {
    let days = || prop_oneof![3 => Just(0_u64), 2 => 1_u64..15];
    let told = (0_u64..60, 0_u64..60, days(), days(), any::<bool>()).prop_map(
        |(below, above, early, late, whole)| Told {
            // Exact figures leave least to chance.
            below: below.saturating_sub(30),
            above: above.saturating_sub(30),
            early,
            late,
            whole,
        },
    );
    let shares = proptest::collection::vec((0_u64..100, any::<bool>()), 1..4);
    let turn = prop_oneof![
        8 => steps().prop_map(|steps| Turn::Plain(steps[0].0.clone())),
        1 => (0_usize..9, shares, 0_u64..50)
            .prop_map(|(who, shares, lost)| Turn::SplitOff { who, shares, lost }),
        2 => (0_usize..9, 0_usize..9).prop_map(|(who, other)| Turn::TakeIn { who, other }),
    ];
    proptest::collection::vec((turn, told, 1_u64..6), 1..10)
}

/// A true story, and the dossier that is told of it.
struct Story {
    truth: Truth,
    names: Vec<String>,
    events: Vec<(String, Happening)>,
    /// What is true from the end of that day.
    history: Vec<(NaiveDate, Truth)>,
}

impl Story {
    fn of(start: u64, told: &Told, turns: Vec<(Turn, Told, u64)>) -> Self {
        let mut story = Self {
            truth: Truth::default(),
            names: Vec::new(),
            events: Vec::new(),
            history: Vec::new(),
        };
        let mut on = day("2023-03-01");
        let root = story.open(start);
        let kind = story.departure(&root, told);
        story.tell(on, told, kind);
        for (turn, told, days) in turns {
            on = on + chrono::Days::new(days);
            let kind = story.turn(turn, &told);
            story.tell(on, &told, kind);
        }
        story
    }

    fn open(&mut self, people: u64) -> String {
        let name = format!("g{}", self.names.len());
        self.truth.people.insert(name.clone(), people);
        self.names.push(name.clone());
        name
    }

    fn tell(&mut self, on: NaiveDate, told: &Told, kind: Happening) {
        let first = on - chrono::Days::new(told.early);
        let last = on + chrono::Days::new(told.late);
        let on_or_between = if first == last {
            first.to_string()
        } else {
            format!("{first}/{last}")
        };
        self.events.push((on_or_between, kind));
        self.history.push((on, self.truth.clone()));
    }

    fn pick(&self, who: usize) -> String {
        let mut living = self.truth.people.keys();
        living.nth(who % self.truth.people.len()).unwrap().clone()
    }

    /// Every departure is from a place of its own: two from one place would be one.
    fn departure(&self, who: &str, told: &Told) -> Happening {
        let place = format!("MX{:05}", self.events.len());
        let people = told.number(self.truth.people[who]);
        Event::departure("e", "2023", who, place).headcount(people)
    }

    fn take(&mut self, who: &str, people: u64) -> u64 {
        let there = self.truth.people.get_mut(who).unwrap();
        let people = people.min(*there);
        *there -= people;
        people
    }

    /// The parts that a group divides into; the first is the group itself where it goes on.
    fn divide(
        &mut self,
        who: &str,
        goes_on: bool,
        shares: Vec<(u64, bool)>,
        lost: u64,
        told: &Told,
    ) -> Happening {
        let whole = told.whole.then(|| told.number(self.truth.people[who]));
        if shares.iter().all(|(_, told)| *told) {
            self.truth.missed += self.take(who, lost);
        }
        let mut left = self.truth.people.remove(who).unwrap();
        let mut parts = Vec::new();
        let last = shares.len() - 1;
        for (at, (share, counted)) in shares.into_iter().enumerate() {
            let people = if at == last { left } else { left * share / 100 };
            left -= people;
            let name = if at == 0 && goes_on {
                self.truth.people.insert(who.to_owned(), people);
                who.to_owned()
            } else {
                self.open(people)
            };
            parts.push(change(&name, counted.then(|| told.number(people))));
        }
        let split = Event::split("e", "2023", who).parts(parts);
        match whole {
            Some(whole) => split.headcount(whole),
            None => split,
        }
    }

    fn unite(&mut self, into: &str, members: &[&str], told: &Told) -> Happening {
        let mut people = self.truth.people.remove(into).unwrap_or(0);
        for member in members {
            people += self.truth.people.remove(*member).unwrap_or(0);
        }
        self.truth.people.insert(into.to_owned(), people);
        let merge = merge(into, members);
        if told.whole {
            merge.headcount(told.number(people))
        } else {
            merge
        }
    }

    fn turn(&mut self, turn: Turn, told: &Told) -> Happening {
        match turn {
            Turn::Plain(Step::Join { who, people }) => {
                let who = self.pick(who);
                *self.truth.people.get_mut(&who).unwrap() += people;
                self.truth.joined += people;
                joining(change(&who, Some(told.number(people))))
            }
            Turn::Plain(Step::Return { who, people }) => {
                let who = self.pick(who);
                let people = self.take(&who, people);
                self.truth.returned += people;
                returning(change(&who, Some(told.number(people))))
            }
            Turn::Plain(Step::Disperse { who, people }) => {
                let who = self.pick(who);
                let people = self.take(&who, people);
                self.truth.dispersed += people;
                dispersal(change(&who, told.whole.then(|| told.number(people))))
            }
            Turn::Plain(Step::Split { who, shares, lost }) => {
                let who = self.pick(who);
                self.divide(&who, false, shares, lost, told)
            }
            Turn::SplitOff { who, shares, lost } => {
                let who = self.pick(who);
                self.divide(&who, true, shares, lost, told)
            }
            Turn::Plain(Step::Merge { one, other }) => {
                let (one, other) = (self.pick(one), self.pick(other));
                let into = self.open(0);
                self.unite(&into, &[&one, &other], told)
            }
            Turn::TakeIn { who, other } => {
                let (who, other) = (self.pick(who), self.pick(other));
                if who == other {
                    return self.departure(&who, told);
                }
                self.unite(&who, &[&other], told)
            }
            Turn::Plain(Step::Recount { who, lost }) => {
                let who = self.pick(who);
                self.truth.missed += self.take(&who, lost);
                self.departure(&who, told)
            }
        }
    }

    fn dossier(&self) -> Dossier {
        let group = |id: &String| MigrantGroup::draft(id, id).mode(TravelMode::Foot);
        let place = |at: usize| Place::draft(format!("MX{at:05}"), "a place");
        let events = self.events.iter().enumerate();
        Dossier::draft("2023-12-31")
            .with_all((0..self.events.len()).map(place))
            .with_all(self.names.iter().map(group))
            .with_all(events.map(|(at, (on, kind))| event(&format!("e{at}"), on, kind.clone())))
            .build()
            .unwrap()
    }

    /// Each event as it is told, a line each.
    fn told(&self) -> Vec<String> {
        let dossier = self.dossier();
        let lines = dossier.events().iter().map(serde_json::to_string);
        lines.collect::<Result<_, _>>().unwrap()
    }

    /// What is true at the end of the day.
    fn at(&self, day: NaiveDate) -> Truth {
        let until = self.history.partition_point(|(on, _)| *on <= day);
        until
            .checked_sub(1)
            .map_or_else(Truth::default, |last| self.history[last].1.clone())
    }
}

fn holds(balance: &Balance<'_>, truth: &Truth) -> Result<(), TestCaseError> {
    let people = |group: &Id| truth.people.get(group.as_str()).copied().unwrap_or(0);
    let mut rest = truth.missed;
    let mut found = 0;
    for account in balance.accounts() {
        let true_count: u64 = account.groups().map(people).sum();
        prop_assert!(
            account.people().contains(true_count),
            "{:?} {} holds {true_count}",
            account.groups().collect::<Vec<_>>(),
            account.people(),
        );
        found += true_count;
        if account.basis() != Basis::Counted {
            rest += true_count;
        }
    }
    prop_assert_eq!(
        found,
        truth.people.values().sum::<u64>(),
        "everybody has an account"
    );
    for (what, bounds, true_count) in [
        ("rest", balance.rest(), rest),
        ("unaccounted", balance.unaccounted(), truth.missed),
        ("joined", balance.joined(), truth.joined),
        ("returned", balance.returned(), truth.returned),
        ("dispersed", balance.dispersed(), truth.dispersed),
    ] {
        prop_assert!(
            bounds.contains(true_count),
            "{what}: {bounds} holds {true_count}"
        );
    }
    Ok(())
}

proptest! {
    /// Of a true story whose days and figures are told as bounds that hold them, every day's
    /// balance holds the truth.
    #[test]
    fn the_truth_lies_within_whatever_the_order(
        start in 0_u64..500,
        told in story().prop_map(|story| story[0].1.clone()),
        turns in story(),
    ) {
        let story = Story::of(start, &told, turns);
        let dossier = story.dossier();
        let ledger = dossier.ledger("g0").unwrap();
        prop_assert!(ledger.overdrafts().is_empty(), "{:?}", ledger.overdrafts());
        let days = || dossier.events().iter().filter_map(Event::on);
        let mut on = days().filter_map(When::earliest).min().unwrap();
        let last = days().filter_map(When::latest).max().unwrap();
        while on <= last {
            if let Err(error) = holds(&ledger.balance(on).unwrap(), &story.at(on)) {
                let told = serde_json::to_string_pretty(&story.told()).unwrap();
                return Err(TestCaseError::fail(format!("{on}: {error}\n{told}")));
            }
            on = on.succ_opt().unwrap();
        }
        holds(&ledger.closing(), &story.truth)?;
    }
}

#[test]
fn as_json() {
    let parts = [("b", Some(Estimate::about(60))), ("c", None)];
    let dossier = dossier(
        &["a", "b", "c"],
        [
            event(
                "leave",
                "2023-12-01",
                departure("a", 0, Estimate::exactly(100)),
            ),
            event("divide", "2023-12-02", split("a", &parts)),
        ],
    );
    let closing = dossier.ledger("a").unwrap().closing();
    assert_eq!(
        serde_json::to_value(&closing).unwrap(),
        serde_json::json!({
            "accounts": [
                {"groups": ["c"], "people": {"low": 35, "best": 40, "high": 45}, "basis": "remainder"},
                {"groups": ["b"], "people": {"low": 55, "best": 60, "high": 65}, "basis": "counted"},
            ],
            "unaccounted": 0, "joined": 0, "returned": 0, "dispersed": 0,
        })
    );
}
