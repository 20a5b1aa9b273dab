//! `POST /check`: what is wrong with a dossier.

use axum::extract::State;
use corridor::format::json::{self, SetAside};
use serde_json::{Value, json};

use crate::answer::{Answered, Json};
use crate::app::App;
use crate::body::JsonText;
use crate::query::Parameters;
use crate::seats::seated;

/// `reading` is what the reader tells, `check` what the records say; leniently also `set_aside`.
pub(crate) async fn check(
    State(app): State<App>,
    mut asked: Parameters,
    body: JsonText,
) -> Answered {
    let lenient = asked.optional("lenient", "true or false")?.unwrap_or(false);
    asked.end("only lenient is known")?;
    app.work(move || {
        let (findings, set_aside, dossier) = if lenient {
            let reading = json::read_lenient(body.as_str())?;
            let aside: Vec<_> = reading.set_aside().iter().map(record).collect();
            (
                reading.findings().clone(),
                Some(aside),
                reading.into_dossier(),
            )
        } else {
            let reading = json::read(body.as_str())?;
            (reading.findings().clone(), None, reading.into_dossier())
        };
        let (dossier, seated) = seated(dossier)?;
        let mut answer = json!({"reading": findings, "check": dossier.check(), "seated": seated});
        if let (Some(aside), Value::Object(members)) = (set_aside, &mut answer) {
            members.insert("set_aside".to_owned(), aside.into());
        }
        Json::of(&answer)
    })
    .await
}

fn record(record: &SetAside) -> Value {
    json!({
        "code": record.code(), "path": record.path(), "line": record.line(),
        "with": record.with(), "field": record.field(), "message": record.message(),
        "text": record.text(),
    })
}
