//! The interface without a terminal, for tests: keys in, frames out.

#![allow(dead_code, reason = "each test uses a part of it")]

pub mod home;
pub mod quiz;
pub mod random;
pub mod svg;

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use httpdex::app::effect::{Effect, Message};
use httpdex::app::keymap::Keymap;
use httpdex::app::keys::Key;
use httpdex::app::state::list::View;
use httpdex::app::state::snippet::Program;
use httpdex::app::{App, Look, Now, Start};
use httpdex::catalog::Catalog;
use httpdex::highlight::Highlighter;
use httpdex::screens::draw;
use httpdex::search::Engine;
use httpdex::snippet::Snippets;
use httpdex::store::{State, TerminalBackground};
use httpdex::theme::{Depth, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// The interface, its clock, and what it asked for.
pub struct Session {
    pub app: App,
    pub now: Now,
    pub effects: Vec<Effect>,
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
        memory: State::default(),
        look: Look { theme: "auto".into(), background: TerminalBackground::Dark, unicode: true, mouse: true },
        themes: Theme::names().map(str::to_owned).collect(),
        view: View::Popular,
        problems: Vec::new(),
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
        Self { app: App::new(start), now: now(), effects: Vec::new() }
    }

    pub fn send(&mut self, message: Message) -> &mut Self {
        let effects = self.app.update(message, self.now);
        self.effects.extend(effects);
        self.app.prepare();
        self
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

    /// Does what the worker does: writes the program that is wanted, and tells its words apart.
    pub fn settle(&mut self) -> &mut Self {
        let snippets = Snippets::embedded();
        while let Some(wanted) = self.app.wanted() {
            let written = wanted.program.map_or_else(|| Program::write(&snippets, &wanted.catalog, wanted.key), Ok);
            let program = written.expect("a program that is offered");
            self.send(Message::Snippet(program.tell_apart(&snippets, &mut Highlighter::new())));
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

    /// The id of the entry whose page is shown.
    pub fn current(&self) -> String {
        self.app.current().map_or_else(String::new, |index| self.app.catalog().row(index).id.to_string())
    }

    pub fn status(&self) -> &str {
        self.app.status().map_or("", |status| &status.text)
    }

    /// Takes what was asked for since the last call.
    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    pub fn frame(&mut self) -> Buffer {
        self.frame_in("auto", Depth::True)
    }

    pub fn frame_in(&mut self, theme: &str, depth: Depth) -> Buffer {
        let theme = Theme::built_in(theme, self.app.look().background, depth).expect("a built-in theme");
        let mut buffer = Buffer::empty(self.app.areas().screen);
        self.app.prepare();
        draw(&self.app, &theme, &mut buffer);
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
