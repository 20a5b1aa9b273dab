//! The embedded table beside what it was made from.

use std::collections::BTreeMap;

use corridor::{Gazetteer, PlaceKind, Position};

fn places() -> &'static Gazetteer {
    Gazetteer::embedded()
}

/// The cells of each row but the first, by the names in the first.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn mexico_is_inegis() {
    let rows = rows(include_str!(
        "../../src/place/gazetteer/build/inegi_municipalities.csv"
    ));
    assert_eq!(rows.len(), 2_478);
    let mut people = 0;
    for row in &rows {
        let place = places().get(format!("MX{}", row["code"])).unwrap();
        assert_eq!(place.name(), row["name"]);
        assert_eq!(place.kind(), &PlaceKind::MUNICIPALITY);
        assert_eq!(
            place.subdivision().unwrap().as_str(),
            row["iso_3166_2"],
            "{}",
            place.code()
        );
        let seat = row["lat"].parse().ok().zip(row["lon"].parse().ok());
        let seat = seat.map(|(lat, lon)| Position::try_new(lat, lon).unwrap());
        match (seat, place.seat()) {
            // Five decimals are a metre.
            (Some(there), Some(here)) => assert!(there.distance_to(here).km() < 0.001),
            (there, here) => assert_eq!(there, here),
        }
        let population: Option<u64> = row["population"].parse().ok();
        assert_eq!(place.population(), population);
        people += population.unwrap_or_default();
    }
    assert_eq!(people, 126_014_024);
    let tapachula = places().get("MX07089").unwrap();
    assert_eq!(tapachula.population(), Some(353_706));
    assert_eq!(places().get("MX07077").unwrap().name(), "Salto de Agua");
    assert_eq!(
        places()
            .find("San Cristóbal de las Casas")
            .unwrap()
            .population(),
        Some(215_874)
    );
}

/// Each as the code of a place, as an alias of one, or as nothing's.
#[test]
fn p_codes_are_found() {
    let rows = rows(include_str!(
        "../../src/place/gazetteer/build/ocha_pcodes_adm2.csv"
    ));
    let mut counts: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
    for row in &rows {
        let code = row["pcode"].as_str();
        let which = match places().get(code) {
            Some(place) if place.code().as_str() == code => 0,
            Some(place) => {
                assert_eq!(&places().find(code).unwrap(), place);
                1
            }
            None => 2,
        };
        counts.entry(&code[..2]).or_default()[which] += 1;
    }
    let counts: Vec<_> = counts
        .into_iter()
        .map(|(country, [own, alias, none])| (country, own, alias, none))
        .collect();
    // Haiti's are communes, which are localities here; El Salvador's are those of before 2024; the
    // Dominican Republic's are provinces, which are subdivisions.
    assert_eq!(
        counts,
        [
            ("CO", 1109, 13, 0),
            ("CR", 77, 4, 0),
            ("CU", 163, 4, 1),
            ("DO", 0, 0, 32),
            ("EC", 209, 11, 4),
            ("GT", 335, 5, 2),
            ("HN", 294, 4, 0),
            ("HT", 0, 97, 43),
            ("NI", 144, 9, 0),
            ("PA", 75, 0, 1),
            ("SV", 0, 95, 171),
            ("VE", 319, 15, 1),
        ]
    );
    for (code, name) in [
        ("GT1215", "Malacatán"),
        ("GT1217", "Ayutla"),
        ("HN0501", "San Pedro Sula"),
        ("CO27006", "Acandí"),
        ("CR211", "Zarcero"),
        ("VE0201", "Alto Orinoco"),
        ("NI9110", "Bilwi"),
    ] {
        assert_eq!(places().find(code).unwrap().name(), name, "{code}");
    }
}

/// What was written with the codes of version 0.1 is still read. The list is never changed.
#[test]
fn every_code_of_before_resolves() {
    let codes = include_str!("../fixtures/gazetteer/codes-0.1.txt");
    assert_eq!(codes.lines().count(), 6_627);
    for code in codes.lines() {
        let place = places().get(code);
        assert!(place.is_some(), "{code}");
        assert_eq!(places().find(code).ok().as_ref(), place);
        let lower = code.to_ascii_lowercase();
        assert_eq!(places().find(&lower).ok().as_ref(), place);
    }
}

/// A crossing apart from its town leaves the town its name.
#[test]
fn towns_resolve_beside_their_crossings() {
    for (text, code) in [
        ("Reynosa", "MX28032"),
        ("Mexicali", "MX02002"),
        ("Tecate", "MX02003"),
        ("Laredo", "US-G4705349"),
        ("Douglas", "US-G5293083"),
        ("Nogales, Arizona", "US-G5306611"),
        ("Nogales, Sonora", "MX26043"),
        ("Calexico", "US-G5332698"),
        ("Eagle Pass", "US-G5520677"),
        ("Del Rio, Texas", "US-G5520076"),
        ("Brownsville", "US-G4676740"),
        ("Roma, Texas", "US-G8479429"),
        ("Hidalgo, Texas", "US-G4697442"),
        ("Progreso, Texas", "US-G4720789"),
        ("Presidio, Texas", "US-G5528669"),
        ("Hidalgo–Reynosa crossing", "US-X030"),
        ("McAllen-Hidalgo International Bridge", "US-X030"),
        ("San Ysidro", "US-X006"),
        ("Lukeville", "US-X003"),
        ("Nuevo Orizaba, Chiapas", "MX-X006"),
        ("La Mesilla", "GT-X001"),
        ("Lechería", "MX-X007"),
        ("Idomeni", "GR-X001"),
        ("Rosso (Senegal)", "SN-X001"),
        ("Arguineguín, Las Palmas", "ES-X003"),
        ("Kutupalong, Bangladesh", "BD-X001"),
    ] {
        match places().find(text) {
            Ok(place) => assert_eq!(place.code().as_str(), code, "{text}"),
            Err(error) => panic!("{error}"),
        }
    }
    let coded = |prefix: &str| {
        let codes = places().iter().map(|place| place.code().to_string());
        codes.filter(|code| code[2..].starts_with(prefix)).count()
    };
    assert_eq!(coded("-X"), 73);
}
