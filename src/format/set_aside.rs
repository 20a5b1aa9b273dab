//! Records that were set aside, kept as written.

use std::collections::HashSet;
use std::fmt;

use serde::Serialize;
use smol_str::SmolStr;

use crate::code::Code;

/// A record, or a row of a sheet, that was set aside: what is wrong with it, where it is, and its
/// text.
///
/// ```
/// # #[cfg(feature = "json")] {
/// use corridor::format::json;
///
/// let text = r#"{"format": "corridor/1", "as_of": "2023-12-27", "groups": [
///     {"id": "ahead", "name": "the group ahead", "mode": "by foot"},
///     {"id": "late", "name": "the stragglers", "mode": "foot", "split_from": "ahead"}]}"#;
/// let told: Vec<_> = json::read_lenient(text)?.set_aside().iter().map(ToString::to_string).collect();
/// assert_eq!(told, [
///     "groups[0], line 2: mode: \"by foot\" is not a mode of travel: foot, vehicle, train, boat, air, mixed, unknown [value-invalid]",
///     "groups[1], line 3: falls with groups[0]: mode: \"by foot\" is not a mode of travel: foot, vehicle, train, boat, air, mixed, unknown [value-invalid]",
/// ]);
/// # }
/// # Ok::<(), corridor::Error>(())
/// ```
// There may be one for every other byte of a text, so short texts are stored inline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SetAside {
    pub(in crate::format) code: Code,
    pub(in crate::format) path: SmolStr,
    pub(in crate::format) line: usize,
    #[serde(skip_serializing_if = "SmolStr::is_empty")]
    pub(in crate::format) field: SmolStr,
    pub(in crate::format) message: SmolStr,
    pub(in crate::format) text: SmolStr,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::format) with: Option<SmolStr>,
}

impl SetAside {
    /// What is wrong with it, or with the record [with](Self::fell_with) which it was set aside.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Where it is: `events[3]`; in a log, `[3]` is the fourth line; in a sheet, `row 4`, as a
    /// spreadsheet counts rows.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line at which it starts, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Where the fault is in it, or in the record [with](Self::fell_with) which it was set aside:
    /// `headcount.low`, or in a sheet the column and its tag. Empty if the record as a whole is at
    /// fault. A finding has the same [`field`](crate::Finding::field).
    ///
    /// ```
    /// # #[cfg(feature = "json")] {
    /// use corridor::format::json;
    ///
    /// let text = r#"{"format": "corridor/1", "as_of": "2023-12-27", "events": [
    ///     {"id": "e1", "type": "sighting", "on": "2023-12-26", "status": "occurred", "group": "exodus",
    ///      "place": "MX07032", "headcount": {"low": -1, "high": 400}}]}"#;
    /// let reading = json::read_lenient(text)?;
    /// let aside = &reading.set_aside()[0];
    /// assert_eq!((aside.path(), aside.line(), aside.field()), ("events[0]", 2, "headcount.low"));
    /// # }
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn field(&self) -> &str {
        &self.field
    }

    /// What is wrong, in words: with this record, or with the record [with](Self::fell_with) which
    /// it was set aside.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Its text, byte for byte.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The path of the record with which it was set aside: a refused record that it refers to, or
    /// the first of the records that refer to the same missing one.
    pub fn fell_with(&self) -> Option<&str> {
        self.with.as_deref()
    }
}

/// Shows where the record is, where in it the fault is, what is wrong, and the code. Does not show
/// its text.
impl fmt::Display for SetAside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: ", self.path, self.line)?;
        if let Some(with) = &self.with {
            write!(f, "falls with {with}: ")?;
        }
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        write!(f, "{} [{}]", self.message, self.code)
    }
}

/// Stores each message and field once, since a million records may have the same fault.
#[derive(Default)]
pub(in crate::format) struct Texts(HashSet<SmolStr>);

impl Texts {
    pub(in crate::format) fn kept(&mut self, text: &str) -> SmolStr {
        if let Some(kept) = self.0.get(text) {
            return kept.clone();
        }
        let kept = SmolStr::new(text);
        self.0.insert(kept.clone());
        kept
    }
}
