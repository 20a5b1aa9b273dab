//! The lenient reader: what is set aside, with what, and that nothing is lost.

use corridor::format::json::{self, Reading};
use corridor::{Code, Dossier, RecordKind};
use serde_json::{Value, json};

pub(crate) const SEED: &str = include_str!("../../examples/data/exodus_from_poverty.json");
/// The lists of a dossier, as the wire has them.
pub(crate) const LISTS: [&str; 7] = [
    "sources",
    "parties",
    "places",
    "groups",
    "links",
    "events",
    "statistics",
];

fn read(value: &Value) -> Reading<Dossier> {
    json::read_lenient(&serde_json::to_string_pretty(value).unwrap()).unwrap()
}

fn seed() -> Value {
    serde_json::from_str(SEED).unwrap()
}

/// How many records the text has, and how many of them came out, on either side.
fn counts(value: &Value, reading: &Reading<Dossier>) -> (usize, usize) {
    let rows = |list: &str| value[list].as_array().map_or(0, Vec::len);
    let dossier = serde_json::to_value(reading.dossier()).unwrap();
    let kept: usize = LISTS
        .iter()
        .map(|list| dossier[list].as_array().map_or(0, Vec::len))
        .sum();
    (
        LISTS.iter().map(|list| rows(list)).sum(),
        kept + reading.set_aside().len(),
    )
}

#[test]
fn without_faults_it_reads_as_the_strict_one_does() {
    let reading = json::read_lenient(SEED).unwrap();
    assert_eq!(reading.dossier(), json::read(SEED).unwrap().dossier());
    assert!(reading.set_aside().is_empty() && reading.findings().is_clean());
}

#[test]
fn a_faulty_record_takes_with_it_what_refers_to_it() {
    let mut value = seed();
    let groups = value["groups"].as_array_mut().unwrap();
    assert_eq!(groups[0]["id"], "caravan");
    groups[0]["mode"] = json!("by foot");
    let reading = read(&value);
    assert_eq!(reading.findings().total(), 1, "{}", reading.findings());
    let finding = reading.findings().iter().next().unwrap();
    assert_eq!(finding.code(), Code::ValueInvalid);
    assert_eq!(
        (finding.record(), finding.field()),
        (Some((RecordKind::Group, "caravan")), Some("mode"))
    );
    // Its four parts; its departure and split, the nine claims, and all that the parts do.
    assert!(reading.dossier().groups().is_empty());
    assert!(reading.dossier().event("meeting").is_some());
    assert!(reading.dossier().event("claim-ap").is_none());
    let (before, after) = counts(&value, &reading);
    assert_eq!(before, after);
    assert!(
        reading
            .set_aside()
            .iter()
            .all(|record| record.code() == Code::ValueInvalid)
    );
    let arriaga = reading
        .set_aside()
        .iter()
        .find(|record| record.path() == "groups[4]")
        .unwrap();
    assert_eq!(arriaga.fell_with(), Some("groups[0]"));
    let text: Value = serde_json::from_str(arriaga.text()).unwrap();
    assert_eq!(text, value["groups"][4]);
}

#[test]
fn each_fault_is_one_finding() {
    let mut value = seed();
    value["mood"] = json!("sombre");
    value["sources"][0]["colour"] = json!("blue");
    value["parties"][0]["country"] = json!("QQ");
    value["places"][8]["code"] = json!("MX07009");
    value["links"][0]["road_km"] = json!(-15);
    value["events"][2]["headcount"]["low"] = json!(-1);
    value["events"][3]["delegations"][1]["members"][0] = json!("nobody");
    value["statistics"][5]["period"] = json!("2023-13");
    value["groups"].as_array_mut().unwrap().extend([
        json!({"id": "x", "name": "X", "mode": "foot", "split_from": "y"}),
        json!({"id": "y", "name": "Y", "mode": "foot", "split_from": "x"}),
    ]);
    let reading = read(&value);
    let found: Vec<_> = reading.findings().codes().collect();
    let expected = [
        (Code::CountInvalid, 1),
        (Code::CountryUnknown, 1),
        (Code::DistanceInvalid, 1),
        (Code::IdDuplicate, 1),
        (Code::KeyUnknown, 2),
        (Code::PeriodInvalid, 1),
        (Code::ReferenceCircular, 1),
        (Code::ReferenceDangling, 2),
    ];
    assert_eq!(found, expected, "{}", reading.findings());
    let (before, after) = counts(&value, &reading);
    assert_eq!(before, after);
    let low = reading
        .findings()
        .iter()
        .find(|f| f.code() == Code::CountInvalid)
        .unwrap();
    assert_eq!(
        low.to_string(),
        "error[count-invalid] event sighting: set aside, events[2].headcount.low, line 61: \
         -1 is not a whole number from 0 to 18446744073709551615",
    );
    let circle = reading
        .set_aside()
        .iter()
        .find(|r| r.code() == Code::ReferenceCircular)
        .unwrap();
    assert_eq!((circle.path(), circle.fell_with()), ("groups[5]", None));
    let low = reading
        .set_aside()
        .iter()
        .find(|r| r.code() == Code::CountInvalid)
        .unwrap();
    assert_eq!(low.field(), "headcount.low");
    assert!(
        low.to_string().starts_with("events[2], line ")
            && low
                .to_string()
                .contains(": headcount.low: -1 is not a whole number"),
        "{low}"
    );
    assert!(
        reading
            .set_aside()
            .iter()
            .any(|r| r.path() == "groups[6]" && r.fell_with() == Some("groups[5]"))
    );
}

#[test]
fn a_list_that_is_none_is_set_aside_whole() {
    let text =
        r#"{"format": "corridor/1", "as_of": "2023-12-27", "groups": {"id": "a"}, "events": []}"#;
    let reading = json::read_lenient(text).unwrap();
    assert_eq!(reading.set_aside()[0].text(), r#"{"id": "a"}"#);
    assert_eq!(reading.set_aside()[0].path(), "groups");
    assert_eq!(reading.set_aside()[0].field(), "");
}

/// Where not even the head can be read, nothing can be judged from it.
#[test]
fn the_head_must_be_right() {
    for (text, message) in [
        (
            r#"{"as_of": "2023-12-27", "groups": [1]}"#,
            "line 1, column 1: a dossier needs \"format\" [key-missing]",
        ),
        (
            "{\"groups\": [1],\n \"format\": \"corridor/1\", \"as_of\": \"2023\"}",
            "as_of, line 2, column 35: \"2023\" is not one day, written as YYYY-MM-DD [date-invalid]",
        ),
        (
            "[1, 2",
            "line 1, column 1: this is not a dossier object [value-invalid]",
        ),
        (
            "{\"groups\": [1",
            "groups, line 1, column 13: not JSON: EOF while parsing a list at \"1\" [json-malformed]",
        ),
    ] {
        assert_eq!(json::read_lenient(text).unwrap_err().to_string(), message);
    }
}

#[test]
fn a_log_sets_its_bad_lines_aside() {
    let good = r#"{"id":"e1","type":"return","on":"2023-12-27","status":"occurred","group":"a"}"#;
    let bad = r#"{"id":"s1","type":"statistic","period":"2023-13"}"#;
    let log = json::read_log(&format!("{good}\r\n{bad}\n\nnonsense\n{good}"));
    assert_eq!(log.records().len(), 2);
    let aside: Vec<_> = log
        .set_aside()
        .iter()
        .map(|r| (r.line(), r.path(), r.field(), r.text()))
        .collect();
    assert_eq!(
        aside,
        [(2, "[1]", "period", bad), (4, "[3]", "", "nonsense")]
    );
    assert_eq!(log.findings().total(), 2);
}

/// A hundred thousand faults cost no more each than one does.
#[test]
fn many_faults_are_read_in_one_pass() {
    let row = r#"{"id": "a", "name": "A", "mode": "by foot"}"#;
    let rows = vec![row; 100_000].join(",\n");
    let text =
        format!("{{\"format\": \"corridor/1\", \"as_of\": \"2023-12-27\", \"groups\": [{rows}]}}");
    let reading = json::read_lenient(&text).unwrap();
    assert_eq!(reading.set_aside().len(), 100_000);
    assert_eq!(reading.findings().total(), 100_000);
    assert_eq!(reading.set_aside()[99_999].line(), 100_000);
}

/// A record that is not there is missed once, by the first of all that refer to it.
#[test]
fn a_missing_record_is_one_finding() {
    let event = |id: &str, group: &str, source: &str| {
        json!({"id": id, "type": "return", "on": "2023-12-27", "status": "occurred",
            "group": group, "sources": [source]})
    };
    let mut events: Vec<_> = (0..150)
        .map(|n| event(&format!("e{n:03}"), "ahead", "efe"))
        .collect();
    // One that misses two is told of one, and does not hide the other.
    events.push(event("f1", "ahead", "ap"));
    events.push(event("f2", "exodus", "ap"));
    events.push(event("f3", "exodus", "efe"));
    let group = |id: &str| json!({"id": id, "name": id, "mode": "foot"});
    let mut value = json!({"format": "corridor/1", "as_of": "2023-12-27",
        "sources": [{"id": "efe", "name": "EFE", "kind": "agency"}],
        "groups": [group("exodus")], "events": events});
    let reading = read(&value);
    let told: Vec<_> = reading.findings().iter().collect();
    assert_eq!(told.len(), 2, "{}", reading.findings());
    assert_eq!(
        [told[0].record(), told[1].record()],
        ["e000", "f2"].map(|id| Some((RecordKind::Event, id)))
    );
    assert!(
        told[0]
            .to_string()
            .ends_with(": group \"ahead\" is not in the dossier; with it 150 more records"),
        "{}",
        told[0]
    );
    let wire = serde_json::to_value(told[0]).unwrap();
    assert_eq!(wire["details"]["dependants_total"], 150);
    let named = wire["details"]["dependants"].as_array().unwrap();
    assert_eq!((named.len(), &named[0]), (100, &json!("events[1]")));
    // Every one keeps its text.
    assert_eq!(reading.set_aside().len(), 152);
    for record in reading
        .set_aside()
        .iter()
        .filter(|record| record.fell_with().is_some())
    {
        assert_eq!(record.fell_with(), Some("events[0]"));
        let text: Value = serde_json::from_str(record.text()).unwrap();
        assert_eq!(text["group"], "ahead");
    }
    assert_eq!(reading.dossier().events().len(), 1);
    // Mended: the group, and the other source.
    value["groups"].as_array_mut().unwrap().push(group("ahead"));
    let sources = value["sources"].as_array_mut().unwrap();
    sources.push(json!({"id": "ap", "name": "AP", "kind": "agency"}));
    assert!(read(&value).findings().is_clean());
}

/// What a list refused whole takes with it is told once, not once for each reference.
#[test]
fn a_list_refused_whole_is_one_finding() {
    let sighting = |id: u32| {
        format!(
            r#"{{"id": "e{id}", "type": "return", "on": "2023-12-27", "status": "occurred", "group": "a"}}"#
        )
    };
    let head = r#"{"format": "corridor/1", "as_of": "2023-12-27", "groups": {"id": "a"}"#;
    let text = format!("{head}, \"events\": [{}, {}]}}", sighting(1), sighting(2));
    let reading = json::read_lenient(&text).unwrap();
    assert_eq!(reading.findings().total(), 1, "{}", reading.findings());
    assert_eq!(reading.set_aside().len(), 3);
    assert!(
        reading
            .findings()
            .to_string()
            .starts_with("error[value-invalid] dossier: set aside, groups, line 1: not a list")
    );
}

/// The id is that of the list's own key; another key of that name changes nothing.
#[test]
fn a_key_beside_the_id_does_not_hide_it() {
    let text = r#"{"format": "corridor/1", "as_of": "2023-12-27", "groups": [
        {"id": "a", "code": "MX-L1", "name": "A", "mode": "by foot"}], "events": [
        {"id": "e1", "type": "return", "on": "2023-12-27", "status": "occurred", "group": "a"}]}"#;
    let reading = json::read_lenient(text).unwrap();
    assert_eq!(reading.findings().total(), 1, "{}", reading.findings());
    assert_eq!(reading.set_aside()[1].fell_with(), Some("groups[0]"));
}

/// A log tells of keys that it reads past, and knows a statistic however it is broken.
#[test]
fn a_log_loses_no_key_and_knows_its_kinds() {
    let event = r#"{"id":"e1","type":"return","on":"2023-12-27","status":"occurred","group":"a","head_count":400}"#;
    let cut = r#"{"id":"s1","type":"statistic","period":"2023-1"#;
    let topic = r#"{"id":"m1","type":"meeting","topics":["statistic"]}"#;
    let log = json::read_log(&[event, cut, topic].join("\n"));
    let told: Vec<_> = log.findings().iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(
        told.contains(
            &"notice[key-unknown] event e1: head_count is a key that this version does not know"
                .to_owned()
        ),
        "{told:?}"
    );
    assert!(
        told.iter()
            .any(|text| text.starts_with("error[json-malformed] statistic s1: ")),
        "{told:?}"
    );
    assert!(
        told.iter()
            .any(|text| text.starts_with("error[key-missing] event m1: ")),
        "{told:?}"
    );
}
