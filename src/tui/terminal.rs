//! The terminal: taken over, given back, whatever happens in between.

use std::io::{self, Write};
use std::sync::Once;
use std::time::Duration;
use std::{panic, thread};

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute, queue};
use ratatui::Terminal;
use ratatui::layout::Rect;

use super::backend::FrameBackend;
use super::output::Output;

/// How long the end waits for a terminal to take what gives it back. One that is merely slow is done by then.
const PATIENCE: Duration = Duration::from_secs(1);

/// The terminal while it is ours.
pub(super) struct TerminalScreen {
    terminal: Terminal<FrameBackend>,
    /// For what goes to the terminal past the frames.
    output: Output,
    ours: bool,
}

/// The terminal's size in cells, width first.
///
/// # Errors
/// When standard output is no terminal.
pub fn size() -> io::Result<(u16, u16)> {
    crossterm::terminal::size()
}

impl TerminalScreen {
    /// Takes the terminal over. From here on a panic gives it back before it is told.
    pub(super) fn enter(mouse: bool) -> io::Result<Self> {
        restore_on_panic();
        let mut output = Output::of_terminal()?;
        take(&mut output, mouse)?;
        let terminal = Terminal::new(FrameBackend::new(output.clone()));
        match terminal {
            Ok(terminal) => Ok(Self { terminal, output, ours: true }),
            Err(error) => {
                give_back(&mut output)?;
                Err(error)
            }
        }
    }

    /// Where frames are drawn.
    pub(super) const fn terminal(&mut self) -> &mut Terminal<FrameBackend> {
        &mut self.terminal
    }

    /// Where all of it goes.
    pub(super) const fn output(&self) -> &Output {
        &self.output
    }

    /// Writes something that is no part of a frame.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.output.write_all(bytes)?;
        self.output.flush()
    }

    /// Takes the mouse from the terminal, or leaves it.
    pub(super) fn capture_mouse(&mut self, capture: bool) -> io::Result<()> {
        if capture { execute!(self.output, EnableMouseCapture) } else { execute!(self.output, DisableMouseCapture) }
    }

    /// Gives the terminal back; returns whether it has taken all that this says.
    pub(super) fn leave(&mut self) -> io::Result<bool> {
        if !std::mem::take(&mut self.ours) {
            return Ok(true);
        }
        give_back(&mut self.output)?;
        self.output.finish(PATIENCE)
    }

    /// Takes the terminal over again after it was given back, or after somebody else had it.
    pub(super) fn reenter(&mut self, mouse: bool) -> io::Result<()> {
        take(&mut self.output, mouse)?;
        self.ours = true;
        self.redraw()
    }

    /// Has the next frame draw every cell, whatever the terminal shows.
    pub(super) fn redraw(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask where the cursor is and wait for an answer, which not every terminal gives.
        let (width, height) = size()?;
        self.terminal.resize(Rect::new(0, 0, width, height))
    }
}

impl Drop for TerminalScreen {
    fn drop(&mut self) {
        // Nobody is left to tell when this fails.
        let _ = self.leave();
    }
}

fn take(output: &mut Output, mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let mut commands = Vec::new();
    queue!(commands, EnterAlternateScreen, cursor::Hide, EnableBracketedPaste)?;
    if mouse {
        queue!(commands, EnableMouseCapture)?;
    }
    output.write_all(&commands)?;
    output.flush()
}

fn give_back(output: &mut impl Write) -> io::Result<()> {
    let mut commands = Vec::new();
    queue!(commands, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show)?;
    let written = output.write_all(&commands).and_then(|()| output.flush());
    disable_raw_mode()?;
    written
}

/// Has a panic of this thread give the terminal back before its message is printed. One of a job's thread is told in
/// the status line, and prints nothing.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    let interface = thread::current().id();
    ONCE.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().id() != interface {
                return;
            }
            if let Ok(mut output) = Output::of_terminal() {
                // The panic itself is what is to be told.
                let _ = give_back(&mut output).and_then(|()| output.finish(PATIENCE));
            }
            print(info);
        }));
    });
}
