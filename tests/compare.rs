//! Codes side by side: what is written, what is derived, and how it is printed.

mod support;

use httpdex::catalog::{Catalog, Index};
use httpdex::compare::file::Written;
use httpdex::compare::{Aspect, Comparison, Error, Origin, confused_with, curated, lay_out, markdown};
use httpdex::document::{Options, Role};
use serde_json::{Value, json};
use support::home::Home;
use support::run::Run;
use unicode_width::UnicodeWidthStr;

fn indexes(catalog: &Catalog, ids: &[&str]) -> Vec<Index> {
    ids.iter().map(|id| catalog.find(id).unwrap_or_else(|| panic!("{id} is in no file"))).collect()
}

fn compare(ids: &[&str]) -> Comparison {
    let catalog = Catalog::embedded();
    Comparison::of(&catalog, &indexes(&catalog, ids)).expect("a comparison")
}

/// What two to four columns say about an aspect, and whether it is equal.
fn row(comparison: &Comparison, aspect: Aspect) -> (Vec<String>, bool) {
    let row = comparison.rows.iter().find(|row| row.aspect == aspect).expect("a row");
    (row.cells.iter().map(httpdex::compare::Cell::text).collect(), row.equal)
}

/// The marked runs of a row, column by column.
fn marked(comparison: &Comparison, aspect: Aspect) -> Vec<Vec<String>> {
    let row = comparison.rows.iter().find(|row| row.aspect == aspect).expect("a row");
    let runs = |cell: &httpdex::compare::Cell| {
        cell.lines.iter().flatten().filter(|piece| piece.differs).map(|piece| piece.text.clone()).collect()
    };
    row.cells.iter().map(runs).collect()
}

fn plain(width: usize) -> Options {
    Options { width, keep_ticks: true, ascii: true }
}

fn text(comparison: &Comparison, options: Options) -> String {
    lay_out(comparison, options).iter().map(|line| line.text() + "\n").collect()
}

fn run_in(home: &Home, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    Run::with(home, &[&["compare"], arguments].concat(), environment)
}

fn run(arguments: &[&str]) -> Run {
    run_in(&Home::new(), arguments, &[])
}

/// The ids that the words on the command line mean.
fn codes(arguments: &[&str]) -> Value {
    let run = run(&[arguments, &["--format", "json"]].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}");
    serde_json::from_str::<Value>(&run.out).expect("JSON")["codes"].clone()
}

/// Asserts that nothing is printed but one sentence on standard error.
fn refused(arguments: &[&str], code: i32, said: &str) {
    let run = run(arguments);
    assert_eq!((run.code, run.out.as_str()), (code, ""), "{arguments:?}: {run:?}");
    assert!(run.err.starts_with("httpdex: ") && run.err.contains(said), "{}", run.err);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
}

#[test]
fn a_written_comparison_is_found_in_any_order_and_keeps_that_of_the_columns() {
    let (one, other) = (compare(&["401", "403"]), compare(&["403", "401"]));
    assert_eq!(one.verdict.source, Origin::Curated);
    assert_eq!((&one.verdict, &one.traps, &one.sources), (&other.verdict, &other.traps, &other.sources));
    assert_eq!([&*other.columns[0].id, &*other.columns[1].id], ["403", "401"]);
    let leads = |comparison: &Comparison| -> Vec<Option<usize>> {
        comparison.questions.iter().flat_map(|question| &question.answers).map(|answer| answer.column).collect()
    };
    let turned: Vec<Option<usize>> = leads(&one).into_iter().map(|column| column.map(|column| 1 - column)).collect();
    assert!(!turned.is_empty());
    assert_eq!(leads(&other), turned);
}

#[test]
fn every_written_comparison_keeps_the_rules() {
    let sets = curated();
    assert!(!sets.is_empty());
    for ids in sets {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let comparison = compare(&ids);
        assert_eq!(comparison.verdict.source, Origin::Curated, "{ids:?}");
        for column in &comparison.columns {
            assert!(
                comparison.verdict.text.contains(&column.code),
                "{ids:?}: the verdict does not name {}",
                column.code
            );
        }
        let answers = comparison.questions.iter().flat_map(|question| &question.answers);
        let mut led: Vec<usize> = answers.filter_map(|answer| answer.column).collect();
        led.sort_unstable();
        led.dedup();
        assert_eq!(led, (0..ids.len()).collect::<Vec<_>>(), "{ids:?}: a code that no answer leads to");
        assert!(!comparison.traps.is_empty() && !comparison.sources.is_empty(), "{ids:?}");
        assert!(comparison.sources.iter().all(|source| source.url.starts_with("https://")), "{ids:?}");
    }
}

#[test]
fn a_comparison_that_would_mislead_is_no_comparison() {
    let fault = |change: fn(&mut Value)| {
        let mut value = json!({
            "codes": ["401", "403"], "verdict": "v", "traps": [], "source": [],
            "questions": [
                { "question": "q", "answers": [{ "answer": "a", "code": "401" }, { "answer": "b", "code": null }] },
                { "question": "q", "answers": [{ "answer": "a", "code": "401" }, { "answer": "b", "code": "403" }] },
            ],
        });
        change(&mut value);
        let written: Written = serde_json::from_value(value).expect("the shape of a comparison");
        written.fault(|id| ["401", "403", "404"].contains(&id)).unwrap_or_default()
    };
    assert_eq!(fault(|_| ()), "");
    assert!(fault(|v| v["codes"][1] = json!("777")).contains("777"));
    assert!(fault(|v| v["codes"] = json!(["401", "401"])).contains("different"));
    assert!(fault(|v| v["codes"] = json!(["401"])).contains("two to four"));
    assert!(fault(|v| v["questions"][1]["answers"][1]["code"] = json!("404")).contains("leads to 404"));
    assert!(fault(|v| v["questions"][1]["answers"][1]["code"] = Value::Null).contains("nowhere"));
    assert!(fault(|v| v["questions"][0]["answers"][1]["code"] = json!("403")).contains("never reached"));
    assert!(serde_json::from_value::<Written>(json!({ "codes": [], "verdict": "", "note": "" })).is_err());
}

#[test]
fn where_only_some_of_the_codes_were_compared_that_is_told_and_the_rest_derived() {
    let comparison = compare(&["500", "401", "403"]);
    let pair = compare(&["401", "403"]).verdict.text;
    assert_eq!(comparison.verdict.source, Origin::Parts);
    assert!(comparison.verdict.text.contains(&pair) && comparison.verdict.text.contains("500"), "{comparison:?}");
    assert!(comparison.questions.is_empty(), "the tree of a pair is none for three");
    assert!(!comparison.traps.is_empty());
}

#[test]
fn what_the_pages_say_of_each_other_is_a_verdict() {
    let comparison = compare(&["501", "505"]);
    assert_eq!(comparison.verdict.source, Origin::Related);
    let text = &comparison.verdict.text;
    assert!(text.starts_with("Use 501 when ") && text.contains("; use 505 when "), "{text}");
    let noted = lay_out(&comparison, plain(80)).iter().any(|line| line.text().contains("from what the pages"));
    assert!(noted, "that it is derived");
}

#[test]
fn what_a_page_says_in_other_words_is_quoted_as_such() {
    let text = compare(&["iis-403.17", "403"]).verdict.text;
    assert!(text.starts_with("The page of 403.17 says of 403: ") || text.starts_with("Look at 403.17 "), "{text}");
}

#[test]
fn codes_that_know_nothing_of_each_other_differ_in_their_traits() {
    let comparison = compare(&["206", "500"]);
    assert_eq!(comparison.verdict.source, Origin::Traits);
    let text = &comparison.verdict.text;
    assert!(text.starts_with("206 is a success and 500 is a server error; "), "{text}");
    assert!(text.contains("206 can be cached by default"), "{text}");
    assert!(!comparison.sources.is_empty(), "the sources of the pages");
    let text = compare(&["206", "500", "508"]).verdict.text;
    assert!(text.starts_with("206 is a success and 500 and 508 are server errors; "), "{text}");
}

#[test]
fn every_pair_of_registered_codes_has_one_honest_sentence() {
    let catalog = Catalog::embedded();
    let codes: Vec<Index> = catalog.filter(|row| row.id == row.code).collect();
    for pair in codes.windows(2).chain(codes.windows(9).map(|w| &w[7..])).collect::<Vec<_>>() {
        let verdict = Comparison::of(&catalog, pair).expect("a comparison").verdict;
        let text = verdict.text;
        let odd = text.is_empty() || !text.ends_with('.') || text.ends_with("..") || text.contains("  ");
        assert!(!odd && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()), "{text:?}");
    }
}

#[test]
fn equal_rows_are_told() {
    let comparison = compare(&["307", "308"]);
    assert_eq!(row(&comparison, Aspect::Method), (vec!["method kept".into(), "method kept".into()], true));
    assert!(!row(&comparison, Aspect::Cacheable).1);
    let lines = lay_out(&comparison, plain(80));
    let text: Vec<String> = lines.iter().map(httpdex::compare::ComparisonLine::text).collect();
    let same = text.iter().position(|line| line == "The same for both").expect("a heading");
    let method = text.iter().position(|line| line == "  Method after a redirect: method kept").expect("one column");
    assert!(same < method, "equal rows come last, in one column");
    assert!(
        lines[method].spans.iter().all(|(_, span)| matches!(span.role, Role::Muted | Role::Text)),
        "{:?}",
        lines[method]
    );
}

#[test]
fn words_that_differ_are_marked() {
    let comparison = compare(&["301", "303"]);
    assert_eq!(marked(&comparison, Aspect::Method), [["POST may become"], ["method becomes"]]);
    let roles: Vec<_> = lay_out(&comparison, Options { width: 100, keep_ticks: false, ascii: false });
    let spans: Vec<_> = roles.iter().flat_map(|line| &line.spans).collect();
    assert!(spans.iter().any(|(_, span)| span.role == Role::Mark && span.text == "method becomes"), "{spans:?}");
}

#[test]
fn of_three_a_word_is_marked_unless_all_have_it() {
    let comparison = compare(&["302", "303", "307"]);
    assert_eq!(
        marked(&comparison, Aspect::Method).concat(),
        ["POST may become GET", "method becomes GET", "method kept"]
    );
}

#[test]
fn header_fields_are_compared_one_by_one() {
    let comparison = compare(&["401", "407"]);
    assert_eq!(marked(&comparison, Aspect::Headers), [["`WWW-Authenticate` MUST"], ["`Proxy-Authenticate` MUST"]]);
    let fields = marked(&comparison, Aspect::Example).concat();
    assert!(fields.iter().any(|line| line.starts_with("WWW-Authenticate: ")), "{fields:?}");
    assert!(!fields.iter().any(|line| line.starts_with("Date: ") || line.starts_with("HTTP/")), "{fields:?}");
}

#[test]
fn who_must_act_follows_the_class_and_for_vendors_the_page() {
    let acts = |id: &str| {
        let other = if id == "500" { "404" } else { "500" };
        row(&compare(&[id, other]), Aspect::Acts).0.remove(0)
    };
    assert_eq!(acts("102"), "Nobody: the final response follows.");
    assert_eq!(acts("200"), "Nobody: it went well.");
    assert_eq!(acts("301"), "The client, which follows `Location`.");
    assert_eq!(acts("304"), "The client, which uses the response that it has stored.");
    assert_eq!(acts("400"), "The client, which changes the request.");
    assert_eq!(acts("429"), "The client, which waits before it repeats the request.");
    assert_eq!(acts("503"), "The operator of the server; the client waits and repeats.");
    let nginx = acts("nginx-499");
    assert!(nginx.starts_with("Whoever calls: ") && nginx.contains("\nWhoever serves: "), "{nginx}");
    for row in Catalog::embedded().rows() {
        assert!(acts(&row.id) != "not known", "{}", row.id);
    }
}

#[test]
fn one_number_of_two_owners_is_told_apart_by_its_ids() {
    let comparison = compare(&["nginx-499", "cloudflare-499"]);
    let labels: Vec<&str> = comparison.columns.iter().map(|column| column.label.as_str()).collect();
    assert_eq!(labels, ["nginx-499", "cloudflare-499"]);
}

#[test]
fn an_entry_that_says_nothing_can_be_compared() {
    let (catalog, _) =
        Catalog::with_own(vec![("own.json".into(), r#"{"id": "acme-7", "code": "797", "name": "N"}"#.into())]);
    let comparison = Comparison::of(&catalog, &indexes(&catalog, &["acme-7", "404"])).expect("a comparison");
    assert_eq!(row(&comparison, Aspect::Meaning).0[0], "not known");
    assert_eq!(row(&comparison, Aspect::Example).0[0], "no example");
    assert!(!comparison.verdict.text.is_empty());
}

#[test]
fn too_few_too_many_and_the_same_are_errors() {
    let catalog = Catalog::embedded();
    let of = |ids: &[&str]| Comparison::of(&catalog, &indexes(&catalog, ids)).expect_err("no comparison");
    assert!(matches!(of(&[]), Error::Count(0)));
    assert!(matches!(of(&["404"]), Error::Count(1)));
    assert!(matches!(of(&["400", "401", "402", "403", "404"]), Error::Count(5)));
    assert!(matches!(of(&["404", "404"]), Error::Twice(id) if id == "404"));
}

#[test]
fn codes_are_confused_first_with_those_they_were_compared_with() {
    let catalog = Catalog::embedded();
    let ids = |id: &str| -> Vec<String> {
        let found = confused_with(&catalog, catalog.find(id).expect("an entry"));
        found.into_iter().map(|index| catalog.row(index).id.to_string()).collect()
    };
    assert_eq!(ids("401")[0], "403");
    assert!(ids("302")[..4].contains(&"303".to_owned()), "{:?}", ids("302"));
    for id in ["401", "302", "510", "nginx-499"] {
        let ids = ids(id);
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        assert!(!ids.is_empty() && !ids.contains(&id.to_owned()) && once.len() == ids.len(), "{id}: {ids:?}");
    }
}

#[test]
fn no_line_is_wider_than_the_width() {
    for ids in
        [&["401", "403"][..], &["302", "303", "307"], &["301", "302", "307", "308"], &["nginx-499", "cloudflare-499"]]
    {
        let comparison = compare(ids);
        for width in [20, 23, 37, 51, 60, 79, 80, 107, 120, 200] {
            for ascii in [true, false] {
                let options = Options { width, keep_ticks: ascii, ascii };
                let wide = lay_out(&comparison, options).into_iter().find(|line| line.text().width() > width);
                assert_eq!(wide, None, "{ids:?} at {width}");
            }
        }
    }
}

#[test]
fn columns_stand_side_by_side_where_each_has_24_cells() {
    let beside = |ids: &[&str], width: usize| {
        let comparison = compare(ids);
        lay_out(&comparison, plain(width)).iter().any(|line| {
            comparison.columns.iter().all(|column| line.text().contains(&format!("{} ", column.code)))
                && line.spans.iter().filter(|(_, span)| span.role == Role::Heading).count() >= ids.len()
        })
    };
    assert!(beside(&["401", "403"], 51) && !beside(&["401", "403"], 50));
    assert!(beside(&["302", "303", "307"], 78) && !beside(&["302", "303", "307"], 77));
}

#[test]
fn text_at_several_widths() {
    let comparison = compare(&["401", "403"]);
    for width in [60, 80, 120] {
        insta::assert_snapshot!(format!("compare_401_403_at_{width}"), text(&comparison, plain(width)));
    }
    insta::assert_snapshot!("compare_206_500_at_40", text(&compare(&["206", "500"]), plain(40)));
}

#[test]
fn markdown_is_a_table() {
    let text = markdown(&compare(&["401", "403"]));
    insta::assert_snapshot!("compare_401_403_markdown", text);
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    assert!(rows.len() > 8);
    for row in rows {
        assert_eq!(row.replace("\\|", "").matches('|').count(), 4, "{row}");
    }
}

#[test]
fn json_is_one_object() {
    let run = run(&["401", "403", "--format", "json"]);
    let value: Value = serde_json::from_str(&run.out).expect("JSON");
    let keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    let expected = ["codes", "verdict", "questions", "traps", "sources", "rows"];
    assert!(keys.len() == 6 && expected.iter().all(|key| keys.contains(key)), "{keys:?}");
    assert_eq!((&value["codes"], &value["verdict"]["source"]), (&json!(["401", "403"]), &json!("curated")));
    assert!(value["questions"][0]["answers"][0]["code"].is_string(), "{value}");
    for row in value["rows"].as_array().expect("rows") {
        let ids: Vec<&Value> = row["cells"].as_array().expect("cells").iter().map(|cell| &cell["id"]).collect();
        assert_eq!(ids, [&json!("401"), &json!("403")]);
        let texts: Vec<&Value> = row["cells"].as_array().expect("cells").iter().map(|cell| &cell["text"]).collect();
        assert_eq!(row["equal"], json!(texts[0] == texts[1]), "{row}");
        assert!(row["aspect"].is_string());
    }
}

#[test]
fn codes_ids_names_and_patterns_are_understood() {
    assert_eq!(codes(&["403", "401"]), json!(["403", "401"]));
    assert_eq!(codes(&["unauthorized", "forbidden"]), json!(["401", "403"]));
    assert_eq!(codes(&["not found", "gone"]), json!(["404", "410"]));
    assert_eq!(codes(&["403,401"]), json!(["403", "401"]));
    assert_eq!(codes(&["30[12]", "308"]), json!(["301", "302", "308"]));
    assert_eq!(codes(&["401", "vs", "403"]), json!(["401", "403"]));
    assert_eq!(codes(&["401/403"]), json!(["401", "403"]));
    assert_eq!(codes(&["408", "nginx-499"]), json!(["408", "nginx-499"]));
}

#[test]
fn a_number_of_several_owners_means_the_first_and_that_is_said() {
    assert_eq!(codes(&["451", "403"]), json!(["451", "403"]), "the registered one");
    let run = run(&["499", "408"]);
    assert!(run.out.starts_with("499 has several meanings, by who sends it: nginx, "), "{}", run.out);
    assert!(run.out.lines().next().is_some_and(|line| line.contains("cloudflare-499")), "{}", run.out);
    assert!(!self::run(&["nginx-499", "408"]).out.contains("several meanings"));
}

#[test]
fn what_cannot_be_compared_is_said_in_one_sentence() {
    refused(&[], 2, "httpdex compare 401 403");
    refused(&["401"], 2, "httpdex compare 401 403");
    refused(&["404", "404"], 2, "404 is named twice");
    refused(&["404", "Not Found"], 2, "404 is named twice");
    refused(&["4xx"], 2, "two to four codes, and these are ");
    refused(&["400", "401", "402", "403", "404"], 2, "these are 5");
    refused(&["401", "438"], 1, "nothing found for \"438\"; the nearest are 4");
    refused(&["401", "qqqqqqqqqqqq"], 1, "nothing found");
}

#[test]
fn off_a_terminal_there_is_no_color_and_by_force_there_are_marks() {
    let home = Home::new();
    assert!(!run_in(&home, &["301", "303"], &[]).out.contains('\x1b'));
    let forced = run_in(&home, &["301", "303"], &[("CLICOLOR_FORCE", "1"), ("COLUMNS", "100")]).out;
    let line = forced.lines().find(|line| line.contains("method becomes")).expect("the row of the method");
    assert!(line.contains("\x1b["), "{line:?}");
}

#[test]
fn what_own_entries_hold_does_no_harm() {
    let home = Home::new();
    let entry = r#"{"id": "evil-798", "code": "798", "name": "\u001b]0;owned\u0007", "vendor": "\u009b31m",
        "definition": "\u001b[31m | <b>*", "sent_by": "\u001b[H", "related": [{"id": "404", "why": "\u001b[5m"}],
        "causes": [{"cause": "\u001b[5m", "check": "c"}], "example": {"request": "", "response": "HTTP/1.1 798\nA: \u001b"}}"#;
    home.write("config/httpdex/codes/evil.json", entry);
    for format in ["text", "markdown", "json"] {
        let run = run_in(&home, &["evil-798", "404", "--format", format], &[]);
        assert_eq!(run.code, 0, "{run:?}");
        assert_eq!(run.out.chars().find(|c| c.is_control() && *c != '\n'), None, "{}", run.out);
    }
}
