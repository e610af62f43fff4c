//! Every code on one sheet: what is on it, how it is laid out, and how it is printed.

#[path = "support/markup.rs"]
mod markup;
mod support;

use httpdex::catalog::{Catalog, Category, Index, Pattern, Standing};
use httpdex::cheatsheet::{CellContent, Filter, Sheet, Step, groups, html, lay_out};
use markup::well_formed;
use serde_json::Value;
use support::home::Home;
use support::run::Run;

const MORE: &str = "~";

/// The sheet as text.
fn text(catalog: &Catalog, sheet: &Sheet) -> String {
    let mut out = String::new();
    for row in &sheet.rows {
        let mut line = String::new();
        for cell in row {
            let pad = usize::from(cell.x) - line.chars().count();
            line = format!("{line}{}{}", " ".repeat(pad), cell.text(catalog));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The codes on a sheet, by id.
fn ids(catalog: &Catalog, filter: &Filter) -> Vec<String> {
    groups(catalog, filter).iter().flat_map(|g| &g.items).map(|item| catalog.row(item.index).id.to_string()).collect()
}

fn registered() -> Filter {
    Filter { pattern: Pattern::parse("[1-5]xx"), standing: Some(Standing::Registered), ..Filter::default() }
}

fn run_in(home: &Home, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    Run::with(home, &[&["cheatsheet"], arguments].concat(), environment)
}

fn run(arguments: &[&str]) -> Run {
    run_in(&Home::new(), arguments, &[])
}

#[test]
fn every_code_is_on_the_sheet_once_at_every_width() {
    let catalog = Catalog::embedded();
    for sub_codes in [false, true] {
        let filter = Filter { sub_codes, ..Filter::default() };
        let wanted: Vec<Index> = groups(&catalog, &filter).iter().flat_map(|g| &g.items).map(|i| i.index).collect();
        assert_eq!(wanted.len() == catalog.rows().len(), sub_codes);
        for width in [20, 40, 80, 120, 200] {
            assert_eq!(lay_out(&catalog, &filter, width, MORE).order(), wanted, "at {width}");
        }
    }
}

#[test]
fn sub_codes_stand_behind_their_code() {
    let catalog = Catalog::embedded();
    let all = Filter::default();
    let of = |id: &str| {
        let index = catalog.find(id).expect("an entry");
        let groups = groups(&catalog, &all);
        groups.iter().flat_map(|g| &g.items).find(|item| item.index == index).map(|item| item.folded)
    };
    assert_eq!(of("404"), Some(catalog.sub_codes(catalog.find("404").expect("an entry")).len()));
    assert_eq!((of("200"), of("iis-404.13")), (Some(0), None));
    let iis = Filter { category: Some(Category::Iis), ..Filter::default() };
    assert!(ids(&catalog, &iis).contains(&"iis-404.13".to_owned()), "nothing to stand behind");
}

#[test]
fn no_line_is_wider_than_the_width_and_columns_do_not_touch() {
    let catalog = Catalog::embedded();
    for filter in [Filter::default(), registered(), Filter { category: Some(Category::Iis), ..Filter::default() }] {
        for width in [20, 33, 40, 59, 60, 80, 100, 120, 160, 200] {
            let sheet = lay_out(&catalog, &filter, width, MORE);
            assert!(sheet.width() <= width, "{} at {width}", sheet.width());
            for row in &sheet.rows {
                assert!(row.is_sorted_by(|a, b| a.x + a.width < b.x), "{row:?}");
                for cell in row {
                    assert!(cell.text(&catalog).chars().count() <= usize::from(cell.width), "{cell:?}");
                }
            }
        }
    }
}

#[test]
fn a_wider_screen_needs_no_more_lines() {
    let catalog = Catalog::embedded();
    let lines = |width| lay_out(&catalog, &Filter::default(), width, MORE).rows.len();
    let widths: Vec<usize> = [20, 80, 120, 160, 200, 300].map(lines).to_vec();
    assert!(widths.is_sorted_by(|a, b| a >= b), "{widths:?}");
    assert!(widths[5] < 40, "{widths:?}");
}

#[test]
fn names_are_cut_only_where_a_single_column_would_remain() {
    let catalog = Catalog::embedded();
    let cut = |width| {
        let sheet = lay_out(&catalog, &registered(), width, MORE);
        let cells = sheet.rows.iter().flatten();
        (sheet.columns, cells.filter(|cell| cell.text(&catalog).ends_with(MORE)).count() > 0)
    };
    assert_eq!(cut(40), (2, true));
    assert_eq!(cut(24), (1, false));
    for width in [80, 100, 120, 200] {
        assert!(cut(width).0 > 1 && !cut(width).1, "at {width}");
    }
}

#[test]
fn a_heading_stands_over_the_codes_of_every_column() {
    let catalog = Catalog::embedded();
    let sheet = lay_out(&catalog, &Filter::default(), 120, MORE);
    for column in 0..sheet.columns {
        let first = sheet.rows[0].iter().find(|cell| cell.column == column).expect("a cell at the top");
        assert!(matches!(first.content, CellContent::Heading { .. }), "{first:?}");
        let last = sheet.rows.iter().rev().find_map(|row| row.iter().find(|cell| cell.column == column));
        assert!(matches!(last.expect("a cell").content, CellContent::Entry { .. }), "{last:?}");
    }
    assert!(text(&catalog, &sheet).contains(", continued"));
}

#[test]
fn the_cursor_moves_in_two_dimensions() {
    let catalog = Catalog::embedded();
    let sheet = lay_out(&catalog, &Filter::default(), 120, MORE);
    let order = sheet.order();
    let (first, last) = (order[0], order[order.len() - 1]);
    assert_eq!((sheet.step(first, Step::Up), sheet.step(first, Step::Left)), (None, None));
    assert_eq!((sheet.step(last, Step::Down), sheet.step(last, Step::Right)), (None, None));
    assert_eq!(sheet.step(first, Step::Down), Some(order[1]));
    for &index in &order {
        let (line, cell) = sheet.place(index).expect("a place");
        assert_eq!(sheet.at(cell.x, line), Some(index));
        assert_eq!(sheet.at(cell.x + cell.width - 1, line), Some(index));
        if let Some(right) = sheet.step(index, Step::Right) {
            let (_, other) = sheet.place(right).expect("a place");
            assert_eq!(other.column, cell.column + 1);
        }
        assert_eq!(sheet.next(index).and_then(|next| sheet.previous(next)), sheet.next(index).map(|_| index));
    }
    assert_eq!(sheet.at(0, 0), None, "a heading is no code");
    assert_eq!(sheet.at(u16::MAX, 1), None);
}

#[test]
fn an_empty_sheet_is_no_trouble() {
    let filter = Filter { category: Some(Category::Success), pattern: Pattern::parse("4xx"), ..Filter::default() };
    let sheet = lay_out(&Catalog::embedded(), &filter, 80, MORE);
    assert_eq!((sheet.rows.len(), sheet.width(), sheet.order().len(), sheet.at(0, 0)), (0, 0, 0, None));
}

#[test]
fn text_at_several_widths() {
    let catalog = Catalog::embedded();
    for width in [40, 60, 80, 120] {
        let sheet = lay_out(&catalog, &registered(), width, MORE);
        insta::assert_snapshot!(format!("cheatsheet_registered_at_{width}"), text(&catalog, &sheet));
    }
}

#[test]
fn the_sheet_fits_the_terminal_and_can_be_narrowed() {
    let home = Home::new();
    for columns in ["20", "40", "80", "120", "200"] {
        let out = run_in(&home, &[], &[("COLUMNS", columns)]).out;
        let width = out.lines().map(|line| line.chars().count()).max().expect("lines");
        assert!(width <= columns.parse().expect("a number"), "{width} of {columns}");
        assert!(out.is_ascii() && out.contains("1xx Informational") && out.contains("--all"), "{out}");
    }
    let names = |arguments: &[&str]| run(arguments).out;
    assert!(
        names(&["--category", "nginx"]).starts_with("NGINX ")
            && names(&["--category", "nginx"]).contains("\n444 No Response")
    );
    let class = names(&["--class", "50[34]"]);
    assert!(class.contains("503 Service Unavailable") && !class.contains("500"), "{class}");
    assert!(names(&["--standing", "unused"]).contains("306 (Unused)"));
    assert!(names(&["--all"]).contains("404.13") && !names(&[]).contains("404.13"));
}

#[test]
fn color_changes_nothing_else() {
    let home = Home::new();
    let plain = run_in(&home, &["--color", "never"], &[]).out;
    let mut styled = run_in(&home, &["--color", "always"], &[]).out;
    assert!(styled.contains('\x1b'));
    while let Some(start) = styled.find("\x1b[") {
        let end = start + styled[start..].find('m').expect("an end");
        styled.replace_range(start..=end, "");
    }
    assert_eq!(styled, plain);
}

#[test]
fn a_wrong_command_line_says_what_to_write() {
    for (arguments, code, said) in [
        (&["--class", "errors"][..], 2, "4xx"),
        (&["--standing", "old"], 2, "obsolete"),
        (&["--category", "clients"], 2, "client-error"),
        (&["--html", "--format", "json"], 2, "--format"),
        (&["--category", "success", "--class", "4xx"], 1, "httpdex cheatsheet"),
    ] {
        let run = run(arguments);
        assert_eq!((run.code, run.out.as_str()), (code, ""), "{arguments:?}");
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn json_is_like_the_list() {
    let json = |arguments: &[&str]| -> Value {
        serde_json::from_str(&run(&[arguments, &["--format", "json"]].concat()).out).expect("JSON")
    };
    let entries = json(&["--class", "30[12]"]);
    assert_eq!((&entries[0]["id"], &entries[1]["id"], &entries[2]), (&"301".into(), &"302".into(), &Value::Null));
    assert_eq!(json(&[]).as_array().map(Vec::len), Some(Catalog::embedded().rows().len()));
}

#[test]
fn markdown_has_a_table_for_each_category() {
    let out = run(&["--format", "markdown", "--class", "[1-5]xx", "--standing", "registered"]).out;
    insta::assert_snapshot!("cheatsheet_registered_markdown", out);
}

#[test]
fn the_page_is_whole_and_needs_nothing_else() {
    let catalog = Catalog::embedded();
    for filter in [Filter::default(), Filter { sub_codes: true, ..Filter::default() }] {
        let page = html(&catalog, &filter).expect("a page");
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">\n"));
        well_formed(&page);
        for outside in ["<script", "<link", "<img", "@import", "url(", "http:", "https:", "src="] {
            assert!(!page.contains(outside), "{outside}");
        }
        for promise in ["@page", "size: A4", "break-inside: avoid", "prefers-color-scheme: dark", "<title>"] {
            assert!(page.contains(promise), "{promise}");
        }
        let shown = ids(&catalog, &filter).len();
        assert_eq!(page.matches("<li ").count(), shown);
    }
}

#[test]
fn the_page_says_what_matters() {
    let page = html(&Catalog::embedded(), &Filter::default()).expect("a page");
    let of = |code: &str| {
        let at = page.find(&format!("<b>{code}</b>")).expect("an entry");
        page[at..].split("</li>").next().expect("its end").replace('\u{a0}', " ")
    };
    assert!(of("429").contains("retry after a delay") && of("401").contains("<i>WWW-Authenticate</i>"));
    assert!(of("301").contains("POST may become GET") && of("301").contains("cacheable by default"));
    assert!(of("204").contains("no content") && of("306").contains("unused"));
    assert!(of("404").contains("sub-codes"));
}

#[test]
fn what_own_entries_hold_is_text_on_the_page() {
    let entry = r#"{"id": "evil-798", "code": "798", "name": "<script>alert(1)</script>", "vendor": "A & \"B\" <i>",
        "headers": [{"name": "</style>", "level": "must", "why": ""}]}"#;
    let home = Home::new();
    home.write("config/httpdex/codes/evil.json", entry);
    let page = run_in(&home, &["--html", "--class", "798"], &[]);
    assert_eq!(page.code, 0, "{page:?}");
    well_formed(&page.out);
    assert!(
        page.out.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !page.out.contains("<script"),
        "{}",
        page.out
    );
    let markdown = run_in(&home, &["--format", "markdown", "--class", "798"], &[]).out;
    assert!(markdown.contains("\\<script\\>"), "{markdown}");
}
