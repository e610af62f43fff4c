//! The interface without a terminal, for tests: keys in, frames out.

#![allow(dead_code, reason = "each test uses a part of it")]

pub mod check;
pub mod film;
pub mod home;
pub mod playground;
pub mod quiz;
pub mod random;
pub mod run;
pub mod svg;

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use httpdex::app::browser::{Browser, BrowserLayout, PageView};
use httpdex::app::explain::explain;
use httpdex::app::job::{Item, JobId, Report, Work};
use httpdex::app::keymap::Keymap;
use httpdex::app::keys::Key;
use httpdex::app::message::{Effect, Message};
use httpdex::app::overlay;
use httpdex::app::place::{Place, ScreenId};
use httpdex::app::shared::Now;
use httpdex::app::view::View;
use httpdex::app::{App, Look, Start};
use httpdex::catalog::Catalog;
use httpdex::highlight::{Highlighter, Program, ProgramKey};
use httpdex::search::Engine;
use httpdex::snippet::Snippets;
use httpdex::store::{Change, State, TerminalBackground};
use httpdex::theme::{Depth, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// The interface, its clock, and what it asked for.
pub struct Session {
    pub app: App,
    pub now: Now,
    pub effects: Vec<Effect>,
    /// The jobs that were started.
    jobs: Vec<(JobId, Work)>,
}

/// The job that does this is started.
pub fn started(work: Work) -> Effect {
    Effect::Start(JobId::default(), work)
}

/// A change is remembered.
pub fn saved(change: Change) -> Effect {
    started(Work::SaveState(change))
}

/// An address is opened.
pub fn opened(url: &str) -> Effect {
    started(Work::OpenUrl(url.to_owned()))
}

/// Where everything stands.
pub struct Areas {
    pub screen: Rect,
    pub sidebar: Rect,
    pub list_title: Rect,
    pub list: Rect,
    pub strip: Rect,
    pub index: Rect,
    pub text: Rect,
    pub scrollbar: Rect,
    pub head: Rect,
    pub body_text: Rect,
    pub overlay_rows: Rect,
}

/// A moment: Sunday, 2026-11-22, 12:00:00 UTC.
pub fn now() -> Now {
    Now { steady: Instant::now(), unix: 1_795_348_800 }
}

/// What the interface starts with in tests; change what a test is about.
pub fn start(width: u16, height: u16) -> Start {
    Start {
        catalog: Arc::new(Catalog::embedded()),
        engine: Arc::new(Engine::embedded()),
        keymap: Keymap::default(),
        state: State::default(),
        look: Look {
            theme: "auto".into(),
            background: TerminalBackground::Dark,
            unicode: true,
            signs: false,
            mouse: true,
        },
        themes: Theme::names().map(str::to_owned).collect(),
        view: View::Popular,
        problems: Vec::new(),
        is_offline: false,
        size: (width, height),
    }
}

/// The catalogue with entries of the user's, each of which must be taken.
pub fn own(entries: &str) -> Catalog {
    let (catalog, problems) = Catalog::with_own(vec![("own.json".into(), entries.to_owned())]);
    assert!(catalog.rows().len() > Catalog::embedded_len(), "{problems:?}");
    catalog
}

impl Session {
    pub fn new(width: u16, height: u16) -> Self {
        Self::with(start(width, height))
    }

    pub fn with(start: Start) -> Self {
        let mut session = Self { app: App::new(start), now: now(), effects: Vec::new(), jobs: Vec::new() };
        session.app.prepare();
        session
    }

    /// Opens on a place, as the command line does.
    pub fn open(&mut self, place: &Place) -> &mut Self {
        let effects = self.app.open(place);
        self.take(effects)
    }

    /// Opens on the page of an entry.
    pub fn open_on(&mut self, id: &str) -> &mut Self {
        let index = self.app.shared().catalog.find(id).expect("an entry");
        self.open(&Place::page(index))
    }

    pub fn send(&mut self, message: Message) -> &mut Self {
        let effects = self.app.update(message, self.now);
        self.take(effects)
    }

    fn take(&mut self, effects: Vec<Effect>) -> &mut Self {
        for effect in effects {
            if let Effect::Start(id, work) = &effect {
                self.jobs.push((*id, work.clone()));
            }
            // Which number a job has is of no importance.
            self.effects.push(match effect {
                Effect::Start(_, work) => started(work),
                effect => effect,
            });
        }
        self.app.prepare();
        self
    }

    /// Reports for the job of the interface that was started last with this work, or for a new one.
    pub fn report(&mut self, work: Work, report: Report) -> &mut Self {
        let known = self.jobs.iter().rfind(|(_, of)| *of == work).map(|(id, _)| *id);
        let id = known.unwrap_or_else(|| {
            let effects = self.app.start(work);
            let [Effect::Start(id, _)] = effects.as_slice() else { panic!("{effects:?}") };
            *id
        });
        self.send(Message::Job(id, report))
    }

    /// Says something that was done outside.
    pub fn done(&mut self, text: &str) -> &mut Self {
        self.report(Work::OpenUrl(String::new()), Report::Item(Item::Text(text.to_owned())))
    }

    /// Says something that failed outside.
    pub fn failed(&mut self, text: &str) -> &mut Self {
        let effects = self.app.start(Work::OpenUrl(String::new()));
        let [Effect::Start(id, _)] = effects.as_slice() else { panic!("{effects:?}") };
        self.send(Message::Job(*id, Report::Failed(text.to_owned())))
    }

    /// Presses keys as the keymap writes them, separated by spaces; `type:…` types each character.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for word in keys.split(' ').filter(|word| !word.is_empty()) {
            if let Some(text) = word.strip_prefix("type:") {
                self.type_text(&text.replace('_', " "));
                continue;
            }
            let Ok(Key::One(code, modifiers)) = word.parse() else { panic!("no key: {word}") };
            self.send(Message::Key(KeyEvent::new(code, modifiers)));
        }
        self
    }

    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.send(Message::Key(KeyEvent::from(KeyCode::Char(c))));
        }
        self
    }

    /// The program that is wanted for what is shown, with the job that writes it.
    pub fn wanted(&mut self) -> Option<(JobId, ProgramKey, Option<Program>)> {
        let effects = self.app.after_frame();
        effects.into_iter().find_map(|effect| match effect {
            Effect::Start(id, Work::WriteSnippet(key, program)) => Some((id, key, program)),
            _ => None,
        })
    }

    /// Does what the job does that explains what was pasted.
    pub fn explained(&mut self) -> &mut Self {
        self.app.prepare();
        let effects = self.app.after_frame();
        let wanted = effects.into_iter().find_map(|effect| match effect {
            Effect::Start(id, Work::Explain(wanted)) => Some((id, wanted)),
            _ => None,
        });
        if let Some((id, wanted)) = wanted {
            let explained = explain(&self.app.shared().catalog, wanted);
            self.send(Message::Job(id, Report::Item(Item::Explained(Box::new(explained)))));
            self.send(Message::Job(id, Report::Done));
        }
        self.app.prepare();
        self
    }

    /// Pastes a message, and has it explained.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.send(Message::Paste(text.to_owned())).explained()
    }

    /// Does what the jobs do: explains what was pasted, writes the program that is wanted, and highlights it.
    pub fn settle(&mut self) -> &mut Self {
        if self.shown() == ScreenId::Explain {
            self.explained();
        }
        let snippets = Snippets::embedded();
        while let Some((id, key, program)) = self.wanted() {
            let catalog = Arc::clone(&self.app.shared().catalog);
            let written = program.map_or_else(|| Program::write(&snippets, &catalog, key), Ok);
            let program = written.expect("a program that is offered");
            let program = program.highlight(&snippets, &mut Highlighter::new());
            self.send(Message::Job(id, Report::Item(Item::Snippet(program))));
            self.send(Message::Job(id, Report::Done));
        }
        self
    }

    pub fn wait(&mut self, milliseconds: u64) -> &mut Self {
        self.now.steady += Duration::from_millis(milliseconds);
        self
    }

    pub fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) -> &mut Self {
        let modifiers = crossterm::event::KeyModifiers::NONE;
        self.send(Message::Mouse(MouseEvent { kind, column, row, modifiers }))
    }

    pub fn click(&mut self, column: u16, row: u16) -> &mut Self {
        self.mouse(MouseEventKind::Down(MouseButton::Left), column, row);
        self.mouse(MouseEventKind::Up(MouseButton::Left), column, row)
    }

    pub fn browser(&self) -> &Browser {
        &self.app.screens().browser
    }

    pub fn page(&self) -> &PageView {
        self.browser().page()
    }

    pub fn shown(&self) -> ScreenId {
        self.app.shown()
    }

    pub fn areas(&self) -> Areas {
        let shared = self.app.shared();
        let BrowserLayout { sidebar, list_title, list, strip, index, text, scrollbar, .. } =
            self.browser().layout(shared);
        let (screen, titled) = (shared.frame.screen, shared.frame.titled());
        let overlay = self.app.overlay().map_or_else(overlay::OverlayLayout::default, |overlay| overlay.layout(screen));
        let (head, body_text, overlay_rows) = (titled.head, titled.text, overlay.rows);
        Areas { screen, sidebar, list_title, list, strip, index, text, scrollbar, head, body_text, overlay_rows }
    }

    /// The id of the entry whose page is shown.
    pub fn current(&self) -> String {
        let current = self.browser().current();
        current.map_or_else(String::new, |index| self.app.shared().catalog.row(index).id.to_string())
    }

    pub fn status(&self) -> &str {
        self.app.shared().status.as_ref().map_or("", |status| &status.text)
    }

    pub fn is_error(&self) -> bool {
        self.app.shared().status.as_ref().is_some_and(|status| status.is_error)
    }

    /// Takes what was asked for since the last call.
    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    pub fn frame(&mut self) -> Buffer {
        self.frame_in("auto", Depth::True)
    }

    pub fn frame_in(&mut self, theme: &str, depth: Depth) -> Buffer {
        let theme = Theme::built_in(theme, self.app.shared().look.background, depth).expect("a built-in theme");
        let mut buffer = Buffer::empty(self.app.shared().frame.screen);
        self.app.prepare();
        self.app.draw(&theme, &mut buffer);
        buffer
    }

    /// The frame as text.
    pub fn screen(&mut self) -> String {
        text(&self.frame())
    }
}

/// The cells of a buffer as text.
pub fn text(buffer: &Buffer) -> String {
    lines(buffer).join("\n")
}

/// The rows of a buffer, without the spaces at their ends.
pub fn lines(buffer: &Buffer) -> Vec<String> {
    use unicode_width::UnicodeWidthStr;
    let row = |y| {
        let mut row = String::new();
        let mut skip = 0;
        for x in 0..buffer.area.width {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let symbol = buffer[(x, y)].symbol();
            skip = symbol.width().saturating_sub(1);
            row.push_str(symbol);
        }
        row.trim_end().to_owned()
    };
    (0..buffer.area.height).map(row).collect()
}

/// The frame as text, and under it each run of cells that has a style: where, and which.
pub fn text_with_styles(buffer: &Buffer) -> String {
    let mut out = text(buffer);
    out.push_str("\n---\n");
    let Rect { width, height, .. } = buffer.area;
    for y in 0..height {
        let mut x = 0;
        while x < width {
            let style = |x: u16| {
                let cell = &buffer[(x, y)];
                (cell.fg, cell.bg, cell.modifier)
            };
            let (fg, bg, modifier) = style(x);
            let start = x;
            while x < width && style(x) == (fg, bg, modifier) {
                x += 1;
            }
            let plain = fg == ratatui::style::Color::Reset && bg == ratatui::style::Color::Reset;
            if plain && modifier == Modifier::empty() {
                continue;
            }
            let run: String = (start..x).map(|x| buffer[(x, y)].symbol()).collect();
            if run.trim().is_empty() && !modifier.contains(Modifier::REVERSED) {
                continue;
            }
            writeln!(out, "{y}:{start}-{} fg {fg} bg {bg} {modifier:?}", x - 1)
                .expect("writing to a String does not fail");
        }
    }
    out
}
