//! `GET /place` and `GET /nearest`: the embedded gazetteer.

use axum::http::StatusCode;
use corridor::place::FindError;
use corridor::{Code, Distance, Gazetteer, Place, Position};
use serde_json::{Value, json};

use crate::Problem;
use crate::answer::{Answered, Json};
use crate::query::{Parameters, not_read};

/// How many of the nearest places are told, unless asked otherwise, and at most.
const NEAREST: (usize, usize) = (1, 100);
/// Half the way around the Earth, and a little more.
const EVERYWHERE_KM: f64 = 20_100.0;

/// The one place of a name; of an ambiguous or misspelt one, all that it may mean.
pub(crate) async fn place(mut asked: Parameters) -> Answered {
    let name: String = asked.required("name", "a place")?;
    asked.end("only name is known")?;
    let place = Gazetteer::embedded().find(&name)?;
    Json::of(&described(&place))
}

/// The nearest places, the nearest first.
pub(crate) async fn nearest(mut asked: Parameters) -> Answered {
    let (usual, most) = NEAREST;
    let (number, some) = ("a number of degrees", format!("from 1 to {most}"));
    let lat: f64 = asked.required("lat", number)?;
    let lon: f64 = asked.required("lon", number)?;
    let limit = asked.optional("limit", &some)?.unwrap_or(usual);
    asked.end("lat, lon and limit are known")?;
    if !(1..=most).contains(&limit) {
        return Err(not_read("limit", &limit.to_string(), &some));
    }
    let position = Position::try_new(lat, lon)
        .map_err(|error| Problem::of_code(StatusCode::BAD_REQUEST, error.code(), &error))?;
    let places = nearest_places(position, limit)?.into_iter();
    let places =
        places.map(|(place, distance)| json!({"distance_km": distance, "place": described(place)}));
    Json::of(&json!({"places": places.collect::<Vec<_>>()}))
}

/// Looks ever further away until there are enough.
fn nearest_places(
    position: Position,
    limit: usize,
) -> Result<Vec<(&'static Place, Distance)>, Problem> {
    let gazetteer = Gazetteer::embedded();
    let mut reach_km = match gazetteer.nearest(position) {
        Some(nearest) if limit == 1 => return Ok(vec![nearest]),
        nearest => nearest.map_or(EVERYWHERE_KM, |(_, distance)| distance.km() + 10.0),
    };
    loop {
        let reach = Distance::from_km(reach_km).map_err(|error| {
            Problem::of_code(StatusCode::INTERNAL_SERVER_ERROR, error.code(), &error)
        })?;
        let mut places = gazetteer.within(position, reach);
        if places.len() >= limit || reach_km > EVERYWHERE_KM {
            places.truncate(limit);
            return Ok(places);
        }
        reach_km *= 2.0;
    }
}

/// The place as the wire has it, with the names of what its codes stand for.
fn described(place: &Place) -> Value {
    let mut value = json!(place);
    let subdivision = place
        .subdivision()
        .and_then(|code| Gazetteer::embedded().subdivision_name(code));
    if let Value::Object(members) = &mut value {
        members.insert("country_name".to_owned(), json!(place.country().name()));
        if let Some(name) = subdivision {
            members.insert("subdivision_name".to_owned(), json!(name));
        }
    }
    value
}

impl From<FindError> for Problem {
    fn from(error: FindError) -> Self {
        let all = |places: &[Place]| -> Vec<Value> { places.iter().map(described).collect() };
        let status = match error.code() {
            Code::PlaceAmbiguous => StatusCode::CONFLICT,
            _ => StatusCode::NOT_FOUND,
        };
        let problem = Self::of_code(status, error.code(), &error);
        let problem = match error.candidates() {
            [] => problem,
            candidates => problem.with("candidates", all(candidates)),
        };
        problem.with("suggestions", all(error.suggestions()))
    }
}
