//! Maps of flows.

use std::collections::BTreeMap;

use geojson::FeatureCollection;

use super::properties::{json, of};
use super::{collection, feature, line};
use crate::analysis::{FlowTable, Zone};
use crate::place::Position;

/// A line for each flow, from its origin to its destination, and the zones that could not be placed.
///
/// `place_of` returns the name and the position of a zone, as far as they are known. A flow within a
/// zone is a point. If an end of a flow has no position, the flow is a feature whose geometry is null.
/// All such ends are in the returned list, so that nothing is missing from a map without notice.
///
/// The `record` is `flow`, and the other properties are `origin`, `origin_name`, `destination`,
/// `destination_name`, `period` and `people`, whose `best` can serve as the weight of the line.
///
/// ```
/// use corridor::{FlowTable, Gazetteer, Place, format::geojson};
///
/// let places = Gazetteer::from_places([
///     Place::draft("MX07089", "Tapachula").seat((14.911, -92.264)).build()?,
///     Place::draft("MX07032", "Escuintla").seat((15.319, -92.659)).build()?,
/// ])?;
/// let mut table = FlowTable::new();
/// table.add("MX07089", "MX07032", "2023-12", 6_000)?;
/// table.add("MX07032", "MX07999", "2023-12", 200)?;
/// let (map, unplaced) = geojson::from_flows(&table, |code| {
///     let place = places.get(code)?;
///     Some((place.name(), place.seat()))
/// });
/// assert_eq!(unplaced, ["MX07999"]);
/// assert_eq!(map.features.len(), 2);
/// let to_escuintla = map.features.iter().find(|line| line.geometry.is_some()).ok_or("no line")?;
/// let name = to_escuintla.property("destination_name").and_then(|name| name.as_str());
/// assert_eq!(name, Some("Escuintla"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A state can stand where its largest municipality is:
///
/// ```
/// # #[cfg(feature = "gazetteer")] {
/// use corridor::{FlowTable, Gazetteer, Place, Subdivision, format::geojson};
///
/// let gazetteer = Gazetteer::embedded();
/// let mut table = FlowTable::<Subdivision>::default();
/// table.add("MX-CHP", "MX-OAX", "2024-01", 6_000)?;
/// let (_, unplaced) = geojson::from_flows(&table, |state| {
///     let own = gazetteer.iter().filter(|place| place.subdivision() == Some(state));
///     let largest = own.max_by_key(|place| place.population());
///     Some((gazetteer.subdivision_name(state)?, largest.and_then(Place::seat)))
/// });
/// assert!(unplaced.is_empty());
/// # }
/// # Ok::<(), corridor::Error>(())
/// ```
pub fn from_flows<Z: Zone, N: AsRef<str>>(
    flows: &FlowTable<Z>,
    place_of: impl Fn(Z) -> Option<(N, Option<Position>)>,
) -> (FeatureCollection, Vec<Z>) {
    let places: BTreeMap<Z, (N, Option<Position>)> = flows
        .zones()
        .filter_map(|zone| Some((zone, place_of(zone)?)))
        .collect();
    let name = |zone: Z| places.get(&zone).and_then(|(name, _)| json(name.as_ref()));
    let position = |zone: Z| places.get(&zone).and_then(|(_, position)| *position);
    let lines = flows.iter().map(|flow| {
        let (origin, destination, period) = (flow.origin(), flow.destination(), flow.period());
        let properties = of(
            "flow",
            [
                ("origin", json(&origin.to_string())),
                ("origin_name", name(origin)),
                ("destination", json(&destination.to_string())),
                ("destination_name", name(destination)),
                ("period", json(&period)),
                ("people", json(&flow.people())),
            ],
        );
        let id = format!("flow {origin} {destination} {period}");
        let ends = position(origin).zip(position(destination));
        let geometry = ends.and_then(|(from, to)| line::through([from, to]));
        feature(id, geometry, properties)
    });
    let map = collection(lines.collect(), None);
    let unplaced = flows.zones().filter(|&zone| position(zone).is_none());
    (map, unplaced.collect())
}
