//! The page of the selected code, as it is drawn.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::super::layout::BrowserLayout;
use super::PageView;
use super::commands::line_width;
use crate::app::action::{Action, Context};
use crate::app::shared::Shared;
use crate::catalog::Row;
use crate::document::{Line, SectionId, Span};
use crate::text::clip;
use crate::widgets::{Canvas, width};

/// Behind the name of an entry that does not come with the program.
const OWN: &str = "your own entry";

/// What stands before a command, as in documentation: a bar would make a quotation of it.
const PROMPT: &str = "$";

/// How the page is seen.
#[derive(Debug, Clone, Copy)]
pub struct PageStyle {
    /// The style of the class of its code.
    pub class: Style,
    /// The style of its number.
    pub number: Style,
    /// Whether keys go to it.
    pub has_focus: bool,
}

impl PageView {
    /// Draws the page of a row of the catalogue.
    pub fn draw(&self, shared: &Shared, row: &Row, layout: &BrowserLayout, style: PageStyle, canvas: &mut Canvas) {
        title(shared, row, layout.page_title, style, canvas);
        self.draw_sections(layout, style.class, canvas);
        let text = layout.text;
        if let Some(error) = self.error() {
            canvas.put(text, text.x, error, canvas.theme.error);
            return;
        }
        let lines = &self.document().lines;
        let marked = self.marked_line();
        let seen = self.scroll()..self.scroll() + usize::from(text.height);
        let hint = self.hint(seen, shared).filter(|(line, hint)| self.has_room(*line, hint, text.width));
        for ((n, line), y) in lines.iter().enumerate().skip(self.scroll()).zip(text.top()..text.bottom()) {
            let row = Rect { y, height: 1, ..text };
            let hint = hint.as_ref().filter(|(line, _)| *line == n).map(|(_, hint)| hint.as_str());
            match line.sideways {
                None => {
                    canvas.spans(row, &line.spans, style.class);
                }
                Some(fixed) => {
                    let shift = if line.is_command { self.command_shift(line, row.width) } else { self.shift() };
                    canvas.spans_sideways(row, &line.spans, fixed, shift, style.class);
                }
            }
            if marked == Some(n) {
                draw_mark(row, line, style.class, canvas);
            } else if line.is_command {
                canvas.put(row, indent(row, line), PROMPT, canvas.theme.muted);
            }
            if let Some(hint) = hint {
                let right = hint_width(hint);
                let end = Rect { x: row.right() - right, width: right, ..row };
                canvas.put(end, end.x, &format!("  {hint}"), canvas.theme.muted);
            }
        }
        let bar = Rect { y: text.y, height: text.height, ..layout.scrollbar };
        let style = if style.has_focus { style.class } else { canvas.theme.faint };
        canvas.scrollbar(bar, lines.len(), self.scroll(), style);
    }

    /// Whether a hint has room at the right end of a line: beside the whole of a command, or over a rule.
    fn has_room(&self, line: usize, hint: &str, room: u16) -> bool {
        let line = &self.document().lines[line];
        let cells = if line.is_command { line_width(line) } else { usize::from(room / 2) };
        cells + usize::from(hint_width(hint)) <= usize::from(room)
    }

    /// What stands at the right end of a line in sight: which key copies it, or marks the first command.
    fn hint(&self, seen: Range<usize>, shared: &Shared) -> Option<(usize, String)> {
        let hint = |line: usize, context, action, what: &str| {
            let key = if seen.contains(&line) { shared.keymap.key(context, action) } else { None };
            key.map(|key| (line, format!("{key} {what}")))
        };
        if let Some(marked) = self.marked_line() {
            return hint(marked, Context::MarkedCommand, Action::CopyCommand, "copies");
        }
        let snippet = self.start_of(SectionId::Snippet);
        if !self.languages().is_empty() && seen.contains(&snippet) {
            return hint(snippet, Context::Page, Action::CopySnippet, "copies");
        }
        let copies = shared.keymap.key(Context::MarkedCommand, Action::CopyCommand)?;
        hint(self.first_command_line()?, Context::Page, Action::NextCommand, &format!("then {copies} copies it"))
    }

    /// The names of the sections, beside the page or over it, with the one that is read marked.
    fn draw_sections(&self, layout: &BrowserLayout, class: Style, canvas: &mut Canvas) {
        let here = self.section_shown();
        let (strong, muted) = (class.patch(canvas.theme.strong), canvas.theme.muted);
        let style = |section| if here == Some(section) { strong } else { muted };
        if !layout.index.is_empty() {
            let starts = self.document().starts.iter();
            for ((section, _), y) in starts.zip(layout.index.y..layout.index.bottom()) {
                let row = Rect { y, height: 1, ..layout.index };
                if here == Some(*section) {
                    canvas.put(row, row.x, canvas.glyphs.selected, class);
                }
                canvas.put(row, row.x + 2, section.short(), style(*section));
            }
        }
        if !layout.strip.is_empty() {
            let places = self.strip(layout.strip.width);
            for &(n, x, _) in &places {
                let section = self.document().starts[n].0;
                canvas.put(layout.strip, layout.strip.x + x, section.short(), style(section));
            }
            let last = places.last().map_or(0, |(n, ..)| n + 1);
            if last < self.document().starts.len() {
                let end = Rect { x: layout.strip.right() + 1, width: 1, ..layout.strip };
                canvas.put(end, end.x, canvas.glyphs.more, muted);
            }
        }
    }
}

/// The column of what stands before a command.
fn indent(row: Rect, line: &Line) -> u16 {
    let indent: usize = line.spans.iter().rev().skip(2).map(Span::width).sum();
    row.x + u16::try_from(indent).unwrap_or(row.width).min(row.width)
}

/// The mark of a command: its bar stands out, and it is bold.
fn draw_mark(row: Rect, line: &Line, class: Style, canvas: &mut Canvas) {
    let x = indent(row, line);
    let rest = Rect { x, width: row.right() - x, ..row };
    canvas.buffer.set_style(rest, canvas.theme.strong);
    canvas.put(rest, x, canvas.glyphs.selected, class.patch(canvas.theme.strong));
}

/// The cells of a hint at the right end of a line, with those between.
fn hint_width(hint: &str) -> u16 {
    width(hint) + 2
}

/// The cells of the number and the name in one line.
pub fn title_width(shared: &Shared, row: &Row) -> u16 {
    let bookmark = if is_bookmarked(shared, row) { 2 } else { 0 };
    (width(&row.code) + 2 + bookmark).saturating_add(width(&row.name))
}

fn is_bookmarked(shared: &Shared, row: &Row) -> bool {
    shared.state.bookmarks.iter().any(|id| *id == row.id)
}

/// The number and the name, which goes on in a second line where there is one.
fn title(shared: &Shared, row: &Row, title: Rect, style: PageStyle, canvas: &mut Canvas) {
    let head = Rect { height: 1, ..title };
    let mut right = title.right();
    if is_bookmarked(shared, row) {
        right = canvas.put_right(head, title.x, canvas.glyphs.bookmark, style.class) - 1;
    }
    let mut room = Rect { width: right - title.x, ..head };
    let number = if style.number.add_modifier.contains(Modifier::REVERSED) {
        let around = Rect { x: title.x - 1, width: width(&row.code) + 2, ..head };
        canvas.buffer.set_style(around, style.number);
        style.number
    } else {
        style.class.patch(canvas.theme.strong)
    };
    let start = canvas.put(room, title.x, canvas.code(row), number) + 2;
    let cells = |room: Rect| usize::from(room.right().saturating_sub(start));
    let (mut shown, rest) = if title.height > 1 { split_words(&row.name, cells(room)) } else { (&*row.name, "") };
    if !rest.is_empty() {
        canvas.put(room, start, shown, canvas.theme.strong);
        room = Rect { y: room.y + 1, width: title.width, ..room };
        shown = rest;
    }
    let mut x = canvas.put(room, start, shown, canvas.theme.strong);
    if row.is_own() && x + 2 + width(OWN) <= room.right() {
        x = canvas.put(room, x + 2, OWN, canvas.theme.muted);
    }
    // The emoji comes last: where a terminal is wrong about its width, nothing stands behind it.
    if let Some(emoji) = row.emoji.as_deref().filter(|_| canvas.glyphs.emoji)
        && x + 2 + width(emoji) <= room.right()
    {
        canvas.put(room, x + 2, emoji, canvas.theme.text);
    }
}

/// The words of a text that fit into so many cells, and the rest of it.
fn split_words(text: &str, cells: usize) -> (&str, &str) {
    let (head, rest) = text.split_at(clip(text, cells).len());
    if rest.is_empty() || rest.starts_with(' ') {
        return (head, rest.trim_start());
    }
    match head.rfind(' ') {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (head, rest),
    }
}
