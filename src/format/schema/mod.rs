//! JSON Schema (2020-12) of the wire format, for producers in other languages.
//!
//! The schema has the structure that [`docs::wire`](crate::docs::wire) describes: which keys a
//! record must have, may have and cannot have, the types and ranges of values, and the open and
//! closed vocabularies. Whatever it refuses, the reader refuses too. The reader also refuses what a
//! schema cannot express (dangling references, duplicate ids, reversed estimates and periods, days
//! that a month does not have, words that are not a count, lengths in bytes) and what a JSON parser
//! does not show (duplicate keys). Keys that this version does not know are allowed, as on the wire.
//!
//! The types themselves implement [`JsonSchema`], so a service can describe its own requests and
//! answers that contain an [`Estimate`](crate::Estimate) or a [`Dossier`]. This makes `schemars` 1
//! part of this feature's API; nothing else in the crate depends on it.
//!
//! ```
//! let schema = corridor::format::schema::dossier();
//! assert_eq!(schema.get("title").and_then(|title| title.as_str()), Some("Dossier"));
//! let text = serde_json::to_string_pretty(&schema)?;
//! assert!(text.contains("https://json-schema.org/draft/2020-12/schema"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod event;
mod object;
mod pattern;
mod records;
mod values;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::analysis::FlowTable;
use crate::record::{Dossier, Event, Statistic};

/// The schema of a dossier: one JSON object, `corridor/1`.
pub fn dossier() -> Schema {
    root::<Dossier>()
}

/// The schema of an event, in a dossier or on a line of a log.
///
/// ```
/// let schema = corridor::format::schema::event();
/// let types = schema.get("oneOf").and_then(|types| types.as_array()).map(Vec::len);
/// assert_eq!(types, Some(15));
/// ```
pub fn event() -> Schema {
    root::<Event>()
}

/// The schema of a statistic in a dossier. On a line of a log it has a `type` as well.
pub fn statistic() -> Schema {
    root::<Statistic>()
}

/// The schema of a line of a log (NDJSON): any record with its `type`, or the header.
pub fn log_line() -> Schema {
    root::<records::LogLine>()
}

/// The schema of a table of flows between places, which is not part of a dossier.
pub fn flow_table() -> Schema {
    root::<FlowTable>()
}

fn root<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12();
    settings.into_generator().into_root_schema_for::<T>()
}
