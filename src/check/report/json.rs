//! A chain as JSON.

use std::rc::Rc;

use serde::Serialize;

use crate::catalog::Catalog;
use crate::check::{Address, Certificate, Chain, Failure, Hop, Problem, Timing};
use crate::explain::{Explainer, Explanation, Next, PrintedExchange};
use crate::message::Message;

use super::explained::{explained, shown};

/// A chain, as `--format json` prints it.
#[derive(Debug, Serialize)]
pub struct PrintedChain<'a> {
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    assumed_scheme: Option<&'static str>,
    hops: Vec<PrintedHop<'a>>,
    verdict: PrintedVerdict<'a>,
    failure: Option<&'a Failure>,
}

#[derive(Debug, Serialize)]
struct PrintedVerdict<'a> {
    ok: bool,
    expected: &'a str,
    problems: &'a [Problem],
}

#[derive(Debug, Serialize)]
struct PrintedHop<'a> {
    url: &'a str,
    method: &'a str,
    address: Option<&'a str>,
    addresses: &'a [Address],
    protocol: Option<&'a str>,
    location: Option<&'a str>,
    timing: Timing,
    tls: Option<&'a Certificate>,
    content_cut: bool,
    curl: &'a str,
    #[serde(flatten)]
    exchange: PrintedExchange<'a>,
}

/// What a hop means, and what to look at where it has no messages.
type Meaning<'a> = (Option<Explanation<'a>>, Rc<[Next]>);

fn meaning<'a>(explainer: &mut Explainer<'_>, hop: &'a Hop, shown: &'a [Message]) -> Meaning<'a> {
    let entry = hop.failure.as_ref().map(|failure| failure.id);
    let explanation = explained(explainer, hop, shown, entry);
    let next = match (&explanation, entry) {
        (None, Some(id)) => explainer.failed(id),
        _ => Rc::default(),
    };
    (explanation, next)
}

/// A chain as one object; `pretty` on many lines.
///
/// # Errors
/// When it cannot be written, which memory alone can be in the way of.
pub fn to_json(
    chain: &Chain,
    catalog: &Catalog,
    explainer: &mut Explainer<'_>,
    pretty: bool,
) -> serde_json::Result<String> {
    let messages: Vec<Vec<Message>> = chain.hops.iter().map(shown).collect();
    let all = chain.hops.iter().zip(&messages);
    let meanings: Vec<Meaning<'_>> = all.map(|(hop, shown)| meaning(explainer, hop, shown)).collect();
    let hops = chain.hops.iter().zip(&meanings).map(|(hop, (explanation, next))| PrintedHop {
        url: &hop.url,
        method: &hop.method,
        address: hop.address.as_deref(),
        addresses: &hop.addresses,
        protocol: hop.protocol.as_deref(),
        location: hop.location.as_deref(),
        timing: hop.timing,
        tls: hop.tls.as_ref(),
        content_cut: hop.is_cut,
        curl: &hop.shared_curl,
        exchange: match explanation {
            Some(explanation) => PrintedExchange::new(explanation, catalog),
            None => PrintedExchange::of_nothing(next),
        },
    });
    let printed = PrintedChain {
        url: &chain.url,
        assumed_scheme: chain.assumed,
        hops: hops.collect(),
        verdict: PrintedVerdict { ok: chain.ok, expected: &chain.expected, problems: &chain.problems },
        failure: chain.failure.as_ref(),
    };
    if pretty { crate::json::to_string_pretty(&printed) } else { crate::json::to_string(&printed) }
}
