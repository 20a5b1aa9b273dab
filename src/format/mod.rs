//! Input and output formats, beyond plain `serde`.
//!
//! An error that says only "invalid type" leaves the user to search for the fault. A map or a
//! spreadsheet that omits records without a position or a figure is misleading. Each format is a
//! feature, and none changes a value.
//!
//! | feature | module | direction and content | standard |
//! |---|---|---|---|
//! | `json` | `format::json` | in: path, line, value and code of a fault; faulty records set aside | RFC 8259, up to 128 levels deep |
//! | `geojson` | `format::geojson` | out: maps of dossiers, routes and flows | RFC 7946: longitude first, degrees of WGS-84 |
//! | `hxl` | `format::hxl` | in and out: sheets of flows, claims and statistics; faulty rows set aside | HXL 1.1, RFC 4180, UTF-8 or UTF-16; rows up to 1 MiB |
//! | `schema` | `format::schema` | out: the structure of the wire format | JSON Schema 2020-12 |
//!
//! ```
//! # #[cfg(feature = "json")] {
//! use corridor::{Code, format::json};
//!
//! let text = r#"{"format": "corridor/1", "as_of": "2023-12-27",
//!  "groups": [{"id": "exodus", "name": "Exodus from Poverty", "mode": "on foot"}]}"#;
//! let error = json::read(text).unwrap_err();
//! assert_eq!((error.path(), error.line(), error.code()), ("groups[0].mode", Some(2), Code::ValueInvalid));
//! # }
//! ```

#[cfg(feature = "geojson")]
pub mod geojson;
#[cfg(feature = "hxl")]
pub mod hxl;
#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "schema")]
pub mod schema;
#[cfg(any(feature = "hxl", feature = "json"))]
mod set_aside;
