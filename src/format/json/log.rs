//! Event logs: NDJSON, each line one event or one statistic, without a header.

use std::io::{self, BufRead, Read};

use serde::Serialize;
use smol_str::{SmolStr, format_smolstr};

use super::error::ReadError;
use super::lenient::unnamed;
use super::locate::{Path, first_text};
use super::set_aside::{SetAside, Texts};
use super::{plain, read_noting, unknown_key, without_mark};
use crate::check::{Details, Finding, Gathered, RecordKind, Report};
use crate::limits::{ID_BYTES, LOG_LINE_BYTES};
use crate::{Event, Limits, Statistic};

/// One line of a log.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum LogRecord {
    /// An event.
    Event(Event),
    /// A statistic: `"type": "statistic"`.
    Statistic(Statistic),
}

/// Reads one line of a log, for a service that reads its lines itself. Keys that this version does not
/// know are read past; [`read_log`](super::read_log) tells of them.
///
/// ```
/// use corridor::format::json::{self, LogRecord};
///
/// let line = r#"{"id":"e1","type":"return","on":"2023-12-27","status":"occurred","group":"exodus","headcount":400}"#;
/// assert!(matches!(json::read_line(line)?, LogRecord::Event(event) if event.id().as_str() == "e1"));
/// # Ok::<(), corridor::Error>(())
/// ```
///
/// # Errors
/// The fault in the line; its path starts at the record, its line number is 1.
pub fn read_line(line: &str) -> Result<LogRecord, ReadError> {
    read_record(line, &mut Vec::new())
}

/// The same, with the paths of the keys that were read past.
fn read_record(line: &str, unknown: &mut Vec<Path>) -> Result<LogRecord, ReadError> {
    // To be refused as an event costs a statistic more than a look, which events must not feel: the
    // type comes right after the id, as this crate writes it.
    let start = line.get(..ID_BYTES + 32).unwrap_or(line);
    let is_one =
        start.contains("\"statistic\"") && plain::early_text(line, "type") == Some("statistic");
    if !is_one && let Some(event) = plain::read(line) {
        Ok(LogRecord::Event(event))
    } else if is_one || is_statistic(line) {
        plain::read(line)
            .map_or_else(|| read_noting(line, Some("statistics"), unknown), Ok)
            .map(LogRecord::Statistic)
    } else {
        read_noting(line, Some("events"), unknown).map(LogRecord::Event)
    }
}

fn is_statistic(line: &str) -> bool {
    match plain::early_text(line, "type") {
        Some(text) => text == "statistic",
        None => first_text(line, "type").as_deref() == Some("statistic"),
    }
}

/// Reads a log line by line; a refused line does not end it. Blank lines and a byte-order mark at
/// the start are passed over. [`lines_from`] reads a log that is not in memory.
///
/// ```
/// use corridor::format::json;
///
/// let log = "{\"id\":\"e1\",\"type\":\"return\",\"on\":\"2023-12-27\",\"status\":\"occurred\",\"group\":\"a\"}\n\n{}\n";
/// let read: Vec<_> = json::lines(log).collect();
/// assert!(read[0].is_ok());
/// assert_eq!(read[1].as_ref().unwrap_err().line(), 3);
/// ```
pub fn lines(text: &str) -> impl Iterator<Item = Result<LogRecord, ReadError>> + '_ {
    read_lines(without_mark(text), 0)
}

/// The records of lines, of which so many come before.
fn read_lines(text: &str, before: usize) -> impl Iterator<Item = Result<LogRecord, ReadError>> {
    log_lines(text, before)
        .map(|(before, line)| read_line(line).map_err(|error| error.after_lines(before)))
}

/// The lines that hold something, each with the number of lines before it.
fn log_lines(text: &str, before: usize) -> impl Iterator<Item = (usize, &str)> {
    (before..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
}

/// Reads a log from a file, a socket or a pipe, and holds one line at a time: what [`lines`] gives of
/// its text.
///
/// A line of more than 1 MiB is refused ([`Code::RowTooLong`](crate::Code::RowTooLong)), and one that
/// is not UTF-8; the next is read all the same. Where the reader fails, that is told of the line that
/// it broke off ([`Code::StreamFailed`](crate::Code::StreamFailed)), even if that has been refused
/// already, and ends the log.
///
/// ```
/// use corridor::format::json;
///
/// // As well a `BufReader` of a file.
/// let log = b"{\"id\":\"e1\",\"type\":\"return\",\"on\":\"2023-12-27\",\"status\":\"occurred\",\"group\":\"a\"}\n\xff\n{}\n";
/// let read: Vec<_> = json::lines_from(log.as_slice()).collect();
/// assert!(read[0].is_ok());
/// assert_eq!(read[1].as_ref().unwrap_err().to_string(), "line 2, column 1: not UTF-8 [json-malformed]");
/// assert_eq!(read[2].as_ref().unwrap_err().line(), 3);
/// ```
pub fn lines_from<R: BufRead>(reader: R) -> impl Iterator<Item = Result<LogRecord, ReadError>> {
    let mut log = Incoming {
        reader,
        line: Vec::new(),
        before: 0,
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
                    return Some(Err(ReadError::stream(&error).after_lines(log.before)));
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

/// A log as it comes in.
struct Incoming<R> {
    reader: R,
    /// The line, as it stands there.
    line: Vec<u8>,
    /// How many lines come before it.
    before: usize,
    /// Whether it is longer than one may be.
    is_too_long: bool,
    /// Whether more of it may still be to come, which is passed over with the next.
    has_rest: bool,
}

impl<R: BufRead> Incoming<R> {
    /// Takes in the next line; false at the end.
    fn next_line(&mut self) -> io::Result<bool> {
        if self.has_rest {
            self.reader.skip_until(b'\n')?;
            self.has_rest = false;
            self.before += 1;
        }
        self.line.clear();
        // Two bytes more, for what ends the line.
        let mut within = self.reader.by_ref().take(LOG_LINE_BYTES + 2);
        within.read_until(b'\n', &mut self.line)?;
        let ended = self.line.strip_suffix(b"\n");
        let line = ended.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let length = line.unwrap_or(&self.line).len();
        self.is_too_long = u64::try_from(length).is_ok_and(|length| length > LOG_LINE_BYTES);
        self.has_rest = within.limit() == 0 && ended.is_none();
        Ok(!self.line.is_empty())
    }

    /// The record in the line, unless it is blank.
    fn record(&self) -> Option<Result<LogRecord, ReadError>> {
        let line = match self.line.strip_prefix("\u{feff}".as_bytes()) {
            Some(rest) if self.before == 0 => rest,
            _ => &self.line,
        };
        let refusal = match std::str::from_utf8(line) {
            _ if self.is_too_long => ReadError::line_too_long(),
            Ok(text) => return read_lines(text, self.before).next(),
            Err(error) => ReadError::not_utf8(line, error.valid_up_to()),
        };
        Some(Err(refusal.after_lines(self.before)))
    }
}

/// What an event log holds: its records, the lines that were set aside, and a finding for each.
#[derive(Debug, Clone, PartialEq)]
pub struct LogReading {
    records: Vec<LogRecord>,
    set_aside: Vec<SetAside>,
    findings: Report,
}

impl LogReading {
    /// The records, in the order of the log.
    pub fn records(&self) -> &[LogRecord] {
        &self.records
    }

    /// The lines that were set aside, in the order of the log.
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// A finding for each line that was set aside, with the code of its error.
    pub fn findings(&self) -> &Report {
        &self.findings
    }
}

/// Reads an event log as far as it can be read; no line ends it.
///
/// ```
/// use corridor::format::json;
///
/// let log = json::read_log("{\"id\":\"e1\",\"type\":\"return\",\"on\":\"2023\",\"status\":\"occurred\",\"group\":\"a\"}\nnonsense\n");
/// assert_eq!(log.records().len(), 1);
/// assert_eq!(log.set_aside()[0].text(), "nonsense");
/// ```
pub fn read_log(text: &str) -> LogReading {
    let (mut records, mut set_aside) = (Vec::new(), Vec::new());
    let mut texts = Texts::default();
    let mut findings = Gathered::new(&Limits::default());
    for (before, line) in log_lines(without_mark(text), 0) {
        let mut unknown = Vec::new();
        let kind = || {
            if is_statistic(line) {
                RecordKind::Statistic
            } else {
                RecordKind::Event
            }
        };
        match read_record(line, &mut unknown) {
            Ok(record) => {
                let id = match &record {
                    LogRecord::Event(event) => event.id().as_str(),
                    LogRecord::Statistic(statistic) => statistic.id().as_str(),
                };
                let told = unknown
                    .iter()
                    .map(|path| unknown_key(Some((kind(), id)), path));
                told.for_each(|finding| findings.take(finding));
                records.push(record);
            }
            Err(error) => {
                let path = format_smolstr!("[{before}]");
                let (code, line_number) = (error.code(), before + error.line());
                let id = first_text(line, "id").unwrap_or_default();
                let field = error.path().to_owned();
                let dot = if field.is_empty() { "" } else { "." };
                let message = unnamed(Some(kind()), &id, error.message());
                let aside = SetAside {
                    code,
                    path: path.clone(),
                    line: line_number,
                    field: texts.kept(&field),
                    message: texts.kept(&message),
                    text: SmolStr::new(line),
                    with: None,
                };
                let details = Details::Refused {
                    code,
                    path: format!("{path}{dot}{field}"),
                    line: line_number,
                    message,
                    text: line.to_owned(),
                    dependants: Vec::new(),
                    dependants_total: 0,
                };
                findings.take(Finding::read(Some((kind(), &id)), &field, details));
                set_aside.push(aside);
            }
        }
    }
    LogReading {
        records,
        set_aside,
        findings: findings.finish(),
    }
}
