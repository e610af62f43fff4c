//! What must not come with a status code, and statuses that do not answer their request.

use std::collections::HashSet;

use crate::catalog::{Catalog, Row, Standing};
use crate::lint::finding::Source::{Page, Rfc};
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::lint::values::{members, with_params};

rules! { Status;
    UNREGISTERED: Note "status-unregistered" None, "{} is not a registered status code", "Clients treat it as the x00 of its class. Send a registered code unless both ends agreed on this one.", Page("IANA: HTTP status codes", "https://www.iana.org/assignments/http-status-codes/http-status-codes.xhtml");
    UNUSED: Warning "status-no-longer-used" None, "{} is no longer used", "Send another: clients treat 305 and 306 as 300 or as an error, and redirect nowhere.", Rfc(9110, "15.4.6");
    INTERIM_10: Error "interim-for-http-1.0" None, "An interim response answers an HTTP/1.0 request", "Send the final response at once: HTTP/1.0 knows no 1xx, and the client takes this for the answer.", Rfc(9110, "15.2");
    UPGRADED_UNASKED: Error "101-not-asked-for" Some("Upgrade"), "The 101 switches to a protocol that the request did not offer", "Switch only to a protocol that stands in the request's `Upgrade`.", Rfc(9110, "7.8");
    CONTENT_205: Error "205-with-content" None, "The 205 has content", "Send none, with `Content-Length: 0`; send 200 if there is something to show.", Rfc(9110, "15.3.6");
    MULTIPART_206: Error "206-multipart-with-content-range" Some("Content-Range"), "A 206 of several parts has `Content-Range` in its header section", "Put one into each part instead, where it is looked for.", Rfc(9110, "15.3.7.2");
    UNASKED_206: Error "206-not-asked-for" None, "The 206 answers a request without `Range`", "Send 200 with the whole representation: the client takes the part for the whole.", Rfc(9110, "15.3.7");
    LENGTH_206: Error "206-length-differs" Some("Content-Length"), "The length is not that of the range: {}", "Send as many bytes as `Content-Range` says: last − first + 1.", Rfc(9110, "14.4");
    RANGE_ELSEWHERE: Warning "content-range-without-meaning" Some("Content-Range"), "`Content-Range` has no meaning with this status", "Send it only with 206 or 416; clients ignore it elsewhere.", Rfc(9110, "14.4");
    METADATA_304: Note "304-with-representation-fields" None, "The 304 has `{}`, which describes content that does not come", "Leave it out, since it may overwrite what the cache knows; `ETag`, `Cache-Control`, `Content-Location`, `Date`, `Expires` and `Vary` belong here.", Rfc(9110, "15.4.5");
    UNCONDITIONAL_304: Error "304-not-asked-for" None, "The 304 answers a request without a condition", "Send 200 with content: the client may have nothing stored.", Rfc(9110, "15.4.5");
    NOT_FOR_METHOD: Error "status-wrong-for-method" None, "The status does not fit the method: {}", "Send another status: 206, 304 and 416 answer GET (304 HEAD too); where a condition of another method fails, send 412.", Rfc(9110, "9.3.3");
    ALLOWED_405: Warning "405-allows-the-method" Some("Allow"), "`Allow` names {}, which was just refused", "Leave the method out of `Allow`, or answer it.", Rfc(9110, "15.5.6");
    UNCONDITIONAL_412: Warning "412-without-condition" None, "The 412 answers a request without a condition", "Send 409 for a conflict, or 428 to demand a condition.", Rfc(9110, "15.5.13");
    COMPLETE_416: Error "416-content-range-invalid" Some("Content-Range"), "The `Content-Range` of a 416 is `{}`, not `bytes */length`", "Send an asterisk in place of the range, and the length behind the slash.", Rfc(9110, "14.4");
    UNASKED_416: Error "416-not-asked-for" None, "The 416 answers a request without `Range`", "Send the whole representation with 200.", Rfc(9110, "15.5.17");
    UNASKED_417: Warning "417-without-expect" None, "The 417 answers a request without `Expect`", "Send 400 or what is really wrong: clients repeat the request without `Expect`, which changes nothing.", Rfc(9110, "15.5.18");
    NEVER_STORED: Warning "status-never-stored" Some("Cache-Control"), "A {} must not be stored, but is declared fresh", "Send `Cache-Control: no-store`: a cache that does not know the status would keep the refusal for everyone.", Rfc(6585, "3");
    ORIGIN_511: Note "511-with-challenge" Some("WWW-Authenticate"), "The 511 has a challenge", "Leave it out and link to the login page: browsers would show the challenge as the requested site's.", Rfc(6585, "6");
    LOCATION_ELSEWHERE: Note "location-without-meaning" Some("Location"), "`Location` has no meaning with this status", "Send it only with 201 or a redirect; clients ignore it elsewhere.", Rfc(9110, "10.2.2");
    CHALLENGE_PROXY: Note "challenge-of-a-proxy" Some("Proxy-Authenticate"), "`Proxy-Authenticate` comes without 407", "Send it with 407: clients ignore it elsewhere.", Rfc(9110, "11.7.1");
    REDIRECT_SELF: Warning "redirect-to-itself" Some("Location"), "The redirect leads to the URL that was asked for", "Redirect elsewhere. Behind a proxy that ends TLS, have the application read `X-Forwarded-Proto`, or it redirects to https forever.", Rfc(9110, "15.4");
    REDIRECT_DOWN: Warning "redirect-to-http" Some("Location"), "The redirect leads from https to http", "Redirect to https: anyone who listens can read and change what follows.", Rfc(9110, "17.1");
    REASON: Note "reason-phrase-differs" None, "The reason phrase is `{}`, another status's", "Send the usual phrase or none: clients ignore it, but people do not.", Rfc(9110, "15.1");
}

/// Codes whose responses no cache may store (RFC 6585 §3 to §6).
const NOT_STORED: [u16; 4] = [428, 429, 431, 511];

/// What a 304 should leave out, since it describes content (RFC 9110 §15.4.5).
const OF_CONTENT: [&str; 4] = ["Content-Encoding", "Content-Language", "Content-Type", "Content-Range"];

/// The registered entry of a code, if it has one.
fn registered(catalog: &Catalog, status: u16) -> Option<&Row> {
    catalog.find(&status.to_string()).map(|index| catalog.row(index))
}

/// Whether a reason phrase is the name of another registered code.
fn is_phrase_of_another(catalog: &Catalog, status: u16, reason: &str) -> bool {
    let named = |row: &Row| row.standing != Standing::Unofficial && row.name.eq_ignore_ascii_case(reason);
    !registered(catalog, status).is_some_and(named) && catalog.filter(named).next().is_some()
}

pub fn check(look: &Look<'_>, report: &mut Report) {
    // Without a status line there is nothing to hold the fields against.
    let Some(status) = look.status().filter(|status| *status > 0) else { return };
    let line = Some(look.message.line);
    let catalog = Catalog::embedded();
    if registered(&catalog, status).is_none() && (100..600).contains(&status) {
        report.about(&UNREGISTERED, line, &status.to_string());
    }
    if matches!(status, 305 | 306) {
        report.about(&UNUSED, line, &status.to_string());
    }
    let content = &look.message.content;
    if status == 205 && content.length > 0 {
        report.about(&CONTENT_205, None, "");
    }
    if let crate::message::Start::Response { reason, .. } = &look.message.start
        && is_phrase_of_another(&catalog, status, reason)
    {
        report.about(&REASON, line, reason);
    }
    let fresh = ["max-age", "s-maxage"].iter().any(|name| look.directives().seconds(name).is_some_and(|age| age > 0));
    if NOT_STORED.contains(&status) && fresh && !look.directives().has("no-store") {
        report.add(
            &NEVER_STORED,
            Some("Cache-Control"),
            look.first("Cache-Control").map(|line| line.line),
            &status.to_string(),
        );
    }
    fields(look, status, report);
    ranges(look, status, report);
    redirects(look, status, report);
    if let Some(request) = look.request {
        answers(look, request, status, report);
    }
}

fn fields(look: &Look<'_>, status: u16, report: &mut Report) {
    if status == 304 {
        for line in OF_CONTENT.into_iter().flat_map(|name| look.lines(name)) {
            report.at(&METADATA_304, line, &line.name);
        }
    }
    if let Some(line) = look.first("WWW-Authenticate").filter(|_| status == 511) {
        report.at(&ORIGIN_511, line, "");
    }
    if let Some(line) = look.first("Proxy-Authenticate").filter(|_| status != 407) {
        report.at(&CHALLENGE_PROXY, line, "");
    }
    // 202 and 303 lead somewhere too, and 304 may repeat what a 200 had.
    if let Some(line) = look.first("Location").filter(|_| !matches!(status, 201 | 202 | 300..=399)) {
        report.at(&LOCATION_ELSEWHERE, line, "");
    }
}

fn ranges(look: &Look<'_>, status: u16, report: &mut Report) {
    let Some(line) = look.first("Content-Range") else { return };
    let media_type = look.value("Content-Type").unwrap_or_default();
    match status {
        206 if with_params(&media_type).0.eq_ignore_ascii_case("multipart/byteranges") => {
            report.at(&MULTIPART_206, line, "");
        }
        206 => {
            let length = look.first("Content-Length").filter(|length| {
                range_length(&line.value)
                    .is_some_and(|range| length.value.parse::<u64>().is_ok_and(|length| length != range))
            });
            if let Some(length) = length.filter(|_| look.method() != Some("HEAD")) {
                let said = format!("{} against {}", length.value, line.value);
                report.at(&LENGTH_206, length, &said);
            }
        }
        416 if !line.value.contains("*/") => report.at(&COMPLETE_416, line, &line.value),
        416 => {}
        _ => report.at(&RANGE_ELSEWHERE, line, ""),
    }
}

/// The number of bytes of a sound `bytes first-last/…`.
fn range_length(value: &str) -> Option<u64> {
    let (first, rest) = value.strip_prefix("bytes ")?.split_once('-')?;
    let last: u64 = rest.split('/').next()?.parse().ok()?;
    last.checked_sub(first.parse().ok()?)?.checked_add(1)
}

fn redirects(look: &Look<'_>, status: u16, report: &mut Report) {
    let Some(line) = look.first("Location").filter(|_| matches!(status, 301..=303 | 307 | 308)) else { return };
    let Some(url) = look.url else { return };
    // A cookie that is set on the way may change what comes next.
    let sets_state = look.has("Set-Cookie") || !matches!(look.method(), None | Some("GET" | "HEAD"));
    if line.value == url.split('#').next().unwrap_or(url) && !sets_state {
        report.at(&REDIRECT_SELF, line, "");
    }
    if look.is_secure() == Some(true)
        && line.value.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://"))
    {
        report.at(&REDIRECT_DOWN, line, "");
    }
}

fn answers(look: &Look<'_>, request: &crate::message::Message, status: u16, report: &mut Report) {
    let method = request.method().unwrap_or_default();
    let asked = |name: &str| request.fields.has(name);
    if look.message.interim() && request.version == "HTTP/1.0" {
        report.about(&INTERIM_10, Some(look.message.line), "");
    }
    let conditional = ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range"];
    let is_conditional = conditional.into_iter().any(asked);
    let wrong = match status {
        206 | 416 if method == "POST" => true,
        304 => !matches!(method, "GET" | "HEAD"),
        _ => false,
    };
    if wrong {
        report.about(&NOT_FOR_METHOD, Some(look.message.line), &format!("{status} to {method}"));
        return;
    }
    match status {
        101 => {
            let offered = request.fields.value("Upgrade").unwrap_or_default().to_ascii_lowercase();
            let switched = look.value("Upgrade").unwrap_or_default().to_ascii_lowercase();
            let offers: HashSet<&str> = members(&offered).collect();
            if members(&switched).any(|protocol| !offers.contains(protocol)) {
                report.missing(&UPGRADED_UNASKED, "Upgrade");
            }
        }
        206 if !asked("Range") => report.about(&UNASKED_206, Some(look.message.line), ""),
        304 if !is_conditional => report.about(&UNCONDITIONAL_304, Some(look.message.line), ""),
        405 => {
            if let Some(line) = look.first("Allow").filter(|line| members(&line.value).any(|allowed| allowed == method))
            {
                report.at(&ALLOWED_405, line, method);
            }
        }
        // WebDAV has a condition of its own (RFC 4918 §10.4).
        412 if !is_conditional && !asked("If") => report.about(&UNCONDITIONAL_412, Some(look.message.line), ""),
        416 if !asked("Range") => report.about(&UNASKED_416, Some(look.message.line), ""),
        417 if !asked("Expect") => report.about(&UNASKED_417, Some(look.message.line), ""),
        _ => {}
    }
}
