//! What the screen says while there is nothing to see.

use crate::app::told_finding::line;
use crate::document::{Line, Options};
use crate::text::{Role, Span, wrap};

/// The column at which it is said what a route does, where there is room.
const COLUMN: usize = 26;
/// The width from which on there is.
const WIDE: usize = 64;

/// Routes to begin with, and what they do.
const ROUTES: &[(&str, &str)] = &[
    ("/status/503", "any status, with the fields that belong to it"),
    ("/status/103,200", "interim responses, and then the final one"),
    ("/flaky?fail=2&code=503", "fails twice, then succeeds"),
    ("/redirect/3", "redirects three times; most routes are httpbin's"),
    ("/get?delay=2s", "any route, late"),
    ("/get?fault=reset", "any route, broken: reset, stall, truncated and others"),
    ("/", "a list of all routes"),
];

/// How the server is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waiting {
    /// It does not run; the key that starts it.
    Stopped(String),
    /// It could not be started, and why.
    Failed(String),
    /// It is being started.
    Starting,
    /// It runs there.
    Running(String),
}

/// The lines of it.
pub fn intro(waiting: &Waiting, options: Options) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut paragraph = |text: &str, role: Role| {
        let wrapped = wrap(text, role, options.width.max(8), options.keep_ticks);
        lines.extend(wrapped.into_iter().map(line));
        lines.push(Line::default());
    };
    match waiting {
        Waiting::Running(url) => {
            paragraph("Waiting for requests", Role::Strong);
            paragraph(&format!("Have your client ask {url}. Try `curl -i {url}/status/503`."), Role::Text);
        }
        Waiting::Starting => paragraph("Starting", Role::Strong),
        Waiting::Stopped(_) | Waiting::Failed(_) => {
            paragraph("A server for your client", Role::Strong);
            let text = "It answers on this machine with any status, as it should be or broken on purpose. See here what \
                came in, what went out, what is wrong with it, and what the client did next.";
            paragraph(text, Role::Text);
        }
    }
    match waiting {
        Waiting::Failed(why) => paragraph(why, Role::Wrong),
        Waiting::Stopped(key) => {
            paragraph(&format!("{key} starts it on http://127.0.0.1:8080, or on the next free port."), Role::Text);
        }
        _ => {}
    }
    for (route, does) in ROUTES {
        let mut spans = vec![Span::blank(2), Span::new(*route, Role::Code)];
        if options.width >= WIDE {
            spans.push(Span::blank(COLUMN.saturating_sub(route.len())));
            spans.push(Span::new(*does, Role::Text));
        }
        lines.push(line(spans));
    }
    lines
}
