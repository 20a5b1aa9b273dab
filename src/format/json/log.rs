//! Logs: NDJSON, one record a line, told apart by `type`; the first line may be a header.

use std::io::{self, BufRead, Read};

use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;
use smol_str::{SmolStr, format_smolstr};

use super::error::ReadFault;
use super::locate::{Path, first_text};
use super::reading::Reading;
use super::set_aside::{SetAside, Texts};
use super::{plain, read_noting, unknown_key, without_mark};
use crate::check::{Details, Finding, Gathered};
use crate::error::Error;
use crate::limits::{LOG_LINE_BYTES, Limits};
use crate::place::Place;
use crate::record::{
    Dossier, DossierKeys, Event, Format, MigrantGroup, Party, Record, RecordKind, Source,
    Statistic, fallen,
};
use crate::route::Link;
use crate::text::Text;

/// Reads one line of a log, for a service that reads its lines itself. Keys that this version does not
/// know are read past; [`read_log`](super::read_log) tells of them.
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
/// The fault in the line; its path starts at the record, its line number is 1.
pub fn read_line(line: &str) -> Result<Record, Error> {
    Ok(read_record(line, &mut Vec::new())?)
}

/// The same, with the paths of the keys that were read past.
fn read_record(line: &str, unknown: &mut Vec<Path>) -> Result<Record, ReadFault> {
    // Nearly every line is an event, which is recognised by being read.
    if let Some(event) = plain::read::<Event>(line) {
        return Ok(Record::Event(event));
    }
    let kind = kind_of_line(line);
    let Some(kind) = kind else {
        return Err(ReadFault::header_within());
    };
    let record = match kind {
        RecordKind::Source => read_typed::<Source>(line, "sources", unknown),
        RecordKind::Party => read_typed::<Party>(line, "parties", unknown),
        RecordKind::Place => read_typed::<Place>(line, "places", unknown),
        RecordKind::Group => read_typed::<MigrantGroup>(line, "groups", unknown),
        RecordKind::Link => read_typed::<Link>(line, "links", unknown),
        RecordKind::Statistic => read_typed::<Statistic>(line, "statistics", unknown),
        RecordKind::Event => read_typed::<Event>(line, "events", unknown),
    };
    if !matches!(kind, RecordKind::Event | RecordKind::Statistic) {
        unknown.retain(|path| *path != Path::key("type"));
    }
    record
}

fn read_typed<T: DeserializeOwned + Into<Record>>(
    line: &str,
    list: &str,
    unknown: &mut Vec<Path>,
) -> Result<Record, ReadFault> {
    let record: T = match plain::read(line) {
        Some(record) => record,
        None => read_noting(line, Some(list), unknown)?,
    };
    Ok(record.into())
}

/// What the line's `type` says that it is: of any other word than a kind of record an event, and of a
/// header nothing.
fn kind_of_line(line: &str) -> Option<RecordKind> {
    let word = match plain::early_text(line, "type") {
        Some(word) => Some(SmolStr::new(word)),
        None => first_text(line, "type").map(SmolStr::from),
    };
    if word.as_deref() == Some(HEADER) {
        return None;
    }
    let kind = word.and_then(|word| word.parse().ok());
    Some(kind.unwrap_or(RecordKind::Event))
}

/// The key of the record's id.
fn id_of_line(kind: Option<RecordKind>, line: &str) -> String {
    let key = if kind == Some(RecordKind::Place) {
        "code"
    } else {
        "id"
    };
    first_text(line, key).unwrap_or_default()
}

/// Reads a log line by line; a refused line does not end it. Blank lines, a byte-order mark at the
/// start, and a header on the first line are passed over. [`lines_from`] reads a log that is not in memory.
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

/// What a line holds that is not blank, of which so many lines come before: nothing where it is the
/// header of the log, on its first line.
fn read_one(line: &str, before: usize, is_first: bool) -> Option<Result<Record, Error>> {
    let record = if is_first && is_header(line) {
        Err(read_header(line).err()?)
    } else {
        read_record(line, &mut Vec::new())
    };
    Some(record.map_err(|fault| fault.after_lines(before).into()))
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

/// A log as it comes in.
struct Incoming<R> {
    reader: R,
    /// The line, as it stands there.
    line: Vec<u8>,
    /// How many lines come before it.
    before: usize,
    /// Whether a line that is not blank comes before it.
    begun: bool,
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

    /// The record in the line, unless it is blank or the header.
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

/// Reads an event log as far as it can be read; no line ends it.
///
/// A line that is refused is set aside with its text. The header line is checked and read past;
/// [`read_log_dossier`] uses it.
///
/// ```
/// use corridor::format::json;
///
/// let log = json::read_log("{\"id\":\"e1\",\"type\":\"return\",\"on\":\"2023\",\"status\":\"occurred\",\"group\":\"a\"}\nnonsense\n");
/// assert_eq!(log.records().len(), 1);
/// assert_eq!(log.set_aside()[0].text(), "nonsense");
/// ```
pub fn read_log(text: &str) -> Reading<Vec<Record>> {
    let text = without_mark(text);
    let mut log = Log::default();
    let header = log_lines(text, 0)
        .next()
        .filter(|(_, line)| is_header(line));
    if let Some((before, line)) = header
        && let Err(fault) = read_header(line)
    {
        log.set_aside(None, before, line, &fault);
    }
    log.read(text, header.is_some());
    log.finish()
}

/// Reads a dossier from an event log: the day and title of its header line, and every record that can
/// stand. Lines may refer to later ones; `as_of` is the day of a log without a header.
///
/// ```
/// use corridor::format::json;
///
/// let log = r#"{"type": "dossier", "format": "corridor/1", "as_of": "2023-12-27"}
/// {"id": "e1", "type": "return", "on": "2023-12-27", "status": "occurred", "group": "exodus"}
/// {"type": "group", "id": "exodus", "name": "Exodus from Poverty", "mode": "foot"}"#;
/// let reading = json::read_log_dossier(log, None)?;
/// assert_eq!(reading.dossier().events().len(), 1);
/// assert!(reading.set_aside().is_empty());
/// # Ok::<(), corridor::Error>(())
/// ```
///
/// # Errors
/// A header that is refused, and a log without one where no day is given
/// ([`Code::KeyMissing`](crate::Code::KeyMissing)). A record that is refused is set aside, and so is
/// one that refers to a record that is not there.
pub fn read_log_dossier(text: &str, as_of: Option<NaiveDate>) -> Result<Reading<Dossier>, Error> {
    let text = without_mark(text);
    let header = log_lines(text, 0)
        .next()
        .filter(|(_, line)| is_header(line));
    let (as_of, title) = match header {
        Some((before, line)) => read_header(line).map_err(|fault| fault.after_lines(before))?,
        None => (as_of.ok_or_else(ReadFault::no_header)?, None),
    };
    let mut log = Log::default();
    log.read(text, header.is_some());
    let mut dossier = Dossier::empty(as_of, title);
    let (lines, records) = (
        std::mem::take(&mut log.lines),
        std::mem::take(&mut log.records),
    );
    let place = |number: usize| match lines.get(number) {
        Some((before, _)) => format!("[{before}]"),
        None => String::new(),
    };
    let mut fallen = fallen(&dossier, &records, place, &[])
        .into_iter()
        .peekable();
    let mut standing = Vec::with_capacity(records.len());
    for (number, (record, (before, line))) in records.into_iter().zip(lines).enumerate() {
        match fallen.next_if(|fallen| fallen.number == number) {
            Some(fallen) => {
                let fault = ReadFault::from_record(line, &fallen.fault);
                log.set_aside(Some(record.kind()), before, line, &fault);
            }
            None => standing.push(record),
        }
    }
    let added = dossier.extend(standing);
    debug_assert!(added.is_ok(), "what stands refers to what stands");
    log.set_aside.sort_by_key(SetAside::line);
    let Reading {
        set_aside,
        findings,
        ..
    } = log.finish();
    Ok(Reading {
        value: dossier,
        set_aside,
        findings,
    })
}

/// Writes a dossier as an event log: a header line, and then each record on a line of its own, after
/// those that it refers to where the lists allow it.
///
/// ```
/// use corridor::format::json;
/// use corridor::{Dossier, MigrantGroup};
///
/// let dossier = Dossier::draft("2023-12-27").with(MigrantGroup::draft("a", "a caravan")).build()?;
/// let log = json::write_log(&dossier);
/// assert!(log.starts_with(r#"{"type":"dossier","format":"corridor/1","as_of":"2023-12-27"}"#));
/// assert_eq!(json::read_log_dossier(&log, None)?.into_dossier(), dossier);
/// # Ok::<(), corridor::Error>(())
/// ```
pub fn write_log(dossier: &Dossier) -> String {
    let mut log = String::new();
    let mut write = |line: serde_json::Result<String>| {
        debug_assert!(line.is_ok(), "every record has a JSON form");
        if let Ok(line) = line {
            log.push_str(&line);
            log.push('\n');
        }
    };
    write(serde_json::to_string(&Header {
        r#type: HEADER,
        format: Format::NAME,
        as_of: dossier.as_of(),
        title: dossier.title(),
    }));
    for record in dossier.records() {
        write(serde_json::to_string(&record));
    }
    log
}

/// The first line of a log.
#[derive(Serialize)]
struct Header<'d> {
    r#type: &'static str,
    format: &'static str,
    as_of: NaiveDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'d str>,
}

/// The `type` of a header.
const HEADER: &str = "dossier";

fn is_header(line: &str) -> bool {
    kind_of_line(line).is_none()
}

fn read_header(line: &str) -> Result<(NaiveDate, Option<Text>), ReadFault> {
    let keys: DossierKeys = read_noting(line, None, &mut Vec::new())?;
    keys.into_head()
        .map_err(|error| ReadFault::from_record(line, &error))
}

/// A log that is being read.
struct Log<'t> {
    records: Vec<Record>,
    /// The line of each record, with the number of lines before it.
    lines: Vec<(usize, &'t str)>,
    set_aside: Vec<SetAside>,
    texts: Texts,
    findings: Gathered,
}

impl Default for Log<'_> {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            lines: Vec::new(),
            set_aside: Vec::new(),
            texts: Texts::default(),
            findings: Gathered::new(&Limits::default()),
        }
    }
}

impl<'t> Log<'t> {
    fn read(&mut self, text: &'t str, has_header: bool) {
        for (before, line) in log_lines(text, 0).skip(usize::from(has_header)) {
            let mut unknown = Vec::new();
            match read_record(line, &mut unknown) {
                Ok(record) => {
                    let of_record = |path| unknown_key(Some((record.kind(), record.id())), path);
                    unknown
                        .iter()
                        .map(of_record)
                        .for_each(|finding| self.findings.take(finding));
                    self.records.push(record);
                    self.lines.push((before, line));
                }
                Err(fault) => self.set_aside(kind_of_line(line), before, line, &fault),
            }
        }
    }

    fn set_aside(
        &mut self,
        kind: Option<RecordKind>,
        before: usize,
        line: &str,
        fault: &ReadFault,
    ) {
        let path = format_smolstr!("[{before}]");
        let (code, line_number) = (fault.code(), before + fault.line());
        let id = id_of_line(kind, line);
        let field = fault.steps().to_string();
        let dot = if field.is_empty() { "" } else { "." };
        let message = fault.message().to_owned();
        self.set_aside.push(SetAside {
            code,
            path: path.clone(),
            line: line_number,
            field: self.texts.kept(&field),
            message: self.texts.kept(&message),
            text: SmolStr::new(line),
            with: None,
        });
        let details = Details::Refused {
            code,
            path: format!("{path}{dot}{field}"),
            line: line_number,
            message,
            text: line.to_owned(),
            dependants: Vec::new(),
            dependants_total: 0,
        };
        let record = kind.map(|kind| (kind, id.as_str()));
        self.findings.take(Finding::read(record, &field, details));
    }

    fn finish(self) -> Reading<Vec<Record>> {
        Reading {
            value: self.records,
            set_aside: self.set_aside,
            findings: self.findings.finish(),
        }
    }
}
