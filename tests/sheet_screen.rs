//! The cheat sheet in the interface. Each test is a sentence of its specification.

mod support;

use crossterm::event::MouseEventKind;
use httpdex::app::action::Context;
use httpdex::app::browser::Pane;
use httpdex::app::cheatsheet::{SheetView, filters};
use httpdex::app::message::Message;
use httpdex::app::place::ScreenId;
use httpdex::catalog::{Category, Standing};
use httpdex::cheatsheet::Filter;
use ratatui::style::Modifier;
use support::{Session, start};

fn opened(width: u16, height: u16) -> Session {
    let mut session = Session::new(width, height);
    session.press("4 0 4 C").effects();
    session
}

fn sheet(session: &Session) -> &SheetView {
    session.app.screens().cheatsheet.view()
}

/// The category and the standing that the sheet is narrowed to.
fn narrowed(session: &Session) -> (Option<Category>, Option<Standing>) {
    let Filter { category, standing, .. } = sheet(session).filter;
    (category, standing)
}

/// The id of the selected code.
fn selected(session: &Session) -> String {
    sheet(session).selected.map_or_else(String::new, |index| session.app.shared().catalog.row(index).id.to_string())
}

fn is_seen(session: &mut Session) -> bool {
    let frame = session.frame();
    frame.content.iter().any(|cell| cell.modifier.contains(Modifier::REVERSED) && cell.symbol() != " ")
}

#[test]
fn it_opens_on_the_current_code_and_closes_again() {
    let mut session = opened(120, 40);
    assert_eq!((session.shown(), session.app.context()), (ScreenId::CheatSheet, Context::CheatSheet));
    assert_eq!(selected(&session), "404");
    assert!(is_seen(&mut session));
    session.press("Esc");
    assert_eq!((session.shown(), session.current().as_str()), (ScreenId::Browser, "404"));
    assert_eq!(session.press("C C").shown(), ScreenId::Browser);
}

#[test]
fn without_a_current_code_it_opens_on_the_first() {
    let mut start = start(80, 24);
    start.view = httpdex::app::view::View::Bookmarks;
    let mut session = Session::with(start);
    session.press("C");
    assert_eq!(selected(&session), "100");
}

#[test]
fn the_cursor_moves_in_two_dimensions_and_stays_on_the_sheet() {
    let mut session = opened(120, 40);
    assert_eq!(selected(session.press("j")), "405");
    assert_eq!(selected(session.press("k k")), "403");
    let before = selected(&session);
    assert_ne!(selected(session.press("l")), before);
    assert_eq!(selected(session.press("h")), before, "the way back is the way there");
    assert_eq!(selected(session.press("g")), "100");
    assert_eq!(selected(session.press("k h")), "100");
    let last = selected(session.press("G"));
    assert_eq!(selected(session.press("j l j")), last);
}

#[test]
fn the_page_of_a_code_is_read_and_gone_back_from() {
    let mut session = opened(120, 40);
    session.press("j Enter");
    let there = (session.shown(), session.browser().focus(), session.current());
    assert_eq!(there, (ScreenId::Browser, Pane::Page, "405".to_owned()));
    session.press("C");
    assert_eq!(selected(&session), "405");
    session.press("Esc Backspace Backspace");
    assert_eq!((session.shown(), session.current().as_str()), (ScreenId::Browser, "404"));
}

#[test]
fn esc_on_a_page_that_was_opened_from_it_leads_back_to_it() {
    let mut session = opened(120, 40);
    session.press("j Enter ] Esc");
    assert_eq!((session.shown(), selected(&session).as_str()), (ScreenId::CheatSheet, "405"));
    assert_eq!((session.press("Esc").shown(), session.current().as_str()), (ScreenId::Browser, "404"));
}

#[test]
fn it_is_narrowed_and_esc_first_shows_all_again() {
    let mut session = opened(120, 40);
    session.press("f type:server Enter");
    assert_eq!(narrowed(&session), (Some(Category::ServerError), None));
    assert_eq!((session.status(), selected(&session).as_str()), ("On the sheet: Server Error", "500"));
    assert!(session.screen().contains("11 codes") && !session.screen().contains("404"));
    session.press("f type:obsolete Enter");
    assert_eq!(narrowed(&session), (None, Some(Standing::Obsolete)));
    session.press("Esc");
    assert_eq!((session.shown(), narrowed(&session)), (ScreenId::CheatSheet, (None, None)));
    assert_eq!(session.press("Esc").shown(), ScreenId::Browser);
}

#[test]
fn everything_that_it_can_be_narrowed_to_has_codes() {
    let mut session = opened(80, 24);
    let all = filters(&session.app.shared().catalog);
    for (n, filter) in all.iter().enumerate() {
        session.press("f PageUp PageUp PageUp").press(&"Down ".repeat(n)).press("Enter");
        assert_eq!(sheet(&session).filter, *filter);
        assert!(!sheet(&session).sheet.order().is_empty(), "{filter:?}");
        assert!(is_seen(&mut session), "{filter:?}");
    }
}

#[test]
fn the_selected_code_is_seen_wherever_one_goes_at_every_size() {
    for (width, height) in [(160, 50), (80, 24), (50, 20), (30, 8), (20, 6)] {
        let mut session = opened(width, height);
        for keys in ["j", "l", "Space", "Space", "l", "G", "k", "h", "PageUp", "PageUp", "g", "l l l l j j j"] {
            session.press(keys);
            assert!(is_seen(&mut session), "{width}x{height} after {keys}\n{}", session.screen());
        }
        let mut session = opened(width, height);
        for _ in 0..60 {
            session.mouse(MouseEventKind::ScrollDown, 5, 5);
            assert!(is_seen(&mut session), "{width}x{height}\n{}", session.screen());
        }
        for (width, height) in [(20, 6), (200, 60), (50, 20)] {
            let before = selected(&session);
            session.send(Message::Resize(width, height));
            assert_eq!(selected(&session), before);
            assert!(is_seen(&mut session), "{width}x{height}\n{}", session.screen());
        }
    }
}

#[test]
fn every_code_of_the_sheet_is_reached_by_going_down_and_to_the_right() {
    let mut session = opened(80, 24);
    let order = sheet(&session).sheet.order();
    let mut seen = std::collections::HashSet::new();
    session.press("g");
    loop {
        let top = selected(&session);
        loop {
            let before = selected(&session);
            seen.insert(before.clone());
            if selected(session.press("j")) == before {
                break;
            }
        }
        session.press(&"k ".repeat(order.len()));
        if selected(session.press("l")) == top || seen.contains(&selected(&session)) {
            break;
        }
    }
    assert_eq!(seen.len(), order.len());
}

#[test]
fn a_click_selects_a_code_and_a_second_one_reads_its_page() {
    let mut session = opened(80, 24);
    session.press("f type:server Enter");
    let area = session.areas().body_text;
    let index = session.app.shared().catalog.find("502").expect("502");
    let (row, cell) = sheet(&session).sheet.place(index).expect("on the sheet");
    let at = (area.x + cell.x, area.y + u16::try_from(row).expect("on the screen"));
    session.click(at.0, at.1);
    assert_eq!((selected(&session).as_str(), session.shown()), ("502", ScreenId::CheatSheet));
    session.click(at.0, at.1);
    assert_eq!((session.current().as_str(), session.shown()), ("502", ScreenId::Browser));
}
