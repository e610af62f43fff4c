//! The request that is sent.

use base64::prelude::{BASE64_STANDARD, Engine};
use url::Url;

use super::options::{Agent, Options};
use super::target::origin;

/// What httpdex says that it is.
const HTTPDEX: &str = concat!("httpdex/", env!("CARGO_PKG_VERSION"));
/// What curl says that it is, as of the version that tests compare with.
const CURL: &str = "curl/7.88.1";
/// What Google's crawler says that it is.
const GOOGLEBOT: &str = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
/// What a browser says that it is.
const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
/// What asks for a page.
const PAGE: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The URL, without a password.
    pub url: Url,
    /// The field lines in order.
    pub fields: Vec<(String, String)>,
    /// The content.
    pub content: Vec<u8>,
}

impl Request {
    /// The request for the URL that was given. Name and password in it count where no others were given.
    pub fn first(url: &Url, options: &Options) -> Self {
        let content = options.content.clone();
        let usual = if content.is_some() { "POST" } else { "GET" };
        let method = options.method.clone().unwrap_or_else(|| usual.to_owned());
        Self::new(&method, url, options, content.as_deref(), Some(url), "")
    }

    /// A request for a URL. `given` is the URL for which fields and credentials were given; cookies come from the chain.
    pub fn new(
        method: &str,
        url: &Url,
        options: &Options,
        content: Option<&[u8]>,
        given: Option<&Url>,
        cookies: &str,
    ) -> Self {
        let is_same = given.is_some_and(|given| origin(given) == origin(url));
        let mut fields = usual(url, options);
        if let Some(credentials) = given.filter(|_| is_same).and_then(|given| credentials(given, options)) {
            fields.push(("Authorization".to_owned(), credentials));
        }
        if content.is_some() && options.is_form {
            fields.push(("Content-Type".to_owned(), "application/x-www-form-urlencoded".to_owned()));
        }
        if let Some(content) = content {
            fields.push(("Content-Length".to_owned(), content.len().to_string()));
        }
        let is_private = |name: &str| {
            ["authorization", "cookie", "host", "proxy-authorization"]
                .iter()
                .any(|private| name.eq_ignore_ascii_case(private))
        };
        let about_content = |name: &str| content.is_none() && name.to_ascii_lowercase().starts_with("content-");
        let given_fields = options.fields.iter().filter(|field| is_same || !is_private(&field.name));
        let given_fields: Vec<_> =
            given_fields.filter(|field| !about_content(&field.name) || is_first(given, url)).collect();
        for field in &given_fields {
            fields.retain(|(name, _)| !name.eq_ignore_ascii_case(&field.name));
        }
        for field in given_fields {
            if let Some(value) = &field.value {
                let line = (field.name.clone(), value.clone());
                // `Host` is the first, wherever it was given (RFC 9110 §7.2).
                if field.name.eq_ignore_ascii_case("host") { fields.insert(0, line) } else { fields.push(line) }
            }
        }
        if !cookies.is_empty() {
            match fields.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case("cookie")) {
                Some((_, value)) => *value = format!("{value}; {cookies}"),
                None => fields.push(("Cookie".to_owned(), cookies.to_owned())),
            }
        }
        let mut url = url.clone();
        // Only URLs without a host have no place for them.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        Self { method: method.to_owned(), url, fields, content: content.unwrap_or_default().to_vec() }
    }

    /// The value of a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Path and query, as they are asked for.
    pub fn path(&self) -> String {
        let path = self.url.path();
        self.url.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
    }

    /// The bytes of the request in HTTP/1.1; a proxy is asked for the whole URL (RFC 9112 §3.2.2).
    pub fn bytes(&self, is_proxied: bool) -> Vec<u8> {
        let mut url = self.url.clone();
        url.set_fragment(None);
        let target = if is_proxied { url.to_string() } else { self.path() };
        let mut out = format!("{} {target} HTTP/1.1\r\n", self.method);
        for (name, value) in &self.fields {
            out.extend([name.as_str(), if value.is_empty() { ":" } else { ": " }, value, "\r\n"]);
        }
        out.push_str("\r\n");
        let mut out = out.into_bytes();
        out.extend_from_slice(&self.content);
        out
    }
}

/// Whether it is the very URL that fields were given for.
fn is_first(given: Option<&Url>, url: &Url) -> bool {
    given == Some(url)
}

/// The fields that are sent whether they are given or not.
fn usual(url: &Url, options: &Options) -> Vec<(String, String)> {
    let (agent, accept) = match options.agent {
        Agent::Httpdex => (HTTPDEX, "*/*"),
        Agent::Curl => (CURL, "*/*"),
        Agent::Googlebot => (GOOGLEBOT, PAGE),
        Agent::Browser => (BROWSER, PAGE),
    };
    let agent = options.user_agent.as_deref().unwrap_or(agent);
    let mut fields = vec![("Host", host(url)), ("User-Agent", agent.to_owned()), ("Accept", accept.to_owned())];
    if options.agent == Agent::Browser {
        fields.push(("Accept-Language", "en-US,en;q=0.5".to_owned()));
    }
    // What is read here; browsers and crawlers take more codings.
    if options.compressed || matches!(options.agent, Agent::Browser | Agent::Googlebot) {
        fields.push(("Accept-Encoding", "gzip, deflate".to_owned()));
    }
    if options.agent == Agent::Browser {
        fields.push(("Upgrade-Insecure-Requests", "1".to_owned()));
    }
    if options.agent == Agent::Googlebot {
        fields.push(("From", "googlebot(at)googlebot.com".to_owned()));
    }
    // An empty value leaves the field out, as `curl -A ''` does.
    fields.retain(|(_, value)| !value.is_empty());
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Host and port as `Host` has them.
pub fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// The value of `Authorization`.
fn credentials(url: &Url, options: &Options) -> Option<String> {
    match &options.user {
        Some(user) => Some(basic(user)),
        None => in_url(url).map(|user| basic(&user)),
    }
}

/// Name and password of a URL, as they are meant: without their percent-encoding.
pub fn in_url(url: &Url) -> Option<String> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let plain = |text: &str| percent_decoded(text);
    Some(format!("{}:{}", plain(url.username()), plain(url.password().unwrap_or_default())))
}

/// Basic credentials (RFC 7617); without a colon the password is empty.
pub fn basic(user: &str) -> String {
    let user = if user.contains(':') { user.to_owned() } else { format!("{user}:") };
    format!("Basic {}", BASE64_STANDARD.encode(user.as_bytes()))
}

/// A text without its percent-encoding.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let decoded = hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::options::GivenField;
    use super::*;

    fn text(url: &str, options: &Options) -> String {
        String::from_utf8(Request::first(&Url::parse(url).unwrap(), options).bytes(false)).unwrap()
    }

    #[test]
    fn the_bytes_of_a_request() {
        let plain = text("http://example.com:8080/a?b#c", &Options::default());
        let agent = format!("User-Agent: {HTTPDEX}\r\n");
        assert_eq!(plain, format!("GET /a?b HTTP/1.1\r\nHost: example.com:8080\r\n{agent}Accept: */*\r\n\r\n"));
        let given = |text: &str| GivenField::new(text).unwrap();
        let options = Options {
            content: Some(b"a=b".to_vec()),
            is_form: true,
            user: Some("me:secret".into()),
            fields: vec![given("accept:"), given("Host: other"), given("X-Empty;")],
            user_agent: Some(String::new()),
            ..Options::default()
        };
        let expected = "POST / HTTP/1.1\r\nHost: other\r\nAuthorization: Basic bWU6c2VjcmV0\r\n\
            Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\nX-Empty:\r\n\r\na=b";
        assert_eq!(text("http://example.com/", &options), expected);
    }

    #[test]
    fn credentials_of_the_url_are_sent_and_not_shown() {
        let request = Request::first(&Url::parse("http://me:s%20t@a/").unwrap(), &Options::default());
        assert_eq!(request.value("authorization"), Some(&*basic("me:s t")));
        assert_eq!(request.url.as_str(), "http://a/");
    }

    #[test]
    fn what_is_private_stays_with_its_host() {
        let given = |text: &str| GivenField::new(text).unwrap();
        let fields = ["Cookie: a=b", "Authorization: Bearer x", "Host: c", "X-Other: y"].map(given).to_vec();
        let options = Options { fields, user: Some("me:secret".into()), ..Options::default() };
        let first = Url::parse("https://a/").unwrap();
        for other in ["https://b/", "http://a/", "https://a:8443/"] {
            let url = Url::parse(other).unwrap();
            let request = Request::new("GET", &url, &options, None, Some(&first), "");
            let names: Vec<&str> = request.fields.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, ["Host", "User-Agent", "Accept", "X-Other"], "{other}");
        }
        let same = Request::new("GET", &Url::parse("https://a/x").unwrap(), &options, None, Some(&first), "c=d");
        assert_eq!(same.value("Cookie"), Some("a=b; c=d"));
        assert_eq!(same.value("Authorization"), Some("Bearer x"));
    }
}
