//! Logs: NDJSON with one record a line. The first line may be a header.

use chrono::NaiveDate;
use serde::Serialize;
use smol_str::{SmolStr, format_smolstr};

use super::error::ReadFault;
use super::line::{HEADER, LineKind, id_of_line, is_header, log_lines, read_header, read_record};
use super::reading::Reading;
use super::{unknown_key, without_mark};
use crate::check::{Details, Finding, Gathered};
use crate::error::Error;
use crate::format::set_aside::{SetAside, Texts};
use crate::limits::{DEPENDANTS, Limits};
use crate::record::{Dossier, Fallen, Format, Record, RecordKind, Refused, fallen};
use crate::text::Text;
use crate::time::one_day;

/// Reads as much of a log as can be read. A refused line does not end it.
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
    // The number of a cause is the number of its fault; faults of their own are in the order of
    // these numbers.
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
            id: Some(id).filter(|id| !id.is_empty()),
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
