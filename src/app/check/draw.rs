//! A URL that is checked, as it is drawn.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::layout::CheckLayout;
use super::rows::Row;
use super::{Check, End, Run};
use crate::app::frame::MEDIUM;
use crate::app::shared::Shared;
use crate::check::report::{in_short, time};
use crate::document::{Line, Role};
use crate::explain::{role, sign};
use crate::text::{ascii, clean, shorten};
use crate::widgets::{Canvas, input, width};

/// From this width on the screen says its name.
const NAMED: u16 = 100;
/// The longest URL that is looked at for the title.
const URL: usize = 400;

impl Check {
    pub(super) fn draw_all(&self, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        let layout = self.layout(shared);
        let cursor = self.draw_head(layout, shared, canvas);
        self.draw_note(layout, canvas);
        if !layout.rule.is_empty() {
            canvas.rule(layout.rule);
        }
        let Some(run) = &self.run else {
            draw_lines(self.intro.iter().skip(self.intro_top), layout.rows, canvas.theme.text, canvas);
            return cursor;
        };
        if run.hops.is_empty() {
            canvas.put(layout.rows, layout.rows.x, "Nothing was asked for yet.", canvas.theme.muted);
        }
        self.draw_hops(layout, shared, canvas);
        self.draw_parts(layout, canvas);
        cursor
    }

    /// The URL, typed or asked for, and how it went.
    fn draw_head(&self, layout: CheckLayout, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        let row = layout.head;
        let (strong, muted, key) = (canvas.theme.strong, canvas.theme.muted, canvas.theme.key);
        let mut x = row.x;
        if shared.frame.screen.width >= NAMED {
            x = canvas.put(row, x, "Check", strong) + 2;
        }
        let rest = Rect { x, width: row.right().saturating_sub(x), ..row };
        if self.is_typing {
            let style = if self.field.is_selected() { strong.patch(canvas.theme.selected) } else { strong };
            return Some(input(canvas.buffer, rest, ("URL ", key), &self.field.masked(), style));
        }
        let run = self.run.as_ref()?;
        let (text, is_wrong) = went(run, shared);
        let text = if shared.look.unicode { text } else { ascii(&text).into_owned() };
        let style = if is_wrong { canvas.theme.error } else { muted };
        let room = Rect { width: rest.width.saturating_sub(width(&text) + 2), ..rest };
        canvas.put_right(row, x, &text, style);
        canvas.put(room, x, &clean(&shorten(&run.target.shown(), URL)), strong);
        None
    }

    fn draw_note(&self, layout: CheckLayout, canvas: &mut Canvas) {
        let area = layout.note;
        draw_lines(self.note.iter(), area, canvas.theme.text, canvas);
        if self.note.len() > usize::from(area.height) && !area.is_empty() {
            // The line goes on, and the next one with it.
            let last = Rect { y: area.bottom() - 1, height: 1, ..area };
            canvas.put_right(last, last.x, canvas.glyphs.more, canvas.theme.muted);
        }
    }

    fn draw_hops(&self, layout: CheckLayout, shared: &Shared, canvas: &mut Canvas) {
        let area = layout.rows;
        let is_focused = self.pane == 0 && !self.is_typing;
        for ((n, Row { line, class, level }), y) in
            self.rows.iter().enumerate().skip(self.cursor.offset).zip(area.top()..area.bottom())
        {
            let row = Rect { y, height: 1, ..area };
            let class = canvas.theme.class_style(*class);
            if let Some(level) = level.filter(|_| row.x > 1) {
                let sign_of = Rect { x: row.x - 2, width: 1, ..row };
                let style = canvas.theme.role(role(level), class);
                canvas.put(sign_of, sign_of.x, sign(level, !shared.look.unicode), style);
            }
            if n != self.cursor.selected {
                canvas.spans(row, &line.spans, class);
                continue;
            }
            let margin = Rect { x: row.x.saturating_sub(1), width: 1, ..row };
            canvas.put(margin, margin.x, canvas.glyphs.selected, class);
            if is_focused {
                let style = class.patch(canvas.theme.selected);
                // Reversed, the bar would show the opposite; with blanks around it, it is told from what is selected.
                let bar = line.spans.iter().rposition(|span| span.role == Role::Marker).filter(|bar| *bar > 0);
                line.spans.iter().enumerate().fold(row.x, |x, (n, span)| {
                    let is_bar = bar.is_some_and(|bar| n.abs_diff(bar) <= 1);
                    canvas.write(row, x, &span.text, if is_bar { class } else { style })
                });
            } else {
                canvas.spans(row, &line.spans, class);
            }
        }
        let style = if is_focused { canvas.theme.text } else { canvas.theme.muted };
        canvas.scrollbar_beside(area, self.rows.len(), self.cursor.offset, style);
    }

    fn draw_parts(&self, layout: CheckLayout, canvas: &mut Canvas) {
        for (n, part) in self.parts.iter().enumerate().take(layout.count) {
            let (name, area) = (layout.names[n], layout.parts[n]);
            let is_focused = self.pane == n + 1 && !self.is_typing;
            if !name.is_empty() {
                canvas.rule(Rect { width: name.width + if n == 0 && layout.count > 1 { 4 } else { 0 }, ..name });
                let style = if is_focused { canvas.theme.strong } else { canvas.theme.muted };
                let x = if n == 1 { canvas.put(name, name.x - 1, " ", Style::reset()) } else { name.x };
                canvas.put(name, x, &format!("{} ", part.name), Style::reset().patch(style));
            }
            let class = canvas.theme.class_style(part.class);
            draw_lines(part.lines.iter().skip(self.scrolls[n]), area, class, canvas);
            let style = if is_focused { canvas.theme.text } else { canvas.theme.muted };
            canvas.scrollbar_beside(area, part.lines.len(), self.scrolls[n], style);
        }
        for position in layout.divider.positions() {
            canvas.buffer[position].set_symbol(canvas.glyphs.vertical).set_style(canvas.theme.faint);
        }
    }
}

/// How it goes, or went, in few words; and whether not well.
fn went(run: &Run, shared: &Shared) -> (String, bool) {
    let is_narrow = shared.frame.screen.width < MEDIUM;
    match &run.end {
        None => {
            let doing = run.hops.last().map_or_else(|| "starting".to_owned(), super::Step::in_words);
            let doing = if doing.is_empty() { "going on".to_owned() } else { doing };
            let seconds = run.seconds(shared.now.map(|now| now.steady));
            (
                if is_narrow {
                    format!("{doing} {seconds} s")
                } else {
                    format!("{doing} · {seconds} s · Esc cancels")
                },
                false,
            )
        }
        Some(End::Cancelled) => ("cancelled".to_owned(), true),
        Some(End::Failed(_)) => ("failed".to_owned(), true),
        Some(End::Over(outcome)) => {
            let mark = match (outcome.ok, shared.look.unicode) {
                (true, true) => "✓",
                (true, false) => "+",
                (false, true) => "✗",
                (false, false) => "x",
            };
            let text = if is_narrow { time(outcome.time) } else { in_short(outcome.ok, outcome.hops, outcome.time) };
            // The verdict is about where the URL leads: `200 as expected`.
            let status = run.hops.last().and_then(|hop| hop.told()?.hop.status()).filter(|_| !is_narrow);
            let text = status.map_or_else(|| text.clone(), |status| format!("{status} {text}"));
            let errors = run.errors().map_or_else(String::new, |errors| format!(" · {errors}"));
            (format!("{mark} {text}{errors}"), !outcome.ok)
        }
    }
}

fn draw_lines<'l>(lines: impl Iterator<Item = &'l Line>, area: Rect, class: Style, canvas: &mut Canvas) {
    for (line, y) in lines.zip(area.top()..area.bottom()) {
        canvas.spans(Rect { y, height: 1, ..area }, &line.spans, class);
    }
}
