//! `POST /journey/{group}`: where a group is, how it came there, when it can be elsewhere.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use corridor::analysis::{Forecast, Whereabouts};
use corridor::format::json;
use corridor::{Code, Dossier, Error, Journey, Pace, Route, TravelMode, When};
use serde::Serialize;
use serde_json::{Value, json};

use crate::Problem;
use crate::answer::{Answered, Json, present};
use crate::app::App;
use crate::body::JsonText;
use crate::query::{Parameters, shown};
use crate::seats::seat;

/// The day is that of the dossier where it is left out.
pub(crate) async fn journey(
    State(app): State<App>,
    group: Result<Path<String>, PathRejection>,
    mut asked: Parameters,
    body: JsonText,
) -> Answered {
    let Path(group) = group?;
    let day = asked_day(&mut asked)?;
    asked.end("only day is known")?;
    app.work(move || {
        let mut dossier = json::read(body.as_str())?.into_dossier();
        let seated = seat(&mut dossier);
        follow(&dossier, &seated, &group, day)
    })
    .await
}

/// Where a group of the dossier is; `seated` are the places whose seat the gazetteer gave.
pub(crate) fn follow(
    dossier: &Dossier,
    seated: &impl Serialize,
    group: &str,
    day: Option<NaiveDate>,
) -> Answered {
    let journey = dossier.journey(group).map_err(no_group)?;
    let mut told = told(&journey, day.unwrap_or(dossier.as_of()))?;
    if let Value::Object(members) = &mut told {
        members.insert("seated".to_owned(), json!(seated));
    }
    Json::of(&told)
}

/// What is answered about a group: where the dossier has none of that id, nothing is there.
pub(crate) fn no_group(error: Error) -> Problem {
    match error.code() {
        Code::ReferenceDangling => Problem::of_code(StatusCode::NOT_FOUND, error.code(), &error),
        _ => error.into(),
    }
}

/// The day that is asked about, if one is.
pub(crate) fn asked_day(asked: &mut Parameters) -> Result<Option<NaiveDate>, Problem> {
    let day: Option<String> = asked.optional("day", "a text")?;
    day.map(|day| read_day(&day)).transpose()
}

fn read_day(text: &str) -> Result<NaiveDate, Problem> {
    let when: Option<When> = text.parse().ok();
    let day = when.and_then(|when| when.as_day());
    // Of what EDTF has beside, such as a doubtful day, nothing is meant here.
    day.filter(|day| day.to_string() == text).ok_or_else(|| {
        let detail = format!("day {:?} is not written as YYYY-MM-DD", shown(text));
        Problem::of_code(StatusCode::BAD_REQUEST, Code::DateInvalid, &detail).about("day", text)
    })
}

fn told(journey: &Journey<'_>, day: NaiveDate) -> Result<Value, Problem> {
    let group = journey.group();
    let (ahead, forecast, unknown) = match ahead(journey) {
        Ok(None) => (
            None,
            None,
            Some("no place to go on to is planned".to_owned()),
        ),
        Ok(Some((ahead, forecast))) => (Some(ahead), Some(forecast), None),
        Err(error) => (None, None, Some(error.to_string())),
    };
    Ok(present(json!({
        "group": {"id": group.id(), "name": group.name()},
        "day": day.to_string(),
        "whereabouts": journey.at(day)?.map(whereabouts),
        "journey": journey,
        "plan": journey.plan().collect::<Vec<_>>(),
        "next_move": journey.next_move().map(corridor::Event::id),
        "legs_ahead": ahead.map(|ahead| json!(ahead.legs().collect::<Vec<_>>())),
        "forecast": forecast,
        "no_forecast": unknown,
    })))
}

fn whereabouts(whereabouts: Whereabouts<'_>) -> Value {
    let mut told = json!(whereabouts);
    if let Value::Object(members) = &mut told {
        members.insert("text".to_owned(), whereabouts.to_string().into());
    }
    told
}

/// Along the way to where the group plans to be next, as people walk or drive.
fn ahead(journey: &Journey<'_>) -> Result<Option<(Route, Forecast)>, Error> {
    let Some(route) = journey.next_route()? else {
        return Ok(None);
    };
    let pace = match journey.group().mode() {
        TravelMode::Foot => Pace::WALKING,
        _ => Pace::VEHICLE,
    };
    let forecast = journey.forecast(&route, pace)?;
    Ok(Some((route, forecast)))
}
