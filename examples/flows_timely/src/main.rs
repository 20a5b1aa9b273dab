//! Counts a synthetic log of movements with a timely dataflow, over threads, processes or machines.
//!
//! `flows_timely ROWS TABLE [timely's own arguments]` writes the table to the file TABLE, as JSON.

mod log;

use std::time::Instant;

use corridor::FlowTable;
use timely::dataflow::channels::pact::Exchange;
use timely::dataflow::operators::generic::operator::Operator;
use timely::dataflow::operators::{Inspect, Probe};
use timely::dataflow::{InputHandle, ProbeHandle};

/// Rows that a worker sends before it looks after those that it was sent.
const BATCH: u64 = 1 << 14;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "flows_timely ROWS TABLE [-w THREADS] [-n PROCESSES -p PROCESS [-h HOSTFILE]]";
    let rows: u64 = arguments.next().ok_or(usage)?.parse()?;
    let path = arguments.next().ok_or(usage)?;

    let workers = timely::execute_from_args(arguments, move |worker| {
        let start = Instant::now();
        let mut input = InputHandle::new();
        let probe = ProbeHandle::new();
        let (first, workers) = (worker.index() as u64, worker.peers());
        let path = path.clone();

        worker.dataflow::<(), _, _>(|scope| {
            // Rows of one origin come to one worker, so that each has a part of the table of its own.
            let by_origin = Exchange::new(|row: &log::Row| u64::from(row.0));
            let to_the_first = Exchange::new(|_: &String| 0);
            input
                .to_stream(scope)
                .unary_frontier(by_origin, "Count", |capability, _| {
                    let mut capability = Some(capability);
                    let mut taken: Vec<log::Row> = Vec::new();
                    move |(input, frontier), output| {
                        input.for_each_stamp(|_, data| {
                            data.for_each(|rows| taken.append(rows));
                        });
                        if frontier.is_empty()
                            && let Some(capability) = capability.take()
                        {
                            let table = serde_json::to_string(&table(taken.drain(..)));
                            output
                                .session(&capability)
                                .give(table.expect("a table can be written"));
                        }
                    }
                })
                .container::<Vec<_>>()
                .unary_frontier(to_the_first, "Merge", move |capability, _| {
                    let mut capability = Some(capability);
                    let mut whole = FlowTable::new();
                    move |(input, frontier), output| {
                        input.for_each_stamp(|_, data| {
                            for part in data.flat_map(|parts| parts.drain(..)) {
                                let part: FlowTable =
                                    serde_json::from_str(&part).expect("a table as written");
                                whole.merge(&part).expect("a log within 64 bits");
                            }
                        });
                        if frontier.is_empty()
                            && let Some(capability) = capability.take()
                            && first == 0
                        {
                            output.session(&capability).give(std::mem::take(&mut whole));
                        }
                    }
                })
                .container::<Vec<_>>()
                .inspect(move |table| {
                    let seconds = start.elapsed().as_secs_f64();
                    println!(
                        "{rows} rows in {seconds:.2} s with {workers} workers, {:.0} a second: \
                         {} flows of {} people",
                        rows as f64 / seconds,
                        table.len(),
                        table.total(),
                    );
                    let text = serde_json::to_string(table).expect("a table can be written");
                    std::fs::write(&path, text).expect("the table's file can be written");
                })
                .probe_with(&probe);
        });

        let mut sent = 0;
        for number in (first..rows).step_by(workers) {
            input.send(log::row(number));
            sent += 1;
            if sent % BATCH == 0 {
                worker.step();
            }
        }
        input.close();
        while !probe.done() {
            worker.step_or_park(None);
        }
    })?;
    workers.join().into_iter().collect::<Result<(), _>>()?;
    Ok(())
}

fn table(rows: impl Iterator<Item = log::Row>) -> FlowTable {
    let rows = rows.map(|row| {
        let (origin, destination, month, _) = row;
        (origin, destination, month, log::people(&row))
    });
    FlowTable::from_indexed(&log::places(), &log::months(), rows).expect("a log within 64 bits")
}
