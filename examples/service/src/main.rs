//! The service as a program: `corridor-service [ADDRESS]`.
#![expect(clippy::disallowed_methods, reason = "a program has surroundings")]

use std::error::Error;
use std::process::ExitCode;

use corridor_service::{Dossiers, Settings, serve};
use tokio::net::TcpListener;

const USAGE: &str = "\
usage: corridor-service [--store FILE] [ADDRESS]
Listens on ADDRESS, else on that of CORRIDOR_ADDRESS, else on 127.0.0.1:8080.
Keeps dossiers in FILE, else in that of CORRIDOR_STORE (an SQLite database, made where there is none);
without either in memory only, until it stops.";

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (store, address) = match words.as_slice() {
        ["--help"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        [] => (None, None),
        ["--store", store] => (Some(*store), None),
        ["--store", store, address] if !address.starts_with('-') => (Some(*store), Some(*address)),
        [address] if !address.starts_with('-') => (None, Some(*address)),
        [address, "--store", store] if !address.starts_with('-') => (Some(*store), Some(*address)),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let store = store.map(str::to_owned).or_else(|| set("CORRIDOR_STORE"));
    let dossiers = match store.map_or_else(|| Ok(Dossiers::default()), Dossiers::open) {
        Ok(dossiers) => dossiers,
        Err(error) => {
            eprintln!("corridor-service: {error}");
            return ExitCode::from(2);
        }
    };
    let address = address
        .map(str::to_owned)
        .or_else(|| set("CORRIDOR_ADDRESS"));
    match listen(address.as_deref().unwrap_or("127.0.0.1:8080"), dossiers).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("corridor-service: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn listen(address: &str, dossiers: Dossiers) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("{address}: {error}"))?;
    println!("listening on http://{}", listener.local_addr()?);
    serve(listener, Settings::default(), dossiers, told_to_stop()).await?;
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
