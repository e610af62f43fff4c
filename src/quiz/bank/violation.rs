//! What can be wrong with a response: the rules, and a validator that finds their violations.

use super::exchange::{Exchange, RawMessage};
use crate::quiz::question::Citation;

/// A rule that a response violates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Violation {
    NoWwwAuthenticate,
    NoAllow,
    NoProxyAuthenticate,
    NoUpgrade,
    NoConnection,
    NoWebSocketAccept,
    NoContentRange,
    NoCurrentLength,
    NoLocation,
    NoIm,
    LengthForbidden,
    CodingForbidden,
    ContentForbidden,
    ContentToHead,
    Length,
    LengthAndCoding,
    RetryAfter,
    Date,
    WrongMethod,
    NoCondition,
    NoRange,
    NoUpgradeAsked,
    ProblemStatus,
}

/// Every violation with its word in keys, and what a choice says of it. Each sentence claims both a rule and that this
/// exchange breaks it, so that it is false of every other exchange.
const TABLE: &[(Violation, &str, &str)] = &[
    (Violation::NoWwwAuthenticate, "www-authenticate", "`WWW-Authenticate` is required here and missing."),
    (Violation::NoAllow, "allow", "`Allow` is required here and missing."),
    (Violation::NoProxyAuthenticate, "proxy-authenticate", "`Proxy-Authenticate` is required here and missing."),
    (Violation::NoUpgrade, "upgrade", "`Upgrade` is required here and missing."),
    (Violation::NoConnection, "connection", "`Connection: Upgrade` is required here and missing."),
    (Violation::NoWebSocketAccept, "accept-key", "`Sec-WebSocket-Accept` is required here and missing."),
    (Violation::NoContentRange, "content-range", "`Content-Range` is required here and missing."),
    (Violation::NoCurrentLength, "current-length", "`Content-Range` should give the current length, and is missing."),
    (Violation::NoLocation, "location", "`Location` should be there, and is missing."),
    (Violation::NoIm, "im", "`IM` is required here and missing."),
    (Violation::LengthForbidden, "length-forbidden", "It has `Content-Length`, which this code forbids."),
    (Violation::CodingForbidden, "coding-forbidden", "It has `Transfer-Encoding`, which this code forbids."),
    (Violation::ContentForbidden, "content-forbidden", "It has content, which this code forbids."),
    (Violation::ContentToHead, "head", "It has content, which the request's method forbids."),
    (Violation::Length, "length", "`Content-Length` does not match the content."),
    (Violation::LengthAndCoding, "framing", "`Content-Length` stands beside `Transfer-Encoding`."),
    (Violation::RetryAfter, "retry-after", "`Retry-After` is neither whole seconds nor a date."),
    (Violation::Date, "date", "`Date` is not in the required format."),
    (Violation::WrongMethod, "method", "The request's method does not permit this code."),
    (Violation::NoCondition, "condition", "The request has no condition, which this code answers."),
    (Violation::NoRange, "range", "The request asks for no range, which this code answers."),
    (Violation::NoUpgradeAsked, "asked", "The request asks for no upgrade, which this code answers."),
    (Violation::ProblemStatus, "problem-status", "`status` differs from the status line."),
];

impl Violation {
    /// Every violation.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|(violation, ..)| *violation)
    }

    fn row(self) -> &'static (Self, &'static str, &'static str) {
        TABLE.iter().find(|(violation, ..)| *violation == self).expect("a test looks every violation up")
    }

    /// The word for it in a question's key.
    pub(super) fn id(self) -> &'static str {
        self.row().1
    }

    /// What a choice says of it.
    pub(super) fn claim(self) -> &'static str {
        self.row().2
    }

    /// Whether any response can have it, whatever its code.
    pub(super) const fn is_general(self) -> bool {
        matches!(self, Self::ContentToHead | Self::Length | Self::LengthAndCoding | Self::Date)
    }

    /// The rule, and where it stands; `of_code` is the section that defines the code.
    pub(super) fn rule(self, status: u16, of_code: &Citation) -> (String, Citation) {
        let (rule, source) = match self {
            Self::NoWwwAuthenticate => ("A 401 MUST carry `WWW-Authenticate` with at least one challenge.", None),
            Self::NoAllow => ("A 405 MUST list the currently supported methods in `Allow`.", None),
            Self::NoProxyAuthenticate => ("A 407 MUST carry `Proxy-Authenticate` with a challenge.", None),
            Self::NoUpgrade => ("It MUST carry `Upgrade`, which names the protocols.", None),
            Self::NoConnection => {
                ("Whoever sends `Upgrade` MUST also send `Connection: Upgrade`.", Some(("9110", "7.8")))
            }
            Self::NoWebSocketAccept => (
                "A server that accepts a WebSocket handshake MUST answer its key in `Sec-WebSocket-Accept`.",
                Some(("6455", "4.2.2")),
            ),
            Self::NoContentRange => {
                ("A 206 with a single part MUST say in `Content-Range` which part it is.", Some(("9110", "15.3.7.1")))
            }
            Self::NoCurrentLength => {
                ("A 416 to a byte-range request SHOULD give the current length in `Content-Range`.", None)
            }
            Self::NoLocation => ("The server SHOULD send `Location`; without it the client cannot follow.", None),
            Self::NoIm => ("A delta-encoded response MUST list its delta coding in `IM`.", Some(("3229", "10.3"))),
            Self::LengthForbidden => ("`Content-Length` MUST NOT be sent with a 1xx or 204.", Some(("9110", "8.6"))),
            Self::CodingForbidden => ("`Transfer-Encoding` MUST NOT be sent with a 1xx or 204.", Some(("9112", "6.1"))),
            Self::ContentForbidden if status == 205 => ("The server MUST NOT generate content in a 205.", None),
            Self::ContentForbidden if status < 200 => {
                ("A 1xx ends with its header section; it cannot have content.", Some(("9110", "15.2")))
            }
            Self::ContentForbidden => ("It ends with its header section; it cannot have content.", None),
            Self::ContentToHead => ("The server MUST NOT send content in response to `HEAD`.", Some(("9110", "9.3.2"))),
            Self::Length => (
                "`Content-Length` is the number of bytes of the content; a wrong one breaks the framing.",
                Some(("9110", "8.6")),
            ),
            Self::LengthAndCoding => (
                "A sender MUST NOT send `Content-Length` in a message with `Transfer-Encoding`.",
                Some(("9112", "6.2")),
            ),
            Self::RetryAfter => {
                ("`Retry-After` is a whole number of seconds or an HTTP-date.", Some(("9110", "10.2.3")))
            }
            Self::Date => (
                "A sender MUST generate timestamps as IMF-fixdate, such as `Sun, 06 Nov 1994 08:49:37 GMT`.",
                Some(("9110", "5.6.7")),
            ),
            Self::WrongMethod => (
                "A 304 answers a conditional GET or HEAD only; where `If-None-Match` fails for another method, 412 is sent.",
                None,
            ),
            Self::NoCondition => ("A 304 answers a conditional request only; this one has no condition.", None),
            Self::NoRange => ("The code answers a request with `Range` only; this one has none.", None),
            Self::NoUpgradeAsked => (
                "A server MUST NOT switch to a protocol that the client did not name in `Upgrade`.",
                Some(("9110", "7.8")),
            ),
            Self::ProblemStatus => {
                ("The `status` of Problem Details MUST be the status code of the response.", Some(("9457", "3.1.2")))
            }
        };
        (rule.to_owned(), source.map_or_else(|| of_code.clone(), |(number, section)| rfc(number, section)))
    }
}

/// A section of an RFC.
pub(super) fn rfc(number: &str, section: &str) -> Citation {
    Citation {
        title: format!("RFC {number} §{section}"),
        url: format!("https://www.rfc-editor.org/rfc/rfc{number}.html#section-{section}"),
    }
}

/// The violations in an exchange, each once.
pub(super) fn violations(exchange: &Exchange) -> Vec<Violation> {
    let broken = |violation: &Violation| exchange.responses.iter().any(|response| has(*violation, exchange, response));
    Violation::all().filter(broken).collect()
}

/// Whether a response has a violation.
fn has(violation: Violation, exchange: &Exchange, response: &RawMessage) -> bool {
    let Some(status) = response.status() else { return false };
    let request = &exchange.request;
    let lacks = |name| response.field(name).is_none();
    let without_length = status < 200 || status == 204;
    let is_empty = response.content.is_empty();
    match violation {
        Violation::NoWwwAuthenticate => status == 401 && lacks("WWW-Authenticate"),
        Violation::NoAllow => status == 405 && lacks("Allow"),
        Violation::NoProxyAuthenticate => status == 407 && lacks("Proxy-Authenticate"),
        Violation::NoUpgrade => matches!(status, 101 | 426) && lacks("Upgrade"),
        Violation::NoConnection => !lacks("Upgrade") && !response.lists("Connection", "Upgrade"),
        Violation::NoWebSocketAccept => {
            status == 101 && response.lists("Upgrade", "websocket") && lacks("Sec-WebSocket-Accept")
        }
        Violation::NoContentRange => {
            let has_parts =
                response.field("Content-Type").is_some_and(|value| value.starts_with("multipart/byteranges"));
            status == 206 && lacks("Content-Range") && !has_parts
        }
        Violation::NoCurrentLength => status == 416 && request.field("Range").is_some() && lacks("Content-Range"),
        Violation::NoLocation => matches!(status, 301..=303 | 307 | 308) && lacks("Location"),
        Violation::NoIm => status == 226 && lacks("IM"),
        Violation::LengthForbidden => without_length && !lacks("Content-Length"),
        Violation::CodingForbidden => without_length && !lacks("Transfer-Encoding"),
        Violation::ContentForbidden => (without_length || matches!(status, 205 | 304)) && !is_empty,
        Violation::ContentToHead => exchange.method() == "HEAD" && !(without_length || status == 304) && !is_empty,
        Violation::Length => {
            let has_content = !without_length && status != 304 && exchange.method() != "HEAD";
            let length = response.field("Content-Length").filter(|_| has_content && lacks("Transfer-Encoding"));
            length.is_some_and(|length| length.parse() != Ok(response.content.len()))
        }
        Violation::LengthAndCoding => !without_length && !lacks("Content-Length") && !lacks("Transfer-Encoding"),
        Violation::RetryAfter => {
            response.field("Retry-After").is_some_and(|value| !is_seconds(value) && !is_date(value))
        }
        Violation::Date => {
            ["Date", "Last-Modified"].iter().any(|name| response.field(name).is_some_and(|date| !is_date(date)))
        }
        Violation::WrongMethod => status == 304 && !matches!(exchange.method(), "GET" | "HEAD"),
        Violation::NoCondition => {
            status == 304 && ["If-None-Match", "If-Modified-Since"].iter().all(|name| request.field(name).is_none())
        }
        Violation::NoRange => matches!(status, 206 | 416) && request.field("Range").is_none(),
        Violation::NoUpgradeAsked => status == 101 && request.field("Upgrade").is_none(),
        Violation::ProblemStatus => problem_status(response).is_some_and(|said| said != u64::from(status)),
    }
}

/// The `status` of Problem Details.
pub(super) fn problem_status(response: &RawMessage) -> Option<u64> {
    response.field("Content-Type").filter(|value| value.starts_with("application/problem+json"))?;
    serde_json::from_str::<serde_json::Value>(&response.content).ok()?.get("status")?.as_u64()
}

fn is_seconds(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it is an IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT`.
fn is_date(value: &str) -> bool {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let digits = |text: &str, length| text.len() == length && is_seconds(text);
    let is_time = |time: &str| time.len() == 8 && time.split(':').filter(|part| digits(part, 2)).count() == 3;
    let parts: Vec<&str> = value.split(' ').collect();
    let [day, date, month, year, time, "GMT"] = parts[..] else { return false };
    day.strip_suffix(',').is_some_and(|day| DAYS.contains(&day))
        && digits(date, 2)
        && MONTHS.contains(&month)
        && digits(year, 4)
        && is_time(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_in_the_table_once() {
        let mut all: Vec<Violation> = Violation::all().collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), TABLE.len());
        assert_eq!(all.last(), Some(&Violation::ProblemStatus));
        assert_eq!(all.len(), Violation::ProblemStatus as usize + 1);
    }

    #[test]
    fn dates() {
        assert!(is_date("Sun, 06 Nov 1994 08:49:37 GMT"));
        for date in [
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "2026-11-22T14:03:07Z",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 +0000",
            "Sun, 06 Nov 1994 08:49 GMT",
            "",
        ] {
            assert!(!is_date(date), "{date}");
        }
    }
}
