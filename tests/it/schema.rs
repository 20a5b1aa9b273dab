//! The schema of the wire: its golden, and its table of keys held against the reader.
//!
//! Validators are heavy: what a validator says is tested in `examples/service`.

use std::collections::BTreeSet;
use std::path::Path;

use corridor::format::schema;
use corridor::{Dossier, Event, Statistic};
use serde_json::{Map, Value, json};

const GOLDEN: &str = include_str!("../fixtures/schema/corridor-1.json");
const PAGE: &str = include_str!("../../src/docs/wire.md");
const EVERY_KEY: &str = include_str!("../fixtures/wire/v1/every_key.json");

/// Others build on the file: today's schema is that one, byte for byte.
#[test]
fn the_golden_is_todays_schema() {
    let today = format!("{:#}\n", schema::dossier().to_value());
    let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corridor-1.json");
    std::fs::write(&new, &today).unwrap();
    assert!(today == GOLDEN, "today's is {}", new.display());
}

#[test]
fn the_golden_of_flows_is_todays_schema() {
    let today = format!("{:#}\n", schema::flow_table().to_value());
    let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join("flows.json");
    std::fs::write(&new, &today).unwrap();
    let golden = include_str!("../fixtures/schema/flows.json");
    assert!(today == golden, "today's is {}", new.display());
}

/// The schemas of parts are those parts of the whole; the header is of a log alone.
#[test]
fn parts_are_defined_as_in_the_whole() {
    let whole = schema::dossier().to_value();
    for part in [schema::event(), schema::statistic(), schema::log_line()] {
        let part = part.to_value();
        let defined = part["$defs"].as_object().unwrap();
        assert!(!defined.is_empty());
        for (name, schema) in defined.iter().filter(|(name, _)| *name != "LogHeader") {
            assert_eq!(&whole["$defs"][name], schema, "{name}");
        }
    }
}

/// The types of event, each with its definition.
fn types() -> Vec<(String, Value)> {
    let golden: Value = serde_json::from_str(GOLDEN).unwrap();
    let definition = |reference: &Value| {
        let name = reference["$ref"].as_str().unwrap();
        golden["$defs"][name.strip_prefix("#/$defs/").unwrap()].clone()
    };
    let types = golden["$defs"]["Event"]["oneOf"].as_array().unwrap().iter();
    types
        .map(|reference| {
            let of = definition(reference);
            let word = of["properties"]["type"]["const"].as_str().unwrap();
            (word.to_owned(), of)
        })
        .collect()
}

fn keys(definition: &Value) -> BTreeSet<String> {
    let properties = definition["properties"].as_object().unwrap();
    properties.keys().cloned().collect()
}

fn required(definition: &Value) -> BTreeSet<String> {
    let required = definition["required"].as_array().unwrap().iter();
    required
        .map(|key| key.as_str().unwrap().to_owned())
        .collect()
}

/// The keys that a type cannot have: alternatives of two patterns.
fn foreign(definition: &Value) -> BTreeSet<String> {
    let patterns = definition["patternProperties"].as_object().unwrap().keys();
    let keys = patterns.flat_map(|pattern| {
        let alternatives = pattern.strip_prefix("^(?:").unwrap();
        alternatives.strip_suffix(")$").unwrap().split('|')
    });
    keys.map(ToOwned::to_owned).collect()
}

/// A value for each key of each type.
fn sample(key: &str) -> Value {
    match key {
        "place" => json!("MX07032"),
        "headcount" => json!({"low": 6000, "best": 6000}),
        "words" => json!("more than 6,000"),
        "composition" => json!([{"breakdown": {"sex": "female"}, "headcount": 3000}]),
        "travelled_km" | "hours" | "within_km" => json!(24.5),
        "recommended" => json!(true),
        "mode" => json!("train"),
        "dead" | "personnel" => json!({"low": 40, "best": 40, "words": "at least 40"}),
        "missing" => json!({"low": 40, "best": 40}),
        "injured" => json!({"words": "at least 40"}),
        "survivors" | "conveyances" => json!(7),
        "returned_to" => json!("MX07089"),
        "basis" => json!("assisted"),
        "result" => json!("released"),
        "format" => json!("in_person"),
        "quota" => json!({"value": 10, "per": "week", "unit": "flight"}),
        "codes" => json!({"GLIDE": "DR-2023-000123-HND"}),
        "parts" => json!([{"group": "g", "place": "MX07032", "headcount": 5, "words": "five"}]),
        "groups" | "to" | "sources" | "topics" | "outcomes" => json!(["a", "b"]),
        "host" => json!("MX"),
        "delegations" => json!([{"country": "MX", "head": "p", "members": ["q"]}]),
        "level" => json!("head"),
        "on" | "convened_on" | "starts" | "ends" => json!("2023-12-20~"),
        "measure" | "cause" => json!("port_closure"),
        "places" => json!(["MX07032"]),
        "border" => json!(["MX", "US"]),
        "group" | "by" | "claimed_by" | "authority" | "id" | "follows" | "host_party" => json!("x"),
        "purpose" | "scope" | "text" | "venue" | "condition" | "note" => json!("some words"),
        _ => panic!("no sample of {key}"),
    }
}

/// An event of that type with every key that it can have.
fn full(word: &str, definition: &Value) -> Map<String, Value> {
    // A meeting has one host.
    let keys = keys(definition)
        .into_iter()
        .filter(|key| key != "host_party");
    let values = keys.map(|key| {
        let value = match key.as_str() {
            "type" => json!(word),
            "status" => json!("conditional"),
            key => sample(key),
        };
        (key, value)
    });
    values.collect()
}

fn is_read(event: &Map<String, Value>) -> bool {
    serde_json::from_value::<Event>(Value::Object(event.clone())).is_ok()
}

/// Each type with all its keys is read; without one that it needs, or with one of another type, it
/// is not; and it is read without any of the rest.
#[test]
fn the_table_of_keys_is_the_readers() {
    let types = types();
    let every: BTreeSet<_> = types.iter().flat_map(|(_, of)| keys(of)).collect();
    for (word, definition) in &types {
        let full = full(word, definition);
        assert!(is_read(&full), "{word}");
        for key in &every {
            let mut event = full.clone();
            if word == "meeting" && key == "host_party" {
                event.insert(key.clone(), sample(key));
                assert!(!is_read(&event), "two hosts");
                event.remove("host");
                assert!(is_read(&event), "a host that is a party");
            } else if event.remove(key).is_none() {
                event.insert(key.clone(), sample(key));
                assert!(foreign(definition).contains(key), "{word} and {key}");
                assert!(!is_read(&event), "{word} with {key}");
            } else {
                assert!(!foreign(definition).contains(key), "{word} and {key}");
                // A conditional event has a condition; a statement that counts, a group; a meeting in
                // person, a host; what is within a distance of a place, a place.
                let of_type = matches!(
                    (word.as_str(), key.as_str()),
                    ("statement", "group") | ("meeting", "host")
                );
                let ruled = key == "condition"
                    || of_type
                    || (key == "place" && full.contains_key("within_km"));
                let needed = ruled || required(definition).contains(key);
                assert_eq!(is_read(&event), !needed, "{word} without {key}");
            }
        }
    }
}

#[test]
fn the_schema_has_every_type_of_the_reader() {
    let error = serde_json::from_value::<Event>(json!({"id": "e", "type": "?"})).unwrap_err();
    let message = error.to_string();
    let (_, listed) = message.split_once("is not a type of event: ").unwrap();
    let (listed, _) = listed
        .rsplit_once(" [")
        .or_else(|| listed.rsplit_once(" at line"))
        .unwrap_or((listed, ""));
    let types = types().into_iter().map(|(word, _)| word);
    assert_eq!(types.collect::<Vec<_>>().join(", "), listed);
}

/// Every key of the page has its property, in what the page says has it.
#[test]
fn the_schema_has_every_key_of_the_page() {
    let golden: Value = serde_json::from_str(GOLDEN).unwrap();
    let of_events: BTreeSet<_> = types().iter().flat_map(|(_, of)| keys(of)).collect();
    let mut record = "dossier".to_owned();
    for line in PAGE.lines() {
        match line.strip_prefix("## ") {
            Some(heading) => record = heading.trim_start_matches("The ").to_lowercase(),
            None if line.starts_with('`') && line.ends_with('`') => {
                record = line.trim_matches('`').to_owned();
            }
            None => {}
        }
        let Some(row) = line.strip_prefix("| `") else {
            continue;
        };
        let properties = match record.as_str() {
            "events" => of_events.clone(),
            "dossier" => keys(&golden),
            "flows" => keys(&schema::flow_table().to_value()["$defs"]["Flow"]),
            record => keys(&golden["$defs"][capitalised(record)]),
        };
        let cell = row.split('|').next().unwrap().split(':').next().unwrap();
        for key in format!("`{cell}").split('`').skip(1).step_by(2) {
            assert!(properties.contains(key), "{record}: {key}");
        }
    }
    assert_eq!(
        record, "what may change",
        "the headings of the page have changed"
    );
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

/// What the schema says must be there, the reader misses.
#[test]
fn required_keys_of_records_are_the_readers() {
    let golden: Value = serde_json::from_str(GOLDEN).unwrap();
    let dossier: Value = serde_json::from_str(EVERY_KEY).unwrap();
    let refused = |dossier: Value| serde_json::from_value::<Dossier>(dossier).is_err();
    for key in required(&golden) {
        let mut without = dossier.clone();
        without.as_object_mut().unwrap().remove(&key);
        assert!(refused(without), "{key}");
    }
    for (list, name) in [
        ("sources", "Source"),
        ("parties", "Party"),
        ("places", "Place"),
        ("groups", "Group"),
        ("links", "Link"),
        ("statistics", "Statistic"),
    ] {
        // The last of each list is the one that nothing but its own keys can spoil.
        let last = dossier[list].as_array().unwrap().len() - 1;
        for key in keys(&golden["$defs"][name]) {
            let mut without = dossier.clone();
            let record = without[list][0].as_object_mut().unwrap();
            if required(&golden["$defs"][name]).contains(&key) {
                record.remove(&key).unwrap();
                assert!(refused(without), "{list} without {key}");
            } else if last > 0 {
                without[list][last].as_object_mut().unwrap().remove(&key);
                let lonely = matches!(key.as_str(), "lat" | "lon" | "area" | "published");
                assert!(lonely || !refused(without), "{list} without {key}");
            }
        }
    }
}

/// Types that hold the crate's values can be described with them.
#[test]
fn schemas_can_be_used_in_others() {
    let mut generator = schemars::SchemaGenerator::default();
    let reference = generator.subschema_for::<Option<Statistic>>();
    assert_eq!(
        reference.to_value()["anyOf"][0]["$ref"],
        "#/$defs/Statistic"
    );
    assert!(generator.definitions().contains_key("Estimate"));
}
