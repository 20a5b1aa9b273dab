//! What real reports of 2017 to 2025 say in figures: each dossier reads without a key that is not known,
//! comes back as it was, and gives no finding but those that are argued here.

use std::path::Path;

use corridor::format::json;
use corridor::{Code, Dossier};

/// Findings that the reports themselves give cause for: the dossier, the record, the code, and why.
const ARGUED: &[(&str, &str, Code, &str)] = &[
    (
        "darien-2023",
        "m07",
        Code::MonthMissing,
        "the papers have the months of the first quarter and three of the summer",
    ),
    (
        "darien-2023",
        "m09",
        Code::PeriodsOverlap,
        "the total of the year so far ends on 27 September",
    ),
    (
        "guatemala-2025",
        "jul-record",
        Code::RankWithoutSeries,
        "the paper has no other month of the year",
    ),
    (
        "ukraine-2022",
        "fastest",
        Code::RankWithoutSeries,
        "since the Second World War: nobody prints those series",
    ),
];

fn dossiers() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reports");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut dossiers: Vec<_> = files
        .filter_map(|file| {
            let name = file.file_stem()?.to_str()?.strip_prefix("statistics-")?;
            Some((name.to_owned(), std::fs::read_to_string(&file).unwrap()))
        })
        .collect();
    dossiers.sort();
    dossiers
}

#[test]
fn each_dossier_reads_and_comes_back() {
    let dossiers = dossiers();
    assert_eq!(dossiers.len(), 6);
    for (name, text) in dossiers {
        let reading = json::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(
            reading.findings().is_clean(),
            "{name}: {:?}",
            reading.findings()
        );
        let dossier = reading.into_dossier();
        let written = serde_json::to_string(&dossier).unwrap();
        let back: Dossier = serde_json::from_str(&written).unwrap();
        assert_eq!(back, dossier, "{name}");
        for key in dossier.series_keys() {
            assert!(dossier.series(key).is_ok(), "{name}: {key}");
        }
    }
}

#[test]
fn each_finding_is_argued() {
    let mut found = Vec::new();
    for (name, text) in dossiers() {
        let dossier = json::read(&text).unwrap().into_dossier();
        for finding in &dossier.check() {
            let (_, id) = finding.record().unwrap();
            found.push((
                name.clone(),
                id.to_owned(),
                finding.code(),
                finding.to_string(),
            ));
        }
    }
    let unargued: Vec<_> = found
        .iter()
        .filter(|(name, id, code, _)| {
            let of = (name.as_str(), id.as_str(), *code);
            !ARGUED
                .iter()
                .any(|&(name, id, code, _)| (name, id, code) == of)
        })
        .collect();
    assert!(unargued.is_empty(), "{unargued:#?}");
    assert_eq!(
        found.len(),
        ARGUED.len(),
        "one that is argued is not found: {found:#?}"
    );
}
