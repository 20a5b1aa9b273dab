//! What every request shares: the limits, and the threads for work.

use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::{Dossiers, Problem};

/// The limits that a service keeps. What is read is bounded by the number of bodies times their size;
/// an answer waits for its client beside that. A client that reads a little every so often is not
/// given up: a proxy in front should limit such.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Settings {
    /// Bytes of a body: 4 MiB, some ten thousand events.
    pub body_bytes: usize,
    /// How many bodies are held at a time: 64. The rest wait to be read.
    pub bodies: usize,
    /// How long a body may take to arrive, once it is its turn: 20 seconds.
    pub body_time: Duration,
    /// How long the lines before it may take, and a connection be idle: 10 seconds.
    pub header_time: Duration,
    /// How long a client may read nothing of what waits for it: 30 seconds.
    pub write_time: Duration,
    /// How long a request may wait for its turn, and as long again be worked on: 30 seconds.
    pub work_time: Duration,
    /// How many requests are worked on at a time: one for each processor.
    pub workers: usize,
    /// How many connections are open at a time: 4,096. The rest wait to be accepted. Half of them
    /// may be kept for further requests.
    pub connections: usize,
    /// How long requests under way may take to end when the service stops: 30 seconds.
    pub stop_time: Duration,
    /// How many lines are pushed at a time: 20,000.
    pub batch_lines: usize,
    /// How many dossiers are kept: 1,000.
    pub dossiers: usize,
    /// How many records one of them has: 100,000.
    pub dossier_records: usize,
    /// Bytes of one of them, as a log: 32 MiB.
    pub dossier_bytes: usize,
    /// Bytes of all of them, as logs: 256 MiB. In memory they take some three times as much.
    pub all_bytes: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            body_bytes: 4 << 20,
            bodies: 64,
            body_time: Duration::from_secs(20),
            header_time: Duration::from_secs(10),
            write_time: Duration::from_secs(30),
            work_time: Duration::from_secs(30),
            workers: std::thread::available_parallelism().map_or(1, NonZero::get),
            connections: 4_096,
            stop_time: Duration::from_secs(30),
            batch_lines: 20_000,
            dossiers: 1_000,
            dossier_records: 100_000,
            dossier_bytes: 32 << 20,
            all_bytes: 256 << 20,
        }
    }
}

/// What every request shares.
#[derive(Debug, Clone)]
pub(crate) struct App {
    pub(crate) settings: Arc<Settings>,
    pub(crate) dossiers: Dossiers,
    workers: Arc<Semaphore>,
    bodies: Arc<Semaphore>,
}

impl App {
    pub(crate) fn new(settings: Settings, dossiers: Dossiers) -> Self {
        Self {
            dossiers,
            workers: Arc::new(Semaphore::new(settings.workers)),
            bodies: Arc::new(Semaphore::new(settings.bodies)),
            settings: Arc::new(settings),
        }
    }

    /// Room for a body, for as long as it is held.
    pub(crate) async fn room(&self) -> Result<OwnedSemaphorePermit, Problem> {
        self.turn(&self.bodies).await
    }

    async fn turn(&self, of: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Problem> {
        match timeout(self.settings.work_time, Arc::clone(of).acquire_owned()).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(busy("others were there first")),
        }
    }

    /// Works on something off the threads that serve connections.
    ///
    /// Work that nobody waits for any more keeps its turn until it ends, so that there is never more
    /// of it than there are workers.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.work_in_turn(|turn| {
            let _turn = turn;
            work()
        })
        .await
    }

    /// The same, for work that gives up its turn when it only waits.
    pub(crate) async fn work_in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce(OwnedSemaphorePermit) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = self.turn(&self.workers).await?;
        let worked = tokio::task::spawn_blocking(move || work(turn));
        match timeout(self.settings.work_time, worked).await {
            Ok(Ok(done)) => done,
            Ok(Err(_)) => Err(Problem::of_status(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the work broke off",
            )),
            Err(_) => Err(busy("it takes too long")),
        }
    }
}

fn busy(why: &str) -> Problem {
    let detail = format!("no time was left for this request: {why}");
    Problem::of_status(StatusCode::SERVICE_UNAVAILABLE, detail)
}
