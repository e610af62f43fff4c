//! What messages mean, laid out: what a job makes of a text that was pasted, or of a hop of a check.

use std::ops::Range;

use crate::app::place::{Captured, Pasted};
use crate::app::told_finding::{ToldFinding, line, told_finding};
use crate::catalog::{Catalog, Index};
use crate::check::Hop;
use crate::check::report::{explained, shown};
use crate::document::{Line, Options};
use crate::explain::{About, Explainer, Explanation, Parts, Row, lay_out, markdown, row, table, with_requests};
use crate::message::{Capture, Entry, Exchange, Format, Known, Strange, entries, read};
use crate::text::{Role, Span, clean};

/// What is to be explained, and for which columns it is to be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The messages.
    pub pasted: Pasted,
    /// The column of the verdict, and of the entries of an archive.
    pub head: Options,
    /// The column of the messages.
    pub message: Options,
    /// The column of the findings.
    pub side: Options,
}

/// What was made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What was wanted.
    pub wanted: Wanted,
    /// What it means.
    pub content: Content,
}

/// What a text turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Messages.
    Told(Told),
    /// An archive: its entries, a line each with the class of its status.
    Archive(Vec<(Line, Option<u8>)>),
    /// It cannot be read; why not.
    Unreadable(String),
}

/// Messages with what they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What happened.
    verdict: Vec<Line>,
    /// The lines of it that say what the status means.
    meaning: Range<usize>,
    /// The class of the status.
    pub class: Option<u8>,
    /// The entry of the status.
    pub page: Option<Index>,
    /// The messages.
    pub message: Vec<Line>,
    /// What is wrong, the worst first.
    pub findings: Vec<ToldFinding>,
    /// Who may store the answer, and what to look at next.
    pub after: Vec<Line>,
    /// All of it as Markdown.
    pub markdown: String,
}

impl Told {
    /// What happened, in so many lines: without the meaning of the status where that would be cut off.
    pub fn verdict(&self, room: usize) -> impl Iterator<Item = &Line> {
        let left_out = if self.verdict.len() > room { self.meaning.clone() } else { 0..0 };
        let lines = self.verdict.iter().enumerate().filter(move |(n, _)| !left_out.contains(n));
        lines.map(|(_, line)| line).take(room)
    }
}

/// Reads messages, checks them, and lays out what they mean.
pub fn explain(catalog: &Catalog, wanted: Wanted) -> Explained {
    let content = match &wanted.pasted.from {
        Captured::Text(text) => of_text(catalog, text, &wanted),
        Captured::Hop(hop) => of_hop(catalog, hop, &wanted),
    };
    Explained { wanted, content }
}

fn of_hop(catalog: &Catalog, hop: &Hop, wanted: &Wanted) -> Content {
    let (messages, entry) = (shown(hop), hop.failure.as_ref().map(|failure| failure.id));
    let explanation = explained(&mut Explainer::new(catalog), hop, &messages, entry);
    explanation.map_or_else(
        || Content::Unreadable("Nothing was sent at this hop, and nothing came".to_owned()),
        |explanation| Content::Told(told(catalog, &explanation, wanted)),
    )
}

fn of_text(catalog: &Catalog, text: &str, wanted: &Wanted) -> Content {
    let mut capture = read(text.as_bytes(), &Known::default());
    // How lines end says nothing here: terminals paste CR, LF, or both for each.
    for message in &mut capture.messages {
        message.oddities.retain(|oddity| oddity.what != Strange::LineFeedsOnly);
    }
    if capture.format == Format::Har {
        archive(catalog, text, wanted).unwrap_or_else(|why| Content::Unreadable(clean(&why).into_owned()))
    } else {
        let failure = capture.failure.clone();
        let none = Capture { format: capture.format, messages: Vec::new(), failure: None };
        let messages = with_requests(none, capture);
        let explanation =
            Explainer::new(catalog).explain(&messages, About { url: None, failure: failure.as_deref(), entry: None });
        explanation.map_or_else(
            || Content::Unreadable("There is no HTTP message in what was pasted".to_owned()),
            |explanation| Content::Told(told(catalog, &explanation, wanted)),
        )
    }
}

fn archive(catalog: &Catalog, text: &str, wanted: &Wanted) -> Result<Content, String> {
    let archive = entries(text).map_err(|error| format!("This is JSON, but no HAR file: {error}"))?;
    let mut explainer = Explainer::new(catalog);
    let about = |exchange: &Exchange| (Some(exchange.url.clone()), exchange.error.clone());
    if let Some(at) = wanted.pasted.entry {
        let number = at + 1;
        let entry = archive.entries.get(at).ok_or_else(|| format!("The archive has no entry {number}"))?;
        let exchange = entry.read().map_err(|error| format!("Entry {number} cannot be read: {error}"))?;
        let (url, failure) = about(&exchange);
        let about = About { url: url.as_deref(), failure: failure.as_deref(), entry: None };
        let explanation = explainer.explain(&exchange.messages, about);
        let explanation = explanation.ok_or_else(|| format!("Entry {number} has no message"))?;
        return Ok(Content::Told(told(catalog, &explanation, wanted)));
    }
    if archive.entries.is_empty() {
        return Err("The archive has no entries".to_owned());
    }
    let mut listed = |(entry, number): (&Entry<'_>, usize)| -> Row {
        match entry.read() {
            Ok(exchange) => {
                let (url, failure) = about(&exchange);
                let about = About { url: url.as_deref(), failure: failure.as_deref(), entry: None };
                let explanation = explainer.explain(&exchange.messages, about);
                row(number, Ok(&exchange), explanation.as_ref())
            }
            Err(error) => row(number, Err(&error.to_string()), None),
        }
    };
    let rows: Vec<Row> = archive.entries.iter().zip(1..).map(&mut listed).collect();
    Ok(Content::Archive(table(&rows, wanted.head)))
}

fn told(catalog: &Catalog, explanation: &Explanation<'_>, wanted: &Wanted) -> Told {
    let page = explanation.entries[explanation.subject];
    let Parts { messages, marks, .. } = lay_out(explanation, wanted.message);
    let Parts { verdict, meaning, .. } = lay_out(explanation, wanted.head);
    let Parts { caching, mut next, .. } = lay_out(explanation, wanted.side);
    // Its last paragraph names the command that shows the page, for which there is a key here.
    if let Some(at) = next.iter().rposition(|line| line.spans.is_empty()) {
        next.truncate(at);
    }
    let mut after = Vec::new();
    for (heading, part) in [("Caching", caching), ("Next", next)].into_iter().filter(|(_, part)| !part.is_empty()) {
        after.push(Line::default());
        after.push(line(vec![Span::new(heading, Role::Heading)]));
        after.extend(part);
    }
    let findings = explanation.findings.iter().zip(marks);
    Told {
        verdict,
        meaning,
        class: page.and_then(|index| catalog.row(index).class()),
        page,
        message: messages,
        findings: findings.map(|(finding, mark)| told_finding(finding, mark, "", wanted.side)).collect(),
        after,
        markdown: markdown(explanation),
    }
}
