//! The reader of HTTP messages, on what programs print, and on bytes that nobody should send.

use httpdex::message::{Capture, Format, Known, Message, Start, Strange, read};
use proptest::prelude::*;

/// A message in few words: its first line, the number of its fields, its content and whether that is complete.
fn told(message: &Message) -> String {
    let first = match &message.start {
        Start::Request { method, target } => format!("{method} {target}"),
        Start::Response { status, reason } => format!("{status} {reason}"),
    };
    let complete = match message.content.complete {
        Some(true) => "whole",
        Some(false) => "cut",
        None => "unknown",
    };
    format!(
        "{}: {} {first}, {} fields, {} bytes {complete}",
        message.line,
        message.version,
        message.fields.0.len(),
        message.content.length
    )
}

fn capture(name: &str) -> Capture {
    let path = format!("{}/tests/captures/{name}", env!("CARGO_MANIFEST_DIR"));
    read(&std::fs::read(path).expect("a capture"), &Known::default())
}

fn oddities(message: &Message) -> Vec<(Strange, Option<usize>)> {
    message.oddities.iter().map(|oddity| (oddity.what, oddity.line)).collect()
}

/// Reads a capture in which nothing is odd.
#[track_caller]
fn sound(name: &str, format: Format, expected: &[&str]) -> Capture {
    let capture = capture(name);
    assert_eq!(capture.format, format, "{name}");
    let messages: Vec<String> = capture.messages.iter().map(told).collect();
    assert_eq!(messages, expected, "{name}");
    for message in &capture.messages {
        let told = oddities(message).into_iter().filter(|(what, _)| *what != Strange::LineFeedsOnly);
        assert_eq!(told.collect::<Vec<_>>(), [], "{name}");
    }
    capture
}

#[test]
fn what_curl_prints_with_i() {
    let messages = Format::Messages;
    sound("curl-i.txt", messages, &["1: HTTP/1.1 503 Service Unavailable, 5 fields, 107 bytes whole"]);
    sound("curl-head.txt", messages, &["1: HTTP/1.1 503 Service Unavailable, 5 fields, 0 bytes unknown"]);
    sound(
        "curl-i-hints.txt",
        messages,
        &["1: HTTP/1.1 103 Early Hints, 1 fields, 0 bytes whole", "4: HTTP/1.1 200 OK, 3 fields, 3 bytes whole"],
    );
    sound(
        "curl-il.txt",
        messages,
        &[
            "1: HTTP/1.1 301 Moved Permanently, 3 fields, 0 bytes unknown",
            "6: HTTP/1.1 302 Found, 3 fields, 0 bytes whole",
            "11: HTTP/1.1 200 OK, 4 fields, 17 bytes whole",
        ],
    );
    sound("curl-i-compressed.txt", messages, &["1: HTTP/1.1 200 OK, 4 fields, 260 bytes unknown"]);
    let chunked = sound("curl-i-chunked.txt", messages, &["1: HTTP/1.1 200 OK, 4 fields, 13 bytes unknown"]);
    assert_eq!(chunked.messages[0].trailers.value("Server-Timing").as_deref(), Some("total;dur=12"));
    assert_eq!(chunked.messages[0].content.bytes, b"Hello, world\n");
}

#[test]
fn what_curl_prints_with_v() {
    let verbose = Format::CurlVerbose;
    let request = "3: HTTP/1.1 GET /unavailable, 3 fields, 0 bytes whole";
    let response = "8: HTTP/1.1 503 Service Unavailable, 5 fields, 107 bytes whole";
    let capture = sound("curl-v.txt", verbose, &[request, response]);
    assert!(capture.messages[1].content.bytes.starts_with(b"<html>"));
    let meter = sound("curl-v-meter.txt", verbose, &[&request.replace("3:", "5:"), &response.replace("8:", "10:")]);
    assert_eq!(meter.messages[1].content, capture.messages[1].content);
    let null = sound("curl-v-null.txt", verbose, &[&request.replace("3:", "5:"), &response.replace("8:", "10:")]);
    assert_eq!(null.messages[1].content.bytes, b"");
    sound(
        "curl-v-head.txt",
        verbose,
        &[
            "3: HTTP/1.1 HEAD /unavailable, 3 fields, 0 bytes whole",
            "8: HTTP/1.1 503 Service Unavailable, 5 fields, 0 bytes whole",
        ],
    );
    sound(
        "curl-v-post.txt",
        verbose,
        &["3: HTTP/1.1 POST /upload, 5 fields, 7 bytes whole", "11: HTTP/1.1 201 Created, 3 fields, 0 bytes whole"],
    );
    let chain = sound(
        "curl-vl.txt",
        verbose,
        &[
            "3: HTTP/1.1 GET /moved, 3 fields, 0 bytes whole",
            "8: HTTP/1.1 301 Moved Permanently, 3 fields, 6 bytes whole",
            "20: HTTP/1.1 GET /found, 3 fields, 0 bytes whole",
            "25: HTTP/1.1 302 Found, 3 fields, 0 bytes whole",
            "35: HTTP/1.1 GET /json, 3 fields, 0 bytes whole",
            "40: HTTP/1.1 200 OK, 4 fields, 17 bytes whole",
        ],
    );
    assert_eq!(chain.messages[5].content.bytes, b"{\"answer\": \"yes\"}");
    let twice = sound(
        "curl-vi.txt",
        verbose,
        &["3: HTTP/1.1 GET /json, 3 fields, 0 bytes whole", "8: HTTP/1.1 200 OK, 4 fields, 17 bytes whole"],
    );
    assert_eq!(twice.messages[1].content.bytes, b"{\"answer\": \"yes\"}");
}

#[test]
fn what_curl_says_at_the_end_is_no_content() {
    let terminal = "> GET / HTTP/1.1\n> Host: a\n> \n< HTTP/1.1 200 OK\n< Content-Length: 6\n< \n* item* Connection #0 to host a left intact\n";
    let capture = read(terminal.as_bytes(), &Known::default());
    assert_eq!(capture.messages[1].content.bytes, b"* item");
    let cut = self::capture("curl-v-cut.txt");
    assert_eq!(oddities(&cut.messages[1]), [(Strange::ShortContent, Some(14))]);
    assert_eq!(cut.messages[1].content.complete, Some(false));
    assert_eq!(cut.failure.as_deref(), Some("curl: (18) transfer closed with 10 bytes remaining to read"));
}

#[test]
fn what_wget_prints() {
    let chain = &[
        "4: HTTP/1.1 301 Moved Permanently, 3 fields, 0 bytes unknown",
        "12: HTTP/1.1 302 Found, 3 fields, 0 bytes whole",
        "20: HTTP/1.1 200 OK, 4 fields, 0 bytes unknown",
    ];
    sound("wget-S.txt", Format::Wget, chain);
    sound("wget-S-error.txt", Format::Wget, &["4: HTTP/1.1 503 Service Unavailable, 5 fields, 0 bytes unknown"]);
    sound("wget-qS.txt", Format::Wget, &["1: HTTP/1.1 200 OK, 4 fields, 17 bytes whole"]);
    sound(
        "wget-d.txt",
        Format::Wget,
        &["13: HTTP/1.1 GET /json, 5 fields, 0 bytes whole", "23: HTTP/1.1 200 OK, 4 fields, 0 bytes unknown"],
    );
}

#[test]
fn what_httpie_prints() {
    let messages = Format::Messages;
    let request = "1: HTTP/1.1 GET /json, 5 fields, 0 bytes whole";
    sound("httpie-v.txt", messages, &[request, "10: HTTP/1.1 200 OK, 4 fields, 17 bytes whole"]);
    sound("httpie-pretty.txt", messages, &[request, "10: HTTP/1.1 200 OK, 4 fields, 23 bytes unknown"]);
    sound("httpie-hb.txt", messages, &["1: HTTP/1.1 503 Service Unavailable, 5 fields, 107 bytes whole"]);
    sound("httpie-h.txt", messages, &["1: HTTP/1.1 503 Service Unavailable, 5 fields, 0 bytes unknown"]);
    sound(
        "httpie-post.txt",
        messages,
        &["1: HTTP/1.1 POST /upload, 7 fields, 8 bytes whole", "12: HTTP/1.1 201 Created, 3 fields, 0 bytes whole"],
    );
    assert_eq!(sound_count("httpie-all.txt"), 6);
}

/// The number of the messages of a capture in which nothing is odd.
fn sound_count(name: &str) -> usize {
    let capture = capture(name);
    for message in &capture.messages {
        assert_eq!(oddities(message), [], "{name}");
    }
    capture.messages.len()
}

#[test]
fn what_browsers_copy() {
    sound("chrome-old.txt", Format::Messages, &["1: HTTP/1.1 301 Moved Permanently, 6 fields, 0 bytes unknown"]);
    sound("firefox-response.txt", Format::Messages, &["1: HTTP/2 404 , 5 fields, 0 bytes unknown"]);
    sound(
        "safari.txt",
        Format::Fields,
        &["8: HTTP/1.1 GET /api, 2 fields, 0 bytes whole", "13: HTTP/1.1 404 Not Found, 2 fields, 0 bytes unknown"],
    );
    sound(
        "chrome-pseudo.txt",
        Format::Fields,
        &["1: HTTP/2 GET /a?b=c, 6 fields, 0 bytes whole", "8: HTTP/2 503 , 4 fields, 0 bytes unknown"],
    );
    let panel = sound(
        "chrome-panel.txt",
        Format::Fields,
        &["23: HTTP/2 POST /api, 6 fields, 0 bytes whole", "12:  502 Bad Gateway, 5 fields, 0 bytes unknown"],
    );
    assert_eq!(panel.messages[1].fields.value("x-empty").as_deref(), Some(""));
    assert_eq!(panel.messages[1].fields.value("server").as_deref(), Some("nginx"));
    sound("fields.txt", Format::Fields, &["1:  0 , 4 fields, 0 bytes unknown"]);
    let request = read(b"host: a\naccept: */*\n", &Known::default());
    assert_eq!(request.messages[0].method(), Some(""));
    let content = read(b"content-type: application/json\n\n{\"a\":\n1}", &Known::default());
    assert_eq!(content.messages[0].content.bytes, b"{\"a\":\n1}");
}

#[test]
fn raw_bytes() {
    let chunked = sound("raw-chunked.http", Format::Messages, &["1: HTTP/1.1 200 OK, 4 fields, 13 bytes whole"]);
    assert_eq!(chunked.messages[0].trailers.0.len(), 1);
    let odd = capture("raw-odd.http");
    let expected = [
        (Strange::NoBlankAfterStatus, Some(1)),
        (Strange::BlankBeforeColon, Some(2)),
        (Strange::FoldedLine, Some(5)),
        (Strange::NoColon, Some(6)),
        (Strange::BareLineFeed, Some(3)),
    ];
    assert_eq!(oddities(&odd.messages[0]), expected);
    assert_eq!(odd.messages[0].content.bytes, b"four");
}

#[test]
fn an_archive_and_other_text() {
    assert_eq!(capture("entry.har").format, Format::Har);
    let texts = [
        "",
        "502",
        "Bad Gateway",
        "HTTP 502 Bad Gateway",
        "curl: (52) Empty reply from server",
        "Error: connect ECONNREFUSED 127.0.0.1:9\n    at TCPConnectWrap.afterConnect [as oncomplete] (net.js:1:2)",
        "2026/11/30 05:35:41 [error] 1234#0: *5678 upstream prematurely closed connection",
        "127.0.0.1 - - [22/Nov/2026:14:03:07 +0000] \"GET / HTTP/1.1\" 502 157 \"-\" \"curl/7.88.1\"",
        "{\"error\": \"not found\"}",
        "error: Bad Gateway\n",
    ];
    for text in texts {
        assert_eq!(read(text.as_bytes(), &Known::default()).format, Format::Nothing, "{text:?}");
    }
}

/// The oddities of the last message of some bytes.
fn odd(text: &str) -> Vec<(Strange, Option<usize>)> {
    oddities(read(text.as_bytes(), &Known::default()).messages.last().expect("a message"))
}

#[test]
fn every_oddity_of_content_is_told() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    assert_eq!(odd(&format!("{head}hello")), []);
    assert_eq!(odd(&format!("{head}hello\r\n")), []);
    assert_eq!(odd(&format!("{head}he")), [(Strange::ShortContent, None)]);
    assert_eq!(odd(&format!("{head}hello world")), [(Strange::LongContent, Some(4))]);
    let none = "HTTP/1.1 204 No Content\r\nServer: a\r\n\r\nhello";
    assert_eq!(odd(none), [(Strange::ForbiddenContent, Some(4))]);
    assert_eq!(odd("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"), []);
    let head = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    assert_eq!(odd(head), [(Strange::ForbiddenContent, Some(7))]);
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    assert_eq!(odd(&format!("{chunked}5\r\nhello\r\n0\r\n\r\n")), []);
    assert_eq!(odd(&format!("{chunked}5\r\nhello\r\n")), [(Strange::NoLastChunk, None)]);
    assert_eq!(odd(&format!("{chunked}5g\r\nhello\r\n0\r\n\r\n")), [(Strange::Chunk, Some(4))]);
    assert_eq!(odd(&format!("{chunked}hello")), []);
}

#[test]
fn a_last_line_end_that_was_lost_in_copying_is_not_odd() {
    let content = |length: usize, text: &str| {
        let text = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{text}");
        let read = |wire| {
            let message = read(text.as_bytes(), &Known { wire, ..Known::default() }).messages.remove(0);
            (!oddities(&message).is_empty(), message.content.complete)
        };
        assert_eq!(read(true), (true, Some(false)), "{text:?}");
        read(false)
    };
    // `$(…)` and a selection with the mouse drop the end of the last line; of CR LF, `$(…)` drops LF.
    for (length, text) in
        [(17, "401 Unauthorized"), (4, "a\nb"), (5, "abc"), (6, "a\r\nb"), (6, "a\r\nb\r"), (6, "größ")]
    {
        let length = if text == "größ" { 7 } else { length };
        assert_eq!(content(length, text), (false, None), "{length} {text:?}");
    }
    for (length, text) in
        [(18, "401 Unauthoriz"), (5, "ab\n"), (5, "a\nb"), (6, "abc\r\n"), (6, "\u{1}\0\0\0\0"), (9, "a\r\nb")]
    {
        assert_eq!(content(length, text), (true, Some(false)), "{length} {text:?}");
    }
    // All CRs went, and the last line end with them.
    assert_eq!(odd("HTTP/1.1 200 OK\nContent-Length: 6\n\na\nb"), [(Strange::LineFeedsOnly, Some(1))]);
    let raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r";
    assert_eq!(odd(raw), []);
}

#[test]
fn every_oddity_around_a_message_is_told() {
    assert_eq!(odd("garbage\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), [(Strange::BeforeStart, Some(1))]);
    assert_eq!(odd("$ curl -i a.example\nHTTP/1.1 200 OK\nContent-Length: 0\n\n"), [(Strange::LineFeedsOnly, Some(2))]);
    assert_eq!(odd("HTTP/1.1 200 OK\r\nServer: a\r\n"), [(Strange::NoEnd, None)]);
    assert_eq!(odd("HTTP/1.1 502 Bad Gateway"), []);
    let two = read(b"HTTP/1.1 200 OK\r\nServer: a\r\nHTTP/1.1 404 Not Found\r\n\r\n", &Known::default());
    assert_eq!((two.messages.len(), oddities(&two.messages[0])), (2, vec![(Strange::NoEnd, None)]));
    let many = read("HTTP/1.1 100 Continue\r\n\r\n".repeat(1000).as_bytes(), &Known::default());
    assert_eq!((many.messages.len(), oddities(&many.messages[499])), (500, vec![(Strange::TooMuch, Some(1001))]));
}

#[test]
fn content_of_the_announced_length_is_no_part_of_the_next_message() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n";
    for (text, contents) in [
        (format!("{head}A{head}B"), &[b"A", b"B"][..]),
        (format!("{head}\n{head}\n"), &[b"\n", b"\n"]),
        (format!("{head}1\n{head}2\n"), &[b"1", b"2"]),
    ] {
        let messages = read(text.as_bytes(), &Known::default()).messages;
        let read: Vec<&[u8]> = messages.iter().map(|message| &*message.content.bytes).collect();
        assert_eq!(read, contents.iter().map(|content| &content[..]).collect::<Vec<_>>(), "{text:?}");
    }
}

#[test]
fn bytes_of_a_connection_are_taken_as_they_are() {
    let wire = |text: &str, methods: &[&str]| {
        let methods = methods.iter().map(|method| (*method).to_owned()).collect();
        read(text.as_bytes(), &Known { methods, wire: true }).messages
    };
    let [message] = &wire("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", &["GET"])[..] else { panic!() };
    assert_eq!((oddities(message), message.content.complete), (vec![(Strange::ShortContent, None)], Some(false)));
    let [message] = &wire("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", &["HEAD"])[..] else { panic!() };
    assert_eq!((oddities(message), message.content.complete), (vec![], Some(true)));
    let [message] = &wire("HTTP/1.1 200 OK\nContent-Length: 0\n\n", &["GET"])[..] else { panic!() };
    assert_eq!(oddities(message), [(Strange::BareLineFeed, Some(1))]);
    let [message] = &wire("HTTP/1.1 200 OK\r\n\r\nall", &["GET"])[..] else { panic!() };
    assert_eq!((&*message.content.bytes, message.content.complete), (&b"all"[..], Some(true)));
    let [message] = &wire("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello", &["GET"])[..] else { panic!() };
    assert_eq!(oddities(message), [(Strange::Chunk, Some(4))]);
    let [message] = &wire("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\nHTTP/1.1 200 OK", &["GET"])[..] else {
        panic!()
    };
    assert_eq!(message.content.bytes, b"HTTP/1.1 200 OK");
    let inner = "a\r\nHTTP/1.1 200 OK\r\nServer: b\r\n\r\n";
    for fields in ["", "Content-Length: 9999\r\n", "Transfer-Encoding: chunked\r\n"] {
        assert_eq!(wire(&format!("HTTP/1.1 200 OK\r\n{fields}\r\n{inner}"), &["GET"]).len(), 1, "{fields}");
    }
    let [tunnel] = &wire("HTTP/1.1 200 OK\r\n\r\n\x16\x03\x01", &["CONNECT"])[..] else { panic!() };
    assert_eq!((oddities(tunnel), tunnel.content.length), (vec![], 0));
}

/// The status, the fields, the content and the bytes of a response.
type Sound = (u16, Vec<(String, String)>, Vec<u8>, Vec<u8>);

/// A sound response over HTTP/1.1: what it should be read as, and its bytes.
fn response() -> impl Strategy<Value = Sound> {
    let status = prop::sample::select(vec![200_u16, 201, 301, 404, 418, 500, 503]);
    let field = ("X-[A-Za-z0-9]{1,8}", "([!-~]([ !-~]{0,20}[!-~])?)?");
    let fields = prop::collection::vec(field, 0..6);
    let content = prop::collection::vec(any::<u8>(), 1..80);
    let cuts = prop::collection::vec(1_usize..20, 1..9);
    (status, fields, content, prop::option::of(cuts)).prop_map(|(status, fields, content, cuts)| {
        let mut bytes = format!("HTTP/1.1 {status} A reason\r\n").into_bytes();
        for (name, value) in &fields {
            bytes.extend(format!("{name}: {value}\r\n").bytes());
        }
        if let Some(cuts) = cuts {
            bytes.extend(b"Transfer-Encoding: chunked\r\n\r\n");
            let mut rest = content.as_slice();
            for cut in cuts.iter().cycle() {
                let (chunk, after) = rest.split_at(rest.len().min(*cut));
                bytes.extend(format!("{:x}\r\n", chunk.len()).bytes().chain(chunk.iter().copied()).chain(*b"\r\n"));
                rest = after;
                if chunk.is_empty() {
                    break;
                }
            }
        } else {
            bytes.extend(format!("Content-Length: {}\r\n\r\n", content.len()).bytes());
            bytes.extend(&content);
        }
        (status, fields, content, bytes)
    })
}

/// Checks what holds for any input.
fn check(input: &[u8]) {
    for wire in [false, true] {
        let capture = read(input, &Known { methods: vec!["GET".into(), "HEAD".into()], wire });
        let lines = input.split(|byte| *byte == b'\n').count();
        for message in &capture.messages {
            let fields = message.fields.iter().chain(message.trailers.iter()).map(|field| field.line);
            let odd = message.oddities.iter().filter_map(|oddity| oddity.line);
            for line in fields.chain(odd).chain([message.line]) {
                assert!((1..=lines).contains(&line), "line {line} of {lines} in {message:?}");
            }
            let content = &message.content;
            assert!(content.bytes.len() as u64 <= content.length || content.length == 0, "{content:?}");
        }
    }
}

proptest! {
    #[test]
    fn sound_messages_read_back_the_same(exchange in prop::collection::vec(response(), 1..4)) {
        let bytes: Vec<u8> = exchange.iter().flat_map(|(.., bytes)| bytes.clone()).collect();
        for wire in [false, true] {
            let messages = read(&bytes, &Known { wire, ..Known::default() }).messages;
            prop_assert_eq!(messages.len(), exchange.len());
            for (message, (status, fields, content, _)) in messages.iter().zip(&exchange) {
                prop_assert_eq!(message.status(), Some(*status));
                let read: Vec<_> = message.fields.iter().map(|field| (field.name.clone(), field.value.clone())).collect();
                prop_assert_eq!(&read[..fields.len()], fields);
                prop_assert_eq!(&message.content.bytes, content);
                prop_assert_eq!(message.content.complete, Some(true));
                prop_assert_eq!(oddities(message), []);
            }
        }
    }

    #[test]
    fn no_bytes_are_too_odd(input in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&input);
    }

    #[test]
    fn no_pieces_are_too_odd(pieces in prop::collection::vec(prop::sample::select(vec![
        "HTTP/1.1 200 OK", "GET / HTTP/1.1", "HTTP/2 200", "\r\n", "\n", "\r", " ", ":", "> ", "< ", "* ", "  ", "\0", "é",
        "Content-Length: 5", "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked", "5\r\nhello\r\n", "0\r\n\r\n",
        "ffffffffffffffff", "{ [5 bytes data]", "---response begin---", ":status: 200", "Host:", "a", "Status Code:", "204",
        "* Connection #0", "\x1b[1m", "Trailer: a", "Content-Encoding: gzip", "HEAD / HTTP/1.1", "\r100 --:--:--",
    ]), 0..60)) {
        check(pieces.concat().as_bytes());
    }

    #[test]
    fn cut_and_changed_messages_are_survived(
        (_, _, _, bytes) in response(),
        cut in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..5),
    ) {
        let mut changed = bytes.clone();
        for (at, byte) in changes {
            let at = at.index(changed.len());
            changed[at] = byte;
        }
        changed.truncate(cut.index(bytes.len() + 1));
        check(&changed);
    }
}
