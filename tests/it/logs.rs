//! Logs of any record: told apart by their type, in any order, with a header or a day.

use chrono::NaiveDate;
use corridor::format::json::{self, Reading, SetAside};
use corridor::*;
use proptest::prelude::*;

use crate::arbitrary;

const HEADER: &str = r#"{"type":"dossier","format":"corridor/1","as_of":"2023-12-27"}"#;

/// A line of each kind, each before what it refers to.
const LINES: [&str; 8] = [
    r#"{"id":"s1","indicator":"encounters","unit":"encounter","nature":"flow","area":"US","period":"2023-11","status":"A","value":242418,"publisher":"cbp","published":"2023-12-22","type":"statistic"}"#,
    r#"{"id":"e2","on":"2023-12-27","status":"occurred","group":"exodus","place":"MX07032","words":"more than 6,000","sources":["efe"],"type":"sighting"}"#,
    r#"{"id":"m1","on":"2023-12-27","status":"occurred","host":"MX","delegations":[{"country":"US","members":["cbp"]}],"type":"meeting"}"#,
    r#"{"id":"coast","from":"MX07089","to":"MX07032","road_km":70.0,"type":"link"}"#,
    r#"{"id":"exodus","name":"Exodus from Poverty","mode":"foot","type":"group"}"#,
    r#"{"code":"MX07032","name":"Escuintla","country":"MX","kind":"municipality","type":"place"}"#,
    r#"{"id":"cbp","name":"CBP","kind":"office","type":"party"}"#,
    r#"{"id":"efe","name":"EFE","kind":"agency","type":"source"}"#,
];
const TAPACHULA: &str = r#"{"type":"place","code":"MX07089","name":"Tapachula"}"#;

fn log(lines: &[&str]) -> String {
    lines.join("\n")
}

fn whole() -> String {
    log(&[&[HEADER], &LINES[..], &[TAPACHULA]].concat())
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 12, 27).unwrap()
}

fn told<T>(reading: &Reading<T>) -> Vec<String> {
    reading
        .set_aside()
        .iter()
        .map(SetAside::to_string)
        .collect()
}

/// The error that refuses a log.
fn refused(log: &str, as_of: Option<NaiveDate>) -> (Code, String) {
    let error = json::read_log_dossier(log, as_of).unwrap_err();
    (error.code(), error.to_string())
}

#[test]
fn every_kind_of_record_is_read_by_its_type() {
    let kinds = [
        RecordKind::Statistic,
        RecordKind::Event,
        RecordKind::Event,
        RecordKind::Link,
        RecordKind::Group,
        RecordKind::Place,
        RecordKind::Party,
        RecordKind::Source,
    ];
    let ids = ["s1", "e2", "m1", "coast", "exodus", "MX07032", "cbp", "efe"];
    for ((line, kind), id) in LINES.iter().zip(kinds).zip(ids) {
        let record = json::read_line(line).unwrap();
        assert_eq!((record.kind(), record.id()), (kind, id));
        assert_eq!(serde_json::from_str::<Record>(line).unwrap(), record);
        // The type first, in the middle, or as it was: the same.
        let mut object: serde_json::Map<_, _> = serde_json::from_str(line).unwrap();
        let r#type = object.remove("type").unwrap();
        let first = format!(
            "{{\"type\":{type},{}",
            &serde_json::to_string(&object).unwrap()[1..]
        );
        assert_eq!(json::read_line(&first).unwrap(), record, "{first}");
        let written = serde_json::to_string(&record).unwrap();
        assert_eq!(json::read_line(&written).unwrap(), record, "{written}");
    }
    let read: Vec<_> = json::lines(&whole()).map(Result::unwrap).collect();
    assert_eq!(read.len(), 9);
    assert_eq!(json::read_log(&whole()).records(), read);
    let streamed = json::lines_from(whole().as_bytes().to_vec().as_slice()).collect::<Vec<_>>();
    assert_eq!(
        streamed.into_iter().map(Result::unwrap).collect::<Vec<_>>(),
        read
    );
}

#[test]
fn lines_refer_forward_and_the_dossier_is_that_of_its_records() {
    let reading = json::read_log_dossier(&whole(), None).unwrap();
    assert_eq!(told(&reading), [""; 0]);
    assert!(reading.findings().is_clean());
    let dossier = reading.into_dossier();
    let records = LINES
        .iter()
        .chain([&TAPACHULA])
        .map(|line| json::read_line(line).unwrap());
    assert_eq!(
        dossier,
        Dossier::draft(day()).with_all(records).build().unwrap()
    );
    assert_eq!(dossier.journey("exodus").unwrap().fixes().len(), 1);
}

#[test]
fn a_header_gives_the_day_and_the_title() {
    let titled = HEADER.replace('}', r#","title":"the caravan"}"#);
    let reading = json::read_log_dossier(&log(&[&titled, TAPACHULA]), None).unwrap();
    assert_eq!(reading.dossier().title(), Some("the caravan"));
    assert_eq!(reading.dossier().as_of(), day());
    // Its own day counts, whatever day the caller has.
    let other = NaiveDate::from_ymd_opt(2024, 1, 1);
    let reading = json::read_log_dossier(&whole(), other).unwrap();
    assert_eq!(reading.dossier().as_of(), day());
    // In any order of keys, after blank lines and a byte-order mark.
    let mixed = r#"{"as_of":"2023-12-27","title":"x","format":"corridor/1","type":"dossier"}"#;
    let text = format!("\u{feff}\r\n \t\n{mixed}\r\n\r\n{TAPACHULA}\r\n");
    let reading = json::read_log_dossier(&text, None).unwrap();
    assert_eq!(told(&reading), [""; 0]);
    assert_eq!(reading.dossier().places().len(), 1);
    assert_eq!(json::read_log(&text).records().len(), 1);
    assert_eq!(json::read_log(&text).set_aside(), []);
    let lines: Vec<_> = json::lines(&text).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(json::lines_from(text.as_bytes()).collect::<Vec<_>>(), lines);
}

#[test]
fn without_a_header_the_caller_gives_the_day() {
    let text = log(&[LINES[4], TAPACHULA]);
    let reading = json::read_log_dossier(&text, Some(day())).unwrap();
    assert_eq!(reading.dossier().groups().len(), 1);
    assert_eq!(reading.dossier().as_of(), day());
    assert_eq!(
        refused(&text, None),
        (
            Code::KeyMissing,
            "line 1, column 1: a log without a header line needs an `as_of` day \
             [key-missing]"
                .to_owned()
        )
    );
    assert_eq!(refused("", None).0, Code::KeyMissing);
    let empty = json::read_log_dossier("\n\n", Some(day())).unwrap();
    assert_eq!(empty.dossier(), &Dossier::draft(day()).build().unwrap());
}

#[test]
fn a_faulty_header_refuses_the_log() {
    for (header, code, text) in [
        (
            r#"{"type":"dossier","as_of":"2023-12-27"}"#,
            Code::KeyMissing,
            "line 2, column 1: a dossier needs \"format\" [key-missing]",
        ),
        (
            r#"{"type":"dossier","format":"corridor/1"}"#,
            Code::KeyMissing,
            "line 2, column 1: a dossier needs \"as_of\" [key-missing]",
        ),
        (
            r#"{"type":"dossier","format":"corridor/2","as_of":"2023-12-27"}"#,
            Code::FormatUnknown,
            "format, line 2, column 28: format \"corridor/2\" is not \"corridor/1\" [format-unknown]",
        ),
        (
            r#"{"type":"dossier","format":"corridor/1","as_of":"2023-12"}"#,
            Code::DateInvalid,
            "as_of, line 2, column 49: \"2023-12\" is not one day, written as YYYY-MM-DD \
             [date-invalid]",
        ),
    ] {
        let text_of_log = format!("\n{header}\n{TAPACHULA}");
        assert_eq!(refused(&text_of_log, None), (code, text.to_owned()));
        assert_eq!(refused(&text_of_log, Some(day())), (code, text.to_owned()));
        // Where only records are asked for, it is set aside and the others are read.
        let log = json::read_log(&text_of_log);
        assert_eq!(log.records().len(), 1);
        let aside = &log.set_aside()[0];
        assert_eq!(
            (aside.text(), aside.line(), aside.path()),
            (header, 2, "[1]")
        );
    }
}

#[test]
fn what_cannot_be_read_is_set_aside_with_its_text() {
    let unknown = r#"{"type":"rumour","id":"r1"}"#;
    let untyped = r#"{"id":"x1","on":"2023-12-27"}"#;
    let nothing = "nonsense";
    let faulty = r#"{"id":"g2","name":"G","mode":"by foot","type":"group"}"#;
    let cut = r#"{"type":"party","id":"p2","name":"#;
    let list = "[1, 2]";
    let lines = [
        HEADER, unknown, untyped, "", nothing, faulty, HEADER, cut, list, TAPACHULA,
    ];
    let text = log(&lines);
    let expected = [
        "[1], line 2: type: \"rumour\" is not a type of record: source, party, place, group, link, \
         statistic, or of event: departure, arrival, sighting, halt, split, merge, joining, return, dispersal, interception, casualty, demand, statement, meeting, measure [type-unknown]",
        "[2], line 3: an event needs \"type\" [key-missing]",
        "[4], line 5: not JSON: expected ident at \"nonsense\" [json-malformed]",
        "[5], line 6: mode: \"by foot\" is not a mode of travel: foot, vehicle, train, boat, air, mixed, unknown \
         [value-invalid]",
        "[6], line 7: a log has a header on its first line only [key-misplaced]",
        "[7], line 8: name: not JSON: EOF while parsing a value [json-malformed]",
        "[8], line 9: [1, 2] is not an event object [value-invalid]",
    ];
    let reading = json::read_log_dossier(&text, None).unwrap();
    assert_eq!(told(&reading), expected);
    let texts: Vec<_> = reading.set_aside().iter().map(SetAside::text).collect();
    assert_eq!(
        texts,
        [unknown, untyped, nothing, faulty, HEADER, cut, list]
    );
    assert_eq!(reading.findings().total(), expected.len());
    assert_eq!(reading.dossier().places().len(), 1);
    let log = json::read_log(&text);
    assert_eq!(told(&log), expected);
    assert_eq!(log.records().len(), 1);
    // A service that reads its lines itself is told the same, line by line.
    let errors: Vec<_> = json::lines(&text).filter_map(Result::err).collect();
    assert_eq!(errors.len(), expected.len());
    for (error, aside) in errors.iter().zip(log.set_aside()) {
        assert_eq!(
            (error.code(), error.line()),
            (aside.code(), Some(aside.line()))
        );
        assert_eq!(error.path(), aside.field());
    }
    assert_eq!(
        json::lines_from(text.as_bytes())
            .filter_map(Result::err)
            .collect::<Vec<_>>(),
        errors
    );
}

#[test]
fn what_cannot_stand_is_set_aside_too() {
    let again = r#"{"type":"group","id":"exodus","name":"another","mode":"foot"}"#;
    let lost =
        r#"{"type":"joining","id":"e3","on":"2023-12-27","status":"occurred","group":"ahead"}"#;
    let circle = r#"{"type":"group","id":"x","name":"x","mode":"foot","split_from":"x"}"#;
    let falls = r#"{"type":"return","id":"e4","on":"2023-12-27","status":"occurred","group":"x"}"#;
    let text = log(&[
        &[HEADER],
        &LINES[..],
        &[again, lost, falls, circle, TAPACHULA],
    ]
    .concat());
    let reading = json::read_log_dossier(&text, None).unwrap();
    assert_eq!(
        told(&reading),
        [
            "[9], line 10: id: group \"exodus\" already exists, as [5] [id-duplicate]",
            "[10], line 11: group: group \"ahead\" is not in the dossier [reference-dangling]",
            "[11], line 12: falls with [12]: split_from: group \"x\" refers to itself in a circle \
         [reference-circular]",
            "[12], line 13: split_from: group \"x\" refers to itself in a circle \
             [reference-circular]",
        ]
    );
    let texts: Vec<_> = reading.set_aside().iter().map(SetAside::text).collect();
    assert_eq!(texts, [again, lost, falls, circle]);
    assert_eq!(reading.findings().total(), 3);
    let dossier = reading.dossier();
    assert_eq!(
        dossier.group("exodus").unwrap().name(),
        "Exodus from Poverty",
        "the first stays"
    );
    assert_eq!(
        dossier,
        json::read_log_dossier(&whole(), None).unwrap().dossier()
    );
}

/// A key that this version does not know is told, and the type of a record is none of them.
#[test]
fn unknown_keys_are_read_past_and_told() {
    let text = log(&[
        HEADER,
        r#"{"type":"place","code":"MX07089","name":"Tapachula","mood":1}"#,
        LINES[7],
    ]);
    let (records, dossier) = (
        json::read_log(&text),
        json::read_log_dossier(&text, None).unwrap(),
    );
    for findings in [records.findings(), dossier.findings()] {
        let found: Vec<_> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            ["notice[key-unknown] place MX07089: mood is a key that this version does not know"]
        );
    }
}

/// Whether a line is a record, read by the library's own reader and by serde's.
fn alike(line: &str) -> Result<(), TestCaseError> {
    let (own, serde) = (json::read_line(line), serde_json::from_str::<Record>(line));
    match (own, serde) {
        (Ok(own), Ok(serde)) => prop_assert_eq!(own, serde),
        (Err(_), Err(_)) => {}
        (own, serde) => prop_assert!(false, "{own:?} {serde:?}: {line}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_log_holds_any_dossier(dossier in arbitrary::dossier()) {
        let log = json::write_log(&dossier);
        prop_assert_eq!(log.lines().count(), 1 + dossier.records().count());
        let reading = json::read_log_dossier(&log, None).unwrap();
        prop_assert_eq!(told(&reading), Vec::<String>::new());
        prop_assert!(reading.findings().is_clean(), "{}", reading.findings());
        prop_assert_eq!(json::write_log(reading.dossier()), log.as_str());
        prop_assert_eq!(reading.dossier(), &dossier);
        let records: Vec<_> = dossier.records().collect();
        prop_assert_eq!(json::read_log(&log).into_records(), records);
        // In any other order of lines it is the same dossier, but for the order of its lists.
        let lines: Vec<_> = log.lines().collect();
        let backwards: Vec<_> = lines[..1].iter().chain(lines[1..].iter().rev()).copied().collect();
        let again = json::read_log_dossier(&backwards.join("\n"), None).unwrap();
        prop_assert_eq!(told(&again), Vec::<String>::new());
        prop_assert_eq!(again.dossier().records().count(), dossier.records().count());
    }

    #[test]
    fn records_are_read_as_serde_reads_them(
        record in arbitrary::record(),
        at in any::<prop::sample::Index>(),
        damage in "[ ,:{}\\[\\]\"\\\\a-z0-9-]{0,2}",
    ) {
        let line = serde_json::to_string(&record).unwrap();
        prop_assert_eq!(json::read_line(&line), Ok(record));
        let mut at = at.index(line.len());
        while !line.is_char_boundary(at) {
            at -= 1;
        }
        let rest: String = line[at..].chars().skip(1).collect();
        alike(&format!("{}{damage}{rest}", &line[..at]))?;
        alike(&format!("{}{damage}{}", &line[..at], &line[at..]))?;
    }
}

/// What one might mistake for the type of a line.
#[test]
fn odd_types_are_read_alike() {
    let event = |r#type: &str| {
        format!(r#"{{"id":"e","on":"2023","status":"occurred","group":"g",{type}}}"#)
    };
    for line in [
        event(r#""type":"return""#),
        event(r#""type":"Return""#),
        event(r#""type":"event""#),
        event(r#""type":"dossier""#),
        event(r#""type":null"#),
        event(r#""type":1"#),
        event(r#""type":["return"]"#),
        event(r#""type":"return","type":"return""#),
        event(r#""type":"return","type":"group""#),
        event(r#""type":"group","type":"return""#),
        event(r#""t\u0079pe":"return""#),
        event(r#""note":"\"type\":\"group\"","type":"return""#),
        event(r#""x":{"type":"group"},"type":"return""#),
        event(r#""type":"group","name":"n","mode":"foot""#),
        event(r#""name":"n","mode":"foot","type":"group""#),
        event(r#""name":"n","mode":"foot","t\u0079pe":"gr\u006fup""#),
        event(r#""name":"n","kind":"agency","type":"source""#),
        event(r#""code":"MX1","name":"n","type":"place""#),
        LINES[0].replace(r#","type":"statistic""#, ""),
        LINES[7].replace(r#","type":"source""#, ""),
        "{}".to_owned(),
        r#"{"type":"group"}"#.to_owned(),
        "[]".to_owned(),
        "null".to_owned(),
        HEADER.to_owned(),
    ] {
        alike(&line).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// Nothing of a log is passed over in silence: not a list in the header, nor a key that occurs twice.
#[test]
fn a_header_has_no_records_and_a_type_stands_once() {
    let group = r#"{"type":"group","id":"a","name":"A","mode":"foot"}"#;
    let with_list = r#"{"type":"dossier","format":"corridor/1","as_of":"2023-12-27","groups":[{"id":"lost","name":"Lost","mode":"foot"}]}"#;
    assert_eq!(
        refused(&log(&[with_list, group]), None),
        (
            Code::KeyMisplaced,
            "groups, line 1, column 71: a header has no records: each is a line of its own \
             [key-misplaced]"
                .to_owned()
        )
    );
    let unknown = r#"{"type":"dossier","format":"corridor/1","as_of":"2023-12-27","titel":"x"}"#;
    let reading = json::read_log_dossier(&log(&[unknown, group]), None).unwrap();
    assert_eq!(reading.findings().count_of(Code::KeyUnknown), 1);
    for twice in [
        r#"{"type":"source","type":"party","id":"a","name":"A","kind":"other"}"#,
        r#"{"type":"group","id":"a","name":"A","mode":"foot","type":"sighting"}"#,
    ] {
        let error = json::read_line(twice).unwrap_err();
        assert_eq!((error.code(), error.path()), (Code::KeyDuplicate, "type"));
        assert_eq!(json::read_log(twice).set_aside().len(), 1);
    }
    let twice = r#"{"type":"dossier","type":"dossier","format":"corridor/1","as_of":"2023-12-27"}"#;
    assert_eq!(refused(twice, None).0, Code::KeyDuplicate);
}

/// A line falls with the line that it refers to, wherever that one stands.
#[test]
fn lines_fall_with_the_line_that_was_refused() {
    let lines = [
        HEADER,
        r#"{"type":"group","id":"b","name":"B","mode":"foot","split_from":"a"}"#,
        r#"{"type":"group","id":"a","name":"A","mode":"on foot"}"#,
        r#"{"type":"return","id":"e","on":"2023-12-27","status":"occurred","group":"b"}"#,
    ];
    let reading = json::read_log_dossier(&log(&lines), None).unwrap();
    assert!(reading.dossier().groups().is_empty());
    let with: Vec<_> = reading
        .set_aside()
        .iter()
        .map(SetAside::fell_with)
        .collect();
    assert_eq!(with, [Some("[2]"), None, Some("[2]")]);
    assert_eq!(reading.findings().total(), 1);
    let written = serde_json::to_value(reading.set_aside()).unwrap();
    assert_eq!(written[0]["with"], "[2]");
    assert_eq!(written[1]["code"], "value-invalid");
}

#[test]
fn what_is_repeated_of_a_line_is_short_and_on_one_line() {
    let long = "Z".repeat(5_000);
    let line = format!(r#"{{"type":"group","id":"{long}","name":"n","mode":"foot"}}"#);
    let reading = json::read_log(&line);
    assert!(reading.findings().to_string().len() < 400);
    let forged = r#"{"type":"statistic","id":"t","breakdown":{"a\nERROR forged":5}}"#;
    let error = json::read_line(forged).unwrap_err().to_string();
    assert!(!error.contains('\n'), "{error}");
    let unread = chrono::NaiveDate::from_ymd_opt(-5, 1, 1);
    assert_eq!(
        json::read_log_dossier("", unread).unwrap_err().code(),
        Code::DateInvalid
    );
}
