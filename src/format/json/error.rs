//! A fault in a JSON text, and how it is found out.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::locate::{Path, line_and_column};
use crate::Code;
use crate::error::umbrella;
use crate::limits::JSON_DEPTH;
use crate::record::{RecordError, refused_record};
use crate::text::shortened;

/// What a count is, for a message that shows the number as it was written.
const COUNT: &str = "a whole number from 0 to 18446744073709551615";

/// What is wrong with a JSON text, and where.
///
/// ```
/// use corridor::format::json;
///
/// let error = json::read(r#"{"format": "corridor/2", "as_of": "2023-12-27"}"#).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "format, line 1, column 12: format \"corridor/2\" is not \"corridor/1\" [format-unknown]",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError(Box<Fault>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Fault {
    code: Code,
    path: String,
    line: usize,
    column: usize,
    value: Option<String>,
    message: String,
}

impl ReadError {
    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Where it is: keys and indices from the dossier down; empty for the text as a whole.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column, from 1, in characters.
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// The value as it is written, shortened where it is long.
    pub fn value(&self) -> Option<&str> {
        self.0.value.as_deref()
    }

    /// What is wrong, without where.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The same fault, found again in the whole of which only a part was read.
    pub(super) fn within(self, text: &str) -> Self {
        let Fault {
            code,
            path,
            message,
            ..
        } = *self.0;
        Self::at(text, &Path::parse(&path), code, |_| message)
    }

    /// The same fault, in a text whose lines before it were read apart.
    pub(super) fn after_lines(mut self, lines: usize) -> Self {
        self.0.line += lines;
        self
    }

    /// A fault at the end of a path.
    fn at(text: &str, path: &Path, code: Code, message: impl FnOnce(&str) -> String) -> Self {
        let found = path.find_nearest(text).unwrap_or(text);
        let (line, column) = line_and_column(text, found);
        let value = path.find(text).map(shortened);
        let message = message(value.as_deref().unwrap_or("this"));
        Self(Box::new(Fault {
            code,
            path: path.to_string(),
            line,
            column,
            value,
            message,
        }))
    }

    /// Brackets within brackets beyond the limit.
    pub(super) fn too_deep(text: &str, deep: &str) -> Self {
        let (line, column) = line_and_column(text, deep);
        let (code, path, value) = (Code::JsonMalformed, String::new(), None);
        let message = format!("nested deeper than {JSON_DEPTH} levels");
        Self(Box::new(Fault {
            code,
            path,
            line,
            column,
            value,
            message,
        }))
    }

    /// A fault among the records of a dossier.
    pub(super) fn from_record(text: &str, error: &RecordError) -> Self {
        Self::at(text, &Path::parse(error.path()), error.code(), |_| {
            error.to_string()
        })
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault {
            code,
            path,
            line,
            column,
            message,
            ..
        } = &*self.0;
        let comma = if path.is_empty() { "" } else { ", " };
        write!(
            f,
            "{path}{comma}line {line}, column {column}: {message} [{code}]"
        )
    }
}

impl std::error::Error for ReadError {}

umbrella!(ReadError);

/// Finds out where and why a text was refused, by reading it again with its path.
///
/// `list` is the list that the text is a record of, where it is no whole dossier.
pub(super) fn diagnose<T: DeserializeOwned>(
    text: &str,
    list: Option<&str>,
    error: &serde_json::Error,
) -> ReadError {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut deserializer, &mut track);
    let _ = T::deserialize(tracked);
    let path = Path::from_tracked(&track.path());
    let message = message_of(error);
    match error.classify() {
        Category::Data => data_fault(text, list, path, &message),
        Category::Syntax if message == "number out of range" => {
            let value = number_at(text, error);
            let message = format!("{value} is more than a 64-bit number holds");
            malformed(error, &path, Code::ValueInvalid, Some(value), message)
        }
        Category::Syntax if message == "recursion limit exceeded" => {
            let message = format!("nested deeper than {JSON_DEPTH} levels");
            malformed(error, &path, Code::JsonMalformed, None, message)
        }
        Category::Syntax | Category::Eof | Category::Io => {
            let word = word_at(text, error);
            let at = if word.is_empty() {
                String::new()
            } else {
                format!(" at {word:?}")
            };
            let message = format!("not JSON: {message}{at}");
            malformed(error, &path, Code::JsonMalformed, None, message)
        }
    }
}

/// Text that is not JSON: no path leads further than the parser came.
fn malformed(
    error: &serde_json::Error,
    path: &Path,
    code: Code,
    value: Option<String>,
    message: String,
) -> ReadError {
    let (path, line, column) = (path.to_string(), error.line(), error.column().max(1));
    ReadError(Box::new(Fault {
        code,
        path,
        line,
        column,
        value,
        message,
    }))
}

/// JSON that some type refuses.
fn data_fault(text: &str, list: Option<&str>, path: Path, message: &str) -> ReadError {
    if let Some((code, message)) = message
        .split_once(": ")
        .and_then(|(code, message)| Some((code.parse::<Code>().ok()?, message)))
    {
        // A record that is refused as a whole knows better where in it the fault is.
        let list = list.filter(|_| path.is_root()).or_else(|| path.as_record());
        let refused = path
            .find(text)
            .and_then(|record| refused_record(list?, record));
        let path = match refused {
            Some(error) => path.join(Path::parse(error.path())),
            None => path,
        };
        return ReadError::at(text, &path, code, |value| match code {
            // The number as written: serde has rounded what 64 bits do not hold.
            Code::CountInvalid => format!("{value} is not {COUNT}"),
            _ => message.to_owned(),
        });
    }
    if let Some(key) = quoted(message, "missing field `") {
        return ReadError::at(text, &path, Code::KeyMissing, |_| {
            format!("{key:?} is missing")
        });
    }
    if let Some(key) = quoted(message, "duplicate field `") {
        return ReadError::at(text, &path, Code::KeyDuplicate, |_| {
            format!("{key:?} stands there twice")
        });
    }
    let expected = match message.rsplit_once("expected ") {
        Some((_, "a sequence")) => "a list",
        Some((_, expected)) => expected,
        None => message,
    };
    ReadError::at(text, &path, Code::ValueInvalid, |value| {
        format!("{value} is not {expected}")
    })
}

/// The name between backticks after `prefix`.
fn quoted<'m>(message: &'m str, prefix: &str) -> Option<&'m str> {
    message.strip_prefix(prefix)?.strip_suffix('`')
}

/// serde's message without the position, which is told apart.
fn message_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text.get(..end).unwrap_or(&text).to_owned(),
        None => text,
    }
}

/// The number that ends where the parser gave up.
fn number_at(text: &str, error: &serde_json::Error) -> String {
    around(text, error, |c| {
        c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E')
    })
}

/// The word in which the parser gave up.
fn word_at(text: &str, error: &serde_json::Error) -> String {
    around(text, error, char::is_alphanumeric)
}

/// The characters of one kind on both sides of the parser's last.
fn around(text: &str, error: &serde_json::Error, kind: impl Fn(char) -> bool) -> String {
    let line = text
        .lines()
        .nth(error.line().saturating_sub(1))
        .unwrap_or_default();
    let (before, after) = line.split_at_checked(error.column()).unwrap_or((line, ""));
    let start = before.rfind(|c| !kind(c)).map_or(0, |at| at + 1);
    let end = after.find(|c| !kind(c)).unwrap_or(after.len());
    let (before, after) = (before.get(start..), after.get(..end));
    shortened(&[before.unwrap_or_default(), after.unwrap_or_default()].concat())
}
