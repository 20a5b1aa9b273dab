//! Laws of the lenient reader, on the seed dossier with random damage.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use corridor::format::json::{self, Reading};
use corridor::{Code, Dossier, Finding, Report};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use crate::lenient::{LISTS, SEED};

/// Where the damage is, as an index into all values or all records below the head.
#[derive(Debug, Clone)]
enum Damage {
    Delete(Index),
    Retype(Index, Value),
    /// One value takes the place of another of its key: ids borne twice, references to elsewhere.
    Copy(Index, Index),
    /// A group or party comes from another, or from itself: circles.
    Descend(Index, Index),
    Duplicate(Index),
    Remove(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let strange = select(vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(0.5),
        json!(u64::MAX),
        json!(""),
        json!("an id\u{1b}\n"),
        json!("2023-13"),
        json!([]),
        json!([[1]]),
        json!({}),
        json!({"id": "efe", "low": 9, "best": 1}),
    ]);
    prop_oneof![
        any::<Index>().prop_map(Damage::Delete),
        (any::<Index>(), strange).prop_map(|(at, value)| Damage::Retype(at, value)),
        any::<(Index, Index)>().prop_map(|(from, to)| Damage::Copy(from, to)),
        any::<(Index, Index)>().prop_map(|(child, parent)| Damage::Descend(child, parent)),
        any::<Index>().prop_map(Damage::Duplicate),
        any::<Index>().prop_map(Damage::Remove),
    ]
}

/// The seed's lists, each with its key, and all that is below them: as pointers (RFC 6901).
fn pointers(value: &Value) -> Vec<String> {
    fn below(value: &Value, at: &str, found: &mut Vec<String>) {
        let steps: Vec<_> = match value {
            Value::Object(object) => object.iter().map(|(k, v)| (k.clone(), v)).collect(),
            Value::Array(array) => (0..)
                .zip(array)
                .map(|(i, v): (usize, _)| (i.to_string(), v))
                .collect(),
            _ => return,
        };
        for (step, value) in steps {
            let at = format!("{at}/{step}");
            below(value, &at, found);
            found.push(at);
        }
    }
    let mut found = Vec::new();
    for list in LISTS {
        if let Some(value) = value.get(list) {
            below(value, &format!("/{list}"), &mut found);
            found.push(format!("/{list}"));
        }
    }
    found
}

fn records(value: &Value) -> Vec<(&'static str, usize)> {
    let rows = |list| value[list].as_array().map_or(0, Vec::len);
    LISTS
        .into_iter()
        .flat_map(|list| (0..rows(list)).map(move |index| (list, index)))
        .collect()
}

fn inflict(value: &mut Value, damage: &Damage) {
    let pick = |value: &Value, at: &Index| {
        let all = pointers(value);
        (!all.is_empty()).then(|| at.get(&all).clone())
    };
    match damage {
        Damage::Delete(at) => {
            let Some(at) = pick(value, at) else { return };
            let (parent, step) = at.rsplit_once('/').unwrap();
            match value.pointer_mut(parent).unwrap() {
                Value::Object(object) => drop(object.remove(step)),
                Value::Array(array) => drop(array.remove(step.parse().unwrap())),
                _ => unreachable!("only they have values below them"),
            }
        }
        Damage::Retype(at, strange) => {
            let Some(at) = pick(value, at) else { return };
            *value.pointer_mut(&at).unwrap() = strange.clone();
        }
        Damage::Copy(from, to) => {
            let Some(from) = pick(value, from) else {
                return;
            };
            let key = from.rsplit('/').next().unwrap();
            let like: Vec<_> = pointers(value)
                .into_iter()
                .filter(|at| at.rsplit('/').next() == Some(key))
                .collect();
            let taken = value.pointer(&from).unwrap().clone();
            *value.pointer_mut(to.get(like.as_slice()).as_str()).unwrap() = taken;
        }
        Damage::Descend(child, parent) => {
            let mut all = records(value);
            all.retain(|(list, _)| ["groups", "parties"].contains(list));
            if !all.is_empty() {
                let &(list, index) = child.get(&all);
                all.retain(|(of, _)| *of == list);
                let id = value[list][parent.get(&all).1]["id"].clone();
                let key = if list == "groups" { "split_from" } else { "of" };
                if let Some(child) = value[list][index].as_object_mut() {
                    child.insert(key.to_owned(), id);
                }
            }
        }
        Damage::Duplicate(at) => {
            let all = records(value);
            if !all.is_empty() {
                let &(list, index) = at.get(&all);
                let rows = value[list].as_array_mut().unwrap();
                rows.push(rows[index].clone());
            }
        }
        Damage::Remove(at) => {
            let all = records(value);
            if !all.is_empty() {
                let &(list, index) = at.get(&all);
                value[list].as_array_mut().unwrap().remove(index);
            }
        }
    }
}

fn damaged(all: &[Damage]) -> Value {
    let mut value = serde_json::from_str(SEED).unwrap();
    for damage in all {
        inflict(&mut value, damage);
    }
    value
}

fn read(text: &str) -> Reading<Dossier> {
    json::read_lenient(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The value under `id`, or that of a place: under `code`.
fn name(record: &Value) -> &Value {
    record.get("id").unwrap_or(&record["code"])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Every record is in the dossier or set aside, in the order of the text, and never both.
    #[test]
    fn nothing_is_lost(all in vec(damage(), 1..8)) {
        let value = damaged(&all);
        let text = serde_json::to_string_pretty(&value).unwrap();
        let reading = read(&text);
        let mut aside = BTreeSet::new();
        for record in reading.set_aside() {
            prop_assert!(text.contains(record.text()));
            let line = text.lines().nth(record.line() - 1).unwrap();
            prop_assert!(line.contains(record.text().lines().next().unwrap()));
            let at = format!("/{}", record.path().replace('[', "/").replace(']', ""));
            let stands: Value = serde_json::from_str(record.text()).unwrap();
            prop_assert_eq!(value.pointer(&at), Some(&stands));
            prop_assert!(aside.insert(at), "{} is set aside twice", record.path());
            if let Some(with) = record.fell_with() {
                prop_assert!(reading.set_aside().iter().any(|of| of.path() == with && of.fell_with().is_none()));
            }
        }
        let kept = serde_json::to_value(reading.dossier()).unwrap();
        for list in LISTS {
            let rows = value.get(list).and_then(Value::as_array);
            let expected: Vec<_> = (0..)
                .zip(rows.into_iter().flatten())
                .filter(|(index, _): &(usize, _)| !aside.contains(&format!("/{list}/{index}")))
                .map(|(_, row)| name(row))
                .collect();
            let kept: Vec<_> = kept[list].as_array().into_iter().flatten().map(name).collect();
            prop_assert_eq!(kept, expected, "{}", list);
            let whole = value.get(list).is_some_and(|value| !value.is_array());
            prop_assert_eq!(aside.contains(&format!("/{list}")), whole);
        }
        // One finding for each that is set aside for a fault of its own.
        let own = reading.set_aside().iter().filter(|record| record.fell_with().is_none()).count();
        let found = reading.findings();
        prop_assert_eq!(own, found.total() - found.count_of(Code::KeyUnknown), "{}", found);
    }

    /// What can stand is a dossier in its own right, without anything to find in reading it.
    #[test]
    fn what_stands_reads_strictly(all in vec(damage(), 1..8)) {
        let value = damaged(&all);
        let reading = read(&value.to_string());
        let text = serde_json::to_string(reading.dossier()).unwrap();
        let again = json::read(&text);
        prop_assert!(again.is_ok(), "{:?}", again);
        let again = again.unwrap();
        prop_assert!(again.findings().is_clean());
        prop_assert_eq!(again.dossier(), reading.dossier());
        if json::read(&value.to_string()).is_ok() {
            prop_assert!(reading.set_aside().is_empty());
        }
    }

    /// Which record stands first decides nothing but which of two namesakes stays.
    #[test]
    fn the_order_of_the_records_decides_nothing(all in vec(damage(), 1..8), order in any::<u64>()) {
        let mut value = damaged(&all);
        drop_namesakes(&mut value);
        let shuffled = shuffled(&value, order);
        let [one, other] = [&value, &shuffled].map(|value| read(&value.to_string()));
        prop_assert_eq!(told(one.findings()), told(other.findings()));
        prop_assert_eq!(told(&one.dossier().check()), told(&other.dossier().check()));
        prop_assert_eq!(texts(&one), texts(&other));
    }
}

fn lists(value: &mut Value) -> impl Iterator<Item = &mut Vec<Value>> {
    let object = value.as_object_mut().unwrap().iter_mut();
    let lists = object.filter(|(key, _)| LISTS.contains(&key.as_str()));
    lists.filter_map(|(_, list)| list.as_array_mut())
}

/// Leaves the first of the records that bear one name.
fn drop_namesakes(value: &mut Value) {
    for rows in lists(value) {
        let mut seen = BTreeSet::new();
        rows.retain(|row| {
            name(row)
                .as_str()
                .is_none_or(|name| seen.insert(name.to_owned()))
        });
    }
}

/// The same dossier with the records of each list in another order.
fn shuffled(value: &Value, order: u64) -> Value {
    let mut value = value.clone();
    for rows in lists(&mut value) {
        rows.sort_by_cached_key(|row| {
            let mut hasher = DefaultHasher::new();
            (order, row.to_string()).hash(&mut hasher);
            hasher.finish()
        });
    }
    value
}

/// The findings without their paths and lines, sorted.
fn told(report: &Report) -> Vec<String> {
    let tell = |finding: &Finding| {
        let wire = serde_json::to_value(finding).unwrap();
        let details = &wire["details"];
        let what = match (&details["message"], &details["dependants_total"]) {
            (Value::String(message), total) => format!("{message}, with {total}"),
            _ => finding.message(),
        };
        let (code, field) = (finding.code(), finding.field());
        let record = finding.record().map(|(kind, id)| format!("{kind} {id}"));
        format!("{code} {} {field:?}: {what}", record.unwrap_or_default())
    };
    let mut all: Vec<_> = report.iter().map(tell).collect();
    all.sort();
    all
}

fn texts(reading: &Reading<Dossier>) -> Vec<(&str, Code, bool)> {
    let of = reading.set_aside().iter();
    let mut all: Vec<_> = of
        .map(|r| (r.text(), r.code(), r.fell_with().is_some()))
        .collect();
    all.sort_unstable();
    all
}

/// What leads to two faults falls with the same one of them, wherever the records stand; and of a
/// circle, the same record is named.
#[test]
fn the_same_fault_is_blamed() {
    let group =
        |id: &str, from: Value| json!({"id": id, "name": id, "mode": "foot", "split_from": from});
    let [a, b, x, y] = [("a", "nobody"), ("b", "nobody"), ("x", "y"), ("y", "x")]
        .map(|(id, from)| group(id, json!(from)));
    let merge = json!({"id": "e", "type": "merge", "on": "2023-12-27", "status": "occurred",
        "group": "b", "groups": ["a"]});
    let of = |groups: [&Value; 4]| {
        let text = json!({"format": "corridor/1", "as_of": "2023-12-27",
            "groups": groups, "events": [merge]});
        let reading = read(&text.to_string());
        assert_eq!(reading.set_aside().len(), 5);
        told(reading.findings())
    };
    let expected = [
        "reference-circular group x Some(\"split_from\"): group \"x\" refers to itself in a circle, with 1",
        "reference-dangling group a Some(\"split_from\"): group \"nobody\" is not in the dossier, with 2",
    ];
    assert_eq!(of([&a, &b, &x, &y]), expected);
    assert_eq!(of([&y, &x, &b, &a]), expected);
}
