//! The code that identifies a place.

use std::fmt;
use std::str::FromStr;

use super::country::{is_code_character, unpadded};
use super::{CountryCode, PlaceError};
use crate::code::Code;
use crate::error::Error;
use crate::shown::shortened;
use crate::vocabulary::text_form;

/// The code of a place: a country code, then 1 to 14 of `A–Z 0–9 -`.
///
/// Use a P-code if one is known (`MX07032`: `MX` and the INEGI key of the municipality),
/// `MX-G3527768` for a GeoNames id, or `MX-L12` for a local code. Sixteen bytes, inline; ordered as
/// text.
///
/// ```
/// use corridor::PlaceCode;
///
/// let escuintla: PlaceCode = "MX07032".parse()?;
/// assert_eq!(escuintla.country().name(), "Mexico");
/// assert!("Escuintla".parse::<PlaceCode>().is_err());
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceCode {
    // Padded with zeros, which sort before every character that a code may have.
    text: [u8; Self::LONGEST],
}

impl PlaceCode {
    const LONGEST: usize = 16;

    /// Reads a code.
    ///
    /// # Errors
    /// [`Code::PlaceCodeInvalid`](crate::Code::PlaceCodeInvalid) for any other form or an unknown
    /// country.
    pub(crate) fn try_new(code: &str) -> Result<Self, PlaceError> {
        Self::from_ascii(code.as_bytes())
            .ok_or_else(|| PlaceError::PlaceCodeInvalid(shortened(code)))
    }

    pub(crate) fn from_ascii(code: &[u8]) -> Option<Self> {
        let [first, second, rest @ ..] = code else {
            return None;
        };
        CountryCode::of(*first, *second)?;
        let formed = !rest.is_empty() && rest.iter().all(|&b| is_code_character(b) || b == b'-');
        let mut text = [0; Self::LONGEST];
        text.get_mut(..code.len())?.copy_from_slice(code);
        formed.then_some(Self { text })
    }

    /// A number that sorts as the code does, but faster.
    #[cfg(feature = "gazetteer")]
    pub(crate) fn ordinal(self) -> u128 {
        u128::from_be_bytes(self.text)
    }

    /// The country that the code begins with.
    pub fn country(self) -> CountryCode {
        let [first, second, ..] = self.text;
        CountryCode::of(first, second).unwrap_or(CountryCode::UNKNOWN)
    }

    /// The code as written.
    pub fn as_str(&self) -> &str {
        unpadded(&self.text)
    }
}

// Hashes one word instead of sixteen bytes and their count.
impl std::hash::Hash for PlaceCode {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_u128(u128::from_ne_bytes(self.text));
    }
}

impl AsRef<str> for PlaceCode {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for PlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for PlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlaceCode({self})")
    }
}

impl FromStr for PlaceCode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Ok(Self::try_new(text)?)
    }
}

text_form!(
    PlaceCode,
    "a place code: a country code, then 1 to 14 of A-Z 0-9 and hyphen",
    Code::PlaceCodeInvalid
);

crate::vocabulary::conversions!(PlaceCode);
crate::vocabulary::compares!(PlaceCode);
crate::draft::always!(PlaceCode);
