//! Many clients at one service: `load [--seconds N] [--clients N]`.
//!
//! Starts the service in a process of its own, on loopback and with a store in a temporary folder.
//! The clients push records to four dossiers, replace some of them, and ask. At the end, each dossier
//! must hold what was acknowledged, and hold it again after the process was killed and started anew.

#![expect(clippy::disallowed_methods, reason = "a program has surroundings")]

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use corridor::{Dossier, Event, MigrantGroup, Record};
use corridor_service::{Dossiers, Settings, serve};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

type Failed = Box<dyn Error + Send + Sync>;

const USAGE: &str = "\
usage: load [--seconds N] [--clients N]

Pushes to a service of its own and asks it, for N seconds (60; at most 600) with N clients (64; at most
256). Exit code 1 if an answer is not documented, or if a dossier is not what was acknowledged.";

const DOSSIERS: usize = 4;

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (mut seconds, mut clients) = (60, 64);
    let ended = match words.as_slice() {
        ["--help"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        // The service itself, in its own process.
        ["--serve", store] => be_the_service(store).await,
        options => {
            for option in options.chunks(2) {
                let (of, most) = match option {
                    ["--seconds", _] => (&mut seconds, 600),
                    ["--clients", _] => (&mut clients, 256),
                    _ => (&mut seconds, 0),
                };
                let number = option.get(1).and_then(|number| number.parse().ok());
                let Some(number) = number.filter(|number| (1..=most).contains(number)) else {
                    eprintln!("{USAGE}");
                    return ExitCode::from(2);
                };
                *of = number;
            }
            load(seconds, clients).await
        }
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("load: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn be_the_service(store: &str) -> Result<(), Failed> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let dossiers = Dossiers::open(store).map_err(|error| error.to_string())?;
    serve(
        listener,
        Settings::default(),
        dossiers,
        std::future::pending(),
    )
    .await?;
    Ok(())
}

/// The process of the service; killed where the program ends, however it ends.
struct Service(Child, String);

impl Service {
    fn start(store: &Path) -> Result<Self, Failed> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("--serve").arg(store).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let mut address = String::new();
        let output = child.stdout.take().ok_or("no output of the service")?;
        BufReader::new(output).read_line(&mut address)?;
        Ok(Self(child, format!("http://{}", address.trim())))
    }

    /// The most memory that it ever held, as Linux has it.
    fn peak(&self) -> String {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id()));
        let status = status.unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak.map_or("unknown".to_owned(), |peak| peak.trim().to_owned())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _dead = self.0.kill();
        let _ended = self.0.wait();
    }
}

/// What a client saw.
#[derive(Default)]
struct Seen {
    statuses: BTreeMap<u16, usize>,
    /// What was acknowledged of each record that it pushed; none where an answer left it open.
    events: BTreeMap<String, Option<Record>>,
    slowest: Duration,
}

impl Seen {
    async fn send(&mut self, request: RequestBuilder) -> Result<StatusCode, Failed> {
        let start = Instant::now();
        let answer = request.send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        self.slowest = self.slowest.max(start.elapsed());
        *self.statuses.entry(status.as_u16()).or_default() += 1;
        match status.as_u16() {
            200 | 304 | 503 => Ok(status),
            _ => Err(format!("{status}: {text}").into()),
        }
    }
}

/// An event of a group of its own.
fn records(name: &str, people: u64) -> Result<[Record; 2], corridor::Error> {
    let event = Event::returning(format!("e{name}"), "2023-12-27");
    let event = event.group(format!("g{name}")).headcount(people);
    let group = MigrantGroup::draft(format!("g{name}"), "a group");
    Ok([event.try_into()?, group.try_into()?])
}

async fn client(number: usize, dossier: String, until: Instant) -> Result<Seen, Failed> {
    let client = Client::builder().no_proxy();
    let client = client.timeout(Duration::from_secs(60)).build()?;
    let mut seen = Seen::default();
    let answers = [
        "check",
        "flows",
        "map.geojson",
        "journey/",
        "claims/",
        "ledger/",
    ];
    let mut answers = answers.iter().cycle();
    for turn in 0_u64.. {
        if Instant::now() >= until {
            break;
        }
        let name = format!("{number}-{turn}");
        let [event, group] = records(&name, turn)?;
        let lines = format!("{}\n{}\n", json!(event), json!(group));
        let push = client.post(format!("{dossier}/records")).body(lines);
        let push = push.header(CONTENT_TYPE, "application/x-ndjson");
        let is_taken = seen.send(push).await? == StatusCode::OK;
        seen.events.insert(name.clone(), is_taken.then_some(event));
        if turn % 8 == 3 && is_taken {
            let [event, _] = records(&name, turn + 1_000)?;
            let replace = client.put(format!("{dossier}/records/event/e{name}"));
            let replace = replace.header(CONTENT_TYPE, "application/json");
            let is_taken =
                seen.send(replace.body(json!(event).to_string())).await? == StatusCode::OK;
            seen.events.insert(name.clone(), is_taken.then_some(event));
        }
        if turn % 8 == 7 && is_taken {
            let of = answers.next().copied().unwrap_or_default();
            let group = if of.ends_with('/') {
                format!("g{name}")
            } else {
                String::new()
            };
            seen.send(client.get(format!("{dossier}/{of}{group}")))
                .await?;
        }
    }
    Ok(seen)
}

async fn load(seconds: u64, clients: u64) -> Result<(), Failed> {
    let folder = std::env::temp_dir().join(format!("corridor-load-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let ended = load_in(&folder, seconds, clients).await;
    std::fs::remove_dir_all(&folder)?;
    ended
}

async fn load_in(folder: &Path, seconds: u64, clients: u64) -> Result<(), Failed> {
    let store = folder.join("kept.sqlite");
    let service = Service::start(&store)?;
    let client = Client::builder().no_proxy().build()?;
    let mut paths = Vec::new();
    for _ in 0..DOSSIERS {
        let keep = client.post(format!("{}/dossiers", service.1));
        let keep = keep.header(CONTENT_TYPE, "application/json");
        let kept = keep.body(r#"{"format": "corridor/1", "as_of": "2023-12-27"}"#);
        let kept = kept.send().await?;
        let path = kept.headers().get(LOCATION).ok_or("no location")?;
        paths.push(path.to_str()?.to_owned());
    }
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut running = Vec::new();
    for (number, path) in (0..usize::try_from(clients)?).zip(paths.iter().cycle()) {
        let dossier = format!("{}{path}", service.1);
        running.push((path, tokio::spawn(self::client(number, dossier, until))));
    }
    let (mut statuses, mut slowest) = (BTreeMap::new(), Duration::ZERO);
    let mut events: BTreeMap<&str, BTreeMap<String, Option<Record>>> = BTreeMap::new();
    for (path, client) in running {
        let seen = client.await??;
        for (status, count) in seen.statuses {
            *statuses.entry(status).or_insert(0) += count;
        }
        events.entry(path).or_default().extend(seen.events);
        slowest = slowest.max(seen.slowest);
    }
    println!("answers by status: {statuses:?}; the slowest took {slowest:.1?}");
    println!("most memory of the service: {}", service.peak());
    let before = kept(&client, &service, &paths).await?;
    for (path, dossier) in paths.iter().zip(&before) {
        let pushed = events.get(path.as_str()).ok_or("nobody pushed to it")?;
        compare(dossier, pushed).map_err(|wrong| format!("{path}: {wrong}"))?;
        println!("{path}: {} events, as acknowledged", dossier.events().len());
    }
    // Dropped: killed.
    drop(service);
    let service = Service::start(&store)?;
    if kept(&client, &service, &paths).await? != before {
        return Err("a dossier is another after the restart".into());
    }
    println!("the same after a kill and a restart");
    Ok(())
}

async fn kept(
    client: &Client,
    service: &Service,
    paths: &[String],
) -> Result<Vec<Dossier>, Failed> {
    let mut kept = Vec::new();
    for path in paths {
        let answer = client.get(format!("{}{path}", service.1)).send().await?;
        let dossier: Value = serde_json::from_str(&answer.text().await?)?;
        kept.push(serde_json::from_value(dossier)?);
    }
    Ok(kept)
}

/// Every acknowledged event as it was pushed last, each with its group, and nothing that nobody pushed.
fn compare(dossier: &Dossier, pushed: &BTreeMap<String, Option<Record>>) -> Result<(), String> {
    for (name, event) in pushed {
        let kept = dossier.event(format!("e{name}")).map(Record::from);
        let group = dossier.group(format!("g{name}"));
        match (event, kept) {
            (Some(event), Some(kept)) if *event == kept && group.is_some() => {}
            (None, kept) if kept.is_some() == group.is_some() => {}
            _ => return Err(format!("e{name} is not as it was acknowledged")),
        }
    }
    let known = |id: &str| id.get(1..).is_some_and(|name| pushed.contains_key(name));
    let strange = dossier.records().find(|record| !known(record.id()));
    strange.map_or(Ok(()), |record| {
        Err(format!("nobody pushed {}", record.id()))
    })
}
