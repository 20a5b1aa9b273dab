//! Faults in a JSON text, and how they are located.

use std::io;

use super::cause::Cause;
use super::locate::{find, find_nearest, line_and_column};
use super::path::Path;
use super::reader::{self, Raw, Stopped};
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
        let place =
            find_nearest(&path, text).map_or(fallback, |found| line_and_column(text, found));
        let value = find(&path, text).map(shortened);
        let message = message(value.as_deref().unwrap_or("this"));
        Self::new(code, path, place, value, message)
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

    /// What stopped the reader of a text.
    ///
    /// `list` is the list to which the text's record belongs, if it is not a whole dossier.
    pub(super) fn stopped(text: &str, list: Option<&str>, stopped: Stopped) -> Self {
        let Stopped { cause, path, at } = stopped;
        let rest = text.get(at..).unwrap_or_default();
        let (line, column) = line_and_column(text, rest);
        // The end of a text is where its last character is.
        let past = usize::from(rest.is_empty() && column > 1);
        let place = (line, column - past);
        let malformed =
            |message| Self::new(Code::JsonMalformed, path.clone(), place, None, message);
        let raw = || {
            reader::read_first::<Raw<'_>>(rest)
                .ok()
                .map(|read| read.value.0)
        };
        let value = || raw().map(shortened::<String>);
        let refused = |code, message| Self::new(code, path.clone(), place, value(), message);
        match cause {
            Cause::NotJson(reason) => {
                let word = word_around(text, at);
                malformed(if word.is_empty() {
                    format!("not JSON: {reason}")
                } else {
                    format!("not JSON: {reason} at {word:?}")
                })
            }
            Cause::TooDeep => malformed(format!("nested deeper than {JSON_DEPTH} levels")),
            Cause::TooLarge => refused(
                Code::ValueInvalid,
                format!("{} does not fit in 64 bits", value().unwrap_or_default()),
            ),
            Cause::Missing(key) => refused(Code::KeyMissing, format!("{key:?} is missing")),
            Cause::Twice(key) => refused(Code::KeyDuplicate, format!("{key:?} occurs twice")),
            Cause::Expected(expected) => {
                let expected = match expected.as_str() {
                    "a sequence" => "a list",
                    "a map" => "an object",
                    "a tuple of size 2" => "a list of two",
                    "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from 0",
                    "f64" => "a number",
                    "a boolean" => "true or false",
                    other => other,
                };
                let value = value();
                let shown = value.as_deref().unwrap_or("this");
                refused(Code::ValueInvalid, format!("{shown} is not {expected}"))
            }
            Cause::Refused(code, message) => {
                // The error of a record that was refused as a whole knows where in the record the
                // fault is.
                let list = list.filter(|_| path.is_root()).or_else(|| path.as_record());
                let record = list.and_then(|list| refused_record(list, raw()?));
                if let Some(error) = record {
                    let record = error.record().to_owned();
                    let path = path.join(Path::parse(error.path()));
                    let message = error.message().to_owned();
                    let fault = Self::at(text, path, place, error.code(), |_| message);
                    return Self { record, ..fault };
                }
                // Shows the number as written, because serde has rounded what exceeds 64 bits.
                let value = value().unwrap_or_default();
                if code == Code::CountInvalid && !message.starts_with(&value) {
                    refused(code, format!("{value} is not {COUNT}"))
                } else {
                    refused(code, message)
                }
            }
        }
    }
}

/// The word around an offset, or after the character there.
fn word_around(text: &str, at: usize) -> String {
    let other = text.get(at..).and_then(|rest| rest.chars().next());
    let other = other.filter(|character| !character.is_alphanumeric());
    let at = at + other.map_or(0, char::len_utf8);
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let start = before.trim_end_matches(char::is_alphanumeric).len();
    let end = after.trim_start_matches(char::is_alphanumeric).len();
    shortened(text.get(start..text.len() - end).unwrap_or_default())
}
