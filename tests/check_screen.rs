//! Checking a URL in the interface. Each test is a sentence of its specification.

mod support;

use crossterm::event::MouseEventKind;
use httpdex::app::action::Context;
use httpdex::app::check::{Happened, LONGEST};
use httpdex::app::job::{Report, Work};
use httpdex::app::message::{Effect, Message};
use httpdex::app::place::ScreenId;
use httpdex::check::{Failure, Phase, Target};
use httpdex::message::Field;
use ratatui::style::Modifier;
use support::check::{URL, chain, failed, hop, usual};
use support::{Session, start, started};

/// Sizes from wide to the smallest.
const SIZES: [(u16, u16); 6] = [(200, 55), (120, 40), (80, 24), (50, 20), (30, 10), (20, 6)];

fn work(url: &str) -> Work {
    Work::Check(Target::read(url).expect("a URL"))
}

/// The usual check, after its end.
fn over(width: u16, height: u16) -> Session {
    let mut session = Session::new(width, height);
    session.checked(URL, &usual()).effects();
    session
}

/// Whether anything was to be sent since the last call.
fn has_asked(session: &mut Session) -> bool {
    session.effects().iter().any(|effect| matches!(effect, Effect::Start(_, Work::Check(_))))
}

/// A part of what stands under the hops, as text; the end of a line is a blank.
fn part(session: &Session, name: &str) -> String {
    let parts = session.check().parts();
    let part = parts.iter().find(|part| part.name.starts_with(name)).expect("such a part");
    let text: String = part.lines.iter().map(|line| line.text() + " ").collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

// The URL

#[test]
fn u_opens_it_from_every_screen_and_esc_leads_back() {
    for keys in ["", "C", "X", "S", "4 0 1 c Enter", "4 0 4 Enter", "Q"] {
        let mut session = if keys == "Q" { Session::in_quiz(120, 40) } else { Session::new(120, 40) };
        if keys != "Q" {
            session.press(keys);
        }
        let before = session.shown();
        session.press("u");
        assert_eq!((session.shown(), session.app.context()), (ScreenId::Check, Context::CheckUrl), "{keys}");
        assert!(session.screen().contains("Follows it hop by hop"));
        assert_eq!(session.press("Esc").shown(), before, "{keys}");
    }
}

#[test]
fn nothing_is_asked_for_before_enter_on_the_url_that_is_shown() {
    let mut session = Session::new(120, 40);
    session.press("u").effects();
    session.type_text("example.com/docs");
    let screen = session.screen();
    assert!(screen.contains("URL example.com/docs") && screen.contains("Enter asks for GET https://example.com/docs"));
    assert!(screen.contains("https, as no scheme was given"), "{screen}");
    session.press("Esc u Home Delete e");
    session.send(Message::Paste("x".into())).press("Backspace").send(Message::Paste("x".into()));
    session.app.after_frame();
    assert!(session.effects().is_empty(), "it was not asked for");
    session.press("Backspace");
    assert_eq!(session.check().field(), "example.com/docs", "as it was left");
    session.press("Enter");
    assert_eq!(session.effects(), [started(work("example.com/docs"))]);
}

#[test]
fn what_is_no_url_is_said_and_not_asked_for() {
    let mut session = Session::new(120, 40);
    session.press("u Enter");
    assert!(session.status().starts_with("The URL is empty"), "{}", session.status());
    session.type_text("ftp://a/");
    assert!(session.screen().contains("ftp is not asked for; give a URL with http or https"));
    session.press("Enter");
    assert!(!has_asked(&mut session) && session.app.context() == Context::CheckUrl);
}

#[test]
fn a_url_that_is_pasted_alone_is_taken_into_the_field_and_not_asked_for() {
    for keys in ["", "4 0 4 Enter", "C", "X", "S", "4 0 1 c Enter", "?", "u type:example.com Enter"] {
        let mut session = Session::new(120, 40);
        session.press(keys).effects();
        session.send(Message::Paste("https://a.example/x?y=1\r\n".into()));
        assert_eq!((session.shown(), session.app.context()), (ScreenId::Check, Context::CheckUrl), "{keys}");
        assert_eq!(session.check().field(), "https://a.example/x?y=1");
        assert!(!has_asked(&mut session), "{keys}");
    }
}

#[test]
fn text_fields_and_questions_keep_a_url_that_is_pasted() {
    for keys in ["/", ":", "f", "r"] {
        let mut session = Session::new(120, 40);
        let context = session.press(keys).app.context();
        session.send(Message::Paste("https://a.example/".into()));
        assert_eq!((session.shown(), session.app.context()), (ScreenId::Browser, context), "{keys}");
    }
    let mut session = Session::in_quiz(120, 40);
    session.begin("Learn").send(Message::Paste("https://a.example/".into()));
    assert_eq!(session.shown(), ScreenId::Quiz);
    let mut session = Session::new(120, 40);
    session.press("u type:http:// ").send(Message::Paste("b.example/\n".into()));
    assert_eq!(session.check().field(), "http://b.example/");
}

#[test]
fn other_text_is_searched_for_or_explained_from_here_too() {
    let mut session = over(120, 40);
    session.send(Message::Paste("see https://a.example/".into()));
    assert_eq!((session.shown(), session.app.context()), (ScreenId::Browser, Context::Search));
    let mut session = over(120, 40);
    session.send(Message::Paste("HTTP/1.1 404 Not Found\n\n".into()));
    assert_eq!(session.shown(), ScreenId::Explain);
}

// The hops

#[test]
fn hops_are_shown_as_they_happen() {
    let mut session = Session::new(120, 40);
    session.asked(URL);
    assert!(session.screen().contains("starting · 0 s · Esc cancels"), "{}", session.screen());
    session.begins(URL, URL);
    assert!(session.screen().contains("...  connecting"), "{}", session.screen());
    session.happens(URL, Happened::Connected("192.0.2.7:80".into())).happens(URL, Happened::Sending);
    session.happens(URL, Happened::Interim(103)).happens(URL, Happened::Interim(103));
    assert!(session.screen().contains("103, 103, waiting"));
    assert!(part(&session, "Hop 1").contains("connected to 192.0.2.7:80 · 103, 103, waiting"));
    session.wait(2500).send(Message::Wake);
    assert!(session.screen().contains("· 2 s · Esc cancels"));
    assert!(session.app.wakes_at(session.now.steady).is_some());
    let chain = usual();
    session.ends(URL, &chain.hops[0]).begins(URL, &chain.hops[1].url);
    let screen = session.screen();
    assert!(screen.contains("301  Moved Permanently") && screen.contains("...  connecting"), "{screen}");
    assert!(screen.contains("It is known when the last hop has ended."));
}

#[test]
fn a_row_has_status_name_url_protocol_and_the_time_as_a_bar() {
    let mut session = over(200, 55);
    let screen = session.screen();
    for words in [
        "301  Moved Permanently   http://example.com/docs",
        "308  Permanent Redirect  https://example.com/docs",
        "HTTP/1.1  ▒▓▓▓█████",
        "name 11 · connect 8.0 · TLS 22 · wait 150",
        "191 ms",
        "wait 88 · receive 8.0",
        "✓ 200 as expected · 4 hops · 412 ms",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    assert!(screen.contains("\n! 301") && screen.contains("\n!▌200") && screen.contains("\n  302"), "{screen}");
    let medium = over(80, 24).screen();
    let row = medium.lines().find(|line| line.contains("301  Moved Permanently")).expect("a row");
    assert!(row.contains("█") && row.ends_with("52 ms") && !row.contains("HTTP/1.1"), "{medium}");
    let narrow = over(50, 20).screen();
    assert!(narrow.contains("301  http://example.com/docs") && narrow.contains("52 ms"), "{narrow}");
}

#[test]
fn the_last_hop_is_marked_until_one_moves() {
    let chain = usual();
    let mut session = Session::new(120, 40);
    session.asked(URL).begins(URL, URL).ends(URL, &chain.hops[0]).begins(URL, &chain.hops[1].url);
    assert_eq!(session.check().selected(), 1);
    session.press("k").ends(URL, &chain.hops[1]).begins(URL, &chain.hops[2].url);
    assert_eq!(session.check().selected(), 0);
    session.press("G").ends(URL, &chain.hops[2]).begins(URL, &chain.hops[3].url);
    assert_eq!(session.check().selected(), 3);
}

#[test]
fn below_stand_the_verdict_the_certificate_and_the_marked_hop() {
    let mut session = over(120, 40);
    let verdict = part(&session, "Verdict");
    assert!(verdict.contains("! three redirects where one would do"), "{verdict}");
    assert!(verdict.contains("(hop 1)") && verdict.contains("issued by R11 · 61 days left"), "{verdict}");
    let last = part(&session, "Hop 4 of 4");
    assert!(last.contains("█ wait 88 ms ▄ receive 8.0 ms") && last.contains("nginx"), "{last}");
    assert!(last.contains("RFC 9111 §5.2.2"), "findings with their sections: {last}");
    session.press("k");
    let third = part(&session, "Hop 3 of 4");
    assert!(third.contains("→ /docs/") && third.contains("▓ TLS 22 ms"), "{third}");
    let one = over(80, 24);
    let all = part(&one, "Verdict");
    assert!(all.contains("three redirects") && all.contains("Hop 4 of 4") && all.contains("R11"), "{all}");
}

#[test]
fn a_failure_without_a_response_is_a_row_too() {
    let mut session = Session::new(120, 40);
    session.checked(
        "http://a.example/",
        &chain(vec![failed("http://a.example/", "connection-refused", "nobody listens")], vec![]),
    );
    let screen = session.screen();
    assert!(screen.contains("---  Connection refused  http://a.example/") && screen.contains("✗ not as expected"));
    let hop = part(&session, "Hop 1");
    assert!(hop.contains("✗ nobody listens") && hop.contains("Next 1 "), "{hop}");
    for key in ["Enter", "Tab"] {
        session.press(key);
        assert_eq!((session.shown(), session.current().as_str()), (ScreenId::Browser, "connection-refused"), "{key}");
        assert_eq!(session.press("Esc").shown(), ScreenId::Check);
    }
    let mut narrow = Session::new(50, 20);
    narrow.checked("http://a.example/", &chain(vec![failed("http://a.example/", "connection-refused", "x")], vec![]));
    assert!(narrow.screen().contains("---  Connection refused  http"), "{}", narrow.screen());
}

#[test]
fn a_job_that_fails_says_why() {
    let mut session = Session::new(120, 40);
    session.asked(URL).begins(URL, URL).report(work(URL), Report::Failed("A part of httpdex has failed".into()));
    assert!(part(&session, "Verdict").contains("✗ A part of httpdex has failed"));
    assert!(session.screen().contains("---  cancelled"));
}

// Going on from there

#[test]
fn enter_explains_the_hop_with_its_request_and_history_leads_back() {
    let mut session = over(120, 40);
    session.press("k k").press("Enter").explained();
    assert_eq!((session.shown(), session.app.context()), (ScreenId::Explain, Context::Explain));
    let screen = session.screen();
    assert!(screen.contains("308  Permanent Redirect") && screen.contains("GET /docs HTTP/1.1"), "{screen}");
    session.press("Esc");
    assert_eq!((session.shown(), session.check().selected()), (ScreenId::Check, 1));
    assert_eq!(session.app.context(), Context::Check, "as it was left");
    assert!(session.screen().contains("✓ 200 as expected · 4 hops · 412 ms"));
    session.press("G Enter").explained();
    let told = session.app.screens().explain.told().expect("messages");
    assert!(told.findings.iter().any(|finding| finding.finding.field.as_deref() == Some("Cache-Control")));
    session.press("Backspace");
    assert_eq!((session.shown(), session.check().selected()), (ScreenId::Check, 3));
    session.press("L").explained();
    assert!(session.screen().contains("200  OK"));
}

#[test]
fn errors_in_the_responses_are_counted_beside_the_verdict_on_the_way() {
    let date = "Date: Sun, 22 Nov 2026 12:00:00 GMT\n";
    let broken = format!("HTTP/1.1 204 No Content\n{date}Content-Length: 0\n\n");
    for width in [50, 80, 120] {
        let mut session = Session::new(width, 40);
        session.checked(URL, &chain(vec![hop(URL, &broken, [1, 1, 0, 1, 0])], Vec::new()));
        let screen = session.screen();
        assert!(screen.lines().any(|line| line.contains("✓ ") && line.contains(" · 1 error")), "{screen}");
        assert!(screen.contains("✗ 1 error in the response."), "{screen}");
        assert!(!screen.contains("nothing is wrong"), "{screen}");
    }
    assert!(!over(120, 40).screen().contains(" error"), "{}", over(120, 40).screen());
}

#[test]
fn tab_opens_the_page_of_the_status() {
    let mut session = over(120, 40);
    session.press("k k Tab");
    assert_eq!(session.current(), "308");
    assert_eq!(session.press("Backspace").shown(), ScreenId::Check);
}

#[test]
fn y_copies_the_curl_command_and_the_report() {
    let mut session = over(120, 40);
    session.press("y");
    let (what, text) = session.copied().expect("a copy");
    let agent = concat!("httpdex/", env!("CARGO_PKG_VERSION"));
    let last = "https://www.example.com/docs/";
    assert_eq!((what, text), (format!("the curl command for {last}"), format!("curl -i -A {agent} {last}")));
    session.press("g y");
    let (what, text) = session.copied().expect("a copy");
    assert_eq!((what, text), (format!("the curl command for {URL}"), format!("curl -i -A {agent} {URL}")));
    session.press("Y");
    let (what, text) = session.copied().expect("a copy");
    assert!(what == "the report" && text.starts_with("# `http://example.com/docs`\n"), "{text}");
    session.asked(URL).begins(URL, URL).effects();
    session.press("Y");
    assert!(session.copied().is_none() && session.status().contains("before the last hop has ended"));
    session.press("y");
    assert!(session.copied().is_some());
}

#[test]
fn the_url_is_edited_and_asked_for_again() {
    let mut session = over(120, 40);
    session.press("e type:x");
    assert_eq!((session.app.context(), session.check().field()), (Context::CheckUrl, "http://example.com/docsx"));
    assert!(session.screen().contains("Moved Permanently"), "what came stays");
    session.press("Esc");
    assert_eq!((session.app.context(), session.check().field()), (Context::Check, URL));
    session.effects();
    session.press("e type:x Enter");
    assert_eq!(session.effects(), [started(work("http://example.com/docsx"))]);
    assert!(!session.screen().contains("Moved Permanently"));
    let mut session = over(120, 40);
    session.press("r");
    assert_eq!(session.effects(), [started(work(URL))]);
}

#[test]
fn u_selects_the_url_so_that_another_one_takes_its_place() {
    let reversed = |session: &mut Session| {
        let head = session.check().layout(session.app.shared()).head;
        let frame = session.frame();
        (head.left()..head.right()).any(|x| frame[(x, head.y)].modifier.contains(Modifier::REVERSED))
    };
    for keys in ["u", "Esc u", "Enter u"] {
        let mut session = over(120, 40);
        session.press(keys);
        assert!(reversed(&mut session), "{keys}");
        session.send(Message::Paste("https://b.example/".into()));
        assert_eq!(session.check().field(), "https://b.example/");
        assert!(!reversed(&mut session));
        session.press("Esc");
        assert_eq!(session.check().field(), URL);
    }
    let mut session = over(120, 40);
    session.press("u End type:x");
    assert_eq!(session.check().field(), "http://example.com/docsx");
    session.press("Esc e");
    assert!(!reversed(&mut session));
}

#[test]
fn a_response_that_breaks_off_is_named_with_its_failure() {
    let mut session = Session::new(120, 40);
    let mut cut = hop("http://a.example/", "HTTP/1.1 200 OK\nContent-Length: 9\n\nabc", [1; 5]);
    cut.failure = Some(Failure::new("truncated-response", Phase::Response, "6 of 9 bytes are missing"));
    session.checked("http://a.example/", &chain(vec![cut], vec![]));
    assert!(session.screen().contains("200  OK, truncated response"), "{}", session.screen());
    assert!(part(&session, "Hop 1").contains("✗ 6 of 9 bytes are missing"));
    assert_eq!(session.press("Tab").current(), "200");
}

#[test]
fn esc_cancels_a_check_that_is_under_way_and_leaves_otherwise() {
    let mut session = Session::new(120, 40);
    session.asked(URL).begins(URL, URL).happens(URL, Happened::Sending).effects();
    session.press("Esc");
    assert!(matches!(session.effects()[..], [Effect::Cancel(_)]));
    assert_eq!(session.status(), "The check is cancelled");
    session.ends(URL, &usual().hops[0]);
    let screen = session.screen();
    assert!(screen.contains("---  cancelled  http://example.com/docs"), "what it still tells is not wanted: {screen}");
    assert_eq!(session.press("Tab").current(), "cancelled");
    session.press("Esc");
    assert_eq!(session.press("Esc").shown(), ScreenId::Browser);
}

#[test]
fn a_check_ends_with_the_screen() {
    for keys in ["Q", "4 0 4", "/", "Backspace", "X"] {
        let mut session = Session::new(120, 40);
        session.asked(URL).begins(URL, URL).effects();
        session.press(keys);
        assert!(session.effects().iter().any(|effect| matches!(effect, Effect::Cancel(_))), "{keys}");
    }
    let mut session = Session::new(120, 40);
    session.asked(URL).begins(URL, URL).press("X Backspace");
    assert!(session.screen().contains("---  cancelled"), "{}", session.screen());
    assert!(session.app.wakes_at(session.now.steady).is_none());
    session.effects();
    session.press("r");
    assert_eq!(session.effects(), [started(work(URL))]);
}

#[test]
fn another_check_takes_the_place_of_one_that_is_under_way() {
    let mut session = Session::new(120, 40);
    session.asked(URL).begins(URL, URL).effects();
    session.asked("http://b.example/");
    let effects = session.effects();
    assert!(matches!(&effects[..], [Effect::Cancel(_), Effect::Start(_, Work::Check(_))]), "{effects:?}");
    session.ends(URL, &usual().hops[0]);
    assert!(session.check().run().expect("a check").hops.is_empty(), "what the first still tells is not wanted");
}

// Offline

#[test]
fn offline_it_says_so_and_asks_for_nothing() {
    let mut start = start(120, 40);
    start.is_offline = true;
    let mut session = Session::with(start);
    session.asked("127.0.0.1:8080");
    assert_eq!(session.status(), "Nothing is asked for offline");
    assert!(
        session
            .screen()
            .contains("Nothing is asked for offline; leave --offline, HTTPDEX_OFFLINE and the setting offline")
    );
    session.send(Message::Paste("https://a.example/".into())).press("Enter");
    session.press("Esc").send(Message::Paste("https://a.example/".into())).press("Enter Enter r y Esc");
    assert!(!has_asked(&mut session));
}

// What comes from outside

#[test]
fn a_password_is_shown_nowhere() {
    for (width, height) in SIZES {
        let mut session = Session::new(width, height);
        let url = "http://me:secret@a.example/";
        session.press("u").type_text(url);
        assert!(!session.screen().contains("secret"), "{}", session.screen());
        session
            .press("Esc")
            .checked(url, &chain(vec![hop(url, "HTTP/1.1 200 OK\nContent-Length: 0\n\n", [1; 5])], vec![]));
        for keys in ["", "e", "Esc", "l", "l", "Home"] {
            session.press(keys);
            assert!(!session.screen().contains("secret"), "{}", session.screen());
        }
        session.press("Esc Esc e type:x Enter");
        assert!(!session.screen().contains("secret"));
        // Nor is what it is sent as, where the request is explained.
        let mut with = hop(url, "HTTP/1.1 200 OK\nContent-Length: 0\n\n", [1; 5]);
        let value = "Basic bWU6c2VjcmV0".to_owned();
        with.messages[0].fields.0.push(Field { name: "Authorization".to_owned(), value, line: 0 });
        session.press("Esc Esc").checked(url, &chain(vec![with], vec![])).press("Enter h G").explained();
        assert_eq!(session.shown(), ScreenId::Explain);
        assert!(!session.screen().contains("bWU6"), "{}", session.screen());
        session.effects();
        session.press("Y");
        let copied = session.copied().expect("an explanation").1;
        assert!(copied.contains("Authorization") && !copied.contains("bWU6"), "{copied}");
    }
}

#[test]
fn nothing_from_outside_reaches_the_terminal() {
    let evil = "\u{1b}[2J\u{9b}31m\u{202e}\u{7}";
    for (width, height) in SIZES {
        let mut session = Session::new(width, height);
        let mut bad = hop(
            "http://a.example/",
            &format!("HTTP/1.1 302 {evil}\nLocation: {evil}\nX{evil}: {evil}\n\n{evil}"),
            [1; 5],
        );
        bad.url = format!("http://a.example/{evil}");
        bad.protocol = Some(evil.to_owned());
        bad.address = Some(evil.to_owned());
        bad.location = Some(evil.to_owned());
        bad.tls = usual().hops[1].tls.clone().map(|mut tls| {
            (tls.names, tls.issuer, tls.problems) =
                (vec![evil.to_owned()], Some(evil.to_owned()), vec![evil.to_owned()]);
            tls
        });
        let mut worse = failed("http://a.example/", "connection-reset", evil);
        worse.url = evil.to_owned();
        let mut chain = chain(vec![bad, worse], vec![]);
        chain.problems = vec![httpdex::check::Problem { id: "x", hop: 0, title: evil.to_owned() }];
        session.checked("http://a.example/", &chain);
        for keys in ["", "k", "l", "l", "G", "Esc", "f type:x Enter", "Esc", "g Enter"] {
            let screen = session.press(keys).settle().screen();
            assert!(!screen.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{screen:?}");
        }
    }
}

#[test]
fn long_urls_break_no_layout() {
    let url = format!("http://a.example/{}", "long/".repeat(1000));
    for (width, height) in SIZES {
        let mut session = Session::new(width, height);
        session.press("u").send(Message::Paste(url.clone()));
        assert_eq!(session.check().field(), url);
        session.screen();
        session
            .press("Esc")
            .checked(&url, &chain(vec![hop(&url, "HTTP/1.1 200 OK\nContent-Length: 0\n\n", [1; 5])], vec![]));
        let screen = session.screen();
        assert!(width < 30 || screen.contains("1.0 ms") || screen.contains("5.0 ms"), "{screen}");
        assert!(screen.contains("200  "), "{screen}");
    }
    let mut session = Session::new(120, 40);
    session.press("u").send(Message::Paste("x".repeat(LONGEST + 1)));
    assert_eq!((session.check().field(), session.status()), ("", "A URL may have 8192 bytes here"));
}

// The rest of the screen

#[test]
fn keys_go_from_part_to_part_and_scroll_there() {
    let mut session = over(80, 24);
    assert!(!session.screen().contains("issued by"));
    session.press("l G");
    assert!(session.screen().contains("issued by R11"), "{}", session.screen());
    session.press("Esc");
    assert_eq!((session.shown(), session.press("Esc").shown()), (ScreenId::Check, ScreenId::Browser));
    let mut session = over(120, 40);
    session.press("l l").send(Message::Resize(80, 24)).press("G");
    assert!(session.screen().contains("issued by R11"), "the part that is left has the keys: {}", session.screen());
    let mut small = over(20, 6);
    assert!(small.screen().contains("200  "));
    small.press("l");
    assert!(small.screen().contains("three"), "{}", small.screen());
}

#[test]
fn the_mouse_marks_explains_edits_and_scrolls() {
    let mut session = over(120, 40);
    let layout = session.check().layout(session.app.shared());
    session.click(layout.rows.x + 9, layout.rows.y + 1);
    assert_eq!((session.shown(), session.check().selected()), (ScreenId::Check, 1));
    session.mouse(MouseEventKind::ScrollUp, layout.rows.x, layout.rows.y);
    assert_eq!(session.check().selected(), 0);
    session.click(layout.rows.x, layout.rows.y).explained();
    assert_eq!(session.shown(), ScreenId::Explain);
    session.press("Esc").click(layout.head.x + 9, layout.head.y);
    assert_eq!(session.app.context(), Context::CheckUrl);
    let layout = session.check().layout(session.app.shared());
    session.click(layout.parts[1].x, layout.parts[1].y).press("f type:wait");
    assert!(session.screen().contains("1 of 1"), "{}", session.screen());
}

#[test]
fn words_are_found_among_the_hops_and_in_the_parts() {
    let mut session = over(120, 40);
    session.press("f type:www Enter");
    assert!(session.screen().contains("www: 1 of 2"), "{}", session.screen());
    session.press("Esc l f type:days");
    assert!(session.screen().contains("1 of 1"));
}

#[test]
fn it_is_in_the_sidebar_the_palette_and_the_help() {
    let mut session = Session::new(120, 40);
    assert!(session.screen().contains("Check           u"), "{}", session.screen());
    session.press(": type:check_a_url Enter");
    assert_eq!(session.shown(), ScreenId::Check);
    session.press("F1");
    assert!(session.screen().contains("Typing a URL to check"), "{}", session.screen());
}
