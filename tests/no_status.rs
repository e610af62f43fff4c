//! The failures without a status: what the data says of them.

use std::collections::HashSet;

use httpdex::catalog::{Catalog, Category, NO_CODE, Page, Standing};
use serde_json::Value;

/// The error types of RFC 9209 section 2.3.
const PROXY_ERRORS: [&str; 32] = [
    "dns_timeout",
    "dns_error",
    "destination_not_found",
    "destination_unavailable",
    "destination_ip_prohibited",
    "destination_ip_unroutable",
    "connection_refused",
    "connection_terminated",
    "connection_timeout",
    "connection_read_timeout",
    "connection_write_timeout",
    "connection_limit_reached",
    "tls_protocol_error",
    "tls_certificate_error",
    "tls_alert_received",
    "http_request_error",
    "http_request_denied",
    "http_response_incomplete",
    "http_response_header_section_size",
    "http_response_header_size",
    "http_response_body_size",
    "http_response_trailer_section_size",
    "http_response_trailer_size",
    "http_response_transfer_coding",
    "http_response_content_coding",
    "http_response_timeout",
    "http_upgrade_failed",
    "http_protocol_error",
    "proxy_internal_response",
    "proxy_internal_error",
    "proxy_configuration_error",
    "proxy_loop_detected",
];

/// Every failure.
fn failures() -> Vec<Page> {
    let catalog = Catalog::embedded();
    catalog.in_category(Category::NoStatus).map(|index| catalog.page(index).unwrap()).collect()
}

/// What is wrong with a page, by the rules that hold for all failures.
fn faults(page: &Page, catalog: &Catalog) -> Vec<String> {
    let mut faults = Vec::new();
    let mut hold = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("{}: {what}", page.id));
        }
    };
    let is_word = page.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    hold(is_word && page.id.starts_with(|c: char| c.is_ascii_lowercase()), "the id is no plain word");
    hold(page.code == NO_CODE && page.standing == Standing::Failure, "it is no failure");
    hold(page.vendor.is_none() && page.popular.is_none(), "it has a vendor or a rank");
    hold(page.rfc.is_none() && page.example.is_none(), "it has a defining section or an example");
    hold(page.snippets.is_empty() && page.headers.is_empty(), "it has snippets or header fields");
    hold(!page.docs.is_empty(), "it names no source");
    hold(page.aliases.len() >= 3, "it has fewer than three other names");
    hold(page.keywords.len() >= 10, "it has fewer than ten keywords");
    for text in [&page.summary, &page.definition, &page.plain_english, &page.sent_by] {
        hold(text.chars().count() >= 40, "a text is missing or too short");
    }
    hold(page.causes.len() >= 3, "it has fewer than three causes");
    hold(page.causes.iter().all(|cause| !cause.cause.is_empty() && !cause.check.is_empty()), "a cause has no check");
    hold(!page.fixes.client.is_empty() && !page.fixes.server.is_empty(), "one side has no fix");
    hold(page.faq.len() >= 2, "it has fewer than two questions");
    hold(page.step.is_some(), "no step is broken");
    let happened = page.happened.as_deref().unwrap_or_default().chars().count();
    hold((10..=60).contains(&happened), "what happened is no clause of 10 to 60 characters");
    hold(!page.related.is_empty(), "nothing is related to it");
    for link in page.related.iter().chain(page.becomes.iter().flatten()) {
        hold(catalog.find(&link.id).is_some(), &format!("there is no {}", link.id));
        hold(link.id != page.id, "it leads to itself");
        hold(!link.why.is_empty(), &format!("it does not say why {}", link.id));
    }
    let becomes: Vec<&str> = page.becomes.iter().flatten().map(|link| link.id.as_str()).collect();
    hold(becomes.iter().collect::<HashSet<_>>().len() == becomes.len(), "it becomes one thing twice");
    hold(page.becomes.is_some(), "it does not say what it becomes");
    hold(
        page.proxy_status.iter().all(|error| PROXY_ERRORS.contains(&error.as_str())),
        "RFC 9209 has no such error type",
    );
    let clients = page.clients.as_deref().unwrap_or_default();
    hold(clients.len() >= 3, "fewer than three clients speak");
    hold(clients.iter().any(|client| client.recorded), "no message was recorded");
    for client in clients {
        let what = |what: &str| format!("{} {what}", client.client);
        hold(!client.message.is_empty() && !client.message.contains('\n'), &what("says nothing, or on several lines"));
        hold(!client.recorded || !client.version.is_empty(), &what("was recorded at no version"));
        hold(client.recorded == client.source.is_none(), &what("was recorded and has a source, or neither"));
        let is_web = |url: &str| url.starts_with("https://");
        hold(client.source.iter().all(|source| is_web(&source.url)), &what("names a source that is not on the web"));
    }
    faults
}

#[test]
fn every_failure_fulfils_the_rules() {
    let catalog = Catalog::embedded();
    let faults: Vec<String> = failures().iter().flat_map(|page| faults(page, &catalog)).collect();
    assert!(!failures().is_empty() && faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_failure_has_the_keys_of_the_contract_and_a_code_has_none_of_them() {
    let retry_alone = |entry: &Value| entry["traits"].as_object().unwrap().keys().eq(["retry"]);
    for page in failures() {
        let entry = serde_json::to_value(&page).unwrap();
        for key in ["step", "becomes", "clients"] {
            assert!(entry.get(key).is_some(), "{}: {key}", page.id);
        }
        assert!(entry["rfc"].is_null() && entry["example"].is_null() && entry["snippets"] == serde_json::json!([]));
        assert!(retry_alone(&entry), "{}: {}", page.id, entry["traits"]);
    }
    let catalog = Catalog::embedded();
    for index in catalog.filter(|row| !row.is_failure()) {
        let entry = serde_json::to_value(catalog.page(index).unwrap()).unwrap();
        let keys: Vec<&String> = entry["traits"].as_object().unwrap().keys().collect();
        assert_eq!(keys, ["body", "cacheable", "redirect_method", "retry"], "{}", entry["id"]);
        assert!(["step", "happened", "becomes", "proxy_status", "clients"].iter().all(|key| entry.get(key).is_none()));
    }
}
