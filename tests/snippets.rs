//! Snippets on the command line: the very bytes that ran, which languages there are, and why others cannot.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use httpdex::catalog::Catalog;
use httpdex::snippet::Snippets;
use serde_json::{Value, json};
use support::home::Home;

fn run(words: &[&str]) -> Output {
    let home = Home::new();
    run_in(&home, words)
}

fn run_in(home: &Home, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_httpdex"));
    command.args(words).env_clear().envs(home.environment());
    command.output().expect("the program starts")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn file(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/snippets").join(path);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_snippet_is_just_the_code() {
    let output = run(&["snippet", "429", "--lang", "node-http"]);
    assert_eq!(output.status.code(), Some(0));
    let catalog = Catalog::embedded();
    let snippets = Snippets::embedded();
    let language = snippets.language("node-http").unwrap();
    let rendered = snippets.render(&catalog, catalog.find("429").unwrap(), language).unwrap();
    assert_eq!(stdout(&output), rendered);
    assert!(rendered.starts_with("import ") && rendered.contains("\"Retry-After\": \"30\""), "{rendered}");
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_language_is_found_by_its_name_too() {
    let by_name = run(&["snippet", "404", "--lang", "node.js HTTP"]);
    assert_eq!(by_name.stdout, run(&["snippet", "404", "--lang", "node-http"]).stdout);
    assert!(!by_name.stdout.is_empty());
}

#[test]
fn json_tells_where_the_code_goes_and_what_it_ran_on() {
    let output = run(&["snippet", "401", "--lang", "node-http", "--format", "json"]);
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let record = file("node-http/proof.json");
    assert_eq!(told["language"], "node-http");
    assert_eq!(told["file"], "server.mjs");
    assert_eq!(told["ran_on"], record["ran_on"]);
    assert!(told["code"].as_str().unwrap().contains("WWW-Authenticate"), "{told}");
}

#[test]
fn a_language_that_cannot_says_why() {
    let output = run(&["snippet", "104", "--lang", "node-http"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    let said = stderr(&output);
    assert!(said.starts_with("httpdex: there is no Node.js http snippet for 104: Node.js has calls for"), "{said}");
    assert_eq!(said.lines().count(), 1);
}

#[test]
fn an_unknown_language_is_told_the_nearest() {
    let output = run(&["snippet", "404", "--lang", "crul"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("`--lang curl`"), "{}", stderr(&output));
    let output = run(&["snippet", "404", "--lang", "brainfuck"]);
    assert_eq!((output.status.code(), stderr(&output).lines().count()), (Some(2), 1));
    let output = run(&["snippet", "404"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("`httpdex snippet 404 --lang express`: express, ") && said.contains("--list"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn the_language_may_follow_the_code() {
    assert_eq!(run(&["snippet", "404", "curl"]).stdout, run(&["snippet", "404", "--lang", "curl"]).stdout);
    assert!(!run(&["snippet", "404", "curl"]).stdout.is_empty());
    assert_eq!(run(&["snippet", "404", "curl", "--lang", "curl"]).status.code(), Some(2));
}

#[test]
fn one_of_several_is_named_as_it_is_typed_and_with_what_it_is() {
    let output = run(&["snippet", "404", "python"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    for language in ["`--lang flask` (Flask)", "`--lang python-requests` (Requests)"] {
        assert!(said.contains(language), "{said}");
    }
}

#[test]
fn without_a_code_all_languages_are_listed() {
    let output = run(&["snippet", "--list"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output).lines().count(), Snippets::embedded().languages().len());
    assert!(stdout(&output).contains("ran on curl "), "{}", stdout(&output));
    let output = run(&["snippet", "--list", "--format", "json"]);
    let listed: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert!(listed.iter().all(|listed| listed.get("offered").is_none()), "there is no code to offer it for");
}

#[test]
fn an_unknown_code_is_told_the_nearest() {
    let output = run(&["snippet", "999999", "--lang", "curl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("nearest"), "{}", stderr(&output));
    let output = run(&["snippet", "4xx", "--lang", "curl"]);
    assert_eq!((output.status.code(), stderr(&output).contains("one code")), (Some(2), true));
}

#[test]
fn the_list_has_every_language() {
    let output = run(&["snippet", "104", "--list"]);
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    let line = |id: &str| text.lines().find(|line| line.split_whitespace().next() == Some(id)).unwrap();
    assert!(line("curl").contains("ran on curl "), "{text}");
    assert!(line("node-http").contains("no: Node.js has calls"), "{text}");
    for id in file("languages.json").as_array().unwrap() {
        line(id.as_str().unwrap());
    }
    let output = run(&["snippet", "104", "--list", "--format", "json"]);
    let listed: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let node = listed.iter().find(|listed| listed["language"] == "node-http").unwrap();
    assert_eq!((&node["offered"], &node["role"]), (&json!(false), &json!("server")));
}

#[test]
fn codes_that_no_response_should_have_as_its_status_have_no_snippet() {
    for code in ["208", "305", "306"] {
        let output = run(&["snippet", code, "--list"]);
        assert_eq!(output.status.code(), Some(1), "{code}");
        assert!(!stdout(&output).contains("ran on"), "{code}");
    }
}

#[test]
fn a_vendors_code_is_for_callers() {
    let output = run(&["snippet", "cloudflare-522", "--lang", "node-http"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("belongs to Cloudflare"), "{}", stderr(&output));
    let output = run(&["snippet", "cloudflare-522", "--lang", "curl"]);
    assert!(output.status.success() && stdout(&output).contains("522"), "{}", stderr(&output));
    let output = run(&["snippet", "nginx-499", "--lang", "curl"]);
    assert_eq!(output.status.code(), Some(1), "no client gets it");
}

#[test]
fn a_sub_code_that_is_not_on_the_wire_is_not_a_reason_to_retry() {
    // A 404 for a file, and a 503 that says when to come back or may pass.
    let program = |id: &str| stdout(&run(&["snippet", id, "--lang", "fetch"])).to_owned();
    assert!(
        program("iis-404.502").contains("tell the operator: 404") && !program("iis-404.502").contains("setTimeout")
    );
    assert!(program("iis-503.2").contains("setTimeout"));
}

#[test]
fn a_caller_waits_longer_than_the_gateway_whose_timeout_it_handles() {
    for (id, curl, requests) in [("504", "65", "65"), ("cloudflare-524", "130", "130")] {
        let program = |language: &str| stdout(&run(&["snippet", id, "--lang", language])).to_owned();
        assert!(program("curl").contains(&format!("--max-time {curl} ")), "{id}: {}", program("curl"));
        assert!(program("python-requests").contains(&format!("timeout={requests})")), "{id}");
        assert!(program("go-client").contains(&format!("Timeout: {requests} * time.Second")), "{id}");
    }
}

#[test]
fn pages_name_the_languages_that_are_offered() {
    let catalog = Catalog::embedded();
    let snippets = Snippets::embedded();
    for id in ["404", "104", "305", "nginx-499", "cloudflare-522"] {
        let index = catalog.find(id).unwrap();
        let offers = snippets.offered(&catalog, index).unwrap();
        let offered = offers.iter().filter(|offer| offer.refusal.is_none()).map(|offer| offer.language.id.clone());
        assert_eq!(catalog.page(index).unwrap().snippets, offered.collect::<Vec<_>>(), "{id}");
    }
}

#[test]
fn own_entries_have_none() {
    let home = Home::new();
    let path = home.write("own.json", r#"{"id": "acme-599", "code": "599", "name": "Warehouse Asleep"}"#);
    let output = run_in(&home, &["snippet", "acme-599", "--lang", "curl", "--data", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("one of your own"), "{}", stderr(&output));
}

#[test]
fn every_language_is_complete() {
    for language in Snippets::embedded().languages() {
        let id = &language.id;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/proof/runtimes/{id}.sh"));
        assert!(script.is_file(), "{id} has no script that runs it");
        for text in [&language.name, &language.runtime, &language.file, &language.syntax, &language.run] {
            assert!(!text.trim().is_empty(), "{id}");
        }
        assert!(language.not.iter().all(|not| not.why.ends_with('.')), "{id}: a reason is a sentence");
    }
}

#[test]
fn a_page_that_is_printed_names_the_languages_and_the_command_and_no_program() {
    for format in ["text", "markdown"] {
        let output = run(&["show", "401", "--format", format]);
        let said = stdout(&output);
        let (_, section) = said.split_once("Snippet\n").expect("the section");
        let (section, _) = section.split_once("Questions").expect("the section after it");
        assert!(
            section.contains("httpdex snippet 401 --lang express") && section.contains("prints a program that ran")
        );
        assert!(
            section.contains("node-http") && section.contains("reqwest") && !section.contains("import"),
            "{section}"
        );
    }
}

#[test]
fn the_section_alone_has_a_command_for_each_language_and_what_it_ran_on() {
    let text = run(&["show", "401", "--section", "snippet"]);
    let languages = stdout(&text).matches("httpdex snippet 401 --lang ").count();
    assert_eq!(languages, stdout(&text).matches("ran on").count());
    let offered = Snippets::embedded();
    let catalog = Catalog::embedded();
    let offers = offered.offered(&catalog, catalog.find("401").unwrap()).unwrap();
    assert_eq!(languages, offers.iter().filter(|offer| offer.refusal.is_none()).count());
    let markdown = run(&["show", "401", "--section", "snippet", "--format", "markdown"]);
    assert!(stdout(&markdown).contains("- **Express**: `httpdex snippet 401 --lang express`"));
    let none = run(&["show", "306", "--section", "snippet"]);
    assert!(stderr(&none).contains("the page of 306 has no section snippet"), "{}", stderr(&none));
}
