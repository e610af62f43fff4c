//! What requests need: target, host, conditions, ranges.

use crate::lint::finding::Source::Rfc;
use crate::lint::grammar::{HOST, is_absolute, is_reference, is_token};
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::lint::values::members;
use crate::message::{Field, Start};

rules! { Requests;
    NO_HOST: Error "host-missing" Some("Host"), "The request has no `Host`", "Send it: a server of HTTP/1.1 has to answer with 400 otherwise.", Rfc(9112, "3.2");
    HOST_DIFFERS: Error "host-differs-from-target" Some("Host"), "`Host` is not the host of the target: `{}`", "Send the same host in both: servers and proxies that choose differently can be turned against each other.", Rfc(9112, "3.2.2");
    METHOD_CASE: Warning "method-case" None, "The method `{}` is not written in capitals", "Write it in capitals: methods are compared letter by letter, and this one is another.", Rfc(9110, "9.1");
    TARGET: Error "request-target-invalid" None, "`{}` is not a valid request target", "Send a path that begins with a slash, and encode what a URI may not hold.", Rfc(9112, "3.2");
    FRAGMENT: Error "request-target-with-fragment" None, "The target has a fragment: `{}`", "Leave out what follows `#`: it is for the client alone.", Rfc(9112, "3.2");
    ASTERISK: Error "request-target-asterisk" None, "The target `*` is for OPTIONS alone", "Send a path.", Rfc(9112, "3.2.4");
    AUTHORITY: Error "connect-target-invalid" None, "CONNECT takes a host and a port, not `{}`", "Send `CONNECT example.com:443`.", Rfc(9112, "3.2.3");
    CONTENT_GET: Note "content-in-get" None, "A {} request has content", "Send it by POST or QUERY: content of this method has no meaning, and some servers and proxies refuse it.", Rfc(9110, "9.3.1");
    CONTENT_TRACE: Error "content-in-trace" None, "A TRACE request has content", "Send it without: a TRACE is answered with what came, and content has no place in it.", Rfc(9110, "9.3.8");
    SENSITIVE_TRACE: Error "trace-with-credentials" None, "A TRACE request has `{}`", "Leave it out: the answer repeats it, where a script may read it.", Rfc(9110, "9.3.8");
    NO_LENGTH: Note "content-length-missing" Some("Content-Length"), "The {} request does not say how long its content is", "Send `Content-Length: 0` if there is none: some servers answer with 411.", Rfc(9110, "8.6");
    EXPECT_UNKNOWN: Warning "expect-unknown" Some("Expect"), "`{}` is not a known expectation", "Send `100-continue` or nothing: a server may answer anything else with 417.", Rfc(9110, "10.1.1");
    EXPECT_EMPTY: Warning "expect-without-content" Some("Expect"), "`100-continue` is expected, but there is no content to send", "Leave `Expect` out: the client must not send it without content.", Rfc(9110, "10.1.1");
    RANGE_ORDER: Error "range-invalid" Some("Range"), "The range `{}` ends before it begins", "Give the first byte, then the last.", Rfc(9110, "14.1.2");
    RANGE_BYTES: Error "range-of-bytes-invalid" Some("Range"), "`{}` is not a byte range", "Write `first-last`, `first-` or `-count`: servers ignore the whole field otherwise.", Rfc(9110, "14.1.2");
    RANGE_UNIT: Note "range-unit-unknown" Some("Range"), "`{}` is not a registered unit", "Ask for `bytes`, unless the server has announced this unit.", Rfc(9110, "14.1");
    RANGE_METHOD: Note "range-without-get" Some("Range"), "`Range` only has a meaning with GET", "Leave it out: a server ignores it here.", Rfc(9110, "14.2");
    RANGE_MANY: Warning "range-excessive" Some("Range"), "The request asks for {} ranges", "Ask for fewer, in order: servers refuse many small ranges, since they are expensive.", Rfc(9110, "14.2");
    RANGE_OVERLAP: Warning "range-overlapping" Some("Range"), "The ranges `{}` overlap", "Ask for the bytes once: a server may refuse ranges that overlap, or send the whole.", Rfc(9110, "14.2");
    IF_RANGE_ALONE: Error "if-range-without-range" Some("If-Range"), "`If-Range` comes without `Range`", "Leave it out, or ask for a range: it has no meaning alone.", Rfc(9110, "13.1.5");
    IF_RANGE_WEAK: Error "if-range-weak" Some("If-Range"), "`If-Range` has a weak entity tag", "Send a strong one: parts can only be joined where every byte is the same.", Rfc(9110, "13.1.5");
    IF_MATCH_WEAK: Warning "if-match-weak" Some("If-Match"), "`If-Match` has a weak entity tag, which never matches", "Send a strong one: the comparison is strong, so the answer is always 412.", Rfc(9110, "13.1.1");
    TWO_CONDITIONS: Note "if-modified-since-ignored" Some("If-Modified-Since"), "`If-None-Match` is there too, so `If-Modified-Since` does not count", "That helps old servers; others ignore the date.", Rfc(9110, "13.1.3");
    SINCE_METHOD: Note "if-modified-since-without-get" Some("If-Modified-Since"), "`If-Modified-Since` only has a meaning with GET and HEAD", "Send `If-Unmodified-Since` or `If-Match` to guard a change.", Rfc(9110, "13.1.3");
    REFERER: Error "referer-with-fragment" Some("Referer"), "`Referer` has a fragment", "Leave out what follows `#`.", Rfc(9110, "10.1.3");
    REFERER_DOWN: Warning "referer-from-https-to-http" Some("Referer"), "`Referer` reveals an https address to an http server", "Leave it out: a client must not send it, since anyone who listens can read it.", Rfc(9110, "10.1.3");
    LOCATION: Error "content-location-with-fragment" Some("Content-Location"), "`Content-Location` has a fragment", "Leave out what follows `#`.", Rfc(9110, "8.7");
    ALLOW_CASE: Warning "allow-method-case" Some("Allow"), "The method `{}` is not written in capitals", "Write it in capitals: methods are compared letter by letter, and this one is another.", Rfc(9110, "9.1");
    ACCEPT_RANGES: Warning "accept-ranges-unknown" Some("Accept-Ranges"), "`{}` is not a registered range unit", "Send `bytes` or `none`.", Rfc(9110, "14.3");
    ACCEPT_NONE: Warning "accept-ranges-none-with-others" Some("Accept-Ranges"), "`none` is combined with a unit", "Send one of them.", Rfc(9110, "14.3");
    RANGE_VALUES: Error "content-range-invalid" Some("Content-Range"), "The range `{}` is impossible", "Send the first byte, the last, and a length that is larger than both: clients throw the part away otherwise.", Rfc(9110, "14.4");
    MAX_FORWARDS: Note "max-forwards-ignored" Some("Max-Forwards"), "`Max-Forwards` only has a meaning with TRACE and OPTIONS", "Leave it out.", Rfc(9110, "7.6.2");
}

pub fn check(look: &Look<'_>, report: &mut Report) {
    if let Some(line) = look.first("Content-Location").filter(|line| line.value.contains('#')) {
        report.at(&LOCATION, line, "");
    }
    units(look, report);
    let Start::Request { method, target } = &look.message.start else { return };
    let line = Some(look.message.line);
    // What nobody wrote in letters is no method of the registry.
    if method.bytes().any(|b| b.is_ascii_lowercase()) && is_token(method) && method.eq_ignore_ascii_case(&known(method))
    {
        report.about(&METHOD_CASE, line, method);
    }
    self::target(look, method, target, report);
    content(look, method, report);
    conditions(look, method, report);
    if let Some(line) = look.first("Range") {
        range(line, method, report);
    }
    if let Some(line) = look.first("Max-Forwards").filter(|_| !matches!(&**method, "TRACE" | "OPTIONS")) {
        report.at(&MAX_FORWARDS, line, "");
    }
    if let Some(line) = look.first("Referer") {
        if line.value.contains('#') {
            report.at(&REFERER, line, "");
        }
        if line.value.starts_with("https://") && look.is_secure() == Some(false) {
            report.at(&REFERER_DOWN, line, "");
        }
    }
}

/// The registered method that is written so, in capitals; empty where none is.
fn known(method: &str) -> String {
    let upper = method.to_ascii_uppercase();
    let all = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY"];
    if all.contains(&&*upper) { upper } else { String::new() }
}

fn target(look: &Look<'_>, method: &str, target: &str, report: &mut Report) {
    let line = Some(look.message.line);
    // From HTTP/2 on, `:authority` takes the place of `Host`, and captures differ in what they show.
    if look.message.version == "HTTP/1.1" && !look.has("Host") {
        report.missing(&NO_HOST, "Host");
    }
    if method == "CONNECT" {
        if target.is_empty() || !HOST.fits(target) || !target.contains(':') {
            report.about(&AUTHORITY, line, target);
        }
        return;
    }
    match target {
        "*" if method != "OPTIONS" => report.about(&ASTERISK, line, ""),
        "*" => {}
        target if target.contains('#') => report.about(&FRAGMENT, line, target),
        target if target.starts_with('/') && is_reference(&target.replacen("//", "/", 1)) => {}
        target if is_absolute(target) => {
            let host = target.split_once("://").map(|(_, rest)| rest.split(['/', '?']).next().unwrap_or_default());
            let differs = |line: &&Field| host.is_some_and(|host| !host.eq_ignore_ascii_case(&line.value));
            if let Some(line) = look.first("Host").filter(differs) {
                report.at(&HOST_DIFFERS, line, &line.value);
            }
        }
        target => report.about(&TARGET, line, target),
    }
}

fn content(look: &Look<'_>, method: &str, report: &mut Report) {
    let line = Some(look.message.line);
    let is_framed = look.has("Transfer-Encoding") || look.first("Content-Length").is_some_and(|line| line.value != "0");
    if is_framed && matches!(method, "GET" | "HEAD" | "DELETE") {
        report.about(&CONTENT_GET, line, method);
    }
    if method == "TRACE" {
        if is_framed {
            report.about(&CONTENT_TRACE, line, "");
        }
        for line in ["Authorization", "Cookie", "Proxy-Authorization"].into_iter().flat_map(|name| look.lines(name)) {
            report.at(&SENSITIVE_TRACE, line, &line.name);
        }
    }
    let has_length = look.has("Content-Length") || look.has("Transfer-Encoding");
    if look.major() == Some(1) && matches!(method, "POST" | "PUT" | "PATCH") && !has_length {
        report.missing_of(&NO_LENGTH, "Content-Length", method);
    }
    for line in look.lines("Expect") {
        for expectation in members(&line.value) {
            if !expectation.eq_ignore_ascii_case("100-continue") {
                report.at(&EXPECT_UNKNOWN, line, expectation);
            } else if look.first("Content-Length").is_some_and(|line| line.value == "0") {
                report.at(&EXPECT_EMPTY, line, "");
            }
        }
    }
}

fn conditions(look: &Look<'_>, method: &str, report: &mut Report) {
    if let Some(line) = look.first("If-Range") {
        if !look.has("Range") && look.message.fields.0.len() > 2 {
            report.at(&IF_RANGE_ALONE, line, "");
        }
        if line.value.starts_with("W/") {
            report.at(&IF_RANGE_WEAK, line, "");
        }
    }
    for line in look.lines("If-Match").filter(|line| members(&line.value).any(|tag| tag.starts_with("W/"))) {
        report.at(&IF_MATCH_WEAK, line, "");
    }
    if let Some(line) = look.first("If-Modified-Since") {
        if look.has("If-None-Match") {
            report.at(&TWO_CONDITIONS, line, "");
        }
        if !matches!(method, "GET" | "HEAD") {
            report.at(&SINCE_METHOD, line, "");
        }
    }
}

fn range(line: &Field, method: &str, report: &mut Report) {
    let Some((unit, set)) = line.value.split_once('=') else { return };
    if method != "GET" {
        report.at(&RANGE_METHOD, line, "");
    }
    if !unit.eq_ignore_ascii_case("bytes") {
        return report.at(&RANGE_UNIT, line, unit);
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let ranges: Vec<&str> = members(set).collect();
    for spec in &ranges {
        match spec.split_once('-') {
            Some(("", count)) if is_number(count) => {}
            Some((first, "")) if is_number(first) => {}
            Some((first, last)) if is_number(first) && is_number(last) => {
                if larger(first, last) {
                    report.at(&RANGE_ORDER, line, spec);
                }
            }
            _ => report.at(&RANGE_BYTES, line, spec),
        }
    }
    if ranges.len() > 20 {
        report.at(&RANGE_MANY, line, &ranges.len().to_string());
    } else if let Some(pair) = overlapping(&ranges) {
        report.at(&RANGE_OVERLAP, line, &pair);
    }
}

/// Two ranges that have bytes in common, however long the whole is.
fn overlapping(ranges: &[&str]) -> Option<String> {
    let bounds = |spec: &&str| {
        let (first, last) = spec.split_once('-')?;
        let last = if last.is_empty() { Some(u64::MAX) } else { last.parse().ok() };
        Some((first.parse::<u64>().ok()?, last?, (*spec).to_owned()))
    };
    let mut known: Vec<(u64, u64, String)> = ranges.iter().filter_map(bounds).collect();
    known.sort_unstable();
    known.windows(2).find(|pair| pair[1].0 <= pair[0].1).map(|pair| format!("{},{}", pair[0].2, pair[1].2))
}

/// Whether a number of any length is larger than another.
fn larger(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
    (one.len(), one) > (other.len(), other)
}

fn units(look: &Look<'_>, report: &mut Report) {
    for line in look.lines("Allow") {
        let is_lower = |method: &&str| method.bytes().any(|b| b.is_ascii_lowercase());
        for method in members(&line.value).filter(is_lower).filter(|method| method.eq_ignore_ascii_case(&known(method)))
        {
            report.at(&ALLOW_CASE, line, method);
        }
    }
    for line in look.lines("Accept-Ranges") {
        let units: Vec<&str> = members(&line.value).collect();
        for unit in
            units.iter().filter(|unit| !unit.eq_ignore_ascii_case("bytes") && !unit.eq_ignore_ascii_case("none"))
        {
            report.at(&ACCEPT_RANGES, line, unit);
        }
        if units.len() > 1 && units.iter().any(|unit| unit.eq_ignore_ascii_case("none")) {
            report.at(&ACCEPT_NONE, line, "");
        }
    }
    for line in look.lines("Content-Range") {
        let Some((_, range)) = line.value.split_once(' ') else { continue };
        let Some((part, complete)) = range.split_once('/') else { continue };
        let Some((first, last)) = part.split_once('-') else { continue };
        let too_far = complete != "*" && !larger(complete, last);
        if larger(first, last) || too_far {
            report.at(&RANGE_VALUES, line, range);
        }
    }
}
