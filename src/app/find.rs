//! Finding words in the text on the screen: a page, a comparison, the help.

use crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use crate::app::action::{Action, Context};
use crate::app::line_edit;
use crate::app::shared::Shared;
use crate::app::text::Text;
use crate::text::{FoundAt, find};
use crate::widgets::{Canvas, input, width};

/// What is looked for, and where it was found.
#[derive(Debug, Clone, Default)]
pub struct Find {
    input: Input,
    typing: bool,
    /// The line that was at the top when it began.
    from: usize,
    places: Vec<FoundAt>,
    /// The place that was gone to.
    at: usize,
}

/// What a key made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindReply {
    /// It goes on, with another line at the top of the text.
    Top(usize),
    /// It goes on as it is.
    Stay,
    /// It is over; the text goes back to this line if there is one.
    Close(Option<usize>),
}

impl Find {
    /// Begins to look for something from the top of what is in sight.
    pub fn new(text: &Text) -> Self {
        Self { typing: true, from: text.top, ..Self::default() }
    }

    /// Where the next key is pressed.
    pub const fn context(&self) -> Context {
        if self.typing { Context::Finding } else { Context::Found }
    }

    /// Looks again, as the text may have been laid out anew.
    pub fn refresh(&mut self, text: &Text) {
        self.places = find(&text.lines, self.input.value());
        self.at = self.at.min(self.places.len().saturating_sub(1));
    }

    /// Does an action; `None` if it is not one of these.
    pub fn update(&mut self, action: Action, key: KeyEvent, text: &Text) -> Option<FindReply> {
        Some(match action {
            Action::Type => {
                if line_edit::edit(&mut self.input, key) {
                    self.find_first(text)
                } else {
                    FindReply::Stay
                }
            }
            Action::FindNext => self.step(1, text),
            Action::FindPrevious => self.step(-1, text),
            Action::Open if self.places.is_empty() => FindReply::Close(None),
            Action::Open => {
                self.typing = false;
                FindReply::Stay
            }
            Action::Back if self.typing => FindReply::Close(Some(self.from)),
            Action::Back => FindReply::Close(None),
            _ => return None,
        })
    }

    /// Takes in pasted text.
    pub fn paste(&mut self, pasted: &str, text: &Text) -> FindReply {
        if self.typing && line_edit::paste(&mut self.input, pasted) { self.find_first(text) } else { FindReply::Stay }
    }

    /// Goes to the first place from where it began; behind the last one the first follows.
    fn find_first(&mut self, text: &Text) -> FindReply {
        self.refresh(text);
        let line = |place: &FoundAt| place.first().map_or(0, |(line, _)| *line);
        self.at = self.places.iter().position(|place| line(place) >= self.from).unwrap_or(0);
        self.places.get(self.at).map_or(FindReply::Top(self.from), |place| FindReply::Top(text.top_for(line(place))))
    }

    fn step(&mut self, by: isize, text: &Text) -> FindReply {
        self.refresh(text);
        if self.places.is_empty() {
            return FindReply::Stay;
        }
        self.at = (self.at.cast_signed() + by).rem_euclid(self.places.len().cast_signed()).cast_unsigned();
        FindReply::Top(text.top_for(self.places[self.at].first().map_or(0, |(line, _)| *line)))
    }

    /// Which of how many places it is at: `2 of 7`.
    fn count(&self) -> String {
        match self.places.len() {
            0 if self.input.value().trim().is_empty() => String::new(),
            0 => "not found".to_owned(),
            all => format!("{} of {all}", self.at + 1),
        }
    }

    /// Marks the places in the text, and says in the footer what is looked for; returns where the cursor stands.
    pub fn draw(&self, text: &Text, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        for (n, place) in self.places.iter().enumerate() {
            let style = if n == self.at { canvas.theme.selected } else { canvas.theme.mark };
            for (line, cells) in place {
                let Some(row) = line.checked_sub(text.top).and_then(|row| u16::try_from(row).ok()) else { continue };
                let Ok(start) = u16::try_from(cells.start) else { continue };
                let length = u16::try_from(cells.len()).unwrap_or(u16::MAX);
                let x = text.area.x.saturating_add(start);
                let piece = Rect { x, y: text.area.y.saturating_add(row), width: length, height: 1 };
                canvas.buffer.set_style(piece.intersection(text.area), style);
            }
        }
        let footer = shared.frame.footer;
        let count = self.count();
        if !self.typing {
            if shared.status.is_none() {
                let said = format!("{}: {count}", self.input.value().trim());
                canvas.put_right(
                    Rect { width: footer.width.saturating_sub(1), ..footer },
                    footer.x,
                    &said,
                    canvas.theme.strong,
                );
            }
            return None;
        }
        for position in footer.positions() {
            canvas.buffer[position].reset();
        }
        let room = Rect { x: footer.x + 1, width: footer.width.saturating_sub(width(&count) + 3), ..footer };
        let cursor = input(canvas.buffer, room, ("find ", canvas.theme.key), &self.input, canvas.theme.strong);
        canvas.put_right(
            Rect { width: footer.width.saturating_sub(1), ..footer },
            room.right(),
            &count,
            canvas.theme.muted,
        );
        Some(cursor)
    }
}
