//! The report of 27 December 2023.

use corridor::analysis::Fix;
use corridor::{Certainty, Dossier, Gazetteer, Journey, Pace, Route};

use super::{day, km, shown};

fn seed() -> Dossier {
    let text = include_str!("../../../examples/data/exodus_from_poverty.json");
    let mut dossier: Dossier = serde_json::from_str(text).unwrap();
    dossier.fill_seats(Gazetteer::embedded());
    dossier
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
    let exodus = dossier.journey("exodus").unwrap();
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
    assert_eq!(exodus.at("2023-12-23").unwrap(), None);
    assert_eq!(
        exodus.at("2023-12-30").unwrap().unwrap().to_string(),
        "last reported at Escuintla on 2023-12-27"
    );
    // D1 and D3.
    assert_eq!(exodus.travelled(), Some(km(70.0).into()));
    assert_eq!(exodus.road_length(), Some(km(70.0)));
    assert_eq!(format!("{:.1}", exodus.geodesic_length()), "61.9 km");
    assert_eq!(exodus.pace().unwrap().to_string(), "17.5–35 km a day");
}

#[test]
fn its_plan() {
    let dossier = seed();
    let exodus = dossier.journey("exodus").unwrap();
    let plan: Vec<_> = exodus.plan().map(|event| event.id().as_str()).collect();
    let mut ahead = plan.clone();
    ahead.truncate(3);
    assert_eq!(ahead, ["plan-departure", "plan-arrival", "plan-sit-in"]);
    // D2.
    let ahead = exodus.next_route().unwrap().unwrap();
    assert_eq!(ahead.to_string(), "Escuintla – Mapastepec");
    assert_eq!(exodus.next_move().unwrap().id().as_str(), "plan-arrival");
    assert_eq!(ahead.road_length(), Some(km(35.0)));
    assert_eq!(format!("{:.0}", ahead.geodesic_length()), "28 km");
}

#[test]
fn windows_for_mapastepec() {
    let dossier = seed();
    let exodus = dossier.journey("exodus").unwrap();
    let place = |code| dossier.place(code).unwrap().clone();
    let ahead = exodus.next_route().unwrap().unwrap();
    let coast = Route::through(["MX07089", "MX07032"].map(place))
        .unwrap()
        .join(&ahead)
        .unwrap();
    let forecast = exodus.forecast(&coast, Pace::WALKING).unwrap();
    assert_eq!(exodus.forecast(&ahead, Pace::WALKING).unwrap(), forecast);
    // D4.
    assert_eq!(shown(forecast.sets_out()), "2023-12-28");
    let mapastepec = forecast.stop("MX07051").unwrap();
    assert_eq!(shown(mapastepec.arrives()), "2023-12-28 to 2023-12-30");
    assert_eq!(shown(mapastepec.leaves()), "2023-12-29 to 2023-12-31");
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
    let arriaga = dossier.journey("ahead-arriaga").unwrap();
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
    let pace = departure.pace_to(arrival).unwrap();
    assert_eq!(format!("{pace:.1}"), "57.1–114.3 km a day");
    // No road all the way: at least the geodesic, and nobody knows how much more.
    assert_eq!(
        format!("{:.1}", arriaga.pace().unwrap()),
        "57.1 km a day or more"
    );
}

#[test]
fn some_days_of_december_close_no_border_for_all_of_it() {
    let dossier = seed();
    let closure = dossier.event("port-closure").unwrap();
    let seated = dossier.to_draft().without("events").with(closure);
    let seated = seated.build().unwrap();
    let network = seated.network().unwrap();
    let [closure] = network.closures() else {
        panic!()
    };
    assert_eq!(
        closure.to_string(),
        "port-closure: border MX to US closed from 2023-12 to 2023-12"
    );
    let sources: Vec<_> = closure.sources().iter().map(corridor::Id::as_str).collect();
    assert_eq!(sources, ["eluniverso"]);
    for (on, certainty) in [
        ("2023-11-30", Certainty::Impossible),
        ("2023-12-01", Certainty::Possible),
        ("2023-12-31", Certainty::Possible),
        ("2024-01-01", Certainty::Impossible),
    ] {
        assert_eq!(closure.in_force(day(on)), certainty, "{on}");
    }
}

#[test]
fn all_journeys_at_once() {
    let dossier = seed();
    let told_at_once: Vec<_> = dossier.journeys().map(|journey| told(&journey)).collect();
    let told_alone: Vec<_> = dossier
        .groups()
        .iter()
        .map(|group| told(&dossier.journey(group.id().as_str()).unwrap()))
        .collect();
    assert_eq!(told_at_once, told_alone);
    let on_the_27th: Vec<_> = dossier
        .whereabouts("2023-12-27")
        .unwrap()
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
