//! Breaks one rule of a valid exchange, and only that one.

use super::exchange::Exchange;
use super::violation::{Violation, problem_status, violations};
use crate::quiz::random::Random;

/// The exchange with exactly this violation in its first response; `None` when it cannot have it.
pub(super) fn with_violation(exchange: &Exchange, violation: Violation, random: &mut Random) -> Option<Exchange> {
    let mut broken = exchange.clone();
    (apply(&mut broken, violation, random).is_some() && violations(&broken) == [violation]).then_some(broken)
}

/// Changes what the rule is about; `None` when there is nothing to change.
fn apply(exchange: &mut Exchange, violation: Violation, random: &mut Random) -> Option<()> {
    let method = exchange.method().to_owned();
    let Exchange { request, responses } = exchange;
    let response = responses.first_mut()?;
    let status = response.status()?;
    let mut any = |values: &[&'static str]| values[random.below(values.len())];
    let done = match violation {
        Violation::NoWwwAuthenticate => status == 401 && response.remove("WWW-Authenticate"),
        Violation::NoAllow => response.remove("Allow"),
        Violation::NoProxyAuthenticate => response.remove("Proxy-Authenticate"),
        Violation::NoUpgrade => response.remove("Upgrade"),
        Violation::NoConnection => response.remove("Connection"),
        Violation::NoWebSocketAccept => response.remove("Sec-WebSocket-Accept"),
        Violation::NoContentRange | Violation::NoCurrentLength => response.remove("Content-Range"),
        // Of 303 the specification says in other words that there is one.
        Violation::NoLocation => status != 303 && response.remove("Location"),
        Violation::NoIm => response.remove("IM"),
        Violation::LengthForbidden => {
            response.add("Content-Length", "0");
            true
        }
        Violation::CodingForbidden => {
            response.add("Transfer-Encoding", "chunked");
            true
        }
        // An interim response is followed by the final one, which its content could not be told from.
        Violation::ContentForbidden => {
            let is_last = responses.len() == 1;
            let response = responses.first_mut()?;
            any(&["Saved.\n", "Done.\n", "All is well.\n"]).clone_into(&mut response.content);
            if response.field("Content-Length").is_some() {
                let length = response.content.len().to_string();
                response.replace("Content-Length", &length);
            }
            is_last
        }
        Violation::ContentToHead => {
            let is_get = method == "GET" && responses.len() == 1;
            exchange.set_method("HEAD");
            is_get
        }
        Violation::Length => {
            let length = response.content.len();
            let wrong = [length * 10, length / 10, 0];
            length > 9 && response.replace("Content-Length", &wrong[random.below(3)].to_string())
        }
        Violation::LengthAndCoding => {
            response.add("Transfer-Encoding", "chunked");
            let chunk = format!("{:x}\n{}\n0\n\n", response.content.len(), response.content);
            let is_short = (1..160).contains(&response.content.len());
            response.content = chunk;
            is_short
        }
        Violation::RetryAfter => {
            response.replace("Retry-After", any(&["30 seconds", "2m", "soon", "1.5", "-1", "PT30S"]))
        }
        Violation::Date => response.replace(
            "Date",
            any(&[
                "2026-11-22T14:03:07Z",
                "Sunday, 22-Nov-26 14:03:07 GMT",
                "Sun, 22 Nov 2026 15:03:07 +0100",
                "Sun Nov 22 14:03:07 2026",
                "1795356187",
            ]),
        ),
        Violation::WrongMethod => {
            exchange.set_method(any(&["DELETE", "OPTIONS"]));
            true
        }
        Violation::NoCondition => {
            ["If-None-Match", "If-Modified-Since"].iter().filter(|name| request.remove(name)).count() > 0
        }
        Violation::NoRange => request.remove("Range"),
        Violation::NoUpgradeAsked => {
            request.fields.retain(|(name, _)| !name.starts_with("Sec-WebSocket") && name != "Connection");
            request.remove("Upgrade")
        }
        Violation::ProblemStatus => {
            let said = problem_status(response)?;
            let other = if said == 400 { 500 } else { 400 };
            // The other member has the same length, so that the framing stays right.
            let (from, to) = (format!("\"status\":{said}"), format!("\"status\":{other}"));
            let changed = response.content.replacen(&from, &to, 1);
            let is_changed = changed != response.content;
            response.content = changed;
            is_changed
        }
    };
    done.then_some(())
}
