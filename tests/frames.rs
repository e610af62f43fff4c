//! What the interface draws, cell by cell with its styles.
//!
//! The frames show an own entry and names from the registry, so that no edit of a page changes them; how many codes
//! there are is masked. After a change that is meant, look at the differences, and take them with
//! `INSTA_UPDATE=always cargo test --test frames`.

mod support;

use httpdex::app::check::ToldHop;
use httpdex::app::place::ScreenId;
use httpdex::app::view::View;
use httpdex::search::Engine;
use httpdex::store::TerminalBackground;
use httpdex::theme::Depth;
use insta::Settings;
use ratatui::buffer::Buffer;
use support::check::{self, chain, failed};
use support::playground::usual;
use support::{Session, own, start, text_with_styles};

/// A page with one of everything.
const OWN: &str = r#"{"id": "acme-799", "code": "799", "name": "Out of Coffee", "vendor": "Acme", "emoji": "☕",
    "summary": "The machine is empty. Fill it, then ask again.", "definition": "The server needs `coffee` to go on, and has none.",
    "plain_english": "Nobody filled the machine.", "sent_by": "The origin server.", "aliases": ["Decaf Only"],
    "rfc": {"number": "2324", "section": "2.3.2", "title": "418 I'm a teapot", "url": "https://www.rfc-editor.org/rfc/rfc2324", "quote": "The resulting entity body MAY be short and stout."},
    "traits": {"cacheable": "never", "body": "forbidden", "retry": {"verdict": "after-delay", "why": "Coffee takes minutes."}},
    "headers": [{"name": "Retry-After", "level": "should", "why": "It says when to come back."}],
    "causes": [{"cause": "Nobody filled the machine.", "check": "`coffeectl level` says `0`."}],
    "fixes": {"client": ["Wait."], "server": ["Buy coffee.", "Fill the machine."]},
    "example": {"request": "GET /cup HTTP/1.1\nHost: coffee.example\n\n", "response": "HTTP/1.1 799 Out of Coffee\nRetry-After: 300\n\n"},
    "related": [{"id": "503", "why": "When it is not about coffee."}], "faq": [{"question": "Is tea fine?", "answer": "No."}]}"#;

/// The page of a failure, with what it alone has.
const FAILURE: &str = r#"{"id": "acme-gone", "code": "—", "name": "Kitchen closed", "category": "no-status", "emoji": "🚪",
    "summary": "The lights are out, and nobody answers the bell.", "definition": "No connection to the kitchen was made.",
    "aliases": ["EKITCHEN", "coffee 7"], "sent_by": "Nobody sends a status.", "step": "connect",
    "happened": "the house answered: nobody is in the kitchen", "proxy_status": ["connection_refused"],
    "traits": {"retry": {"verdict": "after-delay", "why": "It opens at eight."}},
    "becomes": [{"id": "502", "why": "the waiter says so for the kitchen"}],
    "clients": [{"client": "coffeectl", "version": "1.2.3", "message": "coffeectl: (7) cannot reach the kitchen at 127.0.0.1 port 7: nobody is there", "recorded": true},
        {"client": "Cup for Windows", "message": "EKITCHEN 10061", "source": {"title": "Acme: error codes", "url": "https://docs.example/codes"}}],
    "causes": [{"cause": "It is night.", "check": "`date` says so."}], "fixes": {"client": ["Wait."], "server": ["Get up."]},
    "related": [{"id": "503", "why": "When a sign says so."}]}"#;

/// A response of which several things are wrong.
const RESPONSE: &str = "HTTP/1.1 799 Out of Coffee\r\nDate: Mon, 30 Nov 2026 05:35:41 GMT\r\nRetry-After: soon\r\n\
    Cache-Control: no-store, max-age=60\r\nContent-Type: text/html\r\nContent-Length: 29\r\n\r\n\
    <h1>The machine is empty</h1>";

/// Two requests, of which one failed.
const ARCHIVE: &str = r#"{"log": {"version": "1.2", "entries": [
    {"time": 12, "request": {"method": "GET", "url": "https://coffee.example/menu", "headers": []},
     "response": {"status": 200, "headers": [{"name": "Content-Type", "value": "text/css"}], "content": {"size": 5120}}},
    {"time": 30, "request": {"method": "PUT", "url": "https://coffee.example/cup?size=large", "headers": []},
     "response": {"status": 799, "headers": [{"name": "Retry-After", "value": "soon"}], "content": {"size": 5}}}]}}"#;

/// How a frame is drawn.
#[derive(Clone, Copy)]
struct Style {
    theme: &'static str,
    background: TerminalBackground,
    depth: Depth,
    unicode: bool,
}

const DARK: Style = Style { theme: "auto", background: TerminalBackground::Dark, depth: Depth::True, unicode: true };
const LIGHT: Style = Style { background: TerminalBackground::Light, ..DARK };
const HIGH_CONTRAST: Style = Style { theme: "high-contrast", ..DARK };
const TERMINAL_16: Style = Style { theme: "terminal-16", ..DARK };
const MONOCHROME: Style = Style { depth: Depth::Monochrome, ..DARK };
const ASCII: Style = Style { unicode: false, ..DARK };
const GRUVBOX_ON_LIGHT: Style = Style { theme: "gruvbox-dark", ..LIGHT };
const LIGHT_ON_DARK: Style = Style { theme: "light", ..DARK };
const INDEXED: Style = Style { depth: Depth::Indexed, ..DARK };

const LARGE: (u16, u16) = (120, 40);
const MEDIUM: (u16, u16) = (80, 24);
const NARROW: (u16, u16) = (50, 20);
const SMALLEST: (u16, u16) = (20, 6);
const TOO_SMALL: (u16, u16) = (19, 5);

/// Compares the frame after some keys with the one that was looked at before.
fn frame(name: &str, size: (u16, u16), style: Style, keys: &str) {
    frame_of(OWN, &["acme-799", "404", "429", "503", "418"], name, size, style, ("", keys));
}

/// As [`frame`], of a message that was pasted.
fn frame_pasted(name: &str, size: (u16, u16), style: Style, pasted: &str, keys: &str) {
    frame_of(OWN, &[], name, size, style, (pasted, keys));
}

/// As [`frame`], with an own entry and bookmarks, and with what is pasted before the keys.
fn frame_of(
    entry: &str,
    bookmarks: &[&str],
    name: &str,
    (width, height): (u16, u16),
    style: Style,
    (pasted, keys): (&str, &str),
) {
    let mut start = start(width, height);
    start.catalog = own(entry).into();
    start.engine = Engine::with_own(&start.catalog).into();
    start.state.bookmarks = bookmarks.iter().map(|id| (*id).to_owned()).collect();
    start.view = View::Bookmarks;
    start.look.background = style.background;
    start.look.unicode = style.unicode;
    start.look.signs = style.depth == Depth::Monochrome;
    let mut session = Session::with(start);
    if !pasted.is_empty() {
        session.paste(pasted);
    }
    session.press(keys).settle();
    let mut buffer = session.frame_in(style.theme, style.depth);
    mask_counts(&session, &mut buffer);
    let mut settings = Settings::new();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, text_with_styles(&buffer)));
}

/// Replaces the numbers of codes in the sidebar, which grow with the catalogue.
fn mask_counts(session: &Session, buffer: &mut Buffer) {
    let sidebar = session.areas().sidebar;
    if sidebar.is_empty() || session.app.overlay().is_some() || session.shown() != ScreenId::Browser {
        return;
    }
    for y in sidebar.top()..sidebar.bottom() {
        let columns = sidebar.right() - 5..sidebar.right() - 1;
        let digits = |x: &u16| buffer[(*x, y)].symbol().bytes().all(|byte| byte.is_ascii_digit());
        if let Some(first) = columns.clone().find(digits) {
            let digit = buffer[(first, y)].clone();
            for x in columns {
                buffer[(x, y)] = digit.clone();
                buffer[(x, y)].set_char('#');
            }
        }
    }
}

#[test]
fn the_browser_at_every_size() {
    frame("browse-120x40", LARGE, DARK, "");
    frame("browse-80x24", MEDIUM, DARK, "");
    frame("browse-50x20", NARROW, DARK, "");
    frame("browse-20x6", SMALLEST, DARK, "j");
    frame("too-small", TOO_SMALL, DARK, "");
}

#[test]
fn the_browser_in_every_theme() {
    frame("browse-light", MEDIUM, LIGHT, "");
    frame("browse-high-contrast", MEDIUM, HIGH_CONTRAST, "");
    frame("browse-terminal-16", MEDIUM, TERMINAL_16, "");
    frame("browse-monochrome", MEDIUM, MONOCHROME, "");
    frame("browse-256-colors", MEDIUM, INDEXED, "");
    frame("browse-ascii", MEDIUM, ASCII, "");
}

#[test]
fn a_page_that_is_read() {
    frame("page-120x40", LARGE, DARK, "Enter ] ] ]");
    frame("page-160x50", (160, 50), DARK, "Enter ]");
    frame("page-50x20", NARROW, DARK, "Enter");
    frame("page-20x6", SMALLEST, DARK, "Enter");
    frame("page-ascii", NARROW, ASCII, "Enter");
    frame("page-monochrome", NARROW, MONOCHROME, "Enter ] ]");
}

#[test]
fn a_failure_without_a_status() {
    let failure = |name: &str, size, style, keys: &str| {
        frame_of(FAILURE, &["acme-gone", "404", "503"], name, size, style, ("", keys));
    };
    failure("failure-120x40", LARGE, DARK, "Enter");
    failure("failure-80x24", MEDIUM, LIGHT, "Enter ]");
    failure("failure-50x20", NARROW, DARK, "Enter ]");
    failure("failure-20x6", SMALLEST, DARK, "Enter ]");
    failure("failure-ascii", NARROW, ASCII, "Enter ]");
    failure("failure-list-ascii", MEDIUM, ASCII, "");
    failure("failure-clients-50x20", NARROW, DARK, "Enter ] ] ] ] ]");
}

#[test]
fn a_snippet() {
    frame("snippet-120x40", LARGE, DARK, "4 1 8 e");
    frame("snippet-80x24", MEDIUM, LIGHT, "4 1 8 e e # >");
    frame("snippet-50x20", NARROW, DARK, "4 1 8 e");
    frame("snippet-20x6", SMALLEST, DARK, "4 1 8 e j j");
    frame("snippet-monochrome", MEDIUM, MONOCHROME, "4 1 8 e");
    frame("snippet-ascii", NARROW, ASCII, "4 1 8 e e > j j");
    frame("snippet-languages", MEDIUM, DARK, "4 1 8 v Down");
    frame("snippet-reasons", MEDIUM, DARK, "1 0 3 V");
    frame("snippet-copy", MEDIUM, DARK, "4 1 8 Y Down");
}

#[test]
fn the_sidebar_in_place_of_the_list() {
    frame("sidebar-80x24", MEDIUM, DARK, "h");
    frame("sidebar-20x6", SMALLEST, DARK, "h");
}

#[test]
fn a_search_has_the_whole_width() {
    // Nothing but the own entry has the word.
    let query = "/ type:coffeectl_coffeectl_coffeectl_coffeectl_coffeectl_coffeectl_zz.js:404:11";
    frame("search-200x55", (200, 55), DARK, query);
    frame("search-120x40", LARGE, DARK, query);
    frame("search-80x24", MEDIUM, DARK, query);
    frame("search-50x20", NARROW, DARK, query);
    frame("search-20x6", SMALLEST, DARK, query);
    frame("search-ascii", MEDIUM, ASCII, query);
    frame("search-monochrome", MEDIUM, MONOCHROME, query);
    frame("search-landed-120x40", LARGE, LIGHT, &format!("{query} Enter"));
    frame(
        "search-earlier-80x24",
        MEDIUM,
        DARK,
        &format!("{query} Enter Esc Esc / type:coffeectl Enter Esc Esc / type:coffeectl_1 Up"),
    );
}

#[test]
fn a_search_before_anything_is_typed_and_without_hits() {
    frame("search-empty", MEDIUM, DARK, "/");
    frame("search-nothing", MEDIUM, DARK, "/ type:qqqqqqqqqqqq");
    frame("search-nothing-20x6", SMALLEST, DARK, "/ type:qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq");
}

#[test]
fn a_view_with_nothing_in_it() {
    frame("empty-120x40", LARGE, DARK, "h j l");
    frame("empty-50x20", NARROW, LIGHT, "m m m m m");
}

#[test]
fn help() {
    frame("help-120x40", LARGE, DARK, "?");
    frame("help-80x24", MEDIUM, MONOCHROME, "? j j");
    frame("help-20x6", SMALLEST, DARK, "? G");
}

#[test]
fn a_theme_on_a_background_that_does_not_fit() {
    frame("painted-80x24", MEDIUM, GRUVBOX_ON_LIGHT, "4 2 9");
    frame("painted-help-50x20", NARROW, LIGHT_ON_DARK, "?");
}

#[test]
fn the_palette_and_other_choices() {
    frame("palette-120x40", LARGE, DARK, ": type:page");
    frame("palette-ascii", MEDIUM, ASCII, ":");
    frame("palette-nothing", NARROW, DARK, ": type:zzzz");
    frame("palette-20x6", SMALLEST, DARK, ": Down");
    frame("palette-codes-80x24", MEDIUM, LIGHT, ": type:50 Down");
    frame("palette-codes-50x20", NARROW, DARK, ": type:gateway");
    frame("comparing-80x24", MEDIUM, DARK, "4 0 1 c type:40");
    frame("themes", MEDIUM, TERMINAL_16, "t Down");
    frame("related", NARROW, HIGH_CONTRAST, "r");
    frame("copy", MEDIUM, DARK, "Y Down");
    frame("copy-20x6", SMALLEST, DARK, "Y");
    frame("sections", MEDIUM, LIGHT, "s Down Down");
}

#[test]
fn the_answer_to_an_action_and_to_a_wrong_key() {
    frame("status", MEDIUM, DARK, "m");
    frame("status-error", MEDIUM, DARK, ".");
}

#[test]
fn a_message_that_is_explained() {
    frame_pasted("explain-200x55", (200, 55), DARK, RESPONSE, "");
    frame_pasted("explain-120x40", LARGE, DARK, RESPONSE, "j Enter");
    frame_pasted("explain-80x24", MEDIUM, LIGHT, RESPONSE, "");
    frame_pasted("explain-message-80x24", MEDIUM, DARK, RESPONSE, "j h");
    frame_pasted("explain-50x20", NARROW, DARK, RESPONSE, "Enter");
    frame_pasted("explain-20x6", SMALLEST, DARK, RESPONSE, "j");
    frame_pasted("explain-monochrome", MEDIUM, MONOCHROME, RESPONSE, "j");
    frame_pasted("explain-ascii", LARGE, ASCII, RESPONSE, "j Enter");
    frame_pasted("explain-archive-120x40", LARGE, DARK, ARCHIVE, "j");
    frame_pasted("explain-archive-50x20", NARROW, DARK, ARCHIVE, "");
    frame("explain-nothing-120x40", LARGE, DARK, "X");
    frame("explain-nothing-50x20", NARROW, LIGHT, "X");
    frame("explain-nothing-20x6", SMALLEST, DARK, "X");
}

/// As [`frame`], of the playground after the usual requests.
fn frame_served(name: &str, (width, height): (u16, u16), style: Style, keys: &str) {
    let mut start = start(width, height);
    start.look.background = style.background;
    start.look.unicode = style.unicode;
    let mut session = Session::with(start);
    session.press("S Enter").listens().served(usual()).press(keys);
    let buffer = session.frame_in(style.theme, style.depth);
    let mut settings = Settings::new();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, text_with_styles(&buffer)));
}

#[test]
fn the_playground_at_every_size() {
    frame_served("playground-200x55", (200, 55), DARK, "g j");
    frame_served("playground-120x40", LARGE, DARK, "k k k");
    frame_served("playground-80x24", MEDIUM, LIGHT, "g j Tab");
    frame_served("playground-50x20", NARROW, DARK, "g");
    frame_served("playground-exchange-50x20", NARROW, DARK, "k k k Tab");
    frame_served("playground-20x6", SMALLEST, DARK, "k");
    frame_served("playground-monochrome", MEDIUM, MONOCHROME, "g j");
    frame_served("playground-ascii", LARGE, ASCII, "g j Tab Tab");
    frame_served("playground-filter", MEDIUM, DARK, "/ type:5xx");
    frame_served("playground-next", LARGE, DARK, "a type:50");
    frame_served("playground-elsewhere", LARGE, DARK, "X");
    frame("playground-nothing-120x40", LARGE, DARK, "S");
    frame("playground-nothing-50x20", NARROW, LIGHT, "S");
}

/// As [`frame`], of a check that is over.
fn frame_checked(name: &str, (width, height): (u16, u16), style: Style, keys: &str) {
    frame_check(name, (width, height), style, |session| {
        // What a status means stands on its page, which may be edited.
        let means = |told: &mut ToldHop| "What the page says in a sentence.".clone_into(&mut told.means);
        session.checked_by(check::URL, &check::usual(), means).press(keys);
    });
}

/// As [`frame`], of a check after something happened.
fn frame_check(name: &str, (width, height): (u16, u16), style: Style, happen: impl Fn(&mut Session)) {
    let mut start = start(width, height);
    start.catalog = own(FAILURE).into();
    start.look.background = style.background;
    start.look.unicode = style.unicode;
    start.look.signs = style.depth == Depth::Monochrome;
    start.is_offline = name.contains("offline");
    let mut session = Session::with(start);
    happen(&mut session);
    let buffer = session.settle().frame_in(style.theme, style.depth);
    let mut settings = Settings::new();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, text_with_styles(&buffer)));
}

#[test]
fn a_url_that_is_checked_at_every_size() {
    frame_checked("check-200x55", (200, 55), DARK, "k");
    frame_checked("check-120x40", LARGE, DARK, "");
    frame_checked("check-80x24", MEDIUM, LIGHT, "k k");
    frame_checked("check-50x20", NARROW, DARK, "");
    frame_checked("check-20x6", SMALLEST, DARK, "");
    frame_checked("check-part-20x6", SMALLEST, DARK, "l");
    frame_checked("check-part-80x24", MEDIUM, DARK, "l j j j");
    frame_checked("check-monochrome", MEDIUM, MONOCHROME, "k");
    frame_checked("check-ascii", LARGE, ASCII, "k k");
    frame_checked("check-edited-80x24", MEDIUM, DARK, "e");
    frame("check-nothing-120x40", LARGE, DARK, "u");
    frame("check-nothing-50x20", NARROW, LIGHT, "u");
    frame("check-typed-80x24", MEDIUM, DARK, "u type:me:secret@localhost:8080/health?verbose");
}

#[test]
fn a_url_that_is_checked_in_other_states() {
    let begun = |session: &mut Session| {
        session.asked(check::URL).begins(check::URL, check::URL).ends(check::URL, &check::usual().hops[0]);
        session.begins(check::URL, "https://example.com/docs").wait(3200);
        session.send(httpdex::app::message::Message::Wake);
    };
    let refused = |session: &mut Session| {
        let hop = failed("http://coffee.example/cup", "acme-gone", "192.0.2.7:443: nobody is in the kitchen");
        session.checked("http://coffee.example/cup", &chain(vec![hop], vec![]));
    };
    frame_check("check-running-120x40", LARGE, DARK, begun);
    frame_check("check-running-50x20", NARROW, DARK, begun);
    frame_check("check-cancelled-80x24", MEDIUM, DARK, |session| {
        begun(session);
        session.press("Esc");
    });
    frame_check("check-failure-120x40", LARGE, DARK, refused);
    frame_check("check-failure-50x20", NARROW, LIGHT, refused);
    frame_check("check-offline-80x24", MEDIUM, DARK, |session| {
        session.asked("example.com");
    });
}
