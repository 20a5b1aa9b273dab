//! The umbrella error, and how a refusal is worded.
//!
//! Each family has a precise error beside its type, to be matched; a service that only passes errors on
//! needs one type. [`Error`] holds any of them, with its [`Code`]. Messages are lower-case, have no full
//! stop, and name the value and the limit; an offending text is shown up to 40 characters.
//!
//! ```
//! use corridor::{Code, Error, Estimate, measure::PhraseError};
//!
//! fn people(words: &str) -> Result<u64, Error> {
//!     Ok(Estimate::read(words)?.best())
//! }
//! let error = people("a zillion").unwrap_err();
//! assert_eq!(error.code(), Code::PhraseUnreadable);
//! assert!(error.get_ref().is::<PhraseError>());
//! ```

use std::error::Error as StdError;
use std::fmt;

use crate::Code;
pub use crate::id::IdError;
pub use crate::text::TextError;

/// Anything that this crate refuses.
///
/// ```
/// use corridor::{Code, Error, Position};
///
/// let error: Error = Position::try_new(91.0, 0.0).unwrap_err().into();
/// assert_eq!(error.code(), Code::LatitudeOutOfRange);
/// assert_eq!(error.to_string(), "latitude 91 is not from -90 to 90 degrees");
/// assert!(error.get_ref().is::<corridor::place::PlaceError>());
/// ```
#[derive(Debug)]
pub struct Error {
    code: Code,
    refusal: Box<dyn StdError + Send + Sync>,
}

impl Error {
    /// Wraps a precise error with its code; each family's `From` calls it.
    pub(crate) fn new(code: Code, refusal: impl StdError + Send + Sync + 'static) -> Self {
        Self {
            code,
            refusal: Box::new(refusal),
        }
    }

    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The precise error, for `is` and `downcast_ref`.
    pub fn get_ref(&self) -> &(dyn StdError + Send + Sync + 'static) {
        &*self.refusal
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal.fmt(f)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.refusal.source()
    }
}

/// `From` into the umbrella, by the error's own `code()`.
macro_rules! umbrella {
    ($($type:ty),+ $(,)?) => {$(
        impl From<$type> for $crate::Error {
            fn from(error: $type) -> Self {
                Self::new(error.code(), error)
            }
        }
    )+};
}

pub(crate) use umbrella;

/// A refusal inside `Deserialize`: `code: message`, so that any reader sees the code and
/// `format::json` can take it off again.
pub(crate) fn refuse<E: serde::de::Error>(code: Code, message: &dyn fmt::Display) -> E {
    E::custom(format_args!("{code}: {message}"))
}

/// A word that a closed vocabulary does not have.
///
/// ```
/// let error = "grave".parse::<corridor::Severity>().unwrap_err();
/// assert_eq!(error.to_string(), "\"grave\" is not a severity: notice, warning, error");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    what: &'static str,
    word: String,
    known: &'static [&'static str],
}

impl UnknownWord {
    pub(crate) fn new(what: &'static str, word: &str, known: &'static [&'static str]) -> Self {
        Self {
            what,
            word: crate::text::shortened(word),
            known,
        }
    }

    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        Code::ValueInvalid
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is not {}: {}",
            self.word,
            self.what,
            self.known.join(", ")
        )
    }
}

impl StdError for UnknownWord {}

umbrella!(UnknownWord);
