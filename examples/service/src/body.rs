//! Bodies: a JSON text or lines of it, within the limits.

use axum::body::{Body, HttpBody as _};
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, EXPECT};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use corridor::Code;
use http_body_util::BodyExt as _;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use crate::Problem;
use crate::app::{App, Settings};

/// The text of a body, which says that it is JSON.
#[derive(Debug)]
pub(crate) struct JsonText(Text);

/// The text of a body, which says that it is NDJSON: a record a line.
#[derive(Debug)]
pub(crate) struct Lines(Text);

#[derive(Debug)]
struct Text {
    text: String,
    _room: OwnedSemaphorePermit,
}

impl JsonText {
    pub(crate) fn as_str(&self) -> &str {
        &self.0.text
    }
}

impl Lines {
    pub(crate) fn as_str(&self) -> &str {
        &self.0.text
    }
}

impl FromRequest<App> for JsonText {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let is_json = |essence: &str| {
            essence == "application/json"
                || (essence.starts_with("application/") && essence.ends_with("+json"))
        };
        check_media(request.headers(), "application/json", is_json)?;
        Text::of(request, app).await.map(Self)
    }
}

impl FromRequest<App> for Lines {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        // No registry has NDJSON; these are what it is called.
        let is_lines = |essence: &str| {
            matches!(
                essence,
                "application/x-ndjson" | "application/ndjson" | "application/jsonl"
            )
        };
        check_media(request.headers(), "application/x-ndjson", is_lines)?;
        Text::of(request, app).await.map(Self)
    }
}

impl Text {
    async fn of(request: Request, app: &App) -> Result<Self, Problem> {
        let (head, body) = request.into_parts();
        let Settings {
            body_bytes,
            body_time,
            ..
        } = *app.settings;
        // Who asks before sending is told before sending.
        let asks = head.headers.contains_key(EXPECT);
        if asks && body.size_hint().lower() > u64::try_from(body_bytes).unwrap_or(u64::MAX) {
            return Err(too_large(body_bytes));
        }
        let room = app.room().await?;
        let bytes = timeout(body_time, collect(body, body_bytes))
            .await
            .map_err(|_| {
                let detail = format!(
                    "the body did not arrive within {} s",
                    body_time.as_secs_f32()
                );
                Problem::of_status(StatusCode::REQUEST_TIMEOUT, detail)
            })??;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { text, _room: room }),
            Err(error) => Err(no_text(error.as_bytes(), error.utf8_error().valid_up_to())),
        }
    }
}

/// The media type that is asked for or a kind of it, as it is.
fn check_media(
    headers: &HeaderMap,
    asked: &str,
    fits: impl Fn(&str) -> bool,
) -> Result<(), Problem> {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let refused = |detail: String| {
        Err(Problem::of_status(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            detail,
        ))
    };
    let media = text(CONTENT_TYPE).unwrap_or("nothing");
    let essence = media
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if !fits(&essence) {
        return refused(format!(
            "the body is to be {asked}, and its Content-Type says {media}"
        ));
    }
    match text(CONTENT_ENCODING) {
        None | Some("identity") => Ok(()),
        Some(coding) => refused(format!(
            "the body is to be sent as it is, and is coded as {coding}"
        )),
    }
}

/// Reads a body up to the limit. Beyond it as much again is read and dropped: a client that still
/// sends does not see an answer after which the connection is cut.
async fn collect(mut body: Body, limit: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut seen = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            let detail = format!("the body broke off: {error}");
            Problem::of_status(StatusCode::BAD_REQUEST, detail)
        })?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        seen = seen.saturating_add(data.len());
        if seen <= limit {
            bytes.extend_from_slice(&data);
        } else if seen > limit.saturating_mul(2) {
            break;
        }
    }
    if seen > limit {
        return Err(too_large(limit));
    }
    Ok(bytes)
}

fn too_large(limit: usize) -> Problem {
    let detail = format!("the body has more than {limit} bytes");
    Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE, detail).with("limit", limit)
}

/// JSON is UTF-8 (RFC 8259); says where it ceases to be.
fn no_text(bytes: &[u8], valid: usize) -> Problem {
    let before = bytes.get(..valid).unwrap_or_default();
    let before = String::from_utf8_lossy(before);
    let line = before.matches('\n').count() + 1;
    let on_line = before.rsplit('\n').next().unwrap_or_default();
    let column = on_line.chars().count() + 1;
    Problem::of_code(
        StatusCode::BAD_REQUEST,
        Code::JsonMalformed,
        &"not JSON: not UTF-8",
    )
    .with("line", line)
    .with("column", column)
}
