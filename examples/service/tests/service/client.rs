//! A client, and a service in process that it asks.

use std::io;
use std::net::SocketAddr;

use corridor_service::{Dossiers, Settings, serve};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName};
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::Value;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::described;

pub(crate) struct Service {
    pub(crate) address: SocketAddr,
    pub(crate) client: Client,
    pub(crate) stop: oneshot::Sender<()>,
    pub(crate) ended: JoinHandle<io::Result<()>>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) kind: String,
    pub(crate) text: String,
}

impl Answer {
    /// What is answered; it must be described.
    pub(crate) async fn of(request: RequestBuilder) -> Self {
        let (client, request) = request.build_split();
        let request = request.unwrap();
        let asked = (request.method().clone(), request.url().path().to_owned());
        let response = client.execute(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.unwrap();
        let answer = Self {
            status,
            kind: Self::header_of(&headers, CONTENT_TYPE),
            headers,
            text,
        };
        described::hold(&asked.0, &asked.1, &answer);
        answer
    }

    fn header_of(headers: &HeaderMap, name: HeaderName) -> String {
        let value = headers.get(name).map(|value| value.to_str().unwrap());
        value.unwrap_or_default().to_owned()
    }

    /// A header; empty if it is not there.
    pub(crate) fn header(&self, name: HeaderName) -> String {
        Self::header_of(&self.headers, name)
    }

    /// What is answered as JSON, with that status.
    pub(crate) fn json(&self, status: u16) -> Value {
        assert_eq!(
            (self.status.as_u16(), self.kind.as_str()),
            (status, "application/json"),
            "{}",
            self.text
        );
        serde_json::from_str(&self.text).unwrap()
    }

    pub(crate) fn ok(self) -> Value {
        self.json(200)
    }

    /// A problem with that status, whose own members say the same as HTTP does.
    pub(crate) fn problem(self, status: u16) -> Value {
        assert_eq!(
            (self.status.as_u16(), self.kind.as_str()),
            (status, "application/problem+json"),
            "{}",
            self.text
        );
        let problem: Value = serde_json::from_str(&self.text).unwrap();
        assert_eq!(problem["status"], status);
        for member in ["type", "title", "detail"] {
            assert!(
                problem[member]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{problem}"
            );
        }
        match problem.get("code") {
            None => assert_eq!(problem["type"], "about:blank"),
            Some(code) => assert_eq!(
                problem["type"],
                format!("/codes/{}", code.as_str().unwrap())
            ),
        }
        problem
    }
}

impl Service {
    pub(crate) async fn start() -> Self {
        Self::with(|_| ()).await
    }

    pub(crate) async fn with(set: impl FnOnce(&mut Settings)) -> Self {
        Self::of(Dossiers::default(), set).await
    }

    pub(crate) async fn of(dossiers: Dossiers, set: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::default();
        set(&mut settings);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopped = async { drop(stopped.await) };
        let ended = tokio::spawn(serve(listener, settings, dossiers, stopped));
        let client = Client::builder().no_proxy().build().unwrap();
        Self {
            address,
            client,
            stop,
            ended,
        }
    }

    pub(crate) async fn end(self) {
        drop(self.client);
        self.stop.send(()).unwrap();
        self.ended.await.unwrap().unwrap();
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("http://{}{path}", self.address))
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("http://{}{path}", self.address))
    }

    pub(crate) fn post(&self, path: &str, body: impl Into<reqwest::Body>) -> RequestBuilder {
        let request = self.client.post(format!("http://{}{path}", self.address));
        request.header(CONTENT_TYPE, "application/json").body(body)
    }

    /// Writes these bytes on a connection of its own.
    pub(crate) async fn send(&self, bytes: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes.as_bytes()).await.unwrap();
        stream
    }
}
