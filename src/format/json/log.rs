//! Logs: NDJSON with one record a line, distinguished by `type`. The first line may be a header.

use std::io::{self, BufRead, Read};

use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;
use smol_str::{SmolStr, format_smolstr};

use super::error::ReadFault;
use super::locate::{Path, first_text};
use super::reading::Reading;
use super::{plain, read_noting, unknown_key, without_mark};
use crate::check::{Details, Finding, Gathered};
use crate::error::Error;
use crate::format::set_aside::{SetAside, Texts};
use crate::limits::{DEPENDANTS, LOG_LINE_BYTES, Limits};
use crate::place::Place;
use crate::record::{
    Dossier, DossierKeys, Event, EventKind, Fallen, Format, MigrantGroup, Party, Record,
    RecordKind, Refused, Source, Statistic, fallen,
};
use crate::route::Link;
use crate::text::Text;
use crate::time::one_day;

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
fn read_record(line: &str, unknown: &mut Vec<Path>) -> Result<Record, ReadFault> {
    // Nearly every line is an event, so reading it as one is tried first.
    if let Some(event) = plain::read::<Event>(line) {
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
        RecordKind::Event => read_typed::<Event>(line, list, unknown),
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
    let record: T = match plain::read(line) {
        Some(record) => record,
        None => read_noting(line, Some(list), unknown)?,
    };
    Ok(record.into())
}

/// The kind of a line, by its `type`.
enum LineKind {
    Header,
    Record(RecordKind),
    /// Any other word.
    Unknown(SmolStr),
}

impl LineKind {
    fn of(line: &str) -> Self {
        let word = match plain::early_text(line, "type") {
            Some(word) => Some(SmolStr::new(word)),
            None => first_text(line, "type").map(SmolStr::from),
        };
        // It is read as an event, which is refused because it has no type.
        let Some(word) = word else {
            return Self::Record(RecordKind::Event);
        };
        if word == HEADER {
            Self::Header
        } else if word.parse::<EventKind>().is_ok() {
            Self::Record(RecordKind::Event)
        } else {
            let kind = word.parse().ok().filter(|kind| *kind != RecordKind::Event);
            kind.map_or(Self::Unknown(word), Self::Record)
        }
    }

    fn record(self) -> Option<RecordKind> {
        match self {
            Self::Record(kind) => Some(kind),
            Self::Header | Self::Unknown(_) => None,
        }
    }
}

/// The id of a record on a line; empty if it has none.
fn id_of_line(kind: Option<RecordKind>, line: &str) -> String {
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
fn log_lines(text: &str, before: usize) -> impl Iterator<Item = (usize, &str)> {
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

/// Reads as much of a log as can be read. No line ends it.
///
/// A refused line is set aside with its text. The header line is checked but not used;
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
        && let Err(fault) = log.read_header(line)
    {
        log.faults.push(LineFault {
            kind: None,
            before,
            line,
            fault,
            dependants: Vec::new(),
        });
    }
    log.read(text, header.is_some());
    log.finish()
}

/// Reads a dossier from a log: the day and the title in its header line, and every record that is
/// accepted. Lines may refer to later ones. `as_of` is the day for a log without a header.
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
/// If the header is refused, or if there is neither a header nor a day
/// ([`Code::KeyMissing`](crate::Code::KeyMissing)). A refused record is set aside, and so is one
/// that refers to a missing record.
pub fn read_log_dossier(text: &str, as_of: Option<NaiveDate>) -> Result<Reading<Dossier>, Error> {
    let text = without_mark(text);
    let header = log_lines(text, 0)
        .next()
        .filter(|(_, line)| is_header(line));
    let mut log = Log::default();
    let (as_of, title) = match header {
        Some((before, line)) => log
            .read_header(line)
            .map_err(|fault| fault.after_lines(before))?,
        None => (one_day(as_of.ok_or_else(ReadFault::no_header)?)?, None),
    };
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
    let refused: Vec<_> = log.faults.iter().map(LineFault::as_refused).collect();
    let fallen = fallen(&dossier, &records, place, &refused);
    let mut sure = fallen.iter().map(|fallen| fallen.number).peekable();
    let numbered = (0..).zip(&records);
    let kinds: Vec<_> = numbered.map(|(_, record)| record.kind()).collect();
    let standing = (0..)
        .zip(records)
        .filter(|(number, _)| sure.next_if_eq(number).is_none());
    let standing: Vec<Record> = standing.map(|(_, record)| record).collect();
    let added = dossier.extend(standing);
    debug_assert!(added.is_ok(), "what stands refers to what stands");
    // A cause is numbered as its fault is: own faults come in the order of their numbers.
    let (with_others, mut own): (Vec<&Fallen>, Vec<&Fallen>) =
        fallen.iter().partition(|fallen| fallen.falls_with);
    own.sort_by_key(|fallen| fallen.cause);
    for fallen in own {
        if let Some((&(before, line), &kind)) =
            lines.get(fallen.number).zip(kinds.get(fallen.number))
        {
            log.faults.push(LineFault {
                kind: Some(kind),
                before,
                line,
                fault: ReadFault::from_record(line, &fallen.fault),
                dependants: Vec::new(),
            });
        }
    }
    for fallen in with_others {
        if let Some(line) = lines.get(fallen.number)
            && let Some(cause) = log.faults.get_mut(fallen.cause)
        {
            cause.dependants.push(*line);
        }
    }
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

/// Writes a dossier as a log: a header line, then each record on a line of its own, after the
/// records that it refers to as far as the order of the lists allows.
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
    matches!(LineKind::of(line), LineKind::Header)
}

fn read_header(
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

/// Drops `type` from the unknown keys: a line has it once, though its record does not have it.
fn past_type(line: &str, unknown: &mut Vec<Path>) -> Result<(), ReadFault> {
    let r#type = Path::key("type");
    let all = unknown.len();
    unknown.retain(|path| *path != r#type);
    if all - unknown.len() > 1 {
        return Err(ReadFault::key_twice(line, r#type));
    }
    Ok(())
}

/// The state of reading a log.
struct Log<'t> {
    records: Vec<Record>,
    /// The line of each record, with the number of lines before it.
    lines: Vec<(usize, &'t str)>,
    faults: Vec<LineFault<'t>>,
    findings: Gathered,
}

/// A line that is set aside because of a fault of its own.
struct LineFault<'t> {
    kind: Option<RecordKind>,
    /// The number of lines before it.
    before: usize,
    line: &'t str,
    fault: ReadFault,
    /// The lines that are set aside with it.
    dependants: Vec<(usize, &'t str)>,
}

impl LineFault<'_> {
    fn as_refused(&self) -> Refused {
        let id = id_of_line(self.kind, self.line);
        Refused {
            list: self.kind.map_or("", RecordKind::list),
            id: Some(SmolStr::from(id)).filter(|id| !id.is_empty()),
            whole: false,
        }
    }
}

impl Default for Log<'_> {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            lines: Vec::new(),
            faults: Vec::new(),
            findings: Gathered::new(&Limits::default()),
        }
    }
}

impl<'t> Log<'t> {
    fn read_header(&mut self, line: &str) -> Result<(NaiveDate, Option<Text>), ReadFault> {
        let mut unknown = Vec::new();
        let head = read_header(line, &mut unknown)?;
        let findings = unknown.iter().map(|path| unknown_key(None, path));
        findings.for_each(|finding| self.findings.take(finding));
        Ok(head)
    }

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
                Err(fault) => self.faults.push(LineFault {
                    kind: LineKind::of(line).record(),
                    before,
                    line,
                    fault,
                    dependants: Vec::new(),
                }),
            }
        }
    }

    fn finish(mut self) -> Reading<Vec<Record>> {
        let mut texts = Texts::default();
        let mut set_aside = Vec::new();
        self.faults.sort_by_key(|fault| fault.before);
        for LineFault {
            kind,
            before,
            line,
            fault,
            dependants,
        } in self.faults
        {
            let path = format_smolstr!("[{before}]");
            let field = fault.steps().to_string();
            let aside = SetAside {
                code: fault.code(),
                path: path.clone(),
                line: before + fault.line(),
                field: texts.kept(&field),
                message: texts.kept(fault.message()),
                text: SmolStr::new(line),
                with: None,
            };
            let fall = dependants.iter().map(|(before, line)| SetAside {
                path: format_smolstr!("[{before}]"),
                line: before + 1,
                text: SmolStr::new(line),
                with: Some(path.clone()),
                ..aside.clone()
            });
            let fall: Vec<_> = fall.collect();
            let dot = if field.is_empty() { "" } else { "." };
            let listed = fall.iter().take(DEPENDANTS);
            let details = Details::Refused {
                code: aside.code,
                path: format!("{path}{dot}{field}"),
                line: aside.line,
                message: fault.message().to_owned(),
                text: line.to_owned(),
                dependants: listed.map(|aside| aside.path.to_string()).collect(),
                dependants_total: fall.len(),
            };
            let id = id_of_line(kind, line);
            let record = kind.map(|kind| (kind, id.as_str()));
            self.findings.take(Finding::read(record, &field, details));
            set_aside.push(aside);
            set_aside.extend(fall);
        }
        set_aside.sort_by_key(SetAside::line);
        Reading {
            value: self.records,
            set_aside,
            findings: self.findings.finish(),
        }
    }
}
