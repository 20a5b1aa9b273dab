//! The wire: what is refused and in which words, what was once written, what comes back.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use corridor::Code;
use corridor::format::json;

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/wire").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// Each file of `refused/` with the exact message it gets, as `refused/messages.txt` has it.
#[test]
fn bad_input_is_refused_in_these_words() {
    let mut got = String::new();
    for file in fixtures("refused") {
        let text = std::fs::read_to_string(&file).unwrap();
        let error = json::read(&text).expect_err(&stem(&file));
        assert!(serde_json::from_str::<corridor::Dossier>(&text).is_err(), "{}", stem(&file));
        writeln!(got, "{}: {error}", stem(&file)).unwrap();
    }
    let wanted = include_str!("../fixtures/wire/refused/messages.txt");
    std::fs::write("/tmp/messages.txt", &got).unwrap();
    assert_eq!(got, wanted);
}
