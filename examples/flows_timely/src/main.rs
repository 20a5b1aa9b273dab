//! Counts a log of movements with a timely dataflow, over threads, processes or machines.
//!
//! The log is synthetic, or CSV shards of your own. However it ends, it says why: a fault is one line
//! on standard error, with exit code 2, and no table is written of a log that was read in part.

mod log;
mod shards;

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use corridor::FlowTable;
use timely::CommunicationConfig;
use timely::dataflow::channels::pact::Exchange;
use timely::dataflow::operators::generic::operator::Operator;
use timely::dataflow::operators::{Concat, Probe};
use timely::dataflow::{InputHandle, ProbeHandle};

/// Rows that a worker sends before it looks after those that it was sent.
const BATCH: u64 = 1 << 14;

const USAGE: &str = "\
usage: flows_timely ROWS TABLE [-w THREADS] [-n PROCESSES -p PROCESS [-h HOSTFILE]]
       flows_timely FOLDER TABLE [the same]
       flows_timely --shards COUNT ROWS FOLDER
Counts ROWS rows of a synthetic log, or those of the CSV files with HXL hashtags in FOLDER, and writes
the table to the file TABLE, as JSON. `--shards` writes that log as COUNT such files.";

/// Where the rows come from.
enum Log {
    Synthetic(u64),
    Shards(Vec<PathBuf>),
}

/// A table as JSON, or why there is none: what workers send to the first.
type Part = Result<String, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help") {
        let _ = writeln!(std::io::stdout(), "{USAGE}");
        return ExitCode::SUCCESS;
    }
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            let _ = writeln!(std::io::stderr(), "{fault}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let [first, second, rest @ ..] = arguments else {
        return Err(USAGE.to_owned());
    };
    if first == "--shards" {
        let [rows, folder] = rest_of(second, rest)?;
        return shards::write(number(second)?, number(rows)?, Path::new(folder));
    }
    let log = if first.bytes().all(|byte| byte.is_ascii_digit()) {
        Log::Synthetic(number(first)?)
    } else {
        Log::Shards(shards::files(Path::new(first))?)
    };
    let timely = timely::Config::from_args(rest.iter().cloned());
    let timely = timely.map_err(|fault| format!("{}\n{USAGE}", fault.trim_end()))?;
    let table = PathBuf::from(second);
    if !matches!(timely.communication, CommunicationConfig::Cluster { .. }) {
        // A path that cannot be written is said before the work, unless other processes wait for
        // this one to do its part.
        let is_new = !table.exists();
        let opened = File::options().create(true).append(true).open(&table);
        opened.map_err(|error| format!("{}: {error}", table.display()))?;
        if is_new {
            let _ = std::fs::remove_file(&table);
        }
    }
    count(timely, log, table)
}

fn rest_of<'a>(first: &str, rest: &'a [String]) -> Result<[&'a String; 2], String> {
    match rest {
        [rows, folder] => Ok([rows, folder]),
        _ => Err(format!("--shards {first}: ROWS and FOLDER are missing\n{USAGE}")),
    }
}

fn number(text: &str) -> Result<u64, String> {
    let number = text.parse();
    number.map_err(|_| format!("{text:?} is not a number of rows or files\n{USAGE}"))
}

/// Counts the log; the first of all workers writes the table.
fn count(timely: timely::Config, log: Log, path: PathBuf) -> Result<(), String> {
    let fault = Arc::new(Mutex::new(None));
    let (found, log) = (Arc::clone(&fault), Arc::new(log));
    let workers = timely::execute(timely, move |worker| {
        let start = Instant::now();
        let (mut rows, mut parts) = (InputHandle::new(), InputHandle::new());
        let probe = ProbeHandle::new();
        let (index, peers) = (worker.index(), worker.peers());
        let (path, found) = (path.clone(), Arc::clone(&found));

        worker.dataflow::<(), _, _>(|scope| {
            // Rows of one origin come to one worker, so that each has a part of the table of its own.
            let by_origin = Exchange::new(|row: &log::Row| u64::from(row.0));
            let to_the_first = Exchange::new(|_: &Part| 0);
            let counted = rows
                .to_stream(scope)
                .unary_frontier(by_origin, "Count", |capability, _| {
                    let mut capability = Some(capability);
                    let mut taken: Vec<log::Row> = Vec::new();
                    move |(input, frontier), output| {
                        input.for_each_stamp(|_, data| {
                            data.for_each(|rows| taken.append(rows));
                        });
                        if frontier.is_empty()
                            && let Some(capability) = capability.take()
                        {
                            output.session(&capability).give(part(table(taken.drain(..))));
                        }
                    }
                })
                .container::<Vec<_>>();
            counted
                .concat(parts.to_stream(scope).container::<Vec<_>>())
                .unary_frontier(to_the_first, "Merge", move |capability, _| {
                    let mut capability = Some(capability);
                    let mut whole = Ok(FlowTable::new());
                    move |(input, frontier), output| {
                        input.for_each_stamp(|_, data| {
                            for part in data.flat_map(|parts| parts.drain(..)) {
                                merge(&mut whole, part);
                            }
                        });
                        if frontier.is_empty()
                            && let Some(capability) = capability.take()
                        {
                            if index == 0 {
                                let table = std::mem::replace(&mut whole, Ok(FlowTable::new()));
                                let written = table.and_then(|table| {
                                    tell(&table, start, peers);
                                    write(&table, &path)
                                });
                                if let Err(text) = written {
                                    *found.lock().unwrap_or_else(PoisonError::into_inner) =
                                        Some(text);
                                }
                            }
                            output.session(&capability).give(());
                        }
                    }
                })
                .container::<Vec<_>>()
                .probe_with(&probe);
        });

        match &*log {
            Log::Synthetic(count) => {
                let mut sent = 0;
                for number in (index as u64..*count).step_by(peers) {
                    rows.send(log::row(number));
                    sent += 1;
                    if sent % BATCH == 0 {
                        worker.step();
                    }
                }
            }
            Log::Shards(files) => {
                for file in files.iter().skip(index).step_by(peers) {
                    parts.send(shards::read(file).and_then(part));
                    worker.step();
                }
            }
        }
        rows.close();
        parts.close();
        while !probe.done() {
            worker.step_or_park(None);
        }
    })?;
    workers.join().into_iter().collect::<Result<(), _>>()?;
    let fault = fault.lock().unwrap_or_else(PoisonError::into_inner).take();
    fault.map_or(Ok(()), Err)
}

fn part(table: FlowTable) -> Part {
    serde_json::to_string(&table).map_err(|error| error.to_string())
}

/// Adds a part; the first fault stands.
fn merge(whole: &mut Result<FlowTable, String>, part: Part) {
    let Ok(table) = whole else {
        return;
    };
    let added = part.and_then(|part| {
        let part: FlowTable = serde_json::from_str(&part).map_err(|error| error.to_string())?;
        table.merge(&part).map_err(|error| error.to_string())
    });
    if let Err(fault) = added {
        *whole = Err(fault);
    }
}

fn tell(table: &FlowTable, start: Instant, workers: usize) {
    let seconds = start.elapsed().as_secs_f64();
    let (flows, people) = (table.len(), table.total());
    let text = format!("{flows} flows of {people} people in {seconds:.2} s with {workers} workers");
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn write(table: &FlowTable, path: &Path) -> Result<(), String> {
    let text = part(table.clone())?;
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// The table of some rows.
fn table(rows: impl Iterator<Item = log::Row>) -> FlowTable {
    let rows = rows.map(|row| {
        let (origin, destination, month, _) = row;
        (origin, destination, month, log::people(&row))
    });
    FlowTable::from_indexed(&log::places(), &log::months(), rows).expect("a log within 64 bits")
}
