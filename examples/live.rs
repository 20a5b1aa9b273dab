//! A dossier that grows while its log comes in: prints each finding as it appears and disappears, and
//! at the end where each group is.
//!
//! ```text
//! tail -f events.ndjson | cargo run --example live -- --as-of 2023-12-27
//! ```
//!
//! A line may refer to a later line, and waits until that line has come. The whole dossier is checked
//! again after each line, so a line takes time in proportion to what has come before it.

use std::collections::BTreeSet;
use std::io::{self, BufRead as _};
use std::process::ExitCode;

use corridor::format::json;
use corridor::{Code, Dossier, Gazetteer, Record};

#[path = "command/mod.rs"]
mod command;

use command::{Outcome, lacking, run, say, unknown};

const USAGE: &str = "\
usage: live [--as-of DAY] < LOG
Reads a log line by line from standard input. Prints each finding as it appears (+) and disappears
(-), and at the end where each group is. The day is that of the log's header, or DAY.";

fn main() -> ExitCode {
    run(USAGE, |arguments| {
        let day = match arguments {
            [] => None,
            [option, day] if option == "--as-of" => Some(day),
            [option] if option == "--as-of" => return Err(lacking("the day of --as-of")),
            [argument, ..] => return Err(unknown(argument)),
        };
        let day = day.map(|day| Ok::<_, corridor::Error>(Dossier::draft(day).build()?.as_of()));
        let mut live = Live::default();
        let mut dossier = day
            .transpose()?
            .map(|day| Dossier::draft(day).build())
            .transpose()?;
        for line in io::stdin().lock().lines() {
            let line = line?;
            live.lines += 1;
            if line.trim().is_empty() {
                continue;
            }
            match &mut dossier {
                Some(dossier) if !is_header(&line) => live.take(dossier, &line),
                Some(_) => {}
                // If the first line is not the header, the day is missing.
                None => dossier = Some(json::read_log_dossier(&line, None)?.into_dossier()),
            }
        }
        let dossier = dossier.ok_or("an empty log")?;
        live.end(&dossier)?;
        Ok(ExitCode::SUCCESS)
    })
}

fn is_header(line: &str) -> bool {
    json::read_log_dossier(line, None).is_ok()
}

#[derive(Default)]
struct Live {
    /// Records that refer to a record that has not come yet.
    waiting: Vec<Record>,
    /// The findings so far.
    found: BTreeSet<String>,
    lines: usize,
}

impl Live {
    fn take(&mut self, dossier: &mut Dossier, line: &str) {
        match json::read_line(line) {
            Ok(record) => self.waiting.push(record),
            Err(error) => say!("! line {}: {}", self.lines, error.message()),
        }
        self.settle(dossier);
        let now: BTreeSet<_> = dossier.check().iter().map(ToString::to_string).collect();
        for gone in self.found.difference(&now) {
            say!("- {gone}");
        }
        for new in now.difference(&self.found) {
            say!("+ {new}");
        }
        self.found = now;
    }

    /// Pushes the waiting records, until no more of them are accepted.
    fn settle(&mut self, dossier: &mut Dossier) {
        loop {
            let before = self.waiting.len();
            for record in std::mem::take(&mut self.waiting) {
                match dossier.push(record.clone()) {
                    Ok(()) => {}
                    Err(error) if error.code() == Code::ReferenceDangling => {
                        self.waiting.push(record);
                    }
                    Err(error) => say!("! line {}: {}", self.lines, error.message()),
                }
            }
            // The records of a log name places; the gazetteer knows where they are.
            dossier.fill_seats(Gazetteer::embedded());
            if self.waiting.len() == before || self.waiting.is_empty() {
                return;
            }
        }
    }

    fn end(&self, dossier: &Dossier) -> Outcome {
        for record in &self.waiting {
            say!(
                "! {} {}: what it refers to never came",
                record.kind(),
                record.id()
            );
        }
        say!(
            "\n{} lines, {} findings; as of {}",
            self.lines,
            self.found.len(),
            dossier.as_of()
        );
        for (group, whereabouts) in dossier.whereabouts(dossier.as_of())? {
            let whereabouts = whereabouts.map(|whereabouts| whereabouts.to_string());
            let whereabouts = whereabouts.as_deref().unwrap_or("nobody says where");
            say!("{}: {whereabouts}", group.name());
        }
        Ok(())
    }
}
