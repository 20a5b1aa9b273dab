//! A network from the input of FLEE, a simulation of forced displacement: its size, what it connects,
//! the shortest route before and during each closure, and every fault in it.
//!
//! ```text
//! cargo run --example flee_network -- [FOLDER] [FROM TO] [--json]
//! ```
//!
//! The folder contains `locations.csv`, `routes.csv`, `closures.csv` and `sim_period.csv`. Without
//! FOLDER, the example reads `examples/data/flee_format`, which is invented and has a fault of every
//! kind. FROM and TO are names of places as written in the folder.

#![allow(
    clippy::disallowed_methods,
    reason = "a program has arguments and reads files"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use corridor::{Closure, Network, Place, Route};
use serde_json::{Value, json};

#[path = "command/mod.rs"]
mod command;
#[path = "flee_network/reader.rs"]
mod reader;

use command::{print, run};

use reader::{Folder, Import};

const INVENTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/flee_format");

const USAGE: &str = "\
usage: flee_network [FOLDER] [FROM TO] [--json]
Reads a network from the input of FLEE: locations.csv, routes.csv, closures.csv and sim_period.csv in
FOLDER, or else an invented one. FROM and TO are names of places as written in the folder.";

fn main() -> ExitCode {
    run(USAGE, |arguments| {
        let text = answer(&Asked::of(arguments.iter().cloned())?)?;
        print(&text);
        Ok(ExitCode::SUCCESS)
    })
}

fn answer(asked: &Asked) -> Result<String, Box<dyn Error>> {
    let import = Import::of(&Folder::read(&asked.folder)?)?;
    let ways = match &asked.ends {
        Some((from, to)) => Some(Ways::between(&import, from, to)?),
        None => None,
    };
    if asked.json {
        Ok(format!("{:#}\n", as_json(&import, ways.as_ref())))
    } else {
        Ok(as_text(&import, ways.as_ref())?)
    }
}

/// What the arguments ask for.
struct Asked {
    folder: PathBuf,
    ends: Option<(String, String)>,
    json: bool,
}

impl Asked {
    fn of(arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let (options, words): (Vec<_>, Vec<_>) =
            arguments.partition(|argument| command::is_option(argument));
        if let Some(unknown) = options.iter().find(|&option| option != "--json") {
            return Err(command::unknown(unknown));
        }
        let invented = || INVENTED.to_owned();
        let (folder, ends) = match <[String; 3]>::try_from(words) {
            Ok([folder, from, to]) => (folder, Some((from, to))),
            Err(words) => match <[String; 2]>::try_from(words) {
                Ok([from, to]) => (invented(), Some((from, to))),
                Err(words) => match words.as_slice() {
                    [] => (
                        invented(),
                        Some(("Stone Ford".to_owned(), "Reed Camp".to_owned())),
                    ),
                    [folder] => (folder.clone(), None),
                    [.., more] => return Err(command::unknown(more)),
                },
            },
        };
        Ok(Self {
            folder: folder.into(),
            ends,
            json: !options.is_empty(),
        })
    }
}

/// The shortest ways between two places, on the day before each closure and on its first day.
struct Ways<'n> {
    from: &'n Place,
    to: &'n Place,
    by_closure: Vec<(&'n Closure, [Shortest; 2])>,
}

struct Shortest {
    on: NaiveDate,
    route: Result<Route, corridor::Error>,
}

impl<'n> Ways<'n> {
    fn between(import: &'n Import, from: &str, to: &str) -> Result<Self, String> {
        let place = |name: &str| {
            let place = import.place(name);
            place.ok_or_else(|| format!("no place is called {name:?}"))
        };
        let (from, to) = (place(from)?, place(to)?);
        let network: &Network = &import.network;
        let shortest = |on: NaiveDate| Shortest {
            on,
            route: network.route(from.code(), to.code(), on),
        };
        let by_closure = network.closures().iter().filter_map(|closure| {
            let first = closure.starts().as_day()?;
            Some((closure, [shortest(first.pred_opt()?), shortest(first)]))
        });
        Ok(Self {
            from,
            to,
            by_closure: by_closure.collect(),
        })
    }
}

/// "place ZZ-A", "link ZZ-A to ZZ-B", "border MX to US".
fn barrier(closure: &Closure) -> String {
    if let Some(place) = closure.place() {
        return format!("place {place}");
    }
    let link = closure.link();
    let link = link.map(|(one, other)| format!("link {one} to {other}"));
    let border = closure.border();
    let border = border.map(|(one, other)| format!("border {one} to {other}"));
    link.or(border).unwrap_or_default()
}

fn names(places: &[&Place], between: &str) -> String {
    let names: Vec<_> = places.iter().map(|place| place.name()).collect();
    names.join(between)
}

fn as_text(import: &Import, ways: Option<&Ways<'_>>) -> Result<String, std::fmt::Error> {
    let Import {
        day_zero, network, ..
    } = import;
    let mut text = String::new();
    let (places, links) = (network.places().len(), network.links().len());
    let closures = network.closures().len();
    write!(
        text,
        "{places} places, {links} links, {closures} closures; day 0 is {day_zero}"
    )?;
    match import.days {
        Some(days) => writeln!(text, ", {days} days")?,
        None => writeln!(text)?,
    }

    let components = network.components();
    writeln!(text, "\ncomponents: {}", components.len())?;
    for component in &components {
        writeln!(text, "{:>6}  {}", component.len(), names(component, "; "))?;
    }

    writeln!(text, "\nclosures: {closures}")?;
    for closure in network.closures() {
        writeln!(text, "  {closure}")?;
    }

    if let Some(ways) = ways {
        writeln!(
            text,
            "\nshortest from {} to {}",
            ways.from.name(),
            ways.to.name()
        )?;
        for (closure, [before, during]) in &ways.by_closure {
            writeln!(text, "  {closure}")?;
            for (when, shortest) in [("before", before), ("during", during)] {
                let on = shortest.on;
                match &shortest.route {
                    Ok(route) => {
                        writeln!(text, "    {when}, {on}: {}, {route}", route.length())?;
                    }
                    Err(error) => writeln!(text, "    {when}, {on}: {error}")?,
                }
            }
        }
    }

    writeln!(text, "\nfindings: {}", import.findings.len())?;
    for finding in &import.findings {
        let (code, subject) = (finding.code, &finding.subject);
        writeln!(text, "  [{code}] {subject}: {}", finding.message)?;
    }
    let mut counts = BTreeMap::new();
    for finding in &import.findings {
        *counts.entry(finding.code).or_insert(0) += 1;
    }
    for (code, count) in counts {
        writeln!(text, "{count:>6}  {code}: {}", code.summary())?;
    }
    Ok(text)
}

fn as_json(import: &Import, ways: Option<&Ways<'_>>) -> Value {
    let network = &import.network;
    let codes = |places: &[&Place]| -> Vec<_> { places.iter().map(|place| place.code()).collect() };
    let components: Vec<_> = network
        .components()
        .iter()
        .map(|component| codes(component))
        .collect();
    let closures: Vec<_> = network
        .closures()
        .iter()
        .map(|closure| {
            json!({
                "id": closure.id(),
                "barrier": barrier(closure),
                "starts": closure.starts(),
                "ends": closure.ends(),
            })
        })
        .collect();
    let shortest = |Shortest { on, route }: &Shortest| match route {
        Ok(route) => {
            let places: Vec<_> = route.places().iter().map(Place::code).collect();
            json!({ "on": on, "km": route.length(), "places": places })
        }
        Err(error) => json!({ "on": on, "refused": error.code(), "message": error.to_string() }),
    };
    let ways = ways.map(|ways| {
        let by_closure = ways.by_closure.iter();
        let by_closure: Vec<_> = by_closure
            .map(|(closure, [before, during])| {
                json!({
                    "closure": closure.id(),
                    "before": shortest(before),
                    "during": shortest(during),
                })
            })
            .collect();
        json!({
            "from": ways.from.code(),
            "to": ways.to.code(),
            "by_closure": by_closure,
        })
    });
    json!({
        "day_zero": import.day_zero,
        "days": import.days,
        "places": network.places(),
        "links": network.links(),
        "components": components,
        "closures": closures,
        "ways": ways,
        "findings": import.findings,
    })
}
