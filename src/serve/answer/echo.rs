//! Routes that say what was sent.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Map, Value, json};

use super::ask::{Answer, Ask};
use super::form;
use crate::serve::wire::{Response, Text, json_pretty, text};

/// Fields that proxies in front of httpbin add, which are shown when `show_env` is in the query.
const OF_PROXIES: &[&str] = &[
    "connect-time",
    "total-route-time",
    "via",
    "x-forwarded-for",
    "x-forwarded-port",
    "x-forwarded-proto",
    "x-forwarded-protocol",
    "x-forwarded-ssl",
    "x-heroku-dynos-in-use",
    "x-heroku-queue-depth",
    "x-heroku-queue-wait-time",
    "x-real-ip",
    "x-request-id",
    "x-request-start",
    "x-varnish",
];

/// A JSON object as a response.
pub fn json_response(value: &Value) -> Response {
    Response::with(200, "application/json", json_pretty(value))
}

/// A name as httpbin writes it: `user-agent` is `User-Agent`.
fn title(name: &str) -> String {
    let mut first = true;
    let letter = |c: char| {
        let cased = if first { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
        first = c == '-';
        cased
    };
    name.chars().map(letter).collect()
}

/// The fields of the request.
pub fn headers(ask: &Ask<'_>) -> Value {
    let shows_all = ask.option("show_env").is_some();
    let mut headers = Map::new();
    for (name, value) in ask.request.head.fields() {
        if !shows_all && OF_PROXIES.iter().any(|hidden| name.eq_ignore_ascii_case(hidden)) {
            continue;
        }
        let name = title(name);
        let value = match headers.get(&name).and_then(Value::as_str) {
            Some(before) => format!("{before},{value}"),
            None => value.into_owned(),
        };
        headers.insert(name, Value::String(value));
    }
    Value::Object(headers)
}

/// Pairs as an object: a name that comes several times has a list.
pub fn grouped(pairs: impl IntoIterator<Item = (String, String)>) -> Value {
    let mut groups: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (name, value) in pairs {
        groups.entry(name).or_default().push(Value::String(value));
    }
    let single = |(name, mut values): (String, Vec<Value>)| {
        let value = if values.len() == 1 { values.remove(0) } else { Value::Array(values) };
        (name, value)
    };
    Value::Object(groups.into_iter().map(single).collect())
}

/// Bytes as a JSON string can hold them: text, or else a data URL.
fn in_json(bytes: &[u8], media_type: &str) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => format!("data:{media_type};base64,{}", BASE64_STANDARD.encode(bytes)),
    }
}

/// What was sent, all of it.
fn whole(ask: &Ask<'_>) -> Map<String, Value> {
    let media_type = ask.field("content-type").unwrap_or_default();
    let content = &ask.request.content;
    let form = form::read(&media_type, content);
    let (data, fields, files) = if let Some(form) = form {
        let file = |(name, file): (String, form::File)| (name, in_json(&file.content, &file.media_type));
        (String::new(), form.fields, form.files.into_iter().map(file).collect())
    } else {
        let media_type = if media_type.is_empty() { "application/octet-stream" } else { &media_type };
        (in_json(content, media_type), Vec::new(), Vec::new())
    };
    let parsed = serde_json::from_str(&data).unwrap_or(Value::Null);
    let mut whole = plain(ask);
    whole.insert("data".into(), Value::String(data));
    whole.insert("files".into(), grouped(files));
    whole.insert("form".into(), grouped(fields));
    whole.insert("json".into(), parsed);
    whole
}

/// What is told of any request.
fn plain(ask: &Ask<'_>) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("args".into(), grouped(ask.query.iter().cloned()));
    map.insert("headers".into(), headers(ask));
    map.insert("origin".into(), Value::String(ask.client()));
    map.insert("url".into(), Value::String(ask.url()));
    map
}

/// What is told of a request without content, as JSON.
pub fn plain_value(ask: &Ask<'_>) -> Value {
    Value::Object(plain(ask))
}

/// `/get`.
pub fn get(ask: &mut Ask<'_>) -> Answer {
    Ok(json_response(&Value::Object(plain(ask))))
}

/// `/post`, `/put`, `/patch`, `/delete`.
pub fn with_content(ask: &mut Ask<'_>) -> Answer {
    Ok(json_response(&Value::Object(whole(ask))))
}

/// `/anything`.
pub fn anything(ask: &mut Ask<'_>) -> Answer {
    let mut whole = whole(ask);
    whole.insert("method".into(), Value::String(ask.request.head.method().to_owned()));
    if !ask.request.trailers.is_empty() {
        whole.insert("trailers".into(), grouped(ask.request.trailers.iter().cloned()));
    }
    Ok(json_response(&Value::Object(whole)))
}

/// What `/delay` says.
pub fn delayed(ask: &Ask<'_>) -> Response {
    let mut whole = whole(ask);
    whole.remove("json");
    json_response(&Value::Object(whole))
}

/// `/headers`.
pub fn only_headers(ask: &mut Ask<'_>) -> Answer {
    Ok(json_response(&json!({ "headers": headers(ask) })))
}

/// `/ip`.
pub fn ip(ask: &mut Ask<'_>) -> Answer {
    Ok(json_response(&json!({ "origin": ask.client() })))
}

/// `/user-agent`.
pub fn user_agent(ask: &mut Ask<'_>) -> Answer {
    Ok(json_response(&json!({ "user-agent": ask.field("user-agent") })))
}

/// `/dump/request`: the request as it came.
pub fn dump(ask: &mut Ask<'_>) -> Answer {
    let bytes = [ask.request.head.bytes(), &ask.request.content].concat();
    Ok(Response::text(200, text(&bytes)))
}

/// `/response-headers`: the query as fields, and what they are as JSON, its own length included.
pub fn response_headers(ask: &mut Ask<'_>) -> Answer {
    let is_token = |name: &str| !name.is_empty() && name.bytes().all(crate::serve::wire::is_token);
    let framing = ["content-length", "transfer-encoding", "connection"];
    let mut fields: Vec<(Text, Text)> = vec![("Content-Type".into(), "application/json".into())];
    for (name, value) in &ask.query {
        if !is_token(name) {
            return Err(super::ask::bad(format!("{name:?} is no name of a field")));
        }
        if !framing.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            fields.push((name.clone().into(), value.clone().into()));
        }
    }
    let mut length = 0;
    // The length is a part of what it measures.
    let content = loop {
        let mut pairs: Vec<(String, String)> =
            fields.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        pairs.push(("Content-Length".to_owned(), length.to_string()));
        let content = json_pretty(&grouped(pairs));
        if content.len() == length {
            break content;
        }
        // A length whose own digits make it miss itself is passed over.
        length = if length == 0 || content.len() > length { content.len() } else { break content };
    };
    let mut response = Response::new(200);
    response.fields = fields;
    response.body = crate::serve::wire::Body::Bytes(content.into());
    Ok(response)
}
