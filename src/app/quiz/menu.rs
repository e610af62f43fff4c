//! The menu of the quiz: which mode to begin, and about which codes.

use ratatui::layout::Rect;

use super::layout::CardLayout;
use super::practice::{MenuEntry, Practice, Stage};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::overlay::{Choice, PickerItem};
use crate::app::picking::pick;
use crate::app::shared::{Now, Shared};
use crate::app::view::View;
use crate::quiz::session::plan::Waiting;
use crate::quiz::session::{Mode, SavedSession};
use crate::quiz::statistics::Statistics;
use crate::widgets::{Canvas, width};

/// What the numbers of the menu count.
const CARD: &str = "A card is one thing to know of a code, or a pair that was mixed up.";

impl Practice {
    pub(super) fn act_in_menu(&mut self, action: Action, now: Now, shared: &mut Shared) -> Vec<Command> {
        let entries = self.entries();
        if action != Action::Open {
            self.replacing = None;
        }
        match action {
            Action::Down => self.cursor.step(1, entries.len()),
            Action::Up => self.cursor.step(-1, entries.len()),
            Action::Top => self.cursor.selected = 0,
            Action::Bottom => self.cursor.selected = entries.len() - 1,
            Action::Open => match entries.get(self.cursor.selected) {
                Some(MenuEntry::Resume) => return self.resume(now, shared),
                Some(MenuEntry::Begin(mode)) if self.may_begin(*mode, shared) => return self.begin(*mode, now, shared),
                Some(MenuEntry::Begin(_)) | None => {}
                Some(MenuEntry::Statistics) => self.open_statistics(now, shared),
            },
            Action::Statistics => self.open_statistics(now, shared),
            Action::Scope => return self.pick_scope(shared),
            Action::Typing => {
                self.typing = !self.typing;
                shared.say(if self.typing { "Answers are typed where they can be" } else { "Answers are chosen" });
            }
            Action::Back => return vec![Command::Leave],
            _ => return vec![Command::Unhandled(action)],
        }
        Vec::new()
    }

    fn open_statistics(&mut self, now: Now, shared: &Shared) {
        self.statistics = Some(Statistics::new(self.memory(), &shared.catalog, now.unix, self.offset()));
        self.stage = Stage::Statistics;
        self.scroll = 0;
    }

    fn pick_scope(&self, shared: &mut Shared) -> Vec<Command> {
        let item = |view: View| PickerItem {
            label: view.label().to_owned(),
            detail: format!("{} codes", view.count(&shared.catalog, &shared.state)),
            choice: Choice::Scope(view),
        };
        let items = View::of(&shared.catalog).into_iter().map(item).collect();
        pick("Ask about", items, Some(&Choice::Scope(self.scope)), "There are no codes", shared)
    }

    /// Asks about other codes from now on.
    pub(super) fn choose_scope(&mut self, scope: View, shared: &mut Shared) {
        self.scope = scope;
        self.waiting = None;
        shared.say(format!("Questions are about: {}", scope.label()));
    }

    pub(super) fn prepare_menu(&mut self, layout: CardLayout, shared: &Shared) {
        self.count_waiting(shared);
        let entries = self.entries().len();
        let rows = layout.height() / rows_per_entry(layout.text.height, entries);
        self.cursor.show(rows.max(1), entries);
    }

    /// Selects the item in a row of the menu; `false` where there is none.
    pub(super) fn select_in_menu(&mut self, row: usize, layout: CardLayout) -> bool {
        let entries = self.entries().len();
        let item = self.cursor.offset + row / rows_per_entry(layout.text.height, entries);
        if item < entries {
            self.cursor.selected = item;
        }
        item < entries
    }

    pub(super) fn draw_menu(&self, layout: CardLayout, canvas: &mut Canvas) {
        let theme = canvas.theme;
        let x = canvas.put(layout.head, layout.head.x, "Quiz", theme.strong);
        let answers = if self.typing { "answers typed" } else { "answers chosen" };
        let scope = format!("about {}, {answers}", self.scope.label());
        canvas.put_right(layout.head, x + 2, &scope, theme.muted);
        let area = layout.text;
        let entries = self.entries();
        let step = rows_per_entry(area.height, entries.len());
        let described: Vec<(String, String)> = entries.iter().map(|entry| self.describe(*entry)).collect();
        let column = described.iter().map(|(label, _)| width(label)).max().unwrap_or_default() + 3;
        let shown = described.iter().enumerate().skip(self.cursor.offset);
        for ((n, (label, detail)), y) in shown.zip((area.y..area.bottom()).step_by(step)) {
            let row = Rect { y, height: 1, ..area };
            let is_selected = n == self.cursor.selected;
            if is_selected {
                canvas.buffer.set_style(row, theme.selected);
            }
            let (style, aside) =
                if is_selected { (theme.selected, theme.selected) } else { (theme.strong, theme.muted) };
            canvas.put(row, row.x + 1, label, style);
            canvas.put(Rect { width: row.width - 1, ..row }, row.x + column, detail, aside);
        }
        let used = entries.len() * step + usize::from(step == 1);
        let used = u16::try_from(used).unwrap_or(u16::MAX);
        let note = textwrap::wrap(CARD, usize::from(area.width.saturating_sub(2).max(1)));
        let from = area.y.saturating_add(used);
        if usize::from(area.bottom().saturating_sub(from)) >= note.len() {
            for (line, y) in note.iter().zip(from..) {
                canvas.put(Rect { y, height: 1, ..area }, area.x + 1, line, theme.muted);
            }
        }
    }

    /// The name of an item, and what is said about it.
    fn describe(&self, entry: MenuEntry) -> (String, String) {
        let waiting = self.waiting.map_or_else(Waiting::default, |(_, waiting)| waiting);
        match entry {
            MenuEntry::Resume => {
                let mode = self.left().map_or("", |left| left.mode.label());
                let answered = self.left().map_or(0, SavedSession::answered);
                ("Resume".to_owned(), format!("{mode}, {answered} answered"))
            }
            MenuEntry::Statistics => ("Statistics".to_owned(), "what you know, what you mix up".to_owned()),
            MenuEntry::Begin(mode) => {
                let detail = match mode {
                    Mode::Practice => format!("{} due and {} new cards, mixed", waiting.due, waiting.new),
                    Mode::Review if waiting.learning > 0 => {
                        format!("{} due, {} in a few minutes", cards(waiting.due), waiting.learning)
                    }
                    Mode::Review => format!("{} due", cards(waiting.due)),
                    Mode::Learn => format!("{} new cards, a few at a time", waiting.new),
                    Mode::Sprint => "60 seconds, as many as you can".to_owned(),
                    Mode::Exam => "20 questions, marked at the end".to_owned(),
                    Mode::Duel => "what you mix up, two at a time".to_owned(),
                };
                (mode.label().to_owned(), detail)
            }
        }
    }
}

/// So many cards, in words.
fn cards(count: usize) -> String {
    if count == 1 { "1 card".to_owned() } else { format!("{count} cards") }
}

/// The lines that an item takes in a height: two where there is room.
fn rows_per_entry(height: u16, entries: usize) -> usize {
    if usize::from(height) >= entries * 2 { 2 } else { 1 }
}
