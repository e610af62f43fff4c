//! `httpdex cheatsheet`.

use std::io;

use super::arguments::Format;
use super::commands::{json, read};
use super::complain::complain;
use super::exit;
use super::library::Library;
use super::output::Output;
use crate::catalog::{Catalog, Category, Index, Pattern, Standing};
use crate::cheatsheet::{CellContent, Filter, SheetCell, folded_mark, groups, heading, html, lay_out, name, number};
use crate::document::{Role, wrap};
use crate::text::escape::markdown_cell;
use crate::widgets::{Glyphs, width};

/// What the command line asks for.
pub(super) struct Wanted {
    pub(super) category: Option<Category>,
    pub(super) standing: Option<Standing>,
    pub(super) class: Option<String>,
    pub(super) all: bool,
    pub(super) html: bool,
}

/// Prints every code on as few lines as the width allows.
pub(super) fn cheatsheet(library: &Library, output: &mut Output, wanted: &Wanted) -> io::Result<u8> {
    let pattern = wanted.class.as_deref().map(Pattern::parse);
    if pattern == Some(None) {
        complain("--class takes a class or another pattern of codes, such as 4xx, 30[12] or 401,403");
        return Ok(exit::WRONG);
    }
    let filter = Filter {
        category: wanted.category,
        standing: wanted.standing,
        pattern: pattern.flatten(),
        sub_codes: wanted.all,
    };
    let catalog = &*library.catalog;
    if groups(catalog, &filter).is_empty() {
        complain("no code is in that category, standing and class; `httpdex cheatsheet` shows them all");
        return Ok(exit::NOT_FOUND);
    }
    if wanted.html {
        return match html(catalog, &filter) {
            Ok(page) => output.plain(&page).map(|()| exit::DONE),
            Err(error) => {
                complain(&error.to_string());
                Ok(exit::WRONG)
            }
        };
    }
    match output.format {
        Format::Json => {
            let indexes: Vec<Index> = catalog.filter(|row| filter.matches(row)).collect();
            let mut pages = Vec::with_capacity(indexes.len());
            for index in indexes {
                match read(library, index) {
                    Ok(page) => pages.push(page),
                    Err(code) => return Ok(code),
                }
            }
            return json(output, &pages);
        }
        Format::Markdown => markdown(catalog, output, &filter)?,
        Format::Text => text(catalog, output, &filter)?,
    }
    Ok(exit::DONE)
}

fn text(catalog: &Catalog, output: &mut Output, filter: &Filter) -> io::Result<()> {
    let more = if output.decorated() { Glyphs::UNICODE.more } else { Glyphs::ASCII.more };
    let room = u16::try_from(output.columns.max(20)).unwrap_or(u16::MAX);
    let sheet = lay_out(catalog, filter, room, more);
    for row in &sheet.rows {
        let mut x = 0;
        for cell in row {
            output.plain(&" ".repeat(usize::from(cell.x.saturating_sub(x))))?;
            print(catalog, output, cell)?;
            x = cell.x + width(&cell.text(catalog));
        }
        output.plain("\n")?;
    }
    let folded: usize = groups(catalog, filter).iter().flat_map(|group| &group.items).map(|item| item.folded).sum();
    if folded > 0 {
        let note = format!("{folded} sub-codes stand behind their codes (+); --all shows them.");
        output.plain("\n")?;
        for line in wrap(&note, Role::Muted, usize::from(room), true) {
            let line: String = line.iter().map(|span| span.text.as_str()).collect();
            output.styled(&line, output.theme.muted)?;
            output.plain("\n")?;
        }
    }
    Ok(())
}

fn print(catalog: &Catalog, output: &mut Output, cell: &SheetCell) -> io::Result<()> {
    let theme = &output.theme;
    let (strong, text, muted) = (theme.strong, theme.text, theme.muted);
    match &cell.content {
        CellContent::Heading { category, text } => {
            let class = theme.class_style(category.class());
            output.styled(text, class.patch(strong))
        }
        CellContent::Entry { index, first, name, indent, folded } => {
            let row = catalog.row(*index);
            let class = theme.class(row);
            let code = if *first { number(row) } else { "" };
            output.styled(code, class)?;
            output.plain(&" ".repeat(usize::from(indent.saturating_sub(width(code)))))?;
            let current = matches!(row.standing, Standing::Registered | Standing::Unofficial | Standing::Failure);
            output.styled(name, if current { text } else { muted })?;
            output.styled(&folded_mark(*folded), muted)
        }
    }
}

fn markdown(catalog: &Catalog, output: &mut Output, filter: &Filter) -> io::Result<()> {
    output.plain("# HTTP status codes\n")?;
    for group in groups(catalog, filter) {
        output
            .plain(&format!("\n## {}\n\n| Code | Name | Standing |\n| --- | --- | --- |\n", heading(group.category)))?;
        for item in group.items {
            let row = catalog.row(item.index);
            let name = markdown_cell(&format!("{}{}", name(row), folded_mark(item.folded)));
            output.plain(&format!("| {} | {name} | {} |\n", markdown_cell(&row.code), row.standing.label()))?;
        }
    }
    Ok(())
}
