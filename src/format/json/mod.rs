//! Reads dossiers from JSON, and reports faults with their path, position and value.
//!
//! `serde_json::from_str::<Dossier>` returns the right value or an error with text. [`read`] does
//! more: it returns the first fault as an [`Error`] with its path (`events[3].headcount.low`), its
//! line and column, the value as written, and its [`Code`](crate::Code). Keys that this version
//! does not know are returned with the dossier.
//!
//! ```
//! use corridor::{Code, format::json};
//!
//! let text = r#"{"format": "corridor/1", "as_of": "2023-12-27",
//!  "groups": [{"id": "exodus", "name": "Exodus from Poverty", "mode": "foot", "size": "large"}]}"#;
//! let reading = json::read(text)?;
//! assert_eq!(reading.dossier().groups().len(), 1);
//! assert_eq!(reading.findings().to_string().lines().count(), 2);
//!
//! let error = json::read(&text.replace("foot", "feet")).unwrap_err();
//! assert_eq!((error.path(), error.line(), error.code()), ("groups[0].mode", Some(2), Code::ValueInvalid));
//! # Ok::<(), corridor::Error>(())
//! ```
//!
//! JSON is as in RFC 8259, nested up to 128 levels, with the keys of the [wire](crate::docs::wire)
//! format. Lines and columns are counted from 1.

mod cause;
mod cursor;
mod error;
mod lenient;
mod line;
mod locate;
mod log;
mod path;
mod reader;
mod reading;

pub use super::set_aside::SetAside;
pub use lenient::read_lenient;
pub use line::{lines, lines_from, read_line};
pub use log::{read_log, read_log_dossier, write_log};
pub use reading::Reading;

use serde::de::DeserializeOwned;

use crate::check::{Details, Finding, Report};
use crate::error::Error;
use crate::record::{Dossier, DossierKeys, RecordKind};
use error::ReadFault;
use path::Path;

/// Reads a dossier strictly: the first fault is returned as an error. [`read_lenient`] reads on.
///
/// ```
/// use corridor::{Code, format::json};
///
/// let text = r#"{"format": "corridor/1", "as_of": "2023-12-27",
///     "places": [{"code": "MX07032", "name": "Escuintla", "kind": "municipality", "lat": 91, "lon": 0}]}"#;
/// let error = json::read(text).unwrap_err();
/// assert_eq!(error.code(), Code::LatitudeOutOfRange);
/// assert_eq!(error.path(), "places[0].lat");
/// assert_eq!((error.line(), error.value()), (Some(2), Some("91")));
/// ```
///
/// # Errors
/// The first fault in the text: JSON that is malformed or nested deeper than 128 levels, a refused
/// value, or records that do not make a valid dossier.
pub fn read(text: &str) -> Result<Reading<Dossier>, Error> {
    let text = without_mark(text);
    let mut unknown_keys = Vec::new();
    let keys: DossierKeys = match reader::quick(text) {
        Some(keys) => keys,
        None => read_noting(text, None, &mut unknown_keys)?,
    };
    let dossier = keys
        .sealed()
        .map_err(|error| ReadFault::from_record(text, &error))?;
    Ok(read_whole(dossier, &unknown_keys))
}

/// The result for a text of which nothing is refused.
fn read_whole(dossier: Dossier, unknown_keys: &[Path]) -> Reading<Dossier> {
    let findings = unknown_keys.iter().map(|path| unknown_in(&dossier, path));
    Reading {
        findings: Report::of_read(findings),
        value: dossier,
        set_aside: Vec::new(),
    }
}

/// Reads a text, and notes the paths of the keys that were ignored. `list` is the list to which the
/// text's record belongs, if it is not a whole dossier.
fn read_noting<T: DeserializeOwned>(
    text: &str,
    list: Option<&str>,
    unknown_keys: &mut Vec<Path>,
) -> Result<T, ReadFault> {
    let read = reader::read(text).map_err(|stopped| ReadFault::stopped(text, list, stopped))?;
    unknown_keys.extend(read.ignored);
    Ok(read.value)
}

/// The finding for a key of a record that was ignored.
fn unknown_key(record: Option<(RecordKind, &str)>, path: &Path) -> Finding {
    let path = path.to_string();
    let details = Details::KeyUnknown {
        path: path.as_str().into(),
    };
    Finding::read(record, &path, details)
}

/// The same for a record in a dossier.
fn unknown_in(dossier: &Dossier, path: &Path) -> Finding {
    let Some((list, index)) = path.record() else {
        return unknown_key(None, path);
    };
    let id = match list {
        "sources" => dossier
            .sources()
            .get(index)
            .map(|record| record.id().as_str()),
        "parties" => dossier
            .parties()
            .get(index)
            .map(|record| record.id().as_str()),
        "places" => dossier
            .places()
            .get(index)
            .map(crate::place::Place::code_text),
        "groups" => dossier
            .groups()
            .get(index)
            .map(|record| record.id().as_str()),
        "links" => dossier
            .links()
            .get(index)
            .map(|record| record.id().as_str()),
        "events" => dossier
            .events()
            .get(index)
            .map(|record| record.id().as_str()),
        "statistics" => dossier
            .statistics()
            .get(index)
            .map(|record| record.id().as_str()),
        _ => None,
    };
    let record = lenient::kind_of(list).map(|kind| (kind, id.unwrap_or_default()));
    unknown_key(record, &path.below_record())
}

/// The text without the byte-order mark that some editors put at the start.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
