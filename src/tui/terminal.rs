//! The terminal: taken over, given back, whatever happens in between.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::fd::AsFd;
use std::sync::Once;
use std::{panic, thread};

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

/// Standard output without the line buffer of the standard library: one frame, one write.
pub(super) type Output = BufWriter<File>;

/// The terminal while it is ours.
pub(super) struct TerminalScreen {
    terminal: Terminal<CrosstermBackend<Output>>,
    /// For what goes to the terminal past the frames.
    output: File,
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
        let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        take(&output, mouse)?;
        let buffer = BufWriter::with_capacity(64 * 1024, output.try_clone()?);
        let terminal = Terminal::new(CrosstermBackend::new(buffer));
        match terminal {
            Ok(terminal) => Ok(Self { terminal, output, ours: true }),
            Err(error) => {
                give_back(&output)?;
                Err(error)
            }
        }
    }

    /// Where frames are drawn.
    pub(super) const fn terminal(&mut self) -> &mut Terminal<CrosstermBackend<Output>> {
        &mut self.terminal
    }

    /// Writes something that is no part of a frame.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.output.write_all(bytes)
    }

    /// Takes the mouse from the terminal, or leaves it.
    pub(super) fn capture_mouse(&mut self, capture: bool) -> io::Result<()> {
        if capture { execute!(self.output, EnableMouseCapture) } else { execute!(self.output, DisableMouseCapture) }
    }

    /// Gives the terminal back.
    pub(super) fn leave(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.ours) {
            return Ok(());
        }
        give_back(&self.output)
    }

    /// Takes the terminal over again after it was given back, or after somebody else had it.
    pub(super) fn reenter(&mut self, mouse: bool) -> io::Result<()> {
        take(&self.output, mouse)?;
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

fn take(mut output: &File, mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let mut commands = Vec::new();
    queue!(commands, EnterAlternateScreen, cursor::Hide, EnableBracketedPaste)?;
    if mouse {
        queue!(commands, EnableMouseCapture)?;
    }
    output.write_all(&commands)
}

fn give_back(mut output: &File) -> io::Result<()> {
    let mut commands = Vec::new();
    queue!(commands, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show)?;
    let written = output.write_all(&commands);
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
            if let Ok(output) = io::stdout().as_fd().try_clone_to_owned() {
                // The panic itself is what is to be told.
                let _ = give_back(&File::from(output));
            }
            print(info);
        }));
    });
}
