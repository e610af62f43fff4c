//! Cookies (RFC 6265bis): how they are written, and what their attributes say together.

use std::collections::HashSet;

use crate::lint::finding::Source::{self, Page, Rfc};
use crate::lint::grammar::{COOKIE_VALUE, Form, cookie_date, http_date, is_token};
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::lint::values::{Param, SetCookie, repeated};
use crate::message::Field;

/// The draft that browsers follow.
const BIS: Source = Page(
    "RFC 6265bis, section 5.6: The Set-Cookie header field",
    "https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-set-cookie-header-field-",
);

rules! { Cookies;
    NAME: Warning "cookie-name-invalid" Some("Set-Cookie"), "`{}` is not a valid cookie name", "Use letters, digits, `-` and `_`: many servers and libraries drop a cookie whose name is not a token.", Rfc(6265, "4.1.1");
    VALUE: Warning "cookie-value-invalid" Some("Set-Cookie"), "The value of the cookie holds characters that it may not: `{}`", "Encode it, as base64 or percent-encoded: spaces, commas, quotes and backslashes are read in different ways.", Rfc(6265, "4.1.1");
    NAMELESS: Note "cookie-nameless" Some("Set-Cookie"), "The cookie has no name, only the value `{}`", "Write `name=value`: browsers keep a nameless cookie, but few servers can read it.", BIS;
    EMPTY: Warning "cookie-empty" Some("Set-Cookie"), "The cookie has neither name nor value", "Send one or leave the field out: browsers ignore it.", BIS;
    UNKNOWN: Note "cookie-attribute-unknown" Some("Set-Cookie"), "`{}` is not a cookie attribute", "Check the spelling: browsers ignore what they do not know.", Rfc(6265, "5.2");
    REPEATED: Warning "cookie-attribute-repeated" Some("Set-Cookie"), "The attribute `{}` appears more than once", "Send it once: the last one counts.", Rfc(6265, "4.1.1");
    VERSION: Warning "cookie-attribute-obsolete" Some("Set-Cookie"), "The attribute `{}` was abandoned", "Leave it out: it comes from RFC 2109 and RFC 2965, which no browser follows.", Rfc(6265, "4.1.1");
    FLAG_VALUE: Note "cookie-flag-with-value" Some("Set-Cookie"), "`{}` takes no value", "Write the name alone: the attribute is set whatever stands behind it, even `false`.", Rfc(6265, "4.1.1");
    EXPIRES: Warning "cookie-expires-invalid" Some("Set-Cookie"), "`Expires` is not a date that browsers can read: `{}`", "Write it like `Sun, 22 Nov 2026 14:03:07 GMT`; otherwise the cookie lasts until the browser is closed.", Rfc(6265, "5.1.1");
    EXPIRES_YEAR: Warning "cookie-expires-two-digit-year" Some("Set-Cookie"), "The year of `Expires` has two digits: `{}`", "Write four: which century is meant is guessed.", Rfc(6265, "4.1.1");
    EXPIRES_FORM: Note "cookie-expires-form" Some("Set-Cookie"), "`Expires` is not in the form that a server has to use: `{}`", "Write it like `Sun, 22 Nov 2026 14:03:07 GMT`: browsers read more than other clients.", Rfc(6265, "4.1.1");
    MAX_AGE: Warning "cookie-max-age-invalid" Some("Set-Cookie"), "`Max-Age` is not a number of seconds: `{}`", "Write digits, with a minus in front at most: browsers ignore the attribute otherwise.", Rfc(6265, "5.2.2");
    MAX_AGE_ZERO: Warning "cookie-max-age-leading-zero" Some("Set-Cookie"), "`Max-Age` begins with a zero: `{}`", "Write the number without it: the grammar has none.", Rfc(6265, "4.1.1");
    TOO_LONG: Warning "cookie-lifetime-too-long" Some("Set-Cookie"), "The cookie is to last longer than browsers keep any: `{}`", "Ask for 400 days (34560000 seconds) at most, and renew it on use.", BIS;
    TWO_LIVES: Note "cookie-max-age-and-expires" Some("Set-Cookie"), "`Max-Age` and `Expires` disagree on whether the cookie is deleted", "Send both with one meaning: `Max-Age` wins where it is known.", Rfc(6265, "4.1.2.2");
    SAME_SITE: Warning "cookie-samesite-invalid" Some("Set-Cookie"), "`{}` is not a value of `SameSite`", "Write `Strict`, `Lax` or `None`: browsers use their default otherwise, which is not the same in all of them.", BIS;
    NONE_INSECURE: Error "cookie-samesite-none-without-secure" Some("Set-Cookie"), "`SameSite=None` comes without `Secure`", "Add `Secure`: browsers drop the cookie otherwise.", BIS;
    SECURE_HTTP: Error "cookie-secure-over-http" Some("Set-Cookie"), "A `Secure` cookie is set over http", "Set it over https: browsers drop it here.", BIS;
    PREFIX_SECURE: Error "cookie-prefix-without-secure" Some("Set-Cookie"), "The prefix of `{}` demands `Secure`", "Add `Secure`: browsers drop the cookie otherwise.", BIS;
    PREFIX_DOMAIN: Error "cookie-prefix-host-with-domain" Some("Set-Cookie"), "A cookie with the prefix `__Host-` has `Domain`", "Remove `Domain`: browsers drop the cookie otherwise.", BIS;
    PREFIX_PATH: Error "cookie-prefix-host-without-path" Some("Set-Cookie"), "A cookie with the prefix `__Host-` lacks `Path=/`", "Add `Path=/`: browsers drop the cookie otherwise.", BIS;
    PREFIX_HTTP: Warning "cookie-prefix-http-without-httponly" Some("Set-Cookie"), "The prefix of `{}` demands `HttpOnly`", "Add `HttpOnly`: browsers that know the prefix drop the cookie otherwise.", BIS;
    PREFIX_CASE: Note "cookie-prefix-case" Some("Set-Cookie"), "The prefix of `{}` is written in other letters than usual", "Write `__Host-` or `__Secure-`: old browsers know the prefix in this case alone.", BIS;
    PARTITIONED: Error "cookie-partitioned-without-secure" Some("Set-Cookie"), "`Partitioned` comes without `Secure`", "Add `Secure`: browsers drop the cookie otherwise.", Page("MDN: Set-Cookie", "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#partitioned");
    PATH: Warning "cookie-path-invalid" Some("Set-Cookie"), "`Path` does not begin with a slash: `{}`", "Write an absolute path: browsers use the directory of the request instead.", Rfc(6265, "5.2.4");
    DOMAIN: Warning "cookie-domain-invalid" Some("Set-Cookie"), "`{}` is not a domain", "Write a bare host name such as `example.com`, without scheme, port and path: browsers drop the cookie otherwise.", Rfc(6265, "5.2.3");
    DOMAIN_FOREIGN: Error "cookie-domain-foreign" Some("Set-Cookie"), "The cookie is for `{}`, which the server does not belong to", "Name the host itself or a domain above it, or leave `Domain` out: browsers drop the cookie otherwise.", Rfc(6265, "5.3");
    DOMAIN_DOT: Note "cookie-domain-leading-dot" Some("Set-Cookie"), "`Domain` begins with a dot: `{}`", "Leave the dot out: it is ignored, and subdomains are meant in any case.", Rfc(6265, "4.1.2.3");
    TOO_LARGE: Error "cookie-too-large" Some("Set-Cookie"), "Name and value have {} bytes", "Keep them below 4097 together: browsers drop larger cookies, and servers refuse requests with them.", BIS;
    TWICE: Warning "cookie-repeated" Some("Set-Cookie"), "The cookie `{}` is set more than once", "Set it once: which one stays depends on the order, which proxies may change.", Rfc(6265, "4.1.1");
    NO_SECURE: Note "cookie-without-secure" Some("Set-Cookie"), "The cookie `{}` goes over http too", "Add `Secure`, so that nobody who listens sees it.", Rfc(6265, "4.1.2.5");
    NO_HTTP_ONLY: Note "cookie-without-httponly" Some("Set-Cookie"), "Scripts can read the cookie `{}`", "Add `HttpOnly`, unless a script of the page needs it.", Rfc(6265, "4.1.2.6");
    NO_SAME_SITE: Note "cookie-without-samesite" Some("Set-Cookie"), "The cookie `{}` leaves `SameSite` to the browser", "Add `SameSite=Lax` or `Strict`: not all browsers take `Lax` when it is missing.", BIS;
}

/// The attributes of cookies that browsers know.
const KNOWN: [&str; 9] =
    ["expires", "max-age", "domain", "path", "secure", "httponly", "samesite", "partitioned", "priority"];

/// What RFC 2109 and RFC 2965 had.
const GIVEN_UP: [&str; 6] = ["version", "comment", "commenturl", "discard", "port", "expiry"];

/// The most seconds that browsers keep a cookie (RFC 6265bis §5.5).
const LONGEST: i64 = 34_560_000;

pub fn check(look: &Look<'_>, report: &mut Report) {
    if look.is_request() {
        return;
    }
    let mut names: HashSet<&str> = HashSet::new();
    for line in look.lines("Set-Cookie") {
        let cookie = SetCookie::read(&line.value);
        pair(line, &cookie, report);
        attributes(line, &cookie, report);
        lifetime(look, line, &cookie, report);
        security(look, line, &cookie, report);
        scope(look, line, &cookie, report);
        // The same name may stand for cookies of several paths.
        if !cookie.name.is_empty() && names.contains(cookie.name) && !cookie.has("Path") && !cookie.has("Domain") {
            report.at(&TWICE, line, cookie.name);
        }
        names.insert(cookie.name);
    }
}

fn pair(line: &Field, cookie: &SetCookie<'_>, report: &mut Report) {
    if cookie.name.is_empty() && cookie.value.is_empty() {
        return report.at(&EMPTY, line, "");
    }
    if !cookie.has_equals {
        report.at(&NAMELESS, line, cookie.value);
    } else if !is_token(cookie.name) {
        report.at(&NAME, line, cookie.name);
    }
    if !COOKIE_VALUE.fits(cookie.value) {
        report.at(&VALUE, line, cookie.value);
    }
    let bytes = cookie.name.len() + cookie.value.len();
    if bytes > 4096 {
        report.at(&TOO_LARGE, line, &bytes.to_string());
    }
}

fn attributes(line: &Field, cookie: &SetCookie<'_>, report: &mut Report) {
    for attribute in &cookie.attributes {
        let name = attribute.name.to_ascii_lowercase();
        if GIVEN_UP.contains(&&*name) {
            report.at(&VERSION, line, attribute.name);
        } else if !KNOWN.contains(&&*name) {
            report.at(&UNKNOWN, line, attribute.name);
        } else if matches!(&*name, "secure" | "httponly" | "partitioned") && attribute.raw.is_some() {
            report.at(&FLAG_VALUE, line, attribute.name);
        }
    }
    if let Some(name) = repeated(&cookie.attributes) {
        report.at(&REPEATED, line, name);
    }
}

/// The seconds of a `Max-Age`, as browsers read it; what is too large is the largest.
fn max_age(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(if text.starts_with('-') { i64::MIN } else { i64::MAX }))
}

fn lifetime(look: &Look<'_>, line: &Field, cookie: &SetCookie<'_>, report: &mut Report) {
    let expires = cookie.attribute("Expires").map(Param::value);
    let ends = expires.as_deref().and_then(cookie_date);
    if let Some(text) = &expires {
        let imf = http_date(text).is_some_and(|date| date.form == Form::Imf);
        let has_year = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
        match ends {
            None => report.at(&EXPIRES, line, text),
            Some(_) if !has_year => report.at(&EXPIRES_YEAR, line, text),
            Some(_) if !imf => report.at(&EXPIRES_FORM, line, text),
            Some(_) => {}
        }
    }
    let now = look.first("Date").and_then(|date| http_date(&date.value)).map(|date| date.unix);
    let left = ends.zip(now).map(|(ends, now)| ends - now);
    let seconds = cookie.attribute("Max-Age").map(Param::value);
    let Some(text) = seconds else {
        if left.is_some_and(|left| left > LONGEST + 86_400) {
            report.at(&TOO_LONG, line, &expires.unwrap_or_default());
        }
        return;
    };
    let Some(seconds) = max_age(&text) else { return report.at(&MAX_AGE, line, &text) };
    let digits = text.trim_start_matches('-');
    if digits.len() > 1 && digits.starts_with('0') {
        report.at(&MAX_AGE_ZERO, line, &text);
    }
    if seconds > LONGEST {
        report.at(&TOO_LONG, line, &text);
    }
    if left.is_some_and(|left| (left <= 0) != (seconds <= 0)) {
        report.at(&TWO_LIVES, line, "");
    }
}

fn security(look: &Look<'_>, line: &Field, cookie: &SetCookie<'_>, report: &mut Report) {
    let is_secure = cookie.has("Secure");
    let same_site = cookie.attribute("SameSite").map(|attribute| attribute.value().to_ascii_lowercase());
    match same_site.as_deref() {
        None => report.at(&NO_SAME_SITE, line, cookie.name),
        Some("none") if !is_secure => report.at(&NONE_INSECURE, line, ""),
        Some("strict" | "lax" | "none") => {}
        Some(other) => report.at(&SAME_SITE, line, other),
    }
    if cookie.has("Partitioned") && !is_secure {
        report.at(&PARTITIONED, line, "");
    }
    if is_secure && look.is_secure() == Some(false) && !look.is_local() {
        report.at(&SECURE_HTTP, line, "");
    }
    if !is_secure {
        report.at(&NO_SECURE, line, cookie.name);
    }
    if !cookie.has("HttpOnly") {
        report.at(&NO_HTTP_ONLY, line, cookie.name);
    }
    prefix(line, cookie, is_secure, report);
}

fn prefix(line: &Field, cookie: &SetCookie<'_>, is_secure: bool, report: &mut Report) {
    let begins = |prefix: &str| cookie.name.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    let prefixes = ["__Secure-", "__Host-", "__Http-", "__Host-Http-"];
    let Some(prefix) = prefixes.into_iter().rfind(|prefix| begins(prefix)) else { return };
    if !cookie.name.starts_with(prefix) {
        report.at(&PREFIX_CASE, line, cookie.name);
    }
    if !is_secure {
        report.at(&PREFIX_SECURE, line, cookie.name);
    }
    if prefix.ends_with("Http-") && !cookie.has("HttpOnly") {
        report.at(&PREFIX_HTTP, line, cookie.name);
    }
    if prefix.starts_with("__Host-") {
        if cookie.attribute("Domain").is_some_and(|domain| !domain.value().is_empty()) {
            report.at(&PREFIX_DOMAIN, line, "");
        }
        if cookie.attribute("Path").is_none_or(|path| path.value() != "/") {
            report.at(&PREFIX_PATH, line, "");
        }
    }
}

fn scope(look: &Look<'_>, line: &Field, cookie: &SetCookie<'_>, report: &mut Report) {
    if let Some(path) = cookie.attribute("Path").map(Param::value).filter(|path| !path.starts_with('/')) {
        report.at(&PATH, line, &path);
    }
    let Some(domain) = cookie.attribute("Domain").map(|domain| domain.value().to_ascii_lowercase()) else { return };
    let bare = domain.strip_prefix('.').unwrap_or(&domain);
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !bare.split('.').all(is_label) {
        return report.at(&DOMAIN, line, &domain);
    }
    if bare.len() < domain.len() {
        report.at(&DOMAIN_DOT, line, &domain);
    }
    let within = |host: String| host == bare || host.strip_suffix(bare).is_some_and(|head| head.ends_with('.'));
    if look.host().is_some_and(|host| !within(host)) {
        report.at(&DOMAIN_FOREIGN, line, &domain);
    }
}
