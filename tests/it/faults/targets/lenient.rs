use std::collections::BTreeMap;
use std::fmt;

use corridor::format::json::{self, Reading};
use corridor::{Code, Dossier};
use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use super::json::stands_in;
use super::{dossier, text};

/// What is returned and what is set aside is all there was, each where it stood.
pub fn lenient(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    match json::read_lenient(text) {
        Ok(reading) => {
            accounts_for(&reading, plain);
            dossier::adds_up(reading.findings());
            dossier::holds(reading.dossier());
            if let Ok(strict) = json::read(text) {
                assert_eq!(strict.dossier(), reading.dossier());
                assert!(reading.set_aside().is_empty());
            } else {
                assert!(!reading.set_aside().is_empty());
            }
        }
        Err(error) => {
            assert!(json::read(text).is_err());
            stands_in(&error, plain);
        }
    }
}

fn accounts_for(reading: &Reading<Dossier>, text: &str) {
    let mut aside = BTreeMap::new();
    for record in reading.set_aside() {
        assert!(aside.insert(record.path(), record).is_none() || !record.path().contains('['));
        let first = record.text().lines().next().unwrap_or_default();
        let line = text.split('\n').nth(record.line() - 1);
        assert!(
            line.is_some_and(|line| line.contains(first)),
            "line {}",
            record.line()
        );
        if let Some(with) = record.fell_with() {
            let cause = reading.set_aside().iter().find(|of| of.path() == with);
            assert!(cause.is_some_and(|of| of.fell_with().is_none() && of.code() == record.code()));
        }
    }
    let own = reading
        .set_aside()
        .iter()
        .filter(|record| record.fell_with().is_none())
        .count();
    let findings = reading.findings();
    assert_eq!(
        own,
        findings.total() - findings.count_of(Code::KeyUnknown),
        "{findings}"
    );

    let members: Members<'_> = serde_json::from_str(text).unwrap();
    let mut lists: BTreeMap<&str, Option<Vec<&RawValue>>> = BTreeMap::new();
    let mut whole = 0;
    for (key, value) in &members.0 {
        let Some((list, _)) = kept(reading.dossier())
            .into_iter()
            .find(|(list, _)| list == key)
        else {
            continue;
        };
        let rows = serde_json::from_str(value.get()).ok();
        if rows.is_none() || lists.contains_key(list) {
            let set = reading.set_aside().iter();
            assert!(
                set.into_iter()
                    .any(|of| of.path() == list && of.text() == value.get())
            );
            whole += 1;
        } else {
            lists.insert(list, rows);
        }
    }
    let of_lists = reading
        .set_aside()
        .iter()
        .filter(|record| !record.path().contains('['));
    assert_eq!(of_lists.count(), whole);
    for (list, ids) in kept(reading.dossier()) {
        let rows = lists
            .get(list)
            .and_then(Option::as_ref)
            .into_iter()
            .flatten();
        let mut stands = Vec::new();
        for (index, row) in rows.enumerate() {
            match aside.get(format!("{list}[{index}]").as_str()) {
                Some(record) => assert_eq!(record.text(), row.get()),
                None => stands.push(serde_json::from_str::<Named>(row.get()).unwrap().id),
            }
        }
        assert_eq!(ids, stands, "{list}");
    }
    let rows = aside.keys().filter(|path| path.contains('[')).count();
    let there: usize = lists.values().flatten().map(Vec::len).sum();
    let standing: usize = kept(reading.dossier())
        .iter()
        .map(|(_, ids)| ids.len())
        .sum();
    assert_eq!(rows + standing, there);
}

/// The names of the records that stand, by list.
fn kept(dossier: &Dossier) -> [(&'static str, Vec<String>); 7] {
    macro_rules! ids {
        ($list:ident, $id:ident) => {
            (
                stringify!($list),
                dossier
                    .$list()
                    .iter()
                    .map(|record| record.$id().to_string())
                    .collect(),
            )
        };
    }
    [
        ids!(sources, id),
        ids!(parties, id),
        ids!(places, code),
        ids!(groups, id),
        ids!(links, id),
        ids!(events, id),
        ids!(statistics, id),
    ]
}

/// What a record is called.
#[derive(Deserialize)]
struct Named {
    #[serde(alias = "code")]
    id: String,
}

/// The keys and values of an object, in the order of the text and as they stand there.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Object)
    }
}
