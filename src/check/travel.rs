//! One hop from the name to the last byte.

use url::Url;

use super::connect::{Address, connect};
use super::curl::{to_curl, to_shared_curl};
use super::event::Event;
use super::failure::{Failure, Phase};
use super::hop::{Clock, Hop};
use super::http::{Answer, http1, http2};
use super::options::{Options, Protocol};
use super::proxy::{Proxy, proxy_of};
use super::request::Request;
use super::resolve::resolve;
use super::stream::Stream;
use super::target::{host, origin, port, shown};
use super::tls::{Certificate, Trust, secure};
use super::wait::Wait;
use crate::message::{Content, Field, Fields, Known, Message, Start, read};

/// A connection that was left open, and what is known of it.
#[derive(Debug)]
pub(super) struct Kept {
    origin: (String, String, u16),
    stream: Stream,
    address: Option<String>,
    tls: Option<Certificate>,
    is_proxied: bool,
}

/// What one hop needs besides the request.
pub(super) struct Way<'a> {
    pub(super) options: &'a Options,
    pub(super) trust: &'a Trust,
    pub(super) wait: &'a Wait,
    /// The number of the hop.
    pub(super) hop: usize,
}

/// Sends a request, on a connection that was kept if it is for the same origin. What is kept afterwards is left there.
pub(super) fn travel(
    request: &Request,
    way: &Way<'_>,
    kept: &mut Option<Kept>,
    observe: &mut dyn FnMut(Event<'_>),
) -> Hop {
    let mut clock = Clock::start();
    let mut total = clock;
    let mut hop = Hop {
        url: shown(&request.url),
        method: request.method.clone(),
        curl: to_curl(request, way.options),
        shared_curl: to_shared_curl(request, way.options),
        ..Hop::default()
    };
    observe(Event::Started { hop: way.hop, url: &hop.url, method: &hop.method });
    // What may not be sent twice (RFC 9110 §9.2.2) has a connection that is new.
    let is_repeatable = !matches!(&*request.method, "POST" | "PATCH" | "CONNECT");
    let reused = kept.take().filter(|kept| is_repeatable && kept.origin == origin(&request.url));
    let mut is_done = false;
    if let Some(reused) = reused {
        hop.addresses = reused
            .address
            .iter()
            .map(|address| Address { address: address.clone(), outcome: "kept open".into() })
            .collect();
        let answer = ask(reused, request, way, &mut hop, kept, observe);
        // The server may have closed it in the meantime: then the request was never answered, and is sent once more.
        is_done = answer.first.is_some() || answer.failure.as_ref().is_none_or(|failure| !is_stale(failure));
        if is_done {
            record(answer, &mut hop);
        } else {
            hop.messages.clear();
            clock = Clock::start();
        }
    }
    if !is_done {
        match made(request, way, &mut hop, &mut clock, observe) {
            Ok(connection) => {
                let answer = ask(connection, request, way, &mut hop, kept, observe);
                record(answer, &mut hop);
            }
            Err(failure) => hop.failure = Some(failure),
        }
    }
    hop.timing.total = Some(total.lap());
    hop
}

fn is_stale(failure: &Failure) -> bool {
    matches!(failure.id, "empty-reply" | "connection-reset" | "broken-pipe")
}

/// Makes a connection: name, addresses, proxy, TLS.
fn made(
    request: &Request,
    way: &Way<'_>,
    hop: &mut Hop,
    clock: &mut Clock,
    observe: &mut dyn FnMut(Event<'_>),
) -> Result<Kept, Failure> {
    let Way { options, wait, .. } = way;
    let url = &request.url;
    let (of_url, of_port) = (host(url), port(url));
    let other = options.connect_to.iter().find_map(|to| to.other(&of_url, of_port));
    let proxy = proxy_of(url, options)?;
    let (to, at) = match (&proxy, other) {
        (Some(proxy), _) => (proxy.host.clone(), proxy.port),
        (None, Some(other)) => other,
        (None, None) => (of_url.clone(), of_port),
    };
    let by_proxy = |failure: Failure| match &proxy {
        Some(proxy) if failure.id != "cancelled" => {
            let detail = format!("the proxy {}:{}: {}", proxy.host, proxy.port, failure.detail);
            Failure::new("proxy-failed", Phase::Connect, detail)
        }
        _ => failure,
    };
    let resolved = resolve(&to, at, options, wait);
    let lap = clock.lap();
    let resolved = resolved.map_err(|failure| {
        hop.timing.name = Some(lap);
        by_proxy(failure)
    })?;
    hop.timing.name = resolved.is_name.then_some(lap);
    // A SOCKS proxy that is given addresses has the name looked up here.
    let far = proxy.as_ref().filter(|proxy| proxy.wants_addresses()).map(|_| resolve(&of_url, of_port, options, wait));
    let far = far.transpose()?.and_then(|far| far.addresses.first().map(std::net::SocketAddr::ip));
    let (connected, addresses) = connect(&resolved.addresses, wait);
    hop.addresses = addresses;
    hop.timing.connect = Some(clock.lap());
    let (socket, address) = connected.map_err(by_proxy)?;
    let address = address.to_string();
    hop.address = Some(address.clone());
    observe(Event::Connected { hop: way.hop, address: &address });
    let mut stream = Stream::Plain(socket);
    let is_proxied = proxy.as_ref().is_some_and(|proxy| proxy.is_asked_for(url));
    if let Some(proxy) = proxy.as_ref().filter(|_| !is_proxied) {
        let tunnel = proxy.tunnel(&mut stream, url, far, wait);
        hop.timing.connect = hop.timing.connect.map(|time| time + clock.lap());
        tunnel?;
    }
    if url.scheme() == "https" {
        let Stream::Plain(socket) = stream else { unreachable!("TLS is set up once") };
        let protocols: &[&[u8]] = match options.protocol {
            Protocol::Negotiated => &[b"h2", b"http/1.1"],
            Protocol::Http1 => &[b"http/1.1"],
            Protocol::Http2 => &[b"h2"],
        };
        let (secured, found) = secure(socket, &of_url, protocols, options.insecure, way.trust, wait);
        hop.timing.tls = Some(clock.lap());
        hop.tls = found;
        stream = Stream::Tls(Box::new(secured?));
    }
    let tls = hop.tls.clone();
    Ok(Kept { origin: origin(url), stream, address: Some(address), tls, is_proxied })
}

/// Asks on a connection.
fn ask(
    connection: Kept,
    request: &Request,
    way: &Way<'_>,
    hop: &mut Hop,
    kept: &mut Option<Kept>,
    observe: &mut dyn FnMut(Event<'_>),
) -> Answer {
    let Kept { origin, mut stream, address, tls, is_proxied } = connection;
    hop.address.clone_from(&address);
    hop.tls.clone_from(&tls);
    let is_h2 = match way.options.protocol {
        Protocol::Http2 => true,
        Protocol::Http1 => false,
        Protocol::Negotiated => tls.as_ref().and_then(|tls| tls.alpn.as_deref()) == Some("h2"),
    };
    observe(Event::Sending { hop: way.hop });
    let number = way.hop;
    let mut interim = |status| observe(Event::Interim { hop: number, status });
    let (wait, max_body) = (way.wait, way.options.max_body);
    if is_h2 {
        hop.protocol = Some("HTTP/2".to_owned());
        hop.messages.push(h2_message(request));
        return http2(stream, request, max_body, wait, &mut interim);
    }
    hop.protocol = Some("HTTP/1.1".to_owned());
    let authorization = if is_proxied { proxy_authorization(&request.url, way.options) } else { None };
    let mut sent = request.clone();
    sent.fields.extend(authorization);
    let bytes = sent.bytes(is_proxied);
    hop.messages.extend(h1_message(&bytes));
    let answer = http1(&mut stream, &bytes, &request.method, max_body, wait, &mut interim);
    if answer.is_reusable {
        *kept = Some(Kept { origin, stream, address, tls, is_proxied });
    }
    answer
}

fn proxy_authorization(url: &Url, options: &Options) -> Option<(String, String)> {
    proxy_of(url, options).ok().flatten().as_ref().and_then(Proxy::authorization)
}

/// Takes what came into the hop.
fn record(answer: Answer, hop: &mut Hop) {
    let Answer { messages, sent, first, failure, is_cut, .. } = answer;
    if let (Some(sent), Some(first)) = (sent, first) {
        hop.timing.wait = Some(first.saturating_duration_since(sent));
        hop.timing.receive = Some(first.elapsed());
    }
    if let Some(version) = messages.iter().rfind(|message| !message.interim()).map(|message| &message.version) {
        hop.protocol = Some(version.clone()).filter(|version| version.starts_with("HTTP/")).or(hop.protocol.take());
    }
    hop.messages.extend(messages);
    hop.failure = failure;
    hop.is_cut = is_cut;
}

/// A request as it was written. The lines of a hop are those of what came back.
fn h1_message(bytes: &[u8]) -> Option<Message> {
    let known = Known { methods: Vec::new(), wire: true };
    let mut message = read(bytes, &known).messages.into_iter().next()?;
    message.line = 0;
    message.fields.0.iter_mut().for_each(|field| field.line = 0);
    message.oddities.clear();
    Some(message)
}

fn h2_message(request: &Request) -> Message {
    let field =
        |(name, value): &(String, String)| Field { name: name.to_ascii_lowercase(), value: value.clone(), line: 0 };
    let content = Content { bytes: Vec::new(), length: request.content.len() as u64, complete: Some(true) };
    Message {
        start: Start::Request { method: request.method.clone(), target: request.path() },
        version: "HTTP/2".to_owned(),
        line: 0,
        fields: Fields(request.fields.iter().map(field).collect()),
        content,
        trailers: Fields::default(),
        oddities: Vec::new(),
    }
}
