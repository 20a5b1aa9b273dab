//! Which events are fixes of which groups, and where a group is between them.

use corridor::analysis::Whereabouts;
use corridor::{Code, Distance, Event, Journey, Link, Part, Route};

use super::*;

fn told(events: impl IntoIterator<Item = Draft<Event>>, group: &str) -> Vec<String> {
    let dossier = dossier(events);
    let journey = dossier.journey(group).unwrap();
    let mut all = dossier.journeys();
    let same = all.find(|of| of.group().id().as_str() == group).unwrap();
    assert_eq!(same.fixes(), journey.fixes());
    let told = |fix: &corridor::analysis::Fix<'_>| {
        let count = fix
            .headcount()
            .map_or(String::new(), |figure| format!(", {figure}"));
        let inherited = if fix.is_inherited() {
            ", inherited"
        } else {
            ""
        };
        format!("{fix}{count}{inherited}")
    };
    journey.fixes().iter().map(told).collect()
}

/// A split of g into these parts, each with its place if it has one.
fn split(
    id: &str,
    on: &str,
    place: Option<&str>,
    parts: impl IntoIterator<Item = (&'static str, &'static str)>,
) -> Draft<Event> {
    let parts = parts.into_iter().map(|(group, place)| match place {
        "" => Part::of(group),
        place => Part::of(group).place(code(place)).headcount(7),
    });
    let split = Event::split(id, on, "g").parts(parts).headcount(9);
    match place {
        Some(place) => split.place(code(place)),
        None => split,
    }
}

#[test]
fn what_has_occurred_at_a_place_is_a_fix() {
    let events = [
        departure("1", "2023-01-01", "g", "A").headcount(5),
        sighting("2", "2023-01-02", "g", "B").headcount(5),
        Event::arrival("3", "2023-01-03", "g", code("C")),
        halt("4", "2023-01-04", "g", "C", 24.0),
        Event::joining("5", "2023-01-05", "g")
            .headcount(3)
            .place(code("D")),
        Event::joining("6", "2023-01-06", "g").headcount(3),
        Event::returning("7", "2023-01-07")
            .group("g")
            .headcount(3)
            .place(code("A")),
        Event::dispersal("8", "2023-01-08", "g")
            .headcount(3)
            .place(code("A")),
        departure("9", "2023-01-09", "g", "E").planned(),
        departure("10", "2023-01-10", "g", "E").cancelled(),
        departure("11", "2023-01-11", "g", "E").conditional("if"),
        sighting("12", "2023-01-12", "p", "E"),
    ];
    assert_eq!(
        told(events, "g"),
        [
            "A on 2023-01-01, 5",
            "B on 2023-01-02, 5",
            "C on 2023-01-03",
            "C on 2023-01-04",
            "D on 2023-01-05",
        ]
    );
}

#[test]
fn groups_that_merge_meet() {
    let merge = || {
        Event::merge("1", "2023-01-01", "g")
            .members(["p", "g"])
            .headcount(9)
    };
    let placed = || merge().place(code("A"));
    assert_eq!(told([placed()], "g"), ["A on 2023-01-01, 9"]);
    assert_eq!(told([placed()], "p"), ["A on 2023-01-01"]);
    assert!(told([merge()], "g").is_empty());
}

#[test]
fn parts_inherit_what_was_certainly_before() {
    let events = |split: Draft<Event>| {
        [
            departure("1", "2023-01-01", "g", "A"),
            sighting("2", "2023-01-05/2023-01-08", "g", "B"),
            sighting("3", "2023-01-08", "g", "C"),
            split,
            sighting("5", "2023-01-09", "g", "D"),
            sighting("6", "2023-01-10", "p", "E"),
        ]
    };
    // The part's own place, and otherwise that of the split.
    let own = split("4", "2023-01-08", Some("F"), [("p", "G"), ("g", "F")]);
    assert_eq!(
        told(events(own.clone()), "p"),
        [
            "A on 2023-01-01, inherited",
            "G on 2023-01-08, 7",
            "E on 2023-01-10"
        ]
    );
    assert_eq!(
        told(events(own), "g"),
        [
            "A on 2023-01-01",
            "B on 2023-01-05/2023-01-08",
            "C on 2023-01-08",
            "F on 2023-01-08, 9",
            "D on 2023-01-09",
        ]
    );
    let splits_place = split("4", "2023-01-08", Some("F"), [("p", "")]);
    assert_eq!(
        told(events(splits_place), "p"),
        [
            "A on 2023-01-01, inherited",
            "F on 2023-01-08",
            "E on 2023-01-10"
        ]
    );
    let nowhere = split("4", "2023-01-08", None, [("p", "")]);
    assert_eq!(
        told(events(nowhere), "p"),
        ["A on 2023-01-01, inherited", "E on 2023-01-10"]
    );
}

#[test]
fn a_grandchild_inherits_and_a_split_that_is_not_told_of_is_the_first_fix() {
    let events = [
        departure("1", "2023-01-01", "g", "A"),
        split("2", "2023-01-05", None, [("p", "B")]),
        sighting("3", "2023-01-06", "p", "C"),
        sighting("4", "2023-01-07", "q", "D"),
        sighting("5", "2023-01-07", "p", "E"),
        sighting("6", "2023-01-06", "g", "F"),
    ];
    assert_eq!(
        told(events, "q"),
        [
            "A on 2023-01-01, inherited",
            "B on 2023-01-05, 7, inherited",
            "C on 2023-01-06, inherited",
            "D on 2023-01-07",
        ]
    );
    // Without a split and without fixes of its own nothing says how much of the way was shared.
    let parent_alone = [departure("1", "2023-01-01", "g", "A")];
    assert!(told(parent_alone, "p").is_empty());
}

/// Of a parent's dates of many days, one that is not over hides none after it that is.
#[test]
fn what_was_over_is_handed_down_beside_what_was_not() {
    let events = [
        sighting("1", "2023-01-01/2023-01-20", "g", "A"),
        sighting("2", "2023-01-03", "g", "B"),
        sighting("3", "2023-01-04/2023-01-10", "g", "C"),
        sighting("4", "2023-01-05/2023-01-09", "g", "D"),
        split("5", "2023-01-10", None, [("p", "")]),
        sighting("6", "2023-01-11", "g", "E"),
    ];
    assert_eq!(
        told(events, "p"),
        [
            "B on 2023-01-03, inherited",
            "D on 2023-01-05/2023-01-09, inherited"
        ]
    );
}

/// Of two reports of a split the earlier says since when the part goes its own way, in any order.
#[test]
fn a_part_has_nothing_from_after_its_first_split() {
    let splits = |first: &str, second: &str| {
        [
            sighting("1", "2023-01-01", "g", "A"),
            split("2", first, None, [("p", "")]),
            sighting("3", "2023-01-06", "g", "B"),
            split("4", second, None, [("p", "")]),
        ]
    };
    for (first, second) in [("2023-01-05", "2023-01-10"), ("2023-01-10", "2023-01-05")] {
        assert_eq!(
            told(splits(first, second), "p"),
            ["A on 2023-01-01, inherited"]
        );
    }
}

/// Though the parent is said to have split off later: nobody was with it before.
#[test]
fn a_grandchild_has_nothing_from_after_its_own_split() {
    let of = |id: &str, on: &str, group: &str, part: &str| {
        Event::split(id, on, group).part(Part::of(part))
    };
    let events = || {
        [
            sighting("1", "2023-01-01", "g", "A"),
            sighting("2", "2023-01-07", "g", "B"),
            of("3", "2023-01-10", "g", "p"),
            of("4", "2023-01-05", "p", "q"),
            sighting("5", "2023-01-11", "p", "C"),
        ]
    };
    assert_eq!(told(events(), "q"), ["A on 2023-01-01, inherited"]);
    assert_eq!(
        told(events(), "p"),
        [
            "A on 2023-01-01, inherited",
            "B on 2023-01-07, inherited",
            "C on 2023-01-11"
        ]
    );
}

#[test]
fn a_planned_split_hands_nothing_down() {
    let events = [
        departure("1", "2023-01-01", "g", "A"),
        split("2", "2023-01-05", None, [("p", "B")]).planned(),
    ];
    assert!(told(events, "p").is_empty());
}

#[test]
fn in_order_of_earliest_latest_and_telling() {
    let events = [
        sighting("1", "2023-01-05", "g", "A"),
        sighting("2", "2023-01-05/..", "g", "B"),
        sighting("3", "2023-01-05", "g", "C"),
        sighting("4", "2023-01-05/2023-01-06", "g", "D"),
        sighting("5", "../2023-01-07", "g", "E"),
        sighting("6", "2023-01", "g", "F"),
    ];
    let places: Vec<_> = told(events, "g")
        .iter()
        .map(|fix| fix[..1].to_owned())
        .collect();
    assert_eq!(places, ["E", "F", "A", "C", "D", "B"]);
}

#[test]
fn where_it_is() {
    let table = include_str!("../../fixtures/analysis/journey_at.tsv");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [fixes, on, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let events = fixes.split(", ").enumerate().map(|(index, fix)| {
            let (on, place) = fix.split_once(' ').unwrap();
            sighting(format!("e{index}"), on, "g", place)
        });
        let dossier = dossier(events);
        let journey = dossier.journey("g").unwrap();
        let found = journey
            .at(on)
            .unwrap()
            .map_or("nowhere".to_owned(), |at| at.to_string());
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn the_interval_on_the_map() {
    let events = [
        departure("1", "2023-12-24", "g", "A"),
        sighting("2", "2023-12-27", "g", "C"),
    ];
    let dossier = dossier(events);
    let journey = dossier.journey("g").unwrap();
    let at = journey.at("2023-12-26").unwrap().unwrap();
    assert_eq!(at.last().unwrap().place().name(), "A");
    assert!(matches!(at, Whereabouts::Between { .. }), "{at}");
    let (low, high) = at.positions().unwrap().unwrap();
    assert!((low.lon() - 2.0 / 9.0).abs() < 1e-6, "{low}");
    assert!((high.lon() - 2.0 / 3.0).abs() < 1e-6, "{high}");
    // Along a route that starts before and goes on, with a road that is twice as long as the line.
    let route = Route::through(["Z", "A", "B", "C", "D"].map(place)).unwrap();
    let route = route.with_road(code("A"), code("C"), km(150.0)).unwrap();
    let start = route.mark(1).unwrap();
    let (low, high) = at.along(&route).unwrap().unwrap();
    assert!((low.km() - start.km() - 50.0).abs() < 1e-9, "{low}");
    assert!((high.km() - start.km() - 150.0).abs() < 1e-9, "{high}");
    let back = route.reversed();
    let error = at.along(&back).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        (
            Code::RouteDisjoint,
            "the route does not pass ZZ-A and then ZZ-C"
        )
    );
    let there = journey.at("2023-12-27").unwrap().unwrap();
    assert_eq!((there.share(), there.positions()), (None, Ok(None)));
    assert_eq!(there.along(&back), Ok(None));
}

/// "2023-12-04 at C after 120": a departure or a sighting, perhaps with a distance claimed.
fn movement((index, fix): (usize, &str)) -> Draft<Event> {
    let words: Vec<_> = fix.split(' ').collect();
    let id = format!("e{index}");
    let movement = match words[1] {
        "from" => departure(id, words[0], "g", words[2]),
        _ => sighting(id, words[0], "g", words[2]),
    };
    match words.get(4) {
        Some(claimed) => movement.travelled(km(claimed.parse().unwrap())),
        None => movement,
    }
}

/// "A - B 40", or "A > B 40" for one way.
fn link(text: &str) -> Draft<Link> {
    let [from, way, to, road] = text.split(' ').collect::<Vec<_>>()[..] else {
        panic!("{text}")
    };
    let link = Link::draft(format!("{from}{to}"), code(from), code(to));
    let link = link.road(km(road.parse().unwrap()));
    if way == ">" { link.one_way() } else { link }
}

#[test]
fn how_far_and_how_fast() {
    let table = include_str!("../../fixtures/analysis/journey_travelled.tsv");
    let known = |distance: Option<Distance>| {
        distance.map_or("–".to_owned(), |distance| format!("{distance:.1}"))
    };
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [fixes, links, expected @ ..] = &line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let told = |text: &&'static str| text.split(", ").filter(|text| !text.is_empty());
        let dossier = draft()
            .with_all(told(fixes).enumerate().map(movement))
            .with_all(told(links).map(link))
            .build()
            .unwrap();
        let journey = dossier.journey("g").unwrap();
        let pace = journey.pace();
        let found = [
            known(journey.travelled().map(corridor::DistanceRange::best)),
            known(journey.road_length()),
            known(Some(journey.geodesic_length())),
            pace.map_or("none".to_owned(), |pace| format!("{pace:.1}")),
        ];
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn a_seat_that_is_not_known_is_passed_over() {
    let events = [
        departure("1", "2023-12-01", "g", "A"),
        sighting("2", "2023-12-02", "g", "X"),
        sighting("3", "2023-12-04", "g", "C"),
    ];
    let dossier = Dossier::draft("2023-12-27")
        .with_all(["A", "C"].map(place))
        .with(Place::draft(code("X"), "X"))
        .with(group("g"))
        .with_all(events)
        .build()
        .unwrap();
    let journey = dossier.journey("g").unwrap();
    assert_eq!(format!("{:.1}", journey.geodesic_length()), "74.2 km");
    assert_eq!(journey.fixes()[0].pace_to(&journey.fixes()[1]), None);
    let at = journey.at("2023-12-03").unwrap().unwrap();
    let error = at.positions().unwrap_err();
    assert_eq!(error.code(), Code::SeatUnknown);
}

#[test]
fn what_lies_ahead() {
    let conditional = |id: &str, on: &str| departure(id, on, "g", "E").conditional("if");
    let events = [
        sighting("fix", "2023-12-27", "g", "A"),
        conditional("undated", "2023-12-28").without("on"),
        departure("past", "2023-12-26", "g", "A").planned(),
        departure("today", "2023-12-27", "g", "A").planned(),
        conditional("dated", "2023-12-30"),
        sighting("open", "../2023-12-28", "g", "B").planned(),
        halt("vague", "2023-12", "g", "C", 24.0).planned(),
        split("split", "2023-12-29", None, [("p", "D")]).planned(),
        sighting("other", "2023-12-28", "q", "B").planned(),
        departure("off", "2023-12-28", "g", "E").cancelled(),
    ];
    let dossier = dossier(events);
    let plan = |group: &str| -> Vec<_> {
        let journey = dossier.journey(group).unwrap();
        journey.plan().map(|event| event.id().to_string()).collect()
    };
    assert_eq!(
        plan("g"),
        ["open", "vague", "today", "split", "dated", "undated"]
    );
    assert_eq!(plan("p"), ["split"]);
    let journey = dossier.journey("g").unwrap();
    let ahead = journey.next_route().unwrap().unwrap();
    let next = journey.next_move().unwrap();
    assert_eq!(
        (next.id().as_str(), ahead.to_string(), ahead.road_length()),
        ("open", "A – B".to_owned(), None)
    );
    let other = dossier.journey("q").unwrap();
    assert_eq!((other.next_move(), other.next_route()), (None, Ok(None)));
}

/// The next leg leads where the group itself plans to go, whatever else is planned elsewhere.
#[test]
fn the_next_leg_is_of_the_group_and_planned() {
    let day = "2023-12-28";
    let events = [
        sighting("fix", "2023-12-27", "g", "A"),
        Event::returning("home", day)
            .group("g")
            .place(code("B"))
            .planned(),
        sighting("perhaps", day, "g", "C").conditional("if"),
        halt("rest", day, "g", "C", 24.0).conditional("if"),
        Event::merge("unite", "2023-12-29", "g")
            .member("p")
            .place(code("D"))
            .planned(),
        Event::arrival("go", "2023-12-30", "g", code("E")).planned(),
        halt("stay", "2023-12-31", "g", "E", 12.0).planned(),
    ];
    let dossier = dossier(events);
    let journey = dossier.journey("g").unwrap();
    let ahead = journey.next_route().unwrap().unwrap();
    assert_eq!(journey.next_move().unwrap().id().as_str(), "go");
    assert_eq!(ahead.to_string(), "A – E");
    // Those who are to be taken in plan it too.
    let other = dossier.journey("p").unwrap();
    let plan: Vec<_> = other.plan().map(|event| event.id().as_str()).collect();
    assert_eq!(plan, ["unite"]);
}

/// A road of no length between places apart is none, and hides no other.
#[test]
fn a_link_of_no_length_is_no_road() {
    let events = [
        sighting("1", "2023-12-26", "g", "A"),
        sighting("2", "2023-12-28", "g", "B").planned(),
    ];
    for (links, road) in [
        (vec!["A - B 40"], Some(km(40.0))),
        (vec!["A - B 0"], None),
        (vec!["A - B 0", "A - C 25", "C - B 35"], Some(km(60.0))),
    ] {
        let links = links.into_iter().map(link);
        let dossier = draft()
            .with_all(events.clone())
            .with_all(links)
            .build()
            .unwrap();
        let ahead = dossier.journey("g").unwrap().next_route().unwrap().unwrap();
        assert_eq!(ahead.road_length(), road);
    }
}

/// By road through what lies on it; a place without a seat is passed without a stop.
#[test]
fn the_next_route_follows_the_links() {
    let events = [
        sighting("1", "2023-12-26", "g", "A"),
        sighting("2", "2023-12-28", "g", "D").planned(),
    ];
    let of = |links: &[&'static str], to: &str| {
        let dossier = Dossier::draft("2023-12-27")
            .with_all(["A", "B", "D"].map(place))
            .with(Place::draft(code("X"), "X"))
            .with(group("g"))
            .with_all(events.clone())
            .with(sighting("0", "2023-12-27", "g", to).planned())
            .with_all(links.iter().copied().map(link))
            .build()
            .unwrap();
        let ahead = dossier.journey("g").unwrap().next_route();
        ahead.map(|ahead| {
            let ahead = ahead.unwrap();
            let marks: Vec<_> = ahead.legs().map(|leg| leg.end().km()).collect();
            (ahead.to_string(), marks)
        })
    };
    for (links, route, marks) in [
        (
            &["A - B 40", "B - D 80"][..],
            "A – B – D",
            vec![40.0, 120.0],
        ),
        (&["A - X 50", "X - D 75"], "A – D", vec![125.0]),
        (
            &["A - X 30", "X - B 20", "B - D 80"],
            "A – B – D",
            vec![50.0, 130.0],
        ),
    ] {
        assert_eq!(of(links, "D"), Ok((route.to_owned(), marks)));
    }
    assert_eq!(of(&[], "D").unwrap().0, "A – D");
    for links in [&[][..], &["A - X 50"]] {
        let error = of(links, "X").unwrap_err();
        assert_eq!(error.code(), Code::SeatUnknown);
    }
}

/// The geodesic over the most days that may have passed, and over the fewest.
#[test]
fn the_pace_from_fix_to_fix() {
    let pace = |from: (&str, &str), to: (&str, &str)| {
        let events = [
            sighting("1", from.0, "g", from.1),
            sighting("2", to.0, "g", to.1),
        ];
        let dossier = dossier(events);
        let journey = dossier.journey("g").unwrap();
        let pace = journey.fixes()[0].pace_to(&journey.fixes()[1]);
        pace.map(|pace| format!("{pace:.1}"))
    };
    // 111.3 km.
    for (from, to, expected) in [
        ("2023-01-01", "2023-01-04", Some("27.8–55.7 km a day")),
        ("2023-01-01", "2023-01-02", Some("55.7 km a day or more")),
        ("2023-01-01", "2023-01-04/..", Some("up to 55.7 km a day")),
        (
            "2023-01-01/2023-01-03",
            "2023-01-02",
            Some("55.7 km a day or more"),
        ),
    ] {
        assert_eq!(
            pace((from, "A"), (to, "D")).as_deref(),
            expected,
            "{from} {to}"
        );
    }
    assert_eq!(pace(("2023-01-01", "A"), ("2023-01-04", "A")), None);
}

/// Whoever may have set out at any time before may be there already.
#[test]
fn who_set_out_nobody_knows_when_may_have_all_the_way_behind() {
    let events = [
        sighting("1", "../2023-01-01", "g", "A"),
        sighting("2", "2023-01-05", "g", "B"),
    ];
    let dossier = dossier(events);
    let journey = dossier.journey("g").unwrap();
    let at = journey.at("2023-01-03").unwrap().unwrap();
    assert_eq!(at.share(), Some((0.25, 1.0)));
}

/// A journey stands where one of a shorter lifetime is asked for, and what it says outlives it.
#[test]
fn a_journey_borrows_from_the_dossier_alone() {
    fn shorter<'s>(journey: Journey<'s>, _: &'s str) -> Journey<'s> {
        journey
    }
    let dossier = dossier([sighting("1", "2023-12-27", "g", "A")]);
    let at = {
        let here = "g".to_owned();
        let journey: Journey<'_> = dossier.journey(&here).unwrap();
        let at = journey.at("2023-12-27").unwrap();
        let journey = shorter(journey, &here);
        assert_eq!(journey.fixes().len(), 1);
        at
    };
    assert_eq!(at.unwrap().to_string(), "at A");
    let last = dossier.whereabouts("2023-12-28").unwrap().last().unwrap();
    assert_eq!((last.0.id().as_str(), last.1), ("q", None));
}

#[test]
fn a_group_that_is_not_there() {
    let dossier = dossier([]);
    let error = dossier.journey("nobody").unwrap_err();
    assert_eq!(error.to_string(), "group \"nobody\" is not in the dossier");
    assert_eq!(error.clone().code(), Code::ReferenceDangling);
    let long = dossier.journey("n".repeat(1_000)).unwrap_err();
    assert!(long.to_string().len() < 200);
}

#[test]
fn a_fix_on_the_wire() {
    let events = [
        sighting("1", "2023-12", "g", "A")
            .travelled(km(15.0))
            .headcount(5),
        halt("2", "2023-12-27", "g", "B", 1.0),
    ];
    let dossier = dossier(events);
    let journey = dossier.journey("g").unwrap();
    assert_eq!(
        serde_json::to_value(journey.fixes()).unwrap(),
        serde_json::json!([
            {"event": "1", "on": "2023-12", "place": "ZZ-A", "travelled_km": 15.0, "headcount": 5, "inherited": false},
            {"event": "2", "on": "2023-12-27", "place": "ZZ-B", "inherited": false},
        ])
    );
}

#[test]
fn more_fixes_than_a_table_of_days_counts() {
    let events = (0..33_000).map(|index| {
        let on = format!("2023-12-{:02}", 1 + 2 * (index / 3_300));
        sighting(format!("e{index}"), &on, "g", ["A", "B"][index % 2])
    });
    let dossier = dossier(events);
    let journey = dossier.journey("g").unwrap();
    let told = |on: &str| journey.at(on).unwrap().unwrap().to_string();
    assert_eq!(told("2023-12-19"), "at B");
    assert_eq!(told("2023-12-18"), "0–100 % of the way from B to A");
}
