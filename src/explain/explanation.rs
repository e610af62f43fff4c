//! What is made of the messages of an exchange.

use std::collections::HashMap;
use std::rc::Rc;

use crate::catalog::{Catalog, Index};
use crate::lint::{self, Caching, Finding, Level};
use crate::message::{Capture, Message, Start, Strange};

use super::about::About;
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
        let entries: Vec<Option<Index>> = messages.iter().map(|message| entry(self.catalog, message)).collect();
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
        let next = read.map(|read| read.next).unwrap_or_default();
        Some(Explanation { messages, entries, subject, verdict, findings, caching, next })
    }

    /// What the page of an entry says; nothing where it cannot be read any more.
    fn read(&mut self, index: Index) -> Read {
        let read = || match self.catalog.page(index) {
            Ok(page) => Read { summary: page.summary.as_str().into(), next: next(&page).into() },
            Err(_) => Read { summary: "".into(), next: Rc::default() },
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

/// The entry of a status: the registry's, or else that of the first who uses the number.
fn entry(catalog: &Catalog, message: &Message) -> Option<Index> {
    let status = message.status().filter(|status| *status > 0)?;
    catalog.owners(&status.to_string()).next()
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
            Some(0..300 | 304) | None => &[],
            Some(_) => &self.next,
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
