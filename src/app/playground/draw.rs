//! The playground, as it is drawn.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::layout::PlaygroundLayout;
use super::{Playground, Server};
use crate::app::shared::Shared;
use crate::document::Line;
use crate::text::ascii;
use crate::widgets::{Canvas, input, width};

impl Playground {
    pub(super) fn draw_all(&self, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        let layout = self.layout(shared);
        let cursor = self.draw_head(layout, shared, canvas);
        if self.ring.total() == 0 {
            let area = shared.frame.titled().text;
            if !layout.rule.is_empty() {
                canvas.rule(layout.rule);
            }
            draw_lines(self.intro.iter().skip(self.intro_top), area, canvas.theme.text, canvas);
            return cursor;
        }
        if !layout.rule.is_empty() {
            canvas.rule(layout.rule);
        }
        self.draw_table(layout, shared, canvas);
        self.draw_parts(layout, canvas);
        cursor
    }

    /// The address, counts, and what is answered next; or the words that are typed to filter.
    fn draw_head(&self, layout: PlaygroundLayout, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        let row = layout.head;
        let (strong, muted, key) = (canvas.theme.strong, canvas.theme.muted, canvas.theme.key);
        let of = format!("{} of {}", self.shown.len(), self.ring.entries().len());
        if self.is_typing {
            let room = Rect { width: row.width.saturating_sub(width(&of) + 2), ..row };
            let cursor = input(canvas.buffer, room, ("filter ", key), &self.filter, strong);
            canvas.put_right(row, room.right(), &of, muted);
            return Some(cursor);
        }
        let mut right: Vec<(String, Style)> = Vec::new();
        if self.is_running() {
            let is_own = self.next.words.is_empty() || self.next.times == Some(0);
            right.push((self.next_in_words(), if is_own { muted } else { canvas.theme.mark }));
        }
        if !self.filter.value().is_empty() {
            right.push((format!("filter: {}, {of}", self.filter.value()), key));
        } else if self.has_moved && self.ring.total() > 0 {
            right.push(("not following".to_owned(), muted));
        }
        let (state, style) = match &self.server {
            Server::Running(_, url) => (url.as_str(), strong),
            Server::Starting(_) => ("starting", muted),
            Server::Stopped | Server::Failed(_) => ("stopped", muted),
        };
        let mut x = row.x;
        if shared.frame.screen.width >= 100 {
            x = canvas.put(row, x, "Playground", strong) + 2;
        }
        x = canvas.put(row, x, state, style) + 2;
        let mut end = row.right();
        for (text, style) in right {
            let room = Rect { width: end.saturating_sub(row.x), ..row };
            let from = canvas.put_right(room, x, &text, style);
            if from < end {
                end = from.saturating_sub(2);
            }
        }
        if self.ring.total() > 0 {
            // As much of it as there is room for.
            for part in self.counts() {
                let text = if shared.look.unicode { part.into() } else { ascii(&part) };
                if x + width(&text) > end {
                    break;
                }
                x = canvas.put(row, x, &text, muted);
            }
        }
        None
    }

    /// `312 requests`, ` · 40 dropped`, ` · 4 connections`
    fn counts(&self) -> Vec<String> {
        let of = |count: u64, noun: &str| if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") };
        let mut parts = vec![of(self.ring.total(), "request")];
        if self.ring.dropped() > 0 {
            parts.push(format!(" · the oldest {} dropped", self.ring.dropped()));
        }
        parts.push(format!(" · {}", of(self.opened, "connection")));
        parts
    }

    fn draw_table(&self, layout: PlaygroundLayout, shared: &Shared, canvas: &mut Canvas) {
        let area = layout.rows;
        if area.is_empty() {
            return;
        }
        if !layout.titles.is_empty() {
            canvas.put(layout.titles, layout.titles.x, &Self::columns(layout, shared).titles(), canvas.theme.muted);
        }
        if self.shown.is_empty() {
            canvas.put(area, area.x, "No request fits the filter.", canvas.theme.muted);
            return;
        }
        for (n, ((line, class), y)) in self.rows.iter().zip(area.top()..area.bottom()).enumerate() {
            let row = Rect { y, height: 1, ..area };
            if self.cursor.offset + n == self.cursor.selected {
                draw_selected(row, line, self.pane == 0, canvas);
            } else {
                canvas.spans(row, &line.spans, canvas.theme.class_style(*class));
            }
        }
        let style = if self.pane == 0 { canvas.theme.text } else { canvas.theme.muted };
        canvas.scrollbar_beside(area, self.shown.len(), self.cursor.offset, style);
    }

    fn draw_parts(&self, layout: PlaygroundLayout, canvas: &mut Canvas) {
        let class = canvas.theme.class_style(self.detail.as_ref().and_then(|detail| detail.class));
        let parts = self.detail.as_ref().map_or(&[][..], |detail| &detail.parts);
        for (n, part) in parts.iter().enumerate().take(layout.count) {
            let (name, area) = (layout.names[n], layout.parts[n]);
            let is_focused = self.pane == n + 1;
            if !name.is_empty() {
                canvas.rule(Rect { width: name.width + if n == 0 && layout.count > 1 { 4 } else { 0 }, ..name });
                let style = if is_focused { canvas.theme.strong } else { canvas.theme.muted };
                let x = if n == 1 { canvas.put(name, name.x - 1, " ", Style::reset()) } else { name.x };
                canvas.put(name, x, &format!("{} ", part.name), Style::reset().patch(style));
            }
            draw_lines(part.lines.iter().skip(self.scrolls[n]), area, class, canvas);
            let style = if is_focused { canvas.theme.text } else { canvas.theme.muted };
            canvas.scrollbar_beside(area, part.lines.len(), self.scrolls[n], style);
        }
        for position in layout.divider.positions() {
            canvas.buffer[position].set_symbol(canvas.glyphs.vertical).set_style(canvas.theme.faint);
        }
    }
}

fn draw_lines<'l>(lines: impl Iterator<Item = &'l Line>, area: Rect, class: Style, canvas: &mut Canvas) {
    for (line, y) in lines.zip(area.top()..area.bottom()) {
        canvas.spans(Rect { y, height: 1, ..area }, &line.spans, class);
    }
}

/// The row that keys act on: in one style, whatever its pieces are. Where keys go elsewhere a sign is enough.
fn draw_selected(row: Rect, line: &Line, is_focused: bool, canvas: &mut Canvas) {
    let margin = Rect { x: row.x.saturating_sub(1), width: 1, ..row };
    canvas.put(margin, margin.x, canvas.glyphs.selected, canvas.theme.strong);
    let style = if is_focused { canvas.theme.text.patch(canvas.theme.selected) } else { canvas.theme.strong };
    if is_focused {
        canvas.buffer.set_style(row, style);
    }
    line.spans.iter().fold(row.x, |x, span| canvas.write(row, x, &span.text, style));
}
