//! The routes of `httpdex serve` to practise on.

#[path = "support/server.rs"]
mod server;

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use server::{Response, Server, read_all};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

#[test]
fn failing_and_limiting() {
    let server = Server::start(&[]);
    let statuses = |target: &str, count: usize| -> Vec<u16> { (0..count).map(|_| server.get(target).status).collect() };
    assert_eq!(statuses("/flaky?fail=2", 6), [503, 503, 200, 503, 503, 200]);
    assert_eq!(statuses("/flaky?fail=1&code=429", 2), [429, 200]);
    let date = server.get("/flaky?retry-after=date");
    assert!(date.value("retry-after").is_some_and(|value| value.ends_with(" GMT")));
    assert_eq!(statuses("/limited?rate=3&per=1m", 5), [200, 200, 200, 429, 429]);
    let limited = server.get("/limited?rate=3&per=1m");
    assert_eq!(limited.value("ratelimit-policy"), Some("\"default\";q=3;w=60"));
    assert!(limited.value("ratelimit").is_some_and(|value| value.starts_with("\"default\";r=0;t=")));
    assert!(limited.value("retry-after").is_some_and(|value| value.parse::<u32>().is_ok_and(|left| left <= 60)));
}

#[test]
fn the_same_key_pays_once() {
    let server = Server::start(&[]);
    let pay = |key: &str, content: &str| server.request("POST", "/payments", key, content.as_bytes());
    assert_eq!(pay("", "a").status, 400);
    let (one, two) = (pay("Idempotency-Key: \"k1\"\r\n", "a"), pay("Idempotency-Key: \"k1\"\r\n", "a"));
    assert_eq!((one.status, two.status), (201, 201));
    assert_eq!(one.json()["payment"], two.json()["payment"]);
    assert_eq!((&one.json()["replayed"], &two.json()["replayed"]), (&false.into(), &true.into()));
    assert_eq!(pay("Idempotency-Key: \"k1\"\r\n", "b").status, 422);
    assert_ne!(pay("Idempotency-Key: \"k2\"\r\n", "a").json()["payment"], one.json()["payment"]);
}

#[test]
fn the_same_key_is_refused_while_the_first_request_is_answered() {
    let server = Server::start(&[]);
    let key = "Idempotency-Key: \"k\"\r\n";
    let head = "POST /payments?delay=60 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    let mut both = [server.connect(), server.connect()];
    for stream in &mut both {
        stream.write_all(format!("{head}{key}Content-Length: 1\r\n\r\na").as_bytes()).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    }
    // Whichever comes first is answered after a minute.
    let is_ready = |stream: &&mut TcpStream| stream.peek(&mut [0]).is_ok();
    let refused = loop {
        if let Some(stream) = both.iter_mut().find(is_ready) {
            stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
            break Response::new(&read_all(stream).0);
        }
    };
    assert_eq!(refused.status, 409);
    assert!(refused.value("retry-after").is_some_and(|value| value.parse::<u32>().is_ok_and(|left| left <= 60)));
    assert_eq!(server.request("POST", "/payments", key, b"b").status, 422);
    let missing = server.request("POST", "/payments?delay=soon", "Idempotency-Key: \"l\"\r\n", b"a");
    assert_eq!(missing.status, 400);
}

#[test]
fn documents_are_locked_by_their_tag() {
    let server = Server::start(&[]);
    let put = |fields: &str, content: &str| {
        server.request("PUT", "/documents/d", &format!("Content-Type: text/plain\r\n{fields}"), content.as_bytes())
    };
    assert_eq!(server.get("/documents/d").status, 404);
    assert_eq!(put("", "one").status, 428);
    let created = put("If-None-Match: *\r\n", "one");
    assert_eq!((created.status, created.value("location")), (201, Some("/documents/d")));
    assert_eq!(put("If-None-Match: *\r\n", "two").status, 412);
    let tag = created.value("etag").unwrap().to_owned();
    let changed = put(&format!("If-Match: {tag}\r\n"), "0123456789");
    assert_eq!(changed.status, 204);
    assert_eq!(put(&format!("If-Match: {tag}\r\n"), "lost").status, 412, "somebody was faster");
    let tag = changed.value("etag").unwrap().to_owned();
    let get = |fields: &str| server.request("GET", "/documents/d", fields, b"");
    assert_eq!((get("").text(), get("").value("content-type")), ("0123456789", Some("text/plain")));
    assert_eq!(get(&format!("If-None-Match: {tag}\r\n")).status, 304);
    let part = get("Range: bytes=2-4\r\n");
    assert_eq!((part.status, part.text(), part.value("content-range")), (206, "234", Some("bytes 2-4/10")));
    assert_eq!(get("Range: bytes=20-\r\n").value("content-range"), Some("bytes */10"));
    let parts = get("Range: bytes=0-0,-1\r\n");
    assert!(parts.value("content-type").unwrap().starts_with("multipart/byteranges"));
    assert!(parts.text().contains("Content-Range: bytes 9-9/10\r\n\r\n9\r\n"));
    assert_eq!(get(&format!("Range: bytes=2-4\r\nIf-Range: {tag}\r\n")).status, 206);
    assert_eq!(get("Range: bytes=2-4\r\nIf-Range: \"other\"\r\n").status, 200);
    assert_eq!(server.request("DELETE", "/documents/d", &format!("If-Match: {tag}\r\n"), b"").status, 204);
    assert_eq!(server.get("/documents/d").status, 404);
    let changing = server.get("/changing?every=1h&size=50");
    assert_eq!(changing.status, 400, "1h is no unit");
    let changing = server.get("/changing?every=60m&size=50");
    assert_eq!((changing.status, changing.content.len()), (200, 50));
}

#[test]
fn uploads_are_limited_and_resumed() {
    let server = Server::start(&[]);
    let upload = server.request("POST", "/upload?limit=5", "", b"12345").json();
    assert_eq!((&upload["bytes"], upload["sha256"].as_str().map(str::len)), (&5.into(), Some(64)));
    assert_eq!(server.request("POST", "/upload?limit=5", "", b"123456").status, 413);
    let chunks = b"POST /upload?limit=5 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n2\r\n";
    assert_eq!(Response::new(&server.raw(chunks).0).status, 413, "before the last chunk");
    let begun = server.request("POST", "/resumable", "Upload-Complete: ?0\r\n", b"abc");
    let location = begun.value("location").unwrap().to_owned();
    assert_eq!((begun.status, begun.value("upload-offset")), (201, Some("3")));
    let patch = |offset: u32, complete: &str| {
        let fields = format!(
            "Content-Type: application/partial-upload\r\nUpload-Offset: {offset}\r\nUpload-Complete: {complete}\r\n"
        );
        server.request("PATCH", &location, &fields, b"def")
    };
    assert_eq!(patch(0, "?1").status, 409);
    assert_eq!((patch(3, "?1").status, patch(6, "?1").status), (204, 409));
    let state = server.request("HEAD", &location, "", b"");
    assert_eq!((state.value("upload-offset"), state.value("upload-complete")), (Some("6"), Some("?1")));
    assert_eq!(server.request("DELETE", &location, "", b"").status, 204);
    assert_eq!(server.request("HEAD", &location, "", b"").status, 404);
}

#[test]
fn a_session_begins_and_ends() {
    let server = Server::start(&[]);
    assert_eq!(server.request("POST", "/login", FORM, b"user=ada&password=wrong").status, 401);
    let login = |lasts: &str| {
        let response = server.request("POST", &format!("/login?lasts={lasts}"), FORM, b"user=ada&password=secret");
        assert_eq!((response.status, response.value("location")), (303, Some("/account")));
        response.value("set-cookie").unwrap().split(';').next().unwrap().to_owned()
    };
    let account = |cookie: &str| server.request("GET", "/account", &format!("Cookie: {cookie}\r\n"), b"");
    let cookie = login("60s");
    assert_eq!(account(&cookie).json()["user"], "ada");
    assert_eq!(account("session=other").status, 401);
    assert!(account(&login("0s")).text().contains("over"));
    assert_eq!(server.request("POST", "/logout", &format!("Cookie: {cookie}\r\n"), b"").status, 204);
    assert_eq!(account(&cookie).status, 401);
}

#[test]
fn whoever_polls_waits_for_news() {
    let server = Server::start(&[]);
    assert_eq!(server.get("/poll/a?timeout=10ms").status, 204);
    let mut waiting = server.connect();
    waiting.write_all(b"GET /poll/a?timeout=30s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    assert_eq!(server.request("POST", "/poll/b", "", b"for others").status, 202);
    assert_eq!(server.request("POST", "/poll/a", "Content-Type: text/plain\r\n", b"news").status, 202);
    let response = Response::new(&read_all(&mut waiting).0);
    assert_eq!((response.status, response.text()), (200, "news"));
    assert_eq!(server.get("/poll/b").text(), "for others");
}

#[test]
fn base64_both_ways() {
    let server = Server::start(&[]);
    assert_eq!(server.get("/base64/encode/a%3Fb%3E").text(), "YT9iPg==");
    assert_eq!(server.get("/base64/decode/YT9iPg").text(), "a?b>");
    assert_eq!((server.get("/base64/decode/%21").status, server.get("/base64/turn/YQ").status), (400, 404));
    assert_eq!(server.get("/base64/YT9iPg==").text(), "a?b>");
}

#[test]
fn pages_lead_to_each_other() {
    let server = Server::start(&[]);
    let (mut target, mut items) = ("/items?size=40".to_owned(), 0);
    loop {
        let response = server.get(&target);
        items += response.json()["items"].as_array().unwrap().len();
        let links = response.value("link").unwrap();
        let next = links.split(", ").find(|link| link.ends_with("rel=\"next\""));
        let Some(next) = next else { break };
        target = next[1..].split('>').next().unwrap().to_owned();
    }
    assert_eq!(items, 95);
}

#[test]
fn trailers_and_events() {
    let server = Server::start(&[]);
    let request = b"GET /trailers?X-Sum=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let text = String::from_utf8(server.raw(request).0).unwrap();
    assert!(text.contains("Trailer: X-Sum\r\n") && text.ends_with("\r\n0\r\nX-Sum: 1\r\n\r\n"), "{text}");
    assert_eq!(server.get("/trailers?Content-Length=1").status, 400);
    let events = server.request("GET", "/sse?count=2&duration=10ms", "Last-Event-ID: 4\r\n", b"");
    assert!(events.text().starts_with("id: 5\nevent: ping\ndata: {\"id\":5,"), "{}", events.text());
    assert_eq!(events.text().matches("\n\n").count(), 2);
}
