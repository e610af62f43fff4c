//! `httpdex serve` by raw sockets: every status and what it carries, interim responses, limits, ports and signals.

#[path = "support/server.rs"]
mod server;

use std::io::{BufRead, Read, Write};
use std::net::TcpListener;
use std::process::Command;

use httpdex::catalog::{Body, Catalog, Level, Standing};
use httpdex::lint;
use httpdex::message::{Known, read};
use rustix::process::{Pid, Signal, kill_process};
use server::{Response, Server, read_all};

/// Every registered code arrives with its phrase, with what it must carry, and with content where it may have some.
#[test]
fn every_registered_status() {
    let server = Server::start(&[]);
    let catalog = Catalog::embedded();
    let mut seen = 0;
    for (index, row) in catalog.rows().iter().enumerate() {
        let Ok(code) = row.code.parse::<u16>() else { continue };
        if row.standing == Standing::Unofficial || code < 200 {
            continue;
        }
        let response = server.get(&format!("/status/{code}"));
        assert_eq!((response.status, response.reason.as_str()), (code, &*row.name));
        let page = catalog.page(index).unwrap();
        for header in page.headers.iter().filter(|header| header.level == Level::Must) {
            // Those that a 304 and a 206 carry only where the 200 would have had them.
            if !["Expires", "Content-Location", "Vary", "Cache-Control"].contains(&&*header.name) {
                assert!(response.value(&header.name).is_some(), "{code} without {}", header.name);
            }
        }
        let is_forbidden = page.traits.is_some_and(|traits| traits.body == Some(Body::Forbidden));
        assert_eq!(response.content.is_empty(), is_forbidden, "{code}");
        assert_eq!(response.value("date").map(str::len), Some("Sun, 06 Nov 1994 08:49:37 GMT".len()));
        seen += 1;
    }
    assert!(seen > 55, "{seen}");
    assert_eq!(server.get("/status/204").value("content-length"), None);
    assert_eq!(server.get("/status/304").value("content-length"), None);
    assert_eq!(server.get("/status/205").value("content-length"), Some("0"));
}

/// Every vendor's code is sent as the example of its page has it, not at all, or refused with the reason.
#[test]
fn every_vendors_status() {
    let server = Server::start(&[]);
    let catalog = Catalog::embedded();
    let (mut sent, mut silent, mut unknown) = (0, 0, 0);
    for (index, row) in catalog.rows().iter().enumerate().filter(|(_, row)| row.standing == Standing::Unofficial) {
        let page = catalog.page(index).unwrap();
        let request = format!("GET /status/{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", row.id);
        let (bytes, aborted) = server.raw(request.as_bytes());
        assert!(!aborted);
        if bytes.is_empty() {
            silent += 1;
            continue;
        }
        let response = Response::new(&bytes);
        let Some(example) = page.example else {
            unknown += usize::from(response.status == 400 && response.text().contains("cannot be sent"));
            continue;
        };
        let line = example.response.lines().next().unwrap();
        assert_eq!(format!("HTTP/1.1 {} {}", response.status, response.reason), line, "{}", row.id);
        sent += 1;
    }
    assert!(sent > 150 && silent >= 5 && unknown > 5, "{sent} {silent} {unknown}");
    let denied = server.get("/status/cloudflare-1020");
    assert_eq!((denied.status, denied.value("server")), (403, Some("cloudflare")));
    assert_eq!(server.get("/status/iis-404.13").status, 404);
}

#[test]
fn a_status_as_a_path_is_told_its_route() {
    let server = Server::start(&[]);
    for path in ["/503", "/503/", "/503?x=1"] {
        let response = server.get(path);
        assert_eq!(response.status, 404, "{path}");
        assert!(response.text().contains("did you mean /status/503?"), "{}", response.text());
    }
    for path in ["/nothing", "/5033", "/000"] {
        assert!(!server.get(path).text().contains("did you mean"), "{path}");
    }
}

#[test]
fn what_cannot_be_sent_says_why() {
    let server = Server::start(&[]);
    for (codes, words) in [
        ("1020", "three digits"),
        ("99", "three digits"),
        ("4!9", "no status code"),
        ("404.13", "/status/iis-404.13"),
        ("200,103", "/status/103,200"),
        ("nobody-404", "no entry"),
    ] {
        let response = server.get(&format!("/status/{codes}"));
        assert_eq!(response.status, 400, "{codes}");
        assert!(response.text().contains(words), "{}", response.text());
    }
    assert_eq!(server.get("/status/520").status, 520);
    assert_eq!(server.get("/status/777").status, 777);
}

#[test]
fn content_by_accept() {
    let server = Server::start(&[]);
    let get = |accept: &str| server.request("GET", "/status/404", &format!("Accept: {accept}\r\n"), b"");
    let kind = |accept: &str| get(accept).value("content-type").unwrap().to_owned();
    assert_eq!(kind("*/*"), "text/plain; charset=utf-8");
    assert_eq!(kind("text/html,application/xhtml+xml,*/*;q=0.8"), "text/html; charset=utf-8");
    assert_eq!(kind("application/json"), "application/problem+json");
    let problem = get("application/problem+json").json();
    assert_eq!((&problem["status"], &problem["title"]), (&404.into(), &"Not Found".into()));
    let head = server.request("HEAD", "/status/404", "", b"");
    assert_eq!((head.status, head.content.len(), head.value("content-length")), (404, 0, Some("14")));
}

#[test]
fn interim_responses_are_interim() {
    let server = Server::start(&[]);
    let response = server.get("/status/103,200");
    assert_eq!((response.interim, response.status), (vec![103], 200));
    let response = server.get("/status/102,102,201");
    assert_eq!((response.interim, response.status), (vec![102, 102], 201));
    assert_eq!(server.get("/status/103").status, 200, "a final response follows");
    let old = server.raw(b"GET /status/103,204 HTTP/1.0\r\n\r\n").0;
    assert!(old.starts_with(b"HTTP/1.1 204 "), "HTTP/1.0 knows none");
}

#[test]
fn leave_to_send_content_is_given_or_refused() {
    let server = Server::start(&[]);
    let ask = |target: &str, expect: &str, length: u64| {
        let head = format!("POST {target} HTTP/1.1\r\nHost: x\r\nExpect: {expect}\r\nContent-Length: {length}\r\n\r\n");
        let mut stream = server.connect();
        stream.write_all(head.as_bytes()).unwrap();
        stream
    };
    let mut stream = ask("/post", "100-continue", 3);
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"abc").unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    assert_eq!(Response::new(&read_all(&mut stream).0).json()["data"], "abc");
    // None of these has sent its content.
    for (target, expect, length, status) in [
        ("/status/417", "100-continue", 3, 417),
        ("/status/401", "100-continue", 3, 401),
        ("/upload?limit=1000", "100-continue", 1001, 413),
        ("/upload", "100-continue", 1 << 40, 413),
        ("/post", "something-else", 3, 417),
    ] {
        let response = Response::new(&read_all(&mut ask(target, expect, length)).0);
        assert_eq!((response.status, response.value("connection")), (status, Some("close")), "{target}");
        assert!(response.interim.is_empty());
    }
}

#[test]
fn broken_requests_are_told_what_is_wrong() {
    let server = Server::start(&[]);
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(20_000));
    let fields = format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "A: b\r\n".repeat(201));
    let large = format!("GET / HTTP/1.1\r\nHost: x\r\nA: {}\r\n\r\n", "b".repeat(70_000));
    let post = "POST /post HTTP/1.1\r\nHost: x\r\n";
    let cases: &[(&str, u16, &str)] = &[
        ("GET / HTTP/1.1\n\n", 400, "LF alone"),
        ("GET / HTTP/1.1\r\n\r\n", 400, "no Host"),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "two Host"),
        ("GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", 400, "folded"),
        ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400, "before the colon"),
        ("GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", 400, "no colon"),
        ("GET / HTTP/1.1\r\nHost: x\r\nA: \x01\r\n\r\n", 400, "control character"),
        ("GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400, "blank"),
        ("G(T / HTTP/1.1\r\nHost: x\r\n\r\n", 400, "token"),
        ("GET a HTTP/1.1\r\nHost: x\r\n\r\n", 400, "neither"),
        ("GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505, "HTTP/1.1"),
        ("\x16\x03\x01", 400, "without TLS"),
        ("CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n", 501, "no proxy"),
        (&long, 414, "request line"),
        (&fields, 431, "field lines"),
        (&large, 431, "header section"),
        (&format!("{post}Content-Length: 1, 2\r\n\r\n"), 400, "two values"),
        (&format!("{post}Content-Length: +1\r\n\r\n"), 400, "no number"),
        (&format!("{post}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"), 400, "smuggling"),
        (&format!("{post}Transfer-Encoding: gzip, chunked\r\n\r\n"), 501, "only chunked"),
        (&format!("{post}Transfer-Encoding: chunked, gzip\r\n\r\n"), 400, "last"),
        (&format!("{post}Transfer-Encoding: chunked\r\n\r\nx\r\n"), 400, "hexadecimal"),
        (&format!("{post}Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n"), 400, "longer than"),
        (&format!("{post}Content-Length: 99999999999\r\n\r\n"), 413, "up to"),
    ];
    for (request, status, words) in cases {
        let response = Response::new(&server.raw(request.as_bytes()).0);
        let shown: String = request.chars().take(60).collect();
        assert_eq!(response.status, *status, "{shown:?}");
        assert!(response.text().contains(words), "{shown:?}: {}", response.text());
        assert_eq!(response.value("connection"), Some("close"), "{shown:?}");
    }
}

#[test]
fn requests_follow_each_other_on_a_connection() {
    let server = Server::start(&[]);
    let pipelined = "GET /status/204 HTTP/1.1\r\nHost: x\r\n\r\nPOST /post HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\
        3\r\nabc\r\n0\r\nX-T: 1\r\n\r\nGET /ip HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let text = String::from_utf8(server.raw(pipelined.as_bytes()).0).unwrap();
    assert_eq!(text.matches("HTTP/1.1 ").count(), 3, "{text}");
    assert!(text.contains("\"data\": \"abc\"") && text.ends_with("\"origin\": \"127.0.0.1\"\n}\n"));
    let old = server.raw(b"GET /stream/2 HTTP/1.0\r\n\r\n").0;
    let response = Response::new(&old);
    assert_eq!((response.value("transfer-encoding"), response.value("connection")), (None, Some("close")));
    assert_eq!(response.text().lines().count(), 2);
}

#[test]
fn a_websocket_sends_back_what_it_gets() {
    let server = Server::start(&[]);
    let mut stream = server.connect();
    let head = "GET /websocket/echo HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
        Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    // A ping, and "Hello" as in RFC 6455 section 5.7, and the end.
    let frames: &[u8] = b"\x89\x80\0\0\0\0\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58\x88\x82\0\0\0\0\x03\xe8";
    stream.write_all(&[head.as_bytes(), frames].concat()).unwrap();
    let (bytes, _) = read_all(&mut stream);
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.starts_with("HTTP/1.1 101 Switching Protocols\r\n"), "{text}");
    assert!(text.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), "{text}");
    assert!(bytes.ends_with(b"\r\n\r\n\x8a\x00\x81\x05Hello\x88\x02\x03\xe8"), "{bytes:?}");
    assert_eq!(server.get("/websocket/echo").status, 426);
    let (bytes, _) = server.raw(b"GET /status/101 HTTP/1.1\r\nHost: x\r\n\r\n");
    assert!(bytes.ends_with(b"\r\n\r\n\x88\x02\x03\xe8"), "closed with 1000 where nobody asked");
}

#[test]
fn a_taken_port_is_told_with_a_free_one() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_httpdex")).args(["serve", "--port", &port]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with(&format!("httpdex: port {port} is taken; ")) && said.contains("--port "), "{said}");
}

#[test]
fn signals_end_it_at_once() {
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 0), (Signal::HUP, 0)] {
        let mut server = Server::start(&[]);
        // Connections, one of them waiting for its answer, do not hold it up.
        let mut waiting = server.connect();
        waiting.write_all(b"GET /get?fault=stall HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let _idle = server.connect();
        assert_eq!(server.get("/status/200").status, 200);
        let pid = Pid::from_raw(i32::try_from(server.id()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
        assert_eq!(server.ended(), Some(code), "{signal:?}");
        assert_eq!(server.errors(), "");
    }
}

#[test]
fn the_log_is_text_or_objects() {
    let mut server = Server::start(&[]);
    server.get("/status/404?x=%1b");
    let mut line = String::new();
    server.output.read_line(&mut line).unwrap();
    assert!(line.contains(" GET /status/404?x=%1b 404 "), "{line}");
    let mut server = Server::start(&["--log", "json"]);
    server.get("/status/503?fault=drip&pause=1ms");
    let mut line = String::new();
    server.output.read_line(&mut line).unwrap();
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!((&value["status"], &value["fault"]), (&503.into(), &"fault=drip;pause=1ms".into()));
}

#[test]
fn an_address_that_others_reach_is_warned_about() {
    let mut server = Server::start(&["--bind", "0.0.0.0"]);
    let pid = Pid::from_raw(i32::try_from(server.id()).unwrap()).unwrap();
    kill_process(pid, Signal::TERM).unwrap();
    server.ended();
    assert!(server.errors().contains("warning: 0.0.0.0 is no loopback address"));
}

#[test]
fn wrong_usage_is_said_in_a_sentence() {
    for (arguments, words) in [
        (["--fault", "rest"], "did you mean `reset`?"),
        (["--fault", "delay=soon"], "is no time"),
        (["--scenario", "nothing.toml"], "there is no such file"),
        (["--bind", "example"], "give an IP address"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_httpdex")).arg("serve").args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(words), "{said}");
    }
}

/// What is sent on request is what `httpdex explain` has nothing against but the code itself; notes are no faults.
#[test]
fn no_status_has_an_error_or_a_warning() {
    let server = Server::start(&[]);
    let catalog = Catalog::embedded();
    let mut faulty = Vec::new();
    for row in catalog.rows().iter().filter(|row| row.standing != Standing::Failure) {
        let request = format!("GET /status/{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", row.id);
        let (bytes, _) = server.raw(request.as_bytes());
        let known = Known { methods: vec!["GET".to_owned()], wire: true };
        let messages = read(&bytes, &known).messages;
        let findings = lint::check(&messages, None);
        let above_notes = findings.iter().filter(|finding| finding.level != lint::Level::Note);
        faulty.extend(above_notes.map(|finding| format!("{}: {}", row.id, finding.title)));
    }
    let codes = [
        "305: 305 is no longer used",
        "306: 306 is no longer used",
        "shopify-783: `783` is not a status code",
        "linkedin-999: `999` is not a status code",
    ];
    assert_eq!(faulty, codes);
}
