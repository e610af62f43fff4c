//! What comes into [`crate::app::App::update`] and what it asks for in return.

use crossterm::event::{KeyEvent, MouseEvent};

use crate::app::job::{JobId, Report, Work};
use crate::store::TerminalBackground;

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
    /// A job has something to tell.
    Job(JobId, Report),
    /// Time has passed that [`crate::app::App::wakes_at`] waited for.
    Wake,
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
    /// Send an escape sequence to the terminal, past the frames.
    Send(String),
    /// Take the mouse from the terminal, or leave it.
    CaptureMouse(bool),
    /// Start a job.
    Start(JobId, Work),
    /// End a job; what it still tells is not wanted.
    Cancel(JobId),
}
