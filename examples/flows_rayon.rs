//! Counts a synthetic log of movements on all cores, and on one: the tables are the same.
//!
//! `cargo run --release --example flows_rayon -- --rows 10000000`
#![allow(
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "an example has a clock, and may stop at a surprise"
)]

use std::process::ExitCode;
use std::time::Instant;

use corridor::{Estimate, Flow, FlowTable, Period, PlaceCode};
use rayon::prelude::*;

#[path = "command/mod.rs"]
mod command;

use command::{Outcome, lacking, run, say, unknown};

const USAGE: &str = "\
usage: flows_rayon [--rows N]
Counts a synthetic log of N movements (200,000 by default). It takes no data of your own.";

const CHUNK: u64 = 1 << 16;

fn main() -> ExitCode {
    run(USAGE, |arguments| {
        let rows = match arguments {
            [] => 200_000,
            [option, rows] if option == "--rows" => rows
                .parse()
                .map_err(|_| format!("--rows needs a number, not {rows:?}"))?,
            [option] if option == "--rows" => return Err(lacking("the number of --rows")),
            [argument, ..] => return Err(unknown(argument)),
        };
        count(rows).map(|()| ExitCode::SUCCESS)
    })
}

fn count(rows: u64) -> Outcome {
    let places: Vec<PlaceCode> = (0..300)
        .map(|n| format!("MX-L{n}").parse())
        .collect::<Result<_, _>>()?;
    let months: Vec<Period> = (1..=12)
        .map(|month| Period::month(2023, month))
        .collect::<Result<_, _>>()?;
    // Makes any row from its number, so that no log is kept.
    let flow = |number: u64| {
        let bits = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let part =
            |shift: u32, below: usize| usize::try_from(bits >> shift).unwrap_or_default() % below;
        let (origin, month) = (part(40, places.len()), part(20, months.len()));
        let destination = (origin + part(30, 12)) % places.len();
        Flow::new(
            places[origin],
            places[destination],
            months[month],
            Estimate::exactly(bits >> 58),
        )
    };

    let start = Instant::now();
    let mut one = FlowTable::new();
    one.extend((0..rows).map(flow))?;
    say!("one thread: {:.0} rows a second", rate(rows, start));

    let start = Instant::now();
    let all = (0..rows.div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| (chunk * CHUNK..rows.min((chunk + 1) * CHUNK)).map(flow))
        .try_fold(FlowTable::new, |mut table, flows| {
            table.extend(flows)?;
            Ok::<_, corridor::Error>(table)
        })
        .try_reduce(FlowTable::new, |mut table, other| {
            table.merge(&other)?;
            Ok(table)
        })?;
    say!(
        "{} threads: {:.0} rows a second",
        rayon::current_num_threads(),
        rate(rows, start)
    );

    assert_eq!(serde_json::to_string(&all)?, serde_json::to_string(&one)?);
    say!("both: {} flows of {} people", all.len(), all.total());
    Ok(())
}

fn rate(rows: u64, start: Instant) -> f64 {
    rows as f64 / start.elapsed().as_secs_f64()
}
