//! What the content says of itself: its type, and problem details (RFC 9457).

use serde_json::{Map, Value};

use crate::lint::finding::Source::Rfc;
use crate::lint::grammar::is_reference;
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::lint::values::with_params;
use crate::message::Content;

rules! { Content;
    NO_TYPE: Warning "content-type-missing" Some("Content-Type"), "The content does not say its type", "Send `Content-Type`: recipients guess otherwise, or take it for `application/octet-stream`.", Rfc(9110, "8.3");
    TYPE_ALONE: Note "content-type-without-content" Some("Content-Type"), "There is a type, but no content", "Leave the type out; with 204 it says nothing.", Rfc(9110, "8.3");
    NO_JSON: Error "json-invalid" None, "The content is said to be JSON, and is not: {}", "Send valid JSON, or its true type. An error page of a proxy often has the application's type.", Rfc(8259, "2");
    HTML_AS_JSON: Error "html-sent-as-json" None, "The content is said to be JSON, and is HTML", "Look for what sent it: as a rule an error page or a login page took the place of the answer.", Rfc(9110, "8.3");
    GZIP_UNTOLD: Error "content-coding-untold" Some("Content-Encoding"), "The content is compressed with gzip, but `Content-Encoding` does not say so", "Send `Content-Encoding: gzip`: clients show or parse the compressed bytes otherwise.", Rfc(9110, "8.4");
    GZIP_NOT: Error "content-coding-untrue" Some("Content-Encoding"), "`Content-Encoding` says gzip, but the content is not compressed with it", "Compress it, or leave the field out: clients fail to decode it.", Rfc(9110, "8.4");
    PROBLEM_OBJECT: Error "problem-not-an-object" None, "The problem details are not a JSON object", "Send an object with `type`, `title`, `status`, `detail` and `instance` as needed.", Rfc(9457, "3");
    PROBLEM_STATUS: Warning "problem-status-differs" None, "The problem details say status {}", "Send the status of the response in both: generic clients read the one, people the other.", Rfc(9457, "3.1.2");
    PROBLEM_TYPE: Error "problem-member-type" None, "`{}` has a value of the wrong type", "Send `type`, `title`, `detail` and `instance` as strings, `status` as a number: clients ignore the member otherwise.", Rfc(9457, "3.1");
    PROBLEM_URI: Error "problem-type-invalid" None, "The problem type `{}` is not a URI reference", "Send a URI, or leave `type` out, which means `about:blank`.", Rfc(9457, "3.1.1");
    PROBLEM_RELATIVE: Note "problem-type-relative" None, "The problem type `{}` is relative", "Send an absolute URI: a relative one means something else at every address.", Rfc(9457, "3.1.1");
    PROBLEM_TITLE: Note "problem-without-title" None, "The problem details have no `title`", "Send a short sentence that says what kind of problem it is.", Rfc(9457, "3.1.3");
    PROBLEM_SUCCESS: Warning "problem-with-success" None, "Problem details come with a successful response", "Send them with 4xx or 5xx: clients look for them only there.", Rfc(9457, "3");
    PROBLEM_UNMARKED: Note "problem-media-type" Some("Content-Type"), "The content looks like problem details, but has another type", "Send `Content-Type: application/problem+json`, so that clients know how to read it.", Rfc(9457, "3");
}

/// The most bytes of JSON that are read.
const MOST: usize = 1 << 20;

pub fn check(look: &Look<'_>, report: &mut Report) {
    let content = &look.message.content;
    if content.length == 0 {
        if let Some(line) = look.first("Content-Type").filter(|_| matches!(look.status(), Some(204 | 205))) {
            report.at(&TYPE_ALONE, line, "");
        }
        return;
    }
    // What is not allowed at all has a finding already.
    let is_forbidden =
        look.status().is_some_and(|status| (100..200).contains(&status) || matches!(status, 204 | 205 | 304));
    if !look.has("Content-Type") && !is_forbidden {
        report.missing(&NO_TYPE, "Content-Type");
    }
    coding(look, content, report);
    let media_type = look.value("Content-Type").unwrap_or_default();
    let name = with_params(&media_type).0.to_ascii_lowercase();
    let is_json = name == "application/json" || name.ends_with("+json");
    if is_json && !look.has("Content-Encoding") {
        json(look, &name, content, report);
    }
}

fn coding(look: &Look<'_>, content: &Content, report: &mut Report) {
    let is_gzip = content.bytes.starts_with(&[0x1f, 0x8b]);
    let value = look.value("Content-Encoding").unwrap_or_default().to_ascii_lowercase();
    let media_type = look.value("Content-Type").unwrap_or_default().to_ascii_lowercase();
    let is_text = media_type.starts_with("text/") || media_type.contains("json") || media_type.contains("xml");
    if is_gzip && value.is_empty() && is_text {
        report.missing(&GZIP_UNTOLD, "Content-Encoding");
    }
    // Programs that capture often take the coding off; then the length cannot be told either.
    let is_whole = content.complete == Some(true) && look.has("Content-Length") && content.bytes.len() > 1;
    if let Some(line) = look.first("Content-Encoding").filter(|_| value == "gzip" && !is_gzip && is_whole) {
        report.at(&GZIP_NOT, line, "");
    }
}

fn json(look: &Look<'_>, name: &str, content: &Content, report: &mut Report) {
    let is_whole = content.complete != Some(false) && content.bytes.len() as u64 == content.length;
    if !is_whole || content.bytes.len() > MOST {
        return;
    }
    let value = match serde_json::from_slice::<Value>(&content.bytes) {
        Ok(value) => value,
        Err(_) if content.bytes.trim_ascii_start().starts_with(b"<") => return report.about(&HTML_AS_JSON, None, ""),
        // Some types hold a value a line.
        Err(_) if name.contains("seq") || name.contains("lines") => return,
        Err(error) => return report.about(&NO_JSON, None, &error.to_string()),
    };
    if name == "application/problem+json" {
        match value.as_object() {
            None => report.about(&PROBLEM_OBJECT, None, ""),
            Some(details) => problem(look, details, report),
        }
    } else if let Some(details) = value.as_object() {
        let is_error = look.status().is_some_and(|status| status >= 400);
        let looks_so =
            details.get("title").is_some_and(Value::is_string) && details.get("status").is_some_and(Value::is_number);
        if is_error && looks_so {
            report.missing(&PROBLEM_UNMARKED, "Content-Type");
        }
    }
}

fn problem(look: &Look<'_>, details: &Map<String, Value>, report: &mut Report) {
    let status = look.status().unwrap_or(0);
    if (200..300).contains(&status) {
        report.about(&PROBLEM_SUCCESS, None, "");
    }
    for name in ["type", "title", "detail", "instance"] {
        if details.get(name).is_some_and(|value| !value.is_string()) {
            report.about(&PROBLEM_TYPE, None, name);
        }
    }
    match details.get("status") {
        Some(value) if value.as_u64().is_none() => report.about(&PROBLEM_TYPE, None, "status"),
        Some(value) if value.as_u64() != Some(u64::from(status)) => {
            report.about(&PROBLEM_STATUS, None, &value.to_string());
        }
        _ => {}
    }
    let kind = details.get("type").and_then(Value::as_str);
    match kind {
        Some(kind) if !is_reference(kind) => report.about(&PROBLEM_URI, None, kind),
        Some(kind) if !kind.contains(':') => report.about(&PROBLEM_RELATIVE, None, kind),
        _ => {}
    }
    if !details.contains_key("title") {
        report.about(&PROBLEM_TITLE, None, "");
    }
}
