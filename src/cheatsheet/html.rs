//! The sheet as a page for a browser or a printer: one file that needs no other.

use std::fmt::Write;

use super::{Filter, Group, SheetItem, groups, heading};
use crate::catalog::{Body, Cacheable, Catalog, Category, Level, Page, PageError, RetryVerdict, Standing};
use crate::text::escape::{html as escape, minified};

/// How the page looks.
const STYLE: &str = concat!(include_str!("../../data/palette.css"), include_str!("../../data/cheatsheet.css"));

/// Writes the chosen codes as HTML.
///
/// # Errors
/// When the page of an own entry cannot be read.
///
/// # Panics
/// Never: writing to a `String` does not fail.
pub fn html(catalog: &Catalog, filter: &Filter) -> Result<String, PageError> {
    let groups = groups(catalog, filter);
    let codes: usize = groups.iter().map(|group| group.items.len()).sum();
    let folded: usize = groups.iter().flat_map(|group| &group.items).map(|item| item.folded).sum();
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let mut line = |text: &str| writeln!(out, "{text}").expect("writing to a String does not fail");
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    line("<meta name=\"color-scheme\" content=\"light dark\">");
    line(&format!("<title>HTTP status codes</title>\n<style>\n{}</style>\n</head>\n<body>", minified(STYLE)));
    line("<header>\n<h1>HTTP status codes</h1>");
    let behind = if folded == 0 { String::new() } else { format!(", and {folded} sub-codes behind them") };
    line(&format!("<p>{codes} codes{behind}. {LEGEND}</p>\n</header>\n<main>"));
    for Group { category, items } in &groups {
        let long = items.iter().any(|item| catalog.row(item.index).code.len() > USUAL);
        let class = format!("{}{}", style_class(category.class()), if long { " long" } else { "" });
        line(&format!("<section class=\"{class}\">\n<h2>{}</h2>\n<ul>", escape(&heading(*category))));
        for item in items {
            line(&entry(catalog, item)?);
        }
        line("</ul>\n</section>");
    }
    line("</main>\n</body>\n</html>");
    Ok(out)
}

/// The most characters of a code without a sub-code.
const USUAL: usize = 4;

/// What the short lines leave out.
const LEGEND: &str = "Where nothing else is said, a response may have content and may be cached only if it says so, and \
    an error stays until the request or the server is changed; of vendors' codes only repeating is told. Header fields \
    are those that a response must have or, in brackets, should have, where they apply.";

fn entry(catalog: &Catalog, item: &SheetItem) -> Result<String, PageError> {
    let row = catalog.row(item.index);
    let page = catalog.page(item.index)?;
    let mut out = format!(
        "<li class=\"{}\"><b>{}</b><div><span>{}</span>",
        style_class(row.class()),
        escape(&row.code),
        escape(&row.name)
    );
    let notes = notes(&page, item.folded);
    if !notes.is_empty() {
        write!(out, "<small>{}</small>", notes.join("\u{a0}· ")).expect("writing to a String does not fail");
    }
    out.push_str("</div></li>");
    Ok(out)
}

/// What matters of a code, in a few words each, as HTML.
fn notes(page: &Page, folded: usize) -> Vec<String> {
    let mut notes = Vec::new();
    if page.category == Category::Other {
        notes.extend(page.vendor.as_deref().map(|vendor| escape(vendor).into_owned()));
    }
    if !matches!(page.standing, Standing::Registered | Standing::Unofficial | Standing::Failure) {
        notes.push(page.standing.label().to_owned());
    }
    if let Some(traits) = &page.traits {
        notes.extend(traits.redirect_method.map(|method| method.label().to_owned()));
        let is_error = page.category >= Category::ClientError;
        if is_error && traits.retry.verdict != RetryVerdict::AfterChange {
            notes.push(traits.retry.verdict.label().to_owned());
        }
        if page.standing != Standing::Unofficial {
            let cacheable = traits.cacheable.filter(|cacheable| *cacheable != Cacheable::Explicit);
            notes.extend(cacheable.map(|cacheable| cacheable.label().to_owned()));
            let body = traits.body.filter(|body| *body != Body::Allowed);
            notes.extend(body.map(|body| body.label().to_owned()));
        }
    }
    let asked = |level| page.headers.iter().filter(move |header| header.level == level);
    notes.extend(asked(Level::Must).map(|header| format!("<i>{}</i>", escape(&header.name))));
    notes.extend(asked(Level::Should).map(|header| format!("[<i>{}</i>]", escape(&header.name))));
    if folded > 0 {
        notes.push(format!("+{folded} sub-code{}", if folded == 1 { "" } else { "s" }));
    }
    // A note stays on one line; lines end between them.
    notes.into_iter().map(|note| note.replace(' ', "\u{a0}")).collect()
}

/// The class of the style sheet for a class of codes.
fn style_class(class: Option<u8>) -> String {
    format!("c{}", class.unwrap_or(0))
}
