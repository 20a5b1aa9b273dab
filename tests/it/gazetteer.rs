//! The gazetteer: its table, its look-ups, and what it refuses.

use std::collections::{BTreeMap, BTreeSet};

use corridor::place::FindError;
use corridor::{Code, Distance, Gazetteer, Place, PlaceCode, PlaceKind, Position};
use proptest::prelude::*;

fn places() -> &'static Gazetteer {
    Gazetteer::embedded()
}

fn at(lat: f64, lon: f64) -> Position {
    Position::try_new(lat, lon).unwrap()
}

fn code(text: &str) -> PlaceCode {
    text.parse().unwrap()
}

#[track_caller]
fn found(text: &str) -> String {
    match places().find(text) {
        Ok(place) => place.code().to_string(),
        Err(error) => panic!("{error}"),
    }
}

#[track_caller]
fn refused(text: &str) -> FindError {
    places().find(text).unwrap_err()
}

// The table

#[test]
fn every_line_is_read() {
    let lines = include_str!("../../src/place/gazetteer/places.tsv").lines();
    assert_eq!(places().len(), lines.count());
    assert!(places().iter().is_sorted_by_key(Place::code));
    let codes: BTreeSet<_> = places().iter().map(Place::code).collect();
    assert_eq!(codes.len(), places().len());
    assert!(places().iter().all(|place| place.subdivision().is_some()));
}

#[test]
fn totals_per_country() {
    let mut divisions = BTreeMap::new();
    let mut localities = BTreeMap::new();
    for place in places() {
        let country = place.country().as_str();
        let kind = place.kind();
        if [
            PlaceKind::BORDER_CROSSING,
            PlaceKind::CAMP,
            PlaceKind::LOCALITY,
        ]
        .contains(kind)
        {
            *localities.entry(country).or_insert(0) += 1;
        } else {
            let (all, seated) = divisions.entry(country).or_insert((0, 0));
            *all += 1;
            *seated += usize::from(place.seat().is_some());
        }
    }
    let divisions: Vec<_> = divisions
        .into_iter()
        .map(|(country, (all, seated))| (country, all, seated))
        .collect();
    assert_eq!(
        divisions,
        [
            ("BZ", 1, 1),
            ("CO", 1122, 1094),
            ("CR", 82, 76),
            ("CU", 167, 153),
            ("DO", 155, 145),
            ("EC", 221, 191),
            ("GT", 340, 333),
            ("HN", 298, 252),
            ("HT", 42, 41),
            ("MX", 2478, 2476),
            ("NI", 153, 148),
            ("PA", 82, 82),
            ("SV", 44, 1),
            ("US", 23, 23),
            ("VE", 335, 334),
        ]
    );
    assert_eq!(localities.values().sum::<usize>(), places().len() - 5543);
    assert_eq!(localities.get("SV"), Some(&101));
}

fn municipalities() -> impl Iterator<Item = &'static Place> {
    let in_mexico = places()
        .iter()
        .filter(|place| place.country().as_str() == "MX");
    in_mexico.filter(|place| place.kind() == &PlaceKind::MUNICIPALITY)
}

/// INEGI's number of a state, its ISO 3166-2 code, its name, and a municipality that INEGI lists
/// there with its key.
const STATES: [(&str, &str, &str, &str, &str); 32] = [
    (
        "01",
        "MX-AGU",
        "Aguascalientes",
        "MX01001",
        "Aguascalientes",
    ),
    ("02", "MX-BCN", "Baja California", "MX02004", "Tijuana"),
    ("03", "MX-BCS", "Baja California Sur", "MX03003", "La Paz"),
    ("04", "MX-CAM", "Campeche", "MX04002", "Campeche"),
    (
        "05",
        "MX-COA",
        "Coahuila de Zaragoza",
        "MX05030",
        "Saltillo",
    ),
    ("06", "MX-COL", "Colima", "MX06007", "Manzanillo"),
    ("07", "MX-CHP", "Chiapas", "MX07089", "Tapachula"),
    ("08", "MX-CHH", "Chihuahua", "MX08037", "Juárez"),
    ("09", "MX-CMX", "Ciudad de México", "MX09007", "Iztapalapa"),
    ("10", "MX-DUR", "Durango", "MX10005", "Durango"),
    ("11", "MX-GUA", "Guanajuato", "MX11015", "Guanajuato"),
    ("12", "MX-GRO", "Guerrero", "MX12001", "Acapulco de Juárez"),
    ("13", "MX-HID", "Hidalgo", "MX13048", "Pachuca de Soto"),
    ("14", "MX-JAL", "Jalisco", "MX14039", "Guadalajara"),
    ("15", "MX-MEX", "México", "MX15106", "Toluca"),
    ("16", "MX-MIC", "Michoacán de Ocampo", "MX16053", "Morelia"),
    ("17", "MX-MOR", "Morelos", "MX17007", "Cuernavaca"),
    ("18", "MX-NAY", "Nayarit", "MX18017", "Tepic"),
    ("19", "MX-NLE", "Nuevo León", "MX19039", "Monterrey"),
    ("20", "MX-OAX", "Oaxaca", "MX20067", "Oaxaca de Juárez"),
    ("21", "MX-PUE", "Puebla", "MX21114", "Puebla"),
    ("22", "MX-QUE", "Querétaro", "MX22014", "Querétaro"),
    ("23", "MX-ROO", "Quintana Roo", "MX23005", "Benito Juárez"),
    (
        "24",
        "MX-SLP",
        "San Luis Potosí",
        "MX24028",
        "San Luis Potosí",
    ),
    ("25", "MX-SIN", "Sinaloa", "MX25006", "Culiacán"),
    ("26", "MX-SON", "Sonora", "MX26030", "Hermosillo"),
    ("27", "MX-TAB", "Tabasco", "MX27017", "Tenosique"),
    ("28", "MX-TAM", "Tamaulipas", "MX28032", "Reynosa"),
    ("29", "MX-TLA", "Tlaxcala", "MX29033", "Tlaxcala"),
    (
        "30",
        "MX-VER",
        "Veracruz de Ignacio de la Llave",
        "MX30193",
        "Veracruz",
    ),
    ("31", "MX-YUC", "Yucatán", "MX31050", "Mérida"),
    ("32", "MX-ZAC", "Zacatecas", "MX32056", "Zacatecas"),
];

#[test]
fn states_are_numbered_as_inegi_does() {
    for (number, iso, name, municipality, seat) in STATES {
        let subdivision = iso.parse().unwrap();
        assert_eq!(places().subdivision_name(subdivision), Some(name));
        let prefix = format!("MX{number}");
        let mut members = places()
            .iter()
            .filter(|place| place.code().as_str().starts_with(&prefix))
            .peekable();
        assert!(members.peek().is_some(), "{iso}");
        assert!(
            members.all(|place| place.subdivision() == Some(subdivision)),
            "{iso}"
        );
        assert_eq!(
            places().get(code(municipality)).map(Place::name),
            Some(seat)
        );
    }
    let municipalities = municipalities();
    assert_eq!(municipalities.count(), 2478);
}

/// South, west, north, east of each country, in degrees, with its islands.
const BOXES: [(&str, f64, f64, f64, f64); 15] = [
    ("BZ", 15.8, -89.3, 18.6, -87.4),
    ("CO", -4.3, -81.8, 13.5, -66.8),
    ("CR", 5.4, -87.2, 11.3, -82.5),
    ("CU", 19.7, -85.0, 23.4, -74.1),
    ("DO", 17.4, -72.1, 20.0, -68.3),
    ("EC", -5.1, -91.7, 1.5, -75.1),
    ("GT", 13.7, -92.3, 17.9, -88.2),
    ("HN", 12.9, -89.4, 17.5, -82.4),
    ("HT", 18.0, -74.5, 20.1, -71.6),
    ("MX", 14.5, -118.5, 32.8, -86.7),
    ("NI", 10.7, -87.7, 15.1, -82.7),
    ("PA", 7.2, -83.1, 9.7, -77.1),
    ("SV", 13.1, -90.2, 14.5, -87.6),
    ("US", 25.8, -117.6, 33.6, -97.1),
    ("VE", 0.6, -73.4, 15.7, -59.8),
];

#[test]
fn every_seat_is_in_its_country() {
    for place in places() {
        let Some(seat) = place.seat() else { continue };
        let country = place.country().as_str();
        let Some(&(_, south, west, north, east)) = BOXES.iter().find(|of| of.0 == country) else {
            // Elsewhere there are crossings and camps of the sourced list only.
            assert!(
                place.code().as_str().as_bytes()[2..].starts_with(b"-X"),
                "{}",
                place.code()
            );
            continue;
        };
        assert!(
            (south..=north).contains(&seat.lat()) && (west..=east).contains(&seat.lon()),
            "{} {} at {seat}",
            place.code(),
            place.name()
        );
    }
}

#[test]
fn the_coast_of_chiapas_is_where_it_is() {
    for (name, lat, lon) in [
        ("Tapachula", 14.911, -92.264),
        ("Huixtla", 15.138, -92.466),
        ("Villa Comaltitlán", 15.212, -92.576),
        ("Escuintla", 15.319, -92.659),
        ("Mapastepec", 15.441, -92.892),
        ("Pijijiapan", 15.692, -93.209),
        ("Tonalá", 16.091, -93.752),
        ("Arriaga", 16.236, -93.899),
    ] {
        let place = places().find(&format!("{name}, Chiapas")).unwrap();
        assert_eq!(place.name(), name);
        assert_eq!(place.kind(), &PlaceKind::MUNICIPALITY);
        let off = place.seat().unwrap().distance_to(at(lat, lon));
        assert!(off.km() <= 2.0, "{name}: {off}");
    }
}

#[test]
fn two_new_municipalities_have_no_seat_yet() {
    let seatless = municipalities().filter(|place| place.seat().is_none());
    let seatless: Vec<_> = seatless
        .map(|place| (place.code().to_string(), place.name()))
        .collect();
    let expected = [("MX12083", "Ñuu Savi"), ("MX24059", "Villa de Pozos")];
    assert_eq!(
        seatless,
        expected.map(|(code, name)| (code.to_owned(), name))
    );
}

#[test]
fn a_record_says_where_it_comes_from() {
    for (of, id) in [
        ("MX07032", Some(6_955_099)),
        ("MX23005", Some(8_581_707)),
        ("GT0501", Some(3_595_801)),
        ("GT0501", Some(3_595_801)),
        ("US-G5525886", Some(5_525_886)),
        ("MX-G3531673", Some(3_531_673)),
        ("MX12082", None),
        ("US-X006", None),
        ("MX99999", None),
        ("no code", None),
    ] {
        assert_eq!(places().geonames_id(of), id, "{of}");
    }
}

#[test]
fn names_are_shared() {
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for place in municipalities() {
        *bearers.entry(place.name()).or_default() += 1;
    }
    let shared: Vec<_> = bearers.values().filter(|&&count| count > 1).collect();
    assert_eq!(shared.len(), 90);
    assert_eq!(shared.into_iter().sum::<usize>(), 233);
    assert_eq!(bearers["Benito Juárez"], 7);
}

// Finding

#[test]
fn names_resolve() {
    for (text, expected) in [
        ("Escuintla, Chiapas", "MX07032"),
        ("Escuintla, MX", "MX07032"),
        ("escuintla , mx-chp", "MX07032"),
        ("ESCUINTLA, CHIS.", "MX07032"),
        ("Escuintla, Guatemala", "GT0501"),
        ("Escuintla, Escuintla, Guatemala", "GT0501"),
        ("MX07032", "MX07032"),
        (" MX07032 ", "MX07032"),
        ("Escuintla, MX07032", "MX07032"),
        ("MX07032, Chiapas", "MX07032"),
        ("Municipio de Escuintla, Chiapas", "MX07032"),
        ("TAPACHULA", "MX07089"),
        ("villa comaltitlan", "MX07071"),
        ("Cd. Juárez, Chih.", "MX08037"),
        ("Ciudad Acuña", "MX05002"),
        ("Piedras Negras, Coahuila", "MX05025"),
        ("Cancún", "MX-G3531673"),
        ("Tecún Umán", "GT-G3598129"),
        ("Ciudad Hidalgo, Chiapas", "MX-G3530595"),
        ("Tenosique", "MX27017"),
        ("Necoclí", "CO05490"),
        ("Capurganá", "CO-G3687480"),
        ("Eagle Pass", "US-G5520677"),
        ("Del Rio, Texas", "US-G5520076"),
        ("Nogales, AZ", "US-G5306611"),
        ("Nogales, Sonora", "MX26043"),
        ("El Paso, TX", "US-G5520993"),
        ("Mexico City", "MX-G3530597"),
        ("Ciudad de México", "MX-G3530597"),
        ("San Pedro Sula, Honduras", "HN0501"),
        ("Port-au-Prince", "HT-G3718425"),
        ("San Juan Mixtepec Dto. 08", "MX20208"),
        (
            "Heroica Villa Tezoatlán de Segura y Luna, Cuna de la Independencia de Oaxaca",
            "MX20549",
        ),
        (
            "Heroica Villa Tezoatlán de Segura y Luna, Cuna de la Independencia de Oaxaca, Oaxaca",
            "MX20549",
        ),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn every_municipality_of_mexico_is_found_by_code_and_by_name() {
    for place in places()
        .iter()
        .filter(|place| place.country().as_str() == "MX")
    {
        assert_eq!(places().get(place.code()), Some(place));
        assert_eq!(&places().find(place.code().as_str()).unwrap(), place);
        let state = place.subdivision().unwrap();
        match places().find(&format!("{}, {state}", place.name())) {
            Ok(other) => assert_eq!(&other, place),
            Err(error) => assert!(error.candidates().contains(place), "{error}"),
        }
    }
}

#[test]
fn an_ambiguous_name_lists_its_bearers_the_likeliest_first() {
    let error = refused("Escuintla");
    assert_eq!(error.code(), Code::PlaceAmbiguous);
    assert_eq!(
        error.to_string(),
        "\"Escuintla\" names 2 places and the subdivision GT-05: \
         Escuintla (GT0501), Escuintla, Guatemala, 156,313 people; \
         Escuintla (MX07032), Chiapas, Mexico, 30,896 people; give the code, such as GT0501"
    );
    assert_eq!(
        refused("San Pedro Mixtepec, Oaxaca").to_string(),
        "\"San Pedro Mixtepec, Oaxaca\" names 2 places: \
         San Pedro Mixtepec (MX20318), Oaxaca, Mexico, 49,780 people; \
         San Pedro Mixtepec (MX20319), Oaxaca, Mexico, 972 people; \
         give the code, such as MX20318"
    );
    let many = refused("San José");
    assert!(many.candidates().len() > 40);
    let more = format!(
        "89,558 people; and {} more; give the code, such as CO-G3685534",
        many.candidates().len() - 5
    );
    assert!(many.to_string().ends_with(&more), "{many}");
    let error = refused("Benito Juárez, México");
    let people: Vec<_> = error.candidates().iter().map(Place::population).collect();
    assert!(people.len() > 7 && people.is_sorted_by(|one, next| one >= next));
}

#[test]
fn a_misspelt_name_suggests() {
    assert_eq!(
        refused("Mapastepek, Chiapas").to_string(),
        "no place is called \"Mapastepek, Chiapas\"; nearest: \
         Mapastepec (MX07051), Chiapas, Mexico, 46,130 people"
    );
    assert_eq!(refused("San Antonoi").suggestions().len(), 5);
    assert_eq!(
        refused("Xyzzyxyzzy").to_string(),
        "no place is called \"Xyzzyxyzzy\""
    );
}

/// A known name in the wrong state: where it is, and what is there.
#[test]
fn a_name_that_is_elsewhere_says_where() {
    assert_eq!(
        refused("Escuintla, Oaxaca").to_string(),
        "\"Escuintla, Oaxaca\" lies elsewhere: \
         Escuintla (GT0501), Escuintla, Guatemala, 156,313 people; \
         Escuintla (MX07032), Chiapas, Mexico, 30,896 people"
    );
    assert_eq!(
        refused("MX07032, Oaxaca").to_string(),
        "\"MX07032, Oaxaca\" lies elsewhere: \
         Escuintla (MX07032), Chiapas, Mexico, 30,896 people"
    );
    let place = |code: &str, name: &str| Place::draft(code, name).build().unwrap();
    let own = Gazetteer::from_places([
        place("MX-L1", "Escuintla"),
        place("GT-L1", "Escuintle"),
        place("HN-L1", "Escuintle"),
    ])
    .unwrap();
    let error = own.find("Escuintla, Guatemala").unwrap_err();
    assert_eq!(error.code(), Code::PlaceNotFound);
    assert_eq!(
        error.to_string(),
        "\"Escuintla, Guatemala\" lies elsewhere: Escuintla (MX-L1), Mexico; \
         nearest: Escuintle (GT-L1), Guatemala"
    );
    assert_eq!(
        own.find("Escuintla, Mexico").unwrap().code().as_str(),
        "MX-L1"
    );
}

#[test]
fn a_misspelt_qualifier_suggests() {
    for (text, part, suggested) in [
        ("Escuintla, Chipas", "Chipas", "Chiapas"),
        ("Escuintla, Gautemala", "Gautemala", "Guatemala"),
        ("Escuintla, Chiapas, Mexcio", "Mexcio", "Mexico"),
        // Not China, where no place of the name is.
        ("Comitán de Domínguez, Chiapa", "Chiapa", "Chiapas"),
    ] {
        assert_eq!(
            refused(text).to_string(),
            format!(
                "\"{part}\" in \"{text}\" is not a subdivision, country or place code; \
                 nearest: {suggested}"
            )
        );
    }
    let error = refused("Escuintla, Nigr");
    assert!(error.to_string().contains("; nearest: Niger"), "{error}");
    assert_eq!(error.suggestions(), []);
    let suggested = |text: &str| refused(text).suggestions()[0].code();
    assert_eq!(suggested("Escuintla, Chipas"), code("MX07032"));
}

#[test]
fn bad_input_is_an_error_that_names_the_offender() {
    let long = "a".repeat(10_000);
    let commas = ",".repeat(10_000);
    let not_found = Code::PlaceNotFound;
    for (text, expected, message) in [
        ("", not_found, "no place is called \"\""),
        ("   ", not_found, "no place is called \"   \""),
        (",", not_found, "no place is called \",\""),
        ("-", not_found, "no place is called \"-\""),
        (
            "\u{0}\u{7}\n",
            not_found,
            "no place is called \"\\0\\u{7}\\n\"",
        ),
        ("تاباتشولا", not_found, "no place is called \"تاباتشولا\""),
        (
            long.as_str(),
            not_found,
            "no place is called \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…\"",
        ),
        (
            commas.as_str(),
            not_found,
            "no place is called \",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,…\"",
        ),
        (
            "Escuintla, Narnia",
            Code::QualifierUnknown,
            "\"Narnia\" in \"Escuintla, Narnia\" is not a subdivision, country or place code",
        ),
        (
            "Escuintla, Chiapas, Narnia",
            Code::QualifierUnknown,
            "\"Narnia\" in \"Escuintla, Chiapas, Narnia\" is not a subdivision, country or place \
             code",
        ),
        (
            "Narnia,",
            Code::QualifierUnknown,
            "\"\" in \"Narnia,\" is not a subdivision, country or place code",
        ),
        (")", not_found, "no place is called \")\""),
        ("(( ))", not_found, "no place is called \"(( ))\""),
    ] {
        let error = refused(text);
        assert_eq!(error.code(), expected, "{text:.40}");
        assert_eq!(error.to_string(), message);
        assert!(places().search(text, 5).len() <= 5);
    }
}

#[test]
fn names_hide_in_marks_of_direction() {
    assert_eq!(
        found("\u{202b}Tapachula\u{202c}, \u{200f}Chiapas"),
        "MX07089"
    );
}

proptest! {
    #[test]
    fn any_text_is_answered(text in any::<String>(), limit in 0_usize..20) {
        if let Ok(place) = places().find(&text) {
            prop_assert!(places().get(place.code()).is_some());
        }
        prop_assert!(places().search(&text, limit).len() <= limit);
    }

    #[test]
    fn case_accents_and_punctuation_do_not_matter(
        of in 0..2478_usize, upper in any::<bool>(), apart in "[ .\\-_/]{1,3}",
    ) {
        let place = municipalities().nth(of).unwrap();
        let plain: String = place.name().chars().map(|letter| match letter {
            'á' => 'a', 'é' => 'e', 'í' => 'i', 'ó' => 'o', 'ú' | 'ü' => 'u', 'ñ' => 'n',
            'Á' => 'A', 'É' => 'E', 'Í' => 'I', 'Ó' => 'O', 'Ú' => 'U', 'Ñ' => 'N',
            other => other,
        }).collect();
        let plain = if upper { plain.to_uppercase() } else { plain.to_lowercase() };
        let text = plain.replace(' ', &apart);
        prop_assume!(!text.contains(','));
        match places().find(&text) {
            Ok(other) => prop_assert_eq!(&other, place),
            Err(error) => prop_assert!(error.candidates().contains(place), "{}", error),
        }
    }
}

// Searching

#[test]
fn a_search_is_ranked() {
    let names = |text: &str, limit| -> Vec<String> {
        let found = places().search(text, limit);
        found.iter().map(|place| place.name().to_owned()).collect()
    };
    assert_eq!(names("tapach", 1), ["Tapachula"]);
    assert_eq!(names("Mapastepek", 3), ["Mapastepec"]);
    assert_eq!(names("comaltitlan", 1), ["Villa Comaltitlán"]);
    assert_eq!(names("Escuintla", 9)[..2], ["Escuintla", "Escuintla"]);
    assert_eq!(
        places().search("Escuintla", 1)[0].code().as_str(),
        "GT0501",
        "the more populous first"
    );
    assert_eq!(
        places().search("Escuintla, Chiapas", 1)[0].code().as_str(),
        "MX07032"
    );
    assert_eq!(places().search("MX07032", 5).len(), 1);
    assert!(names("San", 0).is_empty());
    assert!(names("San Pedro, Narnia", 5).is_empty());
    assert_eq!(names("San Pedro", 50).len(), 50);
}

// Nearness

fn scan(places: &Gazetteer, from: Position) -> Vec<(Distance, PlaceCode)> {
    let mut all: Vec<_> = places
        .iter()
        .filter_map(|place| Some((from.distance_to(place.seat()?), place.code())))
        .collect();
    all.sort();
    all
}

fn agrees(places: &Gazetteer, from: Position, reach: Distance) -> Result<(), TestCaseError> {
    let scan = scan(places, from);
    let nearest = places
        .nearest(from)
        .map(|(place, distance)| (distance, place.code()));
    prop_assert_eq!(nearest, scan.first().copied());
    let within: Vec<_> = places
        .within(from, reach)
        .into_iter()
        .map(|(place, distance)| (distance, place.code()))
        .collect();
    let expected: Vec<_> = scan
        .into_iter()
        .take_while(|(distance, _)| *distance <= reach)
        .collect();
    prop_assert_eq!(within, expected);
    Ok(())
}

fn table(seats: Vec<(f64, f64)>) -> Gazetteer {
    let places = (0..).zip(seats).map(|(number, (lat, lon)): (u32, _)| {
        let place = Place::draft(format!("ZZ-L{number:05}"), "x");
        place.seat((lat, lon)).build().unwrap()
    });
    Gazetteer::from_places(places).unwrap()
}

/// Anywhere, near the poles, at the antimeridian, in a crowd, on a grid so that ties occur.
fn seat() -> impl Strategy<Value = (f64, f64)> {
    prop_oneof![
        (-90.0..=90.0, -180.0..=180.0),
        (88.0..=90.0, -180.0..=180.0),
        (-90.0..=-89.9, -180.0..=180.0),
        (-20.0..=20.0, 179.0..=180.0),
        (-20.0..=20.0, -180.0..=-179.0),
        (14.0..=15.0, -93.0..=-92.0),
        (-3_i8..=3, -3_i8..=3).prop_map(|(lat, lon)| (f64::from(lat), f64::from(lon))),
        (-1_i8..=1, -1_i8..=1)
            .prop_map(|(lat, lon)| (f64::from(lat) * 90.0, f64::from(lon) * 180.0)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn nearest_and_within_equal_the_scan(
        seats in prop::collection::vec(seat(), 0..60),
        from in prop::collection::vec(seat(), 1..8),
        km in prop_oneof![Just(0.0), 0.0..50.0, 0.0..3_000.0, 0.0..21_000.0],
    ) {
        let places = table(seats);
        for (lat, lon) in from {
            agrees(&places, at(lat, lon), Distance::from_km(km).unwrap())?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn the_embedded_table_too(
        lat in 5.0..35.0, lon in -120.0..-60.0, km in 0.0..300.0,
    ) {
        agrees(places(), at(lat, lon), Distance::from_km(km).unwrap())?;
    }
}

#[test]
fn seats_on_a_line_or_in_one_point_are_no_trouble() {
    let reach = Distance::from_km(500.0).unwrap();
    for seats in [
        (0..200)
            .map(|n| (0.0, f64::from(n) * 1.7 - 170.0))
            .collect::<Vec<_>>(),
        (0..200)
            .map(|n| (f64::from(n) * 0.9 - 90.0, 12.0))
            .collect(),
        vec![(15.0, -92.0); 50],
        vec![(90.0, 0.0)],
    ] {
        let places = table(seats);
        for from in [
            at(0.0, 0.0),
            at(14.9, -92.1),
            at(-90.0, 0.0),
            at(10.0, 180.0),
        ] {
            agrees(&places, from, reach).unwrap();
        }
    }
}

#[test]
fn no_seat_no_neighbour() {
    let seatless = Place::draft("MX-L1", "Nowhere").build().unwrap();
    let places = Gazetteer::from_places([seatless]).unwrap();
    assert_eq!(places.nearest(at(0.0, 0.0)), None);
    assert!(
        places
            .within(at(0.0, 0.0), Distance::from_km(30_000.0).unwrap())
            .is_empty()
    );
    assert!(Gazetteer::default().nearest(at(0.0, 0.0)).is_none());
    assert!(Gazetteer::default().is_empty());
}

// Tables of one's own

fn camp() -> Place {
    Place::draft("PA-L1", "San Vicente")
        .kind(PlaceKind::CAMP)
        .subdivision("PA-5")
        .seat((8.556, -77.978))
        .build()
        .unwrap()
}

#[test]
fn two_places_of_one_code_are_refused() {
    let other = Place::draft("PA-L1", "Lajas").build().unwrap();
    let error = Gazetteer::from_places([camp(), other.clone()]).unwrap_err();
    assert_eq!(error.code(), Code::PlaceDuplicate);
    assert_eq!(
        error.to_string(),
        "PA-L1 is the code of both \"San Vicente\" and \"Lajas\""
    );
    let one = Gazetteer::from_places([camp()]).unwrap();
    let two = Gazetteer::from_places([other]).unwrap();
    assert_eq!(one.merged(&two).unwrap_err().code(), Code::PlaceDuplicate);
    assert_eq!(one.merged(&one).unwrap().len(), 1, "the same said twice");
}

#[test]
fn a_table_of_ones_own_joins_the_embedded_one() {
    let own = Gazetteer::from_places([camp()])
        .unwrap()
        .with_other_name("PA-L1", "ETRM San Vicente")
        .unwrap()
        .with_subdivision_name("PA-5".parse().unwrap(), "the Gap");
    assert_eq!(own.find("etrm san vicente, PA-5").unwrap(), camp());
    assert_eq!(own.find("San Vicente, the gap").unwrap(), camp());
    // What a table was not told, it does not know.
    assert_eq!(
        own.find("San Vicente, Darién").unwrap_err().code(),
        Code::QualifierUnknown
    );
    let all = places().merged(&own).unwrap();
    assert_eq!(all.len(), places().len() + 1);
    assert_eq!(all.find("San Vicente, Darién").unwrap(), camp());
    assert_eq!(all.find("ETRM San Vicente").unwrap(), camp());
    assert_eq!(all.find("San Vicente, The Gap").unwrap(), camp());
    assert_eq!(all.nearest(at(8.55, -77.97)).unwrap().0, &camp());
    assert_eq!(all.geonames_id("GT0501"), Some(3_595_801));
    assert_eq!(
        all.other_names(code("GT-G3598129")).collect::<Vec<_>>(),
        ["Tecún Umán"]
    );
    for place in places() {
        assert_eq!(all.get(place.code()), Some(place));
        assert!(
            all.other_names(place.code())
                .eq(places().other_names(place.code()))
        );
    }
}

#[test]
fn the_design_reads_as_written() {
    let coast = || -> Result<corridor::Route, corridor::Error> {
        let places = Gazetteer::embedded();
        let coast = corridor::Route::through([
            places.find("Tapachula, Chiapas")?,
            places.find("Huixtla, Chiapas")?,
            places.find("Villa Comaltitlán, Chiapas")?,
            places.find("Escuintla, Chiapas")?,
            places.find("Mapastepec, Chiapas")?,
        ])?;
        Ok(coast)
    };
    assert_eq!(
        format!("{:.0}", coast().unwrap().geodesic_length()),
        "91 km"
    );
}

#[test]
fn errors_are_small_and_join_the_umbrella() {
    assert!(size_of::<FindError>() == 8);
    let error: corridor::Error = refused("Escuintla").into();
    assert_eq!(error.code(), Code::PlaceAmbiguous);
}
