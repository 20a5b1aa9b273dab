//! The lenient reader: sets each faulty record aside with its text, so that nothing is lost.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use smol_str::{SmolStr, ToSmolStr};

use super::error::ReadFault;
use super::locate::{Lines, Members, find_nearest, first_text};
use super::path::Path;
use super::reader::Raw;
use super::reading::Reading;
use super::{read_whole, reader, unknown_key, without_mark};
use crate::check::{Details, Finding, Gathered};
use crate::code::Code;
use crate::error::Error;
use crate::format::set_aside::{SetAside, Texts};
use crate::limits::{DEPENDANTS, Limits};
use crate::place::Place;
use crate::record::{
    Dossier, DossierKeys, Event, Fallen, MigrantGroup, Party, Record, RecordKind, Refused, Source,
    Statistic, fallen,
};
use crate::route::Link;
use crate::text::Text;

/// Reads as much of a dossier as can be read.
///
/// A refused record is set aside with its text. A record that refers to a missing or refused record
/// is set aside too. A refused record and the records that refer to it share one finding, and so do
/// all records that refer to the same missing record. The remaining records make up the dossier.
///
/// ```
/// use corridor::{Code, format::json};
///
/// let text = r#"{"format": "corridor/1", "as_of": "2023-12-27", "groups": [
///     {"id": "exodus", "name": "Exodus from Poverty", "mode": "foot"},
///     {"id": "ahead", "name": "the group ahead", "mode": "by foot"},
///     {"id": "late", "name": "the stragglers", "mode": "foot", "split_from": "ahead"}]}"#;
/// let reading = json::read_lenient(text)?;
/// assert_eq!(reading.dossier().groups().len(), 1);
/// assert_eq!(reading.set_aside().len(), 2);
/// assert_eq!(reading.findings().total(), 1);
/// assert_eq!(reading.findings().count_of(Code::ValueInvalid), 1);
/// assert_eq!(reading.set_aside()[1].fell_with(), Some("groups[1]"));
/// # Ok::<(), corridor::Error>(())
/// ```
///
/// # Errors
/// If the text is not JSON, or the dossier's `format`, `as_of` or `title` is refused.
pub fn read_lenient(text: &str) -> Result<Reading<Dossier>, Error> {
    let text = without_mark(text);
    // Most texts have no fault, and cost no more than with the strict reader.
    if let Some(Ok(dossier)) = reader::quick(text).map(DossierKeys::sealed) {
        return Ok(read_whole(dossier, &[]));
    }
    Ok(sort_out(text)?)
}

/// Reads record by record, and sets aside those that are refused.
fn sort_out(text: &str) -> Result<Reading<Dossier>, ReadFault> {
    let members: Members<'_> = reader::read(text)
        .map_err(|stopped| ReadFault::stopped(text, None, stopped))?
        .value;
    let head = Head::read(text, &members.0)?;
    let mut sorting = Sorting::of(text);
    let mut lists: BTreeMap<&str, &str> = BTreeMap::new();
    for (key, Raw(value)) in &members.0 {
        if Head::KEYS.contains(&key.as_str()) {
            continue;
        }
        let Some(list) = kind_of(key).map(RecordKind::list) else {
            let finding = unknown_key(None, &Path::key(key));
            sorting.findings.take(finding);
            continue;
        };
        if lists.contains_key(list) {
            let message = format!("{key:?} occurs twice");
            let fault = Fault::of(
                list,
                None,
                value,
                Code::KeyDuplicate,
                Path::default(),
                &message,
            );
            sorting.faults.push(fault);
        } else if value.starts_with('[') {
            lists.insert(list, value);
        } else {
            let message = "not a list";
            let fault = Fault::of(
                list,
                None,
                value,
                Code::ValueInvalid,
                Path::default(),
                message,
            );
            sorting.faults.push(fault);
        }
    }
    let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut read = Read::default();
    read.take(sorting.read::<Source>("sources", &lists, &mut rows));
    read.take(sorting.read::<Party>("parties", &lists, &mut rows));
    read.take(sorting.read::<Place>("places", &lists, &mut rows));
    read.take(sorting.read::<MigrantGroup>("groups", &lists, &mut rows));
    read.take(sorting.read::<Link>("links", &lists, &mut rows));
    read.take(sorting.read::<Event>("events", &lists, &mut rows));
    read.take(sorting.read::<Statistic>("statistics", &lists, &mut rows));

    let refused: Vec<_> = sorting.faults.iter().map(Fault::as_refused).collect();
    let empty = Dossier::empty(head.as_of, head.title);
    let Read { records, places } = read;
    let place = |number: usize| match places.get(number) {
        Some((list, index)) => format!("{list}[{index}]"),
        None => String::new(),
    };
    let fallen = fallen(&empty, &records, place, &refused);
    let mut sure = fallen.iter().map(|fallen| fallen.number).peekable();
    let standing = (0..)
        .zip(records)
        .filter(|(number, _)| sure.next_if_eq(number).is_none());
    let standing: Vec<Record> = standing.map(|(_, record)| record).collect();
    let mut dossier = empty;
    let extended = dossier.extend(standing);
    debug_assert!(extended.is_ok(), "what stands refers to what stands");

    // The number of a cause is the number of its fault; the records with faults of their own are in
    // the same order.
    let (with_others, mut own): (Vec<&Fallen>, Vec<&Fallen>) =
        fallen.iter().partition(|fallen| fallen.falls_with);
    own.sort_by_key(|fallen| fallen.cause);
    let stood = |number: usize| {
        let (list, index) = *places.get(number)?;
        Some((list, index, *rows.get(list)?.get(index)?))
    };
    for fallen in own {
        if let Some((list, index, value)) = stood(fallen.number) {
            let (code, inner) = (fallen.fault.code(), Path::parse(fallen.fault.path()));
            let message = fallen.fault.message();
            let fault = Fault::of(list, Some(index), value, code, inner, message);
            sorting.faults.push(fault);
        }
    }
    for fallen in with_others {
        if let Some((list, index, value)) = stood(fallen.number)
            && let Some(fault) = sorting.faults.get_mut(fallen.cause)
        {
            let path = Path::of_record(list, index);
            fault.dependants.push((path.to_smolstr(), value));
        }
    }
    Ok(sorting.finish(dossier))
}

/// The records that could be read, and where each was: its list and its index in the list.
#[derive(Default)]
struct Read {
    records: Vec<Record>,
    places: Vec<(&'static str, usize)>,
}

impl Read {
    fn take<T: Into<Record>>(&mut self, (list, rows): (&'static str, Vec<(usize, T)>)) {
        for (index, row) in rows {
            self.records.push(row.into());
            self.places.push((list, index));
        }
    }
}

/// The part of a dossier outside its lists.
struct Head {
    as_of: chrono::NaiveDate,
    title: Option<Text>,
}

impl Head {
    const KEYS: [&str; 3] = ["format", "title", "as_of"];

    fn read(text: &str, members: &[(String, Raw<'_>)]) -> Result<Self, ReadFault> {
        let own = members
            .iter()
            .filter(|(key, _)| Self::KEYS.contains(&key.as_str()));
        let own: Vec<_> = own
            .map(|(key, Raw(value))| format!("{key:?}:{value}"))
            .collect();
        let alone = format!("{{{}}}", own.join(","));
        let keys = reader::read::<DossierKeys>(&alone)
            .map_err(|stopped| ReadFault::stopped(&alone, None, stopped).within(text))?;
        let head = keys.value.into_head();
        let (as_of, title) = head.map_err(|error| ReadFault::from_record(text, &error))?;
        Ok(Self { as_of, title })
    }
}

/// A record that is set aside because of a fault of its own.
struct Fault<'t> {
    list: &'static str,
    /// Whether the whole list is set aside.
    whole: bool,
    /// Empty if it could not be read.
    id: SmolStr,
    path: SmolStr,
    /// The path from the record, or the list, to the fault.
    inner: String,
    at: Path,
    /// The text that contains the fault.
    part: &'t str,
    code: Code,
    message: String,
    text: &'t str,
    dependants: Vec<(SmolStr, &'t str)>,
}

impl<'t> Fault<'t> {
    /// The fault of a record or a whole list; `inner` leads from there to the fault.
    fn of(
        list: &'static str,
        index: Option<usize>,
        text: &'t str,
        code: Code,
        inner: Path,
        message: &str,
    ) -> Self {
        let part = find_nearest(&inner, text).unwrap_or(text);
        let (at, id) = match index {
            Some(index) => (Path::of_record(list, index), id_of(list, text)),
            None => (Path::key(list), SmolStr::default()),
        };
        Self {
            list,
            whole: index.is_none(),
            message: unnamed(kind_of(list), &id, message),
            id,
            path: at.to_smolstr(),
            inner: inner.to_string(),
            at: at.join(inner),
            part,
            code,
            text,
            dependants: Vec::new(),
        }
    }

    fn as_refused(&self) -> Refused {
        let id = Some(self.id.clone()).filter(|id| !id.is_empty());
        Refused {
            list: self.list,
            id,
            whole: self.whole,
        }
    }
}

/// The state of the reader: what it has refused so far.
struct Sorting<'t> {
    text: &'t str,
    /// Computed once something is set aside.
    lines: Option<Lines>,
    /// The faults that are not reported yet.
    faults: Vec<Fault<'t>>,
    /// Each with the offset at which it starts.
    set_aside: Vec<(usize, SetAside)>,
    texts: Texts,
    findings: Gathered,
}

impl<'t> Sorting<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            text,
            lines: None,
            faults: Vec::new(),
            set_aside: Vec::new(),
            texts: Texts::default(),
            findings: Gathered::new(&Limits::default()),
        }
    }

    /// Reads a list, and sets aside what is refused in it. The texts of its records go into `rows`.
    fn read<T: DeserializeOwned>(
        &mut self,
        list: &'static str,
        lists: &BTreeMap<&str, &'t str>,
        rows: &mut BTreeMap<&'static str, Vec<&'t str>>,
    ) -> (&'static str, Vec<(usize, T)>) {
        let (mut read, rows) = (Vec::new(), rows.entry(list).or_default());
        let mut rest = lists.get(list).copied().unwrap_or_default();
        // The text is known to be a JSON list: a bracket, then records separated by commas.
        while let Some(('[' | ',', record)) = divided(rest)
            && !record.starts_with(']')
        {
            if let Some((row, length)) = reader::quick_first(record)
                && let Some((text, after)) = record.split_at_checked(length)
            {
                rest = after.trim_start();
                read.push((rows.len(), row));
                rows.push(text);
                continue;
            }
            let result = reader::read_first::<T>(record);
            let length = match &result {
                Ok(read) => read.length,
                // Only a refused record is read again to find its end.
                Err(_) => {
                    reader::read_first::<Raw<'_>>(record).map_or(record.len(), |value| value.length)
                }
            };
            let (text, after) = record.split_at_checked(length).unwrap_or((record, ""));
            rest = after.trim_start();
            let index = rows.len();
            rows.push(text);
            match result {
                Ok(record) => {
                    if !record.ignored.is_empty() {
                        let id = id_of(list, text);
                        let named = kind_of(list).map(|kind| (kind, id.as_str()));
                        let told = record.ignored.iter().map(|path| unknown_key(named, path));
                        told.for_each(|finding| self.findings.take(finding));
                    }
                    read.push((index, record.value));
                }
                Err(stopped) => {
                    let error = ReadFault::stopped(text, Some(list), stopped);
                    let (code, steps) = (error.code(), error.steps().clone());
                    let fault = Fault::of(list, Some(index), text, code, steps, error.message());
                    if fault.id.is_empty() {
                        // Nothing can refer to it, so no other record is set aside with it.
                        self.tell(fault);
                    } else {
                        self.faults.push(fault);
                    }
                }
            }
        }
        (list, read)
    }

    /// Sets aside a record and its dependants, and reports why.
    fn tell(&mut self, fault: Fault<'t>) {
        let text = self.text;
        let lines = self.lines.get_or_insert_with(|| Lines::of(text));
        let message = self.texts.kept(&fault.message);
        let field = self.texts.kept(&fault.inner);
        let mut aside = |path: &SmolStr, part: &str, with: Option<&SmolStr>| {
            let record = SetAside {
                code: fault.code,
                path: path.clone(),
                line: lines.line_of(text, part),
                field: field.clone(),
                message: message.clone(),
                text: SmolStr::new(part),
                with: with.cloned(),
            };
            self.set_aside.push((part.as_ptr().addr(), record));
        };
        aside(&fault.path, fault.text, None);
        for (dependant, part) in &fault.dependants {
            aside(dependant, part, Some(&fault.path));
        }
        let kind = kind_of(fault.list).filter(|_| !fault.whole);
        let named = fault.dependants.iter().take(DEPENDANTS);
        let details = Details::Refused {
            code: fault.code,
            path: fault.at.to_string(),
            line: lines.line_of(text, fault.part),
            message: fault.message,
            text: fault.text.to_owned(),
            dependants_total: fault.dependants.len(),
            dependants: named.map(|(path, _)| path.to_string()).collect(),
        };
        let field = fault.at.below_record().to_string();
        let finding = Finding::read(kind.map(|kind| (kind, fault.id.as_str())), &field, details);
        self.findings.take(finding);
    }

    fn finish(mut self, dossier: Dossier) -> Reading<Dossier> {
        for fault in std::mem::take(&mut self.faults) {
            self.tell(fault);
        }
        self.set_aside.sort_unstable_by_key(|(start, _)| *start);
        let set_aside = self.set_aside.into_iter();
        Reading {
            value: dossier,
            set_aside: set_aside.map(|(_, record)| record).collect(),
            findings: self.findings.finish(),
        }
    }
}

/// The kind of record that a list contains.
pub(super) fn kind_of(list: &str) -> Option<RecordKind> {
    RecordKind::ALL.into_iter().find(|kind| kind.list() == list)
}

/// The first character, and the text after it.
fn divided(text: &str) -> Option<(char, &str)> {
    let mut characters = text.chars();
    let first = characters.next()?;
    Some((first, characters.as_str().trim_start()))
}

/// The id of a record that may be faulty in other ways; empty if it has none.
fn id_of(list: &str, record: &str) -> SmolStr {
    let key = if list == "places" { "code" } else { "id" };
    first_text(record, key).unwrap_or_default()
}

/// A message without the name of the record, because the finding already has it.
pub(super) fn unnamed(kind: Option<RecordKind>, id: &str, message: &str) -> String {
    let name = kind.map(|kind| format!("{kind} {id}: "));
    let bare = name.and_then(|name| message.strip_prefix(&name));
    bare.unwrap_or(message).to_owned()
}
