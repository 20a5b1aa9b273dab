//! A report of December 2023 as a picture that a newspaper could print, and a flow map.
//!
//! `cargo run --example flow_map` prints the map, with `-- flows` the flow map; with
//! `-- --write`, it writes both to `examples/output/`, where README and CI find them. The library derives every figure and every
//! doubt; the modules beside this file only project, place and draw.

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
#[path = "flow_map/scene.rs"]
mod scene;

use command::{print, run, unknown};

const REPORT: &str = include_str!("data/exodus_from_poverty.json");
const OUTPUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/output");

const USAGE: &str = "\
usage: flow_map [flows]
       flow_map --write
The bundled report as an SVG map; `flows`: returns of migrants as arrows. It takes no data of your
own. `--write` writes both where README shows them.";

fn main() -> ExitCode {
    run(USAGE, |arguments| {
        let map = || caravan::draw(&report()?);
        match arguments {
            [] => print(&map()?),
            [what] if what == "flows" => print(&flows::draw()?),
            [what] if what == "--write" => {
                for (name, svg) in [
                    ("exodus_from_poverty.svg", map()?),
                    ("flows.svg", flows::draw()?),
                ] {
                    std::fs::write(Path::new(OUTPUT).join(name), svg)?;
                }
            }
            [argument, ..] => return Err(unknown(argument)),
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// The report names its places; the gazetteer knows where they are.
fn report() -> Result<Dossier, corridor::Error> {
    let mut dossier = json::read(REPORT)?.into_dossier();
    dossier.fill_seats(Gazetteer::embedded());
    Ok(dossier)
}
