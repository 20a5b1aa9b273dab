//! Faults in a JSON text, and how they are located.

use std::io;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::locate::{Path, line_and_column};
use crate::code::Code;
use crate::error::Error;
use crate::limits::{JSON_DEPTH, LOG_LINE_BYTES};
use crate::record::{EventKind, RecordKind, refused_record};
use crate::shown::shortened;

/// What a count must be, for a message that shows the number as written.
const COUNT: &str = "a whole number from 0 to 18446744073709551615";

/// What is wrong with a JSON text, and where. It becomes an [`Error`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReadFault {
    code: Code,
    at: Path,
    place: (usize, usize),
    value: Option<String>,
    record: String,
    message: String,
}

impl From<ReadFault> for Error {
    fn from(fault: ReadFault) -> Self {
        let error = Self::new(fault.code, fault.message);
        let error = error.at(fault.at).of_record(fault.record, "");
        error.in_text(fault.place, fault.value)
    }
}

impl ReadFault {
    pub(super) fn code(&self) -> Code {
        self.code
    }

    /// What is wrong, without the position.
    pub(super) fn message(&self) -> &str {
        &self.message
    }

    fn new(
        code: Code,
        at: Path,
        place: (usize, usize),
        value: Option<String>,
        message: String,
    ) -> Self {
        Self {
            code,
            at,
            place,
            value,
            record: String::new(),
            message,
        }
    }

    /// The path to the fault.
    pub(super) fn steps(&self) -> &Path {
        &self.at
    }

    /// The same fault, located in the whole text of which only a part was read.
    pub(super) fn within(self, text: &str) -> Self {
        let Self {
            code, at, message, ..
        } = self;
        Self::at(text, at, (1, 1), code, |_| message)
    }

    /// The same fault, after lines that were read separately.
    pub(super) fn after_lines(mut self, lines: usize) -> Self {
        self.place.0 += lines;
        self
    }

    /// A fault at the end of a path, or at `fallback` if the path cannot be followed.
    fn at(
        text: &str,
        path: Path,
        fallback: (usize, usize),
        code: Code,
        message: impl FnOnce(&str) -> String,
    ) -> Self {
        let place = path
            .find_nearest(text)
            .map_or(fallback, |found| line_and_column(text, found));
        let value = path.find(text).map(shortened);
        let message = message(value.as_deref().unwrap_or("this"));
        Self::new(code, path, place, value, message)
    }

    /// Nesting beyond the limit.
    pub(super) fn too_deep(text: &str, deep: &str) -> Self {
        let message = format!("nested deeper than {JSON_DEPTH} levels");
        let place = line_and_column(text, deep);
        Self::new(Code::JsonMalformed, Path::default(), place, None, message)
    }

    /// A header that is not on the first line of a log.
    pub(super) fn header_within() -> Self {
        let message = "a log has a header on its first line only".to_owned();
        Self::new(Code::KeyMisplaced, Path::default(), (1, 1), None, message)
    }

    /// A line of a log whose `type` is not known.
    pub(super) fn unknown_type(line: &str, word: &str) -> Self {
        let word: String = shortened(word);
        let records = RecordKind::ALL
            .iter()
            .filter(|kind| **kind != RecordKind::Event);
        let records: Vec<_> = records.map(|kind| kind.as_str()).collect();
        let message = format!(
            "{word:?} is not a type of record: {}, or of event: {}",
            records.join(", "),
            EventKind::WORDS.join(", ")
        );
        Self::at(line, Path::key("type"), (1, 1), Code::TypeUnknown, |_| {
            message
        })
    }

    /// A list of records in the header of a log.
    pub(super) fn list_in_header(line: &str, list: &str) -> Self {
        let message = "a header has no records: each is a line of its own".to_owned();
        Self::at(line, Path::key(list), (1, 1), Code::KeyMisplaced, |_| {
            message
        })
    }

    /// A key that occurs twice where serde ignores it.
    pub(super) fn key_twice(line: &str, key: Path) -> Self {
        let message = format!("\"{key}\" occurs twice");
        Self::at(line, key, (1, 1), Code::KeyDuplicate, |_| message)
    }

    /// A log without a day.
    pub(super) fn no_header() -> Self {
        let message = "a log without a header line needs an `as_of` day".to_owned();
        Self::new(Code::KeyMissing, Path::default(), (1, 1), None, message)
    }

    /// The line, from 1.
    pub(super) fn line(&self) -> usize {
        self.place.0
    }

    /// A line of a log that exceeds the length limit.
    pub(super) fn line_too_long() -> Self {
        let message = format!("longer than {LOG_LINE_BYTES} bytes");
        Self::new(Code::RowTooLong, Path::default(), (1, 1), None, message)
    }

    /// A line that is not UTF-8 from some byte on.
    pub(super) fn not_utf8(line: &[u8], valid: usize) -> Self {
        let before = String::from_utf8_lossy(line.get(..valid).unwrap_or_default());
        let place = (1, before.chars().count() + 1);
        let message = "not UTF-8".to_owned();
        Self::new(Code::JsonMalformed, Path::default(), place, None, message)
    }

    /// A reader that failed.
    pub(super) fn stream(error: &io::Error) -> Self {
        let message = format!(
            "the log cannot be read: {}",
            shortened::<String>(&error.to_string())
        );
        Self::new(Code::StreamFailed, Path::default(), (1, 1), None, message)
    }

    /// A fault in the records of a dossier.
    pub(super) fn from_record(text: &str, error: &Error) -> Self {
        let path = Path::parse(error.path());
        let message = error.message().to_owned();
        let fault = Self::at(text, path, (1, 1), error.code(), |_| message);
        Self {
            record: error.record().to_owned(),
            ..fault
        }
    }

    /// A text that is not a JSON object.
    pub(super) fn not_an_object(text: &str, error: &serde_json::Error) -> Self {
        if error.classify() == Category::Data {
            data_fault(text, None, Path::default(), error)
        } else {
            syntax_fault(text, Path::default(), error)
        }
    }
}

/// Finds out where and why a text was refused, by reading it again while tracking the path.
///
/// `list` is the list to which the text's record belongs, if it is not a whole dossier.
pub(super) fn diagnose<T: DeserializeOwned>(
    text: &str,
    list: Option<&str>,
    error: &serde_json::Error,
) -> ReadFault {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut deserializer, &mut track);
    let _ = T::deserialize(tracked);
    let path = Path::from_tracked(&track.path());
    if error.classify() == Category::Data {
        data_fault(text, list, path, error)
    } else {
        syntax_fault(text, path, error)
    }
}

/// The fault of a text that is not JSON. The path ends where the parser stopped.
fn syntax_fault(text: &str, path: Path, error: &serde_json::Error) -> ReadFault {
    let (code, value, message) = match message_of(error).as_str() {
        "number out of range" => {
            let number = around(text, error, |c| {
                c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E')
            });
            let message = format!("{number} does not fit in 64 bits");
            (Code::ValueInvalid, Some(number), message)
        }
        "recursion limit exceeded" => {
            let message = format!("nested deeper than {JSON_DEPTH} levels");
            (Code::JsonMalformed, None, message)
        }
        message => {
            let word = around(text, error, char::is_alphanumeric);
            let at = if word.is_empty() {
                String::new()
            } else {
                format!(" at {word:?}")
            };
            (
                Code::JsonMalformed,
                None,
                format!("not JSON: {message}{at}"),
            )
        }
    };
    ReadFault::new(code, path, position(text, error), value, message)
}

/// The fault of valid JSON that a type refuses.
fn data_fault(text: &str, list: Option<&str>, path: Path, error: &serde_json::Error) -> ReadFault {
    let (message, place) = (message_of(error), position(text, error));
    if let Some((code, message)) = message
        .split_once(": ")
        .and_then(|(code, message)| Some((code.parse::<Code>().ok()?, message)))
    {
        // The error of a record that was refused as a whole knows where in the record the fault is.
        let list = list.filter(|_| path.is_root()).or_else(|| path.as_record());
        let refused = path
            .find(text)
            .and_then(|record| refused_record(list?, record));
        if let Some(error) = refused {
            let record = error.record().to_owned();
            let path = path.join(Path::parse(error.path()));
            let message = error.message().to_owned();
            let fault = ReadFault::at(text, path, place, error.code(), |_| message);
            return ReadFault { record, ..fault };
        }
        return ReadFault::at(text, path, place, code, |value| {
            // Shows the number as written, because serde has rounded what exceeds 64 bits.
            let rounded = code == Code::CountInvalid && !message.starts_with(value);
            if rounded {
                format!("{value} is not {COUNT}")
            } else {
                message.to_owned()
            }
        });
    }
    let key_fault = |code, key: &str, what: &str| {
        ReadFault::at(text, path.clone(), place, code, |_| {
            format!("{key:?} {what}")
        })
    };
    if let Some(key) = quoted(&message, "missing field `") {
        return key_fault(Code::KeyMissing, key, "is missing");
    }
    if let Some(key) = quoted(&message, "duplicate field `") {
        return key_fault(Code::KeyDuplicate, key, "occurs twice");
    }
    let expected = message
        .rsplit_once("expected ")
        .map_or(message.as_str(), |(_, last)| last);
    let expected = match expected {
        "a sequence" => "a list",
        "a map" => "an object",
        "a tuple of size 2" => "a list of two",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from 0",
        "f64" => "a number",
        "a boolean" => "true or false",
        other => other,
    };
    ReadFault::at(text, path, place, Code::ValueInvalid, |value| {
        format!("{value} is not {expected}")
    })
}

/// The name between backticks after `prefix`.
fn quoted<'m>(message: &'m str, prefix: &str) -> Option<&'m str> {
    message.strip_prefix(prefix)?.strip_suffix('`')
}

/// serde's message without the position, which is reported separately.
fn message_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ").filter(|_| error.line() > 0) {
        Some(end) => text.get(..end).unwrap_or(&text).to_owned(),
        None => text,
    }
}

/// The line in which the parser stopped, divided at that point.
fn divided<'t>(text: &'t str, error: &serde_json::Error) -> (&'t str, &'t str) {
    let line = text
        .lines()
        .nth(error.line().saturating_sub(1))
        .unwrap_or_default();
    let last = error.column().min(line.len());
    let boundary = (0..=last)
        .rev()
        .find(|&at| line.is_char_boundary(at))
        .unwrap_or(0);
    line.split_at_checked(boundary).unwrap_or((line, ""))
}

/// Line and column, with the column in characters; serde counts bytes.
fn position(text: &str, error: &serde_json::Error) -> (usize, usize) {
    let (before, _) = divided(text, error);
    (error.line().max(1), before.chars().count().max(1))
}

/// The characters of one kind around the point at which the parser stopped.
fn around(text: &str, error: &serde_json::Error, kind: impl Fn(char) -> bool) -> String {
    let (before, after) = divided(text, error);
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| kind(*c))
        .last();
    let start = start.map_or(before.len(), |(at, _)| at);
    let end = after.find(|c| !kind(c)).unwrap_or(after.len());
    let (before, after) = (before.get(start..), after.get(..end));
    shortened(&[before.unwrap_or_default(), after.unwrap_or_default()].concat())
}
