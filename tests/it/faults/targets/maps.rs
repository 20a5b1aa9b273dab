use std::collections::BTreeSet;

use ::geojson::FeatureCollection;
use corridor::Route;
use corridor::format::{geojson, json};

use super::text;

/// What can be read can be drawn: the map is one that a reader of maps takes, each record once.
pub fn maps(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let Ok(reading) = json::read_lenient(text) else {
        return;
    };
    let dossier = reading.dossier();
    is_a_map(&geojson::from_dossier(dossier));
    for journey in dossier.journeys() {
        let seats = journey.fixes().iter().map(|fix| fix.place().clone());
        if let Ok(route) = Route::through(seats) {
            is_a_map(&geojson::from_route(&route));
        }
    }
}

fn is_a_map(map: &FeatureCollection) {
    let written = map.to_string();
    let again: FeatureCollection = written.parse().unwrap();
    assert_eq!(&again, map);
    assert_eq!(again.to_string(), written);
    let ids: BTreeSet<String> = map
        .features
        .iter()
        .map(|feature| format!("{:?}", feature.id))
        .collect();
    assert_eq!(ids.len(), map.features.len());
}
