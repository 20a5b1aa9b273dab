//! Dossiers that are kept: grown, corrected, asked, bounded, and there again after a restart.

use std::path::{Path, PathBuf};
use std::process::Command;

use corridor::format::{geojson, json};
use corridor::{Dossier, Event, Gazetteer, MigrantGroup, Place, Record, RecordKind};
use corridor_service::Dossiers;
use reqwest::header::{CONTENT_TYPE, ETAG, HeaderName, IF_MATCH, IF_NONE_MATCH, LOCATION};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::DOSSIER;
use crate::client::{Answer, Service};

const EMPTY: &str = r#"{"format": "corridor/1", "as_of": "2023-12-27"}"#;

/// A folder of its own for each test, taken away at its end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let folder = format!("corridor-service-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("kept.sqlite")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

impl Service {
    async fn keeping(store: &Path) -> Self {
        Self::of(Dossiers::open(store).unwrap(), |_| ()).await
    }

    /// Keeps a dossier; its path.
    async fn keep(&self, dossier: impl Into<reqwest::Body>) -> String {
        let created = Answer::of(self.post("/dossiers", dossier)).await;
        created.json(201);
        created.header(LOCATION)
    }

    fn put(&self, path: &str, body: impl Into<reqwest::Body>) -> RequestBuilder {
        let request = self.request(Method::PUT, path).body(body);
        request.header(CONTENT_TYPE, "application/json")
    }

    fn delete(&self, path: &str) -> RequestBuilder {
        self.request(Method::DELETE, path)
    }

    fn push(&self, dossier: &str, lines: impl Into<reqwest::Body>) -> RequestBuilder {
        let request = self
            .request(Method::POST, &format!("{dossier}/records"))
            .body(lines);
        request.header(CONTENT_TYPE, "application/x-ndjson")
    }

    async fn dossier(&self, path: &str) -> Dossier {
        serde_json::from_value(Answer::of(self.get(path)).await.ok()).unwrap()
    }
}

/// The lines of these records.
fn lines(
    records: impl IntoIterator<Item = impl TryInto<Record, Error: Into<corridor::Error>>>,
) -> String {
    let lines = records.into_iter().map(|record| {
        let record: Result<Record, corridor::Error> = record.try_into().map_err(Into::into);
        json!(record.unwrap()).to_string()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn ids(of: &Value) -> Vec<(u64, &str)> {
    let of = of.as_array().unwrap().iter();
    of.map(|one| {
        (
            one["line"].as_u64().unwrap(),
            one["id"].as_str().unwrap_or(""),
        )
    })
    .collect()
}

#[tokio::test]
async fn a_dossier_is_kept_and_deleted() {
    let service = Service::start().await;
    let created = Answer::of(service.post("/dossiers", DOSSIER)).await;
    let told = created.json(201);
    let path = created.header(LOCATION);
    assert_eq!(path, format!("/dossiers/{}", told["id"].as_str().unwrap()));
    let given: Dossier = serde_json::from_str(DOSSIER).unwrap();
    assert_eq!(told["records"], given.records().count());
    assert_eq!(
        (&told["version"], &told["reading"]["total"]),
        (&json!(1), &json!(0))
    );
    let kept = Answer::of(service.get(&path)).await;
    assert_eq!(kept.header(ETAG), created.header(ETAG));
    // As it was sent: without the seats of the gazetteer.
    assert_eq!(kept.ok(), json!(given));
    let listed = Answer::of(service.get("/dossiers")).await.ok();
    assert_eq!(
        listed["dossiers"],
        json!([{"id": told["id"], "title": given.title()}])
    );
    let untitled = Answer::of(service.post("/dossiers", EMPTY)).await;
    let told = untitled.json(201);
    let listed = Answer::of(service.get("/dossiers")).await.ok();
    let listed = listed["dossiers"].as_array().unwrap();
    assert!(listed.contains(&json!({"id": told["id"]})), "{listed:?}");
    Answer::of(service.delete(&untitled.header(LOCATION))).await;

    let deleted = Answer::of(service.delete(&path)).await;
    assert_eq!((deleted.status.as_u16(), deleted.text.as_str()), (204, ""));
    Answer::of(service.get(&path)).await.problem(404);
    Answer::of(service.delete(&path)).await.problem(404);
    Answer::of(service.push(&path, "")).await.problem(404);
    assert_eq!(
        Answer::of(service.get("/dossiers")).await.ok(),
        json!({"dossiers": []})
    );
    // What is no dossier is refused as where it is checked.
    let refused = r#"{"format": "corridor/1", "as_of": "2023-12-32"}"#;
    let problem = Answer::of(service.post("/dossiers", refused))
        .await
        .problem(422);
    assert_eq!(
        problem,
        Answer::of(service.post("/check", refused))
            .await
            .problem(422)
    );
    let unread = r#"{"format": "corridor/1", "as_of": "2023-12-27", "colour": "red"}"#;
    let told = Answer::of(service.post("/dossiers", unread))
        .await
        .json(201);
    assert_eq!(told["reading"]["findings"][0]["code"], "key-unknown");
}

#[tokio::test]
async fn records_are_taken_or_set_aside() {
    let service = Service::start().await;
    let path = service.keep(EMPTY).await;
    let sighting = |id: &str, group: &str| {
        json!({
            "type": "sighting", "id": id, "on": "2023-12-26", "status": "occurred", "group": group,
            "place": "MX07032",
        })
    };
    let group = r#"{"type": "group", "id": "exodus", "name": "Exodus", "mode": "foot"}"#;
    let place = r#"{"type": "place", "code": "MX07032", "name": "Escuintla"}"#;
    let batch = format!(
        "\u{feff}{}\r\n\r\n{group}\n{}\n{{\"type\": \"grou\n{place}\n{}\n{}\n{}",
        sighting("e1", "exodus"),
        sighting("e2", "nobody"),
        sighting("e1", "exodus"),
        json!({"type": "teleport", "id": "odd"}),
        json!({"type": "group", "id": "late", "name": "Late", "mode": "foot", "split_from": "exodus", "colour": 1}),
    );
    let answer = Answer::of(service.push(&path, batch)).await;
    let told = answer.json(207);
    // Line 1 refers to lines below it.
    assert_eq!(
        ids(&told["taken"]),
        [(1, "e1"), (3, "exodus"), (6, "MX07032"), (9, "late")]
    );
    assert_eq!(told["taken"][2]["kind"], "place");
    let aside: Vec<_> = told["set_aside"]
        .as_array()
        .unwrap()
        .iter()
        .map(|aside| {
            let text = |key: &str| aside[key].as_str().unwrap().to_owned();
            (
                aside["line"].as_u64().unwrap(),
                text("code"),
                text("path"),
                text("field"),
                text("text"),
            )
        })
        .collect();
    let told_of = |at: usize| {
        (
            aside[at].1.as_str(),
            aside[at].2.as_str(),
            aside[at].3.as_str(),
        )
    };
    assert_eq!(
        aside.iter().map(|aside| aside.0).collect::<Vec<_>>(),
        [4, 5, 7, 8]
    );
    assert_eq!(told_of(0), ("reference-dangling", "[3]", "group"));
    assert_eq!(aside[0].4, sighting("e2", "nobody").to_string());
    assert_eq!(told_of(1), ("json-malformed", "[4]", "type"));
    assert_eq!(aside[1].4, "{\"type\": \"grou");
    assert_eq!(told_of(2), ("id-duplicate", "[6]", ""));
    assert_eq!(
        told["set_aside"][2]["message"],
        "event e1 is on line 1 already"
    );
    assert_eq!(told_of(3), ("type-unknown", "[7]", "type"));
    assert_eq!(told["reading"]["findings"][0]["field"], "colour");
    assert_eq!(told["version"], 2);
}

/// What the README pushes is answered as it shows.
#[tokio::test]
async fn the_readme_is_right() {
    let readme = include_str!("../../README.md");
    let service = Service::start().await;
    let created = Answer::of(service.post("/dossiers", DOSSIER)).await;
    let shown = format!(
        "\"records\":{},\"version\":1}}",
        created.json(201)["records"]
    );
    assert!(readme.contains(&shown), "{shown}");
    let (_, from) = readme.split_once("--data-binary '").unwrap();
    let (lines, _) = from.split_once("' $dossier/records").unwrap();
    let path = created.header(LOCATION);
    let pushed = Answer::of(service.push(&path, lines)).await;
    assert!(readme.contains(&format!("etag: {}", pushed.header(ETAG))));
    let told = pushed.json(207);
    assert!(readme.contains(&format!("\"taken\":{},\"version\":2", told["taken"])));
    let aside = told["set_aside"][0].to_string();
    let (shown, _) = aside.split_once(",\\\"on\\\"").unwrap();
    assert!(readme.contains(shown), "{shown}");
}

#[tokio::test]
async fn lines_that_say_nothing_new_change_nothing() {
    let service = Service::start().await;
    let path = service.keep(EMPTY).await;
    let group = r#"{"type": "group", "id": "exodus", "name": "Exodus", "mode": "foot"}"#;
    let other = r#"{"type": "group", "id": "other", "name": "Other", "mode": "foot"}"#;
    let answer = Answer::of(service.push(&path, group)).await;
    answer.json(200);
    // What has come before is a duplicate, and changes nothing.
    let again = Answer::of(service.push(&path, group)).await;
    assert_eq!(again.header(ETAG), answer.header(ETAG));
    let again = again.json(207);
    assert_eq!(
        (&again["set_aside"][0]["code"], &again["version"]),
        (&json!("id-duplicate"), &json!(2))
    );
    // A header is no record; nothing is nothing.
    let header = format!(
        "{}\n{}",
        json::write_log(&service.dossier(&path).await)
            .lines()
            .next()
            .unwrap(),
        other
    );
    let told = Answer::of(service.push(&path, header)).await.json(207);
    assert_eq!(
        (ids(&told["taken"]), &told["set_aside"][0]["code"]),
        (vec![(2, "other")], &json!("key-misplaced"))
    );
    for nothing in ["", "\n \r\n"] {
        let told = Answer::of(service.push(&path, nothing)).await.json(200);
        assert_eq!((&told["taken"], &told["version"]), (&json!([]), &json!(3)));
    }
    // A line of megabytes is one line.
    let long =
        json!({"type": "group", "id": "long", "mode": "foot", "name": "x".repeat(2_000_000)})
            .to_string();
    let told = Answer::of(service.push(&path, long)).await.json(207);
    assert_eq!(told["set_aside"].as_array().unwrap().len(), 1);
    for kind in ["application/json", "text/plain"] {
        let request = service
            .request(Method::POST, &format!("{path}/records"))
            .body(group);
        Answer::of(request.header(CONTENT_TYPE, kind))
            .await
            .problem(415);
    }
    let bytes = service.push(&path, b"{\"type\": \"\xff\"}".as_slice());
    Answer::of(bytes).await.problem(400);
}

#[tokio::test]
async fn records_are_replaced_and_taken_out() {
    let service = Service::start().await;
    let path = service.keep(DOSSIER).await;
    let mut model: Dossier = serde_json::from_str(DOSSIER).unwrap();
    let group = format!("{path}/records/group/exodus");
    let mut record = Answer::of(service.get(&group)).await.ok();
    assert_eq!(record, json!(Record::from(model.group("exodus").unwrap())));
    record["name"] = json!("Éxodo & Co");
    let answer = Answer::of(service.put(&group, record.to_string()))
        .await
        .ok();
    assert_eq!(
        (&answer["version"], &answer["reading"]["total"]),
        (&json!(2), &json!(0))
    );
    model
        .replace(serde_json::from_value::<Record>(record.clone()).unwrap())
        .unwrap();
    assert_eq!(service.dossier(&path).await, model);

    let referred = Answer::of(service.delete(&group)).await.problem(409);
    assert_eq!(referred["code"], "reference-dangling");
    let error = model.remove(RecordKind::Group, "exodus").unwrap_err();
    assert_eq!(referred["detail"], error.message());
    let last = model.events().last().unwrap().id().to_string();
    let event = format!("{path}/records/event/{last}");
    assert_eq!(
        Answer::of(service.delete(&event)).await.ok(),
        json!({"version": 3})
    );
    model.remove(RecordKind::Event, &last).unwrap();
    assert_eq!(service.dossier(&path).await, model);
    for request in [
        service.get(&event),
        service.delete(&event),
        service.put(&event, "{}"),
    ] {
        Answer::of(request).await.problem(404);
    }
    Answer::of(service.get(&format!("{path}/records/teleport/x")))
        .await
        .problem(404);
    // The path and the body name one record.
    let other = format!("{path}/records/group/caravan");
    let problem = Answer::of(service.put(&other, record.to_string()))
        .await
        .problem(422);
    assert_eq!(
        problem["detail"],
        "the path names group caravan, and the body is group exodus"
    );
    record["split_from"] = json!("nobody");
    Answer::of(service.put(&group, record.to_string()))
        .await
        .problem(422);
    Answer::of(service.put(&group, "{")).await.problem(400);

    let day = format!("{path}/as-of");
    for (body, status) in [
        (r#"{"as_of": "2023-12-30"}"#, 200),
        (r#"{"as_of": "2023-12-30"}"#, 200),
        (r#"{"as_of": "2023-12"}"#, 422),
        (r#"{"as_of": "30 December"}"#, 422),
        (r#"{"as_of": 5}"#, 422),
        (r#"{"day": "2023-12-30"}"#, 422),
        ("2023-12-30", 400),
        ("{", 400),
    ] {
        let answer = Answer::of(service.put(&day, body)).await;
        assert_eq!(answer.status.as_u16(), status, "{body}: {}", answer.text);
    }
    model.set_as_of("2023-12-30").unwrap();
    assert_eq!(service.dossier(&path).await, model);
    let tag = Answer::of(service.get(&path)).await.header(ETAG);
    assert!(tag.starts_with("\"4-"), "{tag}");
}

/// Ids may have any character that is not white space.
#[tokio::test]
async fn odd_ids_are_found_by_their_paths() {
    let service = Service::start().await;
    let path = service.keep(EMPTY).await;
    for id in [
        "a/b", "a?b#c", "%2F", "..", "é", "😀", "\"", "<b>&amp;", "{group}", "'--",
    ] {
        let group = MigrantGroup::draft(id, id).build().unwrap();
        let told = Answer::of(service.push(&path, lines([group])))
            .await
            .json(200);
        assert_eq!(told["taken"][0]["id"], id);
        let escaped = |byte: &u8| format!("%{byte:02X}");
        let escaped: String = id.as_bytes().iter().map(escaped).collect();
        // A client takes dots for steps in the path, escaped or not.
        let is_step = id == "..";
        for of in ["records/group", "claims", "ledger", "journey"] {
            let answer = Answer::of(service.get(&format!("{path}/{of}/{escaped}"))).await;
            assert_eq!(answer.status == 200, !is_step, "{id}: {}", answer.text);
        }
        if !is_step {
            Answer::of(service.delete(&format!("{path}/records/group/{escaped}")))
                .await
                .ok();
        }
    }
    for path in ["/dossiers/%FF", "/dossiers/x/records/group/%FF"] {
        Answer::of(service.get(path)).await.problem(400);
    }
    let map = Answer::of(service.get(&format!("{path}/map.svg"))).await;
    assert_eq!(map.status.as_u16(), 200);
}

#[tokio::test]
async fn a_kept_dossier_answers_as_the_library_does() {
    let service = Service::start().await;
    let path = service.keep(DOSSIER).await;
    let mut model: Dossier = serde_json::from_str(DOSSIER).unwrap();
    model.fill_seats(Gazetteer::embedded());
    let ask = async |of: &str| Answer::of(service.get(&format!("{path}/{of}"))).await;
    let checked = ask("check").await.ok();
    assert_eq!(checked["check"], json!(model.check()));
    assert_eq!(checked["seated"].as_array().unwrap().len(), 8);
    assert_eq!(
        ask("claims/caravan").await.ok(),
        json!(model.claims("caravan").unwrap())
    );
    assert_eq!(
        ask("ledger/caravan").await.ok(),
        json!(model.ledger("caravan").unwrap())
    );
    assert_eq!(ask("flows").await.ok(), json!(model.flows().unwrap()));
    for day in ["", "?day=2023-12-25"] {
        let mut kept = ask(&format!("journey/exodus{day}")).await.ok();
        let told = service.post(&format!("/journey/exodus{day}"), DOSSIER);
        let mut told = Answer::of(told).await.ok();
        for answer in [&mut kept, &mut told] {
            let seated = answer["seated"].as_array_mut().unwrap();
            seated.sort_by_key(ToString::to_string);
        }
        assert_eq!(kept, told);
    }
    let map: Value = serde_json::from_str(&ask("map.geojson").await.text).unwrap();
    assert_eq!(
        map.to_string(),
        json!(geojson::from_dossier(&model)).to_string()
    );
    let map = ask("map.svg").await;
    assert!(map.text.starts_with("<svg ") && map.text.ends_with("</svg>\n"));
    for name in ["Escuintla", "Exodus from Poverty", "as of 2023-12-27"] {
        assert!(map.text.contains(name), "{name}");
    }
    for of in ["journey", "claims", "ledger"] {
        let problem = ask(&format!("{of}/nobody")).await.problem(404);
        assert_eq!(problem["code"], "reference-dangling");
    }
    for of in [
        "check?lenient=true",
        "flows?x=1",
        "journey/exodus?day=today",
        "map.svg?x",
    ] {
        ask(of).await.problem(400);
    }
    Answer::of(service.get("/dossiers?x=1")).await.problem(400);
    for of in [
        "/check",
        "/journey/x",
        "/claims/x",
        "/ledger/x",
        "/flows",
        "/map.geojson",
        "/map.svg",
    ] {
        Answer::of(service.get(&format!("/dossiers/none{of}")))
            .await
            .problem(404);
    }
}

#[tokio::test]
async fn a_version_is_known_by_its_tag() {
    let service = Service::start().await;
    let path = service.keep(DOSSIER).await;
    let event =
        |number| lines([Event::returning(&format!("r{number}"), "2023-12-27").group("exodus")]);
    let first = Answer::of(service.get(&path)).await.header(ETAG);
    let asks = [
        "",
        "/check",
        "/flows",
        "/map.svg",
        "/map.geojson",
        "/journey/exodus",
        "/claims/exodus",
        "/ledger/exodus",
        "/records/group/exodus",
    ];
    for of in asks {
        let ask =
            |header: HeaderName, tag: &str| service.get(&format!("{path}{of}")).header(header, tag);
        for tag in [first.clone(), format!("\"x\", W/{first}"), "*".to_owned()] {
            let known = Answer::of(ask(IF_NONE_MATCH, &tag)).await;
            assert_eq!(
                (known.status.as_u16(), known.text.as_str()),
                (304, ""),
                "{of}"
            );
            assert_eq!(known.header(ETAG), first);
        }
        let answer = Answer::of(ask(IF_NONE_MATCH, "\"0\"")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header(ETAG)),
            (200, first.clone())
        );
        Answer::of(ask(IF_MATCH, "\"0\"")).await.problem(412);
    }
    for of in [
        "/records/event/nope",
        "/journey/nope",
        "/claims/nope",
        "/ledger/nope",
    ] {
        for (header, tag) in [
            (IF_NONE_MATCH, first.as_str()),
            (IF_NONE_MATCH, "*"),
            (IF_MATCH, "\"0\""),
        ] {
            let request = service.get(&format!("{path}{of}")).header(header, tag);
            Answer::of(request).await.problem(404);
        }
    }
    for tag in [first.as_str(), "*"] {
        let request = service.push(&path, event(1)).header(IF_NONE_MATCH, tag);
        assert_eq!(
            Answer::of(request).await.problem(412)["tag"],
            first.as_str()
        );
    }
    let pushed = service.push(&path, event(1)).header(IF_MATCH, &first);
    let second = Answer::of(pushed).await;
    assert_eq!(second.status.as_u16(), 200);
    let second = second.header(ETAG);
    assert_ne!(first, second);
    let stale: [RequestBuilder; 5] = [
        service.push(&path, event(2)),
        service.put(&format!("{path}/as-of"), r#"{"as_of": "2024-01-01"}"#),
        service.put(&format!("{path}/records/group/exodus"), "{}"),
        service.delete(&format!("{path}/records/event/r1")),
        service.delete(&path),
    ];
    for request in stale {
        let problem = Answer::of(request.header(IF_MATCH, format!("{first}, W/{second}"))).await;
        assert_eq!(problem.problem(412)["tag"], second.as_str());
    }
    for tag in [second.as_str(), "*"] {
        let day = service.put(&format!("{path}/as-of"), r#"{"as_of": "2023-12-27"}"#);
        Answer::of(day.header(IF_MATCH, tag)).await.ok();
    }
    // Of many who change the same version, one does.
    let mut racing = Vec::new();
    for number in 10..30 {
        let request = service.push(&path, event(number)).header(IF_MATCH, &second);
        racing.push(tokio::spawn(Answer::of(request)));
    }
    let mut won = 0;
    for answer in racing {
        let answer = answer.await.unwrap();
        match answer.status.as_u16() {
            200 => won += 1,
            _ => drop(answer.problem(412)),
        }
    }
    assert_eq!(won, 1);
    Answer::of(service.delete(&path).header(IF_MATCH, "*")).await;
    Answer::of(service.get(&path)).await.problem(404);
}

#[tokio::test]
async fn what_a_put_ignores_is_reported() {
    let service = Service::with(|_| {}).await;
    let path = service.keep(EMPTY).await;
    let group = MigrantGroup::draft("a", "A").build().unwrap();
    Answer::of(service.push(&path, lines([group])))
        .await
        .json(200);
    let put = |text: &str| service.put(&format!("{path}/records/group/a"), text.to_owned());
    let text = "{\"type\": \"group\",\n\"id\": \"a\", \"name\": \"A\", \"mode\": \"foot\", \"headcuont\": 5}";
    let answer = Answer::of(put(text)).await.json(200);
    assert_eq!(
        answer["reading"]["findings"][0]["code"], "key-unknown",
        "{answer}"
    );
    let answer = Answer::of(put(&text.replace(", \"headcuont\": 5", "")))
        .await
        .json(200);
    assert_eq!(answer["reading"]["findings"], json!([]), "{answer}");
}

#[tokio::test]
async fn what_is_kept_is_bounded() {
    let service = Service::with(|settings| {
        settings.batch_lines = 5;
        settings.dossiers = 3;
        settings.dossier_records = 3;
        settings.dossier_bytes = 1_000;
        settings.all_bytes = 1_500;
    })
    .await;
    let group =
        |id: &str, name: usize| lines([MigrantGroup::draft(id, "x".repeat(name)).build().unwrap()]);
    let path = service.keep(EMPTY).await;
    let three = [group("a", 1), group("b", 1), group("c", 1)].join("\n");
    Answer::of(service.push(&path, three.clone()))
        .await
        .json(200);
    let problem = Answer::of(service.push(&path, "\n".repeat(6)))
        .await
        .problem(413);
    assert_eq!(problem["limit"], 5);
    let problem = Answer::of(service.push(&path, group("d", 1)))
        .await
        .problem(409);
    assert_eq!(
        (&problem["bound"], &problem["limit"]),
        (&json!("dossier_records"), &json!(3))
    );
    // Lines that are sent again take no room.
    let again = Answer::of(service.push(&path, three)).await.json(207);
    assert_eq!(again["set_aside"].as_array().map(Vec::len), Some(3));
    Answer::of(service.delete(&format!("{path}/records/group/c")))
        .await
        .ok();
    let problem = Answer::of(service.push(&path, group("d", 900)))
        .await
        .problem(409);
    assert_eq!(
        (&problem["bound"], &problem["limit"]),
        (&json!("dossier_bytes"), &json!(1_000))
    );
    let problem = Answer::of(service.put(&format!("{path}/records/group/a"), group("a", 900)))
        .await
        .problem(409);
    assert_eq!(problem["bound"], "dossier_bytes");
    let other = service.keep(EMPTY).await;
    Answer::of(service.push(&other, group("d", 700)))
        .await
        .json(200);
    let problem = Answer::of(service.push(&path, group("d", 500)))
        .await
        .problem(507);
    assert_eq!(
        (&problem["bound"], &problem["limit"]),
        (&json!("all_bytes"), &json!(1_500))
    );
    service.keep(EMPTY).await;
    let problem = Answer::of(service.post("/dossiers", EMPTY))
        .await
        .problem(507);
    assert_eq!(
        (&problem["bound"], &problem["limit"]),
        (&json!("dossiers"), &json!(3))
    );
    // What is deleted makes room.
    assert_eq!(
        Answer::of(service.delete(&other)).await.status.as_u16(),
        204
    );
    Answer::of(service.push(&path, group("d", 500)))
        .await
        .json(200);
    service.keep(EMPTY).await;
    let long = format!(
        r#"{{"format": "corridor/1", "as_of": "2023-12-27", "groups": [{{"id": "a", "mode": "foot", "name": "{}"}}]}}"#,
        "x".repeat(1_100)
    );
    assert_eq!(Answer::of(service.delete(&path)).await.status.as_u16(), 204);
    let problem = Answer::of(service.post("/dossiers", long))
        .await
        .problem(409);
    assert_eq!(problem["bound"], "dossier_bytes");
}

/// Deleting and pushing at once: whoever comes later finds nothing, and all that is promised is given back.
#[tokio::test]
async fn deletes_and_pushes_meet() {
    let service = Service::with(|settings| settings.all_bytes = 4_000).await;
    for round in 0..10 {
        let path = service.keep(EMPTY).await;
        let mut racing = Vec::new();
        for number in 0..20 {
            let group = lines([MigrantGroup::draft(format!("g{round}-{number}"), "x")
                .build()
                .unwrap()]);
            racing.push(tokio::spawn(Answer::of(service.push(&path, group))));
        }
        racing.push(tokio::spawn(Answer::of(service.delete(&path))));
        for answer in racing {
            let answer = answer.await.unwrap();
            let status = answer.status.as_u16();
            assert!([200, 204, 404].contains(&status), "{}", answer.text);
        }
        Answer::of(service.get(&path)).await.problem(404);
    }
    assert_eq!(
        Answer::of(service.get("/dossiers")).await.ok(),
        json!({"dossiers": []})
    );
    let name = "x".repeat(3_500);
    let path = service.keep(EMPTY).await;
    Answer::of(service.push(
        &path,
        lines([MigrantGroup::draft("g", &name).build().unwrap()]),
    ))
    .await
    .json(200);
}

/// A group, an event of it, and a place that the gazetteer knows, without its seat.
fn records_of(id: u64, name: u64) -> (MigrantGroup, Event, Place) {
    let of_group = format!("g{id}");
    let group = MigrantGroup::draft(&of_group, format!("group {name}").repeat(20)).mode("foot");
    let event = Event::returning(format!("e{id}"), "2023-12-27")
        .group(&of_group)
        .headcount(name);
    let place = Place::draft("MX07089", format!("Tapachula {name}"));
    (
        group.build().unwrap(),
        event.build().unwrap(),
        place.build().unwrap(),
    )
}

/// A walk through all that can be done to a dossier, with restarts on the way, beside the library.
#[tokio::test]
async fn a_dossier_outlives_the_service() {
    let folder = Folder::new("outlives");
    let mut service = Service::keeping(&folder.file()).await;
    let path = service.keep(DOSSIER).await;
    let other = service.keep(EMPTY).await;
    let mut model: Dossier = serde_json::from_str(DOSSIER).unwrap();
    let mut tag = Answer::of(service.get(&path)).await.header(ETAG);
    // A linear congruence, so that the walk is the same each time (Knuth, MMIX).
    let mut state: u64 = 2_023;
    let mut next = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for step in 0..240 {
        let (id, name) = (next(12), next(1_000));
        let (group, event, place) = records_of(id, name);
        let answer = match next(6) {
            0 => {
                let records = [Record::from(event), group.into()];
                let refused = model.extend_leniently(records.clone()).len();
                let answer = Answer::of(service.push(&path, lines(records))).await;
                let told = answer.json(if refused == 0 { 200 } else { 207 });
                assert_eq!(told["set_aside"].as_array().unwrap().len(), refused);
                answer
            }
            1 | 2 => {
                let record: Record = if name % 2 == 0 {
                    group.into()
                } else {
                    event.into()
                };
                let of = format!("{path}/records/{}/{}", record.kind(), record.id());
                let answer = Answer::of(service.put(&of, json!(record).to_string())).await;
                assert_eq!(
                    answer.status == 200,
                    model.replace(record).is_ok(),
                    "{}",
                    answer.text
                );
                answer
            }
            3 => {
                let (kind, id) = if name % 2 == 0 {
                    ("group", format!("g{id}"))
                } else {
                    ("event", format!("e{id}"))
                };
                let answer =
                    Answer::of(service.delete(&format!("{path}/records/{kind}/{id}"))).await;
                let removed = model.remove(kind.parse().unwrap(), &id);
                assert_eq!(answer.status == 200, removed.is_ok(), "{}", answer.text);
                answer
            }
            4 => {
                let day = format!("2023-12-{:02}", 1 + id);
                model.set_as_of(day.as_str()).unwrap();
                let day = json!({"as_of": day}).to_string();
                Answer::of(service.put(&format!("{path}/as-of"), day)).await
            }
            _ => {
                model.replace(place.clone()).unwrap();
                let of = format!("{path}/records/place/MX07089");
                Answer::of(service.put(&of, json!(Record::from(place)).to_string())).await
            }
        };
        if answer.status.is_success() {
            tag = answer.header(ETAG);
        }
        if step % 60 == 59 {
            service.end().await;
            service = Service::keeping(&folder.file()).await;
            let kept = Answer::of(service.get(&path)).await;
            assert_eq!(kept.header(ETAG), tag);
            assert_eq!(kept.ok(), json!(model));
        }
    }
    let mut seated = model.clone();
    seated.fill_seats(Gazetteer::embedded());
    let checked = Answer::of(service.get(&format!("{path}/check"))).await.ok();
    assert_eq!(checked["check"], json!(seated.check()));
    assert_eq!(
        Answer::of(service.delete(&other)).await.status.as_u16(),
        204
    );
    service.end().await;
    let service = Service::keeping(&folder.file()).await;
    let listed = Answer::of(service.get("/dossiers")).await.ok();
    assert_eq!(listed["dossiers"].as_array().unwrap().len(), 1);
    service.end().await;
}

/// What is replaced again and again does not fill the disk.
#[tokio::test]
async fn the_store_forgets_what_was_replaced() {
    let folder = Folder::new("forgets");
    let service = Service::keeping(&folder.file()).await;
    let path = service.keep(EMPTY).await;
    let of = format!("{path}/records/group/g");
    let group = |name: &str| MigrantGroup::draft("g", name.repeat(9_000)).mode("foot");
    let record = |name: &str| Record::try_from(group(name)).unwrap();
    Answer::of(service.push(&path, lines([record("-")])))
        .await
        .json(200);
    for number in 0..60 {
        let digit = (number % 10).to_string();
        Answer::of(service.put(&of, json!(record(&digit)).to_string()))
            .await
            .ok();
    }
    let kept = service.dossier(&path).await;
    service.end().await;
    let store = rusqlite::Connection::open(folder.file()).unwrap();
    let bytes = "SELECT sum(length(text)) FROM log";
    let bytes: i64 = store.query_row(bytes, [], |row| row.get(0)).unwrap();
    // 540,000 were written.
    assert!(bytes < 2 * 9_200 + 66_000 + 9_200, "{bytes}");
    drop(store);
    let service = Service::keeping(&folder.file()).await;
    assert_eq!(service.dossier(&path).await, kept);
    let again = Answer::of(service.put(&of, json!(record("+")).to_string())).await;
    assert_eq!(again.ok()["version"], 63);
    service.end().await;
}

/// What is no store of this service is left alone, and said.
#[test]
fn a_wrong_store_is_refused() {
    let folder = Folder::new("wrong");
    let file = folder.file();
    let program = || Command::new(env!("CARGO_BIN_EXE_corridor-service"));
    let refused = |what: &str| {
        let output = program()
            .arg("--store")
            .arg(&file)
            .arg("127.0.0.1:0")
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(
            told.contains(what) && told.contains("kept.sqlite") && !told.contains("panicked"),
            "{told}"
        );
        told
    };
    std::fs::write(
        &file,
        "no database at all, but longer than a header of one hundred bytes, ".repeat(3),
    )
    .unwrap();
    let before = std::fs::read(&file).unwrap();
    refused("it is not an SQLite database");
    assert_eq!(std::fs::read(&file).unwrap(), before);

    std::fs::remove_file(&file).unwrap();
    let foreign = rusqlite::Connection::open(&file).unwrap();
    foreign.execute_batch("CREATE TABLE log (a)").unwrap();
    drop(foreign);
    refused("it is a database of another program");

    std::fs::remove_file(&file).unwrap();
    let dossiers = Dossiers::open(&file).unwrap();
    assert!(
        Dossiers::open(&file)
            .unwrap_err()
            .to_string()
            .contains("another process is using it")
    );
    drop(dossiers);
    let change = |sql: &str| {
        rusqlite::Connection::open(&file)
            .unwrap()
            .execute_batch(sql)
            .unwrap();
    };
    change("INSERT INTO log (dossier, version, operation, text) VALUES ('d', 1, 'whole', '{}')");
    refused("version 1 of dossier d cannot be read");
    change("UPDATE log SET operation = 'sung'");
    refused("\"sung\" is no change");
    change("UPDATE log SET operation = 'as-of', text = '2023-12-27'");
    refused("begins with a change");
    change("DELETE FROM log; PRAGMA user_version = 2");
    refused("it has the form 2");
    change("PRAGMA user_version = 1; DROP TABLE log");
    refused("no such table");

    // A byte wrong in the middle of a page.
    std::fs::remove_file(&file).unwrap();
    drop(Dossiers::open(&file).unwrap());
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64].fill(0xa5);
    std::fs::write(&file, bytes).unwrap();
    refused("");
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    refused("");
    for wrong in [
        &["--store"][..],
        &["--store", "a", "b", "c"],
        &["--stor", "a"],
        &["a", "--store"],
    ] {
        assert_eq!(
            program().args(wrong).output().unwrap().status.code(),
            Some(2)
        );
    }
}
