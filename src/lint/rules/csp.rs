//! Content security policies (CSP, level 3).

use std::collections::HashSet;

use crate::lint::finding::Source::{self, Page};
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::message::Field;

const DIRECTIVES: Source = Page("CSP: directives", "https://www.w3.org/TR/CSP3/#csp-directives");
const SOURCES: Source = Page("CSP: source lists", "https://www.w3.org/TR/CSP3/#framework-directive-source-list");
const PARSING: Source = Page("CSP: parse a policy", "https://www.w3.org/TR/CSP3/#parse-serialized-policy");

rules! { Security;
    INLINE: Warning "csp-unsafe-inline" None, "`'unsafe-inline'` in `{}` lets injected scripts run", "Use nonces or hashes: with one of them in the list, browsers ignore `'unsafe-inline'`.", SOURCES;
    INLINE_STYLE: Note "csp-unsafe-inline-style" None, "`'unsafe-inline'` in `{}` lets injected styles in", "Use nonces or hashes; styles do less harm than scripts, but can read what a form holds.", SOURCES;
    EVAL: Warning "csp-unsafe-eval" None, "`'unsafe-eval'` in `{}` lets text become code", "Take it out and replace `eval` and its like; `'wasm-unsafe-eval'` allows WebAssembly alone.", SOURCES;
    WILDCARD: Warning "csp-wildcard" None, "`{}` allows scripts from everywhere", "Name the origins that are needed, or `'self'`.", SOURCES;
    HTTP: Warning "csp-http-source" None, "`{}` allows what comes over http", "Write https: anyone who listens can replace what is loaded.", SOURCES;
    UNQUOTED: Error "csp-keyword-unquoted" None, "`{}` without quotes is the name of a host", "Write it in single quotes: `'self'`, `'none'`.", SOURCES;
    KEYWORD: Warning "csp-keyword-unknown" None, "`{}` is not a source list keyword", "Check the spelling: browsers ignore it.", SOURCES;
    NONE_MIXED: Warning "csp-none-with-others" None, "`'none'` in `{}` does not count beside other sources", "Leave it out, or everything else.", SOURCES;
    UNKNOWN: Warning "csp-directive-unknown" None, "`{}` is not a policy directive", "Check the spelling: browsers ignore it.", DIRECTIVES;
    OBSOLETE: Note "csp-directive-obsolete" None, "The directive `{}` was abandoned", "Leave it out: browsers ignore it or treat it as always set.", DIRECTIVES;
    REPORT_URI: Note "csp-report-uri" None, "`report-uri` is to be replaced by `report-to`", "Send both, with `Reporting-Endpoints`: browsers that know `report-to` ignore `report-uri`.", Page("CSP: report-uri", "https://www.w3.org/TR/CSP3/#directive-report-uri");
    REPEATED: Warning "csp-directive-repeated" None, "The directive `{}` appears more than once", "Write it once with all sources: the first one counts.", PARSING;
    REPORT_TO: Warning "csp-report-to-missing" None, "`report-to` names `{}`, which `Reporting-Endpoints` does not define", "Define it, or no reports are sent.", Page("CSP: report-to", "https://www.w3.org/TR/CSP3/#directive-report-to");
    BLIND: Warning "csp-report-only-unheard" Some("Content-Security-Policy-Report-Only"), "A policy that only reports has nowhere to report to", "Add `report-to` with an endpoint, and `report-uri` for browsers that do not know it.", Page("CSP: Report-Only", "https://www.w3.org/TR/CSP3/#cspro-header");
    OPEN_BASE: Note "csp-without-base-uri" None, "The policy guards scripts, but not `<base>`", "Add `base-uri 'self'`: an injected `<base>` redirects relative script URLs.", Page("CSP: base-uri", "https://www.w3.org/TR/CSP3/#directive-base-uri");
}

/// Directives that take sources, those that scripts come by, and the rest.
const FETCH: [&str; 17] = [
    "child-src",
    "connect-src",
    "default-src",
    "font-src",
    "frame-src",
    "img-src",
    "manifest-src",
    "media-src",
    "object-src",
    "script-src",
    "script-src-attr",
    "script-src-elem",
    "style-src",
    "style-src-attr",
    "style-src-elem",
    "worker-src",
    "fenced-frame-src",
];
const SCRIPTS: [&str; 4] = ["default-src", "script-src", "script-src-elem", "script-src-attr"];
const OTHERS: [&str; 11] = [
    "base-uri",
    "form-action",
    "frame-ancestors",
    "sandbox",
    "report-to",
    "report-uri",
    "require-trusted-types-for",
    "trusted-types",
    "upgrade-insecure-requests",
    "webrtc",
    "require-sri-for",
];
const GIVEN_UP: [&str; 6] =
    ["block-all-mixed-content", "navigate-to", "plugin-types", "prefetch-src", "referrer", "reflected-xss"];
const KEYWORDS: [&str; 11] = [
    "'self'",
    "'none'",
    "'unsafe-inline'",
    "'unsafe-eval'",
    "'strict-dynamic'",
    "'unsafe-hashes'",
    "'report-sample'",
    "'unsafe-allow-redirects'",
    "'wasm-unsafe-eval'",
    "'inline-speculation-rules'",
    "'trusted-types-eval'",
];

/// The most policies of a line that are looked at.
const MOST: usize = 20;

pub fn check(look: &Look<'_>, report: &mut Report) {
    let endpoints = ["Reporting-Endpoints", "Report-To"].map(|name| look.value(name).unwrap_or_default());
    let endpoints = endpoints.concat().to_ascii_lowercase();
    for name in ["Content-Security-Policy", "Content-Security-Policy-Report-Only"] {
        for line in look.lines(name) {
            for text in line.value.split(',').take(MOST) {
                policy(&endpoints, line, text, report);
            }
        }
    }
}

fn policy(endpoints: &str, line: &Field, text: &str, report: &mut Report) {
    let text = text.to_ascii_lowercase();
    let mut directives: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut names = HashSet::new();
    for piece in text.split(';') {
        let mut words = piece.split_ascii_whitespace();
        let Some(name) = words.next() else { continue };
        if names.insert(name) {
            directives.push((name, words.collect()));
        } else {
            report.at(&REPEATED, line, name);
        }
    }
    for (name, words) in &directives {
        directive(line, name, words, report);
    }
    let find = |name: &str| directives.iter().find(|(known, _)| *known == name);
    let endpoint = find("report-to").and_then(|(_, words)| words.first());
    if let Some(name) = endpoint.filter(|name| !endpoints.contains(**name)) {
        report.at(&REPORT_TO, line, name);
    }
    let hears = find("report-uri").is_some() || find("report-to").is_some();
    if line.name.eq_ignore_ascii_case("Content-Security-Policy-Report-Only") && !directives.is_empty() && !hears {
        report.at(&BLIND, line, "");
    }
    if find("report-uri").is_some() && find("report-to").is_none() {
        report.at(&REPORT_URI, line, "");
    }
    if find("script-src").is_some() && find("base-uri").is_none() {
        report.at(&OPEN_BASE, line, "");
    }
}

fn directive(line: &Field, name: &str, words: &[&str], report: &mut Report) {
    if GIVEN_UP.contains(&name) {
        return report.at(&OBSOLETE, line, name);
    }
    if !FETCH.contains(&name) {
        if !OTHERS.contains(&name) {
            report.at(&UNKNOWN, line, name);
        }
        if !matches!(name, "frame-ancestors" | "form-action" | "base-uri") {
            return;
        }
    }
    keywords(line, name, words, report);
    if !FETCH.contains(&name) {
        return;
    }
    let has = |word: &str| words.contains(&word);
    let guarded = words
        .iter()
        .any(|word| ["'nonce-", "'sha256-", "'sha384-", "'sha512-"].iter().any(|head| word.starts_with(head)));
    let is_script = SCRIPTS.contains(&name);
    if has("'unsafe-inline'") && !guarded && !has("'strict-dynamic'") {
        report.at(if is_script { &INLINE } else { &INLINE_STYLE }, line, name);
    }
    if is_script && has("'unsafe-eval'") {
        report.at(&EVAL, line, name);
    }
    // With a nonce and `'strict-dynamic'`, hosts and schemes are for browsers that know neither.
    if is_script && !has("'strict-dynamic'") && ["*", "data:", "https://*", "http://*"].into_iter().any(has) {
        report.at(&WILDCARD, line, name);
    }
    if let Some(word) = words.iter().find(|word| **word == "http:" || word.starts_with("http://"))
        && !has("'strict-dynamic'")
    {
        report.at(&HTTP, line, word);
    }
}

fn keywords(line: &Field, name: &str, words: &[&str], report: &mut Report) {
    for word in words {
        let bare = format!("'{word}'");
        if KEYWORDS.contains(&&*bare) {
            report.at(&UNQUOTED, line, word);
        }
        let is_guard = ["'nonce-", "'sha256-", "'sha384-", "'sha512-"].iter().any(|head| word.starts_with(head));
        if word.starts_with('\'') && !is_guard && !KEYWORDS.contains(word) {
            report.at(&KEYWORD, line, word);
        }
    }
    if words.len() > 1 && words.contains(&"'none'") {
        report.at(&NONE_MIXED, line, name);
    }
}
