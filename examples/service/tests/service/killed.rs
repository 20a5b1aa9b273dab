//! The program, killed in the middle of a thousand pushes.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use corridor::{Dossier, Event, MigrantGroup, Record};
use reqwest::Client;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use serde_json::{Value, json};

use crate::kept::Folder;

const CLIENTS: usize = 4;
const PUSHES: usize = 1_000;

/// Killed where the test ends, however it ends.
struct Program {
    child: Child,
    url: String,
}

impl Program {
    fn start(store: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_corridor-service"))
            .arg("--store")
            .arg(store)
            .arg("127.0.0.1:0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let url = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap()
            .to_owned();
        Self { child, url }
    }

    /// SIGKILL, which nothing hears.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _dead = self.child.kill();
        let _ended = self.child.wait();
    }
}

/// Each push has a group and an event of it, so that half a push would be seen.
fn records(number: usize) -> [Record; 2] {
    let group = format!("g{number}");
    let event = Event::returning(&format!("e{number}"), "2023-12-27")
        .group(&group)
        .headcount(number as u64);
    [
        event.try_into().unwrap(),
        MigrantGroup::draft(&group, "a group")
            .build()
            .unwrap()
            .into(),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_outlives_a_kill() {
    let folder = Folder::new("killed");
    let mut program = Program::start(&folder.file());
    let client = Client::builder()
        .no_proxy()
        .timeout(Duration::from_secs(60))
        .build()
        .unwrap();
    let created = client
        .post(format!("{}/dossiers", program.url))
        .header(CONTENT_TYPE, "application/json")
        .body(r#"{"format": "corridor/1", "as_of": "2023-12-27"}"#);
    let created = created.send().await.unwrap();
    let path = created.headers()[LOCATION].to_str().unwrap().to_owned();
    let mut acknowledged = BTreeSet::new();
    let mut begun = 0;
    // Killed after so many acknowledgements more, on the same file.
    for kill_after in [1, 150, 350] {
        let next = Arc::new(AtomicUsize::new(begun));
        let heard = Arc::new(AtomicUsize::new(0));
        let mut pushing = Vec::new();
        for _ in 0..CLIENTS {
            let (client, next, heard) = (client.clone(), Arc::clone(&next), Arc::clone(&heard));
            let url = format!("{}{path}/records", program.url);
            pushing.push(tokio::spawn(async move {
                let mut acknowledged = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= PUSHES {
                        return acknowledged;
                    }
                    let lines = records(number)
                        .map(|record| json!(record).to_string())
                        .join("\n");
                    let request = client
                        .post(&url)
                        .header(CONTENT_TYPE, "application/x-ndjson");
                    match request.body(lines).send().await {
                        Ok(answer) if answer.status() == 200 => {
                            acknowledged.push(number);
                            heard.fetch_add(1, Ordering::Relaxed);
                        }
                        Ok(answer) => panic!("{}", answer.status()),
                        // The service is gone.
                        Err(_) => return acknowledged,
                    }
                }
            }));
        }
        while heard.load(Ordering::Relaxed) < kill_after {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        program.kill();
        for acknowledging in pushing {
            acknowledged.extend(acknowledging.await.unwrap());
        }
        begun = next.load(Ordering::Relaxed);
        program = Program::start(&folder.file());
        let kept = client
            .get(format!("{}{path}", program.url))
            .send()
            .await
            .unwrap();
        assert_eq!(kept.status(), 200);
        let kept: Value = serde_json::from_str(&kept.text().await.unwrap()).unwrap();
        let kept: Dossier = serde_json::from_value(kept).unwrap();
        for number in &acknowledged {
            let [event, group] = records(*number);
            let (of_event, of_group) = (kept.event(event.id()), kept.group(group.id()));
            assert_eq!(
                of_event.map(Record::from),
                Some(event),
                "{number} was acknowledged"
            );
            assert_eq!(
                of_group.map(Record::from),
                Some(group),
                "{number} was acknowledged"
            );
        }
        // Of what was under way, both records are there or neither; nothing else is.
        let under_way =
            |id: &str| (0..begun).any(|number| records(number).iter().any(|r| r.id() == id));
        assert_eq!(kept.events().len(), kept.groups().len());
        assert_eq!(kept.records().count(), 2 * kept.events().len());
        for event in kept.events() {
            assert!(under_way(event.id().as_str()));
        }
        assert!(kept.events().len() <= acknowledged.len() + 3 * CLIENTS);
        assert!(begun < PUSHES, "the kill came in the middle");
    }
    program.kill();
}
