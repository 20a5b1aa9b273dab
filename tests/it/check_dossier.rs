//! The desk's program: what it prints, and how it exits.

use std::io;

use corridor::Code;
use serde_json::{Value, json};

#[path = "../../examples/check_dossier.rs"]
#[allow(dead_code, reason = "its `main` is the program's")]
mod program;

use program::{Answer, answer};

const SEED: &str = include_str!("../../examples/data/exodus_from_poverty.json");

/// One error that the reader finds, with a record that falls with it, and one notice of the check.
const FAULTY: &str = r#"{"format": "corridor/1", "as_of": "2023-12-27", "groups": [
    {"id": "ahead", "name": "the group ahead", "mode": "by foot"},
    {"id": "late", "name": "the stragglers", "mode": "foot", "split_from": "ahead"},
    {"id": "exodus", "name": "Exodus from\nPoverty", "mode": "foot"}]}"#;

/// One warning: an event that no source reports.
const CARELESS: &str = r#"{"format": "corridor/1", "as_of": "2023-12-27",
    "groups": [{"id": "a", "name": "A", "mode": "foot"}],
    "events": [{"id": "e1", "type": "return", "on": "2023-12-26", "status": "occurred", "group": "a"}]}"#;

/// One notice: a group that nothing refers to.
const UNUSED: &str = r#"{"format": "corridor/1", "as_of": "2023-12-27",
    "groups": [{"id": "a", "name": "A", "mode": "foot"}]}"#;

const CLEAN: &str = r#"{"format": "corridor/1", "as_of": "2023-12-27"}"#;

const RETURN: &str =
    r#"{"id":"e1","type":"return","on":"2023-12-27","status":"occurred","group":"a"}"#;

const MORE: &str = "cargo run --example check_dossier -- --explain CODE tells more";

/// The program with the input in a pipe, or in a file called `file`.
fn run(words: &[&str], input: &str) -> Result<Answer, String> {
    run_at(words, false, false, input)
}

fn run_at(words: &[&str], typed: bool, colour: bool, input: &str) -> Result<Answer, String> {
    let words: Vec<_> = words.iter().map(|&word| word.to_owned()).collect();
    let read = |file: &str| match file {
        "-" | "file" => Ok(input.to_owned()),
        _ => Err(io::Error::from(io::ErrorKind::NotFound)),
    };
    answer(&words, typed, colour, read).map_err(|error| error.to_string())
}

fn lines(words: &[&str], input: &str) -> Vec<String> {
    let out = run(words, input).unwrap().out;
    out.lines().map(str::to_owned).collect()
}

#[test]
fn the_exit_code_is_that_of_the_denied_severity() {
    let table = [
        (CLEAN, [0, 0, 0]),
        (UNUSED, [0, 0, 1]),
        (SEED, [0, 1, 1]),
        (CARELESS, [0, 1, 1]),
        (FAULTY, [1, 1, 1]),
    ];
    for (input, expected) in table {
        assert_eq!(run(&["-"], input).unwrap().status, expected[0], "{input}");
        for (severity, expected) in ["error", "warning", "notice"].iter().zip(expected) {
            for plural in ["", "s"] {
                let severity = format!("{severity}{plural}");
                let answer = run(&["--deny", &severity, "file"], input).unwrap();
                assert_eq!(answer.status, expected, "{severity}: {input}");
            }
        }
    }
}

#[test]
fn a_line_a_finding_and_a_summary() {
    assert_eq!(lines(&["-"], CLEAN), ["no findings"]);
    assert_eq!(
        lines(&["-"], FAULTY),
        [
            "error[value-invalid] group ahead: set aside, groups[0].mode, line 2: \"by foot\" is \
             not a mode of travel: foot, vehicle, train, boat, air, mixed, unknown; with it 1 more record",
            "notice[record-unused] group exodus (Exodus from Poverty): nothing refers to it",
            "1 error, 1 notice; 2 records set aside",
            MORE,
        ]
    );
}

/// Who is told to take out a source should not take out that of a record which was only set aside.
#[test]
fn what_was_set_aside_still_uses_its_sources() {
    let text = r#"{"format": "corridor/1", "as_of": "2023-12-27", "sources": [
        {"id": "efe", "name": "EFE", "kind": "agency"}, {"id": "ap", "name": "AP", "kind": "agency"}],
        "groups": [{"id": "a", "name": "A", "mode": "by foot"}], "events": [
        {"id": "e1", "type": "return", "on": "2023-12-26", "status": "occurred", "group": "a",
         "sources": ["efe"]}]}"#;
    let all = lines(&["-"], text);
    let unused: Vec<_> = all.iter().filter(|l| l.contains("record-unused")).collect();
    assert_eq!(
        unused,
        ["notice[record-unused] source ap (AP): nothing refers to it"]
    );
    assert!(all.contains(&"1 error, 1 notice; 2 records set aside".to_owned()));
    let object: Value = serde_json::from_str(&run(&["--json", "-"], text).unwrap().out).unwrap();
    assert_eq!(object["counts"]["notices"], 1);
    assert_eq!(object["findings"].as_array().unwrap().len(), 2);
}

/// Without seats nobody could say that Arriaga is too far on foot.
#[test]
fn places_are_seated_from_the_gazetteer() {
    let all = lines(&["-"], SEED);
    let [findings @ .., summary, MORE] = &all.iter().map(String::as_str).collect::<Vec<_>>()[..]
    else {
        panic!("{all:?}");
    };
    let is_seated = cfg!(feature = "gazetteer");
    assert_eq!(
        summary.ends_with("; 8 places seated from the gazetteer"),
        is_seated,
        "{summary}"
    );
    let told = |code: &str| findings.iter().any(|line| line.contains(code));
    assert_eq!(
        (told("implausible-speed"), told("seat-missing")),
        (is_seated, !is_seated)
    );
    let counts: Value = serde_json::from_str(&run(&["--json", "-"], SEED).unwrap().out).unwrap();
    assert_eq!(counts["counts"]["seated"], if is_seated { 8 } else { 0 });
}

#[test]
fn what_is_set_aside_is_printed_on_demand() {
    let all = lines(&["--set-aside"], FAULTY);
    let [ahead, late] = [1, 2].map(|row| FAULTY.lines().nth(row).unwrap());
    assert_eq!(
        all[2..6],
        [
            "-- groups[0], line 2: mode: \"by foot\" is not a mode of travel: foot, vehicle, train, boat, air, mixed, \
             unknown [value-invalid]",
            ahead.trim().trim_end_matches(','),
            "-- groups[1], line 3: falls with groups[0]: mode: \"by foot\" is not a mode of travel: \
             foot, vehicle, train, boat, air, mixed, unknown [value-invalid]",
            late.trim().trim_end_matches(','),
        ]
    );
    assert_eq!(all.len(), 8);
}

#[test]
fn a_log_is_told_by_its_first_line() {
    let log = format!("\u{feff}\n{RETURN}\nnonsense\n");
    assert_eq!(
        lines(&["--set-aside"], &log)[1..],
        [
            "-- [2], line 3: not JSON: expected ident at \"nonsense\" [json-malformed]",
            "nonsense",
            "1 record read, references not checked; 1 error; 1 record set aside",
            MORE,
        ]
    );
    assert_eq!(run(&["-"], &log).unwrap().status, 1);
    assert_eq!(
        lines(&["-"], RETURN),
        ["1 record read, references not checked"]
    );
    // A dossier on one line stays one.
    assert_eq!(
        run(&["-"], &CLEAN.replace('}', ", \"type\": 1}"))
            .unwrap()
            .status,
        0
    );
    let line = CARELESS.replace('\n', " ");
    assert_eq!(lines(&["-"], &line), lines(&["-"], CARELESS));
}

#[test]
fn one_object_for_services() {
    let read = |words: &[&str], input: &str| -> Value {
        serde_json::from_str(&run(words, input).unwrap().out).unwrap()
    };
    let object = read(&["--json", "-"], FAULTY);
    assert_eq!(object["readable"], true);
    assert_eq!(object["error"], Value::Null);
    assert_eq!(
        object["counts"],
        json!({"errors": 1, "warnings": 0, "notices": 1, "set_aside": 2, "seated": 0})
    );
    let codes: Vec<_> = (object["findings"].as_array().unwrap().iter())
        .map(|finding| &finding["code"])
        .collect();
    assert_eq!(codes, ["value-invalid", "record-unused"]);
    let late = &object["set_aside"][1];
    assert_eq!(
        (&late["code"], &late["path"], &late["line"], &late["with"]),
        (
            &json!("value-invalid"),
            &json!("groups[1]"),
            &json!(3),
            &json!("groups[0]")
        )
    );
    assert_eq!(late["field"], "mode");
    let text: Value = serde_json::from_str(late["text"].as_str().unwrap()).unwrap();
    assert_eq!(text["id"], "late");

    let answer = run(&["--json", "-"], "{").unwrap();
    assert_eq!(answer.status, 2);
    let object: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(object["readable"], false);
    assert_eq!(object["error"]["code"], "json-malformed");
    assert_eq!(
        (&object["findings"], &object["set_aside"]),
        (&json!([]), &json!([]))
    );
}

#[test]
fn what_cannot_be_read_or_is_not_meant() {
    let usage = "usage: check_dossier [FILE | -]";
    let table: [(&[&str], &str, &str); 9] = [
        (&["-"], "", "-: unreadable: the file is empty"),
        (&["-"], "no", "-: unreadable: line 1, column 1: not JSON"),
        (
            &["file"],
            "{}",
            "file: unreadable: line 1, column 1: a dossier needs \"format\"",
        ),
        (
            &["-"],
            "{\"\\u001b\\n\": [",
            "-: unreadable: [\"\\u{1b}\\n\"], line 1",
        ),
        (&["nowhere"], "", "nowhere: entity not found"),
        (&["--deny"], CLEAN, "--deny needs a severity\nusage"),
        (
            &["--deny", "worries"],
            CLEAN,
            "\"worrie\" is not a severity",
        ),
        (&["--quiet"], CLEAN, "unknown argument \"--quiet\"\nusage"),
        (&["file", "-"], CLEAN, "one file at a time\nusage"),
    ];
    for (words, input, expected) in table {
        let error = run(words, input).unwrap_err();
        assert!(error.starts_with(expected), "{words:?}: {error}");
        assert_eq!(
            error.contains(usage),
            !error.contains("unreadable") && words != ["nowhere"]
        );
    }
}

#[test]
fn a_code_is_explained() {
    let answer = run(&["--explain", "implausible-speed"], "").unwrap();
    assert_eq!(answer.out, Code::ImplausibleSpeed.explain().trim_end());
    assert_eq!(answer.status, 0);
    // Without a code, all of them.
    let answer = run(&["--explain"], "").unwrap();
    assert_eq!(answer.out.lines().count(), Code::all().count());
    assert!(
        answer.out.contains("\nimplausible-speed: "),
        "{}",
        answer.out
    );

    let error = run(&["--explain", "implausible-sped"], "").unwrap_err();
    assert!(error.starts_with("\"implausible-sped\" is not a code of this crate\nusage"));
}

/// Nothing to read is the bundled dossier only where nobody can have meant a file.
#[test]
fn the_bundled_dossier_stands_in() {
    let seed = run(&["-"], SEED).unwrap();
    assert_eq!(seed.note, "");
    for (words, typed, input) in [
        (&[] as &[&str], false, ""),
        (&[], false, " \n"),
        (&[], true, CLEAN),
        (&["--set-aside"], true, CLEAN),
    ] {
        let answer = run_at(words, typed, false, input).unwrap();
        assert_eq!((&answer.out, answer.status), (&seed.out, 0), "{words:?}");
        assert!(
            answer
                .note
                .contains("examples/data/exodus_from_poverty.json")
        );
    }
    assert!(run(&["-"], "").is_err());
    assert!(run(&["--json"], "").is_ok_and(|answer| answer.status == 2));
}

#[test]
fn colour_is_for_terminals() {
    let colour = run_at(&["-"], false, true, FAULTY).unwrap().out;
    assert!(colour.starts_with("\u{1b}[31merror[value-invalid]\u{1b}[0m group ahead"));
    assert!(colour.contains("\n\u{1b}[36mnotice[record-unused]\u{1b}[0m group"));
    assert!(!run(&["-"], FAULTY).unwrap().out.contains('\u{1b}'));
}

#[test]
fn more_than_are_kept_are_counted() {
    let row = r#"{"id": "a", "name": "A", "mode": "by foot"}"#;
    let rows = vec![row; 3_000].join(",");
    let text = CLEAN.replace('}', &format!(", \"groups\": [{rows}]}}"));
    let all = lines(&["-"], &text);
    assert_eq!(
        all[all.len() - 2..],
        ["3000 errors; 3000 records set aside", MORE]
    );
    let more = &all[all.len() - 3];
    assert_eq!(
        *more,
        format!("… and {} more of value-invalid", 3_000 - (all.len() - 3))
    );
}

/// A log without a header is checked in the dossier that its records belong to.
#[test]
fn a_log_is_checked_with_the_dossier_that_it_belongs_to() {
    let run = |log: &str| {
        let words = ["log", "--with", "dossier"].map(str::to_owned);
        let read = |file: &str| match file {
            "log" => Ok(log.to_owned()),
            "dossier" => Ok(UNUSED.to_owned()),
            _ => Err(io::Error::from(io::ErrorKind::NotFound)),
        };
        answer(&words, false, false, read).unwrap()
    };
    let answer = run(RETURN);
    assert_eq!(answer.status, 0);
    assert!(
        answer
            .out
            .starts_with("warning[event-without-source] event e1 (return): "),
        "{}",
        answer.out
    );
    let answer = run(&RETURN.replace("\"a\"", "\"b\""));
    assert_eq!(answer.status, 1);
    assert_eq!(
        answer.out.lines().next_back().unwrap(),
        "cargo run --example check_dossier -- --explain CODE tells more"
    );
    assert!(
        answer
            .out
            .contains("\nrefused: group: event e1: group \"b\" is not in the dossier\n"),
        "{}",
        answer.out
    );
}
