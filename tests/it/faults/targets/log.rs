use std::io::BufReader;

use corridor::chrono::NaiveDate;
use corridor::format::json;
use corridor::{Code, Error, Record};

use super::json::stands_in;
use super::{dossier, text, told};

/// Each record is rebuilt without each of its keys, which takes most of the time.
const REBUILT: usize = 8;

/// Why a header is refused on any line but the first.
const HEADER: &str = "a log has a header on its first line only";

/// Each line that holds something is the header, a record or set aside, and a record is its own
/// line.
pub fn log(bytes: &[u8]) {
    is_read_as_it_comes_in(bytes);
    let Some(text) = text(bytes) else { return };
    is_read_as_a_dossier(text);
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines: Vec<_> = plain
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let log = json::read_log(text);
    // A header that is taken is neither a record nor set aside.
    let first = lines.first().filter(|(_, line)| is_header(line));
    let first = first.map(|(before, _)| *before);
    let refused = log.set_aside().first().map(|aside| aside.line() - 1);
    if first.is_some() && first != refused {
        lines.remove(0);
    }
    dossier::adds_up(log.findings());
    assert_eq!(log.records().len() + log.set_aside().len(), lines.len());
    let told = log.findings();
    let unknown = told.count_of(Code::KeyUnknown);
    assert_eq!(log.set_aside().len(), told.total() - unknown);

    let (mut records, mut aside) = (log.records().iter(), log.set_aside().iter());
    let mut read = json::lines(text);
    for (before, line) in lines {
        match (read.next().unwrap(), json::read_line(line)) {
            (Ok(record), Ok(alone)) => {
                assert_eq!((Some(&record), &alone), (records.next(), &record));
                is_its_line(&record);
                if log.records().len() - records.len() <= REBUILT {
                    is_its_draft(&record);
                }
            }
            (Err(error), Err(alone)) => {
                let set = aside.next().unwrap();
                assert_eq!((set.text(), set.code()), (line, error.code()));
                assert_eq!((set.line(), error.line()), (before + 1, Some(before + 1)));
                assert_eq!(set.path(), format!("[{before}]"));
                let here = format!("line {}, ", before + 1);
                let told = error.to_string().replacen(&here, "line 1, ", 1);
                assert!(
                    alone.to_string() == told || first == Some(before),
                    "{alone}, not {told}"
                );
                stands_in(&error, plain);
            }
            (one, other) => panic!("{one:?} as a line of a log, {other:?} alone"),
        }
    }
    assert!(read.next().is_none() && records.next().is_none() && aside.next().is_none());
}

fn is_header(line: &str) -> bool {
    json::read_line(line).is_err_and(|error| error.to_string().contains(HEADER))
}

/// Whatever pieces a log comes in, each line gives what it gives in memory; one that is no text is
/// refused there.
fn is_read_as_it_comes_in(bytes: &[u8]) {
    let lines: Vec<_> = bytes.split(|byte| *byte == b'\n').collect();
    let texts = lines.iter().map(|line| str::from_utf8(line).unwrap_or("x"));
    let text = texts.collect::<Vec<_>>().join("\n");
    let mut whole = json::lines(&text);
    let piece = bytes.first().map_or(1, |first| usize::from(*first) % 9 + 1);
    for read in json::lines_from(BufReader::with_capacity(piece, bytes)) {
        let in_memory = whole.next().unwrap();
        match &read {
            Err(error) if error.to_string().contains(": not UTF-8 [") => {
                assert_eq!(error.code(), Code::JsonMalformed);
                assert!(str::from_utf8(lines[error.line().unwrap() - 1]).is_err());
            }
            _ => assert_eq!(read, in_memory),
        }
    }
    assert!(whole.next().is_none());
}

/// The dossier of a log is one, and its own log is that dossier again.
fn is_read_as_a_dossier(text: &str) {
    match json::read_log_dossier(text, NaiveDate::from_ymd_opt(2023, 12, 27)) {
        Ok(reading) => {
            dossier::adds_up(reading.findings());
            dossier::holds(reading.dossier());
            let written = json::write_log(reading.dossier());
            let again = json::read_log_dossier(&written, None).unwrap();
            assert!(again.set_aside().is_empty(), "{}", again.findings());
            assert_eq!(again.dossier(), reading.dossier());
            assert_eq!(json::write_log(again.dossier()), written);
        }
        Err(error) => told(&error),
    }
}

/// A record is its own draft; without one of its keys it is another record, or refused.
fn is_its_draft(record: &Record) {
    assert_eq!(rebuilt(record, None).as_ref(), Ok(record));
    let written = serde_json::to_value(record).unwrap();
    for key in written.as_object().unwrap().keys() {
        match rebuilt(record, Some(key)) {
            Ok(without) => is_its_line(&without),
            Err(error) => told(&error),
        }
    }
}

fn rebuilt(record: &Record, without: Option<&str>) -> Result<Record, Error> {
    macro_rules! rebuilt {
        ($record:expr) => {{
            let draft = $record.to_draft();
            let draft = match without {
                Some(key) => draft.without(key),
                None => draft,
            };
            draft.build().map(Record::from)
        }};
    }
    match record {
        Record::Source(source) => rebuilt!(source),
        Record::Party(party) => rebuilt!(party),
        Record::Place(place) => rebuilt!(place),
        Record::Group(group) => rebuilt!(group),
        Record::Link(link) => rebuilt!(link),
        Record::Event(event) => rebuilt!(event),
        Record::Statistic(statistic) => rebuilt!(statistic),
        other => panic!("a new kind of record: {other:?}"),
    }
}

fn is_its_line(record: &Record) {
    let written = serde_json::to_string(record).unwrap();
    assert!(!written.contains('\n'));
    let again = json::read_line(&written).unwrap();
    assert_eq!(&again, record);
    assert_eq!(serde_json::to_string(&again).unwrap(), written);
}
