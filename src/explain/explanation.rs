//! What is made of the messages of an exchange.

use std::collections::HashMap;
use std::rc::Rc;

use crate::catalog::{Catalog, Index, Page};
use crate::lint::{self, Caching, Finding, Level};
use crate::message::{Capture, Message, Start, Strange};
use crate::sender::{Found, Path, Seen};

use super::about::About;
use super::evidence::{Evidence, failure, in_front};
use super::next::{Next, next};
use super::verdict::{Verdict, verdict};

/// What an exchange means.
#[derive(Debug, Clone)]
pub struct Explanation<'m> {
    /// Its messages, in order.
    pub messages: &'m [Message],
    /// The entry of each message's status, where there is one.
    pub entries: Vec<Option<Index>>,
    /// The message that all else is about: the last final response, or else the last message.
    pub subject: usize,
    /// What happened, in few words.
    pub verdict: Verdict,
    /// What is wrong, the worst first.
    pub findings: Vec<Finding>,
    /// Who may have sent the subject, the likeliest first.
    pub senders: Vec<Found>,
    /// On which way it came.
    pub path: Path,
    /// The failure at which the exchange broke off.
    pub failure: Option<Index>,
    /// Who may store the subject; `None` if it is no response.
    pub caching: Option<Caching>,
    /// What to look at next, likeliest first.
    pub next: Rc<[Next]>,
}

/// Works out what messages mean.
#[derive(Debug)]
pub struct Explainer<'c> {
    catalog: &'c Catalog,
    /// What was read from pages already: an archive has many entries of one status.
    read: HashMap<Index, Read>,
}

/// What is said of a status by its page.
#[derive(Debug, Clone)]
struct Read {
    page: Option<Rc<Page>>,
    summary: Rc<str>,
    next: Rc<[Next]>,
}

impl<'c> Explainer<'c> {
    /// One that explains by a catalogue.
    pub fn new(catalog: &'c Catalog) -> Self {
        Self { catalog, read: HashMap::new() }
    }

    /// What messages mean; `None` where there are none.
    pub fn explain<'m>(&mut self, messages: &'m [Message], about: About<'_>) -> Option<Explanation<'m>> {
        let is_final = |message: &Message| message.status().is_some() && !message.interim();
        let subject = messages.iter().rposition(is_final).or(messages.len().checked_sub(1))?;
        let seen = |at: usize| Seen {
            response: &messages[at],
            request: messages[..at].iter().rfind(|message| message.method().is_some()),
        };
        let is_final_subject = is_final(&messages[subject]);
        let evidence = if is_final_subject { Evidence::of(seen(subject)) } else { Evidence::default() };
        let mut entries: Vec<Option<Index>> = Vec::with_capacity(messages.len());
        for (at, message) in messages.iter().enumerate() {
            entries.push(if at == subject { self.entry(message, &evidence) } else { self.entry_of_other(seen(at)) });
        }
        let read = entries[subject].map(|index| self.read(index));
        let request = messages[..subject].iter().rfind(|message| message.method().is_some());
        let findings = lint::check(messages, about.url);
        let caching = is_final(&messages[subject]).then(|| match usual(&messages[subject]) {
            Some(response) => lint::caching(&response, request),
            None => lint::caching(&messages[subject], request),
        });
        let row = entries[subject].map(|index| self.catalog.row(index));
        let summary = read.as_ref().map_or("", |read| &read.summary);
        let verdict = verdict(messages, subject, row, summary, about);
        let verdict = verdict.with_sender(evidence.senders.first(), &evidence.path);
        let failure = self.failure(&messages[subject], about);
        let next = self.next(read, &evidence, seen(subject), failure);
        let Evidence { senders, path } = evidence;
        Some(Explanation { messages, entries, subject, verdict, findings, senders, path, failure, caching, next })
    }

    /// What to look at where nothing was received: the causes that the page of a failure names.
    pub fn failed(&mut self, id: &str) -> Rc<[Next]> {
        self.catalog.find(id).map_or_else(Rc::default, |index| self.read(index).next)
    }

    /// The entry of the status of a message.
    fn entry(&self, message: &Message, evidence: &Evidence) -> Option<Index> {
        evidence.entry(self.catalog, message.status().filter(|status| *status > 0)?)
    }

    /// The same of a message that all else is not about: who sent it matters only to a status of a vendor's own.
    fn entry_of_other(&self, seen: Seen<'_>) -> Option<Index> {
        let status = seen.response.status().filter(|status| *status > 0)?;
        match self.catalog.find(&status.to_string()) {
            Some(index) => Some(index),
            None => Evidence::of(seen).entry(self.catalog, status),
        }
    }

    /// The failure at which an exchange broke off.
    fn failure(&self, subject: &Message, about: About<'_>) -> Option<Index> {
        let by_id = about.entry.and_then(|id| self.catalog.find(id));
        let by_words = || about.failure.and_then(|words| failure(self.catalog, words));
        let is_cut = subject.status().is_some() && subject.content.complete == Some(false);
        by_id.or_else(by_words).or_else(|| self.catalog.find("truncated-response").filter(|_| is_cut))
    }

    /// What to look at next, in the order of the evidence.
    fn next(&self, read: Option<Read>, evidence: &Evidence, seen: Seen<'_>, failure: Option<Index>) -> Rc<[Next]> {
        let is_response = seen.response.status().is_some();
        let (page, mut next) = read.map_or_else(|| (None, Rc::default()), |read| (read.page, read.next));
        if let Some(ordered) = page.filter(|_| is_response).and_then(|page| evidence.order(&page, &next, seen)) {
            next = ordered.into();
        }
        let own = evidence.own_code(self.catalog, seen);
        let broken = failure.map(|index| (index, "the exchange broke off".to_owned()));
        for (index, why) in own.into_iter().chain(broken) {
            if let Some(all) = in_front(self.catalog, index, why, &next) {
                next = all.into();
            }
        }
        next
    }

    /// What the page of an entry says; nothing where it cannot be read any more.
    fn read(&mut self, index: Index) -> Read {
        let read = || match self.catalog.page(index) {
            Ok(page) => {
                Read { summary: page.summary.as_str().into(), next: next(&page).into(), page: Some(Rc::new(page)) }
            }
            Err(_) => Read { page: None, summary: "".into(), next: Rc::default() },
        };
        self.read.entry(index).or_insert_with(read).clone()
    }
}

/// A response whose status line was not captured, as a 200: nothing else is known of who may store it.
fn usual(message: &Message) -> Option<Message> {
    let is_unknown = message.status() == Some(0) && !message.oddities.iter().any(|odd| odd.what == Strange::Status);
    let start = Start::Response { status: 200, reason: String::new() };
    is_unknown.then(|| Message { start, ..message.clone() })
}

impl Explanation<'_> {
    /// How many findings there are of a level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }

    /// The request that the subject answers, as far as it was captured.
    pub(super) fn request(&self) -> Option<usize> {
        self.messages[..self.subject].iter().rposition(|message| message.method().is_some())
    }

    /// What to look at next, for reading: what went well has no causes that anybody looks for.
    pub(super) fn to_look_at(&self) -> &[Next] {
        match self.messages[self.subject].status() {
            Some(0..300 | 304) | None if self.failure.is_none() => &[],
            _ => &self.next,
        }
    }

    /// The findings at a line of a message; of a message of an archive, at a field by its name.
    pub(super) fn pointing_at(&self, message: usize, line: usize, field: Option<&str>) -> impl Iterator<Item = usize> {
        let is_here = move |finding: &Finding| {
            let by_name = || finding.field.as_deref().zip(field).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b));
            finding.message == message && if line > 0 { finding.line == Some(line) } else { by_name() }
        };
        self.findings.iter().enumerate().filter(move |(_, finding)| is_here(finding)).map(|(at, _)| at)
    }

    /// The worst of these findings.
    pub(super) fn worst(&self, message: usize, line: usize, field: Option<&str>) -> Option<Level> {
        self.pointing_at(message, line, field).map(|at| self.findings[at].level).min()
    }
}

/// The messages of a capture, with the requests of another in front of them.
pub fn with_requests(requests: Capture, capture: Capture) -> Vec<Message> {
    let requests = requests.messages.into_iter().filter(|message| message.method().is_some());
    requests.chain(capture.messages).collect()
}
