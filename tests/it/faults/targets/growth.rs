use corridor::format::json;
use corridor::{Dossier, Error, Record};

use super::{dossier, text, told};

/// Lines that push a record, replace it ("=" before it) or remove it ("-" before it), in a dossier of
/// this day.
const AS_OF: &str = "2023-12-27";
/// Each change is compared with a dossier built anew.
const CHANGES: usize = 64;

/// A change is taken where the whole would be, and makes the dossier that is built of what remains.
pub fn growth(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let mut dossier = at_once(&[]).unwrap();
    let mut remain: Vec<Record> = Vec::new();
    for line in text.lines().take(CHANGES) {
        let line = line.trim_start();
        let rest = line.trim_start_matches(['=', '-']);
        let Ok(record) = json::read_line(rest) else {
            continue;
        };
        let before = dossier.clone();
        let at = remain
            .iter()
            .position(|old| (old.kind(), old.id()) == (record.kind(), record.id()));
        let mut after = remain.clone();
        let changed = match (line.chars().next(), at) {
            (Some('='), Some(at)) => {
                after[at] = record.clone();
                dossier.replace(record).map(drop)
            }
            (Some('-'), Some(at)) => {
                after.remove(at);
                dossier.remove(record.kind(), record.id()).map(drop)
            }
            (Some('='), None) => refused(dossier.replace(record)),
            (Some('-'), None) => refused(dossier.remove(record.kind(), record.id())),
            _ => {
                after.push(record.clone());
                dossier.push(record)
            }
        };
        match changed {
            Ok(()) => remain = after,
            Err(error) => {
                told(&error);
                assert_eq!(dossier, before);
                assert!(after == remain || at_once(&after).is_err(), "{error}");
            }
        }
        assert_eq!(Ok(&dossier), at_once(&remain).as_ref());
    }
    dossier::holds(&dossier);
}

fn at_once(records: &[Record]) -> Result<Dossier, Error> {
    Dossier::draft(AS_OF).with_all(records).build()
}

fn refused(result: Result<Record, Error>) -> Result<(), Error> {
    assert!(result.is_err());
    result.map(drop)
}
