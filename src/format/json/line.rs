//! The lines of a log, each a record of its own, distinguished by `type`; from a text or a stream.

use std::io::{self, BufRead, Read};

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use smol_str::SmolStr;

use super::error::ReadFault;
use super::locate::first_text;
use super::path::Path;
use super::{read_noting, reader, without_mark};
use crate::error::Error;
use crate::limits::LOG_LINE_BYTES;
use crate::place::Place;
use crate::record::{
    DossierKeys, Event, EventKind, MigrantGroup, Party, Record, RecordKind, Source, Statistic,
};
use crate::route::Link;
use crate::text::Text;

/// Reads one line of a log, for a service that splits the lines itself. Keys that this version does
/// not know are ignored; [`read_log`](super::read_log) reports them.
///
/// ```
/// use corridor::Record;
/// use corridor::format::json;
///
/// let line = r#"{"id":"e1","type":"return","on":"2023-12-27","status":"occurred","group":"exodus","headcount":400}"#;
/// assert!(matches!(json::read_line(line)?, Record::Event(event) if event.id().as_str() == "e1"));
/// # Ok::<(), corridor::Error>(())
/// ```
///
/// # Errors
/// The fault in the line. Its path starts at the record, and its line number is 1.
pub fn read_line(line: &str) -> Result<Record, Error> {
    Ok(read_record(line, &mut Vec::new())?)
}

/// The same, with the paths of the keys that were ignored.
pub(super) fn read_record(line: &str, unknown: &mut Vec<Path>) -> Result<Record, ReadFault> {
    // Nearly every line is an event, so reading it as one is tried first.
    if let Some(event) = reader::quick(line) {
        return Ok(Record::Event(event));
    }
    let kind = match LineKind::of(line) {
        LineKind::Record(kind) => kind,
        LineKind::Header => return Err(ReadFault::header_within()),
        LineKind::Unknown(word) => return Err(ReadFault::unknown_type(line, &word)),
    };
    let list = kind.list();
    let record = match kind {
        RecordKind::Source => read_typed::<Source>(line, list, unknown),
        RecordKind::Party => read_typed::<Party>(line, list, unknown),
        RecordKind::Place => read_typed::<Place>(line, list, unknown),
        RecordKind::Group => read_typed::<MigrantGroup>(line, list, unknown),
        RecordKind::Link => read_typed::<Link>(line, list, unknown),
        RecordKind::Statistic => read_typed::<Statistic>(line, list, unknown),
        RecordKind::Event => read_noting::<Event>(line, Some(list), unknown).map(Record::Event),
    };
    let record = record?;
    if !matches!(kind, RecordKind::Event | RecordKind::Statistic) {
        past_type(line, unknown)?;
    }
    Ok(record)
}

fn read_typed<T: DeserializeOwned + Into<Record>>(
    line: &str,
    list: &str,
    unknown: &mut Vec<Path>,
) -> Result<Record, ReadFault> {
    let record: T = match reader::quick(line) {
        Some(record) => record,
        None => read_noting(line, Some(list), unknown)?,
    };
    Ok(record.into())
}

/// The kind of a line, by its `type`.
pub(super) enum LineKind {
    Header,
    Record(RecordKind),
    /// Any other word.
    Unknown(SmolStr),
}

impl LineKind {
    pub(super) fn of(line: &str) -> Self {
        // It is read as an event, which is refused because it has no type.
        let Some(word) = first_text(line, "type") else {
            return Self::Record(RecordKind::Event);
        };
        if word == HEADER {
            Self::Header
        } else if EventKind::known(&word).is_ok() {
            Self::Record(RecordKind::Event)
        } else {
            let kind = word.parse().ok().filter(|kind| *kind != RecordKind::Event);
            kind.map_or(Self::Unknown(word), Self::Record)
        }
    }

    pub(super) fn record(self) -> Option<RecordKind> {
        match self {
            Self::Record(kind) => Some(kind),
            Self::Header | Self::Unknown(_) => None,
        }
    }
}

/// The id of a record on a line; empty if it has none.
pub(super) fn id_of_line(kind: Option<RecordKind>, line: &str) -> SmolStr {
    let key = if kind == Some(RecordKind::Place) {
        "code"
    } else {
        "id"
    };
    first_text(line, key).unwrap_or_default()
}

/// Reads a log line by line. A refused line does not end it. Blank lines, a byte-order mark at the
/// start, and a header on the first line are skipped. For a log that is not in memory, use
/// [`lines_from`].
///
/// ```
/// use corridor::format::json;
///
/// let log = "{\"id\":\"e1\",\"type\":\"return\",\"on\":\"2023-12-27\",\"status\":\"occurred\",\"group\":\"a\"}\n\n{}\n";
/// let read: Vec<_> = json::lines(log).collect();
/// assert!(read[0].is_ok());
/// assert_eq!(read[1].as_ref().unwrap_err().line(), Some(3));
/// ```
pub fn lines(text: &str) -> impl Iterator<Item = Result<Record, Error>> + '_ {
    let mut lines = log_lines(without_mark(text), 0).enumerate();
    std::iter::from_fn(move || {
        lines.find_map(|(number, (before, line))| read_one(line, before, number == 0))
    })
}

/// The record on a line that is not blank; `before` is the number of lines before it. `None` if the
/// line is the log's header.
fn read_one(line: &str, before: usize, is_first: bool) -> Option<Result<Record, Error>> {
    let record = if is_first && is_header(line) {
        Err(read_header(line, &mut Vec::new()).err()?)
    } else {
        read_record(line, &mut Vec::new())
    };
    Some(record.map_err(|fault| fault.after_lines(before).into()))
}

/// The lines that are not blank, each with the number of lines before it.
pub(super) fn log_lines(text: &str, before: usize) -> impl Iterator<Item = (usize, &str)> {
    (before..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
}

/// Reads a log from a file, a socket or a pipe, with one line in memory at a time. Yields what
/// [`lines`] yields for the same text.
///
/// A line longer than 1 MiB is refused ([`Code::RowTooLong`](crate::Code::RowTooLong)), and so is
/// one that is not UTF-8; reading goes on with the next line. If the reader fails, the log ends
/// with an error ([`Code::StreamFailed`](crate::Code::StreamFailed)) for the line at which it
/// failed, even if that line has been refused already.
///
/// ```
/// use corridor::format::json;
///
/// // A `BufReader` of a file works as well.
/// let log = b"{\"id\":\"e1\",\"type\":\"return\",\"on\":\"2023-12-27\",\"status\":\"occurred\",\"group\":\"a\"}\n\xff\n{}\n";
/// let read: Vec<_> = json::lines_from(log.as_slice()).collect();
/// assert!(read[0].is_ok());
/// assert_eq!(read[1].as_ref().unwrap_err().to_string(), "line 2, column 1: not UTF-8 [json-malformed]");
/// assert_eq!(read[2].as_ref().unwrap_err().line(), Some(3));
/// ```
pub fn lines_from<R: BufRead>(reader: R) -> impl Iterator<Item = Result<Record, Error>> {
    let mut log = Incoming {
        reader,
        line: Vec::new(),
        before: 0,
        begun: false,
        is_too_long: false,
        has_rest: false,
    };
    let mut ended = false;
    std::iter::from_fn(move || {
        while !ended {
            match log.next_line() {
                Ok(true) => {}
                Ok(false) => ended = true,
                Err(error) => {
                    ended = true;
                    return Some(Err(ReadFault::stream(&error)
                        .after_lines(log.before)
                        .into()));
                }
            }
            let record = log.record();
            log.before += usize::from(!log.has_rest);
            if record.is_some() {
                return record;
            }
        }
        None
    })
}

/// A log that is read from a stream.
struct Incoming<R> {
    reader: R,
    /// The bytes of the line.
    line: Vec<u8>,
    /// The number of lines before it.
    before: usize,
    /// Whether there is a line before it that is not blank.
    begun: bool,
    /// Whether it exceeds the length limit.
    is_too_long: bool,
    /// Whether the line may continue in the stream. The rest is skipped before the next line is
    /// read.
    has_rest: bool,
}

impl<R: BufRead> Incoming<R> {
    /// Reads the next line; false at the end.
    fn next_line(&mut self) -> io::Result<bool> {
        if self.has_rest {
            self.reader.skip_until(b'\n')?;
            self.has_rest = false;
            self.before += 1;
        }
        self.line.clear();
        // Two bytes more, for the line ending.
        let mut within = self.reader.by_ref().take(LOG_LINE_BYTES + 2);
        within.read_until(b'\n', &mut self.line)?;
        let ended = self.line.strip_suffix(b"\n");
        let line = ended.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let length = line.unwrap_or(&self.line).len();
        self.is_too_long = u64::try_from(length).is_ok_and(|length| length > LOG_LINE_BYTES);
        self.has_rest = within.limit() == 0 && ended.is_none();
        Ok(!self.line.is_empty())
    }

    /// The record on the line, unless the line is blank or the header.
    fn record(&mut self) -> Option<Result<Record, Error>> {
        let line = match self.line.strip_prefix("\u{feff}".as_bytes()) {
            Some(rest) if self.before == 0 => rest,
            _ => &self.line,
        };
        let refusal = match std::str::from_utf8(line) {
            _ if self.is_too_long => ReadFault::line_too_long(),
            Ok(text) => {
                let (before, line) = log_lines(text, self.before).next()?;
                let is_first = !std::mem::replace(&mut self.begun, true);
                return read_one(line, before, is_first);
            }
            Err(error) => ReadFault::not_utf8(line, error.valid_up_to()),
        };
        self.begun = true;
        Some(Err(refusal.after_lines(self.before).into()))
    }
}

/// The `type` of a header.
pub(super) const HEADER: &str = "dossier";

pub(super) fn is_header(line: &str) -> bool {
    matches!(LineKind::of(line), LineKind::Header)
}

pub(super) fn read_header(
    line: &str,
    unknown: &mut Vec<Path>,
) -> Result<(NaiveDate, Option<Text>), ReadFault> {
    let keys: DossierKeys = read_noting(line, None, unknown)?;
    past_type(line, unknown)?;
    if let Some(list) = keys.first_list() {
        return Err(ReadFault::list_in_header(line, list));
    }
    keys.into_head()
        .map_err(|error| ReadFault::from_record(line, &error))
}

/// Drops `type` from the unknown keys: a line may have it once, although its record does not have it.
fn past_type(line: &str, unknown: &mut Vec<Path>) -> Result<(), ReadFault> {
    let r#type = Path::key("type");
    let all = unknown.len();
    unknown.retain(|path| *path != r#type);
    if all - unknown.len() > 1 {
        return Err(ReadFault::key_twice(line, r#type));
    }
    Ok(())
}
