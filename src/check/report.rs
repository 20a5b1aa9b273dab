//! All findings, counted and in order.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::ControlFlow;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::finding::{Finding, capped};
use crate::code::{Code, Severity};
use crate::limits::Limits;

/// All findings, ordered by kind of record, id, code and field, regardless of the order of the
/// records.
///
/// Only the first [`Limits::findings_per_code`] findings of each code are kept; all are counted.
/// `Display` is for a terminal: a line for each finding, then a summary. On the wire it is
/// `{"total", "silenced", "severities": {severity: count}, "codes": {code: count}, "findings":
/// […]}`.
///
/// ```
/// use corridor::Dossier;
///
/// let report = Dossier::draft("2023-12-27").build()?.check();
/// assert!(report.is_clean());
/// assert_eq!(report.to_string(), "no findings");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    findings: Vec<Finding>,
    counts: Counts,
    /// The severities that a caller has set.
    severities: BTreeMap<Code, Severity>,
    silenced: usize,
}

/// The number of findings by code, and by whether they depend on a doubtful date.
type Counts = BTreeMap<(Code, bool), usize>;

/// Collects findings and drops those beyond the cap, in whatever order they come.
pub(crate) struct Gathered {
    cap: usize,
    /// For each code with at least as many findings as the cap, the first ones up to the cap are in
    /// order.
    by_code: BTreeMap<Code, Vec<Finding>>,
    counts: Counts,
}

impl Gathered {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            cap: limits.findings_per_code(),
            by_code: BTreeMap::new(),
            counts: Counts::new(),
        }
    }

    pub(crate) fn take(&mut self, finding: Finding) {
        let code = finding.code();
        let counted = self.counts.entry((code, finding.is_qualified()));
        *counted.or_default() += 1;
        let kept = self.by_code.entry(code).or_default();
        let last = self.cap.checked_sub(1).and_then(|last| kept.get(last));
        if last.is_some_and(|last| last.order(&finding).is_le()) {
            return;
        }
        kept.push(finding);
        // Sorts at the cap and then only at twice the cap, so that sorting is cheap for each
        // finding.
        if kept.len() == self.cap || kept.len() > self.cap.saturating_mul(2) {
            Self::cut(kept, self.cap);
        }
    }

    fn cut(kept: &mut Vec<Finding>, cap: usize) {
        kept.sort_by(Finding::order);
        kept.truncate(cap);
    }

    pub(crate) fn finish(mut self) -> Report {
        for kept in self.by_code.values_mut() {
            Self::cut(kept, self.cap);
        }
        let mut findings: Vec<_> = self.by_code.into_values().flatten().collect();
        findings.sort_by(Finding::order);
        Report {
            findings,
            counts: self.counts,
            ..Report::default()
        }
    }
}

impl Report {
    /// The report of everything that is passed to a visitor.
    pub(super) fn of(
        limits: &Limits,
        visit: impl FnOnce(&mut dyn FnMut(Finding) -> ControlFlow<()>) -> ControlFlow<()>,
    ) -> Self {
        let mut gathered = Gathered::new(limits);
        let _all_seen = visit(&mut |finding| {
            gathered.take(finding);
            ControlFlow::Continue(())
        });
        gathered.finish()
    }

    /// The report of the findings of a reader.
    #[cfg(feature = "json")]
    pub(crate) fn of_read(findings: impl IntoIterator<Item = Finding>) -> Self {
        Self::of(&Limits::default(), |visit| {
            findings.into_iter().try_for_each(visit)
        })
    }

    /// Combines two reports: that of a dossier's reader with that of its check, or those of several
    /// dossiers. The order of the two does not matter.
    ///
    /// A finding that both have kept is counted once. Findings beyond a cap cannot be compared, so
    /// all of them count. A code that is capped in either report is capped to the same number here.
    /// A severity that a caller has set in either applies to both; if they differ, the more serious
    /// one does.
    ///
    /// ```
    /// use corridor::format::json;
    ///
    /// let reading = json::read_lenient(
    ///     r#"{"format": "corridor/1", "as_of": "2023-12-27", "sources": [
    ///         {"id": "efe", "name": "EFE", "kind": "agency"}, {"id": "ap", "name": "AP", "kind": "wire"}]}"#,
    /// )?;
    /// let all = reading.findings().clone().and(reading.dossier().check());
    /// let found: Vec<_> = all.iter().map(|finding| finding.code().as_str()).collect();
    /// assert_eq!(found, ["value-invalid", "record-unused"]);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        let cut_to = self.cut_to().chain(other.cut_to());
        let cut_to: BTreeMap<Code, usize> =
            cut_to.fold(BTreeMap::new(), |mut all, (code, kept)| {
                let least = all.entry(code).or_insert(kept);
                *least = kept.min(*least);
                all
            });
        for (of, count) in other.counts {
            *self.counts.entry(of).or_default() += count;
        }
        for (code, severity) in other.severities {
            let graver = self.severities.entry(code).or_insert(severity);
            *graver = severity.max(*graver);
        }
        self.silenced += other.silenced;
        let mut kept: BTreeMap<Code, usize> = BTreeMap::new();
        let theirs = &mut other.findings.into_iter().peekable();
        let mut ours = std::mem::take(&mut self.findings).into_iter().peekable();
        loop {
            let order = match (ours.peek(), theirs.peek()) {
                (Some(one), Some(other)) => one.order(other),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => break,
            };
            let theirs = if order.is_ge() { theirs.next() } else { None };
            let ours = if order.is_le() { ours.next() } else { None };
            if let (Some(same), Some(_)) = (&ours, &theirs)
                && let Some(count) = self.counts.get_mut(&(same.code(), same.is_qualified()))
            {
                *count -= 1;
            }
            let Some(mut finding) = ours.or(theirs) else {
                break;
            };
            let code = finding.code();
            let kept = kept.entry(code).or_default();
            if cut_to.get(&code).is_none_or(|most| *kept < *most) {
                *kept += 1;
                if let Some(severity) = self.severities.get(&code) {
                    finding.resolve(*severity);
                }
                self.findings.push(finding);
            }
        }
        self
    }

    /// The codes whose findings were not all kept, and how many were.
    fn cut_to(&self) -> impl Iterator<Item = (Code, usize)> {
        let mut kept: BTreeMap<Code, usize> = BTreeMap::new();
        for finding in &self.findings {
            *kept.entry(finding.code()).or_default() += 1;
        }
        self.codes().filter_map(move |(code, count)| {
            let kept = kept.get(&code).copied().unwrap_or_default();
            (kept < count).then_some((code, kept))
        })
    }

    /// The findings that were kept, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.findings.iter()
    }

    /// How many findings there are, kept or not.
    pub fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// How many findings of that severity there are, kept or not.
    pub fn count(&self, severity: Severity) -> usize {
        let of_it = self.resolved().filter(|&(_, of, _)| of == severity);
        of_it.map(|(_, _, count)| count).sum()
    }

    /// How many findings of that code there are, kept or not.
    pub fn count_of(&self, code: Code) -> usize {
        self.codes()
            .find(|&(of, _)| of == code)
            .map_or(0, |(_, count)| count)
    }

    /// The codes that were found, by name, and how often each was.
    pub fn codes(&self) -> impl Iterator<Item = (Code, usize)> {
        let mut codes = BTreeMap::new();
        for (&(code, _), count) in &self.counts {
            *codes.entry(code).or_default() += count;
        }
        codes.into_iter()
    }

    fn resolved(&self) -> impl Iterator<Item = (Code, Severity, usize)> {
        self.counts.iter().map(|(&(code, qualified), &count)| {
            let severity = self.severities.get(&code).copied();
            let severity = capped(severity.unwrap_or_else(|| code.severity()), qualified);
            (code, severity, count)
        })
    }

    /// How many findings a caller has silenced.
    pub fn silenced(&self) -> usize {
        self.silenced
    }

    /// Whether there are no findings.
    pub fn is_clean(&self) -> bool {
        self.counts.is_empty()
    }

    /// The most serious severity, if there are any findings.
    pub fn worst(&self) -> Option<Severity> {
        self.resolved().map(|(_, severity, _)| severity).max()
    }

    /// The same findings with other severities; `None` silences a code. A finding that depends on a
    /// doubtful date remains a notice. The text and the wire form of a finding still show its
    /// default severity.
    ///
    /// ```
    /// use corridor::{Code, Dossier, Severity};
    ///
    /// # let dossier = Dossier::draft("2023-12-27").build()?;
    /// let report = dossier.check().with_severities([
    ///     (Code::ImplausibleSpeed, Some(Severity::Error)),
    ///     (Code::PlannedInThePast, None),
    /// ]);
    /// # assert!(report.is_clean());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_severities(
        mut self,
        severities: impl IntoIterator<Item = (Code, Option<Severity>)>,
    ) -> Self {
        for (code, severity) in severities {
            if let Some(severity) = severity {
                self.severities.insert(code, severity);
                let of_it = self
                    .findings
                    .iter_mut()
                    .filter(|finding| finding.code() == code);
                of_it.for_each(|finding| finding.resolve(severity));
            } else {
                self.silenced += self.count_of(code);
                self.counts.retain(|&(of, _), _| of != code);
                self.findings.retain(|finding| finding.code() != code);
            }
        }
        self
    }

    /// The report without the findings for which the closure returns true. They count as silenced.
    /// Findings beyond the cap are not passed to the closure and remain counted.
    ///
    /// ```
    /// use corridor::{Code, RecordKind, format::json};
    ///
    /// let text = r#"{"format": "corridor/1", "as_of": "2023-12-27", "sources": [
    ///     {"id": "efe", "name": "EFE", "kind": "agency"}, {"id": "ap", "name": "AP", "kind": "agency"}]}"#;
    /// let report = json::read(text)?.dossier().check();
    /// assert_eq!(report.count_of(Code::RecordUnused), 2);
    /// let report = report.without(|finding| finding.record() == Some((RecordKind::Source, "ap")));
    /// assert_eq!((report.total(), report.silenced()), (1, 1));
    /// # Ok::<(), corridor::Error>(())
    /// ```
    #[must_use]
    pub fn without(mut self, mut answered: impl FnMut(&Finding) -> bool) -> Self {
        let (counts, silenced) = (&mut self.counts, &mut self.silenced);
        self.findings.retain(|finding| {
            let goes = answered(finding);
            if goes {
                *silenced += 1;
                if let Some(count) = counts.get_mut(&(finding.code(), finding.is_qualified())) {
                    *count -= 1;
                }
            }
            !goes
        });
        self.counts.retain(|_, count| *count > 0);
        self
    }
}

impl<'r> IntoIterator for &'r Report {
    type Item = &'r Finding;
    type IntoIter = std::slice::Iter<'r, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The severities, the most serious first.
const GRAVEST_FIRST: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Notice];

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in self {
            writeln!(f, "{finding}")?;
        }
        for (code, kept) in self.cut_to() {
            let more = self.count_of(code).saturating_sub(kept);
            writeln!(f, "… and {more} more of {code}")?;
        }
        match self.total() {
            0 => f.write_str("no findings")?,
            1 => f.write_str("1 finding")?,
            total => write!(f, "{total} findings")?,
        }
        let mut before = ": ";
        for severity in GRAVEST_FIRST {
            let count = self.count(severity);
            if count > 0 {
                let plural = if count == 1 { "" } else { "s" };
                write!(f, "{before}{count} {severity}{plural}")?;
                before = ", ";
            }
        }
        match self.silenced {
            0 => Ok(()),
            silenced => write!(f, "; {silenced} silenced"),
        }
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let severities: BTreeMap<_, _> = GRAVEST_FIRST
            .map(|severity| (severity.as_str(), self.count(severity)))
            .into();
        let codes: BTreeMap<_, _> = self
            .codes()
            .map(|(code, count)| (code.as_str(), count))
            .collect();
        let mut object = serializer.serialize_struct("Report", 5)?;
        object.serialize_field("total", &self.total())?;
        object.serialize_field("silenced", &self.silenced)?;
        object.serialize_field("severities", &severities)?;
        object.serialize_field("codes", &codes)?;
        object.serialize_field("findings", &self.findings)?;
        object.end()
    }
}
