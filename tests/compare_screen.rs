//! Codes side by side in the interface. Each test is a sentence of its specification.

mod support;

use crossterm::event::MouseEventKind;
use httpdex::app::action::Context;
use httpdex::app::browser::Pane;
use httpdex::app::compare::ComparisonView;
use httpdex::app::message::Message;
use httpdex::app::overlay::{Overlay, Picker};
use httpdex::app::place::ScreenId;
use support::{Session, opened};

/// Codes side by side, beginning with 401.
fn compared(width: u16, height: u16, others: &[&str]) -> Session {
    let mut session = Session::new(width, height);
    session.press("4 0 1 c").type_text(others[0]).press("Enter");
    for other in &others[1..] {
        session.press("a").type_text(other).press("Enter");
    }
    session.effects();
    assert_eq!(codes(&session).len(), others.len() + 1);
    session
}

fn comparison(session: &Session) -> &ComparisonView {
    session.app.screens().compare.view().expect("a comparison")
}

fn codes(session: &Session) -> Vec<String> {
    let catalog = &session.app.shared().catalog;
    comparison(session).entries().into_iter().map(|index| catalog.row(index).id.to_string()).collect()
}

fn picker(session: &Session) -> &Picker {
    match session.app.overlay() {
        Some(Overlay::Picker(picker)) => picker,
        other => panic!("no picker but {other:?}"),
    }
}

#[test]
fn a_code_is_compared_with_one_that_it_is_confused_with() {
    let mut session = Session::new(120, 40);
    session.press("4 0 1 c");
    assert_eq!(picker(&session).title, "Compare 401 with");
    assert!(session.screen().contains("403 Forbidden"));
    session.press("Enter");
    assert_eq!((session.shown(), session.app.context()), (ScreenId::Compare, Context::Compare));
    assert_eq!(codes(&session), ["401", "403"]);
    assert!(session.screen().contains("401 or 403?"));
}

#[test]
fn two_other_codes_that_are_typed_are_compared() {
    let mut session = Session::new(120, 40);
    session.press("4 0 4 c type:401_403");
    assert_eq!(picker(&session).title, "Compare 404 with");
    assert_eq!(picker(&session).selected().map(|item| item.label.as_str()), Some("401 or 403"));
    session.press("Enter");
    assert_eq!(codes(&session), ["401", "403"]);
}

#[test]
fn it_is_left_for_the_page_that_it_was_opened_on() {
    let mut session = compared(80, 24, &["403"]);
    session.press("Esc");
    assert_eq!((session.shown(), session.current().as_str()), (ScreenId::Browser, "401"));
}

#[test]
fn the_chosen_column_goes_round_and_its_page_is_read() {
    let mut session = compared(120, 40, &["403", "407"]);
    assert_eq!(comparison(session.press("l l l h h")).column, 1);
    assert_eq!(comparison(session.press("Tab Tab Shift-Tab")).column, 2);
    session.press("Enter");
    let there = (session.shown(), session.browser().focus(), session.current());
    assert_eq!(there, (ScreenId::Browser, Pane::Page, "407".to_owned()));
    session.press("Backspace");
    assert_eq!((session.shown(), codes(&session)), (ScreenId::Compare, vec!["401".into(), "403".into(), "407".into()]));
    assert_eq!(comparison(&session).column, 2, "as it was left");
    session.press("Backspace");
    assert_eq!((session.shown(), session.current().as_str()), (ScreenId::Browser, "401"));
}

#[test]
fn esc_on_a_page_that_was_opened_from_it_leads_back_to_it() {
    let mut session = compared(80, 24, &["403"]);
    session.press("l j j Enter");
    assert_eq!((session.shown(), session.current().as_str()), (ScreenId::Browser, "403"));
    session.press("Esc");
    assert_eq!((session.shown(), comparison(&session).column), (ScreenId::Compare, 1));
    assert_eq!((session.press("Esc").shown(), session.current().as_str()), (ScreenId::Browser, "401"));
    assert_eq!((session.press("Esc").shown(), session.browser().focus()), (ScreenId::Browser, Pane::List));
}

#[test]
fn columns_are_added_up_to_four_and_taken_away_down_to_two() {
    let mut session = compared(120, 40, &["403", "407", "302"]);
    assert_eq!(codes(&session), ["401", "403", "407", "302"]);
    assert_eq!(session.press("a").status(), "A comparison takes at most four codes");
    session.press("l l l d");
    assert_eq!((codes(&session), comparison(&session).column), (vec!["401".into(), "403".into(), "407".into()], 2));
    session.press("h d");
    assert_eq!(codes(&session), ["401", "407"]);
    assert_eq!(session.press("d").status(), "A comparison takes two codes");
}

#[test]
fn a_column_is_replaced_where_it_stands() {
    let mut session = compared(120, 40, &["403"]);
    session.press("l r").type_text("404");
    assert_eq!(picker(&session).title, "In its place");
    session.press("Enter");
    assert_eq!((codes(&session), comparison(&session).column), (vec!["401".into(), "404".into()], 1));
}

#[test]
fn no_code_stands_beside_itself() {
    for keys in ["a", "r"] {
        let mut session = compared(120, 40, &["403"]);
        session.press(keys).type_text("403 Forbidden").press("Enter Esc");
        if session.shown() == ScreenId::Compare {
            let codes = codes(&session);
            assert!(codes.iter().filter(|code| *code == "403").count() == 1, "{codes:?}");
        }
    }
}

#[test]
fn the_chosen_column_is_swapped_with_the_next_and_stays_chosen() {
    let mut session = compared(120, 40, &["403", "407"]);
    session.press("x");
    assert_eq!((codes(&session), comparison(&session).column), (vec!["403".into(), "401".into(), "407".into()], 1));
    session.press("x x");
    assert_eq!((codes(&session), comparison(&session).column), (vec!["401".into(), "407".into(), "403".into()], 0));
}

#[test]
fn rows_that_are_equal_are_folded_until_they_are_asked_for() {
    let mut session = compared(120, 40, &["403"]);
    assert!(comparison(&session).equal() > 0 && comparison(&session).folded);
    let folded = comparison(&session).lines.len();
    session.press("z");
    assert!(comparison(&session).lines.len() > folded);
    session.press("r").type_text("404").press("Enter");
    assert!(!comparison(&session).folded, "it stays as it was chosen");
}

#[test]
fn it_scrolls_to_its_end_and_not_beyond() {
    for (width, height) in [(120, 40), (80, 24), (50, 20), (20, 6)] {
        let mut session = compared(width, height, &["403", "407", "302"]);
        session.press("k").screen();
        assert_eq!(comparison(&session).scroll, 0);
        let end = session.press("G").screen();
        assert!(end.contains("http") || width < 50, "the sources are the last: {end}");
        assert_eq!(session.press("j Space").screen(), end);
        session.mouse(MouseEventKind::ScrollDown, 5, 5);
        assert_eq!(session.screen(), end);
        session.press("g").mouse(MouseEventKind::ScrollDown, 5, 5);
        assert_eq!(comparison(&session).scroll, 3);
        session.send(Message::Resize(200, 200));
        assert_eq!(comparison(&session).scroll, 0, "all has room");
    }
}

#[test]
fn a_click_on_a_name_chooses_its_column() {
    for (width, height) in [(120, 40), (80, 24), (50, 20), (30, 10)] {
        let mut session = compared(width, height, &["403", "407", "302"]);
        let head = session.areas().head;
        let (first, step) = comparison(&session).places(head);
        for column in [2, 0, 3, 1] {
            let x = first + step * u16::try_from(column).expect("one of four");
            assert_eq!(comparison(session.click(x, head.y)).column, column);
        }
        session.click(width / 2, session.areas().body_text.y);
        assert_eq!(comparison(&session).column, 1);
    }
}

#[test]
fn the_source_is_opened() {
    let mut session = compared(80, 24, &["403"]);
    let url = comparison(&session).comparison.sources[0].url.clone();
    assert_eq!(session.press("o").effects(), [opened(&url)]);
}

#[test]
fn every_name_is_seen_at_every_size_and_the_chosen_one_reversed() {
    let reversed = ratatui::style::Modifier::REVERSED;
    for width in [20, 28, 40, 50, 60, 80, 120, 200] {
        for height in [6, 8, 12, 24] {
            let mut session = compared(width, height, &["403", "407", "302"]);
            for column in 0..4 {
                let frame = session.frame();
                let head = session.areas().head;
                let chosen = |x: &u16| frame[(*x, head.y)].modifier.contains(reversed);
                let (first, step) = comparison(&session).places(head);
                let own = first + step * column;
                let cells: Vec<u16> = (head.left()..head.right()).filter(chosen).collect();
                assert!(cells.contains(&own), "{width}x{height}, column {column}\n{}", support::text(&frame));
                let others = (0..4).filter(|other| *other != column).map(|other| first + step * other);
                assert!(others.into_iter().all(|other| !cells.contains(&other)), "{width}x{height}, column {column}");
                session.press("l");
            }
        }
    }
}
