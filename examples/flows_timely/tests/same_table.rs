//! However many threads and processes count the log, the table is that of one, bit for bit.

#[path = "../src/log.rs"]
mod log;

use std::fs;
use std::io::Read as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use corridor::FlowTable;

const ROWS: &str = "300000";
const PATIENCE: Duration = Duration::from_secs(60);

/// The rows one by one, without a dataflow.
fn one_by_one() -> String {
    let (places, months) = (log::places(), log::months());
    let mut table = FlowTable::new();
    for row in (0..300_000).map(log::row) {
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
    fn start(log: &str, table: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_flows_timely"));
        command.arg(log).arg(table).args(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        Self(command.spawn().unwrap())
    }

    fn wait(self) {
        assert_eq!(self.end(), (Some(0), String::new()));
    }

    /// The exit code, and what it says of a fault.
    fn end(mut self) -> (Option<i32>, String) {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.0.try_wait().unwrap() {
                let mut said = String::new();
                self.0.stderr.take().unwrap().read_to_string(&mut said).unwrap();
                return (status.code(), said);
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
        Counting::start(ROWS, &table, &["-w", threads]).wait();
        assert!(fs::read_to_string(&table).unwrap() == expected, "{threads} threads");
    }

    let (table, unused) = (file("processes.json"), file("unused.json"));
    let both = two_processes(ROWS, &table, &unused);
    both.into_iter().for_each(Counting::wait);
    assert!(fs::read_to_string(&table).unwrap() == expected, "two processes");
    assert!(!unused.exists(), "only the first process writes the table");

}

#[test]
fn files_count_as_their_rows() {
    let few = "20000";
    let (folder, unused) = (folder("shards"), file("unused-too.json"));
    let shards = folder.to_str().unwrap();
    Counting::start("--shards", Path::new("5"), &[few, shards]).wait();
    let rows = file("few.json");
    Counting::start(few, &rows, &[]).wait();
    let expected = fs::read_to_string(&rows).unwrap();
    let table = file("shards.json");
    Counting::start(shards, &table, &["-w", "3"]).wait();
    assert!(fs::read_to_string(&table).unwrap() == expected, "five files");
    let both = two_processes(shards, &table, &unused);
    both.into_iter().for_each(Counting::wait);
    assert!(fs::read_to_string(&table).unwrap() == expected, "five files, two processes");
}

/// The first process writes to the one path, the second would to the other.
fn two_processes(log: &str, table: &Path, unused: &Path) -> [Counting; 2] {
    let ports = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    let hosts = ports.each_ref().map(|port| format!("{}\n", port.local_addr().unwrap()));
    drop(ports);
    let path = file(&format!("hosts-{}", hosts[0].trim().replace(':', "-")));
    fs::write(&path, hosts.concat()).unwrap();
    let hostfile = path.to_str().unwrap();
    let start = |process, table: &Path| {
        Counting::start(log, table, &["-w", "2", "-n", "2", "-p", process, "-h", hostfile])
    };
    [start("0", table), start("1", unused)]
}

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir(&path).unwrap();
    path
}

#[test]
fn what_cannot_be_read_or_written_is_said() {
    let empty = folder("empty");
    let nowhere = empty.join("missing").join("table.json");
    let fault = format!("{}: No such file or directory (os error 2)\n", nowhere.display());
    let threads = Counting::start("1000", &nowhere, &["-w", "2"]);
    assert_eq!(threads.end(), (Some(2), fault.clone()));
    // The other process does its part, and is not left waiting.
    let [first, second] = two_processes("1000", &nowhere, &empty.join("unused.json"));
    assert_eq!(first.end(), (Some(2), fault));
    assert_eq!(second.end(), (Some(0), String::new()));

    let table = file("no-table.json");
    let no_shards = Counting::start(empty.to_str().unwrap(), &table, &[]).end();
    assert_eq!(no_shards, (Some(2), format!("{}: no .csv file\n", empty.display())));

    // One row that is wrong in one of the files: no table, whichever process reads it.
    let broken = folder("broken");
    let shards = broken.to_str().unwrap();
    Counting::start("--shards", Path::new("4"), &["1000", shards]).wait();
    let last = broken.join("0003.csv");
    let text = fs::read_to_string(&last).unwrap() + "MX-L1,MX-L2,2023-02-30,2023-02-30,1,1,1\r\n";
    let row = text.lines().count();
    fs::write(&last, text).unwrap();
    let fault = format!(
        "{}: row {row}, column 3 (#date+start): \"2023-02-30\" is not a period: February 2023 has 28 days\n",
        last.display()
    );
    let [first, second] = two_processes(shards, &table, &empty.join("unused.json"));
    assert_eq!(first.end(), (Some(2), fault));
    assert_eq!(second.end(), (Some(0), String::new()));
    let alone = Counting::start(shards, &table, &[]).end();
    assert_eq!(alone.0, Some(2));
    assert!(!table.exists());

    for wrong in [&["1e6", "table.json"][..], &["1000"], &["1000", "table.json", "-w", "many"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_flows_timely"));
        let output = command.args(wrong).current_dir(&empty).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{wrong:?}");
    }
}
