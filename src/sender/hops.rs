//! The intermediaries that name themselves in a response: `Via`, `Cache-Status`, `Proxy-Status`.

use super::format::Sender;
use super::glob::is_like;
use super::known::known;
use crate::message::Fields;

/// The most that are kept.
const MOST: usize = 24;
/// The longest name of one.
const NAME: usize = 60;

/// An intermediary that names itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// Its name, as it gives it.
    pub(super) name: String,
    /// The sender that it is, if it is known.
    pub(super) sender: Option<&'static Sender>,
    /// The field that names it.
    pub(super) field: &'static str,
    /// Whether it says that an error made it write the response itself (RFC 9209 §2.1.1).
    pub(super) has_error: bool,
}

/// Those that name themselves, from the client to the origin: in each of these fields the nearest to the origin stands
/// first (RFC 9110 §7.6.3, RFC 9211 §2, RFC 9209 §2).
pub(super) fn hops(fields: &Fields) -> Vec<Named> {
    let mut all: Vec<Named> = Vec::new();
    for field in ["Via", "Cache-Status", "Proxy-Status"] {
        let elements = fields.named(field).flat_map(|line| elements(&line.value));
        let mut found: Vec<Named> = elements.take(MOST).filter_map(|element| named(field, element)).collect();
        found.reverse();
        for one in found {
            let is_it = |known: &&mut Named| match (known.sender, one.sender) {
                (Some(a), Some(b)) => known.field != field && a.id == b.id,
                _ => known.name == one.name && known.field != field,
            };
            match all.iter_mut().find(is_it) {
                Some(known) => known.has_error |= one.has_error,
                None => all.push(one),
            }
        }
    }
    all
}

/// The elements of a list, whose commas may stand in quotes and comments.
fn elements(value: &str) -> Vec<&str> {
    let (mut out, mut start, mut depth, mut is_quoted, mut is_escaped) = (Vec::new(), 0, 0_usize, false, false);
    for (at, byte) in value.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b'(' if !is_quoted => depth += 1,
            b')' if !is_quoted => depth = depth.saturating_sub(1),
            b',' if !is_quoted && depth == 0 => {
                out.push(value[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(value[start..].trim());
    out.retain(|element| !element.is_empty());
    out
}

fn named(field: &'static str, element: &str) -> Option<Named> {
    // `1.1 proxy.example:8080 (Squid/5.7)`; `"proxy.example"; error=connection_refused`.
    let name = match field {
        "Via" => element.split_whitespace().nth(1).filter(|name| !name.starts_with('('))?,
        _ => element.split(';').next().unwrap_or_default().trim().trim_matches('"'),
    };
    if name.is_empty() {
        return None;
    }
    let rest = if field == "Via" { element.split_once(' ').map_or(element, |(_, rest)| rest) } else { name };
    let is_it = |sender: &&Sender| sender.via.iter().any(|pattern| is_like(rest.trim(), pattern));
    Some(Named {
        name: name.chars().take(NAME).collect(),
        sender: known().iter().find(is_it),
        field,
        has_error: field == "Proxy-Status" && element.split(';').any(|part| part.trim().starts_with("error=")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Known, read};

    fn found(fields: &str) -> Vec<(String, Option<&'static str>)> {
        let input = format!("HTTP/1.1 502 Bad Gateway\n{fields}\n\n");
        let messages = read(input.as_bytes(), &Known::default()).messages;
        hops(&messages[0].fields).into_iter().map(|one| (one.name, one.sender.map(|sender| &*sender.id))).collect()
    }

    #[test]
    fn the_nearest_to_the_client_comes_first() {
        let names = |fields| found(fields).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        let expected = [("a.example".into(), Some("squid")), ("varnish".into(), Some("varnish")), ("x".into(), None)];
        assert_eq!(found("Via: 1.1 x, 1.1 varnish (Varnish/7.1, a)\nVia: 1.1 a.example (squid/5.7)"), expected);
        assert_eq!(names("Cache-Status: p; hit, \"CDN, \\\\\"; hit"), ["CDN, \\\\", "p"]);
        assert_eq!(names("Cache-Status: p; hit, \"CDN, \\\"; hit").len(), 2);
        assert_eq!(names("Via: 1.1 x\nProxy-Status: x; error=dns_error"), ["x"]);
        assert_eq!(found("Via: , , 1.1"), []);
    }
}
