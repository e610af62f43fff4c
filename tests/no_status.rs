//! The failures without a status: what the data says of them, and how they are told wherever codes are.

mod support;

use std::collections::HashSet;
use std::process::{Command, Stdio};

use httpdex::catalog::{Catalog, Category, NO_CODE, Page, Standing};
use httpdex::lint::PROXY_ERRORS;
use httpdex::quiz::bank::Bank;
use httpdex::quiz::card::{Card, Knowledge};
use httpdex::quiz::question::Kind;
use serde_json::Value;
use support::home::Home;
use support::{Session, opened};

/// Failures that no case of the recorder provokes: permissions of phones, sandboxes and security modules, QUIC, and what
/// happens in the caller's own code.
const NOT_PROVOKED: [&str; 5] = [
    "cleartext-not-permitted",
    "connect-not-permitted",
    "quic-error",
    "request-body-not-replayable",
    "unexpected-content",
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
    let is_provoked = !NOT_PROVOKED.contains(&page.id.as_str());
    hold(clients.iter().any(|client| client.recorded) || !is_provoked, "no message was recorded");
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
        assert!(
            ["step", "done", "happened", "becomes", "proxy_status", "clients"]
                .iter()
                .all(|key| entry.get(key).is_none())
        );
    }
}

/// What a command prints.
fn printed(arguments: &[&str]) -> String {
    let home = Home::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_httpdex"));
    let command = command.args(arguments).env_clear().envs(home.environment()).current_dir(home.path());
    let output = command.stdin(Stdio::null()).output().expect("it runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it prints text")
}

fn json(arguments: &[&str]) -> Vec<Value> {
    serde_json::from_str(&printed(arguments)).expect("it prints JSON")
}

#[test]
fn a_failure_is_found_by_its_id_and_by_what_clients_say() {
    for word in ["connection-refused", "ECONNREFUSED", "net::ERR_CONNECTION_REFUSED"] {
        assert_eq!(json(&[word, "--format", "json"])[0]["id"], "connection-refused", "{word}");
    }
    let page = printed(&["show", "connection-refused"]);
    assert!(page.starts_with("—  Connection refused\nno status - no connection is made\n"), "{page}");
    for said in ["\nretry    Yes. ", "connect X", "What clients say", "What it becomes", "`connection_refused`"] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[test]
fn the_sections_of_a_failure_are_printed_alone() {
    let steps = printed(&["show", "certificate-expired", "--section", "steps"]);
    assert!(steps.contains("name ok ---- connect ok ---- TLS X .... request .... response\n"), "{steps}");
    let clients = printed(&["show", "certificate-expired", "--section", "clients"]);
    assert!(clients.contains("curl 7.88.1 ") && clients.contains("not recorded here; from "), "{clients}");
    let becomes = printed(&["show", "certificate-expired", "--section", "becomes"]);
    assert!(becomes.contains("503   Service Unavailable\n"), "{becomes}");
    let markdown = printed(&["show", "cors-blocked", "--section", "steps", "--format", "markdown"]);
    assert!(markdown.starts_with("# Blocked by CORS\n") && markdown.contains("client ✗"), "{markdown}");
}

#[test]
fn tables_have_a_dash_for_the_code_and_patterns_leave_failures_out() {
    let table = printed(&["list", "--category", "no-status"]);
    assert!(table.lines().all(|line| line.starts_with("—  ") && line.ends_with("  failure")), "{table}");
    assert!(json(&["list", "--category", "no-status", "--format", "json"]).iter().all(|entry| entry["code"] == "—"));
    assert!(printed(&["list"]).contains("\n—        Connection refused"));
    for pattern in ["4xx", "5xx", "1*", "???", "????"] {
        assert!(!printed(&["list", "--class", pattern]).contains('—'), "{pattern}");
    }
    let hits = json(&["search", "ECONNREFUSED", "--format", "json"]);
    assert_eq!((&hits[0]["id"], &hits[0]["code"]), (&"connection-refused".into(), &"—".into()));
    let sheet = printed(&["cheatsheet", "--category", "no-status"]);
    assert!(sheet.contains("No status") && sheet.contains("Connection refused") && !sheet.contains('—'), "{sheet}");
}

#[test]
fn a_comparison_with_a_failure_has_no_row_about_responses() {
    let of_response = ["Caching", "Content", "Required header fields", "Example response", "Method after a redirect"];
    for codes in [["connection-refused", "connect-timeout"], ["connection-refused", "502"], ["cors-blocked", "403"]] {
        let text = printed(&["compare", codes[0], codes[1]]);
        assert!(of_response.iter().all(|label| !text.contains(label)), "{text}");
        assert!(text.contains("Where it fails") && text.contains("Retry"), "{text}");
        assert!(!text.contains("not known"), "{text}");
    }
    let text = printed(&["compare", "cors-blocked", "certificate-expired"]);
    let verdict = "Blocked by CORS is the client's own doing and Certificate expired is a failure of TLS, but alike in";
    assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(verdict), "{text}");
    let text = printed(&["compare", "connection-refused", "502", "504"]);
    assert!(text.contains("no response"), "of two codes the responses are compared: {text}");
}

#[test]
fn the_quiz_asks_what_a_failure_is_and_what_may_be_retried() {
    let catalog = Catalog::embedded();
    let bank = Bank::new(&catalog);
    let mut asked = HashSet::new();
    for page in failures() {
        for knowledge in Knowledge::ALL {
            for spec in bank.questions_for(&Card::code(&page.id, knowledge)) {
                let question = bank.make(&spec, 1);
                assert!(matches!(question.kind, Kind::MeaningToCode | Kind::WhatNext), "{:?}", question.kind);
                let texts = || question.choices().iter().map(|choice| choice.text.as_str()).chain([&*question.ask]);
                assert!(texts().all(|text| !text.contains('—') && !text.contains("number")), "{question:?}");
                asked.insert((page.id.clone(), knowledge));
            }
        }
    }
    let of = |knowledge| asked.iter().filter(|(_, other)| *other == knowledge).count();
    assert_eq!((of(Knowledge::Meaning), of(Knowledge::Rules)), (failures().len(), failures().len()));
}

#[test]
fn an_own_failure_needs_no_more_than_any_own_entry() {
    let entry = r#"{"id": "acme-gone", "code": "—", "name": "Gone fishing", "category": "no-status", "step": "name",
        "becomes": [{"id": "nothing", "why": ""}]}"#;
    let (catalog, problems) = Catalog::with_own(vec![("own.json".into(), entry.to_owned())]);
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("`becomes` names `nothing`, and there is no entry with this id"), "{said:?}");
    let index = catalog.find("acme-gone").unwrap();
    assert_eq!(catalog.page(index).unwrap().standing, Standing::Failure);
    assert_eq!(catalog.in_category(Category::NoStatus).next(), Some(index), "the name is looked up first");
    assert_eq!(catalog.owners(NO_CODE).count(), 0);
    let wrong = entry.replace('—', "7");
    let (catalog, problems) = Catalog::with_own(vec![("own.json".into(), wrong)]);
    let index = catalog.find("acme-gone").unwrap();
    assert_eq!((&*catalog.row(index).code, catalog.page(index).unwrap().code.as_str()), (NO_CODE, NO_CODE));
    assert!(problems.iter().any(|problem| problem.to_string().contains("has no code, so — is shown")));
}

#[test]
fn in_the_interface_a_failure_is_read_followed_kept_and_copied() {
    let mut session = Session::new(100, 40);
    session.open_on("connection-refused");
    assert_eq!(session.current(), "connection-refused");
    let screen = session.settle().screen();
    assert!(screen.contains("connect ✗") && screen.contains("no status"), "{screen}");
    let text = session.press("m").status().to_owned();
    assert!(text.contains("Connection refused") && !text.contains('—'), "{text}");
    session.effects();
    session.press("o");
    assert_eq!(session.effects(), [opened("https://www.rfc-editor.org/rfc/rfc9293.html#section-3.5.2")]);
    session.press("4 0 4");
    assert_eq!(session.current(), "404", "digits lead to codes");
}
