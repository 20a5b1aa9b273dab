//! Problem details, RFC 9457.

use std::fmt;

use axum::extract::rejection::PathRejection;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use corridor::{Code, Error};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::query::shown;

/// What went wrong with a request.
///
/// Its `type` is `/codes/{code}` where the library refuses what was sent, and `about:blank` where
/// HTTP is all that it is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Problem {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    detail: String,
    #[serde(flatten)]
    more: Map<String, Value>,
}

impl Problem {
    /// A problem that HTTP has a name for.
    pub fn of_status(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank".to_owned(),
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            more: Map::new(),
        }
    }

    /// A problem that the library has a name for.
    pub fn of_code(status: StatusCode, code: Code, detail: &dyn fmt::Display) -> Self {
        Self {
            kind: format!("/codes/{code}"),
            title: code.summary().to_owned(),
            status: status.as_u16(),
            detail: detail.to_string(),
            more: Map::new(),
        }
        .with("code", code.as_str())
    }

    /// The same problem, about a parameter of the query and its value.
    #[must_use]
    pub(crate) fn about(self, parameter: &str, value: &str) -> Self {
        self.with("parameter", shown(parameter))
            .with("value", shown(value))
    }

    /// The same problem, with a member of one's own.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.more.insert(key.to_owned(), value.into());
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status);
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let kind = HeaderValue::from_static("application/problem+json");
        let mut response =
            (status, serde_json::to_string(&self).unwrap_or_default()).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, kind);
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}

/// Text that is no JSON is a bad request; JSON that is no dossier cannot be processed.
impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let status = match error.code() {
            Code::JsonMalformed => StatusCode::BAD_REQUEST,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let mut problem =
            Self::of_code(status, error.code(), &error.message()).with("path", error.path());
        if let Some((line, column)) = error.line().zip(error.column()) {
            problem = problem.with("line", line).with("column", column);
        }
        match error.value() {
            Some(value) => problem.with("value", value),
            None => problem,
        }
    }
}

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Self {
        Self::of_status(rejection.status(), rejection.body_text())
    }
}
