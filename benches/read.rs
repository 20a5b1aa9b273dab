//! Reading events and statistics from NDJSON, compared with code derived by `serde`.
//!
//! The peers have the same keys as owned strings, `u64` counts and `chrono` days: a derived enum
//! tagged by `type`, which is what most people would write, and one flat struct without its checks.

use std::io::{self, BufReader, Read};

use chrono::NaiveDate;
use corridor::format::json;
use corridor::{Event, Statistic};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::seeded::Seeded;

#[derive(Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "read, and dropped")]
enum Headcount {
    Exact(u64),
    Range {
        low: u64,
        best: u64,
        high: Option<u64>,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Occurred,
    Planned,
    Conditional,
    Cancelled,
}

/// Declares a struct with the keys of every event and some more.
macro_rules! event_struct {
    ($name:ident { $($key:ident: $type:ty),* $(,)? }) => {
        #[derive(Deserialize)]
        #[expect(dead_code, reason = "read, and dropped")]
        struct $name {
            id: String,
            on: Option<NaiveDate>,
            status: Status,
            condition: Option<String>,
            $($key: $type,)*
            claimed_by: Option<String>,
            note: Option<String>,
            #[serde(default)]
            sources: Vec<String>,
        }
    };
}

event_struct!(Movement {
    group: String,
    place: String,
    headcount: Option<Headcount>,
    words: Option<String>,
    travelled_km: Option<f64>,
});
event_struct!(Halt {
    group: String,
    place: String,
    headcount: Option<Headcount>,
    words: Option<String>,
    hours: Option<f64>,
    purpose: Option<String>,
});
event_struct!(Change {
    group: String,
    place: Option<String>,
    headcount: Option<Headcount>,
    words: Option<String>,
});
event_struct!(Said {
    group: Option<String>,
    place: Option<String>,
    headcount: Option<Headcount>,
    words: Option<String>,
    by: Option<String>,
    to: Option<Vec<String>>,
    text: Option<String>,
});
event_struct!(Flat {
    r#type: String,
    group: Option<String>,
    place: Option<String>,
    headcount: Option<Headcount>,
    words: Option<String>,
    travelled_km: Option<f64>,
    hours: Option<f64>,
    purpose: Option<String>,
    by: Option<String>,
    to: Option<Vec<String>>,
    text: Option<String>,
});

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(dead_code, reason = "read, and dropped")]
enum Tagged {
    Departure(Movement),
    Arrival(Movement),
    Sighting(Movement),
    Halt(Halt),
    Joining(Change),
    Return(Change),
    Dispersal(Change),
    Demand(Said),
    Statement(Said),
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read, and dropped")]
struct FlatStatistic {
    id: String,
    r#type: String,
    indicator: String,
    unit: String,
    nature: String,
    area: String,
    period: String,
    status: String,
    value: Option<Headcount>,
    words: Option<String>,
    publisher: String,
    published: NaiveDate,
    #[serde(default)]
    sources: Vec<String>,
}

/// Lines of about 260 bytes, in the order of keys that this crate writes.
fn events(count: usize) -> String {
    let mut seed = Seeded(11);
    let mut log = String::new();
    for index in 0..count {
        let day = format!("2023-{:02}-{:02}", 1 + seed.below(12), 1 + seed.below(28));
        let (group, place) = (seed.below(40), 7_001 + seed.below(120));
        let (low, more) = (1 + seed.below(9_000), seed.below(3_000));
        let (kind, own) = match seed.below(10) {
            0 => ("halt", r#","hours":24.5,"purpose":"a day of rest""#),
            1 => ("return", ""),
            2..=4 => ("arrival", r#","travelled_km":92"#),
            _ => ("sighting", r#","travelled_km":70.5"#),
        };
        log += &format!(
            concat!(
                r#"{{"id":"e-{}","type":"{}","on":"{}","status":"occurred","group":"group-{}","#,
                r#""place":"MX0{}","headcount":{{"low":{},"best":{},"high":{}}},"words":"some thousands"{},"#,
                r#""note":"on the road to Mapastepec at dawn","sources":["eluniverso","efe"]}}"#,
                "\n"
            ),
            index,
            kind,
            day,
            group,
            place,
            low,
            low + more,
            low + 2 * more,
            own
        );
    }
    log
}

/// Lines of about 275 bytes.
fn statistics(count: usize) -> String {
    let mut seed = Seeded(12);
    let mut log = String::new();
    for index in 0..count {
        let (year, month) = (2013 + seed.below(10), 1 + seed.below(12));
        log += &format!(
            concat!(
                r#"{{"id":"swb-{}","type":"statistic","indicator":"encounters at the southwest land border","#,
                r#""unit":"encounter","nature":"flow","area":"US southwest border","period":"{}-{:02}","#,
                r#""status":"P","value":{},"publisher":"us-cbp","published":"{}-{:02}-10","sources":["einpresswire"]}}"#,
                "\n"
            ),
            index,
            year,
            month,
            seed.below(250_000),
            year + 1,
            month
        );
    }
    log
}

const LINES: usize = 1_000;

fn counted<'a, 'b>(bencher: Bencher<'a, 'b>, log: &str) -> Bencher<'a, 'b> {
    bencher
        .counter(ItemsCount::new(log.lines().count()))
        .counter(BytesCount::of_str(log))
}

/// Reads each line with `serde_json`, and drops the result.
fn derived<T: DeserializeOwned>(bencher: Bencher<'_, '_>, log: &str) {
    counted(bencher, log).bench(|| {
        for line in black_box(log).lines() {
            black_box(serde_json::from_str::<T>(line).unwrap());
        }
    });
}

fn by_lines(bencher: Bencher<'_, '_>, log: &str) {
    counted(bencher, log).bench(|| {
        for record in json::lines(black_box(log)) {
            black_box(record.unwrap());
        }
    });
}

/// Target: at most 0.7 µs for each of the 1,000, and 1.7 times faster than the enum.
#[divan::bench]
fn events_by_lines(bencher: Bencher<'_, '_>) {
    by_lines(bencher, &events(LINES));
}

/// Includes a finding for each unknown key; here there is none.
#[divan::bench]
fn events_by_read_log(bencher: Bencher<'_, '_>) {
    let log = events(LINES);
    counted(bencher, &log).bench(|| json::read_log(black_box(&log)));
}

/// The worst case: each line has an unknown key, and is read twice.
#[divan::bench]
fn events_with_an_unknown_key_by_read_log(bencher: Bencher<'_, '_>) {
    let log = events(LINES).replace(r#""on":"#, r#""weather":"rain","on":"#);
    assert_eq!(json::read_log(&log).findings().total(), LINES);
    counted(bencher, &log).bench(|| json::read_log(black_box(&log)));
}

#[divan::bench]
fn events_by_serde_json(bencher: Bencher<'_, '_>) {
    derived::<Event>(bencher, &events(LINES));
}

#[divan::bench]
fn events_peer_tagged_enum(bencher: Bencher<'_, '_>) {
    derived::<Tagged>(bencher, &events(LINES));
}

#[divan::bench]
fn events_peer_flat_struct(bencher: Bencher<'_, '_>) {
    derived::<Flat>(bencher, &events(LINES));
}

#[divan::bench(sample_count = 10)]
fn events_by_lines_100_000(bencher: Bencher<'_, '_>) {
    by_lines(bencher, &events(100_000));
}

/// 1,000 lines, repeated.
struct Repeated<'t> {
    log: &'t [u8],
    at: usize,
    times: usize,
}

impl Read for Repeated<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.log.len() && self.times > 1 {
            (self.at, self.times) = (0, self.times - 1);
        }
        let length = (&self.log[self.at..]).read(into)?;
        self.at += length;
        Ok(length)
    }
}

/// Ten million, none of which is kept: 2.7 GB in the memory of one line.
#[divan::bench(args = [100_000, 10_000_000], sample_count = 1, sample_size = 1)]
fn events_by_lines_from(bencher: Bencher<'_, '_>, count: usize) {
    let log = events(LINES);
    let bench = bencher.counter(ItemsCount::new(count));
    bench.bench_local(|| {
        let times = count / LINES;
        let log = log.as_bytes();
        let reader = BufReader::new(Repeated { log, at: 0, times });
        let read = json::lines_from(reader).map(|record| black_box(record.unwrap()));
        assert_eq!(read.count(), count);
    });
}

#[divan::bench]
fn statistics_by_lines(bencher: Bencher<'_, '_>) {
    by_lines(bencher, &statistics(LINES));
}

#[divan::bench]
fn statistics_by_serde_json(bencher: Bencher<'_, '_>) {
    derived::<Statistic>(bencher, &statistics(LINES));
}

#[divan::bench]
fn statistics_peer_flat_struct(bencher: Bencher<'_, '_>) {
    derived::<FlatStatistic>(bencher, &statistics(LINES));
}
