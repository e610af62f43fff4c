//! The interface without a terminal: what is shown, and what a key, a click or a report of a job makes of it.
//!
//! [`App::update`] changes the state and returns what is to be done outside. It reads no file, no clock and no
//! terminal, so that every behaviour can be tested by calling it. Each screen is a room of its own ([`screen::Screen`]);
//! [`App`] keeps what they share, which of them is shown, the way that led there, and what is laid over it.

pub mod action;
mod bars;
pub mod browser;
pub mod cheatsheet;
pub mod check;
mod command;
mod comparable;
pub mod compare;
mod copied;
pub mod cursor;
mod early;
pub mod explain;
pub mod find;
mod finding;
pub mod frame;
mod history;
mod intro;
pub mod job;
pub mod keymap;
pub mod keys;
mod line_edit;
pub mod link;
mod looks;
mod menus;
pub mod message;
mod mouse;
mod navigation;
pub mod overlay;
mod palette;
mod pasting;
mod picking;
pub mod place;
pub mod playground;
pub mod quiz;
mod reports;
pub mod screen;
mod screens;
pub mod shared;
mod start;
pub mod text;
pub mod told_finding;
pub mod view;

use std::time::Instant;

use crossterm::event::{KeyEvent, KeyEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::action::{Action, Context};
use crate::app::command::Command;
use crate::app::find::Find;
use crate::app::frame::Frame;
use crate::app::history::History;
use crate::app::job::{Owner, Work};
use crate::app::link::Link;
use crate::app::message::{Effect, Message};
use crate::app::mouse::Mouse;
use crate::app::overlay::{Choice, Overlay, OverlayReply, Purpose};
use crate::app::place::{Place, ScreenId};
use crate::app::screen::Input;
use crate::app::screens::Screens;
use crate::app::shared::{Now, Shared};
use crate::store::Change;
use crate::theme::Theme;
use crate::widgets::{Canvas, Glyphs};

pub use start::{Look, Start};

/// The whole state of the interface.
pub struct App {
    shared: Shared,
    screens: Screens,
    shown: ScreenId,
    history: History,
    overlay: Option<Overlay>,
    find: Option<Find>,
    /// Keys that were pressed while the screen still read what it needs.
    early: Vec<KeyEvent>,
    /// The theme in use, while others are looked at.
    theme_before: Option<String>,
}

impl App {
    /// The interface as it opens.
    pub fn new(start: Start) -> Self {
        let view = start.view;
        let shared = Shared::new(start);
        let screens = Screens::new(view, &shared);
        Self {
            shared,
            screens,
            shown: ScreenId::Browser,
            history: History::default(),
            overlay: None,
            find: None,
            early: Vec::new(),
            theme_before: None,
        }
    }

    /// What all screens share.
    pub const fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Every screen.
    pub const fn screens(&self) -> &Screens {
        &self.screens
    }

    /// What fills the screen.
    pub const fn shown(&self) -> ScreenId {
        self.shown
    }

    /// What is laid over the screen.
    pub const fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// Where the next key is pressed.
    pub fn context(&self) -> Context {
        self.find.as_ref().map_or_else(|| self.context_of_text(), Find::context)
    }

    /// Where it would be pressed if no words were looked for.
    fn context_of_text(&self) -> Context {
        self.overlay.as_ref().map_or_else(|| self.screens.get(self.shown).context(), Overlay::context)
    }

    /// Whether the mouse is ours now: not while a text is there to be selected with it.
    pub fn captures_mouse(&self) -> bool {
        self.shared.look.mouse && !self.is_selecting()
    }

    fn is_selecting(&self) -> bool {
        self.overlay.as_ref().is_some_and(Overlay::is_for_selecting)
    }

    /// When the interface has to be drawn again though nothing happens.
    pub fn wakes_at(&self, now: Instant) -> Option<Instant> {
        self.screens.get(self.shown).wakes_at(now)
    }

    /// Opens on a place, from which nothing can be gone back to; returns what is to be done outside.
    pub fn open(&mut self, place: &Place) -> Vec<Effect> {
        let commands = self.show(place);
        self.run(commands)
    }

    /// Starts a job of the interface's own.
    pub fn start(&mut self, work: Work) -> Vec<Effect> {
        let (_, start) = self.shared.start(Owner::Interface, work);
        self.run(vec![start])
    }

    /// Starts the playground's server.
    pub fn serve(&mut self) -> Vec<Effect> {
        let commands = self.screens.playground.start(&mut self.shared);
        self.run(commands)
    }

    /// Changes the state and returns what is to be done outside. `now` is when the message came.
    pub fn update(&mut self, message: Message, now: Now) -> Vec<Effect> {
        let (captured, was_selecting) = (self.captures_mouse(), self.is_selecting());
        self.shared.now = Some(now);
        let commands = self.take(message);
        let mut effects = self.run(commands);
        effects.extend(self.press_early());
        if self.is_selecting() && !was_selecting {
            // Of what was drawn there before, blanks would be left that are selected with the text.
            effects.insert(0, Effect::Redraw);
        }
        if self.captures_mouse() != captured {
            effects.insert(0, Effect::CaptureMouse(!captured));
        }
        effects
    }

    fn take(&mut self, message: Message) -> Vec<Command> {
        match message {
            Message::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
            Message::Key(key) => self.key(key),
            Message::Mouse(event) => Mouse::of(event).map_or_else(Vec::new, |mouse| self.mouse(mouse)),
            Message::Paste(text) => self.paste(&text),
            Message::Resize(width, height) => {
                self.shared.frame = Frame::new(width, height);
                Vec::new()
            }
            Message::Background(background) => self.background(background),
            Message::Job(id, report) => self.report(id, report),
            Message::Wake => self.input(Input::Wake),
        }
    }

    fn input(&mut self, input: Input) -> Vec<Command> {
        self.screens.get_mut(self.shown).update(input, &mut self.shared)
    }

    /// The key that a click means, on what the header or the footer says of one.
    fn key_of_click(&self, mouse: Mouse) -> Option<KeyEvent> {
        let Mouse::Click(at) = mouse else { return None };
        let screen = self.screens.get(self.shown);
        let main = self.overlay.is_none().then(|| screen.main_context());
        match bars::key_at(&self.shared, main, &bars::Footer::of(screen, self.context(), &self.shared), at)? {
            keys::Key::One(code, modifiers) => Some(KeyEvent::new(code, modifiers)),
            keys::Key::Digit | keys::Key::Text => None,
        }
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Command> {
        let context = self.context();
        let action = self.shared.keymap.action(context, key);
        if self.keep_early(key, context, action) {
            return Vec::new();
        }
        if let Some(commands) = action.and_then(|action| self.find_update(action, key)) {
            return commands;
        }
        // At words that were found the keys of the text work too.
        let action = action.or_else(|| match context {
            Context::Found => self.shared.keymap.action(self.context_of_text(), key),
            _ => None,
        });
        if self.overlay.is_none() {
            self.screens.get_mut(self.shown).key_pressed(action);
        }
        let Some(action) = action else {
            if self.overlay.is_none() {
                self.say_unused(&keys::Key::of(key).to_string());
            }
            return Vec::new();
        };
        self.shared.status = None;
        let screen = self.shared.frame.screen;
        let is_own = matches!(action, Action::Interrupt | Action::Suspend | Action::Redraw);
        match self.overlay.as_mut().filter(|_| !is_own) {
            Some(_) if action == Action::Find => self.start_find(),
            Some(overlay) => {
                let reply = overlay.update(action, key, screen);
                self.reply(reply)
            }
            None => self.act(action, Some(key)),
        }
    }

    /// Does an action on the screen that is shown: one of the interface's own, or one of the screen's.
    pub(super) fn act(&mut self, action: Action, key: Option<KeyEvent>) -> Vec<Command> {
        match action {
            Action::Interrupt => vec![Command::Do(Effect::Quit(130))],
            Action::Quit => vec![Command::Do(Effect::Quit(0))],
            Action::Suspend => vec![Command::Do(Effect::Suspend)],
            Action::Redraw => vec![Command::Do(Effect::Redraw)],
            Action::Palette => palette::open(&mut self.shared, self.screens.get(self.shown).context()),
            Action::Help => menus::help(&self.shared, self.screens.get(self.shown).context()),
            Action::Messages => menus::messages(&self.shared),
            Action::Find => self.start_find(),
            Action::Theme => menus::pick_theme(&mut self.shared),
            Action::Mouse => self.toggle_mouse(),
            Action::Unicode => self.toggle_unicode(),
            Action::HistoryBack => self.retrace(false),
            Action::HistoryForward => self.retrace(true),
            Action::ExplainMessage => vec![Command::Go(Place::screen(ScreenId::Explain))],
            Action::Quiz => vec![Command::Go(Place::screen(ScreenId::Quiz))],
            Action::Playground => vec![Command::Go(Place::screen(ScreenId::Playground))],
            Action::Check => vec![Command::Go(Place::screen(ScreenId::Check))],
            Action::CheatSheet => {
                let codes = self.screens.get(self.shown).place().codes;
                vec![Command::Go(Place { codes, ..Place::screen(ScreenId::CheatSheet) })]
            }
            Action::Search | Action::Jump if self.shown != ScreenId::Browser => {
                let mut commands = self.go(Place::screen(ScreenId::Browser));
                commands.extend(self.input(Input::Action(action, key)));
                commands
            }
            action => self.input(Input::Action(action, key)),
        }
    }

    fn mouse(&mut self, mouse: Mouse) -> Vec<Command> {
        if let Some(key) = self.key_of_click(mouse) {
            return self.key(key);
        }
        if matches!(mouse, Mouse::Click(_)) {
            self.shared.status = None;
        }
        let screen = self.shared.frame.screen;
        match &mut self.overlay {
            Some(overlay) => {
                let reply = overlay.mouse(mouse, screen);
                self.reply(reply)
            }
            None => self.input(Input::Mouse(mouse)),
        }
    }

    /// Does what the overlay has come to.
    fn reply(&mut self, reply: OverlayReply) -> Vec<Command> {
        match reply {
            OverlayReply::Stay => self.preview(),
            OverlayReply::Close => self.cover(None),
            OverlayReply::Unhandled(action) => return vec![Command::Unhandled(action)],
            OverlayReply::Choose(item) => {
                let is_of_palette =
                    matches!(&self.overlay, Some(Overlay::Picker(it)) if it.purpose == Purpose::Palette);
                self.cover(None);
                let mut commands = Vec::new();
                if is_of_palette {
                    commands.push(self.shared.remember(Change::Choose(item.label)));
                }
                commands.extend(self.choose(item.choice));
                return commands;
            }
        }
        Vec::new()
    }

    fn choose(&mut self, choice: Choice) -> Vec<Command> {
        match choice {
            Choice::Action(action) => self.act(action, None),
            Choice::Go(place) => vec![Command::Go(place)],
            Choice::Theme(theme) => self.take_theme(theme),
            Choice::Language(id) if self.shown != ScreenId::Browser => {
                let name = self.shared.snippets().language(&id).map_or_else(String::new, |it| it.name.clone());
                self.shared.say(format!("Pages show their snippets in {name} from now on"));
                vec![self.shared.remember(Change::Language(id))]
            }
            choice => self.input(Input::Choice(choice)),
        }
    }

    fn cover(&mut self, overlay: Option<Overlay>) {
        self.end_preview();
        self.shared.is_covered = overlay.is_some();
        self.find = None;
        self.overlay = overlay;
    }

    fn say_unused(&mut self, key: &str) {
        let help = self.shared.keymap.key(self.context(), Action::Help);
        let help = help.map_or_else(String::new, |help| format!("; {help} shows the keys"));
        self.shared.say(format!("{key} does nothing here{help}"));
    }

    /// Makes ready what is to be drawn. Called once before a frame.
    pub fn prepare(&mut self) {
        self.screens.get_mut(self.shown).prepare(&self.shared);
        if let Some(overlay) = &mut self.overlay {
            overlay.prepare(self.shared.frame.screen);
        }
        self.find_again();
    }

    /// What is still to be done for what was drawn. Called after a frame.
    pub fn after_frame(&mut self) -> Vec<Effect> {
        let commands = self.screens.get_mut(self.shown).after_frame(&mut self.shared);
        self.run(commands)
    }

    /// What of the last frame leads to a page of the web; nothing while something lies over it.
    pub fn links(&self) -> Vec<Link> {
        if self.overlay.is_some() { Vec::new() } else { self.screens.get(self.shown).links(&self.shared) }
    }

    /// Draws the interface; returns where the cursor stands, if it is to be seen.
    ///
    /// [`App::prepare`] must have been called since the last change.
    pub fn draw(&self, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
        let glyphs = if self.shared.look.unicode { &Glyphs::UNICODE } else { &Glyphs::ASCII };
        let mut canvas = Canvas { buffer, theme, glyphs };
        let frame = self.shared.frame;
        if theme.ground != Style::new() {
            canvas.buffer.set_style(canvas.buffer.area, theme.ground);
        }
        // Between a change of the terminal's size and its message the two may differ for a frame.
        if frame.screen != canvas.buffer.area || frame.is_too_small {
            bars::too_small(&mut canvas);
            return None;
        }
        let screen = self.screens.get(self.shown);
        bars::header(&self.shared, screen.main_context(), &mut canvas);
        let cursor = screen.draw(&self.shared, &mut canvas);
        bars::footer(&self.shared, &bars::Footer::of(screen, self.context(), &self.shared), &mut canvas);
        let cursor = match &self.overlay {
            Some(overlay) => overlay.draw(&mut canvas),
            None => cursor,
        };
        let Some(find) = &self.find else { return cursor };
        self.text().map_or(cursor, |text| find.draw(&text, &self.shared, &mut canvas))
    }
}
