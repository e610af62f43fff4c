//! What the screen says before anything was asked.

use crate::app::told_finding::line;
use crate::document::{Line, Options};
use crate::text::{Role, Span, wrap};

/// The width from which on an example and what is said of it stand in one line.
const WIDE: usize = 60;
/// The column at which it then stands.
const COLUMN: usize = 26;

/// What can be typed, and what comes of it.
const EXAMPLES: &[(&str, &str)] = &[
    ("example.com", "https, as no scheme is given"),
    ("http://example.com", "whether it leads to https, and on which way"),
    ("localhost:8080/health", "http, as it is this machine"),
];

/// The lines of it.
pub fn intro(options: Options) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut paragraph = |text: &str, role: Role| {
        let wrapped = wrap(text, role, options.width.max(8), options.keep_ticks);
        lines.extend(wrapped.into_iter().map(line));
        lines.push(Line::default());
    };
    paragraph("Check a URL", Role::Strong);
    let text = "Follows it hop by hop, and says what came, how long each step took, and what is wrong with the \
        redirects, the certificate and the responses.";
    paragraph(text, Role::Text);
    for (example, said) in EXAMPLES {
        let mut spans = vec![Span::blank(2), Span::new(*example, Role::Code)];
        if options.width >= WIDE {
            spans.push(Span::blank(COLUMN.saturating_sub(example.len())));
            spans.push(Span::new(*said, Role::Text));
        }
        lines.push(line(spans));
    }
    lines.push(Line::default());
    let text = "Nothing is looked up or sent before Enter. `httpdex check --help` has more ways to ask.";
    let wrapped = wrap(text, Role::Muted, options.width.max(8), options.keep_ticks);
    lines.extend(wrapped.into_iter().map(line));
    lines
}
