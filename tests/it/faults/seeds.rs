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
        "log" => dossiers(repository)
            .iter()
            .map(|text| as_log(text))
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

/// The events and statistics of a dossier, one a line; a text that is no JSON as it is.
fn as_log(dossier: &[u8]) -> Vec<u8> {
    let Ok(value) = serde_json::from_slice::<Value>(dossier) else {
        return dossier.to_vec();
    };
    let mut log = String::new();
    for event in value["events"].as_array().into_iter().flatten() {
        log.push_str(&format!("{event}\n"));
    }
    for statistic in value["statistics"].as_array().into_iter().flatten() {
        let mut statistic = statistic.clone();
        if let Some(object) = statistic.as_object_mut() {
            object.insert("type".to_owned(), "statistic".into());
        }
        log.push_str(&format!("{statistic}\n"));
    }
    log.into_bytes()
}

/// The records of a dossier pushed in the order of its lists, each third of them replaced by itself
/// and each fifth removed.
fn as_changes(dossier: &[u8]) -> Vec<u8> {
    let Ok(value) = serde_json::from_slice::<Value>(dossier) else {
        return dossier.to_vec();
    };
    let lists = [
        ("sources", "source"),
        ("parties", "party"),
        ("places", "place"),
        ("groups", "group"),
        ("links", "link"),
        ("events", ""),
        ("statistics", "statistic"),
    ];
    let mut lines = Vec::new();
    for (list, kind) in lists {
        for record in value[list].as_array().into_iter().flatten() {
            let mut record = record.clone();
            if let Some(object) = record.as_object_mut()
                && !kind.is_empty()
            {
                object.insert("type".to_owned(), kind.into());
            }
            lines.push(record.to_string());
        }
    }
    let replaced = lines.iter().step_by(3).map(|line| format!("={line}"));
    let removed = lines.iter().rev().step_by(5).map(|line| format!("-{line}"));
    let changes: Vec<_> = replaced.chain(removed).collect();
    lines.extend(changes);
    lines.join("\n").into_bytes()
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
