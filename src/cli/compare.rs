//! `httpdex compare`.

use std::io;

use super::arguments::Format;
use super::commands::{meanings, not_found};
use super::complain::complain;
use super::exit;
use super::library::Library;
use super::lookup::answers;
use super::output::Output;
use crate::catalog::{Catalog, Index, Pattern};
use crate::compare::{CODES, Comparison, Error, LEAST_COLUMN, confused_with, lay_out, markdown};
use crate::document::{Options, Role};
use crate::json;

/// How many codes are offered to somebody who names only one.
const OFFERED: usize = 3;

/// Words that people put between codes.
const BETWEEN: &[&str] = &["vs", "vs.", "versus", "or", "and", "with"];

/// Prints codes side by side.
pub(super) fn compare(library: &Library, output: &mut Output, words: &[String]) -> io::Result<u8> {
    if words.is_empty() {
        complain("say which codes to compare, as in `httpdex compare 401 403`");
        return Ok(exit::WRONG);
    }
    let mut found = Vec::new();
    let mut owned = Vec::new();
    for word in words.iter().flat_map(|word| parts(word)) {
        let meant = meant(library, word);
        if meant.is_empty() {
            return Ok(not_found(library, word));
        }
        for (index, by_number) in meant {
            found.push(index);
            owned.extend(by_number.then_some(index));
        }
    }
    if let [one] = found[..] {
        complain(&only_one(&library.catalog, one));
        return Ok(exit::WRONG);
    }
    let comparison = match Comparison::of(&library.catalog, &found) {
        Ok(comparison) => comparison,
        Err(error @ Error::Page(_)) => {
            complain(&error.to_string());
            return Ok(exit::WRONG);
        }
        Err(error) => {
            complain(&format!("{error}; say which, as in `httpdex compare 401 403`"));
            return Ok(exit::WRONG);
        }
    };
    match output.format {
        Format::Json => print_json(output, &comparison)?,
        Format::Markdown => output.plain(&markdown(&comparison))?,
        Format::Text => {
            for index in owned {
                let row = library.catalog.row(index);
                let others = library.catalog.owners(&row.code).filter(|&other| other != index);
                let others: Vec<&str> = others.map(|other| &*library.catalog.row(other).id).collect();
                let text = format!(
                    "{}; compared is {}, the others are named {}\n\n",
                    meanings(&library.catalog, &row.code),
                    row.id,
                    others.join(", ")
                );
                output.styled(&text, output.theme.muted)?;
            }
            text(&library.catalog, output, &comparison)?;
        }
    }
    Ok(exit::DONE)
}

/// The words that name one code each; `401/403` and `401,403` are two, but a pattern is one.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let parts = word.split([',', '/']).map(str::trim);
    parts.filter(|part| !part.is_empty() && !BETWEEN.contains(&part.to_ascii_lowercase().as_str()))
}

/// The entries that a word means, and whether others have the same number: then the registered one or the first is
/// meant, and the id names the others.
fn meant(library: &Library, word: &str) -> Vec<(Index, bool)> {
    let catalog = &library.catalog;
    if let Some(pattern) = Pattern::parse(word) {
        let mut meant: Vec<(Index, bool)> = Vec::new();
        for index in catalog.matching(&pattern) {
            let code = &catalog.row(index).code;
            match meant.iter_mut().find(|(other, _)| catalog.row(*other).code == *code) {
                Some((_, shared)) => *shared = true,
                None => meant.push((index, false)),
            }
        }
        return meant;
    }
    let best = || {
        let engine = library.engine();
        let hits = engine.search(catalog, word, 1);
        hits.first().filter(|hit| answers(&engine, word, hit)).map(|hit| hit.index)
    };
    catalog.find(word).or_else(best).map(|index| (index, false)).into_iter().collect()
}

/// What to say to somebody who names one code.
fn only_one(catalog: &Catalog, index: Index) -> String {
    let label = |index: Index| &*catalog.row(index).id;
    let others: Vec<&str> = confused_with(catalog, index).into_iter().take(OFFERED).map(label).collect();
    let label = label(index);
    match others.first() {
        None => format!("{label} alone is no comparison; name {} to {} codes", CODES.start(), CODES.end()),
        Some(first) => format!(
            "{label} alone is no comparison; it is confused with {}: try `httpdex compare {label} {first}`",
            others.join(", ")
        ),
    }
}

fn text(catalog: &Catalog, output: &mut Output, comparison: &Comparison) -> io::Result<()> {
    // A comparison may be wider than a page: each of its columns is a page of its own.
    let options = Options { width: output.columns.max(LEAST_COLUMN - 4), ..output.options };
    for line in lay_out(comparison, options) {
        let quiet = line.row.is_some_and(|row| comparison.rows[row].equal);
        for (column, span) in &line.spans {
            let class = column.map(|column| catalog.row(comparison.columns[column].index));
            let class = class.map_or(output.theme.strong, |row| output.theme.class(row));
            let style = output.theme.role(if quiet { Role::Muted } else { span.role }, class);
            output.styled(&span.text, style)?;
        }
        output.plain("\n")?;
    }
    Ok(())
}

fn print_json(output: &mut Output, comparison: &Comparison) -> io::Result<()> {
    let ids: Vec<&str> = comparison.columns.iter().map(|column| column.id.as_str()).collect();
    let rows = comparison.rows.iter().map(|row| {
        let cell = |(id, cell): (&&str, &crate::compare::Cell)| serde_json::json!({ "id": id, "text": cell.text() });
        let cells: Vec<_> = ids.iter().zip(&row.cells).map(cell).collect();
        serde_json::json!({ "aspect": row.aspect.id(), "equal": row.equal, "cells": cells })
    });
    let value = serde_json::json!({
        "codes": ids,
        "verdict": { "text": comparison.verdict.text, "source": comparison.verdict.source.id() },
        "questions": comparison.questions,
        "traps": comparison.traps,
        "sources": comparison.sources,
        "rows": rows.collect::<Vec<_>>(),
    });
    let text = json::to_string_pretty(&value).map_err(io::Error::other)?;
    output.plain(&text)?;
    output.plain("\n")
}
