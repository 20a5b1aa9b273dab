//! Writes the fixtures of the repository as the corpora that the fuzzers start from.

#[path = "../it/faults/seeds.rs"]
mod seeds;

use std::fs;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (target, _) in corridor_fuzz::targets::ALL {
        let corpus = here.join("corpus").join(target);
        fs::create_dir_all(&corpus)?;
        for (number, seed) in seeds::seeds(&here.join("../.."), target).iter().enumerate() {
            fs::write(corpus.join(format!("fixture-{number:03}")), seed)?;
        }
    }
    Ok(())
}
