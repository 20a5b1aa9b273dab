//! The network of a dossier, and what its measures close.

use corridor::{Certainty, Code, Event, Link, MeasureKind, Party, PartyKind};

use super::*;

fn measure(id: &str, kind: MeasureKind, starts: &str) -> Draft<Event> {
    Event::measure(id, "2023-12-01", kind, "authority", starts)
}

fn closure(starts: &str) -> Draft<Event> {
    measure("m", MeasureKind::PORT_CLOSURE, starts)
}

fn reopening(id: &str, starts: &str) -> Draft<Event> {
    measure(id, MeasureKind::PORT_REOPENING, starts)
}

fn authority() -> Draft<Party> {
    Party::draft("authority", "an authority", PartyKind::Government)
}

fn closures(events: impl IntoIterator<Item = Draft<Event>>) -> Result<Vec<String>, Error> {
    let dossier = draft().with(authority()).with_all(events).build()?;
    let network = dossier.network()?;
    Ok(network.closures().iter().map(ToString::to_string).collect())
}

#[test]
fn a_port_closure_closes_places_and_border() {
    let closure = closure("2023-12-18")
        .area_places([code("A"), code("B")])
        .border("US", "MX")
        .ends("2023-12-22");
    assert_eq!(
        closures([closure]).unwrap(),
        [
            "m: place ZZ-A closed from 2023-12-18 to 2023-12-22",
            "m: place ZZ-B closed from 2023-12-18 to 2023-12-22",
            "m: border MX to US closed from 2023-12-18 to 2023-12-22",
        ]
    );
}

#[test]
fn only_what_has_occurred_closes() {
    let closure = |id: &str| measure(id, MeasureKind::PORT_CLOSURE, "2023-12-18");
    let events = [
        closure("1").area_place(code("A")).planned(),
        closure("2").area_place(code("A")).cancelled(),
        closure("3")
            .area_place(code("A"))
            .conditional("if")
            .without("on"),
        measure("4", MeasureKind::ENFORCEMENT, "2023-12-18").area_place(code("A")),
        closure("5"),
    ];
    assert!(closures(events).unwrap().is_empty());
}

#[test]
fn a_reopening_ends_it() {
    let closed = |ends: &str| {
        let closure = closure("2023-12-18").area_place(code("A"));
        if ends.is_empty() {
            closure
        } else {
            closure.ends(ends)
        }
    };
    let opened =
        |id: &str, starts: &str, place: &str| reopening(id, starts).area_place(code(place));
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
    let closed = |ends: &str| closure("2023-12-18").area_place(code("A")).ends(ends);
    let opened = |starts: &str| {
        let id = format!("r{}", starts.len());
        reopening(&id, starts).area_place(code("A"))
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
    let at = |measure: Draft<Event>| measure.area_place(code("A"));
    let border = |measure: Draft<Event>, country: &str| measure.border(country, "MX");
    let (close, open) = (closure, |starts: &str| reopening("r", starts));
    for (closure, opening, closed) in [
        (
            at(close("2023-12-18")),
            border(open("2024-01-04"), "ZZ"),
            "place ZZ-A closed from 2023-12-18 to 2024-01-03/..",
        ),
        (
            border(close("2023-12-18"), "ZZ"),
            at(open("2024-01-04")),
            "border MX to ZZ closed from 2023-12-18 to 2024-01-03/..",
        ),
        (
            border(close("2023-12-18"), "ZZ").ends("2024-01-31"),
            at(open("2024-01-04")),
            "border MX to ZZ closed from 2023-12-18 to 2024-01-03/2024-01-31",
        ),
        (
            at(close("2023-12-18")),
            border(open("../2024-01-04"), "ZZ"),
            "place ZZ-A closed from 2023-12-18 to 2023-12-18/..",
        ),
        // Before, or elsewhere.
        (
            at(close("2023-12-18")),
            border(open("2023-12-17"), "ZZ"),
            "place ZZ-A closed from 2023-12-18",
        ),
        (
            at(close("2023-12-18")),
            border(open("2024-01-04"), "US"),
            "place ZZ-A closed from 2023-12-18",
        ),
        (
            border(close("2023-12-18"), "US"),
            border(open("2024-01-04"), "ZZ"),
            "border MX to US closed from 2023-12-18",
        ),
    ] {
        assert_eq!(
            closures([closure, opening]).unwrap(),
            [format!("m: {closed}")]
        );
    }
}

#[test]
fn a_border_opens_from_either_side() {
    let events = [
        closure("2023-12-18").border("US", "MX"),
        reopening("r", "2024-01-04").border("MX", "US"),
    ];
    assert_eq!(
        closures(events).unwrap(),
        ["m: border MX to US closed from 2023-12-18 to 2024-01-03"]
    );
}

#[test]
fn links_and_closures_meet() {
    let link = |from: &str, to: &str, road: f64| {
        Link::draft(format!("{from}{to}"), code(from), code(to)).road(km(road))
    };
    let closure = closure("2023-12-18")
        .area_place(code("B"))
        .ends("2023-12-20/2023-12-22");
    let dossier = draft()
        .with(authority())
        .with(link("A", "B", 40.0))
        .with(link("B", "C", 40.0))
        .with(link("A", "C", 200.0))
        .with(closure)
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
    let reversed = closure("2023-12-18")
        .area_place(code("A"))
        .ends("2023-12-17");
    let alone = closure("2023-12-18").border("MX", "MX");
    for closure in [reversed, alone] {
        let error = closures([closure]).unwrap_err();
        assert_eq!(error.code(), Code::ClosureInvalid);
    }
    assert!(closures([]).unwrap().is_empty());
}
