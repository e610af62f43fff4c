//! Whatever happens in whatever order, nothing panics, and nothing is drawn that does harm or lies outside the screen.

mod support;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use std::{env, thread};

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use httpdex::app::App;
use httpdex::app::check::Happened;
use httpdex::app::explain::explain;
use httpdex::app::job::{Item, JobId, QuizData, Report, Work};
use httpdex::app::keys::Key;
use httpdex::app::message::{Effect, Message};
use httpdex::app::place::ScreenId;
use httpdex::catalog::{Catalog, ClientMessage, Doc, Step};
use httpdex::check::{Certificate, Event, Hop, Problem};
use httpdex::document::{Block, Document, Options, Role, Section, SectionId, lay_out};
use httpdex::explain::Explainer;
use httpdex::highlight::{self, Program, ProgramKey};
use httpdex::quiz::memory::{DAY, Memory};
use httpdex::search::Engine;
use httpdex::store::{Progress, TerminalBackground};
use httpdex::text::clean_lines;
use httpdex::theme::{Depth, Theme};
use httpdex::widgets::put;
use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use support::check::{chain, failed, hop};
use support::quiz::loaded_from;
use support::random::Random;
use support::{own, start};
use unicode_width::UnicodeWidthStr;

/// How much happens in all, and to how many sessions at once.
const EVENTS: usize = 100_000;
const SESSIONS: usize = 4;
/// What chance begins with unless `HTTPDEX_SEED` says otherwise, so that a run says the same on every machine.
const SEED: u64 = 1;
/// Every frame on a screen of so many cells is drawn, and a part of the others: drawing takes as long as it has cells.
const CELLS: u32 = 600;

/// Characters of every kind: of all widths, with and without a meaning to a terminal.
const CHARS: &[char] = &[
    'a', 'e', 't', 'Z', '0', '4', '9', '.', ' ', '/', ':', '`', '日', 'ß', '🐢', '\u{301}', '\u{200d}', '\u{fe0f}',
    '\0', '\u{1b}', '\u{7f}', '\u{9b}', '\u{202e}', '\n', '\r', '\t', '\u{ffff}',
];

/// An entry that tries everything that it should not.
const HOSTILE: &str = r#"{"id": "evil-404", "code": "404", "name": "\u001b[2J日本語 \u202eevil\u0007 name that is longer than any list is wide",
    "vendor": "\u001b]0;owned\u0007", "emoji": "🏴‍☠️", "summary": "`\u001b[31m` \u009b31m 日本語日本語日本語日本語 👩‍💻❤️❤️❤️", "popular": 1,
    "definition": "verylongwordverylongwordverylongwordverylongwordverylongwordverylongwordverylongwordverylongword",
    "example": {"request": "GET / HTTP/1.1\nHost: \u001b[31m\t\tx\n\n", "response": "HTTP/1.1 404 \r\n\r\n\u0000\u0007"},
    "related": [{"id": "404", "why": "\u001b[H"}, {"id": "nowhere", "why": ""}], "docs": [{"title": "", "url": "\u001b"}]}"#;

/// The last events, told when one of them was too much.
#[derive(Default)]
struct Trace(VecDeque<String>);

impl Trace {
    fn add(&mut self, event: &Message) {
        if self.0.len() == 12 {
            self.0.pop_front();
        }
        self.0.push_back(format!("{event:?}"));
    }
}

impl Drop for Trace {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("the last events:\n{}", self.0.make_contiguous().join("\n"));
        }
    }
}

#[test]
fn anything_may_happen_in_any_order() {
    let seed = env::var("HTTPDEX_SEED").ok().map_or(SEED, |seed| seed.parse().expect("HTTPDEX_SEED is a number"));
    println!("once more: HTTPDEX_SEED={seed} cargo test --test random");
    let mut total = Seen::default();
    let failed = thread::scope(|scope| {
        // All but one are online, so that hops come to be seen: here nothing is ever sent.
        let sessions = (0..SESSIONS)
            .map(|n| scope.spawn(move || session(Random::new(seed + n as u64), n % 2 == 0, n + 1 == SESSIONS)));
        let sessions: Vec<_> = sessions.collect();
        sessions.into_iter().filter_map(|session| session.join().map(|seen| total.add(&seen)).err()).count()
    });
    assert_eq!(failed, 0, "HTTPDEX_SEED={seed} shows it again");
    assert!(total.answers > 20, "only {} answers were given", total.answers);
    assert!(total.explained > 20, "only {} messages were explained", total.explained);
    assert!(total.happened > 300, "only {} things happened at checks", total.happened);
    assert!(total.frames > EVENTS / 4, "only {} frames were drawn", total.frames);
}

/// What was seen in a session, so that it is known to lead everywhere.
#[derive(Debug, Default)]
struct Seen {
    /// Questions that were answered.
    answers: usize,
    /// Messages that were explained.
    explained: usize,
    /// What jobs told of checks.
    happened: usize,
    /// Frames that were drawn.
    frames: usize,
}

impl Seen {
    fn add(&mut self, other: &Self) {
        self.answers += other.answers;
        self.explained += other.explained;
        self.happened += other.happened;
        self.frames += other.frames;
    }
}

/// A part of all the events, in one interface.
fn session(mut random: Random, unicode: bool, is_offline: bool) -> Seen {
    let mut start = start(80, 24);
    start.catalog = own(HOSTILE).into();
    start.look.unicode = unicode;
    start.is_offline = is_offline;
    start.state.bookmarks = vec!["404".into(), "evil-404".into(), "gone".into()];
    start.problems = vec!["one ".repeat(300), "two".into()];
    let keys: Vec<Key> = start.keymap.rows().iter().flat_map(|row| row.keys.to_vec()).collect();
    let engine = Arc::new(Engine::with_own(&start.catalog));
    let theme = Theme::built_in("dark", TerminalBackground::Dark, Depth::True).expect("a built-in theme");
    let mut now = support::now();
    let QuizData { bank, cards, .. } = loaded_from(&start.catalog, Progress::default());
    // What was answered, as it would be on the disk.
    let mut disk = Progress::default();
    let mut app = App::new(start);
    // The job that reads what the quiz needs.
    let mut quiz = None;
    let mut trace = Trace::default();
    // The job that explains what was pasted.
    let mut captured = None;
    // The job that checks a URL.
    let mut checking = None;
    let mut seen = Seen::default();
    for _ in 0..EVENTS / SESSIONS {
        let message = any_event(&mut random, &keys, &mut app, &engine);
        let mut wanted = None;
        for effect in app.after_frame() {
            match effect {
                Effect::Start(id, Work::WriteSnippet(key, _)) => wanted = Some((id, key)),
                Effect::Start(id, Work::Explain(text)) => captured = Some((id, text)),
                _ => {}
            }
        }
        let message = match captured.take_if(|_| random.below(4) == 0) {
            Some((id, text)) => {
                seen.explained += 1;
                Message::Job(id, Report::Item(Item::Explained(Box::new(explain(&app.shared().catalog, text)))))
            }
            None => message,
        };
        let message = match checking.filter(|_| random.below(12) == 0) {
            Some(id) => {
                seen.happened += 1;
                Message::Job(id, any_happening(&mut random, &app.shared().catalog))
            }
            None => message,
        };
        let message = match wanted.filter(|_| random.below(4) == 0) {
            Some((id, key)) => Message::Job(id, Report::Item(Item::Snippet(any_program(&mut random, key)))),
            None => message,
        };
        // The quiz's data comes soon, so that there are questions to answer.
        let message = match quiz.take_if(|_| random.below(8) == 0) {
            Some(id) => {
                let data = QuizData {
                    bank: bank.clone(),
                    cards: cards.clone(),
                    memory: Memory::new(disk.reviews.clone()),
                    left: disk.session.clone(),
                    offset: 0,
                    random: 1,
                };
                Message::Job(id, Report::Item(Item::Quiz(Box::new(data))))
            }
            None => message,
        };
        trace.add(&message);
        let passed = random.below(40) * random.below(100);
        now.steady += Duration::from_millis(passed);
        // The calendar may be set back, or far ahead.
        now.unix +=
            i64::try_from(passed / 1000).expect("a short time") + if random.below(5000) == 0 { -DAY } else { 0 };
        for effect in app.update(message, now) {
            match effect {
                Effect::Start(_, Work::SaveProgress(changes)) => {
                    for change in &changes {
                        disk.apply(change);
                    }
                }
                Effect::Start(id, Work::LoadQuiz) => quiz = Some(id),
                Effect::Start(id, Work::Check(_)) => {
                    assert!(!is_offline, "something was to be sent");
                    checking = Some(id);
                }
                Effect::Cancel(id) if checking == Some(id) => checking = None,
                _ => {}
            }
        }
        let area = app.shared().frame.screen;
        if area.area() <= CELLS || random.below(u64::from(area.area() / CELLS)) == 0 {
            app.prepare();
            let mut buffer = Buffer::empty(area);
            let cursor = app.draw(&theme, &mut buffer);
            check(&buffer, cursor);
            seen.frames += 1;
        }
    }
    assert!(!is_offline || seen.happened == 0, "{} things happened at checks offline", seen.happened);
    seen.answers = disk.reviews.len();
    seen
}

/// Something that happens in an interface, or is told by a job of its own.
fn any_event(random: &mut Random, keys: &[Key], app: &mut App, engine: &Arc<Engine>) -> Message {
    match random.below(100) {
        0..40 => Message::Key(bound(random, keys)),
        // The quiz is stayed in for some questions.
        40..56 if app.shown() == ScreenId::Quiz && random.below(8) > 0 => {
            Message::Key(KeyEvent::from(random.of(&[KeyCode::Char('1'), KeyCode::Char('2'), KeyCode::Enter])))
        }
        40..56 if app.shown() == ScreenId::Check && random.below(8) > 0 => {
            Message::Key(KeyEvent::from(random.of(&[KeyCode::Enter, KeyCode::Char('r'), KeyCode::Up, KeyCode::Right])))
        }
        // A search that is left soon leaves time for all the rest.
        40..56 => Message::Key(KeyEvent::from(KeyCode::Esc)),
        56..70 => Message::Key(any_key(random)),
        70..90 => Message::Mouse(any_mouse(random, app.shared().frame.screen)),
        90 if random.below(2) == 0 => Message::Paste(any_text(random)),
        90 => Message::Paste(format!("http://a.example/{}", random.below(1000))),
        91 if app.shown() != ScreenId::Quiz => Message::Paste(any_message(random)),
        91 => Message::Key(KeyEvent::from(KeyCode::Char('Q'))),
        92..97 => any_size(random),
        97 if random.below(4) > 0 => Message::Wake,
        97 if random.below(4) > 0 => Message::Key(KeyEvent::from(KeyCode::Char('Q'))),
        97 => Message::Job(begin(app, Work::OpenUrl(String::new())), text_item(any_text(random))),
        // Of a job that nobody knows, too.
        98 => Message::Job(JobId(random.below(500)), Report::Failed(any_text(random))),
        _ if random.below(2) == 0 => {
            let id = begin(app, Work::IndexOwnEntries);
            Message::Job(id, Report::Item(Item::Engine(engine.clone())))
        }
        _ => Message::Background(random.of(&[TerminalBackground::Dark, TerminalBackground::Light])),
    }
}

/// Asserts that a frame does no harm and stays inside the screen.
fn check(buffer: &Buffer, cursor: Option<Position>) {
    assert!(cursor.is_none_or(|cursor| buffer.area.contains(cursor)), "the cursor is at {cursor:?}");
    for (n, cell) in buffer.content.iter().enumerate().filter(|(_, cell)| !cell.symbol().is_ascii() || !plain(cell)) {
        let symbol = cell.symbol();
        assert!(!symbol.chars().any(char::is_control), "{symbol:?} in cell {n}");
        let column = n % usize::from(buffer.area.width);
        assert!(column + symbol.width() <= usize::from(buffer.area.width), "{symbol} is cut at the right edge");
    }
}

fn plain(cell: &Cell) -> bool {
    matches!(cell.symbol().as_bytes(), [b' '..=b'~'])
}

/// A key that does something somewhere.
fn bound(random: &mut Random, keys: &[Key]) -> KeyEvent {
    match random.of(keys) {
        Key::One(code, modifiers) => KeyEvent::new(code, modifiers),
        Key::Digit => KeyEvent::from(KeyCode::Char(random.of(&['1', '2', '3', '4', '5', '0', '9', '.']))),
        Key::Text => KeyEvent::from(KeyCode::Char(random.of(CHARS))),
    }
}

fn any_key(random: &mut Random) -> KeyEvent {
    let (c, n) = (random.of(CHARS), u8::try_from(random.below(30)).unwrap_or(1));
    let code = random.of(&[
        KeyCode::Char(c),
        KeyCode::Char(c),
        KeyCode::F(n),
        KeyCode::BackTab,
        KeyCode::Null,
        KeyCode::CapsLock,
        KeyCode::Insert,
        KeyCode::Delete,
        KeyCode::Home,
        KeyCode::Backspace,
        KeyCode::Left,
    ]);
    let modifiers = KeyModifiers::from_bits_truncate(u8::try_from(random.below(64)).unwrap_or(0));
    let modifiers = if random.below(2) == 0 { modifiers } else { KeyModifiers::NONE };
    let kind = random.of(&[KeyEventKind::Press, KeyEventKind::Press, KeyEventKind::Repeat, KeyEventKind::Release]);
    KeyEvent::new_with_kind(code, modifiers, kind)
}

fn any_mouse(random: &mut Random, screen: Rect) -> MouseEvent {
    let button = random.of(&[MouseButton::Left, MouseButton::Left, MouseButton::Left, MouseButton::Right]);
    let kind = random.of(&[
        MouseEventKind::Down(button),
        MouseEventKind::Down(button),
        MouseEventKind::Up(button),
        MouseEventKind::Drag(button),
        MouseEventKind::Moved,
        MouseEventKind::ScrollDown,
        MouseEventKind::ScrollUp,
        MouseEventKind::ScrollLeft,
        MouseEventKind::ScrollRight,
    ]);
    // Now and then outside: a terminal may be late with the new size.
    let mut at = |size: u16| {
        let most = if random.below(20) == 0 { u64::from(u16::MAX) } else { u64::from(size) };
        u16::try_from(random.below(most + 1)).unwrap_or(u16::MAX)
    };
    let (column, row) = (at(screen.width), at(screen.height));
    MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }
}

/// A program that may be anything, whatever was asked for.
fn any_program(random: &mut Random, key: ProgramKey) -> Program {
    let text = any_text(random);
    let lines = highlight::plain(&clean_lines(&text));
    Program { key, text: text.into(), lines, is_highlighted: random.below(2) == 0 }
}

/// Starts a job of the interface's own.
fn begin(app: &mut App, work: Work) -> JobId {
    match app.start(work).as_slice() {
        [Effect::Start(id, _)] => *id,
        other => panic!("{other:?}"),
    }
}

fn text_item(text: String) -> Report {
    Report::Item(Item::Text(text))
}

fn any_text(random: &mut Random) -> String {
    let length = random.of(&[0, 1, 5, 30, 500]);
    (0..length).map(|_| random.of(CHARS)).collect()
}

/// A message, or an archive of some, with anything in it.
fn any_message(random: &mut Random) -> String {
    let lines: Vec<String> = (0..random.below(9)).map(|_| format!("Age: {}\r\n", any_text(random))).collect();
    let lines = lines.concat();
    let (status, content) = (random.below(700), any_text(random));
    match random.below(4) {
        0 => {
            let entry =
                r#"{"request": {"method": "GET", "url": "https://a.example/\u001b[31m"}, "response": {"status": 503}}"#;
            let rows = vec![entry; usize::try_from(random.below(20)).expect("a small number")];
            format!(r#"{{"log": {{"entries": [{}]}}}}"#, rows.join(","))
        }
        1 => format!("GET /{content} HTTP/1.1\r\nHost: a\r\n{lines}\r\n"),
        _ => format!("HTTP/1.1 {status} {content}\r\n{lines}\r\n{content}"),
    }
}

/// A hop with anything in it.
fn any_hop(random: &mut Random) -> Hop {
    let text = |random: &mut Random| Some(any_text(random));
    let tls = Certificate {
        names: vec![any_text(random)],
        issuer: text(random),
        cipher: text(random),
        problems: vec![any_text(random)],
        not_after: Some(0),
        ..Certificate::default()
    };
    let mut steps = || random.below(3) * random.below(2000);
    let steps = [steps(), steps(), steps(), steps(), steps()];
    let base = match random.below(3) {
        0 => failed(
            "http://a.example/",
            random.of(&["connection-refused", "gone", "truncated-response"]),
            &any_text(random),
        ),
        _ => hop("http://a.example/", &any_message(random), steps),
    };
    let (tls, location) = (Some(tls).filter(|_| random.below(3) == 0), text(random).filter(|_| random.below(2) == 0));
    Hop { url: any_text(random), protocol: text(random), address: text(random), location, tls, ..base }
}

/// What a check may tell, in an order in which none does.
fn any_happening(random: &mut Random, catalog: &Catalog) -> Report {
    let mut explainer = Explainer::new(catalog);
    let status = u16::try_from(random.below(999)).expect("a small number");
    Report::Item(Item::Checked(Box::new(match random.below(30) {
        0..8 => Happened::Started { url: any_text(random), method: random.of(&["GET", "HEAD", "\u{1b}"]).to_owned() },
        8..10 => Happened::Connected(any_text(random)),
        10..13 => Happened::Sending,
        13..16 => Happened::Interim(status),
        16..27 => Happened::new(Event::Ended { hop: 0, done: &any_hop(random) }, catalog, &mut explainer),
        27 => {
            let problem = Problem { id: "any", hop: usize::from(status), title: any_text(random) };
            Happened::over(&chain(vec![any_hop(random)], vec![problem]), &mut explainer)
        }
        28 => return Report::Failed(any_text(random)),
        _ => return Report::Done,
    })))
}

fn any_size(random: &mut Random) -> Message {
    let mut up_to = |most: u64| u16::try_from(random.below(most + 1)).unwrap_or(0);
    let any = (up_to(400), up_to(120));
    let (width, height) = random.of(&[any, (80, 24), (120, 40), (50, 20), (20, 6), (19, 5), (1, 1), (0, 0), (60, 12)]);
    Message::Resize(width, height)
}

/// Texts as people write them, and worse.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zA-Z`,.-]{1,12}",
        1 => "[a-z/:.]{20,60}",
        1 => prop::sample::select(vec!["日本語日本語", "größer", "🐢🐢🐢", "❤\u{fe0f}❤\u{fe0f}❤\u{fe0f}", "👩‍💻", "e\u{301}e\u{301}", "RFC\u{a0}9110"])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 1..40).prop_map(|words| words.join(" "))
}

fn block() -> impl Strategy<Value = Block> {
    let role = prop::sample::select(vec![Role::Text, Role::Strong, Role::Muted]);
    let marker = prop::sample::select(vec!["1", "12", "•", "Retry-After SHOULD", "`proxy_read_timeout`"]);
    prop_oneof![
        (role, text()).prop_map(|(role, text)| Block::Paragraph(role, text)),
        text().prop_map(|text| Block::Quote { text, cite: "RFC 9110 §15.5.5".into(), url: "https://x".into() }),
        text().prop_map(|text| Block::Fact("sent by", text)),
        prop::collection::vec("[a-zA-Z ]{1,18}", 1..6).prop_map(Block::Badges),
        (marker, text(), prop::option::of(text())).prop_map(|(marker, text, detail)| Block::Item {
            marker: marker.into(),
            text,
            detail: detail.map(|detail| ("check", detail))
        }),
        (text(), text()).prop_map(|(question, answer)| Block::Question(question, answer)),
        (text(), text(), text()).prop_map(|(name, value, body)| Block::Message(format!(
            "GET / HTTP/1.1\n{name}: {value}\n\n{body}\n  {body}"
        ))),
        (text(), text()).prop_map(|(name, why)| Block::Entry { code: "404.13".into(), name, why, index: Some(3) }),
        (text(), text()).prop_map(|(title, url)| Block::Link { title, url }),
        text().prop_map(|happened| Block::Steps { failed: Step::Request, done: None, happened }),
        (text(), text(), text()).prop_map(|(client, version, message)| Block::Clients(vec![ClientMessage {
            client,
            version,
            message,
            recorded: false,
            source: Some(Doc { title: "A page".into(), url: "https://x".into() }),
        }])),
    ]
}

/// The texts of a block that a reader is to see.
fn texts(block: &Block) -> Vec<String> {
    match block {
        Block::Paragraph(_, text) | Block::Fact(_, text) | Block::Quote { text, .. } => vec![text.clone()],
        Block::Command(command) => vec![command.clone()],
        Block::Badges(badges) => badges.clone(),
        Block::Label(label) => vec![label.clone()],
        Block::Item { text, detail, .. } => {
            [text].into_iter().chain(detail.as_ref().map(|(_, text)| text)).cloned().collect()
        }
        Block::Question(question, answer) => vec![question.clone(), answer.clone()],
        Block::Message(message) => message.lines().map(str::to_owned).collect(),
        Block::Entry { name, why, .. } => vec![name.clone(), why.clone()],
        Block::Link { title, url } => vec![title.clone(), url.clone()],
        Block::Steps { happened, .. } => vec![happened.clone()],
        Block::Clients(clients) => {
            clients.iter().flat_map(|it| [it.client.clone(), it.version.clone(), it.message.clone()]).collect()
        }
    }
}

/// A text without what laying it out may change: blanks, backticks, and the stop or comma behind a command.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What a document says, without what stands in front of its lines.
fn said(document: &Document) -> String {
    let spans = document.lines.iter().flat_map(|line| &line.spans).filter(|span| span.role != Role::Marker);
    spans.map(|span| letters(&span.text)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laid_out_no_line_is_too_wide_and_no_word_is_lost(
        blocks in prop::collection::vec(block(), 1..6),
        width in 20usize..100,
        keep_ticks: bool,
        ascii: bool,
    ) {
        let sections = [Section { id: SectionId::Causes, blocks }];
        let document = lay_out(&sections, Options { width, keep_ticks, ascii });
        for line in &document.lines {
            let text = line.text();
            // A command keeps its line whatever its length: the page scrolls it sideways.
            let fits = line.is_command || text.width() <= width;
            prop_assert!(fits, "{} cells of {width}: {text}", text.width());
            prop_assert!(!text.contains(char::is_control), "{text:?}");
        }
        let said = said(&document);
        for text in sections[0].blocks.iter().flat_map(texts) {
            prop_assert!(said.contains(&letters(&text)), "{text}\nis not in\n{said}");
        }
    }

    #[test]
    fn text_that_is_put_stays_in_its_room(text in text(), x in 0u16..12, room in 0u16..30) {
        let mut buffer = Buffer::filled(Rect::new(0, 0, 60, 1), Cell::new("#"));
        let end = put(&mut buffer, (x, 0), room, &text, Style::new(), "…");
        prop_assert!((x..=x + room).contains(&end));
        for column in (0..x).chain(x + room..60) {
            prop_assert_eq!(buffer[(column, 0)].symbol(), "#", "column {}", column);
        }
        if text.width() > usize::from(room) && room > 0 {
            prop_assert_eq!(buffer[(end - 1, 0)].symbol(), "…");
        }
    }
}

#[test]
fn a_catalogue_with_a_hostile_entry_has_it() {
    let catalog = own(HOSTILE);
    assert_eq!(catalog.rows().len(), Catalog::embedded_len() + 1);
}
