//! The wire: what is refused and in which words, what was once written, what comes back.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use corridor::format::json;
use corridor::{Code, Estimate, Event};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::arbitrary;

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/wire")
        .join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
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
        assert!(
            serde_json::from_str::<corridor::Dossier>(&text).is_err(),
            "{}",
            stem(&file)
        );
        writeln!(got, "{}: {error}", stem(&file)).unwrap();
    }
    let wanted = include_str!("../fixtures/wire/refused/messages.txt");
    let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join("messages.txt");
    std::fs::write(&new, &got).unwrap();
    for (got, wanted) in got.lines().zip(wanted.lines()) {
        assert_eq!(got, wanted, "all of today's are in {}", new.display());
    }
    assert_eq!(
        got.lines().count(),
        wanted.lines().count(),
        "see {}",
        new.display()
    );
}

/// What was once written is read for ever, and is written today byte for byte.
#[test]
fn goldens_are_read_and_written_again() {
    let files = fixtures("v1");
    assert!(!files.is_empty(), "goldens are never removed");
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let reading = json::read(&text).unwrap_or_else(|error| panic!("{}: {error}", stem(&file)));
        assert!(reading.findings().is_clean(), "{}", stem(&file));
        let written = serde_json::to_string(reading.dossier()).unwrap();
        let text = text.trim_end();
        let same = written
            .bytes()
            .zip(text.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        let shown = |text: &str| {
            text.chars()
                .skip(same.saturating_sub(20))
                .take(60)
                .collect::<String>()
        };
        assert!(
            written == text,
            "{}: wrote {:?} for {:?}",
            stem(&file),
            shown(&written),
            shown(text)
        );
    }
}

/// The goldens, among them an event of each type, have every key of `wire.md`, so that none
/// goes unheld.
#[test]
fn goldens_have_every_key_of_the_page() {
    let page = include_str!("../../src/docs/wire.md");
    let golden = concat!(
        include_str!("../fixtures/wire/v1/every_key.json"),
        include_str!("../fixtures/wire/v1/every_key_of_events.json"),
        include_str!("../fixtures/wire/v1/statistics.json"),
        include_str!("../fixtures/wire/flows-v1.json")
    );
    for row in page.lines().filter(|line| line.starts_with("| `")) {
        let cell = row.split('|').nth(1).unwrap();
        let keys = cell.split(':').next().unwrap();
        for key in keys.split('`').skip(1).step_by(2) {
            assert!(golden.contains(&format!("\"{key}\":")), "{key}");
        }
    }
}

/// Depth can hide only under a key that is read past; elsewhere a type refuses it sooner.
#[test]
fn depth_is_bounded() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = |levels: usize| {
            let (open, close) = (open.repeat(levels), close.repeat(levels));
            let head = r#"{"format": "corridor/1", "as_of": "2023-12-27", "deep": "#;
            json::read(&format!("{head}{open}0{close}}}"))
        };
        assert!(deep(127).is_ok());
        for levels in [128, 10_000] {
            let error = deep(levels).unwrap_err();
            assert_eq!(error.code(), Code::JsonMalformed);
            assert!(
                error
                    .to_string()
                    .contains(": nested deeper than 128 levels ["),
                "{error}"
            );
        }
        assert!(json::read(&open.repeat(10_000)).is_err());
    }
}

#[test]
fn unknown_keys_are_read_past_and_told() {
    let text = r#"{"format": "corridor/1", "as_of": "2023-12-27", "mood": 1,
        "groups": [{"id": "a", "name": "A", "mode": "foot", "nationalities": {"count": 20, "guess": 3}}]}"#;
    let reading = json::read(text).unwrap();
    let findings: Vec<_> = reading.findings().iter().map(ToString::to_string).collect();
    assert_eq!(
        findings,
        [
            "notice[key-unknown] dossier: mood is a key that this version does not know",
            "notice[key-unknown] group a: nationalities.guess is a key that this version does not know",
        ]
    );
}

/// An estimate that stands only in words is read from them, and then written beside them.
#[test]
fn words_alone_are_read_and_both_are_written() {
    let text = r#"{"id":"e","type":"dispersal","on":"2023-12-27","status":"occurred","group":"g","words":"more than 6,000"}"#;
    let event: Event = serde_json::from_str(text).unwrap();
    assert_eq!(
        event.headcount().unwrap().estimate(),
        Estimate::at_least(6_000)
    );
    let written = serde_json::to_string(&event).unwrap();
    assert!(
        written.contains(r#""headcount":{"low":6000,"best":6000},"words":"more than 6,000""#),
        "{written}"
    );
}

fn round_trip<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    let back: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(&back, value, "{text}");
    assert_eq!(serde_json::to_string(&back).unwrap(), text);
}

proptest! {
    #[test]
    fn estimates_come_back(value in arbitrary::estimate()) { round_trip(&value); }

    #[test]
    fn percentages_come_back_bit_for_bit(value in arbitrary::percent()) { round_trip(&value); }

    #[test]
    fn figures_come_back(value in arbitrary::composed()) { round_trip(&value); }

    #[test]
    fn keys_of_series_come_back(value in arbitrary::key()) { round_trip(&value); }

    #[test]
    fn distances_come_back_bit_for_bit(value in arbitrary::distance()) { round_trip(&value); }

    #[test]
    fn ranges_of_distance_come_back(value in arbitrary::distance_range()) { round_trip(&value); }

    #[test]
    fn dates_come_back(value in arbitrary::when()) { round_trip(&value); }

    #[test]
    fn periods_come_back(value in arbitrary::period()) { round_trip(&value); }

    #[test]
    fn places_come_back(value in arbitrary::place()) { round_trip(&value); }

    #[test]
    fn sources_come_back(value in arbitrary::source()) { round_trip(&value); }

    #[test]
    fn parties_come_back(value in arbitrary::party()) { round_trip(&value); }

    #[test]
    fn groups_come_back(value in arbitrary::group()) { round_trip(&value); }

    #[test]
    fn links_come_back(value in arbitrary::link()) { round_trip(&value); }

    #[test]
    fn events_come_back(value in arbitrary::event()) { round_trip(&value); }

    #[test]
    fn statistics_come_back(value in arbitrary::statistic()) { round_trip(&value); }

    #[test]
    fn any_text_is_read_or_refused(text in "[\\PC\n]{0,200}") {
        let _ = json::read(&text);
    }

    /// The seed dossier, cut anywhere or with one byte changed, is read or refused.
    #[test]
    fn a_damaged_dossier_is_read_or_refused(at in any::<prop::sample::Index>(), byte in " -~") {
        let text = include_str!("../../examples/data/exodus_from_poverty.json").trim_end();
        let mut cut = at.index(text.len());
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        prop_assert!(json::read(&text[..cut]).is_err());
        let rest = text[cut..].chars().skip(1).collect::<String>();
        if let Err(error) = json::read(&format!("{}{byte}{rest}", &text[..cut])) {
            prop_assert!(error.line() >= Some(1) && error.column() >= Some(1), "{}", error);
        }
    }
}

/// A log tells the line and the path within the record; a refused line does not end it.
#[test]
fn a_log_is_read_line_by_line() {
    let dossier = json::read(include_str!("../fixtures/wire/v1/every_key.json"))
        .unwrap()
        .into_dossier();
    let mut log: Vec<_> = dossier
        .events()
        .iter()
        .map(|e| serde_json::to_string(e).unwrap())
        .collect();
    log.extend(
        dossier
            .statistics()
            .iter()
            .map(|s| serde_json::to_string(s).unwrap()),
    );
    let text = format!("\u{feff}{}\r\n", log.join("\r\n\r\n"));
    let read: Vec<_> = json::lines(&text).map(Result::unwrap).collect();
    assert_eq!(read.len(), log.len());
    for (record, line) in read.iter().zip(&log) {
        assert_eq!(&serde_json::to_string(record).unwrap(), line);
    }
    let broken = text.replacen("\"headcount\":6000", "\"headcount\":-6", 1);
    let faults: Vec<_> = json::lines(&broken).filter_map(Result::err).collect();
    let [fault] = &faults[..] else {
        panic!("{faults:?}")
    };
    assert_eq!(
        (fault.path(), fault.line(), fault.code()),
        ("headcount", Some(5), Code::CountInvalid)
    );
    let words = r#"{"id":"e","type":"split","on":"2023","status":"occurred","group":"g","parts":[{"group":"a","words":"?"}]}"#;
    assert_eq!(json::read_line(words).unwrap_err().path(), "parts[0].words");
}

/// A format that writes records as lists, without their keys, cannot read them back as others.
#[test]
fn a_record_is_no_list_in_any_format() {
    use serde::Deserialize;
    use serde::de::value::{Error, SeqDeserializer};
    let fields = ["efe", "EFE", "agency", "https://example.org"];
    let list = SeqDeserializer::<_, Error>::new(fields.into_iter());
    let error = corridor::Source::deserialize(list).unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid type: sequence, expected a source object"
    );
    let fields = ["MX07089", "MX07032", "2023-12", "6000"];
    let list = SeqDeserializer::<_, Error>::new(fields.into_iter());
    assert!(<corridor::Flow>::deserialize(list).is_err());
}

/// What comes after a fault does not hide where it is.
#[test]
fn a_fault_is_found_before_text_that_is_not_json() {
    let text = "{\"format\": \"corridor/1\", \"as_of\": \"2023-12-27\", \"groups\": [\n  \
        {\"id\": \"a\", \"name\": \"A\", \"mode\": \"by foot\"}],\n \"events\": [{]}";
    let error = json::read(text).unwrap_err();
    assert_eq!(
        (error.path(), error.line(), error.column()),
        ("groups[0].mode", Some(2), Some(36))
    );
    assert_eq!(error.value(), Some("\"by foot\""));
}

/// Columns are characters, also where the parser counts bytes.
#[test]
fn columns_are_characters() {
    let error = json::read("{\"title\": \"éééééé\", \"as_of\": nope}").unwrap_err();
    assert_eq!(
        (error.line(), error.column()),
        (Some(1), Some(30)),
        "{error}"
    );
    assert!(
        error.to_string().ends_with("at \"nope\" [json-malformed]"),
        "{error}"
    );
    let error = json::read("{\"format\": “corridor/1”, \"z\": 99}").unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with(": not JSON: expected value at \"corridor\" [json-malformed]"),
        "{error}"
    );
}

#[test]
fn a_key_that_stands_twice_in_a_breakdown_is_refused() {
    let text = r#"{"id": "s", "indicator": "i", "unit": "person", "nature": "flow", "area": "MX",
        "breakdown": {"sex": "m", "sex": "f"}, "period": "2023", "status": "A", "value": 1,
        "publisher": "p", "published": "2024-01-01", "type": "statistic"}"#;
    let error = json::read_line(text).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        (Code::KeyDuplicate, "breakdown")
    );
}

/// A byte-order mark is read past, a line break of any kind is text.
#[test]
fn what_windows_writes_is_read() {
    let text = "\u{feff}{\"format\": \"corridor/1\",\r\n\"as_of\": \"2023-12-27\", \"title\": \"a\\r\\nb\"}";
    assert_eq!(json::read(text).unwrap().dossier().title(), Some("a\r\nb"));
    assert!(json::read_lenient(text).is_ok());
}

/// What can be built can be written and read back.
#[test]
fn a_day_that_cannot_be_written_is_not_sealed() {
    let day = chrono::NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap();
    let error = corridor::Dossier::draft(day).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "as_of: \"+10000-01-01\" is not a date: year 10000 is not from 0001 to 9999"
    );
    assert_eq!((error.code(), error.path()), (Code::DateInvalid, "as_of"));
}

/// The examples of the page are read without a finding, but that of a log, which has less in it.
#[test]
fn the_examples_of_the_page_are_read() {
    let page = include_str!("../../src/docs/wire.md");
    let examples = page.split("```json\n").skip(1);
    let examples: Vec<_> = examples
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    let [first, log, report] = examples[..] else {
        panic!("{} examples", examples.len())
    };
    for example in [first, report] {
        let read = json::read(example).unwrap();
        assert!(read.findings().is_clean(), "{}", read.findings());
        let found = read.dossier().check();
        assert!(found.is_clean(), "{found}");
    }
    let read = json::read_log_dossier(log, None).unwrap();
    assert!(read.findings().is_clean(), "{}", read.findings());
    assert_eq!(read.dossier().events().len(), 1);
}
