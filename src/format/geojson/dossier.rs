//! Maps of dossiers.

use std::collections::HashMap;

use geojson::{Feature, FeatureCollection, Geometry, JsonObject};
use serde::Serialize;

use super::properties::{json, of, of_record};
use super::{collection, feature, line};
use crate::analysis::{Fix, Line, Lines, by_days};
use crate::place::{Place, PlaceCode, Position};
use crate::record::{Dossier, Event, Figure};

/// A feature for each record of the dossier, and one for each fix of a group.
///
/// | `record` | geometry |
/// |---|---|
/// | `place` | the seat |
/// | `link` | the line between the seats of its ends |
/// | `group` | the line through its own fixes, in their order |
/// | `fix` | the seat of the place: one for each [`Fix`](crate::analysis::Fix) of a group, with its headcount |
/// | `event` | the seat of its place; of a measure, of all its places |
/// | `source`, `party`, `statistic` | null |
///
/// Properties are the keys of the [wire](crate::docs::wire); those of a `fix` are `group`,
/// `group_name`, `event`, `type`, `on`, `place`, `place_name`, `headcount`, `words`,
/// `travelled_km`, `sources`. A fix that a group inherits appears only with the group from which it
/// is inherited. The id of a feature is its `record` and the record's id, separated by a space; the
/// id of a fix has the ids of the group and the event. The dossier's title and day are foreign
/// members of the collection.
///
/// ```
/// use corridor::{Dossier, format::geojson};
///
/// let dossier: Dossier = serde_json::from_str(r#"{"format": "corridor/1", "as_of": "2023-12-27",
///     "places": [{"code": "MX07032", "name": "Escuintla", "lat": 15.319, "lon": -92.659}],
///     "groups": [{"id": "exodus", "name": "Exodus from Poverty", "mode": "foot"}],
///     "events": [{"id": "e5", "type": "sighting", "on": "2023-12-27", "status": "occurred",
///                 "group": "exodus", "place": "MX07032", "words": "more than 6,000"}]}"#)?;
/// let map = geojson::from_dossier(&dossier);
/// let records: Vec<_> = map.features.iter().filter_map(|feature| feature.property("record")).collect();
/// assert_eq!(records, ["place", "group", "fix", "event"]);
/// assert_eq!(map.features[2].property("headcount"), Some(&serde_json::json!({"low": 6000, "best": 6000})));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn from_dossier(dossier: &Dossier) -> FeatureCollection {
    let mut map = Vec::new();
    for source in dossier.sources() {
        map.push(record("source", source.id().as_str(), None, source));
    }
    for party in dossier.parties() {
        map.push(record("party", party.id().as_str(), None, party));
    }
    for place in dossier.places() {
        let seat = place.seat().map(line::point);
        map.push(record("place", place.code().as_str(), seat, place));
    }
    for link in dossier.links() {
        let ends = seat(dossier, link.from()).zip(seat(dossier, link.to()));
        let geometry = ends.and_then(|(from, to)| line::through([from, to]));
        map.push(record("link", link.id().as_str(), geometry, link));
    }
    let groups: Vec<_> = dossier.groups().iter().collect();
    for of_group in Lines::of(dossier, &groups, by_days).iter() {
        let group = of_group.group();
        let track = line::through(own_fixes(of_group).filter_map(|fix| fix.place().seat()));
        map.push(record("group", group.id().as_str(), track, group));
        map.extend(fixes(of_group));
    }
    for event in dossier.events() {
        let geometry = line::points(&located(dossier, event));
        map.push(record("event", event.id().as_str(), geometry, event));
    }
    for statistic in dossier.statistics() {
        map.push(record(
            "statistic",
            statistic.id().as_str(),
            None,
            statistic,
        ));
    }
    let mut about = JsonObject::new();
    about.extend(json(&dossier.as_of().to_string()).map(|day| ("as_of".to_owned(), day)));
    let title = dossier.title().and_then(json);
    about.extend(title.map(|title| ("title".to_owned(), title)));
    collection(map, Some(about))
}

fn record(what: &str, id: &str, geometry: Option<Geometry>, record: &impl Serialize) -> Feature {
    feature(format!("{what} {id}"), geometry, of_record(what, record))
}

fn seat(dossier: &Dossier, place: PlaceCode) -> Option<Position> {
    dossier.place(place.as_str()).and_then(Place::seat)
}

/// Where an event took place, as far as the seats are known.
fn located(dossier: &Dossier, event: &Event) -> Vec<Position> {
    let places = event
        .place()
        .into_iter()
        .chain(event.places().iter().copied());
    places.filter_map(|place| seat(dossier, place)).collect()
}

/// The fixes of a group without those that it inherits.
fn own_fixes<'l, 'd>(of_group: &'l Line<'d>) -> impl Iterator<Item = &'l Fix<'d>> {
    of_group.rest().iter().filter(|fix| !fix.is_inherited())
}

fn fixes<'l>(of_group: &'l Line<'_>) -> impl Iterator<Item = Feature> + 'l {
    let group = of_group.group();
    // An event may name a group twice.
    let mut told: HashMap<&str, usize> = HashMap::new();
    own_fixes(of_group).map(move |fix| {
        let (event, place) = (fix.event(), fix.place());
        let times = told.entry(event.id().as_str()).or_default();
        *times += 1;
        let again = if *times > 1 {
            format!(" {times}")
        } else {
            String::new()
        };
        let properties = of(
            "fix",
            [
                ("group", json(group.id())),
                ("group_name", json(group.name())),
                ("event", json(event.id())),
                ("type", json(event.kind().as_str())),
                ("on", json(fix.on())),
                ("place", json(&place.code())),
                ("place_name", json(place.name())),
                (
                    "headcount",
                    fix.headcount().and_then(|figure| json(&figure.estimate())),
                ),
                (
                    "words",
                    fix.headcount().and_then(Figure::words).and_then(json),
                ),
                (
                    "travelled_km",
                    fix.travelled().and_then(|distance| json(&distance)),
                ),
                (
                    "sources",
                    (!event.sources().is_empty())
                        .then(|| json(event.sources()))
                        .flatten(),
                ),
            ],
        );
        let id = format!("fix {} {}{again}", group.id(), event.id());
        feature(id, place.seat().map(line::point), properties)
    })
}
