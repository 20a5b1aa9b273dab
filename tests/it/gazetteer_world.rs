//! The table of the world.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ptr;
use std::thread;

use corridor::{Code, Dossier, Gazetteer, Place, PlaceKind, Position};

fn world() -> &'static Gazetteer {
    Gazetteer::world()
}

#[test]
fn it_is_built_once() {
    let there = thread::spawn(world).join().unwrap();
    assert!(ptr::eq(there, world()));
}

#[test]
fn it_holds_what_the_build_script_counted() {
    assert_eq!(world().len(), Gazetteer::embedded().len() + ROWS);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for place in world() {
        *kinds.entry(place.kind().as_str()).or_default() += 1;
    }
    let kinds: Vec<_> = kinds.into_iter().collect();
    assert_eq!(kinds, KINDS);
    let towns = world()
        .iter()
        .filter(|place| *place.kind() == PlaceKind::LOCALITY)
        .filter(|place| Gazetteer::embedded().get(place.code()).is_none());
    assert!(towns.clone().all(|town| town.population() >= Some(15_000)));
    assert_eq!(towns.count(), TOWNS);
}

const ROWS: usize = 67_987;
const TOWNS: usize = 26_181;
const KINDS: [(&str, usize); 6] = [
    ("arrondissement", 42),
    ("border_crossing", 55),
    ("camp", 5),
    ("county", 3_143),
    ("locality", 27_296),
    ("municipality", 44_164),
];

#[test]
fn the_corridor_is_in_it_as_it_is() {
    let corridor = Gazetteer::embedded();
    for place in corridor {
        let code = place.code();
        let here = world().get(code).unwrap();
        // All that it says: the name, the kind, the seat, the people.
        assert_eq!(here, place);
        assert!(world().other_names(code).eq(corridor.other_names(code)));
        assert_eq!(world().geonames_id(code), corridor.geonames_id(code));
        if let Some(id) = place.subdivision() {
            assert_eq!(world().subdivision_name(id), corridor.subdivision_name(id));
        }
    }
    // P-codes, and codes of before.
    for alias in ["GT-G3595801", "HT0111", "US-G8479429"] {
        assert_eq!(world().get(alias), corridor.get(alias), "{alias}");
    }
}

#[test]
fn codes_resolve_to_their_places() {
    let mut before = None;
    for place in world() {
        let code = place.code();
        assert!(before < Some(code), "{code}");
        before = Some(code);
        assert!(ptr::eq(world().get(code).unwrap(), place));
        if Gazetteer::embedded().get(code).is_none() {
            let id = world().geonames_id(code).unwrap();
            assert_eq!(code, format!("{}-G{id}", place.country()).as_str());
        }
    }
}

/// Positions to a quarter of a degree, from an atlas.
#[test]
fn capitals_and_larger_towns_are_where_they_are() {
    for (name, lat, lon) in [
        ("Nairobi, Kenya", -1.25, 36.75),
        ("Kampala, Uganda", 0.25, 32.5),
        ("Dakar, Senegal", 14.75, -17.5),
        ("Niamey, Niger", 13.5, 2.0),
        ("Tripoli, Libya", 33.0, 13.25),
        ("Tunis, Tunisia", 36.75, 10.25),
        ("Rome, Italy", 42.0, 12.5),
        ("Athens, Greece", 38.0, 23.75),
        ("Ankara, Turkey", 40.0, 32.75),
        ("Damascus, SY", 33.5, 36.25),
        ("Kabul, Afghanistan", 34.5, 69.25),
        ("Dhaka, Bangladesh", 23.75, 90.5),
        ("Yangon, Myanmar", 16.75, 96.25),
        ("Kyiv, Ukraine", 50.5, 30.5),
        ("Warsaw, Poland", 52.25, 21.0),
        ("Berlin, Germany", 52.5, 13.5),
        ("Lima, Peru", -12.0, -77.0),
        ("Brasília, Brazil", -15.75, -48.0),
        ("Buenos Aires, Argentina", -34.5, -58.5),
        ("Santiago, Chile", -33.5, -70.75),
        ("Ottawa, Canada", 45.5, -75.75),
        ("Canberra, Australia", -35.25, 149.25),
        ("Port Moresby, PG", -9.5, 147.25),
        ("Tórshavn, FO", 62.0, -6.75),
    ] {
        let at = Position::try_new(lat, lon).unwrap();
        // Where a division and its town have the name, both are listed.
        let seats: Vec<Place> = match world().find(name) {
            Ok(place) => vec![place],
            Err(error) => error.candidates().to_vec(),
        };
        let near = |place: &Place| {
            place
                .seat()
                .is_some_and(|seat| seat.distance_to(at).km() < 40.0)
        };
        assert!(seats.first().is_some_and(near), "{name}: {seats:?}");
    }
}

/// The chief place of a subdivision of its name, also where another subdivision beside it has that.
#[test]
fn a_city_is_meant_rather_than_a_subdivision_of_its_name() {
    for (text, code) in [
        ("Kyiv, Ukraine", "UA-G703448"),
        ("Kharkiv, Ukraine", "UA-G706483"),
    ] {
        let found = world().find(text).unwrap();
        assert_eq!(found.code(), code, "{text}");
    }
    // A city in another state than that of its name; two towns; a town and the province that has
    // its seat.
    for text in ["Wyoming, US", "San José, Costa Rica", "Las Palmas, Spain"] {
        let error = world().find(text).unwrap_err();
        assert_eq!(error.code(), Code::PlaceAmbiguous, "{text}");
    }
}

#[test]
fn a_name_of_several_places_lists_them_likeliest_first() {
    for (name, least) in [
        ("Springfield", 5),
        ("San José", 5),
        ("Tripoli", 2),
        ("Victoria", 5),
    ] {
        let error = world().find(name).unwrap_err();
        assert_eq!(error.code(), Code::PlaceAmbiguous, "{name}");
        let people = |place: &Place| Reverse(place.population());
        assert!(error.candidates().len() >= least, "{error}");
        assert!(error.candidates().is_sorted_by_key(people), "{error}");
    }
    let tripoli = world().find("Tripoli").unwrap_err();
    assert_eq!(tripoli.candidates()[0].country().as_str(), "LY");
    assert_eq!(
        world().find("Tripoli, LB").unwrap().country().as_str(),
        "LB"
    );
}

/// A town with the name of a division whose seat it is, or of a place of the corridor's table.
#[test]
fn the_code_of_a_town_is_an_alias_of_the_place_of_its_name() {
    for (town, place) in [
        ("KE-G184745", "KE-G7667649"), // Nairobi
        ("FR-G3029162", "FR-X001"),    // Calais
        ("ES-G8335120", "ES-X002"),    // Melilla
        ("MX-G3515794", "MX15096"),    // Tequixquiac
    ] {
        assert_eq!(world().get(town).unwrap().code(), place, "{town}");
        assert_eq!(world().find(town).unwrap().code(), place, "{town}");
        assert!(world().iter().all(|other| other.code() != town));
    }
}

/// Each place that is listed can be pasted back.
#[test]
fn what_is_listed_resolves() {
    let error = world().find("Springfield").unwrap_err();
    for place in error.candidates() {
        assert_eq!(&world().find(place.code().as_str()).unwrap(), place);
        let text = format!("{} ({})", place.name(), place.code());
        assert_eq!(&world().find(&text).unwrap(), place, "{text}");
    }
}

/// The codes of whatever says that a place is not where its codes say.
fn misplaced(places: impl Iterator<Item = Place>) -> Vec<String> {
    let dossier = Dossier::draft("2026-01-01").with_all(places).build();
    let dossier = dossier.unwrap();
    let reports = [dossier.check(), dossier.check_against(world())];
    let wrong = [
        Code::SubdivisionElsewhere,
        Code::SeatOutsideCountry,
        Code::CoordinatesSwapped,
        Code::SeatAtZero,
        Code::CountryContradictsCode,
        Code::PlaceMisnamed,
        Code::SubdivisionContradictsSeat,
    ];
    let found = reports
        .iter()
        .flatten()
        .filter(|found| wrong.contains(&found.code()));
    found.map(ToString::to_string).collect()
}

#[test]
fn true_places_of_the_world_are_in_their_countries() {
    assert_eq!(misplaced(world().iter().cloned()), [""; 0]);
}

/// Every third place against a table of the others: a place that the table does not have is judged by
/// its neighbours alone. What is found are exclaves and rows of the table that contradict each other.
#[test]
fn hardly_a_true_place_is_far_from_all_of_its_subdivision() {
    let numbered = || world().iter().enumerate();
    let table = numbered().filter(|(index, _)| index % 3 > 0);
    let table = Gazetteer::from_places(table.map(|(_, place)| place.clone())).unwrap();
    let places = numbered().filter(|(index, _)| index % 3 == 0);
    let places: Vec<_> = places.map(|(_, place)| place.clone()).collect();
    let judged = places.iter().filter(|place| place.subdivision().is_some());
    let judged = judged.count();
    let dossier = Dossier::draft("2026-01-01")
        .with_all(places)
        .build()
        .unwrap();
    let report = dossier.check_against(&table);
    let found = report.count_of(Code::SubdivisionContradictsSeat);
    assert!(judged > 15_000, "{judged}");
    assert!(found * 1_000 <= judged, "{found} of {judged}");
}

/// ISO 3166-2 has a code for each of these in the country that it is part of. Both ways to code a
/// place there are true.
#[test]
fn places_of_territories_are_in_their_countries_too() {
    let mut count = 0;
    for (territory, subdivision) in DUAL {
        let places = world()
            .iter()
            .filter(|of| of.country().as_str() == territory);
        let places: Vec<&Place> = places.collect();
        count += places.len();
        let with_subdivision = places.iter().map(|place| {
            let draft = place.to_draft().subdivision(subdivision);
            draft.build().unwrap()
        });
        assert_eq!(
            misplaced(with_subdivision),
            [""; 0],
            "{territory} {subdivision}"
        );
        let in_country = places.iter().zip(1..).map(|(place, number)| {
            let country = &subdivision[..2];
            let code = format!("{country}-L{number}");
            let draft = Place::draft(code, place.name()).subdivision(subdivision);
            match place.seat() {
                Some(seat) => draft.seat((seat.lat(), seat.lon())).build().unwrap(),
                None => draft.build().unwrap(),
            }
        });
        assert_eq!(misplaced(in_country), [""; 0], "{subdivision} {territory}");
    }
    assert!(count > 1_000, "{count}");
}

/// Territory of ISO 3166-1, and its code in ISO 3166-2.
const DUAL: [(&str, &str); 27] = [
    ("AS", "US-AS"),
    ("AW", "NL-AW"),
    ("AX", "FI-01"),
    ("BL", "FR-BL"),
    ("BQ", "NL-BQ1"),
    ("CW", "NL-CW"),
    ("GF", "FR-973"),
    ("GP", "FR-971"),
    ("GU", "US-GU"),
    ("HK", "CN-HK"),
    ("MF", "FR-MF"),
    ("MO", "CN-MO"),
    ("MP", "US-MP"),
    ("MQ", "FR-972"),
    ("NC", "FR-NC"),
    ("PF", "FR-PF"),
    ("PM", "FR-PM"),
    ("PR", "US-PR"),
    ("RE", "FR-974"),
    ("SJ", "NO-21"),
    ("SX", "NL-SX"),
    ("TF", "FR-TF"),
    ("TW", "CN-TW"),
    ("VI", "US-VI"),
    ("WF", "FR-WF"),
    ("XK", "RS-KM"),
    ("YT", "FR-976"),
];

#[test]
fn a_dossier_is_checked_against_it() {
    let nairobi = world().find("Nairobi, Kenya");
    let nairobi = nairobi.unwrap_or_else(|error| error.candidates()[0].clone());
    let misnamed = nairobi.to_draft().name("Mombasa").build().unwrap();
    let checked = |place: Place| {
        let dossier = Dossier::draft("2026-01-01").with(place).build().unwrap();
        let report = dossier.check_against(world());
        report.codes().map(|(code, _)| code).collect::<Vec<_>>()
    };
    assert_eq!(checked(nairobi), []);
    assert_eq!(checked(misnamed), [Code::PlaceMisnamed]);
}
