//! From a sheet of flows to its top corridors: how many people went from where to where, what could
//! not be read, and a clean copy of the sheet with hashtags and names.
//!
//! `cargo run --features hxl --example top_corridors -- FILE`

use std::process::ExitCode;
use std::str::FromStr as _;

use corridor::format::hxl;
use corridor::{Estimate, FlowTable, Per};

#[path = "command/mod.rs"]
mod command;
#[path = "command/places.rs"]
mod places;
#[path = "command/sheet.rs"]
mod rows;

use command::{Outcome, lacking, print, run, say, unknown};
use rows::Spot;

const USAGE: &str = "\
usage: top_corridors [FILE] [--top N] [--per day|week|month|year] [--hxl]
Prints the N largest flows of a sheet (10 by default), over the whole time. FILE is a CSV file with
HXL hashtags, or with a header such as origin,destination,period,people; without FILE, a bundled
sheet is read, which is made up. Rows that cannot be read are reported on standard error.
`--hxl` writes all flows instead, as a sheet with HXL hashtags and the names of the places. `--per`
adds flows up by day, week, month or year, and refuses a period that lies in more than one of them.
`-` is standard input. The example needs --features hxl. With --features world, places of the whole
world are known.";

const NAME: &str = "flow_monitoring.csv";
const BUNDLED: &[u8] = include_bytes!("data/flow_monitoring.csv");

struct Wanted {
    file: Option<String>,
    top: usize,
    per: Option<Per>,
    is_hxl: bool,
}

fn main() -> ExitCode {
    run(USAGE, |arguments| {
        let wanted = wanted(arguments)?;
        let (mut table, file) = match &wanted.file {
            Some(file) => (rows::flows(file)?, file.as_str()),
            None => (rows::flows_of(NAME, BUNDLED.to_vec())?, NAME),
        };
        if let Some(per) = wanted.per {
            table = table
                .coarsened(per)
                .map_err(|error| format!("{file}: {error}"))?;
        }
        if wanted.is_hxl {
            let mut sheet = Vec::new();
            let nameless = hxl::write_named_flows(&table, Spot::name, &mut sheet)?;
            if !nameless.is_empty() {
                eprintln!("{}: no name is known for {}", file, listed(&nameless));
            }
            print(&String::from_utf8(sheet)?);
        } else {
            show(&table, wanted.top);
        }
        Ok(ExitCode::SUCCESS)
    })
}

fn wanted(arguments: &[String]) -> Outcome<Wanted> {
    let (mut file, mut top, mut per, mut is_hxl) = (None, 10, None, false);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--hxl" => is_hxl = true,
            "--top" => {
                let number = arguments.next().and_then(|number| number.parse().ok());
                top = number.ok_or_else(|| lacking("the number of --top"))?;
            }
            "--per" => {
                let word = arguments.next().and_then(|word| Per::from_str(word).ok());
                per = Some(word.ok_or_else(|| lacking("the period of --per"))?);
            }
            _ if file.is_none() && !argument.starts_with("--") => file = Some(argument.clone()),
            _ => return Err(unknown(argument)),
        }
    }
    Ok(Wanted {
        file,
        top,
        per,
        is_hxl,
    })
}

fn show(table: &FlowTable<Spot>, top: usize) {
    for flow in table.over_time().top(top) {
        let (origin, destination) = (named(flow.origin()), named(flow.destination()));
        say!(
            "{:>22}  {origin} → {destination}",
            flow.people().to_string()
        );
    }
    let zones = table.zones().map(|zone| table.within(zone).best());
    let within = Estimate::exactly(zones.sum());
    if within.best() > 0 {
        say!("{:>22}  within one place", within.to_string());
    }
    let whole = table.over_time();
    let period = whole
        .by_period()
        .next()
        .map(|(period, _)| period.to_string());
    say!(
        "{:>22}  in all, {}",
        table.total().to_string(),
        period.unwrap_or_default()
    );
    let unknown: Vec<Spot> = table.zones().filter(|zone| zone.name().is_none()).collect();
    if !unknown.is_empty() {
        eprintln!("no place is known for {}", listed(&unknown));
    }
}

fn named(zone: Spot) -> String {
    match zone.name() {
        Some(name) => format!("{name} ({zone})"),
        None => zone.to_string(),
    }
}

fn listed(zones: &[Spot]) -> String {
    let codes: Vec<String> = zones.iter().map(ToString::to_string).collect();
    codes.join(", ")
}
