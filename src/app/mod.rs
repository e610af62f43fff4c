//! The interface without a terminal: what is shown, and what a key, a click or an answer from outside makes of it.
//!
//! [`App::update`] changes the state and returns what is to be done outside. It reads no file, no clock and no
//! terminal, so that every behaviour can be tested by calling it.

pub mod action;
pub mod areas;
mod browse;
mod comparing;
pub mod copying;
pub mod effect;
pub mod keymap;
pub mod keys;
mod line_edit;
pub(crate) mod mouse;
mod overlays;
pub mod quiz_view;
mod quiz_words;
mod quizzing;
mod searching;
mod sheet;
mod snippets;
mod start;
pub mod state;
mod view;

use std::cell::OnceCell;
use std::sync::Arc;
use std::time::Instant;

use crossterm::event::{KeyEvent, KeyEventKind};

use crate::app::action::{Action, Context};
use crate::app::areas::Areas;
use crate::app::effect::{Effect, Message};
use crate::app::keymap::Keymap;
use crate::app::state::compare::Compare;
use crate::app::state::digits::Digits;
use crate::app::state::history::History;
use crate::app::state::list::{List, View, count};
use crate::app::state::page::PageView;
use crate::app::state::picker::{self, Picker};
use crate::app::state::quiz::Quiz;
use crate::app::state::reader::Reader;
use crate::app::state::search::Search;
use crate::app::state::sheet::CheatSheet;
use crate::app::state::snippet::Programs;
use crate::catalog::{Catalog, Index};
use crate::search::Engine;
use crate::snippet::Snippets;
use crate::store::{Change, State, TerminalBackground};

pub use start::{Look, Start};

/// What fills the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The views, the list and the page.
    Browser,
    /// Codes side by side.
    Compare,
    /// Every code on one sheet.
    CheatSheet,
    /// The quiz.
    Quiz,
}

/// When something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// By a clock that only goes forward.
    pub steady: Instant,
    /// By the calendar: seconds since 1970-01-01T00:00:00Z.
    pub unix: i64,
}

/// A part of the browser that keys can go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// Views and categories.
    Sidebar,
    /// The codes of the view, or the hits of the search.
    List,
    /// The page of the selected code.
    Page,
}

/// Something laid over the screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// A list of choices.
    Picker(Picker),
    /// A text.
    Reader(Reader),
}

/// The answer to the last action, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// One line.
    pub text: String,
    /// Whether something went wrong.
    pub is_error: bool,
}

/// The whole state of the interface.
pub struct App {
    catalog: Arc<Catalog>,
    engine: Arc<Engine>,
    keymap: Keymap,
    memory: State,
    look: Look,
    themes: Vec<String>,
    problems: Vec<String>,
    areas: Areas,
    screen: Screen,
    compare: Option<Compare>,
    sheet: CheatSheet,
    /// The quiz, once it was opened; it stays as it is while something else fills the screen.
    quiz: Option<Box<Quiz>>,
    quiz_wanted: bool,
    /// When something happened last.
    ticked: Option<Now>,
    focus: Pane,
    views: Vec<(View, usize)>,
    list: List,
    search: Option<Search>,
    page: PageView,
    snippets: OnceCell<Snippets>,
    programs: Programs,
    overlay: Option<Overlay>,
    history: History,
    digits: Digits,
    dragging: bool,
    status: Option<Status>,
}

impl App {
    /// The interface as it opens.
    pub fn new(start: Start) -> Self {
        let Start { catalog, engine, keymap, memory, look, themes, view, problems, size } = start;
        let list = List::new(view, &catalog, &memory);
        let views = View::of(&catalog).into_iter().map(|view| (view, count(view, &catalog, &memory))).collect();
        let mut app = Self {
            areas: Areas::new(size.0, size.1, Pane::List),
            catalog,
            engine,
            keymap,
            memory,
            look,
            themes,
            problems,
            screen: Screen::Browser,
            compare: None,
            sheet: CheatSheet::default(),
            quiz: None,
            quiz_wanted: false,
            ticked: None,
            focus: Pane::List,
            views,
            list,
            search: None,
            page: PageView::default(),
            snippets: OnceCell::new(),
            programs: Programs::default(),
            overlay: None,
            history: History::default(),
            digits: Digits::default(),
            dragging: false,
            status: None,
        };
        match app.problems.len() {
            0 => {}
            1 => app.fail(app.problems[0].clone()),
            n => app.fail(format!(
                "{n} things are wrong with your files; press {} to read them",
                app.key_for(Action::Messages)
            )),
        }
        app
    }

    /// Changes the state and says what is to be done outside. `now` is when the message came.
    pub fn update(&mut self, message: Message, now: Now) -> Vec<Effect> {
        let (captured, by_hand) = (self.captures_mouse(), self.is_by_hand());
        self.ticked = Some(now);
        let mut effects = self.tick(now);
        effects.extend(self.take(message, now));
        if self.is_by_hand() && !by_hand {
            // Of what was drawn there before, blanks would be left that are selected with the text.
            effects.insert(0, Effect::Redraw);
        }
        if self.captures_mouse() != captured {
            effects.insert(0, Effect::CaptureMouse(!captured));
        }
        effects
    }

    fn take(&mut self, message: Message, now: Now) -> Vec<Effect> {
        match message {
            Message::Tick if self.screen == Screen::Quiz => self.load_quiz(),
            Message::Tick => Vec::new(),
            Message::Quiz(loaded) => {
                self.quiz_loaded(*loaded);
                Vec::new()
            }
            Message::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
            Message::Key(key) => self.key(key, now),
            Message::Mouse(event) => self.mouse(event, now),
            Message::Paste(text) => self.paste(&text),
            Message::Resize(width, height) => {
                self.areas = Areas::new(width, height, self.focus);
                Vec::new()
            }
            Message::Background(background) => self.background(background),
            Message::Engine(engine) => {
                self.engine = engine;
                self.search_again();
                Vec::new()
            }
            Message::Copied { what, text, outcome } => self.copied(&what, &text, outcome),
            Message::Snippet(program) => {
                self.programs.keep(program);
                Vec::new()
            }
            Message::Done(text) => {
                self.say(text);
                Vec::new()
            }
            Message::Failed(text) => {
                self.fail(text);
                Vec::new()
            }
        }
    }

    fn key(&mut self, key: KeyEvent, now: Now) -> Vec<Effect> {
        let context = self.context();
        let Some(action) = self.keymap.action(context, key) else {
            self.digits.end();
            if context == Context::Browse {
                let help = self.key_for(Action::Help);
                self.say(format!("{} does nothing here; {help} shows the keys", keys::Key::of(key)));
            }
            return Vec::new();
        };
        self.status = None;
        let ends_number = context == Context::Browse && !self.digits.text.is_empty() && self.focus == Pane::Page;
        if action != Action::Jump {
            self.digits.end();
        }
        match action {
            Action::Interrupt => vec![Effect::Quit(130)],
            Action::Suspend => vec![Effect::Suspend],
            Action::Redraw => vec![Effect::Redraw],
            Action::Jump => self.digit(key, now.steady),
            // Enter behind a number ends it.
            Action::Open if ends_number => Vec::new(),
            action => match context {
                Context::Browse | Context::Any => self.browse(action),
                Context::Search => self.type_search(action, key),
                Context::Picker | Context::Reader => self.over(action, key, now),
                Context::Compare => self.at_comparison(action),
                Context::CheatSheet => self.on_sheet(action),
                _ => self.practise(action, Some(key), now),
            },
        }
    }

    /// Where the next key is pressed.
    pub fn context(&self) -> Context {
        match &self.overlay {
            Some(Overlay::Picker(_)) => Context::Picker,
            Some(Overlay::Reader(_)) => Context::Reader,
            None if self.screen == Screen::Browser && self.search.as_ref().is_some_and(|search| search.typing) => {
                Context::Search
            }
            None => self.screen_context(),
        }
    }

    /// Where one is, whatever lies over it.
    pub fn screen_context(&self) -> Context {
        match self.screen {
            Screen::Browser => Context::Browse,
            Screen::Compare => Context::Compare,
            Screen::CheatSheet => Context::CheatSheet,
            Screen::Quiz => self.quiz_context(),
        }
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.status = None;
        match &mut self.overlay {
            Some(Overlay::Picker(picker)) => {
                if line_edit::paste(&mut picker.input, text) {
                    picker.narrow();
                }
            }
            Some(Overlay::Reader(_)) => {}
            None => match self.screen {
                // What is pasted into the browser is a log line or an error message: search for it.
                Screen::Browser => self.paste_search(text),
                Screen::Quiz => self.paste_answer(text),
                Screen::Compare | Screen::CheatSheet => {}
            },
        }
        Vec::new()
    }

    fn background(&mut self, background: TerminalBackground) -> Vec<Effect> {
        if self.look.background == background {
            return Vec::new();
        }
        self.look.background = background;
        vec![self.remember(Change::Background(background))]
    }

    /// Makes the page ready to be drawn: parses and lays out what the last messages left selected. Called once
    /// before a frame, so that keys passed over in a burst cost nothing.
    pub fn prepare(&mut self) {
        match self.screen {
            Screen::Browser => self.prepare_browser(),
            Screen::Compare => self.prepare_comparison(),
            Screen::CheatSheet => self.prepare_sheet(),
            Screen::Quiz => self.prepare_quiz(),
        }
        match &mut self.overlay {
            Some(Overlay::Picker(picker)) => {
                self.areas.lay_over(picker.height());
                let rows = usize::from(self.areas.overlay_rows.height).saturating_sub(picker::HEAD);
                let shown = picker.shown().len();
                picker.cursor.show((rows / picker.item_rows()).max(1), shown);
            }
            Some(Overlay::Reader(reader)) => {
                if reader.by_hand {
                    self.areas.lay_over_all();
                    reader.fit(self.areas.overlay_rows.width);
                } else {
                    reader.fit(self.areas.overlay_rows.width);
                    self.areas.lay_over(reader.rows.len());
                }
                reader.scroll_by(0, usize::from(self.areas.overlay_rows.height));
            }
            None => {}
        }
    }

    /// The entry whose page is shown.
    pub fn current(&self) -> Option<Index> {
        match &self.search {
            Some(search) if !search.input.value().trim().is_empty() => search.current(),
            _ => self.list.current(),
        }
    }

    /// The first key of an action of the browser, as it is written; the palette's when it has none.
    pub fn key_for(&self, action: Action) -> String {
        self.keymap.key(Context::Browse, action).unwrap_or_else(|| ":".to_owned())
    }

    fn say(&mut self, text: impl Into<String>) {
        self.status = Some(Status { text: text.into(), is_error: false });
    }

    fn fail(&mut self, text: impl Into<String>) {
        self.status = Some(Status { text: text.into(), is_error: true });
    }

    /// Remembers a change, now and between runs.
    fn remember(&mut self, change: Change) -> Effect {
        self.memory.apply(&change);
        Effect::Save(change)
    }

    fn set_focus(&mut self, focus: Pane) {
        self.focus = focus;
        self.areas = Areas::new(self.areas.screen.width, self.areas.screen.height, focus);
    }
}

/// Lines that a hit takes in the list: its name, and why it was found.
pub const HIT_ROWS: u16 = 2;
