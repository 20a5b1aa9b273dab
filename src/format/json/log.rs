//! Event logs: NDJSON, each line one event or one statistic, without a header.

use serde::{Deserialize, Serialize};

use super::error::{ReadError, diagnose};
use crate::{Event, Statistic};

/// One line of a log.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum LogRecord {
    /// An event.
    Event(Event),
    /// A statistic: `"type": "statistic"`.
    Statistic(Statistic),
}

/// Reads one line of a log, for a service that reads its lines itself.
///
/// ```
/// use corridor::format::json::{self, LogRecord};
///
/// let line = r#"{"id":"e1","type":"return","on":"2023-12-27","status":"occurred","group":"exodus","headcount":400}"#;
/// assert!(matches!(json::read_line(line)?, LogRecord::Event(event) if event.id().as_str() == "e1"));
/// # Ok::<(), corridor::Error>(())
/// ```
///
/// # Errors
/// The fault in the line; its path starts at the record, its line number is 1.
pub fn read_line(line: &str) -> Result<LogRecord, ReadError> {
    #[derive(Deserialize)]
    #[serde(rename = "Record", expecting = "an event or statistic object")]
    struct Typed<'t> {
        #[serde(rename = "type", borrow)]
        kind: Option<std::borrow::Cow<'t, str>>,
    }
    // Most lines are events: only one that may say it is a statistic is asked.
    let is_statistic = line.contains("\"statistic\"")
        && serde_json::from_str::<Typed<'_>>(line)
            .is_ok_and(|typed| typed.kind.as_deref() == Some("statistic"));
    if is_statistic {
        serde_json::from_str(line)
            .map(LogRecord::Statistic)
            .map_err(|error| diagnose::<Statistic>(line, Some("statistics"), &error))
    } else {
        serde_json::from_str(line)
            .map(LogRecord::Event)
            .map_err(|error| diagnose::<Event>(line, Some("events"), &error))
    }
}

/// Reads a log line by line; a refused line does not end it. Blank lines and a byte-order mark at
/// the start are passed over.
///
/// ```
/// use corridor::format::json;
///
/// let log = "{\"id\":\"e1\",\"type\":\"return\",\"on\":\"2023-12-27\",\"status\":\"occurred\",\"group\":\"a\"}\n\n{}\n";
/// let read: Vec<_> = json::lines(log).collect();
/// assert!(read[0].is_ok());
/// assert_eq!(read[1].as_ref().unwrap_err().line(), 3);
/// ```
pub fn lines(text: &str) -> impl Iterator<Item = Result<LogRecord, ReadError>> + '_ {
    log_lines(text).map(|(before, line)| read_line(line).map_err(|error| error.after_lines(before)))
}

/// The lines that hold something, each with the number of lines before it.
pub(super) fn log_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
}
