//! Resolves the names given on the command line.
//!
//! ```text
//! cargo run --example find_place -- "Escuintla" "Escuintla, Chiapas" "Mapastepek, Chiapas"
//! ```
//!
//! Without a name, or with `--help`, it says so.

#![expect(
    clippy::disallowed_methods,
    reason = "a program reads its command line; the library does not"
)]

use corridor::{Distance, Gazetteer, Place};

/// How many of the nearest places are shown.
const AROUND: usize = 3;

const USAGE: &str = "\
usage: find_place NAME…
such as: find_place \"Escuintla\" \"Escuintla, Chiapas\" \"Mapastepek, Chiapas\" MX07032";

fn main() {
    let names: Vec<String> = std::env::args().skip(1).collect();
    if names.is_empty() || names.iter().any(|name| name == "--help" || name == "-h") {
        println!("{USAGE}");
        return;
    }
    let places = Gazetteer::embedded();
    for name in names {
        match places.find(&name) {
            Ok(place) => show(places, &place),
            Err(error) => println!("{}: {error}", error.code()),
        }
        println!();
    }
}

fn show(places: &Gazetteer, place: &Place) {
    println!(
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
        println!("  its seat is not known");
        return;
    };
    println!("  seat at {seat}");
    let Ok(reach) = Distance::from_km(50.0) else {
        return;
    };
    let around = places.within(seat, reach);
    // The nearest is the place itself.
    for (near, distance) in around
        .iter()
        .filter(|(near, _)| near.code() != place.code())
        .take(AROUND)
    {
        println!("  {distance:.1} to {} ({})", near.name(), near.code());
    }
}
