//! Names that can be read in two ways are never read in one; names that cannot, are.

use std::collections::BTreeSet;

use corridor::place::FindError;
use corridor::{Code, Gazetteer, Place, PlaceKind};

fn places() -> &'static Gazetteer {
    Gazetteer::embedded()
}

fn municipalities() -> Vec<&'static Place> {
    let in_mexico = places()
        .iter()
        .filter(|place| place.country().as_str() == "MX");
    in_mexico
        .filter(|place| place.kind() == &PlaceKind::MUNICIPALITY)
        .collect()
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
    match places().find(text) {
        Ok(place) => panic!("{text} is read as {} ({})", place.name(), place.code()),
        Err(error) => error,
    }
}

fn codes(places: &[Place]) -> Vec<String> {
    places
        .iter()
        .map(|place| place.code().to_string())
        .collect()
}

/// The place itself, or a refusal that lists it: never another, never nothing.
fn finds(text: &str, place: &Place) -> bool {
    match places().find(text) {
        Ok(other) if &other == place => true,
        Ok(other) => panic!("{text} is read as {} ({})", other.name(), other.code()),
        Err(error) => {
            assert_eq!(error.code(), Code::PlaceAmbiguous, "{error}");
            assert!(error.candidates().contains(place), "{error}");
            false
        }
    }
}

/// How INEGI, ISO 3166-2 and the press write the states.
const STATES: [(&str, &str); 32] = [
    ("AGU", "Aguascalientes|Ags.|AGS|AGU"),
    (
        "BCN",
        "Baja California|B.C.|BC|B. C.|BCN|Baja California Norte",
    ),
    ("BCS", "Baja California Sur|B.C.S.|BCS|B. C. S."),
    ("CAM", "Campeche|Camp.|CAMP|CAM"),
    ("CHH", "Chihuahua|Chih.|CHIH|CHH"),
    ("CHP", "Chiapas|Chis.|CHIS|CHP"),
    (
        "CMX",
        "Ciudad de México|CDMX|D.F.|DF|Distrito Federal|CMX|México, D.F.|Cd. de México",
    ),
    ("COA", "Coahuila de Zaragoza|Coahuila|Coah.|COAH|COA"),
    ("COL", "Colima|Col.|COL"),
    ("DUR", "Durango|Dgo.|DGO|DUR"),
    ("GRO", "Guerrero|Gro.|GRO"),
    ("GUA", "Guanajuato|Gto.|GTO|GUA"),
    ("HID", "Hidalgo|Hgo.|HGO|HID"),
    ("JAL", "Jalisco|Jal.|JAL"),
    (
        "MEX",
        "Estado de México|Edomex|EdoMéx|Edo. Méx.|Edo. de México|Edo. de Mex.|State of Mexico",
    ),
    ("MIC", "Michoacán de Ocampo|Michoacán|Mich.|MICH|MIC"),
    ("MOR", "Morelos|Mor.|MOR"),
    ("NAY", "Nayarit|Nay.|NAY"),
    ("NLE", "Nuevo León|N.L.|NL|N. L.|NLE|Nvo. León"),
    ("OAX", "Oaxaca|Oax.|OAX"),
    ("PUE", "Puebla|Pue.|PUE"),
    ("QUE", "Querétaro|Qro.|QRO|QUE"),
    ("ROO", "Quintana Roo|Q. Roo|Q.R.|QROO|Q.Roo|ROO|QR"),
    ("SIN", "Sinaloa|Sin.|SIN"),
    ("SLP", "San Luis Potosí|S.L.P.|SLP|S. L. P."),
    ("SON", "Sonora|Son.|SON"),
    ("TAB", "Tabasco|Tab.|TAB"),
    ("TAM", "Tamaulipas|Tamps.|Tam.|TAMPS|TAM"),
    ("TLA", "Tlaxcala|Tlax.|TLAX|TLA"),
    ("VER", "Veracruz de Ignacio de la Llave|Veracruz|Ver.|VER"),
    ("YUC", "Yucatán|Yuc.|YUC"),
    ("ZAC", "Zacatecas|Zac.|ZAC"),
];

#[test]
fn every_municipality_is_found_in_its_state_however_it_is_written() {
    let mut ambiguous = BTreeSet::new();
    for place in municipalities() {
        let iso = place.subdivision().unwrap();
        let (_, written) = *STATES
            .iter()
            .find(|(code, _)| iso.as_str().ends_with(code))
            .unwrap();
        let name = place.name();
        for state in written.split('|').chain([iso.as_str()]) {
            for text in [
                format!("{name}, {state}"),
                format!("{name} ({state})"),
                format!("{name}, {state}, México"),
            ] {
                if !finds(&text, place) {
                    ambiguous.insert(place.code().to_string());
                }
            }
        }
        finds(
            &format!("{name} {}", written.split('|').next().unwrap()),
            place,
        );
        finds(name, place);
        finds(&format!("{name}, México"), place);
    }
    // Homonyms of their state: in full (Oaxaca's two pairs), in short (Guadalupe y Calvo, Atizapán de
    // Zaragoza, Santa Ana del Valle, Chila de la Sal …), with an article (La Isla).
    let expected = [
        "MX08028", "MX15012", "MX20208", "MX20209", "MX20318", "MX20319", "MX20353", "MX21055",
        "MX21170", "MX21209", "MX30077",
    ];
    assert_eq!(
        ambiguous.iter().collect::<Vec<_>>(),
        expected.iter().collect::<Vec<_>>()
    );
}

/// "México" is a state and a country, and so may be "Mex.".
#[test]
fn a_qualifier_that_is_a_state_and_a_country_tries_both() {
    assert_eq!(found("Toluca, México"), "MX15106");
    assert_eq!(found("Toluca, Mex."), "MX15106");
    assert_eq!(found("Tapachula, Mex."), "MX07089");
    assert_eq!(found("Almoloya, Hgo."), "MX13007");
    assert_eq!(
        codes(refused("Almoloya, México").candidates()),
        ["MX15005", "MX15004", "MX15006", "MX13007"]
    );
    assert_eq!(
        codes(refused("Jilotepec, México").candidates()),
        ["MX15045", "MX30093"]
    );
    assert_eq!(found("Jilotepec, Edomex"), "MX15045");
    assert_eq!(found("León, GUA"), "MX11020");
}

/// Of a name with a particle, what stands before it.
fn short(name: &str) -> Option<&str> {
    let ends = [" de ", " del ", " y "].map(|particle| name.find(particle));
    let short = name.get(..ends.into_iter().flatten().min()?)?;
    let titles = ["Villa", "Ciudad", "Heroica Ciudad", "Heroica Villa"];
    (!titles.contains(&short)).then_some(short)
}

#[test]
fn a_short_name_is_no_other_place() {
    let (mut count, mut alone, mut stated) = (0, 0, 0);
    for place in municipalities() {
        let Some(short) = short(place.name()) else {
            continue;
        };
        if short == "Dolores Hidalgo Cuna" {
            continue;
        }
        count += 1;
        alone += u32::from(finds(short, place));
        let state = place.subdivision().unwrap();
        stated += u32::from(finds(&format!("{short}, {state}"), place));
    }
    // Pinotepa is Nacional as well as de Don Luis.
    assert_eq!((count, alone, stated), (365, 174, 290));
    for (text, code) in [
        ("Acapulco", "MX12001"),
        ("Acapulco, Guerrero", "MX12001"),
        ("Naucalpan", "MX15057"),
        ("Ecatepec", "MX15033"),
        ("Chilpancingo", "MX12029"),
        ("Tlaquepaque", "MX14098"),
        ("Dolores Hidalgo", "MX11014"),
        ("San Cristóbal, Chiapas", "MX07078"),
        ("Ciudad Juárez", "MX08037"),
        ("Huajuapan", "MX20039"),
        ("Huajuapan de León", "MX20039"),
        ("Comaltitlán", "MX07071"),
    ] {
        assert_eq!(found(text), code, "{text}");
    }
    for (text, listed) in [
        ("Iguala", "MX12035 HN1309"),
        ("Atizapán", "MX15013 MX15012"),
        ("Pinotepa, Oaxaca", "MX20482 MX20070"),
        ("Escobedo", "MX19021 MX05008"),
        ("Parral", "MX08032 MX07122"),
        ("Atizapán, Edomex", "MX15013 MX15012"),
        ("Purísima", "MX11025 MX-G3991226 CO-G3671204"),
        ("Playas", "MX02005 EC0921 MX-G3802723"),
        ("Juchitán", "MX20043 MX12080"),
        ("Las Vigas", "MX30132 MX12082"),
    ] {
        assert_eq!(
            codes(refused(text).candidates()).join(" "),
            listed,
            "{text}"
        );
    }
}

/// A name without an article may mean one with it, not the other way round.
#[test]
fn a_city_may_be_called_one() {
    assert_eq!(found("ciudad de Tapachula"), "MX07089");
    assert_eq!(found("Cd. de Tapachula, Chis."), "MX07089");
    assert_eq!(found("City of Tapachula"), "MX07089");
    // A name that has it in full is not shortened, and a state is no city.
    assert_eq!(found("Ciudad de Tula, Tamps."), found("Tula, Tamps."));
    assert_eq!(refused("ciudad de Sonora").code(), Code::PlaceNotFound);
}

#[test]
fn an_article_tells() {
    assert_eq!(found("La Iguala"), "HN1309");
    assert_eq!(codes(refused("Ceiba").candidates()), ["HN0101", "VE2109"]);
    assert_eq!(
        codes(refused("El Paso").candidates()),
        ["US-G5520993", "CO20250"]
    );
    let paso = refused("Paso");
    for code in ["US-G5520993", "MX30125", "MX30126"] {
        assert!(
            codes(paso.candidates()).contains(&code.to_owned()),
            "{paso}"
        );
    }
    // Nothing is called so; then the article is a slip.
    assert_eq!(found("La Tapachula"), "MX07089");
}

#[test]
fn subdivisions_and_countries_are_meanings() {
    assert_eq!(
        refused("Darién").to_string(),
        "\"Darién\" names a place and the subdivision PA-5: \
         Darien (CO-G3685273), Valle del Cauca, Colombia, 15,763 people; \
         give the code, such as CO-G3685273"
    );
    assert_eq!(found("Darién, Colombia"), "CO-G3685273");
    assert_eq!(
        refused("Darién, Panamá").to_string(),
        "\"Darién, Panamá\" is the subdivision PA-5, not a place"
    );
    assert_eq!(
        refused("Chiapas").to_string(),
        "\"Chiapas\" is the subdivision MX-CHP, not a place"
    );
    assert_eq!(
        refused("MX-CHP").to_string(),
        "\"MX-CHP\" is the subdivision MX-CHP, not a place"
    );
    assert_eq!(
        refused("Nicaragua").to_string(),
        "\"Nicaragua\" is the country NI, not a place"
    );
    assert!(
        refused("Guatemala")
            .to_string()
            .starts_with("\"Guatemala\" names a place, the country GT and the subdivision GT-01: ")
    );
    for (text, code) in [
        ("Agadez, Niger", "NE-X001"),
        ("Ceuta, Spain", "ES-X001"),
        ("Melilla, España", "ES-X002"),
        ("Sfax, Túnez", "TN-X001"),
    ] {
        assert_eq!(found(text), code, "a town of the sourced list");
    }
    // With its country, the chief place of a subdivision is the city; any other may be the state.
    assert_eq!(found("Puebla, Mexico"), "MX21114");
    assert_eq!(found("Escuintla, Guatemala"), "GT0501");
    assert_eq!(refused("Sinaloa, Mexico").code(), Code::PlaceAmbiguous);
    assert_eq!(refused("Tabasco, Mexico").code(), Code::PlaceAmbiguous);
    assert_eq!(found("Tabasco, Zacatecas"), "MX32044");
    // Two subdivisions are a city each.
    assert_eq!(found("CDMX"), found("Mexico City"));
    assert_eq!(found("Bogotá"), found("CO11001"));
    for place in places() {
        let subdivision = place.subdivision().unwrap();
        if !["MX-CMX", "CO-DC"].contains(&subdivision.as_str()) {
            refused(places().subdivision_name(subdivision).unwrap());
            refused(subdivision.as_str());
        }
        refused(place.country().name());
    }
}

#[test]
fn qualifiers_need_no_comma() {
    for (text, code) in [
        ("Tapachula Chiapas", "MX07089"),
        ("tapachula chis", "MX07089"),
        ("Tapachula Chiapas, México", "MX07089"),
        ("Tapachula, Chiapas Mexico", "MX07089"),
        ("Tapachula - Chiapas", "MX07089"),
        ("Tapachula/Chis.", "MX07089"),
        ("San Luis Río Colorado Son.", "MX26055"),
        ("Tijuana B.C.", "MX02004"),
        ("La Paz Baja California Sur", "MX03003"),
        ("San Marcos, Departamento de Ocotepeque", "HN1413"),
        ("Pijijiapan, Estado de Chiapas", "MX07069"),
        (
            "Libertador, Mérida, Venezuela (Bolivarian Republic of)",
            "VE1412",
        ),
        ("Tapachula（Chiapas）", "MX07089"),
    ] {
        assert_eq!(found(text), code, "{text}");
    }
    // A whole name is no name with a qualifier.
    assert_eq!(found("San Martín Hidalgo"), "MX14077");
    assert_eq!(refused("Tapachula Oaxaca").code(), Code::PlaceNotFound);
}

#[test]
fn suggestions_begin_so_or_contain_it_or_are_spelt_so_and_are_where_the_qualifier_says() {
    let suggested = |text: &str| {
        let error = refused(text);
        let names = error.suggestions().iter();
        names
            .map(|place| place.name().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        suggested("Tuxtl, Chiapas"),
        ["Tuxtla Gutiérrez", "Tuxtla Chico"]
    );
    assert_eq!(suggested("Tehuantepec")[0], "Santo Domingo Tehuantepec");
    assert_eq!(suggested("Mapastepek"), ["Mapastepec"]);
    assert_eq!(suggested("El Ceibo, GT"), Vec::<String>::new());
    for text in [
        "Tapachla, Honduras",
        "San Pedro Sul, Chiapas",
        "San Antonoi, Oaxaca",
    ] {
        let error = refused(text);
        let within = ["HN", "MX-CHP", "MX-OAX"];
        for place in error.suggestions() {
            let place = (place.country(), place.subdivision().unwrap());
            assert!(within.contains(&place.0.as_str()) || within.contains(&place.1.as_str()));
        }
    }
    // A known name that is elsewhere: where.
    assert_eq!(
        refused("Huehuetán, Oaxaca").to_string(),
        "\"Huehuetán, Oaxaca\" lies elsewhere: \
         Huehuetán (MX07037), Chiapas, Mexico, 36,333 people"
    );
    // A name and a code that contradict each other are not reconciled.
    assert_eq!(
        codes(refused("Huehuetán (MX07035)").candidates()),
        ["MX07037"]
    );
}

/// What is said of a place between two semicolons.
fn said(error: &FindError) -> Vec<String> {
    let text = error.to_string();
    let list = text.split_once("\": ").or(text.split_once(": ")).unwrap().1;
    list.split("; ")
        .filter(|item| !item.starts_with("and ") && !item.starts_with("give the code"))
        .map(|item| item.trim_start_matches("nearest: ").to_owned())
        .collect()
}

/// Of every place of the table, and of every list that names it.
#[test]
fn what_is_printed_of_a_candidate_can_be_looked_up() {
    for place in places() {
        let (name, code) = (place.name(), place.code());
        for text in [
            format!("{name} ({code})"),
            format!("{name}, {code}"),
            code.to_string(),
        ] {
            assert_eq!(places().find(&text).as_ref(), Ok(place), "{text}");
        }
    }
    let mut lists = 0;
    let names = places().iter().flat_map(|place| {
        let name = place.name();
        [
            name.to_owned(),
            format!("{name}, {}", place.country().name()),
        ]
    });
    let misspelt = [
        "Tapachla",
        "San Antonoi",
        "Caracs",
        "Bogta",
        "Merda",
        "Nezahualcoyot",
    ];
    for name in names.chain(misspelt.map(String::from)) {
        let Err(error) = places().find(&name) else {
            continue;
        };
        let first = error.candidates().iter().take(5);
        let listed = first.chain(error.suggestions());
        let items = said(&error);
        let items = items.iter().skip(items.len() - listed.clone().count());
        for (item, place) in items.zip(listed) {
            assert_eq!(places().find(item).as_ref(), Ok(place), "{item}");
            lists += 1;
        }
    }
    assert!(lists > 5_000, "{lists}");
}

// Codes of one's own

#[test]
fn an_alias_is_another_code_of_a_place() {
    let table = || Gazetteer::embedded().clone();
    let with = table().with_alias("MX07089", "MX-07089").unwrap();
    assert_eq!(with.get("MX-07089"), with.get("MX07089"));
    assert_eq!(with.find("mx-07089").unwrap().code().as_str(), "MX07089");
    assert_eq!(
        with.find("Tapachula (MX-07089)").unwrap().code().as_str(),
        "MX07089"
    );
    // Of an alias, too; and twice the same is once.
    let twice = with.with_alias("MX-07089", "MX-TAPA").unwrap();
    let twice = twice.with_alias("MX07089", "MX-TAPA").unwrap();
    assert_eq!(twice.get("MX-TAPA").unwrap().code().as_str(), "MX07089");

    let refused = |code: &str, alias: &str| {
        let error = table().with_alias(code, alias).unwrap_err();
        format!("{}: {error}", error.code())
    };
    assert_eq!(
        refused("MX99999", "MX-A"),
        "place-not-found: no place has the code \"MX99999\""
    );
    assert_eq!(
        refused("Tapachula", "MX-A"),
        "place-not-found: no place has the code \"Tapachula\""
    );
    assert_eq!(
        refused("MX07089", "a"),
        "place-code-invalid: \"a\" is not a known country code followed by 1 to 14 of A-Z 0-9 and \
         hyphen"
    );
    assert_eq!(
        refused("MX07089", "MX07032"),
        "place-duplicate: MX07032 is the code of both \"Escuintla\" and \"Tapachula\""
    );
    assert_eq!(
        refused("MX07089", "GT-G3595801"),
        "place-duplicate: GT-G3595801 is the code of both \"Escuintla\" and \"Tapachula\""
    );
}

#[test]
fn another_name_needs_a_place_and_a_letter() {
    let refused = |code: &str, name: &str| {
        let error = Gazetteer::embedded().clone().with_other_name(code, name);
        let error = error.unwrap_err();
        format!("{}: {error}", error.code())
    };
    assert_eq!(
        refused("MX99999", "Nowhere"),
        "place-not-found: no place has the code \"MX99999\""
    );
    assert_eq!(
        refused("MX07089", " - "),
        "text-invalid: \" - \" is not a name: it has no letter or digit"
    );
    let by_alias = Gazetteer::embedded().clone();
    let by_alias = by_alias
        .with_other_name("GT-G3595801", "Itzcuintlan")
        .unwrap();
    assert_eq!(
        by_alias.find("Itzcuintlan").unwrap().code().as_str(),
        "GT0501"
    );
}

#[test]
fn tables_are_merged_with_their_aliases() {
    let place = |code: &str, name: &str| Place::draft(code, name).build().unwrap();
    let one = Gazetteer::from_places([place("ZZ-A", "Uno")]).unwrap();
    let one = one.with_alias("ZZ-A", "ZZ-1").unwrap();
    let two = Gazetteer::from_places([place("ZZ-B", "Dos")]).unwrap();
    let two = two.with_alias("ZZ-B", "ZZ-2").unwrap();
    let both = one.merged(&two).unwrap();
    assert_eq!(both.get("ZZ-1").unwrap().name(), "Uno");
    assert_eq!(both.get("ZZ-2").unwrap().name(), "Dos");
    let contradicts = two.clone().with_alias("ZZ-B", "ZZ-1").unwrap();
    for (first, second) in [(&one, &contradicts), (&contradicts, &one)] {
        let error = first.merged(second).unwrap_err();
        assert_eq!(error.code(), Code::PlaceDuplicate);
        assert_eq!(
            error.to_string(),
            "ZZ-1 is the code of both \"Uno\" and \"Dos\""
        );
    }
    let taken = Gazetteer::from_places([place("ZZ-1", "Otro")]).unwrap();
    let error = one.merged(&taken).unwrap_err();
    assert_eq!(
        error.to_string(),
        "ZZ-1 is the code of both \"Otro\" and \"Uno\""
    );
    let same = one.merged(&one).unwrap();
    assert_eq!(same.len(), 1);
    let embedded = places().merged(&one).unwrap();
    assert_eq!(embedded.get("GT-G3595801"), places().get("GT0501"));
}

/// Countries and states as the press writes them; a text that only looks like a code is a name.
#[test]
fn regions_are_known_as_the_press_writes_them() {
    for (text, said) in [
        ("Siria", "\"Siria\" is the country SY, not a place"),
        ("Russia", "\"Russia\" is the country RU, not a place"),
        ("Am Dam", "no place is called \"Am Dam\""),
        ("MX-ZZZ", "no place is called \"MX-ZZZ\""),
    ] {
        assert_eq!(refused(text).to_string(), said);
    }
    assert!(
        refused("Líbano")
            .to_string()
            .starts_with("\"Líbano\" names a place and the country LB: ")
    );
    for (text, code) in [
        ("Ciudad de Guatemala", "GT0101"),
        ("Ciudad de Panamá", "PA1204"),
        ("Puerto Príncipe", "HT-G3718425"),
        ("Xela", "GT0901"),
        ("Laredo, Tex.", "US-G4705349"),
    ] {
        assert_eq!(found(text), code, "{text}");
    }
}
