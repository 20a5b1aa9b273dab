//! `GET /schema` and `GET /codes/{code}`: what answers and dossiers mean.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use corridor::Code;
use corridor::format::schema as wire;

use crate::Problem;

static SCHEMA: LazyLock<String> = LazyLock::new(|| wire::dossier().to_value().to_string());

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
