//! `httpdex check` against servers that go wrong in every way that can be had on loopback.

#[path = "check/certificates.rs"]
mod certificates;
#[path = "check/chains.rs"]
mod chains;
#[path = "check/command.rs"]
mod command;
#[path = "check/frames.rs"]
mod frames;
#[path = "support/player.rs"]
mod player;
#[path = "check/server.rs"]
mod server;
#[path = "check/table.rs"]
mod table;
#[path = "check/table_http.rs"]
mod table_http;
#[path = "check/table_way.rs"]
mod table_way;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use httpdex::catalog::Catalog;
use httpdex::check::report::{case, lines, markdown, one_line, to_json};
use httpdex::document::Options;
use httpdex::explain::Explainer;
use table::{Case, cases};

/// How many servers are asked at once: most of them wait.
const AT_ONCE: usize = 16;

#[test]
fn each_is_survived_with_the_right_diagnosis() {
    let all = cases();
    let names: BTreeSet<&str> = all.iter().map(|case| case.name).collect();
    assert_eq!(names.len(), all.len(), "each has a name of its own");
    assert!(all.len() >= 100, "{}", all.len());
    let catalog = Catalog::embedded();
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(case) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(why) = checked(case, &catalog) {
                        wrong.lock().unwrap().push(format!("{}: {why}", case.name));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

/// Runs a case, and looks at what is said of it in every form.
fn checked(case_: &Case, catalog: &Catalog) -> Result<(), String> {
    let chain = case_.run();
    case_.expected.holds(&chain)?;
    if let Some(failure) = &chain.failure {
        let index = catalog.find(failure.id).ok_or_else(|| format!("there is no page {}", failure.id))?;
        if !catalog.row(index).is_failure() {
            return Err(format!("{} is no failure", failure.id));
        }
    }
    if chain.ok && chain.failure.is_some() {
        return Err("a failure is never as expected".to_owned());
    }
    let mut explainer = Explainer::new(catalog);
    let options = Options { width: 80, keep_ticks: false, ascii: false };
    let mut text = String::new();
    for (line, _) in lines(&chain, catalog, &mut explainer, options) {
        text.push_str(&line.text());
        text.push('\n');
    }
    text.push_str(&one_line(&chain, options).0.text());
    text.push_str(&markdown(&chain, &mut explainer));
    text.push_str(&case(&chain));
    let json = to_json(&chain, catalog, &mut explainer, true).map_err(|error| error.to_string())?;
    text.push_str(&json);
    let is_bad = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    if let Some(line) = text.lines().find(|line| line.contains(is_bad)) {
        return Err(format!("a control character is printed: {line:?}"));
    }
    let value: serde_json::Value = serde_json::from_str(&json).map_err(|error| error.to_string())?;
    let hops = value["hops"].as_array().ok_or("no hops")?;
    for hop in hops {
        for key in KEYS {
            if hop.get(key).is_none() {
                return Err(format!("a hop has no `{key}`"));
            }
        }
        for step in ["name", "connect", "tls", "wait", "receive", "total"] {
            let time = &hop["timing"][step];
            if !(time.is_null() || time.as_f64().is_some_and(|time| time >= 0.0)) {
                return Err(format!("{step} took {time}"));
            }
        }
    }
    Ok(())
}

/// What every hop has.
const KEYS: [&str; 13] = [
    "url",
    "method",
    "address",
    "addresses",
    "protocol",
    "location",
    "timing",
    "tls",
    "messages",
    "findings",
    "sender",
    "caching",
    "next",
];
