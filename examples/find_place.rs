//! Looks up the names of places given on the command line.
//!
//! ```text
//! cargo run --example find_place -- "Escuintla" "Escuintla, Chiapas" "Mapastepek, Chiapas"
//! ```
//!
//! Without a name, or with `--help`, it prints its usage. Exit code 1: a name does not mean exactly
//! one place.

use std::process::ExitCode;

use corridor::{Distance, Gazetteer, Place};

#[path = "command/mod.rs"]
mod command;

use command::{is_option, run, say, unknown};

/// How many nearby places are shown.
const AROUND: usize = 3;

const USAGE: &str = "\
usage: find_place NAME…
example: find_place \"Escuintla\" \"Escuintla, Chiapas\" \"Mapastepek, Chiapas\" MX07032
Exit code 0: every name means exactly one place; 1: at least one does not.";

fn main() -> ExitCode {
    run(USAGE, |names| {
        if names.is_empty() {
            say!("{USAGE}");
        }
        let places = Gazetteer::embedded();
        let mut code = ExitCode::SUCCESS;
        for name in names {
            if is_option(name) {
                return Err(unknown(name));
            }
            match places.find(name) {
                Ok(place) => show(places, &place),
                Err(error) => {
                    say!("{}: {error}", error.code());
                    code = ExitCode::from(1);
                }
            }
            say!();
        }
        Ok(code)
    })
}

fn show(places: &Gazetteer, place: &Place) {
    say!(
        "{} ({}), {}, {}, {}",
        place.name(),
        place.code(),
        place.kind(),
        place
            .subdivision()
            .and_then(|subdivision| places.subdivision_name(subdivision))
            .unwrap_or("no subdivision"),
        place.country().name(),
    );
    let Some(seat) = place.seat() else {
        say!("  its seat is not known");
        return;
    };
    say!("  seat at {seat}");
    let Ok(reach) = Distance::from_km(50.0) else {
        return;
    };
    let around = places.within(seat, reach);
    // The nearest place is the place itself.
    for (near, distance) in around
        .iter()
        .filter(|(near, _)| near.code() != place.code())
        .take(AROUND)
    {
        say!("  {distance:.1} to {} ({})", near.name(), near.code());
    }
}
