//! Checks a dossier or a log, and reports what cannot be right.
//!
//! ```text
//! cargo run --example check_dossier -- dossier.json
//! cargo run --example check_dossier -- --deny warnings --set-aside - < log.ndjson
//! cargo run --example check_dossier -- --explain implausible-speed
//! ```
//!
//! Exit code 0: there is no finding at or above the denied severity (by default, errors); 1: there
//! is one; 2: the input cannot be read, or the arguments are wrong.
//!
//! If the example is built with the gazetteer, it fills in seats that a dossier leaves out. A log
//! without a header line has no `as_of` day, so it is only read and not checked. With `--with FILE`,
//! its records are checked within the dossier to which they belong.
//!
//! Without a file it reads standard input. If that is a terminal, or is empty and there are no
//! arguments, it reads the bundled dossier. A script should pass `-`, with which an empty input is an
//! error.

#![allow(clippy::disallowed_methods, reason = "a program reads files")]

use std::collections::HashSet;
use std::error::Error;
use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use corridor::format::json::{self, SetAside};
use corridor::{Code, Dossier, Finding, Report, Severity};
use serde_json::Value;

const USAGE: &str = "\
usage: check_dossier [FILE | -] [--with FILE] [--json] [--set-aside] [--deny error|warning|notice]
       check_dossier --explain [CODE]
Checks a dossier or a log, with the seats that the gazetteer knows; --with names the dossier to which
a log belongs. --set-aside also shows the text of what cannot be read. --explain prints what a code
means, or lists all codes. Without FILE and input, it checks a bundled dossier.
Exit code 0: no finding is as severe as --deny (by default, error); 1: at least one is; 2: the input
cannot be read.";
const MORE: &str = "cargo run --example check_dossier -- --explain CODE tells more";
const BUNDLED: &str = include_str!("data/exodus_from_poverty.json");
const BUNDLED_NOTE: &str = "nothing to read: checking examples/data/exodus_from_poverty.json\n";

fn main() -> ExitCode {
    let words = std::env::args_os().skip(1);
    let words: Vec<_> = words.map(|w| w.to_string_lossy().into_owned()).collect();
    // https://no-color.org: no colour if the variable is set and not empty.
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
    let colour = io::stdout().is_terminal() && !no_colour;
    let read = |file: &str| match file {
        "-" => io::read_to_string(io::stdin()),
        file => std::fs::read_to_string(file),
    };
    let answer = answer(&words, io::stdin().is_terminal(), colour, read);
    let (out, err, status) = match answer {
        Ok(Answer { out, note, status }) => (out + "\n", note.to_owned(), status),
        Err(error) => (String::new(), format!("{error}\n"), 2),
    };
    // A reader that closes the pipe early changes nothing about the result of the check.
    let _ = io::stderr().write_all(err.as_bytes());
    let _ = io::stdout().write_all(out.as_bytes());
    ExitCode::from(status)
}

/// The text for standard output, a note about it for standard error, and the exit code.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) out: String,
    pub(crate) note: &'static str,
    pub(crate) status: u8,
}

/// The whole program, apart from its environment, which is passed: whether the input is `typed`,
/// whether the output shows `colour`, and what `read` finds in a file or under `-`. An error is exit
/// code 2.
pub(crate) fn answer(
    words: &[String],
    typed: bool,
    colour: bool,
    read: impl Fn(&str) -> io::Result<String>,
) -> Result<Answer, Box<dyn Error>> {
    let options = Options::parse(words).map_err(|error| format!("{error}\n{USAGE}"))?;
    if let Some(page) = options.page {
        let (note, status) = ("", 0);
        return Ok(Answer {
            out: page,
            note,
            status,
        });
    }
    let name = options.file.unwrap_or("-");
    let text = match options.file {
        None if typed => None,
        _ => Some(read(name).map_err(|error| format!("{name}: {error}"))?),
    };
    let (text, note) = match &text {
        Some(text) if !(words.is_empty() && text.trim().is_empty()) => (text.as_str(), ""),
        _ => (BUNDLED, BUNDLED_NOTE),
    };
    let base = match options.with {
        Some(base) => Some(read(base).map_err(|error| format!("{base}: {error}"))?),
        None => None,
    };
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() && !options.json {
        return Err(format!("{name}: unreadable: the file is empty").into());
    }
    let checked = match &base {
        Some(base) => Checked::within(base.trim_start_matches('\u{feff}'), text),
        None => Checked::of(text),
    };
    let (out, status) = match checked {
        Ok(checked) if options.json => (checked.json(None), checked.status(&options)),
        Ok(checked) => (checked.text(&options, colour), checked.status(&options)),
        Err(error) if options.json => (Checked::default().json(Some(&error)), 2),
        Err(error) => return Err(format!("{name}: unreadable: {}", one_line(&error)).into()),
    };
    Ok(Answer { out, note, status })
}

#[derive(Default)]
struct Options<'w> {
    file: Option<&'w str>,
    /// The dossier to which a log belongs.
    with: Option<&'w str>,
    page: Option<String>,
    json: bool,
    set_aside: bool,
    denied: Option<Severity>,
}

impl<'w> Options<'w> {
    fn parse(words: &'w [String]) -> Result<Self, Box<dyn Error>> {
        let mut options = Self::default();
        let mut words = words.iter().map(String::as_str);
        while let Some(word) = words.next() {
            match word {
                "--help" | "-h" => options.page = Some(USAGE.to_owned()),
                "--explain" => {
                    options.page = Some(match words.next() {
                        Some(code) => code.parse::<Code>()?.explain().trim_end().to_owned(),
                        None => catalogue(),
                    });
                }
                "--with" => options.with = Some(words.next().ok_or("--with needs a file")?),
                "--json" => options.json = true,
                "--set-aside" => options.set_aside = true,
                "--deny" => {
                    let severity = words.next().ok_or("--deny needs a severity")?;
                    let severity = severity.strip_suffix('s').unwrap_or(severity);
                    options.denied = Some(severity.parse()?);
                }
                _ if word.starts_with('-') && word != "-" => {
                    return Err(format!("unknown argument {word:?}").into());
                }
                _ if options.file.is_some() => return Err("one file at a time".into()),
                _ => options.file = Some(word),
            }
        }
        Ok(options)
    }
}

/// Every code that a finding or an error can have, with what it means.
fn catalogue() -> String {
    let rows = Code::all();
    let rows: Vec<_> = rows
        .map(|code| format!("{code}: {}", code.summary()))
        .collect();
    rows.join("\n")
}

/// What was set aside, what the reader found, what the check found in the rest, and how many places
/// have their seats from the gazetteer.
#[derive(Default)]
struct Checked {
    set_aside: Vec<SetAside>,
    /// The records of a log that are refused by the dossier to which they belong.
    refused: Vec<String>,
    seated: usize,
    /// How many records of a log without a dossier were only read.
    only_read: Option<usize>,
    report: Report,
}

impl Checked {
    /// A log within the dossier to which it belongs.
    fn within(base: &str, log: &str) -> Result<Self, corridor::Error> {
        let checked = Self::of(base)?;
        let mut dossier = if has_header(base) {
            json::read_log_dossier(base, None)?.into_dossier()
        } else {
            json::read_lenient(base)?.into_dossier()
        };
        let read = json::read_log(log);
        let (set_aside, findings) = (read.set_aside().to_vec(), read.findings().clone());
        let refused = dossier.extend_leniently(read.records().iter().cloned());
        let refused = refused.iter().map(|(_, error)| one_line(error));
        let refused = refused.collect();
        let seated = seat(&mut dossier);
        Ok(Self {
            set_aside: [checked.set_aside, set_aside].concat(),
            refused,
            seated,
            only_read: None,
            report: findings.and(dossier.check()),
        })
    }

    fn of(text: &str) -> Result<Self, corridor::Error> {
        if is_log(text) && !has_header(text) {
            let log = json::read_log(text);
            return Ok(Self {
                set_aside: log.set_aside().to_vec(),
                only_read: Some(log.records().len()),
                report: log.findings().clone(),
                ..Self::default()
            });
        }
        let reading = if has_header(text) {
            json::read_log_dossier(text, None)?
        } else {
            json::read_lenient(text)?
        };
        let (set_aside, findings) = (reading.set_aside().to_vec(), reading.findings().clone());
        let mut dossier = reading.into_dossier();
        let seated = seat(&mut dossier);
        let check = without_referred(dossier.check(), &set_aside);
        Ok(Self {
            set_aside,
            seated,
            report: findings.and(check),
            ..Self::default()
        })
    }

    fn status(&self, options: &Options<'_>) -> u8 {
        let is_denied = self.report.worst() >= options.denied.or(Some(Severity::Error));
        u8::from(is_denied || !self.refused.is_empty())
    }

    /// How many findings there are: errors, warnings and notices.
    fn counts(&self) -> [usize; 3] {
        [Severity::Error, Severity::Warning, Severity::Notice]
            .map(|severity| self.report.count(severity))
    }

    fn text(&self, options: &Options<'_>, colour: bool) -> String {
        let findings = self.report.iter();
        let mut lines: Vec<_> = findings.map(|finding| line(finding, colour)).collect();
        // A report keeps only the first findings of each code.
        for (code, count) in self.report.codes() {
            let kept = self.report.iter().filter(|f| f.code() == code).count();
            if kept < count {
                lines.push(format!("… and {} more of {code}", count - kept));
            }
        }
        lines.extend(
            self.refused
                .iter()
                .map(|refused| format!("refused: {refused}")),
        );
        for record in self.set_aside.iter().filter(|_| options.set_aside) {
            lines.extend([format!("-- {}", one_line(record)), record.text().to_owned()]);
        }
        let each = self
            .counts()
            .into_iter()
            .zip(["error", "warning", "notice"]);
        let each = each.filter(|(count, _)| *count > 0);
        let each: Vec<_> = each.map(|(count, what)| counted(count, what)).collect();
        let findings = match (each.as_slice(), self.only_read) {
            ([], None) => "no findings".to_owned(),
            (each, _) => each.join(", "),
        };
        let only_read = self
            .only_read
            .map(|count| format!("{} read, references not checked", counted(count, "record")));
        let mut summary = only_read.into_iter().chain([findings]).collect::<Vec<_>>();
        summary.retain(|part| !part.is_empty());
        for (count, of, how) in [
            (self.refused.len(), "record", "refused"),
            (self.set_aside.len(), "record", "set aside"),
            (self.seated, "place", "seated from the gazetteer"),
        ] {
            if count > 0 {
                summary.push(format!("{} {how}", counted(count, of)));
            }
        }
        lines.push(summary.join("; "));
        if !self.report.is_clean() {
            lines.push(MORE.to_owned());
        }
        lines.join("\n")
    }

    fn json(&self, error: Option<&corridor::Error>) -> String {
        let set_aside = self.set_aside.iter().map(|record| {
            serde_json::json!({
                "code": record.code(), "path": record.path(), "line": record.line(),
                "with": record.fell_with(), "field": record.field(),
                "message": record.message(), "text": record.text(),
            })
        });
        let fault = error.map(|error| {
            serde_json::json!({
                "code": error.code(), "path": error.path(), "line": error.line(),
                "column": error.column(), "message": error.message(),
            })
        });
        let [errors, warnings, notices] = self.counts();
        let object = serde_json::json!({
            "readable": error.is_none(),
            "error": fault,
            "findings": self.report.iter().collect::<Vec<_>>(),
            "set_aside": set_aside.collect::<Vec<_>>(),
            "refused": self.refused,
            "only_read": self.only_read,
            "counts": {"errors": errors, "warnings": warnings, "notices": notices,
                "set_aside": self.set_aside.len(), "seated": self.seated},
        });
        format!("{object:#}")
    }
}

/// Drops findings about records that are unused only because the records that refer to them were set
/// aside: a quoted string in the text of one of these may be the id.
fn without_referred(report: Report, set_aside: &[SetAside]) -> Report {
    let texts = set_aside.iter().map(SetAside::text);
    let quoted: HashSet<_> = texts.flat_map(|text| text.split('"')).collect();
    report.without(|finding| {
        let is_quoted = |(_, id)| quoted.contains(id);
        finding.code() == Code::RecordUnused && finding.record().is_some_and(is_quoted)
    })
}

/// Fills in seats that the dossier leaves out and the gazetteer knows, and returns their number.
/// Without seats, neither distances nor speeds are checked.
#[cfg(feature = "gazetteer")]
fn seat(dossier: &mut Dossier) -> usize {
    dossier.fill_seats(corridor::Gazetteer::embedded())
}

#[cfg(not(feature = "gazetteer"))]
fn seat(_: &mut Dossier) -> usize {
    0
}

/// Whether a log begins with a header line, which makes it a dossier.
fn has_header(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let first = first.and_then(|line| serde_json::from_str::<Value>(line).ok());
    first.is_some_and(|line| line.get("type").is_some_and(|kind| kind == "dossier"))
}

/// Whether a text is a log: one of its first lines is a record. A dossier states its format.
fn is_log(text: &str) -> bool {
    let mut first = text.lines().filter(|line| !line.trim().is_empty()).take(5);
    first.any(|line| {
        let line = serde_json::from_str::<Value>(line);
        line.is_ok_and(|line| line.get("type").is_some() && line.get("format").is_none())
    })
}

/// Names may contain line breaks, and unknown keys may contain anything.
fn one_line(text: &impl ToString) -> String {
    text.to_string().replace(char::is_control, " ")
}

fn line(finding: &Finding, colour: bool) -> String {
    let text = one_line(finding);
    let hue = match finding.severity() {
        Severity::Error => 31,
        Severity::Warning => 33,
        _ => 36,
    };
    match text.split_once(' ') {
        Some((head, rest)) if colour => format!("\x1b[{hue}m{head}\x1b[0m {rest}"),
        _ => text,
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
