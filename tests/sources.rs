//! Every registered page against its sources: the registry, the defining sections, and the facts drawn from them.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use httpdex::catalog::{Body, Cacheable, Catalog, Level, Page, RedirectMethod, Standing};

fn reference(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(name)
}

/// The rows of a CSV file, each by its column names.
fn table(name: &str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(reference(name)).expect("a reference table");
    reader.deserialize().map(|row| row.expect("a well-formed row")).collect()
}

/// The registered pages by code.
fn registered() -> BTreeMap<String, Page> {
    let catalog = Catalog::embedded();
    let own_code = |index: &usize| catalog.row(*index).id == catalog.row(*index).code;
    let page = |index| catalog.page(index).expect("a page");
    (0..catalog.rows().len()).filter(own_code).map(page).map(|page| (page.code.clone(), page)).collect()
}

/// One space between words, straight quotation marks: so that line breaks never matter.
fn squash(text: &str) -> String {
    let text = text.replace(['\u{201c}', '\u{201d}'], "\"").replace(['\u{2018}', '\u{2019}'], "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The stored sections of each RFC, squashed, with the number of the section.
fn sections() -> HashMap<String, Vec<(String, String)>> {
    let mut sections: HashMap<String, Vec<(String, String)>> = HashMap::new();
    for file in fs::read_dir(reference("rfc")).expect("the sections") {
        let text = fs::read_to_string(file.expect("a file").path()).expect("text");
        let header = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).expect(name).trim().to_owned();
        sections.entry(header("rfc:")).or_default().push((header("section:"), squash(&text)));
    }
    sections
}

#[test]
fn every_assigned_value_has_its_page_under_its_registered_name() {
    let pages = registered();
    let mut assigned = Vec::new();
    for row in table("iana-http-status-codes.csv") {
        let (value, description) = (&row["value"], &row["description"]);
        if value.contains('-') || description == "Unassigned" {
            continue;
        }
        assigned.push(value.clone());
        let page = pages.get(value).unwrap_or_else(|| panic!("{value} {description} has no page"));
        let standing = match description {
            text if text.contains("TEMPORARY") => Standing::Temporary,
            text if text.contains("Unused") => Standing::Unused,
            text if text.contains("OBSOLETED") => Standing::Obsolete,
            _ => Standing::Registered,
        };
        assert_eq!(page.standing, standing, "{value}");
        let name = description.split(" (TEMPORARY").next().unwrap_or_default().trim_end_matches(" (OBSOLETED)");
        assert_eq!(page.name, name, "{value}");
    }
    assert_eq!(pages.keys().cloned().collect::<Vec<_>>(), assigned, "a page for a value that is not assigned");
}

#[test]
fn every_quotation_is_word_for_word_from_the_cited_section() {
    let sections = sections();
    for (code, page) in registered() {
        let rfc = page.rfc.unwrap_or_else(|| panic!("{code} cites no RFC"));
        let stored =
            sections.get(&rfc.number).unwrap_or_else(|| panic!("{code}: no section of {} is stored", rfc.number));
        let text = stored.iter().find(|(section, _)| *section == rfc.section);
        let (_, text) = text.unwrap_or_else(|| panic!("{code}: {} is not stored", rfc.cite()));
        assert!(rfc.quote.split_whitespace().count() >= 4, "{code}: the quotation is too short");
        for part in rfc.quote.split("[…]") {
            assert!(text.contains(&squash(part)), "{code}: not in {}: {part}", rfc.cite());
        }
        assert!(rfc.url.ends_with(&format!("#section-{}", rfc.section)), "{code}: {}", rfc.url);
    }
}

/// The header fields that a fact calls a MUST whatever the request was.
fn musts(fact: &HashMap<String, String>) -> Vec<String> {
    let fields = fact["required_or_expected_headers"].split(';');
    let must = |field: &str| {
        let (name, rest) = field.split_once('(')?;
        let plain =
            rest.strip_prefix("MUST").is_some_and(|rest| rest.starts_with([')', ',']) || rest.starts_with(" list"));
        plain.then(|| name.split(':').next().unwrap_or_default().trim().to_ascii_lowercase())
    };
    fields.filter_map(must).collect()
}

#[test]
fn traits_are_those_of_the_specifications() {
    let pages = registered();
    for fact in table("facts.csv") {
        let code = &fact["code"];
        let page = &pages[code];
        let traits = page.traits.as_ref().unwrap_or_else(|| panic!("{code} has no traits"));
        let heuristic = fact["heuristically_cacheable"] == "yes";
        assert_eq!(traits.cacheable == Some(Cacheable::Heuristic), heuristic, "{code}");
        if ["428", "429", "431", "511"].contains(&code.as_str()) {
            assert_eq!(traits.cacheable, Some(Cacheable::Never), "{code} must not be stored");
        }
        match fact["body_allowed"].as_str() {
            "no" => assert_eq!(traits.body, Some(Body::Forbidden), "{code}"),
            "yes" => assert_ne!(traits.body, Some(Body::Forbidden), "{code}"),
            _ => {}
        }
        let method = match fact["method_on_redirect"].as_str() {
            "kept" => Some(RedirectMethod::Kept),
            "may-change-to-GET" => Some(RedirectMethod::MayBecomeGet),
            "changes-to-GET" => Some(RedirectMethod::BecomesGet),
            _ => None,
        };
        assert_eq!(traits.redirect_method, method, "{code}");
        for name in musts(&fact) {
            let header = page.headers.iter().find(|header| header.name.eq_ignore_ascii_case(&name));
            assert_eq!(header.map(|header| header.level), Some(Level::Must), "{code}: {name}");
        }
    }
}

/// The messages of a raw text, each as its start line, its fields and its content.
fn message(raw: &str) -> (String, Vec<(String, String)>, String) {
    let (head, content) = raw.split_once("\n\n").unwrap_or_else(|| panic!("no end of the header section: {raw}"));
    let mut lines = head.lines();
    let start = lines.next().unwrap_or_default().to_owned();
    let field = |line: &str| {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no field: {line}"));
        let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        assert!(!name.is_empty() && name.chars().all(token), "no field name: {line}");
        (name.to_ascii_lowercase(), value.trim().to_owned())
    };
    (start, lines.map(field).collect(), content.to_owned())
}

#[test]
fn examples_are_valid_messages() {
    let catalog = Catalog::embedded();
    let facts: HashMap<String, HashMap<String, String>> =
        table("facts.csv").into_iter().map(|fact| (fact["code"].clone(), fact)).collect();
    for index in 0..catalog.rows().len() {
        let page = catalog.page(index).expect("a page");
        let id = &page.id;
        let Some(example) = &page.example else {
            assert!(page.standing == Standing::Unofficial, "{id} has no example");
            continue;
        };
        let (start, fields, content) = message(&example.request);
        let words: Vec<&str> = start.split(' ').collect();
        assert!(words.len() == 3 && words[2].starts_with("HTTP/"), "{id}: {start}");
        let hosts = fields.iter().filter(|(name, _)| name == "host").count();
        assert!(
            hosts == 1 || words[2] == "HTTP/1.0" || ["400", "505"].contains(&page.code.as_str()),
            "{id}: {hosts} Host fields"
        );
        // A request that is cut short, or waits for 100, announces more than it holds.
        let announced = fields.iter().find(|(name, _)| name == "content-length").map(|(_, value)| value.clone());
        let waits = fields.iter().any(|(name, _)| name == "expect");
        if let Some(announced) = announced.filter(|_| !content.is_empty() && !waits) {
            let length = content.len().to_string();
            let without_end = content.trim_end_matches('\n').len().to_string();
            assert!([length, without_end].contains(&announced), "{id}: the request announces {announced} bytes");
        }

        let (start, fields, content) = message(&example.response);
        let code =
            start.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).unwrap_or_else(|| panic!("{id}: {start}"));
        let field = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        let interim = code.starts_with('1');
        if interim || code == "204" {
            assert_eq!(field("content-length"), None, "{id}");
        } else if let Some(length) = field("content-length")
            && code != "304"
            && !example.request.starts_with("HEAD ")
        {
            let lengths = [content.len(), content.trim_end_matches('\n').len()].map(|length| length.to_string());
            assert!(lengths.iter().any(|real| real == length) || code == "206", "{id}: {length} is not {}", lengths[1]);
        }
        if let Some(fact) = facts.get(&page.code).filter(|_| page.id == page.code) {
            assert_eq!(code, page.code, "{id}");
            assert!(fact["body_allowed"] != "no" || interim || content.trim().is_empty(), "{id} has content");
            for name in musts(fact) {
                assert!(field(&name).is_some(), "{id} lacks {name}");
            }
        }
        if field("content-type") == Some("application/problem+json") {
            let problem: serde_json::Value =
                serde_json::from_str(content.trim()).unwrap_or_else(|e| panic!("{id}: {e}"));
            assert_eq!(problem["status"].as_u64().map(|status| status.to_string()).as_deref(), Some(code), "{id}");
        }
    }
}
