//! The URL that was given.

use std::net::IpAddr;

use url::{Host, Url};

use super::credentials::without_user;

/// A URL to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The URL, with the scheme that it was given or that was assumed.
    pub url: Url,
    /// The scheme that was assumed, where none was given.
    pub assumed: Option<&'static str>,
}

impl Target {
    /// Reads a URL. Without a scheme it is `http` for this machine, and `https` for any other.
    ///
    /// # Errors
    /// Why it cannot be asked for, in a sentence that says what to do.
    pub fn new(text: &str) -> Result<Self, String> {
        let shown = Self::quoted(text);
        Self::read(text).map_err(|why| if shown.is_empty() { why } else { format!("{shown}: {why}") })
    }

    /// A text that is no URL as it is quoted: without name and password, cut and harmless.
    pub fn quoted(text: &str) -> String {
        let (shown, _) = without_user(text.trim());
        crate::text::clean(&crate::text::shorten(&shown, 200)).into_owned()
    }

    /// As [`Target::new`]; why it cannot be asked for does not quote the text, which may hold a password.
    ///
    /// # Errors
    /// Why it cannot be asked for, in a clause.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("the URL is empty; give one such as https://example.com/".to_owned());
        }
        let parse = |text: &str| Url::parse(text).map_err(|error| format!("it is no URL ({error})"));
        if let Some(scheme) = scheme(text) {
            let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
            if !known {
                let scheme = crate::text::shorten(scheme, 40);
                return Err(format!("`{scheme}` is not asked for; give a URL with http or https"));
            }
            return Ok(Self { url: parse(text)?, assumed: None });
        }
        let text = text.trim_start_matches("//");
        let assumed = parse(&format!("http://{text}"))?;
        if is_loopback(&assumed) {
            return Ok(Self { url: assumed, assumed: Some("http") });
        }
        Ok(Self { url: parse(&format!("https://{text}"))?, assumed: Some("https") })
    }

    /// The URL as it is shown: without name and password.
    pub fn shown(&self) -> String {
        shown(&self.url)
    }

    /// Whether name or password stand in it.
    pub fn has_credentials(&self) -> bool {
        !self.url.username().is_empty() || self.url.password().is_some()
    }
}

/// The scheme of a text, if it begins with one: `localhost:80` does not.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let is_port = !port.is_empty() && matches!(rest[port.len()..].chars().next(), None | Some('/' | '?' | '#'));
    // `user:password@host` has no scheme either.
    let is_user = !rest.starts_with("//") && rest.split(['/', '?', '#']).next().is_some_and(|part| part.contains('@'));
    let is_user = is_user && !scheme.eq_ignore_ascii_case("mailto");
    (is_scheme && !is_port && !is_user).then_some(scheme)
}

/// Whether a URL leads to this machine, by its name or address alone.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => is_local_name(name),
        Some(Host::Ipv4(address)) => address.is_loopback() || address.is_unspecified(),
        Some(Host::Ipv6(address)) => address.is_loopback() || address.is_unspecified(),
        None => false,
    }
}

/// Whether a name is that of this machine (RFC 6761 §6.3).
pub fn is_local_name(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost")
}

/// The host of a URL without brackets, as names are looked up and certificates are compared.
pub fn host(url: &Url) -> String {
    match url.host() {
        Some(Host::Domain(name)) => name.to_owned(),
        Some(Host::Ipv4(address)) => address.to_string(),
        Some(Host::Ipv6(address)) => address.to_string(),
        None => String::new(),
    }
}

/// The address that stands in a URL in the place of a name.
pub fn address(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Domain(_) => None,
        Host::Ipv4(address) => Some(address.into()),
        Host::Ipv6(address) => Some(address.into()),
    }
}

/// The port of a URL, its scheme's own where it has none.
pub fn port(url: &Url) -> u16 {
    url.port_or_known_default().unwrap_or(80)
}

/// Scheme, host and port of a URL (RFC 9110 §4.3.1): what is sent to one is for no other.
pub fn origin(url: &Url) -> (String, String, u16) {
    (url.scheme().to_owned(), host(url), port(url))
}

/// A URL as it is shown: without the password that may be in it.
pub fn shown(url: &Url) -> String {
    if url.username().is_empty() && url.password().is_none() {
        return url.to_string();
    }
    let mut url = url.clone();
    // Only URLs without a host have no place for them.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.to_string()
}

/// The same for a sentence.
pub fn brief(url: &Url) -> String {
    crate::text::shorten(&shown(url), 200).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_assumed() {
        for (text, url, assumed) in [
            ("example.com", "https://example.com/", Some("https")),
            ("//example.com/a", "https://example.com/a", Some("https")),
            ("example.com:8443/a?b#c", "https://example.com:8443/a?b#c", Some("https")),
            ("localhost:8080", "http://localhost:8080/", Some("http")),
            ("app.localhost/x", "http://app.localhost/x", Some("http")),
            ("127.0.0.1", "http://127.0.0.1/", Some("http")),
            ("[::1]:80/", "http://[::1]/", Some("http")),
            ("me:secret@example.com", "https://me:secret@example.com/", Some("https")),
            ("HTTP://Example.com", "http://example.com/", None),
            ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC", None),
        ] {
            let target = Target::new(text).expect(text);
            assert_eq!((target.url.as_str(), target.assumed), (url, assumed), "{text}");
        }
    }

    #[test]
    fn what_is_no_web_address_is_refused() {
        for text in ["", "file:///etc/passwd", "ftp://a/", "javascript:alert(1)", "mailto:a@b", "data:,x", "ws://a"] {
            assert!(Target::new(text).is_err(), "{text}");
        }
        for text in ["http://", "http://a:99999/", "https://[::1", "http://a b/", "exa mple.com"] {
            assert!(Target::new(text).unwrap_err().contains("it is no URL"), "{text}");
        }
        assert!(!Target::new("x:\x1b[2J").unwrap_err().contains('\x1b'));
    }

    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(shown(&Url::parse("http://me:secret@a/b").unwrap()), "http://a/b");
    }
}
