//! `corridor` over HTTP: checks dossiers, follows groups, finds places.
//!
//! | request | answer |
//! |---|---|
//! | `GET /` | these requests, as JSON |
//! | `POST /check` | the dossier's findings; with `?lenient=true` also the records that were set aside |
//! | `POST /journey/{group}?day=` | where the group is on that day, how far and how fast it came, what it plans, when it can be there |
//! | `GET /place?name=` | the one place of that name |
//! | `GET /nearest?lat=&lon=&limit=` | the nearest places, with their distances |
//! | `GET /schema` | the JSON Schema of a dossier |
//! | `GET /codes/{code}` | what a code means, in Markdown |
//!
//! Seats that a dossier leaves out are taken from the embedded gazetteer; `seated` lists them.
//!
//! Whatever goes wrong is a problem of [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457), whose
//! `type` leads to the page of the library's code. To embed it, [`router`] is a tower service like
//! any other; [`serve`] gives it connections.

mod answer;
mod app;
mod body;
mod check;
mod journey;
mod place;
mod problem;
mod query;
mod reference;
mod seats;
mod serve;

use axum::Router;
use axum::http::{Method, StatusCode, Uri};
use axum::routing::{get, post};

use app::App;
pub use app::Settings;
pub use problem::Problem;
pub use serve::serve;

/// The service without its connections.
pub fn router(settings: Settings) -> Router {
    Router::new()
        .route("/", get(reference::index))
        .route("/check", post(check::check))
        .route("/journey/{group}", post(journey::journey))
        .route("/place", get(place::place))
        .route("/nearest", get(place::nearest))
        .route("/schema", get(reference::schema))
        .route("/codes/{code}", get(reference::code))
        .fallback(async |uri: Uri| {
            let detail = format!("nothing is at {}", uri.path());
            Problem::of_status(StatusCode::NOT_FOUND, detail)
        })
        .method_not_allowed_fallback(async |method: Method, uri: Uri| {
            let detail = format!("{} does not take {method}", uri.path());
            Problem::of_status(StatusCode::METHOD_NOT_ALLOWED, detail)
        })
        .with_state(App::new(settings))
}
