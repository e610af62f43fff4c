//! What a screen is: a room that holds its state, changes it, and draws it.

use std::time::Instant;

use crossterm::event::KeyEvent;
use ratatui::layout::Position;

use crate::app::action::{Action, Context};
use crate::app::command::Command;
use crate::app::job::{JobId, Report};
use crate::app::link::Link;
use crate::app::mouse::Mouse;
use crate::app::overlay::Choice;
use crate::app::place::Place;
use crate::app::shared::Shared;
use crate::app::text::Text;
use crate::widgets::Canvas;

/// Something that a screen has to react to.
#[derive(Debug)]
pub enum Input<'a> {
    /// An action, with the key that it came by if there was one.
    Action(Action, Option<KeyEvent>),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted.
    Paste(&'a str),
    /// What was chosen in a list that the screen opened.
    Choice(Choice),
    /// A job of the screen's has something to tell.
    Report(JobId, Report),
    /// The shared search engine is another one now.
    NewEngine,
    /// The moment has come that [`Screen::wakes_at`] named.
    Wake,
}

/// A screen.
pub trait Screen {
    /// Where the next key is pressed.
    fn context(&self) -> Context;

    /// Where one is on the whole, whatever is typed just now: the header names its keys.
    fn main_context(&self) -> Context {
        self.context()
    }

    /// Where one is, to come back to.
    fn place(&self) -> Place;

    /// Shows a place.
    fn open(&mut self, place: &Place, shared: &mut Shared) -> Vec<Command>;

    /// A key was pressed, bound to an action or not, whoever takes that. Called before anything is done.
    fn key_pressed(&mut self, _action: Option<Action>) {}

    /// Changes the state; returns what is to be done beyond it. It reads no file, no clock and no terminal.
    fn update(&mut self, input: Input, shared: &mut Shared) -> Vec<Command>;

    /// Makes ready what is to be drawn: parses and lays out what the last inputs left selected. Called once before a
    /// frame, so that keys passed over in a burst cost nothing.
    fn prepare(&mut self, shared: &Shared);

    /// Draws what was prepared; returns where the cursor stands, if it is to be seen.
    fn draw(&self, shared: &Shared, canvas: &mut Canvas) -> Option<Position>;

    /// What of that leads to a page of the web.
    fn links(&self, _shared: &Shared) -> Vec<Link> {
        Vec::new()
    }

    /// What is still to be done for what was drawn. Called after a frame.
    fn after_frame(&mut self, _shared: &mut Shared) -> Vec<Command> {
        Vec::new()
    }

    /// The text that is shown, to find words in; `None` where there is none.
    fn text(&self, _shared: &Shared) -> Option<Text> {
        None
    }

    /// Shows the text from a line on.
    fn show_text_from(&mut self, _line: usize, _shared: &Shared) {}

    /// When the screen has to be drawn again though nothing happens.
    fn wakes_at(&self, _now: Instant) -> Option<Instant> {
        None
    }

    /// Whether it still reads what it needs. Keys that are pressed meanwhile are kept for it.
    fn is_loading(&self) -> bool {
        false
    }

    /// Footer hints that are said in other words just now; with no words, one means nothing.
    fn footer_words(&self, _shared: &Shared) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// The footer hints that mean nothing just now.
    fn idle_hints(&self) -> &'static [&'static str] {
        &[]
    }
}
