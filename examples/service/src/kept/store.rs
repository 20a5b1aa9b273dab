//! The store: an `SQLite` database with the changes of each dossier, in their order.
//!
//! One thread has the connection. Changes that wait for it at the same time go into one transaction,
//! and each is acknowledged when that is on the disk.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, params};

use super::change::Change;
use super::live::Live;

/// "corr": marks a database of this service.
const APPLICATION_ID: i64 = 0x636f_7272;
/// The form of its tables.
const FORM: i64 = 1;
const TABLES: &str = "
    CREATE TABLE log (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        dossier TEXT NOT NULL,
        version INTEGER NOT NULL,
        operation TEXT NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (dossier, version)
    ) STRICT;";
const ALL: &str = "SELECT dossier, version, operation, text FROM log ORDER BY sequence";
const OF_ONE: &str =
    "SELECT dossier, version, operation, text FROM log WHERE dossier = ? ORDER BY sequence";
/// How long another process that has the file may keep us waiting.
const PATIENCE: Duration = Duration::from_secs(1);
/// How many changes one transaction has at most.
const GROUP: usize = 256;

/// Why a store cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreError {
    what: String,
    full: bool,
}

impl StoreError {
    fn new(what: impl Into<String>) -> Self {
        let what = what.into();
        Self { what, full: false }
    }

    /// Whether the disk has no room left.
    pub(crate) fn is_full(&self) -> bool {
        self.full
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error_code();
        let what = match code {
            Some(ErrorCode::NotADatabase) => "it is not an SQLite database".to_owned(),
            Some(ErrorCode::DatabaseBusy) => "another process is using it".to_owned(),
            Some(ErrorCode::DatabaseCorrupt) => format!("it is damaged: {error}"),
            _ => error.to_string(),
        };
        let full = code == Some(ErrorCode::DiskFull);
        Self { what, full }
    }
}

/// A change to be stored.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) dossier: String,
    pub(crate) version: i64,
    /// What has happened; nothing where all that is stored of the dossier is to go.
    pub(crate) change: Option<Change>,
}

enum Task {
    Store(Entry, SyncSender<Result<(), StoreError>>),
    Read(String, SyncSender<Result<Option<Live>, StoreError>>),
}

/// A store that is open.
#[derive(Debug)]
pub(crate) struct Store {
    tasks: Option<Sender<Task>>,
    thread: Option<JoinHandle<()>>,
}

impl Store {
    /// Opens a store, or makes one where there is no file; with the dossiers that are in it.
    pub(crate) fn open(path: &Path) -> Result<(Self, BTreeMap<String, Live>), StoreError> {
        let (connection, dossiers) = open(path).map_err(|error| StoreError {
            what: format!("{}: {error}", path.display()),
            ..error
        })?;
        let (tasks, queue) = channel();
        let thread = Builder::new().name("store".to_owned());
        let thread = thread.spawn(move || run(connection, &queue));
        let thread = thread.map_err(|error| StoreError::new(error.to_string()))?;
        let store = Self {
            tasks: Some(tasks),
            thread: Some(thread),
        };
        Ok((store, dossiers))
    }

    /// Returns when the change is on the disk.
    pub(crate) fn store(&self, entry: Entry) -> Result<(), StoreError> {
        self.ask(|done| Task::Store(entry, done))
    }

    /// A dossier as it is stored.
    pub(crate) fn read(&self, dossier: &str) -> Result<Option<Live>, StoreError> {
        self.ask(|done| Task::Read(dossier.to_owned(), done))
    }

    fn ask<T>(
        &self,
        task: impl FnOnce(SyncSender<Result<T, StoreError>>) -> Task,
    ) -> Result<T, StoreError> {
        let (done, answer) = sync_channel(1);
        let asked = self.tasks.as_ref().map(|tasks| tasks.send(task(done)));
        debug_assert!(matches!(asked, Some(Ok(()))), "the thread is there");
        answer
            .recv()
            .unwrap_or_else(|_| Err(StoreError::new("the store is closed")))
    }
}

/// What waits is stored, and the file is closed.
impl Drop for Store {
    fn drop(&mut self) {
        self.tasks = None;
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

fn open(path: &Path) -> Result<(Connection, BTreeMap<String, Live>), StoreError> {
    // SQLite has names of its own, such as `:memory:`, which no path that says where it is can be.
    let path: PathBuf = if path.is_relative() {
        Path::new(".").join(path)
    } else {
        path.to_owned()
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    // From the first access on nobody else has the file.
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let (owner, form) = (number("application_id")?, number("user_version")?);
    let tables = "SELECT count(*) FROM sqlite_schema";
    let tables: i64 = connection.query_row(tables, [], |row| row.get(0))?;
    let is_new = (owner, form, tables) == (0, 0, 0);
    if !is_new && owner != APPLICATION_ID {
        return Err(StoreError::new("it is a database of another program"));
    }
    if !is_new && form != FORM {
        let what = format!("it has the form {form}, and this program knows only {FORM}");
        return Err(StoreError::new(what));
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: a transaction is on the disk before it is acknowledged.
    connection.pragma_update(None, "synchronous", "FULL")?;
    if is_new {
        let making = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
        making.execute_batch(TABLES)?;
        making.pragma_update(None, "application_id", APPLICATION_ID)?;
        making.pragma_update(None, "user_version", FORM)?;
        making.commit()?;
    }
    let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(StoreError::new(format!("it is damaged: {sound}")));
    }
    let mut dossiers = BTreeMap::new();
    redo(&connection, ALL, &[], &mut dossiers)?;
    Ok((connection, dossiers))
}

/// Makes the changes of these rows again.
fn redo(
    connection: &Connection,
    rows: &str,
    of: &[&str],
    dossiers: &mut BTreeMap<String, Live>,
) -> Result<(), StoreError> {
    let mut rows = connection.prepare(rows)?;
    let mut rows = rows.query(rusqlite::params_from_iter(of))?;
    while let Some(row) = rows.next()? {
        let (dossier, version): (String, i64) = (row.get(0)?, row.get(1)?);
        let (operation, text): (String, String) = (row.get(2)?, row.get(3)?);
        let wrong = |why: String| {
            let what = format!("version {version} of dossier {dossier} cannot be read: {why}");
            StoreError::new(what)
        };
        let change = Change::of_row(&operation, text);
        let change = change.ok_or_else(|| wrong(format!("{operation:?} is no change")))?;
        let live = Live::redo(dossiers.remove(&dossier), version, change).map_err(wrong)?;
        dossiers.insert(dossier, live);
    }
    Ok(())
}

fn run(mut connection: Connection, queue: &Receiver<Task>) {
    while let Ok(first) = queue.recv() {
        let waiting = std::iter::once(first).chain(queue.try_iter().take(GROUP - 1));
        let (mut entries, mut reads) = (Vec::new(), Vec::new());
        for task in waiting {
            match task {
                Task::Store(entry, done) => entries.push((entry, done)),
                Task::Read(dossier, done) => reads.push((dossier, done)),
            }
        }
        let stored = store(&mut connection, entries.iter().map(|(entry, _)| entry));
        for (_, done) in &entries {
            // Who asked waits for it.
            let _heard = done.send(stored.clone());
        }
        for (dossier, done) in reads {
            let mut dossiers = BTreeMap::new();
            let read = redo(&connection, OF_ONE, &[&dossier], &mut dossiers);
            let _heard = done.send(read.map(|()| dossiers.remove(&dossier)));
        }
    }
}

/// All of them in one transaction.
fn store<'e>(
    connection: &mut Connection,
    entries: impl Iterator<Item = &'e Entry>,
) -> Result<(), StoreError> {
    let group = connection.transaction()?;
    for Entry {
        dossier,
        version,
        change,
    } in entries
    {
        if matches!(change, None | Some(Change::Whole(_))) {
            group.execute("DELETE FROM log WHERE dossier = ?", [dossier])?;
        }
        if let Some(change) = change {
            let (operation, text) = change.to_row();
            let row = "INSERT INTO log (dossier, version, operation, text) VALUES (?, ?, ?, ?)";
            group.execute(row, params![dossier, version, operation, text])?;
        }
    }
    group.commit()?;
    Ok(())
}
