//! The service over HTTP, on loopback.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may stop at the first surprise, and reads its fixtures"
)]

mod client;
mod described;
mod kept;
mod killed;

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use corridor::format::json;
use corridor::{Code, Dossier, Gazetteer, Position};
use reqwest::header::{ALLOW, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use client::{Answer, Service};

const DOSSIER: &str = include_str!("../../../data/exodus_from_poverty.json");

/// All that still comes on a connection until it is closed.
async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = timeout(Duration::from_secs(300), stream.read_to_end(&mut bytes)).await;
    let _how_it_closed = read.expect("closed in time");
    String::from_utf8(bytes).unwrap()
}

fn head(path: &str, headers: &str) -> String {
    format!("POST {path} HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n{headers}\r\n")
}

#[tokio::test]
async fn a_dossier_is_checked() {
    let service = Service::start().await;
    let report = Answer::of(service.post("/check", DOSSIER)).await.ok();
    let mut dossier: Dossier = serde_json::from_str(DOSSIER).unwrap();
    dossier.fill_seats(Gazetteer::embedded());
    assert_eq!(report["check"], json!(dossier.check()));
    assert_eq!(report["seated"][0], "MX07089");
    assert!(report["check"]["total"].as_u64().unwrap() > 0);
    assert_eq!(report["reading"]["total"], 0);
    assert_eq!(report.get("set_aside"), None);
}

#[tokio::test]
async fn a_faulty_record_is_set_aside_where_that_is_asked() {
    let service = Service::start().await;
    let broken = include_str!("../../../../tests/fixtures/check/broken.json");
    let broken = broken.replacen(
        "\"events\": [",
        "\"events\": [\n{\"id\": \"odd\", \"type\": \"teleport\"},",
        1,
    );
    let problem = Answer::of(service.post("/check", broken.clone()))
        .await
        .problem(422);
    assert_eq!(
        (&problem["code"], &problem["path"]),
        (&json!("type-unknown"), &json!("events[0].type"))
    );
    assert_eq!(
        Answer::of(service.post("/check?lenient=false", broken.clone()))
            .await
            .problem(422),
        problem
    );
    let report = Answer::of(service.post("/check?lenient=true", broken))
        .await
        .ok();
    let aside = report["set_aside"].as_array().unwrap();
    assert_eq!(
        aside[0]["text"],
        "{\"id\": \"odd\", \"type\": \"teleport\"}"
    );
    assert_eq!(aside[0]["code"], "type-unknown");
    assert!(
        aside[0]["message"]
            .as_str()
            .unwrap()
            .contains("\"teleport\"")
    );
    assert_eq!(aside[0]["field"], "type");
    assert!(report["check"]["total"].as_u64().unwrap() > 0);

    let unused = r#"{"format": "corridor/1", "as_of": "2023-12-27", "sources": [
        {"id": "efe", "name": "EFE", "kind": "agency"}, {"id": "ap", "name": "AP", "kind": "agency"}],
        "events": [{"id": "odd", "type": "teleport", "sources": ["efe"]}]}"#;
    let report = Answer::of(service.post("/check?lenient=true", unused))
        .await
        .ok();
    assert_eq!(report["check"]["codes"], json!({"record-unused": 1}));
    assert_eq!(report["check"]["findings"][0]["record"]["id"], "ap");
}

/// Every text that the library's tests hold to be refused is, with the library's code, words and
/// place; and the type of the problem leads to the page of the code.
#[tokio::test]
async fn a_refused_dossier_says_where_and_why() {
    let service = Service::start().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/wire/refused");
    let mut seen = 0;
    for file in std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
    {
        if file.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let error = json::read(&text).unwrap_err();
        let status = if error.code() == Code::JsonMalformed {
            400
        } else {
            422
        };
        let problem = Answer::of(service.post("/check", text))
            .await
            .problem(status);
        assert_eq!(problem["code"], error.code().as_str());
        assert_eq!(problem["detail"], error.message());
        assert_eq!(problem["path"], error.path());
        assert_eq!(
            (&problem["line"], &problem["column"]),
            (&json!(error.line()), &json!(error.column()))
        );
        let page = Answer::of(service.get(problem["type"].as_str().unwrap())).await;
        assert_eq!(page.kind, "text/markdown; charset=utf-8");
        assert_eq!(page.text, error.code().explain());
        seen += 1;
    }
    assert!(seen > 60, "{seen}");
}

#[tokio::test]
async fn a_fault_deep_in_a_dossier_is_found() {
    let service = Service::start().await;
    let text = DOSSIER.replacen("\"low\":", "\"low\": -1, \"was\":", 1);
    let line = text
        .lines()
        .position(|line| line.contains("\"low\": -1"))
        .unwrap()
        + 1;
    for path in ["/check", "/journey/exodus"] {
        let problem = Answer::of(service.post(path, text.clone()))
            .await
            .problem(422);
        assert_eq!(
            (&problem["code"], &problem["line"]),
            (&json!("count-invalid"), &json!(line))
        );
        let (_, key) = problem["path"].as_str().unwrap().rsplit_once('.').unwrap();
        assert_eq!(key, "low");
        assert_eq!(problem["value"], "-1");
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_is_a_bad_request() {
    let service = Service::start().await;
    let deep = format!("{{\"deep\": {}", "[".repeat(100_000));
    let known = r#"{"format": "corridor/1", "as_of": "2023-12-27", "deep": "#;
    let unread = format!("{known}{}0{}}}", "[".repeat(1_000), "]".repeat(1_000));
    for body in [
        "",
        "nonsense",
        "{\"format\": \"corridor/1\",",
        deep.as_str(),
        unread.as_str(),
    ] {
        let problem = Answer::of(service.post("/check", body.to_owned()))
            .await
            .problem(400);
        assert_eq!(problem["code"], "json-malformed");
        assert!(problem["line"].is_u64(), "{problem}");
    }
    let body = b"{\n\"title\": \"Ma\xf1ana\"}".as_slice();
    let problem = Answer::of(service.post("/check", body)).await.problem(400);
    assert_eq!(problem["code"], "json-malformed");
    assert_eq!(
        (&problem["line"], &problem["column"]),
        (&json!(2), &json!(13))
    );
}

#[tokio::test]
async fn a_journey_is_followed() {
    let service = Service::start().await;
    let told = Answer::of(service.post("/journey/exodus", DOSSIER))
        .await
        .ok();
    assert_eq!(told["group"]["name"], "Exodus from Poverty");
    assert_eq!(told["day"], "2023-12-27");
    assert_eq!(told["whereabouts"]["text"], "at Escuintla");
    assert_eq!(told["journey"]["travelled_km"], 70.0);
    assert_eq!(
        told["journey"]["pace_km_per_day"],
        json!({"slow": 17.5, "fast": 35.0})
    );
    assert_eq!(told["legs_ahead"][0]["to"], "MX07051");
    let stop = &told["forecast"]["stops"][0];
    assert_eq!(stop["name"], "Mapastepec");
    assert_eq!(
        stop["arrives"],
        json!({"earliest": "2023-12-28", "latest": "2023-12-30"})
    );
    assert_eq!(told.get("no_forecast"), None);
    assert!(
        told["seated"]
            .as_array()
            .unwrap()
            .contains(&json!("MX07051"))
    );
    assert!(told["plan"].as_array().unwrap().len() > 1);

    let earlier = Answer::of(service.post("/journey/exodus?day=2023-12-25", DOSSIER))
        .await
        .ok();
    assert_eq!(earlier["whereabouts"]["state"], "between");
    let before = Answer::of(service.post("/journey/exodus?day=2023-12-01", DOSSIER))
        .await
        .ok();
    assert_eq!(before.get("whereabouts"), None);
    let still = Answer::of(service.post("/journey/caravan", DOSSIER))
        .await
        .ok();
    assert_eq!(still.get("forecast"), None);
    assert!(still["no_forecast"].is_string());

    let problem = Answer::of(service.post("/journey/nobody", DOSSIER))
        .await
        .problem(404);
    assert_eq!(problem["code"], "reference-dangling");
    for day in [
        "2023-13-01",
        "yesterday",
        "2023-12",
        "%202023-12-27",
        "2023-1-5",
        "2023-12-27%3F",
        "2023-12-27/2023-12-27",
        "%2B262142-12-31",
    ] {
        let path = format!("/journey/exodus?day={day}");
        let problem = Answer::of(service.post(&path, DOSSIER)).await.problem(400);
        assert_eq!(problem["code"], "date-invalid");
    }
}

#[tokio::test]
async fn a_place_is_found_or_its_candidates_are() {
    let service = Service::start().await;
    let place = Answer::of(service.get("/place?name=Escuintla,%20Chiapas"))
        .await
        .ok();
    assert_eq!(
        (&place["code"], &place["subdivision_name"]),
        (&json!("MX07032"), &json!("Chiapas"))
    );
    assert_eq!(place["country_name"], "Mexico");

    let problem = Answer::of(service.get("/place?name=Escuintla"))
        .await
        .problem(409);
    assert_eq!(problem["code"], "place-ambiguous");
    let codes: Vec<_> = problem["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| &place["code"])
        .collect();
    assert_eq!(codes, ["GT0501", "MX07032"]);
    let problem = Answer::of(service.get("/place?name=Tapachulla"))
        .await
        .problem(404);
    assert_eq!(problem["code"], "place-not-found");
    assert_eq!(problem["suggestions"][0]["name"], "Tapachula");
    let problem = Answer::of(service.get("/place?name=Tapachula,%20Atlantis"))
        .await
        .problem(404);
    assert_eq!(problem["code"], "qualifier-unknown");
    let long = format!("/place?name={}", "x".repeat(5_000));
    assert_eq!(
        Answer::of(service.get(&long)).await.problem(404)["suggestions"],
        json!([])
    );
}

#[tokio::test]
async fn the_nearest_places_are_found() {
    let service = Service::start().await;
    let answer = Answer::of(service.get("/nearest?lat=15.33&lon=-92.66"))
        .await
        .ok();
    assert_eq!(answer["places"][0]["place"]["name"], "Escuintla");
    assert!(answer["places"][0]["distance_km"].as_f64().unwrap() < 5.0);
    // From the other side of the Earth, too.
    for (lat, lon) in [(15.33, -92.66), (-40.0, 100.0), (90.0, 0.0)] {
        for limit in [1, 2, 100] {
            let path = format!("/nearest?lat={lat}&lon={lon}&limit={limit}");
            let answer = Answer::of(service.get(&path)).await.ok();
            let places = answer["places"].as_array().unwrap();
            let got: Vec<_> = places
                .iter()
                .map(|place| place["place"]["code"].as_str().unwrap())
                .collect();
            let position = Position::try_new(lat, lon).unwrap();
            let all = Gazetteer::embedded().within(position, "20100 km".parse().unwrap());
            let wanted: Vec<_> = all
                .iter()
                .take(limit)
                .map(|(place, _)| place.code().to_string())
                .collect();
            assert_eq!(got, wanted);
        }
    }
    let problem = Answer::of(service.get("/nearest?lat=91&lon=0"))
        .await
        .problem(400);
    assert_eq!(problem["code"], "latitude-out-of-range");
    assert_eq!(
        Answer::of(service.get("/nearest?lat=0&lon=NaN"))
            .await
            .problem(400)["code"],
        "longitude-out-of-range"
    );
}

#[tokio::test]
async fn the_schema_is_the_committed_one() {
    let service = Service::start().await;
    let schema = Answer::of(service.get("/schema")).await;
    assert_eq!(
        (schema.status.as_u16(), schema.kind.as_str()),
        (200, "application/schema+json")
    );
    let golden: Value = serde_json::from_str(include_str!(
        "../../../../tests/fixtures/schema/corridor-1.json"
    ))
    .unwrap();
    assert_eq!(serde_json::from_str::<Value>(&schema.text).unwrap(), golden);
}

#[tokio::test]
async fn a_query_that_is_refused_says_which_parameter() {
    let service = Service::start().await;
    for (path, parameter, value, detail) in [
        (
            "/place",
            "name",
            None,
            "the parameter name is missing: a place",
        ),
        (
            "/place?name=a&name=b",
            "name",
            Some("b"),
            "the parameter name occurs twice",
        ),
        (
            "/place?name=a&nom=b",
            "nom",
            Some("b"),
            "there is no parameter \"nom\": only name is known",
        ),
        (
            "/nearest?lat=1&lon=",
            "lon",
            Some(""),
            "lon \"\" is not a number of degrees",
        ),
        (
            "/nearest?lat=1&lon=1&limit=0",
            "limit",
            Some("0"),
            "limit \"0\" is not from 1 to 100",
        ),
        (
            "/nearest?lat=1&lon=1&limit=-1",
            "limit",
            Some("-1"),
            "limit \"-1\" is not from 1 to 100",
        ),
    ] {
        let problem = Answer::of(service.get(path)).await.problem(400);
        assert_eq!(problem["detail"], detail);
        assert_eq!(
            (&problem["parameter"], problem.get("value")),
            (&json!(parameter), value.map(Value::from).as_ref())
        );
    }
    for (path, parameter, value, detail) in [
        (
            "/check?lenient=perhaps",
            "lenient",
            "perhaps",
            "lenient \"perhaps\" is not true or false",
        ),
        (
            "/journey/exodus?date=2023",
            "date",
            "2023",
            "there is no parameter \"date\": only day is known",
        ),
        (
            "/journey/exodus?day=today",
            "day",
            "today",
            "day \"today\" is not written as YYYY-MM-DD",
        ),
    ] {
        let problem = Answer::of(service.post(path, DOSSIER)).await.problem(400);
        assert_eq!(problem["detail"], detail);
        assert_eq!(
            (&problem["parameter"], &problem["value"]),
            (&json!(parameter), &json!(value))
        );
    }
}

/// Only as much of a value is sent back as tells which one it was.
#[tokio::test]
async fn a_long_value_is_shortened() {
    let service = Service::start().await;
    let (long, short) = ("ñ".repeat(1_000), format!("{}…", "ñ".repeat(100)));
    for (path, of) in [
        ("/nearest?lon=1&lat=", "lat"),
        ("/place?name=a&name=", "name"),
        ("/place?name=a&nom=", "nom"),
        ("/check?lenient=", "lenient"),
        ("/journey/exodus?day=", "day"),
    ] {
        let path = format!("{path}{long}");
        let request = if of == "lenient" || of == "day" {
            service.post(&path, DOSSIER)
        } else {
            service.get(&path)
        };
        let problem = Answer::of(request).await.problem(400);
        assert_eq!(
            (&problem["parameter"], &problem["value"]),
            (&json!(of), &json!(short))
        );
        assert!(problem["detail"].as_str().unwrap().chars().count() < 200);
    }
    let path = format!("/place?name=a&{long}=b");
    let problem = Answer::of(service.get(&path)).await.problem(400);
    assert_eq!(problem["parameter"], short);
    assert!(problem["detail"].as_str().unwrap().chars().count() < 200);
}

/// A client that asks for much and reads nothing keeps its place for a while only.
#[tokio::test]
async fn a_client_that_does_not_read_is_given_up() {
    let service = Service::with(|settings| {
        settings.connections = 1;
        settings.write_time = Duration::from_millis(200);
    })
    .await;
    // Tens of megabytes of answers: more than sockets hold.
    let much = "GET /schema HTTP/1.1\r\nHost: here\r\n\r\n".repeat(1_000);
    let deaf = service.send(&much).await;
    let answer = timeout(Duration::from_secs(60), Answer::of(service.get("/"))).await;
    answer.expect("the place is free in time").ok();
    drop(deaf);
}

#[tokio::test]
async fn what_http_refuses_is_a_problem_too() {
    let service = Service::start().await;
    for path in [
        "/check/",
        "/journey",
        "/journey/a/b",
        "/codes/no-such-code",
        "/place/x",
    ] {
        Answer::of(service.get(path)).await.problem(404);
    }
    for (path, allowed) in [
        ("/check", "POST"),
        ("/journey/exodus", "POST"),
        ("/schema", "GET,HEAD"),
    ] {
        let url = format!("http://{}{path}", service.address);
        let response = service.client.delete(url).send().await.unwrap();
        assert_eq!(response.headers()[ALLOW], allowed);
        Answer::of(
            service
                .client
                .delete(format!("http://{}{path}", service.address)),
        )
        .await
        .problem(405);
    }
    for query in [
        "/place",
        "/place?name=a&name=b",
        "/place?nom=Escuintla",
        "/nearest?lat=1",
        "/nearest?lat=x&lon=1",
        "/nearest?lat=1&lon=1&limit=0",
        "/nearest?lat=1&lon=1&limit=101",
        "/nearest?lat=1&lon=1&limit=-1",
    ] {
        Answer::of(service.get(query)).await.problem(400);
    }
    for query in [
        "/check?lenient=perhaps",
        "/check?leniant=true",
        "/journey/exodus?date=2023-12-27",
        "/journey/%ff",
    ] {
        Answer::of(service.post(query, DOSSIER)).await.problem(400);
    }
    let url = format!("http://{}/check", service.address);
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "json",
    ] {
        let request = service
            .client
            .post(&url)
            .header(CONTENT_TYPE, kind)
            .body(DOSSIER);
        Answer::of(request).await.problem(415);
    }
    Answer::of(service.client.post(&url).body(DOSSIER))
        .await
        .problem(415);
    let coded = service
        .post("/check", DOSSIER)
        .header(CONTENT_ENCODING, "gzip");
    Answer::of(coded).await.problem(415);
    for kind in [
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/vnd.corridor+json",
    ] {
        let request = service
            .client
            .post(&url)
            .header(CONTENT_TYPE, kind)
            .body(DOSSIER);
        Answer::of(request).await.ok();
    }
}

#[tokio::test]
async fn a_body_is_limited() {
    let service = Service::with(|settings| settings.body_bytes = 100_000).await;
    let padded = |bytes: usize| {
        format!(
            "{}{}",
            DOSSIER.trim_end(),
            " ".repeat(bytes - DOSSIER.trim_end().len())
        )
    };
    Answer::of(service.post("/check", padded(100_000)))
        .await
        .ok();
    // Twice the limit is read to its end; beyond that the answer must come all the same.
    for bytes in [100_001, 150_000, 200_000] {
        let problem = Answer::of(service.post("/check", padded(bytes)))
            .await
            .problem(413);
        assert_eq!(problem["limit"], 100_000);
    }
    // In chunks, so that nothing announces how long it is.
    let chunks = format!("{:x}\r\n{}\r\n", 10_000, " ".repeat(10_000)).repeat(11);
    let first = head(
        "/check",
        "Transfer-Encoding: chunked\r\nConnection: close\r\n",
    );
    let answer = rest(service.send(&format!("{first}{chunks}0\r\n\r\n")).await).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    // Who asks first is told without having sent anything.
    let asking = head(
        "/check",
        "Content-Length: 100001\r\nExpect: 100-continue\r\nConnection: close\r\n",
    );
    let answer = rest(service.send(&asking).await).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

#[tokio::test]
async fn a_slow_client_is_given_up() {
    let service = Service::with(|settings| {
        settings.body_time = Duration::from_millis(200);
        settings.header_time = Duration::from_millis(200);
    })
    .await;
    let answer = rest(
        service
            .send(&(head("/check", "Content-Length: 1000\r\n") + "{\"format\":"))
            .await,
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("application/problem+json"), "{answer}");
    // Without an end of its head a request has no answer, and its connection no place.
    assert_eq!(
        rest(service.send("POST /check HTTP/1.1\r\nHost: he").await).await,
        ""
    );
    assert_eq!(rest(service.send("").await).await, "");
    Answer::of(service.post("/check", DOSSIER)).await.ok();
}

#[tokio::test]
async fn a_service_without_time_says_so() {
    let service = Service::with(|settings| settings.work_time = Duration::ZERO).await;
    let response = service.post("/check", DOSSIER).send().await.unwrap();
    assert_eq!(response.headers()[RETRY_AFTER], "1");
    Answer::of(service.post("/check", DOSSIER))
        .await
        .problem(503);
    // What needs no work is answered.
    Answer::of(service.get("/place?name=MX07032")).await.ok();
}

/// A thousand requests under way on 200 connections, each of which sends five before it reads (RFC
/// 9112, 9.3.2): so many sockets any machine allows.
#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_requests_at_once_are_answered() {
    let service = Service::with(|settings| {
        // Unoptimised, and on a machine that may have other things to do.
        let ample = Duration::from_secs(300);
        settings.header_time = ample;
        settings.body_time = ample;
        settings.work_time = ample;
    })
    .await;
    let post = |path, body: &str| {
        let length = format!("Content-Length: {}\r\n", body.len());
        head(path, &length) + body
    };
    let get = |path, last| format!("GET {path} HTTP/1.1\r\nHost: here\r\n{last}\r\n");
    let requests = [
        post("/check", DOSSIER),
        post("/check", "{\"format\": \"corridor/2\"}"),
        post("/journey/exodus", DOSSIER),
        get("/place?name=Escuintla", ""),
        get(
            "/nearest?lat=15.33&lon=-92.66&limit=3",
            "Connection: close\r\n",
        ),
    ];
    let requests = requests.concat();
    let mut connections = Vec::new();
    for _ in 0..200 {
        connections.push(service.send(&requests).await);
    }
    let answers = connections
        .into_iter()
        .map(|stream| tokio::spawn(rest(stream)));
    let answers: Vec<_> = answers.collect();
    let mut first = None;
    for answers in answers {
        let answers = without_dates(&answers.await.unwrap());
        let status = |line: &str| {
            line.strip_prefix("HTTP/1.1 ")
                .map(|rest| rest[..3].to_owned())
        };
        let got: Vec<_> = answers.lines().filter_map(status).collect();
        assert_eq!(got, ["200", "422", "200", "409", "200"], "{answers}");
        assert_eq!(first.get_or_insert_with(|| answers.clone()), &answers);
    }
    service.stop.send(()).unwrap();
    timeout(Duration::from_secs(20), service.ended)
        .await
        .unwrap()
        .unwrap()
        .unwrap();
}

fn without_dates(answers: &str) -> String {
    let lines = answers
        .split("\r\n")
        .filter(|line| !line.starts_with("date: "));
    // A body ends where the next answer begins.
    lines
        .collect::<Vec<_>>()
        .join("\n")
        .replace("HTTP/1.1 ", "\nHTTP/1.1 ")
}

/// Idle connections do not shut others out, and those who have no place yet are answered later.
#[tokio::test]
async fn more_connections_than_places_are_answered() {
    let service = Service::with(|settings| {
        settings.connections = 20;
        settings.header_time = Duration::from_secs(300);
    })
    .await;
    let request = "GET /place?name=Escuintla HTTP/1.1\r\nHost: here\r\n\r\n";
    let mut idle = Vec::new();
    for _ in 0..100 {
        idle.push(service.send(request).await);
    }
    for stream in &mut idle {
        let mut start = [0; 12];
        let read = stream.read_exact(&mut start);
        timeout(Duration::from_secs(20), read)
            .await
            .expect("answered in time")
            .unwrap();
        assert_eq!(&start, b"HTTP/1.1 409");
    }
}

/// Bodies beyond those that are held wait for their turn, and are told where it does not come.
#[tokio::test]
async fn bodies_wait_for_room() {
    let service = Service::with(|settings| {
        settings.bodies = 1;
        settings.work_time = Duration::from_millis(500);
    })
    .await;
    let length = format!("Content-Length: {}\r\n", DOSSIER.len());
    let holding = service.send(&head("/check", &length)).await;
    Answer::of(service.get("/schema")).await;
    Answer::of(service.post("/journey/nobody", "{}"))
        .await
        .problem(503);
    drop(holding);
    Answer::of(service.post("/journey/nobody", "{}"))
        .await
        .problem(422);
}

/// A request that is under way ends; an idle connection ends at once; nobody new comes in.
#[tokio::test]
async fn a_stop_lets_requests_end() {
    let service = Service::start().await;
    let (first, last) = DOSSIER.split_at(1_000);
    let idle = service.send("").await;
    let length = format!("Content-Length: {}\r\n", DOSSIER.len());
    let mut under_way = service.send(&(head("/check", &length) + first)).await;
    // The idle client is answered once, so that the service has certainly seen the others.
    Answer::of(service.get("/schema")).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    service.stop.send(()).unwrap();
    assert_eq!(rest(idle).await, "");
    let late = timeout(Duration::from_secs(5), async {
        while TcpStream::connect(service.address).await.is_ok() {}
    });
    late.await.unwrap();
    assert!(!service.ended.is_finished());
    under_way.write_all(last.as_bytes()).await.unwrap();
    let answer = rest(under_way).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(answer.contains("\"check\":"), "{answer}");
    timeout(Duration::from_secs(5), service.ended)
        .await
        .unwrap()
        .unwrap()
        .unwrap();
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let service = Service::with(|settings| settings.stop_time = Duration::from_millis(200)).await;
    let stuck = service
        .send(&head("/check", "Content-Length: 1000\r\n"))
        .await;
    Answer::of(service.get("/schema")).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    service.stop.send(()).unwrap();
    let ended = timeout(Duration::from_secs(5), service.ended)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::TimedOut);
    drop(stuck);
}

/// The program: says where it listens, answers there, and stops when it is told to.
#[cfg(unix)]
#[test]
fn the_program_stops_when_told() {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};

    let mut program = Command::new(env!("CARGO_BIN_EXE_corridor-service"))
        .arg("127.0.0.1:0")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let line = lines.next().unwrap().unwrap();
    let address = line.strip_prefix("listening on http://").unwrap();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream
        .write_all(b"GET /schema HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"));
    let told = Command::new("kill")
        .args(["-TERM", &program.id().to_string()])
        .status()
        .unwrap();
    assert!(told.success());
    assert_eq!(lines.next().unwrap().unwrap(), "stopped");
    assert!(program.wait().unwrap().success());
    let wrong = Command::new(env!("CARGO_BIN_EXE_corridor-service"))
        .args(["a", "b"])
        .output()
        .unwrap();
    assert_eq!(wrong.status.code(), Some(2));
}
