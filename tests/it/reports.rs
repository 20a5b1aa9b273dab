//! Real reports (`fixtures/reports`), and dossiers constructed after official tables (`fixtures/true`):
//! each is read, written as it was read, and gives no finding but those that are argued beside it.

use std::collections::BTreeMap;
use std::path::Path;

use corridor::Dossier;
use corridor::format::json;
use serde_json::Value;

const FOLDERS: [&str; 2] = ["tests/fixtures/reports", "tests/fixtures/true"];

/// The dossiers of a folder by name.
fn reports(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut reports: Vec<_> = files
        .filter(|file| {
            file.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|file| {
            let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(file).unwrap())
        })
        .collect();
    reports.sort();
    reports
}

/// The findings that stand, each with its reason: report, finding, why.
fn argued(folder: &str) -> BTreeMap<String, Vec<String>> {
    let table = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(folder)
        .join("findings.tsv");
    let mut argued: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in std::fs::read_to_string(table).unwrap().lines().skip(1) {
        let columns: Vec<_> = row.split('\t').collect();
        let [report, finding, why] = columns[..] else {
            panic!("three columns: {row}")
        };
        assert!(!why.is_empty(), "{row}");
        let findings = argued.entry(report.to_owned()).or_default();
        findings.push(finding.to_owned());
    }
    argued
}

#[test]
fn reports_are_read_without_a_finding_that_is_not_argued() {
    for folder in FOLDERS {
        let mut argued = argued(folder);
        let reports = reports(folder);
        assert!(reports.len() >= 8, "{}", reports.len());
        for (name, text) in reports {
            let reading = json::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(
                reading.findings().is_clean(),
                "{name}: {}",
                reading.findings()
            );
            let found = reading.dossier().check();
            let found: Vec<_> = found.iter().map(ToString::to_string).collect();
            let expected = argued.remove(name.as_str()).unwrap_or_default();
            assert_eq!(found, expected, "{name}");
        }
        assert_eq!(argued, BTreeMap::new());
    }
}

/// Nothing of a report is lost: what is written has each key and value that was read, and is read as
/// the same dossier.
#[test]
fn reports_are_written_as_they_are_read() {
    for (name, text) in FOLDERS.into_iter().flat_map(reports) {
        let dossier: Dossier = serde_json::from_str(&text).unwrap();
        let written = serde_json::to_value(&dossier).unwrap();
        assert_eq!(
            serde_json::from_value::<Dossier>(written.clone()).unwrap(),
            dossier,
            "{name}"
        );
        kept(&serde_json::from_str(&text).unwrap(), &written, &name);
        let log = json::write_log(&dossier);
        let read = json::read_log_dossier(&log, None).unwrap();
        assert!(read.set_aside().is_empty(), "{name}");
        assert_eq!(read.dossier(), &dossier, "{name}");
    }
}

/// Each key of the one is in the other, with its value; a number of words alone is added.
fn kept(read: &Value, written: &Value, path: &str) {
    match (read, written) {
        (Value::Object(read), Value::Object(written)) => {
            for (key, value) in read {
                let other = written
                    .get(key)
                    .unwrap_or_else(|| panic!("{path}.{key} is lost"));
                kept(value, other, &format!("{path}.{key}"));
            }
        }
        (Value::Array(read), Value::Array(written)) => {
            assert_eq!(read.len(), written.len(), "{path}");
            for (index, (read, written)) in read.iter().zip(written).enumerate() {
                kept(read, written, &format!("{path}[{index}]"));
            }
        }
        (Value::Number(read), Value::Number(written)) => {
            assert_eq!(read.as_f64(), written.as_f64(), "{path}");
        }
        (read, written) => assert_eq!(read, written, "{path}"),
    }
}

/// The facts of the reports, and the key that holds each.
///
/// A fact fits exactly where each number, day, place, party and relation of it stands in a key of its
/// own; `shape` says that the key is there, but that the list of facts does not give the figures.
#[test]
fn facts_of_reports_stand_in_keys_of_their_own() {
    let written: BTreeMap<String, Value> = reports(FOLDERS[0])
        .into_iter()
        .map(|(name, text)| {
            let reading = json::read(&text).unwrap();
            (name, serde_json::to_value(reading.dossier()).unwrap())
        })
        .collect();
    let mut fits: BTreeMap<_, usize> = BTreeMap::new();
    for row in include_str!("../fixtures/reports/facts.tsv")
        .lines()
        .skip(1)
    {
        let columns: Vec<_> = row.split('\t').collect();
        let [_, _, fit, shown] = columns[..] else {
            panic!("four columns: {row}")
        };
        *fits.entry(fit).or_default() += 1;
        for key in shown.split(' ') {
            let (report, path) = key.split_once('/').unwrap();
            assert!(stands(&written[report], path), "{key}: {row}");
        }
    }
    let of = |fit| fits.get(fit).copied().unwrap_or_default();
    assert_eq!(
        (of("exact"), of("shape"), of("bent"), of("not")),
        (124, 9, 8, 0)
    );
}

/// Whether `id.key[0].key` is there, in any list of the dossier.
fn stands(dossier: &Value, path: &str) -> bool {
    let (id, keys) = path.split_once('.').unwrap();
    let is_it = |record: &&Value| record["id"] == id || record["code"] == id;
    let lists = dossier.as_object().unwrap().values();
    let mut records = lists.filter_map(Value::as_array).flatten();
    let record = records.find(is_it).unwrap_or_else(|| panic!("{path}"));
    let pointer = keys.replace(['.', '['], "/").replace(']', "");
    record
        .pointer(&format!("/{pointer}"))
        .is_some_and(|value| !value.is_null())
}
