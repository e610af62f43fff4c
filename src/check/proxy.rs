//! Proxies: HTTP ones, by absolute URLs and tunnels (RFC 9110 §9.3.6), and SOCKS 5 (RFC 1928).

use std::net::IpAddr;

use url::Url;

use super::credentials::without_user;
use super::failure::{Failure, Phase};
use super::http::http1;
use super::options::Options;
use super::request::{basic, in_url};
use super::stream::{Broken, Stream};
use super::target::{host, port};
use super::wait::Wait;

/// A proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Name and password for it.
    user: Option<String>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Http,
    /// Whether the proxy looks names up.
    Socks {
        looks_up: bool,
    },
}

/// The most content of the answer of a proxy that refuses.
const CONTENT: usize = 16 << 10;

/// The proxy for a URL, if it is reached by one.
///
/// # Errors
/// When the proxy that was named is none.
pub fn proxy_of(url: &Url, options: &Options) -> Result<Option<Proxy>, Failure> {
    let named = match &options.proxy {
        Some(proxy) if proxy.is_empty() => None,
        Some(proxy) => Some(proxy.as_str()),
        None => options.environment.of(url),
    };
    named.map(|text| read(text).map_err(|why| Failure::new("proxy-failed", Phase::Connect, why))).transpose()
}

/// Reads a proxy as curl does: `http` where no scheme is given, port 1080 where no port is.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn read(text: &str) -> Result<Proxy, String> {
    let shown = without_user(text).0;
    let wrong = |why: &str| format!("the proxy {}: {why}", crate::text::clean(&crate::text::shorten(&shown, 100)));
    let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
    let kind = match scheme.to_ascii_lowercase().as_str() {
        "http" => Kind::Http,
        "socks5" => Kind::Socks { looks_up: false },
        "socks5h" => Kind::Socks { looks_up: true },
        _ => return Err(wrong("give one with http, socks5 or socks5h")),
    };
    // A scheme whose own port is no proxy's.
    let url = Url::parse(&format!("ws://{rest}")).map_err(|error| wrong(&format!("it is no URL ({error})")))?;
    // `url` leaves the usual port of a scheme out, and 80 may well have been given.
    let has_80 = rest.split(['/', '?', '#']).next().is_some_and(|authority| authority.ends_with(":80"));
    let port = url.port().unwrap_or(if has_80 { 80 } else { 1080 });
    Ok(Proxy { host: host(&url), port, user: in_url(&url), kind })
}

impl Proxy {
    /// Whether a request for this URL goes to the proxy itself, with the whole URL in it.
    pub fn is_asked_for(&self, url: &Url) -> bool {
        self.kind == Kind::Http && url.scheme() == "http"
    }

    /// The field with which a request to the proxy itself says who asks.
    pub fn authorization(&self) -> Option<(String, String)> {
        let user = self.user.as_deref()?;
        Some(("Proxy-Authorization".to_owned(), basic(user)))
    }

    /// Whether the proxy is given addresses, so that names are looked up here.
    pub fn wants_addresses(&self) -> bool {
        self.kind == Kind::Socks { looks_up: false }
    }

    /// Has a proxy to which a connection was made connect to the host of a URL, at an address if it wants one.
    ///
    /// # Errors
    /// When it does not, or not in time.
    pub fn tunnel(&self, stream: &mut Stream, url: &Url, address: Option<IpAddr>, wait: &Wait) -> Result<(), Failure> {
        match self.kind {
            Kind::Http => self.connect(stream, url, wait),
            Kind::Socks { .. } => self.socks(stream, url, address, wait),
        }
    }

    fn connect(&self, stream: &mut Stream, url: &Url, wait: &Wait) -> Result<(), Failure> {
        let target = format!("{}:{}", url.host_str().unwrap_or_default(), port(url));
        let mut request = format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n");
        if let Some((name, value)) = self.authorization() {
            request.extend([&name, ": ", &value, "\r\n"]);
        }
        request.push_str("\r\n");
        let answer = http1(stream, request.as_bytes(), "CONNECT", CONTENT, wait, &mut |_| {});
        let status = answer.response().and_then(crate::message::Message::status);
        match (status, answer.failure) {
            (Some(200..=299), None) => Ok(()),
            (Some(status @ 100..), _) => Err(failed(format!("the proxy answered CONNECT {target} with {status}"))),
            (_, Some(failure)) if failure.id == "cancelled" => Err(failure),
            (_, Some(failure)) => Err(failed(format!("the proxy did not answer CONNECT {target}: {}", failure.detail))),
            _ => Err(failed(format!("the proxy did not answer CONNECT {target}"))),
        }
    }

    fn socks(&self, stream: &mut Stream, url: &Url, address: Option<IpAddr>, wait: &Wait) -> Result<(), Failure> {
        let methods: &[u8] = if self.user.is_some() { &[5, 2, 0, 2] } else { &[5, 1, 0] };
        write(stream, methods, wait)?;
        match exact::<2>(stream, wait)? {
            [5, 0] => {}
            [5, 2] => self.sign_on(stream, wait)?,
            [5, _] => return Err(failed("the SOCKS proxy takes none of the ways to sign on".to_owned())),
            _ => return Err(failed("the proxy does not speak SOCKS 5".to_owned())),
        }
        let mut request = vec![5, 1, 0];
        match address.or_else(|| super::target::address(url)) {
            Some(IpAddr::V4(address)) => {
                request.push(1);
                request.extend(address.octets());
            }
            Some(IpAddr::V6(address)) => {
                request.push(4);
                request.extend(address.octets());
            }
            None => {
                let name = host(url);
                let length =
                    u8::try_from(name.len()).map_err(|_| failed("the name of the host is too long".to_owned()))?;
                request.extend([3, length]);
                request.extend(name.as_bytes());
            }
        }
        request.extend(port(url).to_be_bytes());
        write(stream, &request, wait)?;
        let [version, reply, _, kind] = exact::<4>(stream, wait)?;
        if version != 5 || reply != 0 {
            return Err(failed(format!("the SOCKS proxy could not connect: {}", said(reply))));
        }
        // The address from which it connects, and the port.
        match kind {
            1 => exact::<6>(stream, wait).map(drop),
            4 => exact::<18>(stream, wait).map(drop),
            3 => {
                let [length] = exact::<1>(stream, wait)?;
                (0..u16::from(length) + 2).try_for_each(|_| exact::<1>(stream, wait).map(drop))
            }
            _ => Err(failed("the SOCKS proxy answered with an address of no known kind".to_owned())),
        }
    }

    /// RFC 1929.
    fn sign_on(&self, stream: &mut Stream, wait: &Wait) -> Result<(), Failure> {
        let (name, password) = self.user.as_deref().and_then(|user| user.split_once(':')).unwrap_or_default();
        let mut request = vec![1];
        for part in [name, password] {
            let length = u8::try_from(part.len()).map_err(|_| failed("name or password is too long".to_owned()))?;
            request.push(length);
            request.extend(part.as_bytes());
        }
        write(stream, &request, wait)?;
        match exact::<2>(stream, wait)? {
            [_, 0] => Ok(()),
            _ => Err(failed("the SOCKS proxy refused name and password".to_owned())),
        }
    }
}

/// What a reply of RFC 1928 §6 means.
const fn said(reply: u8) -> &'static str {
    match reply {
        2 => "it is not allowed",
        3 => "the network is unreachable",
        4 => "the host is unreachable",
        5 => "the connection was refused",
        6 => "the time was over",
        _ => "it failed",
    }
}

fn failed(detail: String) -> Failure {
    Failure::new("proxy-failed", Phase::Connect, detail)
}

fn broken(broken: Broken) -> Failure {
    match broken {
        Broken::Stopped(stop) => Failure::stopped(stop, Phase::Connect, "the proxy was asked to connect"),
        Broken::Io(error) => failed(format!("the proxy ended the connection: {}", super::failure::said(&error))),
    }
}

fn write(stream: &mut Stream, bytes: &[u8], wait: &Wait) -> Result<(), Failure> {
    stream.write(bytes, wait).map_err(broken)
}

fn exact<const N: usize>(stream: &mut Stream, wait: &Wait) -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    let mut filled = 0;
    while filled < N {
        match stream.read(&mut bytes[filled..], wait).map_err(broken)? {
            0 => return Err(failed("the proxy closed the connection".to_owned())),
            count => filled += count,
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_read_as_curl_does() {
        let proxy = |text: &str| read(text).map(|proxy| (proxy.host, proxy.port, proxy.user, proxy.kind));
        assert_eq!(proxy("a"), Ok(("a".into(), 1080, None, Kind::Http)));
        assert_eq!(proxy("http://a:80/"), Ok(("a".into(), 80, None, Kind::Http)));
        assert_eq!(proxy("me:x%20y@a:3128"), Ok(("a".into(), 3128, Some("me:x y".into()), Kind::Http)));
        assert_eq!(proxy("socks5h://[::1]:9"), Ok(("::1".into(), 9, None, Kind::Socks { looks_up: true })));
        for text in ["ftp://a", "https://a", "a:x", "http://"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
