//! `POST /check`: what is wrong with a dossier.

use std::collections::HashSet;

use axum::extract::State;
use corridor::format::json::{self, SetAside};
use corridor::{Code, Report};
use serde_json::{Value, json};

use crate::answer::{Answered, Json, present};
use crate::app::App;
use crate::body::JsonText;
use crate::query::Parameters;
use crate::seats::seat;

/// `reading` is what the reader tells, `check` what the records say; leniently also `set_aside`.
pub(crate) async fn check(
    State(app): State<App>,
    mut asked: Parameters,
    body: JsonText,
) -> Answered {
    let lenient = asked.optional("lenient", "true or false")?.unwrap_or(false);
    asked.end("only lenient is known")?;
    app.work(move || {
        let (findings, set_aside, mut dossier) = if lenient {
            let reading = json::read_lenient(body.as_str())?;
            (
                reading.findings().clone(),
                Some(reading.set_aside().to_vec()),
                reading.into_dossier(),
            )
        } else {
            let reading = json::read(body.as_str())?;
            (reading.findings().clone(), None, reading.into_dossier())
        };
        let seated = seat(&mut dossier);
        let check = without_referred(dossier.check(), set_aside.as_deref().unwrap_or_default());
        let mut answer = json!({"reading": findings, "check": check, "seated": seated});
        if let (Some(aside), Value::Object(members)) = (set_aside, &mut answer) {
            let aside: Vec<_> = aside.iter().map(record).collect();
            members.insert("set_aside".to_owned(), aside.into());
        }
        Json::of(&answer)
    })
    .await
}

/// Without what is unused only because the records that refer to it were set aside: a quoted string in
/// the text of one of them may be its id.
fn without_referred(report: Report, set_aside: &[SetAside]) -> Report {
    let texts = set_aside.iter().map(SetAside::text);
    let quoted: HashSet<_> = texts.flat_map(|text| text.split('"')).collect();
    report.without(|finding| {
        let is_quoted = |(_, id)| quoted.contains(id);
        finding.code() == Code::RecordUnused && finding.record().is_some_and(is_quoted)
    })
}

fn record(record: &SetAside) -> Value {
    present(json!({
        "code": record.code(), "path": record.path(), "line": record.line(),
        "with": record.fell_with(), "field": record.field(), "message": record.message(),
        "text": record.text(),
    }))
}
