//! A chain on one line, and many of them in a sentence.

use std::time::Duration;

use super::words::time;
use crate::catalog::class_of;
use crate::check::Chain;
use crate::document::{Line, Options};
use crate::text::{Role, Span, ascii, clean};

/// How many hops are told by their statuses.
const HOPS: usize = 6;

/// A chain on one line, with the class of its last status.
pub fn one_line(chain: &Chain, options: Options) -> (Line, Option<u8>) {
    let status = chain.hops.last().and_then(crate::check::Hop::status);
    let class = status.and_then(|status| class_of(&status.to_string()));
    let mark = match (chain.ok, options.ascii) {
        (true, true) => Span::new("+ ", Role::Muted),
        (true, false) => Span::new("✓ ", Role::Muted),
        (false, true) => Span::new("x ", Role::Wrong),
        (false, false) => Span::new("✗ ", Role::Wrong),
    };
    let code = status.map_or_else(|| "---".to_owned(), |status| format!("{status:03}"));
    let mut spans = vec![mark, Span::new(format!("{code}  "), Role::Marker)];
    spans.push(Span::new(format!("{:>7}  ", time(chain.time)), Role::Muted));
    spans.push(Span::new(clean(&chain.url).into_owned(), Role::Code));
    if chain.hops.len() > 1 {
        let codes = chain
            .hops
            .iter()
            .take(HOPS)
            .map(|hop| hop.status().map_or_else(|| "-".to_owned(), |status| status.to_string()));
        let mut codes: Vec<String> = codes.collect();
        if chain.hops.len() > HOPS {
            codes.push("...".to_owned());
        }
        spans.push(Span::new(format!("  {}", codes.join(">")), Role::Muted));
    }
    let why = match &chain.failure {
        Some(failure) => Some(format!("{}: {}", failure.id, failure.detail)),
        None if !chain.ok => chain.problems.last().map(|problem| problem.title.clone()),
        None => None,
    };
    if let Some(why) = why {
        let why = clean(&why).into_owned();
        let why = if options.ascii { ascii(&why).into_owned() } else { why };
        spans.push(Span::new(format!("  {why}"), Role::Text));
    }
    (Line { spans, ..Line::default() }, class)
}

/// How many URLs were as expected, and how long it took.
pub fn summary(all: usize, ok: usize, taken: Duration) -> String {
    let urls = if all == 1 { "1 URL".to_owned() } else { format!("{all} URLs") };
    let said = match all - ok {
        0 => "all as expected".to_owned(),
        bad => format!("{ok} as expected, {bad} not"),
    };
    format!("{urls}: {said} in {}", time(taken))
}
