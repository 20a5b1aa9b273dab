//! One thing that cannot be right, or may not be.

use std::cmp::Ordering;
use std::fmt::{self, Write as _};
use std::ops::ControlFlow;

use serde::{Serialize, Serializer};
use smol_str::{SmolStr, ToSmolStr};

use super::Details;
use crate::record::RecordKind;
use crate::{
    Code, Event, Id, Link, MigrantGroup, Party, Period, Place, SeriesKey, Severity, Source,
};

/// The record that a finding is about: its kind, its id, and a few words for the reader.
///
/// As text `event e8 (sighting at Arriaga)`; on the wire `{"kind": "event", "id": "e8"}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Subject {
    kind: RecordKind,
    id: SmolStr,
    #[serde(skip)]
    label: SmolStr,
}

impl Subject {
    fn new(kind: RecordKind, id: &str, label: impl fmt::Display) -> Self {
        Self {
            kind,
            id: id.into(),
            label: label.to_smolstr(),
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

    /// The place is that at which the event happened, where one is known.
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

    /// Its kind.
    pub fn kind(&self) -> RecordKind {
        self.kind
    }

    /// Its id: that of a place is its code.
    pub fn id(&self) -> &str {
        &self.id
    }
}

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

/// One thing that cannot be right, or may not be: its code, the record and the field that it is
/// about, and the typed details. Its text is `Display`.
///
/// On the wire `{"code", "severity", "default_severity"?, "subject", "field"?, "message",
/// "details"}`, the default only where a caller has changed it.
///
/// ```
/// use corridor::{Delegation, Dossier, Event, Severity, Source, SourceKind};
///
/// let dossier = Dossier::draft("2023-12-27")
///     .with(Source::draft("efe", "EFE", SourceKind::Agency))
///     .with(
///         Event::meeting("e1", "2023-12-27")
///             .host("MX")
///             .delegation(Delegation::of("MX"))
///             .source("efe"),
///     )
///     .build()?;
/// let finding = dossier.first_finding().ok_or("nothing found")?;
/// assert_eq!(finding.severity(), Severity::Warning);
/// assert_eq!(
///     finding.to_string(),
///     "warning[meeting-without-guests] event e1 (meeting): only the host, MX, is present",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    subject: Subject,
    field: Option<SmolStr>,
    details: Details,
    qualified: bool,
    severity: Severity,
}

impl Finding {
    /// What a reader of text tells of a record, which it knows by its id at most.
    #[cfg(feature = "json")]
    pub(crate) fn read(kind: RecordKind, id: &str, field: &str, details: Details) -> Self {
        Self {
            subject: Subject::new(kind, id, ""),
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

    /// How grave it is: by default, or as a caller has it
    /// ([`Report::with_severities`](super::Report::with_severities)).
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// How grave it is by default: that of its code, or a notice where it rests on a date that is
    /// approximate or uncertain.
    pub fn default_severity(&self) -> Severity {
        capped(self.code().severity(), self.qualified)
    }

    /// Whether it rests on a date that is marked as approximate or uncertain.
    pub fn is_qualified(&self) -> bool {
        self.qualified
    }

    /// The record that it is about.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The key that it is about, as the record has it on the wire: `travelled_km`,
    /// `parts[2].place`; none where it is about the whole record.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// What was found, in figures.
    pub fn details(&self) -> &Details {
        &self.details
    }

    /// Takes the severity that a caller gives its code.
    pub(super) fn resolve(&mut self, severity: Severity) {
        self.severity = capped(severity, self.qualified);
    }

    /// The order of a report: by record, then code, then field; the text decides between findings
    /// that differ in nothing else.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let key = |finding: &Self| (finding.subject.kind, finding.code());
        let (ours, theirs) = (key(self), key(other));
        (ours.0.cmp(&theirs.0))
            .then_with(|| self.subject.id.cmp(&other.subject.id))
            .then_with(|| ours.1.cmp(&theirs.1))
            .then_with(|| self.field.cmp(&other.field))
            .then_with(|| self.details.to_string().cmp(&other.details.to_string()))
            .then_with(|| self.qualified.cmp(&other.qualified))
    }
}

/// What rests on a doubtful date is a notice at most.
pub(super) fn capped(severity: Severity, qualified: bool) -> Severity {
    if qualified {
        severity.min(Severity::Notice)
    } else {
        severity
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            subject, details, ..
        } = self;
        write!(f, "{}[{}] ", self.severity, self.code())?;
        // One line a finding, whatever line breaks a name has.
        for character in format!("{subject}: {details}").chars() {
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
        #[serde(rename = "Finding")]
        struct Wire<'f> {
            code: Code,
            severity: Severity,
            #[serde(skip_serializing_if = "Option::is_none")]
            default_severity: Option<Severity>,
            subject: &'f Subject,
            #[serde(skip_serializing_if = "Option::is_none")]
            field: Option<&'f str>,
            message: String,
            details: &'f Details,
        }
        let default = self.default_severity();
        let wire = Wire {
            code: self.code(),
            severity: self.severity,
            default_severity: Some(default).filter(|default| *default != self.severity),
            subject: &self.subject,
            field: self.field(),
            message: self.details.to_string(),
            details: &self.details,
        };
        wire.serialize(serializer)
    }
}

/// Whether to go on looking.
pub(super) type Flow = ControlFlow<()>;

/// Go on.
pub(super) const NEXT: Flow = ControlFlow::Continue(());

/// Where the rules put what they find.
pub(super) struct Found<'v> {
    visit: &'v mut dyn FnMut(Finding) -> ControlFlow<()>,
}

impl<'v> Found<'v> {
    pub(super) fn new(visit: &'v mut dyn FnMut(Finding) -> ControlFlow<()>) -> Self {
        Self { visit }
    }

    /// Reports something about a field of a record, or about all of it where the field is empty.
    pub(super) fn report(
        &mut self,
        subject: Subject,
        field: impl Into<SmolStr>,
        details: Details,
    ) -> Flow {
        self.judged(subject, field, details, false)
    }

    /// The same; `qualified` tells whether it rests on a date that is approximate or uncertain.
    pub(super) fn judged(
        &mut self,
        subject: Subject,
        field: impl Into<SmolStr>,
        details: Details,
        qualified: bool,
    ) -> Flow {
        let severity = details.code().severity();
        let mut finding = Finding {
            subject,
            field: Some(field.into()).filter(|field| !field.is_empty()),
            details,
            qualified,
            severity,
        };
        finding.resolve(severity);
        (self.visit)(finding)
    }
}
