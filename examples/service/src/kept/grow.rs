//! Requests that make dossiers, change them and delete them.

use std::collections::{BTreeMap, HashMap};

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{ETAG, LOCATION};
use axum::response::{IntoResponse, Response};
use corridor::format::json;
use corridor::{Code, Error, Record, RecordKind, Report};
use serde::Deserialize;
use serde_json::{Value, json};

use super::change::Change;
use super::live::{Live, line};
use super::tag::{Conditions, tag};
use crate::Problem;
use crate::answer::Json;
use crate::app::{App, Settings};
use crate::body::{JsonText, Lines};
use crate::query::{Parameters, shown};

type Named<T> = Result<Path<T>, PathRejection>;

/// `POST /dossiers`
pub(crate) async fn create(
    State(app): State<App>,
    asked: Parameters,
    body: JsonText,
) -> Result<Response, Problem> {
    asked.end("none is known")?;
    let settings = &app.settings;
    let room = app.dossiers.room(1, body.as_str().len(), settings)?;
    let (dossiers, limits) = (app.dossiers.clone(), settings.clone());
    let ((id, records), reading) = app
        .work_in_turn(move |turn| {
            let reading = json::read(body.as_str())?;
            let findings = reading.findings().clone();
            let dossier = reading.into_dossier();
            let (live, whole) = Live::new(dossier);
            fits(live.records(), live.bytes(), &limits)?;
            drop(turn);
            Ok((dossiers.create(live, whole, room)?, findings))
        })
        .await?;
    let place = format!("/dossiers/{id}");
    let answer = Json::of(&json!({
        "id": id, "version": 1, "records": records, "reading": reading,
    }))?;
    let headers = [(ETAG, tag(1)), (LOCATION, place)];
    Ok((StatusCode::CREATED, headers, answer).into_response())
}

/// `DELETE /dossiers/{id}`
pub(crate) async fn delete(
    State(app): State<App>,
    id: Named<String>,
    asked: Parameters,
    conditions: Conditions,
) -> Result<StatusCode, Problem> {
    let Path(id) = id?;
    asked.end("none is known")?;
    let changing = app.dossiers.changing(&id, app.settings.work_time).await?;
    app.work_in_turn(move |turn| changing.delete(&conditions, || drop(turn)))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /dossiers/{id}/records`: takes what can stand, sets the rest aside. Lines may refer to each
/// other in any order.
pub(crate) async fn push(
    State(app): State<App>,
    id: Named<String>,
    asked: Parameters,
    conditions: Conditions,
    body: Lines,
) -> Result<Response, Problem> {
    let Path(id) = id?;
    asked.end("none is known")?;
    let limits = app.settings.clone();
    let lines = body.as_str().lines().count();
    if lines > limits.batch_lines {
        let detail = format!("the body has more than {} lines", limits.batch_lines);
        let problem = Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE, detail);
        return Err(problem.with("limit", limits.batch_lines));
    }
    let room = app.dossiers.room(0, body.as_str().len(), &limits)?;
    // Read before the dossier is held, so that others have it meanwhile.
    let batch = app.work(move || Ok(Batch::of(body.as_str()))).await?;
    let changing = app.dossiers.changing(&id, limits.work_time).await?;
    let (batch, version) = app
        .work_in_turn(move |turn| {
            let changed = changing.change(
                &conditions,
                || drop(turn),
                |live| {
                    let (records, bytes) = batch.new_to(live);
                    fits(live.records() + records, live.bytes() + bytes, &limits)?;
                    Ok(batch.push(live))
                },
            );
            drop(room);
            changed
        })
        .await?;
    let status = if batch.set_aside.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::MULTI_STATUS
    };
    let set_aside: Vec<&Value> = batch.set_aside.values().collect();
    let answer = Json::of(&json!({
        "version": version, "taken": batch.taken, "set_aside": set_aside, "reading": batch.reading,
    }))?;
    Ok((status, [(ETAG, tag(version))], answer).into_response())
}

/// `PUT /dossiers/{id}/records/{kind}/{record}`
pub(crate) async fn replace(
    State(app): State<App>,
    named: Named<(String, String, String)>,
    asked: Parameters,
    conditions: Conditions,
    body: JsonText,
) -> Result<Response, Problem> {
    let Path((id, kind, of)) = named?;
    asked.end("none is known")?;
    let limits = app.settings.clone();
    let room = app.dossiers.room(0, body.as_str().len(), &limits)?;
    let changing = app.dossiers.changing(&id, limits.work_time).await?;
    let (reading, version) = app
        .work_in_turn(move |turn| {
            let changed = changing.change(
                &conditions,
                || drop(turn),
                |live| {
                    let (kind, before) = find(live, &kind, &of)?;
                    let record = json::read_line(body.as_str())?;
                    let reading = unknown_keys(body.as_str());
                    if (record.kind(), record.id()) != (kind, before.id()) {
                        let (other, another) = (record.kind(), record.id());
                        let detail = format!(
                            "the path names {kind} {of}, and the body is {other} {another}"
                        );
                        return Err(Problem::of_status(StatusCode::UNPROCESSABLE_ENTITY, detail));
                    }
                    let others = live.bytes().saturating_sub(line(&before).len());
                    fits(live.records(), others + line(&record).len(), &limits)?;
                    Ok((reading, Some(live.replace(record)?)))
                },
            );
            drop(room);
            changed
        })
        .await?;
    let answer = Json::of(&json!({"version": version, "reading": reading}))?;
    Ok(([(ETAG, tag(version))], answer).into_response())
}

/// A finding for each key of a record that is not known.
fn unknown_keys(record: &str) -> Report {
    // A line break in JSON is white space: in a string it is escaped.
    let line = record.replace(['\n', '\r'], " ");
    let read = json::read_log(&line);
    let findings = read.findings().clone();
    findings.without(|finding| finding.code() != Code::KeyUnknown)
}

/// `DELETE /dossiers/{id}/records/{kind}/{record}`: refused while another record refers to it.
pub(crate) async fn remove(
    State(app): State<App>,
    named: Named<(String, String, String)>,
    asked: Parameters,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let Path((id, kind, of)) = named?;
    asked.end("none is known")?;
    let changing = app.dossiers.changing(&id, app.settings.work_time).await?;
    let ((), version) = app
        .work_in_turn(move |turn| {
            changing.change(
                &conditions,
                || drop(turn),
                |live| {
                    let (kind, _) = find(live, &kind, &of)?;
                    let referred = |error: Error| {
                        Problem::of_code(StatusCode::CONFLICT, error.code(), &error.message())
                    };
                    Ok(((), Some(live.remove(kind, &of).map_err(referred)?)))
                },
            )
        })
        .await?;
    changed(version)
}

/// `PUT /dossiers/{id}/as-of`
pub(crate) async fn set_as_of(
    State(app): State<App>,
    id: Named<String>,
    asked: Parameters,
    conditions: Conditions,
    body: JsonText,
) -> Result<Response, Problem> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Day {
        as_of: String,
    }
    let Path(id) = id?;
    asked.end("none is known")?;
    let detail = r#"the body is to be {"as_of": "YYYY-MM-DD"}"#;
    let day: Value = serde_json::from_str(body.as_str()).map_err(|error| {
        Problem::of_code(StatusCode::BAD_REQUEST, Code::JsonMalformed, &detail)
            .with("line", error.line())
            .with("column", error.column())
    })?;
    let day: Day = serde_json::from_value(day)
        .map_err(|_| Problem::of_status(StatusCode::UNPROCESSABLE_ENTITY, detail))?;
    let changing = app.dossiers.changing(&id, app.settings.work_time).await?;
    let ((), version) = app
        .work_in_turn(move |turn| {
            changing.change(
                &conditions,
                || drop(turn),
                |live| Ok(((), live.set_as_of(&day.as_of)?)),
            )
        })
        .await?;
    changed(version)
}

fn changed(version: i64) -> Result<Response, Problem> {
    let answer = Json::of(&json!({"version": version}))?;
    Ok(([(ETAG, tag(version))], answer).into_response())
}

/// The record that a path names.
pub(crate) fn find(live: &Live, kind: &str, id: &str) -> Result<(RecordKind, Record), Problem> {
    let absent = |detail: String| Problem::of_status(StatusCode::NOT_FOUND, detail);
    let kind = kind
        .parse::<RecordKind>()
        .map_err(|error| absent(error.message().to_owned()))?;
    let record = live
        .record(kind, id)
        .ok_or_else(|| absent(format!("the dossier has no {kind} {:?}", shown(id))))?;
    Ok((kind, record))
}

/// Holds the bounds of one dossier.
fn fits(records: usize, bytes: usize, limits: &Settings) -> Result<(), Problem> {
    let full = |has: &str, bound: &str, limit: usize| {
        let detail = format!("the dossier would have more than {limit} {has}");
        let problem = Problem::of_status(StatusCode::CONFLICT, detail);
        Err(problem.with("bound", bound).with("limit", limit))
    };
    if records > limits.dossier_records {
        return full("records", "dossier_records", limits.dossier_records);
    }
    if bytes > limits.dossier_bytes {
        return full("bytes", "dossier_bytes", limits.dossier_bytes);
    }
    Ok(())
}

/// Lines that were sent, on their way into a dossier.
struct Batch {
    /// Records of lines that can be read, each of another kind and id.
    records: Vec<Record>,
    /// The line of each, from 1, and its text.
    lines: HashMap<(RecordKind, String), (usize, String)>,
    /// By line.
    set_aside: BTreeMap<usize, Value>,
    reading: Report,
}

/// What became of them.
struct Pushed {
    taken: Vec<Value>,
    set_aside: BTreeMap<usize, Value>,
    reading: Report,
}

impl Batch {
    fn of(text: &str) -> Self {
        let log = json::read_log(text);
        let reading = log.findings().clone();
        let mut batch = Self {
            records: Vec::new(),
            lines: HashMap::new(),
            set_aside: BTreeMap::new(),
            reading: reading.without(|finding| finding.code() != Code::KeyUnknown),
        };
        for aside in log.set_aside() {
            let told = told(
                aside.code(),
                aside.line(),
                aside.field(),
                aside.message(),
                aside.text(),
            );
            batch.set_aside.insert(aside.line(), told);
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = (1..).zip(text.lines());
        let lines: Vec<_> = lines
            .filter(|(number, line)| {
                !line.trim().is_empty() && !batch.set_aside.contains_key(number)
            })
            .collect();
        // A log may begin with a header, which is no record.
        let mut lines = lines.into_iter();
        let read = log.into_records();
        if lines.len() > read.len()
            && let Some((number, line)) = lines.next()
        {
            let message = "the header of a log is no record: the dossier has its day and title";
            let aside = told(Code::KeyMisplaced, number, "type", message, line);
            batch.set_aside.insert(number, aside);
        }
        for (record, (number, line)) in read.into_iter().zip(lines) {
            batch.take(record, number, line);
        }
        batch
    }

    fn take(&mut self, record: Record, number: usize, line: &str) {
        let key = (record.kind(), record.id().to_owned());
        match self.lines.get(&key) {
            None => {
                self.lines.insert(key, (number, line.to_owned()));
                self.records.push(record);
            }
            Some((first, _)) => {
                let (kind, id) = &key;
                let message = format!("{kind} {id} is on line {first} already");
                let aside = told(Code::IdDuplicate, number, "", &message, line);
                self.set_aside.insert(number, aside);
            }
        }
    }

    /// How many records, and bytes of lines, the dossier does not have yet: lines that are sent again
    /// take no room.
    fn new_to(&self, live: &Live) -> (usize, usize) {
        let new = self.lines.iter();
        let new = new.filter(|((kind, id), _)| live.record(*kind, id).is_none());
        new.fold((0, 0), |(records, bytes), (_, (_, line))| {
            (records + 1, bytes + line.len() + 1)
        })
    }

    fn push(mut self, live: &mut Live) -> (Pushed, Option<Change>) {
        let (refused, change) = live.extend(self.records);
        for (record, error) in refused {
            let key = (record.kind(), record.id().to_owned());
            if let Some((number, line)) = self.lines.remove(&key) {
                let aside = told(error.code(), number, error.path(), error.message(), &line);
                self.set_aside.insert(number, aside);
            }
        }
        let mut taken: Vec<_> = self.lines.into_iter().collect();
        taken.sort_unstable_by_key(|(_, (number, _))| *number);
        let taken = taken.into_iter().map(
            |((kind, id), (number, _))| json!({"line": number, "kind": kind.as_str(), "id": id}),
        );
        let pushed = Pushed {
            taken: taken.collect(),
            set_aside: self.set_aside,
            reading: self.reading,
        };
        (pushed, change)
    }
}

/// A line that was set aside, as [`check`](crate::check) tells of a record.
fn told(code: Code, line: usize, field: &str, message: &str, text: &str) -> Value {
    let path = format!("[{}]", line - 1);
    json!({
        "code": code, "path": path, "line": line, "field": field, "message": message, "text": text,
    })
}
