//! Maps: GeoJSON after [RFC 7946](https://www.rfc-editor.org/rfc/rfc7946), out only.
//!
//! A map shows at once what a table hides: a place with its coordinates swapped, a group that leaps.
//!
//! Each function returns a [`FeatureCollection`] of the crate [`geojson`], whose
//! `to_string` is the text of the file; the same value gives the same bytes.
//!
//! - **Nothing is left out for want of a position**: what has none is a feature whose geometry is
//!   null. Each feature has an `id` of its own and a `record` that says what it is.
//! - Coordinates are longitude, then latitude, in degrees of WGS-84, with at most six decimals
//!   (0.1 m), and no `crs`.
//! - **Lines** follow the geodesics: where what is straight in degrees would stray from one by more
//!   than a kilometre, positions of the geodesic are put in between. They are cut at the
//!   antimeridian (section 3.1.9) and at a pole that they pass. A line without length is a point.
//! - The `bbox` is the narrowest; its west is greater than its east where it crosses the
//!   antimeridian (section 5.2). There are no polygons, and so no ring to wind.
//! - An estimate is always an object `{"low", "best", "high"}`, an open high left out; dates are EDTF;
//!   the rest is as on the [wire](crate::docs::wire).
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
//! There is no way back: a map is to be looked at. A dossier that is to be read again is written
//! as JSON.

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

/// One feature; ids are texts.
fn feature(id: String, geometry: Option<Geometry>, properties: JsonObject) -> Feature {
    Feature {
        bbox: None,
        geometry,
        id: Some(geojson::feature::Id::String(id)),
        properties: Some(properties),
        foreign_members: None,
    }
}

/// The features with their box.
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
