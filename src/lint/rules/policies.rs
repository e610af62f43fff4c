//! Permissions, reports and speculation: fields that browsers read as structured values or JSON.

use serde_json::{Map, Value};
use sfv::{BareItem, ListEntry};

use crate::lint::finding::Source::{self, Page};
use crate::lint::grammar::{dictionary, is_reference, list};
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::message::Field;

const PERMISSIONS: Source = Page(
    "Permissions Policy: structure of the field",
    "https://www.w3.org/TR/permissions-policy-1/#structured-header-serialization",
);
const REPORTING: Source = Page("Reporting API: the field", "https://www.w3.org/TR/reporting-1/#header");
const NEL: Source =
    Page("Network Error Logging: the field", "https://www.w3.org/TR/network-error-logging/#nel-response-header");
const SPECULATION: Source = Page(
    "HTML: Speculation-Rules",
    "https://html.spec.whatwg.org/multipage/speculative-loading.html#the-speculation-rules-header",
);

rules! { Security;
    QUOTED: Warning "permissions-policy-keyword-quoted" Some("Permissions-Policy"), "`{}` in quotes is read as an origin, and is not one", "Write `self`, `src` and `*` without quotes, and origins with them.", PERMISSIONS;
    TOKEN: Warning "permissions-policy-token-unknown" Some("Permissions-Policy"), "`{}` is not an allowlist keyword", "Write `()` to allow nobody, `self`, `*`, or origins in quotes; browsers ignore anything else.", PERMISSIONS;
    STAR: Warning "permissions-policy-star-with-others" Some("Permissions-Policy"), "`*` in the list of `{}` allows everybody, whoever else is named", "Write `*` alone, or the origins alone.", PERMISSIONS;
    TYPE: Warning "permissions-policy-value-type" Some("Permissions-Policy"), "The value of `{}` is not an allowlist", "Write a list in parentheses: `geolocation=(self \"https://example.com\")`; browsers ignore the feature otherwise.", PERMISSIONS;
    ORIGIN: Warning "permissions-policy-origin-invalid" Some("Permissions-Policy"), "`{}` is not an origin", "Write scheme and host, without a path: `\"https://example.com\"`.", PERMISSIONS;
    ENDPOINT: Warning "reporting-endpoint-insecure" Some("Reporting-Endpoints"), "Reports would go over http: `{}`", "Give an https address: browsers ignore the endpoint otherwise.", REPORTING;
    ENDPOINT_URL: Error "reporting-endpoint-invalid" Some("Reporting-Endpoints"), "`{}` is not an address", "Give a URL, absolute or relative to the page.", REPORTING;
    NEL_KEY: Warning "nel-member-missing" Some("NEL"), "The policy has no `{}`", "Send both `report_to` and `max_age`; with `\"max_age\": 0` the latter is enough.", NEL;
    NEL_TYPE: Warning "nel-member-type" Some("NEL"), "`{}` has a value of the wrong type", "`max_age` is a whole number, `report_to` a string, the fractions are numbers from 0 to 1.", NEL;
    REPORT_KEY: Warning "report-to-member-missing" Some("Report-To"), "A group of endpoints has no `{}`", "Send `max_age` and `endpoints`, each with a `url`: browsers ignore the group otherwise.", REPORTING;
    REPORT_TYPE: Warning "report-to-member-type" Some("Report-To"), "`{}` has a value of the wrong type", "`max_age` is a whole number, `endpoints` an array, `url` a string with an https address.", REPORTING;
    RULES_HTTP: Warning "speculation-rules-insecure" Some("Speculation-Rules"), "The rules would be loaded over http: `{}`", "Give an https address or a relative one.", SPECULATION;
    RULES_URL: Error "speculation-rules-invalid" Some("Speculation-Rules"), "`{}` is not an address", "Give a URL in quotes, absolute or relative to the page.", SPECULATION;
}

pub fn check(look: &Look<'_>, report: &mut Report) {
    look.lines("Permissions-Policy").for_each(|line| permissions(line, report));
    for line in look.lines("Reporting-Endpoints") {
        let Some(map) = dictionary(&line.value) else { continue };
        for member in map.values() {
            let Some(text) = text(member) else { continue };
            address(line, text, &ENDPOINT, &ENDPOINT_URL, report);
        }
    }
    for line in look.lines("Speculation-Rules") {
        let Some(list) = list(&line.value) else { continue };
        for text in list.iter().filter_map(text) {
            address(line, text, &RULES_HTTP, &RULES_URL, report);
        }
    }
    look.lines("NEL").for_each(|line| nel(line, report));
    look.lines("Report-To").for_each(|line| groups(line, report));
}

fn text(member: &ListEntry) -> Option<&str> {
    let ListEntry::Item(item) = member else { return None };
    item.bare_item.as_string().map(sfv::StringRef::as_str)
}

fn address(
    line: &Field,
    text: &str,
    insecure: &crate::lint::rule::Rule,
    invalid: &crate::lint::rule::Rule,
    report: &mut Report,
) {
    if !is_reference(text) {
        report.at(invalid, line, text);
    } else if text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http:")) {
        report.at(insecure, line, text);
    }
}

fn permissions(line: &Field, report: &mut Report) {
    let Some(map) = dictionary(&line.value) else { return };
    for (feature, member) in &map {
        let items: Vec<&BareItem> = match member {
            ListEntry::Item(item) => {
                let is_allowed = item.bare_item.as_token().is_some_and(|token| matches!(token.as_str(), "*" | "self"));
                if !is_allowed && item.bare_item.as_string().is_none() {
                    report.at(&TYPE, line, feature.as_str());
                    continue;
                }
                vec![&item.bare_item]
            }
            ListEntry::InnerList(list) => list.items.iter().map(|item| &item.bare_item).collect(),
        };
        let has_star = items.iter().any(|item| item.as_token().is_some_and(|token| token.as_str() == "*"));
        if has_star && matches!(member, ListEntry::InnerList(_)) {
            report.at(&STAR, line, feature.as_str());
        }
        for item in items {
            allowed(line, feature.as_str(), item, report);
        }
    }
}

fn allowed(line: &Field, feature: &str, item: &BareItem, report: &mut Report) {
    match item {
        BareItem::Token(token) if matches!(token.as_str(), "*" | "self" | "src") => {}
        BareItem::Token(token) => report.at(&TOKEN, line, token.as_str()),
        BareItem::String(text) if matches!(text.as_str(), "*" | "self" | "src" | "none") => {
            report.at(&QUOTED, line, text.as_str());
        }
        BareItem::String(text) => {
            // A host may begin with an asterisk, and a slash at the end is suffered.
            let bare = text.as_str().trim_end_matches('/').replace("://*.", "://");
            if !crate::lint::grammar::ORIGIN.fits(&bare) {
                report.at(&ORIGIN, line, text.as_str());
            }
        }
        _ => report.at(&TYPE, line, feature),
    }
}

fn objects(value: &str) -> Vec<Map<String, Value>> {
    serde_json::from_str(&format!("[{value}]")).unwrap_or_default()
}

fn nel(line: &Field, report: &mut Report) {
    for policy in objects(&line.value) {
        let age = policy.get("max_age");
        match age {
            None => report.at(&NEL_KEY, line, "max_age"),
            Some(age) if age.as_u64().is_none() => report.at(&NEL_TYPE, line, "max_age"),
            Some(_) => {}
        }
        match policy.get("report_to") {
            None if age.and_then(Value::as_u64) != Some(0) => report.at(&NEL_KEY, line, "report_to"),
            Some(name) if !name.is_string() => report.at(&NEL_TYPE, line, "report_to"),
            _ => {}
        }
        for name in ["success_fraction", "failure_fraction"] {
            let is_fraction = |value: &Value| value.as_f64().is_some_and(|part| (0.0..=1.0).contains(&part));
            if policy.get(name).is_some_and(|value| !is_fraction(value)) {
                report.at(&NEL_TYPE, line, name);
            }
        }
        if policy.get("include_subdomains").is_some_and(|value| !value.is_boolean()) {
            report.at(&NEL_TYPE, line, "include_subdomains");
        }
    }
}

fn groups(line: &Field, report: &mut Report) {
    for group in objects(&line.value) {
        match group.get("max_age") {
            None => report.at(&REPORT_KEY, line, "max_age"),
            Some(age) if age.as_u64().is_none() => report.at(&REPORT_TYPE, line, "max_age"),
            Some(_) => {}
        }
        let endpoints = match group.get("endpoints") {
            None => return report.at(&REPORT_KEY, line, "endpoints"),
            Some(Value::Array(endpoints)) => endpoints,
            Some(_) => return report.at(&REPORT_TYPE, line, "endpoints"),
        };
        for endpoint in endpoints {
            match endpoint.get("url") {
                None => report.at(&REPORT_KEY, line, "url"),
                Some(Value::String(url)) if !url.starts_with("http://") => {}
                Some(_) => report.at(&REPORT_TYPE, line, "url"),
            }
        }
        if group.get("group").is_some_and(|name| !name.is_string()) {
            report.at(&REPORT_TYPE, line, "group");
        }
    }
}
