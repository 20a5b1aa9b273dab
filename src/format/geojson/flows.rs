//! Maps of flows.

use std::collections::HashMap;

use geojson::FeatureCollection;

use super::properties::{json, of};
use super::{collection, feature, line};
use crate::analysis::FlowTable;
use crate::place::{Place, PlaceCode};

/// A line for each flow, from its origin to its destination. `places` gives their seats.
///
/// A flow within a place is a point. If a seat is not known, or no place has the code, the geometry
/// is null. The `record` is `flow`, and the other properties are `origin`, `origin_name`,
/// `destination`, `destination_name`, `period` and `people`, whose `best` can serve as the weight
/// of the line.
///
/// ```
/// use corridor::{Estimate, FlowTable, Place, format::geojson};
///
/// let places = [
///     Place::draft("MX07089", "Tapachula").seat((14.911, -92.264)).build()?,
///     Place::draft("MX07032", "Escuintla").seat((15.319, -92.659)).build()?,
/// ];
/// let mut table = FlowTable::new();
/// table.add("MX07089", "MX07032", "2023-12", Estimate::exactly(6_000))?;
/// let map = geojson::from_flows(&table, &places);
/// assert_eq!(map.features[0].property("destination_name").and_then(|name| name.as_str()), Some("Escuintla"));
/// assert!(map.features[0].geometry.is_some());
/// # Ok::<(), corridor::Error>(())
/// ```
pub fn from_flows<'p>(
    flows: &FlowTable,
    places: impl IntoIterator<Item = &'p Place>,
) -> FeatureCollection {
    let places = places.into_iter().map(|place| (place.code(), place));
    let places: HashMap<PlaceCode, &Place> = places.collect();
    let lines = flows.iter().map(|flow| {
        let (origin, destination, period) = (flow.origin(), flow.destination(), flow.period());
        let (from, to) = (places.get(&origin), places.get(&destination));
        let seats = from
            .and_then(|from| from.seat())
            .zip(to.and_then(|to| to.seat()));
        let properties = of(
            "flow",
            [
                ("origin", json(&origin)),
                ("origin_name", from.and_then(|place| json(place.name()))),
                ("destination", json(&destination)),
                ("destination_name", to.and_then(|place| json(place.name()))),
                ("period", json(&period)),
                ("people", json(&flow.people())),
            ],
        );
        let id = format!("flow {origin} {destination} {period}");
        let geometry = seats.and_then(|(from, to)| line::through([from, to]));
        feature(id, geometry, properties)
    });
    collection(lines.collect(), None)
}
