//! Sharing across origins (the Fetch standard, CORS protocol).

use std::collections::HashSet;

use crate::lint::finding::Source::{self, Page};
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::lint::values::members;
use crate::message::Message;

const CHECK: Source = Page("Fetch: CORS check", "https://fetch.spec.whatwg.org/#concept-cors-check");
const PREFLIGHT: Source = Page("Fetch: CORS-preflight fetch", "https://fetch.spec.whatwg.org/#cors-preflight-fetch");
const CREDENTIALS: Source =
    Page("Fetch: CORS protocol and credentials", "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials");
const CACHES: Source =
    Page("Fetch: CORS protocol and HTTP caches", "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches");
const RESPONSES: Source = Page("Fetch: CORS protocol, responses", "https://fetch.spec.whatwg.org/#http-responses");

rules! { Cors;
    STAR_CREDENTIALS: Error "cors-star-with-credentials" Some("Access-Control-Allow-Origin"), "`*` does not allow requests with credentials, which the response claims to allow", "Send the request's own `Origin` if it is on a list, and `Vary: Origin`; or remove `Access-Control-Allow-Credentials`.", CREDENTIALS;
    NULL_ORIGIN: Note "cors-null-origin" Some("Access-Control-Allow-Origin"), "The origin `null` is allowed, which every sandboxed frame and local file has", "Allow real origins by name.", CHECK;
    NULL_CREDENTIALS: Warning "cors-null-origin-with-credentials" Some("Access-Control-Allow-Origin"), "Any page in a sandboxed frame may read this with the visitor's cookies", "Do not allow the origin `null` together with credentials.", CHECK;
    NO_VARY: Note "cors-origin-without-vary" Some("Vary"), "One origin is allowed, and `Vary` does not name `Origin`", "Send `Vary: Origin` if the value depends on the request, or a cache serves the answer for one origin to another.", CACHES;
    OTHER_ORIGIN: Error "cors-origin-not-allowed" Some("Access-Control-Allow-Origin"), "The origin of the request is not the one that is allowed: {}", "Compare the origins letter by letter: scheme, host and port must be the same, without a slash at the end.", CHECK;
    SHARED_NOT: Note "cors-not-allowed" Some("Access-Control-Allow-Origin"), "The request comes from another origin, and the response allows none", "Send `Access-Control-Allow-Origin` if scripts of that origin may read this.", CHECK;
    PREFLIGHT_ALONE: Warning "cors-preflight-without-origin" Some("Access-Control-Allow-Origin"), "`{}` is there, but no `Access-Control-Allow-Origin`", "Send both: browsers refuse the preflight otherwise, and elsewhere the field has no meaning.", PREFLIGHT;
    PREFLIGHT_ELSEWHERE: Note "cors-preflight-field-elsewhere" None, "`{}` only has a meaning in the answer to a preflight", "Send it in the answer to OPTIONS alone; here it does nothing.", RESPONSES;
    PREFLIGHT_FAILED: Error "cors-preflight-status" None, "The preflight is answered with {}, not with a 2xx", "Answer OPTIONS with 204 before anything that redirects or asks for a login: the browser does not send the request itself.", PREFLIGHT;
    METHOD_REFUSED: Error "cors-method-not-allowed" Some("Access-Control-Allow-Methods"), "The preflight asks for {}, which is not allowed", "Name the method in `Access-Control-Allow-Methods`, in capitals.", PREFLIGHT;
    FIELD_REFUSED: Error "cors-field-not-allowed" Some("Access-Control-Allow-Headers"), "The preflight asks for the field `{}`, which is not allowed", "Name it in `Access-Control-Allow-Headers`; `*` does not cover `Authorization`, nor anything where credentials are sent.", PREFLIGHT;
    METHOD_CASE: Warning "cors-method-case" Some("Access-Control-Allow-Methods"), "The method `{}` is not written in capitals", "Write it in capitals: methods are compared letter by letter.", RESPONSES;
    STAR_LITERAL: Warning "cors-star-taken-literally" None, "`{}: *` means nothing where credentials are allowed", "Name each one: with credentials the asterisk is taken as a name.", CREDENTIALS;
    STAR_AUTHORIZATION: Note "cors-star-without-authorization" Some("Access-Control-Allow-Headers"), "`*` does not allow `Authorization`", "Name `Authorization` too if scripts are to send it.", RESPONSES;
    EXPOSED_NEVER: Warning "cors-exposed-never" Some("Access-Control-Expose-Headers"), "`{}` is never shown to scripts", "Leave it out: no server can expose it.", RESPONSES;
    EXPOSED_ANYWAY: Note "cors-exposed-anyway" Some("Access-Control-Expose-Headers"), "Scripts see `{}` in any case", "Leave it out; the list is for fields beyond the seven that are always shown.", RESPONSES;
    MAX_AGE_LONG: Note "cors-max-age-capped" Some("Access-Control-Max-Age"), "Browsers keep the answer to a preflight for less than {} seconds", "Expect two hours in Chromium and a day in Firefox at most.", Page("MDN: Access-Control-Max-Age", "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Access-Control-Max-Age");
    CREDENTIALS_ALONE: Note "cors-credentials-without-origin" Some("Access-Control-Allow-Credentials"), "Credentials are allowed to nobody, since no origin is allowed", "Send `Access-Control-Allow-Origin` with it.", CREDENTIALS;
}

/// The fields of an answer to a preflight.
const OF_PREFLIGHT: [&str; 3] =
    ["Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Max-Age"];

/// What scripts see without being told (Fetch, CORS-safelisted response-header name).
const SAFELISTED: [&str; 7] =
    ["cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"];

/// What needs no permission in a request (Fetch, CORS-safelisted method).
const SIMPLE_METHODS: [&str; 3] = ["GET", "HEAD", "POST"];

pub fn check(look: &Look<'_>, report: &mut Report) {
    if look.is_request() {
        return;
    }
    origin(look, report);
    lists(look, report);
    let is_preflight =
        |request: &&Message| request.method() == Some("OPTIONS") && request.fields.has("Access-Control-Request-Method");
    match look.request {
        Some(request) if is_preflight(&request) => preflight(look, request, report),
        Some(request) if request.method() != Some("OPTIONS") => {
            for line in OF_PREFLIGHT.into_iter().flat_map(|name| look.lines(name)) {
                report.at(&PREFLIGHT_ELSEWHERE, line, &line.name);
            }
        }
        _ => {}
    }
}

fn allows_credentials(look: &Look<'_>) -> bool {
    look.first("Access-Control-Allow-Credentials").is_some_and(|line| line.value == "true")
}

fn origin(look: &Look<'_>, report: &mut Report) {
    let asked = look.request.and_then(|request| request.fields.first("Origin")).map(|line| &*line.value);
    let Some(line) = look.first("Access-Control-Allow-Origin") else {
        for field in OF_PREFLIGHT.into_iter().filter_map(|name| look.first(name)) {
            report.at(&PREFLIGHT_ALONE, field, &field.name);
        }
        if let Some(field) = look.first("Access-Control-Allow-Credentials") {
            report.at(&CREDENTIALS_ALONE, field, "");
        }
        // A form that is sent to its own site has an origin too.
        let own = look.host();
        let host =
            asked.and_then(|origin| origin.split_once("://")).map(|(_, host)| host.split(':').next().unwrap_or(host));
        if let Some(host) = host
            && own.is_some_and(|own| own != host)
        {
            report.missing(&SHARED_NOT, "Access-Control-Allow-Origin");
        }
        return;
    };
    match &*line.value {
        "*" if allows_credentials(look) => report.at(&STAR_CREDENTIALS, line, ""),
        "*" => {}
        "null" if allows_credentials(look) => report.at(&NULL_CREDENTIALS, line, ""),
        "null" => report.at(&NULL_ORIGIN, line, ""),
        allowed => {
            if let Some(asked) = asked.filter(|asked| *asked != allowed) {
                report.at(&OTHER_ORIGIN, line, &format!("{asked} against {allowed}"));
            }
            let vary = look.value("Vary").unwrap_or_default();
            if !members(&vary).any(|name| name.eq_ignore_ascii_case("Origin") || name == "*") {
                report.missing(&NO_VARY, "Vary");
            }
        }
    }
}

fn lists(look: &Look<'_>, report: &mut Report) {
    for line in look.lines("Access-Control-Allow-Methods") {
        for method in members(&line.value).filter(|method| method.bytes().any(|b| b.is_ascii_lowercase())) {
            report.at(&METHOD_CASE, line, method);
        }
    }
    for name in ["Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Expose-Headers"] {
        for line in look.lines(name).filter(|line| members(&line.value).any(|member| member == "*")) {
            if allows_credentials(look) {
                report.at(&STAR_LITERAL, line, name);
            } else if name == "Access-Control-Allow-Headers"
                && !line.value.to_ascii_lowercase().contains("authorization")
            {
                report.at(&STAR_AUTHORIZATION, line, "");
            }
        }
    }
    for line in look.lines("Access-Control-Expose-Headers") {
        for name in members(&line.value).map(str::to_ascii_lowercase) {
            if matches!(&*name, "set-cookie" | "set-cookie2") {
                report.at(&EXPOSED_NEVER, line, &name);
            } else if SAFELISTED.contains(&&*name) {
                report.at(&EXPOSED_ANYWAY, line, &name);
            }
        }
    }
    for line in look.lines("Access-Control-Max-Age") {
        if line.value.parse::<u64>().is_ok_and(|seconds| seconds > 86_400) {
            report.at(&MAX_AGE_LONG, line, &line.value);
        }
    }
}

fn preflight(look: &Look<'_>, request: &Message, report: &mut Report) {
    let Some(status) = look.status() else { return };
    if !(200..300).contains(&status) {
        report.about(&PREFLIGHT_FAILED, Some(look.message.line), &status.to_string());
        return;
    }
    // Which of the two lists is asked for what; what no origin may do needs no list.
    if !look.has("Access-Control-Allow-Origin") {
        return;
    }
    let credentials = allows_credentials(look);
    let methods = look.value("Access-Control-Allow-Methods").unwrap_or_default();
    let method = request.fields.first("Access-Control-Request-Method").map_or("", |line| &*line.value);
    let allowed = members(&methods).any(|one| one == method || one == "*" && !credentials);
    if !allowed && !SIMPLE_METHODS.contains(&method) {
        report.missing_of(&METHOD_REFUSED, "Access-Control-Allow-Methods", method);
    }
    let fields = look.value("Access-Control-Allow-Headers").unwrap_or_default().to_ascii_lowercase();
    let fields: HashSet<&str> = members(&fields).collect();
    let wanted = request.fields.value("Access-Control-Request-Headers").unwrap_or_default().to_ascii_lowercase();
    let by_star = |name: &str| !credentials && name != "authorization" && fields.contains("*");
    for name in members(&wanted).filter(|name| !fields.contains(name) && !by_star(name)) {
        report.missing_of(&FIELD_REFUSED, "Access-Control-Allow-Headers", name);
    }
}
