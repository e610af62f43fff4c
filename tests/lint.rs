//! The checks of messages, each held against messages that break and keep its rule (`data/lint`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use httpdex::lint::{self, Finding, Group, Level, Rule, Source};
use httpdex::message::{Known, Message, read};
use serde::Deserialize;

/// The messages that break a rule and those that keep it.
#[derive(Deserialize)]
struct Examples {
    fails: Vec<Example>,
    passes: Vec<Example>,
}

/// An exchange. A text is a message, or field lines alone: of a response, or behind `> ` of a request.
#[derive(Deserialize, Clone)]
#[serde(untagged)]
enum Example {
    Text(String),
    Exchange {
        messages: Vec<String>,
        url: Option<String>,
        /// Whether somebody copied it, instead of what came over a connection.
        #[serde(default)]
        copied: bool,
        /// Whether each character stands for a byte.
        #[serde(default)]
        latin: bool,
        /// What is repeated at the end of the last message, and how often.
        #[serde(default)]
        repeat: String,
        #[serde(default)]
        times: usize,
    },
}

/// The bytes of a message that is written with line feeds alone, and perhaps without the empty line.
fn bytes(text: &str) -> Vec<u8> {
    if text.contains("\r\n") && !text.contains("\n\n") {
        return text.as_bytes().to_vec();
    }
    let (head, content) = text.split_once("\n\n").unwrap_or((text.trim_end_matches('\n'), ""));
    format!("{}\r\n\r\n{content}", head.replace('\n', "\r\n")).into_bytes()
}

fn whole(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default();
    if first.starts_with("HTTP/") || first.contains(" HTTP/") || text.contains("\nHTTP/") {
        return text.to_owned();
    }
    match text.strip_prefix("> ") {
        Some(lines) if lines.to_ascii_lowercase().starts_with("host:") => format!("GET / HTTP/1.1\n{lines}\n"),
        Some(lines) => format!("GET / HTTP/1.1\nHost: example.com\n{lines}\n"),
        None => {
            let lower = format!("\n{}", text.to_ascii_lowercase());
            let date = if lower.contains("\ndate:") { "" } else { "Date: Sun, 22 Nov 2026 14:03:07 GMT\n" };
            let is_framed = lower.contains("\ncontent-length:") || lower.contains("\ntransfer-encoding:");
            let length = if is_framed { "" } else { "Content-Length: 0\n" };
            format!("HTTP/1.1 200 OK\n{date}{length}{text}\n")
        }
    }
}

impl Example {
    fn findings(&self) -> Vec<Finding> {
        let (messages, url, wire) = match self.clone() {
            Self::Text(text) => (vec![bytes(&whole(&text))], None, true),
            Self::Exchange { mut messages, url, copied, latin, repeat, times } => {
                messages.last_mut().expect("a message").push_str(&repeat.repeat(times));
                let as_is = |text: &String| match (copied, latin) {
                    (true, _) => text.clone().into_bytes(),
                    (_, true) => String::from_utf8_lossy(&bytes(text)).chars().map(|c| c as u8).collect(),
                    _ => bytes(&whole(text)),
                };
                (messages.iter().map(as_is).collect::<Vec<_>>(), url, !copied)
            }
        };
        let mut all: Vec<Message> = Vec::new();
        for input in messages {
            let methods = all.last().and_then(|message| message.method()).map(str::to_owned).into_iter().collect();
            all.extend(read(&input, &Known { methods, wire }).messages);
        }
        lint::check(&all, url.as_deref())
    }

    fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.chars().take(300).collect(),
            Self::Exchange { messages, .. } => messages.join("\n---\n"),
        }
    }
}

fn examples() -> BTreeMap<String, Examples> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/lint");
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("data/lint") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a readable file");
        let file: BTreeMap<String, Examples> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for (id, examples) in file {
            assert!(all.insert(id.clone(), examples).is_none(), "{id} has examples in two files");
        }
    }
    all
}

#[test]
fn every_rule_finds_what_breaks_it_and_lets_pass_what_keeps_it() {
    let examples = examples();
    let mut wrong = Vec::new();
    for rule in lint::rules() {
        let Some(Examples { fails, passes }) = examples.get(&*rule.id) else {
            wrong.push(format!("{} has no examples", rule.id));
            continue;
        };
        if fails.is_empty() || passes.is_empty() {
            wrong.push(format!("{} needs an example of each kind", rule.id));
        }
        let found = |example: &Example| example.findings().iter().any(|finding| finding.id == rule.id);
        let missed = fails.iter().filter(|example| !found(example)).map(|example| ("missed", example));
        let false_alarms = passes.iter().filter(|example| found(example)).map(|example| ("false alarm", example));
        for (what, example) in missed.chain(false_alarms) {
            let ids: Vec<String> = example.findings().into_iter().map(|finding| finding.id).collect();
            wrong.push(format!("{}: {what} in\n{}\nfound: {}", rule.id, example.shown(), ids.join(" ")));
        }
    }
    let known: BTreeSet<String> = lint::rules().iter().map(|rule| rule.id.clone().into_owned()).collect();
    wrong.extend(examples.keys().filter(|id| !known.contains(*id)).map(|id| format!("{id} is no rule")));
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// What servers do wrong all the same, with the id of the rule.
const KNOWN_FAULTS: [(&str, &str); 1] = [
    // Werkzeug's own server adds a second `Date` to a file that is sent.
    ("flask-static", "field-repeated"),
];

/// The bytes of one request and its answer over a connection, from servers as they come (`data/lint/everyday`).
#[test]
fn everyday_answers_have_no_error_and_no_warning() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/lint/everyday");
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for entry in fs::read_dir(folder).expect("data/lint/everyday") {
        let path = entry.expect("a file").path();
        let bytes = fs::read(&path).expect("a readable file");
        let messages = read(&bytes, &Known { methods: Vec::new(), wire: true }).messages;
        assert_eq!(messages.len(), 2, "{}", path.display());
        seen += 1;
        for finding in lint::check(&messages, None) {
            let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
            if finding.level != Level::Note && !KNOWN_FAULTS.contains(&(name, &finding.id)) {
                wrong.push(format!("{}: {} {:?}", path.display(), finding.title, finding.field));
            }
        }
    }
    assert!(seen >= 50, "{seen}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Amazon S3 cannot be run here; this has the fields that its documentation of `GetObject` names.
#[test]
fn an_answer_with_the_fields_of_s3_has_no_error_and_no_warning() {
    let text = "HTTP/1.1 200 OK\nx-amz-id-2: eftixk72aD6Ap51TnqcoF8eFidJG9Z\nx-amz-request-id: 318BC8BC148832E5\n\
        Date: Mon, 03 Oct 2016 22:32:00 GMT\nLast-Modified: Mon, 12 Oct 2009 17:50:00 GMT\n\
        ETag: \"fba9dede5f27731c9771645a39863328\"\nx-amz-server-side-encryption: AES256\nAccept-Ranges: bytes\n\
        Content-Type: binary/octet-stream\nContent-Length: 3\nServer: AmazonS3\n\nabc";
    let found = Example::Text(text.to_owned()).findings();
    let bad: Vec<&Finding> = found.iter().filter(|finding| finding.level != Level::Note).collect();
    assert!(bad.is_empty(), "{bad:?}");
}

fn count(rules: &[Rule], group: Group) -> usize {
    rules.iter().filter(|rule| rule.group == group).count()
}

#[test]
fn there_are_rules_of_every_kind() {
    let rules = lint::rules();
    let ids: BTreeSet<&str> = rules.iter().map(|rule| &*rule.id).collect();
    assert_eq!(ids.len(), rules.len(), "each id stands for one rule");
    assert!(count(&rules, Group::Syntax) * 2 <= rules.len());
    let least =
        [(Group::Framing, 15), (Group::Status, 20), (Group::Caching, 20), (Group::Cookies, 12), (Group::Cors, 10)];
    for (group, least) in least {
        assert!(count(&rules, group) >= least, "{group:?}: {}", count(&rules, group));
    }
    assert!(rules.len() >= 150);
}

#[test]
fn rules_say_what_is_wrong_and_what_to_do() {
    for rule in lint::rules() {
        let Rule { id, title, detail, source, .. } = &rule;
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
        assert!(id.chars().all(is_plain), "{id}");
        assert!(!title.ends_with('.') && title.chars().count() < 120, "{id}: {title}");
        assert!(detail.ends_with(['.', '`']) && detail.len() > 10, "{id}: {detail}");
        assert_eq!(title.matches('`').count() % 2, 0, "{id}: {title}");
        assert_eq!(detail.matches('`').count() % 2, 0, "{id}: {detail}");
        assert!(source.url().starts_with("https://"), "{id}");
        if let Source::Rfc(number, _) = source {
            assert!((2000..10_000).contains(number), "{id}");
        }
    }
}
