//! Responses that go wrong.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use httpdex::check::Options;
use httpdex::fault::{Fault, Manner, Step, script_with};

use crate::server::{Server, response, say, say_close};
use crate::table::{Case, Expected, impatient};

use Expected::{Cut, Failure, OneOf, Problem, Refused, Status};

/// What every fault of the playground is to be called.
const FAULTS: &[(Fault, Expected)] = &[
    (Fault::Close, Failure("empty-reply")),
    (Fault::CloseAfterStatusLine, Failure("truncated-response")),
    (Fault::CloseInHeaders, Failure("truncated-response")),
    (Fault::CloseAfterHeaders, Failure("truncated-response")),
    (Fault::CloseInContent, Failure("truncated-response")),
    (Fault::CloseKeptAlive, Status(200)),
    (Fault::CloseAfterResponse, Status(200)),
    (Fault::Reset, Failure("connection-reset")),
    (Fault::ResetInHeaders, Failure("connection-reset")),
    (Fault::ResetInContent, Failure("connection-reset")),
    (Fault::Stall, Failure("response-timeout")),
    (Fault::StallInHeaders, Failure("response-timeout")),
    (Fault::StallInContent, Failure("response-timeout")),
    (Fault::SlowHeaders, Status(200)),
    (Fault::Drip, Status(200)),
    (Fault::Truncated, Failure("truncated-response")),
    (Fault::Overlong, Status(200)),
    (Fault::InvalidLength, Failure("malformed-response")),
    (Fault::TwoLengths, Failure("malformed-response")),
    (Fault::LengthAndChunked, Status(200)),
    (Fault::BadChunk, Failure("malformed-response")),
    (Fault::MissingLastChunk, Failure("truncated-response")),
    (Fault::Garbage, Failure("malformed-response")),
    (Fault::MalformedStatusLine, Failure("malformed-response")),
    (Fault::MalformedHeader, Failure("malformed-response")),
    (Fault::HugeHeader, Failure("header-too-large")),
    (Fault::EndlessHeaders, Failure("header-too-large")),
    (Fault::EndlessInterim, Failure("malformed-response")),
    (Fault::UndecodableContent, Failure("undecodable-content")),
    (Fault::UnknownCoding, Failure("undecodable-content")),
    (Fault::RedirectLoop, Refused("too-many-redirects", "redirect-loop")),
];

/// The faults of the playground.
pub fn faults() -> Vec<Case> {
    assert_eq!(FAULTS.len(), Fault::ALL.len(), "a fault that is not in the table");
    let case = |&(fault, expected): &(Fault, Expected)| {
        let is_endless = matches!(fault, Fault::Stall | Fault::StallInHeaders | Fault::StallInContent);
        answered(fault.word(), if is_endless { impatient } else { patient }, expected, move |target| {
            let sound = response("200 OK", "Content-Type: text/plain\r\n", b"a response that is sound otherwise\n");
            let manner = Manner { pause: Duration::from_millis(1), after: None, target: Some(target) };
            script_with(fault, &sound, manner)
        })
    };
    FAULTS.iter().map(case).collect()
}

pub fn patient(_: &mut Options) {}

/// A server that answers so.
pub fn answered(
    name: &'static str,
    ask: fn(&mut Options),
    expected: Expected,
    answer: impl Fn(&str) -> Vec<Step> + Clone + Send + Sync + 'static,
) -> Case {
    let start = move || {
        let answer = answer.clone();
        let server = Server::new(move |asked| answer(asked.target()));
        (server.url("/"), Box::new(server) as Box<dyn std::any::Any>)
    };
    Case { name, start: Box::new(start), ask, expected }
}

/// A server that sends these bytes and closes the connection.
fn closes(name: &'static str, bytes: impl AsRef<[u8]>, expected: Expected) -> Case {
    let steps = say_close(bytes);
    answered(name, patient, expected, move |_| steps.clone())
}

/// A server that sends these bytes and keeps the connection open: whoever waits for more waits in vain.
fn stays(name: &'static str, bytes: impl AsRef<[u8]>, expected: Expected) -> Case {
    let steps = say(bytes);
    answered(name, patient, expected, move |_| steps.clone())
}

fn plays(name: &'static str, steps: Vec<Step>, ask: fn(&mut Options), expected: Expected) -> Case {
    answered(name, ask, expected, move |_| steps.clone())
}

/// Bytes that are no response, or a strange one.
pub fn bytes() -> Vec<Case> {
    let malformed = Failure("malformed-response");
    let length = |value: &str| format!("HTTP/1.1 200 OK\r\nContent-Length: {value}\r\n\r\nabcde");
    let chunks = |chunks: &str| format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");
    let coded = |coding: &str| format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: {coding}\r\n\r\nabcde");
    let ok = |fields: &str| response("200 OK", fields, b"fine");
    let then = |first: &str| [first.as_bytes(), &response("200 OK", "", b"fine")].concat();
    vec![
        stays("a banner of SSH", "SSH-2.0-OpenSSH_9.2\r\n", malformed),
        stays("a banner of SMTP", "220 mail.example ESMTP\r\n", malformed),
        stays("HTTP/0.9", "<html>hello</html>\n", malformed),
        stays("an alert of TLS", b"\x15\x03\x03\x00\x02\x02\x46", Failure("plain-http-on-tls-port")),
        stays("settings of HTTP/2", b"\0\0\0\x04\0\0\0\0\0", malformed),
        closes("empty lines alone", "\r\n\r\n\r\n", Failure("empty-reply")),
        stays("escape sequences", "\x1b[2J\x1b]0;owned\x07\r\n", malformed),
        stays("an unknown version", "HTTP/3.7 200 OK\r\nContent-Length: 0\r\n\r\n", malformed),
        stays("a version in small letters", "http/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Status(200)),
        stays("the status 099", "HTTP/1.1 099 x\r\nContent-Length: 0\r\n\r\n", malformed),
        stays("the status 999", response("999 Denied", "", b""), Problem(999, "unexpected-status")),
        stays("a status of four digits", "HTTP/1.1 1000 x\r\nContent-Length: 0\r\n\r\n", malformed),
        stays("a status of two digits", "HTTP/1.1 20 x\r\nContent-Length: 0\r\n\r\n", malformed),
        stays("no reason", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", Status(200)),
        stays("a reason that acts on a terminal", response("200 \x1b[31mOK\u{202e}", "", b""), Status(200)),
        stays("HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", Status(200)),
        closes("content until the end", "HTTP/1.1 200 OK\r\n\r\nuntil it closes", Status(200)),
        stays("bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", Status(200)),
        stays("a folded line", ok("X-Folded: a\r\n b\r\n"), Status(200)),
        stays("a blank before the colon", ok("X-Blank : a\r\n"), Status(200)),
        stays("a blank in a field name", ok("X Blank: a\r\n"), Status(200)),
        stays("a NUL in a value", ok("X-Nul: a\0b\r\n"), malformed),
        stays("a value that acts on a terminal", ok("Server: \x1b[2J\x1b]52;c;eA==\x07\r\n"), Status(200)),
        stays(
            "a value that is not UTF-8",
            [&b"HTTP/1.1 200 OK\r\nX: \xff\xfe\x80\r\nContent-Length: 0\r\n\r\n"[..]].concat(),
            Status(200),
        ),
        stays("a thousand fields", ok(&"X-Many: a\r\n".repeat(1000)), Status(200)),
        stays("a negative length", length("-1"), malformed),
        stays("a length with a sign", length("+5"), malformed),
        stays("a length in hexadecimal", length("0x5"), malformed),
        stays("the same length twice", length("5, 5"), Status(200)),
        stays("two lengths in a list", length("5, 6"), malformed),
        stays("a length beyond 64 bits", length("99999999999999999999"), malformed),
        closes("the largest length", length("18446744073709551615"), Failure("truncated-response")),
        stays("a chunk beyond 64 bits", chunks("fffffffffffffffff\r\n"), malformed),
        closes("the largest chunk", chunks("ffffffffffffffff\r\nabc"), Failure("truncated-response")),
        stays("a chunk with 0x", chunks("0x2\r\nhi\r\n0\r\n\r\n"), malformed),
        stays("a negative chunk", chunks("-2\r\nhi\r\n0\r\n\r\n"), malformed),
        stays("a chunk longer than its size", chunks("2\r\nhello\r\n0\r\n\r\n"), malformed),
        stays("an endless extension of a chunk", chunks(&format!("2;{}", "x".repeat(70_000))), malformed),
        stays("chunks with extensions and trailers", chunks("2;a=\"b\"\r\nhi\r\n0\r\nX-Sum: 1\r\n\r\n"), Status(200)),
        closes("trailers that end early", chunks("2\r\nhi\r\n0\r\nX-Sum: 1\r\n"), Failure("truncated-response")),
        plays(
            "endless trailers",
            vec![
                Step::Send(chunks("2\r\nhi\r\n0\r\n").into_bytes()),
                Step::Repeat { bytes: b"X-Endless: 0123456789\r\n".to_vec(), times: 1 << 21 },
                Step::Close,
            ],
            patient,
            Failure("header-too-large"),
        ),
        closes("chunked that is not the last coding", coded("chunked, gzip"), Status(200)),
        closes("the coding identity", coded("identity"), Status(200)),
        stays("an unasked 100", then("HTTP/1.1 100 Continue\r\n\r\n"), Status(200)),
        stays("fifty early hints", then(&"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(50)), Status(200)),
        stays("an unasked 101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n\x00\x01", Status(101)),
        stays("a 204 with content", response("204 No Content", "", b"none"), Status(204)),
        stays("an unasked 304", response("304 Not Modified", "", b""), Status(304)),
        plays(
            "content to a HEAD",
            say(response("200 OK", "", b"content")),
            |o| o.method = Some("HEAD".into()),
            Status(200),
        ),
        stays("two responses at once", [ok(""), ok("")].concat(), Status(200)),
        stays("a 404", response("404 Not Found", "", b"no"), Problem(404, "unexpected-status")),
        stays("a 500", response("500 Oops", "", b"no"), Problem(500, "unexpected-status")),
        plays(
            "an expected 404",
            say(response("404 No", "", b"")),
            |o| o.expect = Some("404".parse().unwrap()),
            Status(404),
        ),
        plays(
            "an unexpected 200",
            say(ok("")),
            |o| o.expect = Some("204,3xx".parse().unwrap()),
            Problem(200, "unexpected-status"),
        ),
    ]
}

/// Interim responses that no final one follows.
pub fn interim() -> Vec<Case> {
    let malformed = Failure("malformed-response");
    vec![
        closes("an interim response and no other", "HTTP/1.1 103 Early Hints\r\n\r\n", Failure("empty-reply")),
        closes("100 and no other", "HTTP/1.1 100 Continue\r\n\r\n\r\n", Failure("empty-reply")),
        closes("half of a head after 103", "HTTP/1.1 103 x\r\n\r\nHTTP/1.1 200 OK\r\n", Failure("truncated-response")),
        stays("HTTP/0.9 after 103", "HTTP/1.1 103 x\r\n\r\n<html>hello</html>\n", malformed),
        stays("ICY after 103", "HTTP/1.1 103 x\r\n\r\nICY 200 OK\r\nContent-Length: 0\r\n\r\n", malformed),
        plays(
            "a reset after 103",
            [say("HTTP/1.1 103 x\r\n\r\n"), vec![Step::Reset]].concat(),
            patient,
            Failure("connection-reset"),
        ),
        plays("103 and silence", say("HTTP/1.1 103 x\r\n\r\n"), impatient, Failure("response-timeout")),
    ]
}

/// Content that is too much, too slow, or not what it is said to be.
pub fn content() -> Vec<Case> {
    let gzip = |content: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    };
    let deflate = |content: &[u8]| {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    };
    let coded = |coding: &str, content: &[u8]| response("200 OK", &format!("Content-Encoding: {coding}\r\n"), content);
    let zipped = gzip(b"hello hello hello");
    let bad = Failure("undecodable-content");
    let endless = |head: &str, piece: &[u8]| {
        let repeat = Step::Repeat { bytes: piece.to_vec(), times: 1 << 16 };
        vec![Step::Send(head.as_bytes().to_vec()), repeat, Step::Close]
    };
    let kilobyte = [b'x'; 1024];
    let chunk = [&b"400\r\n"[..], &kilobyte, b"\r\n"].concat();
    let slowly = |bytes: &[u8]| -> Vec<Step> {
        let pieces = bytes.chunks(1).cycle().take(500);
        pieces.flat_map(|piece| [Step::Send(piece.to_vec()), Step::Wait(Duration::from_millis(20))]).collect()
    };
    vec![
        stays("content in gzip", coded("gzip", &zipped), Status(200)),
        stays("content in gzip twice", coded("gzip, gzip", &gzip(&zipped)), Status(200)),
        stays("content in deflate without zlib", coded("deflate", &deflate(b"hello")), Status(200)),
        stays("content in br", coded("br", b"\x0b\x02\x80hello\x03"), Status(200)),
        stays("gzip that ends early", coded("gzip", &zipped[..zipped.len() - 5]), bad),
        stays(
            "gzip with a wrong checksum",
            coded("gzip", &[&zipped[..zipped.len() - 8], b"\0\0\0\0\0\0\0\0"].concat()),
            bad,
        ),
        stays("deflate that is none", coded("deflate", b"\xff\xff\xff hello"), bad),
        stays("five codings", coded("gzip, gzip, gzip, gzip, gzip", &zipped), bad),
        stays("a bomb of gzip", coded("gzip", &gzip(&vec![0; 12 << 20])), Status(200)),
        stays("two megabytes", response("200 OK", "", &vec![b'x'; 2 << 20]), Cut(200)),
        plays("a small bound of content", say(response("200 OK", "", &kilobyte)), |o| o.max_body = 100, Cut(200)),
        plays("endless content", endless("HTTP/1.1 200 OK\r\n\r\n", &kilobyte), patient, Cut(200)),
        plays(
            "endless chunks",
            endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", &chunk),
            patient,
            Cut(200),
        ),
        plays(
            "a slow drip of a header section",
            slowly(b"HTTP/1.1 200 OK\r\nX: y\r\n"),
            impatient,
            OneOf(&["response-timeout", "malformed-response"]),
        ),
        plays(
            "a slow drip of content",
            [say("HTTP/1.1 200 OK\r\n\r\n"), slowly(b"x")].concat(),
            impatient,
            Failure("response-timeout"),
        ),
        plays(
            "slow interim responses",
            slowly(b"HTTP/1.1 103 Early Hints\r\n\r\n"),
            impatient,
            Failure("response-timeout"),
        ),
        plays(
            "refused before the content was read",
            [
                say(response("413 Content Too Large", "Connection: close\r\n", b"no")),
                vec![Step::Wait(Duration::from_millis(50)), Step::Close],
            ]
            .concat(),
            |o| o.content = Some(vec![b'x'; 1 << 20]),
            Problem(413, "unexpected-status"),
        ),
    ]
}
