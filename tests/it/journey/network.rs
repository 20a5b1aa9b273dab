//! The network of a dossier, and what its measures close.

use corridor::{
    Certainty, Code, Error, Event, EventKind, Link, Measure, MeasureKind, Party, PartyKind,
};

use super::*;

fn measure(kind: MeasureKind, starts: &str) -> Measure {
    Measure::new(kind, id("authority"), when(starts))
}

fn event(name: &str, measure: Measure) -> Event {
    occurred(name, "2023-12-01", EventKind::Measure(measure))
}

fn closures(events: impl IntoIterator<Item = Event>) -> Result<Vec<String>, Error> {
    let dossier = builder()
        .party(Party::new(
            id("authority"),
            "an authority".parse().unwrap(),
            PartyKind::Government,
        ))
        .events(events)
        .build()?;
    let network = dossier.network()?;
    Ok(network.closures().iter().map(ToString::to_string).collect())
}

#[test]
fn a_port_closure_closes_places_and_border() {
    let closure = measure(MeasureKind::PortClosure, "2023-12-18")
        .with_places([code("A"), code("B")])
        .with_border("US".parse().unwrap(), "MX".parse().unwrap())
        .with_ends(when("2023-12-22"));
    assert_eq!(
        closures([event("m", closure)]).unwrap(),
        [
            "m: place ZZ-A closed from 2023-12-18 to 2023-12-22",
            "m: place ZZ-B closed from 2023-12-18 to 2023-12-22",
            "m: border MX to US closed from 2023-12-18 to 2023-12-22",
        ]
    );
}

#[test]
fn only_what_has_occurred_closes() {
    let closure = || {
        EventKind::Measure(measure(MeasureKind::PortClosure, "2023-12-18").with_places([code("A")]))
    };
    let on = || when("2023-12-18");
    let events = [
        Event::planned(id("1"), on(), closure()),
        Event::cancelled(id("2"), on(), closure()),
        Event::conditional(id("3"), "if".parse().unwrap(), None, closure()),
        event(
            "4",
            measure(MeasureKind::Enforcement, "2023-12-18").with_places([code("A")]),
        ),
        event("5", measure(MeasureKind::PortClosure, "2023-12-18")),
    ];
    assert!(closures(events).unwrap().is_empty());
}

#[test]
fn a_reopening_ends_it() {
    let closed = |ends: &str| {
        let closure = measure(MeasureKind::PortClosure, "2023-12-18").with_places([code("A")]);
        event(
            "m",
            if ends.is_empty() {
                closure
            } else {
                closure.with_ends(when(ends))
            },
        )
    };
    let opened = |name: &str, starts: &str, place: &str| {
        event(
            name,
            measure(MeasureKind::PortReopening, starts).with_places([code(place)]),
        )
    };
    for (events, ends) in [
        (
            vec![closed(""), opened("r", "2024-01-04", "A")],
            " to 2024-01-03",
        ),
        (
            vec![opened("r", "2024-01-04", "A"), closed("")],
            " to 2024-01-03",
        ),
        (vec![closed(""), opened("r", "2024-01-04", "B")], ""),
        (
            vec![closed(""), opened("r", "2023-12-19", "A")],
            " to 2023-12-18",
        ),
        (vec![closed(""), opened("r", "2023-12-17", "A")], ""),
        (
            vec![closed(""), opened("r", "2023-12-18", "A")],
            " to 2023-12-18",
        ),
        (
            vec![closed(""), opened("r", "2024-01-04/2024-01-06", "A")],
            " to 2024-01-03/2024-01-05",
        ),
        (
            vec![closed(""), opened("r", "2024-01-04/..", "A")],
            " to 2024-01-03/..",
        ),
        (
            vec![closed(""), opened("r", "../2024-01-04", "A")],
            " to ../2024-01-03",
        ),
        (
            vec![
                closed(""),
                opened("late", "2024-02-01", "A"),
                opened("early", "2024-01-04", "A"),
            ],
            " to 2024-01-03",
        ),
        // It has an end of its own.
        (
            vec![closed("2023-12-20"), opened("r", "2024-01-04", "A")],
            " to 2023-12-20",
        ),
    ] {
        assert_eq!(
            closures(events.clone()).unwrap(),
            [format!("m: place ZZ-A closed from 2023-12-18{ends}")],
            "{events:?}"
        );
    }
}

/// What is known to be over by some day is over by then, whatever else is known.
#[test]
fn it_ends_with_the_first_of_all_that_end_it() {
    let closed = |ends: &str| {
        let closure = measure(MeasureKind::PortClosure, "2023-12-18").with_places([code("A")]);
        event("m", closure.with_ends(when(ends)))
    };
    let opened = |starts: &str| {
        let opening = measure(MeasureKind::PortReopening, starts).with_places([code("A")]);
        event(&format!("r{}", starts.len()), opening)
    };
    for (events, ends) in [
        (
            vec![closed("2024-01-31"), opened("2024-01-04")],
            "2024-01-03",
        ),
        (
            vec![closed("2024-01-03"), opened("2024-01-04")],
            "2024-01-03",
        ),
        (vec![closed("2023-12~"), opened("2024-01-04")], "2023-12~"),
        (
            vec![closed("2023-12"), opened("2023-12-23")],
            "2023-12-01/2023-12-22",
        ),
        (
            vec![
                closed("2024-01-31"),
                opened("2024-01-04/.."),
                opened("2024-01-06"),
            ],
            "2024-01-03/2024-01-05",
        ),
    ] {
        assert_eq!(
            closures(events).unwrap(),
            [format!("m: place ZZ-A closed from 2023-12-18 to {ends}")]
        );
    }
}

/// A border that opens may open the ports on it, and a port that opens the border; nobody says so.
#[test]
fn a_wider_reopening_ends_it_possibly() {
    let at = |kind, starts: &str| measure(kind, starts).with_places([code("A")]);
    let border = |kind, starts: &str, country: &str| {
        measure(kind, starts).with_border(country.parse().unwrap(), "MX".parse().unwrap())
    };
    let (close, open) = (MeasureKind::PortClosure, MeasureKind::PortReopening);
    for (closure, opening, closed) in [
        (
            at(close, "2023-12-18"),
            border(open, "2024-01-04", "ZZ"),
            "place ZZ-A closed from 2023-12-18 to 2024-01-03/..",
        ),
        (
            border(close, "2023-12-18", "ZZ"),
            at(open, "2024-01-04"),
            "border MX to ZZ closed from 2023-12-18 to 2024-01-03/..",
        ),
        (
            border(close, "2023-12-18", "ZZ").with_ends(when("2024-01-31")),
            at(open, "2024-01-04"),
            "border MX to ZZ closed from 2023-12-18 to 2024-01-03/2024-01-31",
        ),
        (
            at(close, "2023-12-18"),
            border(open, "../2024-01-04", "ZZ"),
            "place ZZ-A closed from 2023-12-18 to 2023-12-18/..",
        ),
        // Before, or elsewhere.
        (
            at(close, "2023-12-18"),
            border(open, "2023-12-17", "ZZ"),
            "place ZZ-A closed from 2023-12-18",
        ),
        (
            at(close, "2023-12-18"),
            border(open, "2024-01-04", "US"),
            "place ZZ-A closed from 2023-12-18",
        ),
        (
            border(close, "2023-12-18", "US"),
            border(open, "2024-01-04", "ZZ"),
            "border MX to US closed from 2023-12-18",
        ),
    ] {
        assert_eq!(
            closures([event("m", closure), event("r", opening)]).unwrap(),
            [format!("m: {closed}")]
        );
    }
}

#[test]
fn a_border_opens_from_either_side() {
    let border = |kind, starts: &str, one: &str, other: &str| {
        measure(kind, starts).with_border(one.parse().unwrap(), other.parse().unwrap())
    };
    let events = [
        event(
            "m",
            border(MeasureKind::PortClosure, "2023-12-18", "US", "MX"),
        ),
        event(
            "r",
            border(MeasureKind::PortReopening, "2024-01-04", "MX", "US"),
        ),
    ];
    assert_eq!(
        closures(events).unwrap(),
        ["m: border MX to US closed from 2023-12-18 to 2024-01-03"]
    );
}

#[test]
fn links_and_closures_meet() {
    let link = |from: &str, to: &str, road: f64| {
        Link::new(id(&format!("{from}{to}")), code(from), code(to))
            .unwrap()
            .with_road(km(road))
    };
    let closure = measure(MeasureKind::PortClosure, "2023-12-18")
        .with_places([code("B")])
        .with_ends(when("2023-12-20/2023-12-22"));
    let dossier = builder()
        .party(Party::new(
            id("authority"),
            "an authority".parse().unwrap(),
            PartyKind::Government,
        ))
        .links([
            link("A", "B", 40.0),
            link("B", "C", 40.0),
            link("A", "C", 200.0),
        ])
        .event(event("m", closure))
        .build()
        .unwrap();
    let network = dossier.network().unwrap();
    assert_eq!(network.places().len(), 26);
    let length = |on: &str| {
        let route = network.route(code("A"), code("C"), day(on)).unwrap();
        (route.length(), network.closures_on(&route, day(on)).count())
    };
    assert_eq!(length("2023-12-17"), (km(80.0), 0));
    assert_eq!(length("2023-12-19"), (km(200.0), 0));
    assert_eq!(length("2023-12-21"), (km(80.0), 1));
    assert_eq!(length("2023-12-23"), (km(80.0), 0));
    let closure = &network.closures()[0];
    assert_eq!(closure.in_force(day("2023-12-21")), Certainty::Possible);
}

#[test]
fn what_no_network_can_be_made_of() {
    let reversed = measure(MeasureKind::PortClosure, "2023-12-18")
        .with_places([code("A")])
        .with_ends(when("2023-12-17"));
    let error = closures([event("m", reversed)]).unwrap_err();
    assert_eq!(error.code(), Code::ClosureInvalid);
    let alone = measure(MeasureKind::PortClosure, "2023-12-18")
        .with_border("MX".parse().unwrap(), "MX".parse().unwrap());
    assert_eq!(
        closures([event("m", alone)]).unwrap_err().code(),
        Code::ClosureInvalid
    );
    assert!(closures([]).unwrap().is_empty());
}
