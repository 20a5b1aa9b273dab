//! The crate's one error type: plain data about what was refused, where, and by which rule.
//!
//! Inside the crate, each family has a private enum that words its refusals; callers see only
//! [`Error`]. Match on its [`code`](Error::code), which is stable. Messages are lower-case, have no
//! full stop, and name the value and the limit. They show only the start of a long input.
//!
//! ```
//! use corridor::{Code, Estimate};
//!
//! let error = Estimate::read("a zillion").unwrap_err();
//! assert_eq!(error.code(), Code::PhraseUnreadable);
//! assert_eq!(error.to_string(), "\"zillion\" at byte 2 is not a word known in a count");
//! ```

use std::convert::Infallible;
use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::code::Code;
use crate::limits::MESSAGE_BYTES;
use crate::shown::shortened;

/// Why something was refused.
///
/// An error is plain data in one box: it can be compared, cloned and serialised, and it has no
/// [`source`](std::error::Error::source). The [`path`](Self::path) leads from the value that was
/// passed to the fault inside it: `headcount` in a draft or a pushed record, `[3].headcount` in a
/// batch of records, `events[3].headcount` in a dossier. Only errors from readers of text have a
/// [`line`](Self::line) and a [`column`](Self::column).
///
/// ```
/// use corridor::{Code, Event};
///
/// let error = Event::sighting("e5", "2023-12-27", "exodus", "MX07032")
///     .headcount("more than a zillion")
///     .build()
///     .unwrap_err();
/// assert_eq!(error.code(), Code::PhraseUnreadable);
/// assert_eq!(error.path(), "headcount");
/// assert_eq!(
///     error.to_string(),
///     "headcount: event e5: \"zillion\" at byte 12 is not a word known in a count",
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Refusal>);

#[derive(Clone, PartialEq, Eq)]
struct Refusal {
    code: Code,
    /// The record's kind and id, as messages name it; empty if there is no record.
    record: String,
    /// The dossier's list that the record belongs to.
    list: &'static str,
    path: String,
    value: Option<String>,
    /// Line and column, from 1.
    place: Option<(usize, usize)>,
    message: String,
}

/// Converts the value that a caller passed, in any form that is accepted for it.
pub(crate) fn given<X, E: Into<Error>>(value: impl TryInto<X, Error = E>) -> Result<X, Error> {
    value.try_into().map_err(Into::into)
}

impl Error {
    pub(crate) fn new(code: Code, message: impl fmt::Display) -> Self {
        Self(Box::new(Refusal {
            code,
            record: String::new(),
            list: "",
            path: String::new(),
            value: None,
            place: None,
            message: message.to_string(),
        }))
    }

    /// The same fault, with this key in front of its path.
    pub(crate) fn at(mut self, key: impl fmt::Display) -> Self {
        let path = &self.0.path;
        let dot = if path.is_empty() || path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.0.path = format!("{key}{dot}{path}");
        self
    }

    /// The same fault, attributed to the record with this name, which belongs to this list of a
    /// dossier.
    pub(crate) fn of_record(mut self, record: impl fmt::Display, list: &'static str) -> Self {
        self.0.record = record.to_string();
        self.0.list = list;
        self
    }

    /// The same fault, with its position in a text.
    #[cfg(feature = "json")]
    pub(crate) fn in_text(mut self, (line, column): (usize, usize), value: Option<String>) -> Self {
        self.0.place = Some((line, column));
        self.0.value = value;
        self
    }

    /// Converts the error into serde's.
    pub(crate) fn into_serde<E: serde::de::Error>(self) -> E {
        refuse(self.code(), &self)
    }

    /// The dossier's list that the refused record belongs to.
    pub(crate) fn list(&self) -> &'static str {
        self.0.list
    }

    /// The refused record, as messages name it; empty if there is no record.
    #[cfg(feature = "json")]
    pub(crate) fn record(&self) -> &str {
        &self.0.record
    }

    /// What is wrong, in words. `Display` adds the path and the record.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Where the fault is: keys and indices, starting from the value that was passed. Empty if the
    /// whole value is at fault.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The refused value as written in the text, shortened if long. Only errors from readers of
    /// text have one.
    pub fn value(&self) -> Option<&str> {
        self.0.value.as_deref()
    }

    /// The line of the text, from 1.
    pub fn line(&self) -> Option<usize> {
        self.0.place.map(|(line, _)| line)
    }

    /// The column of the line, from 1, in characters.
    pub fn column(&self) -> Option<usize> {
        self.0.place.map(|(_, column)| column)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refusal {
            code,
            record,
            path,
            place,
            message,
            ..
        } = &*self.0;
        f.write_str(path)?;
        if let Some((line, column)) = place {
            let comma = if path.is_empty() { "" } else { ", " };
            write!(f, "{comma}line {line}, column {column}")?;
        }
        if !path.is_empty() || place.is_some() {
            f.write_str(": ")?;
        }
        if !record.is_empty() {
            write!(f, "{record}: ")?;
        }
        f.write_str(message)?;
        if place.is_some() {
            write!(f, " [{code}]")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({}, \"{self}\")", self.0.code)
    }
}

impl std::error::Error for Error {}

impl Serialize for Error {
    /// `{"code", "message", "record"?, "path"?, "value"?, "line"?, "column"?}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Refusal {
            code,
            record,
            path,
            value,
            place,
            message,
            ..
        } = &*self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", code)?;
        map.serialize_entry("message", message)?;
        if !record.is_empty() {
            map.serialize_entry("record", record)?;
        }
        if !path.is_empty() {
            map.serialize_entry("path", path)?;
        }
        if let Some(value) = value {
            map.serialize_entry("value", value)?;
        }
        if let Some((line, column)) = place {
            map.serialize_entry("line", line)?;
            map.serialize_entry("column", column)?;
        }
        map.end()
    }
}

impl From<Infallible> for Error {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl From<chrono::ParseError> for Error {
    fn from(error: chrono::ParseError) -> Self {
        Self::new(Code::DateInvalid, error)
    }
}

/// Implements conversions into [`Error`], with a given code or the family's own `code()`.
macro_rules! umbrella {
    ($type:ty => $code:ident) => {
        impl From<$type> for $crate::error::Error {
            fn from(error: $type) -> Self {
                Self::new($crate::code::Code::$code, error)
            }
        }
    };
    ($($type:ty),+ $(,)?) => {$(
        impl From<$type> for $crate::error::Error {
            fn from(error: $type) -> Self {
                Self::new(error.code(), error)
            }
        }
    )+};
}

pub(crate) use umbrella;

/// A refusal inside `Deserialize`: `code: message`, so that any reader sees the code and
/// `format::json` can strip it again.
pub(crate) fn refuse<E: serde::de::Error>(code: Code, message: &dyn fmt::Display) -> E {
    E::custom(format_args!("{code}: {message}"))
}

/// The same serde error, with the text that it quotes shortened to what a message may show.
///
/// If serde finds a string where it expects something else, its message quotes the whole string.
pub(crate) fn brief<E: serde::de::Error>(error: E) -> E {
    let text = error.to_string();
    if text.len() <= MESSAGE_BYTES {
        return error;
    }
    let start = text.find(['"', '`']).map_or(0, |quote| quote + 1);
    // The quoted text may itself contain "expected", so the end is found by the kind of quote that
    // opens it.
    let end = match text.get(..start).and_then(|before| before.chars().last()) {
        Some('`') => text.rfind("`, expected "),
        _ => text.rfind("\", expected "),
    };
    let parts =
        end.and_then(|end| Some((text.get(..start)?, text.get(start..end)?, text.get(end..)?)));
    match parts {
        Some((before, repeated, after)) => {
            let repeated: String = shortened(repeated);
            E::custom(format_args!("{before}{repeated}{after}"))
        }
        None => error,
    }
}

/// A word that is not in its closed vocabulary.
pub(crate) struct UnknownWord {
    what: &'static str,
    word: String,
    known: &'static [&'static str],
}

impl UnknownWord {
    pub(crate) fn new(what: &'static str, word: &str, known: &'static [&'static str]) -> Self {
        Self {
            what,
            word: shortened(word),
            known,
        }
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

umbrella!(UnknownWord => ValueInvalid);
