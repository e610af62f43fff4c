//! What the page of a failure says that no page of a code says.

use super::block::Block;
use crate::catalog::{Page, Step};
use crate::text::Role;

/// What a failure is, in a few words.
pub(super) const fn provenance(step: Option<Step>) -> &'static str {
    match step {
        None => "no status",
        Some(Step::Name) => "no status · the name of the host cannot be looked up",
        Some(Step::Connect) => "no status · no connection is made",
        Some(Step::Tls) => "no status · TLS cannot be negotiated",
        Some(Step::Request) => "no status · the request cannot be sent",
        Some(Step::Response) => "no status · no whole response arrives",
        Some(Step::Client) => "no status · the client gives up, or keeps what it received",
    }
}

/// What clients say, and the other names that the failure has.
pub(super) fn clients(page: &Page) -> Vec<Block> {
    let clients = page.clients.iter().filter(|clients| !clients.is_empty());
    let mut blocks: Vec<Block> = clients.map(|clients| Block::Clients(clients.clone())).collect();
    if page.step.is_some() && !page.aliases.is_empty() {
        blocks.push(Block::Fact("also", page.aliases.join(", ")));
    }
    blocks
}

/// What an intermediary answers instead, given as links, and what it says of it in a header field.
pub(super) fn becomes(page: &Page, links: Vec<Block>) -> Vec<Block> {
    let mut blocks = links;
    if let Some((last, others)) = page.proxy_status.split_last() {
        let named = |error: &String| format!("`{error}`");
        let others: Vec<String> = others.iter().map(named).collect();
        let or = if others.is_empty() { "" } else { " or " };
        let text = format!(
            "An intermediary that sends `Proxy-Status` (RFC 9209) names the error {}{or}{}.",
            others.join(", "),
            named(last)
        );
        blocks.push(Block::Paragraph(Role::Text, text));
    }
    blocks
}
