//! Requests that ask a kept dossier.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::response::{IntoResponse, Response};
use corridor::format::geojson;
use serde_json::json;

use super::grow::find;
use super::live::Live;
use super::map;
use super::tag::{Conditions, tag};
use crate::Problem;
use crate::answer::{Answered, Json, present};
use crate::app::App;
use crate::journey::{asked_day, follow, no_group};
use crate::query::Parameters;

type Named<T> = Result<Path<T>, PathRejection>;

/// `GET /dossiers`
pub(crate) async fn list(State(app): State<App>, asked: Parameters) -> Answered {
    asked.end("none is known")?;
    let listed = app.dossiers.list().into_iter();
    let listed = listed.map(|(id, title)| present(json!({"id": id, "title": title})));
    Json::of(&json!({"dossiers": listed.collect::<Vec<_>>()}))
}

/// `GET /dossiers/{id}`
pub(crate) async fn dossier(
    State(app): State<App>,
    id: Named<String>,
    asked: Parameters,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let Path(id) = id?;
    asked.end("none is known")?;
    answer(&app, &id, conditions, |live| Json::of(&live.as_sent())).await
}

/// `GET /dossiers/{id}/records/{kind}/{record}`
pub(crate) async fn record(
    State(app): State<App>,
    named: Named<(String, String, String)>,
    asked: Parameters,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let Path((id, kind, of)) = named?;
    asked.end("none is known")?;
    let named = (kind.clone(), of.clone());
    let exists = move |live: &Live| find(live, &named.0, &named.1).map(drop);
    answer_of(&app, &id, conditions, exists, move |live| {
        Json::of(&find(live, &kind, &of)?.1)
    })
    .await
}

/// `GET /dossiers/{id}/check`
pub(crate) async fn check(
    State(app): State<App>,
    id: Named<String>,
    asked: Parameters,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let Path(id) = id?;
    asked.end("none is known")?;
    answer(&app, &id, conditions, |live| {
        Json::of(&json!({"check": live.dossier().check(), "seated": live.seated()}))
    })
    .await
}

/// `GET /dossiers/{id}/journey/{group}`
pub(crate) async fn journey(
    State(app): State<App>,
    named: Named<(String, String)>,
    mut asked: Parameters,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let Path((id, group)) = named?;
    let day = asked_day(&mut asked)?;
    asked.end("only day is known")?;
    let exists = of_group(group.clone());
    answer_of(&app, &id, conditions, exists, move |live| {
        follow(live.dossier(), live.seated(), &group, day)
    })
    .await
}

/// `GET /dossiers/{id}/claims/{group}`
pub(crate) async fn claims(
    State(app): State<App>,
    named: Named<(String, String)>,
    asked: Parameters,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let Path((id, group)) = named?;
    asked.end("none is known")?;
    let exists = of_group(group.clone());
    answer_of(&app, &id, conditions, exists, move |live| {
        Json::of(&live.dossier().claims(&group).map_err(no_group)?)
    })
    .await
}

/// `GET /dossiers/{id}/ledger/{group}`
pub(crate) async fn ledger(
    State(app): State<App>,
    named: Named<(String, String)>,
    asked: Parameters,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let Path((id, group)) = named?;
    asked.end("none is known")?;
    let exists = of_group(group.clone());
    answer_of(&app, &id, conditions, exists, move |live| {
        Json::of(&live.dossier().ledger(&group).map_err(no_group)?)
    })
    .await
}

/// `GET /dossiers/{id}/flows`
pub(crate) async fn flows(
    State(app): State<App>,
    id: Named<String>,
    asked: Parameters,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let Path(id) = id?;
    asked.end("none is known")?;
    answer(&app, &id, conditions, |live| {
        Json::of(&live.dossier().flows()?)
    })
    .await
}

/// `GET /dossiers/{id}/map.geojson`
pub(crate) async fn map_geojson(
    State(app): State<App>,
    id: Named<String>,
    asked: Parameters,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let Path(id) = id?;
    asked.end("none is known")?;
    answer(&app, &id, conditions, |live| {
        let map = geojson::from_dossier(live.dossier()).to_string();
        Ok(([(CONTENT_TYPE, "application/geo+json")], map))
    })
    .await
}

/// `GET /dossiers/{id}/map.svg`
pub(crate) async fn map_svg(
    State(app): State<App>,
    id: Named<String>,
    asked: Parameters,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let Path(id) = id?;
    asked.end("none is known")?;
    answer(&app, &id, conditions, |live| {
        let map = map::draw(live.dossier())?;
        Ok(([(CONTENT_TYPE, "image/svg+xml")], map))
    })
    .await
}

fn of_group(group: String) -> impl FnOnce(&Live) -> Result<(), Problem> {
    move |live| match live.dossier().group(&group) {
        Some(_) => Ok(()),
        None => live.dossier().claims(&group).map(drop).map_err(no_group),
    }
}

/// What the whole dossier answers.
async fn answer<T: IntoResponse + Send + 'static>(
    app: &App,
    id: &str,
    conditions: Conditions,
    answer: impl FnOnce(&Live) -> Result<T, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    answer_of(app, id, conditions, |_| Ok(()), answer).await
}

/// What something of the dossier answers in its present version, unless the client has that.
/// Conditions count only for what `exists` (RFC 9110, 13.2.1).
async fn answer_of<T: IntoResponse + Send + 'static>(
    app: &App,
    id: &str,
    conditions: Conditions,
    exists: impl FnOnce(&Live) -> Result<(), Problem>,
    answer: impl FnOnce(&Live) -> Result<T, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let live = app.dossiers.asked(id, app.settings.work_time).await?;
    let version = live.version();
    exists(&live)?;
    conditions.hold(version)?;
    let tag = [(ETAG, tag(version))];
    if conditions.is_known(version) {
        return Ok((StatusCode::NOT_MODIFIED, tag).into_response());
    }
    let answer = app.work(move || answer(&live)).await?;
    Ok((tag, answer).into_response())
}
