//! The snippet on the page: its languages, its program, how it is looked at and copied.

mod support;

use crossterm::event::{KeyModifiers, MouseEvent, MouseEventKind};
use httpdex::app::browser::Pane;
use httpdex::app::job::Work;
use httpdex::app::message::{Effect, Message};
use httpdex::app::overlay::{Overlay, Picker};
use httpdex::document::{Role, SectionId};
use httpdex::snippet::Snippets;
use httpdex::store::Change;
use support::{Session, own, saved, start};

/// On the page of a code.
fn page(code: &str, (width, height): (u16, u16)) -> Session {
    let mut session = Session::new(width, height);
    session.open_on(code).effects();
    session
}

/// On the snippet of a code.
fn at(code: &str, size: (u16, u16)) -> Session {
    let mut session = page(code, size);
    session.press("s type:Snippet Enter").settle().effects();
    session
}

fn wide(code: &str) -> Session {
    at(code, (120, 40))
}

/// What `httpdex snippet` prints.
fn printed(session: &Session, code: &str, language: &str) -> String {
    let snippets = Snippets::embedded();
    let catalog = &session.app.shared().catalog;
    let index = catalog.find(code).expect("a code");
    snippets.render(catalog, index, snippets.language(language).expect("a language")).expect("a snippet")
}

fn picker(session: &Session) -> &Picker {
    match session.app.overlay() {
        Some(Overlay::Picker(picker)) => picker,
        other => panic!("no picker but {other:?}"),
    }
}

fn language(session: &Session) -> &str {
    &session.page().snippet().expect("a snippet").key.language
}

/// What is asked to be copied.
fn copied(session: &mut Session) -> (String, String) {
    match session.effects().pop() {
        Some(Effect::Start(_, Work::Copy { what, text })) => (what, text),
        other => panic!("{other:?}"),
    }
}

// Reading

#[test]
fn the_section_shows_languages_what_it_ran_on_and_the_program() {
    let mut session = wide("401");
    let screen = session.screen();
    for text in
        ["send      Express  Node.js http", "handle    curl  fetch  Requests", "ran on Express 5.", "· app.mjs · npm"]
    {
        assert!(screen.contains(text), "{text}\n{screen}");
    }
    assert!(screen.contains("const app = express();"), "{screen}");
}

#[test]
fn nothing_is_written_before_the_section_is_near() {
    let mut session = page("401", (120, 24));
    session.app.prepare();
    assert!(session.wanted().is_none(), "the section is far below");
    session.press("s type:Snippet Enter");
    assert!(session.screen().contains("Writing it"));
    let (_, key, program) = session.wanted().expect("a program");
    assert_eq!((key.language.as_str(), program.is_none()), ("express", true));
    assert!(session.wanted().is_none(), "it is asked for once");
}

#[test]
fn the_job_for_a_program_ends_when_another_one_is_wanted_or_none() {
    let mut session = page("401", (120, 24));
    session.press("s type:Snippet Enter");
    let (first, ..) = session.wanted().expect("a program");
    session.press("n s type:Snippet Enter");
    let effects = session.app.after_frame();
    assert_eq!(effects[0], Effect::Cancel(first));
    let Effect::Start(second, Work::WriteSnippet(..)) = effects[1] else { panic!("{effects:?}") };
    session.press("g");
    assert_eq!(session.app.after_frame(), [Effect::Cancel(second)]);
    session.press("s type:Snippet Enter");
    let (third, ..) = session.wanted().expect("a program");
    session.press("C");
    assert!(session.effects().contains(&Effect::Cancel(third)), "it ends with the screen that wanted it");
}

#[test]
fn a_program_is_drawn_plain_until_it_is_highlighted() {
    let mut session = page("401", (120, 40));
    session.press("e");
    let roles = |session: &Session| {
        let lines = &session.page().document().lines;
        let code = lines.iter().filter(|line| line.sideways.is_some() && !line.is_command).flat_map(|line| &line.spans);
        code.map(|span| span.role).collect::<std::collections::HashSet<_>>()
    };
    assert_eq!(roles(&session), [Role::Text].into());
    let before = session.screen();
    session.settle();
    assert!(roles(&session).is_superset(&[Role::Text, Role::Keyword, Role::Literal, Role::Number].into()));
    assert_eq!(session.screen(), before, "nothing but colors has changed");
}

#[test]
fn what_is_read_below_the_snippet_stays_where_it_is_when_the_program_comes() {
    let mut session = page("401", (120, 40));
    session.press("s type:Questions Enter");
    let before: Vec<String> = session.screen().lines().map(str::to_owned).collect();
    session.settle();
    let after: Vec<String> = session.screen().lines().map(str::to_owned).collect();
    let text = usize::from(session.areas().text.y);
    assert_eq!(before[text..text + 10], after[text..text + 10]);
    assert_eq!(session.page().section(), Some(SectionId::Faq));
}

#[test]
fn a_page_without_a_snippet_has_no_section_and_keys_say_so() {
    let mut start = start(120, 40);
    start.catalog = own(r#"{"id": "acme-798", "code": "798", "name": "Bare", "snippets": ["curl"]}"#).into();
    let mut session = Session::with(start);
    session.press("7 9 8").settle();
    assert!(!session.screen().contains("Snippet"));
    for key in ["y", "e", "E", "v", "<", ">", "#"] {
        assert_eq!(session.press(key).status(), "There is no snippet for this code", "{key}");
    }
}

// Languages

#[test]
fn the_next_language_is_shown_at_once_and_remembered() {
    let mut session = page("401", (120, 40));
    // The first one is seen first.
    assert_eq!(session.press("e").status(), "Express, 1 of 25");
    assert_eq!(session.page().section(), Some(SectionId::Snippet));
    session.press("e");
    assert_eq!(session.status(), "Node.js http, 2 of 25");
    assert!(session.effects().contains(&saved(Change::Language("node-http".into()))));
    let screen = session.screen();
    assert!(screen.contains("ran on Node.js") && screen.contains("import { createServer }"), "{screen}");
    assert_eq!(language(session.press("e")), "fastify");
    assert_eq!(language(session.press("E E E")), "reqwest", "before the first is the last");
}

#[test]
fn from_the_list_a_language_key_goes_to_the_snippet() {
    for size in [(120, 40), (50, 20), (20, 6)] {
        let mut session = Session::new(size.0, size.1);
        session.press("j j e");
        assert_eq!(session.browser().focus(), Pane::Page, "{size:?}");
        assert_eq!(session.page().section(), Some(SectionId::Snippet), "{size:?}");
    }
}

#[test]
fn a_language_is_chosen_from_a_list_that_typing_narrows() {
    let mut session = wide("401");
    assert_eq!(picker(session.press("v")).shown().len(), 25);
    session.press("type:flask Enter");
    assert_eq!((language(&session), session.status()), ("flask", "Flask, 6 of 25"));
    assert!(session.effects().contains(&saved(Change::Language("flask".into()))));
}

#[test]
fn a_click_on_a_name_chooses_it() {
    let mut session = wide("401");
    let row = session.screen().lines().position(|line| line.contains("handle")).expect("a row");
    let areas = session.areas();
    session.click(areas.text.x + 24, u16::try_from(row).expect("a row"));
    assert_eq!(language(&session), "python-requests");
}

#[test]
fn the_choice_is_kept_where_it_is_offered_and_comes_back_where_it_is_again() {
    let mut start = start(120, 40);
    start.state.language = Some("python-requests".into());
    let mut session = Session::with(start);
    let mut shown = |code: &str| {
        session.open_on(code).press("s type:Snippet Enter");
        language(&session).to_owned()
    };
    assert_eq!(shown("401"), "python-requests");
    assert_eq!(shown("103"), "curl", "the first that handles it too");
    assert_eq!(shown("nginx-444"), "nginx-log", "there is but a check");
    assert_eq!(shown("404"), "python-requests");
}

#[test]
fn languages_that_have_none_are_named_and_a_key_tells_why() {
    let mut session = wide("103");
    session.press("G").settle();
    let missing = session.page().document().lines.iter().map(httpdex::document::Line::text);
    let missing = missing.into_iter().find(|line| line.starts_with("Not in ")).expect("some cannot");
    assert!(missing.ends_with("; V tells why"), "{missing}");
    let screen = session.press("V").screen();
    assert!(screen.contains("No snippet in these languages") && screen.contains("Flask"), "{screen}");
    assert!(!screen.contains("a check for other codes"), "{screen}");
    assert_eq!(wide("401").press("V").status(), "There is a snippet in every language");
}

// Looking at it

#[test]
fn long_lines_are_scrolled_sideways_and_nothing_else_is() {
    let mut session = at("401", (80, 24));
    let screen = session.screen();
    assert!(screen.contains("who issued ›") && !screen.contains('‹'), "{screen}");
    session.press(">");
    let scrolled = session.screen();
    assert!(scrolled.contains("‹xpress from") || scrolled.contains("‹press from"), "{scrolled}");
    assert!(scrolled.contains("send      Express"), "{scrolled}");
    session.press("< Shift-Left");
    assert_eq!(session.status(), "This is the start of the lines");
    assert_eq!(session.page().shift(), 0);
    session.press("> > > > > > > > > > > > > > Shift-Right");
    assert_eq!(session.status(), "This is the end of the longest line");
    let screen = session.screen();
    let code: Vec<&str> =
        screen.lines().filter(|line| !line.contains("send  ") && !line.contains("handle  ")).collect();
    assert!(!code.iter().any(|line| line.contains('›')), "{screen}");
    assert_eq!(session.press("e").page().shift(), 0, "another program begins at its start");
}

#[test]
fn the_wheel_scrolls_sideways_too() {
    let mut session = at("401", (80, 24));
    let at = session.areas().text;
    session.mouse(MouseEventKind::ScrollRight, at.x + 3, at.y + 3);
    assert_eq!(session.page().shift(), 3);
    let wheel =
        |kind| Message::Mouse(MouseEvent { kind, column: at.x + 3, row: at.y + 3, modifiers: KeyModifiers::SHIFT });
    session.send(wheel(MouseEventKind::ScrollDown)).send(wheel(MouseEventKind::ScrollUp));
    assert_eq!(session.page().shift(), 3);
    session.mouse(MouseEventKind::ScrollLeft, at.x + 3, at.y + 3);
    assert_eq!(session.page().shift(), 0);
    let scroll = session.page().scroll();
    session.mouse(MouseEventKind::ScrollRight, 2, at.y);
    assert_eq!((session.page().shift(), session.page().scroll()), (0, scroll), "over the list it does nothing");
}

#[test]
fn lines_are_numbered_on_a_key_and_numbers_do_not_scroll() {
    let mut session = at("401", (80, 24));
    assert!(!session.screen().contains(" 1  import express"));
    session.press("#");
    assert_eq!(session.status(), "Lines are numbered");
    assert!(session.screen().contains(" 1  import express"), "{}", session.screen());
    assert!(session.press(">").screen().contains(" 1  ‹"), "{}", session.screen());
    assert_eq!(session.press("#").status(), "Lines are not numbered");
}

// Copying

#[test]
fn the_shown_snippet_is_copied_to_the_byte_wherever_one_is() {
    let mut session = page("401", (120, 40));
    let whole = printed(&session, "401", "express");
    session.press("y");
    assert_eq!(copied(&mut session), ("the Express snippet".into(), whole));
    session.press("v type:go_net Enter y");
    let tabs = printed(&session, "401", "go-net-http");
    assert!(tabs.contains('\t'));
    assert_eq!(copied(&mut session), ("the Go net/http snippet".into(), tabs));
}

#[test]
fn other_forms_of_it_are_in_the_list_of_what_can_be_copied() {
    let mut session = page("401", (120, 40));
    for (name, text) in [
        ("Snippet", printed(&session, "401", "express")),
        ("install", "npm install express".to_owned()),
        ("run", "node app.mjs".to_owned()),
        ("curl", "curl -i http://localhost:8080/".to_owned()),
    ] {
        session.press("Y").type_text(name).press("Enter");
        assert_eq!(copied(&mut session).1, text, "{name}");
    }
    session.press("v type:curl Enter Y");
    let labels: Vec<&str> = picker(&session).shown().map(|item| item.label.as_str()).collect();
    assert_eq!(labels[..3], ["Snippet", "Snippet: line to run", "Code and name"], "what calls is no server");
}
