//! `GET /`, `GET /schema` and `GET /codes/{code}`: what there is, and what it means.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use corridor::Code;
use corridor::format::schema as wire;
use serde_json::json;

use crate::Problem;
use crate::routes::ROUTES;

static SCHEMA: LazyLock<String> = LazyLock::new(|| wire::dossier().to_value().to_string());

static INDEX: LazyLock<String> = LazyLock::new(|| {
    let requests = ROUTES.iter().map(|route| {
        let names = route.query.iter().map(|(name, ..)| format!("{name}="));
        let query = match names.collect::<Vec<_>>().join("&") {
            none if none.is_empty() => none,
            names => format!("?{names}"),
        };
        let request = format!("{} {}{query}", route.method.to_uppercase(), route.path);
        json!({"request": request, "answer": route.answers})
    });
    json!({"requests": requests.collect::<Vec<_>>()}).to_string()
});

pub(crate) async fn index() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], INDEX.as_str())
}

pub(crate) async fn schema() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/schema+json")], SCHEMA.as_str())
}

pub(crate) async fn code(
    code: Result<Path<String>, PathRejection>,
) -> Result<impl IntoResponse, Problem> {
    let Path(code) = code?;
    let code: Code = code
        .parse()
        .map_err(|error| Problem::of_status(StatusCode::NOT_FOUND, format!("{error}")))?;
    Ok((
        [(CONTENT_TYPE, "text/markdown; charset=utf-8")],
        code.explain(),
    ))
}
