//! URIs (RFC 3986), by the letter.

use fluent_uri::{Uri, UriRef};

/// Whether it is a reference, absolute or relative (RFC 3986 §4.1).
pub fn is_reference(text: &str) -> bool {
    UriRef::parse(text).is_ok()
}

/// Whether it is a URI: with a scheme (RFC 3986 §3).
pub fn is_uri(text: &str) -> bool {
    Uri::parse(text).is_ok()
}

/// Whether it is a URI without a fragment (RFC 3986 §4.3).
pub fn is_absolute(text: &str) -> bool {
    Uri::parse(text).is_ok_and(|uri| !uri.has_fragment())
}

/// Whether it is an origin: scheme, host and perhaps a port that is one, and nothing else (RFC 6454 §6.1).
pub(super) fn is_origin(text: &str) -> bool {
    is_uri(text) && text.split_once("://").is_some_and(|(_, host)| is_host(host))
}

/// Whether it is a host and perhaps a port that is one (RFC 3986 §3.2).
pub(super) fn is_host(text: &str) -> bool {
    let with_slashes = format!("//{text}");
    let Ok(uri) = UriRef::parse(&*with_slashes) else { return false };
    let Some(authority) = uri.authority() else { return false };
    let bare = uri.path().as_str().is_empty() && !uri.has_query() && !uri.has_fragment() && !authority.has_userinfo();
    bare && !authority.host().is_empty() && authority.port().is_none_or(|port| is_port(port.as_str()))
}

/// Whether it is the number of a port, or nothing (RFC 3986 §3.2.3).
fn is_port(text: &str) -> bool {
    let digits = text.trim_start_matches('0');
    digits.is_empty() && text.bytes().all(|b| b == b'0') || digits.parse::<u16>().is_ok() && !digits.starts_with('+')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_origin_is() {
        for good in ["https://a.example", "http://a:8080", "https://[::1]:1", "https://a:", "https://a:0000443"] {
            assert!(is_origin(good), "{good}");
        }
        for bad in ["https://a/", "a.example", "https://", "https://u@a", "https://a:65536", "https://a?b", "null"] {
            assert!(!is_origin(bad), "{bad}");
        }
    }

    #[test]
    fn references_hold_no_blanks_and_no_broken_addresses() {
        assert!(is_reference("") && is_reference("/a?b#c") && is_reference("http://[::1]/"));
        assert!(!is_reference("/a b") && !is_reference("http://[::1") && !is_reference("http://[::1]x"));
        assert!(!is_reference("/%4") && !is_reference("/é") && !is_reference("{a}"));
        assert!(is_uri("urn:a") && !is_uri("/a") && is_absolute("a:b") && !is_absolute("a:b#c"));
    }
}
