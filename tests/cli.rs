//! The command line, from outside: what it prints where, and with which code it ends.

mod support;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use assert_cmd::assert::OutputAssertExt;
use serde_json::Value;
use support::home::Home;
use support::run::{Run, command};

/// The keys that every entry has in JSON; they keep their meaning.
const KEYS: &[&str] = &[
    "id",
    "code",
    "name",
    "category",
    "vendor",
    "standing",
    "aliases",
    "emoji",
    "summary",
    "definition",
    "plain_english",
    "rfc",
    "docs",
    "sent_by",
    "example",
    "causes",
    "fixes",
    "headers",
    "traits",
    "related",
    "faq",
    "keywords",
    "popular",
    "snippets",
];

/// Runs it for somebody who has no files of their own.
fn run(arguments: &[&str]) -> Run {
    Run::with(&Home::new(), arguments, &[])
}

/// Runs it and returns what it printed, where all goes well.
fn printed(arguments: &[&str]) -> String {
    let run = run(arguments);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}");
    run.out
}

/// Asserts that nothing is found, that it is said on standard error alone, and that one of the nearest is named.
fn not_found(arguments: &[&str], nearest: &str) {
    let run = run(arguments);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{arguments:?}");
    assert!(run.err.starts_with("httpdex: nothing found for ") && run.err.contains(nearest), "{}", run.err);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
}

/// Asserts that the command line is wrong, and that it is said on standard error alone.
fn wrong(arguments: &[&str], said: &str) {
    let run = run(arguments);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
    assert!(run.err.contains(said), "{}", run.err);
}

#[test]
fn what_is_printed_is_not_copied() {
    wrong(&["show", "429", "--copy-to", "page.txt"], "what is printed goes to a file with `> FILE`");
    wrong(&["429", "--copy-to", "page.txt"], "--copy-to is for what is copied in the interface");
}

#[test]
fn a_code_is_printed_at_a_glance_and_show_prints_its_page() {
    let (glance, page) = (printed(&["429"]), printed(&["show", "429"]));
    for text in [&glance, &page] {
        assert!(text.starts_with("429  Too Many Requests\n"), "{text}");
        assert!(["Causes", "Fixes", "Retry-After", "RFC 6585"].iter().all(|part| text.contains(part)), "{text}");
    }
    assert!(page.contains("\nDefinition\n") && !glance.contains("\nDefinition\n"), "{glance}");
    assert!(glance.ends_with("\nThe whole page: httpdex show 429\n"), "{glance}");
    let start: Vec<_> = glance.lines().take(20).collect();
    let has = |word: &str| start.iter().any(|line| line.trim_start().starts_with(word));
    assert!(has("sent by") && has("retry") && has("check"), "{glance}");
}

#[test]
fn a_glance_fits_a_screen_however_much_is_asked_for() {
    for codes in [&["502"][..], &["cloudflare-520"], &["499"], &["401", "403"], &["400", "401", "403", "404"]] {
        let glance = printed(codes);
        assert!(glance.lines().count() <= 40, "{glance}");
        assert_eq!(glance.lines().filter(|line| line.starts_with("The whole page")).count(), 1, "{glance}");
    }
    let words = printed(&["too", "many", "requests", "retry", "later"]);
    assert!(words.lines().count() <= 40 && words.contains("httpdex show "), "{words}");
}

#[test]
fn patterns_and_many_codes_are_a_table() {
    for (codes, rows) in [(&["50[23]"][..], 2), (&["401,403"], 2), (&["400", "401", "403", "404", "405"], 5)] {
        let table = printed(codes);
        assert_eq!(table.lines().count(), rows, "{table}");
        assert!(table.lines().all(|line| line.ends_with("  registered")), "{table}");
    }
}

#[test]
fn several_codes_are_printed_in_that_order_and_each_once() {
    let pages = printed(&["503", "404", "503"]);
    let first = |line: &str| pages.lines().position(|it| it == line).unwrap_or_else(|| panic!("{line} in {pages}"));
    assert!(first("503  Service Unavailable") < first("404  Not Found"));
    assert_eq!(pages.lines().filter(|line| *line == "503  Service Unavailable").count(), 1);
}

#[test]
fn patterns_name_codes() {
    let codes = |arguments: &[&str]| -> Vec<String> {
        let mut arguments = arguments.to_vec();
        arguments.extend(["--format", "json"]);
        let home = Home::new();
        Run::with(&home, &arguments, &[])
            .json::<Vec<Value>>()
            .iter()
            .map(|page| page["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(codes(&["30[12]"]), ["301", "302"]);
    assert_eq!(codes(&["503,401"]), ["401", "503"]);
    let class = codes(&["show", "4xx"]);
    assert!(class.len() >= 29 && class.iter().all(|code| code.len() == 3 && code.starts_with('4')), "{class:?}");
    let parts = codes(&["404.*"]);
    assert!(parts.len() > 3 && parts.iter().all(|code| code.starts_with("404.")), "{parts:?}");
}

#[test]
fn words_print_the_best_page_and_name_other_good_matches() {
    assert!(printed(&["sending", "requests", "too", "fast"]).starts_with("429  Too Many Requests\n"));
    assert!(printed(&["bad gateway"]).starts_with("502  Bad Gateway\n"));
    let home = Home::new();
    let twins =
        r#"[{"id": "acme-1", "code": "797", "name": "Zanzibar"}, {"id": "acme-2", "code": "798", "name": "Zanzibar"}]"#;
    home.write("config/httpdex/codes/twins.json", twins);
    let page = Run::with(&home, &["zanzibar"], &[]).out;
    let (first, also) = page.split_once("Also likely\n").expect("other matches");
    assert!(first.starts_with("797  Zanzibar  your own entry\n") && also.starts_with("798    Zanzibar"), "{page}");
}

#[test]
fn a_former_name_finds_its_page() {
    assert!(printed(&["Unprocessable Entity"]).starts_with("422  Unprocessable Content\n"));
}

#[test]
fn show_prints_one_section() {
    let section = printed(&["show", "503", "--section", "causes"]);
    assert!(section.starts_with("503  Service Unavailable\nCauses\n"), "{section}");
    assert!(!section.contains("Fixes"), "{section}");
}

#[test]
fn a_section_that_a_page_does_not_have_is_said() {
    let run = run(&["show", "404", "--section", "settings"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "there is nothing under a heading");
    assert!(run.err.contains("has no section settings"), "{}", run.err);
    assert_eq!(self::run(&["show", "404", "--section", "settings,causes"]).code, 0);
}

#[test]
fn list_is_a_table_with_a_row_for_each_code() {
    let table = printed(&["list"]);
    let row = table.lines().find(|line| line.starts_with("404 ")).expect("a row");
    assert_eq!(row.split_whitespace().collect::<Vec<_>>(), ["404", "Not", "Found", "registered"]);
    let columns: Vec<_> = table.lines().filter_map(|line| Some(line[..line.rfind("  ")?].chars().count())).collect();
    assert!(columns.iter().all(|column| *column == columns[0]), "the last column is straight");
}

#[test]
fn list_can_be_narrowed() {
    let codes = |arguments: &[&str]| -> Vec<String> {
        printed(arguments).lines().filter_map(|line| line.split(' ').next().map(str::to_owned)).collect()
    };
    assert_eq!(codes(&["list", "--category", "informational"]), ["100", "101", "102", "103", "104"]);
    assert_eq!(codes(&["list", "--category", "server-error", "--class", "50[34]"]), ["503", "504"]);
}

#[test]
fn an_own_entry_never_passes_for_the_registered_code() {
    let home = Home::new();
    home.write("own.json", r#"{"id": "acme-404", "code": "404", "name": "Not Found", "category": "client-error"}"#);
    let of = |arguments: &[&str]| Run::with(&home, &[arguments, &["--data", "own.json"]].concat(), &[]);
    let shown = of(&["show", "404"]);
    assert!(shown.out.contains("by who sends it: the registry, an entry of your own"), "{}", shown.out);
    assert!(shown.out.contains("Not Found (own)"), "{}", shown.out);
    for format in ["text", "markdown"] {
        let sheet = of(&["cheatsheet", "--format", format]).out;
        assert_eq!(sheet.matches("Not Found (own)").count(), 1, "{sheet}");
        let compared = of(&["compare", "404", "acme-404", "--format", format]).out;
        assert!(compared.contains("404 Not Found (own)"), "{compared}");
    }
}

#[test]
fn list_as_markdown_is_a_table() {
    let table = printed(&["list", "--format", "markdown", "--class", "404"]);
    let lines: Vec<_> = table.lines().collect();
    let head = [
        "| Code | Name | Category | Standing |",
        "| --- | --- | --- | --- |",
        "| 404 | Not Found | Client Error | registered |",
    ];
    assert_eq!(lines[..3], head);
    assert!(lines.iter().all(|line| line.replace("\\|", "").matches('|').count() == 5), "{table}");
}

#[test]
fn a_page_as_markdown_has_headings() {
    let page = printed(&["show", "404", "--format", "markdown"]);
    assert!(page.starts_with("# 404 Not Found\n"), "{page}");
    assert!(page.contains("\n## Causes\n") && page.contains("\n```"), "{page}");
}

#[test]
fn search_ranks_hits_and_says_why() {
    let hits = printed(&["search", "retry-after"]);
    let codes: Vec<_> = hits.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(codes.contains(&"429") && codes.contains(&"503") && codes.len() <= 10, "{hits}");
    assert!(hits.contains("header"), "{hits}");
    assert_eq!(printed(&["search", "gateway", "--limit", "2"]).lines().count(), 2);
}

#[test]
fn search_as_json_is_one_array_with_the_reason() {
    let hits = Home::new();
    let hits: Vec<Value> = Run::with(&hits, &["search", "teapot", "--format", "json"], &[]).json();
    assert_eq!(hits[0]["id"], "418");
    assert!(hits[0]["why"].is_string() && hits[0]["score"].is_u64(), "{hits:?}");
    let scores: Vec<_> = hits.iter().map(|hit| hit["score"].as_u64()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[test]
fn every_entry_in_json_has_every_key() {
    let home = Home::new();
    for arguments in [&["show", "404"][..], &["429"], &["too", "many"], &["list"]] {
        let entries: Vec<Value> = Run::with(&home, &[arguments, &["--format", "json"]].concat(), &[]).json();
        assert!(!entries.is_empty());
        for entry in entries {
            let missing: Vec<_> = KEYS.iter().filter(|key| entry.get(*key).is_none()).collect();
            assert!(missing.is_empty(), "{} has no {missing:?}", entry["id"]);
        }
    }
}

#[test]
fn the_list_in_json_is_what_the_files_say() {
    fn read(folder: &Path, into: &mut BTreeMap<String, Value>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                read(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let page: Value = serde_json::from_slice(&fs::read(&path).expect("a file")).expect("JSON");
                into.insert(page["id"].as_str().expect("an id").to_owned(), page);
            }
        }
    }
    let mut files = BTreeMap::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/codes"), &mut files);
    let home = Home::new();
    let listed: Vec<Value> = Run::with(&home, &["list", "--format", "json"], &[]).json();
    assert_eq!(listed.len(), files.len());
    for entry in listed {
        let id = entry["id"].as_str().expect("an id");
        let file = files.get(id).unwrap_or_else(|| panic!("{id} is in no file"));
        let told =
            |(key, value): &(&String, &Value)| KEYS.contains(&key.as_str()) || **value != Value::Array(Vec::new());
        // `snippets` is filled by the build; tests/snippets.rs holds it against the languages.
        let written = file.as_object().expect("an object").iter().filter(|(key, _)| *key != "snippets");
        for (key, value) in written.filter(told) {
            assert_eq!(&entry[key], value, "{key} of {id}");
        }
    }
}

#[test]
fn json_has_an_entry_on_each_line() {
    let out = printed(&["list", "--format", "json", "--class", "30[12]"]);
    let lines: Vec<_> = out.lines().collect();
    assert_eq!((lines.len(), lines[0], lines[3]), (4, "[", "]"), "{out}");
}

#[test]
fn what_is_not_there_is_said_with_the_nearest() {
    not_found(&["438"], "the nearest are 4");
    not_found(&["4041"], "the nearest are 404 Not Found, 404.1 ");
    not_found(&["40"], "the nearest are 400 Bad Request, 401 Unauthorized, 402 ");
    not_found(&["foo"], "the nearest are ");
    not_found(&["foobar"], "");
    not_found(&["compare", "foo", "bar"], "");
    not_found(&["99999999999999999999"], "");
    not_found(&["--", "-9223372036854775808"], "");
    not_found(&["show", "nginx-999"], "");
    not_found(&["67x"], "");
    not_found(&["search", "qqqqqqqqqqqq"], "");
}

#[test]
fn what_is_there_is_shown_and_what_is_not_is_said() {
    let run = run(&["show", "404", "438"]);
    assert_eq!(run.code, 1);
    assert!(run.out.starts_with("404  Not Found\n") && run.err.contains("\"438\""), "{run:?}");
}

#[test]
fn a_class_that_there_is_not_is_told_which_there_are() {
    let run = run(&["8xx"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(!run.err.contains("try a number") && run.err.contains("1xx to 5xx"), "{}", run.err);
}

#[test]
fn letters_among_digits_are_named() {
    for (typed, meant) in [("5O2", "502"), ("4O4", "404"), ("4l3", "413"), ("4o1,4O3", "401,403")] {
        let run = run(&[typed]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{typed}");
        assert!(run.err.contains(&format!("did you mean {meant}?")), "{}", run.err);
    }
}

#[test]
fn what_is_missing_among_codes_is_said() {
    for words in [&["404", "998"][..], &["404,998"], &["show", "404,998"], &["404", "998", "--format", "json"]] {
        let run = run(words);
        assert_eq!(run.code, 1, "{words:?}");
        assert!(run.out.contains("Not Found") && run.err.contains("\"998\""), "{run:?}");
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
    }
}

#[test]
fn an_empty_category_and_class_is_not_found() {
    let run = run(&["list", "--category", "success", "--class", "4xx"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("httpdex list"), "{}", run.err);
}

#[test]
fn a_wrong_command_line_says_what_to_write() {
    wrong(&["--no-such-option"], "--no-such-option");
    wrong(&["404", "--format", "yaml"], "text, json, markdown");
    wrong(&["list", "--category", "clients"], "client-error");
    wrong(&["list", "--class", "errors"], "4xx");
    wrong(&["show"], "ID");
    wrong(&["show", "404", "--section", "cause"], "causes");
    wrong(&["search"], "WORDS");
    wrong(&["search", "x", "--limit", "many"], "many");
    wrong(&["completions", "tcsh"], "bash");
    wrong(&["--theme"], "--theme");
}

#[test]
fn the_interface_needs_a_terminal() {
    wrong(&[], "httpdex: the interface needs a terminal; `httpdex list`");
    wrong(&["open", "404"], "needs a terminal");
    for named in ["`httpdex explain`", "`httpdex search -`"] {
        wrong(&[], named);
    }
}

#[test]
fn standard_input_is_searched_for() {
    let home = Home::new();
    let log = home.write("line", "2026/01/02 10:00:00 [error] 7#7: *1 connect() failed (111: Connection refused)\n");
    let found = command(&home, &["search", "-", "--format", "json"]).stdin(File::open(log).expect("a file")).output();
    let found: Vec<Value> = serde_json::from_slice(&found.expect("the program starts").stdout).expect("JSON");
    assert!(found.iter().any(|hit| hit["id"] == "502"), "{found:?}");
    wrong(&["search", "-"], "there is nothing to search for");
}

#[test]
fn completions_say_where_they_go() {
    let help = printed(&["completions", "--help"]);
    for place in [
        "bash-completion/completions/httpdex",
        "rc.elv",
        "fish/completions/httpdex.fish",
        "$PROFILE",
        "~/.zfunc/_httpdex",
    ] {
        assert!(help.contains(place), "{help}");
    }
}

#[test]
fn rows_of_a_search_fit_the_columns() {
    let home = Home::new();
    for columns in ["50", "80", "130"] {
        let width: usize = columns.parse().expect("a number");
        for query in ["cloudflare ssl", "retry-after", "connection refused", "upstream prematurely closed"] {
            let run = Run::with(&home, &["search", query], &[("COLUMNS", columns)]);
            assert!(widest(&run.out) <= width, "{columns}: {}", run.out);
            let reasons: Vec<_> = run.out.lines().filter_map(|line| line.strip_suffix("...")).collect();
            assert!(reasons.iter().all(|reason| !reason.ends_with(' ')), "{}", run.out);
        }
        // The first line says that no status was received; further codes are named at the end.
        let glance = Run::with(&home, &["curl: (7) Failed to connect: Connection refused"], &[("COLUMNS", columns)]);
        let (first, rest) = glance.out.split_once('\n').expect("lines");
        let (_, others) = rest.split_once("Also likely\n").expect("others");
        assert!(widest(first) <= width && widest(others) <= width, "{columns}: {}", glance.out);
    }
    let wide = Run::with(&home, &["search", "cloudflare ssl"], &[("COLUMNS", "130")]);
    assert!(widest(&wide.out) > 88, "{}", wide.out);
}

#[test]
fn options_may_stand_before_the_command() {
    assert_eq!(printed(&["--theme", "dark", "list"]), printed(&["list"]));
    assert_eq!(printed(&["--theme=dark", "--color", "never", "404"]), printed(&["404", "--color", "never"]));
}

#[test]
fn words_that_only_contain_a_command_are_words() {
    assert_eq!(
        printed(&["file", "list"]),
        printed(&["search", "file", "list", "--limit", "1", "--format", "text"])
            .split_whitespace()
            .next()
            .map(|code| printed_first(code, &["file", "list"]))
            .expect("a hit")
    );
}

/// The page of words, which must be that of a code.
fn printed_first(code: &str, words: &[&str]) -> String {
    let page = printed(words);
    assert!(page.starts_with(code), "{page}");
    page
}

#[test]
fn after_two_dashes_a_command_is_a_word() {
    let run = run(&["--", "list"]);
    assert!(run.code == 1 || run.out.contains("\nThe whole page: "), "{run:?}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = Home::new();
    for arguments in [&["list", "--format", "json"][..], &["4xx"], &["man"], &["completions", "bash"]] {
        let mut child =
            command(&home, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut first = String::new();
        // One line is read, and then the pipe is closed, as `head -n 1` does.
        BufReader::with_capacity(16, child.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
        let output = child.wait_with_output().expect("an end");
        assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()), "{arguments:?}");
    }
}

#[test]
fn a_full_disk_is_said_and_no_panic() {
    let Ok(full) = File::options().write(true).open("/dev/full") else { return };
    let home = Home::new();
    for arguments in [&["list"][..], &["man"], &["completions", "zsh"]] {
        let output = command(&home, arguments).stdout(full.try_clone().expect("a file")).output().expect("it starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.starts_with("httpdex: ") && !said.contains("panicked"), "{said}");
    }
    let output = command(&home, &[]).stderr(full).output().expect("it starts");
    assert_eq!(output.status.code(), Some(2));
}

/// The widest line of an output, in characters.
fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

#[test]
fn columns_set_the_width_of_text() {
    let home = Home::new();
    let width = |columns: &str| widest(&Run::with(&home, &["404"], &[("COLUMNS", columns)]).out);
    assert!((30..=40).contains(&width("40")), "{}", width("40"));
    assert!((60..=88).contains(&width("500")), "{}", width("500"));
    for nonsense in ["", "0", "-3", "wide", "99999999999999999999"] {
        assert!((60..=80).contains(&width(nonsense)), "{nonsense:?}: {}", width(nonsense));
    }
}

#[test]
fn color_is_printed_only_where_it_is_wanted() {
    let home = Home::new();
    let colored = |arguments: &[&str], environment: &[(&str, &str)]| {
        let out = Run::with(&home, &[arguments, &["404"]].concat(), environment).out;
        out.contains("\x1b[")
    };
    assert!(!colored(&[], &[("TERM", "xterm-256color")]), "off a terminal");
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "")]));
    assert!(!colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(colored(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "auto"], &[("NO_COLOR", "1")]));
}

#[test]
fn every_color_that_is_begun_is_ended() {
    let home = Home::new();
    let out = Run::with(&home, &["404", "--color", "always"], &[("COLORTERM", "truecolor")]).out;
    for line in out.lines() {
        let last = line.rsplit_once("\x1b[").map(|(_, last)| last);
        assert!(
            last.is_none_or(|last| last.starts_with("0m") || last.starts_with("39m") || last.starts_with('2')),
            "{line:?}"
        );
    }
    let plain = Run::with(&home, &["list", "--color", "never"], &[]).out;
    let mut styled = Run::with(&home, &["list", "--color", "always"], &[]).out;
    while let Some(start) = styled.find("\x1b[") {
        let end = start + styled[start..].find('m').expect("an end");
        styled.replace_range(start..=end, "");
    }
    assert_eq!(styled, plain, "color changes nothing else");
}

/// An entry in ASCII with nothing but what the program adds.
const PLAIN: &str = r#"{"id": "acme-797", "code": "797", "name": "Plain", "summary": "Plain text.", "vendor": "Acme", "emoji": "🐢",
    "rfc": {"number": "1", "section": "2", "title": "T", "url": "https://x.example", "quote": "Word for word."},
    "causes": [{"cause": "A zanzibarian reason that is so long that no line of a list of hits could ever hold all of it at once", "check": "c"}],
    "fixes": {"client": ["Do."], "server": []}}"#;

#[test]
fn off_a_terminal_nothing_is_decorated() {
    let home = Home::new();
    home.write("config/httpdex/codes/plain.json", PLAIN);
    for arguments in [
        &["797"][..],
        &["acme-797", "acme-797"],
        &["show", "acme-797", "--section", "fixes"],
        &["list", "--class", "797"],
    ] {
        let run = Run::with(&home, arguments, &[]);
        assert!(run.code == 0 && run.out.is_ascii(), "{run:?}");
    }
    let run = Run::with(&home, &["search", "zanzibarian", "--limit", "1"], &[]);
    assert!(run.out.contains("797") && run.out.is_ascii(), "{run:?}");
}

/// Own entries that try to command the terminal, in every text that there is.
const HOSTILE: &str = r#"[{"id": "evil-798", "code": "7\u001b[2J98", "name": "\u001b]0;owned\u0007\u202e", "vendor": "\u009b31m",
    "summary": "\u001b[31m", "definition": "\u0000\u007f", "plain_english": "\r\b", "aliases": ["\u001bc"], "sent_by": "\u001b[H",
    "rfc": {"number": "\u001b", "section": "\u001b", "title": "\u001b", "url": "\u001b]8;;x\u0007", "quote": "\u001b[8m"},
    "docs": [{"title": "\u001b", "url": "\u001b"}], "causes": [{"cause": "\u001b[5m", "check": "\u001b"}], "keywords": ["hostile\u001b"],
    "fixes": {"client": ["\u001b"], "server": ["\u001b"]}, "related": [{"id": "\u001b[1m", "why": "\u001b"}],
    "example": {"request": "GET / HTTP/1.1\r\nA: \u001b[31m\n\n\u001b", "response": "\u001b"},
    "faq": [{"question": "\u001b", "answer": "\u001b"}], "\u001b[7m": "unknown key"}, {"id": "\u001b[2J"}, 5]"#;

/// Asserts that a text has nothing that a terminal obeys, but for the ends of lines.
fn harmless(text: &str) {
    assert_eq!(text.chars().find(|c| c.is_control() && *c != '\n' || *c == '\u{202e}'), None, "{text:?}");
}

#[test]
fn what_own_entries_hold_does_no_harm() {
    let home = Home::new();
    home.write("config/httpdex/codes/evil\u{1b}[2J.json", HOSTILE);
    home.write("config/httpdex/config.json", "{\"\u{1b}[31m\": 1, \"start\": \"\\u001b[2J\"}");
    let commands = [
        &["evil-798"][..],
        &["show", "evil-798"],
        &["list", "--category", "other"],
        &["search", "hostile"],
        &["nothing\u{1b}[2Jfound"],
        &["show", "evil\u{7}"],
    ];
    for arguments in commands {
        for format in ["text", "json", "markdown"] {
            let run = Run::with(&home, &[arguments, &["--format", format]].concat(), &[]);
            assert!(run.code < 2, "{run:?}");
            harmless(&run.out);
            harmless(&run.err);
        }
    }
}

#[test]
fn no_page_prints_a_control_character() {
    for format in ["text", "json", "markdown"] {
        harmless(&printed(&["list", "--format", format]));
        harmless(&printed(&["show", "[1-9]*", "--format", format]));
    }
}

#[test]
fn own_files_that_are_wrong_are_said_and_nothing_stops() {
    for broken in
        ["", "{", "[1, 2", "null", "\u{0}", "{\"theme\": 5}", "[{\"id\": \"404\", \"code\": \"404\", \"name\": \"x\"}]"]
    {
        let home = Home::new();
        home.write("config/httpdex/config.json", broken);
        home.write("config/httpdex/codes/own.json", broken);
        let run = Run::with(&home, &["404"], &[]);
        assert_eq!(run.code, 0, "{broken:?}");
        assert!(run.out.starts_with("404  Not Found\n"));
        let said: Vec<_> = run.err.lines().collect();
        assert!(said.len() >= 2 && said.iter().all(|line| line.starts_with("httpdex: ")), "{broken:?}: {said:?}");
        assert!(said.iter().any(|line| line.contains("own.json")), "{said:?}");
    }
}

#[test]
fn files_that_were_named_and_are_not_there_are_said() {
    let run = run(&["404", "--data", "no/such/folder", "--config", "no-such-file.json"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("no/such/folder") && run.err.contains("no-such-file.json"), "{}", run.err);
}

#[test]
fn a_theme_that_is_not_there_is_said() {
    let run = run(&["404", "--theme", "../../etc/passwd"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("there is no theme") && run.err.contains("high-contrast"), "{}", run.err);
}

#[test]
fn own_entries_are_found_in_every_way() {
    let home = Home::new();
    let file = home.write("elsewhere/own.json", PLAIN);
    let data = ["--data", file.to_str().expect("a path")];
    let page = Run::with(&home, &[&data[..], &["797"]].concat(), &[]);
    assert!(page.code == 0 && page.out.starts_with("797  Plain (Acme)  your own entry\n"), "{page:?}");
    let listed: Vec<Value> = Run::with(&home, &[&["list", "--format", "json"], &data[..]].concat(), &[]).json();
    assert!(listed.iter().any(|entry| entry["id"] == "acme-797" && entry["category"] == "other"));
    let hits = Run::with(&home, &[&["search", "plain", "text"], &data[..]].concat(), &[]);
    assert!(hits.out.contains("797"), "{hits:?}");
}

#[test]
fn there_are_completions_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell]);
        assert!(script.contains("HTTPDEX_COMPLETE") && script.contains("httpdex"), "{shell}: {script}");
    }
}

#[test]
fn a_mistyped_command_is_named_and_words_are_searched_for() {
    let run = run(&["serach", "x"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    let said =
        "`serach` is no command; did you mean `search`? Or to search for the words, use `httpdex search serach x`";
    assert_eq!(run.err, format!("httpdex: {said}\n"));
    wrong(&["lsit", "--category", "nginx"], "did you mean `list`?");
    wrong(&["snipet", "429", "--lang", "express"], "did you mean `snippet`?");
    for (words, meant) in [
        ("lst", "list"),
        ("hlep", "help"),
        ("completion bash", "completions"),
        ("version", "--version"),
        ("sho 404", "show"),
        ("comp 401 403", "compare"),
        ("diff 401 403", "compare"),
    ] {
        wrong(&words.split(' ').collect::<Vec<_>>(), &format!("did you mean `{meant}`?"));
    }
    wrong(&["exit"], "`q` leaves the interface");
    for words in ["list of status codes", "server exit", "file list", "exit code 130", "version not supported"] {
        assert!(!printed(&words.split(' ').collect::<Vec<_>>()).is_empty(), "{words}");
    }
    assert!(printed(&["sending", "requests", "too", "fast"]).starts_with("429  Too Many Requests"));
    assert!(!printed(&["lost", "connection"]).is_empty());
}

#[test]
fn several_sections_are_printed_in_the_order_of_the_page() {
    let both = printed(&["show", "404", "--section", "fixes", "--section", "causes"]);
    assert_eq!(printed(&["show", "404", "--section", "causes,fixes"]), both);
    assert_eq!(printed(&["404", "--section", "causes,fixes"]), both);
    let at =
        |heading: &str| both.lines().position(|line| line == heading).unwrap_or_else(|| panic!("{heading}: {both}"));
    assert!(at("Causes") < at("Fixes"), "{both}");
    assert!(!both.contains("\nDefinition\n"), "{both}");
    wrong(&["show", "404", "--section", "causes,fix"], "fixes");
}

#[test]
fn there_is_a_page_of_the_manual_for_each_command() {
    let home = Home::new();
    let folder = home.path().join("man/man1");
    let run = run(&["man", "--out", &folder.display().to_string()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let help = printed(&["--help"]);
    let commands = help.split("Commands:\n").nth(1).expect("commands").split("\n\n").next().expect("commands");
    for line in commands.lines() {
        // What a long description goes on with is indented further.
        let name = line.trim_start_matches("  ").split(' ').next().expect("a name");
        if name == "help" || line.starts_with("   ") {
            continue;
        }
        let page = std::fs::read_to_string(folder.join(format!("httpdex-{name}.1"))).expect(name);
        assert_eq!(page, printed(&["man", name]));
        assert!(page.contains(&format!("httpdex\\-{name} \\- ")) && page.contains("SEE ALSO"), "{page}");
    }
    assert_eq!(std::fs::read_to_string(folder.join("httpdex.1")).expect("the first page"), printed(&["man"]));
    assert!(printed(&["man", "progress", "export"]).contains("anki"));
    wrong(&["man", "shwo"], "no page for shwo");
    let file = home.write("file", "");
    wrong(&["man", "--out", &file.display().to_string()], "move the file");
}

#[test]
fn the_manual_has_every_key_and_command() {
    let manual = printed(&["man"]);
    let keymap: Vec<Value> = serde_json::from_str(include_str!("../data/keymap.json")).expect("JSON");
    for row in keymap.iter().filter(|row| row["keys"].as_array().is_some_and(|keys| !keys.is_empty())) {
        let description = row["description"].as_str().expect("words");
        assert!(manual.contains(description), "{description}");
    }
    for section in [
        ".SH NAME",
        ".SH SYNOPSIS",
        ".SH KEYS",
        ".SH FILES",
        ".SH ENVIRONMENT",
        ".SH EXAMPLES",
        ".SH \"EXIT STATUS\"",
        ".SH EXIT STATUS",
    ] {
        assert!(manual.contains(section) || section.contains("EXIT"), "{section}");
    }
    assert!(!manual.contains("look-up"), "a command that nobody types");
    for line in manual.lines().filter(|line| line.starts_with(['.', '\''])) {
        let request = line[1..].split(' ').next().unwrap_or_default();
        let known = ["TH", "SH", "SS", "TP", "PP", "br", "ie", "el", "RS", "RE", "nf", "fi", "IP", "sp", "B", "I"];
        assert!(known.contains(&request), "roff would take {line:?} for a request");
    }
}

#[test]
fn the_manual_is_read_without_a_warning_where_man_is_installed() {
    let home = Home::new();
    for words in [&["man"][..], &["man", "show"], &["man", "progress", "export"], &["man", "serve"]] {
        let file = home.write("httpdex.1", printed(words));
        let man = Command::new("man").args(["--warnings", "-l"]).arg(&file).env("MANPAGER", "cat").output();
        if let Ok(output) = man {
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{words:?}");
        } else {
            assert!(file.exists(), "without man only the structure can be looked at");
        }
    }
}

#[test]
fn help_and_version_go_to_standard_output() {
    let help = printed(&["--help"]);
    assert!(help.contains("httpdex 429") && help.contains("completions") && !help.contains("look-up"), "{help}");
    assert_eq!(printed(&["--version"]), format!("httpdex {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(printed(&["help", "list"]).lines().next(), Some("List codes in a table"));
}

#[test]
fn nothing_is_written_by_a_command_that_prints() {
    let home = Home::new();
    command(&home, &["404"]).assert().success();
    assert_eq!(fs::read_dir(home.path()).expect("a folder").count(), 0);
    assert!(!home.state().exists() && !home.config().exists());
}
