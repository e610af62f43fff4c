//! How to ask.

use std::net::IpAddr;
use std::time::Duration;

use url::Url;

use super::expect::Expect;

/// How to ask for a URL. The defaults ask as curl does, and follow redirects.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Options {
    /// The method; GET, or POST where there is content, if none is given.
    pub method: Option<String>,
    /// Field lines, in order, over those that are sent anyway.
    pub fields: Vec<GivenField>,
    /// The content of the request.
    pub content: Option<Vec<u8>>,
    /// Whether the content is that of a form, as far as no field says otherwise.
    pub is_form: bool,
    /// Name and password (RFC 7617).
    pub user: Option<String>,
    /// The value of `User-Agent`.
    pub user_agent: Option<String>,
    /// As whom to ask.
    pub agent: Agent,
    /// Whether certificates that cannot be verified are told about and no more.
    pub insecure: bool,
    /// Certificates of the authorities that are trusted in place of the system's, as PEM.
    pub authorities: Option<Vec<u8>>,
    /// The addresses that may be used.
    pub family: Family,
    /// Addresses to use instead of looking a name up.
    pub resolve: Vec<Resolve>,
    /// Hosts to connect to instead of those in the URL.
    pub connect_to: Vec<ConnectTo>,
    /// The protocol.
    pub protocol: Protocol,
    /// Whether compressed content is asked for.
    pub compressed: bool,
    /// The proxy that was given; `Some("")` is none, whatever the environment says.
    pub proxy: Option<String>,
    /// Whether redirects are followed.
    pub follow: bool,
    /// How many redirects are followed.
    pub max_redirects: usize,
    /// How long the whole URL may take.
    pub timeout: Duration,
    /// How many bytes of content are read.
    pub max_body: usize,
    /// What is expected.
    pub expect: Option<Expect>,
    /// The proxies of the environment.
    pub environment: Proxies,
}

/// The most content that is read unless somebody asks for more.
pub const MAX_BODY: usize = 1 << 20;

impl Default for Options {
    fn default() -> Self {
        Self {
            method: None,
            fields: Vec::new(),
            content: None,
            is_form: false,
            user: None,
            user_agent: None,
            agent: Agent::Httpdex,
            insecure: false,
            authorities: None,
            family: Family::Any,
            resolve: Vec::new(),
            connect_to: Vec::new(),
            protocol: Protocol::Negotiated,
            compressed: false,
            proxy: None,
            follow: true,
            max_redirects: 20,
            timeout: Duration::from_secs(30),
            max_body: MAX_BODY,
            expect: None,
            environment: Proxies::default(),
        }
    }
}

/// A field line that was given as curl takes it: `Name: value`, `Name:` to leave a field out, `Name;` for one without
/// a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenField {
    /// Its name.
    pub name: String,
    /// Its value; `None` leaves the field out.
    pub value: Option<String>,
}

impl GivenField {
    /// Reads a field line.
    ///
    /// # Errors
    /// What is wrong with it, in a clause.
    pub fn new(text: &str) -> Result<Self, String> {
        let is_token = |name: &str| {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
        };
        if text.contains(['\r', '\n', '\0']) {
            return Err("a field line cannot hold a line end".to_owned());
        }
        if let Some((name, value)) = text.split_once(':') {
            let value = value.trim();
            if is_token(name) {
                let value = (!value.is_empty()).then(|| value.to_owned());
                return Ok(Self { name: name.to_owned(), value });
            }
        } else if let Some(name) = text.strip_suffix(';').filter(|name| is_token(name)) {
            return Ok(Self { name: name.to_owned(), value: Some(String::new()) });
        }
        Err("give a field as in `Accept: text/html`".to_owned())
    }
}

/// As whom to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agent {
    /// As httpdex.
    Httpdex,
    /// As Google's crawler.
    Googlebot,
    /// As curl.
    Curl,
    /// As a browser that opens a page.
    Browser,
}

/// The addresses that may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// All.
    Any,
    /// IPv4 alone.
    V4,
    /// IPv6 alone.
    V6,
}

impl Family {
    /// Whether an address may be used.
    pub const fn takes(self, address: IpAddr) -> bool {
        match self {
            Self::Any => true,
            Self::V4 => address.is_ipv4(),
            Self::V6 => address.is_ipv6(),
        }
    }
}

/// The protocol to ask in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// HTTP/2 where TLS negotiates it, else HTTP/1.1.
    Negotiated,
    /// HTTP/1.1.
    Http1,
    /// HTTP/2 without asking, over `http` too.
    Http2,
}

/// Addresses of a host and port: curl's `--resolve`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolve {
    /// As it was given.
    pub text: String,
    host: String,
    port: u16,
    /// The addresses.
    pub addresses: Vec<IpAddr>,
}

impl Resolve {
    /// Reads `HOST:PORT:ADDRESS[,ADDRESS]…`.
    ///
    /// # Errors
    /// What to give instead.
    pub fn new(text: &str) -> Result<Self, String> {
        let read = || {
            let (host, rest) = host_first(text.strip_prefix('+').unwrap_or(text))?;
            let (port, addresses) = rest.split_once(':')?;
            let address = |text: &str| text.trim_matches(['[', ']']).parse().ok();
            let addresses = addresses.split(',').map(address).collect::<Option<Vec<IpAddr>>>()?;
            Some(Self { text: text.to_owned(), host: host.to_ascii_lowercase(), port: port.parse().ok()?, addresses })
        };
        read().ok_or_else(|| "give HOST:PORT:ADDRESS, as in example.com:443:127.0.0.1".to_owned())
    }

    /// Whether it is about this host and port; `*` is any host.
    pub fn is_for(&self, host: &str, port: u16) -> bool {
        self.port == port && (self.host == "*" || self.host.eq_ignore_ascii_case(host))
    }
}

/// A host to connect to instead of another: curl's `--connect-to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectTo {
    /// As it was given.
    pub text: String,
    from: (String, Option<u16>),
    to: (String, Option<u16>),
}

impl ConnectTo {
    /// Reads `HOST1:PORT1:HOST2:PORT2`, of which every part may be empty.
    ///
    /// # Errors
    /// What to give instead.
    pub fn new(text: &str) -> Result<Self, String> {
        let port = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
        let read = || {
            let (host, rest) = host_first(text)?;
            let (from, rest) = rest.split_once(':')?;
            let (other, to) = host_first(rest)?;
            let (from, to) = ((host.to_ascii_lowercase(), port(from)?), (other.to_owned(), port(to)?));
            Some(Self { text: text.to_owned(), from, to })
        };
        read().ok_or_else(|| "give HOST1:PORT1:HOST2:PORT2, as in example.com:443:127.0.0.1:8443".to_owned())
    }

    /// Where to connect to for a host and port, where it is about them.
    pub fn other(&self, host: &str, port: u16) -> Option<(String, u16)> {
        let is_host = self.from.0.is_empty() || self.from.0.eq_ignore_ascii_case(host);
        let is_port = self.from.1.is_none_or(|from| from == port);
        let other = if self.to.0.is_empty() { host.to_owned() } else { self.to.0.clone() };
        (is_host && is_port).then(|| (other, self.to.1.unwrap_or(port)))
    }
}

/// A host, which may be an IPv6 address in brackets, and what follows its colon.
fn host_first(text: &str) -> Option<(&str, &str)> {
    match text.strip_prefix('[') {
        Some(text) => {
            let (host, rest) = text.split_once(']')?;
            Some((host, rest.strip_prefix(':')?))
        }
        None => text.split_once(':'),
    }
}

/// The proxies that the environment names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies {
    /// For `http`.
    pub http: Option<String>,
    /// For `https`.
    pub https: Option<String>,
    /// The hosts that are reached without one.
    pub none: String,
}

impl Proxies {
    /// What the variables say, as curl reads them: `http_proxy` in small letters alone, since a CGI script has
    /// `HTTP_PROXY` from a field of a request.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: &[&str]| names.iter().find_map(|name| variable(name)).filter(|value| !value.is_empty());
        let all = first(&["all_proxy", "ALL_PROXY"]);
        Self {
            http: first(&["http_proxy"]).or_else(|| all.clone()),
            https: first(&["https_proxy", "HTTPS_PROXY"]).or(all),
            none: first(&["no_proxy", "NO_PROXY"]).unwrap_or_default(),
        }
    }

    /// The proxy for a URL.
    pub fn of(&self, url: &Url) -> Option<&str> {
        let proxy = if url.scheme() == "https" { &self.https } else { &self.http };
        proxy.as_deref().filter(|_| !self.is_direct(&super::target::host(url)))
    }

    fn is_direct(&self, host: &str) -> bool {
        let is_it = |entry: &str| {
            let entry = entry.trim().trim_start_matches('.').to_ascii_lowercase();
            let host = host.to_ascii_lowercase();
            entry == "*"
                || (!entry.is_empty()
                    && (host == entry || host.strip_suffix(&entry).is_some_and(|before| before.ends_with('.'))))
        };
        self.none.split([',', ' ']).any(is_it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_lines() {
        let field = |text: &str| GivenField::new(text).map(|field| (field.name, field.value));
        assert_eq!(field("Accept: a/b "), Ok(("Accept".into(), Some("a/b".into()))));
        assert_eq!(field("Accept:"), Ok(("Accept".into(), None)));
        assert_eq!(field("X-Empty;"), Ok(("X-Empty".into(), Some(String::new()))));
        for text in ["", "no colon", "a b: c", ": c", "A: b\r\nC: d"] {
            assert!(field(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn other_addresses() {
        let resolve = Resolve::new("Example.com:443:127.0.0.1,[::1]").unwrap();
        assert!(resolve.is_for("example.com", 443) && !resolve.is_for("example.com", 80));
        assert_eq!(resolve.addresses.len(), 2);
        let connect = ConnectTo::new("a:443:[::1]:8443").unwrap();
        assert_eq!(connect.other("A", 443), Some(("::1".into(), 8443)));
        assert_eq!(connect.other("b", 443), None);
        assert_eq!(ConnectTo::new(":::8443").unwrap().other("b", 80), Some(("b".into(), 8443)));
        for text in ["", "a", "a:b", "a:80", "a:80:x", "a:80:"] {
            assert!(Resolve::new(text).is_err(), "{text}");
        }
        assert!(ConnectTo::new("a:1").is_err());
    }

    #[test]
    fn proxies_of_the_environment() {
        let variables =
            [("http_proxy", "p:1"), ("HTTP_PROXY", "bad"), ("ALL_PROXY", "q:2"), ("no_proxy", ".a.example, b")];
        let find =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let proxies = Proxies::of_environment(find);
        let of = |url: &str| proxies.of(&Url::parse(url).unwrap());
        assert_eq!(of("http://c/"), Some("p:1"));
        assert_eq!(of("https://c/"), Some("q:2"));
        for url in ["http://a.example/", "http://x.A.example/", "https://b/"] {
            assert_eq!(of(url), None, "{url}");
        }
        assert_eq!(of("http://xa.example/"), Some("p:1"));
    }
}
