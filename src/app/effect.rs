//! What comes into [`crate::app::App::update`] and what it asks for in return.

use std::sync::Arc;

use crossterm::event::{KeyEvent, MouseEvent};

use crate::app::state::quiz::Loaded;
use crate::app::state::snippet::Program;
use crate::clipboard::Outcome;
use crate::search::Engine;
use crate::store::{Change, ProgressChange, TerminalBackground};

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed or repeats.
    Key(KeyEvent),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has a new size, in cells.
    Resize(u16, u16),
    /// The terminal told its background.
    Background(TerminalBackground),
    /// The index over the user's own entries is ready.
    Engine(Arc<Engine>),
    /// A text was copied, or could not be.
    Copied {
        /// What it is, within a sentence.
        what: String,
        /// The text.
        text: String,
        /// What came of it.
        outcome: Outcome,
    },
    /// What the quiz needs is read.
    Quiz(Box<Loaded>),
    /// Time has passed that [`crate::app::App::wakes_at`] waited for.
    Tick,
    /// The program of a snippet, which was asked for.
    Snippet(Program),
    /// An effect was carried out.
    Done(String),
    /// An effect failed; what to do instead.
    Failed(String),
}

/// Something to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Leave with this exit code.
    Quit(u8),
    /// Stop until the shell lets us go on.
    Suspend,
    /// Draw every cell again.
    Redraw,
    /// Show an address in a browser.
    Open(String),
    /// Remember something between runs.
    Save(Change),
    /// Copy a text.
    Copy {
        /// What it is, within a sentence: `the example response`.
        what: String,
        /// The text.
        text: String,
    },
    /// Send an escape sequence to the terminal, past the frames.
    Send(String),
    /// Read what the quiz needs.
    LoadQuiz,
    /// Remember answers, and the sitting they belong to.
    Keep(Vec<ProgressChange>),
    /// Take the mouse from the terminal, or leave it.
    CaptureMouse(bool),
}
