//! A report of December 2023 as a picture that a newspaper could print, and a flow map.
//!
//! `cargo run --example flow_map` prints the map, with `-- flows` the flow map; with
//! `-- --write`, it writes both to `examples/output/`, where README and CI find them. The library derives every figure and every
//! doubt; the modules beside this file only project, place and draw.

#![allow(
    clippy::disallowed_methods,
    reason = "a program has arguments and writes files"
)]

use std::error::Error;
use std::path::Path;

use corridor::format::json;
use corridor::{Dossier, Gazetteer};

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

const REPORT: &str = include_str!("data/exodus_from_poverty.json");
const OUTPUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/output");

fn main() -> Result<(), Box<dyn Error>> {
    let pictures = [
        ("exodus_from_poverty.svg", caravan::draw(&report()?)?),
        ("flows.svg", flows::draw()?),
    ];
    match std::env::args().nth(1).as_deref() {
        None => print!("{}", pictures[0].1),
        Some("flows") => print!("{}", pictures[1].1),
        Some("--write") => {
            for (name, svg) in pictures {
                std::fs::write(Path::new(OUTPUT).join(name), svg)?;
            }
        }
        Some(other) => {
            return Err(format!(
                "unknown argument {other:?}: there are flows and --write; this shows the bundled report, \
                 and `cargo run --example check_dossier -- FILE` reads your own"
            )
            .into());
        }
    }
    Ok(())
}

/// The report names its places; the gazetteer knows where they are.
fn report() -> Result<Dossier, corridor::Error> {
    let mut dossier = json::read(REPORT)?.into_dossier();
    dossier.fill_seats(Gazetteer::embedded());
    Ok(dossier)
}
