//! Going through an exchange.

use std::collections::VecDeque;

use crate::message::Message;

use super::finding::Finding;
use super::look::Look;
use super::report::Report;
use super::rules;

/// Checks the messages of an exchange, in order; the worst finding comes first.
///
/// A response answers the earliest request that has no final response yet (RFC 9112 §9.3.2); without one it is checked
/// alone. `url` is that of the first request, where it is known: it holds until a response leads elsewhere.
pub fn check(messages: &[Message], url: Option<&str>) -> Vec<Finding> {
    let mut report = Report::default();
    let mut open: VecDeque<&Message> = VecDeque::new();
    let mut url = url;
    for (index, message) in messages.iter().enumerate() {
        report.message = index;
        let is_request = message.method().is_some();
        let request = if is_request { None } else { open.front().copied() };
        rules::check(&Look { message, request, url }, &mut report);
        if is_request {
            open.push_back(message);
        } else if !message.interim() {
            open.pop_front();
            let leads_on = message.status().is_some_and(|status| (300..400).contains(&status));
            url = url.filter(|_| !(leads_on && message.fields.has("Location")));
        }
    }
    report.sorted()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Known, read};

    fn ids(text: &str, url: Option<&str>) -> Vec<(usize, String)> {
        let bytes = text.replace('\n', "\r\n");
        let messages = read(bytes.as_bytes(), &Known { wire: true, ..Known::default() }).messages;
        check(&messages, url).into_iter().map(|finding| (finding.message, finding.id)).collect()
    }

    #[test]
    fn responses_answer_requests_in_order() {
        let text = "GET / HTTP/1.1\nHost: a\n\nGET / HTTP/1.1\nHost: a\nRange: bytes=0-0\n\n\
            HTTP/1.1 206 Partial Content\nContent-Length: 0\nContent-Range: bytes 0-0/1\n\n\
            HTTP/1.1 206 Partial Content\nContent-Length: 0\nContent-Range: bytes 0-0/1\n\n";
        let found = ids(text, None);
        let unasked: Vec<usize> = found.iter().filter(|(_, id)| id == "206-not-asked-for").map(|(at, _)| *at).collect();
        assert_eq!(unasked, [2]);
    }

    #[test]
    fn the_url_holds_until_a_response_leads_elsewhere() {
        let redirect = "HTTP/1.1 302 Found\nContent-Length: 0\nLocation: http://a/\n\n";
        let found = ids(&redirect.repeat(2), Some("https://a/"));
        let down: Vec<usize> = found.iter().filter(|(_, id)| id == "redirect-to-http").map(|(at, _)| *at).collect();
        assert_eq!(down, [0]);
    }
}
