//! The properties of features.

use geojson::{JsonObject, JsonValue};
use serde::Serialize;

use crate::measure::Estimate;

/// The wire's keys for estimates.
const ESTIMATES: [&str; 4] = ["count", "headcount", "people", "value"];

/// The keys of a record on the wire, and its kind.
pub(super) fn of_record(what: &str, record: &impl Serialize) -> JsonObject {
    let said = match serde_json::to_value(record) {
        Ok(JsonValue::Object(said)) => said,
        _ => JsonObject::new(),
    };
    tidied(said.into_iter().chain([("record".to_owned(), what.into())]))
}

/// The keys whose values are present, and the kind.
pub(super) fn of<'k>(
    what: &str,
    values: impl IntoIterator<Item = (&'k str, Option<JsonValue>)>,
) -> JsonObject {
    let values = values.into_iter();
    let there = values.filter_map(|(key, value)| Some((key.to_owned(), value?)));
    tidied(there.chain([("record".to_owned(), what.into())]))
}

/// A value as JSON.
pub(super) fn json(value: &(impl Serialize + ?Sized)) -> Option<JsonValue> {
    serde_json::to_value(value).ok()
}

/// The same keys in alphabetical order, even if `serde_json` has its `preserve_order` feature on,
/// and each estimate as an object, so that a map need not handle both forms.
fn tidied(members: impl IntoIterator<Item = (String, JsonValue)>) -> JsonObject {
    let mut members: Vec<_> = members.into_iter().collect();
    members.sort_by(|one, other| one.0.cmp(&other.0));
    let tidy = |(key, value): (String, JsonValue)| {
        let exact = value.as_u64().filter(|_| ESTIMATES.contains(&key.as_str()));
        let value = match exact {
            Some(count) => bounds(Estimate::exactly(count)),
            None => tidy_value(value),
        };
        (key, value)
    };
    members.into_iter().map(tidy).collect()
}

fn tidy_value(value: JsonValue) -> JsonValue {
    match value {
        JsonValue::Object(members) => JsonValue::Object(tidied(members)),
        JsonValue::Array(values) => values.into_iter().map(tidy_value).collect(),
        plain => plain,
    }
}

fn bounds(estimate: Estimate) -> JsonValue {
    let bounds = [
        ("best", Some(estimate.best())),
        ("high", estimate.high()),
        ("low", Some(estimate.low())),
    ];
    let there = bounds
        .into_iter()
        .filter_map(|(key, count)| Some((key.to_owned(), JsonValue::from(count?))));
    JsonValue::Object(there.collect())
}
