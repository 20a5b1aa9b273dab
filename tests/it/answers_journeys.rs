//! What journeys, routes and networks look like in JSON: the forms that `docs::answers` shows.
//!
//! A golden under `tests/fixtures/answers/v1` is never changed: a form may gain keys, in a new one.

use corridor::{Closure, Dossier, Pace, Route};
use serde::Serialize;
use serde_json::Value;

const DOSSIER: &str = include_str!("../fixtures/answers/v1/journeys_dossier.json");

fn dossier() -> Dossier {
    serde_json::from_str(DOSSIER).unwrap()
}

/// The answer has all that the golden has, as it has it.
fn held(name: &str, golden: &str, answer: &impl Serialize) {
    let golden: Value = serde_json::from_str(golden).unwrap();
    let answer = serde_json::to_value(answer).unwrap();
    if let Err(path) = covers(&answer, &golden) {
        panic!("{name}: {path} is not as it was, in {answer:#}");
    }
}

/// Arrays are whole; objects may have gained keys. An error is the path to what differs.
fn covers(answer: &Value, golden: &Value) -> Result<(), String> {
    match (answer, golden) {
        (Value::Object(answer), Value::Object(golden)) => {
            golden.iter().try_for_each(|(key, golden)| {
                let answer = answer.get(key).ok_or_else(|| format!(".{key}"))?;
                covers(answer, golden).map_err(|path| format!(".{key}{path}"))
            })
        }
        (Value::Array(answer), Value::Array(golden)) if answer.len() == golden.len() => {
            let mut pairs = answer.iter().zip(golden).enumerate();
            pairs.try_for_each(|(index, (answer, golden))| {
                covers(answer, golden).map_err(|path| format!("[{index}]{path}"))
            })
        }
        // The last digits of a geodesic are the platform's.
        (Value::Number(answer), Value::Number(golden))
            if (answer.as_f64().unwrap() - golden.as_f64().unwrap()).abs() < 1e-9 =>
        {
            Ok(())
        }
        _ if answer == golden => Ok(()),
        _ => Err(String::new()),
    }
}

macro_rules! golden {
    ($name:literal, $answer:expr) => {
        held(
            $name,
            include_str!(concat!("../fixtures/answers/v1/", $name, ".json")),
            &$answer,
        )
    };
}

#[test]
fn journeys() {
    let dossier = dossier();
    let journey = dossier.journey("exodus").unwrap();
    golden!("journey", journey);
    golden!("fixes", journey.fixes());
    let on = [
        "2023-12-20",
        "2023-12-22",
        "2023-12-26",
        "2023-12-27",
        "2023-12-28",
    ];
    let whereabouts = on.map(|on| journey.at(on).unwrap());
    golden!("whereabouts", whereabouts);
}

#[test]
fn forecasts() {
    let dossier = dossier();
    let journey = dossier.journey("exodus").unwrap();
    let ahead = journey.next_route().unwrap().unwrap();
    golden!("forecast", journey.forecast(&ahead, Pace::WALKING).unwrap());
    let open = Pace::try_new("0 km".parse().unwrap(), None).unwrap();
    golden!("forecast_open", journey.forecast(&ahead, open).unwrap());
}

#[test]
fn routes() {
    let dossier = dossier();
    let journey = dossier.journey("exodus").unwrap();
    let ahead = journey.next_route().unwrap().unwrap();
    golden!("route", ahead);
    let legs: Vec<_> = ahead.legs().collect();
    golden!("legs", legs);
    let back: Route = serde_json::from_value(serde_json::to_value(&ahead).unwrap()).unwrap();
    assert_eq!(back, ahead);
    let off = dossier.place("MX07032").unwrap().seat().unwrap();
    golden!(
        "location",
        ahead.between("MX07051", "MX07069").unwrap().locate(off)
    );
}

#[test]
fn networks() {
    let network = dossier().network().unwrap();
    golden!("network", network);
    let closures = [
        Closure::of_link("MX07032", "MX07051", "2023-12"),
        Closure::of_border("MX", "US", "2023-12-18")
            .until("2024-01-04/..")
            .id("border")
            .source("efe"),
    ]
    .map(|draft| draft.build().unwrap());
    golden!("closures", closures);
}

/// Each block of the page is an answer, or an entry of one, as a golden holds it.
#[test]
fn the_page_shows_the_goldens() {
    let page = include_str!("../../src/docs/answers.md");
    let (_, page) = page.split_once("# Journeys and routes").unwrap();
    let section = page.split("\n# ").next().unwrap();
    let blocks = section.split("```json\n").skip(1);
    let shown: Vec<Value> = blocks
        .map(|block| serde_json::from_str(block.split("```").next().unwrap()).unwrap())
        .collect();
    let goldens = [
        include_str!("../fixtures/answers/v1/journey.json"),
        include_str!("../fixtures/answers/v1/fixes.json"),
        include_str!("../fixtures/answers/v1/whereabouts.json"),
        include_str!("../fixtures/answers/v1/forecast.json"),
        include_str!("../fixtures/answers/v1/route.json"),
        include_str!("../fixtures/answers/v1/legs.json"),
        include_str!("../fixtures/answers/v1/location.json"),
        include_str!("../fixtures/answers/v1/network.json"),
        include_str!("../fixtures/answers/v1/closures.json"),
    ];
    assert_eq!(shown.len(), goldens.len());
    for (shown, golden) in shown.iter().zip(goldens) {
        let golden: Value = serde_json::from_str(golden).unwrap();
        let entries = golden.as_array().map_or(&[][..], Vec::as_slice);
        assert!(
            *shown == golden || entries.contains(shown),
            "in no golden: {shown:#}"
        );
    }
}
