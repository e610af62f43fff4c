//! What the screen says before anything was pasted.

use crate::document::{Line, Options};
use crate::text::{Role, Span, wrap};

/// The width from which on a source and what it holds stand in one line.
const WIDE: usize = 60;
/// The column at which it then stands.
const COLUMN: usize = 22;

/// What can be pasted, and what it holds.
const SOURCES: &[(&str, &str)] = &[
    ("curl -si URL", "the response"),
    ("curl -sv URL", "the request, too"),
    ("curl -siL URL", "every redirect on the way"),
    ("wget -S, HTTPie", "what they print"),
    ("a browser", "headers copied from its network panel"),
    ("a HAR file", "every request of a page, to pick from"),
];

/// The lines of it.
pub fn intro(options: Options) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut paragraph = |text: &str, role: Role| {
        let wrapped = wrap(text, role, options.width.max(8), options.keep_ticks);
        lines.extend(wrapped.into_iter().map(|spans| Line { spans, ..Line::default() }));
        lines.push(Line::default());
    };
    paragraph("Explain a response", Role::Strong);
    let what = "Paste one here, as you paste into a terminal, to see what is wrong with it and what to do. A log line or an \
                exception is searched for.";
    paragraph(what, Role::Text);
    paragraph("It may come from", Role::Muted);
    lines.pop();
    for (source, holds) in SOURCES {
        if options.width >= WIDE {
            let gap = Span::blank(COLUMN.saturating_sub(source.len()));
            let spans = vec![Span::blank(2), Span::new(*source, Role::Code), gap, Span::new(*holds, Role::Text)];
            lines.push(Line { spans, ..Line::default() });
        } else {
            let spans = vec![Span::blank(2), Span::new(*source, Role::Code)];
            lines.push(Line { spans, ..Line::default() });
        }
    }
    lines.push(Line::default());
    let text = "Nothing is sent anywhere. Longer ones: `httpdex explain FILE`.";
    let wrapped = wrap(text, Role::Muted, options.width.max(8), options.keep_ticks);
    lines.extend(wrapped.into_iter().map(|spans| Line { spans, ..Line::default() }));
    lines
}
