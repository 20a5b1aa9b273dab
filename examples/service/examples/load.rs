//! Load on loopback: clients that push, correct and ask at once, and what is there afterwards.
//!
//! ```text
//! cargo run --release --example load -- --seconds 60 --clients 64
//! ```
//!
//! The service runs in a process of its own, with its store in a temporary folder, so that its memory
//! can be measured. At the end each dossier must be the one that the library builds from what was
//! acknowledged, in the order of its versions; and once more after the service was killed. Exits with 1
//! where it is not, or where an answer is not documented.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a program has surroundings, and this one stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use corridor::{Dossier, Event, MigrantGroup, Record, RecordKind};
use corridor_service::{Dossiers, Settings, serve};
use reqwest::header::{CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;

const REPORT: &str = include_str!("../../data/exodus_from_poverty.json");
const DOSSIERS: usize = 4;
const USAGE: &str = "\
usage: load [--seconds N] [--clients N]
Pushes to a service on loopback and asks it, for N seconds (60; at most 600) by N clients (64; at most
256); then holds what is kept against what was acknowledged.";

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (mut seconds, mut clients) = (60, 64);
    let mut rest = words.as_slice();
    let outcome = loop {
        rest = match rest {
            [] => break load(Duration::from_secs(seconds), clients).await,
            ["serve", store] => break serve_from(store).await.map(|()| true),
            ["--help"] => {
                println!("{USAGE}");
                return ExitCode::SUCCESS;
            }
            ["--seconds", number, rest @ ..] if matches!(number.parse(), Ok(1..=600_u64)) => {
                seconds = number.parse().unwrap_or(seconds);
                rest
            }
            ["--clients", number, rest @ ..] if matches!(number.parse(), Ok(1..=256_usize)) => {
                clients = number.parse().unwrap_or(clients);
                rest
            }
            _ => {
                eprintln!("{USAGE}");
                return ExitCode::from(2);
            }
        };
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("load: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What the process of the service does, until it is killed.
async fn serve_from(store: &str) -> Outcome<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let dossiers = Dossiers::open(store)?;
    println!("{}", listener.local_addr()?);
    serve(
        listener,
        Settings::default(),
        dossiers,
        std::future::pending(),
    )
    .await?;
    Ok(())
}

/// The process of the service; killed where the load ends, however it ends.
struct Served {
    child: Child,
    url: String,
}

impl Served {
    fn start(store: &Path) -> Outcome<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        let command = command.arg("serve").arg(store).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let out = child.stdout.take().ok_or("no output")?;
        let mut address = String::new();
        BufReader::new(out).read_line(&mut address)?;
        let url = format!("http://{}", address.trim());
        Ok(Self { child, url })
    }

    /// The most memory that it has had, in MiB, where the system says so.
    fn peak_mib(&self) -> Option<u64> {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(path).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kib / 1_024)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _dead = self.child.kill();
        let _ended = self.child.wait();
    }
}

/// What was acknowledged with a version.
enum Change {
    Added(Vec<Record>),
    Replaced(Box<Record>),
    Removed(RecordKind, String),
    AsOf(String),
}

/// What one client has done and seen.
#[derive(Default)]
struct Seen {
    changes: Vec<(i64, Change)>,
    /// Milliseconds of each request, by its name.
    times: BTreeMap<&'static str, Vec<f64>>,
    statuses: BTreeMap<u16, usize>,
    wrong: Vec<String>,
}

struct Pusher {
    client: Client,
    dossier: String,
    group: String,
    random: u64,
    /// Events of its own that are there.
    mine: Vec<String>,
    made: usize,
    tag: String,
    seen: Seen,
}

impl Pusher {
    /// A linear congruence (Knuth, MMIX): no client does the same as another, and each the same again.
    fn random(&mut self, below: u64) -> u64 {
        let next = self.random.wrapping_mul(6_364_136_223_846_793_005);
        self.random = next.wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) % below
    }

    async fn run(mut self, until: Instant) -> Outcome<Seen> {
        let group = MigrantGroup::draft(&self.group, "a group under load")
            .mode("foot")
            .build()?;
        self.push(vec![group.into()], false).await?;
        while Instant::now() < until {
            match self.random(100) {
                0..45 => {
                    let count = 1 + self.random(12);
                    let events = (0..count)
                        .map(|_| self.event(None))
                        .collect::<Outcome<_>>()?;
                    let is_faulty = self.random(10) == 0;
                    self.push(events, is_faulty).await?;
                }
                45..52 => self.replace().await?,
                52..57 => self.remove().await?,
                57..58 => self.move_day().await?,
                58..70 => self.ask("check", "/check").await?,
                70..80 => {
                    self.ask("journey", &format!("/journey/{}", self.group))
                        .await?;
                }
                80..86 => {
                    self.ask("claims", &format!("/claims/{}", self.group))
                        .await?;
                }
                86..92 => {
                    self.ask("ledger", &format!("/ledger/{}", self.group))
                        .await?;
                }
                92..95 => self.ask("flows", "/flows").await?,
                95..97 => self.ask("dossier", "").await?,
                97..99 => self.ask("map.geojson", "/map.geojson").await?,
                _ => self.ask("map.svg", "/map.svg").await?,
            }
        }
        Ok(self.seen)
    }

    /// A sighting, of a new id or of one that is there.
    fn event(&mut self, id: Option<String>) -> Outcome<Record> {
        self.made += 1;
        let id = id.unwrap_or_else(|| format!("{}-{}", self.group, self.made));
        let day = format!("2023-12-{:02}", 1 + self.random(27));
        let place = ["MX07089", "MX07040", "MX07071", "MX07032"][self.made % 4];
        let count = self.random(10_000);
        let event = Event::sighting(&id, day.as_str(), &self.group, place).headcount(count);
        Ok(event.try_into()?)
    }

    async fn push(&mut self, records: Vec<Record>, is_faulty: bool) -> Outcome<()> {
        let mut lines: Vec<String> = records
            .iter()
            .map(|record| json!(record).to_string())
            .collect();
        if is_faulty {
            lines.insert(0, "{\"type\": \"sighting\", \"id\": \"hal".to_owned());
        }
        let path = format!("{}/records", self.dossier);
        let request = self
            .client
            .request(Method::POST, path)
            .body(lines.join("\n"));
        let request = request.header(CONTENT_TYPE, "application/x-ndjson");
        let expected = if is_faulty { 207 } else { 200 };
        let Some(answer) = self.send("push", request, expected, &[]).await? else {
            return Ok(());
        };
        if answer["taken"].as_array().map(Vec::len) != Some(records.len()) {
            self.seen.wrong.push(format!("not all was taken: {answer}"));
        }
        let events = records
            .iter()
            .filter(|record| record.kind() == RecordKind::Event);
        self.mine.extend(events.map(|event| event.id().to_owned()));
        self.acknowledged(&answer, Change::Added(records))
    }

    async fn replace(&mut self) -> Outcome<()> {
        let Some(id) = self.mine.last().cloned() else {
            return Ok(());
        };
        let record = self.event(Some(id.clone()))?;
        let path = format!("{}/records/event/{id}", self.dossier);
        let mut request = self
            .client
            .request(Method::PUT, path)
            .body(json!(record).to_string());
        // Half of them only if nothing has changed since.
        if self.random(2) == 0 {
            request = request.header(IF_MATCH, &self.tag);
        }
        let request = request.header(CONTENT_TYPE, "application/json");
        match self.send("replace", request, 200, &[412]).await? {
            Some(answer) => self.acknowledged(&answer, Change::Replaced(Box::new(record))),
            None => Ok(()),
        }
    }

    async fn remove(&mut self) -> Outcome<()> {
        let Some(id) = self.mine.last().cloned() else {
            return Ok(());
        };
        let path = format!("{}/records/event/{id}", self.dossier);
        let request = self.client.request(Method::DELETE, path);
        let Some(answer) = self.send("remove", request, 200, &[]).await? else {
            return Ok(());
        };
        self.mine.pop();
        self.acknowledged(&answer, Change::Removed(RecordKind::Event, id))
    }

    async fn move_day(&mut self) -> Outcome<()> {
        let day = format!("2024-01-{:02}", 1 + self.random(31));
        let path = format!("{}/as-of", self.dossier);
        let request = self
            .client
            .request(Method::PUT, path)
            .body(json!({"as_of": day}).to_string());
        let request = request.header(CONTENT_TYPE, "application/json");
        match self.send("as-of", request, 200, &[]).await? {
            Some(answer) => self.acknowledged(&answer, Change::AsOf(day)),
            None => Ok(()),
        }
    }

    async fn ask(&mut self, name: &'static str, what: &str) -> Outcome<()> {
        let request = self.client.get(format!("{}{what}", self.dossier));
        let request = request.header(IF_NONE_MATCH, &self.tag);
        self.send(name, request, 200, &[304]).await?;
        Ok(())
    }

    fn acknowledged(&mut self, answer: &Value, change: Change) -> Outcome<()> {
        let version = answer["version"]
            .as_i64()
            .ok_or("an answer without a version")?;
        self.seen.changes.push((version, change));
        Ok(())
    }

    /// Sends a request; what it answers where it is as expected. 503 is documented for all of them.
    async fn send(
        &mut self,
        name: &'static str,
        request: reqwest::RequestBuilder,
        expected: u16,
        known: &[u16],
    ) -> Outcome<Option<Value>> {
        let start = Instant::now();
        let answer: Response = request.send().await?;
        let status = answer.status().as_u16();
        if let Some(tag) = answer.headers().get(ETAG) {
            tag.to_str()?.clone_into(&mut self.tag);
        }
        let text = answer.text().await?;
        let took = start.elapsed().as_secs_f64() * 1_000.0;
        self.seen.times.entry(name).or_default().push(took);
        *self.seen.statuses.entry(status).or_default() += 1;
        if status == expected {
            return Ok(serde_json::from_str(&text).ok());
        }
        if status != 503 && !known.contains(&status) {
            self.seen.wrong.push(format!("{name}: {status}: {text}"));
        }
        Ok(None)
    }
}

async fn load(time: Duration, clients: usize) -> Outcome<bool> {
    let folder = std::env::temp_dir().join(format!("corridor-load-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let done = load_in(&folder, time, clients).await;
    std::fs::remove_dir_all(&folder)?;
    done
}

async fn load_in(folder: &Path, time: Duration, clients: usize) -> Outcome<bool> {
    let store = folder.join("kept.sqlite");
    let served = Served::start(&store)?;
    let client = Client::builder().no_proxy().build()?;
    let mut paths = Vec::new();
    for _ in 0..DOSSIERS {
        let request = client.post(format!("{}/dossiers", served.url)).body(REPORT);
        let created = request
            .header(CONTENT_TYPE, "application/json")
            .send()
            .await?;
        let path = created.headers().get(LOCATION).ok_or("not created")?;
        paths.push(path.to_str()?.to_owned());
    }
    let (start, mut pushing) = (Instant::now(), Vec::new());
    for number in 0..clients {
        let pusher = Pusher {
            client: Client::builder().no_proxy().build()?,
            dossier: format!("{}{}", served.url, paths[number % DOSSIERS]),
            group: format!("load-{number}"),
            random: number as u64,
            mine: Vec::new(),
            made: 0,
            tag: "\"0\"".to_owned(),
            seen: Seen::default(),
        };
        pushing.push(tokio::spawn(pusher.run(start + time)));
    }
    let mut seen = Seen::default();
    let mut changes: Vec<Vec<(i64, Change)>> = (0..DOSSIERS).map(|_| Vec::new()).collect();
    for (number, pushing) in pushing.into_iter().enumerate() {
        let by_one = pushing.await??;
        changes[number % DOSSIERS].extend(by_one.changes);
        for (name, times) in by_one.times {
            seen.times.entry(name).or_default().extend(times);
        }
        for (status, count) in by_one.statuses {
            *seen.statuses.entry(status).or_default() += count;
        }
        seen.wrong.extend(by_one.wrong);
    }
    report(&mut seen, start.elapsed());
    if let Some(peak) = served.peak_mib() {
        println!("the most memory of the service: {peak} MiB");
    }
    let models: Vec<Dossier> = changes.into_iter().map(rebuilt).collect::<Outcome<_>>()?;
    let mut is_right = seen.wrong.is_empty();
    is_right &= compare(&client, &served.url, &paths, &models, "at the end").await?;
    drop(served);
    let size = std::fs::metadata(&store)?.len() >> 10;
    let start = Instant::now();
    let served = Served::start(&store)?;
    println!(
        "started again on a store of {size} KiB in {:.1} s",
        start.elapsed().as_secs_f64()
    );
    is_right &= compare(&client, &served.url, &paths, &models, "after a kill").await?;
    Ok(is_right)
}

fn report(seen: &mut Seen, took: Duration) {
    let count: usize = seen.statuses.values().sum();
    let a_second = count as f64 / took.as_secs_f64();
    println!(
        "{count} requests in {:.1} s, {a_second:.0} a second; by status {:?}",
        took.as_secs_f64(),
        seen.statuses
    );
    println!(
        "{:<12} {:>8} {:>9} {:>9} {:>9}",
        "ms", "requests", "median", "99 %", "most"
    );
    for (name, times) in &mut seen.times {
        times.sort_unstable_by(f64::total_cmp);
        let at = |share: usize| times[(times.len() - 1) * share / 100];
        println!(
            "{name:<12} {:>8} {:>9.1} {:>9.1} {:>9.1}",
            times.len(),
            at(50),
            at(99),
            at(100)
        );
    }
    for wrong in seen.wrong.iter().take(10) {
        println!("wrong: {wrong}");
    }
}

/// The dossier that the library builds from what was acknowledged.
fn rebuilt(mut changes: Vec<(i64, Change)>) -> Outcome<Dossier> {
    changes.sort_by_key(|(version, _)| *version);
    let mut dossier: Dossier = serde_json::from_str(REPORT)?;
    for (_, change) in changes {
        match change {
            Change::Added(records) => dossier.extend(records)?,
            Change::Replaced(record) => drop(dossier.replace(*record)?),
            Change::Removed(kind, id) => drop(dossier.remove(kind, id)?),
            Change::AsOf(day) => dossier.set_as_of(day.as_str())?,
        }
    }
    Ok(dossier)
}

async fn compare(
    client: &Client,
    url: &str,
    paths: &[String],
    models: &[Dossier],
    when: &str,
) -> Outcome<bool> {
    let mut is_right = true;
    for (path, model) in paths.iter().zip(models) {
        let kept = client
            .get(format!("{url}{path}"))
            .send()
            .await?
            .text()
            .await?;
        let kept: Dossier = serde_json::from_str(&kept)?;
        let is_same = kept == *model;
        let (records, events) = (model.records().count(), model.events().len());
        let same = if is_same {
            "the same as"
        } else {
            "NOT the same as"
        };
        println!(
            "{path} {when}: {same} what was acknowledged ({records} records, {events} of them events)"
        );
        is_right &= is_same;
    }
    Ok(is_right)
}
