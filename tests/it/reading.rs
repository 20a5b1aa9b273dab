//! The reader reads what `serde_json` reads, and no more.

use std::io::{BufRead, BufReader, Read};

use corridor::format::json;
use corridor::{Event, Record, Statistic};
use proptest::prelude::*;
use serde::Deserialize;

use crate::arbitrary;

fn ours(line: &str) -> Option<Record> {
    json::read_line(line).ok()
}

/// A `serde_json::Value` would refuse what an ignored key may hold, such as `1e999`.
#[derive(Deserialize)]
struct Typed {
    r#type: String,
}

fn serdes(line: &str) -> Option<Record> {
    let event = serde_json::from_str::<Event>(line).map(Record::Event);
    let event = event.ok();
    event.or_else(|| {
        let statistic = serde_json::from_str::<Statistic>(line).ok()?;
        let typed = serde_json::from_str::<Typed>(line).ok()?;
        (typed.r#type == "statistic").then_some(Record::Statistic(statistic))
    })
}

/// Something that may break a line, or may not.
fn damage() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        " ",
        "\t",
        ",",
        ":",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "\\\"",
        "\\u00e9",
        "\\ud800",
        "é",
        "\u{1}",
        "\u{7f}",
        "0",
        "1",
        "-",
        ".",
        "e",
        "null",
        "null,",
        "true",
        "\"a\":1,",
        "\"a\":[1e999,\"\\ud800\",{\"b\":-0}],",
        "\"a\":[1,],",
    ])
}

proptest! {
    #[test]
    fn damaged_lines_are_read_alike(
        event in arbitrary::event(),
        statistic in arbitrary::statistic(),
        at in any::<prop::sample::Index>(),
        instead in 0_usize..3,
        damage in damage(),
    ) {
        for line in [
            serde_json::to_string(&Record::Event(event)).unwrap(),
            serde_json::to_string(&Record::Statistic(statistic)).unwrap(),
        ] {
            prop_assert!(ours(&line).is_some());
            let characters: Vec<char> = line.chars().collect();
            let (before, after) = characters.split_at(at.index(characters.len()));
            let line: String = before
                .iter()
                .copied()
                .chain(damage.chars())
                .chain(after.iter().copied().skip(instead))
                .collect();
            prop_assert_eq!(ours(&line), serdes(&line), "{}", line);
        }
    }
}

/// Forms that a generator of lines does not come to.
#[test]
fn odd_lines_are_read_alike() {
    let line = |hours: &str, note: &str, end: &str| {
        format!(
            r#"{{"id":"h1","type":"halt","on":"2023-12-25","status":"occurred","group":"g","place":"MX07032","hours":{hours},"note":{note},"sources":["efe"{end}"#
        )
    };
    let (hours, note, end) = ("24", r#""rest""#, "]}");
    assert!(ours(&line(hours, note, end)).is_some());
    let mut read = 0;
    let mut compare = |line: String| {
        assert_eq!(ours(&line), serdes(&line), "{line}");
        read += usize::from(ours(&line).is_some());
    };
    for hours in [
        "0",
        "-0",
        "00",
        "007",
        "1.5",
        "1.",
        ".5",
        "1e1",
        "1E+1",
        "1e",
        "0x1",
        "9999999999999999999",
        "18446744073709551615",
        "18446744073709551616",
        "123456789012345678901234567890",
        "1e400",
        "-1",
        "+1",
        "--1",
        "1-1",
        "1.5.2",
        "null",
        "nul",
        "true",
        "\"1\"",
        "[]",
        "",
        " 24 ",
        "2 4",
    ] {
        compare(line(hours, note, end));
    }
    for note in [
        r#""a\nb""#,
        r#""\u00e9\ud83d\ude00""#,
        r#""\ud800""#,
        r#""\x""#,
        r#""a\\""#,
        r#""a\\\"b""#,
        r#""a\""#,
        "\"a\u{1}b\"",
        "\"a\u{7f}b\"",
        "\"12345678\u{1f}\"",
        "\"1234567\\u0020\"",
        "\"añadió 12345678901234567890\"",
        "\"!#!#!#!#!#\"",
        "\"\"",
        "\" \"",
        "null",
        "1",
        "\"",
        "\"\u{80}\"",
        "\"\u{7ff}\u{ffff}\"",
        "{}",
        "[\"a\"]",
    ] {
        compare(line(hours, note, end));
    }
    for end in [
        ",]}",
        "],}",
        "]},",
        "]}}",
        "]} x",
        "] } \r\n",
        "]}\u{a0}",
        "]",
        "",
        ",\"ap\"]}",
        ", \"ap\" ]}",
        ",,\"ap\"]}",
        " \"ap\"]}",
        "],\"note\":\"again\"}",
        "],\"note\":null}",
        "],\"weather\":[{}]}",
        "],\"c\\u006caimed_by\":\"ap\"}",
        "],\"claimed_by\" : \"ap\"}",
        "],\"claimed_by\" \"ap\"}",
        "],claimed_by:\"ap\"}",
        "],,\"claimed_by\":\"ap\"}",
        "],\"claimed_by\":}",
        "],\"claimed_by\"}",
    ] {
        compare(line(hours, note, end));
    }
    for line in [
        "",
        " ",
        "{}",
        "{,}",
        "[]",
        "null",
        "{\"type\":\"statistic\"}",
        "{\"type\":1}",
    ] {
        compare(line.to_owned());
    }
    assert!(read > 25, "{read}");
}

/// A log without end, written as it is asked for.
struct Endless {
    line: usize,
    pending: Vec<u8>,
    given: std::rc::Rc<std::cell::Cell<usize>>,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.pending.is_empty() {
            self.line += 1;
            let event = r#""type":"return","on":"2023-12-27","status":"occurred","group":"a""#;
            self.pending = format!("{{\"id\":\"e{}\",{event}}}\n", self.line).into();
        }
        let given = self.pending.len().min(into.len());
        into[..given].copy_from_slice(&self.pending[..given]);
        self.pending.drain(..given);
        self.given.set(self.given.get() + given);
        Ok(given)
    }
}

/// A log that never ends, and how many bytes of it have been given.
fn endless() -> (Endless, std::rc::Rc<std::cell::Cell<usize>>) {
    let given = std::rc::Rc::default();
    let log = Endless {
        line: 0,
        pending: Vec::new(),
        given: std::rc::Rc::clone(&given),
    };
    (log, given)
}

/// A service that reads its lines itself holds one record at a time, and the log is never read
/// further ahead than its own buffer.
#[test]
fn a_log_without_end_is_read_line_by_line() {
    let (log, given) = endless();
    let mut read = 0;
    for (number, line) in (1..=20_000).zip(BufReader::with_capacity(1_024, log).lines()) {
        let line = line.unwrap();
        read += line.len() + 1;
        let Record::Event(event) = json::read_line(&line).unwrap() else {
            panic!("{line}");
        };
        assert_eq!(event.id().as_str(), format!("e{number}"));
        assert!(given.get() <= read + 1_024);
    }
    assert!(read > 1_000_000);
}

/// The iterator reads on no sooner than it is asked.
#[test]
fn the_iterator_takes_no_more_than_it_gives() {
    let (log, given) = endless();
    let mut read = 0;
    let records = json::lines_from(BufReader::with_capacity(1_024, log));
    for (number, record) in (1..=20_000).zip(records) {
        let Record::Event(event) = record.unwrap() else {
            panic!("line {number} is no event");
        };
        assert_eq!(event.id().as_str(), format!("e{number}"));
        read += serde_json::to_string(&event).unwrap().len() + 1;
        assert!(given.get() <= read + 1_024);
    }
    assert!(read > 1_000_000);
}

const RETURN: &str =
    r#"{"id":"e1","type":"return","on":"2023-12-27","status":"occurred","group":"a"}"#;

fn told(log: impl BufRead) -> Vec<String> {
    json::lines_from(log)
        .map(|read| match read {
            Ok(Record::Event(event)) => event.id().to_string(),
            Ok(other) => format!("{other:?}"),
            Err(error) => error.to_string(),
        })
        .collect()
}

/// A log may leave out the end of its last line; what ends a line is no part of it.
#[test]
fn lines_end_as_they_do_in_memory() {
    let log = format!("\u{feff}{RETURN}\r\n\n \t\r\n\u{feff}\n{RETURN}\n\u{a0}\n\r\n{{}}\r");
    let bytes = log.as_bytes();
    let in_memory: Vec<_> = json::lines(&log).collect();
    assert_eq!(in_memory.len(), 4);
    for piece in 1..80 {
        let log = BufReader::with_capacity(piece, bytes);
        assert_eq!(json::lines_from(log).collect::<Vec<_>>(), in_memory);
    }
    assert_eq!(
        told("\u{feff}é\u{0}".as_bytes().chain(b"\xe9\n".as_slice())),
        ["line 1, column 3: not UTF-8 [json-malformed]"]
    );
}

#[test]
fn a_line_too_long_is_refused_and_the_next_is_read() {
    const LIMIT: usize = 1 << 20;
    let padding = " ".repeat(LIMIT - RETURN.len());
    let refused = |line| format!("line {line}, column 1: longer than {LIMIT} bytes [row-too-long]");
    for end in ["\n", "\r\n"] {
        let longest = format!("{RETURN}{padding}{end}");
        for beyond in [" ", "  ", "   ", "é"] {
            let too_long = format!("{RETURN}{padding}{beyond}{end}");
            let log = [&longest, &too_long, &longest, &too_long].map(String::as_bytes);
            assert_eq!(
                told(log.concat().as_slice()),
                ["e1".to_owned(), refused(2), "e1".to_owned(), refused(4)],
                "{beyond:?} {end:?}"
            );
        }
    }
    // Neither a text of any length nor the rest of one fills the memory, nor is a tail a line.
    let endless = std::io::repeat(b'\n').take(3);
    let endless = endless.chain(std::io::repeat(b'{').take(40 << 20));
    let log = BufReader::new(endless.chain(&b"\xff\n"[..]).chain(RETURN.as_bytes()));
    assert_eq!(told(log), [refused(4), "e1".to_owned()]);
    // The last line may have no end.
    let longest = format!("{RETURN}{padding}");
    assert_eq!(told(longest.as_bytes()), ["e1"]);
    assert_eq!(told(format!("{longest}\r").as_bytes()), [refused(1)]);
}

/// Gives out its pieces, each with a call, and fails in between.
struct Failing(Vec<Result<&'static [u8], std::io::ErrorKind>>);

impl Read for Failing {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() {
            return Ok(0);
        }
        let piece = self.0.remove(0)?;
        into[..piece.len()].copy_from_slice(piece);
        Ok(piece.len())
    }
}

#[test]
fn a_reader_that_fails_is_told_and_ends_the_log() {
    use std::io::ErrorKind::{Interrupted, TimedOut};
    let (start, end) = RETURN.as_bytes().split_at(20);
    let log = vec![
        Ok(start),
        Err(Interrupted),
        Ok(end),
        Ok(b"\n\n{"),
        Err(TimedOut),
        Ok(b"}\n"),
    ];
    let log = BufReader::new(Failing(log));
    assert_eq!(
        told(log),
        [
            "e1",
            "line 3, column 1: the log cannot be read: timed out [stream-failed]"
        ]
    );
    // Also where it fails in what is passed over, or right behind it.
    let long = vec![b'{'; 8_000].leak() as &[u8];
    for (end, line) in [(&b"{"[..], 1), (b"\n", 2), (b"\n{", 2)] {
        let mut log = vec![Ok(long); 140];
        log.extend([Ok(end), Err(TimedOut)]);
        assert_eq!(
            told(BufReader::new(Failing(log))),
            [
                "line 1, column 1: longer than 1048576 bytes [row-too-long]".to_owned(),
                format!("line {line}, column 1: the log cannot be read: timed out [stream-failed]"),
            ]
        );
    }
}

/// A list may be left out, and is never null, in an event as anywhere else.
#[test]
fn a_list_is_never_null() {
    for key in ["to", "parts", "topics", "places"] {
        let line = format!(
            r#"{{"id":"e","type":"statement","on":"2023-12-24","status":"occurred","text":"no","{key}":null}}"#
        );
        assert!(json::read_line(&line).is_err(), "{key}");
        assert!(
            serde_json::from_str::<corridor::Event>(&line).is_err(),
            "{key}"
        );
    }
}
