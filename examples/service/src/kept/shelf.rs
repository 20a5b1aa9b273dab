//! The dossiers in memory, each behind a lock of its own, and the room that there is for more.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock};
use tokio::time::timeout;

use super::change::Change;
use super::live::Live;
use super::store::{Entry, Store, StoreError};
use super::tag::Conditions;
use crate::Problem;
use crate::app::Settings;
use crate::query::shown;

/// The dossiers that a service keeps: in memory only, or in a store beside.
#[derive(Debug, Clone, Default)]
pub struct Dossiers(Arc<Kept>);

#[derive(Debug, Default)]
struct Kept {
    held: Mutex<Held>,
    store: Option<Store>,
}

#[derive(Debug, Default)]
struct Held {
    dossiers: BTreeMap<String, Place>,
    /// Bytes of all dossiers as logs.
    bytes: usize,
    /// Dossiers and bytes for which room is kept while they are worked on.
    promised: (usize, usize),
}

#[derive(Debug)]
struct Place {
    title: Option<String>,
    state: Arc<RwLock<State>>,
}

/// What there is behind a lock.
#[derive(Debug)]
pub(crate) enum State {
    Live(Box<Live>),
    /// It was deleted while somebody waited for it.
    Gone,
    /// A change broke off, and what was stored before could not be read again.
    Broken,
}

impl Dossiers {
    /// Opens the store in this file, or makes it where there is no file, and reads what is in it.
    ///
    /// # Errors
    /// The file cannot be used, is in use, is damaged, or belongs to something else.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let (store, read) = Store::open(path.as_ref())?;
        let mut held = Held::default();
        for (id, live) in read {
            held.add(id, live);
        }
        let held = Mutex::new(held);
        let store = Some(store);
        Ok(Self(Arc::new(Kept { held, store })))
    }

    /// The id and the title of each.
    pub(crate) fn list(&self) -> Vec<(String, Option<String>)> {
        let held = self.0.held();
        let listed = held.dossiers.iter();
        listed
            .map(|(id, place)| (id.clone(), place.title.clone()))
            .collect()
    }

    /// A dossier to be asked; nobody changes it meanwhile.
    pub(crate) async fn asked(&self, id: &str, wait: Duration) -> Result<Asked, Problem> {
        let lock = self.0.find(id)?;
        let guard = timeout(wait, lock.read_owned())
            .await
            .map_err(|_| busy(id))?;
        OwnedRwLockReadGuard::try_map(guard, |state| state.live().ok())
            .map_err(|guard| guard.live().err().unwrap_or(Lost::Gone).of(id))
    }

    /// A dossier to be changed; nobody else has it meanwhile.
    pub(crate) async fn changing(&self, id: &str, wait: Duration) -> Result<Changing, Problem> {
        let lock = self.0.find(id)?;
        let guard = timeout(wait, lock.write_owned())
            .await
            .map_err(|_| busy(id))?;
        Ok(Changing {
            kept: Arc::clone(&self.0),
            id: id.to_owned(),
            guard,
        })
    }

    /// Room for dossiers and bytes, for as long as it is held.
    pub(crate) fn room(
        &self,
        dossiers: usize,
        bytes: usize,
        settings: &Settings,
    ) -> Result<Room, Problem> {
        let mut held = self.0.held();
        let (more, longer) = held.promised;
        let all = (
            held.dossiers.len() + more + dossiers,
            held.bytes + longer + bytes,
        );
        if dossiers > 0 && all.0 > settings.dossiers {
            let what = "the service keeps no more dossiers";
            return Err(no_room(what, "dossiers", settings.dossiers));
        }
        if all.1 > settings.all_bytes && all.1 - longer <= settings.all_bytes {
            // There will be room, unless all that others are sending is kept.
            let detail = "no room was left for this request: others were there first";
            return Err(Problem::of_status(StatusCode::SERVICE_UNAVAILABLE, detail));
        }
        if all.1 > settings.all_bytes {
            let what = "all dossiers together have no room for this";
            return Err(no_room(what, "all_bytes", settings.all_bytes));
        }
        held.promised = (more + dossiers, longer + bytes);
        drop(held);
        Ok(Room {
            kept: Arc::clone(&self.0),
            dossiers,
            bytes,
        })
    }

    /// Keeps a new dossier for which there is room, and gives its id and how many records it has.
    pub(crate) fn create(
        &self,
        live: Live,
        whole: Change,
        room: Room,
    ) -> Result<(String, usize), Problem> {
        let (id, records) = (new_id(), live.records());
        let stored = self.0.store(&id, live.version(), Some(whole));
        stored.map_err(|error| unstored(&error))?;
        self.0.held().add(id.clone(), live);
        drop(room);
        Ok((id, records))
    }
}

impl Held {
    fn add(&mut self, id: String, live: Live) {
        self.bytes += live.bytes();
        let place = Place {
            title: live.dossier().title().map(str::to_owned),
            state: Arc::new(RwLock::new(State::Live(Box::new(live)))),
        };
        self.dossiers.insert(id, place);
    }
}

impl Kept {
    /// Nothing is waited for while it is held, and nothing panics.
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, id: &str) -> Result<Arc<RwLock<State>>, Problem> {
        let held = self.held();
        let place = held.dossiers.get(id).ok_or_else(|| Lost::Gone.of(id))?;
        Ok(Arc::clone(&place.state))
    }

    fn store(&self, id: &str, version: i64, change: Option<Change>) -> Result<(), StoreError> {
        let Some(store) = &self.store else {
            return Ok(());
        };
        let dossier = id.to_owned();
        store.store(Entry {
            dossier,
            version,
            change,
        })
    }

    /// The dossier as it was before a change that could not be stored.
    fn restored(&self, id: &str) -> State {
        let stored = self.store.as_ref().and_then(|store| store.read(id).ok()?);
        stored.map_or(State::Broken, |live| State::Live(Box::new(live)))
    }
}

/// A dossier that is asked.
pub(crate) type Asked = OwnedRwLockReadGuard<State, Live>;

/// A dossier that is changed.
#[derive(Debug)]
pub(crate) struct Changing {
    kept: Arc<Kept>,
    id: String,
    guard: OwnedRwLockWriteGuard<State>,
}

impl Changing {
    /// Makes a change; `change` leaves the dossier as it is where it fails. What it gives, and the
    /// version there is then. `stores` is called when only the store is left to wait for.
    pub(crate) fn change<T>(
        mut self,
        conditions: &Conditions,
        stores: impl FnOnce(),
        change: impl FnOnce(&mut Live) -> Result<(T, Option<Change>), Problem>,
    ) -> Result<(T, i64), Problem> {
        let version = self
            .guard
            .live()
            .map_err(|lost| lost.of(&self.id))?
            .version();
        conditions.hold_for_change(version)?;
        // Whoever comes after a panic does not see what is half done.
        let State::Live(mut live) = std::mem::replace(&mut *self.guard, State::Broken) else {
            return Err(Lost::Broken.of(&self.id));
        };
        let before = live.bytes();
        let made = change(&mut live);
        let (given, change) = match made {
            Ok((given, Some(change))) => (given, change),
            Ok((given, None)) => {
                *self.guard = State::Live(live);
                return Ok((given, version));
            }
            Err(problem) => {
                *self.guard = State::Live(live);
                return Err(problem);
            }
        };
        let change = live.advance(change);
        stores();
        let (version, after) = (live.version(), live.bytes());
        match self.kept.store(&self.id, version, Some(change)) {
            Ok(()) => *self.guard = State::Live(live),
            Err(error) => {
                *self.guard = self.kept.restored(&self.id);
                return Err(unstored(&error));
            }
        }
        let mut held = self.kept.held();
        held.bytes = (held.bytes + after).saturating_sub(before);
        Ok((given, version))
    }

    /// Deletes it.
    pub(crate) fn delete(
        mut self,
        conditions: &Conditions,
        stores: impl FnOnce(),
    ) -> Result<(), Problem> {
        let live = self.guard.live().map_err(|lost| lost.of(&self.id))?;
        let (version, bytes) = (live.version(), live.bytes());
        conditions.hold_for_change(version)?;
        stores();
        self.kept
            .store(&self.id, version, None)
            .map_err(|error| unstored(&error))?;
        *self.guard = State::Gone;
        let mut held = self.kept.held();
        held.dossiers.remove(&self.id);
        held.bytes = held.bytes.saturating_sub(bytes);
        Ok(())
    }
}

/// Room that is kept free for what is being worked on.
#[derive(Debug)]
pub(crate) struct Room {
    kept: Arc<Kept>,
    dossiers: usize,
    bytes: usize,
}

impl Drop for Room {
    fn drop(&mut self) {
        let mut held = self.kept.held();
        held.promised.0 -= self.dossiers;
        held.promised.1 -= self.bytes;
    }
}

/// Why a dossier is not there.
#[derive(Debug, Clone, Copy)]
enum Lost {
    Gone,
    Broken,
}

impl State {
    fn live(&self) -> Result<&Live, Lost> {
        match self {
            Self::Live(live) => Ok(live),
            Self::Gone => Err(Lost::Gone),
            Self::Broken => Err(Lost::Broken),
        }
    }
}

impl Lost {
    fn of(self, id: &str) -> Problem {
        let id = shown(id);
        match self {
            Self::Gone => {
                Problem::of_status(StatusCode::NOT_FOUND, format!("no dossier {id:?} is kept"))
            }
            Self::Broken => {
                let detail = format!(
                    "a change of dossier {id:?} broke off; it is as it was when the service is started again"
                );
                Problem::of_status(StatusCode::INTERNAL_SERVER_ERROR, detail)
            }
        }
    }
}

/// A bound of the service as a whole.
fn no_room(what: &str, bound: &str, limit: usize) -> Problem {
    let detail = format!("{what}: the limit is {limit}");
    Problem::of_status(StatusCode::INSUFFICIENT_STORAGE, detail)
        .with("bound", bound)
        .with("limit", limit)
}

fn unstored(error: &StoreError) -> Problem {
    let (status, detail) = if error.is_full() {
        (
            StatusCode::INSUFFICIENT_STORAGE,
            "nothing was changed: the disk is full".to_owned(),
        )
    } else {
        let detail = format!("nothing was changed: the store failed: {error}");
        (StatusCode::INTERNAL_SERVER_ERROR, detail)
    };
    Problem::of_status(status, detail)
}

fn busy(id: &str) -> Problem {
    let detail = format!(
        "no time was left for this request: dossier {:?} is in use",
        shown(id)
    );
    Problem::of_status(StatusCode::SERVICE_UNAVAILABLE, detail)
}

/// 64 random bits: an id never stands for two dossiers, so that nothing that was cached of one is taken
/// for the other.
fn new_id() -> String {
    format!("{:016x}", RandomState::new().hash_one("dossier"))
}
