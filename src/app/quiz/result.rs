//! How a session of the quiz went: the figure, and each mistake with its right answer.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::layout::CardLayout;
use super::practice::Practice;
use super::question::read_page;
use crate::app::action::{Action, Context};
use crate::app::command::Command;
use crate::app::shared::Shared;
use crate::catalog::Index;
use crate::quiz::session::{Answered, Session};
use crate::widgets::{Canvas, width};

/// The lines over the mistakes: what follows, and a gap.
const HEAD: u16 = 2;
/// The lines that a mistake takes.
const MISTAKE_ROWS: usize = 2;

impl Practice {
    pub(super) fn act_at_result(&mut self, action: Action, shared: &mut Shared) -> Vec<Command> {
        let wrong: Vec<Index> =
            self.session.iter().flat_map(Session::wrong).map(|answered| answered.question.entry).collect();
        match action {
            Action::Down => self.cursor.step(1, wrong.len()),
            Action::Up => self.cursor.step(-1, wrong.len()),
            Action::Open | Action::ToPage => match wrong.get(self.cursor.selected) {
                Some(&entry) => return read_page(entry, shared),
                None => self.show_menu(),
            },
            Action::Back => self.show_menu(),
            _ => return vec![Command::Unhandled(action)],
        }
        Vec::new()
    }

    pub(super) fn prepare_result(&mut self, layout: CardLayout) {
        let rows = layout.height().saturating_sub(usize::from(HEAD)) / MISTAKE_ROWS;
        let mistakes = self.mistakes();
        self.cursor.show(rows.max(1), mistakes);
    }

    /// Selects the mistake in a row of the result; `false` where there is none.
    pub(super) fn select_mistake(&mut self, row: usize) -> bool {
        let Some(row) = row.checked_sub(usize::from(HEAD)) else { return false };
        let item = self.cursor.offset + row / MISTAKE_ROWS;
        let is_there = item < self.mistakes();
        if is_there {
            self.cursor.selected = item;
        }
        is_there
    }

    pub(super) fn draw_result(&self, layout: CardLayout, shared: &Shared, canvas: &mut Canvas) {
        let Some(session) = &self.session else { return };
        let theme = canvas.theme;
        let x = canvas.put(layout.head, layout.head.x, session.mode.label(), theme.strong);
        let (right, all) = (session.right(), session.answered().len());
        canvas.put_right(layout.head, x + 2, &format!("{right} of {all} right"), theme.strong);
        let area = layout.text;
        let text = if right == all && all > 0 { "All of them right." } else { "To look at again:" };
        canvas.put(area, area.x, text, theme.text);
        let list = Rect { y: area.y + HEAD, height: area.height.saturating_sub(HEAD), ..area };
        let wrong: Vec<&Answered> = session.wrong().collect();
        let shown = wrong.iter().enumerate().skip(self.cursor.offset);
        for ((n, answered), y) in shown.zip((list.top()..list.bottom()).step_by(MISTAKE_ROWS)) {
            let row = Rect { y, height: 1, ..list };
            let below = (y + 1 < list.bottom()).then_some(Rect { y: y + 1, ..row });
            draw_mistake(answered, n == self.cursor.selected, (row, below), shared, canvas);
        }
        if wrong.is_empty() && list.height > 0 {
            let key = shared.keymap.key(Context::Result, Action::Back).unwrap_or_default();
            canvas.put(list, list.x, &format!("{key} goes back to the menu"), theme.muted);
        }
    }
}

/// The right answer in one row, and what was answered instead in the row below.
fn draw_mistake(
    answered: &Answered,
    selected: bool,
    (row, below): (Rect, Option<Rect>),
    shared: &Shared,
    canvas: &mut Canvas,
) {
    let theme = canvas.theme;
    let entry = shared.catalog.row(answered.question.entry);
    let class = theme.class(entry);
    let (number, text) = if selected {
        canvas.buffer.set_style(row, class.patch(theme.selected));
        (class.patch(theme.selected), class.patch(theme.selected))
    } else {
        (class.add_modifier(Modifier::BOLD), theme.text)
    };
    let x = canvas.put(row, row.x + 1, canvas.code(entry), number);
    canvas.put(row, x + 2, &entry.title(), text);
    if let Some(below) = below {
        let instead = match answered.mark.chosen {
            Some(index) => format!("not {}", shared.title_of(index)),
            None => answered.question.ask.clone(),
        };
        canvas.put(below, below.x + 1 + width(&entry.code) + 2, &instead, theme.muted);
    }
}
