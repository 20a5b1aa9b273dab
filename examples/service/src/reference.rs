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
use crate::answer::{Answered, Json};

/// What can be asked, and what the answer is.
const REQUESTS: [(&str, &str); 6] = [
    ("POST /check?lenient=", "what is wrong with a dossier"),
    (
        "POST /journey/{group}?day=",
        "where a group of the dossier is, and when it can be elsewhere",
    ),
    ("GET /place?name=", "the one place of that name"),
    ("GET /nearest?lat=&lon=&limit=", "the nearest places"),
    ("GET /schema", "the JSON Schema of a dossier"),
    ("GET /codes/{code}", "what a code means"),
];

static SCHEMA: LazyLock<String> = LazyLock::new(|| wire::dossier().to_value().to_string());

pub(crate) async fn index() -> Answered {
    let requests = REQUESTS.map(|(request, answer)| json!({"request": request, "answer": answer}));
    Json::of(&json!({"requests": requests}))
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
