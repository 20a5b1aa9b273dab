//! Maps as a newspaper could print them: of a dossier, and of a table of flows.
//!
//! `cargo run --example flow_map` prints the map of a report of December 2023. With `-- FILE` it
//! prints the map of a dossier or log of your own, with `-- flows` a map of flows, and with
//! `-- flows FILE` a map of the flows in your own sheet. With `-- --write`, it writes the maps of the
//! bundled data to `examples/output/`, where README and CI find them. The library derives every figure
//! and every doubt; the modules beside this file only project, place and draw.

#![allow(
    clippy::disallowed_methods,
    reason = "a program has arguments and writes files"
)]

use std::path::Path;
use std::process::ExitCode;

use corridor::format::json;
use corridor::{Dossier, Gazetteer};

#[path = "command/mod.rs"]
mod command;
#[path = "command/dossier.rs"]
mod dossier;
#[path = "command/places.rs"]
mod places;
#[cfg(feature = "hxl")]
#[path = "command/sheet.rs"]
mod rows;

#[path = "flow_map/arrows.rs"]
mod arrows;
#[path = "flow_map/caravan.rs"]
mod caravan;
#[path = "flow_map/flows.rs"]
mod flows;
#[path = "flow_map/geometry.rs"]
mod geometry;
#[path = "flow_map/ground.rs"]
mod ground;
#[path = "flow_map/ink.rs"]
mod ink;
#[path = "flow_map/journeys.rs"]
mod journeys;
#[path = "flow_map/labels.rs"]
mod labels;
#[path = "flow_map/legend.rs"]
mod legend;
#[path = "flow_map/lettering.rs"]
mod lettering;
#[path = "flow_map/people.rs"]
mod people;
#[path = "flow_map/projection.rs"]
mod projection;
#[path = "flow_map/reported.rs"]
mod reported;
#[path = "flow_map/returns.rs"]
mod returns;
#[path = "flow_map/scene.rs"]
mod scene;
#[cfg(feature = "hxl")]
#[path = "flow_map/sheet.rs"]
mod sheet;

use command::{Outcome, is_option, print, run, unknown};

const REPORT: &str = include_str!("data/exodus_from_poverty.json");
const OUTPUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/output");

const USAGE: &str = "\
usage: flow_map [FILE]
       flow_map flows [FILE]
       flow_map --write
Prints an SVG map of the dossier or log in FILE, or else of the bundled report.
`flows` draws the flows of the sheet in FILE, or else of the bundled returns of migrants, as arrows.
A sheet is a CSV file with HXL hashtags, or with a header such as origin,destination,period,people.
Its codes are those of countries, states or places (find_place prints them). Sheets need
--features hxl. `-` is standard input. Whatever cannot be drawn is reported on standard error. With
--features world, places of the whole world are known. `--write` writes the bundled maps to
examples/output, where README shows them.";

fn main() -> ExitCode {
    run(USAGE, |arguments| {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        match *arguments.as_slice() {
            [] => print(&caravan::draw(&report()?)?),
            ["flows"] => print(&returns::draw()?),
            ["flows", file] if !is_option(file) => print(&sheet(file)?),
            ["--write"] => {
                for (name, svg) in [
                    ("exodus_from_poverty.svg", caravan::draw(&report()?)?),
                    ("flows.svg", returns::draw()?),
                ] {
                    std::fs::write(Path::new(OUTPUT).join(name), svg)?;
                }
            }
            [file] if !is_option(file) => {
                let mut dossier = dossier::dossier(file)?;
                dossier.fill_seats(places::gazetteer());
                print(&journeys::draw(&dossier, file)?);
            }
            [.., argument] => return Err(unknown(argument)),
        }
        Ok(ExitCode::SUCCESS)
    })
}

#[cfg(feature = "hxl")]
fn sheet(file: &str) -> Outcome<String> {
    sheet::draw(file)
}

#[cfg(not(feature = "hxl"))]
fn sheet(file: &str) -> Outcome<String> {
    let run = "cargo run --features hxl --example flow_map -- flows";
    Err(format!("a sheet is read with the feature hxl: {run} {file}").into())
}

/// The report names its places; the gazetteer knows where they are.
fn report() -> Result<Dossier, corridor::Error> {
    let mut dossier = json::read(REPORT)?.into_dossier();
    dossier.fill_seats(Gazetteer::embedded());
    Ok(dossier)
}
