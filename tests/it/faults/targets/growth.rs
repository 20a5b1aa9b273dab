use corridor::format::json;
use corridor::{Dossier, Error, Record};
use serde::Serialize;

use super::{dossier, text, told};

/// Lines that push a record, replace it ("=" before it) or remove it ("-" before it), in a dossier of
/// this day.
const AS_OF: &str = "2023-12-27";
/// Each change is compared with a dossier built anew.
const CHANGES: usize = 128;

/// A change is taken where the whole would be, and makes the dossier that is built of what remains,
/// with the same answers.
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
    gives_the_same(&dossier, &at_once(&remain).unwrap());
    dossier::holds(&dossier);
}

/// What is derived while a dossier changes, such as the events of each group, is no part of its
/// equality, so the answers are compared too.
fn gives_the_same(changed: &Dossier, built: &Dossier) {
    fn written(answer: &impl Serialize) -> String {
        serde_json::to_string(answer).unwrap()
    }
    assert_eq!(written(changed), written(built));
    assert_eq!(json::write_log(changed), json::write_log(built));
    assert_eq!(changed.check(), built.check());
    for group in built.groups() {
        let id = group.id();
        let answers = |dossier: &Dossier| {
            [
                written(&dossier.journey(id).unwrap()),
                written(&dossier.claims(id).unwrap()),
                written(&dossier.ledger(id).unwrap()),
            ]
        };
        assert_eq!(answers(changed), answers(built), "{id}");
    }
    assert_eq!(
        changed.flows().map(|flows| written(&flows)),
        built.flows().map(|flows| written(&flows))
    );
}

fn at_once(records: &[Record]) -> Result<Dossier, Error> {
    Dossier::draft(AS_OF).with_all(records).build()
}

fn refused(result: Result<Record, Error>) -> Result<(), Error> {
    assert!(result.is_err());
    result.map(drop)
}
