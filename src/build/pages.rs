//! `rows.rs`, a static table of all that lists and lookups need; `pages.coded`, the minified text of each page, to be
//! parsed when it is first shown; and `search.bin`, the index that searching reads.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::catalog::{Category, Page, Step, code_key};
use crate::index::{IndexEntry, IndexWriter};
use crate::input::{json_below, parse};
use crate::language::Language;
use crate::pieces::{self, Coded};

/// Writes the pages of all codes, and returns them in their order.
pub fn write(data: &Path, languages: &[Language], out: &Path) -> Vec<Page> {
    let mut pages: Vec<Page> = json_below(&data.join("codes")).iter().map(|path| read(path, languages)).collect();
    pages.sort_by(|a, b| key(a).cmp(&key(b)));
    let texts: Vec<String> = pages.iter().map(|page| serde_json::to_string(page).expect("a page serializes")).collect();
    let coded = pieces::write(&texts, out);
    fs::write(out.join("rows.rs"), rows(&pages, &coded) + &orders(&pages)).expect("OUT_DIR is writable");
    // All texts in one piece: scattered among the short strings of the rows they would draw the whole file into memory
    // when these are read.
    let bytes: Vec<u8> = coded.iter().flat_map(|page| &page.bytes).copied().collect();
    fs::write(out.join("pages.coded"), bytes).expect("OUT_DIR is writable");
    // For a test.
    fs::write(out.join("pages.json"), texts.concat()).expect("OUT_DIR is writable");
    let entries = pages.iter().zip(texts.iter().zip(&coded)).map(|(page, (text, coded))| IndexEntry {
        code: &page.code,
        name: &page.name,
        vendor: page.vendor.as_deref(),
        text,
        places: Some(&coded.places),
    });
    fs::write(out.join("search.bin"), IndexWriter::write(entries)).expect("OUT_DIR is writable");
    pages
}

/// Where a page stands among all: failures by the step at which they happen.
fn key(page: &Page) -> (Category, Option<Step>, (u32, u32, &str), &str) {
    (page.category, page.step, code_key(&page.code), &page.id)
}

/// A page, told its languages.
fn read(path: &Path, languages: &[Language]) -> Page {
    let mut page: Page = parse(path);
    let offered = languages.iter().filter(|language| language.refusal(&page).is_none());
    page.snippets = offered.map(|language| language.id.clone()).collect();
    page
}

/// The table of rows, each with the place of its text among all texts.
fn rows(pages: &[Page], coded: &[Coded]) -> String {
    let mut table = format!("pub(super) static ROWS: [Row; {}] = [\n", pages.len());
    let mut start = 0;
    for (page, coded) in pages.iter().zip(coded) {
        let borrowed = |text: &Option<String>| {
            text.as_ref().map_or_else(|| "None".to_owned(), |text| format!("Some(Cow::Borrowed({text:?}))"))
        };
        let (vendor, emoji) = (borrowed(&page.vendor), borrowed(&page.emoji));
        let step = page.step.map_or_else(|| "None".to_owned(), |step| format!("Some(Step::{step:?})"));
        let end = start + coded.bytes.len();
        writeln!(
            table,
            "Row {{ id: Cow::Borrowed({:?}), code: Cow::Borrowed({:?}), name: Cow::Borrowed({:?}), category: Category::{:?}, \
             vendor: {vendor}, standing: Standing::{:?}, step: {step}, emoji: {emoji}, popular: {:?}, source: Source::Embedded({start}, {end}) }},",
            page.id, page.code, page.name, page.category, page.standing, page.popular
        )
        .expect("writing to a String does not fail");
        start = end;
    }
    table.push_str("];\n");
    table
}

/// The orders in which the catalogue is looked through, as tables: sorting takes longer than a lookup.
fn orders(pages: &[Page]) -> String {
    let id = |row: &usize| &pages[*row].id;
    let mut by_id: Vec<usize> = (0..pages.len()).collect();
    by_id.sort_by_key(id);
    let parent = |row: usize| {
        let (parent, _) = pages[row].code.split_once('.')?;
        Some((by_id[by_id.binary_search_by(|row| id(row).as_str().cmp(parent)).ok()?], row))
    };
    let mut sub_codes: Vec<(usize, usize)> = (0..pages.len()).filter_map(parent).collect();
    sub_codes.sort_by_key(|(parent, _)| *parent);
    let shown: Vec<usize> = (0..pages.len()).collect();
    format!(
        "pub(super) static BY_ID: [u32; {}] = {by_id:?};\n\
         pub(super) static SHOWN: [u32; {}] = {shown:?};\n\
         pub(super) static SUB_CODES: [(u32, u32); {}] = {sub_codes:?};\n",
        by_id.len(),
        shown.len(),
        sub_codes.len(),
    )
}
