//! Where groups were, how fast they came, and when they may be where they are going.

use chrono::NaiveDate;
use corridor::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn seat(code: &str) -> Option<Position> {
    let (lat, lon) = match code {
        "MX07089" => (14.90556, -92.26341),
        "MX07040" => (15.13917, -92.46444),
        "MX07071" => (15.21528, -92.57667),
        "MX07032" => (15.31944, -92.65833),
        "MX07051" => (15.44167, -92.89167),
        "MX07069" => (15.68667, -93.20917),
        "MX07009" => (16.23806, -93.89972),
        _ => return None,
    };
    Some(Position::try_new(lat, lon).unwrap())
}

/// The report of 27 December 2023, with the seats of the coast.
fn seed() -> Dossier {
    let text = include_str!("../../examples/data/exodus_from_poverty.json");
    let dossier: Dossier = serde_json::from_str(text).unwrap();
    Dossier::builder(dossier.as_of())
        .sources(dossier.sources().iter().cloned())
        .parties(dossier.parties().iter().cloned())
        .places(dossier.places().iter().cloned())
        .groups(dossier.groups().iter().cloned())
        .links(dossier.links().iter().cloned())
        .events(dossier.events().iter().cloned())
        .missing_seats(|place| seat(place.code().as_str()))
        .build()
        .unwrap()
}

#[test]
fn the_seed() {
    let dossier = seed();
    let journey = Journey::of(&dossier, "exodus").unwrap();
    let told: Vec<_> = journey
        .fixes()
        .iter()
        .map(|fix| format!("{fix} {} {}", fix.event().id(), fix.is_inherited()))
        .collect();
    assert_eq!(
        told,
        [
            "Tapachula on 2023-12-24 departure true",
            "Escuintla on 2023-12-27 split false",
            "Escuintla on 2023-12-27 sighting false",
        ]
    );
    assert_eq!(journey.pace().unwrap().to_string(), "17.5–35 km a day");
    let coast = Route::through(
        ["MX07089", "MX07032", "MX07051"].map(|code| dossier.place(code).unwrap().clone()),
    )
    .unwrap()
    .with_road(
        &"MX07032".parse().unwrap(),
        &"MX07051".parse().unwrap(),
        Distance::from_km(35.0).unwrap(),
    )
    .unwrap();
    let forecast = journey
        .forecast(&coast, Pace::WALKING, journey.planned_halts())
        .unwrap();
    assert_eq!(forecast.sets_out().to_string(), "2023-12-28");
    let [mapastepec] = forecast.stops() else {
        panic!()
    };
    assert_eq!(mapastepec.arrives().to_string(), "2023-12-28 to 2023-12-30");
    assert_eq!(mapastepec.leaves().to_string(), "2023-12-29 to 2023-12-31");
}
