//! The ids by which records refer to each other.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use smol_str::SmolStr;

use crate::code::Code;
use crate::error::{Error, umbrella};
use crate::limits::ID_BYTES;
use crate::shown::shortened;
use crate::text::is_printable;
use crate::vocabulary::{compares, conversions, text_form};

/// The name by which other records refer to a record. It is opaque: 1 to 64 bytes without white
/// space or control characters.
///
/// Text is accepted wherever an id is, and an id compares with text.
///
/// ```
/// use corridor::Id;
///
/// let id: Id = "exodus".parse()?;
/// assert_eq!(id, "exodus");
/// assert!("an id".parse::<Id>().is_err());
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(SmolStr);

impl Id {
    fn try_new(text: &str) -> Result<Self, IdError> {
        let fault = if text.is_empty() {
            IdError::Empty
        } else if text.len() > ID_BYTES {
            IdError::TooLong {
                id: shortened(text),
                bytes: text.len(),
            }
        } else if !is_printable(text, b'!')
            && text.chars().any(|c| c.is_whitespace() || c.is_control())
        {
            IdError::Character {
                id: shortened(text),
            }
        } else {
            return Ok(Self(SmolStr::new(text)));
        };
        Err(fault)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Id {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Ok(Self::try_new(text)?)
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

text_form!(Id, "an id", Code::IdInvalid);
conversions!(Id);
compares!(Id);
crate::draft::always!(Id);

/// Text that is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum IdError {
    /// An empty text.
    #[error("an id is empty")]
    Empty,
    /// Longer than an id may be.
    #[error("id \"{id}\" has {bytes} bytes, more than {ID_BYTES}")]
    TooLong {
        /// The text, shortened.
        id: String,
        /// Its length.
        bytes: usize,
    },
    /// White space or a control character.
    #[error("id {id:?} has white space or a control character in it")]
    Character {
        /// The text, shortened.
        id: String,
    },
}

umbrella!(IdError => IdInvalid);
