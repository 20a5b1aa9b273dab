//! One benchmark for each job in the design's table, with its peer: `cargo bench`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a benchmark may stop at the first surprise, and has a clock"
)]

mod check;
mod distance;
mod flows;
#[cfg(feature = "gazetteer")]
mod gazetteer;
mod growth;
mod journey;
mod ledger;
#[cfg(feature = "json")]
mod lenient;
mod network;
#[cfg(feature = "json")]
mod read;
mod route;
mod seeded;
mod series;

fn main() {
    #[cfg(feature = "gazetteer")]
    gazetteer::first_use();
    #[cfg(feature = "world")]
    gazetteer::first_use_of_the_world();
    divan::main();
}
