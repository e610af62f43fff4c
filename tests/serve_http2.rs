//! `httpdex serve` in HTTP/2: with prior knowledge, and over TLS by ALPN.

#[path = "support/server.rs"]
mod server;

use std::process::Command;

use bytes::Bytes;
use h2::client::{SendRequest, handshake};
use h2::{Reason, RecvStream};
use http::{HeaderMap, Request};
use httpdex::catalog::{Body, Catalog, Level, Standing};
use httpdex::fault::Fault;
use httpdex::lint;
use httpdex::message::{Known, read};
use server::{Response, Server};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;

/// A connection in HTTP/2.
struct Client {
    send: SendRequest<Bytes>,
    runtime: Runtime,
}

/// What arrived, and how the stream ended.
#[derive(Debug)]
struct Answer {
    status: u16,
    fields: HeaderMap,
    content: Vec<u8>,
    trailers: Option<HeaderMap>,
    /// What went wrong before the end.
    error: Option<h2::Error>,
}

impl Client {
    fn new(server: &Server) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let address = server.address;
        let send = runtime.block_on(async {
            let (send, connection) = handshake(TcpStream::connect(address).await.unwrap()).await.unwrap();
            tokio::spawn(connection);
            send
        });
        Self { send, runtime }
    }

    /// Sends a request, and waits for all of its response.
    fn request(
        &mut self,
        method: &str,
        target: &str,
        fields: &[(&str, &str)],
        content: &[u8],
    ) -> Result<Answer, h2::Error> {
        let mut request = Request::builder().method(method).uri(format!("http://localhost{target}"));
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        let request = request.body(()).unwrap();
        let (send, runtime) = (self.send.clone(), &self.runtime);
        runtime.block_on(async {
            let mut send = send.ready().await?;
            let (response, mut stream) = send.send_request(request, content.is_empty())?;
            if !content.is_empty() {
                stream.send_data(Bytes::copy_from_slice(content), true)?;
            }
            let (head, stream) = response.await?.into_parts();
            let mut answer = Answer {
                status: head.status.as_u16(),
                fields: head.headers,
                content: Vec::new(),
                trailers: None,
                error: None,
            };
            answer.error = answer.receive(stream).await.err();
            Ok(answer)
        })
    }

    fn get(&mut self, target: &str) -> Answer {
        self.request("GET", target, &[], b"").unwrap_or_else(|error| panic!("{target}: {error}"))
    }
}

impl Answer {
    async fn receive(&mut self, mut stream: RecvStream) -> Result<(), h2::Error> {
        while let Some(piece) = stream.data().await {
            let piece = piece?;
            stream.flow_control().release_capacity(piece.len())?;
            self.content.extend_from_slice(&piece);
        }
        self.trailers = stream.trailers().await?;
        Ok(())
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(|value| value.to_str().ok())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.content).unwrap()
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.content).unwrap()
    }
}

/// Every registered code and every vendor's arrives as over HTTP/1.1, and as soundly.
#[test]
fn every_status() {
    let server = Server::start(&[]);
    let mut client = Client::new(&server);
    let catalog = Catalog::embedded();
    let mut faulty = Vec::new();
    let (mut seen, mut silent) = (0, 0);
    for (index, row) in catalog.rows().iter().enumerate().filter(|(_, row)| row.standing != Standing::Failure) {
        let target = format!("/status/{}", row.id);
        let request = format!("GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let (bytes, _) = server.raw(request.as_bytes());
        let mut answer = client.request("GET", &target, &[], b"");
        if answer.as_ref().is_err_and(|error| error.reason() != Some(Reason::INTERNAL_ERROR)) {
            // The last response closed the connection, as over HTTP/1.1.
            client = Client::new(&server);
            answer = client.request("GET", &target, &[], b"");
        }
        if bytes.is_empty() {
            let reset = answer.expect_err("a reset").reason();
            assert_eq!(reset, Some(Reason::INTERNAL_ERROR), "{target}: where HTTP/1.1 closes the connection");
            silent += 1;
            continue;
        }
        let before = Response::new(&bytes).status;
        let answer = answer.unwrap_or_else(|error| panic!("{target}: {error}, and {before} over HTTP/1.1"));
        if row.code == "101" {
            assert_eq!(answer.status, 400, "101 is not part of HTTP/2");
            continue;
        }
        assert_eq!(answer.status, before, "{target}");
        let page = catalog.page(index).unwrap();
        // Interim ones are followed by a final one.
        let is_final = !row.code.starts_with('1') || row.code.len() > 3;
        for header in page.headers.iter().filter(|header| header.level == Level::Must && is_final) {
            let is_conditional = ["Expires", "Content-Location", "Vary", "Cache-Control", "Ms-Echo-Reply"];
            // It belongs to a connection of HTTP/1 (RFC 9113, section 8.2.2).
            let is_of_http1 = ["Upgrade", "Connection"].contains(&&*header.name);
            let is_there = answer.fields.contains_key(&*header.name);
            assert!(is_there || is_of_http1 || is_conditional.contains(&&*header.name), "{target}: {}", header.name);
        }
        if is_final && page.traits.is_some_and(|traits| traits.body == Some(Body::Forbidden)) {
            assert!(answer.content.is_empty(), "{target}");
        }
        let mut text = format!("HTTP/2 {}\r\n", answer.status).into_bytes();
        for (name, value) in &answer.fields {
            text.extend_from_slice(format!("{name}: ").as_bytes());
            text.extend_from_slice(value.as_bytes());
            text.extend_from_slice(b"\r\n");
        }
        text.extend_from_slice(b"\r\n");
        text.extend_from_slice(&answer.content);
        let known = Known { methods: vec!["GET".to_owned()], wire: true };
        let findings = lint::check(&read(&text, &known).messages, None);
        let above_notes = findings.iter().filter(|finding| finding.level != lint::Level::Note);
        faulty.extend(above_notes.map(|finding| format!("{}: {}", row.id, finding.title)));
        seen += 1;
    }
    let codes = [
        "305: 305 is no longer used",
        "306: 306 is no longer used",
        "shopify-783: `783` is not a status code",
        "linkedin-999: `999` is not a status code",
    ];
    assert_eq!(faulty, codes);
    assert!(seen > 200 && silent > 0, "{seen} {silent}");
}

#[test]
fn requests_arrive_whole() {
    let server = Server::start(&[]);
    let mut client = Client::new(&server);
    let get =
        client.request("GET", "/get?a=1", &[("x-one", "two"), ("cookie", "a=1"), ("cookie", "b=2")], b"").unwrap();
    let value = get.json();
    assert_eq!((&value["args"]["a"], &value["headers"]["X-One"]), (&"1".into(), &"two".into()));
    assert_eq!((&value["url"], &value["headers"]["Cookie"]), (&"http://localhost/get?a=1".into(), &"a=1; b=2".into()));
    let post = client.request("POST", "/post", &[("content-type", "text/plain")], b"sent").unwrap();
    assert_eq!(post.json()["data"], "sent");
    let head = client.request("HEAD", "/bytes/100", &[], b"").unwrap();
    assert_eq!((head.status, head.value("content-length"), head.content.len()), (200, Some("100"), 0));
    let dump = client.get("/dump/request");
    assert!(dump.text().starts_with("GET /dump/request HTTP/2\r\nhost: localhost\r\n"), "{}", dump.text());
    let refused = client.request("GET", "/get", &[("expect", "the-moon")], b"").unwrap();
    assert_eq!(refused.status, 417);
    let large = client.request("POST", "/upload?limit=3", &[], b"four").unwrap();
    assert!(large.status == 413 && large.text().contains("up to 3 bytes"), "{}", large.text());
    assert_eq!(client.get("/get").status, 200, "the connection goes on after a refusal");
    assert_eq!(client.request("OPTIONS", "*", &[], b"").map_or(0, |answer| answer.status), 200);
}

#[test]
fn responses_come_whole() {
    let server = Server::start(&[]);
    let mut client = Client::new(&server);
    let bytes = client.get("/bytes/100000?seed=1");
    assert_eq!(bytes.content, server.get("/bytes/100000?seed=1").content, "more than the client's window");
    assert_eq!(client.get("/stream/3").text().lines().count(), 3);
    assert_eq!(client.get("/drip?numbytes=5&duration=0.1&delay=0").text(), "*****");
    let trailers = client.get("/trailers?a=b").trailers.expect("trailers");
    assert_eq!(trailers.get("a").map(http::HeaderValue::as_bytes), Some(&b"b"[..]));
    for field in ["connection", "transfer-encoding", "keep-alive", "upgrade"] {
        assert!(client.get("/status/426").fields.get(field).is_none(), "{field}");
    }
    assert_eq!(client.get("/websocket/echo").status, 426, "a WebSocket needs HTTP/1.1 here");
    assert_eq!(client.get("/codes/404").status, 200);
}

/// Each fault that HTTP/2 has arrives as it says; for the others it is said that they need HTTP/1.1.
#[test]
fn every_fault() {
    let server = Server::start(&[]);
    let mut refused = 0;
    for &fault in Fault::ALL {
        if matches!(fault, Fault::Stall | Fault::StallInContent) {
            continue;
        }
        let mut client = Client::new(&server);
        let target = format!("/status/200?fault={fault}&pause=1ms");
        let outcome = client.request("GET", &target, &[], b"");
        let text = format!("{outcome:?}");
        let ended = |reason: Reason| {
            let error = match &outcome {
                Err(error) => Some(error),
                Ok(answer) => answer.error.as_ref(),
            };
            error.and_then(h2::Error::reason) == Some(reason)
        };
        let content = outcome.as_ref().map_or(&b""[..], |answer| &answer.content);
        let whole = outcome.as_ref().is_ok_and(|answer| answer.error.is_none());
        match fault {
            Fault::Reset => assert!(outcome.is_err() && ended(Reason::INTERNAL_ERROR), "{fault}: {text}"),
            Fault::ResetInContent => assert!(content == b"200" && ended(Reason::INTERNAL_ERROR), "{fault}: {text}"),
            Fault::Close => assert!(outcome.is_err() && !ended(Reason::INTERNAL_ERROR), "{fault}: {text}"),
            Fault::CloseAfterHeaders => assert!(content.is_empty() && outcome.is_ok() && !whole, "{fault}: {text}"),
            Fault::CloseInContent => assert!(content == b"200" && !whole, "{fault}: {text}"),
            Fault::CloseAfterResponse => {
                assert!(content == b"200 OK\n" && whole, "{fault}: {text}");
                assert!(client.request("GET", "/get", &[], b"").is_err(), "{fault}: the connection goes on");
            }
            Fault::CloseKeptAlive => {
                assert!(content == b"200 OK\n" && whole, "{fault}: {text}");
                let next = client.request("GET", "/get", &[], b"").unwrap_err();
                assert!(next.is_io(), "{fault}: {next}");
            }
            Fault::Drip | Fault::HugeHeader => assert!(content == b"200 OK\n" && whole, "{fault}: {text}"),
            // The client holds what was announced against what came (RFC 9113, section 8.1.1).
            Fault::Truncated | Fault::Overlong | Fault::InvalidLength => {
                assert!(ended(Reason::PROTOCOL_ERROR), "{fault}: {text}");
            }
            Fault::TwoLengths => {
                let lengths =
                    outcome.as_ref().map_or(0, |answer| answer.fields.get_all("content-length").iter().count());
                assert!(lengths == 2 || ended(Reason::PROTOCOL_ERROR), "{fault}: {text}");
            }
            Fault::UndecodableContent | Fault::UnknownCoding => {
                assert!(outcome.unwrap().value("content-encoding").is_some() && whole, "{fault}: {text}");
            }
            Fault::RedirectLoop => {
                let answer = outcome.unwrap();
                assert_eq!((answer.status, answer.value("location")), (302, Some(&*target)), "{fault}");
            }
            _ => {
                let answer = outcome.unwrap();
                assert_eq!(answer.status, 400, "{fault}");
                assert!(answer.text().contains(&format!("`{fault}` needs HTTP/1.1")), "{}", answer.text());
                assert_eq!(client.get("/get").status, 200, "{fault}: the connection goes on");
                refused += 1;
            }
        }
    }
    assert_eq!(refused, 13);
}

/// A stream that stalls, or that its client gives up, is in nobody's way.
#[test]
fn streams_do_not_wait_for_each_other() {
    let server = Server::start(&[]);
    let mut client = Client::new(&server);
    let send = client.send.clone();
    let mut pending = None;
    client.runtime.block_on(async {
        let request = |target: &str| Request::builder().uri(format!("http://localhost{target}")).body(()).unwrap();
        let mut send = send.ready().await.unwrap();
        let (stalled, _) = send.send_request(request("/get?fault=stall"), true).unwrap();
        let (given_up, _) = send.send_request(request("/delay/10"), true).unwrap();
        drop(given_up);
        pending = Some(stalled);
    });
    assert_eq!(client.get("/get").status, 200);
    drop(pending);
    assert_eq!(client.get("/get").status, 200);
}

/// What curl shows: interim responses, HTTP/2 by prior knowledge, and by ALPN over TLS.
#[test]
fn what_curl_shows() {
    let curl = |arguments: &[&str]| {
        let output = Command::new("curl").args(["--silent", "--include"]).args(arguments).output().expect("curl");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let server = Server::start(&[]);
    let url = format!("http://{}/status/103,103,200", server.address);
    let text = curl(&["--http2-prior-knowledge", &url]);
    let firsts: Vec<&str> = text.lines().filter(|line| line.starts_with("HTTP/")).map(str::trim).collect();
    assert_eq!(firsts, ["HTTP/2 103", "HTTP/2 103", "HTTP/2 200"]);
    assert!(text.contains("link: ") && text.ends_with("200 OK\n"), "{text}");
    let posted = format!("http://{}/post", server.address);
    let large = "x".repeat(100_000);
    let text = curl(&["--http2-prior-knowledge", "--header", "Expect: 100-continue", "--data", &large, &posted]);
    assert!(text.starts_with("HTTP/2 100") && text.contains("HTTP/2 200") && text.contains(&large), "{text:.300}");
    let secure = Server::start(&["--tls"]);
    let url = format!("https://{}/get", secure.address);
    let text = curl(&["--insecure", &url]);
    assert!(text.starts_with("HTTP/2 200") && text.contains("\"url\": \"https://127.0.0.1:"), "{text}");
    assert!(curl(&["--insecure", "--http1.1", &url]).starts_with("HTTP/1.1 200 OK"));
}

/// The log tells requests of HTTP/2 like others.
#[test]
fn the_log_has_them() {
    use std::io::BufRead;
    let mut server = Server::start(&["--log", "json"]);
    let mut client = Client::new(&server);
    assert_eq!(client.get("/status/404?fault=drip&pause=1ms").status, 404);
    let mut line = String::new();
    server.output.read_line(&mut line).unwrap();
    let line: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!((&line["status"], &line["method"]), (&404.into(), &"GET".into()), "{line}");
}
