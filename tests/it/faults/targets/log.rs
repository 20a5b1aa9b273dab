use corridor::format::json::{self, LogRecord};

use super::json::stands_in;
use super::{dossier, text};

/// Each line that holds something is a record or is set aside, and a record is its own line.
pub fn log(bytes: &[u8]) {
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
    let unknown = told.count_of(corridor::Code::KeyUnknown);
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
                assert_eq!((set.line(), error.line()), (before + 1, before + 1));
                assert_eq!(set.path(), format!("[{before}]"));
                assert_eq!((alone.line(), alone.message()), (1, error.message()));
                stands_in(&error, plain);
            }
            (one, other) => panic!("{one:?} as a line of a log, {other:?} alone"),
        }
    }
    assert!(read.next().is_none() && records.next().is_none() && aside.next().is_none());
}

fn is_its_line(record: &LogRecord) {
    let written = serde_json::to_string(record).unwrap();
    assert!(!written.contains('\n'));
    let again = json::read_line(&written).unwrap();
    assert_eq!(&again, record);
    assert_eq!(serde_json::to_string(&again).unwrap(), written);
}
