//! `corridor` over HTTP: checks dossiers, keeps them, follows groups, finds places.
//!
//! `GET /` lists the requests, and `GET /openapi.json` describes them; the service's `README.md` shows
//! them at work.
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
mod kept;
mod openapi;
mod place;
mod problem;
mod query;
mod reference;
mod routes;
mod seats;
mod serve;

use axum::Router;
use axum::http::{Method, StatusCode, Uri};

use app::App;
pub use app::Settings;
pub use kept::{Dossiers, StoreError};
pub use openapi::description;
pub use problem::Problem;
pub use serve::serve;

/// The service without its connections. `Dossiers::default()` keeps dossiers in memory only.
pub fn router(settings: Settings, dossiers: Dossiers) -> Router {
    let served = routes::ROUTES.iter();
    let served = served.fold(Router::new(), |router, route| {
        router.route(route.path, (route.serves)())
    });
    served
        .fallback(async |uri: Uri| {
            let detail = format!("nothing is at {}", uri.path());
            Problem::of_status(StatusCode::NOT_FOUND, detail)
        })
        .method_not_allowed_fallback(async |method: Method, uri: Uri| {
            let detail = format!("{} does not take {method}", uri.path());
            Problem::of_status(StatusCode::METHOD_NOT_ALLOWED, detail)
        })
        .with_state(App::new(settings, dossiers))
}
