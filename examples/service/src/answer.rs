//! Answers that are JSON.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;

use crate::Problem;

/// What a handler hands over.
pub(crate) type Answered = Result<Json, Problem>;

/// A JSON text: written where the work is done, not where connections are served.
#[derive(Debug)]
pub(crate) struct Json(String);

impl Json {
    pub(crate) fn of(value: &impl Serialize) -> Answered {
        let text = serde_json::to_string(value).map_err(|error| {
            Problem::of_status(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
        })?;
        Ok(Self(text))
    }
}

/// Leaves out the members that have no value, as the answers of the library do.
pub(crate) fn present(mut answer: Value) -> Value {
    if let Value::Object(members) = &mut answer {
        members.retain(|_, value| !value.is_null());
    }
    answer
}

impl IntoResponse for Json {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, "application/json")], self.0).into_response()
    }
}
