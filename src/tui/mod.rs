//! The interface on a terminal: sets it up, feeds what happens to the [`App`], carries out what it asks for, and draws.

mod background;
mod events;
mod keeper;
mod terminal;
mod worker;

use std::io;
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use ratatui::layout::Rect;
use signal_hook::consts::{SIGHUP, SIGTSTP};
use signal_hook::low_level::emulate_default_handler;

use crate::app::effect::{Effect, Message};
use crate::app::{App, Look, Now};
use crate::catalog::Catalog;
use crate::clipboard::Clipboard;
use crate::store::{ProgressStore, StateStore, TerminalBackground};
use crate::theme::{AUTO, Depth, Theme};
use background::Answer;
use events::{Event, Events};
use terminal::Screen;
use worker::Worker;

pub use terminal::size;

/// Finds a theme by its name, for a terminal with this background.
pub type FindTheme = dyn Fn(&str, TerminalBackground) -> Theme;

/// What the interface draws with, besides its state.
pub struct Paint {
    /// Where themes come from.
    pub theme: Box<FindTheme>,
    /// How many colors the terminal shows.
    pub depth: Depth,
}

/// How the interface ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By its own doing, with this exit code.
    Quit(u8),
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
    /// The catalogue with the user's own entries, if there are any: it is still to be indexed.
    pub own: Option<Arc<Catalog>>,
}

/// Shows the interface until it is left. The terminal is then as it was before.
///
/// # Errors
/// When there is no terminal, or it stops answering.
pub fn run(mut app: App, paint: &Paint, outside: Outside) -> io::Result<End> {
    let asks = app.look().theme == AUTO && paint.depth != Depth::Monochrome;
    // Before the terminal is taken, as a signal may come at once.
    let (mut events, sender) = Events::new()?;
    let mut screen = Screen::enter(app.look().mouse)?;
    let mut painted = Painted::new(&app, paint);
    let Outside { store, progress, clipboard, own } = outside;
    let mut worker = Worker::new(store, progress, clipboard, sender);
    let opened = open(&mut app, &painted, &mut screen, &mut events, asks);
    if let Some(catalog) = own {
        worker.index(catalog);
    }
    if app.screen() != crate::app::Screen::Browser {
        worker.remind();
    }
    let end = opened.and_then(|()| main_loop(&mut app, paint, &mut painted, &mut screen, &mut events, &mut worker));
    let left = screen.leave();
    worker.finish();
    if events.is_gone() {
        // There is nothing to restore, and the frame's own end would complain about the cursor where nobody reads it.
        std::mem::forget(screen);
        return Ok(End::Signal(SIGHUP));
    }
    let end = end?;
    left.map(|()| end)
}

/// Draws the first frame, and then does what it did not need.
fn open(app: &mut App, painted: &Painted, screen: &mut Screen, events: &mut Events, asks: bool) -> io::Result<()> {
    fit(app)?;
    painted.draw(app, screen)?;
    Events::end_after_hang_up()?;
    if asks {
        screen.write(background::QUESTION)?;
        events.expect_background(Answer::default());
    }
    Ok(())
}

fn main_loop(
    app: &mut App,
    paint: &Paint,
    painted: &mut Painted,
    screen: &mut Screen,
    events: &mut Events,
    worker: &mut Worker,
) -> io::Result<End> {
    loop {
        if let Some(wanted) = app.wanted() {
            worker.snippet(wanted);
        }
        // Everything that waits is taken before one frame is drawn: a held key costs one frame, not sixty.
        let mut changed = false;
        let at_most = app.wakes_at(Instant::now()).map(|at| at.saturating_duration_since(Instant::now()));
        for event in events.wait(at_most)? {
            let message = match event {
                // What was known already is no reason for a frame.
                Event::Message(Message::Background(background)) if background == app.look().background => continue,
                Event::Message(message) => message,
                Event::Suspend => {
                    suspend(app, screen)?;
                    changed = true;
                    continue;
                }
                Event::Continued => {
                    reenter(app, screen)?;
                    changed = true;
                    continue;
                }
                Event::Resized => {
                    fit(app)?;
                    changed = true;
                    continue;
                }
                Event::End(signal) => return Ok(End::Signal(signal)),
            };
            changed = true;
            for effect in app.update(message, now()) {
                match effect {
                    Effect::Quit(code) => return Ok(End::Quit(code)),
                    Effect::Suspend => suspend(app, screen)?,
                    // For the test that a panic gives the terminal back; not in a release.
                    #[cfg(debug_assertions)]
                    Effect::Redraw if std::env::var_os("HTTPDEX_PANIC").is_some() => panic!("HTTPDEX_PANIC is set"),
                    Effect::Redraw => screen.redraw()?,
                    Effect::CaptureMouse(capture) => screen.capture_mouse(capture)?,
                    Effect::Open(url) => {
                        app.update(worker::open(&url), now());
                    }
                    Effect::Copy { what, text } => worker.copy(what, text),
                    Effect::Send(escape) => screen.write(escape.as_bytes())?,
                    Effect::Save(change) => worker.save(change),
                    Effect::LoadQuiz => worker.keeper.load(app.catalog_shared()),
                    Effect::Keep(answers) => worker.keeper.keep(answers),
                }
            }
        }
        if changed {
            painted.update(app, paint);
            painted.draw(app, screen)?;
        }
    }
}

/// The time on both clocks.
fn now() -> Now {
    let unix = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    Now { steady: Instant::now(), unix: i64::try_from(unix).unwrap_or(i64::MAX) }
}

/// Gives the terminal back and stops, as the shell's job control wants it; goes on when the shell says so.
fn suspend(app: &mut App, screen: &mut Screen) -> io::Result<()> {
    screen.leave()?;
    emulate_default_handler(SIGTSTP)?;
    reenter(app, screen)
}

/// Takes the terminal again; it may have another size by now, of which only the shell was told.
fn reenter(app: &mut App, screen: &mut Screen) -> io::Result<()> {
    screen.reenter(app.captures_mouse())?;
    fit(app)
}

/// Lays the interface out for the size that the terminal has now.
fn fit(app: &mut App) -> io::Result<()> {
    let (width, height) = size()?;
    app.update(Message::Resize(width, height), now());
    Ok(())
}

/// The theme that the last frame was drawn with.
struct Painted {
    look: Look,
    theme: Theme,
}

impl Painted {
    fn new(app: &App, paint: &Paint) -> Self {
        let look = app.look().clone();
        Self { theme: (paint.theme)(&look.theme, look.background), look }
    }

    /// Reads another theme if another one was chosen.
    fn update(&mut self, app: &App, paint: &Paint) {
        if self.look != *app.look() {
            *self = Self::new(app, paint);
        }
    }

    fn draw(&self, app: &mut App, screen: &mut Screen) -> io::Result<()> {
        app.prepare();
        screen.terminal().draw(|frame| {
            let area: Rect = frame.area();
            debug_assert_eq!(frame.buffer_mut().area, area);
            if let Some(position) = crate::screens::draw(app, &self.theme, frame.buffer_mut()) {
                frame.set_cursor_position(position);
            }
        })?;
        Ok(())
    }
}
