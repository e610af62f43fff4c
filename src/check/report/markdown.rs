//! A chain as Markdown.

use std::fmt::Write;

use super::explained::{explained, shown};
use super::words::time;
use crate::check::Chain;
use crate::explain::{Explainer, markdown as explanation_markdown};
use crate::text::clean;
use crate::text::escape::{markdown as escape, markdown_cell, markdown_code, markdown_code_cell};

/// Writes a chain as Markdown: a table of the hops, what is to be said of them, and the last of them explained.
pub fn markdown(chain: &Chain, explainer: &mut Explainer<'_>) -> String {
    let mut out = format!("# {}\n\n", markdown_code(&clean(&chain.url)));
    let ok = if chain.ok { "As expected" } else { "Not as expected" };
    push(&mut out, &format!("{ok}: {}, in {}.\n", escape(&chain.expected), time(chain.time)));
    out.push_str("| Status | Method | URL | Address | Protocol | Time |\n| --- | --- | --- | --- | --- | --- |\n");
    for hop in &chain.hops {
        let status = hop.status().map(|status| status.to_string());
        let failure = hop.failure.as_ref().map(|failure| failure.id.to_owned());
        let cells = [status.or(failure).unwrap_or_default(), hop.method.clone()];
        let [status, method] = cells.map(|cell| markdown_cell(&clean(&cell)));
        let rest = [hop.address.clone(), hop.protocol.clone(), hop.timing.total.map(time)];
        let [address, protocol, total] = rest.map(|cell| markdown_cell(&clean(&cell.unwrap_or_default())));
        let url = markdown_code_cell(&clean(&hop.url));
        push(&mut out, &format!("| {status} | {method} | {url} | {address} | {protocol} | {total} |"));
    }
    if !chain.problems.is_empty() {
        out.push_str("\n## Problems\n\n");
        for problem in &chain.problems {
            push(&mut out, &format!("- hop {}: {}", problem.hop + 1, escape(&clean(&problem.title))));
        }
    }
    let last = chain.hops.last();
    let entry = last.and_then(|hop| hop.failure.as_ref()).map(|failure| failure.id);
    if let Some(last) = last.filter(|last| last.response().is_some())
        && let Some(explanation) = explained(explainer, last, &shown(last), entry)
    {
        out.push('\n');
        out.push_str(&explanation_markdown(&explanation));
    }
    out
}

fn push(out: &mut String, line: &str) {
    writeln!(out, "{line}").expect("writing to a String does not fail");
}
