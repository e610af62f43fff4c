//! What the screen says before anything was pasted.

use crate::app::intro::Intro;
use crate::document::{Line, Options};
use crate::text::Role;

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
    let mut intro = Intro::new(options);
    intro.paragraph("Explain a response", Role::Strong);
    let what = "Paste one here, as you paste into a terminal, to see what is wrong with it and what to do. A log line or an \
                exception is searched for.";
    intro.paragraph(what, Role::Text);
    intro.examples("It may come from", SOURCES);
    intro.paragraph("Nothing is sent anywhere. Longer ones: `httpdex explain FILE`.", Role::Muted);
    intro.into_lines()
}
