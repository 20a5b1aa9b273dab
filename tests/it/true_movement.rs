//! Constructed dossiers of groups on the move that are consistent: nothing is found in them but what is
//! argued in `fixtures/true/movement-findings.tsv`.

use std::collections::BTreeMap;
use std::path::Path;

use corridor::{Dossier, Finding};

/// The findings that are right, by file: `code id`.
fn argued() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut argued: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let rows = include_str!("../fixtures/true/movement-findings.tsv").lines();
    for row in rows.skip(1) {
        let columns: Vec<_> = row.split('\t').collect();
        let [file, finding, why] = columns[..] else {
            panic!("three columns: {row}")
        };
        assert!(!why.is_empty(), "{row}");
        argued.entry(file).or_default().push(finding);
    }
    argued
}

#[test]
fn nothing_is_found_in_what_is_true() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/true");
    let mut argued = argued();
    let (mut files, mut wrong) = (0, Vec::new());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let is_json = path
            .extension()
            .is_some_and(|extension| extension == "json");
        if !name.starts_with("movement-") || !is_json {
            continue;
        }
        files += 1;
        let text = std::fs::read_to_string(&path).unwrap();
        let dossier: Dossier =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let told = |finding: &Finding| {
            let id = finding.record().map_or("", |(_, id)| id);
            format!("{} {id}", finding.code())
        };
        let found: Vec<_> = dossier.check().iter().map(told).collect();
        let expected = argued.remove(name.as_str()).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{name}: expected {expected:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(argued.is_empty(), "no such file: {argued:?}");
    assert!(files >= 15, "{files} dossiers");
}
