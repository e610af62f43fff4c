//! The commands that print.

use std::io;

use super::arguments::Format;
use super::complain::complain;
use super::exit;
use super::library::Library;
use super::lookup::{self, named, nearest};
use super::output::Output;
use crate::catalog::{Catalog, Category, Index, Page, Pattern, Row};
use crate::document::{Block, SectionId, lay_out, markdown, sections};
use crate::json;
use crate::search::Hit;
use crate::snippet::{Language, Snippets};
use crate::text::escape::{markdown as escape, markdown_cell};
use crate::text::shorten;
use crate::widgets::width;

/// What is said of an entry of the user's own.
const OWN: &str = "your own entry";

/// The widest that the names of hits and of a table's rows are, and the narrowest that a table's are.
const WIDEST_NAME: usize = 40;
const LEAST_NAME: usize = 12;
/// The least that the name and the reason of a hit take together.
const LEAST_HIT: usize = 24;

/// Prints pages by id, code or pattern.
pub(super) fn show(library: &Library, output: &mut Output, ids: &[String], only: &[SectionId]) -> io::Result<u8> {
    let mut found = Vec::new();
    let mut missing = Vec::new();
    for id in ids {
        let entries = named(&library.catalog, id).unwrap_or_default();
        if entries.is_empty() {
            missing.push(&**id);
        } else {
            missing.extend(lookup::missing(&library.catalog, std::slice::from_ref(id)));
        }
        for entry in entries {
            if !found.contains(&entry) {
                found.push(entry);
            }
        }
    }
    let code = if found.is_empty() { exit::NOT_FOUND } else { pages(library, output, &found, &[], only)? };
    Ok(missing.into_iter().map(|id| not_found(library, id)).max().unwrap_or(code))
}

pub(super) fn pages(
    library: &Library,
    output: &mut Output,
    found: &[Index],
    what: &[String],
    only: &[SectionId],
) -> io::Result<u8> {
    if found.is_empty() {
        return Ok(not_found(library, &what.join(" ")));
    }
    let mut read_pages = Vec::new();
    for &index in found {
        match read(library, index) {
            Ok(page) => read_pages.push(page),
            Err(code) => return Ok(code),
        }
    }
    if output.format == Format::Json {
        return pages_as_json(library, output, found, &read_pages);
    }
    let has_any = |page: &Page| {
        only.is_empty() || sections(page, &library.catalog).iter().any(|section| only.contains(&section.id))
    };
    if read_pages.iter().any(has_any) {
        say_owners(library, output, &read_pages)?;
    }
    let mut printed = false;
    for (page, &index) in read_pages.iter().zip(found) {
        if printed && has_any(page) {
            let rule = if output.decorated() { "─" } else { "-" };
            output.plain("\n")?;
            if output.format == Format::Text {
                output.styled(&format!("{}\n\n", rule.repeat(output.options.width)), output.theme.faint)?;
            }
        }
        printed |= print_page(library, output, index, page, only)?;
    }
    Ok(if printed { exit::DONE } else { exit::NOT_FOUND })
}

/// Says so where several systems use one number, so that the first page is not taken for the only one; returns
/// whether that is so.
pub(super) fn say_owners(library: &Library, output: &mut Output, pages: &[Page]) -> io::Result<bool> {
    let [first, others @ ..] = pages else { return Ok(false) };
    if others.is_empty() || output.format != Format::Text || others.iter().any(|page| page.code != first.code) {
        return Ok(false);
    }
    debug_assert_eq!(library.catalog.owners(&first.code).count(), pages.len());
    let text = format!("{}\n\n", meanings(&library.catalog, &first.code));
    output.styled(&text, output.theme.muted)?;
    Ok(true)
}

/// Who uses a number that has several meanings.
pub(super) fn meanings(catalog: &Catalog, code: &str) -> String {
    let owner = |index: Index| {
        let row = catalog.row(index);
        match row.vendor.as_deref() {
            Some(vendor) if row.is_own() => format!("{vendor} (own)"),
            Some(vendor) => vendor.to_owned(),
            None if row.is_own() => "an entry of your own".to_owned(),
            None => "the registry".to_owned(),
        }
    };
    let owners: Vec<String> = catalog.owners(code).map(owner).collect();
    format!("{code} has several meanings, by who sends it: {}", owners.join(", "))
}

/// Prints a page, or the sections of it that are asked for, in the order of the page; returns whether it has any of them.
pub(super) fn print_page(
    library: &Library,
    output: &mut Output,
    index: Index,
    page: &Page,
    only: &[SectionId],
) -> io::Result<bool> {
    let row = library.catalog.row(index);
    let mut sections = sections(page, &library.catalog);
    let snippet = sections.iter_mut().find(|section| section.id == SectionId::Snippet);
    if let Some(snippet) = snippet.filter(|_| only.contains(&SectionId::Snippet)) {
        snippet.blocks = languages(page);
    }
    if !only.is_empty() {
        sections.retain(|section| only.contains(&section.id));
        for missing in only.iter().filter(|id| sections.iter().all(|section| section.id != **id)) {
            complain(&format!("the page of {} has no section {}", row.id, missing.id()));
        }
        if sections.is_empty() {
            return Ok(false);
        }
    }
    if output.format == Format::Markdown {
        let text = markdown(row, &sections);
        match text.split_once('\n').filter(|_| row.is_own()) {
            Some((title, rest)) => output.plain(&format!("{title}\n\n*{OWN}*\n{rest}"))?,
            None => output.plain(&text)?,
        }
        return Ok(true);
    }
    print_title(output, row)?;
    let lines = lay_out(&sections, output.options).lines;
    output.lines(&lines, row)?;
    Ok(true)
}

/// Prints the code and the name of an entry.
pub(super) fn print_title(output: &mut Output, row: &Row) -> io::Result<()> {
    let class = output.theme.class(row);
    output.styled(&row.code, class.patch(output.theme.strong))?;
    output.styled(&format!("  {}", row.title()), output.theme.strong)?;
    if row.is_own() {
        output.styled(&format!("  {OWN}"), output.theme.muted)?;
    }
    if let Some(emoji) = row.emoji.as_deref().filter(|_| output.decorated()) {
        output.plain(&format!("  {emoji}"))?;
    }
    output.plain("\n")
}

/// The languages that have a snippet for a page, each with the command that prints it.
fn languages(page: &Page) -> Vec<Block> {
    let snippets = Snippets::embedded();
    let offered = page.snippets.iter().filter_map(|id| snippets.language(id));
    let item = |language: &Language| Block::Item {
        marker: language.name.clone(),
        text: format!("`httpdex snippet {} --lang {}`", page.id, language.id),
        detail: Some(("ran on", language.ran_on.clone())),
    };
    offered.map(item).collect()
}

/// Prints a table of codes.
pub(super) fn list(
    library: &Library,
    output: &mut Output,
    category: Option<Category>,
    class: Option<&str>,
) -> io::Result<u8> {
    let catalog = &library.catalog;
    let pattern = match class.map(Pattern::parse) {
        Some(None) => {
            complain("--class takes a class or another pattern of codes, such as 4xx, 30[12] or 401,403");
            return Ok(exit::WRONG);
        }
        pattern => pattern.flatten(),
    };
    let wanted = |row: &Row| {
        category.is_none_or(|category| row.category == category)
            && pattern.as_ref().is_none_or(|pattern| pattern.matches(row))
    };
    let found: Vec<Index> = catalog.filter(wanted).collect();
    if found.is_empty() {
        complain("no code is in that category and class; `httpdex list` shows them all");
        return Ok(exit::NOT_FOUND);
    }
    match output.format {
        Format::Json => {
            let mut read_pages = Vec::new();
            for &index in &found {
                match read(library, index) {
                    Ok(page) => read_pages.push(page),
                    Err(code) => return Ok(code),
                }
            }
            return pages_as_json(library, output, &found, &read_pages);
        }
        Format::Markdown => {
            output.plain("| Code | Name | Category | Standing |\n| --- | --- | --- | --- |\n")?;
            for index in found {
                let row = catalog.row(index);
                output.plain(&format!(
                    "| {} | {} | {} | {} |\n",
                    markdown_cell(&row.code),
                    markdown_cell(&row.title()),
                    row.category.label(),
                    status(row)
                ))?;
            }
        }
        Format::Text => table(catalog, output, &found)?,
    }
    Ok(exit::DONE)
}

/// The standing of an entry, and whether it is the user's own.
fn status(row: &Row) -> String {
    if row.is_own() { format!("{}, {OWN}", row.standing.label()) } else { row.standing.label().to_owned() }
}

pub(super) fn table(catalog: &Catalog, output: &mut Output, found: &[Index]) -> io::Result<()> {
    let widest = |of: &dyn Fn(&Row) -> usize| found.iter().map(|&index| of(catalog.row(index))).max().unwrap_or(0);
    let cells = |text: &str| usize::from(width(text));
    let codes = widest(&|row| cells(&row.code)).max(3);
    let names = widest(&|row| cells(&row.title()));
    // In a pipe nothing is lost; on a terminal a row stays one line.
    let beside = codes + 2 + 2 + widest(&|row| cells(&status(row)));
    let room = if output.on_terminal { output.columns.saturating_sub(beside).max(LEAST_NAME) } else { names };
    let names = names.min(room);
    let pad = |used: usize, to: usize| " ".repeat(to.saturating_sub(used) + 2);
    for &index in found {
        let row = catalog.row(index);
        output.styled(&row.code, output.theme.class(row))?;
        output.plain(&pad(cells(&row.code), codes))?;
        let title = if output.on_terminal { output.cut(&row.title(), names) } else { row.title() };
        output.plain(&title)?;
        output.plain(&pad(cells(&title), names))?;
        output.styled(&format!("{}\n", status(row)), output.theme.muted)?;
    }
    Ok(())
}

/// Prints ranked hits.
pub(super) fn search(library: &Library, output: &mut Output, words: &str, limit: usize) -> io::Result<u8> {
    let hits = library.engine().search(&library.catalog, words, limit);
    if hits.is_empty() {
        return Ok(not_found(library, words));
    }
    match output.format {
        Format::Json => {
            let values = hits.iter().map(|hit| {
                let row = library.catalog.row(hit.index);
                let aliases = library.catalog.page(hit.index).map_or_else(|_| Vec::new(), |page| page.aliases);
                serde_json::json!({
                    "id": row.id, "code": row.code, "name": row.name, "category": row.category, "vendor": row.vendor,
                    "aliases": aliases, "score": hit.score, "why": hit.why.to_string(), "place": place(hit),
                    "own": row.is_own(),
                })
            });
            let values: Vec<serde_json::Value> = values.collect();
            return json(output, &values);
        }
        Format::Markdown => {
            for hit in &hits {
                let row = library.catalog.row(hit.index);
                if !hit.compared.is_empty() {
                    output.plain(&format!("- {}\n", escape(&comparison(&library.catalog, hit))))?;
                    continue;
                }
                let name = row.heading();
                let own = if row.is_own() { format!(" ({OWN})") } else { String::new() };
                output.plain(&format!("- **{}**{own}: {}\n", escape(&name), escape(&hit.why.to_string())))?;
            }
        }
        Format::Text => {
            for hit in &hits {
                print_hit(&library.catalog, output, hit)?;
            }
        }
    }
    Ok(exit::DONE)
}

/// The place of a hit as JSON: the kind of phrase, the section of the page, which of its kind in it, and the words that
/// matched there; of a comparison, its codes.
fn place(hit: &Hit) -> serde_json::Value {
    let place = &hit.why.place;
    serde_json::json!({
        "field": place.field.label(), "section": place.section(), "index": place.index(), "words": place.words,
        "codes": place.codes,
    })
}

/// A comparison among hits: its codes and the command that prints it.
fn comparison(catalog: &Catalog, hit: &Hit) -> String {
    let ids: Vec<&str> = hit.compared.iter().map(|&index| &*catalog.row(index).id).collect();
    format!("{}: httpdex compare {}", hit.why.text, ids.join(" "))
}

pub(super) fn print_hit(catalog: &Catalog, output: &mut Output, hit: &Hit) -> io::Result<()> {
    let row = catalog.row(hit.index);
    if !hit.compared.is_empty() {
        return output.plain(&format!("{}\n", comparison(catalog, hit)));
    }
    output.styled(&format!("{:<6}", row.code), output.theme.class(row))?;
    let room = output.columns.saturating_sub(usize::from(width(&row.code)).max(6) + 1).max(LEAST_HIT);
    let names = (room * 11 / 25).min(WIDEST_NAME);
    let name = output.cut(&row.title(), names);
    output.plain(&format!(" {name}{} ", " ".repeat(names - usize::from(width(&name)))))?;
    // A long cause is cut, so that a hit stays one line.
    let why = if row.is_own() { format!("{OWN}; {}", hit.why) } else { hit.why.to_string() };
    let why = output.cut(&why, room - names - 1);
    output.styled(&format!("{why}\n"), output.theme.muted)
}

/// Prints an array of pages; those of own entries have the key `own`.
fn pages_as_json(library: &Library, output: &mut Output, found: &[Index], pages: &[Page]) -> io::Result<u8> {
    #[derive(serde::Serialize)]
    struct Printed<'a> {
        #[serde(flatten)]
        page: &'a Page,
        #[serde(skip_serializing_if = "Option::is_none")]
        own: Option<bool>,
    }
    let is_own = |index: &Index| library.catalog.row(*index).is_own().then_some(true);
    let printed: Vec<Printed> =
        pages.iter().zip(found).map(|(page, index)| Printed { page, own: is_own(index) }).collect();
    json(output, &printed)
}

/// Prints one array.
pub(super) fn json<T: serde::Serialize>(output: &mut Output, values: &[T]) -> io::Result<u8> {
    json::array(values, |piece| output.plain(piece))?;
    Ok(exit::DONE)
}

/// The page of an entry; or the exit code, once it is said why it cannot be had.
pub(super) fn read(library: &Library, index: Index) -> Result<Page, u8> {
    library.catalog.page(index).map_err(|error| {
        complain(&error.to_string());
        exit::WRONG
    })
}

/// Says that something is not there, and what is near it.
pub(super) fn not_found(library: &Library, what: &str) -> u8 {
    let near = nearest(&library.catalog, &library.engine(), what);
    let what = shorten(what, 60);
    if Pattern::parse(&what).is_some_and(|pattern| !pattern.is_exact()) {
        complain(&format!("nothing found for {what:?}; try a class from 1xx to 5xx, or a part of one such as 40x"));
    } else if near.is_empty() {
        complain(&format!("nothing found for {what:?}; try a number, a name or other words of the error"));
    } else {
        complain(&format!("nothing found for {what:?}; the nearest are {}", near.join(", ")));
    }
    exit::NOT_FOUND
}
