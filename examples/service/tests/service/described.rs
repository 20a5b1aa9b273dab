//! What the service says of itself, held against what it does.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use reqwest::Method;
use reqwest::header::ALLOW;
use serde_json::{Value, json};

use crate::client::{Answer, Service};

static DESCRIPTION: LazyLock<Value> = LazyLock::new(corridor_service::description);

/// The described path that a path is of.
fn path_of(path: &str) -> Option<(&str, &Value)> {
    let parts: Vec<_> = path.split('/').collect();
    let is = |described: &str| {
        let described: Vec<_> = described.split('/').collect();
        described.len() == parts.len()
            && described
                .iter()
                .zip(&parts)
                .all(|(of, part)| of == part || (of.starts_with('{') && !part.is_empty()))
    };
    let paths = DESCRIPTION["paths"].as_object().unwrap();
    let found = paths.iter().find(|(described, _)| is(described));
    found.map(|(path, methods)| (path.as_str(), methods))
}

/// Every answer that any test sees has a status and a media type that are described.
pub(crate) fn hold(method: &Method, path: &str, answer: &Answer) {
    let status = answer.status.as_u16();
    let Some((described, methods)) = path_of(path) else {
        assert_eq!(status, 404, "{method} {path} is not described");
        return;
    };
    let Some(operation) = methods.get(method.as_str().to_lowercase()) else {
        assert_eq!(status, 405, "{method} {described} is not described");
        return;
    };
    let told = &operation["responses"][status.to_string()];
    assert!(
        told.is_object(),
        "{method} {described} answers {status}: {}",
        answer.text
    );
    let media: Vec<_> = told["content"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(media, _)| media)
        .collect();
    let kinds: Vec<_> = Some(&answer.kind)
        .filter(|kind| !kind.is_empty())
        .into_iter()
        .collect();
    assert_eq!(kinds, media, "{method} {described} {status}");
    for header in told["headers"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
    {
        assert!(
            answer.headers.contains_key(header),
            "{method} {described} {status}: {header}"
        );
    }
    if answer.kind.ends_with("json") {
        let value: Value = serde_json::from_str(&answer.text).unwrap();
        // GeoJSON has a member of its own that may be null: `geometry`.
        if !answer.kind.contains("geo") {
            assert_eq!(null_member(&value), None, "{method} {described}: {value}");
        }
        if let Some(schema) = told["content"]["application/json"]["schema"]["$ref"].as_str() {
            let (_, name) = schema.rsplit_once('/').unwrap();
            assert!(validator(name).is_valid(&value), "{name}: {value}");
        }
    }
}

/// The first member that is null: a member without a value is left out. A null in a list, which holds
/// a position, is no member.
fn null_member(value: &Value) -> Option<&str> {
    match value {
        Value::Object(members) => members.iter().find_map(|(key, value)| match value {
            Value::Null => Some(key.as_str()),
            value => null_member(value),
        }),
        Value::Array(values) => values.iter().find_map(null_member),
        _ => None,
    }
}

/// The validator of a described schema, made once.
fn validator(name: &str) -> Arc<Validator> {
    static BY_NAME: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> =
        LazyLock::new(Mutex::default);
    let mut validators = BY_NAME.lock().unwrap();
    let make = || {
        let schema = json!({
            "$ref": format!("#/components/schemas/{name}"), "components": DESCRIPTION["components"],
        });
        Arc::new(jsonschema::draft202012::new(&schema).unwrap())
    };
    Arc::clone(validators.entry(name.to_owned()).or_insert_with(make))
}

#[tokio::test]
async fn every_route_is_described_and_the_reverse() {
    let service = Service::start().await;
    let served = Answer::of(service.get("/openapi.json")).await.ok();
    assert_eq!(served, *DESCRIPTION);
    assert_eq!(served["openapi"], "3.1.0");
    let mut listed = BTreeSet::new();
    let mut operations = BTreeSet::new();
    for (path, methods) in served["paths"].as_object().unwrap() {
        let mut known: BTreeSet<String> = BTreeSet::new();
        for (method, operation) in methods.as_object().unwrap() {
            known.insert(method.to_uppercase());
            listed.insert(format!("{} {path}", method.to_uppercase()));
            assert!(operations.insert(operation["operationId"].as_str().unwrap().to_owned()));
            let of_path = operation["parameters"].as_array().unwrap().iter();
            let of_path: Vec<_> = of_path
                .filter(|parameter| parameter["in"] == "path")
                .collect();
            let braced = path.split('/').filter(|part| part.starts_with('{'));
            let named: Vec<_> = of_path
                .iter()
                .map(|p| format!("{{{}}}", p["name"].as_str().unwrap()))
                .collect();
            assert_eq!(named, braced.collect::<Vec<_>>(), "{path}");
        }
        // The router says itself which methods a path has.
        let url = path.replace(['{', '}'], "");
        let refused =
            Answer::of(service.request(Method::from_bytes(b"TRACE").unwrap(), &url)).await;
        let allowed = refused.header(ALLOW);
        let allowed: BTreeSet<_> = allowed
            .split(',')
            .filter(|m| *m != "HEAD")
            .map(str::to_owned)
            .collect();
        assert_eq!((refused.status.as_u16(), allowed), (405, known), "{path}");
    }
    let index = Answer::of(service.get("/")).await.ok();
    let index = index["requests"].as_array().unwrap().iter().map(|request| {
        let request = request["request"].as_str().unwrap();
        request.split('?').next().unwrap().to_owned()
    });
    assert_eq!(index.collect::<BTreeSet<_>>(), listed);
    // The routes are nowhere but in the table that both are made of.
    let made = include_str!("../../src/lib.rs").matches(".route(").count();
    assert_eq!(made, 1);
}

#[test]
fn every_reference_leads_somewhere() {
    fn follow(value: &Value, seen: &mut usize) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(to)) = members.get("$ref") {
                    let pointer = to
                        .strip_prefix('#')
                        .unwrap_or_else(|| panic!("{to} leads outside"));
                    assert!(DESCRIPTION.pointer(pointer).is_some(), "{to}");
                    *seen += 1;
                }
                members.values().for_each(|value| follow(value, seen));
            }
            Value::Array(values) => values.iter().for_each(|value| follow(value, seen)),
            _ => {}
        }
    }
    let mut seen = 0;
    follow(&DESCRIPTION, &mut seen);
    assert!(seen > 100, "{seen}");
}

/// The schemas of the description accept what the library writes, and refuse what it does not.
#[test]
fn the_described_schemas_are_those_of_the_wire() {
    let text: Value = serde_json::from_str(crate::DOSSIER).unwrap();
    let dossier = validator("Dossier");
    assert!(dossier.is_valid(&text));
    let mut wrong = text.clone();
    wrong["events"][0]["type"] = json!("teleport");
    assert!(!dossier.is_valid(&wrong));
    let record = validator("Record");
    let read: corridor::Dossier = serde_json::from_value(text).unwrap();
    for line in read.records() {
        assert!(record.is_valid(&json!(line)), "{line:?}");
    }
}
