//! A dossier from a file: one object, or a log whose first line is its header.

use corridor::Dossier;
use corridor::format::json;

use super::command::{Outcome, read};

/// Reads the file. What a log sets aside is said on standard error, since `check_dossier` shows it.
pub(crate) fn dossier(file: &str) -> Outcome<Dossier> {
    let text = read(file)?;
    let refused = |error: corridor::Error| format!("{file}: {error}");
    let first = text.lines().find(|line| !line.trim().is_empty());
    let is_log = first.is_some_and(|line| {
        serde_json::from_str::<serde_json::Value>(line).is_ok_and(|line| line.get("type").is_some())
    });
    if !is_log {
        return Ok(json::read(&text).map_err(refused)?.into_dossier());
    }
    let reading = json::read_log_dossier(&text, None).map_err(refused)?;
    let aside = reading.set_aside().len();
    if aside > 0 {
        eprintln!("{file}: {aside} records set aside; check_dossier says why");
    }
    Ok(reading.into_dossier())
}
