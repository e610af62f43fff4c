//! Drawing: from the state of the interface to cells. Nothing here changes the state or looks outside.

mod compare;
mod list;
mod overlay;
mod page;
mod quiz;
mod sheet;
mod sidebar;
mod statistics;

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::action::Context;
use crate::app::areas::SMALLEST;
use crate::app::keymap::Keymap;
use crate::app::keys::Key;
use crate::app::{self, App, Pane};
use crate::text::ascii;
use crate::theme::Theme;
use crate::widgets::{Glyphs, put, width};

/// What every part of the screen is drawn with.
struct Pen<'a> {
    app: &'a App,
    theme: &'a Theme,
    glyphs: &'a Glyphs,
}

/// Draws the interface; returns where the cursor stands, if it is to be seen.
///
/// [`App::prepare`] must have been called since the last change.
pub fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let glyphs = if app.look().unicode { &Glyphs::UNICODE } else { &Glyphs::ASCII };
    let pen = Pen { app, theme, glyphs };
    let areas = app.areas();
    // Between a change of the terminal's size and its message the two may differ for a frame.
    if areas.screen != buffer.area || areas.too_small {
        pen.too_small(buffer);
        return None;
    }
    pen.frame(buffer);
    let mut cursor = match app.screen() {
        app::Screen::Browser => pen.browser(buffer),
        app::Screen::Quiz => pen.quiz(buffer),
        app::Screen::CheatSheet => {
            pen.sheet(buffer);
            None
        }
        app::Screen::Compare => {
            pen.comparison(buffer);
            None
        }
    };
    pen.footer(buffer);
    if app.overlay().is_some() {
        cursor = pen.overlay(buffer);
    }
    cursor
}

impl Pen<'_> {
    /// Writes text into a row, cut where the row ends; returns the column after it.
    fn put(&self, buffer: &mut Buffer, row: Rect, x: u16, text: &str, style: Style) -> u16 {
        put(buffer, (x, row.y), row.right().saturating_sub(x), text, style, self.glyphs.more)
    }

    /// Writes text at the right end of a row, if it has room there behind column `after`; returns its first column.
    fn put_right(&self, buffer: &mut Buffer, row: Rect, after: u16, text: &str, style: Style) -> u16 {
        let x = row.right().saturating_sub(width(text));
        if text.is_empty() || x < after {
            return row.right();
        }
        self.put(buffer, row, x, text, style);
        x
    }

    fn too_small(&self, buffer: &mut Buffer) {
        let area = buffer.area;
        let text = format!("{}x{} or more, please", SMALLEST.0, SMALLEST.1);
        let mut lines = textwrap_lines(&text, area.width);
        lines.truncate(usize::from(area.height));
        for (line, y) in lines.iter().zip(area.y..) {
            put(buffer, (area.x, y), area.width, line, self.theme.text, self.glyphs.more);
        }
    }

    /// The views, the list and the page; returns where the cursor stands.
    fn browser(&self, buffer: &mut Buffer) -> Option<Position> {
        self.separators(buffer);
        self.sidebar(buffer);
        let cursor = self.list(buffer);
        self.page(buffer);
        cursor
    }

    /// The lines between the panes.
    fn separators(&self, buffer: &mut Buffer) {
        for line in self.app.areas().separators {
            for y in line.top()..line.bottom() {
                buffer.set_string(line.x, y, self.glyphs.vertical, self.theme.faint);
            }
        }
    }

    /// The header, and the lines under it and over the footer.
    fn frame(&self, buffer: &mut Buffer) {
        let areas = self.app.areas();
        for rule in areas.rules {
            buffer.set_string(rule.x, rule.y, self.glyphs.horizontal.repeat(usize::from(rule.width)), self.theme.faint);
        }
        if areas.header.is_empty() {
            return;
        }
        let x = self.put(buffer, areas.header, 1, "httpdex", self.theme.strong);
        let x = self.put(buffer, areas.header, x + 2, self.subtitle(), self.theme.muted);
        let mut right = areas.header.right().saturating_sub(1);
        let hints = hints(self.app.keymap(), self.app.screen_context());
        for (key, hint) in hints.iter().rev().filter(|(_, hint)| IN_HEADER.contains(hint)) {
            let length = width(key) + 1 + width(hint);
            if right < x + 3 + length {
                break;
            }
            let end = self.put(buffer, areas.header, right - length, key, self.theme.key);
            self.put(buffer, areas.header, end + 1, hint, self.theme.muted);
            right -= length + 3;
        }
    }

    fn subtitle(&self) -> &'static str {
        if self.app.areas().is_wide() { "HTTP status codes, offline and at once" } else { "" }
    }

    /// The answer to the last action on the right, the keys of this place on the left.
    fn footer(&self, buffer: &mut Buffer) {
        let row = self.app.areas().footer;
        let mut right = row.right().saturating_sub(1);
        if let Some(status) = self.app.status() {
            let style = if status.is_error { self.theme.error } else { self.theme.strong };
            let text = if self.app.look().unicode { Cow::Borrowed(&*status.text) } else { ascii(&status.text) };
            let room = row.width.saturating_sub(2);
            let length = width(&text).min(room);
            right = right.saturating_sub(length);
            put(buffer, (right, row.y), length, &text, style, self.glyphs.more);
            right = right.saturating_sub(3);
        }
        let context = self.app.context();
        let on_page = self.app.focus() == Pane::Page && !self.app.page().languages().is_empty();
        let mut x = row.x + 1;
        for (keys, hint) in hints(self.app.keymap(), context) {
            // The header names these where there is one.
            let named = !self.app.areas().header.is_empty() && IN_HEADER.contains(&hint);
            if named || !on_page && ON_PAGE.contains(&hint) {
                continue;
            }
            let gap = u16::from(!keys.is_empty());
            if x + width(&keys) + gap + width(hint) > right {
                break;
            }
            x = self.put(buffer, row, x, &keys, self.theme.key) + gap;
            x = self.put(buffer, row, x, hint, self.theme.muted) + 3;
        }
    }

    /// The style of a selected row: reversed where keys go, bold elsewhere.
    fn selection(&self, pane: Pane, class: Style) -> Style {
        if self.app.focus() == pane && self.app.overlay().is_none() {
            class.patch(self.theme.selected)
        } else {
            class.patch(self.theme.strong)
        }
    }
}

/// The hints that the header gives, where there is one.
const IN_HEADER: [&str; 3] = ["search", "palette", "help"];

/// The hints that are given only where a page with a snippet is read.
const ON_PAGE: [&str; 2] = ["copy snippet", "language"];

/// What the footer says of the keys of a context. Keys with the same hint stand together: `j/k move`.
fn hints(keymap: &Keymap, context: Context) -> Vec<(String, &str)> {
    let mut hints: Vec<(String, &str)> = Vec::new();
    for row in keymap.rows().iter().filter(|row| row.context == context) {
        let (Some(hint), Some(key)) = (row.footer.as_deref(), row.keys.first()) else { continue };
        let key = if *key == Key::Text { String::new() } else { key.to_string() };
        match hints.iter_mut().find(|(_, shown)| *shown == hint) {
            Some((keys, _)) => {
                keys.push('/');
                keys.push_str(&key);
            }
            None => hints.push((key, hint)),
        }
    }
    hints
}

/// Lines of at most `width` cells.
fn textwrap_lines(text: &str, width: u16) -> Vec<String> {
    textwrap::wrap(text, usize::from(width.max(1))).into_iter().map(std::borrow::Cow::into_owned).collect()
}
