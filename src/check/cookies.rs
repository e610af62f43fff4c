//! Cookies within one chain of redirects (RFC 6265 §5).

use url::{Host, Url};

use super::target::is_local_name;
use crate::message::Message;

/// The most cookies that are kept.
const MOST: usize = 100;
/// The longest cookie that is kept, in bytes.
const LENGTH: usize = 4096;

/// A cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cookie {
    name: String,
    value: String,
    domain: String,
    /// Whether it is for the host alone that set it.
    is_host_only: bool,
    path: String,
    is_secure: bool,
}

/// The cookies of a chain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cookies(Vec<Cookie>);

impl Cookies {
    /// Takes what a response to a request for this URL sets.
    pub fn take(&mut self, url: &Url, response: &Message) {
        for field in response.fields.named("Set-Cookie") {
            let Some((cookie, is_over)) = parse(url, &field.value) else { continue };
            let is_same =
                |old: &Cookie| old.name == cookie.name && old.domain == cookie.domain && old.path == cookie.path;
            self.0.retain(|old| !is_same(old));
            if !is_over && self.0.len() < MOST {
                self.0.push(cookie);
            }
        }
    }

    /// The value of `Cookie` for a URL; empty where there is none for it.
    pub fn value(&self, url: &Url) -> String {
        let host = host(url);
        let is_secure = url.scheme() == "https" || super::target::is_loopback(url);
        let mut sent: Vec<&Cookie> = self
            .0
            .iter()
            .filter(|cookie| {
                let is_host = host == cookie.domain || (!cookie.is_host_only && is_below(&host, &cookie.domain));
                is_host && path_matches(url.path(), &cookie.path) && (is_secure || !cookie.is_secure)
            })
            .collect();
        // Longer paths first; those of the same length as they came.
        sent.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        let pairs: Vec<String> = sent.iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect();
        pairs.join("; ")
    }
}

/// A cookie, and whether it is one that is to be forgotten.
fn parse(url: &Url, text: &str) -> Option<(Cookie, bool)> {
    if text.len() > LENGTH || text.contains(|c: char| c.is_control() && c != '\t') {
        return None;
    }
    let mut parts = text.split(';');
    let (name, value) = parts.next()?.split_once('=')?;
    let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
    let host = host(url);
    let mut cookie = Cookie {
        name,
        value,
        domain: host.clone(),
        is_host_only: true,
        path: default_path(url.path()),
        is_secure: false,
    };
    let (mut is_over, mut has_age, mut has_path) = (false, false, false);
    for part in parts {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "domain" if !value.is_empty() => {
                let domain = value.strip_prefix('.').unwrap_or(value).to_ascii_lowercase();
                // Without a list of public suffixes, a name without a dot is taken for one.
                let may_be_set = domain == host || (is_below(&host, &domain) && domain.contains('.'));
                if !may_be_set {
                    return None;
                }
                cookie.is_host_only = domain == host && url.domain().is_none();
                cookie.domain = domain;
            }
            "path" if value.starts_with('/') => {
                value.clone_into(&mut cookie.path);
                has_path = true;
            }
            "secure" => cookie.is_secure = true,
            "max-age" => {
                if let Ok(age) = value.parse::<i64>() {
                    is_over = age <= 0;
                    has_age = true;
                }
            }
            // A year that is over is how cookies are taken back; nothing else ends within a chain.
            "expires" if !has_age => is_over = year(value).is_some_and(|year| year < this_year()),
            _ => {}
        }
    }
    let is_safe = url.scheme() == "https" || super::target::is_loopback(url);
    let lower = cookie.name.to_ascii_lowercase();
    let breaks_prefix = (lower.starts_with("__secure-") && !(cookie.is_secure && is_safe))
        || (lower.starts_with("__host-")
            && !(cookie.is_secure && is_safe && cookie.domain == host && has_path && cookie.path == "/"));
    let breaks_secure = cookie.is_secure && !is_safe;
    (!breaks_prefix && !breaks_secure).then_some((cookie, is_over))
}

fn host(url: &Url) -> String {
    match url.host() {
        Some(Host::Domain(name)) => name.to_ascii_lowercase(),
        _ => url.host_str().unwrap_or_default().to_owned(),
    }
}

/// Whether a host is below a domain; addresses are below nothing.
fn is_below(host: &str, domain: &str) -> bool {
    let is_name = host.parse::<std::net::IpAddr>().is_err() && !host.starts_with('[') && !is_local_name(domain);
    is_name && host.strip_suffix(domain).is_some_and(|before| before.ends_with('.'))
}

/// RFC 6265 §5.1.4.
fn path_matches(path: &str, of_cookie: &str) -> bool {
    path.strip_prefix(of_cookie)
        .is_some_and(|rest| rest.is_empty() || of_cookie.ends_with('/') || rest.starts_with('/'))
}

fn default_path(path: &str) -> String {
    match path.rfind('/') {
        Some(0) | None => "/".to_owned(),
        Some(at) => path[..at].to_owned(),
    }
}

/// The year of a date in any form of HTTP's: its first number of four digits, or of two behind a hyphen.
fn year(date: &str) -> Option<i64> {
    let numbers = date.split(|c: char| !c.is_ascii_digit());
    numbers.filter(|number| number.len() == 4).find_map(|number| number.parse().ok())
}

fn this_year() -> i64 {
    super::tls::date(crate::clock::now()).split('-').next().and_then(|year| year.parse().ok()).unwrap_or(1970)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Known, read};

    fn taken(from: &str, set: &[&str], to: &str) -> String {
        let lines: Vec<String> = set.iter().map(|value| format!("Set-Cookie: {value}\r\n")).collect();
        let lines = lines.concat();
        let text = format!("HTTP/1.1 302 Found\r\n{lines}Content-Length: 0\r\n\r\n");
        let response =
            read(text.as_bytes(), &Known { methods: vec!["GET".into()], wire: true }).messages.pop().unwrap();
        let mut cookies = Cookies::default();
        cookies.take(&Url::parse(from).unwrap(), &response);
        cookies.value(&Url::parse(to).unwrap())
    }

    #[test]
    fn cookies_go_where_they_belong() {
        let from = "https://www.a.example/x/y";
        for (set, to, sent) in [
            ("a=b", "https://www.a.example/x", "a=b"),
            ("a=b", "https://www.a.example/", ""),
            ("a=b; Path=/", "https://www.a.example/", "a=b"),
            ("a=b; Path=/x", "https://www.a.example/xy", ""),
            ("a=b; Path=/", "https://a.example/", ""),
            ("a=b; Path=/; Domain=a.example", "https://a.example/", "a=b"),
            ("a=b; Path=/; Domain=.A.example", "https://b.a.example/", "a=b"),
            ("a=b; Path=/; Domain=a.example", "https://xa.example/", ""),
            ("a=b; Path=/; Domain=example", "https://b.example/", ""),
            ("a=b; Path=/; Domain=other.example", "https://other.example/", ""),
            ("a=b; Path=/; Secure", "http://www.a.example/", ""),
            ("a=b; Path=/", "http://www.a.example/", "a=b"),
            ("a=b; Path=/; Max-Age=0", from, ""),
            ("a=b; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT", from, ""),
            ("a=b; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=9", from, "a=b"),
            ("__Host-a=b; Path=/; Secure", from, "__Host-a=b"),
            ("__Host-a=b; Path=/x; Secure", from, ""),
            ("__Secure-a=b; Path=/", from, ""),
            ("no pair", from, ""),
            ("a=\u{1b}[2J; Path=/", from, ""),
        ] {
            assert_eq!(taken(from, &[set], to), sent, "{set} to {to}");
        }
        assert_eq!(taken(from, &["a=1; Path=/", "b=2; Path=/x", "a=3; Path=/"], from), "b=2; a=3");
        assert_eq!(taken("http://a.example/", &["a=b; Secure"], "https://a.example/"), "");
        assert_eq!(taken("http://127.0.0.1:1/", &["a=b"], "http://127.0.0.1:2/"), "a=b");
    }
}
