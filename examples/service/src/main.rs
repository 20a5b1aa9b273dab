//! The service as a program: `corridor-service [ADDRESS]`.
#![expect(clippy::disallowed_methods, reason = "a program has surroundings")]

use std::error::Error;
use std::process::ExitCode;

use corridor_service::{Settings, serve};
use tokio::net::TcpListener;

const USAGE: &str = "\
usage: corridor-service [ADDRESS]
Listens on ADDRESS, else on that of CORRIDOR_ADDRESS, else on 127.0.0.1:8080.";

#[tokio::main]
async fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let word = words.next();
    if word.as_deref() == Some("--help") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let flag = word.as_deref().is_some_and(|word| word.starts_with('-'));
    if flag || words.next().is_some() {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    }
    let address = word.or_else(|| std::env::var("CORRIDOR_ADDRESS").ok());
    match listen(address.as_deref().unwrap_or("127.0.0.1:8080")).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("corridor-service: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn listen(address: &str) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("{address}: {error}"))?;
    println!("listening on http://{}", listener.local_addr()?);
    serve(listener, Settings::default(), told_to_stop()).await?;
    println!("stopped");
    Ok(())
}

/// Ctrl-C, or SIGTERM.
async fn told_to_stop() {
    let interrupt = async {
        // Where the signal cannot be heard, nobody stops the service by it.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
