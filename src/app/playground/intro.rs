//! What the screen says while there is nothing to see.

use crate::app::intro::Intro;
use crate::document::{Line, Options};
use crate::text::Role;

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
    let mut intro = Intro::new(options);
    match waiting {
        Waiting::Running(url) => {
            intro.paragraph("Waiting for requests", Role::Strong);
            intro.paragraph(&format!("Have your client ask {url}. Try `curl -i {url}/status/503`."), Role::Text);
        }
        Waiting::Starting => intro.paragraph("Starting", Role::Strong),
        Waiting::Stopped(_) | Waiting::Failed(_) => {
            intro.paragraph("A server for your client", Role::Strong);
            let text = "It answers on this machine with any status, as it should be or broken on purpose. See here what \
                came in, what went out, what is wrong with it, and what the client did next.";
            intro.paragraph(text, Role::Text);
        }
    }
    match waiting {
        Waiting::Failed(why) => intro.paragraph(why, Role::Wrong),
        Waiting::Stopped(key) => {
            intro
                .paragraph(&format!("{key} starts it on http://127.0.0.1:8080, or on the next free port."), Role::Text);
        }
        Waiting::Starting | Waiting::Running(_) => {}
    }
    intro.examples("", ROUTES);
    intro.into_lines()
}
