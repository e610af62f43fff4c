//! What the interface does, key by key and click by click. Each test is a sentence of its specification.

mod support;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};
use httpdex::app::action::{Action, Context};
use httpdex::app::browser::Pane;
use httpdex::app::job::{Item, Report, Work};
use httpdex::app::keymap::Keymap;
use httpdex::app::keys::Key;
use httpdex::app::message::{Effect, Message};
use httpdex::app::overlay::{Choice, Overlay, Picker};
use httpdex::app::place::ScreenId;
use httpdex::app::view::View;
use httpdex::catalog::Category;
use httpdex::document::SectionId;
use httpdex::search::Engine;
use httpdex::store::{Change, Progress, TerminalBackground};
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use support::quiz::loaded;
use support::{Session, lines, opened, own, saved, start};

fn wide() -> Session {
    Session::new(120, 40)
}

fn medium() -> Session {
    Session::new(80, 24)
}

fn narrow() -> Session {
    Session::new(50, 20)
}

/// Two entries that lead to each other, with several screens of text.
fn with_own() -> Session {
    let text = "Words that fill the page. ".repeat(80);
    let entry = |n: u32, other: u32| {
        format!(
            r#"{{"id": "acme-{n}", "code": "{n}", "name": "Number {n}", "definition": "{text}", "plain_english": "{text}",
            "docs": [{{"title": "Doc", "url": "https://{n}.example"}}], "related": [{{"id": "acme-{other}", "why": "It follows."}},
            {{"id": "404", "why": "It is far away, and the reason for it is long."}}], "faq": [{{"question": "Q?", "answer": "{text}"}}]}}"#
        )
    };
    let mut start = start(120, 40);
    start.catalog = own(&format!("[{}, {}]", entry(798, 799), entry(799, 798))).into();
    start.engine = Engine::with_own(&start.catalog).into();
    let mut session = Session::with(start);
    session.press("7 9 8 h").effects();
    session
}

/// The codes of a class in their order.
fn client_errors() -> Session {
    let mut start = start(120, 40);
    start.view = View::Category(Category::ClientError);
    Session::with(start)
}

fn picker(session: &Session) -> &Picker {
    match session.app.overlay() {
        Some(Overlay::Picker(picker)) => picker,
        other => panic!("no picker but {other:?}"),
    }
}

fn scroll_of_help(session: &Session) -> usize {
    match session.app.overlay() {
        Some(Overlay::Reader(reader)) => reader.scroll,
        other => panic!("no help but {other:?}"),
    }
}

fn selected(session: &Session) -> usize {
    session.browser().list().cursor.selected
}

/// Clicks on a row of an area.
fn click_row(session: &mut Session, area: Rect, row: u16) {
    session.click(area.x + 3, area.y + row);
}

// Opening

#[test]
fn it_opens_on_the_first_popular_code_with_its_page_drawn() {
    let mut session = wide();
    assert_eq!(
        (session.browser().list().view, selected(&session), session.browser().focus()),
        (View::Popular, 0, Pane::List)
    );
    let name = session.app.shared().catalog.row(session.browser().current().expect("a code")).name.to_string();
    assert!(session.screen().matches(&name).count() >= 2, "in the list and on the page");
    assert!(session.effects().is_empty(), "nothing counts as read yet");
}

#[test]
fn it_opens_on_the_view_of_the_settings() {
    let mut start = start(120, 40);
    start.view = View::Category(Category::ServerError);
    assert_eq!(Session::with(start).current(), "500");
}

#[test]
fn it_opens_on_a_page_that_was_asked_for() {
    let mut session = narrow();
    session.open_on("503");
    assert_eq!((session.current().as_str(), session.browser().focus()), ("503", Pane::Page));
    assert!(session.screen().contains("503  Service Unavailable"));
}

#[test]
fn a_problem_with_a_file_is_told_at_once_and_several_are_counted() {
    let mut first = start(120, 40);
    first.problems = vec!["config.json: it is empty".into()];
    assert_eq!(Session::with(first).status(), "config.json: it is empty");
    let mut both = start(120, 40);
    both.problems = vec!["one".into(), "two".into()];
    let mut session = Session::with(both);
    assert_eq!(session.status(), "2 things are wrong with your files; press ! to read them");
    assert!(session.press("!").screen().contains("two"));
}

#[test]
fn own_entries_are_marked_as_such_in_the_list_among_hits_and_on_the_page() {
    let mut session = with_own();
    let screen = session.screen();
    assert!(screen.contains("Number 798  your own entry"), "{screen}");
    assert!(screen.lines().any(|line| line.contains("Number 799") && line.contains("own")), "{screen}");
    let screen = session.press("/ type:number_799").screen();
    assert!(screen.lines().any(|line| line.contains("Number 799") && line.contains(" own")), "{screen}");
    assert!(!session.press("Esc 4 0 4").screen().contains("your own entry"));
}

// Moving

#[test]
fn up_and_down_move_the_selection_and_stop_at_the_ends() {
    let mut session = wide();
    assert_eq!(selected(session.press("j j Down")), 3);
    assert_eq!(selected(session.press("k Up")), 1);
    assert_eq!(selected(session.press("k k k k")), 0);
    let last = session.browser().list().rows.len() - 1;
    assert_eq!(selected(session.press("G")), last);
    assert_eq!(selected(session.press("j")), last);
    assert_eq!(selected(session.press("g")), 0);
}

#[test]
fn pages_and_half_pages_move_the_selection_and_keep_it_on_the_screen() {
    let mut session = medium();
    session.press("4 0 0 h");
    let start = selected(&session);
    let half = selected(session.press("Ctrl-d")) - start;
    let page = selected(session.press("Ctrl-u Space")) - start;
    assert!(half >= 4 && page > half, "{half} {page}");
    let cursor = session.press("PageDown PageDown").browser().list().cursor;
    assert!((cursor.offset..cursor.offset + usize::from(session.areas().list.height)).contains(&cursor.selected));
}

#[test]
fn the_page_follows_the_selection() {
    let mut session = client_errors();
    session.press("4 0 3 h j");
    assert_eq!(session.current(), "404");
    assert!(session.screen().contains("404  Not Found"));
}

#[test]
fn on_a_page_up_and_down_scroll_and_another_code_begins_at_its_top() {
    let mut session = with_own();
    session.press("l j j j");
    assert_eq!(session.page().scroll(), 3);
    session.press("n");
    assert_eq!((session.current().as_str(), session.page().scroll()), ("acme-799", 0));
}

#[test]
fn next_and_previous_code_work_on_the_page_and_say_where_the_list_ends() {
    let mut session = client_errors();
    session.press("4 0 3 Enter n");
    assert_eq!((session.current().as_str(), session.browser().focus()), ("404", Pane::Page));
    assert_eq!(session.press("p").current(), "403");
    session.press("Esc g p");
    assert_eq!(session.status(), "This is the first code of the list");
    session.press("G n");
    assert_eq!(session.status(), "This is the last code of the list");
}

#[test]
fn sub_codes_are_folded_under_their_code_and_unfold_there() {
    let mut start = start(120, 40);
    start.view = View::Category(Category::ServerError);
    let entry = |code| format!(r#"{{"id": "acme-{code}", "code": "{code}", "name": "N", "vendor": "Acme"}}"#);
    start.catalog = own(&format!("[{}, {}]", entry("508.1"), entry("508.2"))).into();
    let mut session = Session::with(start);
    session.press("5 0 8 h");
    let folded = session.browser().list().rows.len();
    assert_eq!(session.press("z").browser().list().rows.len(), folded + 2);
    assert_eq!(session.press("j").current(), "acme-508.1");
    assert_eq!(session.press("z").current(), "508");
    assert_eq!(session.browser().list().rows.len(), folded);
    assert_eq!(session.press("j z").status(), "There are no sub-codes to fold here");
}

// Panes

#[test]
fn where_it_is_wide_all_panes_are_seen_and_tab_goes_round_them() {
    let mut session = wide();
    let areas = session.areas();
    assert!([areas.sidebar, areas.list, areas.text].iter().all(|area| !area.is_empty()));
    let mut panes = Vec::new();
    for _ in 0..3 {
        panes.push(session.press("Tab").browser().focus());
    }
    assert_eq!(panes, [Pane::Page, Pane::Sidebar, Pane::List]);
    assert_eq!(session.press("Shift-Tab").browser().focus(), Pane::Sidebar);
}

#[test]
fn where_it_is_medium_the_sidebar_takes_the_place_of_the_list() {
    let mut session = medium();
    assert!(session.areas().sidebar.is_empty() && !session.areas().text.is_empty());
    session.press("h");
    assert!(!session.areas().sidebar.is_empty() && session.areas().list.is_empty());
    assert!(!session.areas().text.is_empty());
    assert_eq!(session.press("Enter").browser().focus(), Pane::List);
}

#[test]
fn where_it_is_narrow_enter_goes_in_and_esc_comes_back() {
    let mut session = narrow();
    session.press("Enter");
    assert_eq!((session.browser().focus(), session.areas().list.is_empty()), (Pane::Page, true));
    assert_eq!(session.press("Esc").browser().focus(), Pane::List);
    assert_eq!(session.press("Esc").browser().focus(), Pane::Sidebar);
    // That is the outermost pane.
    assert_eq!(session.press("Esc").status(), "q quits");
    assert_eq!(session.browser().focus(), Pane::Sidebar);
}

#[test]
fn esc_says_how_to_quit_where_there_is_no_step_back() {
    let mut session = wide();
    assert_eq!(session.press("Esc").status(), "q quits");
    assert!(session.effects().is_empty());
}

#[test]
fn in_the_sidebar_the_list_follows_the_selection() {
    let mut session = wide();
    session.press("h j j j j");
    assert_eq!(session.browser().list().view, View::Category(Category::Informational));
    assert_eq!(session.current(), "100");
}

#[test]
fn the_tools_stand_at_the_end_of_the_sidebar() {
    let mut session = wide();
    session.press("h G");
    assert_eq!(session.current(), "404", "the list stays");
    assert!(session.screen().contains("Explain         X"), "{}", session.screen());
    session.press("Enter");
    assert_eq!(session.shown(), ScreenId::Playground);
    session.press("Esc k Enter");
    assert_eq!(session.shown(), ScreenId::Check);
    session.press("Esc k Enter");
    assert_eq!(session.shown(), ScreenId::Explain);
    session.press("Esc k k Enter");
    assert_eq!(session.shown(), ScreenId::CheatSheet);
    session.press("Esc k Enter");
    assert_eq!(picker(&session).title, "Compare");
    session.press("Enter");
    assert_eq!(session.shown(), ScreenId::Compare);
    session.press("Esc g");
    assert_eq!(session.browser().list().view, View::Popular);
    // A click opens one at once.
    let sidebar = session.areas().sidebar;
    let quiz = lines(&session.frame()).iter().position(|line| line.starts_with("    Quiz")).expect("a row");
    session.click(sidebar.x + 5, u16::try_from(quiz).expect("a row"));
    assert_eq!(session.shown(), ScreenId::Quiz);
}

/// The rows of the list as they are drawn.
fn listed(session: &mut Session) -> Vec<String> {
    let (frame, area) = (session.frame(), session.areas().list);
    let row = |y| (area.left()..area.right()).map(|x| frame[(x, y)].symbol()).collect::<String>();
    (area.top()..area.bottom()).map(row).collect()
}

#[test]
fn names_of_the_registry_are_whole_in_the_list() {
    for width in [100, 110, 120, 130, 140, 200] {
        let mut start = start(width, 50);
        start.state.bookmarks = vec!["431".to_owned(), "511".to_owned()];
        let mut session = Session::with(start);
        session.press("h j j j");
        for _ in 0..5 {
            session.press("h j l");
            let rows = session.browser().list().rows.clone();
            let shown = listed(&mut session);
            for row in rows.into_iter().map(|row| session.app.shared().catalog.row(row)) {
                assert!(shown.iter().any(|line| line.contains(&*row.name)), "{} at {width}: {shown:#?}", row.name);
            }
            assert!(session.areas().text.width >= 50, "{width}");
        }
    }
}

#[test]
fn a_name_is_cut_between_its_words() {
    for (width, height) in [(120, 50), (80, 24), (60, 20), (50, 20)] {
        let mut session = Session::new(width, height);
        session.press("/ type:iis Esc 4 0 3 . 1 9 Esc");
        let catalog = std::sync::Arc::clone(&session.app.shared().catalog);
        let shown = listed(&mut session);
        let cut = shown.iter().filter_map(|line| line.trim().split_once('…').map(|(head, _)| head));
        let mut count = 0;
        for head in cut {
            let words = head.split_once("  ").map_or(head, |(_, name)| name.trim());
            let whole =
                |name: &str| name.strip_prefix(words).is_some_and(|rest| rest.starts_with([' ', ',', ':', ' ']));
            assert!(catalog.rows().iter().any(|row| whole(&row.name)), "{head:?} at {width}");
            count += 1;
        }
        assert!(count > 0, "{shown:#?}");
    }
}

#[test]
fn a_long_name_goes_on_in_a_second_line_over_its_page() {
    let mut session = wide();
    session.press("5 0 0 . 2 4");
    let screen = lines(&session.frame());
    let head = |line: usize| screen[line].rsplit("│  ").next().expect("the page").trim();
    let name = "500.24  ASP.NET impersonation does not apply in managed pipeline mode";
    assert!(!head(3).is_empty() && format!("{} {}", head(2), head(3)).starts_with(name), "{screen:#?}");
    let strip = session.areas().strip;
    assert!(screen[usize::from(strip.y)].contains("Overview"), "{screen:#?}");
    session.press("5 0 0 . 3 5").press("5 0 4");
    assert!(lines(&session.frame())[3].contains("Overview"));
}

#[test]
fn a_pane_can_be_shown_alone() {
    let mut session = wide();
    session.press("Z");
    let alone = session.areas();
    assert_eq!((alone.list.width, alone.text.is_empty(), alone.sidebar.is_empty()), (120, true, true));
    session.press("Enter");
    assert!(session.areas().list.is_empty() && session.areas().text.width > 80);
    session.press("Esc Esc");
    assert_eq!(session.areas().sidebar.width, 120);
    session.press("Z");
    assert!(!session.areas().text.is_empty());
    let mut session = narrow();
    assert_eq!(session.press("Z").status(), "The terminal has room for one pane only");
}

#[test]
fn panes_are_widened_and_narrowed() {
    let mut session = wide();
    let before = session.areas();
    session.press("+");
    assert_eq!(session.areas().list.width, before.list.width + 4);
    session.press("- -");
    assert_eq!(session.areas().list.width, before.list.width - 4);
    session.press("Enter +");
    assert_eq!(session.areas().list.width, before.list.width - 8);
    session.press("Esc h -");
    assert_eq!(session.areas().sidebar.width, before.sidebar.width - 4);
    // The lines between the panes can be dragged, and stop where there is no more room.
    let left = MouseButton::Left;
    let at = session.areas();
    session.mouse(MouseEventKind::Down(left), at.list.right(), 9).mouse(MouseEventKind::Drag(left), 70, 9);
    assert_eq!(session.areas().list.right(), 70);
    session.mouse(MouseEventKind::Drag(left), 119, 9).mouse(MouseEventKind::Up(left), 119, 9);
    assert!(session.areas().text.width >= 24, "{:?}", session.areas().text);
    assert_eq!(session.press("l +").status(), "The pane gets no wider here");
}

#[test]
fn an_empty_view_has_no_page_to_go_into() {
    let mut session = wide();
    session.press("h j l l");
    assert_eq!((session.browser().focus(), session.status()), (Pane::List, "There is no page to read here"));
    assert!(session.screen().contains("No bookmarks yet."));
}

// Digits

#[test]
fn digits_go_to_the_first_code_that_begins_so() {
    let mut session = wide();
    session.press("h j j j l");
    assert_eq!(session.browser().list().view, View::All);
    assert_eq!(session.press("4").current(), "400");
    assert_eq!(session.press("2").current(), "420-or-421".replace("420-or-", ""));
    assert_eq!(session.press("9").current(), "429");
    assert_eq!((session.status(), session.browser().focus()), ("429 Too Many Requests", Pane::Page));
}

#[test]
fn a_number_stays_in_the_view_that_holds_its_code() {
    let mut session = wide();
    let popular = |session: &Session| session.browser().list().view == View::Popular;
    for (digit, current, stays) in [
        // Of the codes that begin so, the view's own go first.
        ("4", "404", true),
        ("1", "415", true),
        ("0", "410", false),
    ] {
        assert_eq!(session.press(digit).current(), current);
        assert_eq!(popular(&session), stays, "{digit}");
    }
    let mut start = start(120, 40);
    start.state.bookmarks = vec!["404".into(), "cloudflare-1015".into()];
    start.view = View::Bookmarks;
    let mut session = Session::with(start);
    session.press("1 0 1");
    assert_eq!(
        (session.current().as_str(), session.browser().list().view),
        ("101", View::Category(Category::Informational))
    );
    session.press("5");
    assert_eq!((session.current().as_str(), session.browser().list().view), ("cloudflare-1015", View::Bookmarks));
}

#[test]
fn digits_after_a_pause_begin_a_new_number() {
    let mut session = wide();
    assert_eq!(session.press("4 0").wait(1600).press("5").current(), "500");
    assert_eq!(session.wait(1400).press("0").wait(1400).press("4").current(), "504");
}

#[test]
fn another_key_between_digits_begins_a_new_number() {
    assert_eq!(wide().press("4 0 j 5").current(), "500");
}

#[test]
fn a_digit_behind_a_whole_number_begins_a_new_one() {
    assert_eq!(wide().press("4 0 4 5 0 3").current(), "503");
}

#[test]
fn a_dot_goes_on_to_sub_codes() {
    let mut start = start(120, 40);
    start.catalog = own(
        r#"[{"id": "acme-798.1", "code": "798.1", "name": "A"}, {"id": "acme-798.2", "code": "798.2", "name": "B"}]"#,
    )
    .into();
    assert_eq!(Session::with(start).press("7 9 8 . 2").current(), "acme-798.2");
}

#[test]
fn an_unknown_number_is_said_and_the_selection_stays() {
    let mut session = wide();
    let before = session.press("4 3").current();
    session.press("8");
    assert_eq!(session.current(), before);
    assert_eq!(session.status(), "438 is not in the catalogue; a client treats it as 400 (RFC 9110 §15)");
    assert!(session.is_error());
    assert_eq!(session.wait(2000).press(".").status(), "No code begins with .");
}

#[test]
fn a_number_with_several_owners_says_so() {
    let mut start = start(120, 40);
    start.catalog = own(r#"{"id": "acme-404", "code": "404", "name": "Mine"}"#).into();
    let mut session = Session::with(start);
    assert!(session.press("4 0 4").status().ends_with("more with this number"), "{}", session.status());
    assert_eq!(session.current(), "404");
}

#[test]
fn digits_keep_the_view_where_it_has_the_code_and_show_its_category_where_not() {
    let mut session = wide();
    session.press("4 0 4");
    assert_eq!(session.browser().list().view, View::Popular);
    session.wait(2000).press("5 0 8");
    assert_eq!(session.browser().list().view, View::Category(Category::ServerError));
}

// Search

#[test]
fn search_shows_hits_as_one_types_with_the_best_selected_and_its_page_drawn() {
    let mut session = wide();
    session.press("/ type:teapo");
    assert_eq!((session.current().as_str(), session.app.context()), ("418", Context::Search));
    assert!(session.screen().contains("/ teapo"));
    // Its name stands among the hits and over the page.
    assert!(session.screen().matches("418  (Unused)").count() >= 2, "{}", session.screen());
}

#[test]
fn an_empty_search_gives_examples_and_one_without_hits_gives_advice() {
    let mut session = wide();
    assert!(session.press("/").screen().contains("Type what you know:"));
    assert!(session.press("type:qqqqqqqqqqqq").screen().contains("No code matches."));
    assert_eq!(session.press("Enter").status(), "Nothing to read: no code matches");
}

#[test]
fn esc_leaves_the_search_and_the_list_is_as_before() {
    let mut session = wide();
    session.press("j j");
    let before = (session.current(), session.screen());
    session.press("/ type:gateway Down Down Esc");
    assert_eq!((session.current(), session.screen()), before);
}

#[test]
fn enter_reads_the_chosen_hit_and_the_hits_stay() {
    let mut session = wide();
    session.press("/ type:gateway Down");
    let chosen = session.current();
    session.press("Enter");
    assert_eq!(
        (session.current(), session.browser().focus(), session.app.context()),
        (chosen.clone(), Pane::Page, Context::Page)
    );
    assert!(session.browser().search().is_some_and(|search| search.hits.len() > 1));
    assert_eq!(session.effects(), [saved(Change::Search("gateway".into())), saved(Change::Visit(chosen))]);
    session.press("Esc Esc");
    assert!(session.browser().search().is_none());
}

#[test]
fn a_page_of_hits_is_as_many_as_are_on_the_screen() {
    let mut session = medium();
    session.press("/ type:gateway PageDown");
    let typing = session.browser().search().expect("a search").cursor.selected;
    session.press("PageUp Enter h PageDown");
    let search = session.browser().search().expect("a search");
    assert_eq!((session.browser().focus(), search.cursor.selected), (Pane::List, typing));
    let layout = session.browser().layout(session.app.shared());
    assert_eq!(typing, layout.hits_shown() - 1);
}

#[test]
fn slash_begins_a_new_search_from_the_hits_of_another() {
    let mut session = wide();
    session.press("/ type:gateway Enter / type:teapot");
    assert_eq!(
        (session.browser().search().expect("a search").input.value(), session.current().as_str()),
        ("teapot", "418")
    );
}

#[test]
fn a_hit_that_was_read_can_be_gone_back_to() {
    let mut session = wide();
    session.press("/ type:teapot Enter Esc Esc");
    assert!(session.browser().search().is_none());
    assert_ne!(session.current(), "418");
    assert_eq!(session.press("Backspace").current(), "418");
}

#[test]
fn enter_ends_a_number_and_opens_nothing() {
    let mut session = wide();
    session.press("4 0 4 Enter");
    assert_eq!((session.current().as_str(), session.browser().focus()), ("404", Pane::Page));
    assert!(session.app.overlay().is_none());
}

#[test]
fn a_number_typed_again_goes_to_its_next_owner() {
    let mut session = wide();
    let first = session.press("4 9 9").current();
    let second = session.wait(2000).press("4 9 9").current();
    assert_ne!(first, second);
    assert!(session.status().contains("type 499 again"), "{}", session.status());
    let owners = session.app.shared().catalog.owners("499").count();
    for _ in 0..owners - 1 {
        session.wait(2000).press("4 9 9");
    }
    assert_eq!(session.current(), first);
}

#[test]
fn backspace_in_an_empty_line_leaves_the_search() {
    let mut session = wide();
    session.press("/ a Backspace");
    assert_eq!(session.app.context(), Context::Search);
    session.press("Backspace");
    assert_eq!(session.app.context(), Context::Browse);
}

#[test]
fn keys_that_are_commands_elsewhere_are_text_in_a_search() {
    let mut session = wide();
    session.press("/ q ? : j 4 .");
    assert_eq!(session.browser().search().expect("a search").input.value(), "q?:j4.");
    assert!(session.effects().is_empty());
}

#[test]
fn the_line_of_a_search_can_be_edited() {
    let mut session = wide();
    session.press("/ type:too_many Ctrl-w type:large Home Delete type:T");
    assert_eq!(session.browser().search().expect("a search").input.value(), "Too large");
}

#[test]
fn text_pasted_into_the_browser_is_searched_for() {
    let mut session = wide();
    session.send(Message::Paste("  504 Gateway\r\nTimeout\u{1b}[0m ".into()));
    assert_eq!((session.current().as_str(), session.app.context()), ("504", Context::Search));
}

#[test]
fn text_pasted_into_a_search_stands_at_its_cursor() {
    let mut session = wide();
    session.press("/ type:bad_way Left Left Left").send(Message::Paste("gate".into()));
    assert_eq!(
        (session.browser().search().expect("a search").input.value(), session.current().as_str()),
        ("bad gateway", "502")
    );
}

#[test]
fn an_index_of_own_entries_that_comes_later_finds_them_at_once() {
    let mut start = start(120, 40);
    start.catalog = own(r#"{"id": "acme-798", "code": "798", "name": "Zanzibar"}"#).into();
    let engine = Engine::with_own(&start.catalog);
    let mut session = Session::with(start);
    session.press("/ type:zanzibar");
    assert_ne!(session.current(), "acme-798");
    session.report(Work::IndexOwnEntries, Report::Item(Item::Engine(engine.into())));
    assert_eq!(session.current(), "acme-798");
}

// History, bookmarks, recent

#[test]
fn history_goes_back_and_forward() {
    let mut session = wide();
    session.press("4 0 4").wait(2000).press("5 0 3").wait(2000).press("2 0 4");
    assert_eq!(session.press("Backspace").current(), "503");
    assert_eq!(session.press("H").current(), "404");
    assert_eq!(session.press("L").current(), "503");
    assert_eq!(session.press("Alt-Right").current(), "204");
    session.press("L");
    assert_eq!(session.status(), "There is no place ahead to go forward to");
}

#[test]
fn history_says_where_it_begins() {
    assert_eq!(wide().press("Backspace").status(), "There is no place to go back to");
}

#[test]
fn a_bookmark_is_saved_shown_and_taken_off_again() {
    let mut session = wide();
    session.press("4 0 4").effects();
    assert_eq!(session.press("m").status(), "Bookmarked 404");
    assert_eq!(session.effects(), [saved(Change::Bookmark("404".into()))]);
    assert!(session.screen().contains("♥ Bookmarks       1"), "{}", session.screen());
    assert_eq!(session.press("m").status(), "Unbookmarked 404");
    assert_eq!(session.effects(), [saved(Change::Unbookmark("404".into()))]);
}

#[test]
fn the_bookmarks_are_a_view_that_follows_its_changes() {
    let mut start = start(120, 40);
    start.state.bookmarks = vec!["503".into(), "404".into(), "not-there".into()];
    start.view = View::Bookmarks;
    let mut session = Session::with(start);
    assert_eq!((session.current().as_str(), session.browser().list().rows.len()), ("503", 2));
    session.press("m");
    assert_eq!((session.current().as_str(), session.browser().list().rows.len()), ("404", 1));
    session.press("m m");
    assert_eq!(session.status(), "There is no code to bookmark here");
}

#[test]
fn a_page_counts_as_read_when_it_is_gone_into() {
    let mut session = wide();
    assert!(session.press("j j").effects().is_empty());
    let id = session.current();
    assert_eq!(session.press("Enter").effects(), [saved(Change::Visit(id))]);
    assert!(session.press("Esc Enter").effects().is_empty(), "once in a row");
}

#[test]
fn the_codes_read_last_come_first_in_their_view() {
    let mut session = wide();
    session.press("5 0 3").wait(2000).press("4 0 4 h h g j j");
    assert_eq!(session.browser().list().view, View::Recent);
    let ids: Vec<_> =
        session.browser().list().rows.iter().map(|&row| session.app.shared().catalog.row(row).id.to_string()).collect();
    assert_eq!((ids[0].as_str(), ids.contains(&"503".to_owned())), ("404", true));
}

#[test]
fn back_and_forward_return_to_the_line_that_was_left() {
    let mut session = with_own();
    session.press("l ] ] j j");
    let read = session.page().scroll();
    assert!(read > 5);
    session.press("Enter Enter");
    assert_eq!((session.current().as_str(), session.page().scroll()), ("acme-799", 0));
    session.press("j j j").press("Backspace");
    assert_eq!((session.current().as_str(), session.page().scroll()), ("acme-798", read));
    session.press("L");
    assert_eq!((session.current().as_str(), session.page().scroll()), ("acme-799", 3));
}

#[test]
fn the_next_code_and_the_previous_one_return_to_the_line_that_was_left() {
    let mut session = with_own();
    session.press("l j j j j n");
    assert_eq!((session.current().as_str(), session.page().scroll()), ("acme-799", 0));
    session.press("j j p");
    assert_eq!((session.current().as_str(), session.page().scroll()), ("acme-798", 4));
    session.press("n");
    assert_eq!((session.current().as_str(), session.page().scroll()), ("acme-799", 2));
}

#[test]
fn a_search_that_is_cancelled_returns_to_the_line_that_was_left() {
    let mut session = with_own();
    session.press("l j j j j j");
    let before = session.screen();
    session.press("/ type:gateway Down Esc");
    assert_eq!((session.page().scroll(), session.browser().focus()), (5, Pane::Page));
    assert_eq!(session.screen(), before);
}

#[test]
fn every_screen_is_in_the_history() {
    let mut session = wide();
    session.press("4 0 4 C Q");
    for (key, screen) in [
        ("Backspace", ScreenId::CheatSheet),
        ("H", ScreenId::Browser),
        ("L", ScreenId::CheatSheet),
        ("Alt-Right", ScreenId::Quiz),
        ("Alt-Left", ScreenId::CheatSheet),
    ] {
        assert_eq!(session.press(key).shown(), screen, "{key}");
    }
    session.press("Esc");
    assert_eq!((session.shown(), session.current().as_str()), (ScreenId::Browser, "404"));
}

#[test]
fn a_search_is_a_place_that_is_gone_back_to() {
    let mut session = wide();
    session.press("/ type:gateway Down Enter 4 1 8");
    assert!(session.browser().search().is_none());
    session.press("Backspace");
    let search = session.browser().search().expect("a search");
    assert_eq!((search.input.value(), search.cursor.selected), ("gateway", 1));
}

#[test]
fn digits_and_a_search_are_reached_from_every_screen_and_esc_goes_back_there() {
    for (keys, screen) in [
        ("4 0 1 c Enter", ScreenId::Compare),
        ("C", ScreenId::CheatSheet),
        ("X", ScreenId::Explain),
        ("Q", ScreenId::Quiz),
    ] {
        let mut session = from(keys);
        assert_eq!(session.press("/ type:teapot").current(), "418");
        assert_eq!(session.press("Esc").shown(), screen);
        session.press("4 2 9");
        assert_eq!((session.shown(), session.current().as_str()), (ScreenId::Browser, "429"));
        assert_eq!(session.browser().focus(), Pane::Page);
        assert_eq!(session.press("Esc").shown(), screen);
        session.press("/ type:teapot Enter");
        assert_eq!((session.shown(), session.current().as_str()), (ScreenId::Browser, "418"));
    }
}

// Finding words

/// The cells of a frame that are marked as the place that was gone to, as text.
fn gone_to(session: &mut Session) -> String {
    let buffer = session.frame();
    let reversed = |cell: &&ratatui::buffer::Cell| cell.modifier.contains(Modifier::REVERSED);
    let rows = buffer.content.chunks(usize::from(buffer.area.width)).skip(2);
    // The list has its own selection; the page is to the right of it.
    rows.flat_map(|row| row[60..].iter().filter(reversed)).map(ratatui::buffer::Cell::symbol).collect()
}

#[test]
fn words_are_found_on_a_page_even_across_the_end_of_a_line() {
    let mut session = wide();
    session.press("5 0 2 f type:prematurely_closed");
    let first = session.page().scroll();
    assert!(first > 0 && session.screen().contains("1 of "), "{}", session.screen());
    assert!(gone_to(&mut session).ends_with("prematurely closed"), "{}", session.screen());
    session.press("Enter n");
    assert!(session.page().scroll() >= first && session.screen().contains("prematurely closed: 2 of "));
    session.press("N");
    assert!(session.screen().contains(": 1 of "));
    // The keys of the page go on working, and Esc leaves the words before it leaves the page.
    let before = session.current();
    session.press("Down Esc");
    assert_eq!((session.app.context(), session.current()), (Context::Page, before));
    assert_eq!(session.browser().focus(), Pane::Page);
}

#[test]
fn words_that_are_not_there_leave_the_page_where_it_was() {
    let mut session = wide();
    session.press("5 0 2 l j j j f type:zanzibar");
    assert!(session.screen().contains("not found"), "{}", session.screen());
    session.press("Esc");
    assert_eq!((session.page().scroll(), session.app.context()), (3, Context::Page));
}

#[test]
fn words_are_found_in_the_help_and_in_a_comparison() {
    let mut session = wide();
    session.press("? / type:bookmark Enter");
    assert!(session.screen().contains("bookmark: 1 of "), "{}", session.screen());
    session.press("Esc");
    assert_eq!(session.app.context(), Context::Reader);
    session.press("Esc 4 0 1 c Enter f type:credentials Enter");
    assert_eq!(session.shown(), ScreenId::Compare);
    assert!(session.screen().contains("credentials: 1 of "), "{}", session.screen());
    session.press("Esc Esc");
    assert_eq!(session.shown(), ScreenId::Browser);
}

#[test]
fn where_there_is_no_text_none_is_searched() {
    let mut session = wide();
    session.press("C f");
    assert_ne!(session.app.context(), Context::Finding);
}

// Keys

/// A playground to which requests came, after some keys.
fn visited(keys: &str) -> Session {
    let mut session = Session::serving(120, 40);
    session.served(support::playground::usual()).press(keys);
    session
}

#[test]
fn every_row_of_the_keymap_is_handled_where_it_is_pressed() {
    let keymap = Keymap::default();
    let places: [(Context, fn() -> Session); 21] = [
        (Context::Browse, wide),
        (Context::Search, || from("/ type:gateway")),
        (Context::Page, || from("l")),
        (Context::MarkedCommand, || from("l ;")),
        (Context::Compare, || from("4 0 1 c Enter")),
        (Context::CheatSheet, || from("C")),
        (Context::Explain, || {
            let mut session = wide();
            session.send(Message::Paste("HTTP/1.1 200 OK\nContent-Length: 5, 6\n\n".into())).explained();
            session
        }),
        (Context::Playground, || visited("")),
        (Context::Filtering, || visited("/ type:5xx")),
        (Context::Check, || {
            let mut session = wide();
            session.checked(support::check::URL, &support::check::usual());
            session
        }),
        (Context::CheckUrl, || from("u type:a.example")),
        (Context::Quiz, || Session::in_quiz(120, 40)),
        (Context::Question, || quizzed("", "Learn")),
        (Context::Typing, || quizzed("t", "Learn")),
        (Context::Answer, || {
            let mut session = quizzed("", "Learn");
            session.press("1");
            session
        }),
        (Context::Result, || {
            let mut session = quizzed("", "Sprint");
            session.press("Esc");
            session
        }),
        (Context::Statistics, || quizzed("", "Statistics")),
        (Context::Picker, || from(":")),
        (Context::Reader, || from("?")),
        (Context::Finding, || from("f type:the")),
        (Context::Found, || from("f type:the Enter")),
    ];
    for &context in Context::ALL {
        let is_parent = Context::ALL.iter().any(|other| other.parent() == Some(context));
        assert!(is_parent || places.iter().any(|(place, _)| *place == context), "{context:?} is pressed nowhere");
    }
    for (context, place) in places {
        for row in keymap.available(context) {
            for key in keymap.keys_of(context, row) {
                let key = match key {
                    Key::Digit => "4".to_owned(),
                    Key::Text => "x".to_owned(),
                    key @ Key::One(..) => key.to_string(),
                };
                let mut session = place();
                assert_eq!(session.app.context(), context, "{}", session.screen());
                session.press(&key);
                assert!(!session.status().contains("does nothing here"), "{key} in {context:?}: {}", session.status());
            }
        }
    }
}

#[test]
fn no_row_without_a_key_falls_through() {
    for row in Keymap::default().rows().iter().filter(|row| row.keys.is_empty()) {
        let mut session = wide();
        session.press(":").type_text(row.description).press("Enter");
        assert!(!session.status().contains("does nothing here"), "{}", row.description);
    }
}

fn from(keys: &str) -> Session {
    let mut session = wide();
    session.press(keys);
    session
}

/// In the quiz, after some keys, where a mode is begun.
fn quizzed(keys: &str, mode: &str) -> Session {
    let mut session = Session::in_quiz(120, 40);
    session.press(keys).begin(mode);
    for _ in 0..40 {
        // Not every question can be typed.
        if keys.is_empty() || session.app.context() == Context::Typing {
            break;
        }
        session.press("1 Enter");
    }
    session
}

// The page

#[test]
fn brackets_go_from_section_to_section_and_say_where_the_page_ends() {
    let mut session = with_own();
    session.press("l");
    let mut sections = vec![session.page().section().expect("a section")];
    while session.press("]").status().is_empty() {
        sections.push(session.page().section().expect("a section"));
    }
    let all: Vec<_> = session.page().document().starts.iter().map(|(section, _)| *section).collect();
    assert_eq!((sections, session.status()), (all.clone(), "This is the last section"));
    let mut back = 1;
    while session.press("[").status().is_empty() {
        back += 1;
    }
    assert_eq!((back, session.status(), session.page().scroll()), (all.len(), "This is the top of the page", 0));
}

#[test]
fn a_section_can_be_chosen_by_its_name() {
    let mut session = with_own();
    session.press("s type:quest Enter");
    assert_eq!(session.page().section().map(SectionId::id), Some("faq"));
    assert_eq!(session.browser().focus(), Pane::Page);
}

#[test]
fn enter_on_a_page_offers_related_codes_and_takes_one() {
    let mut session = with_own();
    session.press("Enter Enter");
    assert_eq!((&*picker(&session).title, picker(&session).shown().len()), ("Related codes", 2));
    session.press("Enter");
    assert_eq!((session.current().as_str(), session.browser().focus()), ("acme-799", Pane::Page));
    assert_eq!(session.press("Backspace").current(), "acme-798");
}

#[test]
fn related_codes_are_narrowed_by_what_is_said_of_them() {
    let mut session = with_own();
    session.press("r type:far_away Enter");
    assert_eq!(session.current(), "404");
}

#[test]
fn the_source_is_opened_and_said() {
    let mut session = with_own();
    assert_eq!(session.press("o").status(), "Opening https://798.example …");
    assert_eq!(session.effects(), [opened("https://798.example")]);
    session.failed("No browser could be started");
    assert!(session.is_error());
}

#[test]
fn a_page_without_links_says_so() {
    let mut start = start(120, 40);
    start.catalog = own(r#"{"id": "acme-798", "code": "798", "name": "Bare"}"#).into();
    let mut session = Session::with(start);
    assert_eq!(session.press("7 9 8 o").status(), "This page names no source to open");
    assert_eq!(session.press("r").status(), "This page names no related code");
    assert!(session.effects().iter().all(|effect| matches!(effect, Effect::Start(_, Work::SaveState(_)))));
}

// Palette, help, themes

/// What an action of the browser does: what is seen then, and what is asked for.
fn done(session: &mut Session) -> (String, Vec<Effect>) {
    (session.screen(), session.effects())
}

#[test]
fn every_action_can_be_found_in_the_palette_and_does_what_its_key_does() {
    let keymap = Keymap::default();
    let mut seen = Vec::new();
    for row in keymap.available(Context::Page) {
        if matches!(row.action, Action::Jump | Action::Palette) || seen.contains(&row.action) {
            continue;
        }
        seen.push(row.action);
        let mut session = wide();
        session.press("4 0 4 Enter :").type_text(row.description).effects();
        assert_eq!(picker(&session).choice(), Some(&Choice::Action(row.action)), "{}", row.description);
        session.press("Enter");
        if let Some(key) = row.keys.first() {
            let mut other = wide();
            other.press("4 0 4 Enter").effects();
            let (screen, mut effects) = done(&mut session);
            // The palette remembers what was chosen.
            effects.retain(|effect| *effect != saved(Change::Choose(row.description.into())));
            assert_eq!((screen, effects), done(other.press(&key.to_string())), "{}", row.description);
        }
    }
}

#[test]
fn views_without_a_key_are_reached_by_the_palette() {
    for (words, view) in [
        ("popular", View::Popular),
        ("bookmarks", View::Bookmarks),
        ("read last", View::Recent),
        ("every code", View::All),
    ] {
        let mut session = wide();
        session.press("h j j j j Esc :").type_text(words).press("Enter");
        assert_eq!(session.browser().list().view, view, "{words}");
    }
}

#[test]
fn an_overlay_takes_all_keys_and_esc_closes_it() {
    let mut session = wide();
    let before = session.screen();
    session.press(": q j");
    assert_eq!(picker(&session).input.value(), "qj");
    assert!(session.effects().is_empty());
    assert_eq!(session.press("Esc").screen(), before);
}

#[test]
fn a_palette_without_matches_says_how_to_widen_it() {
    let mut session = wide();
    assert!(session.press(": type:zzzzzz").screen().contains("Nothing matches"));
    assert!(session.press("Enter").app.overlay().is_some(), "there is nothing to take");
}

#[test]
fn text_pasted_into_the_palette_narrows_it() {
    let mut session = wide();
    session.press(":").send(Message::Paste("bookmark this".into()));
    assert_eq!(picker(&session).choice(), Some(&Choice::Action(Action::Bookmark)));
}

#[test]
fn help_shows_every_key_and_scrolls() {
    let mut session = Session::new(120, 300);
    let screen = session.press("?").screen();
    for row in Keymap::default().rows().iter().filter(|row| !row.keys.is_empty()) {
        assert!(screen.contains(row.description), "{}", row.description);
    }
    let mut session = medium();
    session.press("? j j");
    assert_eq!(scroll_of_help(&session), 2);
    assert!(scroll_of_help(session.press("G")) > scroll_of_help(medium().press("? Space")));
    assert!(session.press("q").app.overlay().is_none());
    assert!(session.effects().is_empty(), "q closes the help and not the program");
}

#[test]
fn every_line_of_a_long_message_can_be_read() {
    let mut start = start(50, 12);
    let words: Vec<String> = (0..120).map(|n| format!("word{n}")).collect();
    start.problems = vec![words.join(" ")];
    let mut session = Session::with(start);
    session.press("!");
    let mut seen = String::new();
    for _ in 0..60 {
        seen.push_str(&session.screen());
        session.press("j");
    }
    assert_eq!(words.iter().find(|word| !seen.contains(*word)), None);
}

#[test]
fn a_theme_is_chosen_saved_and_said() {
    let mut session = wide();
    session.press("t");
    assert_eq!(picker(&session).choice(), Some(&Choice::Theme("auto".into())), "the one in use is selected");
    session.press("type:contrast Enter");
    assert_eq!((session.app.shared().look.theme.as_str(), session.status()), ("high-contrast", "Theme: high-contrast"));
    assert_eq!(session.effects(), [saved(Change::Theme(Some("high-contrast".into())))]);
}

#[test]
fn the_background_of_the_terminal_is_remembered_when_it_is_new() {
    let mut session = wide();
    assert!(session.send(Message::Background(TerminalBackground::Dark)).effects().is_empty());
    let effects = session.send(Message::Background(TerminalBackground::Light)).effects();
    assert_eq!(effects, [saved(Change::Background(TerminalBackground::Light))]);
}

// The program itself

#[test]
fn q_quits_and_ctrl_c_interrupts_wherever_one_is() {
    assert_eq!(wide().press("q").effects(), [Effect::Quit(0)]);
    for keys in ["Ctrl-c", "/ Ctrl-c", ": Ctrl-c", "? Ctrl-c"] {
        assert_eq!(wide().press(keys).effects(), [Effect::Quit(130)], "{keys}");
    }
}

#[test]
fn suspending_and_drawing_anew_is_left_to_the_terminal() {
    assert_eq!(wide().press("/ Ctrl-z Ctrl-l").effects(), [Effect::Suspend, Effect::Redraw]);
}

#[test]
fn a_key_that_does_nothing_says_so_and_the_next_key_clears_it() {
    let mut session = wide();
    assert_eq!(session.press("x").status(), "x does nothing here; ? shows the keys");
    assert_eq!(session.press("j").status(), "");
}

#[test]
fn a_key_that_is_let_go_does_nothing_and_one_that_repeats_does() {
    let mut session = wide();
    let key = |kind| Message::Key(KeyEvent::new_with_kind(KeyCode::Down, KeyModifiers::NONE, kind));
    session.send(key(KeyEventKind::Release));
    assert_eq!(selected(&session), 0);
    assert_eq!(selected(session.send(key(KeyEventKind::Repeat))), 1);
}

#[test]
fn what_was_done_outside_is_said() {
    let mut session = wide();
    assert_eq!(session.done("Opened it").status(), "Opened it");
    assert!(session.screen().contains("Opened it"));
}

#[test]
fn own_keys_work_and_are_named_in_the_hints() {
    let mut start = start(120, 40);
    let own = r#"[{"context": "browse", "keys": ["w"], "action": "quit"}, {"context": "browse", "keys": ["q"], "action": "none"}]"#;
    start.keymap = Keymap::with_own(std::path::Path::new("keymap.json"), own).0;
    let mut session = Session::with(start);
    assert!(session.screen().contains("w quit"));
    assert_eq!(session.press("q").status(), "q does nothing here; ? shows the keys");
    assert_eq!(session.press("w").effects(), [Effect::Quit(0)]);
}

// The mouse

#[test]
fn a_click_selects_a_code_and_a_second_one_goes_in() {
    let mut session = wide();
    let list = session.areas().list;
    click_row(&mut session, list, 4);
    assert_eq!((selected(&session), session.browser().focus()), (4, Pane::List));
    click_row(&mut session, list, 4);
    assert_eq!(session.browser().focus(), Pane::Page);
}

#[test]
fn a_click_where_it_is_narrow_goes_in_at_once() {
    let mut session = narrow();
    let list = session.areas().list;
    click_row(&mut session, list, 2);
    assert_eq!((selected(&session), session.browser().focus()), (2, Pane::Page));
}

#[test]
fn a_click_below_the_last_code_changes_no_selection() {
    let mut start = start(120, 40);
    start.state.bookmarks = vec!["404".into(), "503".into()];
    start.view = View::Bookmarks;
    let mut session = Session::with(start);
    let list = session.areas().list;
    click_row(session.press("j"), list, 20);
    assert_eq!(session.current(), "503");
}

#[test]
fn a_click_on_a_hit_selects_it_by_either_of_its_lines() {
    let mut session = wide();
    session.press("/ type:gateway");
    let list = session.areas().list;
    click_row(&mut session, list, 3);
    assert_eq!(session.browser().search().expect("a search").cursor.selected, 1);
}

#[test]
fn a_click_in_the_sidebar_shows_that_view() {
    let mut session = wide();
    let sidebar = session.areas().sidebar;
    click_row(&mut session, sidebar, 1);
    assert_eq!(session.browser().list().view, View::Bookmarks);
}

#[test]
fn a_click_on_the_title_of_the_list_begins_a_search() {
    let mut session = wide();
    let title = session.areas().list_title;
    click_row(&mut session, title, 0);
    assert_eq!(session.app.context(), Context::Search);
}

#[test]
fn a_click_on_the_name_of_a_section_goes_there_in_the_strip_and_in_the_index() {
    for size in [(120, 40), (160, 50)] {
        let mut session = with_own();
        session.send(Message::Resize(size.0, size.1));
        let (name, second) = {
            let starts = &session.page().document().starts;
            (starts[1].0.short(), starts[1].1)
        };
        let areas = session.areas();
        let area = if areas.index.is_empty() { areas.strip } else { areas.index };
        let frame = session.frame();
        let at = area.positions().find(|at| {
            let rest = (at.x..area.right()).map(|x| frame[(x, at.y)].symbol()).collect::<String>();
            rest.starts_with(name)
        });
        let at = at.unwrap_or_else(|| panic!("{name} is nowhere in {area}"));
        session.click(at.x, at.y);
        assert_eq!((session.page().scroll(), session.browser().focus()), (second, Pane::Page), "{size:?}");
    }
}

/// The row of the page's pane in which a line with this text stands.
fn row_of(session: &mut Session, text: &str) -> u16 {
    let area = session.areas().text;
    let frame = session.frame();
    let line = |y| (area.x..area.right()).map(|x| frame[(x, y)].symbol()).collect::<String>();
    (area.y..area.bottom()).find(|&y| line(y).contains(text)).unwrap_or_else(|| panic!("{text} is not on the page"))
}

#[test]
fn a_click_on_a_related_code_follows_it_and_on_an_address_opens_it() {
    let mut session = with_own();
    session.press("l G");
    let x = session.areas().text.x + 3;
    let y = row_of(&mut session, "https://798.example");
    session.effects();
    session.click(x, y);
    assert_eq!(session.effects(), [opened("https://798.example")]);
    let y = row_of(&mut session, "Number 799");
    assert_eq!(session.click(x, y).current(), "acme-799");
}

#[test]
fn the_wheel_moves_what_the_mouse_is_over() {
    let mut session = with_own();
    let (list, text) = (session.areas().list, session.areas().text);
    session.mouse(MouseEventKind::ScrollDown, text.x, text.y);
    assert_eq!((session.page().scroll(), session.browser().focus()), (3, Pane::List));
    session.mouse(MouseEventKind::ScrollUp, list.x, list.y);
    assert_ne!(session.current(), "acme-798");
}

#[test]
fn the_wheel_moves_in_an_overlay() {
    let mut session = medium();
    session.press("?").mouse(MouseEventKind::ScrollDown, 0, 0);
    assert_eq!(scroll_of_help(&session), 3);
    session.press("Esc :").mouse(MouseEventKind::ScrollDown, 0, 0);
    assert_eq!(picker(&session).cursor.selected, 1);
}

#[test]
fn the_scrollbar_can_be_dragged_from_end_to_end() {
    let mut session = with_own();
    let bar = session.areas().scrollbar;
    let left = MouseButton::Left;
    session.mouse(MouseEventKind::Down(left), bar.x, bar.y);
    // While it is dragged the mouse may leave the bar, even the screen.
    session.mouse(MouseEventKind::Drag(left), 0, 500);
    let end = session.page().scroll();
    assert!(end > 10, "{end}");
    session.mouse(MouseEventKind::Drag(left), 0, 0);
    assert_eq!(session.page().scroll(), 0);
    session.mouse(MouseEventKind::Up(left), 0, 0).mouse(MouseEventKind::Drag(left), bar.x, bar.bottom());
    assert_eq!(session.page().scroll(), 0, "it was let go");
}

#[test]
fn a_click_outside_closes_an_overlay_and_one_inside_takes_the_choice() {
    let mut session = wide();
    session.press("t").click(0, 0);
    assert!(session.app.overlay().is_none());
    session.press("t");
    let rows = session.areas().overlay_rows;
    session.click(rows.x + 1, rows.y + 2 + 2);
    assert_eq!((session.app.overlay().is_none(), session.app.shared().look.theme.as_str()), (true, "light"));
}

#[test]
fn the_mouse_can_be_left_to_the_terminal_and_taken_back() {
    let mut session = wide();
    session.press("M");
    assert_eq!(session.effects(), [Effect::CaptureMouse(false), saved(Change::Mouse(false))]);
    session.press("M");
    assert_eq!(session.effects(), [Effect::CaptureMouse(true), saved(Change::Mouse(true))]);
}

// The size of the screen

#[test]
fn a_new_size_keeps_everything_as_it_was() {
    for keys in ["j j j", "/ type:gateway Down", "l ] ]", ": type:page Down", "? j", "h j j"] {
        let mut session = wide();
        let before = session.press(keys).screen();
        for (width, height) in [(1, 1), (20, 6), (59, 11), (60, 12), (0, 0), (119, 40), (400, 30)] {
            session.send(Message::Resize(width, height)).screen();
        }
        assert_eq!(session.send(Message::Resize(120, 40)).screen(), before, "{keys}");
    }
}

#[test]
fn a_new_width_keeps_the_section_that_is_read() {
    let mut session = with_own();
    session.press("l ] ]");
    let section = session.page().section();
    session.send(Message::Resize(70, 30));
    assert_eq!(session.page().section(), section);
}

#[test]
fn a_screen_that_is_too_small_says_what_it_needs() {
    for (width, height) in [(19, 6), (20, 5), (10, 10)] {
        let mut session = Session::new(width, height);
        assert!(session.screen().replace('\n', " ").contains("20x6 or"), "{}", session.screen());
        assert_eq!(session.press("q").effects(), [Effect::Quit(0)]);
    }
}

// Keys that come early, hints that are clicked

#[test]
fn keys_pressed_while_the_quiz_is_read_are_not_lost() {
    let mut session = wide();
    session.press("Q Enter 1");
    assert_eq!((session.shown(), session.app.context()), (ScreenId::Quiz, Context::Quiz));
    session.quiz_is_read(loaded(Progress::default()));
    assert_eq!(session.app.context(), Context::Answer, "a session was begun and its first question answered");
    // What leads elsewhere leads there at once, and takes nothing along.
    let mut session = wide();
    session.press("Q / type:teapot");
    assert_eq!((session.shown(), session.current().as_str()), (ScreenId::Browser, "418"));
    let mut session = wide();
    session.press("Q Enter 1 Esc");
    let before = session.screen();
    assert_eq!(
        (session.shown(), session.quiz_is_read(loaded(Progress::default())).screen()),
        (ScreenId::Browser, before)
    );
}

/// Where some words stand in a row of the screen.
fn column_of(session: &mut Session, row: u16, words: &str) -> u16 {
    let screen = session.screen();
    let line = screen.lines().nth(usize::from(row)).expect("a row");
    let at = line.find(words).unwrap_or_else(|| panic!("no {words} in {line:?}"));
    u16::try_from(line[..at].chars().count()).expect("a column")
}

#[test]
fn what_the_footer_and_the_header_say_can_be_clicked() {
    let mut session = wide();
    let x = column_of(&mut session, 0, "search");
    assert_eq!(session.click(x, 0).app.context(), Context::Search);
    let x = column_of(&mut session, 39, "leave");
    assert_eq!(session.click(x, 39).app.context(), Context::Browse);
    let x = column_of(&mut session, 39, "Enter open");
    assert_eq!(session.click(x, 39).browser().focus(), Pane::Page);
    // Of two keys the one that is clicked, behind them the first.
    let x = column_of(&mut session, 39, ";/, command");
    session.click(x + 4, 39);
    let first = session.page().marked_command().map(str::to_owned);
    assert!(first.is_some());
    let x = column_of(&mut session, 39, "Esc unmark");
    assert_eq!(session.click(x, 39).page().marked_command(), None);
    let x = column_of(&mut session, 0, "? help");
    session.click(x, 0);
    assert!(matches!(session.app.overlay(), Some(Overlay::Reader(_))));
    // What lies over the screen has keys of its own, and a click beside it closes it.
    assert!(session.click(x, 0).app.overlay().is_none());
    session.press("?");
    let x = column_of(&mut session, 39, "close");
    assert!(session.click(x, 39).app.overlay().is_none());
    // Digits need a key.
    let before = session.screen();
    let x = column_of(&mut session, 39, "0-9 jump");
    assert_eq!(session.click(x, 39).screen(), before);
}

#[test]
fn a_click_on_the_sign_of_a_fold_folds() {
    for (width, height) in [(120, 40), (80, 24), (50, 20)] {
        let mut session = Session::new(width, height);
        let rows = session.browser().list().rows.len();
        let list = session.areas().list;
        let screen = session.screen();
        let line = screen.lines().nth(usize::from(list.y)).expect("a row");
        let at = line.find('▸').expect("a fold");
        let x = u16::try_from(line[..at].chars().count()).expect("a column");
        session.click(x, list.y);
        assert!(session.browser().list().rows.len() > rows, "{width}x{height}");
        assert_eq!((session.browser().focus(), session.current().as_str()), (Pane::List, "404"));
        session.click(x, list.y);
        assert_eq!(session.browser().list().rows.len(), rows, "{width}x{height}");
    }
}

#[test]
fn enter_on_a_page_does_what_the_footer_says() {
    let mut session = wide();
    session.press("l");
    assert!(session.screen().contains("Enter/r related") && !session.screen().contains("Enter open"));
    session.press("Enter");
    assert_eq!(picker(&session).title, "Related codes");
    assert!(session.press("Esc h").screen().contains("Enter open"));
}
