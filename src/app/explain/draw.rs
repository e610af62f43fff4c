//! A message and its findings, as they are drawn.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Explain;
use super::explained::{Content, Told};
use super::layout::ExplainLayout;
use super::reading::beyond;
use crate::app::cursor::Cursor;
use crate::app::shared::Shared;
use crate::document::{Line, Role};
use crate::widgets::Canvas;

impl Explain {
    /// Draws what there is.
    pub(super) fn draw_all(&self, shared: &Shared, canvas: &mut Canvas) {
        let area = Rect { y: shared.frame.body.y, height: shared.frame.body.height, ..shared.frame.titled().head };
        match self.content() {
            Some(Content::Told(told)) => self.draw_told(told, self.layout(shared), canvas),
            Some(Content::Archive(rows)) => draw_archive(rows, self.list, shared, canvas),
            Some(Content::Unreadable(why)) => {
                canvas.put(Rect { height: 1, ..area }, area.x, why, canvas.theme.error);
            }
            None if self.pasted.is_some() => {
                canvas.put(Rect { height: 1, ..area }, area.x, "Reading …", canvas.theme.muted);
            }
            None => {
                let lines = self.intro.iter().flat_map(|(_, lines)| lines);
                draw_lines(lines.skip(self.intro_top), area, canvas);
            }
        }
    }

    fn draw_told(&self, told: &Told, layout: ExplainLayout, canvas: &mut Canvas) {
        let class = canvas.theme.class_style(told.class);
        for (line, y) in told.verdict(layout.verdict.height.into()).zip(layout.verdict.top()..) {
            canvas.spans(Rect { y, height: 1, ..layout.verdict }, &line.spans, class);
        }
        self.draw_rule(told, layout, canvas);
        let reading = &self.reading;
        let marked = told.findings.get(reading.selected).and_then(|finding| finding.mark);
        let area = layout.message;
        for ((n, line), y) in told.message.iter().enumerate().skip(reading.message).zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            draw_message_line(row, line, class, canvas);
            if marked == Some(n) {
                mark(row, class, canvas);
            }
        }
        let area = layout.side;
        for (line, y) in reading.lines.iter().skip(reading.side).zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            let is_chosen = line.is_title && line.finding == Some(reading.selected);
            if is_chosen && !reading.on_message {
                draw_selected(row, &line.line, canvas);
            } else {
                if let Some(fixed) = line.line.sideways {
                    let shift = reading.shift.min(beyond(&line.line, row.width));
                    canvas.spans_sideways(row, &line.line.spans, fixed, shift, class);
                } else {
                    canvas.spans(row, &line.line.spans, class);
                }
                if is_chosen {
                    mark(row, class, canvas);
                }
            }
        }
        for position in layout.divider.positions() {
            canvas.buffer[position].set_symbol(canvas.glyphs.vertical).set_style(canvas.theme.faint);
        }
        let styles = [canvas.theme.muted, canvas.theme.text];
        let style = |focused: bool| styles[usize::from(focused)];
        canvas.scrollbar_beside(layout.message, told.message.len(), reading.message, style(reading.on_message));
        canvas.scrollbar_beside(layout.side, reading.lines.len(), reading.side, style(!reading.on_message));
    }

    /// The line under the verdict, with the names of what stands below.
    fn draw_rule(&self, told: &Told, layout: ExplainLayout, canvas: &mut Canvas) {
        let rule = layout.rule;
        if rule.is_empty() {
            return;
        }
        canvas.rule(rule);
        let findings = match told.findings.len() {
            0 => "Findings ".to_owned(),
            count => format!("Findings {}/{count} ", self.reading.selected + 1),
        };
        for (pane, name, is_message) in [(layout.message, "Message ", true), (layout.side, &*findings, false)] {
            if pane.is_empty() {
                continue;
            }
            let is_focused = self.reading.on_message == is_message;
            let style = if is_focused { canvas.theme.strong } else { canvas.theme.muted };
            let x = if pane.x > rule.x { canvas.put(rule, pane.x - 1, " ", Style::reset()) } else { pane.x };
            canvas.put(rule, x, name, Style::reset().patch(style));
        }
    }
}

/// The entries of an archive, one of them chosen.
fn draw_archive(rows: &[(Line, Option<u8>)], list: Cursor, shared: &Shared, canvas: &mut Canvas) {
    let titled = shared.frame.titled();
    let count = match rows.len() {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    };
    let end = canvas.put(titled.head, titled.head.x, "HTTP Archive", canvas.theme.strong);
    canvas.put(titled.head, end + 2, &count, canvas.theme.muted);
    if titled.text.y > titled.head.y + 1 {
        canvas.rule(Rect { y: titled.head.y + 1, ..titled.head });
    }
    let area = titled.text;
    let shown = rows.iter().enumerate().skip(list.offset).zip(area.top()..area.bottom());
    for ((n, (line, class)), y) in shown {
        let row = Rect { y, height: 1, ..area };
        if n == list.selected {
            draw_selected(row, line, canvas);
        } else {
            canvas.spans(row, &line.spans, canvas.theme.class_style(*class));
        }
    }
    canvas.scrollbar_beside(area, rows.len(), list.offset, canvas.theme.text);
}

/// A line of a message. All of it is code, so that none of it has to look like code.
fn draw_message_line(row: Rect, line: &Line, class: Style, canvas: &mut Canvas) {
    line.spans.iter().fold(row.x, |x, span| {
        let role = if span.role == Role::Code { Role::Text } else { span.role };
        canvas.write(row, x, &span.text, canvas.theme.role(role, class))
    });
}

/// The line that keys act on: in one style, whatever its pieces are.
fn draw_selected(row: Rect, line: &Line, canvas: &mut Canvas) {
    let style = canvas.theme.text.patch(canvas.theme.selected);
    canvas.buffer.set_style(row, style);
    line.spans.iter().fold(row.x, |x, span| canvas.write(row, x, &span.text, style));
}

/// A sign in the margin, at what belongs to what is chosen elsewhere.
fn mark(row: Rect, class: Style, canvas: &mut Canvas) {
    let margin = Rect { x: row.x.saturating_sub(1), width: 1, ..row };
    canvas.put(margin, margin.x, canvas.glyphs.selected, class);
}

fn draw_lines<'l>(lines: impl Iterator<Item = &'l Line>, area: Rect, canvas: &mut Canvas) {
    for (line, y) in lines.zip(area.top()..area.bottom()) {
        canvas.spans(Rect { y, height: 1, ..area }, &line.spans, canvas.theme.text);
    }
}
