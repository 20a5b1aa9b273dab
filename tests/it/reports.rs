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
