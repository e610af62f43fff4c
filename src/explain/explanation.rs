//! What is made of the messages of an exchange.

use crate::catalog::{Catalog, Index};
use crate::lint::{self, Caching, Finding, Level};
use crate::message::{Capture, Message};

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
    pub next: Vec<Next>,
}

/// Works out what messages mean; `None` where there are none.
pub fn explain<'m>(catalog: &Catalog, messages: &'m [Message], about: About<'_>) -> Option<Explanation<'m>> {
    let is_final = |message: &Message| message.status().is_some() && !message.interim();
    let subject = messages.iter().rposition(is_final).or(messages.len().checked_sub(1))?;
    let entries: Vec<Option<Index>> = messages.iter().map(|message| entry(catalog, message)).collect();
    let page = entries[subject].and_then(|index| catalog.page(index).ok());
    let request = messages[..subject].iter().rfind(|message| message.method().is_some());
    let findings = lint::check(messages, about.url);
    let caching = is_final(&messages[subject]).then(|| lint::caching(&messages[subject], request));
    let verdict = verdict(messages, subject, entries[subject].map(|index| catalog.row(index)), page.as_ref(), about);
    let next = page.as_ref().map(next).unwrap_or_default();
    Some(Explanation { messages, entries, subject, verdict, findings, caching, next })
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

    /// The worst that was found at a line of a message; of a message of an archive, at a field by its name.
    pub(super) fn worst(&self, message: usize, line: usize, field: Option<&str>) -> Option<Level> {
        let is_here = |finding: &&Finding| {
            let by_name = || finding.field.as_deref().zip(field).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b));
            finding.message == message && if line > 0 { finding.line == Some(line) } else { by_name() }
        };
        self.findings.iter().filter(is_here).map(|finding| finding.level).min()
    }
}

/// The messages of a capture, with the requests of another in front of them.
pub fn with_requests(requests: Capture, capture: Capture) -> Vec<Message> {
    let requests = requests.messages.into_iter().filter(|message| message.method().is_some());
    requests.chain(capture.messages).collect()
}
