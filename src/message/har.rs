//! The HTTP Archive format 1.2, as the network panels of browsers export it.
//!
//! An archive is many megabytes long, most of them content. It is gone through once for where its entries are; each is
//! read when it is wanted.

use std::borrow::Cow;
use std::fmt;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::content;
use super::oddity::note;
use super::{Content, Field, Fields, Message, Start, Strange, limits};

/// The entries of an archive that are kept.
const ENTRIES: usize = 100_000;

/// An archive that was gone through.
#[derive(Debug)]
pub struct Archive<'a> {
    /// Its entries in order.
    pub entries: Vec<Entry<'a>>,
    /// How many more there are than are kept.
    pub more: usize,
}

/// An entry of an archive, not yet read.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a>(&'a RawValue);

/// A request and its response, as an entry of an archive has them.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// The URL that was asked for.
    pub url: String,
    /// When it began, in ISO 8601.
    pub started: String,
    /// How long it took, in milliseconds.
    pub milliseconds: Option<f64>,
    /// What the browser says where there was no response: `net::ERR_CONNECTION_REFUSED`.
    pub error: Option<String>,
    /// The request, and the response if there was one.
    pub messages: Vec<Message>,
}

/// Goes through an archive.
///
/// # Errors
/// When it is no JSON, or no archive.
pub fn entries(input: &str) -> serde_json::Result<Archive<'_>> {
    #[derive(Deserialize)]
    struct File<'a> {
        #[serde(borrow)]
        log: Log<'a>,
    }
    #[derive(Deserialize)]
    struct Log<'a> {
        #[serde(borrow)]
        entries: Archive<'a>,
    }
    let input = input.strip_prefix('\u{feff}').unwrap_or(input);
    serde_json::from_str(input).map(|file: File<'_>| file.log.entries)
}

impl<'de: 'a, 'a> Deserialize<'de> for Archive<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Archive<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the array of entries")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Archive<'de>, A::Error> {
                let mut archive = Archive { entries: Vec::new(), more: 0 };
                while archive.entries.len() < ENTRIES {
                    let Some(entry) = array.next_element()? else { return Ok(archive) };
                    archive.entries.push(Entry(entry));
                }
                while array.next_element::<IgnoredAny>()?.is_some() {
                    archive.more += 1;
                }
                Ok(archive)
            }
        }
        deserializer.deserialize_seq(Entries)
    }
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Written<'a> {
    #[serde(borrow)]
    started_date_time: Cow<'a, str>,
    time: Option<f64>,
    #[serde(borrow)]
    request: Request<'a>,
    #[serde(borrow)]
    response: Response<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Request<'a> {
    #[serde(borrow)]
    method: Cow<'a, str>,
    #[serde(borrow)]
    url: Cow<'a, str>,
    #[serde(borrow)]
    http_version: Cow<'a, str>,
    #[serde(borrow)]
    headers: Vec<Header<'a>>,
    #[serde(borrow)]
    post_data: Option<Body<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Response<'a> {
    status: Option<f64>,
    #[serde(borrow)]
    status_text: Cow<'a, str>,
    #[serde(borrow)]
    http_version: Cow<'a, str>,
    #[serde(borrow)]
    headers: Vec<Header<'a>>,
    #[serde(borrow)]
    content: Option<Body<'a>>,
    #[serde(borrow, rename = "_error")]
    error: Option<Cow<'a, str>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Header<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    value: Cow<'a, str>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Body<'a> {
    size: Option<f64>,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow)]
    encoding: Cow<'a, str>,
}

impl Entry<'_> {
    /// Reads it.
    ///
    /// # Errors
    /// When something in it is of another type than the format has it.
    pub fn read(&self) -> serde_json::Result<Exchange> {
        let Written { started_date_time, time, request, response } = serde_json::from_str(self.0.get())?;
        let method = bounded(&request.method, limits::NAME);
        let url = bounded(&request.url, limits::VALUE);
        let start = Start::Request { method: method.clone(), target: url.clone() };
        let mut messages = vec![message(start, &request.http_version, request.headers, request.post_data, &method)];
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is checked to be in between")]
        let status = response.status.filter(|status| (1.0..1000.0).contains(status)).map(|status| status as u16);
        if let Some(status) = status {
            let start = Start::Response { status, reason: bounded(&response.status_text, limits::NAME) };
            messages.push(message(start, &response.http_version, response.headers, response.content, &method));
        }
        Ok(Exchange {
            url,
            started: bounded(&started_date_time, limits::NAME),
            milliseconds: time.filter(|time| *time >= 0.0),
            error: response.error.map(|error| bounded(&error, limits::NAME)).filter(|error| !error.is_empty()),
            messages,
        })
    }
}

fn message(start: Start, version: &str, headers: Vec<Header<'_>>, body: Option<Body<'_>>, method: &str) -> Message {
    let mut message = Message {
        start,
        version: version_of(version),
        line: 0,
        fields: Fields::default(),
        content: Content::default(),
        trailers: Fields::default(),
        oddities: Vec::new(),
    };
    let mut is_cut = headers.len() > limits::FIELDS;
    for Header { name, value } in headers.into_iter().take(limits::FIELDS) {
        // Chromium writes the lines of one field as one.
        for value in value.split('\n') {
            is_cut |= value.len() > limits::VALUE;
            let (name, value) = (bounded(&name, limits::NAME), bounded(value.trim(), limits::VALUE));
            message.fields.0.push(Field { name, value, line: 0 });
        }
    }
    is_cut |= message.fields.0.len() > limits::FIELDS;
    message.fields.0.truncate(limits::FIELDS);
    if is_cut {
        note(&mut message.oddities, Strange::TooMuch, None, b"fields");
    }
    let Body { size, text, encoding } = body.unwrap_or_default();
    let is_response = message.status().is_some();
    let decoded = if encoding == "base64" { BASE64_STANDARD.decode(text.as_bytes()).ok() } else { None };
    content::printed(&mut message, is_response.then_some(method), decoded.as_deref().unwrap_or(text.as_bytes()), 0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size, as large as may be")]
    let size = size.filter(|size| *size > 0.0).map_or(0, |size| size as u64);
    if message.content.bytes.is_empty() && size > 0 {
        message.content.length = size;
        message.content.complete = None;
    }
    message
}

/// The version as a first line has it: Chromium writes `http/2.0`, others `h2`.
fn version_of(version: &str) -> String {
    match version.to_ascii_lowercase().as_str() {
        "h2" | "http/2" | "http/2.0" => "HTTP/2".to_owned(),
        "h3" | "http/3" | "http/3.0" => "HTTP/3".to_owned(),
        "http/1.0" => "HTTP/1.0".to_owned(),
        "http/1.1" => "HTTP/1.1".to_owned(),
        _ => String::new(),
    }
}

/// A text that is cut where it is longer than so many bytes.
fn bounded(text: &str, most: usize) -> String {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARCHIVE: &str = include_str!("../../tests/captures/entry.har");

    #[test]
    fn entries_are_requests_and_their_responses() {
        let archive = entries(ARCHIVE).unwrap();
        let read: Vec<Exchange> = archive.entries.iter().map(|entry| entry.read().unwrap()).collect();
        assert_eq!((read.len(), archive.more), (3, 0));
        let statuses = read.iter().map(|exchange| exchange.messages.last().unwrap().status());
        assert_eq!(statuses.collect::<Vec<_>>(), [Some(301), Some(503), None]);
        let [request, response] = read[1].messages.as_slice() else { panic!("{read:?}") };
        assert_eq!((request.method(), request.version.as_str()), (Some("POST"), "HTTP/2"));
        assert_eq!(request.content.bytes, b"{\"a\":1}");
        assert_eq!(response.content.bytes, b"<h1>No</h1>");
        assert_eq!(response.fields.value("Retry-After").as_deref(), Some("soon"));
        assert_eq!(read[1].milliseconds, Some(191.5));
        assert_eq!(read[2].error.as_deref(), Some("net::ERR_BLOCKED_BY_CLIENT"));
    }

    #[test]
    fn what_is_no_archive_is_an_error() {
        for text in ["", "{", "[]", r#"{"log": {}}"#, r#"{"log": {"entries": {}}}"#] {
            assert!(entries(text).is_err(), "{text}");
        }
        let archive = entries(r#"{"log": {"entries": [1, {}, {"request": {"url": 1}}]}}"#).unwrap();
        assert_eq!(archive.entries.iter().map(|entry| entry.read().is_ok()).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn lines_of_one_field_are_told_apart() {
        let text = r#"{"log": {"entries": [{"response": {"status": 200, "headers": [{"name": "set-cookie", "value": "a=b\nc=d"}]}}]}}"#;
        let exchange = entries(text).unwrap().entries[0].read().unwrap();
        let values: Vec<&str> = exchange.messages[1].fields.iter().map(|field| field.value.as_str()).collect();
        assert_eq!(values, ["a=b", "c=d"]);
    }
}
