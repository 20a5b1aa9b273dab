//! What happens to a dossier, as the store keeps it.

use chrono::NaiveDate;
use corridor::RecordKind;

/// A change of a dossier. Texts are those that the library writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// All of it, as a log with its header.
    Whole(String),
    /// Records that were added, as a log without a header.
    Added(String),
    /// A record that took the place of the one of its kind and id, as a line of a log.
    Replaced(String),
    /// A record that was taken out.
    Removed(RecordKind, String),
    /// The day that it is seen from.
    AsOf(NaiveDate),
}

impl Change {
    /// The operation and the text of its row.
    pub(crate) fn to_row(&self) -> (&'static str, String) {
        match self {
            Self::Whole(log) => ("whole", log.clone()),
            Self::Added(lines) => ("added", lines.clone()),
            Self::Replaced(line) => ("replaced", line.clone()),
            Self::Removed(kind, id) => ("removed", format!("{kind} {id}")),
            Self::AsOf(day) => ("as-of", day.to_string()),
        }
    }

    /// The change of a row, if it is one.
    pub(crate) fn of_row(operation: &str, text: String) -> Option<Self> {
        Some(match operation {
            "whole" => Self::Whole(text),
            "added" => Self::Added(text),
            "replaced" => Self::Replaced(text),
            "removed" => {
                let (kind, id) = text.split_once(' ')?;
                Self::Removed(kind.parse().ok()?, id.to_owned())
            }
            "as-of" => Self::AsOf(text.parse().ok()?),
            _ => return None,
        })
    }

    /// Bytes of its text in the store.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Whole(text) | Self::Added(text) | Self::Replaced(text) => text.len(),
            Self::Removed(kind, id) => kind.as_str().len() + 1 + id.len(),
            Self::AsOf(_) => "YYYY-MM-DD".len(),
        }
    }
}
