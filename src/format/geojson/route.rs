//! Maps of routes.

use geojson::{FeatureCollection, JsonValue};

use super::properties::{json, of, of_record};
use super::{collection, feature, line};
use crate::place::Place;
use crate::route::{Leg, Route};

/// A line for the route, and a point for each of its places, with its distance along the route.
///
/// | `record` | geometry | properties |
/// |---|---|---|
/// | `route` | the line along the geodesics | `name`, `geodesic_km`, `road_km` if every leg has one, `length_km`, `legs`: each `from`, `to`, `geodesic_km`, `road_km` |
/// | `stop` | the seat | the place, `along_km`, `index` |
///
/// ```
/// use corridor::{Place, Route, format::geojson};
///
/// let coast = Route::through([
///     Place::draft("MX07089", "Tapachula").seat((14.911, -92.264)).build()?,
///     Place::draft("MX07032", "Escuintla").seat((15.319, -92.659)).build()?,
/// ])?;
/// let map = geojson::from_route(&coast);
/// assert_eq!(map.features.len(), 3);
/// assert_eq!(map.bbox, Some(vec![-92.659, 14.911, -92.264, 15.319]));
/// assert!(map.to_string().contains(r#"{"type":"LineString","coordinates":[[-92.264,14.911],[-92.659,15.319]]}"#));
/// # Ok::<(), corridor::Error>(())
/// ```
pub fn from_route(route: &Route) -> FeatureCollection {
    let seats = route.places().iter().filter_map(Place::seat);
    let legs: JsonValue = route.legs().map(|leg| leg_properties(&leg)).collect();
    let whole = of(
        "route",
        [
            ("name", Some(route.to_string().into())),
            ("geodesic_km", json(&route.geodesic_length())),
            ("road_km", route.road_length().and_then(|road| json(&road))),
            ("length_km", json(&route.length())),
            ("legs", Some(legs)),
        ],
    );
    let whole = feature("route".to_owned(), line::through(seats), whole);
    let stops = route.places().iter().enumerate().map(|(index, place)| {
        let mut properties = of_record("stop", place);
        let along = route.mark(index).and_then(|along| json(&along));
        properties.extend(along.map(|along| ("along_km".to_owned(), along)));
        properties.insert("index".to_owned(), index.into());
        let id = format!("stop {index} {}", place.code());
        feature(id, place.seat().map(line::point), properties)
    });
    collection(std::iter::once(whole).chain(stops).collect(), None)
}

fn leg_properties(leg: &Leg<'_>) -> JsonValue {
    let members = [
        ("from", json(&leg.from().code())),
        ("to", json(&leg.to().code())),
        ("geodesic_km", json(&leg.geodesic())),
        ("road_km", leg.road().and_then(|road| json(&road))),
    ];
    let there = members
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)));
    JsonValue::Object(there.collect())
}
