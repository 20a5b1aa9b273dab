//! Parameters of a query, refused in the service's own words.

use std::borrow::Cow;
use std::str::FromStr;

use axum::extract::{FromRequestParts, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;

use crate::Problem;

/// How much of a value an answer repeats.
const SHOWN_CHARS: usize = 100;

/// What stands behind the `?`: each parameter is taken out once, and none may be left.
#[derive(Debug)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(pairs)) => Ok(Self(pairs)),
            Err(_) => Err(refused("the query is not name=value&…".to_owned())),
        }
    }
}

impl Parameters {
    /// A parameter that may be left out; `what` says what it is to be.
    pub(crate) fn optional<T: FromStr>(
        &mut self,
        name: &str,
        what: &str,
    ) -> Result<Option<T>, Problem> {
        let of_it = self.0.extract_if(.., |(other, _)| other == name);
        let values: Vec<String> = of_it.map(|(_, value)| value).collect();
        match values.as_slice() {
            [] => Ok(None),
            [value] => match value.parse() {
                Ok(parsed) => Ok(Some(parsed)),
                Err(_) => Err(not_read(name, value, what)),
            },
            [_, again, ..] => {
                let detail = format!("the parameter {name} occurs twice");
                Err(refused(detail).about(name, again))
            }
        }
    }

    /// A parameter that must be there.
    pub(crate) fn required<T: FromStr>(&mut self, name: &str, what: &str) -> Result<T, Problem> {
        self.optional(name, what)?.ok_or_else(|| {
            let detail = format!("the parameter {name} is missing: {what}");
            refused(detail).with("parameter", name)
        })
    }

    /// Refuses what is left: a parameter that is misspelt would be one that is left out.
    pub(crate) fn end(self, known: &str) -> Result<(), Problem> {
        match self.0.first() {
            None => Ok(()),
            Some((name, value)) => {
                let detail = format!("there is no parameter {:?}: {known}", shown(name));
                Err(refused(detail).about(name, value))
            }
        }
    }
}

/// As much of what was sent as is worth sending back.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

fn refused(detail: String) -> Problem {
    Problem::of_status(StatusCode::BAD_REQUEST, detail)
}

/// What a value that cannot be read is answered with.
pub(crate) fn not_read(name: &str, value: &str, what: &str) -> Problem {
    refused(format!("{name} {:?} is not {what}", shown(value))).about(name, value)
}
