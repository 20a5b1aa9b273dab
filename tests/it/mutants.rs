//! Single faults in a clean dossier: each gives the finding that it should, and no other.
//!
//! `fixtures/mutants/NAME.json` is the dossier, `NAME.tsv` the table: a line a mutant, with its name,
//! its edits (separated by ` && `) and the findings that are expected (separated by ` | `), each as
//! `code id`. One that is refused is expected as `refused code`.
//!
//! An edit is `set PATH JSON`, `add PATH JSON` or `remove PATH`, after RFC 6902. A path is a JSON
//! pointer in which `#ID` is the record of that id or code: `set /statistics/#m1/value 500`. A key
//! that is not there is set too; `add` to a list is before the index, or at the end for `-`.

use std::path::Path;

use corridor::{Dossier, Finding};
use serde_json::Value;

/// The element of a list that the step of a path means.
fn index(list: &[Value], step: &str) -> usize {
    let found = match step.strip_prefix('#') {
        Some(id) => list
            .iter()
            .position(|record| record["id"] == id || record["code"] == id),
        None => step.parse().ok().filter(|at| *at < list.len()),
    };
    found.unwrap_or_else(|| panic!("no element {step}"))
}

fn within<'v>(value: &'v mut Value, step: &str) -> &'v mut Value {
    match value {
        Value::Array(list) => {
            let at = index(list, step);
            &mut list[at]
        }
        Value::Object(object) => object.get_mut(step).unwrap_or_else(|| panic!("no {step}")),
        _ => panic!("{step} within {value}"),
    }
}

fn edit(dossier: &mut Value, edit: &str) {
    let mut words = edit.splitn(3, ' ');
    let (Some(op), Some(path), json) = (words.next(), words.next(), words.next()) else {
        panic!("no edit: {edit}")
    };
    let value = || -> Value {
        serde_json::from_str(json.unwrap_or_else(|| panic!("no value: {edit}")))
            .unwrap_or_else(|error| panic!("{edit}: {error}"))
    };
    let (parents, last) = path.rsplit_once('/').expect("a path begins with a slash");
    let steps = parents.split('/').skip(1);
    let parent = steps.fold(dossier, |value, step| within(value, step));
    match (op, parent) {
        ("set" | "add", Value::Object(object)) => drop(object.insert(last.to_owned(), value())),
        ("set", Value::Array(list)) => {
            let at = index(list, last);
            list[at] = value();
        }
        ("add", Value::Array(list)) if last == "-" => list.push(value()),
        ("add", Value::Array(list)) => list.insert(index(list, last), value()),
        ("remove", Value::Array(list)) => drop(list.remove(index(list, last))),
        ("remove", Value::Object(object)) => {
            drop(object.remove(last).unwrap_or_else(|| panic!("no {path}")));
        }
        _ => panic!("no edit: {edit}"),
    }
}

/// The findings of a dossier, each as `code id`, or the code by which it is refused.
fn judged(dossier: &Value) -> Vec<String> {
    match serde_json::from_value::<Dossier>(dossier.clone()) {
        Ok(dossier) => {
            let told = |finding: &Finding| {
                let id = finding.record().map_or("", |(_, id)| id);
                format!("{} {id}", finding.code())
            };
            dossier.check().iter().map(told).collect()
        }
        Err(error) => {
            let error = error.to_string();
            let (code, _) = error.split_once(": ").unwrap_or((&error, ""));
            vec![format!("refused {code}")]
        }
    }
}

/// Checks the table of that name, of at least so many mutants.
fn table(name: &str, fewest: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/mutants");
    let read = |extension: &str| {
        let file = folder.join(name).with_extension(extension);
        std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    let clean: Value = serde_json::from_str(&read("json")).unwrap();
    assert_eq!(judged(&clean), [""; 0], "the dossier without a fault");
    let rows = read("tsv");
    let rows: Vec<_> = rows
        .lines()
        .filter(|row| !row.starts_with("name\t"))
        .collect();
    assert!(rows.len() >= fewest, "{} mutants", rows.len());
    let wrong = rows.iter().filter_map(|row| {
        let columns: Vec<_> = row.split('\t').collect();
        let [mutant, edits, expected] = columns[..] else {
            panic!("three columns: {row}")
        };
        let mut dossier = clean.clone();
        edits
            .split(" && ")
            .for_each(|each| edit(&mut dossier, each));
        assert_ne!(dossier, clean, "{mutant} changes nothing");
        let found = judged(&dossier).join(" | ");
        (found != expected).then(|| format!("{mutant}: expected {expected:?}, found {found:?}"))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}

#[test]
fn movement() {
    table("movement", 70);
}
