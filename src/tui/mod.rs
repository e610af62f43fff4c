//! The interface on a terminal: sets it up, feeds what happens to the [`App`], carries out what it asks for, and draws.

mod backend;
mod events;
mod jobs;
mod links;
mod output;
mod terminal;
mod terminal_background;

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::time::Instant;

use ratatui::layout::Rect;
use signal_hook::consts::{SIGHUP, SIGTSTP};
use signal_hook::low_level::emulate_default_handler;

use crate::app::job::{Unsaved, Work};
use crate::app::message::{Effect, Message};
use crate::app::place::Place;
use crate::app::shared::Now;
use crate::app::{App, Look};
use crate::clipboard::Clipboard;
use crate::clock;
use crate::serve::net::{Listening, Setup};
use crate::store::{ProgressStore, StateStore, TerminalBackground};
use crate::text::clean;
use crate::theme::{Depth, Theme};
use events::{Event, Events};
use jobs::{Runner, Server, Tools};
use terminal::TerminalScreen;
use terminal_background::BackgroundAnswer;

pub use terminal::size;

/// Finds a theme by its name, for a terminal with this background.
pub type FindTheme = dyn Fn(&str, TerminalBackground) -> Theme;

/// What the interface draws with, besides its state.
pub struct Paint {
    /// Where themes come from.
    pub theme: Box<FindTheme>,
    /// How many colors the terminal shows.
    pub depth: Depth,
    /// Whether it takes links.
    pub links: bool,
}

/// How the interface ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By its own doing, with this exit code.
    Quit(u8),
    /// By its own doing, but answers in the quiz are lost.
    Lost,
    /// By a signal that is still to be obeyed.
    Signal(i32),
}

/// What the interface works with outside.
pub struct Outside {
    /// Where bookmarks and choices are kept.
    pub store: Option<StateStore>,
    /// Where answers in the quiz are kept.
    pub progress: Option<ProgressStore>,
    /// Where texts are copied to.
    pub clipboard: Clipboard,
    /// How the playground's server is set up.
    pub setup: Setup,
    /// That server, where it listens already and is to be started, and the port that somebody else has.
    pub listening: Option<(Listening, Option<u16>)>,
}

/// Shows the interface, on a place if one is given, until it is left. The terminal is then as it was before. `index`
/// has the user's own entries indexed.
///
/// # Errors
/// When there is no terminal, or it stops answering.
pub fn run(mut app: App, place: Option<&Place>, index: bool, paint: &Paint, outside: Outside) -> io::Result<End> {
    // Before the terminal is taken, as a signal may come at once.
    let (events, sender) = Events::new()?;
    let mut opened = place.map(|place| app.open(place)).unwrap_or_default();
    if index {
        opened.extend(app.start(Work::IndexOwnEntries));
    }
    let asks = paint.depth != Depth::Monochrome;
    let Outside { store, progress, clipboard, setup, listening } = outside;
    if listening.is_some() {
        opened.extend(app.serve());
    }
    let catalog = Arc::clone(&app.shared().catalog);
    let tools = Tools::new(Runner::new(sender), catalog, (store, progress), clipboard, Server::new(setup, listening));
    let screen = TerminalScreen::enter(app.shared().look.mouse)?;
    let painted = Painted::new(&app, paint);
    let mut interface = Interface { app, paint, painted, screen, events, tools, owes_frame: false, end: None };
    let ended = interface.run(opened, asks);
    let Interface { app, mut screen, events, tools, .. } = interface;
    let left = screen.leave();
    let is_gone = events.is_gone();
    // From here on nobody takes reports, and no job waits to give one.
    drop(events);
    let unsaved = tools.finish();
    if is_gone {
        // There is nothing to restore, and the frame's own end would complain about the cursor where nobody reads it.
        std::mem::forget(screen);
        return Ok(End::Signal(SIGHUP));
    }
    let end = ended?;
    // Where the terminal takes nothing, telling it more would only wait for ever.
    let is_heard = left? || !io::stderr().is_terminal();
    if let Some(url) = app.shared().serving.as_ref().filter(|_| is_heard) {
        let _ = writeln!(io::stderr(), "httpdex: the server on {url} has stopped");
    }
    let is_lost = unsaved.as_ref().is_some_and(|unsaved| unsaved.answers > 0);
    if let Some(unsaved) = unsaved.filter(|_| is_heard) {
        // When standard error is closed there is nobody to tell.
        let _ = writeln!(io::stderr(), "httpdex: {}", lost_in_words(&unsaved));
    }
    Ok(if is_lost && end == End::Quit(0) { End::Lost } else { end })
}

/// What was not saved of the quiz, why, and what to do about it.
fn lost_in_words(Unsaved { answers, problem }: &Unsaved) -> String {
    let what = match answers {
        0 => "this session of the quiz was not saved".to_owned(),
        1 => "1 answer in the quiz was not saved".to_owned(),
        n => format!("{n} answers in the quiz were not saved"),
    };
    format!("{what}: {}", clean(problem))
}

/// The interface with all that it runs on.
struct Interface<'p> {
    app: App,
    paint: &'p Paint,
    painted: Painted,
    screen: TerminalScreen,
    events: Events,
    tools: Tools,
    /// Whether what the terminal shows is older than what there is to show.
    owes_frame: bool,
    end: Option<End>,
}

impl Interface<'_> {
    /// Draws the first frame, does what it did not need, and then whatever happens, until the end.
    fn run(&mut self, opened: Vec<Effect>, asks: bool) -> io::Result<End> {
        self.fit()?;
        self.draw()?;
        if asks {
            self.screen.write(terminal_background::QUESTION)?;
            self.events.expect_background(BackgroundAnswer::default());
        }
        Events::end_after_signal()?;
        self.carry_out(opened)?;
        // For the tests of jobs that bring too much, or panic; not in a release.
        #[cfg(debug_assertions)]
        if let Ok(name) = std::env::var("HTTPDEX_TEST_JOB") {
            let effects = self.app.start(Work::Test(name));
            self.carry_out(effects)?;
        }
        loop {
            let effects = self.app.after_frame();
            self.carry_out(effects)?;
            let at_most = self.app.wakes_at(Instant::now()).map(|at| at.saturating_duration_since(Instant::now()));
            // Everything that waits is taken before one frame is drawn: a held key costs one frame, not sixty.
            for event in self.events.wait(at_most, self.screen.output().full().as_deref())? {
                self.owes_frame |= self.handle(event)?;
                if let Some(end) = self.end {
                    return Ok(end);
                }
            }
            // Of frames that a terminal has no room for, the last one is enough.
            if self.owes_frame && self.screen.output().full().is_none() {
                self.owes_frame = false;
                self.painted.update(&self.app, self.paint);
                self.draw()?;
            }
        }
    }

    /// Does what an event means; returns whether there may be something else to draw.
    fn handle(&mut self, event: Event) -> io::Result<bool> {
        match event {
            // What was known already is no reason for a frame.
            Event::Message(Message::Background(background)) if background == self.app.shared().look.background => {
                return Ok(false);
            }
            Event::Message(message) => {
                let effects = self.app.update(message, now());
                self.carry_out(effects)?;
            }
            Event::Writable => {
                self.screen.output().push()?;
                return Ok(false);
            }
            Event::Suspend => self.suspend()?,
            Event::Continued => self.reenter()?,
            Event::Resized => self.fit()?,
            Event::End(signal) => self.end = Some(End::Signal(signal)),
        }
        Ok(true)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Quit(code) => self.end = Some(End::Quit(code)),
                Effect::Suspend => self.suspend()?,
                // For the test that a panic gives the terminal back; not in a release.
                #[cfg(debug_assertions)]
                Effect::Redraw if std::env::var_os("HTTPDEX_PANIC").is_some() => panic!("HTTPDEX_PANIC is set"),
                Effect::Redraw => self.screen.redraw()?,
                Effect::CaptureMouse(capture) => self.screen.capture_mouse(capture)?,
                Effect::Send(escape) => self.screen.write(escape.as_bytes())?,
                Effect::Start(id, work) => self.tools.start(id, work),
                Effect::Cancel(id) => self.tools.cancel(id),
            }
        }
        Ok(())
    }

    /// Gives the terminal back and stops, as the shell's job control wants it; goes on when the shell says so.
    fn suspend(&mut self) -> io::Result<()> {
        self.screen.leave()?;
        emulate_default_handler(SIGTSTP)?;
        self.reenter()
    }

    /// Takes the terminal again; it may have another size by now, of which only the shell was told.
    fn reenter(&mut self) -> io::Result<()> {
        self.screen.reenter(self.app.captures_mouse())?;
        self.fit()
    }

    /// Lays the interface out for the size that the terminal has now.
    fn fit(&mut self) -> io::Result<()> {
        let (width, height) = size()?;
        let effects = self.app.update(Message::Resize(width, height), now());
        self.carry_out(effects)
    }

    fn draw(&mut self) -> io::Result<()> {
        self.app.prepare();
        let (app, theme) = (&self.app, &self.painted.theme);
        let has_links = self.paint.links;
        self.screen.terminal().draw(|frame| {
            let area: Rect = frame.area();
            debug_assert_eq!(frame.buffer_mut().area, area);
            if let Some(position) = app.draw(theme, frame.buffer_mut()) {
                frame.set_cursor_position(position);
            }
            if has_links {
                for link in app.links() {
                    links::put(frame.buffer_mut(), &link);
                }
            }
        })?;
        Ok(())
    }
}

/// The time on both clocks.
fn now() -> Now {
    Now { steady: Instant::now(), unix: clock::now() }
}

/// The theme that the last frame was drawn with.
struct Painted {
    look: Look,
    theme: Theme,
}

impl Painted {
    fn new(app: &App, paint: &Paint) -> Self {
        let look = app.shared().look.clone();
        Self { theme: (paint.theme)(&look.theme, look.background), look }
    }

    /// Reads another theme if another one was chosen.
    fn update(&mut self, app: &App, paint: &Paint) {
        if self.look != app.shared().look {
            *self = Self::new(app, paint);
        }
    }
}
