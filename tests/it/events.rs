//! What follows from the events of reports: who has left, how fast, from where to where, who met.

use corridor::format::json;
use corridor::*;
use serde_json::json;

/// Places a degree of latitude, 110.9 km, from each other.
const A: &str = "MX-L1";
const B: &str = "MX-L2";
const DAY: &str = "2023-12-24";

/// A dossier with a group of that mode, two places, some parties, and these events.
fn dossier<D>(mode: &str, events: impl IntoIterator<Item = D>) -> Dossier
where
    D: TryInto<Record, Error: Into<Error>>,
{
    Dossier::draft("2023-12-31")
        .with(Source::draft("efe", "EFE", SourceKind::Agency))
        .with_all([
            Party::draft("eu", "European Union", PartyKind::Organisation),
            Party::draft("ec", "European Commission", PartyKind::Office).of("eu"),
            Party::draft("president", "Its president", PartyKind::Person).of("ec"),
            Party::draft("tn", "Government of Tunisia", PartyKind::Government).country("TN"),
        ])
        .with_all([
            Place::draft(A, "A").seat((15.0, -92.0)),
            Place::draft(B, "B").seat((16.0, -92.0)),
        ])
        .with_all([
            MigrantGroup::draft("g", "a group").mode(mode),
            MigrantGroup::draft("h", "another").mode(mode),
        ])
        .with_all(events)
        .build()
        .unwrap()
}

/// The findings that are not about what nothing refers to, nor about missing sources.
fn found(dossier: &Dossier) -> Vec<String> {
    let report = dossier.check();
    let told = report.iter().filter(|finding| {
        !matches!(
            finding.code(),
            Code::RecordUnused | Code::EventWithoutSource
        )
    });
    told.map(|finding| {
        format!(
            "{} {}",
            finding.code(),
            finding.record().map_or("", |(_, id)| id)
        )
    })
    .collect()
}

fn departed() -> Draft<Event> {
    Event::departure("e0", DAY, "g", A).headcount(1_000)
}

fn closing(events: impl IntoIterator<Item = Draft<Event>>) -> String {
    let dossier = dossier("foot", [departed()].into_iter().chain(events));
    let ledger = dossier.ledger("g").unwrap();
    assert!(ledger.overdrafts().is_empty());
    ledger.closing().people("g").unwrap().to_string()
}

/// The dead and the missing have left a group, and so have those who are stopped and do not go on.
#[test]
fn who_leaves_a_group_in_its_ledger() {
    let stopped = || {
        Event::interception("e1", "2023-12-25")
            .group("g")
            .headcount(400)
    };
    let hurt = || Event::casualty("e1", "2023-12-25").group("g");
    for (event, expected) in [
        (stopped(), "600"),
        (stopped().result("detained"), "600"),
        (stopped().result("turned_back"), "600"),
        (stopped().result("transferred"), "600"),
        (stopped().result("registered"), "1,000"),
        (stopped().result("released"), "1,000"),
        (stopped().planned(), "1,000"),
        (stopped().postponed(), "1,000"),
        (stopped().without("headcount"), "up to 1,000"),
        (hurt().dead(40), "960"),
        (hurt().missing(3), "997"),
        (hurt().dead(40).missing(3), "957"),
        (hurt().dead("at least 40"), "up to 960"),
        (hurt().injured(20).survivors(30), "1,000"),
        (hurt().dead(40).cancelled(), "1,000"),
    ] {
        let shown = format!("{event:?}");
        assert_eq!(closing([event]), expected, "{shown}");
    }
    let elsewhere = stopped().group("h");
    assert_eq!(closing([elsewhere]), "1,000");
}

/// Who returns after an interception has left already, if they left the same group by it.
#[test]
fn a_return_after_an_interception_is_not_booked_again() {
    let stopped = || {
        Event::interception("e1", "2023-12-25")
            .group("g")
            .headcount(400)
    };
    let returned = || {
        let returned = Event::returning("e2", "2023-12-26").group("g");
        returned.headcount(400).follows("e1")
    };
    for (stopped, returned, expected) in [
        (stopped(), returned(), "600"),
        (stopped(), returned().without("follows"), "200"),
        (stopped().result("released"), returned(), "600"),
        (stopped().planned(), returned(), "600"),
        (stopped().without("group"), returned(), "600"),
        (stopped().group("h"), returned(), "600"),
    ] {
        let shown = format!("{stopped:?} {returned:?}");
        assert_eq!(closing([stopped, returned]), expected, "{shown}");
    }
}

/// More dead than anybody counted is found, as more who return are.
#[test]
fn leavers_of_every_kind_are_compared_with_the_group() {
    let more = |event: Draft<Event>| {
        let dossier = dossier("foot", [departed(), event.source("efe")]);
        dossier.check().count_of(Code::LeaversExceedGroup)
    };
    let stopped = || {
        Event::interception("e1", "2023-12-25")
            .group("g")
            .headcount(1_001)
    };
    let hurt = || Event::casualty("e1", "2023-12-25").group("g");
    assert_eq!(more(stopped()), 1);
    // Who goes on was of the group, too.
    assert_eq!(more(stopped().result("registered")), 1);
    assert_eq!(more(stopped().result("registered").headcount(1_000)), 0);
    assert_eq!(more(hurt().dead(900).missing(101)), 1);
    assert_eq!(more(hurt().dead(900).missing(100)), 0);
    assert_eq!(more(hurt().injured(2_000)), 1);
    assert_eq!(more(hurt().injured(1_000)), 0);
}

#[test]
fn the_dead_are_no_headcount() {
    let hurt = Event::casualty("e1", "2023-12-25").group("g").dead(40);
    let stopped = Event::interception("e2", "2023-12-25")
        .group("g")
        .headcount(400);
    let dossier = dossier("foot", [departed(), hurt, stopped]);
    let claims = dossier.claims("g").unwrap();
    assert_eq!(claims.len(), 1);
    assert_eq!(claims.hull().unwrap().to_string(), "1,000");
}

fn flows(events: impl IntoIterator<Item = Draft<Event>>) -> Vec<String> {
    let dossier = dossier("foot", events);
    let flows = dossier.flows().unwrap();
    let counted = flows.table().iter().map(|flow| flow.to_string());
    let uncounted = flows.uncounted().iter().map(ToString::to_string);
    counted.chain(uncounted).collect()
}

#[test]
fn returns_with_both_ends_are_flows() {
    let returned = || {
        let returned = Event::returning("e1", "2023-12-26").place(A).returned_to(B);
        returned.headcount(400)
    };
    let once = "400 from MX-L1 to MX-L2 in 2023-12";
    for (event, expected) in [
        (returned(), vec![once]),
        (returned().group("g"), vec![once]),
        (returned().without("place"), vec![]),
        (returned().without("returned_to"), vec![]),
        (returned().planned(), vec![]),
        (returned().postponed(), vec![]),
        (
            returned().without("headcount"),
            vec!["somebody from A to B on 2023-12-26: nobody says how many"],
        ),
        (
            returned().group("g").on("2023-12-26/.."),
            vec!["g from A to B on 2023-12-26/..: nobody says until when"],
        ),
    ] {
        let shown = format!("{event:?}");
        assert_eq!(flows([event]), expected, "{shown}");
    }
    let stopped = Event::interception("e0", "2023-12-25")
        .place(A)
        .headcount(400);
    assert_eq!(flows([stopped, returned().follows("e0")]), [once]);
    // The last count of a group does not hold for who went on after some were stopped.
    let stopped = Event::interception("e1", "2023-12-25")
        .group("g")
        .headcount(400);
    let arrived = Event::arrival("e2", "2023-12-29", "g", B);
    assert_eq!(
        flows([departed(), stopped.clone(), arrived.clone()]),
        ["g from A to B on 2023-12-29: nobody says how many"]
    );
    assert_eq!(
        flows([departed(), stopped.result("released"), arrived]),
        ["1,000 from MX-L1 to MX-L2 in 2023-12"]
    );
}

/// From one degree of latitude to another, on one day.
fn moved(group: &str, degrees: f64, event: impl Fn(Draft<Event>) -> Draft<Event>) -> Vec<String> {
    let far = Place::draft("MX-L3", "far").seat((15.0 + degrees, -92.0));
    let events = [
        Record::try_from(far).unwrap(),
        departed().source("efe").try_into().unwrap(),
        event(Event::arrival("e1", DAY, "g", "MX-L3").source("efe"))
            .try_into()
            .unwrap(),
    ];
    let dossier = dossier(group, events);
    let report = dossier.check();
    let speed = report
        .iter()
        .filter(|finding| finding.code() == Code::ImplausibleSpeed);
    speed.map(Finding::message).collect()
}

/// Each mode has its limit, and a movement's own mode is that by which it is judged.
#[test]
fn a_movement_is_as_fast_as_its_own_mode_allows() {
    // A degree is 110.6 to 111 km here.
    for (mode, below, above) in [
        ("foot", 0.31, 0.33),
        ("vehicle", 3.2, 3.3),
        ("mixed", 3.2, 3.3),
        ("unknown", 3.2, 3.3),
        ("boat", 9.0, 9.1),
        ("train", 21.5, 22.0),
    ] {
        for group in ["foot", "air", mode] {
            let of = |degrees| {
                moved(group, degrees, |event| {
                    if group == mode {
                        event
                    } else {
                        event.mode(mode)
                    }
                })
            };
            assert_eq!(of(below), Vec::<String>::new(), "{group} {mode}");
            assert_eq!(of(above).len(), 1, "{group} {mode}");
        }
    }
    assert_eq!(moved("air", 70.0, |event| event), Vec::<String>::new());
    let told = moved("boat", 10.0, |event| event);
    assert_eq!(
        told,
        ["1107 km in up to 1 day is 1107 km a day or more; by boat at most 1000"]
    );
}

/// The mode of a departure is how the group goes on.
#[test]
fn a_departure_says_how_the_group_goes_on() {
    let by = |mode: &str| {
        let far = Place::draft("MX-L3", "far").seat((18.0, -92.0));
        let departed = departed().mode(mode).source("efe");
        let arrived = Event::arrival("e1", DAY, "g", "MX-L3").source("efe");
        let records = [
            Record::try_from(far).unwrap(),
            departed.try_into().unwrap(),
            arrived.try_into().unwrap(),
        ];
        dossier("foot", records)
            .check()
            .count_of(Code::ImplausibleSpeed)
    };
    assert_eq!((by("vehicle"), by("foot")), (0, 1));
}

/// What a place is off its seat is taken from the distance before anything is found.
#[test]
fn a_place_within_some_kilometres_widens_every_distance() {
    // 55.3 km on foot in a day, less 20.
    let within = |km: f64| {
        moved("foot", 0.5, |event| {
            event.within(Distance::from_km(km).unwrap())
        })
    };
    assert_eq!(within(20.0).len(), 1);
    assert_eq!(within(20.5), Vec::<String>::new());
    // 60 km between seats 110.6 km apart.
    let travelled = |within: &str| {
        let event = Event::sighting("e1", "2023-12-28", "g", B).travelled("60 km");
        let events = [departed().source("efe"), event.within(within).source("efe")];
        found(&dossier("foot", events))
    };
    assert_eq!(travelled("40 km"), ["road-below-geodesic e1"]);
    assert_eq!(travelled("60 km"), Vec::<String>::new());

    let there = |within: Option<&str>| {
        let event = Event::sighting("e1", "2023-12-28", "g", B);
        let event = match within {
            Some(within) => event.within(within),
            None => event,
        };
        let dossier = dossier("foot", [departed(), event]);
        let journey = dossier.journey("g").unwrap();
        format!(
            "{:.1} {:.1}",
            journey.geodesic_length(),
            journey.pace().unwrap()
        )
    };
    assert_eq!(there(None), "110.7 km 22.1 km a day or more");
    assert_eq!(there(Some("50 km")), "60.7 km 12.1 km a day or more");
}

/// A closed border is not crossed by who may not have been there.
#[test]
fn who_may_be_elsewhere_has_not_passed_what_is_closed() {
    let closed = |within: bool| {
        let closure = Event::measure("e1", DAY, "port_closure", "tn", DAY).area_place(B);
        let arrived = Event::arrival("e2", "2023-12-29", "g", B);
        let arrived = if within {
            arrived.within("30 km")
        } else {
            arrived
        };
        let dossier = dossier("foot", [departed(), closure, arrived]);
        dossier.check().count_of(Code::ArrivalAtClosedCrossing)
    };
    assert_eq!((closed(false), closed(true)), (1, 0));
}

/// Words leave bounds, and only what lies beyond them is found.
#[test]
fn a_distance_in_words_is_found_only_beyond_its_bounds() {
    let of = |first: &str, second: &str| {
        let events = [
            departed(),
            Event::sighting("e1", "2023-12-28", "g", B).travelled(first),
            Event::sighting("e2", "2023-12-29", "g", B).travelled(second),
        ];
        found(&dossier("foot", events.map(|event| event.source("efe"))))
    };
    let none = Vec::<String>::new();
    assert_eq!(of("120 km", "115 km"), ["travelled-falls e2"]);
    assert_eq!(of("about 120 km", "about 115 km"), none);
    assert_eq!(of("more than 120 km", "115 km"), ["travelled-falls e2"]);
    assert_eq!(of("up to 120 km", "115 km"), none);
    assert_eq!(of("100 km", "120 km"), ["road-below-geodesic e1"]);
    assert_eq!(of("more than 100 km", "120 km"), none);
    // 180 km in six days at most, 35 a day.
    assert_eq!(of("180 km", "180 km"), ["travelled-too-far e1"]);
    assert_eq!(of("about 180 km", "180 km"), none);
    let events = [
        departed(),
        Event::sighting("e1", "2023-12-28", "g", B).travelled("about 120 km"),
    ];
    let dossier = dossier("foot", events);
    let journey = dossier.journey("g").unwrap();
    assert_eq!(
        journey.travelled().unwrap().to_string(),
        "120 km (114–126 km)"
    );
    assert_eq!(journey.pace().unwrap().to_string(), "22.8–42 km a day");
}

#[test]
fn meetings_by_party_and_by_country() {
    let with_eu = || Delegation::of_party("eu").head("president");
    let dossier = dossier(
        "foot",
        [
            Event::meeting("m1", "2023-07-16")
                .host("TN")
                .delegations([Delegation::of("TN"), with_eu()]),
            Event::meeting("m2", "2023-07-17")
                .host_party("eu")
                .delegations([with_eu(), Delegation::of("IT")]),
            Event::meeting("m3", "2023-07-18")
                .format("call")
                .delegations([Delegation::of("TN"), Delegation::of("IT")]),
        ]
        .map(|event| event.source("efe")),
    );
    let meetings = dossier.meetings();
    let ids = |meetings: corridor::Meetings<'_>| -> Vec<String> {
        meetings
            .iter()
            .map(|meeting| meeting.event().id().to_string())
            .collect()
    };
    for party in ["eu", "ec", "president"] {
        assert_eq!(
            ids(meetings.by_party(party).unwrap()),
            ["m1", "m2"],
            "{party}"
        );
    }
    assert_eq!(ids(meetings.by_country("TN").unwrap()), ["m1", "m3"]);
    assert_eq!(
        ids(meetings.by_country("TN").unwrap().by_party("eu").unwrap()),
        ["m1"]
    );
    assert_eq!(ids(meetings.between("TN", "IT").unwrap()), ["m3"]);
    assert!(meetings.by_country("tn").is_err());
    let guests: Vec<_> = dossier
        .event("m2")
        .unwrap()
        .guests()
        .map(Delegation::country)
        .collect();
    assert_eq!(guests, ["IT".parse().ok()]);
    assert_eq!(
        serde_json::to_value(meetings.by_party("eu").unwrap()).unwrap()["meetings"][1],
        json!({"event": "m2", "on": "2023-07-17", "host_party": "eu", "guests": ["IT"], "participants": [
            {"party": "president", "for_party": "eu", "head": true, "offices": ["ec", "eu"],
             "in_office": "certain"}]})
    );
    assert_eq!(found(&dossier), Vec::<String>::new());
}

/// Whoever hosts, a country or a party, is present, has guests, and has one delegation.
#[test]
fn sides_of_a_meeting_are_countries_or_parties() {
    let of = |host: &str, delegations: &[&str]| {
        let country = |side: &str| side.len() == 2 && side != "eu" && side != "tn";
        let draft = Event::meeting("m", DAY).source("efe");
        let draft = if country(host) {
            draft.host(host)
        } else {
            draft.host_party(host)
        };
        let sides = delegations.iter().map(|side| {
            if country(side) {
                Delegation::of(*side)
            } else {
                Delegation::of_party(*side)
            }
        });
        found(&dossier("foot", [draft.delegations(sides)]))
    };
    let none = Vec::<String>::new();
    assert_eq!(of("eu", &["eu", "TN"]), none);
    assert_eq!(of("eu", &["eu"]), ["meeting-without-guests m"]);
    assert_eq!(of("eu", &["TN"]), ["host-absent m"]);
    assert_eq!(of("TN", &["eu"]), ["host-absent m"]);
    // Its government speaks for a country.
    assert_eq!(of("TN", &["eu", "tn"]), none);
    assert_eq!(of("TN", &["TN", "eu", "eu"]), ["delegation-repeated m"]);
}

/// Nobody is in two places by telephone.
#[test]
fn a_call_is_at_no_place() {
    let met = |id: &str, place: &str| {
        let eu = Delegation::of_party("eu").head("president");
        let meeting = Event::meeting(id, DAY).place(place).host("MX");
        meeting
            .delegations([Delegation::of("MX"), eu])
            .source("efe")
    };
    let far = Place::draft("MX-L3", "far").seat((-50.0, 100.0));
    let both = |second: Draft<Event>| {
        let records = [
            Record::try_from(far.clone()).unwrap(),
            met("m1", A).try_into().unwrap(),
            second.try_into().unwrap(),
        ];
        dossier("foot", records)
            .check()
            .count_of(Code::OfficialInTwoPlaces)
    };
    assert_eq!(both(met("m2", "MX-L3")), 1);
    assert_eq!(both(met("m2", "MX-L3").format("video")), 0);
}

/// What was to be on a day and will be later is no plan for that day, and no plan that was missed.
#[test]
fn what_is_postponed_has_not_happened_and_is_not_due() {
    let due = |event: Draft<Event>| {
        let dossier = dossier("foot", [departed().source("efe"), event.source("efe")]);
        let plan = dossier.journey("g").unwrap().plan().count();
        (
            plan,
            dossier.journey("g").unwrap().fixes().len(),
            found(&dossier),
        )
    };
    let arrival = || Event::arrival("e1", "2024-01-02", "g", B);
    assert_eq!(due(arrival().planned()), (1, 1, vec![]));
    assert_eq!(due(arrival().postponed()), (0, 1, vec![]));
    let missed = arrival().on("2023-12-28");
    assert_eq!(
        due(missed.clone().planned()),
        (0, 1, vec!["planned-in-the-past e1".to_owned()])
    );
    assert_eq!(due(missed.postponed()), (0, 1, vec![]));
    // What an authority plans for a group is not what the group plans.
    let stop = Event::interception("e1", "2024-01-02")
        .group("g")
        .authority("tn");
    assert_eq!(due(stop.planned()).0, 0);
    let error = arrival()
        .conditional("if so")
        .postponed()
        .without("on")
        .build()
        .unwrap_err();
    assert_eq!(error.code(), Code::KeyMissing);
}

#[test]
fn the_recommended_claim_stands_among_the_others() {
    let counted = |id: &str, on: &str, people: u64| {
        Event::statement(id, on)
            .group("g")
            .headcount(people)
            .source("efe")
    };
    let of = |events: Vec<Draft<Event>>| {
        let dossier = dossier("foot", events);
        let claims = dossier.claims("g").unwrap();
        let recommended = claims.recommended();
        let recommended: Vec<_> = recommended
            .iter()
            .map(|claim| claim.event().id().to_string())
            .collect();
        (
            claims.len(),
            recommended,
            dossier.check().count_of(Code::RecommendedTwice),
        )
    };
    let one = of(vec![
        counted("e1", DAY, 10),
        counted("e2", DAY, 11).recommended(),
    ]);
    assert_eq!(one, (2, vec!["e2".to_owned()], 0));
    let both = |on: &str| {
        of(vec![
            counted("e1", DAY, 10).recommended(),
            counted("e2", on, 11).recommended(),
        ])
        .2
    };
    assert_eq!((both(DAY), both("2023-12-25"), both("2023-12")), (1, 0, 0));
    // Who returned is another figure than how many there are.
    let returned = Event::returning("e2", DAY)
        .group("g")
        .headcount(3)
        .recommended();
    assert_eq!(
        of(vec![counted("e1", DAY, 10).recommended(), returned]).2,
        0
    );
    // The headcounts of parts are not the one that is marked.
    let split = Event::split("e1", DAY, "g").headcount(10).recommended();
    let dossier = dossier("foot", [split.part(Part::of("h").headcount(4))]);
    assert_eq!(dossier.claims("g").unwrap().recommended().len(), 1);
    assert!(dossier.claims("h").unwrap().recommended().is_empty());
}

/// A joint statement is of each of its authors.
#[test]
fn a_joint_statement_counts_for_each_author() {
    let said = |id: &str, by: &[&str]| Event::statement(id, DAY).group("g").headcount(5).by_all(by);
    let independent = |first: &[&str], second: &[&str]| {
        let dossier = dossier("foot", [said("e1", first), said("e2", second)]);
        dossier.claims("g").unwrap().independent().len()
    };
    // What belongs to another speaks for it.
    assert_eq!(independent(&["eu", "tn"], &["ec"]), 1);
    assert_eq!(independent(&["tn"], &["ec"]), 2);
    assert_eq!(independent(&["eu", "tn"], &["tn"]), 1);
    assert_eq!(independent(&["eu"], &["tn", "eu"]), 1);
    let one = said("e1", &["eu"]).build().unwrap();
    assert_eq!(serde_json::to_value(&one).unwrap()["by"], "eu");
    let both = said("e1", &["eu", "tn"]).build().unwrap();
    assert_eq!(
        serde_json::to_value(&both).unwrap()["by"],
        json!(["eu", "tn"])
    );
    assert_eq!(both.to_draft().build().unwrap(), both);
}

/// A figure that stands alone is a number, an estimate, or either with its words.
#[test]
fn a_figure_stands_alone_in_three_forms() {
    for (written, estimate, words) in [
        (json!(40), "40", None),
        (json!(40.0), "40", None),
        (json!({"low": 40, "best": 45}), "45 (40 or more)", None),
        (
            json!({"words": "at least 40"}),
            "40 or more",
            Some("at least 40"),
        ),
        (
            json!({"low": 1, "best": 2, "high": 3, "words": "some"}),
            "2 (1–3)",
            Some("some"),
        ),
    ] {
        let event = json!({"id": "e", "type": "casualty", "on": DAY, "status": "occurred", "dead": written});
        let event: Event = serde_json::from_value(event).unwrap();
        let dead = event.dead().unwrap();
        assert_eq!(
            (dead.estimate().to_string().as_str(), dead.words()),
            (estimate, words)
        );
        let text = serde_json::to_string(&event).unwrap();
        assert_eq!(
            serde_json::from_str::<Event>(&text).unwrap(),
            event,
            "{text}"
        );
    }
    for (written, code) in [
        (json!("40"), Code::ValueInvalid),
        (json!(-1), Code::CountInvalid),
        (json!({"low": 40, "words": "40"}), Code::KeyMissing),
        (json!({"low": 4, "best": 3}), Code::EstimateOutOfOrder),
        (json!({}), Code::KeyMissing),
        (json!({"words": 5}), Code::ValueInvalid),
    ] {
        let text = format!(
            r#"{{"id": "e", "type": "casualty", "on": "{DAY}", "status": "occurred", "dead": {written}}}"#
        );
        let error = json::read_line(&text).unwrap_err();
        assert_eq!(error.code(), code, "{text}: {error}");
        assert!(error.path().starts_with("dead"), "{error}");
    }
}

/// An event stays an interception as long as a return follows it.
#[test]
fn what_a_return_follows_stays() {
    let stopped = || Event::interception("e1", "2023-12-25").group("g");
    let returned = || {
        Event::returning("e2", "2023-12-26")
            .group("g")
            .follows("e1")
    };
    let mut dossier = dossier("foot", [stopped(), returned()]);
    let whole = dossier.clone();
    let refused = dossier.remove(RecordKind::Event, "e1").unwrap_err();
    assert_eq!(
        refused.to_string(),
        "event \"e1\" cannot be removed: event e2 refers to it"
    );
    let other = Event::casualty("e1", "2023-12-25").dead(1);
    let refused = dossier.replace(other).unwrap_err();
    assert_eq!(refused.code(), Code::ReferenceDangling);
    assert_eq!(dossier, whole);
    dossier.replace(stopped().headcount(4)).unwrap();
    dossier.replace(returned().without("follows")).unwrap();
    dossier
        .replace(Event::casualty("e1", "2023-12-25").dead(1))
        .unwrap();
    dossier.remove(RecordKind::Event, "e1").unwrap();

    // In a batch, whatever the order, and where what it follows is of another kind.
    let records = |first: Draft<Event>| -> Vec<Record> {
        vec![returned().try_into().unwrap(), first.try_into().unwrap()]
    };
    let mut again = self::dossier("foot", Vec::<Record>::new());
    let fallen = again.extend_leniently(records(Event::casualty("e1", DAY).dead(1)));
    let told: Vec<_> = fallen.iter().map(|(_, error)| error.to_string()).collect();
    assert_eq!(
        told,
        ["follows: event e2: interception \"e1\" is not in the dossier"]
    );
    let mut again = self::dossier("foot", Vec::<Record>::new());
    assert!(again.extend_leniently(records(stopped())).is_empty());
    let mut again = self::dossier("foot", Vec::<Record>::new());
    assert!(
        again
            .extend(records(Event::casualty("e1", DAY).dead(1)))
            .is_err()
    );
}

/// A return falls with the interception that it follows, where that cannot be read.
#[test]
fn a_return_falls_with_its_interception() {
    let text = r#"{"format": "corridor/1", "as_of": "2023-12-27", "events": [
        {"id": "e1", "type": "interception", "on": "2023-12-25", "status": "occurred", "result": "lost"},
        {"id": "e2", "type": "return", "on": "2023-12-26", "status": "occurred", "follows": "e1"}]}"#;
    let reading = json::read_lenient(text).unwrap();
    assert!(reading.dossier().events().is_empty());
    let with: Vec<_> = reading
        .set_aside()
        .iter()
        .map(|aside| aside.fell_with())
        .collect();
    assert_eq!(with, [None, Some("events[0]")]);
}

/// Each new key is cleared by its name, and a scheme has one code.
#[test]
fn what_is_set_can_be_cleared() {
    let event = Event::returning("e", DAY)
        .place(A)
        .within("5 km")
        .returned_to(B)
        .basis(ReturnBasis::Forced)
        .mode(TravelMode::Air)
        .conveyances(3)
        .authority("tn")
        .follows("i")
        .cause(Cause::POLICY)
        .code("GLIDE", "one")
        .code("GLIDE", "two")
        .build()
        .unwrap();
    assert_eq!(event.codes().collect::<Vec<_>>(), [("GLIDE", "two")]);
    let keys = [
        "within_km",
        "place",
        "returned_to",
        "basis",
        "mode",
        "conveyances",
        "authority",
        "follows",
        "cause",
        "codes",
    ];
    let bare = keys
        .iter()
        .fold(event.to_draft(), |draft, key| draft.without(key));
    assert_eq!(
        bare.build().unwrap(),
        Event::returning("e", DAY).build().unwrap()
    );
    let error = Event::casualty("e", DAY).dead("some").build().unwrap_err();
    assert_eq!(error.path(), "dead");
    let error = Event::interception("e", DAY)
        .place(A)
        .within("501 km")
        .build()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "within_km: event e: 501 km from the seat is not above 0 and up to 500"
    );
    let error = Event::measure("e", DAY, "quota", "p", DAY)
        .quota(Quota::of(5, "visa").without("unit"))
        .build()
        .unwrap_err();
    assert_eq!((error.path(), error.code()), ("quota", Code::KeyMissing));
}
