//! The pictures in `screenshots/` are drawn from real frames. This test fails when one is stale; it draws them anew
//! with `HTTPDEX_DRAW=1 cargo test --test screenshots`.

mod support;

use std::path::Path;
use std::sync::Arc;
use std::{env, fs};

use httpdex::app::job::QuizData;
use httpdex::catalog::Catalog;
use httpdex::quiz::bank::Bank;
use httpdex::quiz::memory::review::{Grade, Review};
use httpdex::quiz::memory::{DAY, Memory};
use httpdex::store::TerminalBackground;
use support::playground::usual;
use support::random::Random;
use support::svg::svg;
use support::{Session, start};

/// A picture: its name, the size of the terminal, its background, and the keys pressed before.
type Scene = (&'static str, (u16, u16), TerminalBackground, &'static str);

/// Searching for a line of nginx's error log.
const LOG_LINE: &str = "/ type:2026/11/30_05:35:41_[error]_1234#0:_*5678_upstream_prematurely_closed_connection_while_\
    reading_response_header_from_upstream,_client:_10.0.0.7,_server:_a.example,_request:_\"GET_/api/orders_HTTP/1.1\",_\
    upstream:_\"http://127.0.0.1:3000/api/orders\"";

const SCENES: &[Scene] = &[
    ("browse-wide-dark", (120, 40), TerminalBackground::Dark, "4 2 9 Enter"),
    ("browse-wide-light", (120, 40), TerminalBackground::Light, "4 2 9 Enter"),
    ("search-wide-dark", (120, 40), TerminalBackground::Dark, "/ type:sending_requests_too_fast"),
    ("search-wide-light", (120, 40), TerminalBackground::Light, LOG_LINE),
    ("causes-wide-dark", (120, 40), TerminalBackground::Dark, "5 0 4 Enter ] ] ] ] ]"),
    ("palette-wide-dark", (120, 40), TerminalBackground::Dark, ": type:50"),
    ("related-wide-dark", (120, 40), TerminalBackground::Dark, "4 0 1 Enter r Down"),
    ("help-wide-dark", (120, 40), TerminalBackground::Dark, "?"),
    ("browse-medium-dark", (80, 24), TerminalBackground::Dark, "4 0 4"),
    ("browse-medium-light", (80, 24), TerminalBackground::Light, "3 0 8 Enter ] ]"),
    ("search-medium-dark", (80, 24), TerminalBackground::Dark, "/ type:gatway_timout"),
    ("categories-medium-dark", (80, 24), TerminalBackground::Dark, "h j j j j"),
    ("list-narrow-dark", (50, 20), TerminalBackground::Dark, "j j j"),
    ("page-narrow-dark", (50, 20), TerminalBackground::Dark, "5 0 3 Enter"),
    ("snippet-wide-dark", (120, 40), TerminalBackground::Dark, "4 2 9 Enter Z e"),
    ("snippet-wide-light", (120, 40), TerminalBackground::Light, "4 0 1 Enter e e"),
    ("snippet-medium-dark", (80, 24), TerminalBackground::Dark, "5 0 3 v type:axum Enter #"),
    ("search-narrow-light", (50, 20), TerminalBackground::Light, "/ type:jwt_expired"),
    ("failure-wide-dark", (120, 40), TerminalBackground::Dark, "/ type:ECONNREFUSED Enter"),
    ("failure-clients-wide-light", (120, 40), TerminalBackground::Light, "/ type:ECONNRESET Enter ] ] ] ] ] ]"),
    ("failure-medium-light", (80, 24), TerminalBackground::Light, "/ type:CERT_HAS_EXPIRED Enter ]"),
    ("failure-narrow-dark", (50, 20), TerminalBackground::Dark, "/ type:ECONNREFUSED Enter ]"),
    ("compare-wide-dark", (120, 40), TerminalBackground::Dark, "4 0 1 c Enter"),
    ("compare-medium-light", (80, 24), TerminalBackground::Light, "5 0 2 c type:504 Enter Space"),
    ("sheet-wide-dark", (160, 50), TerminalBackground::Dark, "4 2 9 C"),
    ("sheet-medium-light", (80, 24), TerminalBackground::Light, "4 0 9 C"),
    ("explain-wide-dark", (120, 40), TerminalBackground::Dark, "j j Enter"),
    ("explain-wide-light", (120, 40), TerminalBackground::Light, ""),
    ("explain-medium-dark", (80, 24), TerminalBackground::Dark, "j h"),
    ("explain-archive-dark", (100, 30), TerminalBackground::Dark, "j j"),
    ("playground-wide-dark", (120, 40), TerminalBackground::Dark, "g j"),
    ("playground-medium-light", (80, 24), TerminalBackground::Light, "g j"),
    ("check-wide-dark", (120, 40), TerminalBackground::Dark, ""),
    ("check-medium-light", (80, 24), TerminalBackground::Light, "k k"),
    ("quiz-menu-dark", (80, 24), TerminalBackground::Dark, "Q j"),
    ("quiz-question-dark", (80, 24), TerminalBackground::Dark, "Q j j Enter 2 Enter 1 Enter 3 Enter"),
    ("quiz-answer-dark", (80, 24), TerminalBackground::Dark, "Q j Enter 2 ?"),
    ("quiz-exam-light", (100, 32), TerminalBackground::Light, "Q j j j j Enter 1 1 1 1 1"),
    ("quiz-statistics-dark", (120, 40), TerminalBackground::Dark, "Q s"),
    ("quiz-statistics-light", (80, 24), TerminalBackground::Light, "Q s"),
];

/// What is pasted to be explained.
const RESPONSE: &str = "HTTP/1.1 503 Service Unavailable\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\nServer: nginx\r\n\
    Retry-After: soon\r\nCache-Control: no-store, max-age=60\r\nSet-Cookie: __Host-id=1; Path=/\r\n\
    Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true\r\nContent-Type: text/html\r\n\
    Content-Length: 112\r\n\r\n<html>\r\n<head><title>503 Service Unavailable</title></head>\r\n\
    <body>Try again in a few minutes.</body>\r\n</html>\r\n";

/// What a browser saved of a page.
const ARCHIVE: &str = r#"{"log": {"version": "1.2", "entries": [
    {"time": 31, "request": {"method": "GET", "url": "https://shop.example/"}, "response": {"status": 301,
     "headers": [{"name": "Location", "value": "https://www.shop.example/"}], "content": {"size": 0}}},
    {"time": 212, "request": {"method": "GET", "url": "https://www.shop.example/"}, "response": {"status": 200,
     "headers": [{"name": "Content-Type", "value": "text/html"}], "content": {"size": 18240}}},
    {"time": 44, "request": {"method": "GET", "url": "https://www.shop.example/app.js"}, "response": {"status": 304,
     "headers": [{"name": "ETag", "value": "v3"}], "content": {"size": 0}}},
    {"time": 98, "request": {"method": "POST", "url": "https://api.shop.example/v1/cart/items"}, "response": {"status": 401,
     "headers": [{"name": "Content-Type", "value": "application/json"}], "content": {"size": 61}}},
    {"time": 1204, "request": {"method": "GET", "url": "https://api.shop.example/v1/stock?ids=17,18,19"},
     "response": {"status": 503, "headers": [{"name": "Retry-After", "value": "soon"}], "content": {"size": 5}}}]}}"#;

/// The quiz of somebody who has practised for some weeks.
fn practised() -> QuizData {
    let bank = Bank::new(&Catalog::embedded());
    let cards = bank.cards();
    let (now, mut random) = (support::now().unix, Random::new(7));
    let mut reviews = Vec::new();
    for (n, card) in cards.iter().take(110).enumerate() {
        let first = 60 - i64::try_from(n).expect("few cards") / 2;
        let mut pause = 1;
        let mut day = first;
        while day > 0 {
            let wrong = random.below(6) == 0;
            let chosen = bank.questions_for(card).next().and_then(|spec| {
                let question = bank.make(&spec, random.below(99));
                question.choices().iter().find(|choice| !choice.is_right)?.entry
            });
            let chosen = chosen.map(|index| Catalog::embedded().row(index).id.to_string());
            reviews.push(Review {
                at: now - day * DAY - i64::try_from(random.below(9000)).expect("seconds of an evening"),
                tag: u32::try_from(n).expect("few cards"),
                card: card.clone(),
                grade: if wrong { Grade::Again } else { Grade::Good },
                key: card.to_string().into(),
                chosen: chosen.filter(|_| wrong).map(Into::into),
            });
            day -= pause;
            pause = if wrong { 1 } else { pause * 3 };
        }
    }
    let bank = Arc::new(bank);
    QuizData { bank, cards, memory: Memory::new(reviews), left: None, offset: 0, random: 1 }
}

#[test]
fn pictures_show_what_the_program_draws() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
    let redraw = env::var_os("HTTPDEX_DRAW").is_some();
    let mut stale = Vec::new();
    for &(name, (width, height), background, keys) in SCENES {
        let mut start = start(width, height);
        start.look.background = background;
        start.state.bookmarks = ["404", "429", "503"].map(str::to_owned).to_vec();
        let mut session = Session::with(start);
        if name.starts_with("quiz") {
            session.press("Q").quiz_is_read(practised()).press("Esc");
        }
        if name.starts_with("explain") {
            session.paste(if name.contains("archive") { ARCHIVE } else { RESPONSE });
        }
        if name.starts_with("playground") {
            session.press("S Enter").listens().served(usual());
        }
        if name.starts_with("check") {
            session.checked(support::check::URL, &support::check::usual());
        }
        let picture = svg(&session.press(keys).settle().frame(), background);
        let path = folder.join(name).with_extension("svg");
        if fs::read_to_string(&path).ok().as_deref() == Some(&picture) {
            continue;
        }
        if redraw {
            fs::create_dir_all(&folder).expect("a writable folder");
            fs::write(&path, picture).expect("a writable file");
        } else {
            stale.push(name);
        }
    }
    assert!(
        stale.is_empty(),
        "stale pictures: {}; draw them anew with `HTTPDEX_DRAW=1 cargo test --test screenshots` and look at them",
        stale.join(", ")
    );
}
