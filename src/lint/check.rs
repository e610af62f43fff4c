//! Going through an exchange.

use crate::message::Message;

use super::finding::Finding;
use super::look::Look;
use super::report::Report;
use super::rules;

/// Checks the messages of an exchange, in order: requests, and the responses to the last request before them. `url` is
/// the request's, where it is known. The worst comes first.
pub fn check(messages: &[Message], url: Option<&str>) -> Vec<Finding> {
    let mut report = Report::default();
    let mut request = None;
    for (index, message) in messages.iter().enumerate() {
        report.message = index;
        let is_request = message.method().is_some();
        let look = Look { message, request: request.filter(|_| !is_request), url };
        rules::check(&look, &mut report);
        if is_request {
            request = Some(message);
        }
    }
    report.sorted()
}
