//! What sort of place it is.

use std::fmt;
use std::str::FromStr;

use smol_str::SmolStr;

use super::PlaceError;
use crate::limits::PLACE_KIND_BYTES;
use crate::text::{shortened, text_form};

/// What sort of place it is: a word in `snake_case` on the wire.
///
/// ```
/// use corridor::PlaceKind;
///
/// assert_eq!("border_crossing".parse(), Ok(PlaceKind::BorderCrossing));
/// let hub: PlaceKind = "forwarding_hub".parse()?;
/// assert!(matches!(hub, PlaceKind::Other(_)));
/// # Ok::<(), corridor::place::PlaceError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum PlaceKind {
    /// A second-level administrative unit, placed at its seat.
    Municipality,
    /// A city, town or village.
    #[default]
    Locality,
    /// A point where a border is crossed.
    BorderCrossing,
    /// A camp.
    Camp,
    /// A place that people flee.
    ConflictZone,
    /// Any other kind.
    Other(OtherKind),
}

const NAMED: [PlaceKind; 5] = [
    PlaceKind::Municipality,
    PlaceKind::Locality,
    PlaceKind::BorderCrossing,
    PlaceKind::Camp,
    PlaceKind::ConflictZone,
];

impl PlaceKind {
    /// The word that stands for it on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Municipality => "municipality",
            Self::Locality => "locality",
            Self::BorderCrossing => "border_crossing",
            Self::Camp => "camp",
            Self::ConflictZone => "conflict_zone",
            Self::Other(kind) => kind.as_str(),
        }
    }
}

impl fmt::Display for PlaceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for PlaceKind {
    type Err = PlaceError;

    fn from_str(word: &str) -> Result<Self, PlaceError> {
        let mut bytes = word.bytes();
        let formed = bytes.next().is_some_and(|b| b.is_ascii_lowercase())
            && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            && word.len() <= PLACE_KIND_BYTES;
        if !formed {
            return Err(PlaceError::KindInvalid(shortened(word)));
        }
        Ok(NAMED
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .unwrap_or_else(|| Self::Other(OtherKind(SmolStr::new(word)))))
    }
}

text_form!(PlaceKind, "a kind of place", |error| error.code());

/// A kind that [`PlaceKind`] does not name; made by reading one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OtherKind(SmolStr);

impl OtherKind {
    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
