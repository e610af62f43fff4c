//! What codes, patterns and words print: as much as fits a screen.

use std::{io, mem};

use super::arguments::Format;
use super::commands::{not_found, pages, print_hit, print_page, print_title, read, say_owners, table};
use super::compare::compare;
use super::exit;
use super::library::Library;
use super::lookup::{all_named, answers, misread, missing};
use super::output::Output;
use crate::catalog::{Index, Pattern};
use crate::document::{SectionId, glance, sections};
use crate::search::{Field, Hit};

/// The most lines that are printed: what a terminal shows without scrolling.
const SCREEN: usize = 40;

/// More codes than these have no room for more than their names: they are listed.
const MOST_CODES: usize = 4;

/// How many other good matches are named below the best one.
const OTHERS: usize = 5;

/// Prints codes at a glance, patterns as a table, or at a glance the code that words find best.
pub(super) fn look_up(library: &Library, output: &mut Output, what: &[String], only: &[SectionId]) -> io::Result<u8> {
    if let Some(found) = all_named(&library.catalog, what) {
        let code = named_codes(library, output, what, &found, only)?;
        let missing = if found.is_empty() { Vec::new() } else { missing(&library.catalog, what) };
        return Ok(missing.into_iter().map(|code| not_found(library, code)).max().map_or(code, |no| no.max(code)));
    }
    if let Some(code) = misread(&library.catalog, what) {
        return Ok(code);
    }
    let words = what.join(" ");
    let engine = library.engine();
    let hits = engine.search(&library.catalog, &words, OTHERS + 1);
    let Some(best) = hits.first().filter(|best| answers(&engine, &words, best)) else {
        return Ok(not_found(library, &words));
    };
    if !best.compared.is_empty() {
        let ids: Vec<String> = best.compared.iter().map(|&index| library.catalog.row(index).id.to_string()).collect();
        return compare(library, output, &ids);
    }
    if output.format != Format::Text {
        return pages(library, output, &[best.index], what, only);
    }
    // That no status was received is said first.
    let failure = (best.why.field == Field::Failure).then(|| best.why.to_string());
    let good: Vec<&Hit> = hits[1..].iter().filter(|hit| hit.score >= best.score / 2).collect();
    if only.is_empty() {
        return at_a_glance(library, output, &[best.index], &good, failure.as_deref());
    }
    let printed = match read(library, best.index) {
        Ok(page) => print_page(library, output, best.index, &page, only)?,
        Err(code) => return Ok(code),
    };
    print_others(library, output, &good)?;
    Ok(if printed { exit::DONE } else { exit::NOT_FOUND })
}

/// Prints the codes that words name: at a glance, or many of them and patterns as a table.
fn named_codes(
    library: &Library,
    output: &mut Output,
    what: &[String],
    found: &[Index],
    only: &[SectionId],
) -> io::Result<u8> {
    if found.is_empty() || !only.is_empty() || output.format != Format::Text {
        return pages(library, output, found, what, only);
    }
    if found.len() > MOST_CODES || what.iter().any(|word| is_pattern(word)) {
        table(&library.catalog, output, found)?;
        return Ok(exit::DONE);
    }
    at_a_glance(library, output, found, &[], None)
}

/// Whether a word stands for several codes rather than for one.
fn is_pattern(word: &str) -> bool {
    word.contains(',') || Pattern::parse(word).is_some_and(|pattern| !pattern.is_exact())
}

/// Prints a few codes, each with an equal share of the screen, and what else is likely.
///
/// `first` is a line above them.
fn at_a_glance(
    library: &Library,
    output: &mut Output,
    found: &[Index],
    others: &[&Hit],
    first: Option<&str>,
) -> io::Result<u8> {
    let mut read_pages = Vec::new();
    for &index in found {
        match read(library, index) {
            Ok(page) => read_pages.push(page),
            Err(code) => return Ok(code),
        }
    }
    let mut left = SCREEN;
    if let Some(first) = first {
        let first = output.cut(first, output.columns);
        output.styled(&format!("{first}\n\n"), output.theme.strong)?;
        left -= 2;
    }
    if say_owners(library, output, &read_pages)? {
        left -= 2;
    }
    // A blank line under each code, and the line that says where the rest is.
    left -= found.len() + 1 + if others.is_empty() { 0 } else { others.len() + 2 };
    for (n, (page, &index)) in read_pages.iter().zip(found).enumerate() {
        let row = library.catalog.row(index);
        print_title(output, row)?;
        let sections = sections(page, &library.catalog);
        let lines = glance(&sections, output.options, left / (found.len() - n) - 1);
        left = left.saturating_sub(lines.len() + 1);
        output.lines(&lines, row)?;
        output.plain("\n")?;
        // The end of the program gives back all of it at once.
        mem::forget((sections, lines));
    }
    if !others.is_empty() {
        print_others(library, output, others)?;
        output.plain("\n")?;
    }
    let ids: Vec<&str> = found.iter().map(|&index| library.catalog.row(index).id.as_ref()).collect();
    let (pages, ids) = (if ids.len() == 1 { "page" } else { "pages" }, ids.join(" "));
    output.styled(&format!("The whole {pages}: httpdex show {ids}"), output.theme.muted)?;
    output.plain("\n")?;
    mem::forget(read_pages);
    Ok(exit::DONE)
}

fn print_others(library: &Library, output: &mut Output, others: &[&Hit]) -> io::Result<()> {
    if others.is_empty() {
        return Ok(());
    }
    output.styled("Also likely\n", output.theme.strong)?;
    others.iter().try_for_each(|hit| print_hit(&library.catalog, output, hit))
}
