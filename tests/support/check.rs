//! Checks without a network: hops as the job brings them.

use std::time::Duration;

use httpdex::app::check::{Check, Happened, ToldHop};
use httpdex::app::job::{Item, Report, Work};
use httpdex::check::{Address, Certificate, Chain, Event, Failure, Hop, Phase, Problem, Target, Timing};
use httpdex::explain::Explainer;
use httpdex::message::{Known, read};

use super::Session;

/// The URL of the usual check.
pub const URL: &str = "http://example.com/docs";

/// The times of a hop in milliseconds: name, connect, TLS, wait, receive; 0 for what did not happen.
pub fn timing(steps: [u64; 5]) -> Timing {
    let [name, connect, tls, wait, receive] =
        steps.map(|step| Some(Duration::from_millis(step)).filter(|step| !step.is_zero()));
    let total = Some(Duration::from_millis(steps.iter().sum()));
    Timing { name, connect, tls, wait, receive, total }
}

/// A hop of which a response came. Its head is written with `\n`.
pub fn hop(url: &str, response: &str, steps: [u64; 5]) -> Hop {
    let target = Target::read(url).expect("a URL");
    let host = target.url.host_str().unwrap_or_default();
    let request = format!(
        "GET {} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: httpdex/0.1.0\r\nAccept: */*\r\n\r\n",
        target.url.path()
    );
    let wire = |bytes: &str, methods: &[&str]| {
        let methods = methods.iter().map(|method| (*method).to_owned()).collect();
        read(bytes.as_bytes(), &Known { methods, wire: true }).messages
    };
    let mut messages = wire(&request, &[]);
    messages.extend(wire(&response.replace('\n', "\r\n"), &["GET"]));
    let location = messages.iter().find_map(|message| message.fields.first("Location").map(|it| it.value.clone()));
    Hop {
        url: target.shown(),
        method: "GET".to_owned(),
        curl: format!("curl -i -A httpdex/0.1.0 {}", target.url),
        messages,
        address: Some("192.0.2.7:443".to_owned()),
        addresses: vec![Address { address: "192.0.2.7:443".to_owned(), outcome: "connected".to_owned() }],
        protocol: Some("HTTP/1.1".to_owned()),
        location,
        timing: timing(steps),
        ..Hop::default()
    }
}

/// A hop of which none came.
pub fn failed(url: &str, id: &'static str, detail: &str) -> Hop {
    Hop {
        url: Target::read(url).expect("a URL").shown(),
        method: "GET".to_owned(),
        addresses: vec![Address { address: "192.0.2.7:443".to_owned(), outcome: "refused".to_owned() }],
        timing: timing([3, 2, 0, 0, 0]),
        failure: Some(Failure::new(id, Phase::Connect, detail)),
        ..Hop::default()
    }
}

/// A chain of hops.
pub fn chain(hops: Vec<Hop>, problems: Vec<Problem>) -> Chain {
    let failure = hops.last().and_then(|hop| hop.failure.clone());
    let ok = failure.is_none() && hops.last().and_then(Hop::status).is_some_and(|status| status < 400);
    Chain {
        url: hops[0].url.clone(),
        assumed: None,
        time: hops.iter().filter_map(|hop| hop.timing.total).sum(),
        hops,
        problems,
        failure,
        expected: "a status below 400".to_owned(),
        ok,
    }
}

/// Three redirects where one would do.
pub fn usual() -> Chain {
    let date = "Date: Sun, 22 Nov 2026 12:00:00 GMT\n";
    let redirect = |status: &str, to: &str| format!("HTTP/1.1 {status}\n{date}Location: {to}\nContent-Length: 0\n\n");
    let page = format!(
        "HTTP/1.1 200 OK\n{date}Server: nginx/1.22.1\nCache-Control: no-store, max-age=60\nContent-Type: text/html\n\
         Content-Length: 19\n\n<h1>The manual</h1>"
    );
    let tls = |name: &str| Certificate {
        version: Some("TLS 1.3".to_owned()),
        cipher: Some("TLS_AES_256_GCM_SHA384".to_owned()),
        alpn: Some("http/1.1".to_owned()),
        verified: true,
        names: vec![name.to_owned(), "example.com".to_owned()],
        issuer: Some("R11".to_owned()),
        not_after: Some(1_800_619_200),
        days_left: Some(61),
        ..Certificate::default()
    };
    let secure =
        |url: &str, response: &str, steps| Hop { tls: Some(tls("www.example.com")), ..hop(url, response, steps) };
    let hops = vec![
        hop(URL, &redirect("301 Moved Permanently", "https://example.com/docs"), [12, 9, 0, 31, 0]),
        secure(
            "https://example.com/docs",
            &redirect("308 Permanent Redirect", "https://www.example.com/docs"),
            [0, 9, 24, 40, 0],
        ),
        secure("https://www.example.com/docs", &redirect("302 Found", "/docs/"), [11, 8, 22, 150, 0]),
        secure("https://www.example.com/docs/", &page, [0, 0, 0, 88, 8]),
    ];
    let title = "three redirects where one would do: http to https, then another host, then a slash";
    chain(hops, vec![Problem { id: "needless-redirect", hop: 0, title: title.to_owned() }])
}

impl Session {
    pub fn check(&self) -> &Check {
        &self.app.screens().check
    }

    /// Types a URL, and asks for it.
    pub fn asked(&mut self, url: &str) -> &mut Self {
        self.press("u Ctrl-u").type_text(url).press("Enter")
    }

    /// Tells that something happened.
    pub fn happens(&mut self, url: &str, happened: Happened) -> &mut Self {
        let work = Work::Check(Target::read(url).expect("a URL"));
        self.report(work, Report::Item(Item::Checked(Box::new(happened))))
    }

    /// Tells that a hop begins.
    pub fn begins(&mut self, url: &str, hop: &str) -> &mut Self {
        self.happens(url, Happened::Started { url: hop.to_owned(), method: "GET".to_owned() })
    }

    /// Tells that a hop is over.
    pub fn ends(&mut self, url: &str, hop: &Hop) -> &mut Self {
        let catalog = std::sync::Arc::clone(&self.app.shared().catalog);
        let happened = Happened::new(Event::Ended { hop: 0, done: hop }, &catalog, &mut Explainer::new(&catalog));
        self.happens(url, happened)
    }

    /// Asks for a URL, and brings a whole chain.
    pub fn checked(&mut self, url: &str, chain: &Chain) -> &mut Self {
        self.checked_by(url, chain, |_| {})
    }

    /// The same, with something changed of each hop.
    pub fn checked_by(&mut self, url: &str, chain: &Chain, change: impl Fn(&mut ToldHop)) -> &mut Self {
        self.asked(url);
        let catalog = std::sync::Arc::clone(&self.app.shared().catalog);
        let mut explainer = Explainer::new(&catalog);
        for hop in &chain.hops {
            self.begins(url, &hop.url).happens(url, Happened::Sending);
            let mut happened = Happened::new(Event::Ended { hop: 0, done: hop }, &catalog, &mut explainer);
            if let Happened::Ended(told) = &mut happened {
                change(told);
            }
            self.happens(url, happened);
        }
        let over = Happened::over(chain, &mut explainer);
        self.happens(url, over).report(Work::Check(Target::read(url).expect("a URL")), Report::Done)
    }
}
