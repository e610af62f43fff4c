//! Messages that are pasted into the interface. Each test is a sentence of its specification.

mod support;

use crossterm::event::MouseEventKind;
use httpdex::app::action::Context;
use httpdex::app::browser::Pane;
use httpdex::app::explain::{Content, Told};
use httpdex::app::job::{Report, Work};
use httpdex::app::message::{Effect, Message};
use httpdex::app::place::ScreenId;
use httpdex::explain::cite;
use proptest::prelude::*;
use ratatui::style::Modifier;
use support::{Session, opened, started};

/// A response of which several things are wrong.
const RESPONSE: &str = "HTTP/1.1 503 Service Unavailable\r\nDate: Mon, 30 Nov 2026 05:35:41 GMT\r\nRetry-After: soon\r\n\
    Cache-Control: no-store, max-age=60\r\nContent-Type: text/html\r\nContent-Length: 24\r\n\r\n<h1>No server is up</h1>";

/// An archive of two requests.
const ARCHIVE: &str = r#"{"log": {"version": "1.2", "entries": [
    {"startedDateTime": "2026-11-22T12:00:00Z", "time": 12, "request": {"method": "GET", "url": "https://a.example/one", "headers": []},
     "response": {"status": 200, "statusText": "OK", "headers": [{"name": "Content-Type", "value": "text/css"}], "content": {"size": 5}}},
    {"startedDateTime": "2026-11-22T12:00:01Z", "time": 30, "request": {"method": "PUT", "url": "https://a.example/two", "headers": []},
     "response": {"status": 503, "statusText": "", "headers": [{"name": "Retry-After", "value": "soon"}], "content": {"size": 5}}}]}}"#;

fn pasted(width: u16, height: u16, text: &str) -> Session {
    let mut session = Session::new(width, height);
    session.paste(text);
    session.effects();
    session
}

fn told(session: &Session) -> &Told {
    session.app.screens().explain.told().expect("messages")
}

fn selected(session: &Session) -> usize {
    session.app.screens().explain.reading().selected
}

/// The id of the chosen finding.
fn finding(session: &Session) -> String {
    told(session).findings[selected(session)].finding.id.clone()
}

/// The rows of a frame in which a cell is reversed, as text.
fn reversed(session: &mut Session) -> Vec<String> {
    let frame = session.frame();
    let rows = frame.content.chunks(usize::from(frame.area.width));
    let rows = rows.filter(|row| row.iter().any(|cell| cell.modifier.contains(Modifier::REVERSED)));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect()).collect()
}

// Pasting

#[test]
fn a_paste_that_begins_like_a_message_is_explained() {
    for text in [RESPONSE, "content-type: text/html\nset-cookie: a=b\n", "GET /a HTTP/1.1\nHost: a.example\n\n"] {
        for keys in ["", "4 0 4 Enter", "/ type:gateway Enter", "4 0 1 c Enter", "C", "Q", "?", "f type:the Enter"] {
            let mut session = Session::new(120, 40);
            if keys == "Q" {
                session = Session::in_quiz(120, 40);
            } else {
                session.press(keys);
            }
            session.paste(text);
            assert_eq!((session.shown(), session.app.context()), (ScreenId::Explain, Context::Explain), "{keys}");
            assert!(!told(&session).message.is_empty());
        }
    }
}

#[test]
fn where_there_is_little_room_what_is_counted_is_shown_and_no_sentence_is_cut() {
    let text = "HTTP/1.1 502 Bad Gateway\nServer: nginx\nContent-Length: 0\nCache-Control: no-store, max-age=60\n\n";
    for (width, height, has_meaning) in [(50, 20, false), (120, 40, true)] {
        let mut session = pasted(width, height, text);
        let frame = session.screen();
        assert_eq!(frame.contains("The messenger"), has_meaning, "{frame}");
        assert!(frame.contains("1 warning"), "{frame}");
    }
}

#[test]
fn what_is_pasted_into_a_text_field_or_a_question_stays_there() {
    for keys in ["/", ":", "f", "r"] {
        let mut session = Session::new(120, 40);
        let context = session.press(keys).app.context();
        session.send(Message::Paste(RESPONSE.into()));
        assert_eq!((session.shown(), session.app.context()), (ScreenId::Browser, context), "{keys}");
    }
    let mut session = Session::in_quiz(120, 40);
    session.press("t").begin("Learn").send(Message::Paste(RESPONSE.into()));
    assert_eq!((session.shown(), session.app.context()), (ScreenId::Quiz, Context::Typing));
    let mut session = Session::in_quiz(120, 40);
    session.begin("Learn").send(Message::Paste(RESPONSE.into()));
    assert_eq!((session.shown(), session.app.context()), (ScreenId::Quiz, Context::Question));
}

#[test]
fn any_other_paste_is_searched_for_from_every_screen() {
    for keys in ["", "C", "X", "4 0 1 c Enter", "?"] {
        let mut session = Session::new(120, 40);
        session.press(keys).send(Message::Paste("upstream timed out\nwhile reading".into()));
        assert_eq!((session.shown(), session.app.context()), (ScreenId::Browser, Context::Search), "{keys}");
        let search = session.browser().search().expect("a search");
        assert_eq!(search.input.value(), "upstream timed out while reading");
    }
}

#[test]
fn a_message_whose_line_ends_are_carriage_returns_is_read_as_it_was() {
    let session = pasted(120, 40, &RESPONSE.replace("\r\n", "\r"));
    let whole = pasted(120, 40, RESPONSE);
    assert_eq!(told(&session), told(&whole));
    assert_eq!(told(&pasted(120, 40, &RESPONSE.replace("\r\n", "\r\r"))), told(&whole));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_a_terminal_makes_of_line_ends_the_findings_are_the_same(
        status in prop::sample::select(vec![200, 401, 404, 405, 429, 503]),
        fields in prop::sample::subsequence(vec![
            "Date: Mon, 30 Nov 2026 05:35:41 GMT", "WWW-Authenticate: Basic realm=\"a\"", "Allow: GET", "Retry-After: soon",
            "Content-Type: text/plain; charset=utf-8", "Cache-Control: no-store, max-age=60", "X-Empty:", "Set-Cookie: a=b",
        ], 1..=8),
        content in prop::collection::vec("[a-zA-Z0-9 {}<>\"]{0,9}", 0..6),
        has_crlf_content in any::<bool>(),
        is_ended in any::<bool>(),
    ) {
        let end = if has_crlf_content { "\r\n" } else { "\n" };
        // Of content that is nothing but line ends, nobody can tell how many were lost.
        let is_blank = content.iter().all(|line| line.trim().is_empty());
        let content = if is_blank { String::new() } else { content.join(end) + end };
        let fields = fields.join("\r\n");
        let head = format!("HTTP/1.1 {status} A reason\r\n{fields}\r\nContent-Length: {}\r\n\r\n", content.len());
        let found = |text: &str| -> Vec<(String, Option<usize>)> {
            let session = pasted(120, 40, text);
            let findings = &told(&session).findings;
            findings.iter().map(|told| (told.finding.id.clone(), told.finding.line)).collect()
        };
        let as_sent = found(&format!("{head}{content}"));
        let is_cut = |(id, _): &(String, Option<usize>)| ["content-short", "content-long", "content-forbidden"].contains(&id.as_str());
        prop_assert!(!as_sent.iter().any(is_cut), "{:?}", as_sent);
        let last = if is_ended || content.trim_end().is_empty() || content.ends_with(&end.repeat(2)) { "" } else { end };
        let text = format!("{head}{}", content.strip_suffix(last).unwrap_or(&content));
        // As it is; every CR lost; LF as CR, as tmux has it; CR LF as one CR, as others do; as a program records it.
        for pasted in [
            text.clone(),
            text.replace('\r', ""),
            text.replace('\n', "\r"),
            text.replace("\r\n", "\n").replace('\n', "\r"),
            text.replace('\n', "\r\n"),
        ] {
            prop_assert_eq!(&found(&pasted), &as_sent, "{:?}", pasted);
        }
    }
}

#[test]
fn another_paste_takes_the_place_of_the_message_and_history_leads_back() {
    let mut session = pasted(120, 40, RESPONSE);
    session.press("j").paste("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    assert!(session.screen().contains("404  Not Found"));
    session.press("Backspace").explained();
    assert!(session.screen().contains("503  Service Unavailable"));
    assert_eq!(selected(&session), 1, "as it was left");
    session.press("L").explained();
    assert!(session.screen().contains("404  Not Found"));
    session.press("Esc");
    assert_eq!(session.shown(), ScreenId::Browser);
    session.press("X").explained();
    assert!(session.screen().contains("404  Not Found"), "what was pasted last is there still");
}

#[test]
fn a_paste_is_bounded_and_says_so() {
    let long = format!("{RESPONSE}{}", "é".repeat(3 << 20));
    let mut session = Session::new(120, 40);
    session.send(Message::Paste(long));
    assert_eq!(session.status(), "The first 4 of 6 MiB are explained");
    assert!(session.explained().screen().contains("503  Service Unavailable"));
    let mut session = Session::new(120, 40);
    session.send(Message::Paste(format!("{ARCHIVE}{}", " ".repeat(5 << 20))));
    assert_eq!(session.shown(), ScreenId::Browser);
    assert!(session.is_error() && session.status().contains("httpdex explain FILE"), "{}", session.status());
}

#[test]
fn before_anything_was_pasted_it_says_what_can_be() {
    for (width, height) in [(200, 55), (120, 40), (80, 24), (50, 20), (20, 6)] {
        let mut session = Session::new(width, height);
        session.press("X");
        assert_eq!((session.shown(), session.effects().len()), (ScreenId::Explain, 0));
        assert!(session.screen().contains("Explain a"));
        let mut seen = session.screen();
        for _ in 0..20 {
            seen += &session.press("j").screen();
        }
        assert!(seen.contains("curl -si URL") && seen.contains("HAR"), "{seen}");
        assert_eq!(session.press("y").status(), "Nothing was pasted yet");
        session.paste(RESPONSE);
        assert!(session.screen().contains("503"));
        // The empty screen is no place to come back to.
        session.press("Backspace");
        assert_eq!(session.shown(), ScreenId::Browser);
    }
}

// The work

#[test]
fn the_work_is_a_job_and_keys_are_answered_meanwhile() {
    let mut session = Session::new(120, 40);
    session.send(Message::Paste(RESPONSE.into()));
    assert!(session.screen().contains("Reading"));
    let effects = session.app.after_frame();
    let [Effect::Start(id, Work::Explain(_))] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(session.app.after_frame().is_empty(), "it is started once");
    session.press("j y Tab G");
    session.press("Esc");
    assert_eq!(session.shown(), ScreenId::Browser);
    assert!(session.effects().contains(&Effect::Cancel(*id)), "it ends with the screen");
    session.press("X").explained();
    assert!(session.screen().contains("503"), "and is done when it is wanted again");
}

#[test]
fn a_job_that_fails_is_told() {
    let mut session = Session::new(120, 40);
    session.send(Message::Paste(RESPONSE.into()));
    let effects = session.app.after_frame();
    let [Effect::Start(id, _)] = effects.as_slice() else { panic!("{effects:?}") };
    session.send(Message::Job(*id, Report::Failed("it broke".into())));
    assert!(session.screen().contains("it broke"));
    assert!(session.app.after_frame().is_empty(), "it is not tried again and again");
}

#[test]
fn after_a_change_of_size_it_is_laid_out_anew_and_read_on() {
    let mut session = pasted(120, 40, RESPONSE);
    session.press("j j");
    let id = finding(&session);
    for (width, height) in [(50, 20), (20, 6), (200, 55), (80, 24)] {
        session.send(Message::Resize(width, height)).screen();
        session.explained();
        assert_eq!(finding(&session), id);
        assert!(!reversed(&mut session).is_empty(), "the chosen finding is in sight");
    }
}

// Reading

#[test]
fn moving_through_the_findings_marks_the_line_that_each_points_at() {
    let mut session = pasted(120, 14, RESPONSE);
    let mut seen = 0;
    for n in 0..told(&session).findings.len() {
        assert_eq!(selected(&session), n);
        session.screen();
        let told = told(&session).clone();
        if let Some(mark) = told.findings[n].mark {
            let area = session.app.screens().explain.layout(session.app.shared()).message;
            let top = session.app.screens().explain.reading().message;
            assert!((top..top + usize::from(area.height)).contains(&mark), "line {mark} is in sight");
            let name = told.findings[n].finding.field.clone().unwrap_or_default();
            assert!(told.message[mark].text().contains(&name), "{name}: {}", told.message[mark].text());
            seen += 1;
        }
        session.press("j");
    }
    assert!(seen >= 2, "{seen}");
}

#[test]
fn enter_opens_the_finding_with_its_section_and_esc_closes_it() {
    for (width, height) in [(200, 55), (120, 40), (80, 24), (50, 20)] {
        let mut session = pasted(width, height, RESPONSE);
        let first = told(&session).findings[0].clone();
        assert!(!session.screen().contains("open section"));
        let open = session.press("Enter").screen();
        // The footer of a narrow screen has room for less.
        assert!(open.contains("o open section") || width < 80, "{open}");
        assert!(!open.contains("rfc-editor"), "{open}");
        let url = first.finding.source.url();
        let links = session.app.links();
        let link = links.iter().find(|link| link.url == url).expect("a link on the name of the section");
        let row = open.lines().nth(usize::from(link.area.y)).expect("a row");
        let name: String = row.chars().skip(usize::from(link.area.x)).take(usize::from(link.area.width)).collect();
        assert_eq!(name, cite(&first.finding));
        assert!(open.contains(first.finding.detail.split(' ').next().expect("a word")), "{open}");
        session.press("j");
        assert!(session.screen().contains("open section") || width < 80, "the next one is whole too");
        session.press("Esc");
        assert_eq!(session.shown(), ScreenId::Explain);
        assert!(!session.screen().contains("open section"));
        session.press("Esc");
        assert_eq!(session.shown(), ScreenId::Browser);
    }
}

#[test]
fn a_command_to_be_run_next_has_a_line_of_its_own_that_scrolls_sideways() {
    for (width, height) in [(120, 60), (60, 80)] {
        let mut session = pasted(width, height, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        let commands = told(&session).after.iter().filter_map(|line| line.command());
        let command = commands.max_by_key(|command| command.len()).expect("a command").to_owned();
        let (begin, end) = (&command[..20], &command[command.len() - 20..]);
        let screen = session.screen();
        assert!(screen.contains(begin) && !screen.contains(end) && screen.contains('›'), "{screen}");
        session.press(&"l ".repeat(40));
        let screen = session.screen();
        assert!(screen.contains(end) && screen.contains('‹'), "{screen}");
        session.press(&"h ".repeat(40));
        assert!(session.app.screens().explain.reading().on_message);
        assert!(session.press("l").screen().contains(begin));
    }
}

#[test]
fn tab_opens_the_page_of_the_status_and_esc_comes_back() {
    let mut session = pasted(80, 24, RESPONSE);
    session.press("j Tab");
    let there = (session.shown(), session.browser().focus(), session.current());
    assert_eq!(there, (ScreenId::Browser, Pane::Page, "503".to_owned()));
    session.press("Esc").explained();
    assert_eq!((session.shown(), selected(&session)), (ScreenId::Explain, 1));
    let mut session = pasted(80, 24, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
    session.press("Tab");
    assert!(session.status().starts_with("There is no page"), "{}", session.status());
}

#[test]
fn of_a_narrow_screen_one_pane_is_shown_and_left_and_right_change_it() {
    let mut session = pasted(50, 20, RESPONSE);
    assert!(session.screen().contains("Findings 1/") && !session.screen().contains("<h1>"));
    session.press("h");
    assert!(session.screen().contains(" Message ") && session.screen().contains("<h1>"), "{}", session.screen());
    session.press("l");
    assert!(session.screen().contains("Findings 1/"));
}

#[test]
fn it_scrolls_to_its_end_and_not_beyond() {
    let many = (0..90).map(|n| format!("X-Field-{n}: {n}\r\n")).collect::<Vec<_>>().concat();
    let text = RESPONSE.replace("\r\n\r\n", &format!("\r\n{many}\r\n"));
    for (width, height) in [(200, 55), (120, 40), (80, 24), (50, 20), (20, 6)] {
        let mut session = pasted(width, height, &text);
        for pane in ["l", "h"] {
            let top = session.press(pane).press("g").screen();
            let end = session.press("G").screen();
            assert_eq!(session.press("Space").screen(), end);
            session.press("j j j");
            assert_eq!(session.screen(), end);
            for _ in 0..400 {
                session.press("k");
            }
            assert_eq!(session.screen(), top, "{width}x{height} {pane}");
        }
    }
}

#[test]
fn what_was_found_is_copied_and_its_section_opened() {
    let mut session = pasted(120, 40, RESPONSE);
    let first = told(&session).findings[0].clone();
    let url = first.finding.source.url();
    assert_eq!(session.press("o").effects(), [opened(&url)]);
    let text = first.text();
    assert!(text.contains(&first.finding.title) && text.ends_with(&url), "{text}");
    assert_eq!(session.press("y").effects(), [started(Work::Copy { what: "the finding".into(), text })]);
    let text = told(&session).markdown.clone();
    assert!(text.starts_with("# 503 Service Unavailable") && text.contains("## Findings"), "{text}");
    assert_eq!(session.press("Y").effects(), [started(Work::Copy { what: "the explanation".into(), text })]);
}

#[test]
fn words_are_found_in_the_message() {
    for (width, height, keys) in [(120, 40, "f type:no_server"), (50, 20, "h f type:no_server")] {
        let mut session = pasted(width, height, RESPONSE);
        session.press(keys);
        assert_eq!(session.app.context(), Context::Finding);
        assert!(reversed(&mut session).concat().contains("No server"), "{}", session.screen());
    }
}

#[test]
fn a_click_chooses_a_finding_and_a_second_one_opens_it() {
    let mut session = pasted(120, 40, RESPONSE);
    session.screen();
    let layout = session.app.screens().explain.layout(session.app.shared());
    let row =
        session.app.screens().explain.reading().lines.iter().position(|line| line.finding == Some(1)).expect("two");
    let y = layout.side.y + u16::try_from(row).expect("a row");
    session.click(layout.side.x + 3, y);
    assert_eq!(selected(&session), 1);
    session.click(layout.side.x + 3, y);
    assert!(session.screen().contains("open section"));
    // On a line of the message that a finding points at, too.
    let (at, mark) =
        told(&session).findings.iter().enumerate().find_map(|(at, one)| Some((at, one.mark?))).expect("one");
    session.click(layout.message.x + 3, layout.message.y + u16::try_from(mark).expect("a row"));
    assert_eq!((selected(&session), session.app.screens().explain.reading().on_message), (at, true));
    session.mouse(MouseEventKind::ScrollDown, layout.side.x, layout.side.y);
    assert_eq!(selected(&session), at);
}

// Archives

#[test]
fn the_entries_of_an_archive_are_picked_from() {
    for (width, height) in [(200, 55), (120, 40), (80, 24), (50, 20)] {
        let mut session = pasted(width, height, ARCHIVE);
        assert!(matches!(session.app.screens().explain.content(), Some(Content::Archive(rows)) if rows.len() == 2));
        let list = session.screen();
        assert!(list.contains("2 entries") && list.contains("PUT") && list.contains("https://a.example/"), "{list}");
        assert_eq!(session.press("y").status(), "Choose an entry first");
        session.press("j Enter").explained();
        assert!(session.screen().contains("503  Service Unavailable"));
        assert!(told(&session).findings.iter().any(|finding| finding.mark.is_some()), "by the name of the field");
        session.press("Esc").explained();
        assert_eq!((session.screen().contains("2 entries"), session.app.screens().explain.entry()), (true, 1));
        session.press("k Enter").explained();
        assert!(session.screen().contains("200  OK"));
        session.press("Backspace").explained();
        assert!(session.screen().contains("2 entries"));
        assert_eq!(session.press("Esc").shown(), ScreenId::Browser);
    }
}

#[test]
fn an_archive_that_cannot_be_read_says_why() {
    let mut session = pasted(120, 40, r#"{"log": {"entries": 5}}"#);
    assert!(session.screen().contains("This is JSON, but no HAR file"), "{}", session.screen());
    assert_eq!(session.press("Enter").status(), "There is no message here");
    assert_eq!(session.press("Esc").shown(), ScreenId::Browser);
}

// Safety

#[test]
fn nothing_that_was_pasted_acts_on_the_terminal() {
    let evil = "HTTP/1.1 503 \u{1b}[31mNo\u{7}\r\nX-\u{9b}2J: \u{1b}]0;title\u{7}\r\nRetry-After: \u{1b}[2J\u{202e}\r\n\r\n\u{1b}[?1049l\u{0}text";
    for (width, height) in [(120, 40), (80, 24), (50, 20), (20, 6)] {
        let mut session = pasted(width, height, evil);
        for keys in ["", "Enter", "j", "h", "G", "l G"] {
            let frame = session.press(keys).frame();
            for cell in &frame.content {
                assert!(!cell.symbol().chars().any(char::is_control), "{:?}", cell.symbol());
            }
        }
        for effect in session.press("y Y").effects() {
            let Effect::Start(_, Work::Copy { text, .. }) = effect else { continue };
            assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
        }
    }
}
