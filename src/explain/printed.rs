//! An explanation as JSON.

use serde::Serialize;

use crate::catalog::{Catalog, Page};
use crate::lint::{Caching, Finding};
use crate::message::{Fields, Message, Start, Strange};
use crate::sender::{Confidence, Found, Hop, Path};

use super::content::media_type;
use super::explanation::Explanation;
use super::next::{Next, next};

/// An explanation, as `--format json` prints it.
#[derive(Debug, Serialize)]
pub struct Printed<'a> {
    /// The URL that was asked for, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    #[serde(flatten)]
    exchange: PrintedExchange<'a>,
    failure: Option<&'a str>,
}

/// What is said of the messages of an exchange.
#[derive(Debug, Default, Serialize)]
pub struct PrintedExchange<'a> {
    messages: Vec<PrintedMessage<'a>>,
    findings: &'a [Finding],
    sender: Vec<PrintedSender<'a>>,
    path: Vec<PrintedHop<'a>>,
    caching: Option<&'a Caching>,
    next: &'a [Next],
}

#[derive(Debug, Serialize)]
struct PrintedSender<'a> {
    name: &'a str,
    id: &'a str,
    confidence: Confidence,
    why: &'a str,
}

/// A station on the way; `reached` is false where one in front of it answered in its place.
#[derive(Debug, Serialize)]
struct PrintedHop<'a> {
    name: &'a str,
    role: &'a str,
    spoke: bool,
    reached: bool,
}

#[derive(Debug, Serialize)]
struct PrintedMessage<'a> {
    kind: &'static str,
    version: &'a str,
    status: Option<String>,
    id: Option<&'a str>,
    reason: Option<&'a str>,
    method: Option<&'a str>,
    target: Option<&'a str>,
    interim: bool,
    line: Option<usize>,
    fields: Vec<PrintedField<'a>>,
    content: PrintedContent,
    trailers: Vec<PrintedField<'a>>,
}

#[derive(Debug, Serialize)]
struct PrintedField<'a> {
    name: &'a str,
    value: &'a str,
    line: Option<usize>,
}

#[derive(Debug, Serialize)]
struct PrintedContent {
    bytes: u64,
    media_type: Option<String>,
    complete: Option<bool>,
}

/// What is printed of a text without messages that reports a failure: the keys of an explanation, of which most are
/// empty.
#[derive(Debug, Serialize)]
pub struct PrintedFailure {
    messages: [(); 0],
    findings: [(); 0],
    sender: [(); 0],
    path: [(); 0],
    caching: Option<()>,
    failure: String,
    next: Vec<Next>,
}

impl PrintedFailure {
    /// What is printed of a failure.
    pub fn new(page: &Page) -> Self {
        let (failure, next) = (page.id.clone(), next(page));
        Self { messages: [], findings: [], sender: [], path: [], caching: None, failure, next }
    }
}

impl<'a> Printed<'a> {
    /// What is printed of an explanation.
    pub fn new(explanation: &'a Explanation<'_>, catalog: &'a Catalog, url: Option<&'a str>) -> Self {
        let failure = explanation.failure.map(|index| &*catalog.row(index).id);
        Self { url, exchange: PrintedExchange::new(explanation, catalog), failure }
    }
}

impl<'a> PrintedExchange<'a> {
    /// What is printed of the messages of an exchange.
    pub fn new(explanation: &'a Explanation<'_>, catalog: &'a Catalog) -> Self {
        let entries = explanation.messages.iter().zip(&explanation.entries);
        let id = |index: &Option<usize>| index.map(|index| &*catalog.row(index).id);
        Self {
            messages: entries.map(|(message, entry)| printed(message, id(entry))).collect(),
            findings: &explanation.findings,
            sender: explanation.senders.iter().map(sender).collect(),
            path: path(&explanation.path),
            caching: explanation.caching.as_ref(),
            next: &explanation.next,
        }
    }

    /// The same of an exchange of which there is nothing but what to look at next.
    pub fn of_nothing(next: &'a [Next]) -> Self {
        Self { next, ..Self::default() }
    }
}

fn sender(found: &Found) -> PrintedSender<'_> {
    let Found { sender, confidence, why, .. } = found;
    PrintedSender { name: &sender.name, id: &sender.id, confidence: *confidence, why }
}

fn path(path: &Path) -> Vec<PrintedHop<'_>> {
    let mut hops: Vec<PrintedHop<'_>> = Vec::with_capacity(path.hops.len() + 1);
    hops.extend(path.hops.iter().map(|Hop { name, role, spoke }| PrintedHop {
        name,
        role,
        spoke: *spoke,
        reached: true,
    }));
    if path.is_cut() {
        hops.push(PrintedHop { name: "application", role: "origin", spoke: false, reached: false });
    }
    hops
}

fn printed<'a>(message: &'a Message, id: Option<&'a str>) -> PrintedMessage<'a> {
    let (kind, reason, method, target) = match &message.start {
        Start::Request { method, target } => ("request", None, Some(&**method), Some(&**target)),
        Start::Response { reason, .. } => ("response", Some(&**reason), None, None),
    };
    PrintedMessage {
        kind,
        version: &message.version,
        status: message.status().and_then(|status| written(message, status)),
        id,
        reason,
        method,
        target,
        interim: message.interim(),
        line: Some(message.line).filter(|line| *line > 0),
        fields: fields(&message.fields),
        content: PrintedContent {
            bytes: message.content.length,
            media_type: media_type(message),
            complete: message.content.complete,
        },
        trailers: fields(&message.trailers),
    }
}

/// The status as it is written; `None` where no status line was captured.
fn written(message: &Message, status: u16) -> Option<String> {
    let odd = message.oddities.iter().find(|oddity| oddity.what == Strange::Status);
    match (status, odd) {
        (0, Some(odd)) => Some(odd.found.clone()),
        (0, None) => None,
        (status, _) => Some(format!("{status:03}")),
    }
}

fn fields(fields: &Fields) -> Vec<PrintedField<'_>> {
    let field = |field: &'_ crate::message::Field| (field.line > 0).then_some(field.line);
    fields.iter().map(|one| PrintedField { name: &one.name, value: &one.value, line: field(one) }).collect()
}
