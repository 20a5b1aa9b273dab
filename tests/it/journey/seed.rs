//! The report of 27 December 2023.

use corridor::analysis::Fix;
use corridor::{Certainty, Closure, Dossier, Gazetteer, Journey, Journeys, Pace, Route, Speed};

use super::{day, km};

fn seed() -> Dossier {
    let text = include_str!("../../../examples/data/exodus_from_poverty.json");
    let dossier: Dossier = serde_json::from_str(text).unwrap();
    Dossier::builder(dossier.as_of())
        .sources(dossier.sources().iter().cloned())
        .parties(dossier.parties().iter().cloned())
        .places(dossier.places().iter().cloned())
        .groups(dossier.groups().iter().cloned())
        .links(dossier.links().iter().cloned())
        .events(dossier.events().iter().cloned())
        .missing_seats(|place| Gazetteer::embedded().get(place.code())?.seat())
        .build()
        .unwrap()
}

fn told(journey: &Journey<'_>) -> Vec<String> {
    let told = |fix: &Fix<'_>| {
        let inherited = if fix.is_inherited() {
            ", inherited"
        } else {
            ""
        };
        format!("{} {fix}{inherited}", fix.event().id())
    };
    journey.fixes().iter().map(told).collect()
}

#[test]
fn the_largest_group() {
    let dossier = seed();
    let exodus = Journey::of(&dossier, "exodus").unwrap();
    assert_eq!(
        told(&exodus),
        [
            "departure Tapachula on 2023-12-24, inherited",
            "split Escuintla on 2023-12-27",
            "sighting Escuintla on 2023-12-27",
        ]
    );
    let headcounts: Vec<_> = exodus
        .fixes()
        .iter()
        .map(|fix| fix.headcount().unwrap().to_string())
        .collect();
    assert_eq!(
        headcounts,
        [
            "\"nearly 10,000\"",
            "\"about 6,000\"",
            "\"more than 6,000\""
        ]
    );
    assert_eq!(exodus.at(day("2023-12-23")), None);
    assert_eq!(
        exodus.at(day("2023-12-30")).unwrap().to_string(),
        "last reported at Escuintla on 2023-12-27"
    );
    // D1 and D3.
    let travelled = exodus.travelled();
    assert_eq!(travelled.claimed(), Some(km(70.0)));
    assert_eq!(travelled.road(), Some(km(70.0)));
    assert_eq!(format!("{:.1}", travelled.geodesic()), "61.9 km");
    assert_eq!(exodus.pace().unwrap().to_string(), "17.5–35 km a day");
}

#[test]
fn its_plan() {
    let dossier = seed();
    let exodus = Journey::of(&dossier, "exodus").unwrap();
    let plan: Vec<_> = exodus.plan().map(|event| event.id().as_str()).collect();
    let mut ahead = plan.clone();
    ahead.truncate(3);
    assert_eq!(ahead, ["plan-departure", "plan-arrival", "plan-sit-in"]);
    // D2.
    let leg = exodus.next_leg().unwrap();
    assert_eq!(
        (leg.from().name(), leg.to().name()),
        ("Escuintla", "Mapastepec")
    );
    assert_eq!(leg.event().id().as_str(), "plan-arrival");
    assert_eq!(leg.road(), Some(km(35.0)));
    assert_eq!(format!("{:.0}", leg.geodesic().unwrap()), "28 km");
}

#[test]
fn windows_for_mapastepec() {
    let dossier = seed();
    let exodus = Journey::of(&dossier, "exodus").unwrap();
    let place = |code| dossier.place(code).unwrap().clone();
    let leg = exodus.next_leg().unwrap();
    let coast = Route::through(["MX07089", "MX07032", "MX07051"].map(place))
        .unwrap()
        .with_road(&leg.from().code(), &leg.to().code(), leg.road().unwrap())
        .unwrap();
    let forecast = exodus
        .forecast(&coast, Pace::WALKING, exodus.planned_halts())
        .unwrap();
    // D4.
    assert_eq!(forecast.sets_out().to_string(), "2023-12-28");
    let mapastepec = forecast.stop(&"MX07051".parse().unwrap()).unwrap();
    assert_eq!(mapastepec.arrives().to_string(), "2023-12-28 to 2023-12-30");
    assert_eq!(mapastepec.leaves().to_string(), "2023-12-29 to 2023-12-31");
    assert_eq!(
        mapastepec.to_string(),
        "Mapastepec in 35 km: 2023-12-28 to 2023-12-30"
    );
    assert_eq!(forecast.stops().len(), 1);
    let wire = serde_json::to_value(&forecast).unwrap();
    assert_eq!(
        wire,
        serde_json::json!({
            "sets_out": {"earliest": "2023-12-28", "latest": "2023-12-28"},
            "stops": [{
                "place": "MX07051", "name": "Mapastepec", "distance_km": 35.0,
                "arrives": {"earliest": "2023-12-28", "latest": "2023-12-30"},
                "leaves": {"earliest": "2023-12-29", "latest": "2023-12-31"},
            }],
        })
    );
}

#[test]
fn not_on_foot_to_arriaga() {
    let dossier = seed();
    let arriaga = Journey::of(&dossier, "ahead-arriaga").unwrap();
    assert_eq!(
        told(&arriaga),
        [
            "departure Tapachula on 2023-12-24, inherited",
            "split Arriaga on 2023-12-27"
        ]
    );
    // D6.
    let [departure, arrival] = arriaga.fixes() else {
        panic!()
    };
    let speed: Speed = departure.speed_to(arrival).unwrap();
    assert_eq!(format!("{speed:.0}"), "229 km in 2–4 days");
    assert_eq!(speed.exceeds(km(35.0)), Certainty::Certain);
    assert_eq!(speed.exceeds(km(100.0)), Certainty::Possible);
    assert_eq!(speed.exceeds(km(360.0)), Certainty::Impossible);
    // No road all the way: at least the geodesic, and nobody knows how much more.
    assert_eq!(
        format!("{:.1}", arriaga.pace().unwrap()),
        "57.1 km a day or more"
    );
}

#[test]
fn some_days_of_december_close_no_border_for_all_of_it() {
    let mut events = seed().events().to_vec();
    events.retain(|event| event.id().as_str() == "port-closure");
    let dossier = seed();
    let seats = dossier.places().iter().cloned();
    let seated = Dossier::builder(dossier.as_of())
        .sources(dossier.sources().iter().cloned())
        .parties(dossier.parties().iter().cloned())
        .places(seats)
        .events(events)
        .build()
        .unwrap();
    let network = seated.network().unwrap();
    let closures: Vec<&Closure> = network.closures().collect();
    let [closure] = closures[..] else { panic!() };
    assert_eq!(
        closure.to_string(),
        "port-closure: border MX to US closed from 2023-12 to 2023-12"
    );
    assert_eq!(closure.sources().collect::<Vec<_>>(), ["eluniverso"]);
    for (on, certainty) in [
        ("2023-11-30", Certainty::Impossible),
        ("2023-12-01", Certainty::Possible),
        ("2023-12-31", Certainty::Possible),
        ("2024-01-01", Certainty::Impossible),
    ] {
        assert_eq!(closure.on(day(on)), certainty, "{on}");
    }
}

#[test]
fn all_journeys_at_once() {
    let dossier = seed();
    let journeys = Journeys::of(&dossier);
    let told_at_once: Vec<_> = journeys.iter().map(told).collect();
    let told_alone: Vec<_> = dossier
        .groups()
        .iter()
        .map(|group| told(&Journey::of(&dossier, group.id().as_str()).unwrap()))
        .collect();
    assert_eq!(told_at_once, told_alone);
    let on_the_27th: Vec<_> = journeys
        .at(day("2023-12-27"))
        .map(|(group, at)| format!("{} {}", group.id(), at.unwrap()))
        .collect();
    assert_eq!(
        on_the_27th,
        [
            "caravan last reported at Tapachula on 2023-12-24",
            "exodus at Escuintla",
            "ahead-mapastepec at Mapastepec",
            "ahead-pijijiapan at Pijijiapan",
            "ahead-arriaga at Arriaga",
        ]
    );
}
