//! Every fault of `httpdex serve`, by what arrives at a raw socket, and by what curl makes of it.

#[path = "support/server.rs"]
mod server;

use std::io::{Read, Write};
use std::process::Command;
use std::time::Duration;

use httpdex::fault::Fault;
use server::{Response, Server, read_all};

const HEAD: &str = "Host: localhost\r\nConnection: close\r\n\r\n";

/// What arrives of a response that goes wrong, and whether the connection was aborted.
fn arrives(server: &Server, fault: &str) -> (String, bool) {
    let request = format!("GET /status/200?fault={fault}&pause=1ms HTTP/1.1\r\n{HEAD}");
    let (bytes, aborted) = server.raw(request.as_bytes());
    (bytes.iter().map(|&byte| char::from(byte)).collect(), aborted)
}

/// What there is to see of a fault: how it begins, what it holds, how it ends, and whether it is aborted.
fn check(fault: Fault, text: &str, aborted: bool) {
    let ok = "HTTP/1.1 200 OK\r\n";
    let content = "\r\n\r\n200 OK\n";
    let lines = |name: &str| text.lines().filter(|line| line.starts_with(name)).count();
    let is_as_it_should_be = match fault {
        Fault::Close => text.is_empty() && !aborted,
        Fault::Reset => text.is_empty() && aborted,
        Fault::CloseAfterStatusLine => text == ok,
        Fault::CloseInHeaders => text.starts_with(ok) && !text.contains("\r\n\r\n") && !aborted,
        Fault::ResetInHeaders => !text.contains("\r\n\r\n") && aborted,
        Fault::CloseAfterHeaders => text.ends_with("\r\n\r\n") && lines("Content-Length: 7") == 1,
        Fault::CloseInContent | Fault::Truncated => text.ends_with("\r\n\r\n200") && !aborted,
        Fault::ResetInContent => !text.ends_with("OK\n") && aborted,
        Fault::SlowHeaders | Fault::Drip | Fault::CloseKeptAlive | Fault::CloseAfterResponse => {
            text.ends_with(content) && lines("Content-Length: 7") == 1
        }
        Fault::Overlong => text.ends_with(content) && lines("Content-Length: 0") == 1,
        Fault::InvalidLength => lines("Content-Length: many") == 1,
        Fault::TwoLengths => lines("Content-Length: ") == 2,
        Fault::LengthAndChunked => lines("Content-Length: ") == 1 && lines("Transfer-Encoding: chunked") == 1,
        Fault::BadChunk => text.contains("\r\n7\r\n200 OK\n\r\nmany\r\n"),
        Fault::MissingLastChunk => text.ends_with("\r\n7\r\n200 OK\n\r\n"),
        Fault::Garbage => !text.contains("HTTP/1.1") && text.contains("not HTTP"),
        Fault::MalformedStatusLine => text.starts_with("HTTP/1.1 many OK\r\n"),
        Fault::MalformedHeader => lines("a line without a colon") == 1,
        Fault::HugeHeader => text.len() > 1 << 20 && text.ends_with(content),
        Fault::EndlessHeaders => text.len() > 60 << 20 && text.ends_with("\r\n") && !text.contains("\r\n\r\n"),
        Fault::EndlessInterim => lines("HTTP/1.1 103 ") > 1_000_000 && !text.contains("200 OK"),
        Fault::UndecodableContent => lines("Content-Encoding: gzip") == 1 && text.ends_with(content),
        Fault::UnknownCoding => lines("Content-Encoding: unheard-of") == 1,
        Fault::RedirectLoop => {
            text.starts_with("HTTP/1.1 302 ") && lines("Location: /status/200?fault=redirect-loop") == 1
        }
        // Never end: see below.
        Fault::Stall | Fault::StallInHeaders | Fault::StallInContent => true,
    };
    let shown: String = text.chars().take(600).collect();
    assert!(is_as_it_should_be, "{fault}, aborted {aborted}: {shown:?}");
}

#[test]
fn each_arrives_as_it_says() {
    let server = Server::start(&[]);
    for &fault in Fault::ALL {
        if matches!(fault, Fault::Stall | Fault::StallInHeaders | Fault::StallInContent) {
            continue;
        }
        if fault == Fault::CloseKeptAlive {
            let mut stream = server.connect();
            stream.write_all(b"GET /status/200?fault=close-kept-alive HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
            let mut bytes = vec![0; 1024];
            let length = stream.read(&mut bytes).unwrap();
            check(fault, &String::from_utf8_lossy(&bytes[..length]), false);
            stream.write_all(b"GET /get HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
            assert_eq!(read_all(&mut stream), (Vec::new(), true), "the next request meets a reset");
            continue;
        }
        let (text, aborted) = arrives(&server, fault.word());
        check(fault, &text, aborted);
    }
}

#[test]
fn what_stalls_stays_open() {
    let server = Server::start(&[]);
    for (fault, ends) in
        [("stall", ""), ("stall-in-headers", "HTTP/1.1 200 OK\r\n"), ("stall-in-content", "\r\n\r\n200")]
    {
        let mut stream = server.connect();
        stream.write_all(format!("GET /status/200?fault={fault} HTTP/1.1\r\n{HEAD}").as_bytes()).unwrap();
        let (mut text, mut buffer) = (String::new(), [0; 1024]);
        while !text.contains(ends) {
            let length = stream.read(&mut buffer).unwrap();
            text.extend(buffer[..length].iter().map(|&byte| char::from(byte)));
        }
        stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
        let error = stream.read_to_string(&mut text).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock, "{fault}: it neither goes on nor ends");
        assert!(!text.ends_with("200 OK\n"), "{fault}");
    }
}

/// What curl 7.88 makes of each fault: its exit code, as its manual lists them. Versions differ where a rule became
/// stricter.
const CURL: &[(Fault, i32)] = &[
    (Fault::Close, 52),
    (Fault::CloseAfterStatusLine, 0),
    (Fault::CloseInHeaders, 0),
    (Fault::CloseAfterHeaders, 18),
    (Fault::CloseInContent, 18),
    (Fault::CloseKeptAlive, 0),
    (Fault::CloseAfterResponse, 0),
    (Fault::Reset, 56),
    (Fault::ResetInHeaders, 56),
    (Fault::ResetInContent, 56),
    (Fault::Stall, 28),
    (Fault::StallInHeaders, 28),
    (Fault::StallInContent, 28),
    (Fault::SlowHeaders, 0),
    (Fault::Drip, 0),
    (Fault::Truncated, 18),
    (Fault::Overlong, 0),
    (Fault::InvalidLength, 8),
    (Fault::TwoLengths, 28),
    (Fault::LengthAndChunked, 0),
    (Fault::BadChunk, 56),
    (Fault::MissingLastChunk, 18),
    (Fault::Garbage, 1),
    (Fault::MalformedStatusLine, 1),
    (Fault::MalformedHeader, 8),
    (Fault::HugeHeader, 27),
    (Fault::EndlessHeaders, 56),
    (Fault::EndlessInterim, 56),
    (Fault::UndecodableContent, 61),
    (Fault::UnknownCoding, 61),
    (Fault::RedirectLoop, 47),
];

/// Faults of which other versions of curl make something else: two lengths, a line that is no field and a large field
/// are more or less of an error to each.
const DIFFERS: &[Fault] = &[Fault::TwoLengths, Fault::MalformedHeader, Fault::HugeHeader];

#[test]
fn what_curl_makes_of_each() {
    let version = Command::new("curl").arg("--version").output().expect("curl, which this test is about");
    let is_measured = version.stdout.starts_with(b"curl 7.88.");
    let server = Server::start(&[]);
    let mut wrong = Vec::new();
    for (fault, expected) in CURL {
        let url = format!("http://{}/status/200?fault={fault}&pause=1ms", server.address);
        // Only what never ends runs into it, however loaded the machine is.
        let time = if *expected == 28 { "2" } else { "120" };
        let options = [
            "--silent",
            "--compressed",
            "--location",
            "--max-redirs",
            "5",
            "--output",
            "/dev/null",
            "--max-time",
            time,
        ];
        let code = Command::new("curl").args(options).arg(url).status().unwrap().code();
        if code != Some(*expected) && (is_measured || !DIFFERS.contains(fault)) {
            wrong.push(format!("{fault}: {code:?}, expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(CURL.len(), Fault::ALL.len());
}

#[test]
fn when_it_strikes() {
    let server = Server::start(&["--fault", "503;first=2"]);
    let statuses = |target: &str, count: usize| -> Vec<u16> { (0..count).map(|_| server.get(target).status).collect() };
    assert_eq!(statuses("/get", 4), [503, 503, 200, 200], "for all, by the path");
    assert_eq!(statuses("/ip?fault=500&every=2", 5), [503, 500, 200, 500, 200], "the request's own goes first");
    assert_eq!(statuses("/uuid?fault=500&probability=0", 3), [503, 503, 200]);
    let refused = server.get("/headers?fault=rest");
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains("did you mean `reset`?"));
    let asked = server.request("GET", "/image/png", "HttpDex-Fault: 418\r\n", b"");
    assert_eq!(asked.status, 418);
}

#[test]
fn after_so_many_bytes() {
    let server = Server::start(&[]);
    let request = format!("GET /bytes/1000?fault=reset-in-content&after=100 HTTP/1.1\r\n{HEAD}");
    let mut stream = server.connect();
    stream.write_all(request.as_bytes()).unwrap();
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    // What came before the reset may be read, as long as it is read at once.
    while let Ok(length @ 1..) = stream.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..length]);
    }
    let head = bytes.windows(4).position(|end| end == b"\r\n\r\n").map_or(0, |at| at + 4);
    assert!(bytes.len() - head <= 100, "{}", bytes.len() - head);
    let slow = server.get("/bytes/100?rate=100000");
    assert_eq!(slow.content.len(), 100);
}

#[test]
fn scenarios_are_played_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    let scenario = |status: u16| {
        format!(
            "about = \"x\"\n[[routes]]\npath = \"/api/{{path*}}\"\nanswers = [{{ status = {status}, content = \"hi\\n\", fields = {{ X-A = \"b\" }}, interim = [103] }}]\n"
        )
    };
    std::fs::write(&path, scenario(503)).unwrap();
    let server = Server::start(&["--scenario", path.to_str().unwrap()]);
    let response = server.get("/api/v1/x");
    assert_eq!((response.status, response.text(), response.value("x-a")), (503, "hi\n", Some("b")));
    assert_eq!(response.interim, [103]);
    assert_eq!(server.get("/get").status, 200, "the other routes are there");
    // A broken file changes nothing, a sound one does.
    std::fs::write(&path, "about = ").unwrap();
    std::fs::write(&path, scenario(2000)).unwrap();
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(server.get("/api/v1/x").status, 503);
    std::fs::write(&path, scenario(429)).unwrap();
    let is_read = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        server.get("/api/v1/x").status == 429
    });
    assert!(is_read, "it was not read again");
    let ready = Server::start(&["--scenario", "maintenance"]);
    let response = ready.get("/api/x");
    assert_eq!((response.status, response.value("retry-after")), (503, Some("600")));
    let listed = Command::new(env!("CARGO_BIN_EXE_httpdex")).args(["serve", "--list-scenarios"]).output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert_eq!(listed.lines().filter(|line| !line.starts_with(' ')).count(), 10, "{listed}");
}

#[test]
fn a_sound_response_is_not_touched() {
    let server = Server::start(&[]);
    let response: Response = server.get("/get?after=3&probability=1&pause=9");
    assert_eq!(response.status, 200);
    assert_eq!(response.json()["args"]["after"], "3");
}
