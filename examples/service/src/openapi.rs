//! `GET /openapi.json`: the routes, described after `OpenAPI` 3.1, with the library's own schemas.

use std::sync::LazyLock;

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use corridor::format::schema as wire;
use serde_json::{Map, Value, json};

use crate::routes::{Answer, Body, ROUTES, Route, WITH_BODY};

static DESCRIPTION: LazyLock<String> = LazyLock::new(|| description().to_string());

pub(crate) async fn openapi() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], DESCRIPTION.as_str())
}

/// The description of the service, after `OpenAPI` 3.1.
#[must_use]
pub fn description() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in ROUTES {
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        if let Value::Object(methods) = path {
            methods.insert(route.method.to_owned(), operation(route));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "corridor",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Checks dossiers, keeps them, follows groups, finds places.",
        },
        "paths": paths,
        "components": {"schemas": schemas()},
    })
}

fn operation(route: &Route) -> Value {
    let mut parameters: Vec<Value> = in_path(route.path).map(|name| {
        json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}})
    }).collect();
    for (name, required, what) in route.query {
        parameters.push(json!({
            "name": name, "in": "query", "required": required, "description": what,
            "schema": {"type": "string"},
        }));
    }
    let mut headers = Map::new();
    if route.is_tagged {
        // What is deleted has no version.
        if route.answer != Answer::Nothing {
            headers.insert("ETag".to_owned(), header("the version of the dossier"));
        }
        let conditions: &[&str] = match (route.method, route.path) {
            ("get", _) => &["If-Match", "If-None-Match"],
            (_, "/dossiers") => &[],
            _ => &["If-Match"],
        };
        parameters.extend(conditions.iter().map(|name| {
            json!({"name": name, "in": "header", "required": false, "schema": {"type": "string"}})
        }));
    }
    if route.status == 201 {
        headers.insert("Location".to_owned(), header("where the dossier is kept"));
    }
    let answer = with_content(route.answers, &headers, content_of(route.answer));
    let mut answers = Map::new();
    answers.insert(route.status.as_str().to_owned(), answer.clone());
    if route.body == Body::Lines {
        answers.insert("207".to_owned(), answer);
    }
    if route.is_tagged && route.method == "get" {
        let same = with_content("the client has this version", &headers, None);
        answers.insert("304".to_owned(), same);
    }
    let problem = json!({"application/problem+json": {"schema": to("Problem")}});
    let with_body: &[u16] = if route.body == Body::None {
        &[]
    } else {
        WITH_BODY
    };
    for status in route.problems.iter().chain(with_body) {
        let what = axum::http::StatusCode::from_u16(*status).ok();
        let what = what
            .and_then(|status| status.canonical_reason())
            .unwrap_or_default();
        let told = with_content(what, &Map::new(), Some(problem.clone()));
        answers.insert(status.to_string(), told);
    }
    let mut operation = json!({
        "operationId": name_of(route),
        "summary": route.answers,
        "parameters": parameters,
        "responses": answers,
    });
    if let (Some(content), Value::Object(members)) = (body(route.body), &mut operation) {
        let body = json!({"required": true, "content": content});
        members.insert("requestBody".to_owned(), body);
    }
    operation
}

/// The names in the braces of a path.
fn in_path(path: &str) -> impl Iterator<Item = &str> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn name_of(route: &Route) -> String {
    let words = route.path.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = std::iter::once(route.method)
        .chain(words)
        .filter(|w| !w.is_empty())
        .collect();
    words.join("-")
}

fn header(what: &str) -> Value {
    json!({"description": what, "schema": {"type": "string"}})
}

fn with_content(what: &str, headers: &Map<String, Value>, content: Option<Value>) -> Value {
    let mut answer = Map::new();
    answer.insert("description".to_owned(), what.into());
    if !headers.is_empty() {
        answer.insert("headers".to_owned(), headers.clone().into());
    }
    if let Some(content) = content {
        answer.insert("content".to_owned(), content);
    }
    answer.into()
}

fn content_of(answer: Answer) -> Option<Value> {
    match answer {
        Answer::Nothing => None,
        Answer::Json(schema) => Some(json!({"application/json": {"schema": to(schema)}})),
        Answer::Text(media) => Some(json!({media: {}})),
    }
}

fn body(body: Body) -> Option<Value> {
    let (media, schema) = match body {
        Body::None => return None,
        Body::Dossier => ("application/json", to("Dossier")),
        Body::Lines => (
            "application/x-ndjson",
            json!({"description": "a record a line: Record"}),
        ),
        Body::Record => ("application/json", to("Record")),
        Body::Day => ("application/json", to("Day")),
    };
    Some(json!({media: {"schema": schema}}))
}

fn to(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}

/// The service's own schemas, then those of the wire.
fn schemas() -> Map<String, Value> {
    let (text, number) = (
        json!({"type": "string"}),
        json!({"type": "integer", "minimum": 0}),
    );
    let record = json!({
        "type": "object", "required": ["line", "kind", "id"],
        "properties": {"line": number, "kind": text, "id": text},
    });
    let aside = json!({
        "type": "object", "required": ["code", "path", "line", "field", "message", "text"],
        "properties": {
            "code": text, "path": text, "line": number, "field": text, "message": text, "text": text,
        },
    });
    let own = json!({
        "Object": {"type": "object"},
        "Problem": {
            "type": "object", "required": ["type", "title", "status", "detail"],
            "properties": {"type": text, "title": text, "status": number, "detail": text},
        },
        "Dossiers": {
            "type": "object", "required": ["dossiers"],
            "properties": {"dossiers": {"type": "array", "items": {
                "type": "object", "required": ["id"],
                "properties": {"id": text, "title": text},
            }}},
        },
        "Created": {
            "type": "object", "required": ["id", "version", "records", "reading"],
            "properties": {"id": text, "version": number, "records": number, "reading": to("Object")},
        },
        "Changed": {
            "type": "object", "required": ["version"], "properties": {"version": number},
        },
        "Replaced": {
            "type": "object", "required": ["version", "reading"],
            "properties": {"version": number, "reading": to("Object")},
        },
        "Pushed": {
            "type": "object", "required": ["version", "taken", "set_aside", "reading"],
            "properties": {
                "version": number, "reading": to("Object"),
                "taken": {"type": "array", "items": record},
                "set_aside": {"type": "array", "items": aside},
            },
        },
        "Day": {
            "type": "object", "required": ["as_of"], "additionalProperties": false,
            "properties": {"as_of": {"type": "string", "format": "date"}},
        },
    });
    let mut schemas = Map::new();
    if let Value::Object(own) = own {
        schemas.extend(own);
    }
    gather("Dossier", wire::dossier().to_value(), &mut schemas);
    gather("Record", wire::log_line().to_value(), &mut schemas);
    schemas
}

/// Puts a schema among the others, and so what it defines within.
fn gather(name: &str, mut schema: Value, into: &mut Map<String, Value>) {
    redirect(&mut schema);
    if let Value::Object(members) = &mut schema {
        members.remove("$schema");
        if let Some(Value::Object(defined)) = members.remove("$defs") {
            into.extend(defined);
        }
    }
    into.insert(name.to_owned(), schema);
}

/// References lead to where the definitions are now.
fn redirect(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                match value {
                    Value::String(to) if key == "$ref" => {
                        *to = to.replacen("#/$defs/", "#/components/schemas/", 1);
                    }
                    value => redirect(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(redirect),
        _ => {}
    }
}
