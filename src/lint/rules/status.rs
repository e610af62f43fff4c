//! What belongs to a status code: fields that it must or should have.

use crate::lint::finding::Source::Rfc;
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::{Rule, rules};
use crate::lint::values::with_params;

rules! { Status;
    UPGRADE_101: Error "101-without-upgrade" Some("Upgrade"), "A 101 says with `Upgrade` to which protocol it switches", "Send `Upgrade` with the protocol and `Connection: Upgrade`; a client that asked for WebSocket closes the connection otherwise.", Rfc(9110, "7.8");
    LINK_103: Note "103-without-link" Some("Link"), "A 103 without `Link` has no hint to give", "Send `Link` fields with `rel=preload` or `rel=preconnect`, or no 103.", Rfc(8297, "2");
    LOCATION_201: Note "201-without-location" Some("Location"), "The 201 does not say where the new resource is", "Send `Location`, unless the resource was created at the URL of the request itself.", Rfc(9110, "15.3.2");
    RANGE_206: Error "206-without-content-range" Some("Content-Range"), "The 206 does not say which part it brings", "Send `Content-Range: bytes first-last/complete`, or a content of type `multipart/byteranges`.", Rfc(9110, "15.3.7.1");
    CHOICES_300: Warning "300-without-choices" None, "The 300 has no content from which to choose", "List the choices in the content, as links.", Rfc(9110, "15.4.1");
    LOCATION_300: Note "300-without-location" Some("Location"), "The 300 names no preferred choice", "Send `Location` if the server prefers one.", Rfc(9110, "15.4.1");
    LOCATION_301: Warning "301-without-location" Some("Location"), "The 301 does not say where the resource has moved", "Send `Location`: without it a client shows the content and goes nowhere.", Rfc(9110, "15.4.2");
    LOCATION_302: Warning "302-without-location" Some("Location"), "The 302 does not say where the resource is for now", "Send `Location`: without it a client shows the content and goes nowhere.", Rfc(9110, "15.4.3");
    LOCATION_303: Warning "303-without-location" Some("Location"), "The 303 does not say which resource to see", "Send `Location`: without it a client shows the content and goes nowhere.", Rfc(9110, "15.4.4");
    LOCATION_307: Warning "307-without-location" Some("Location"), "The 307 does not say where the resource is for now", "Send `Location`: without it a client shows the content and goes nowhere.", Rfc(9110, "15.4.8");
    LOCATION_308: Warning "308-without-location" Some("Location"), "The 308 does not say where the resource has moved", "Send `Location`: without it a client shows the content and goes nowhere.", Rfc(9110, "15.4.9");
    VALIDATOR_304: Warning "304-without-validator" Some("ETag"), "The 304 has none of the fields that describe the stored response", "Send the `ETag`, `Cache-Control`, `Content-Location`, `Expires` and `Vary` that the 200 would have had, or caches cannot tell which stored response is meant.", Rfc(9110, "15.4.5");
    CHALLENGE_401: Error "401-without-www-authenticate" Some("WWW-Authenticate"), "The 401 does not say how to authenticate", "Send `WWW-Authenticate` with a scheme, such as `Bearer`; send 403 if no credentials would help.", Rfc(9110, "15.5.2");
    ALLOW_405: Error "405-without-allow" Some("Allow"), "The 405 does not say which methods are allowed", "Send `Allow` with the methods that the resource supports.", Rfc(9110, "15.5.6");
    CHALLENGE_407: Error "407-without-proxy-authenticate" Some("Proxy-Authenticate"), "The 407 does not say how to authenticate", "Send `Proxy-Authenticate` with a scheme, such as `Basic realm=\"proxy\"`.", Rfc(9110, "15.5.8");
    RETRY_413: Note "413-without-retry-after" Some("Retry-After"), "The 413 does not say whether it will pass", "Send `Retry-After` if the condition is temporary.", Rfc(9110, "15.5.14");
    ACCEPT_415: Note "415-without-accept" Some("Accept"), "The 415 does not say what would be accepted", "Send `Accept` with the media types, or `Accept-Encoding` with the codings that the resource takes; `Accept-Patch` for PATCH.", Rfc(9110, "15.5.16");
    RANGE_416: Warning "416-without-content-range" Some("Content-Range"), "The 416 does not say how long the representation is", "Send `Content-Range: bytes */length`, so that the client can ask for a range that exists.", Rfc(9110, "15.5.17");
    UPGRADE_426: Error "426-without-upgrade" Some("Upgrade"), "The 426 does not say to which protocol to upgrade", "Send `Upgrade` with the protocol and `Connection: Upgrade`.", Rfc(9110, "15.5.22");
    RETRY_429: Note "429-without-retry-after" Some("Retry-After"), "The 429 does not say when to come back", "Send `Retry-After`, or clients guess, and most guess too early.", Rfc(6585, "4");
    LINK_451: Note "451-without-blocked-by" Some("Link"), "The 451 does not say who blocks", "Send `Link: <…>; rel=\"blocked-by\"` with the address of whoever implements the block.", Rfc(7725, "4");
    RETRY_503: Note "503-without-retry-after" Some("Retry-After"), "The 503 does not say when to come back", "Send `Retry-After` if the end of the outage is known: clients and crawlers respect it.", Rfc(9110, "15.6.4");
    SAYS_NOTHING: Note "error-without-content" None, "The error has no content that explains it", "Send a representation that says what is wrong and whether it will pass, as text, HTML or problem details (RFC 9457).", Rfc(9110, "15.5");
}

/// The fields that each status asks for: one of them has to be there.
const WANTED: &[(u16, &[&str], &Rule)] = &[
    (101, &["Upgrade"], &UPGRADE_101),
    (103, &["Link"], &LINK_103),
    (201, &["Location", "Content-Location"], &LOCATION_201),
    (300, &["Location"], &LOCATION_300),
    (301, &["Location"], &LOCATION_301),
    (302, &["Location"], &LOCATION_302),
    (303, &["Location"], &LOCATION_303),
    (307, &["Location"], &LOCATION_307),
    (308, &["Location"], &LOCATION_308),
    (304, &["ETag", "Last-Modified", "Cache-Control", "Content-Location", "Expires", "Vary"], &VALIDATOR_304),
    (401, &["WWW-Authenticate"], &CHALLENGE_401),
    (405, &["Allow"], &ALLOW_405),
    (407, &["Proxy-Authenticate"], &CHALLENGE_407),
    (413, &["Retry-After"], &RETRY_413),
    (415, &["Accept", "Accept-Encoding", "Accept-Patch", "Accept-Post"], &ACCEPT_415),
    (416, &["Content-Range"], &RANGE_416),
    (426, &["Upgrade"], &UPGRADE_426),
    (429, &["Retry-After"], &RETRY_429),
    (503, &["Retry-After"], &RETRY_503),
];

pub fn check(look: &Look<'_>, report: &mut Report) {
    let Some(status) = look.status() else { return };
    for (_, names, rule) in WANTED.iter().filter(|(wanted, ..)| *wanted == status) {
        // HTTP/2 has no `Upgrade`; who switches there does it otherwise.
        let is_moot = names == &["Upgrade"] && look.major().is_some_and(|major| major >= 2);
        if !is_moot && !names.iter().any(|name| look.has(name)) {
            report.missing(rule, names[0]);
        }
    }
    let media_type = look.value("Content-Type").unwrap_or_default();
    let is_multipart = with_params(&media_type).0.eq_ignore_ascii_case("multipart/byteranges");
    if status == 206 && !is_multipart && !look.has("Content-Range") {
        report.missing(&RANGE_206, "Content-Range");
    }
    let links = look.value("Link").unwrap_or_default();
    if status == 451 && !links.contains("blocked-by") {
        report.missing(&LINK_451, "Link");
    }
    if says_nothing(look) {
        match status {
            300 => report.about(&CHOICES_300, None, ""),
            400..=599 => report.about(&SAYS_NOTHING, None, ""),
            _ => {}
        }
    }
}

/// Whether the response is known to have no content, though it could.
fn says_nothing(look: &Look<'_>) -> bool {
    let content = &look.message.content;
    let announced = look.value("Content-Length").is_some_and(|length| length.trim_start_matches('0').is_empty());
    look.method() != Some("HEAD") && content.length == 0 && announced
}
