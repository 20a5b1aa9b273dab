//! What the fuzzers start from: the fixtures that this repository has anyway.

#![allow(unreachable_pub, reason = "the fuzz package takes these files too")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The seeds of the target of that name, with the inputs that once broke it.
pub fn seeds(repository: &Path, target: &str) -> Vec<Vec<u8>> {
    let fixtures = repository.join("tests/fixtures");
    let of_repository = match target {
        "estimate" => ["read", "refused", "wire_refused", "phrases"]
            .iter()
            .flat_map(|name| first_column(&fixtures.join("measure").join(format!("{name}.tsv"))))
            .collect(),
        "when" => first_elements(&fixtures, ["time/when_read.json", "time/when_refused.json"]),
        "period" => first_elements(
            &fixtures,
            ["time/period_read.json", "time/period_refused.json"],
        ),
        "distance" => own(&[
            "70 km",
            "43 mi",
            "2,5 millas",
            "1.5e3",
            "92.4 kilómetros",
            "0",
            "-1 m",
            "about 16 miles",
            "entre 20 y 30 km",
            "20 miles (30 kilometers)",
            "2.000 kilómetros",
            "70 km (65–75 km)",
            "around 40 percent",
        ]),
        "codes" => own(&[
            "MX07032",
            "MX-G3527768",
            "MX-L12",
            "MX",
            "XK",
            "MX-CHP",
            "013",
            "US southwest border",
            "exodus",
            "municipality",
            "encounter",
            "tents",
            "key-unknown",
            r#"{"lat":15.319,"lon":-92.659}"#,
        ]),
        "names" => own(&[
            "Escuintla, Chiapas",
            "cd. juarez, chih.",
            "MX07032",
            "Municipio de La Unión",
            "tapachla",
            "San Luis, Potosí, Mexico",
            "Tapachula\nHuixtla\nMunicipio de\nLa Paz\nSta. Rosa",
        ]),
        "hxl" => {
            let (tables, sheets): (Vec<_>, Vec<_>) = files(&fixtures.join("hxl"))
                .into_iter()
                .partition(|file| file.extension().is_some_and(|it| it == "json"));
            let sheets = sheets.iter().map(|file| fs::read(file).unwrap());
            sheets
                .chain(tables.iter().flat_map(|table| sheets_of(table)))
                .collect()
        }
        "growth" => dossiers(repository)
            .iter()
            .map(|text| as_changes(text))
            .collect(),
        "flows" => vec![fs::read(fixtures.join("wire/flows-v1.json")).unwrap()],
        "log" => dossiers(repository)
            .iter()
            .map(|text| as_log(text))
            .chain([fs::read(repository.join("examples/data/exodus.ndjson")).unwrap()])
            .collect(),
        _ => dossiers(repository),
    };
    let broke_it = files(&fixtures.join("faults").join(target)).into_iter();
    broke_it
        .map(|file| fs::read(file).unwrap())
        .chain(of_repository)
        .collect()
}

fn own(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn first_column(table: &Path) -> Vec<Vec<u8>> {
    let table = fs::read_to_string(table).unwrap();
    let cells = table
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next());
    cells.map(|cell| cell.as_bytes().to_vec()).collect()
}

fn sheets_of(table: &Path) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(table).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    let sheets = cases.iter().map(|case| {
        let lines = case["sheet"].as_array().unwrap().iter();
        let lines: Vec<_> = lines.map(|line| line.as_str().unwrap()).collect();
        lines.join("\n").into_bytes()
    });
    sheets.collect()
}

fn first_elements(fixtures: &Path, tables: [&str; 2]) -> Vec<Vec<u8>> {
    let rows = tables.map(|table| {
        let text = fs::read_to_string(fixtures.join(table)).unwrap();
        serde_json::from_str::<Vec<Vec<Value>>>(&text).unwrap()
    });
    let texts = rows
        .iter()
        .flatten()
        .filter_map(|row| row.first()?.as_str());
    texts.map(|text| text.as_bytes().to_vec()).collect()
}

fn dossiers(repository: &Path) -> Vec<Vec<u8>> {
    let folders = [
        "tests/fixtures/wire/v1",
        "tests/fixtures/wire/refused",
        "tests/fixtures/check",
        "tests/fixtures/reports",
        "tests/fixtures/true",
        "examples/data",
    ];
    let files = folders
        .into_iter()
        .flat_map(|folder| files(&repository.join(folder)));
    files
        .filter(|file| {
            file.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|file| fs::read(file).unwrap())
        .collect()
}

/// The records of a dossier with their types, in the order of its lists; none if it is not JSON.
fn records(dossier: &[u8]) -> Vec<Value> {
    let lists = [
        ("sources", "source"),
        ("parties", "party"),
        ("places", "place"),
        ("groups", "group"),
        ("links", "link"),
        ("events", ""),
        ("statistics", "statistic"),
    ];
    let value: Value = serde_json::from_slice(dossier).unwrap_or_default();
    let mut records = Vec::new();
    for (list, kind) in lists {
        for record in value[list].as_array().into_iter().flatten() {
            let mut record = record.clone();
            if let Some(object) = record.as_object_mut()
                && !kind.is_empty()
            {
                object.insert("type".to_owned(), kind.into());
            }
            records.push(record);
        }
    }
    records
}

fn lines(lines: &[String], otherwise: &[u8]) -> Vec<u8> {
    if lines.is_empty() {
        return otherwise.to_vec();
    }
    lines.join("\n").into_bytes()
}

fn as_log(dossier: &[u8]) -> Vec<u8> {
    let records: Vec<_> = records(dossier).iter().map(Value::to_string).collect();
    lines(&records, dossier)
}

/// Each record is pushed, each third also replaces the one before it under that one's id, and each
/// fifth is removed.
fn as_changes(dossier: &[u8]) -> Vec<u8> {
    let records = records(dossier);
    let mut changes = Vec::new();
    for (number, record) in records.iter().enumerate() {
        changes.push(record.to_string());
        if number % 3 == 2 {
            let mut other = record.clone();
            let earlier = &records[number - 1];
            for id in ["id", "code"] {
                if let (Some(to), Some(from)) = (other.get_mut(id), earlier.get(id)) {
                    *to = from.clone();
                }
            }
            changes.push(format!("={other}"));
        }
        if number % 5 == 4 {
            changes.push(format!("-{record}"));
        }
    }
    lines(&changes, dossier)
}

/// The files of a folder in the order of their names; none where there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}
