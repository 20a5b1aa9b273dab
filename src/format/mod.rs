//! Ways in and out, beyond what `serde` does by itself.

#[cfg(feature = "geojson")]
pub mod geojson;
#[cfg(feature = "json")]
pub mod json;
