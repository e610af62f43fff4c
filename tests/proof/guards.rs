//! Proves the servers that refuse what breaks a rule: what keeps it succeeds, before and after.

use std::time::{Duration, Instant};

use crate::server::{UNROUTED, with_wire};
use crate::special;
use crate::verdict::{Expected, ensure, media_type, same_json, same_text};
use crate::wire::{Answer, Wire};

/// The most requests that a limit of 100 in 30 seconds may let pass: two windows of it, and what a bucket refills.
const FLOOD: usize = 250;

/// How soon a request that does not go on may be refused, where five seconds are allowed.
const SOON: Duration = Duration::from_secs(4);

/// A request.
struct Request {
    method: &'static str,
    target: String,
    version: &'static str,
    fields: String,
    host: &'static str,
    media_type: &'static str,
    content: Option<String>,
    /// Whether the content is sent by the chunked coding.
    chunked: bool,
}

impl Request {
    fn new(method: &'static str) -> Self {
        let content = ["POST", "PUT", "PATCH"].contains(&method).then(|| r#"{"quantity":2}"#.to_owned());
        let (host, media_type) = ("localhost:8080", "application/json");
        let target = "/".to_owned();
        Self { method, target, version: "1.1", fields: String::new(), host, media_type, content, chunked: false }
    }

    fn field(self, name: &str, value: &str) -> Self {
        Self { fields: format!("{}{name}: {value}\r\n", self.fields), ..self }
    }

    /// With a query of so many bytes.
    fn query(self, length: usize) -> Self {
        Self { target: format!("/?q={}", "x".repeat(length)), ..self }
    }

    /// With content of so many bytes and a few more.
    fn content(self, length: usize) -> Self {
        Self { content: Some(format!(r#"{{"text":"{}"}}"#, "x".repeat(length))), ..self }
    }

    fn chunked(self) -> Self {
        Self { chunked: true, ..self }
    }

    /// With this content.
    fn text(self, text: &str) -> Self {
        Self { content: Some(text.to_owned()), ..self }
    }

    fn media_type(self, media_type: &'static str) -> Self {
        Self { media_type, ..self }
    }

    fn host(self, host: &'static str) -> Self {
        Self { host, ..self }
    }

    fn version(self, version: &'static str) -> Self {
        Self { version, ..self }
    }

    fn head(&self) -> String {
        let Self { method, target, version, fields, host, media_type, content, chunked } = self;
        let mut text = format!("{method} {target} HTTP/{version}\r\nHost: {host}\r\n{fields}");
        if let Some(content) = content {
            text += &format!("Content-Type: {media_type}\r\n");
            text += &match chunked {
                true => "Transfer-Encoding: chunked\r\n".to_owned(),
                false => format!("Content-Length: {}\r\n", content.len()),
            };
        }
        text + "\r\n"
    }

    /// The content as it is sent.
    fn body(&self) -> String {
        match &self.content {
            Some(content) if self.chunked => format!("{:x}\r\n{content}\r\n0\r\n\r\n", content.len()),
            Some(content) => content.clone(),
            None => String::new(),
        }
    }

    fn send(&self, wire: &mut Wire) -> Result<Answer, String> {
        wire.send(&(self.head() + &self.body()))?;
        self.answer(wire)
    }

    fn answer(&self, wire: &mut Wire) -> Result<Answer, String> {
        let head = wire.head()?;
        let answer = wire.answer(self.method, head)?;
        ensure(wire.unasked().is_empty(), || "there are bytes behind the end of the response".to_owned())?;
        Ok(answer)
    }
}

/// The requests that keep the rule, and those that break it.
fn requests(code: &str) -> (Vec<Request>, Vec<Request>) {
    let new = Request::new;
    match code {
        "226" => (
            vec![new("GET"), new("GET").field("A-IM", "diffe"), new("GET").field("If-None-Match", "\"v1\"")],
            vec![
                new("GET").field("A-IM", "diffe").field("If-None-Match", "\"v1\""),
                new("GET").field("A-IM", "vcdiff, diffe").field("If-None-Match", "\"v0\", \"v1\""),
            ],
        ),
        "400" => (vec![new("POST"), new("GET")], vec![new("POST").text(r#"{"quantity":2,}"#)]),
        "401" => (
            vec![new("GET").field("Authorization", "Bearer 7f3c9a1e"), new("OPTIONS")],
            vec![new("GET"), new("GET").field("Authorization", "Bearer expired")],
        ),
        "406" => (
            vec![
                new("GET"),
                new("GET").field("Accept", "application/json"),
                new("GET").field("Accept", "text/html, application/*;q=0.9"),
                new("GET").field("Accept", "text/html, */*;q=0.8"),
            ],
            vec![new("GET").field("Accept", "text/csv")],
        ),
        "407" => (
            vec![new("GET").field("Proxy-Authorization", "Basic YWxpY2U6c2VjcmV0")],
            vec![new("GET"), new("GET").field("Proxy-Authorization", "Basic Ym9iOnNlY3JldA==")],
        ),
        "415" => (
            vec![new("POST"), new("POST").media_type("application/json; charset=utf-8"), new("GET")],
            vec![new("POST").media_type("text/plain")],
        ),
        "421" => (vec![new("GET")], vec![new("GET").host("www.example.com")]),
        "422" => (vec![new("POST"), new("GET")], vec![new("POST").text(r#"{"quantity":0}"#)]),
        "425" => (vec![new("GET")], vec![new("GET").field("Early-Data", "1")]),
        "426" => (vec![], vec![new("GET")]),
        "405" => (vec![new("GET"), new("HEAD")], vec![new("DELETE"), new("PUT")]),
        "411" => (vec![new("POST"), new("GET")], vec![new("POST").chunked()]),
        "412" => (
            vec![
                new("PUT").field("If-Match", "\"v2\""),
                new("PUT").field("If-Match", "\"v1\", \"v2\""),
                new("PUT").field("If-Match", "*"),
                new("PUT"),
            ],
            vec![
                new("PUT").field("If-Match", "\"v1\""),
                new("PUT").field("If-Match", "W/\"v2\""),
                // Between quotes a comma ends no member of the list.
                new("PUT").field("If-Match", "\"v1, *, v3\""),
            ],
        ),
        "413" => (
            vec![new("POST"), new("POST").content(900_000), new("POST").chunked(), new("GET")],
            vec![new("POST").content(1_100_000), new("POST").content(1_100_000).chunked()],
        ),
        "414" => (vec![new("GET"), new("GET").query(4000)], vec![new("GET").query(8100)]),
        "428" => (vec![new("PUT").field("If-Match", "\"v1\""), new("GET")], vec![new("PUT")]),
        "431" => (
            vec![new("GET"), new("GET").field("Cookie", "id=7")],
            vec![new("GET").field("Cookie", &format!("id={}", "x".repeat(5000)))],
        ),
        "505" => (vec![new("GET")], vec![new("GET").version("2.0")]),
        "429" => (vec![new("GET")], vec![]),
        // HTTP/1.0 has no Expect (RFC 9110 section 10.1.1).
        "417" => (vec![new("POST"), new("POST").version("1.0").field("Expect", "100-continue")], vec![]),
        _ => (vec![new("POST")], vec![]),
    }
}

/// Sends what is allowed, what is not, and what is allowed again.
pub fn prove(expected: &Expected) -> Result<(), String> {
    let code = expected.response.code.as_str();
    let (kept, broken) = requests(code);
    let succeeds = |request: &Request, wire: &mut Wire| {
        let answer = request.send(wire)?;
        // A framework that routes by method may know no other, unless Allow names it.
        if code != "405" && request.method != expected.response.method && UNROUTED.contains(&answer.status) {
            return Ok(());
        }
        // A browser asks by OPTIONS whether it may send the credentials: some answer that by themselves.
        if request.method == "OPTIONS" {
            return ensure(answer.status < 300, || format!("the status of OPTIONS is {}", answer.status));
        }
        // A server may ask for the length of content in place of counting it.
        if code == "413" && request.chunked && answer.status == 411 {
            return Ok(());
        }
        success(expected, request, &answer).map_err(|why| format!("to what is allowed: {why}"))
    };
    for request in &kept {
        with_wire(|wire| {
            succeeds(request, wire)?;
            if request.version == "1.0" {
                return Ok(());
            }
            succeeds(request, wire).map_err(|why| format!("the second time on the connection: {why}"))
        })?;
    }
    match code {
        "408" => with_wire(|wire| slow(expected, wire))?,
        "426" => special::upgrade(expected)?,
        "417" => with_wire(|wire| expectation(expected, wire))?,
        "429" => return with_wire(|wire| flood(expected, wire)),
        _ => {}
    }
    for request in &broken {
        with_wire(|wire| {
            let answer = request.send(wire)?;
            if code == "413" && request.chunked && answer.status == 411 {
                return Ok(());
            }
            refused(expected, &answer)?;
            if !answer.head.closes() {
                refused(expected, &request.send(wire)?).map_err(|why| format!("the second time: {why}"))?;
            }
            Ok(())
        })?;
    }
    let Some(first) = kept.first() else { return special::upgrade(expected) };
    with_wire(|wire| succeeds(first, wire).map_err(|why| format!("after the {code}: {why}")))
}

fn success(expected: &Expected, request: &Request, answer: &Answer) -> Result<(), String> {
    let last = expected.response.r#final.as_ref().ok_or("there is no final response")?;
    expected.any(answer, last.number)?;
    media_type(&answer.head, last.content_type)?;
    if last.json.is_none()
        && let Some(tag) = &expected.response.etag
    {
        let told = answer.head.get("ETag");
        ensure(told == Some(tag), || format!("ETag is {told:?} in place of {tag:?}"))?;
    }
    match last.json {
        _ if request.method == "HEAD" => Ok(()),
        Some(_) => same_json(&answer.content, &last.text),
        None => same_text(&answer.content, &last.text),
    }
}

fn refused(expected: &Expected, answer: &Answer) -> Result<(), String> {
    expected.any(answer, expected.response.number)?;
    expected.fields(&answer.head)?;
    expected.content(answer)
}

/// Content that stops coming is waited for, as long as the detail says, and then no longer.
fn slow(expected: &Expected, wire: &mut Wire) -> Result<(), String> {
    let request = Request::new("POST");
    let begun = Instant::now();
    wire.send(&(request.head() + &request.body()[..6]))?;
    let answer = request.answer(wire)?;
    refused(expected, &answer)?;
    let waited = begun.elapsed();
    ensure(waited > SOON, || format!("it waited {} ms for the rest of the request", waited.as_millis()))
}

/// A request that waits for 100 is refused before that.
fn expectation(expected: &Expected, wire: &mut Wire) -> Result<(), String> {
    let request = Request::new("POST").field("Expect", "100-continue");
    wire.send(&request.head())?;
    refused(expected, &request.answer(wire)?)
}

/// The first requests are fine, and one of those after them is too many; so is the next.
fn flood(expected: &Expected, wire: &mut Wire) -> Result<(), String> {
    let request = Request::new("GET");
    let mut passed = 0;
    let answer = loop {
        let answer = request.send(wire)?;
        if answer.status != 200 {
            break answer;
        }
        passed += 1;
        ensure(passed < FLOOD, || format!("{passed} requests passed"))?;
    };
    ensure(passed >= 90, || format!("{passed} requests passed, and 100 are allowed"))?;
    refused(expected, &answer)?;
    refused(expected, &request.send(wire)?)
}
