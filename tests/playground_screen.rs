//! The playground in the interface. Each test is a sentence of its specification.

mod support;

use crossterm::event::MouseEventKind;
use httpdex::app::action::Context;
use httpdex::app::job::{Item, Report, Serving, Work};
use httpdex::app::message::{Effect, Message};
use httpdex::app::place::ScreenId;
use httpdex::app::playground::MOST;
use httpdex::serve::faults::Next;
use httpdex::serve::net::{End, Exchange};
use proptest::prelude::*;
use support::playground::{URL, exchange, get, usual};
use support::{Session, started};

/// A playground to which the usual requests came.
fn visited(width: u16, height: u16) -> Session {
    let mut session = Session::serving(width, height);
    session.served(usual());
    session
}

/// The part of the selected exchange with this name, as text.
fn part(session: &Session, name: &str) -> String {
    let detail = session.playground().detail().expect("a selected exchange");
    let part = detail.parts.iter().find(|part| part.name == name).expect("such a part");
    part.lines.iter().map(|line| line.text() + "\n").collect()
}

// Starting and stopping

#[test]
fn s_opens_it_from_every_screen_and_esc_leads_back() {
    for keys in ["", "C", "X", "4 0 1 c Enter", "4 0 4 Enter"] {
        let mut session = Session::new(120, 40);
        session.press(keys);
        let before = session.shown();
        session.press("S");
        assert_eq!((session.shown(), session.app.context()), (ScreenId::Playground, Context::Playground), "{keys}");
        assert_eq!(session.press("Esc").shown(), before, "{keys}");
    }
}

#[test]
fn enter_starts_it_and_its_address_is_in_sight_from_every_screen() {
    let mut session = Session::new(120, 40);
    session.press("S").effects();
    assert!(session.screen().contains("Enter starts it on http://127.0.0.1:8080"));
    session.press("Enter");
    assert_eq!(session.effects(), [started(Work::Serve)]);
    session.listens();
    assert_eq!(session.status(), "Serving on http://127.0.0.1:8080");
    for keys in ["", "Esc", "C", "X", "4 0 4 Enter"] {
        session.press(keys);
        assert!(session.screen().contains(URL), "{keys}");
    }
    assert!(!session.press("Esc").effects().iter().any(|effect| matches!(effect, Effect::Cancel(_))), "it goes on");
}

#[test]
fn another_port_is_said() {
    let mut session = Session::new(120, 40);
    let serving = Serving { url: "http://127.0.0.1:8081".to_owned(), instead_of: Some(8080), offset: 0 };
    session.press("S Enter").report(Work::Serve, Report::Item(Item::Serving(serving)));
    assert_eq!(session.status(), "Port 8080 is taken; serving on http://127.0.0.1:8081");
}

#[test]
fn what_keeps_it_from_starting_is_said_and_it_can_be_tried_again() {
    let mut session = Session::new(120, 40);
    session.press("S Enter").report(Work::Serve, Report::Failed("port 8080 is taken".to_owned()));
    assert!(session.is_error() && session.screen().contains("port 8080 is taken"));
    session.effects();
    session.press("Enter");
    assert_eq!(session.effects(), [started(Work::Serve)]);
}

#[test]
fn s_stops_it_and_what_came_stays() {
    let mut session = visited(120, 40);
    session.effects();
    session.press("S");
    assert!(matches!(session.effects()[..], [Effect::Cancel(_)]));
    assert_eq!(session.status(), "The server has stopped");
    assert!(session.screen().contains("stopped  6 requests") && session.app.shared().serving.is_none());
    session.press("S");
    assert_eq!(session.effects(), [started(Work::Serve)]);
}

#[test]
fn requests_are_taken_in_while_something_else_is_read() {
    let mut session = Session::serving(120, 40);
    session.press("Esc 4 0 4 Enter").served(usual());
    assert_eq!(session.shown(), ScreenId::Browser);
    session.press("S");
    assert_eq!(session.playground().shown().len(), 6);
}

// The table

#[test]
fn the_newest_is_selected_until_one_moves() {
    let mut session = visited(120, 40);
    assert_eq!(session.target(), "/get?fault=reset");
    session.served(vec![get(20_000, "/new", "200 OK")]);
    assert_eq!(session.target(), "/new");
    session.press("k k");
    assert_eq!((session.target(), session.playground().follows()), ("/anything", false));
    session.served(vec![get(21_000, "/newer", "200 OK")]);
    assert_eq!(session.target(), "/anything");
    assert!(session.screen().contains("not following"));
    session.press("G");
    assert_eq!(session.target(), "/newer");
    session.served(vec![get(22_000, "/newest", "200 OK")]);
    assert_eq!(session.target(), "/newest");
}

#[test]
fn of_a_flood_the_newest_are_kept_and_the_count_is_right() {
    let mut session = Session::serving(120, 40);
    session.served(vec![get(0, "/first", "200 OK")]).press("k");
    for batch in 0..5u64 {
        session.served((0..400).map(|n| get(1 + batch * 400 + n, &format!("/{batch}/{n}"), "200 OK")).collect());
    }
    assert_eq!(session.playground().ring().entries().len(), MOST);
    assert!(session.screen().contains("2001 requests · the oldest 1001 dropped"));
    assert_eq!(session.target(), "/2/200", "what was selected is gone: the oldest takes its place");
    assert_eq!(session.press("G").target(), "/4/399");
}

#[test]
fn a_row_says_what_the_client_did_next() {
    let screen = visited(200, 55).screen();
    for words in [
        "503      197 B  0.4 ms python-requests/2.34.0   ✓ retried after 1.0 s",
        "✗ retried after 500 ms",
        "✗ followed as GET, 3 ms",
        "/get?fault=reset [fault=reset]",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
}

#[test]
fn a_filter_shows_some_only() {
    let mut session = visited(120, 40);
    session.press("/ type:503");
    assert_eq!((session.app.context(), session.playground().shown().len()), (Context::Filtering, 2));
    assert!(session.screen().contains("2 of 6"));
    session.press("Enter");
    assert_eq!((session.app.context(), session.target()), (Context::Playground, "/flaky?fail=2&code=503"));
    session.served(vec![get(30_000, "/status/503", "503 Service Unavailable"), get(31_000, "/get", "200 OK")]);
    assert_eq!((session.playground().shown().len(), session.target()), (3, "/status/503"));
    session.press("/ type:_post");
    assert!(session.screen().contains("No request fits the filter."));
    session.press("Esc");
    assert_eq!((session.playground().shown().len(), session.shown()), (8, ScreenId::Playground));
    session.press("/ type:post Enter");
    assert_eq!((session.playground().shown().len(), session.target()), (1, "/status/307"));
    session.press("Esc");
    assert_eq!(session.playground().shown().len(), 8);
    session.press("/");
    session.send(Message::Paste("get\n5xx".into()));
    assert_eq!(session.playground().shown().len(), 3);
}

#[test]
fn words_are_found_in_the_table_and_in_the_parts() {
    let mut session = Session::serving(120, 40);
    session.served((0..200).map(|n| get(n, &format!("/n/{n}"), "200 OK")).collect());
    session.press("f type:/n/17_ Enter");
    assert!(session.screen().contains("/n/17 "), "{}", session.screen());
    session.press("Esc Tab f type:curl");
    assert!(session.screen().contains("1 of 1"));
}

// The exchange

#[test]
fn request_and_response_are_shown_as_they_were() {
    let mut session = visited(120, 40);
    session.press("g");
    assert!(part(&session, "Request").starts_with("  GET /flaky?fail=2&code=503 HTTP/1.1\n  Host: 127.0.0.1:8080\n"));
    let response = part(&session, "Response");
    assert!(response.contains("  Retry-After: 1\n") && response.ends_with("  503 Service Unavailable\n"), "{response}");
    let about = part(&session, "Exchange");
    assert!(about.contains("✓ Next: retried after 1.0 s, on the same connection; rightly: Retry-After asks for 1 s."));
}

#[test]
fn what_is_wrong_is_said_and_marked() {
    let mut session = Session::serving(120, 40);
    let response =
        "HTTP/1.1 200 OK\nContent-Type: text/html\nCache-Control: no-store, max-age=60\nContent-Length: 9\n\nabc";
    session.served(vec![exchange(1, 1, 0, "GET /a HTTP/1.1\nHost: x\n\n", response)]);
    let about = part(&session, "Exchange");
    assert!(about.contains("response line 3"), "{about}");
    assert!(part(&session, "Response").contains("! Cache-Control"), "{}", part(&session, "Response"));
    assert!(
        about.contains("3 of 9 bytes") || about.contains("less content") || about.contains("breaks off"),
        "{about}"
    );
}

#[test]
fn an_end_that_was_not_kept_is_no_fault() {
    let mut session = Session::serving(120, 40);
    let response = "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 100000\n\nabc";
    let one = exchange(1, 1, 0, "GET /bytes/100000 HTTP/1.1\nHost: x\n\n", response);
    let whole = Exchange { sent: one.sent + 99_997, ..one.clone() };
    session.served(vec![whole]);
    assert!(part(&session, "Response").contains("… 99 kB more"));
    let findings = part(&session, "Exchange");
    session.served(vec![one]);
    assert_ne!(part(&session, "Exchange").lines().count(), findings.lines().count(), "there it broke off");
}

#[test]
fn nothing_from_outside_reaches_the_terminal() {
    let evil = "\u{1b}[2J\u{9b}31m\u{202e}\u{7}";
    for (width, height) in [(120, 40), (80, 24), (50, 20), (20, 6)] {
        let mut session = Session::serving(width, height);
        let request = format!("G{evil} /{evil} HTTP/1.1\nUser-Agent: {evil}\nX{evil}: {evil}\n\n{evil}");
        let response = format!("HTTP/1.1 200 {evil}\nLocation: {evil}\nContent-Length: 9\n\n{evil}");
        session.served(vec![Exchange { fault: Some(evil.to_owned()), ..exchange(1, 1, 0, &request, &response) }]);
        for keys in ["", "Tab", "Tab", "Tab", "f type:x Enter", "Y"] {
            let screen = session.press(keys).screen();
            assert!(!screen.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{screen:?}");
        }
    }
}

#[test]
fn keys_go_from_part_to_part_and_scroll_there() {
    let mut session = Session::serving(120, 40);
    let content = "line\n".repeat(60);
    let response = format!("HTTP/1.1 200 OK\nContent-Length: 303\n\n{content}end");
    session.served(vec![exchange(1, 1, 0, "GET /a HTTP/1.1\n\n", &response)]);
    assert!(!session.screen().contains("  end"));
    session.press("Tab Tab G");
    assert!(session.screen().contains("  end"), "{}", session.screen());
    session.press("Esc");
    assert_eq!((session.shown(), session.press("Esc").shown()), (ScreenId::Playground, ScreenId::Browser));
}

#[test]
fn on_a_narrow_terminal_the_exchange_takes_the_place_of_the_table() {
    let mut session = visited(50, 20);
    session.press("g");
    assert!(session.screen().contains("/flaky") && !session.screen().contains("User-Agent"));
    session.press("Tab");
    let screen = session.screen();
    assert!(screen.contains("Exchange") && screen.contains("retried after 1.0 s"), "{screen}");
    session.press("G");
    assert!(session.screen().contains("503 Service Unavailable"));
    session.press("Esc");
    assert!(session.screen().contains("/flaky"));
}

#[test]
fn enter_opens_the_page_of_the_answer_or_of_the_failure() {
    let mut session = visited(120, 40);
    session.press("g Enter");
    assert_eq!((session.shown(), session.current().as_str()), (ScreenId::Browser, "503"));
    session.press("Esc");
    assert_eq!(session.shown(), ScreenId::Playground);
    session.press("G Enter");
    assert_eq!(session.current(), "connection-reset");
}

#[test]
fn a_click_selects_and_the_wheel_scrolls() {
    let mut session = visited(120, 40);
    let rows = session.playground().layout(session.app.shared()).rows;
    session.click(rows.x + 9, rows.y + 3);
    assert_eq!(session.target(), "/status/307");
    session.mouse(MouseEventKind::ScrollUp, rows.x, rows.y);
    assert_eq!(session.target(), "/flaky?fail=2&code=503");
    let parts = session.playground().layout(session.app.shared()).parts;
    session.click(parts[1].x, parts[1].y).press("f type:content");
    assert!(session.screen().contains("1 of 2"), "{}", session.screen());
}

// Copying

#[test]
fn y_copies_the_request_as_curl() {
    let mut session = visited(120, 40);
    session.press("g j j j").effects();
    session.press("y");
    let (what, text) = session.copied().expect("a copy");
    assert_eq!(what, "the curl command");
    assert_eq!(text, "curl -i --data-raw a=1 http://127.0.0.1:8080/status/307");
}

#[test]
fn the_raw_messages_and_a_snippet_can_be_copied() {
    let mut session = visited(120, 40);
    session.press("g").effects();
    session.press("Y type:raw_req Enter");
    let (what, text) = session.copied().expect("a copy");
    assert!(what == "the raw request" && text.starts_with("GET /flaky?fail=2&code=503 HTTP/1.1\n"), "{text:?}");
    session.press("Y type:raw_res Enter");
    assert!(session.copied().expect("a copy").1.ends_with("503 Service Unavailable\n"));
    session.press("Y type:snippet Enter");
    let (what, text) = session.copied().expect("a copy");
    assert!(what.ends_with(" snippet") && text.contains("503"), "{what} {text}");
}

#[test]
fn before_any_request_there_is_nothing_to_copy_or_filter() {
    let mut session = Session::serving(120, 40);
    for keys in ["y", "Y", "/", "Enter"] {
        session.press(keys);
        assert_eq!(session.status(), "There is no request yet", "{keys}");
    }
}

// The next answers

#[test]
fn the_next_requests_get_what_was_chosen() {
    let mut session = visited(120, 40);
    session.effects();
    session.press("a type:503 Enter Enter");
    let next = session.answers().expect("an answer");
    assert_eq!((next.words.as_str(), next.times), ("503", None));
    assert!(session.screen().contains("next: 503"));
    session.press("a type:reset-in-content Enter type:next_2 Enter");
    let next = session.answers().expect("an answer");
    assert_eq!((next.words.as_str(), next.times), ("reset-in-content", Some(2)));
    assert_eq!(session.status(), "The next 2 requests get reset-in-content");
    assert!(session.screen().contains("next: reset-in-content, 2 times"));
    let left = |times| Next { times: Some(times), ..next.clone() };
    session.served_with(vec![get(20_000, "/get", "200 OK")], left(1));
    assert!(session.screen().contains("next: reset-in-content, once"));
    session.served_with(vec![get(21_000, "/get", "200 OK")], left(0));
    assert!(session.screen().contains("next: as asked"));
    session.press("a type:delay=5s Enter Enter A");
    assert_eq!(session.answers().expect("an answer").words, "delay=5s");
    assert_eq!(session.status(), "Requests get what they ask for");
    assert!(session.screen().contains("next: as asked"));
}

#[test]
fn what_was_in_force_before_a_change_does_not_undo_it() {
    let mut session = visited(120, 40);
    session.press("a type:503 Enter Enter").served_with(vec![get(20_000, "/get", "200 OK")], Next::default());
    assert!(session.screen().contains("next: 503"));
}

#[test]
fn every_choice_can_be_read_by_the_server() {
    let mut session = visited(120, 40);
    session.press("a");
    let Some(httpdex::app::overlay::Overlay::Picker(picker)) = session.app.overlay() else { panic!("no list") };
    let mut count = 0;
    for item in picker.shown() {
        let httpdex::app::overlay::Choice::Answer(answer) = &item.choice else { panic!("{item:?}") };
        let next = Next { number: 1, words: answer.words.clone(), times: None };
        assert_eq!(httpdex::serve::faults::InForce::default().set(next), Ok(()), "{item:?}");
        count += 1;
    }
    assert!(count > 80, "{count}");
}

#[test]
fn without_a_server_nothing_is_answered() {
    let mut session = Session::new(120, 40);
    session.press("S a");
    assert_eq!((session.status(), session.app.overlay().is_none()), ("The server does not run", true));
}

/// Messages, pieces of them, and bytes that are none.
fn messages() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        Just(b"GET /a?b HTTP/1.1\r\n".to_vec()),
        Just(b"HTTP/1.1 103 Early Hints\r\n\r\n".to_vec()),
        Just(b"HTTP/1.1 503 Busy\r\nRetry-After: 9999999999999999999\r\nLocation: //[x\r\n".to_vec()),
        Just(b"Transfer-Encoding: chunked\r\n\r\nffffffff\r\n".to_vec()),
        Just(b"Content-Length: 18446744073709551615\r\n\r\n".to_vec()),
        Just(b"User-Agent: \x1b[2J\xff\r\n\r\n".to_vec()),
        prop::collection::vec(any::<u8>(), 0..40),
    ];
    prop::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_is_shown_and_does_no_harm(
        all in prop::collection::vec((messages(), messages(), 0u64..3, 0u64..9000, prop::option::of(100u16..999)), 1..6),
        (width, height) in prop_oneof![Just((120, 40)), Just((80, 24)), Just((50, 20)), Just((20, 6))],
    ) {
        let mut session = Session::serving(width, height);
        let exchanges = all.into_iter().map(|(request, response, connection, at, status)| Exchange {
            at,
            status,
            end: End::Gone,
            taken: request.len() as u64 + at % 3,
            sent: response.len() as u64 + at % 5,
            request,
            response,
            ..exchange(connection, 1, 0, "GET /a?b HTTP/1.1\n\n", "")
        });
        session.served(exchanges.collect());
        for keys in ["", "k", "Tab", "G", "y", "Enter"] {
            let screen = session.press(keys).screen();
            prop_assert!(!screen.contains(|c: char| c.is_control() && c != '\n'), "{screen:?}");
        }
    }
}
