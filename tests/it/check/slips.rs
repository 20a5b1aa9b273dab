//! Slips of the keyboard: years and keys.

#[cfg(feature = "gazetteer")]
use corridor::{Code, Gazetteer, Place};
use corridor::{Dossier, Nature, Party, PartyKind, Statistic};

use super::walked;

/// A slip in the year is found whatever the year is; so is a gap of years that no other year closes.
#[test]
fn a_fix_years_away_is_found() {
    let codes = |days: [&str; 4]| {
        let places = ["MX07089", "MX07040", "MX07032", "MX07051"];
        let fixes: Vec<_> = ["e1", "e2", "e3", "e4"]
            .into_iter()
            .zip(days)
            .zip(places)
            .map(|((id, on), place)| (id, "sighting", on, place))
            .collect();
        let report = walked(&fixes).check();
        let codes = report.iter().map(|finding| finding.code().as_str());
        codes
            .filter(|code| !code.ends_with("source"))
            .collect::<Vec<_>>()
    };
    for year in ["2022", "2021", "2013", "2003", "1973", "1923", "0023"] {
        let slip = format!("{year}-12-21");
        assert_eq!(
            codes(["2023-12-20", &slip, "2023-12-23", "2023-12-25"]),
            ["year-mistyped"],
            "{year}"
        );
    }
    assert_eq!(
        codes(["0023-06-20", "2023-12-21", "2023-12-23", "2023-12-25"]),
        ["date-remote"]
    );
    assert_eq!(
        codes(["2013-06-20", "2023-12-21", "2023-12-23", "2023-12-25"]),
        ["journey-interrupted"]
    );
    assert_eq!(
        codes(["2013-12-20", "2013-12-21", "2023-12-23", "2023-12-25"]),
        ["journey-interrupted"]
    );
    assert_eq!(
        codes(["2022-03-20", "2023-12-21", "2023-12-23", "2023-12-25"]),
        [""; 0]
    );
}

/// Spellings of one key are told of each other; different keys are not.
#[test]
fn keys_that_differ_in_spelling_only_are_found() {
    let check = |one: [&str; 3], other: [&str; 3]| {
        let row = |id: &str, [indicator, unit, area]: [&str; 3], period: &str| {
            Statistic::draft(id, indicator, period)
                .unit(unit)
                .nature(Nature::Flow)
                .area(area)
                .publisher("p")
                .published("2023-12-20")
                .value(5)
        };
        let dossier = Dossier::draft("2023-12-27")
            .with(Party::draft("p", "P", PartyKind::Organisation))
            .with(row("a", one, "2023-10"))
            .with(row("b", other, "2023-11"))
            .build()
            .unwrap();
        dossier.check()
    };
    let codes = |one: [&str; 3], other: [&str; 3]| {
        check(one, other)
            .iter()
            .map(|finding| finding.code().as_str().to_owned())
            .collect::<Vec<_>>()
    };
    let plain = ["arrivals", "person", "MX"];
    assert_eq!(codes(plain, plain), [""; 0]);
    for (other, expected) in [
        (["arrivals ", "person", "MX"], vec!["series-alike"]),
        (["Arrivals", "person", "MX"], vec!["series-alike"]),
        (["arrivals", "persons", "MX"], vec!["series-alike"]),
        (["arrivals", "Person", "MX"], vec!["series-alike"]),
        (["arrivals", "person", "Mexico"], vec!["series-alike"]),
        (
            ["arrivals", "person", "mx"],
            vec!["area-like-code", "series-alike"],
        ),
        (["arrivals", "person", "MEX"], vec!["area-like-code"]),
        (["arrivals", "person", "13"], vec!["area-like-code"]),
        (["arrivals", "person", "GT"], vec![]),
        (["departures", "person", "MX"], vec![]),
        (["arrivals", "vehicle", "MX"], vec![]),
    ] {
        assert_eq!(codes(plain, other), expected, "{other:?}");
    }
    // The finding is about the key that differs.
    for (other, field) in [
        (["Arrivals", "person", "MX"], "indicator"),
        (["arrivals", "persons", "MX"], "unit"),
        (["arrivals", "person", "Mexico"], "area"),
    ] {
        let report = check(plain, other);
        assert_eq!(report.iter().next().unwrap().field(), Some(field));
    }
}

/// Code and name of two municipalities, told by the table that the caller passes.
#[cfg(feature = "gazetteer")]
#[test]
fn a_name_that_contradicts_its_code_is_found() {
    let found = |code: &str, name: &str| {
        let dossier = Dossier::draft("2023-12-27")
            .with(Place::draft(code, name))
            .build()
            .unwrap();
        let report = dossier.check_against(Gazetteer::embedded());
        report.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        found("MX07035", "Huehuetán"),
        [
            "warning[place-misnamed] place MX07035 (Huehuetán): its code is that of Frontera Hidalgo; \
          its name is that of MX07037"
        ]
    );
    for (code, name) in [
        ("MX07037", "Huehuetán"),
        ("MX07037", "huehuetan"),
        ("MX12001", "Acapulco"),
        ("MX07035", "La Frontera del Sur"),
        ("MX-L1", "Huehuetán"),
        ("GT-L1", "Huehuetán"),
    ] {
        assert_eq!(found(code, name), [""; 0], "{code} {name}");
    }
    // The table agrees with itself.
    let places = Gazetteer::embedded().iter().cloned();
    let dossier = Dossier::draft("2023-12-27")
        .with_all(places)
        .build()
        .unwrap();
    assert!(dossier.check_against(Gazetteer::embedded()).is_clean());
}

/// Three neighbours in another subdivision, and none in its own.
#[cfg(feature = "gazetteer")]
#[test]
fn a_place_among_the_places_of_another_subdivision_is_found() {
    let at = |code: String, subdivision: &str, lat: f64| {
        let place = Place::draft(code, "a place").subdivision(subdivision);
        place.seat((lat, -92.6)).build().unwrap()
    };
    for (neighbours, expected) in [(2, 0), (3, 1), (4, 1)] {
        let near = (0..neighbours).map(|n| at(format!("MX-L1{n}"), "MX-CHP", 15.3));
        let own = (0..3).map(|n| at(format!("MX-L2{n}"), "MX-OAX", 18.0));
        let table = Gazetteer::from_places(near.chain(own)).unwrap();
        let place = at("MX-L9".to_owned(), "MX-OAX", 15.2);
        let dossier = Dossier::draft("2023-12-27").with(place).build().unwrap();
        let report = dossier.check_against(&table);
        let found = report.count_of(Code::SubdivisionContradictsSeat);
        assert_eq!(found, expected, "{neighbours}: {report}");
    }
}
