use std::io::BufReader;

use corridor::format::json;
use corridor::{Code, Record};

use super::json::stands_in;
use super::{dossier, text};

/// Each line that holds something is a record or is set aside, and a record is its own line.
pub fn log(bytes: &[u8]) {
    is_read_as_it_comes_in(bytes);
    let Some(text) = text(bytes) else { return };
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<_> = plain
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let log = json::read_log(text);
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
            }
            (Err(error), Err(alone)) => {
                let set = aside.next().unwrap();
                assert_eq!((set.text(), set.code()), (line, error.code()));
                assert_eq!((set.line(), error.line()), (before + 1, Some(before + 1)));
                assert_eq!(set.path(), format!("[{before}]"));
                let here = format!("line {}, ", before + 1);
                let told = error.to_string().replacen(&here, "line 1, ", 1);
                assert_eq!(alone.to_string(), told);
                stands_in(&error, plain);
            }
            (one, other) => panic!("{one:?} as a line of a log, {other:?} alone"),
        }
    }
    assert!(read.next().is_none() && records.next().is_none() && aside.next().is_none());
}

/// Whatever pieces a log comes in, each line gives what it gives in memory; one that is no text is
/// refused there.
fn is_read_as_it_comes_in(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<_> = bytes.split(|byte| *byte == b'\n').collect();
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

fn is_its_line(record: &Record) {
    let written = serde_json::to_string(record).unwrap();
    assert!(!written.contains('\n'));
    let again = json::read_line(&written).unwrap();
    assert_eq!(&again, record);
    assert_eq!(serde_json::to_string(&again).unwrap(), written);
}
