//! What a hop means, as it is printed.

use crate::check::Hop;
use crate::check::credentials::{printed, unquote};
use crate::explain::{About, Explainer, Explanation};
use crate::message::Message;

/// The messages of a hop without the credentials that were sent.
pub fn shown(hop: &Hop) -> Vec<Message> {
    printed(&hop.messages)
}

/// What a hop means, said of all that was sent, with `shown` in the place of its messages.
pub fn explained<'m>(
    explainer: &mut Explainer<'_>,
    hop: &'m Hop,
    shown: &'m [Message],
    entry: Option<&str>,
) -> Option<Explanation<'m>> {
    let mut explanation = explainer.explain(&hop.messages, About { url: Some(&hop.url), failure: None, entry })?;
    unquote(&mut explanation.findings, &hop.messages);
    explanation.messages = shown;
    Some(explanation)
}
