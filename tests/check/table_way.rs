//! Ways that go wrong: redirects, connections, TLS, proxies, HTTP/2.

use std::any::Any;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use httpdex::check::{ConnectTo, Family, Options, Protocol, Resolve};
use httpdex::fault::Step;
use rustix::net::sockopt::set_socket_linger;

use crate::certificates::{Flaw, Wanted};
use crate::frames::{Sound, Wrong, sound, wrong};
use crate::server::{Server, closed, fine, full, listen, read, redirect, response, say, say_close};
use crate::table::{Case, Expected, impatient};
use crate::table_http::{answered, patient};

use Expected::{Cut, Failure, Hops, OneOf, Problem, Refused, Status, Unverified};

fn case(
    name: &'static str,
    ask: fn(&mut Options),
    expected: Expected,
    start: impl Fn() -> (String, Box<dyn Any>) + Send + Sync + 'static,
) -> Case {
    Case { name, start: Box::new(start), ask, expected }
}

fn at(address: SocketAddr) -> (String, Box<dyn Any>) {
    (format!("http://{address}/"), Box::new(()))
}

/// Redirects.
pub fn redirects() -> Vec<Case> {
    let leads = |name, location: &'static str, expected| {
        answered(name, patient, expected, move |target| if target == "/" { redirect(302, location) } else { fine() })
    };
    let refused = Refused("invalid-url", "redirect-refused");
    let no_end = |target: &str| redirect(302, &format!("/{}", target[1..].parse::<u32>().unwrap_or(0) + 1));
    vec![
        leads("one redirect", "/there", Hops(200, 2)),
        answered("a loop of two", patient, Refused("too-many-redirects", "redirect-loop"), |target| {
            redirect(302, if target == "/" { "/b" } else { "/" })
        }),
        leads("a redirect to itself", "/", Refused("too-many-redirects", "redirect-loop")),
        leads("a redirect to a fragment of itself", "#here", Refused("too-many-redirects", "redirect-loop")),
        answered("redirects without end", patient, Failure("too-many-redirects"), no_end),
        answered("a bound of redirects", |o| o.max_redirects = 1, Failure("too-many-redirects"), no_end),
        leads("a redirect to a file", "file:///etc/passwd", refused),
        leads("a redirect to a script", "javascript:alert(1)", refused),
        leads("a redirect to data", "data:text/html,hello", refused),
        leads("a redirect to ftp", "ftp://127.0.0.1/", refused),
        leads("a redirect to no port", "http://127.0.0.1:99999/", refused),
        leads("a redirect to half an address", "http://[::1", refused),
        leads("a redirect to no host", "http://", refused),
        leads("a redirect that acts on a terminal", "http://\x1b[2J/", refused),
        leads("a redirect with a password", "//me:secret@127.0.0.1:9999999/", refused),
        answered("a redirect of 100 kB", patient, refused, |_| redirect(301, &format!("/{}", "x".repeat(100_000)))),
        answered("a redirect without a location", patient, Status(302), |_| say(response("302 Found", "", b""))),
        leads("an empty location", "", Status(302)),
        answered("two locations", patient, Hops(200, 2), |target| match target {
            "/" => say(response("301 Moved", "Location: /a\r\nLocation: /b\r\n", b"")),
            _ => fine(),
        }),
        leads("a location that is not encoded", "/a b\u{e9}\"<>", Hops(200, 2)),
        leads("a location without its scheme", "//127.0.0.1:1/", Failure("connection-refused")),
        answered("redirects that are not followed", |o| o.follow = false, Hops(302, 1), |_| redirect(302, "/b")),
        answered("a cookie that opens the door", patient, Hops(200, 2), |_| fine()).with(|| {
            let server = Server::new(|asked| match asked.value("cookie") {
                Some("seen=1") => fine(),
                _ => say(response("302 Found", "Set-Cookie: seen=1\r\nLocation: /\r\n", b"")),
            });
            (server.url("/"), Box::new(server) as Box<dyn Any>)
        }),
        answered(
            "POST that becomes GET",
            |o| o.content = Some(b"a=b".to_vec()),
            Problem(200, "method-changed"),
            |target| if target == "/" { redirect(302, "/b") } else { fine() },
        ),
        answered(
            "an expected chain",
            |o| o.expect = Some("302>200".parse().unwrap()),
            Hops(200, 2),
            |target| {
                if target == "/" { redirect(302, "/b") } else { fine() }
            },
        ),
        answered(
            "another chain than expected",
            |o| o.expect = Some("301>200".parse().unwrap()),
            Problem(200, "unexpected-status"),
            |target| if target == "/" { redirect(302, "/b") } else { fine() },
        ),
        answered("needless redirects", patient, Problem(200, "needless-redirect"), |target| match target {
            "/Docs" => redirect(301, "/docs"),
            "/docs" => redirect(301, "/docs/"),
            _ => fine(),
        })
        .with(|| {
            let server = Server::new(|asked| match asked.target() {
                "/Docs" => redirect(301, "/docs"),
                "/docs" => redirect(301, "/docs/"),
                _ => fine(),
            });
            (server.url("/Docs"), Box::new(server) as Box<dyn Any>)
        }),
        case("a fragment that is replaced", patient, Problem(200, "fragment-lost"), || {
            let server = Server::new(|asked| if asked.target() == "/" { redirect(301, "/b#new") } else { fine() });
            (server.url("/#old"), Box::new(server))
        }),
        case("https that leads to http", patient, Problem(200, "downgrade"), || {
            let plain = Server::new(|_| fine());
            let to = plain.url("/");
            let server = Server::secure(Wanted::new(Flaw::None).config(), move |_| redirect(302, &to));
            (format!("https://{}/", server.address), Box::new((plain, server)))
        }),
        answered("a connection that is closed between two hops", patient, Hops(200, 2), |target| match target {
            "/" => [redirect(302, "/b"), vec![Step::Close]].concat(),
            _ => fine(),
        }),
    ]
}

impl Case {
    /// The same with another server.
    fn with(self, start: impl Fn() -> (String, Box<dyn Any>) + Send + Sync + 'static) -> Self {
        Self { start: Box::new(start), ..self }
    }
}

/// Names and connections.
pub fn connections() -> Vec<Case> {
    let local = || Server::new(|_| fine());
    vec![
        case("a port that nobody listens on", patient, Failure("connection-refused"), || at(closed())),
        case("a queue that is full", impatient, Failure("connect-timeout"), || {
            let (address, sockets) = full();
            (format!("http://{address}/"), Box::new(sockets))
        }),
        case("a name that is none", patient, Failure("name-not-resolved"), || {
            ("http://no-such-name.invalid/".to_owned(), Box::new(()))
        }),
        case(
            "an address of the other family",
            |o| o.family = Family::V6,
            Failure("name-not-resolved"),
            move || {
                let server = local();
                (server.url("/"), Box::new(server))
            },
        ),
        case("the second address answers", patient, Status(200), move || {
            let server = local();
            (server.url("/").replace("127.0.0.1", "two.example"), Box::new(server))
        })
        .asking(|o| {
            for port in 1024..=u16::MAX {
                o.resolve.push(Resolve::new(&format!("two.example:{port}:127.0.0.9,127.0.0.1")).unwrap());
            }
        }),
        case("another host to connect to", patient, Status(200), move || {
            let server = local();
            (server.url("/").replace("127.0.0.1", "other.example"), Box::new(server))
        })
        .asking(|o| o.connect_to.push(ConnectTo::new("other.example::127.0.0.1:").unwrap())),
        case("a name of this machine", patient, Status(200), move || {
            let server = local();
            (server.url("/").replace("127.0.0.1", "app.localhost"), Box::new(server))
        }),
        case("a connection that is aborted at once", patient, Failure("connection-reset"), || {
            at(listen(|mut socket| {
                let _ = socket.read(&mut [0; 1]);
                set_socket_linger(&socket, Some(Duration::ZERO))?;
                Ok(())
            }))
        }),
        case(
            "a connection that is aborted while content is sent",
            |o| o.content = Some(vec![b'x'; 8 << 20]),
            OneOf(&["connection-reset", "broken-pipe"]),
            || {
                at(listen(|mut socket| {
                    let _ = socket.read(&mut [0; 10_000]);
                    set_socket_linger(&socket, Some(Duration::ZERO))?;
                    Ok(())
                }))
            },
        ),
        case(
            "a server that reads nothing",
            |o| {
                impatient(o);
                o.content = Some(vec![b'x'; 16 << 20]);
            },
            Failure("response-timeout"),
            || {
                at(listen(|socket| {
                    std::thread::sleep(Duration::from_secs(20));
                    drop(socket);
                    Ok(())
                }))
            },
        ),
    ]
}

impl Case {
    fn asking(self, ask: fn(&mut Options)) -> Self {
        Self { ask, ..self }
    }
}

/// TLS.
pub fn tls() -> Vec<Case> {
    let with = |name, ask: fn(&mut Options), expected, wanted: fn() -> Wanted| {
        case(name, ask, expected, move || {
            let server = Server::secure(wanted().config(), |_| fine());
            (format!("https://{}/", server.address), Box::new(server))
        })
    };
    let raw = |name, ask: fn(&mut Options), expected, serve: fn(TcpStream) -> io::Result<()>| {
        case(name, ask, expected, move || (format!("https://{}/", listen(serve)), Box::new(())))
    };
    let untrusted = Failure("certificate-untrusted");
    let insecure: fn(&mut Options) = |o| o.insecure = true;
    vec![
        with("a certificate that is right", patient, Status(200), || Wanted::new(Flaw::None)),
        with("TLS 1.2 alone", patient, Status(200), || Wanted { only_12: true, ..Wanted::new(Flaw::None) }),
        with(
            "no protocol in common",
            |o| o.protocol = Protocol::Http2,
            Failure("tls-handshake-failed"),
            || Wanted::new(Flaw::None),
        ),
        with("its own issuer", patient, untrusted, || Wanted::new(Flaw::SelfSigned)),
        with("an issuer that is not trusted", patient, untrusted, || Wanted::new(Flaw::Foreign)),
        with("expired", patient, Failure("certificate-expired"), || Wanted::new(Flaw::Expired)),
        with("not yet valid", patient, Failure("certificate-not-yet-valid"), || Wanted::new(Flaw::Future)),
        with("for another name", patient, Failure("certificate-name-mismatch"), || Wanted::new(Flaw::WrongName)),
        with("without names", patient, Failure("certificate-name-mismatch"), || Wanted::new(Flaw::NoNames)),
        with("wrong in every way", patient, Failure("certificate-expired"), || Wanted::new(Flaw::All)),
        with("its own issuer, all the same", insecure, Unverified(200), || Wanted::new(Flaw::SelfSigned)),
        with("expired, all the same", insecure, Unverified(200), || Wanted::new(Flaw::Expired)),
        with("for another name, all the same", insecure, Unverified(200), || Wanted::new(Flaw::WrongName)),
        with("a client without a certificate", patient, Failure("client-certificate-required"), || Wanted {
            wants_client: true,
            ..Wanted::new(Flaw::None)
        }),
        raw("plain HTTP in answer to TLS", patient, Failure("tls-on-plain-http-port"), |mut socket| {
            let _ = socket.read(&mut [0; 1000])?;
            socket.write_all(&response("400 Bad Request", "Connection: close\r\n", b""))
        }),
        raw("closed during the handshake", patient, Failure("tls-handshake-failed"), |mut socket| {
            socket.read(&mut [0; 10_000]).map(drop)
        }),
        raw("aborted during the handshake", patient, Failure("connection-reset"), |mut socket| {
            let _ = socket.read(&mut [0; 10_000])?;
            set_socket_linger(&socket, Some(Duration::ZERO))?;
            Ok(())
        }),
        raw("a handshake that stalls", impatient, Failure("connect-timeout"), |mut socket| {
            io::copy(&mut socket, &mut io::sink()).map(drop)
        }),
        raw("an alert during the handshake", patient, Failure("tls-handshake-failed"), |mut socket| {
            let _ = socket.read(&mut [0; 10_000])?;
            socket.write_all(b"\x15\x03\x03\x00\x02\x02\x28")?;
            io::copy(&mut socket, &mut io::sink()).map(drop)
        }),
        raw("garbage in a record of the handshake", patient, Failure("tls-handshake-failed"), |mut socket| {
            let _ = socket.read(&mut [0; 10_000])?;
            socket.write_all(b"\x16\x03\x03\x00\x05\xff\xff\xff\xff\xff")?;
            io::copy(&mut socket, &mut io::sink()).map(drop)
        }),
        case("http to a port of TLS", patient, Failure("plain-http-on-tls-port"), || {
            let server = Server::secure(Wanted::new(Flaw::None).config(), |_| fine());
            (format!("http://{}/", server.address), Box::new(server))
        }),
        case("truncated within TLS", patient, Failure("truncated-response"), || {
            let server = Server::secure(Wanted::new(Flaw::None).config(), |_| {
                say_close("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            });
            (format!("https://{}/", server.address), Box::new(server))
        }),
        case("aborted within TLS", patient, Failure("connection-reset"), || {
            let server = Server::secure(Wanted::new(Flaw::None).config(), |_| {
                vec![Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".to_vec()), Step::Reset]
            });
            (format!("https://{}/", server.address), Box::new(server))
        }),
    ]
}

/// Proxies.
pub fn proxies() -> Vec<Case> {
    /// `--proxy` needs the port, which no function that is no closure knows: the URL carries it in its path.
    fn through(
        name: &'static str,
        scheme: &'static str,
        expected: Expected,
        serve: fn(TcpStream) -> io::Result<()>,
    ) -> Case {
        let start = move || {
            let proxy = listen(serve);
            (format!("{scheme}://127.0.0.1:1/{}", proxy.port()), Box::new(()) as Box<dyn Any>)
        };
        Case { name, start: Box::new(start), ask: patient, expected }
    }
    let failed = Failure("proxy-failed");
    let cases = vec![
        through("a proxy that answers itself", "http", Status(200), |mut socket| {
            let asked = read(&mut socket)?;
            let is_whole = asked.is_some_and(|asked| asked.target().starts_with("http://127.0.0.1:1/"));
            socket.write_all(&response(if is_whole { "200 OK" } else { "400 Bad" }, "", b"fine"))
        }),
        through("a proxy that refuses a tunnel", "https", failed, |mut socket| {
            read(&mut socket)?;
            socket.write_all(&response("502 Bad Gateway", "", b"no"))
        }),
        through("a proxy that wants to know who asks", "https", failed, |mut socket| {
            read(&mut socket)?;
            socket.write_all(&response("407 Who", "Proxy-Authenticate: Basic realm=\"x\"\r\n", b"no"))
        }),
        through("a proxy that closes", "https", failed, |mut socket| read(&mut socket).map(drop)),
        through("a proxy that answers garbage", "https", failed, |mut socket| {
            read(&mut socket)?;
            socket.write_all(b"\0\x01\x02\r\n\r\n")
        }),
        through("a tunnel to nowhere", "https", Failure("tls-handshake-failed"), |mut socket| {
            read(&mut socket)?;
            socket.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
            socket.read(&mut [0; 10_000]).map(drop)
        }),
    ];
    let mut cases: Vec<Case> = cases.into_iter().map(|case| case.proxied("http")).collect();
    let socks = [
        through("a SOCKS proxy that refuses", "http", failed, |mut socket| {
            socket.read_exact(&mut [0; 3])?;
            socket.write_all(&[5, 0])?;
            let _ = socket.read(&mut [0; 100])?;
            socket.write_all(&[5, 5, 0, 1, 0, 0, 0, 0, 0, 0])
        }),
        through("a SOCKS proxy that wants to know who asks", "http", failed, |mut socket| {
            socket.read_exact(&mut [0; 3])?;
            socket.write_all(&[5, 0xff])
        }),
        through("a SOCKS proxy that speaks HTTP", "http", failed, |mut socket| {
            let _ = socket.read(&mut [0; 3])?;
            socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        }),
        through("a SOCKS proxy that closes", "http", failed, |mut socket| socket.read(&mut [0; 3]).map(drop)),
        through("a SOCKS proxy that answers itself", "http", Status(200), |mut socket| {
            socket.read_exact(&mut [0; 3])?;
            socket.write_all(&[5, 0])?;
            socket.read_exact(&mut [0; 10])?;
            socket.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;
            read(&mut socket)?;
            socket.write_all(&response("200 OK", "", b"fine"))
        }),
    ];
    cases.extend(socks.into_iter().map(|case| case.proxied("socks5")));
    cases.push(case("a proxy that is not there", |o| o.proxy = Some("127.0.0.1:1".into()), failed, || at(closed())));
    cases.push(case("a proxy without a name", |o| o.proxy = Some("no.invalid:1".into()), failed, || at(closed())));
    cases
}

impl Case {
    /// The same through the proxy whose port is in the path of the URL.
    fn proxied(self, scheme: &'static str) -> Self {
        let start = self.start;
        let start = move || {
            let (url, alive) = start();
            let port = url.rsplit('/').next().unwrap_or_default().to_owned();
            (format!("{url}#{scheme}://127.0.0.1:{port}"), alive)
        };
        Self { start: Box::new(start), ..self }
    }
}

/// HTTP/2.
pub fn http2() -> Vec<Case> {
    let h2: fn(&mut Options) = |o| o.protocol = Protocol::Http2;
    let briefly: fn(&mut Options) = |o| {
        impatient(o);
        o.protocol = Protocol::Http2;
    };
    let broken = |name, how: Wrong, ask, expected| case(name, ask, expected, move || at(wrong(how)));
    let right = |name, how: Sound, expected| case(name, h2, expected, move || at(sound(how)));
    let stream = Failure("http2-stream-error");
    let connection = Failure("http2-connection-error");
    vec![
        broken("a stream that is reset", Wrong::StreamReset(2), h2, stream),
        broken("a stream that is cancelled", Wrong::StreamReset(8), h2, stream),
        broken("a stream that wants HTTP/1.1", Wrong::StreamReset(13), h2, stream),
        broken("a stream that is refused", Wrong::StreamReset(7), h2, stream),
        broken("GOAWAY with an error", Wrong::GoAway(2), h2, connection),
        broken("GOAWAY because of too much", Wrong::GoAway(11), h2, connection),
        broken("a frame that breaks the protocol", Wrong::BadFrame, h2, connection),
        broken("header fields that are no HPACK", Wrong::BadHeaders, h2, connection),
        broken("HTTP/2 that is closed", Wrong::Close, h2, connection),
        broken("HTTP/2 that stalls", Wrong::Stall, briefly, Failure("response-timeout")),
        broken("HTTP/1.1 in answer to HTTP/2", Wrong::Http1, h2, connection),
        right("HTTP/2", Sound::Status(200), Status(200)),
        right("a 404 in HTTP/2", Sound::Status(404), Problem(404, "unexpected-status")),
        right("trailers in HTTP/2", Sound::Trailers, Status(200)),
        right("a redirect in HTTP/2", Sound::Redirect, Hops(200, 2)),
        right("less than announced in HTTP/2", Sound::Short, stream),
        right("endless content in HTTP/2", Sound::Endless, Cut(200)),
    ]
}
