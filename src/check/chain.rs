//! The hops of one URL, and what is to be said of all of them.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serde::Serialize;
use url::Url;

use super::cookies::Cookies;
use super::event::Event;
use super::failure::{Failure, Phase};
use super::hop::Hop;
use super::options::Options;
use super::redirect::{Leads, Note, leads, needless, notes};
use super::request::Request;
use super::target::{Target, brief, shown};
use super::tls::Trust;
use super::travel::{Kept, Way, travel};
use super::wait::Wait;

/// Something to be said of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Its id.
    pub id: &'static str,
    /// The hop that it is about, from 0.
    pub hop: usize,
    /// What it is, in a sentence without a full stop. It may quote what came from outside: clean it before it is printed.
    pub title: String,
}

/// What came of a URL.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// The URL that was given, without a password.
    pub url: String,
    /// The scheme that was assumed, where none was given.
    pub assumed: Option<&'static str>,
    /// The hops in order; one that failed is the last.
    pub hops: Vec<Hop>,
    /// What is to be said of them.
    pub problems: Vec<Problem>,
    /// Why it broke off.
    pub failure: Option<Failure>,
    /// What was expected.
    pub expected: String,
    /// Whether all was as expected.
    pub ok: bool,
    /// How long it took.
    pub time: Duration,
}

/// A connection that was left open, for the next URL of the same origin.
#[derive(Debug, Default)]
pub struct Open(Option<Kept>);

/// Checks URLs, one or several at once.
#[derive(Debug)]
pub struct Checker {
    options: Options,
    trust: Trust,
    cancel: Arc<AtomicBool>,
}

impl Checker {
    /// One that asks in this way, until `cancel` is set.
    pub fn new(options: Options, cancel: Arc<AtomicBool>) -> Self {
        let trust = Trust::new(options.authorities.clone());
        Self { options, trust, cancel }
    }

    /// How it asks.
    pub const fn options(&self) -> &Options {
        &self.options
    }

    /// Follows a URL to its end. What happens is told to `observe` as it happens.
    pub fn check(&self, target: &Target, observe: &mut dyn FnMut(Event<'_>)) -> Chain {
        self.check_on(target, &mut Open::default(), observe)
    }

    /// The same on a connection that another URL left open, as far as it is for this one.
    pub fn check_on(&self, target: &Target, open: &mut Open, observe: &mut dyn FnMut(Event<'_>)) -> Chain {
        let wait = Wait::new(self.options.timeout, Arc::clone(&self.cancel));
        let mut travels =
            Travels { checker: self, given: &target.url, hops: Vec::new(), urls: Vec::new(), problems: Vec::new() };
        let failure = travels.go(&wait, &mut open.0, observe);
        let Travels { hops, urls, mut problems, .. } = travels;
        if let Some(Note { id, title }) = needless(&urls, &hops.iter().filter_map(Hop::status).collect::<Vec<_>>()) {
            problems.push(Problem { id, hop: 0, title });
        }
        let last = hops.len().saturating_sub(1);
        if let Some(failure) = &failure
            && !problems.iter().any(|problem| matches!(problem.id, "redirect-loop" | "redirect-refused"))
        {
            problems.push(Problem { id: failure.id, hop: last, title: failure.detail.clone() });
        }
        let (expected, is_expected) = self.expected(&hops);
        if !is_expected && (failure.is_none() || self.options.expect.is_some()) {
            let came =
                hops.last().and_then(Hop::status).map_or_else(|| "no status".to_owned(), |status| status.to_string());
            let title = if self.options.expect.as_ref().is_some_and(|expect| expect.to_string().contains('>')) {
                let statuses =
                    hops.iter().map(|hop| hop.status().map_or_else(|| "-".to_owned(), |status| status.to_string()));
                format!("{} came, and {expected} was expected", statuses.collect::<Vec<_>>().join(">"))
            } else {
                format!("{came} came, and {expected} was expected")
            };
            problems.push(Problem { id: "unexpected-status", hop: last, title });
        }
        Chain {
            url: shown(&target.url),
            assumed: target.assumed,
            ok: failure.is_none() && is_expected,
            time: hops.iter().filter_map(|hop| hop.timing.total).sum(),
            hops,
            problems,
            failure,
            expected,
        }
    }

    /// What is told of a URL that cannot be asked for.
    pub fn refused(&self, url: String, why: String) -> Chain {
        Chain {
            url,
            assumed: None,
            hops: Vec::new(),
            problems: vec![Problem { id: "unusable-url", hop: 0, title: why }],
            failure: None,
            expected: self.expected(&[]).0,
            ok: false,
            time: Duration::ZERO,
        }
    }

    fn expected(&self, hops: &[Hop]) -> (String, bool) {
        let statuses: Vec<Option<u16>> = hops.iter().map(Hop::status).collect();
        if let Some(expect) = &self.options.expect {
            return (expect.to_string(), expect.holds(&statuses));
        }
        let is_fine = statuses.last().copied().flatten().is_some_and(|status| (100..400).contains(&status));
        ("a status below 400".to_owned(), is_fine)
    }
}

/// A chain that is being followed.
struct Travels<'a> {
    checker: &'a Checker,
    given: &'a Url,
    hops: Vec<Hop>,
    urls: Vec<Url>,
    problems: Vec<Problem>,
}

impl Travels<'_> {
    /// Follows the redirects; why it broke off, if it did.
    fn go(&mut self, wait: &Wait, kept: &mut Option<Kept>, observe: &mut dyn FnMut(Event<'_>)) -> Option<Failure> {
        let Checker { options, trust, .. } = self.checker;
        let mut request = Request::first(self.given, options);
        let mut cookies = Cookies::default();
        let mut asked = HashSet::new();
        let mut has_content = true;
        loop {
            let number = self.hops.len();
            asked.insert(key(&request));
            let way = Way { options, trust, wait, hop: number };
            let mut hop = travel(&request, &way, kept, observe);
            let leads = hop.response().map_or(Leads::Nowhere, |response| {
                cookies.take(&request.url, response);
                leads(&request.url, &request.method, response)
            });
            hop.location = match &leads {
                Leads::Nowhere => None,
                Leads::To { url, .. } => Some(url.to_string()),
                Leads::Refused(_) => hop.response().and_then(super::redirect::location),
            };
            let failure = hop.failure.clone();
            let status = hop.status().unwrap_or_default();
            observe(Event::Ended { hop: number, done: &hop });
            self.hops.push(hop);
            self.urls.push(request.url.clone());
            if failure.is_some() || !options.follow {
                return failure;
            }
            let (url, method, keeps_content) = match leads {
                Leads::Nowhere => return None,
                Leads::Refused(why) => {
                    self.problems.push(Problem { id: "redirect-refused", hop: number, title: why.clone() });
                    return Some(Failure::new("invalid-url", Phase::Response, why));
                }
                Leads::To { url, method, keeps_content } => (url, method, keeps_content),
            };
            let notes = notes(&request.url, &url, &request.method, &method, status, options);
            self.problems.extend(notes.into_iter().map(|Note { id, title }| Problem { id, hop: number, title }));
            has_content &= keeps_content;
            let content = options.content.as_deref().filter(|_| has_content);
            let next = Request::new(&method, &url, options, content, Some(self.given), &cookies.value(&url));
            if asked.contains(&key(&next)) {
                let title = format!("it leads to where it was before: {}", brief(&url));
                self.problems.push(Problem { id: "redirect-loop", hop: number, title: title.clone() });
                return Some(Failure::new("too-many-redirects", Phase::Response, format!("a loop: {title}")));
            }
            if self.hops.len() > options.max_redirects {
                let detail = format!("more than {} redirects", options.max_redirects);
                return Some(Failure::new("too-many-redirects", Phase::Response, detail));
            }
            request = next;
        }
    }
}

/// What makes two requests the same: a server that sets a cookie and leads back may answer otherwise then.
fn key(request: &Request) -> (String, String, Option<String>) {
    let mut url = request.url.clone();
    url.set_fragment(None);
    (request.method.clone(), url.to_string(), request.value("cookie").map(str::to_owned))
}
