//! Connections: accepted up to a limit, closed when they are slow, ended when the service stops.
//!
//! axum's own `serve` has no time limit for the lines before a body, for an answer, or for stopping.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;

use crate::{Dossiers, Settings, router};

/// How long to wait where a connection cannot be accepted, such as for want of descriptors.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until told to stop; requests under way then end, within the time that is set for it.
///
/// # Errors
/// [`io::ErrorKind::TimedOut`] where requests were still under way when that time was over.
pub async fn serve(
    listener: TcpListener,
    settings: Settings,
    dossiers: Dossiers,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let (write_time, stop_time) = (settings.write_time, settings.stop_time);
    let half = settings.connections / 2;
    let places = Arc::new(Semaphore::new(settings.connections));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(settings.header_time);
    let router = router(settings, dossiers);
    let connections = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (accept(&listener).await, place)
        };
        let (stream, place) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stop => break,
        };
        // Of those who keep their place between requests there is never more than a half, so that
        // idle connections do not shut others out.
        http.keep_alive(places.available_permits() >= half);
        let service = TowerToHyperService::new(router.clone());
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(write_time));
        let connection = http.serve_connection(TokioIo::new(Box::pin(stream)), service);
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            // A connection that breaks off is its client's affair.
            let _ended = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let ended = tokio::time::timeout(stop_time, connections.shutdown()).await;
    ended.map_err(|_| io::Error::new(io::ErrorKind::TimedOut, "requests were cut off"))
}

async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(_) => tokio::time::sleep(BREATH).await,
        }
    }
}
