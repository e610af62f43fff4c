//! What a key costs from the message to the bytes for the terminal.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use crossterm::event::{KeyCode, KeyEvent};
use httpdex::app::browser::{SnippetLines, SnippetParts};
use httpdex::app::keymap::Keymap;
use httpdex::app::message::Message;
use httpdex::app::shared::Now;
use httpdex::app::view::View;
use httpdex::app::{App, Look, Start};
use httpdex::catalog::Catalog;
use httpdex::document::{Options, lay_out, sections};
use httpdex::highlight::{Highlighter, Program, ProgramKey};
use httpdex::search::Engine;
use httpdex::snippet::Snippets;
use httpdex::store::{State, TerminalBackground};
use httpdex::theme::{Depth, Theme};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

const SIZE: (u16, u16) = (120, 40);

fn app() -> App {
    App::new(Start {
        catalog: Arc::new(Catalog::embedded()),
        engine: Arc::new(Engine::embedded()),
        keymap: Keymap::default(),
        state: State::default(),
        look: Look {
            theme: "dark".into(),
            background: TerminalBackground::Dark,
            unicode: true,
            signs: false,
            mouse: true,
        },
        themes: Vec::new(),
        view: View::All,
        problems: Vec::new(),
        is_offline: true,
        size: SIZE,
    })
}

fn press(app: &mut App, code: KeyCode) {
    black_box(app.update(Message::Key(KeyEvent::from(code)), Now { steady: Instant::now(), unix: 0 }));
}

fn keys(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("key");
    let theme = Theme::built_in("dark", TerminalBackground::Dark, Depth::True).expect("a built-in theme");
    let area = Rect::new(0, 0, SIZE.0, SIZE.1);
    let options = TerminalOptions { viewport: Viewport::Fixed(area) };
    let mut terminal =
        Terminal::with_options(CrosstermBackend::new(std::io::sink()), options).expect("a terminal that shows nothing");

    let mut moving = app();
    let mut n = 0;
    let mut step = |app: &mut App| {
        n += 1;
        press(app, if n % 50 == 49 { KeyCode::Home } else { KeyCode::Down });
        app.prepare();
    };
    group.bench_function("move: state and page", |b| b.iter(|| step(&mut moving)));
    group.bench_function("move: state, page and frame", |b| {
        b.iter(|| {
            step(&mut moving);
            terminal
                .draw(|frame| {
                    black_box(moving.draw(&theme, frame.buffer_mut()));
                })
                .expect("a sink does not fail");
        });
    });
    group.bench_function("frame without a change", |b| {
        b.iter(|| {
            terminal
                .draw(|frame| {
                    black_box(moving.draw(&theme, frame.buffer_mut()));
                })
                .expect("a sink does not fail");
        });
    });

    let mut searching = app();
    press(&mut searching, KeyCode::Char('/'));
    let mut letters = "gateway".chars().cycle();
    group.bench_function("search letter: state and page", |b| {
        b.iter(|| {
            let letter = letters.next().expect("endless letters");
            if letter == 'g' {
                press(&mut searching, KeyCode::Esc);
                press(&mut searching, KeyCode::Char('/'));
            }
            press(&mut searching, KeyCode::Char(letter));
            searching.prepare();
        });
    });
    group.finish();
}

fn pages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("page");
    let catalog = Catalog::embedded();
    let index = catalog.find("503").expect("a page");
    let page = catalog.page(index).expect("a page");
    let parts = sections(&page, &catalog);
    let options = Options { width: 60, keep_ticks: false, ascii: false };
    group.bench_function("parse", |b| b.iter(|| catalog.page(black_box(index))));
    group.bench_function("sections", |b| b.iter(|| sections(black_box(&page), &catalog)));
    group.bench_function("lay out", |b| b.iter(|| lay_out(black_box(&parts), options)));
    group.finish();
}

/// What the snippet of a page costs: in a key that asks for it, and in the frame that it comes near with.
fn snippets(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("snippet");
    let catalog = Catalog::embedded();
    let index = catalog.find("401").expect("a page");
    let snippets = Snippets::embedded();
    let key = || ProgramKey { index, language: "express".to_owned() };
    let write = || Program::write(&snippets, &catalog, key()).expect("a program");
    group.bench_function("languages", |b| b.iter(Snippets::embedded));
    group.bench_function("write", |b| b.iter(write));
    let offers = snippets.offered(&catalog, index).expect("a page");
    let language = snippets.language("express").expect("a language");
    let program = write();
    let parts = SnippetParts { offers: &offers, language, program: Some(&program), numbered: false, why_not: "V" };
    let options = Options { width: 60, keep_ticks: false, ascii: false };
    group.bench_function("offered", |b| b.iter(|| snippets.offered(&catalog, index)));
    group.bench_function("lay out", |b| b.iter(|| SnippetLines::new(black_box(parts), options)));
    let mut highlighter = Highlighter::new();
    group.bench_function("highlight", |b| b.iter(|| write().highlight(&snippets, &mut highlighter)));
    group.sample_size(10);
    group.bench_function("highlight, the first time", |b| {
        b.iter(|| write().highlight(&snippets, &mut Highlighter::new()));
    });
    group.finish();
}

criterion_group!(benches, keys, pages, snippets);
criterion_main!(benches);
