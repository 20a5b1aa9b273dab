//! A megabyte of text where something else stands: no message repeats it.

use corridor::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What a message may have at most, in bytes, whatever is in the text.
const LONGEST: usize = 400;

/// A dossier in which every key has a value.
const EVERY_KEY: &str = include_str!("../fixtures/wire/v1/every_key.json");

/// The value of every key below the root, and of every element of a list, as a pointer (RFC 6901).
fn pointers(value: &Value) -> Vec<String> {
    fn below(value: &Value, at: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => members.iter().for_each(|(key, value)| {
                let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                below(value, &at, found);
                found.push(at);
            }),
            Value::Array(elements) => elements.iter().enumerate().for_each(|(index, value)| {
                let at = format!("{at}/{index}");
                below(value, &at, found);
                found.push(at);
            }),
            _ => {}
        }
    }
    let mut found = Vec::new();
    below(value, "", &mut found);
    found
}

fn brief(text: &str, what: &str) {
    let shown: String = text.chars().take(1_000).collect();
    assert!(
        text.len() <= LONGEST,
        "{what}: {} bytes: {shown}",
        text.len()
    );
}

/// What each reader says of the text, if anything.
fn told(text: &str, what: &str) {
    if let Err(error) = serde_json::from_str::<Dossier>(text) {
        brief(&error.to_string(), what);
    }
    #[cfg(feature = "json")]
    {
        use corridor::format::json;
        if let Err(error) = json::read(text) {
            brief(&error.to_string(), what);
            brief(error.value().unwrap_or_default(), what);
        }
        match json::read_lenient(text) {
            Ok(reading) => {
                for record in reading.set_aside() {
                    brief(&record.to_string(), what);
                }
            }
            Err(error) => brief(&error.to_string(), what),
        }
    }
}

/// Each key of each record once, with a text of a megabyte; and with one of ten kilobytes for its name.
#[test]
fn no_reader_repeats_a_text() {
    let whole: Value = serde_json::from_str(EVERY_KEY).unwrap();
    let megabyte = "x".repeat(1_000_000);
    for long in [
        "x".repeat(10_000),
        "2023-01-01,".repeat(1_000),
        "\"é\n".repeat(4_000),
    ] {
        let mut seen = std::collections::BTreeSet::new();
        for at in pointers(&whole) {
            // A key of a kind of record once, wherever it stands.
            let key: String = at.chars().filter(|c| !c.is_ascii_digit()).collect();
            if !seen.insert(key) {
                continue;
            }
            let mut damaged = whole.clone();
            *damaged.pointer_mut(&at).unwrap() = json!(long);
            told(&damaged.to_string(), &at);
            // The key of which fuzzing found that its message repeated all of it.
            if at.ends_with("/travelled_km") && long.starts_with('x') {
                *damaged.pointer_mut(&at).unwrap() = json!(megabyte);
                told(&damaged.to_string(), &at);
            }
            let mut damaged = whole.clone();
            *damaged.pointer_mut(&at).unwrap() = json!([long]);
            told(&damaged.to_string(), &at);
            let mut damaged = whole.clone();
            *damaged.pointer_mut(&at).unwrap() = json!({(long.as_str()): 1, "count": long});
            told(&damaged.to_string(), &at);
        }
    }
}

fn refused<T: DeserializeOwned>(text: &str, what: &str) {
    let error = serde_json::from_str::<T>(text)
        .err()
        .map(|error| error.to_string());
    brief(&error.unwrap_or_default(), what);
}

/// Values and records that a service reads by themselves.
#[test]
fn no_value_repeats_a_text() {
    let long = json!("x".repeat(1_000_000));
    let in_list = json!([long]);
    let as_key = json!({(long.as_str().unwrap()): 1});
    let keys = [
        "low", "best", "slow", "lat", "id", "type", "people", "places", "flows", "unit",
    ];
    let keyed = keys.map(|key| json!({(key): long}));
    for value in [&long, &in_list, &as_key].into_iter().chain(&keyed) {
        let text = value.to_string();
        refused::<Estimate>(&text, "an estimate");
        refused::<Bounds>(&text, "bounds");
        refused::<Distance>(&text, "a distance");
        refused::<Pace>(&text, "a pace");
        refused::<Period>(&text, "a period");
        refused::<When>(&text, "a date");
        refused::<Id>(&text, "an id");
        refused::<Unit>(&text, "a unit");
        refused::<PlaceCode>(&text, "a place code");
        refused::<CountryCode>(&text, "a country");
        refused::<Area>(&text, "an area");
        refused::<Position>(&text, "a position");
        refused::<Place>(&text, "a place");
        refused::<Route>(&text, "a route");
        refused::<SeriesKey>(&text, "a series key");
        refused::<Flow>(&text, "a flow");
        refused::<FlowTable>(&text, "a table of flows");
        refused::<Source>(&text, "a source");
        refused::<Event>(&text, "an event");
        refused::<Statistic>(&text, "a statistic");
        refused::<Record>(&text, "a record");
        refused::<Dossier>(&text, "a dossier");
        refused::<Limits>(&text, "limits");
    }
    let halt = json!({"type": "halt", "id": "h", "on": "2023", "status": "occurred", "group": "g",
        "place": "MX1", "hours": long});
    let error = serde_json::from_value::<Record>(halt.clone())
        .unwrap_err()
        .to_string();
    let start = format!("invalid type: string \"{}…\", expected f64", "x".repeat(40));
    assert_eq!(error, start);
    let error = serde_json::from_str::<Event>(&halt.to_string()).unwrap_err();
    assert!(error.to_string().starts_with(&start), "{error}");
    assert_eq!(error.line(), 1);
    assert!(error.column() > 1_000_000, "where it was, is kept");
}

/// What is set by hand is held to the same.
#[test]
fn no_draft_repeats_a_text() {
    let long = "x".repeat(1_000_000);
    let event = || Event::sighting("e", "2023", "g", "MX07032");
    for draft in [
        Event::sighting(&long, "2023", "g", "MX07032"),
        event().on(&long),
        event().group(&long),
        event().place(&long),
        event().headcount(&long),
        event().travelled(&long),
        event().level(&long),
        event().host(&long),
        event().measure_kind(&long),
        event().note(&long),
        event().source(&long),
        event().part(Part::of(&long)),
        event().border("MX", &long),
        event().conditional(&long),
        event().without(&long),
    ] {
        let error = draft.build().unwrap_err();
        brief(&error.to_string(), error.path());
        let dossier = Dossier::draft("2023-12-27").with(event().on(&long));
        brief(&dossier.build().unwrap_err().to_string(), "a dossier");
    }
    brief(
        &Dossier::draft(&long).build().unwrap_err().to_string(),
        "a day",
    );
    let place = Place::draft("MX07032", &long).build().unwrap_err();
    brief(&place.to_string(), "a name");
    let days: Vec<_> = (1..=28).map(|day| format!("2023-01-{day:02}")).collect();
    let days = format!("{{{}}}", days.join(","));
    brief(
        &Dossier::draft(&days).build().unwrap_err().to_string(),
        "a set of days",
    );
}
