//! The schema of the wire, held against the reader by a validator.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may stop at the first surprise, and reads its fixtures"
)]

use std::path::Path;
use std::sync::LazyLock;

use corridor::Code;
use corridor::format::{json, schema};
use jsonschema::Validator;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

#[path = "../../../tests/it/arbitrary.rs"]
#[allow(dead_code, reason = "the library's tests use more of it")]
mod arbitrary;

/// Texts that are refused by the reader and cannot be by a schema, each with the reason.
const BEYOND_A_SCHEMA: &[(&str, &str)] = &[
    ("cut-in-the-middle", NO_JSON),
    ("latitude-1e999", NO_JSON),
    ("latitude-nan", NO_JSON),
    ("nothing", NO_JSON),
    ("text-after-the-end", NO_JSON),
    ("key-duplicate", "a parser keeps one of two equal keys"),
    ("change-on-a-later-period", ORDER),
    ("change-on-its-own-period", ORDER),
    ("composition-with-a-part-twice", OTHERS),
    ("composition-words", WORDS),
    ("date-2023-02-30", CALENDAR),
    ("date-reversed", ORDER),
    ("headcount-low-above-high", ORDER),
    ("return-to-itself", ORDER),
    ("travelled-out-of-order", ORDER),
    ("codes-twice", "a parser keeps one of two equal keys"),
    ("per-against-its-words", WORDS),
    ("period-reversed", ORDER),
    ("published-in-a-month", OTHERS),
    ("published-nowhere", OTHERS),
    ("rank-since-later", ORDER),
    ("id-duplicate", OTHERS),
    ("place-duplicate", OTHERS),
    ("reference-circular", OTHERS),
    ("reference-dangling-author", OTHERS),
    ("reference-dangling-group", OTHERS),
    ("return-follows-a-casualty", OTHERS),
    ("return-follows-nothing", OTHERS),
    ("reference-dangling-member", OTHERS),
    ("reference-dangling-place", OTHERS),
    ("reference-dangling-source", OTHERS),
    ("casualty-words-unreadable", WORDS),
    ("words-of-a-part-unreadable", WORDS),
    ("words-unreadable", WORDS),
];
const NO_JSON: &str = "not JSON, or a number that no parser holds";
const CALENDAR: &str = "a schema has no calendar";
const ORDER: &str = "a schema cannot compare two values";
const OTHERS: &str = "a schema cannot compare two records, or two members of a list";
const WORDS: &str = "words are read as a count only by who can read";

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| validator(schema::dossier()));

fn validator(schema: schemars::Schema) -> Validator {
    jsonschema::draft202012::new(&schema.to_value()).unwrap()
}

fn folder(path: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path);
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|file| {
            file.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|file| {
            let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
            (stem, std::fs::read_to_string(&file).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    let faults = validator.iter_errors(value);
    faults
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect()
}

#[test]
fn the_schemas_are_schemas() {
    for schema in [
        schema::dossier(),
        schema::event(),
        schema::statistic(),
        schema::log_line(),
    ] {
        assert!(jsonschema::meta::is_valid(&schema.to_value()));
    }
}

#[test]
fn every_golden_is_valid() {
    let validator = &*VALIDATOR;
    let goldens = [
        folder("tests/fixtures/wire/v1"),
        folder("examples/data"),
        folder("tests/fixtures/check"),
    ];
    let goldens: Vec<_> = goldens.into_iter().flatten().collect();
    assert!(goldens.len() >= 6);
    for (name, text) in goldens {
        let value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
        assert_eq!(faults(validator, &value), [""; 0], "{name}");
    }
}

/// What is refused for its structure is invalid; the table of the rest is exact.
#[test]
fn bad_structure_is_invalid() {
    let validator = &*VALIDATOR;
    let is_valid =
        |text: &str| serde_json::from_str(text).map_or(true, |value| validator.is_valid(&value));
    let passed = folder("tests/fixtures/wire/refused")
        .into_iter()
        .filter(|(_, text)| is_valid(text));
    let passed: Vec<_> = passed.map(|(name, _)| name).collect();
    let mut listed: Vec<_> = BEYOND_A_SCHEMA.iter().map(|(name, _)| *name).collect();
    listed.sort_unstable();
    assert_eq!(passed, listed);
}

/// Every value in a dossier, by its path.
fn paths(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(members) => {
            for (index, member) in members.iter().enumerate() {
                paths(member, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                paths(member, &format!("{at}/{key}"), found);
            }
        }
        _ => {}
    }
}

/// What the reader refuses of a valid dossier: nothing that a schema could have told.
fn is_beyond_a_schema(code: Code) -> bool {
    matches!(
        code,
        Code::ReferenceDangling
            | Code::ReferenceCircular
            | Code::IdDuplicate
            | Code::PhraseUnreadable
            | Code::PhraseNotACount
            | Code::EstimateOutOfOrder
            | Code::DateInvalid
            | Code::DateReversed
            | Code::PeriodInvalid
            | Code::PeriodReversed
            | Code::LinkInvalid
    )
}

/// Whether a statistic leaves out the day that its sources do not agree on.
fn is_unpublished(error: &corridor::Error) -> bool {
    error.code() == Code::KeyMissing && error.message().contains("\"published\"")
}

/// The goldens with every key, taken apart.
fn taken_apart() -> Vec<(Value, String)> {
    let goldens = folder("tests/fixtures/wire/v1").into_iter();
    let full = goldens.filter(|(name, _)| name.starts_with("every_key") || name == "statistics");
    full.flat_map(|(_, golden)| parts_of(&golden)).collect()
}

/// What others refer to; then each event, statistic and link with what it refers to, and the path of
/// what is there for the first time.
fn parts_of(golden: &str) -> Vec<(Value, String)> {
    let mut golden: Value = serde_json::from_str(golden).unwrap();
    let lists = ["events", "statistics", "links"];
    let lists = lists.map(|list| (list, golden[list].take()));
    for (list, _) in &lists {
        golden.as_object_mut().unwrap().remove(*list);
    }
    let mut dossiers = vec![(golden.clone(), String::new())];
    for (list, records) in &lists {
        for record in records.as_array().into_iter().flatten() {
            let mut dossier = golden.clone();
            dossier[*list] = json!([record]);
            dossiers.push((dossier, format!("/{list}")));
        }
    }
    dossiers
}

/// Every value of the goldens with every key replaced by each of these, and each removed: what the
/// schema refuses the reader refuses, and the reader refuses no more than it must.
#[test]
fn schema_and_reader_agree_on_every_value_replaced() {
    let validator = &*VALIDATOR;
    let odd = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(0.5),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!(" "),
        json!("a b"),
        json!("a\u{7}"),
        json!("x".repeat(65)),
        json!("x".repeat(10_001)),
        json!("QQ"),
        json!("MX"),
        json!("MX-CHP"),
        json!("mx07032"),
        json!("013"),
        json!("014 "),
        json!("2023-12-24"),
        json!("2023-13"),
        json!("2023-12-24~"),
        json!("0000"),
        json!("7000"),
        json!("conditional"),
        json!("O"),
        json!("statistic"),
        json!([]),
        json!([null]),
        json!(["MX"]),
        json!(["MX", "US"]),
        json!({}),
        json!({"count": 0}),
        json!({"low": 1, "best": 2}),
        json!({"low": 1, "high": 2}),
    ];
    let mut refused = (0, 0);
    for (golden, part) in taken_apart() {
        let mut found = Vec::new();
        paths(golden.pointer(&part).unwrap(), &part, &mut found);
        for path in &found {
            let mut variants: Vec<_> = odd
                .iter()
                .map(|odd| {
                    let mut dossier = golden.clone();
                    *dossier.pointer_mut(path).unwrap() = odd.clone();
                    (dossier, odd.to_string())
                })
                .collect();
            if let Some((parent, key)) = path.rsplit_once('/') {
                let mut dossier = golden.clone();
                match dossier.pointer_mut(parent).unwrap() {
                    Value::Object(members) => drop(members.remove(key)),
                    Value::Array(members) => drop(members.remove(key.parse().unwrap())),
                    _ => unreachable!(),
                }
                variants.push((dossier, "nothing".to_owned()));
            }
            for (dossier, by) in variants {
                let read = json::read(&dossier.to_string());
                match (validator.is_valid(&dossier), read) {
                    (true, Ok(_)) => {}
                    (false, Err(_)) => refused.0 += 1,
                    (true, Err(error)) => {
                        assert!(
                            is_beyond_a_schema(error.code()) || is_unpublished(&error),
                            "{path} by {by}: {error}"
                        );
                        refused.1 += 1;
                    }
                    (false, Ok(_)) => {
                        panic!("{path} by {by}: {:?}", faults(validator, &dossier));
                    }
                }
            }
        }
    }
    assert!(refused.0 > 3_000 && refused.1 > 100, "{refused:?}");
}

/// What the reader takes for a date or a period the schema does: every text of a few characters at
/// the end of a year, and of those that the library's tests hold.
#[test]
fn dates_that_are_read_are_valid() {
    let dates = validator(schemars::schema_for!(corridor::When));
    let periods = validator(schemars::schema_for!(corridor::Period));
    let mut texts: Vec<String> = Vec::new();
    let parts = |from: &[char]| -> Vec<String> {
        let pairs = from
            .iter()
            .flat_map(|a| from.iter().map(move |b| format!("{a}{b}")));
        pairs.collect()
    };
    let of = parts(&['0', '1', '2', '3', '4', '5', '9', 'X', '~', '?', 'S']);
    for part in &of {
        texts.extend([
            format!("2023-{part}"),
            format!("20{part}"),
            format!("{part}23"),
            format!("2023-12-{part}"),
            format!("2023-{part}-1X"),
            format!("2023-{part}/2024"),
            format!("2023-12-24{part}"),
            format!("[2023-{part},2024]"),
            format!("2023-12-24T{part}:00:00Z"),
        ]);
    }
    for name in ["when_read", "when_refused", "period_read", "period_refused"] {
        let file = folder("tests/fixtures/time")
            .into_iter()
            .find(|(stem, _)| stem == name);
        let rows: Vec<Vec<Value>> = serde_json::from_str(&file.unwrap().1).unwrap();
        texts.extend(rows.iter().map(|row| row[0].as_str().unwrap().to_owned()));
    }
    let (mut read, mut told) = (0, 0);
    for text in &texts {
        let value = json!(text);
        for (is_read, is_valid) in [
            (
                text.parse::<corridor::When>().is_ok(),
                dates.is_valid(&value),
            ),
            (
                text.parse::<corridor::Period>().is_ok(),
                periods.is_valid(&value),
            ),
        ] {
            assert!(is_valid || !is_read, "{text}");
            read += usize::from(is_read);
            told += usize::from(!is_valid);
        }
    }
    assert!(read > 200 && told > 1_000, "{read} read, {told} told");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_crate_writes_is_valid(
        as_of in arbitrary::day(),
        sources in vec(arbitrary::source(), 0..4),
        parties in vec(arbitrary::party(), 0..4),
        places in vec(arbitrary::place(), 0..4),
        groups in vec(arbitrary::group(), 0..4),
        links in vec(arbitrary::link(), 0..4),
        events in vec(arbitrary::event(), 0..20),
        statistics in vec(arbitrary::statistic(), 0..8),
    ) {
        // That references resolve is no matter of a schema's.
        let dossier = json!({
            "format": "corridor/1", "as_of": as_of.to_string(), "sources": sources,
            "parties": parties, "places": places, "groups": groups, "links": links,
            "events": events, "statistics": statistics,
        });
        prop_assert_eq!(faults(&VALIDATOR, &dossier), [""; 0], "{}", dossier);
    }
}
