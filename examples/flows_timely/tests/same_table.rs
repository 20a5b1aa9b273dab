//! However many threads and processes count the log, the table is that of one, bit for bit.

#[path = "../src/log.rs"]
mod log;

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use corridor::FlowTable;

const ROWS: u64 = 1_000_000;
const PATIENCE: Duration = Duration::from_secs(60);

/// The rows one by one, without a dataflow.
fn one_by_one() -> String {
    let (places, months) = (log::places(), log::months());
    let mut table = FlowTable::new();
    for row in (0..ROWS).map(log::row) {
        let (origin, destination, month, _) = row;
        let (origin, destination) = (places[origin as usize], places[destination as usize]);
        let month = months[month as usize];
        table.add(origin, destination, month, log::people(&row)).unwrap();
    }
    serde_json::to_string(&table).unwrap()
}

fn file(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_file(&path);
    path
}

/// A process that ends with the test, however that ends.
struct Counting(Child);

impl Counting {
    fn start(table: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_flows_timely"));
        command.arg(ROWS.to_string()).arg(table).args(arguments);
        Self(command.spawn().unwrap())
    }

    fn wait(mut self) {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.0.try_wait().unwrap() {
                assert!(status.success(), "{status}");
                return;
            }
            sleep(Duration::from_millis(20));
        }
        panic!("no table within {PATIENCE:?}");
    }
}

impl Drop for Counting {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn threads_and_processes_count_as_one() {
    let expected = one_by_one();

    for threads in ["1", "2", "3"] {
        let table = file(&format!("threads-{threads}.json"));
        Counting::start(&table, &["-w", threads]).wait();
        assert!(fs::read_to_string(&table).unwrap() == expected, "{threads} threads");
    }

    let ports = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    let hosts = ports.each_ref().map(|port| format!("{}\n", port.local_addr().unwrap()));
    drop(ports);
    let (hostfile, table, unused) = (file("hosts"), file("processes.json"), file("unused.json"));
    fs::write(&hostfile, hosts.concat()).unwrap();
    let hostfile = hostfile.to_str().unwrap();
    let start = |process, table: &Path| {
        Counting::start(table, &["-w", "2", "-n", "2", "-p", process, "-h", hostfile])
    };
    let both = [start("0", &table), start("1", &unused)];
    both.into_iter().for_each(Counting::wait);
    assert!(fs::read_to_string(&table).unwrap() == expected, "two processes");
    assert!(!unused.exists(), "only the first process writes the table");
}
