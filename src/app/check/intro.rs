//! What the screen says before anything was asked.

use crate::app::intro::Intro;
use crate::document::{Line, Options};
use crate::text::Role;

/// What can be typed, and what comes of it.
const EXAMPLES: &[(&str, &str)] = &[
    ("example.com", "https, as no scheme is given"),
    ("http://example.com", "whether it leads to https, and on which way"),
    ("localhost:8080/health", "http, as it is this machine"),
];

/// The lines of it.
pub fn intro(options: Options) -> Vec<Line> {
    let mut intro = Intro::new(options);
    intro.paragraph("Check a URL", Role::Strong);
    let text = "Follows it hop by hop, and says what came, how long each step took, and what is wrong with the \
        redirects, the certificate and the responses.";
    intro.paragraph(text, Role::Text);
    intro.examples("", EXAMPLES);
    let text = "Nothing is looked up or sent before Enter. `httpdex check --help` has more ways to ask.";
    intro.paragraph(text, Role::Muted);
    intro.into_lines()
}
