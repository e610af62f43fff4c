//! The lists of choices: the palette, which reaches everything, the languages and the themes.

use httpdex::app::overlay::{Choice, Overlay, Picker, PickerItem};
use httpdex::app::place::ScreenId;
use httpdex::app::view::View;
use httpdex::catalog::Category;
use httpdex::store::{Change, TerminalBackground};
use httpdex::theme::Depth;
use ratatui::style::Color;

mod support;

use support::{Session, own, saved, start};

fn wide() -> Session {
    Session::new(120, 40)
}

fn picker(session: &Session) -> &Picker {
    match session.app.overlay() {
        Some(Overlay::Picker(picker)) => picker,
        other => panic!("no picker but {other:?}"),
    }
}

/// The labels that are left, best first.
fn labels(session: &Session) -> Vec<String> {
    picker(session).shown().map(|item| item.label.clone()).collect()
}

/// The labels that typing leaves in the palette.
fn found(typed: &str) -> Vec<String> {
    let mut session = wide();
    session.press(":").type_text(typed);
    labels(&session)
}

#[test]
fn everything_is_reached_by_its_name() {
    for (typed, first) in [
        ("404", "404 Not Found"),
        ("not found", "404 Not Found"),
        ("499", "499 Client Closed Request (nginx)"),
        ("429", "429 Too Many Requests"),
        ("404.13", "404.13 Content length too large (Microsoft IIS)"),
        ("connection refused", "Connection refused"),
        ("cloudflare", "Cloudflare"),
        ("client error", "Client Error"),
        ("401 403", "Compare 401, 403"),
        ("compare 301", "Compare 301, 302"),
        ("high-contrast", "Theme: high-contrast"),
        ("gruvbox", "Theme: gruvbox-dark"),
        ("express", "Snippets: Express"),
        ("rust", "Snippets: axum"),
        ("quit", "Quit"),
        ("ascii", "Draw lines and signs in ASCII, or in Unicode"),
    ] {
        let found = found(typed);
        assert_eq!(found.first().map(String::as_str), Some(first), "{typed}: {:?}", &found[..found.len().min(5)]);
    }
}

#[test]
fn the_registry_comes_before_vendors_and_an_exact_number_before_longer_ones() {
    let numbers = found("40");
    assert_eq!(numbers[..3], ["400 Bad Request", "401 Unauthorized", "402 Payment Required"]);
    let first_of_vendor = numbers.iter().position(|label| label.contains("(Microsoft IIS)")).expect("a vendor's");
    let last_of_registry = numbers.iter().rposition(|label| label == "409 Conflict").expect("of the registry");
    assert!(last_of_registry < first_of_vendor, "{numbers:?}");
    assert_eq!(found("404")[0], "404 Not Found");
}

#[test]
fn languages_are_found_by_what_people_call_them() {
    for (typed, names) in [
        ("python", &["FastAPI", "Flask", "Django", "http.server", "Requests"][..]),
        ("js", &["Express", "Node.js http", "Fastify", "Hono", "fetch"]),
        ("golang", &["Go net/http", "Gin", "Go net/http client"]),
        ("rust", &["axum", "Actix Web", "reqwest"]),
        ("java", &["JDK HttpServer", "Spring Boot"]),
    ] {
        let mut session = wide();
        session.open_on("429").press("v").type_text(typed);
        let mut found = labels(&session);
        found.truncate(names.len());
        found.sort();
        let mut names: Vec<&str> = names.to_vec();
        names.sort_unstable();
        assert_eq!(found, names, "{typed}");
    }
}

#[test]
fn a_choice_of_the_palette_goes_there() {
    let mut session = wide();
    session.press(":").type_text("401 403").press("Enter");
    assert_eq!(session.shown(), ScreenId::Compare);
    session.press(":").type_text("nginx").press("Enter");
    assert_eq!((session.shown(), session.browser().list().view), (ScreenId::Browser, View::Category(Category::Nginx)));
    session.press(":").type_text("429").press("Enter");
    assert_eq!(session.current(), "429");
    session.press("C :").type_text("flask").effects();
    session.press("Enter");
    assert_eq!(session.shown(), ScreenId::CheatSheet);
    assert!(session.effects().contains(&saved(Change::Language("flask".into()))));
    assert_eq!(session.status(), "Pages show their snippets in Flask from now on");
}

#[test]
fn a_language_that_the_code_has_no_snippet_in_is_kept_for_other_pages() {
    let mut session = wide();
    session.open_on("104").press(":").type_text("node-http").press("Enter");
    assert_eq!(session.status(), "There is no Node.js http snippet for this code; other pages show it");
    assert!(session.effects().contains(&saved(Change::Language("node-http".into()))));
}

#[test]
fn what_was_chosen_last_comes_first() {
    let mut session = wide();
    session.press(":").type_text("451").press("Enter :").type_text("theme: dark").press("Enter :");
    assert_eq!(labels(&session)[..2], ["Theme: dark", "451 Unavailable For Legal Reasons"]);
    let effects = session.effects();
    assert!(effects.contains(&saved(Change::Choose("451 Unavailable For Legal Reasons".into()))), "{effects:?}");
    // Choices of other lists are no choices of the palette.
    session.press("Esc t Down Enter :");
    assert_eq!(labels(&session)[0], "Theme: dark");
}

#[test]
fn codes_have_the_color_of_their_class() {
    let mut session = wide();
    session.open_on("429").press(":").type_text("503").press("Down");
    let buffer = session.frame_in("dark", Depth::True);
    let rows = session.areas().overlay_rows;
    let (number, name) = (&buffer[(rows.x + 1, rows.y + 2)], &buffer[(rows.x + 5, rows.y + 2)]);
    assert_eq!((number.symbol(), number.fg), ("5", Color::Rgb(0xf2, 0x77, 0x7f)));
    assert_eq!((name.symbol(), name.fg), ("S", Color::Reset));
}

#[test]
fn no_item_has_an_empty_second_line() {
    for keys in ["t", "v", "Y", "c", "r", "s", ":"] {
        let mut session = wide();
        session.open_on("429").press(keys);
        for item in picker(&session).shown() {
            assert_eq!(item.rows() == 2, item.detail.len() > 24, "{keys}: {item:?}");
        }
    }
    let mut session = wide();
    session.open_on("401").press("c");
    let rows: Vec<usize> = picker(&session).shown().map(PickerItem::rows).collect();
    assert!(rows.contains(&1) && rows.contains(&2), "{rows:?}");
    session.press("PageDown PageDown PageDown").screen();
    let picker = picker(&session);
    assert!(picker.on_screen(30).any(|(n, _)| n == picker.cursor.selected));
}

#[test]
fn a_theme_is_shown_while_it_is_selected_and_esc_goes_back() {
    let mut session = wide();
    let theme = |session: &Session| session.app.shared().look.theme.clone();
    session.press("t Down");
    assert_eq!(theme(&session), "dark");
    session.press("Down");
    assert_eq!(theme(&session), "light");
    assert!(session.effects().is_empty(), "looking is not choosing");
    session.press("Esc");
    assert_eq!((theme(&session).as_str(), session.app.overlay().is_none()), ("auto", true));
    session.press("t type:gruv");
    assert_eq!(theme(&session), "gruvbox-dark");
    session.press("Enter");
    assert_eq!(theme(&session), "gruvbox-dark");
    assert_eq!(session.effects(), [saved(Change::Theme(Some("gruvbox-dark".into())))]);
    // The palette shows no theme before it is taken.
    session.press(": type:theme:_light");
    assert_eq!(theme(&session), "gruvbox-dark");
}

#[test]
fn a_theme_paints_the_whole_screen_where_the_background_does_not_fit() {
    let mut session = wide();
    session.open_on("429").press("?");
    for (background, painted) in [(TerminalBackground::Dark, true), (TerminalBackground::Light, false)] {
        session.send(httpdex::app::message::Message::Background(background));
        let buffer = session.frame_in("light", Depth::True);
        // The second half of a wide character is never drawn.
        let is_half = |n: usize| n > 0 && httpdex::text::width(buffer.content[n - 1].symbol()) == 2;
        let bare =
            buffer.content.iter().enumerate().filter(|(n, cell)| cell.bg == Color::Reset && !is_half(*n)).count();
        let ground = buffer.content.iter().filter(|cell| cell.bg == Color::Rgb(0xfb, 0xfc, 0xfd)).count();
        assert_eq!((bare == 0, ground > 3000), (painted, painted), "{background:?}: {bare} {ground}");
    }
}

#[test]
fn signs_can_be_drawn_in_ascii() {
    let mut session = wide();
    assert!(session.screen().contains('│'));
    session.press(":").type_text("ascii").effects();
    session.press("Enter");
    assert!(session.screen().is_ascii(), "{}", session.screen());
    assert!(session.effects().contains(&saved(Change::Unicode(false))));
}

#[test]
fn entries_of_the_users_are_in_the_palette() {
    let catalog = own(r#"{"id": "acme-797", "code": "797", "name": "Warehouse Asleep", "vendor": "Acme"}"#);
    let mut start = start(120, 40);
    start.catalog = catalog.into();
    let mut session = Session::with(start);
    session.press(":").type_text("797");
    assert_eq!(labels(&session)[0], "797 Warehouse Asleep (Acme)");
    assert!(matches!(picker(&session).choice(), Some(Choice::Go(_))));
}
