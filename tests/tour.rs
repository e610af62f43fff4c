//! The tour at the top of the README is drawn from real frames. This test fails when it is stale; it draws it anew with
//! `HTTPDEX_DRAW=1 cargo test --test tour`.

mod support;

use std::path::Path;
use std::{env, fs};

use httpdex::app::job::{Item, Report, Work};
use httpdex::app::message::{Effect, Message};
use httpdex::clipboard::Destination;
use httpdex::store::TerminalBackground;
use support::film::{Shot, film};
use support::{Session, start};

/// A line of nginx's error log.
const LOG_LINE: &str = "2026/11/30 05:35:41 [error] 1234#0: *5678 upstream prematurely closed connection while reading \
    response header from upstream, client: 10.0.0.7, server: a.example, request: \"GET /api/orders HTTP/1.1\", \
    upstream: \"http://127.0.0.1:3000/api/orders\"";

/// What `curl -i` printed.
const RESPONSE: &str = "HTTP/1.1 503 Service Unavailable\r\nDate: Mon, 30 Nov 2026 05:35:41 GMT\r\nServer: nginx\r\n\
    Retry-After: soon\r\nCache-Control: no-store, max-age=60\r\nAccess-Control-Allow-Origin: *\r\n\
    Access-Control-Allow-Credentials: true\r\nContent-Type: text/html\r\nContent-Length: 112\r\n\r\n<html>\r\n\
    <head><title>503 Service Unavailable</title></head>\r\n<body>Try again in a few minutes.</body>\r\n</html>\r\n";

/// The most bytes of the picture.
const MOST: usize = 400_000;

/// The screens of the tour.
struct Tour {
    session: Session,
    shots: Vec<Shot>,
}

impl Tour {
    /// Takes a picture of the screen.
    fn shot(&mut self, milliseconds: u32, keys: &'static str, caption: &'static str) {
        let frame = self.session.settle().frame();
        self.shots.push(Shot { frame, keys, caption, milliseconds });
    }

    /// Says what a job says that copied what was asked for.
    fn copied(&mut self) {
        let Some(Effect::Start(_, work)) = self.session.effects().pop() else { panic!("nothing is copied") };
        let Work::Copy { what, text } = work.clone() else { panic!("{work:?}") };
        let outcome = Destination::Desktop.into();
        self.session.report(work, Report::Item(Item::Copied { what, text, outcome }));
    }
}

/// What the tour shows.
fn tour() -> Vec<Shot> {
    let mut tour = Tour { session: Session::with(start(100, 30)), shots: Vec::new() };
    tour.shot(1600, "httpdex", "every HTTP status code, offline");
    tour.session.send(Message::Paste(LOG_LINE.to_owned()));
    tour.shot(4000, "paste", "a line of a log: what was read from it, and why each page fits");
    tour.session.press("Enter");
    tour.shot(2600, "Enter", "the page, at the cause that matched");
    tour.session.press("g");
    tour.shot(2800, "g", "who sends it, whether to retry, the likeliest cause");
    tour.session.press(";").effects();
    tour.shot(1200, ";", "mark the command that confirms it");
    tour.session.press("y");
    tour.copied();
    tour.shot(1600, "y", "copy it");
    tour.session.press("c type:500");
    tour.shot(1200, "c 500", "what is it confused with?");
    tour.session.press("Enter");
    tour.shot(3000, "Enter", "compare: the verdict first, then what differs");
    tour.session.press("Esc v type:fastapi");
    tour.shot(1200, "v fastapi", "a program in your language");
    tour.session.press("Enter");
    tour.shot(2600, "Enter", "each was run against the real thing");
    tour.session.paste(RESPONSE);
    tour.shot(1800, "paste", "a response: what it says, and what is wrong with it");
    tour.session.press("j j");
    tour.shot(2400, "j j", "each finding with its rule and its line");
    tour.shots
}

#[test]
fn the_tour_shows_what_the_program_draws() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots/tour.svg");
    let drawn = film(&tour(), TerminalBackground::Dark, 1);
    assert!(drawn.len() < MOST, "{} bytes", drawn.len());
    if fs::read_to_string(&path).ok().as_deref() == Some(&drawn) {
        return;
    }
    assert!(
        env::var_os("HTTPDEX_DRAW").is_some(),
        "the tour is stale; draw it anew with `HTTPDEX_DRAW=1 cargo test --test tour` and look at it"
    );
    fs::write(&path, drawn).expect("a writable file");
}
