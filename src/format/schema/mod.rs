//! JSON Schema (2020-12) of the wire format, for those who write it in other languages.
//!
//! The schema holds the structure that [`docs::wire`](crate::docs::wire) describes: which keys a
//! record must have, may have and cannot have, the types and ranges of values, closed vocabularies
//! and their open neighbours. What it refuses the reader refuses. The reader refuses more: what no
//! schema can say of a text (references that lead nowhere, ids that stand twice, estimates and
//! periods in reverse, days that a month does not have, words that are no count, lengths in bytes)
//! and what a JSON parser has already lost (keys that stand twice). Keys that this version does not
//! know are allowed, as they are on the wire.
//!
//! The types themselves are [`JsonSchema`], so that a service's own requests
//! and answers can hold an [`Estimate`](crate::Estimate) or a [`Dossier`] and be described with it.
//! That makes `schemars` 1 part of this feature's API; nothing else of the crate knows it.
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

/// Of a dossier: one JSON object, `corridor/1`.
pub fn dossier() -> Schema {
    root::<Dossier>()
}

/// Of one event, in a dossier or on a line of a log.
///
/// ```
/// let schema = corridor::format::schema::event();
/// let types = schema.get("oneOf").and_then(|types| types.as_array()).map(Vec::len);
/// assert_eq!(types, Some(15));
/// ```
pub fn event() -> Schema {
    root::<Event>()
}

/// Of one statistic, in a dossier; on a line of a log it has a `type`.
pub fn statistic() -> Schema {
    root::<Statistic>()
}

/// Of one line of a log (NDJSON): any record with its `type`, or the header.
pub fn log_line() -> Schema {
    root::<records::LogLine>()
}

/// Of a table of flows between places, which stands in no dossier.
pub fn flow_table() -> Schema {
    root::<FlowTable>()
}

fn root<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12();
    settings.into_generator().into_root_schema_for::<T>()
}
