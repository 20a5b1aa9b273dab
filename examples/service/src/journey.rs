//! `POST /journey/{group}`: where a group is, how it came there, when it can be elsewhere.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use corridor::analysis::{Forecast, NextLeg, Whereabouts};
use corridor::format::json;
use corridor::{Closure, Code, Dossier, Error, Journey, Pace, Route, TravelMode, When};
use serde_json::{Value, json};

use crate::Problem;
use crate::answer::{Answered, Json};
use crate::app::App;
use crate::body::JsonText;
use crate::query::{Parameters, shown};
use crate::seats::seated;

/// The day is that of the dossier where it is left out.
pub(crate) async fn journey(
    State(app): State<App>,
    group: Result<Path<String>, PathRejection>,
    mut asked: Parameters,
    body: JsonText,
) -> Answered {
    let Path(group) = group?;
    let day: Option<String> = asked.optional("day", "a text")?;
    let day = day.map(|day| read_day(&day)).transpose()?;
    asked.end("only day is known")?;
    app.work(move || {
        let (dossier, seated) = seated(json::read(body.as_str())?.into_dossier())?;
        let journey = Journey::of(&dossier, &group)
            .map_err(|error| Problem::of_code(StatusCode::NOT_FOUND, error.code(), &error))?;
        let mut told = told(&dossier, &journey, day.unwrap_or(dossier.as_of()));
        if let Value::Object(members) = &mut told {
            members.insert("seated".to_owned(), json!(seated));
        }
        Json::of(&told)
    })
    .await
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

fn told(dossier: &Dossier, journey: &Journey<'_>, day: NaiveDate) -> Value {
    let group = journey.group();
    let leg = journey.next_leg();
    let (forecast, unknown) = match leg.map(|leg| forecast(dossier, journey, &leg)) {
        None => (None, Some("no place to go on to is planned".to_owned())),
        Some(Ok(forecast)) => (Some(forecast), None),
        Some(Err(error)) => (None, Some(error.to_string())),
    };
    json!({
        "group": {"id": group.id(), "name": group.name()},
        "day": day.to_string(),
        "whereabouts": journey.at(day).map(whereabouts),
        "fixes": journey.fixes(),
        "travelled": journey.travelled(),
        "pace": journey.pace(),
        "plan": journey.plan().collect::<Vec<_>>(),
        "next_leg": leg.map(|leg| json!({
            "event": leg.event().id(), "from": leg.from().code(), "to": leg.to().code(),
            "geodesic_km": leg.geodesic(), "road_km": leg.road(),
        })),
        "forecast": forecast,
        "no_forecast": unknown,
    })
}

fn whereabouts(whereabouts: Whereabouts<'_>) -> Value {
    let text = whereabouts.to_string();
    match whereabouts {
        Whereabouts::At(fix) => json!({"state": "at", "text": text, "fix": fix}),
        Whereabouts::Since(fix) => json!({"state": "since", "text": text, "fix": fix}),
        Whereabouts::Possibly(fix) => json!({"state": "possibly", "text": text, "fix": fix}),
        Whereabouts::Between(passage) => json!({
            "state": "between", "text": text, "from": passage.from(), "to": passage.to(),
            "least": passage.least(), "most": passage.most(),
        }),
        _ => json!({"state": "other", "text": text}),
    }
}

/// Along the next leg, as people walk or drive, with the halts that are planned and around what is
/// closed.
fn forecast(
    dossier: &Dossier,
    journey: &Journey<'_>,
    leg: &NextLeg<'_>,
) -> Result<Forecast, Error> {
    let (from, to) = (leg.from(), leg.to());
    let mut route = Route::through([from.clone(), to.clone()])?;
    if let Some(road) = leg.road() {
        route = route.with_road(&from.code(), &to.code(), road)?;
    }
    let pace = match journey.group().mode() {
        TravelMode::Foot => Pace::WALKING,
        _ => Pace::VEHICLE,
    };
    let network = dossier.network()?;
    let closures: Vec<&Closure> = network.closures().collect();
    Ok(journey.forecast_avoiding(&route, pace, journey.planned_halts(), closures)?)
}
