//! The search as it is seen and used: over the whole width, landing on what matched, with earlier searches.

mod support;

use httpdex::app::action::Context;
use httpdex::app::browser::Pane;
use httpdex::app::message::Message;
use httpdex::app::place::ScreenId;
use httpdex::document::SectionId;
use httpdex::store::Change;
use ratatui::style::{Color, Modifier};
use support::{Session, lines, saved, start};

/// What nginx writes where the server behind it hung up.
const LINE: &str = "2026/11/30 05:35:41 [error] 1234#0: *5678 upstream prematurely closed connection while reading \
    response header from upstream, client: 10.0.0.7, server: a.example, request: \"GET /api/orders HTTP/1.1\", \
    upstream: \"http://127.0.0.1:3000/api/orders\", host: \"a.example\"";

/// The sizes at which it is looked at, with the place of the page.
const SIZES: [(u16, u16); 5] = [(200, 55), (120, 40), (80, 24), (50, 20), (20, 6)];

fn pasted(width: u16, height: u16, text: &str) -> Session {
    let mut session = Session::new(width, height);
    session.send(Message::Paste(text.into()));
    session
}

/// The frame without what only breaks its lines.
fn squeezed(session: &mut Session) -> String {
    session.screen().split_whitespace().collect::<Vec<_>>().join("")
}

#[test]
fn a_pasted_line_is_shown_whole_with_what_was_read_from_it() {
    for (width, height) in SIZES.into_iter().filter(|(_, height)| *height >= 24) {
        let mut session = pasted(width, height, LINE);
        let screen = session.screen();
        let whole: String = LINE.split_whitespace().collect();
        if height >= 40 {
            assert!(squeezed(&mut session).contains(&whole), "{screen}");
        }
        assert!(screen.contains("read as nginx error log · no status in it · upstream 127.0.0.1:3000"), "{screen}");
        assert_eq!(session.current(), "502");
    }
}

#[test]
fn the_cursor_of_a_long_query_stays_in_sight_and_every_part_can_be_read() {
    for (width, height) in SIZES {
        let mut session = pasted(width, height, &format!("first {}last", "middle ".repeat(400)));
        assert!(session.screen().contains("last"), "{width}×{height}: {}", session.screen());
        session.press("Home");
        assert!(session.screen().contains("first"), "{width}×{height}: {}", session.screen());
    }
}

#[test]
fn the_reason_of_a_failure_comes_first_and_whole() {
    let mut session = pasted(120, 40, "Error: connect ECONNREFUSED 127.0.0.1:3000");
    assert!(session.screen().contains("No HTTP status was received: connection refused"), "{}", session.screen());
    assert!(session.screen().contains("may stand behind it"), "{}", session.screen());
}

#[test]
fn a_number_is_told_by_a_symptom() {
    let mut session = Session::new(120, 40);
    session.press("/ type:504");
    let screen = session.screen();
    assert!(screen.contains("symptom: ") && !screen.contains("number"), "{screen}");
    session.press("Esc / type:foo.js:404:11_failed_to_fetch");
    assert!(session.screen().contains("404 is a line number"), "{}", session.screen());
}

#[test]
fn the_words_that_matched_are_marked_in_the_reason() {
    let mut session = Session::new(120, 40);
    session.press("/ type:sending_requests_too_fast");
    let buffer = session.frame();
    let plain = buffer[(60, 30)].clone();
    let rows = lines(&buffer);
    let y = u16::try_from(rows.iter().position(|row| row.contains("symptom: ")).unwrap()).unwrap();
    let styles: std::collections::HashSet<(Color, Color, Modifier)> =
        (0..buffer.area.width).map(|x| &buffer[(x, y)]).map(|cell| (cell.fg, cell.bg, cell.modifier)).collect();
    assert!(styles.len() >= 4, "{styles:?} {plain:?} {}", rows[usize::from(y)]);
}

#[test]
fn a_comparison_is_a_hit_that_opens_it_and_esc_comes_back() {
    let mut session = Session::new(120, 40);
    session.press("/ type:401_or_403");
    assert!(session.screen().contains("401 or 403?"), "{}", session.screen());
    assert!(session.screen().contains("comparison: "), "{}", session.screen());
    session.press("Enter");
    assert_eq!(session.shown(), ScreenId::Compare);
    session.press("Esc");
    let query = session.browser().search().map(|search| search.input.value().to_owned());
    assert_eq!((session.shown(), query.as_deref()), (ScreenId::Browser, Some("401 or 403")));
}

#[test]
fn a_hit_is_opened_where_it_matched_with_the_words_marked() {
    for (width, height) in [(200, 55), (120, 40), (80, 24), (50, 20)] {
        let mut session = pasted(width, height, LINE);
        session.press("Enter");
        assert_eq!((session.current().as_str(), session.browser().focus()), ("502", Pane::Page));
        let screen = session.screen().to_lowercase();
        assert!(screen.contains("prematurely"), "{width}×{height}: {screen}");
        assert!(session.page().scroll() > 0, "{width}×{height}");
        let causes = session.page().start_of(SectionId::Causes);
        assert!(session.page().scroll() + usize::from(height) > causes, "{width}×{height}");
    }
}

#[test]
fn a_hit_whose_words_stand_together_nowhere_is_opened_at_its_top() {
    for (width, height) in [(200, 55), (120, 40), (80, 24), (50, 20)] {
        let mut session = Session::new(width, height);
        session.press("/ type:logged_in_but_no_permission Enter");
        assert_eq!((session.current().as_str(), session.page().scroll()), ("403", 0), "{width}x{height}");
    }
}

#[test]
fn a_language_beside_a_code_leads_to_its_snippet() {
    for (query, id, language) in [
        ("429 express", "429", "express"),
        ("too many requests in flask", "429", "flask"),
        ("spring boot 404", "404", "spring-boot"),
    ] {
        for (width, height) in [(120, 40), (80, 24), (50, 20)] {
            let mut session = Session::new(width, height);
            session.press("/").type_text(query);
            session.press("Enter").frame();
            assert_eq!(session.current(), id, "{query}");
            assert_eq!(session.page().section_shown(), Some(SectionId::Snippet), "{query} at {width}x{height}");
            assert_eq!(session.app.shared().state.language.as_deref(), Some(language), "{query}");
        }
    }
    // A proxy has sent the code, and is not programmed.
    let mut session = Session::new(120, 40);
    session.press("/ type:502_nginx Enter");
    assert_eq!(session.app.shared().state.language, None);
}

#[test]
fn a_query_keeps_away_from_the_count() {
    let mut session = Session::new(120, 40);
    session.press("/").type_text("10.1.2.3 - - [01/Dec/2026:10:15:32 +0000] \"GET / HTTP/1.1\" 502 157");
    let screen = session.press("Enter").screen();
    let line = screen.lines().find(|line| line.contains("/ 10.1.2.3")).expect("the query");
    let head = line[line.find("/ 10.1.2.3").expect("the query")..].split('│').next().expect("the list").trim_end();
    let count = head.rsplit(' ').next().expect("a count");
    assert!(count.parse::<usize>().is_ok() && head.ends_with(&format!("…  {count}")), "{head}");
}

#[test]
fn the_footer_says_how_to_leave_and_esc_does_not_go_round() {
    for (width, height) in [(120, 40), (80, 24), (50, 20)] {
        let mut session = Session::new(width, height);
        for _ in 0..2 {
            let screen = session.screen();
            let footer = screen.lines().last().expect("a footer");
            assert!(footer.contains("Esc back") && footer.contains("q quit"), "{width}x{height}: {footer}");
            session.press("Enter");
        }
        session.press("Esc Esc Esc Esc Esc");
        assert_eq!(session.status(), "q quits", "{width}x{height}");
        let pane = session.browser().focus();
        assert_eq!(session.press("Esc").status(), "q quits");
        assert_eq!(session.browser().focus(), pane);
    }
}

#[test]
fn esc_and_backspace_go_back_to_the_hits() {
    for back in ["Esc", "Backspace"] {
        for (width, height) in [(200, 55), (120, 40), (80, 24), (50, 20)] {
            let mut session = Session::new(width, height);
            session.press("/ type:gateway Down Enter");
            let read = session.current();
            session.press("j j").press(back);
            let search = session.browser().search().expect("a search");
            assert_eq!((search.input.value(), search.cursor.selected), ("gateway", 1), "{back} {width}×{height}");
            assert_eq!((session.current(), session.browser().focus()), (read, Pane::List));
            session.press("Esc");
            assert!(session.browser().search().is_none());
        }
    }
}

#[test]
fn earlier_searches_are_above_the_first_hit() {
    let mut session = Session::new(120, 40);
    session.press("/ Up");
    assert_eq!(session.status(), "There is no earlier search");
    session.press("Esc / type:bad_gateway Enter Esc Esc / type:teapot Enter Esc Esc");
    assert_eq!(session.app.shared().state.searches, ["teapot", "bad gateway"]);
    session.press("/ type:gone Up");
    let value = |session: &Session| session.browser().search().expect("a search").input.value().to_owned();
    assert_eq!(value(&session), "teapot");
    let screen = session.screen();
    assert!(screen.contains("earlier searches") && screen.contains("bad gateway"), "{screen}");
    assert_eq!(value(session.press("Up")), "bad gateway");
    assert_eq!(value(session.press("Up")), "bad gateway");
    assert_eq!(value(session.press("Down")), "teapot");
    assert_eq!(value(session.press("Down")), "gone");
    assert_eq!(session.current(), "410");
    session.press("Up Up Enter");
    assert_eq!((value(&session).as_str(), session.current().as_str()), ("bad gateway", "502"));
    assert_eq!(session.app.context(), Context::Search);
    // Esc goes back to what was typed, and a letter changes the earlier one.
    assert_eq!(value(session.press("Ctrl-u type:gone Up Esc")), "gone");
    assert_eq!(value(session.press("Up type:s")), "teapots");
}

#[test]
fn an_earlier_search_is_taken_by_a_click() {
    let mut begin = start(120, 40);
    begin.state.searches = vec!["teapot".into(), "bad gateway".into()];
    let mut session = Session::with(begin);
    session.press("/ Up");
    let list = session.areas().list;
    session.click(list.x + 4, list.y);
    assert_eq!(session.current(), "502");
}

#[test]
fn what_is_pasted_and_found_is_remembered_harmlessly() {
    let mut session = pasted(120, 40, "bad gateway\u{1b}[31m \u{202e}\n");
    let query = "bad gateway [31m \u{fffd}";
    assert_eq!(session.effects(), [saved(Change::Search(query.into()))]);
    assert_eq!(session.app.shared().state.searches, [query]);
    session = pasted(120, 40, "qqqqqqqqqqqqqqqqq");
    assert!(session.effects().is_empty());
}

#[test]
fn every_hit_can_be_opened_at_every_size() {
    for (width, height) in SIZES {
        for query in ["401 or 403", "ECONNREFUSED", "nginx 499", "retry-after", "jwt expired", "4xx"] {
            let mut session = Session::new(width, height);
            session.press("/").type_text(query);
            let hits = session.browser().search().expect("a search").hits.len();
            for _ in 0..hits.min(12) {
                session.press("Enter");
                session.frame();
                session.press("Esc");
                assert_eq!(session.browser().search().expect("a search").input.value(), query);
                session.press("Down");
            }
        }
    }
}

#[test]
fn a_reason_says_something_however_little_room_it_has() {
    for (width, height) in SIZES {
        let mut session = Session::new(width, height);
        session.press("/ type:CERT_HAS_EXPIRED Enter");
        let screen = session.screen();
        assert!(!screen.contains(": …"), "{width}x{height}: {screen}");
    }
}

#[test]
fn matched_letters_are_marked_to_the_end_of_a_name() {
    let mut session = Session::new(120, 40);
    let frame = session.press("/ type:client_closed_request").frame();
    let rows = lines(&frame);
    let y = rows.iter().position(|row| row.contains("499  Client Closed Request")).expect("a hit");
    let start = rows[y].find("Client").expect("the name");
    for (at, c) in "Client Closed Request".char_indices().filter(|(_, c)| *c != ' ') {
        let cell = &frame[(u16::try_from(start + at).expect("a column"), u16::try_from(y).expect("a row"))];
        assert!(cell.symbol().starts_with(c) && cell.modifier.contains(Modifier::UNDERLINED), "{c} at {at}");
    }
}
