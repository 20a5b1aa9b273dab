//! The days between which something will happen.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

/// The earliest and the latest day on which something will happen; an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub(super) struct Window {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) earliest: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) latest: Option<NaiveDate>,
}

impl Window {
    pub(super) fn new(earliest: Option<NaiveDate>, latest: Option<NaiveDate>) -> Self {
        Self { earliest, latest }
    }

    pub(super) fn days(self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.earliest, self.latest)
    }
}

/// "2023-12-28 to 2023-12-30", "2023-12-28 or later".
impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.earliest, self.latest) {
            (Some(earliest), Some(latest)) if earliest == latest => write!(f, "{earliest}"),
            (Some(earliest), Some(latest)) => write!(f, "{earliest} to {latest}"),
            (Some(earliest), None) => write!(f, "{earliest} or later"),
            (None, Some(latest)) => write!(f, "{latest} or earlier"),
            (None, None) => f.write_str("some day"),
        }
    }
}
