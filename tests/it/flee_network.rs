//! The reading part of the example `flee_network`: no row disappears, and what is found is named.

use std::path::Path;

use chrono::NaiveDate;
use corridor::{Code, CountryCode, Distance, PlaceKind};
use proptest::prelude::*;

#[path = "../../examples/flee_network/reader.rs"]
mod reader;

use reader::{Folder, FolderError, Import};

const PERIOD: &str = "StartDate,2031-03-01\nLength,100\n";
const PLACES: &str = "#name,region,country,lat,lon,location_type,conflict_date,population\n\
    A,R,Chad,10.0,18.0,conflict_zone,0,500\n\
    B,R,Chad,10.0,18.5,town,,\n\
    C,R,Cameroon,10.0,14.5,camp,,\n";
const ROUTES: &str = "A,B,60\nB,C,450\n";

fn folder(locations: &str, routes: &str, closures: &str) -> Folder {
    Folder {
        locations: locations.to_owned(),
        routes: routes.to_owned(),
        closures: closures.to_owned(),
        sim_period: PERIOD.to_owned(),
    }
}

fn import(locations: &str, routes: &str, closures: &str) -> Import {
    Import::of(&folder(locations, routes, closures)).unwrap()
}

fn found(import: &Import) -> Vec<(Code, &str)> {
    let findings = import.findings.iter();
    findings
        .map(|finding| (finding.code, finding.subject.as_str()))
        .collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn is_open(import: &Import, from: &str, to: &str, on: &str) -> bool {
    let code = |name| import.place(name).unwrap().code();
    let way = import.network.route(code(from), code(to), day(on));
    if let Err(error) = &way {
        assert_eq!(error.code(), Code::RouteClosed);
    }
    way.is_ok()
}

#[test]
fn the_invented_folder_has_each_fault_and_each_is_found() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/flee_format");
    let import = Import::of(&Folder::read(Path::new(folder)).unwrap()).unwrap();
    assert_eq!(import.network.places().len(), 7);
    assert_eq!(import.network.links().len(), 7);
    assert_eq!(import.network.closures().len(), 4);
    assert_eq!(import.network.components().len(), 3);
    assert_eq!(
        (import.day_zero, import.days),
        (day("2031-03-01"), Some(240))
    );
    assert_eq!(
        found(&import),
        [
            (Code::KeyUnknown, "sim_period.csv:3"),
            (Code::PlaceDuplicate, "locations.csv:6"),
            (Code::KeyMissing, "locations.csv:7"),
            (Code::CountInvalid, "locations.csv:8"),
            (Code::LatitudeOutOfRange, "locations.csv:9"),
            (Code::KeyMissing, "locations.csv:10"),
            (Code::KeyUnknown, "routes.csv:4"),
            (Code::LinkInvalid, "routes.csv:7"),
            (Code::LinkInvalid, "routes.csv:8"),
            (Code::SeatUnknown, "routes.csv:9"),
            (Code::ValueInvalid, "routes.csv:10"),
            (Code::KeyMissing, "routes.csv:11"),
            (Code::ClosureInvalid, "closures.csv:3"),
            (Code::KeyMisplaced, "closures.csv:4"),
            (Code::ClosureInvalid, "closures.csv:6"),
            (Code::ClosureInvalid, "closures.csv:7"),
            (Code::ClosureInvalid, "closures.csv:8"),
            (Code::ValueInvalid, "closures.csv:9"),
            (Code::ValueInvalid, "closures.csv:10"),
            (Code::KeyMissing, "closures.csv:11"),
            (Code::CountryUnknown, "country \"Borderland\""),
            (Code::CountryUnknown, "country \"CAR\""),
            (Code::CountryUnknown, "country \"Elsewhere\""),
            (Code::RoadBelowGeodesic, "link routes.csv:6"),
        ]
    );
}

#[test]
fn a_place_is_what_its_row_says() {
    let import = import(PLACES, ROUTES, "");
    assert_eq!(found(&import), []);
    let [a, b, c] = import.network.places() else {
        panic!("three places");
    };
    assert_eq!((a.code().as_str(), a.name()), ("ZZ-L1", "A"));
    assert_eq!(a.kind(), &PlaceKind::CONFLICT_ZONE);
    assert_eq!(a.population(), Some(500));
    assert_eq!((b.kind(), b.population()), (&PlaceKind::LOCALITY, None));
    assert_eq!((c.kind(), c.country().as_str()), (&PlaceKind::CAMP, "CM"));
    let seat = c.seat().unwrap();
    assert_eq!((seat.lat(), seat.lon()), (10.0, 14.5));
    let road = import.network.links()[1].road();
    assert_eq!(road, Distance::from_km(450.0).ok());
}

#[test]
fn names_are_verbatim_and_matched_so() {
    let places = "\"Old, Ferry \",R,Chad,10,18,town\nOld Ferry,R,Chad,10,18.5,town\n";
    let import = import(
        places,
        "\"Old, Ferry \",Old Ferry,60\n\"Old, Ferry\",Old Ferry,60\n",
        "",
    );
    assert_eq!(import.network.places()[0].name(), "Old, Ferry ");
    assert_eq!(found(&import), [(Code::LinkInvalid, "routes.csv:2")]);
}

#[test]
fn countries_by_code_name_and_abbreviation() {
    let country = |word: &str| {
        let import = import(&format!("A,R,\"{word}\",10,18,town\n"), "", "");
        (import.network.places()[0].country(), import.findings.len())
    };
    let code = |code: &str| code.parse::<CountryCode>().unwrap();
    assert_eq!(country("TZ"), (code("TZ"), 0));
    assert_eq!(country(" Chad "), (code("TD"), 0));
    assert_eq!(country("Tanzania"), (code("TZ"), 0));
    assert_eq!(country("Iran"), (code("IR"), 0));
    assert_eq!(country("Congo"), (code("CG"), 0));
    assert_eq!(country("CAR"), (code("CF"), 1));
    assert_eq!(country("DRC"), (code("CD"), 1));
    // Two countries have a name that begins so.
    assert_eq!(country("Korea"), (code("ZZ"), 1));
    assert_eq!(country("unknown"), (code("ZZ"), 1));
    assert_eq!(country(""), (code("ZZ"), 1));
}

#[test]
fn blank_coordinates_are_no_seat() {
    for cells in [
        ",", "10,", ",18", " , ", "x,18", "91,18", "10,181", "NaN,18",
    ] {
        let import = import(&format!("A,R,Chad,{cells},town\n"), "", "");
        assert_eq!(import.network.places()[0].seat(), None, "{cells}");
        assert_eq!(import.findings.len(), 1, "{cells}");
    }
    let import = import("A,R,Chad,0,0,town\n", "", "");
    assert!(import.network.places()[0].seat().is_some());
    assert_eq!(found(&import), []);
}

#[test]
fn a_closure_lasts_until_the_morning_of_its_end() {
    let import = import(PLACES, ROUTES, "country,Chad,Cameroon,5,9\n");
    assert_eq!(found(&import), []);
    let open = |on| is_open(&import, "A", "C", on);
    assert!(open("2031-03-05") && !open("2031-03-06"));
    assert!(!open("2031-03-09") && open("2031-03-10"));
}

#[test]
fn minus_one_and_zero_are_no_end() {
    for end in ["-1", "0"] {
        let import = import(PLACES, ROUTES, &format!("link,A,B,5,{end}\n"));
        assert_eq!(found(&import), []);
        assert!(is_open(&import, "A", "C", "2031-03-05"));
        assert!(!is_open(&import, "A", "C", "2099-01-01"));
    }
}

#[test]
fn closures_that_are_refused() {
    for (row, code) in [
        ("country,Chad,Cameroon,9,9", Code::ClosureInvalid),
        ("country,Chad,Cameroon,9,5", Code::ClosureInvalid),
        ("country,Chad,Chad,5,9", Code::ClosureInvalid),
        ("country,Chad,,5,9", Code::KeyMissing),
        ("location,D,,5,9", Code::ClosureInvalid),
        ("link,A,C,5,9", Code::ClosureInvalid),
        ("camp,C,,5,9", Code::ValueInvalid),
        ("remove_forced_redirection,A,B,5,0", Code::ValueInvalid),
        ("location,A,,-1,9", Code::DateInvalid),
        ("location,A,,5,-2", Code::ValueInvalid),
        ("location,A,,5.5,9", Code::ValueInvalid),
        ("location,A,,9223372036854775807,-1", Code::DateInvalid),
        ("location,A,,4000000,-1", Code::DateInvalid),
        ("location,A", Code::KeyMissing),
        (",A,,5,9", Code::KeyMissing),
    ] {
        let import = import(PLACES, ROUTES, row);
        assert_eq!(found(&import), [(code, "closures.csv:1")], "{row}");
        assert_eq!(import.network.closures().len(), 0, "{row}");
    }
}

#[test]
fn links_that_are_refused() {
    for (row, code) in [
        ("A,D,60", Code::LinkInvalid),
        ("A,A,60", Code::LinkInvalid),
        ("A", Code::KeyMissing),
        (",B,60", Code::KeyMissing),
        ("A,B,-60", Code::DistanceInvalid),
        ("A,B,inf", Code::DistanceInvalid),
        ("A,B,60 km", Code::ValueInvalid),
        ("A,B,0", Code::RoadInvalid),
    ] {
        let import = import(PLACES, row, "");
        assert_eq!(found(&import), [(code, "routes.csv:1")], "{row}");
        assert_eq!(import.network.links().len(), 0, "{row}");
    }
}

#[test]
fn the_library_judges_the_roads() {
    let codes = |road: &str| -> Vec<Code> {
        let import = import(PLACES, &format!("A,B,{road}\n"), "");
        import.findings.iter().map(|finding| finding.code).collect()
    };
    // The geodesic is 54.8 km; two kilometres less may be the seats.
    assert_eq!(codes("53"), []);
    assert_eq!(codes("52.5"), [Code::RoadBelowGeodesic]);
}

#[test]
fn lines_are_counted_as_in_an_editor() {
    for end in ["\n", "\r\n"] {
        let text = [
            "\"#name\"",
            "",
            "",
            "A,R,Chad,,,town",
            "",
            "B,R,Chad,,,town",
        ]
        .join(end);
        let import = import(&text, "", "");
        let expected = [
            (Code::KeyMissing, "locations.csv:4"),
            (Code::KeyMissing, "locations.csv:6"),
        ];
        assert_eq!(found(&import), expected, "{end:?}");
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    let error = Folder::read(Path::new("no such folder")).unwrap_err();
    let text = error.to_string().replace('\\', "/");
    assert!(
        text.starts_with("cannot read no such folder/locations.csv: "),
        "{text}"
    );

    for period in ["", "Length,5\n", "StartDate\n", "StartDate,2031-02-30\n"] {
        let folder = Folder {
            sim_period: period.to_owned(),
            ..folder(PLACES, ROUTES, "")
        };
        let error = Import::of(&folder).unwrap_err();
        assert!(matches!(error, FolderError::NoStartDate), "{period:?}");
    }
}

/// Cells that are right here and wrong there.
fn cell() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "A", "B", "C", "D", "", " ", "Chad", "CAR", "town", "camp", "location", "country", "link",
        "10", "18", "60", "0", "-1", "5", "x", "\"a,b\"", "#A", "1e400", "NaN",
    ])
}

fn table() -> impl Strategy<Value = String> {
    let row = prop::collection::vec(cell(), 1..9).prop_map(|cells| cells.join(","));
    prop::collection::vec(row, 0..8).prop_map(|rows| rows.join("\n"))
}

/// The files and lines of the rows that are no headings.
fn rows(file: &str, text: &str) -> Vec<String> {
    let rows = text.lines().zip(1..);
    rows.filter(|(row, _)| !row.is_empty() && !row.starts_with('#'))
        .map(|(_, line)| format!("{file}:{line}"))
        .collect()
}

proptest! {
    #[test]
    fn no_row_disappears(places in table(), routes in table(), closures in table(), good in any::<bool>()) {
        let places = if good { format!("{PLACES}{places}") } else { places };
        let import = import(&places, &routes, &closures);
        let network = &import.network;
        let taken = network
            .links()
            .iter()
            .map(|link| link.id().to_string())
            .chain(network.closures().iter().filter_map(|closure| Some(closure.id()?.to_string())))
            .chain(network.places().iter().map(|place| {
                let number: usize = place.code().as_str()["ZZ-L".len()..].parse().unwrap();
                rows("locations.csv", &places)[number - 1].clone()
            }));
        let reported = import.findings.iter().map(|finding| finding.subject.clone());
        let known: Vec<String> = taken.chain(reported).collect();
        for (file, text) in [
            ("locations.csv", &places),
            ("routes.csv", &routes),
            ("closures.csv", &closures),
        ] {
            for row in rows(file, text) {
                prop_assert!(known.contains(&row), "{row} of {text:?}");
            }
        }
    }
}
