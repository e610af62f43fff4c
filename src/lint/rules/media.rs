//! Types, codings and languages of content.

use std::collections::HashSet;

use crate::lint::finding::Source::{Page, Rfc};
use crate::lint::grammar::{EXT_VALUE, QVALUE, is_restricted_name};
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::lint::values::{Param, members, repeated, with_params};
use crate::message::Field;

rules! { Values;
    NAME: Warning "media-type-name-invalid" None, "`{}` is not a valid media type name", "Begin with a letter or digit, and use those and `!#$&-^_.+` alone.", Rfc(6838, "4.2");
    STAR: Error "media-type-wildcard" None, "`{}` is a range, where a type is required", "Name the type: an asterisk has a meaning in `Accept` and `Accept-Post` alone.", Rfc(9110, "8.3.1");
    RANGE: Error "media-range-invalid" Some("Accept"), "`{}` is not a media range", "Write `*/*`, `type/*` or `type/subtype`.", Rfc(9110, "12.5.1");
    WEIGHT: Error "weight-invalid" None, "`{}` is not a valid weight", "Write a number from 0 to 1 with three decimals at most: `q=0.8`.", Rfc(9110, "12.4.2");
    PARAM_REPEATED: Warning "parameter-repeated" None, "The parameter `{}` appears more than once", "Write it once: recipients differ in which one they take.", Rfc(9110, "5.6.6");
    CHARSET: Warning "charset-unknown" Some("Content-Type"), "`{}` is not a charset that browsers know", "Send `charset=utf-8`: browsers ignore the other, and guess.", Page("Encoding Standard: labels", "https://encoding.spec.whatwg.org/#names-and-labels");
    CHARSET_REPLACED: Warning "charset-refused" Some("Content-Type"), "Browsers refuse to read `{}`", "Send UTF-8: browsers show one replacement character in place of all the text.", Page("Encoding Standard: replacement", "https://encoding.spec.whatwg.org/#replacement");
    CHARSET_JSON: Note "charset-of-json" Some("Content-Type"), "JSON has no charset but UTF-8", "Leave `charset` out: the type defines no such parameter, and clients ignore it.", Rfc(8259, "11");
    CHARSET_MISSING: Note "charset-missing" Some("Content-Type"), "The text does not say its charset", "Send `charset=utf-8`: without it, browsers look into the content, and guess.", Page("HTML: determining the character encoding", "https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding");
    BOUNDARY: Error "multipart-without-boundary" Some("Content-Type"), "`{}` has no `boundary`", "Send the `boundary` between the parts: they cannot be told apart without it.", Rfc(2046, "5.1.1");
    CODING_ALIAS: Warning "content-coding-alias" None, "`{}` is an old name", "Write `gzip` or `compress`: the names with `x-` are only accepted from old senders.", Rfc(9110, "8.4.1");
    CODING_UNKNOWN: Warning "content-coding-unknown" Some("Content-Encoding"), "`{}` is not a registered content coding", "Send `gzip`, `br`, `zstd`, or none.", Page("IANA: content codings", "https://www.iana.org/assignments/http-parameters/http-parameters.xhtml#content-coding");
    CODING_IDENTITY: Warning "content-coding-identity" Some("Content-Encoding"), "`identity` stands for no coding, and has no place here", "Leave the field out.", Rfc(9110, "12.5.3");
    CODING_REPEATED: Warning "content-coding-repeated" Some("Content-Encoding"), "The content is said to be compressed with `{}` twice", "Compress once. It is often done both by the application and by the proxy, or only said twice.", Rfc(9110, "8.4");
    CODING_UNASKED: Warning "content-coding-not-accepted" Some("Content-Encoding"), "The request does not accept `{}`", "Choose a coding from the request's `Accept-Encoding`, or none: the client may not be able to read this.", Rfc(9110, "12.5.3");
    LANGUAGE: Warning "language-unregistered" None, "`{}` is not a registered language", "Write the code of two or three letters: `de`, not `german`.", Rfc(5646, "2.2.1");
    DISPOSITION: Note "disposition-type-unknown" Some("Content-Disposition"), "`{}` is not a known disposition type", "Write `attachment` or `inline`: clients take anything else for `attachment`.", Rfc(6266, "4.2");
    PATH: Warning "filename-with-path" Some("Content-Disposition"), "The file name holds a path: `{}`", "Send the bare name: clients cut off or replace what stands before the last slash.", Rfc(6266, "4.3");
    STAR_QUOTED: Error "extended-parameter-quoted" None, "The value of `{}` is quoted", "Write it without: `filename*=UTF-8''na%C3%AFve.txt`.", Rfc(8187, "3.2.1");
    STAR_VALUE: Error "extended-parameter-invalid" None, "The value of `{}` is not charset, language and percent-encoded text", "Write it like `UTF-8''na%C3%AFve.txt`.", Rfc(8187, "3.2.1");
    STAR_CHARSET: Warning "extended-parameter-charset" None, "The charset of `{}` is not UTF-8", "Encode in UTF-8: a sender has to, and recipients need know no other.", Rfc(8187, "3.2.1");
    FALLBACK: Note "filename-without-fallback" Some("Content-Disposition"), "There is `filename*` but no `filename`", "Send both: some clients know the plain one alone.", Rfc(6266, "D");
}

/// Registered content codings, and those in use.
const CODINGS: [&str; 14] = [
    "aes128gcm",
    "br",
    "compress",
    "dcb",
    "dcz",
    "deflate",
    "exi",
    "gzip",
    "identity",
    "pack200-gzip",
    "x-compress",
    "x-gzip",
    "zstd",
    "zlib",
];

/// Nobody codes more often, and each is looked for in what the request accepts.
const MOST_CODINGS: usize = 20;

/// The fields whose values are types or ranges.
const TYPES: [&str; 5] = ["Content-Type", "Accept-Patch", "Accept", "Accept-Post", "Accept-Encoding"];

pub fn check(look: &Look<'_>, report: &mut Report) {
    for line in TYPES.into_iter().flat_map(|name| look.lines(name)) {
        members(&line.value).for_each(|member| media(line, member, report));
    }
    for line in ["Accept-Language", "Content-Language"].into_iter().flat_map(|name| look.lines(name)) {
        for tag in members(&line.value).map(|member| with_params(member).0) {
            let primary = tag.split('-').next().unwrap_or_default();
            // Four letters are reserved, and longer ones are left to be registered; none is.
            if primary.len() > 3 || primary.len() == 1 && !matches!(primary, "x" | "i" | "*" | "X" | "I") {
                report.at(&LANGUAGE, line, tag);
            }
        }
    }
    if let Some(line) = look.first("Content-Type") {
        content_type(line, report);
    }
    codings(look, report);
    look.lines("Content-Disposition").for_each(|line| disposition(line, report));
}

fn is(line: &Field, name: &str) -> bool {
    line.name.eq_ignore_ascii_case(name)
}

fn media(line: &Field, member: &str, report: &mut Report) {
    let (name, params) = with_params(member);
    if let Some(name) = repeated(&params) {
        report.at(&PARAM_REPEATED, line, name);
    }
    let is_accept = is(line, "Accept") || is(line, "Accept-Encoding");
    for weight in params.iter().filter(|param| is_accept && param.is("q")) {
        if !QVALUE.fits(weight.raw.unwrap_or_default()) {
            report.at(&WEIGHT, line, &format!("q={}", weight.raw.unwrap_or_default()));
        }
    }
    if is(line, "Accept-Encoding") {
        let is_alias = matches!(&*name.to_ascii_lowercase(), "x-gzip" | "x-compress");
        return if is_alias {
            report.at(&CODING_ALIAS, line, name);
        };
    }
    let Some((kind, subtype)) = name.split_once('/') else { return };
    let (star, half) = (kind == "*" || subtype == "*", kind == "*" && subtype != "*");
    if (is(line, "Content-Type") || is(line, "Accept-Patch")) && star {
        report.at(&STAR, line, name);
    } else if half {
        report.at(&RANGE, line, name);
    } else if let Some(part) = [kind, subtype].into_iter().find(|part| *part != "*" && !is_restricted_name(part)) {
        report.at(&NAME, line, part);
    }
}

fn content_type(line: &Field, report: &mut Report) {
    let (name, params) = with_params(&line.value);
    let name = name.to_ascii_lowercase();
    let find = |wanted: &str| params.iter().find(|param| param.is(wanted));
    let is_json = name == "application/json" || name.ends_with("+json");
    match find("charset").map(Param::value) {
        Some(charset) if is_json => {
            if charset.eq_ignore_ascii_case("utf-8") {
                report.at(&CHARSET_JSON, line, "");
            } else {
                report.at(&CHARSET, line, &charset);
            }
        }
        Some(charset) => match encoding_rs::Encoding::for_label(charset.as_bytes()) {
            None => report.at(&CHARSET, line, &charset),
            Some(encoding) if encoding == encoding_rs::REPLACEMENT => report.at(&CHARSET_REPLACED, line, &charset),
            Some(_) => {}
        },
        None if matches!(&*name, "text/html" | "text/plain") => report.at(&CHARSET_MISSING, line, ""),
        None => {}
    }
    if name.starts_with("multipart/") && find("boundary").is_none_or(|boundary| boundary.value().is_empty()) {
        report.at(&BOUNDARY, line, &name);
    }
}

fn codings(look: &Look<'_>, report: &mut Report) {
    let Some(line) = look.first("Content-Encoding") else { return };
    let value = look.value("Content-Encoding").unwrap_or_default().to_ascii_lowercase();
    let accepted = look.request.and_then(|request| request.fields.value("Accept-Encoding"));
    let mut seen = HashSet::new();
    for coding in members(&value).take(MOST_CODINGS) {
        match coding {
            "x-gzip" | "x-compress" => report.at(&CODING_ALIAS, line, coding),
            "identity" => report.at(&CODING_IDENTITY, line, ""),
            coding if !CODINGS.contains(&coding) => report.at(&CODING_UNKNOWN, line, coding),
            _ => {}
        }
        if !seen.insert(coding) {
            report.at(&CODING_REPEATED, line, coding);
        }
        let is_refused = accepted.as_deref().is_some_and(|accepted| !accepts(accepted, coding));
        if is_refused && !look.is_request() {
            report.at(&CODING_UNASKED, line, coding);
        }
    }
}

/// Whether an `Accept-Encoding` accepts a coding (RFC 9110 §12.5.3).
fn accepts(accepted: &str, coding: &str) -> bool {
    let weight = |name: &str| {
        let mut ranges = members(accepted).map(with_params);
        let (_, params) = ranges.find(|(range, _)| range.eq_ignore_ascii_case(name))?;
        Some(params.iter().find(|param| param.is("q")).is_none_or(|q| !q.value().trim_matches(['0', '.']).is_empty()))
    };
    weight(coding).or_else(|| weight("*")).unwrap_or(false)
}

fn disposition(line: &Field, report: &mut Report) {
    let (kind, params) = with_params(&line.value);
    if !["attachment", "inline", "form-data"].iter().any(|known| kind.eq_ignore_ascii_case(known)) {
        report.at(&DISPOSITION, line, kind);
    }
    if let Some(name) = repeated(&params) {
        report.at(&PARAM_REPEATED, line, name);
    }
    for param in &params {
        extended(line, param, report);
    }
    for name in params.iter().filter(|param| param.is("filename") || param.is("filename*")) {
        let value = name.value();
        let lower = value.to_ascii_lowercase();
        let encoded = name.is("filename*") && (lower.contains("%2f") || lower.contains("%5c"));
        if value.contains('/') || (!name.is("filename*") && value.contains('\\')) || encoded {
            report.at(&PATH, line, &value);
        }
    }
    let has = |name: &str| params.iter().any(|param| param.is(name));
    if has("filename*") && !has("filename") {
        report.at(&FALLBACK, line, "");
    }
}

/// A parameter whose name ends with an asterisk (RFC 8187).
pub fn extended(line: &Field, param: &Param<'_>, report: &mut Report) {
    if !param.name.ends_with('*') {
        return;
    }
    let raw = param.raw.unwrap_or_default();
    if raw.starts_with('"') {
        report.at(&STAR_QUOTED, line, param.name);
    } else if !EXT_VALUE.fits(raw) {
        report.at(&STAR_VALUE, line, param.name);
    } else if !raw.get(..6).is_some_and(|charset| charset.eq_ignore_ascii_case("UTF-8'")) {
        report.at(&STAR_CHARSET, line, param.name);
    }
}
