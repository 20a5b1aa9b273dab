//! Maps: GeoJSON after [RFC 7946](https://www.rfc-editor.org/rfc/rfc7946), which is only written.
//!
//! A map shows at a glance what a table hides: swapped coordinates, or a group that moves
//! impossibly far.
//!
//! Each function returns a [`FeatureCollection`] of the [`geojson`] crate. Its `to_string` is the
//! text of the file, and equal values give equal bytes.
//!
//! - **Nothing is left out because it has no position**: it becomes a feature whose geometry is
//!   null. [`from_flows`] also returns the zones that it could not place. Each feature has a unique
//!   `id`, and a `record` that states what it is.
//! - Coordinates are longitude, then latitude, in degrees of WGS-84, with at most six decimals
//!   (0.1 m), and no `crs`.
//! - **Lines** follow the geodesics: if a line that is straight in degrees would stray from the
//!   geodesic by more than a kilometre, positions on the geodesic are inserted. Lines are cut at
//!   the antimeridian (section 3.1.9) and at a pole that they pass. A line of length 0 is a point.
//! - The `bbox` is the narrowest one; its west is greater than its east if it crosses the
//!   antimeridian (section 5.2). There are no polygons.
//! - An estimate is always an object `{"low", "best", "high"}`; an open high is left out. Dates are
//!   EDTF. Everything else is as on the [wire](crate::docs::wire).
//!
//! ```
//! use corridor::{Place, Route, format::geojson};
//!
//! let map = geojson::from_route(&Route::through([
//!     Place::draft("MX07032", "Escuintla").seat((15.319, -92.659)).build()?,
//!     Place::draft("MX07051", "Mapastepec").seat((15.440, -92.893)).build()?,
//! ])?);
//! assert!(map.to_string().contains("[-92.659,15.319]"));
//! # Ok::<(), corridor::Error>(())
//! ```
//!
//! Maps cannot be read back: to read a dossier again, write it as JSON.

mod dossier;
mod extent;
mod flows;
mod line;
mod properties;
mod route;

use geojson::{Feature, FeatureCollection, Geometry, JsonObject};

pub use dossier::from_dossier;
pub use flows::from_flows;
pub use route::from_route;

/// A feature with a text id.
fn feature(id: String, geometry: Option<Geometry>, properties: JsonObject) -> Feature {
    Feature {
        bbox: None,
        geometry,
        id: Some(geojson::feature::Id::String(id)),
        properties: Some(properties),
        foreign_members: None,
    }
}

/// The features with their bounding box.
fn collection(features: Vec<Feature>, foreign_members: Option<JsonObject>) -> FeatureCollection {
    let geometries = features
        .iter()
        .filter_map(|feature| feature.geometry.as_ref());
    FeatureCollection {
        bbox: extent::of(geometries),
        features,
        foreign_members,
    }
}
