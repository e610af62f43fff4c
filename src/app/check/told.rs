//! What happens while a URL is checked, with what it means: what its job tells.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use crate::catalog::{Catalog, Index};
use crate::check::report::{explained, markdown, shown, told};
use crate::check::{Chain, Event, Hop, Problem};
use crate::explain::{Explainer, Next};
use crate::lint::Finding;
use crate::sender::Path;

/// How many causes are kept; the page has the others.
const CAUSES: usize = 3;

/// Something that happened. All but the first and the last is about the hop that began last.
#[derive(Debug, Clone, PartialEq)]
pub enum Happened {
    /// A hop begins.
    Started {
        /// Its URL, without a password.
        url: String,
        /// Its method.
        method: String,
    },
    /// It is connected to this address.
    Connected(String),
    /// Its request is about to be sent.
    Sending,
    /// An interim response came, with this status.
    Interim(u16),
    /// It is over.
    Ended(Box<ToldHop>),
    /// There is no other hop.
    Over(Box<Outcome>),
}

/// A hop that is over, with what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldHop {
    /// What was sent and what came.
    pub hop: Arc<Hop>,
    /// The page of its status, or of its failure where it has none.
    pub page: Option<Index>,
    /// Who sent the response, and why that is believed.
    pub sender: Option<String>,
    /// On which way it came.
    pub path: Path,
    /// What is wrong with the messages, the worst first.
    pub findings: Vec<Finding>,
    /// What the status or failure means, in a sentence or two.
    pub means: String,
    /// What to look at where something went wrong, likeliest first.
    pub next: Vec<Next>,
}

/// What came of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Whether all was as expected.
    pub ok: bool,
    /// How many hops there were.
    pub hops: usize,
    /// How long they took.
    pub time: Duration,
    /// What is to be said of the whole of them.
    pub problems: Vec<Problem>,
    /// All of it as Markdown.
    pub markdown: String,
}

impl Happened {
    /// What an event of a check means.
    pub fn new(event: Event<'_>, catalog: &Catalog, explainer: &mut Explainer<'_>) -> Self {
        match event {
            Event::Started { url, method, .. } => Self::Started { url: url.to_owned(), method: method.to_owned() },
            Event::Connected { address, .. } => Self::Connected(address.to_owned()),
            Event::Sending { .. } => Self::Sending,
            Event::Interim { status, .. } => Self::Interim(status),
            Event::Ended { done, .. } => Self::Ended(Box::new(ToldHop::new(done, catalog, explainer))),
        }
    }

    /// What a whole chain means.
    pub fn over(chain: &Chain, explainer: &mut Explainer<'_>) -> Self {
        Self::Over(Box::new(Outcome {
            ok: chain.ok,
            hops: chain.hops.len(),
            time: chain.time,
            problems: told(chain).into_iter().cloned().collect(),
            markdown: markdown(chain, explainer),
        }))
    }
}

impl ToldHop {
    fn new(hop: &Hop, catalog: &Catalog, explainer: &mut Explainer<'_>) -> Self {
        let (messages, entry) = (shown(hop), hop.failure.as_ref().map(|failure| failure.id));
        let explanation = explained(explainer, hop, &messages, entry);
        let of_status = || explanation.as_ref().and_then(|explanation| explanation.entries[explanation.subject]);
        let failure = hop.failure.as_ref().filter(|_| hop.response().is_none());
        let page = failure.map_or_else(of_status, |failure| catalog.find(failure.id));
        let means = page.and_then(|index| catalog.page(index).ok()).map(|page| page.summary.clone());
        let next = match (&explanation, failure) {
            (_, Some(failure)) => explainer.failed(failure.id),
            (Some(explanation), None) if hop.failure.is_some() || hop.status().is_some_and(|status| status >= 400) => {
                explanation.next.clone()
            }
            _ => Rc::default(),
        };
        Self {
            page,
            means: means.unwrap_or_default(),
            next: next.iter().take(CAUSES).cloned().collect(),
            sender: explanation.as_ref().and_then(|explanation| explanation.verdict.sender.clone()),
            path: explanation.as_ref().map(|explanation| explanation.path.clone()).unwrap_or_default(),
            findings: explanation.map_or_else(Vec::new, |explanation| explanation.findings),
            hop: Arc::new(hop.clone()),
        }
    }

    /// Whether a response came, which can be explained.
    pub fn has_response(&self) -> bool {
        self.hop.response().is_some()
    }
}
