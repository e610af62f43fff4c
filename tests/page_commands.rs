//! Commands on a page: each stands alone and whole, can be marked and copied, and scrolls where it is too long.

mod support;

use crossterm::event::MouseEventKind;
use httpdex::app::action::Context;
use httpdex::app::browser::Pane;
use httpdex::app::job::{Item, Report, Work};
use httpdex::app::message::{Effect, Message};
use httpdex::catalog::{Catalog, Page};
use httpdex::clipboard::Destination;
use httpdex::document::{Document, Line, Options, is_command, lay_out, sections};
use support::{Session, own, start};

/// A page with two commands, one of them long, and one in its second cause.
const OWN: &str = r#"{"id": "acme-797", "code": "797", "name": "Jammed", "vendor": "Acme", "summary": "It is jammed.",
    "sent_by": "The printer. Nobody else.", "traits": {"retry": {"verdict": "after-delay", "why": "Paper takes time; ask later."}},
    "causes": [{"cause": "No paper: the tray is empty.", "check": "On the host: `curl -s 'https://printer.example/v1/trays/all?verbose=1' | jq '.trays[] | select(.sheets == 0)'` lists the empty ones, and `dig printer.example` its address."},
        {"cause": "Too warm.", "check": "`journalctl -u printer -n 50` says `thermal`."}],
    "fixes": {"client": ["Wait, then try it (`ping printer.example`), and go on."], "server": ["Fill it."]}}"#;

const LONG: &str = "curl -s 'https://printer.example/v1/trays/all?verbose=1' | jq '.trays[] | select(.sheets == 0)'";

fn page(width: u16, height: u16) -> Session {
    let mut start = start(width, height);
    start.catalog = own(OWN).into();
    let mut session = Session::with(start);
    session.press("7 9 7").effects();
    session
}

/// What is asked to be copied.
fn copied(session: &mut Session, keys: &str) -> Option<(String, String)> {
    match session.press(keys).effects().pop() {
        Some(Effect::Start(_, Work::Copy { what, text })) => Some((what, text)),
        _ => None,
    }
}

fn marked(session: &Session) -> Option<&str> {
    session.page().marked_command()
}

/// Every text of a page that may hold a command.
fn texts(page: &Page) -> Vec<&str> {
    let causes = page.causes.iter().flat_map(|cause| [&cause.cause, &cause.check]);
    let fixes = page.fixes.client.iter().chain(&page.fixes.server);
    let faq = page.faq.iter().map(|question| &question.answer);
    let meanings = page.meanings.iter().flat_map(|meaning| [&meaning.text, &meaning.check]);
    let others = [&page.definition, &page.plain_english].into_iter();
    causes.chain(fixes).chain(faq).chain(meanings).chain(others).map(String::as_str).collect()
}

fn commands(page: &Page) -> Vec<&str> {
    let code = texts(page).into_iter().flat_map(|text| text.split('`').skip(1).step_by(2));
    code.filter(|code| is_command(code)).collect()
}

/// A command of which a word is not whole in any line, if there is one.
fn broken<'p>(document: &Document, commands: &[&'p str]) -> Option<&'p str> {
    let alone: Vec<&str> = document.lines.iter().filter_map(Line::command).collect();
    let lines: Vec<String> = document.lines.iter().map(Line::text).collect();
    let whole = |word: &str| lines.iter().any(|line| line.contains(word));
    commands.iter().copied().find(|command| !alone.contains(command) && !command.split_ascii_whitespace().all(whole))
}

#[test]
fn no_command_is_broken_within_a_word_on_any_page_at_any_width() {
    let catalog = Catalog::embedded();
    let (mut all, mut alone) = (0, 0);
    for (n, index) in catalog.filter(|_| true).enumerate() {
        let page = catalog.page(index).expect("an embedded page");
        let (sections, commands) = (sections(&page, &catalog), commands(&page));
        all += commands.len();
        // Every width on some pages, and on every page the narrowest and some others.
        for width in std::iter::once(40).chain((41 + n % 23..=200).step_by(23)) {
            for keep_ticks in [false, true] {
                let document = lay_out(&sections, Options { width, keep_ticks, ascii: keep_ticks });
                assert_eq!(broken(&document, &commands), None, "{} at {width}", page.id);
                alone += document.lines.iter().filter(|line| line.is_command).count();
            }
        }
    }
    assert!(all > 500 && alone > all, "{all} {alone}");
}

#[test]
fn nearly_every_command_of_causes_checks_and_fixes_stands_alone() {
    let catalog = Catalog::embedded();
    let (mut all, mut among_words) = (0, Vec::new());
    for index in catalog.filter(|_| true) {
        let page = catalog.page(index).expect("an embedded page");
        let document = lay_out(&sections(&page, &catalog), Options { width: 80, keep_ticks: false, ascii: false });
        for command in commands(&page) {
            all += 1;
            if !document.lines.iter().any(|line| line.command() == Some(command)) {
                among_words.push(format!("{}: {command}", page.id));
            }
        }
    }
    // Those within a longer remark in parentheses.
    assert!(among_words.len() * 40 < all, "{} of {all}: {among_words:#?}", among_words.len());
}

#[test]
fn a_key_goes_from_command_to_command_and_y_copies_the_marked_one() {
    let mut session = page(120, 40);
    assert_eq!(copied(&mut session, "y"), None, "there is no snippet");
    session.press(";");
    assert_eq!((marked(&session), session.app.context()), (Some(LONG), Context::MarkedCommand));
    let screen = session.screen();
    assert!(screen.contains("▌ curl -s") && screen.contains("y copy command"), "{screen}");
    assert_eq!(copied(&mut session, "y"), Some(("the command".into(), LONG.into())));
    for command in [LONG, "dig printer.example", "journalctl -u printer -n 50", "ping printer.example"] {
        session.press(";");
        assert_eq!(marked(&session), Some(command));
        assert_eq!(copied(&mut session, "y"), Some(("the command".into(), command.into())));
    }
    assert_eq!(session.press(";").status(), "This is the last command of the page");
    session.press(",");
    assert_eq!(marked(&session), Some("journalctl -u printer -n 50"));
    session.press("Esc");
    assert_eq!((marked(&session), session.browser().focus()), (None, Pane::Page));
    session.press("Esc");
    assert_eq!(session.browser().focus(), Pane::List);
    session.press(",");
    assert_eq!((marked(&session), session.browser().focus()), (Some("ping printer.example"), Pane::Page));
}

#[test]
fn what_y_copies_is_on_the_screen() {
    let mut session = Session::new(120, 40);
    session.press("4 2 9").effects();
    session.press("s type:snippet Enter").settle();
    assert!(session.screen().contains("y copies"), "{}", session.screen());
    assert_eq!(copied(&mut session, "y").map(|(what, _)| what.ends_with(" snippet")), Some(true));
    session.press("g ;");
    assert!(session.screen().contains("y copy command"), "{}", session.screen());
    // Scrolled out of sight it stays marked, and the footer says what y copies.
    let command = marked(&session).map(str::to_owned).expect("a mark");
    session.press("G");
    assert_eq!((marked(&session), session.app.context()), (Some(command.as_str()), Context::MarkedCommand));
    assert!(session.screen().contains("y copy command"), "{}", session.screen());
    assert_eq!(copied(&mut session, "y"), Some(("the command".into(), command)));
    // Without a mark the snippet that is out of sight is named.
    session.press("Esc g");
    assert!(session.screen().contains("y copy Express snippet"), "{}", session.screen());
    session.press("s type:snippet Enter");
    assert!(session.screen().contains("y copy snippet"), "{}", session.screen());
}

#[test]
fn what_was_copied_is_said() {
    let mut session = page(80, 24);
    let (what, text) = copied(&mut session, "; y").expect("a job");
    let work = Work::Copy { what, text: text.clone() };
    for (place, said) in [
        (Destination::Tmux, "Copied to tmux's buffer: curl -s"),
        (Destination::Desktop, "Copied: curl -s"),
        (Destination::Terminal, "Sent by OSC 52, which the terminal may not take: curl -s"),
    ] {
        let report = Item::Copied { what: "the command".into(), text: text.clone(), outcome: place.into() };
        session.report(work.clone(), Report::Item(report));
        let screen = session.screen();
        let last = screen.lines().last().expect("a footer");
        assert!(last.contains(said) && last.trim_end().ends_with('…'), "{last}");
    }
}

#[test]
fn a_mark_takes_no_room_from_its_command() {
    for size in [(120, 40), (80, 24), (50, 20)] {
        let mut session = page(size.0, size.1);
        let shown = |session: &mut Session, sign: &str| {
            let screen = session.screen();
            let line = screen.lines().find(|line| line.contains(&format!("{sign} curl -s"))).expect("a command");
            line[line.find("curl -s").expect("a command")..].trim_end().to_owned()
        };
        let before = shown(&mut session, "$");
        assert_eq!(shown(session.press(";"), "▌"), before, "{size:?}");
    }
}

#[test]
fn what_is_cut_at_the_side_is_told_in_the_footer() {
    let mut session = page(80, 24);
    assert!(session.screen().contains("</> sideways"), "{}", session.screen());
    session = page(200, 55);
    assert!(!session.screen().contains("sideways"), "{}", session.screen());
}

#[test]
fn a_mark_is_seen_at_every_size_and_stays_when_the_size_changes() {
    for (width, height) in [(200, 55), (120, 40), (80, 24), (50, 20), (30, 10)] {
        let mut session = page(width, height);
        for _ in 0..4 {
            session.press(";");
            let line = session.page().marked_line().expect("a mark");
            let shown = session.page().scroll()..session.page().scroll() + usize::from(session.areas().text.height);
            assert!(shown.contains(&line), "{width}x{height}: {line} in {shown:?}");
            assert!(session.screen().contains('▌'), "{width}x{height}");
        }
    }
    let mut session = page(120, 40);
    session.press("; ; ;").send(Message::Resize(80, 24));
    assert_eq!(marked(&session), Some("dig printer.example"));
}

#[test]
fn another_page_begins_without_a_mark() {
    let mut session = page(120, 40);
    session.press("; 5 0 2");
    assert_eq!(marked(&session), None);
    session.press("; n");
    assert_eq!(marked(&session), None);
}

#[test]
fn a_page_without_commands_says_so() {
    let mut start = start(120, 40);
    start.catalog = own(r#"{"id": "acme-798", "code": "798", "name": "Bare"}"#).into();
    let mut session = Session::with(start);
    session.press("7 9 8 ;");
    assert_eq!(session.status(), "There is no command on this page");
    assert!(!session.press("j").screen().contains("command"), "{}", session.screen());
}

#[test]
fn a_long_command_scrolls_sideways_to_its_end() {
    let mut session = page(80, 24);
    session.press(";");
    assert!(session.screen().contains('›') && !session.screen().contains("== 0)'"), "{}", session.screen());
    session.press("> > > > > > > > > > > >");
    assert_eq!(session.status(), "This is the end of the longest command");
    assert!(session.screen().contains(".sheets == 0)'"), "{}", session.screen());
    session.press("< < < < < < < < < < < <");
    assert_eq!(session.status(), "This is the start of the lines");
    assert!(session.screen().contains("▌ curl -s"), "{}", session.screen());
    let text = session.areas().text;
    session.mouse(MouseEventKind::ScrollRight, text.x + 4, text.y + 4);
    assert!(session.screen().contains('‹'), "{}", session.screen());
}

#[test]
fn a_click_marks_a_command() {
    let mut session = page(120, 40);
    let text = session.areas().text;
    let lines = &session.page().document().lines;
    let line = lines.iter().rposition(|line| line.command() == Some("dig printer.example")).expect("a command");
    let row = u16::try_from(line - session.page().scroll()).expect("in sight");
    session.click(text.x + 6, text.y + row);
    assert_eq!(marked(&session), Some("dig printer.example"));
}

#[test]
fn the_page_begins_with_a_strip_for_whoever_is_on_call() {
    let session = page(120, 40);
    let lines: Vec<String> =
        session.page().document().lines.iter().map(|line| line.text().trim_end().to_owned()).collect();
    let expected = [
        "unofficial, not registered with IANA · Acme",
        "sent by  The printer. Nobody else.",
        "retry    After a delay. Paper takes time; ask",
        "         later.",
        "likely   No paper: the tray is empty.",
        &format!("▎ {LONG}"),
        "",
        "It is jammed.",
    ];
    assert_eq!(lines[..8], expected);
    // What the strip says is not said again below it.
    for said in ["sent by", "retry", "After a delay"] {
        assert_eq!(
            lines.iter().filter(|line| line.to_lowercase().contains(&said.to_lowercase())).count(),
            1,
            "{lines:#?}"
        );
    }
}
