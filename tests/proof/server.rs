//! Proves a server: asks it, and holds the bytes of its answers against the rules.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use httpdex::catalog::Catalog;
use httpdex::snippet::{Form, Language, Response};

use crate::guards;
use crate::process::{Program, Way};
use crate::special;
use crate::verdict::{Expected, ensure};
use crate::wire::{Answer, Wire};

/// How long a server may take to listen.
const START: Duration = Duration::from_secs(60);

/// What frameworks answer to a method for which there is no route.
pub const UNROUTED: &[u16] = &[404, 405, 501];

/// Runs the server in a folder and asks it.
pub fn prove(
    catalog: &Catalog,
    language: &Language,
    response: &Response,
    (way, folder): (&Way, &Path),
) -> Result<(), String> {
    let file = folder.join(&language.file);
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut program = Program::start(way, folder)?;
    let expected = Expected { catalog, language, response, program: &text };
    listens(&mut program)
        .and_then(|()| match response.form {
            Form::Final | Form::Redirect => finals(&expected),
            Form::Interim => special::interim(&expected),
            Form::Upgrade => special::upgrade(&expected),
            Form::NotModified => special::not_modified(&expected),
            Form::Range => special::range(&expected),
            Form::Unsatisfied => special::unsatisfied(&expected),
            Form::Guarded => guards::prove(&expected),
        })
        .map_err(|why| format!("{why}\n--- it printed:\n{}", program.output()))
}

/// Waits until the program listens.
fn listens(program: &mut Program) -> Result<(), String> {
    let until = Instant::now() + START;
    while Instant::now() < until {
        if Wire::open().is_ok() {
            return Ok(());
        }
        if let Some(status) = program.ended() {
            return Err(format!("it ended before it listened ({status})"));
        }
        sleep(Duration::from_millis(20));
    }
    Err(format!("it does not listen on port 8080 after {} s", START.as_secs()))
}

/// A request with this method, these further fields, and the content that belongs to the method.
pub fn request(method: &str, fields: &str, content: Option<&str>) -> String {
    let mut text = format!("{method} / HTTP/1.1\r\nHost: localhost:8080\r\n{fields}");
    if let Some(content) = content {
        text += &format!("Content-Type: application/json\r\nContent-Length: {}\r\n", content.len());
    }
    text + "\r\n"
}

/// Sends a request on this connection and reads the final response.
pub fn ask(wire: &mut Wire, method: &str, fields: &str, content: Option<&str>) -> Result<Answer, String> {
    wire.send(&(request(method, fields, content) + content.unwrap_or_default()))?;
    let head = wire.head()?;
    let answer = wire.answer(method, head)?;
    ensure(wire.unasked().is_empty(), || "there are bytes behind the end of the response".to_owned())?;
    Ok(answer)
}

/// Asks with a connection, and tells the bytes where that fails.
pub fn with_wire<T>(task: impl FnOnce(&mut Wire) -> Result<T, String>) -> Result<T, String> {
    let mut wire = Wire::open()?;
    task(&mut wire).map_err(|why| format!("{why}\n{}", wire.log()))
}

/// Responses that are the answer: twice on one connection, so that stray bytes are found, and to HEAD.
fn finals(expected: &Expected) -> Result<(), String> {
    let response = expected.response;
    let judge = |answer: &Answer| -> Result<(), String> {
        expected.any(answer, response.number)?;
        expected.fields(&answer.head)?;
        expected.content(answer)
    };
    let first = with_wire(|wire| {
        let content = response.request_text.as_deref();
        let first = ask(wire, &response.method, "", content)?;
        judge(&first)?;
        if !first.head.closes() {
            let second = ask(wire, &response.method, "", content)?;
            judge(&second).map_err(|why| format!("the second time on the connection: {why}"))?;
        }
        Ok(first)
    })?;
    if response.method != "GET" {
        return Ok(());
    }
    with_wire(|wire| {
        let head = ask(wire, "HEAD", "", None)?;
        // A framework that routes by method may know no HEAD here.
        if UNROUTED.contains(&head.status) {
            return Ok(());
        }
        expected
            .any(&head, response.number)
            .and_then(|()| expected.fields(&head.head))
            .map_err(|why| format!("to HEAD: {why}"))?;
        let lengths = (head.head.get("Content-Length"), first.head.get("Content-Length"));
        if let (Some(told), Some(length)) = lengths {
            ensure(told == length, || format!("Content-Length is {told} to HEAD and {length} to GET"))?;
        }
        if !head.head.closes() {
            let after = ask(wire, "GET", "", None).map_err(|why| format!("after HEAD: {why}"))?;
            judge(&after).map_err(|why| format!("after HEAD on the connection: {why}"))?;
        }
        Ok(())
    })
}
