//! The entries of an archive as a table.

use std::fmt::Write;

use crate::document::{Line, Options};
use crate::lint::Level;
use crate::message::Exchange;
use crate::text::escape::{markdown_cell, markdown_code_cell};
use crate::text::{Role, Span, clean, clip_with, width};

use super::content::{bytes_in_words, media_type};
use super::explanation::Explanation;
use super::signs::{role, sign};

/// The longest URL that is kept whole.
const URL: usize = 2000;

/// The width from which on the table has all its columns.
const WIDE: usize = 76;

/// A row of the table of an archive: an entry in few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, from 1, by which it is picked.
    pub number: usize,
    /// The status, or `-` where there was no response.
    pub status: String,
    method: String,
    size: String,
    time: String,
    media_type: String,
    url: String,
    worst: Option<Level>,
}

/// The row of an entry; of one that cannot be read, what is wrong with it in the place of its URL.
pub fn row(number: usize, exchange: Result<&Exchange, &str>, explanation: Option<&Explanation<'_>>) -> Row {
    let empty = || "-".to_owned();
    let mut row = Row {
        number,
        status: empty(),
        method: empty(),
        size: empty(),
        time: empty(),
        media_type: empty(),
        url: String::new(),
        worst: explanation.and_then(|explanation| explanation.findings.first()).map(|finding| finding.level),
    };
    let one = |text: &str| clean(clip_with(text, URL, "...").as_ref()).into_owned();
    let exchange = match exchange {
        Ok(exchange) => exchange,
        Err(error) => return Row { url: one(error), ..row },
    };
    row.url = one(&exchange.url);
    if let Some(error) = &exchange.error {
        row.url = format!("{}  {}", row.url, one(error));
    }
    row.time = exchange.milliseconds.map_or_else(empty, |time| format!("{time:.0} ms"));
    if let Some(method) = exchange.messages.first().and_then(|request| request.method()) {
        row.method = one(&method.chars().take(10).collect::<String>());
    }
    if let Some(response) = exchange.messages.iter().rfind(|message| message.status().is_some()) {
        row.status = response.status().map_or_else(empty, |status| format!("{status:03}"));
        row.size = bytes_in_words(response.content.length);
        row.media_type = media_type(response).map_or_else(empty, |media_type| one(&media_type));
    }
    row
}

/// The table for a screen, a line a row, with the number of the class of its status.
pub fn table(rows: &[Row], options: Options) -> Vec<(Line, Option<u8>)> {
    let most = |of: fn(&Row) -> &str| rows.iter().map(|row| width(of(row))).max().unwrap_or_default();
    let number = rows.last().map_or(1, |row| row.number.to_string().len());
    let (method, size) = (most(|row| &row.method), most(|row| &row.size));
    let (time, media_type) = (most(|row| &row.time), most(|row| &row.media_type).min(20));
    let more = if options.ascii { "..." } else { "…" };
    // In a narrow table the URL has the room.
    let is_wide = options.width >= WIDE;
    let line = |row: &Row| {
        let mark = row.worst.filter(|level| *level < Level::Note);
        let mark = mark
            .map_or_else(|| Span::blank(2), |level| Span::new(format!("{} ", sign(level, options.ascii)), role(level)));
        let kind = clip_with(&row.media_type, media_type, more).into_owned();
        let mut spans = vec![
            mark,
            Span::new(format!("{:>number$}  ", row.number), Role::Muted),
            Span::new(format!("{:<5}", row.status), Role::Marker),
            Span::new(format!("{:<method$}  ", row.method), Role::Text),
        ];
        if is_wide {
            let text = format!("{:>size$}  {:>time$}  {kind:<media_type$}  ", row.size, row.time);
            spans.push(Span::new(text, Role::Muted));
        }
        let used: usize = spans.iter().map(Span::width).sum();
        let room = options.width.saturating_sub(used).max(8);
        spans.push(Span::new(clip_with(&row.url, room, more).into_owned(), Role::Text));
        (Line { spans, ..Line::default() }, crate::catalog::class_of(&row.status))
    };
    rows.iter().map(line).collect()
}

/// The same as Markdown.
pub fn table_markdown(rows: &[Row]) -> String {
    let mut out =
        "| | Status | Method | Size | Time | Type | URL |\n| --- | --- | --- | --- | --- | --- | --- |\n".to_owned();
    for row in rows {
        let cells = [&row.status, &row.method, &row.size, &row.time, &row.media_type].map(|cell| markdown_cell(cell));
        writeln!(out, "| {} | {} | {} |", row.number, cells.join(" | "), markdown_code_cell(&row.url))
            .expect("writing to a String does not fail");
    }
    out
}
