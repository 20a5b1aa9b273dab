//! Ways in and out, beyond what `serde` does by itself.

#[cfg(feature = "geojson")]
pub mod geojson;
#[cfg(feature = "hxl")]
pub mod hxl;
#[cfg(feature = "json")]
pub mod json;
