//! The servers that misbehave, on fixed ports.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::thread::{self, JoinHandle, sleep};
use std::time::Duration;

use httpdex::fault::{Fault, Manner, Step, script_with};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::certificates::{Authorities, Flaw};
use crate::h2::{self, Wrong};
use crate::player::play;
use crate::site::Site;

/// What listens during a case, and how it behaves.
#[derive(Debug, Clone, Copy)]
pub enum Serve {
    /// Nothing.
    Nothing,
    /// Plain HTTP on port 8080 with a fault.
    Fault(Fault),
    /// Nothing, and the system tries for half a minute to connect; otherwise it gives up after three seconds.
    Patient,
    /// Plain HTTP on port 8080 that reads the header section of a request and wants no more: it aborts the connection,
    /// or ends its side of it first.
    NoUpload {
        /// Whether it ends its side first.
        ends: bool,
    },
    /// HTTPS with such a certificate.
    Tls(Flaw),
    /// HTTPS that wants a certificate of the client.
    TlsOfClient,
    /// On the port of HTTPS, every handshake is answered by this alert (RFC 8446 §6).
    Alert(u8),
    /// Plain HTTP on the port of HTTPS.
    PlainOnTls,
    /// TLS on the port 8080.
    TlsOnPlain,
    /// HTTP/2 over TLS that goes wrong.
    Http2(Wrong),
    /// A proxy that answers these bytes to everything.
    Proxy(&'static [u8]),
    /// A proxy that sends no answer.
    SilentProxy,
    /// The server for names answers so.
    Names(Names),
    /// Plain HTTP on port 8080, and every port from which one could connect to it is in use.
    NoPorts,
    /// Pages for a browser, on the ports of HTTP and HTTPS.
    Site(&'static Site),
}

/// How the server for names answers (RFC 1035 §4.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Names {
    /// Not at all.
    Silent = 255,
    /// SERVFAIL.
    Failure = 2,
    /// NXDOMAIN.
    Unknown = 3,
}

/// A sound response.
const OK: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\nHello there\n";

/// A listener, until it is dropped.
pub struct Listener {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Listener {
    fn start(port: u16, serve: impl Fn(TcpStream) -> io::Result<()> + Send + Sync + 'static) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        listener.set_nonblocking(true)?;
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, serve) = (Arc::clone(&stop), Arc::new(serve));
        let thread = thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                let Ok((stream, _)) = listener.accept() else {
                    sleep(Duration::from_millis(5));
                    continue;
                };
                let serve = Arc::clone(&serve);
                // A client that goes is no failure of the server.
                thread::spawn(move || stream.set_nonblocking(false).and_then(|()| serve(stream)));
            }
        });
        Ok(Self { stop, thread: Some(thread) })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// All servers that a case needs; they stop with it.
pub struct Servers {
    /// What listens.
    _listeners: Vec<Listener>,
    /// What uses up the ports.
    _held: Vec<TcpStream>,
}

impl Servers {
    /// Starts them.
    pub fn start(serve: Serve, authorities: &Authorities, names: &AtomicU8) -> Result<Self, String> {
        names.store(Names::Unknown as u8, Ordering::Relaxed);
        set_retries(1)?;
        let said = |error: io::Error| format!("a server cannot listen: {error}");
        let tls = |flaw, of_client, protocols: &[&str]| {
            authorities.config(flaw, of_client, protocols).map_err(|error| format!("no certificate: {error}"))
        };
        let fault = |fault| Listener::start(8080, move |stream| faulty(fault, stream));
        let (mut listeners, mut held) = (Vec::new(), Vec::new());
        match serve {
            Serve::Nothing => {}
            Serve::Patient => set_retries(4)?,
            Serve::Fault(kind) => listeners.push(fault(kind).map_err(said)?),
            Serve::NoUpload { ends } => {
                listeners.push(Listener::start(8080, move |stream| no_upload(ends, stream)).map_err(said)?);
            }
            Serve::Tls(flaw) => listeners.push(encrypted(443, tls(flaw, false, &[])?).map_err(said)?),
            Serve::TlsOfClient => listeners.push(encrypted(443, tls(Flaw::None, true, &[])?).map_err(said)?),
            Serve::TlsOnPlain => listeners.push(encrypted(8080, tls(Flaw::None, false, &[])?).map_err(said)?),
            Serve::Alert(alert) => {
                listeners.push(Listener::start(443, move |stream| alerted(alert, stream)).map_err(said)?);
            }
            Serve::PlainOnTls => listeners.push(Listener::start(443, plain).map_err(said)?),
            Serve::Http2(wrong) => {
                let config = tls(Flaw::None, false, &["h2"])?;
                let serve = move |stream| {
                    let mut stream = handshake(stream, &config)?;
                    h2::serve(&mut stream, wrong)?;
                    finish(&mut stream)
                };
                listeners.push(Listener::start(443, serve).map_err(said)?);
            }
            Serve::Proxy(bytes) => listeners.push(Listener::start(3128, |stream| answer(bytes, stream)).map_err(said)?),
            Serve::SilentProxy => {
                listeners.push(Listener::start(3128, |stream| faulty(Fault::Close, stream)).map_err(said)?);
            }
            Serve::Names(answer) => names.store(answer as u8, Ordering::Relaxed),
            Serve::NoPorts => {
                listeners.push(Listener::start(8080, idle).map_err(said)?);
                while let Ok(stream) = TcpStream::connect("127.0.0.1:8080") {
                    held.push(stream);
                }
            }
            Serve::Site(site) => {
                let config = tls(Flaw::None, false, &[])?;
                listeners.push(Listener::start(80, |mut stream| site.serve(&mut stream)).map_err(said)?);
                let secure = move |stream| site.serve(&mut handshake(stream, &config)?);
                listeners.push(Listener::start(443, secure).map_err(said)?);
                // A port that speaks no TLS, for what is asked for over HTTPS since it was once visited so.
                listeners.push(Listener::start(8080, plain).map_err(said)?);
            }
        }
        Ok(Self { _listeners: listeners, _held: held })
    }
}

/// How often the system tries anew to connect: after a second, and then after twice as long each time.
fn set_retries(retries: u8) -> Result<(), String> {
    let file = "/proc/sys/net/ipv4/tcp_syn_retries";
    std::fs::write(file, retries.to_string()).map_err(|error| format!("{file}: {error}"))
}

/// Reads the header section of a request; its text.
pub fn request(stream: &mut impl Read) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < 1 << 16 {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

fn faulty(fault: Fault, stream: TcpStream) -> io::Result<()> {
    let socket = stream.try_clone()?;
    let mut stream = stream;
    loop {
        let head = request(&mut stream)?;
        let target = head.split(' ').nth(1);
        let mut steps = script_with(fault, OK, Manner { target, ..Manner::default() });
        // What was sent has arrived before the end does.
        if let Some(last) = steps.pop() {
            steps.extend([Step::Wait(Duration::from_millis(100)), last]);
        }
        if !play(&mut stream, &socket, &steps)? {
            return Ok(());
        }
    }
}

fn answer(bytes: &[u8], mut stream: TcpStream) -> io::Result<()> {
    request(&mut stream)?;
    stream.write_all(bytes)
}

/// Reads whatever comes first.
fn some(stream: &mut impl Read) -> io::Result<()> {
    stream.read(&mut [0; 4096]).map(drop)
}

fn plain(mut stream: TcpStream) -> io::Result<()> {
    // What a server of HTTP/1.1 says to bytes that are no request.
    some(&mut stream)?;
    stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

fn idle(mut stream: TcpStream) -> io::Result<()> {
    some(&mut stream)
}

/// Aborts the connection after the header section, while content still comes. Whoever writes on gets ECONNRESET, and
/// EPIPE where the end of the other side came first.
fn no_upload(ends: bool, mut stream: TcpStream) -> io::Result<()> {
    request(&mut stream)?;
    if ends {
        stream.shutdown(Shutdown::Write)?;
    }
    sleep(Duration::from_millis(300));
    let socket = stream.try_clone()?;
    play(&mut stream, &socket, &[Step::Reset]).map(drop)
}

fn alerted(alert: u8, mut stream: TcpStream) -> io::Result<()> {
    some(&mut stream)?;
    // A record of two bytes: fatal, and the alert (RFC 8446 §5.1 and §6).
    stream.write_all(&[21, 3, 3, 0, 2, 2, alert])
}

/// An encrypted connection, its handshake done.
fn handshake(stream: TcpStream, config: &Arc<ServerConfig>) -> io::Result<StreamOwned<ServerConnection, TcpStream>> {
    let connection = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    let shaken = stream.conn.complete_io(&mut stream.sock);
    if shaken.is_err() {
        // The alert, and what the client still says, so that the alert is not lost by a reset.
        let _ = stream.conn.write_tls(&mut stream.sock);
        stream.sock.shutdown(Shutdown::Write)?;
        stream.sock.set_read_timeout(Some(Duration::from_secs(2)))?;
        let _ = io::copy(&mut stream.sock, &mut io::sink());
    }
    shaken.map(|_| stream)
}

/// Reads what still comes, and ends an encrypted connection in good order.
fn finish(stream: &mut StreamOwned<ServerConnection, TcpStream>) -> io::Result<()> {
    stream.sock.set_read_timeout(Some(Duration::from_millis(500)))?;
    let _ = io::copy(stream, &mut io::sink());
    stream.conn.send_close_notify();
    stream.flush()?;
    stream.sock.shutdown(Shutdown::Write)
}

fn encrypted(port: u16, config: Arc<ServerConfig>) -> io::Result<Listener> {
    Listener::start(port, move |stream| {
        let mut stream = handshake(stream, &config)?;
        request(&mut stream)?;
        stream.write_all(OK)?;
        finish(&mut stream)
    })
}

/// The server for names, which never finds one.
pub fn names() -> Result<Arc<AtomicU8>, String> {
    let socket = UdpSocket::bind("127.0.0.1:53").map_err(|error| format!("no server for names: {error}"))?;
    let how = Arc::new(AtomicU8::new(Names::Unknown as u8));
    let told = Arc::clone(&how);
    thread::spawn(move || {
        let mut query = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut query) {
            let code = told.load(Ordering::Relaxed);
            if length < 12 || code == Names::Silent as u8 {
                continue;
            }
            // The question without what follows it: a response, recursion available, and the code.
            let mut end = 12;
            while end < length && query[end] != 0 {
                end += usize::from(query[end]) + 1;
            }
            let mut answer = query[..(end + 5).min(length)].to_vec();
            answer[2] = 0x81;
            answer[3] = 0x80 | code;
            answer[6..12].fill(0);
            let _ = socket.send_to(&answer, from);
        }
    });
    Ok(how)
}
