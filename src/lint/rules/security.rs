//! What a site asks of browsers to protect those who visit: transport, isolation, disclosure.

use crate::lint::finding::Source::{self, Page, Rfc};
use crate::lint::grammar::item;
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::lint::values::{Param, members, repeated, with_params};

const COOP: Source = Page(
    "HTML: Cross-Origin-Opener-Policy",
    "https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies",
);
const COEP: Source =
    Page("HTML: Cross-Origin-Embedder-Policy", "https://html.spec.whatwg.org/multipage/browsers.html#coep");
const FRAME: Source = Page(
    "HTML: X-Frame-Options",
    "https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-x-frame-options-header",
);
const REFERRER: Source = Page("Referrer Policy", "https://www.w3.org/TR/referrer-policy/#referrer-policies");
const CLEAR: Source = Page("Clear Site Data: the field", "https://www.w3.org/TR/clear-site-data/#header");
const PRELOAD: Source = Page("HSTS preload list: requirements", "https://hstspreload.org/#deployment-recommendations");

rules! { Security;
    HSTS_NO_AGE: Error "hsts-without-max-age" Some("Strict-Transport-Security"), "`Strict-Transport-Security` has no `max-age`", "Send `max-age` in seconds: browsers ignore the whole field without it.", Rfc(6797, "6.1.1");
    HSTS_AGE: Error "hsts-max-age-invalid" Some("Strict-Transport-Security"), "The `max-age` is not a number of seconds: `{}`", "Write digits alone: browsers ignore the whole field otherwise.", Rfc(6797, "6.1.1");
    HSTS_REPEATED: Error "hsts-directive-repeated" Some("Strict-Transport-Security"), "The directive `{}` appears more than once", "Send it once: browsers ignore the whole field otherwise.", Rfc(6797, "6.1");
    HSTS_VALUE: Error "hsts-flag-with-value" Some("Strict-Transport-Security"), "`{}` takes no value", "Write the name alone.", Rfc(6797, "6.1.2");
    HSTS_UNKNOWN: Note "hsts-directive-unknown" Some("Strict-Transport-Security"), "`{}` is not a directive that browsers know", "Check the spelling: `max-age`, `includeSubDomains` and `preload` are known.", Rfc(6797, "6.1");
    HSTS_HTTP: Error "hsts-over-http" Some("Strict-Transport-Security"), "`Strict-Transport-Security` is sent over http", "Send it only over https: browsers ignore it here, since anybody on the way could have added it.", Rfc(6797, "7.2");
    HSTS_ZERO: Note "hsts-max-age-zero" Some("Strict-Transport-Security"), "`max-age=0` has browsers forget that the site wants https", "Keep it only as long as the site goes back to http.", Rfc(6797, "6.1.1");
    HSTS_SHORT: Note "hsts-max-age-short" Some("Strict-Transport-Security"), "Browsers remember it for less than half a year: {} s", "Raise `max-age` to a year, 31536000, once https works everywhere.", Rfc(6797, "11.2");
    HSTS_SUBDOMAINS: Note "hsts-without-subdomains" Some("Strict-Transport-Security"), "Subdomains are left out", "Add `includeSubDomains` if all of them speak https: a cookie for the whole domain is exposed through one that does not.", Rfc(6797, "6.1.2");
    HSTS_PRELOAD: Warning "hsts-preload-unmet" Some("Strict-Transport-Security"), "`preload` asks for more than the field gives", "Send `max-age=31536000; includeSubDomains; preload` at least, or leave `preload` out.", PRELOAD;
    FRAME_FROM: Warning "frame-options-allow-from" Some("X-Frame-Options"), "`ALLOW-FROM` allows everybody, since browsers no longer know it", "Send `Content-Security-Policy: frame-ancestors` with the origin.", FRAME;
    FRAME_TWO: Note "frame-options-and-frame-ancestors" Some("X-Frame-Options"), "`frame-ancestors` is there too, so `X-Frame-Options` does not count", "Leave it out, unless very old browsers matter.", FRAME;
    COOP_VALUE: Error "coop-value-unknown" None, "`{}` is not an opener policy", "Send `same-origin`, `same-origin-allow-popups`, `noopener-allow-popups` or `unsafe-none`; browsers take anything else for `unsafe-none`.", COOP;
    COEP_VALUE: Error "coep-value-unknown" None, "`{}` is not an embedder policy", "Send `require-corp`, `credentialless` or `unsafe-none`; browsers take anything else for `unsafe-none`.", COEP;
    COEP_NONE: Note "isolation-policy-off" None, "`unsafe-none` is what holds without the field", "Leave it out, or send a policy that isolates.", COEP;
    REPORT_TYPE: Warning "report-to-not-a-string" None, "`report-to` is not a quoted string", "Write the name of the endpoint in quotes: `report-to=\"main\"`; browsers send no reports otherwise.", COOP;
    REPORT_MISSING: Warning "report-to-endpoint-missing" None, "`report-to` names `{}`, which `Reporting-Endpoints` does not define", "Define it, as in `Reporting-Endpoints: main=\"https://example.com/reports\"`; no reports are sent otherwise.", Page("Reporting API: the field", "https://www.w3.org/TR/reporting-1/#header");
    REFERRER_UNSAFE: Warning "referrer-policy-unsafe-url" Some("Referrer-Policy"), "`unsafe-url` sends the whole address to every site, over http too", "Send `strict-origin-when-cross-origin`, or nothing, which means the same in today's browsers.", REFERRER;
    REFERRER_UNKNOWN: Warning "referrer-policy-unknown" Some("Referrer-Policy"), "`{}` is not a referrer policy", "Check the spelling: browsers ignore it, and use their default.", REFERRER;
    REFERRER_LEGACY: Note "referrer-policy-leaks" Some("Referrer-Policy"), "`{}` tells other sites the address of the page, over https", "Send `strict-origin-when-cross-origin`.", REFERRER;
    CLEAR_UNKNOWN: Warning "clear-site-data-unknown" Some("Clear-Site-Data"), "`{}` is not something that can be cleared", "Send `\"cache\"`, `\"cookies\"`, `\"storage\"`, `\"executionContexts\"`, `\"clientHints\"` or `\"*\"`, quotes included.", CLEAR;
    CLEAR_HTTP: Warning "clear-site-data-over-http" Some("Clear-Site-Data"), "`Clear-Site-Data` is sent over http", "Send it over https: browsers ignore it here.", CLEAR;
    SERVER_VERSION: Note "server-version-disclosed" Some("Server"), "`Server` reveals the version: `{}`", "Leave the version out (`server_tokens off`, `ServerTokens Prod`) if nobody needs it.", Rfc(9110, "10.2.4");
    POWERED_BY: Note "powered-by-disclosed" Some("X-Powered-By"), "`X-Powered-By` reveals what runs here: `{}`", "Leave it out (`app.disable('x-powered-by')`, `expose_php = Off`): nothing reads it but those who look for known holes.", Page("OWASP: HTTP headers", "https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html#x-powered-by");
    URL_PASSWORD: Warning "credentials-in-url" None, "`{}` holds a user name or password", "Take it out of the URL: it ends up in logs, histories and `Referer`.", Rfc(9110, "4.2.4");
    NOSNIFF: Note "nosniff-missing" Some("X-Content-Type-Options"), "Browsers may guess the type of the content", "Send `X-Content-Type-Options: nosniff` with what browsers load.", Page("Fetch: X-Content-Type-Options", "https://fetch.spec.whatwg.org/#x-content-type-options-header");
}

const POLICIES: [&str; 8] = [
    "no-referrer",
    "no-referrer-when-downgrade",
    "same-origin",
    "origin",
    "strict-origin",
    "origin-when-cross-origin",
    "strict-origin-when-cross-origin",
    "unsafe-url",
];
const CLEARED: [&str; 8] = [
    "\"cache\"",
    "\"cookies\"",
    "\"storage\"",
    "\"executionContexts\"",
    "\"clientHints\"",
    "\"prefetchCache\"",
    "\"prerenderCache\"",
    "\"*\"",
];

pub fn check(look: &Look<'_>, report: &mut Report) {
    urls(look, report);
    if look.is_request() {
        return;
    }
    transport(look, report);
    isolation(look, report);
    referrer(look, report);
    clear(look, report);
    disclosed(look, report);
    let csp = look.value("Content-Security-Policy").unwrap_or_default();
    if let Some(line) = look.first("X-Frame-Options") {
        if line.value.get(..10).is_some_and(|head| head.eq_ignore_ascii_case("ALLOW-FROM")) {
            report.at(&FRAME_FROM, line, "");
        }
        if csp.contains("frame-ancestors") {
            report.at(&FRAME_TWO, line, "");
        }
    }
}

fn transport(look: &Look<'_>, report: &mut Report) {
    // The first line counts (RFC 6797 §8.1).
    let Some(line) = look.first("Strict-Transport-Security") else { return };
    let pieces = format!(";{}", line.value);
    let directives: Vec<Param<'_>> = with_params(&pieces).1;
    if let Some(name) = repeated(&directives) {
        report.at(&HSTS_REPEATED, line, name);
    }
    let find = |name: &str| directives.iter().find(|directive| directive.is(name));
    for directive in &directives {
        let is_flag = directive.is("includeSubDomains") || directive.is("preload");
        if is_flag && directive.raw.is_some() {
            report.at(&HSTS_VALUE, line, directive.name);
        } else if !is_flag && !directive.is("max-age") {
            report.at(&HSTS_UNKNOWN, line, directive.name);
        }
    }
    let subdomains = find("includeSubDomains").is_some();
    if !subdomains {
        report.at(&HSTS_SUBDOMAINS, line, "");
    }
    if look.is_secure() == Some(false) {
        report.at(&HSTS_HTTP, line, "");
    }
    let Some(age) = find("max-age") else { return report.at(&HSTS_NO_AGE, line, "") };
    let value = age.value();
    if value.is_empty() || !value.bytes().all(|b| b.is_ascii_digit()) {
        return report.at(&HSTS_AGE, line, &value);
    }
    let seconds = value.parse().unwrap_or(u64::MAX);
    match seconds {
        0 => report.at(&HSTS_ZERO, line, ""),
        1..15_552_000 => report.at(&HSTS_SHORT, line, &value),
        _ => {}
    }
    if find("preload").is_some() && (seconds < 31_536_000 || !subdomains) {
        report.at(&HSTS_PRELOAD, line, "");
    }
}

fn isolation(look: &Look<'_>, report: &mut Report) {
    let known: [(&[&'static str], &[&str], _); 2] = [
        (
            &["Cross-Origin-Opener-Policy", "Cross-Origin-Opener-Policy-Report-Only"],
            &["same-origin", "same-origin-allow-popups", "noopener-allow-popups", "unsafe-none"],
            &COOP_VALUE,
        ),
        (
            &["Cross-Origin-Embedder-Policy", "Cross-Origin-Embedder-Policy-Report-Only"],
            &["require-corp", "credentialless", "unsafe-none"],
            &COEP_VALUE,
        ),
    ];
    for (names, values, rule) in known {
        for line in names.iter().flat_map(|name| look.lines(name)) {
            let Some(item) = item(&line.value) else { continue };
            let Some(token) = item.bare_item.as_token() else { continue };
            if !values.contains(&token.as_str()) {
                report.at(rule, line, token.as_str());
            } else if token.as_str() == "unsafe-none" {
                report.at(&COEP_NONE, line, "");
            }
            let Some(endpoint) = item.params.get("report-to") else { continue };
            match endpoint.as_string() {
                None => report.at(&REPORT_TYPE, line, ""),
                Some(name) if !defines(look, name.as_str()) => report.at(&REPORT_MISSING, line, name.as_str()),
                Some(_) => {}
            }
        }
    }
}

/// Whether the response defines an endpoint for reports, in the present way or the old one.
fn defines(look: &Look<'_>, name: &str) -> bool {
    let endpoints = look.value("Reporting-Endpoints").and_then(|value| crate::lint::grammar::dictionary(&value));
    endpoints.is_some_and(|map| map.contains_key(name)) || look.value("Report-To").is_some_and(|old| old.contains(name))
}

fn referrer(look: &Look<'_>, report: &mut Report) {
    let Some(line) = look.first("Referrer-Policy") else { return };
    let value = look.value("Referrer-Policy").unwrap_or_default().to_ascii_lowercase();
    // The last that is known counts; older browsers take one before it.
    let effective = members(&value).filter(|policy| POLICIES.contains(policy)).last();
    match effective {
        None => report.at(&REFERRER_UNKNOWN, line, &value),
        Some("unsafe-url") => report.at(&REFERRER_UNSAFE, line, ""),
        Some(policy @ "no-referrer-when-downgrade") => report.at(&REFERRER_LEGACY, line, policy),
        Some(_) => {}
    }
}

fn clear(look: &Look<'_>, report: &mut Report) {
    for line in look.lines("Clear-Site-Data") {
        for member in members(&line.value).filter(|member| !CLEARED.contains(member)) {
            report.at(&CLEAR_UNKNOWN, line, member);
        }
        if look.is_secure() == Some(false) && !look.is_local() {
            report.at(&CLEAR_HTTP, line, "");
        }
    }
}

fn disclosed(look: &Look<'_>, report: &mut Report) {
    if let Some(line) = look
        .first("Server")
        .filter(|line| line.value.contains(|c: char| c.is_ascii_digit()) && line.value.contains('/'))
    {
        report.at(&SERVER_VERSION, line, &line.value);
    }
    if let Some(line) = look.first("X-Powered-By") {
        report.at(&POWERED_BY, line, &line.value);
    }
    let media_type = look.value("Content-Type").unwrap_or_default().to_ascii_lowercase();
    let is_risky = ["text/html", "text/plain", "application/json", "text/javascript"]
        .iter()
        .any(|kind| media_type.starts_with(kind));
    if is_risky && look.status() == Some(200) && !look.has("X-Content-Type-Options") {
        report.missing(&NOSNIFF, "X-Content-Type-Options");
    }
}

fn urls(look: &Look<'_>, report: &mut Report) {
    for line in ["Location", "Content-Location", "Referer"].into_iter().flat_map(|name| look.lines(name)) {
        let authority =
            line.value.split_once("//").map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
        if authority.is_some_and(|authority| authority.contains('@')) {
            report.at(&URL_PASSWORD, line, &line.value);
        }
    }
}
