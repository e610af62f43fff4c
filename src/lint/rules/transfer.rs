//! Where a message ends and who may read its fields: lengths, transfer codings, connections, trailers.

use std::collections::HashSet;

use crate::lint::fields;
use crate::lint::finding::Source::Rfc;
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::lint::values::{members, with_params};

rules! { Framing;
    LENGTH_REPEATED: Error "content-length-repeated" Some("Content-Length"), "`Content-Length` is sent more than once", "Send it once. Equal lengths are accepted by some recipients and refused by others.", Rfc(9110, "8.6");
    LENGTH_TOO_LARGE: Warning "content-length-too-large" Some("Content-Length"), "`{}` is larger than recipients can count", "Send the true number of bytes: most recipients count to 2⁶³−1 and take this for an error or an attack.", Rfc(9110, "8.6");
    LENGTH_WITHOUT_CONTENT: Error "content-length-not-allowed" Some("Content-Length"), "A response with this status must not have `Content-Length`", "Remove it: a 1xx or 204 ends with its header section, and some recipients wait for content all the same.", Rfc(9110, "8.6");
    LENGTH_OF_CONNECT: Error "content-length-in-connect" Some("Content-Length"), "A successful answer to CONNECT must not have `Content-Length` or `Transfer-Encoding`", "Remove it: the tunnel begins right behind the header section.", Rfc(9110, "9.3.6");
    CODING_IN_10: Error "transfer-coding-in-http-1.0" Some("Transfer-Encoding"), "`Transfer-Encoding` is sent in an HTTP/1.0 message", "Send HTTP/1.1, or no transfer coding: a recipient of HTTP/1.0 reads the chunks as content.", Rfc(9112, "6.1");
    CODING_FOR_10: Error "transfer-coding-for-http-1.0" Some("Transfer-Encoding"), "`Transfer-Encoding` answers an HTTP/1.0 request", "Close the connection behind the content instead: a client of HTTP/1.0 cannot read chunks.", Rfc(9112, "6.1");
    CODING_WITHOUT_CONTENT: Error "transfer-coding-not-allowed" Some("Transfer-Encoding"), "A response with this status must not have `Transfer-Encoding`", "Remove it: a 1xx or 204 ends with its header section.", Rfc(9112, "6.1");
    CODING_UNWANTED: Warning "transfer-coding-not-asked-for" Some("Transfer-Encoding"), "Nobody asked for the transfer coding `{}`", "Compress with `Content-Encoding` instead: browsers and most clients decode no transfer coding but `chunked`, and say in `TE` if they do.", Rfc(9110, "10.1.4");
    CODING_UNKNOWN: Error "transfer-coding-unknown" Some("Transfer-Encoding"), "`{}` is not a registered transfer coding", "Send `chunked` alone; a server that does not know a coding answers with 501.", Rfc(9112, "7");
    CHUNKED_TWICE: Error "chunked-repeated" Some("Transfer-Encoding"), "`chunked` is applied more than once", "Apply it once. It is often added by a proxy or framework to an application that chunks by itself.", Rfc(9112, "6.1");
    CHUNKED_NOT_LAST: Error "chunked-not-last" Some("Transfer-Encoding"), "`chunked` is not the last transfer coding", "Put it last: a recipient finds the end of the message by the last coding.", Rfc(9112, "6.1");
    NOT_CHUNKED: Error "request-not-chunked" Some("Transfer-Encoding"), "A request has a transfer coding, but `chunked` is not the last", "Apply `chunked` last: a server cannot tell where the request ends, and answers with 400.", Rfc(9112, "6.3");
    CHUNKED_PARAM: Warning "chunked-parameter" Some("Transfer-Encoding"), "`chunked` has a parameter: `{}`", "Remove it: `chunked` defines none, and recipients should treat one as an error.", Rfc(9112, "7.1");
    CONNECTION_FIELD: Error "connection-field-in-http-2" None, "`{}` must not stand in HTTP/2 or HTTP/3", "Remove it: these versions manage connections and lengths in frames, and treat a message with this field as malformed.", Rfc(9113, "8.2.2");
    END_TO_END: Error "connection-option-end-to-end" Some("Connection"), "`Connection` names `{}`, which every recipient needs", "Name fields of this connection alone: proxies remove what is named.", Rfc(9110, "7.6.1");
    CLOSE_AND_ALIVE: Warning "connection-contradiction" Some("Connection"), "`Connection` says both `close` and `keep-alive`", "Send one: `close` wins, so the connection is not used again.", Rfc(9112, "9.3");
    UPGRADE_ALONE: Error "upgrade-without-connection" Some("Upgrade"), "`Upgrade` is not named in `Connection`", "Send `Connection: Upgrade` too, or proxies pass the offer on to somebody who did not get it.", Rfc(9110, "7.8");
    TE_ALONE: Error "te-without-connection" Some("TE"), "`TE` is not named in `Connection`", "Send `Connection: TE` too: the field is for the next recipient alone.", Rfc(9110, "10.1.4");
    TRAILER_FORBIDDEN: Error "trailer-field-not-allowed" None, "`{}` must not stand in the trailer section", "Send it in the header section: only a field whose definition allows it may come behind the content, and recipients drop the others.", Rfc(9110, "6.5.1");
    TRAILER_UNDECLARED: Note "trailer-field-undeclared" Some("Trailer"), "The trailer field `{}` was not announced", "Name it in `Trailer`, so that recipients know that it will come.", Rfc(9110, "6.6.2");
    TRAILER_ANNOUNCED: Warning "trailer-announces-what-is-not-allowed" Some("Trailer"), "`{}` must not stand in a trailer section", "Send it in the header section: only a field whose definition allows it may come behind the content, and recipients drop the others.", Rfc(9110, "6.5.1");
    KEEP_ALIVE_ALONE: Note "keep-alive-without-connection" Some("Keep-Alive"), "`Keep-Alive` comes without `Connection: keep-alive`", "Send both or none: the field is read only where `Connection` names it.", Rfc(2068, "19.7.1.1");
}

/// The registered transfer codings (RFC 9112 §7), and what some senders call them.
const CODINGS: [&str; 7] = ["chunked", "compress", "deflate", "gzip", "x-compress", "x-gzip", "identity"];

/// Nobody codes more often, and each is looked for in what the request accepts.
const MOST_CODINGS: usize = 20;

/// Fields that belong to a connection, and must not stand in HTTP/2 (RFC 9113 §8.2.2).
const OF_CONNECTION: [&str; 5] = ["Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Upgrade"];

/// Fields that `Connection` must not name, since they are for every recipient.
const FOR_ALL: [&str; 12] = [
    "age",
    "authorization",
    "cache-control",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "date",
    "expires",
    "host",
    "location",
    "set-cookie",
];

pub fn check(look: &Look<'_>, report: &mut Report) {
    lengths(look, report);
    codings(look, report);
    connections(look, report);
    trailers(look, report);
}

fn without_content(look: &Look<'_>) -> bool {
    look.status().is_some_and(|status| (100..200).contains(&status) || status == 204)
}

fn is_tunnel(look: &Look<'_>) -> bool {
    look.status().is_some_and(|status| (200..300).contains(&status)) && look.method() == Some("CONNECT")
}

fn lengths(look: &Look<'_>, report: &mut Report) {
    if let Some(again) = look.lines("Content-Length").nth(1) {
        report.at(&LENGTH_REPEATED, again, "");
    }
    let Some(line) = look.first("Content-Length") else { return };
    if line.value.bytes().all(|b| b.is_ascii_digit()) && line.value.parse::<i64>().is_err() && !line.value.is_empty() {
        report.at(&LENGTH_TOO_LARGE, line, &line.value);
    }
    if without_content(look) {
        report.at(&LENGTH_WITHOUT_CONTENT, line, "");
    } else if is_tunnel(look) {
        report.at(&LENGTH_OF_CONNECT, line, "");
    }
}

fn codings(look: &Look<'_>, report: &mut Report) {
    let Some(line) = look.first("Transfer-Encoding") else { return };
    let of_request = look.request.map(|request| &*request.version);
    match look.status() {
        _ if look.is_http10() => report.at(&CODING_IN_10, line, ""),
        Some(_) if of_request == Some("HTTP/1.0") => report.at(&CODING_FOR_10, line, ""),
        Some(_) if without_content(look) => report.at(&CODING_WITHOUT_CONTENT, line, ""),
        Some(_) if is_tunnel(look) => report.at(&LENGTH_OF_CONNECT, line, ""),
        _ => {}
    }
    let value = look.value("Transfer-Encoding").unwrap_or_default();
    let all: Vec<_> = members(&value).take(MOST_CODINGS).map(with_params).collect();
    let asked = look.request.and_then(|request| request.fields.value("TE")).unwrap_or_default().to_ascii_lowercase();
    for (name, params) in &all {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "chunked" => {
                if let Some(param) = params.first() {
                    report.at(&CHUNKED_PARAM, line, param.name);
                }
            }
            name if !CODINGS.contains(&name) => report.at(&CODING_UNKNOWN, line, name),
            name if !look.is_request() && !asked.contains(name.trim_start_matches("x-")) => {
                report.at(&CODING_UNWANTED, line, name);
            }
            _ => {}
        }
    }
    let chunked = |(name, _): &(&str, _)| name.eq_ignore_ascii_case("chunked");
    let count = all.iter().filter(|coding| chunked(coding)).count();
    let is_last = all.last().is_some_and(chunked);
    if count > 1 {
        report.at(&CHUNKED_TWICE, line, "");
    }
    if count > 0 && !is_last {
        report.at(&CHUNKED_NOT_LAST, line, "");
    } else if look.is_request() && count == 0 && !all.is_empty() {
        report.at(&NOT_CHUNKED, line, "");
    }
}

fn connections(look: &Look<'_>, report: &mut Report) {
    if look.major().is_some_and(|major| major >= 2) {
        for line in OF_CONNECTION.into_iter().flat_map(|name| look.lines(name)) {
            report.at(&CONNECTION_FIELD, line, &line.name);
        }
        if let Some(line) = look.first("TE").filter(|line| !line.value.eq_ignore_ascii_case("trailers")) {
            report.at(&CONNECTION_FIELD, line, "TE");
        }
        return;
    }
    let options = look.value("Connection").unwrap_or_default().to_ascii_lowercase();
    let has = |option: &str| members(&options).any(|member| member == option);
    if let Some(line) = look.first("Connection") {
        for option in members(&options).filter(|option| FOR_ALL.contains(option)) {
            report.at(&END_TO_END, line, option);
        }
        if has("close") && has("keep-alive") {
            report.at(&CLOSE_AND_ALIVE, line, "");
        }
    }
    for (name, rule) in [("Upgrade", &UPGRADE_ALONE), ("TE", &TE_ALONE), ("Keep-Alive", &KEEP_ALIVE_ALONE)] {
        let option = if name == "Keep-Alive" { "keep-alive".to_owned() } else { name.to_ascii_lowercase() };
        // Where HTTP/1.1 is not certain, there may be no such option.
        if let Some(line) = look.first(name).filter(|_| look.major() == Some(1) && !has(&option)) {
            report.at(rule, line, "");
        }
    }
}

fn trailers(look: &Look<'_>, report: &mut Report) {
    let announced = look.value("Trailer").unwrap_or_default().to_ascii_lowercase();
    let announced: HashSet<&str> = members(&announced).collect();
    for line in look.lines("Trailer") {
        let is_known = |name: &&str| fields::field(name).is_some_and(|known| !known.in_trailer);
        if let Some(name) = members(&line.value).find(is_known) {
            report.at(&TRAILER_ANNOUNCED, line, name);
        }
    }
    for line in &look.message.trailers {
        if fields::field(&line.name).is_some_and(|known| !known.in_trailer) {
            report.at(&TRAILER_FORBIDDEN, line, &line.name);
        } else if !announced.contains(&*line.name.to_ascii_lowercase()) {
            report.at(&TRAILER_UNDECLARED, line, &line.name);
        }
    }
}
