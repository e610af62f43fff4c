//! The failures, and how each is provoked.

use httpdex::fault::Fault;

use crate::ask::Ask;
use crate::browser;
use crate::certificates::Flaw;
use crate::h2::Wrong;
use crate::place::{HTTP, HTTPS, PROXY};
use crate::server::{Names, Serve};

/// One way in which a failure comes about.
pub struct Case {
    /// The id of the failure.
    pub failure: &'static str,
    /// What provokes it, in a few words.
    pub how: &'static str,
    /// What listens.
    pub serve: Serve,
    /// What is asked.
    pub ask: Ask,
    /// Who is asked.
    pub who: Who,
}

/// Which clients can be asked at all.
#[derive(Debug, Clone, Copy)]
pub enum Who {
    /// All.
    All,
    /// All but these.
    Not(&'static [&'static str]),
    /// These.
    Only(&'static [&'static str]),
}

impl Who {
    /// Whether a client can be asked.
    pub fn has(self, id: &str) -> bool {
        match self {
            Self::All => true,
            Self::Not(ids) => !ids.contains(&id),
            Self::Only(ids) => ids.contains(&id),
        }
    }
}

/// The failures of a quick sample.
pub const SAMPLE: &[&str] =
    &["name-not-resolved", "connection-refused", "connection-reset", "certificate-expired", "truncated-response"];

/// Clients that speak HTTP/2.
const HTTP2: Who = Who::Only(&["curl", "http", "httpx", "go", "java", "reqwest", "chromium"]);

/// All but the browser: it knows no timeouts, uploads nothing by itself, and has its own words for the rest.
const PROGRAMS: Who = Who::Not(&["chromium"]);

/// Clients with a limit for connecting, such as the ten seconds of Node.js fetch.
const HASTY: Who = Who::Not(&["http", "chromium"]);

/// Every case, in the order of the steps of a request.
pub fn cases() -> Vec<Case> {
    let case = |failure, how, serve, ask, who| Case { failure, how, serve, ask, who };
    let plain = |failure, how, serve| case(failure, how, serve, Ask::of(HTTP), Who::All);
    let fault = |failure, how, fault| plain(failure, how, Serve::Fault(fault));
    let unnamed = || Ask::of("http://no-such-name.example/");
    let at = |address: &str| Ask::of(&format!("http://{address}/"));
    let hasty = |ask: Ask| Ask { connect_timeout: Some(1000), ..ask };
    let tls = || Ask::of(HTTPS);
    let trusting = || Ask { ca: Some("ca.pem".to_owned()), ..tls() };
    let http2 = |failure, how, wrong| case(failure, how, Serve::Http2(wrong), Ask { http2: true, ..trusting() }, HTTP2);
    let proxy =
        |how, serve, ask| case("proxy-failed", how, serve, Ask { proxy: Some(PROXY.to_owned()), ..ask }, PROXIED);
    let malformed = |how, kind| case("malformed-response", how, Serve::Fault(kind), patient(), Who::All);
    let mut cases = vec![
        case("invalid-url", "the scheme is not known", Serve::Nothing, Ask::of("foo://127.0.0.1:8080/"), Who::All),
        case("invalid-url", "a port beyond 65535", Serve::Nothing, Ask::of("http://127.0.0.1:99999/"), PROGRAMS),
        case("unsafe-port", "port 6000", Serve::Nothing, Ask::of("http://127.0.0.1:6000/"), UNSAFE),
        case("name-not-resolved", "NXDOMAIN", Serve::Names(Names::Unknown), unnamed(), Who::All),
        case("resolver-failed", "SERVFAIL", Serve::Names(Names::Failure), unnamed(), Who::All),
        case("resolver-failed", "the resolver does not answer", Serve::Names(Names::Silent), unnamed(), Who::All),
        plain("connection-refused", "nothing listens", Serve::Nothing),
        case("connect-timeout", "no answer, the client's own limit", Serve::Patient, hasty(at(DEAD)), HASTY),
        case("connect-timeout", "no answer, the system gives up", Serve::Nothing, at(DEAD), Who::All),
        case("host-unreachable", "a route says so", Serve::Nothing, at("192.0.2.2"), Who::All),
        case("network-unreachable", "no route", Serve::Nothing, at("203.0.113.1"), Who::All),
        plain("ports-exhausted", "every local port is in use", Serve::NoPorts),
        case("too-many-open-files", "the limit is reached", Serve::Nothing, exhausted(), PROGRAMS),
        case("pool-exhausted", "the only connection is in use", Serve::Fault(Fault::Stall), pooled(), POOLED),
        case("certificate-untrusted", "self-signed", Serve::Tls(Flaw::SelfSigned), tls(), Who::All),
        case("certificate-untrusted", "unknown issuer", Serve::Tls(Flaw::Foreign), tls(), Who::All),
        case("certificate-expired", "ended in 2021", Serve::Tls(Flaw::Expired), trusting(), Who::All),
        case("certificate-name-mismatch", "for another name", Serve::Tls(Flaw::WrongName), trusting(), Who::All),
        case("certificate-revoked", "on the list", Serve::Tls(Flaw::Revoked), revoking(trusting()), REVOKING),
        case("client-certificate-required", "none sent", Serve::TlsOfClient, trusting(), Who::All),
        case("tls-handshake-failed", "alert handshake_failure", Serve::Alert(40), tls(), Who::All),
        case("tls-handshake-failed", "alert protocol_version", Serve::Alert(70), tls(), Who::All),
        case("tls-handshake-failed", "alert unrecognized_name", Serve::Alert(112), tls(), Who::All),
        case("tls-on-plain-http-port", "https to a port of HTTP", Serve::PlainOnTls, tls(), Who::All),
        plain("plain-http-on-tls-port", "http to a port of HTTPS", Serve::TlsOnPlain),
        proxy("the proxy is down", Serve::Nothing, Ask::of(HTTP)),
        proxy("the proxy is down, https", Serve::Nothing, tls()),
        proxy("CONNECT is answered by 407", Serve::Proxy(CREDENTIALS_WANTED), tls()),
        proxy("CONNECT is answered by 502", Serve::Proxy(BAD_GATEWAY), tls()),
        proxy("CONNECT is answered by 503", Serve::Proxy(UNAVAILABLE), tls()),
        proxy("CONNECT gets no answer", Serve::SilentProxy, tls()),
        case("broken-pipe", "the server reads no content", Serve::NoUpload { ends: true }, upload(), PROGRAMS),
        case("connection-reset", "while content is sent", Serve::NoUpload { ends: false }, upload(), PROGRAMS),
        fault("connection-reset", "before the response", Fault::Reset),
        fault("connection-reset", "within the header section", Fault::ResetInHeaders),
        fault("connection-reset", "within the content", Fault::ResetInContent),
        fault("empty-reply", "closed before the response", Fault::Close),
        case("response-timeout", "never answered", Serve::Fault(Fault::Stall), timed(), PROGRAMS),
        case("response-timeout", "within the content", Serve::Fault(Fault::StallInContent), timed(), PROGRAMS),
        fault("too-many-redirects", "to itself", Fault::RedirectLoop),
        fault("header-too-large", "a field of 1 MiB", Fault::HugeHeader),
        fault("header-too-large", "fields without end", Fault::EndlessHeaders),
        fault("malformed-response", "not HTTP", Fault::Garbage),
        fault("malformed-response", "the status is no number", Fault::MalformedStatusLine),
        fault("malformed-response", "a field line without a colon", Fault::MalformedHeader),
        malformed("Content-Length is no number", Fault::InvalidLength),
        malformed("two lengths that differ", Fault::TwoLengths),
        malformed("a length and chunks", Fault::LengthAndChunked),
        fault("malformed-response", "the size of a chunk is no number", Fault::BadChunk),
        case(
            "malformed-response",
            "interim responses without end",
            Serve::Fault(Fault::EndlessInterim),
            Ask::of(HTTP),
            Who::Not(&["wget", "httpx"]),
        ),
        fault("truncated-response", "less than Content-Length says", Fault::Truncated),
        fault("truncated-response", "the last chunk is missing", Fault::MissingLastChunk),
        fault("truncated-response", "closed within the header section", Fault::CloseInHeaders),
        fault("truncated-response", "more than Content-Length says", Fault::Overlong),
        fault("undecodable-content", "said to be gzip", Fault::UndecodableContent),
        fault("undecodable-content", "an unknown coding", Fault::UnknownCoding),
        http2("http2-stream-error", "INTERNAL_ERROR", Wrong::StreamReset(2)),
        http2("http2-stream-error", "CANCEL", Wrong::StreamReset(8)),
        http2("http2-connection-error", "GOAWAY, ENHANCE_YOUR_CALM", Wrong::GoAway(11)),
        http2("http2-connection-error", "GOAWAY, PROTOCOL_ERROR", Wrong::GoAway(1)),
        http2("http2-connection-error", "DATA on stream 0", Wrong::BadFrame),
        http2("http2-connection-error", "closed without GOAWAY", Wrong::Close),
        case("cancelled", "by the caller", Serve::Fault(Fault::Stall), cancelled(), CANCELLING),
    ];
    cases.extend(browser::cases());
    cases
}

/// An address on which nobody answers, and no router says so.
const DEAD: &str = "192.0.2.1";

/// Clients that can be told of a proxy.
const PROXIED: Who = Who::Not(&["fetch"]);

/// Clients that know ports at which no HTTP is.
const UNSAFE: Who = Who::Only(&["fetch", "chromium"]);

/// Clients that can be given a list of revoked certificates; a browser has its own ways to learn of them.
const REVOKING: Who = Who::Not(&["fetch", "go", "chromium"]);

/// Clients in which a request waits for a connection no longer than it may.
const POOLED: Who = Who::Only(&["httpx"]);

/// Clients that are told of it when they give up by themselves.
const CANCELLING: Who = Who::Only(&["fetch", "http", "httpx", "go", "java", "chromium"]);

const CREDENTIALS_WANTED: &[u8] = b"HTTP/1.1 407 Proxy Authentication Required\r\n\
    Proxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
const BAD_GATEWAY: &[u8] = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
const UNAVAILABLE: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

fn timed() -> Ask {
    Ask { timeout: Some(1000), ..Ask::of(HTTP) }
}

/// For what may be waited for in vain.
fn patient() -> Ask {
    Ask { timeout: Some(4000), ..Ask::of(HTTP) }
}

fn cancelled() -> Ask {
    Ask { cancel: Some(500), ..Ask::of(HTTP) }
}

fn pooled() -> Ask {
    Ask { pool: Some(500), ..Ask::of(HTTP) }
}

fn exhausted() -> Ask {
    Ask { exhaust: true, ..Ask::of(HTTP) }
}

fn upload() -> Ask {
    Ask { upload: 16 << 20, ..Ask::of(HTTP) }
}

fn revoking(ask: Ask) -> Ask {
    Ask { crl: Some("crl.pem".to_owned()), ..ask }
}
