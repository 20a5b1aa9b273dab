//! Reading a dossier with the path, the position and the value of what is wrong with it.
//!
//! `serde_json::from_str::<Dossier>` promises the right value or an error with text. [`read`]
//! promises more: the first fault comes back as a [`ReadError`] that names its path
//! (`events[3].headcount.low`), its line and column, the value as it was written, and its
//! [`Code`](crate::Code); keys that this version does not know come back beside the dossier.
//!
//! The fast way is tried first; only a text that is refused is read again to find out where.

mod error;
mod locate;
mod log;

pub use error::ReadError;
pub use log::{LogRecord, lines, read_line};

use crate::Dossier;
use crate::record::RawDossier;

/// What a text holds: a sealed dossier, and the keys in it that were read past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    dossier: Dossier,
    unknown_keys: Vec<String>,
}

impl Reading {
    /// The dossier.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// The dossier alone.
    pub fn into_dossier(self) -> Dossier {
        self.dossier
    }

    /// The paths of the keys that this version does not know, in the order of the text.
    pub fn unknown_keys(&self) -> &[String] {
        &self.unknown_keys
    }
}

/// Reads a dossier strictly: the first fault ends it, and nothing half-built comes back.
///
/// ```
/// use corridor::{Code, format::json};
///
/// let text = r#"{"format": "corridor/1", "as_of": "2023-12-27",
///     "places": [{"code": "MX07032", "name": "Escuintla", "kind": "municipality", "lat": 91, "lon": 0}]}"#;
/// let error = json::read(text).unwrap_err();
/// assert_eq!(error.code(), Code::LatitudeOutOfRange);
/// assert_eq!(error.path(), "places[0].lat");
/// assert_eq!((error.line(), error.value()), (2, Some("91")));
/// ```
///
/// # Errors
/// The first fault in the text: JSON that is malformed or nested deeper than 128 levels, a value
/// that its type refuses, or a dossier that cannot be sealed.
pub fn read(text: &str) -> Result<Reading, ReadError> {
    let mut unknown_keys = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let raw: Result<RawDossier, _> = serde_ignored::deserialize(&mut deserializer, |path| {
        unknown_keys.push(locate::Path::from_ignored(&path).to_string());
    });
    let raw = raw
        .and_then(|raw| deserializer.end().map(|()| raw))
        .map_err(|error| error::diagnose::<RawDossier>(text, None, &error))?;
    // Known keys go only a few levels down: more can stand only under one that was read past.
    if let Some(deep) = (!unknown_keys.is_empty())
        .then(|| locate::too_deep(text))
        .flatten()
    {
        return Err(ReadError::too_deep(text, deep));
    }
    let dossier = Dossier::seal(raw).map_err(|error| ReadError::from_record(text, &error))?;
    Ok(Reading {
        dossier,
        unknown_keys,
    })
}
