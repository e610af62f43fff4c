//! The playground without a server: exchanges as its job brings them.

use std::sync::Arc;
use std::time::Duration;

use httpdex::app::job::{Item, Report, Served, Serving, Work};
use httpdex::app::message::Effect;
use httpdex::app::playground::Playground;
use httpdex::serve::faults::Next;
use httpdex::serve::net::{End, Exchange, Seen};

use super::Session;

pub const URL: &str = "http://127.0.0.1:8080";

/// When the first of the usual exchanges came: 2026-11-22T12:00:00Z, in milliseconds.
const BEGIN: u64 = 1_795_348_800_000;

/// An exchange so many milliseconds after the first one. What is on the connection is written with `\n`.
pub fn exchange(connection: u64, nth: u32, after: u64, request: &str, response: &str) -> Exchange {
    let mut words = request.split(' ');
    let mut word = || words.next().unwrap_or_default().to_owned();
    let (method, target) = (word(), word());
    let finals = response.split("HTTP/1.1 ").filter_map(|part| part.get(..3)?.parse::<u16>().ok());
    let status = finals.into_iter().find(|status| *status >= 200);
    let (request, response) = (on_wire(request), on_wire(response));
    Exchange {
        connection,
        nth,
        at: BEGIN + after,
        client: ([127, 0, 0, 1], 5000).into(),
        method,
        target,
        status,
        received: 0,
        taken: request.len() as u64,
        sent: response.len() as u64,
        duration: Duration::from_micros(420),
        fault: None,
        end: End::Stays,
        request,
        response,
    }
}

/// The bytes of messages, whose heads are written with `\n`.
fn on_wire(text: &str) -> Vec<u8> {
    let mut ends = text.match_indices("\n\n").map(|(at, _)| at + 2);
    let end = ends.find(|end| !text[*end..].starts_with("HTTP/1.1 ")).unwrap_or(text.len());
    let (heads, content) = text.split_at(end);
    [heads.replace('\n', "\r\n").as_bytes(), content.as_bytes()].concat()
}

/// A GET by curl, and its answer.
pub fn get(after: u64, target: &str, status: &str) -> Exchange {
    let request = format!("GET {target} HTTP/1.1\nHost: 127.0.0.1:8080\nUser-Agent: curl/8.5.0\nAccept: */*\n\n");
    exchange(after, 1, after, &request, &format!("HTTP/1.1 {status}\nContent-Length: 0\n\n"))
}

/// What clients do that retry, follow redirects, and give up.
pub fn usual() -> Vec<Exchange> {
    let server = "Server: httpdex/0.1.0\nDate: Sun, 22 Nov 2026 12:00:00 GMT\n";
    let requests = "Host: 127.0.0.1:8080\nUser-Agent: python-requests/2.34.0\nAccept-Encoding: gzip, deflate\nAccept: */*\n\
        Connection: keep-alive\n";
    let curl = "Host: 127.0.0.1:8080\nUser-Agent: curl/8.5.0\nAccept: */*\n";
    let flaky = format!("GET /flaky?fail=2&code=503 HTTP/1.1\n{requests}\n");
    let busy = format!(
        "HTTP/1.1 503 Service Unavailable\n{server}Retry-After: 1\nContent-Type: text/plain; charset=utf-8\n\
         Content-Length: 24\n\n503 Service Unavailable\n"
    );
    let well = format!(
        "HTTP/1.1 200 OK\n{server}Content-Type: application/json\nContent-Length: 34\n\n{{\n  \"attempt\": 3,\n  \"failed\": 2\n}}\n"
    );
    let post = format!(
        "POST /status/307 HTTP/1.1\n{curl}Content-Length: 3\nContent-Type: application/x-www-form-urlencoded\n\na=1"
    );
    let redirect = format!("HTTP/1.1 307 Temporary Redirect\n{server}Location: /anything\nContent-Length: 0\n\n");
    let followed = format!("GET /anything HTTP/1.1\n{curl}\n");
    let broken = format!("GET /get?fault=reset HTTP/1.1\n{curl}\n");
    vec![
        exchange(1, 1, 0, &flaky, &busy),
        exchange(1, 2, 1004, &flaky, &busy),
        exchange(1, 3, 1504, &flaky, &well),
        exchange(2, 1, 9000, &post, &redirect),
        exchange(2, 2, 9003, &followed, &format!("HTTP/1.1 200 OK\n{server}Content-Length: 0\n\n")),
        Exchange { fault: Some("fault=reset".to_owned()), end: End::Closed, ..exchange(3, 1, 12_000, &broken, "") },
    ]
}

impl Session {
    /// The playground with a server that runs.
    pub fn serving(width: u16, height: u16) -> Self {
        let mut session = Self::new(width, height);
        session.press("S Enter").listens();
        session.effects();
        session
    }

    /// Tells that the server listens.
    pub fn listens(&mut self) -> &mut Self {
        let serving = Serving { url: URL.to_owned(), instead_of: None, offset: 0 };
        self.report(Work::Serve, Report::Item(Item::Serving(serving)))
    }

    /// Brings exchanges.
    pub fn served(&mut self, exchanges: Vec<Exchange>) -> &mut Self {
        self.served_with(exchanges, Next::default())
    }

    /// Brings exchanges, and what the next requests get.
    pub fn served_with(&mut self, exchanges: Vec<Exchange>, next: Next) -> &mut Self {
        let opened = exchanges.iter().filter(|exchange| exchange.nth == 1).count() as u64;
        let seen = Seen { exchanges: exchanges.into(), opened, ..Seen::default() };
        let served = Served { seen, next, token: Arc::new(()) };
        self.report(Work::Serve, Report::Item(Item::Served(Box::new(served))))
    }

    pub fn playground(&self) -> &Playground {
        &self.app.screens().playground
    }

    /// The target of the selected request.
    pub fn target(&self) -> &str {
        let number = self.playground().selected().expect("a request");
        &self.playground().ring().get(number).expect("a request that is kept").exchange.target
    }

    /// What was to be copied since the last call.
    pub fn copied(&mut self) -> Option<(String, String)> {
        self.effects().into_iter().find_map(|effect| match effect {
            Effect::Start(_, Work::Copy { what, text }) => Some((what, text)),
            _ => None,
        })
    }

    /// What was to be answered next since the last call.
    pub fn answers(&mut self) -> Option<Next> {
        self.effects().into_iter().find_map(|effect| match effect {
            Effect::Start(_, Work::AnswerNext(next)) => Some(next),
            _ => None,
        })
    }
}
