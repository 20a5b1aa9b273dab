//! The entity tag of a dossier and of all answers about it (RFC 9110, 8.8.3), and what a request makes
//! depend on it.

use axum::extract::FromRequestParts;
use axum::http::header::{HeaderName, IF_MATCH, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};

use crate::Problem;

/// The tag of a version. Another release of the service may answer otherwise, so that it has tags of
/// its own.
pub(crate) fn tag(version: i64) -> String {
    format!("\"{version}-{}\"", env!("CARGO_PKG_VERSION"))
}

/// `If-Match` and `If-None-Match` of a request.
#[derive(Debug)]
pub(crate) struct Conditions {
    one_of: Option<Vec<String>>,
    none_of: Option<Vec<String>>,
}

impl<S: Send + Sync> FromRequestParts<S> for Conditions {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self {
            one_of: listed(&parts.headers, IF_MATCH),
            none_of: listed(&parts.headers, IF_NONE_MATCH),
        })
    }
}

/// The tags of all lines of a header, or none where there is no such line.
fn listed(headers: &HeaderMap, name: HeaderName) -> Option<Vec<String>> {
    let lines = headers.get_all(name).iter();
    let lines: Vec<_> = lines.map(|line| line.to_str().unwrap_or("?")).collect();
    let tags = lines.iter().flat_map(|line| line.split(','));
    let tags = tags.map(|tag| tag.trim().to_owned()).collect();
    (!lines.is_empty()).then_some(tags)
}

impl Conditions {
    /// Refuses a request that is about another version (RFC 9110, 13.1.1).
    pub(crate) fn hold(&self, version: i64) -> Result<(), Problem> {
        let tag = tag(version);
        let is = |listed: &String| listed == "*" || *listed == tag;
        match &self.one_of {
            Some(tags) if !tags.iter().any(is) => {
                let detail =
                    format!("the dossier has the tag {tag} now, which If-Match does not name");
                Err(Problem::of_status(StatusCode::PRECONDITION_FAILED, detail).with("tag", tag))
            }
            _ => Ok(()),
        }
    }

    /// Refuses a change that is about another version, or that only what does not exist, or has
    /// another version, should undergo (RFC 9110, 13.1.2).
    pub(crate) fn hold_for_change(&self, version: i64) -> Result<(), Problem> {
        self.hold(version)?;
        if !self.is_known(version) {
            return Ok(());
        }
        let tag = tag(version);
        let detail = format!("the dossier has the tag {tag}, which If-None-Match excludes");
        Err(Problem::of_status(StatusCode::PRECONDITION_FAILED, detail).with("tag", tag))
    }

    /// Whether the client has this version already (RFC 9110, 13.1.2).
    pub(crate) fn is_known(&self, version: i64) -> bool {
        let tag = tag(version);
        let is = |listed: &String| listed == "*" || listed.trim_start_matches("W/") == tag;
        self.none_of.as_deref().unwrap_or_default().iter().any(is)
    }
}
