//! A single finding.

use std::cmp::Ordering;
use std::fmt::{self, Write as _};
use std::ops::ControlFlow;

use serde::{Serialize, Serializer};
use smol_str::{SmolStr, ToSmolStr};

use super::Details;
use crate::code::{Code, Severity};
use crate::id::Id;
use crate::limits::{ID_BYTES, LABEL_CHARS};
use crate::place::Place;
use crate::record::{Event, MigrantGroup, Party, RecordKind, SeriesKey, Source};
use crate::route::Link;
use crate::shown::shortened_to;
use crate::time::Period;

/// The record that a finding is about: its kind, its id, and a short description.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Subject {
    kind: RecordKind,
    id: SmolStr,
    label: SmolStr,
}

impl Subject {
    fn new(kind: RecordKind, id: &str, label: impl fmt::Display) -> Self {
        Self {
            kind,
            // A refused record may have an id of any length.
            id: shortened_to(ID_BYTES, id),
            label: shortened_to(LABEL_CHARS, &label.to_smolstr()),
        }
    }

    pub(super) fn source(source: &Source) -> Self {
        Self::new(RecordKind::Source, source.id().as_str(), source.name())
    }

    pub(super) fn party(party: &Party) -> Self {
        Self::new(RecordKind::Party, party.id().as_str(), party.name())
    }

    pub(super) fn place(place: &Place) -> Self {
        Self::new(RecordKind::Place, place.code().as_str(), place.name())
    }

    pub(super) fn group(group: &MigrantGroup) -> Self {
        Self::new(RecordKind::Group, group.id().as_str(), group.name())
    }

    pub(super) fn link(link: &Link, from: &Place, to: &Place) -> Self {
        let ends = format_args!("{}–{}", from.name(), to.name());
        Self::new(RecordKind::Link, link.id().as_str(), ends)
    }

    /// `place` is where the event happened, if known.
    pub(super) fn event(event: &Event, place: Option<&Place>) -> Self {
        let (id, what) = (event.id().as_str(), event.kind().as_str());
        match place {
            Some(place) => {
                let label = format_args!("{what} at {}", place.name());
                Self::new(RecordKind::Event, id, label)
            }
            None => Self::new(RecordKind::Event, id, what),
        }
    }

    pub(super) fn statistic(id: &Id, key: &SeriesKey, period: Period) -> Self {
        let label = format_args!("{}, {period}", key.indicator());
        Self::new(RecordKind::Statistic, id.as_str(), label)
    }
}

/// `event e8 (sighting at Arriaga)`.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if !self.id.is_empty() {
            write!(f, " {}", self.id)?;
        }
        if !self.label.is_empty() {
            write!(f, " ({})", self.label)?;
        }
        Ok(())
    }
}

/// One thing that is wrong or doubtful in a record.
///
/// As text, it is a line with its severity, its code, its record and its message. On the wire it is
/// `{"code", "severity", "default_severity"?, "record"?, "field"?, "message", "related"?,
/// "details"}`: `default_severity` is present only if a caller has changed the severity; `record`
/// and each of `related` are `{"kind", "id"}`; `details` has the figures, and the page of the code
/// lists its keys.
///
/// ```
/// use corridor::{Dossier, RecordKind, Severity};
///
/// let dossier: Dossier = serde_json::from_str(r#"{
///     "format": "corridor/1", "as_of": "2023-12-27",
///     "sources": [{"id": "efe", "name": "EFE", "kind": "agency"}],
///     "groups": [{"id": "exodus", "name": "Exodus from Poverty", "mode": "foot"}],
///     "places": [
///         {"code": "MX07089", "name": "Tapachula", "lat": 14.911, "lon": -92.264},
///         {"code": "MX07009", "name": "Arriaga", "lat": 16.237, "lon": -93.899}],
///     "events": [
///         {"id": "e1", "type": "departure", "on": "2023-12-24", "status": "occurred",
///          "group": "exodus", "place": "MX07089", "sources": ["efe"]},
///         {"id": "e2", "type": "sighting", "on": "2023-12-26", "status": "occurred",
///          "group": "exodus", "place": "MX07009", "sources": ["efe"]}]
/// }"#)?;
/// let finding = dossier.first_finding().ok_or("nothing found")?;
/// assert_eq!(finding.severity(), Severity::Warning);
/// assert_eq!(finding.record(), Some((RecordKind::Event, "e2")));
/// assert_eq!(finding.field(), Some("place"));
/// assert_eq!(finding.message(), "229 km in 1–3 days is 76–229 km a day; on foot at most 35");
/// assert_eq!(finding.related(), [
///     (RecordKind::Group, "exodus"), (RecordKind::Place, "MX07089"), (RecordKind::Event, "e1")]);
/// assert_eq!(serde_json::to_value(&finding)?["details"]["limit_km_per_day"], 35.0);
/// assert_eq!(
///     finding.to_string(),
///     "warning[implausible-speed] event e2 (sighting at Arriaga): \
///      229 km in 1–3 days is 76–229 km a day; on foot at most 35",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// `None` if it is about the dossier as a whole.
    subject: Option<Subject>,
    field: Option<SmolStr>,
    details: Details,
    qualified: bool,
    severity: Severity,
}

impl Finding {
    /// A finding of a reader, which knows only the id of the record.
    #[cfg(feature = "json")]
    pub(crate) fn read(record: Option<(RecordKind, &str)>, field: &str, details: Details) -> Self {
        Self {
            subject: record.map(|(kind, id)| Subject::new(kind, id, "")),
            field: Some(field.into()).filter(|field: &SmolStr| !field.is_empty()),
            qualified: false,
            severity: details.code().severity(),
            details,
        }
    }

    /// Its stable name.
    pub fn code(&self) -> Code {
        self.details.code()
    }

    /// How serious it is: the severity set with
    /// [`Report::with_severities`](super::Report::with_severities), or else that of its code. A
    /// finding that depends on an approximate or uncertain date is a notice at most.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The kind and the id of the record that it is about; the id of a place is its code. `None` if
    /// it is about the dossier as a whole.
    pub fn record(&self) -> Option<(RecordKind, &str)> {
        let subject = self.subject.as_ref()?;
        Some((subject.kind, &subject.id))
    }

    /// The key that it is about, as on the wire: `travelled_km`, `parts[2].place`. `None` if it is
    /// about the record as a whole.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// What is wrong, in words, without the record and the code.
    pub fn message(&self) -> String {
        self.details.to_string()
    }

    /// The kind and the id of each other record that it names.
    pub fn related(&self) -> Vec<(RecordKind, &str)> {
        self.details.related()
    }

    fn default_severity(&self) -> Severity {
        capped(self.code().severity(), self.qualified)
    }

    /// Whether it depends on a date that is marked as approximate or uncertain.
    pub(super) fn is_qualified(&self) -> bool {
        self.qualified
    }

    /// Applies the severity that a caller has set for its code.
    pub(super) fn resolve(&mut self, severity: Severity) {
        self.severity = capped(severity, self.qualified);
    }

    /// The order of a report: by record, then code, then field. Findings that are equal in these
    /// are ordered by their message.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        (self.record().cmp(&other.record()))
            .then_with(|| self.code().cmp(&other.code()))
            .then_with(|| self.field.cmp(&other.field))
            .then_with(|| self.message().cmp(&other.message()))
            .then_with(|| self.qualified.cmp(&other.qualified))
    }
}

/// Lowers the severity of a finding that depends on a doubtful date to a notice.
pub(super) fn capped(severity: Severity, qualified: bool) -> Severity {
    if qualified {
        severity.min(Severity::Notice)
    } else {
        severity
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}] ", self.severity, self.code())?;
        let subject = (self.subject.as_ref()).map_or("dossier".to_owned(), Subject::to_string);
        // Keeps each finding on one line, even if a name has line breaks.
        for character in format!("{subject}: {}", self.details).chars() {
            f.write_char(if character.is_control() {
                ' '
            } else {
                character
            })?;
        }
        if self.severity != self.default_severity() {
            write!(f, " (by default: {})", self.default_severity())?;
        }
        Ok(())
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Record<'f> {
            kind: RecordKind,
            id: &'f str,
        }
        #[derive(Serialize)]
        #[serde(rename = "Finding")]
        struct Wire<'f> {
            code: Code,
            severity: Severity,
            #[serde(skip_serializing_if = "Option::is_none")]
            default_severity: Option<Severity>,
            #[serde(skip_serializing_if = "Option::is_none")]
            record: Option<Record<'f>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            field: Option<&'f str>,
            message: String,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            related: Vec<Record<'f>>,
            details: &'f Details,
        }
        let default = self.default_severity();
        let record = |(kind, id)| Record { kind, id };
        let wire = Wire {
            code: self.code(),
            severity: self.severity,
            default_severity: Some(default).filter(|default| *default != self.severity),
            record: self.record().map(record),
            field: self.field(),
            message: self.message(),
            related: self.related().into_iter().map(record).collect(),
            details: &self.details,
        };
        wire.serialize(serializer)
    }
}

/// Whether to continue the search for findings.
pub(super) type Proceed = ControlFlow<()>;

/// Continues the search.
pub(super) const NEXT: Proceed = ControlFlow::Continue(());

/// Receives what the rules find.
pub(super) struct Found<'v> {
    visit: &'v mut dyn FnMut(Finding) -> ControlFlow<()>,
}

impl<'v> Found<'v> {
    pub(super) fn new(visit: &'v mut dyn FnMut(Finding) -> ControlFlow<()>) -> Self {
        Self { visit }
    }

    /// Reports something about a field of a record, or about the whole record if the field is
    /// empty.
    pub(super) fn report(
        &mut self,
        subject: Subject,
        field: impl Into<SmolStr>,
        details: Details,
    ) -> Proceed {
        self.judged(subject, field, details, false)
    }

    /// The same; `qualified` says whether it depends on an approximate or uncertain date.
    pub(super) fn judged(
        &mut self,
        subject: Subject,
        field: impl Into<SmolStr>,
        details: Details,
        qualified: bool,
    ) -> Proceed {
        let severity = details.code().severity();
        let mut finding = Finding {
            subject: Some(subject),
            field: Some(field.into()).filter(|field| !field.is_empty()),
            details,
            qualified,
            severity,
        };
        finding.resolve(severity);
        (self.visit)(finding)
    }
}
