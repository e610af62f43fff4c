//! Copying from a page, as far as the state and the screen know of it. Where the text goes is in `tests/clipboard.rs`.

mod support;

use httpdex::app::job::{Item, Report, Work};
use httpdex::app::message::{Effect, Message};
use httpdex::app::overlay::Overlay;
use httpdex::clipboard::{Destination, Obstacle, Outcome};
use httpdex::document::PagePart;
use httpdex::problem::Problem;
use httpdex::store::Change;
use support::{Session, own, saved, start};

const OWN: &str = r#"{"id": "acme-798", "code": "798", "name": "Half Done", "vendor": "Acme",
    "docs": [{"title": "Doc", "url": "https://798.example/doc"}],
    "rfc": {"number": "9110", "section": "15.5.5", "title": "404 Not Found", "url": "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5", "quote": "It is not there."},
    "example": {"request": "GET / HTTP/1.1\nHost: a.example\n\n", "response": "HTTP/1.1 798 Half Done\n\nhalf\n"},
    "causes": [{"cause": "It stopped.", "check": "`ss -ltn | grep 80` shows nothing; see `dig a.example`."}, {"cause": "Or not.", "check": "`ss -ltn | grep 80`"}],
    "fixes": {"client": [], "server": ["Do `all` of it.", "Say so."]}}"#;

/// On the page of the entry above.
fn page() -> Session {
    let mut start = start(80, 24);
    start.catalog = own(OWN).into();
    let mut session = Session::with(start);
    session.press("7 9 8").effects();
    session
}

/// What is asked to be copied when a part is chosen by its name.
fn chosen(session: &mut Session, name: &str) -> (String, String) {
    session.press("Y").type_text(name).press("Enter");
    match session.effects().pop() {
        Some(Effect::Start(_, Work::Copy { what, text })) => (what, text),
        other => panic!("{name}: {other:?}"),
    }
}

/// The answer to a copied text.
fn answer<'a>(session: &'a mut Session, text: &str, outcome: impl Into<Outcome>) -> &'a str {
    let (what, text) = ("the example response".to_owned(), text.to_owned());
    let work = Work::Copy { what: what.clone(), text: text.clone() };
    session.report(work, Report::Item(Item::Copied { what, text, outcome: outcome.into() })).status()
}

fn labels(session: &Session) -> Vec<String> {
    match session.app.overlay() {
        Some(Overlay::Picker(picker)) => picker.shown().map(|item| item.label.clone()).collect(),
        other => panic!("no picker but {other:?}"),
    }
}

#[test]
fn what_a_page_has_is_offered_and_what_it_has_not_is_left_out() {
    let mut session = page();
    let all: Vec<&str> = PagePart::ALL.iter().map(|part| part.label()).collect();
    assert_eq!(labels(session.press("Y")), all);
    assert!(session.screen().contains("798 Half Done"), "short texts are shown");
    let mut start = start(80, 24);
    start.catalog = own(r#"{"id": "acme-798", "code": "798", "name": "Bare"}"#).into();
    let mut bare = Session::with(start);
    assert_eq!(labels(bare.press("7 9 8 Y")), ["Code and name", "Page as Markdown", "Page as JSON"]);
}

#[test]
fn each_part_is_copied_as_it_is() {
    let mut session = page();
    let link = "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5";
    for (name, what, text) in [
        ("Code", "the code and name", "798 Half Done".to_owned()),
        ("Link", "the link", link.to_owned()),
        ("quotation", "the RFC quotation", format!("\"It is not there.\"\nRFC 9110 §15.5.5, {link}\n")),
        ("request", "the example request", "GET / HTTP/1.1\nHost: a.example\n\n".to_owned()),
        ("response", "the example response", "HTTP/1.1 798 Half Done\n\nhalf\n".to_owned()),
        (
            "Causes",
            "the causes and checks",
            "1. It stopped.\n   check: `ss -ltn | grep 80` shows nothing; see `dig a.example`.\n\
             2. Or not.\n   check: `ss -ltn | grep 80`\n"
                .to_owned(),
        ),
        ("Commands", "the commands", "ss -ltn | grep 80\ndig a.example\n".to_owned()),
        ("Fixes", "the fixes", "- Do `all` of it.\n- Say so.\n".to_owned()),
    ] {
        assert_eq!(chosen(&mut session, name), (what.to_owned(), text));
        assert_eq!(session.status(), format!("Copying {what} …"), "waiting is not silent");
    }
    assert!(chosen(&mut session, "Markdown").1.starts_with("# 798 Half Done (Acme)\n"));
    let json: serde_json::Value = serde_json::from_str(&chosen(&mut session, "JSON").1).expect("JSON");
    assert_eq!(json[0]["id"], "acme-798");
}

#[test]
fn the_list_is_in_the_palette_and_says_when_there_is_no_page() {
    let mut session = page();
    session.press(": type:what_to_copy Enter");
    assert_eq!(labels(&session).len(), PagePart::ALL.len());
    let mut empty = Session::new(120, 40);
    assert_eq!(empty.press("h j Y").status(), "There is no page to copy from");
}

#[test]
fn the_answer_says_where_the_text_went_and_no_more_than_is_known() {
    let mut session = page();
    let text = "1\n2\n3\n";
    assert_eq!(answer(&mut session, text, Destination::Desktop), "Copied the example response, 3 lines");
    assert_eq!(answer(&mut session, "1", Destination::Desktop), "Copied the example response");
    assert_eq!(answer(&mut session, text, Destination::Tmux), "Copied the example response, 3 lines, to tmux's buffer");
    let sent = "Sent the example response, 3 lines, by OSC 52; the terminal may not take it";
    assert_eq!(answer(&mut session, text, Destination::Terminal), sent);
    let wrote = "Wrote the example response, 3 lines, to /tmp/it␛";
    assert_eq!(answer(&mut session, text, Destination::File("/tmp/it\x1b".into())), wrote);
    assert!(session.effects().is_empty() && session.app.overlay().is_none());
}

#[test]
fn what_is_for_the_terminal_is_sent_past_the_frames() {
    let mut session = page();
    let outcome = Outcome { place: Destination::Terminal, escape: Some("\x1b]52;c;eA==\x07".into()) };
    answer(&mut session, "x", outcome);
    assert_eq!(session.effects(), [Effect::Send("\x1b]52;c;eA==\x07".into())]);
}

#[test]
fn a_text_that_could_not_be_copied_is_shown_alone_and_the_mouse_is_the_terminals() {
    let mut session = page();
    let long = "0123456789".repeat(9);
    let status =
        answer(&mut session, &format!("first\n\tsecond\n{long}\n"), Destination::Nowhere(Obstacle::NoClipboard));
    assert_eq!(status, "No clipboard can be reached; select the text, or start with --copy-to FILE");
    assert!(session.is_error());
    assert_eq!(session.effects(), [Effect::CaptureMouse(false), Effect::Redraw]);
    let screen = session.screen();
    let rows: Vec<&str> = screen.lines().collect();
    assert!(rows[0].contains("Select it with the mouse"), "{screen}");
    assert_eq!(rows[1..5], ["first", "    second", &long[..80], &long[80..]], "nothing stands beside it");
    assert!(!screen.contains("Half Done"), "{screen}");
    session.press("Esc");
    assert_eq!(session.effects(), [Effect::CaptureMouse(true)]);
    assert!(session.screen().contains("Half Done"));
}

#[test]
fn a_mouse_that_is_the_terminals_already_stays_so() {
    let mut session = page();
    session.press("M");
    assert_eq!(session.effects(), [Effect::CaptureMouse(false), saved(Change::Mouse(false))]);
    answer(&mut session, "x", Destination::Nowhere(Obstacle::NoClipboard));
    session.press("Esc");
    assert_eq!(session.effects(), [Effect::Redraw]);
}

#[test]
fn a_text_longer_than_the_screen_can_be_scrolled() {
    let mut session = page();
    let lines: Vec<String> = (0..100).map(|n| format!("line {n}")).collect();
    let text = lines.join("\n");
    answer(&mut session, &text, Destination::Nowhere(Obstacle::TooLarge));
    assert!(session.press("G").screen().contains("line 99"));
    assert_eq!(session.status(), "");
    session.send(Message::Resize(20, 6));
    assert!(session.press("g").screen().contains("\nline 3\n"));
}

#[test]
fn what_is_in_the_way_is_said_in_a_sentence_that_fits() {
    let mut session = page();
    let status = answer(&mut session, &"x".repeat(120_000), Destination::Nowhere(Obstacle::TooLarge)).to_owned();
    assert_eq!(status, "120 kB is more than a terminal takes; select it, or start with --copy-to FILE");
    assert!(session.screen().contains(&status));
    let problem = Problem::new("/x".as_ref(), "", "it is a folder", "name a file");
    assert!(answer(&mut session, "x", Destination::Nowhere(Obstacle::File(problem))).contains("name a file"));
}
