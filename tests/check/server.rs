//! Servers on loopback, one thread a connection.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use httpdex::fault::Step;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::player::play;

/// What a server was asked: the header section in letters, and the content.
#[derive(Debug, Clone)]
pub struct Asked {
    pub head: String,
    pub content: Vec<u8>,
}

impl Asked {
    /// The method.
    pub fn method(&self) -> &str {
        self.head.split(' ').next().unwrap_or_default()
    }

    /// The target.
    pub fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    /// The value of a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// What is done with a request.
pub type Answer = Arc<dyn Fn(&Asked) -> Vec<Step> + Send + Sync>;

/// A server. Its threads end with the test.
pub struct Server {
    pub address: SocketAddr,
    /// All requests so far.
    pub asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Answers every request so.
    pub fn new(answer: impl Fn(&Asked) -> Vec<Step> + Send + Sync + 'static) -> Self {
        Self::start(Arc::new(answer), None)
    }

    /// The same within TLS.
    pub fn secure(config: Arc<ServerConfig>, answer: impl Fn(&Asked) -> Vec<Step> + Send + Sync + 'static) -> Self {
        Self::start(Arc::new(answer), Some(config))
    }

    fn start(answer: Answer, config: Option<Arc<ServerConfig>>) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let known = Arc::clone(&asked);
        let address = listen(move |socket| {
            let Some(config) = &config else {
                let _ = converse(&mut socket.try_clone()?, &socket, &answer, &known);
                return Ok(());
            };
            let connection = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
            let mut stream = StreamOwned::new(connection, socket.try_clone()?);
            converse(&mut stream, &socket, &answer, &known)?;
            stream.conn.send_close_notify();
            stream.flush()
        });
        Self { address, asked }
    }

    /// The URL of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

/// Does something with each connection.
pub fn listen(serve: impl Fn(TcpStream) -> io::Result<()> + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let serve = Arc::new(serve);
    thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            let serve = Arc::clone(&serve);
            thread::spawn(move || {
                let _ = socket.set_nodelay(true);
                // A client that has gone is what these servers are for.
                let _ = serve(socket);
            });
        }
    });
    address
}

/// One request after the other; an error where the connection is not to be ended in good order.
fn converse(
    stream: &mut (impl Read + Write),
    socket: &TcpStream,
    answer: &Answer,
    known: &Mutex<Vec<Asked>>,
) -> io::Result<()> {
    while let Some(asked) = read(stream)? {
        known.lock().unwrap().push(asked.clone());
        let steps = answer(&asked);
        if !play(stream, socket, &steps)? {
            let is_aborted = steps.last() == Some(&Step::Reset);
            return if is_aborted { Err(io::ErrorKind::ConnectionAborted.into()) } else { Ok(()) };
        }
    }
    Ok(())
}

/// Reads a request.
pub fn read(stream: &mut impl Read) -> io::Result<Option<Asked>> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Ok(None);
        }
        head.push(byte[0]);
    }
    let head: String = head.iter().map(|&byte| char::from(byte)).collect();
    let mut asked = Asked { head, content: Vec::new() };
    let length = asked.value("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    asked.content = vec![0; length];
    stream.read_exact(&mut asked.content)?;
    Ok(Some(asked))
}

/// A port on which nobody listens.
pub fn closed() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address")
}

/// An address that takes no connection any more: its queue is full. It stays so while the sockets live.
pub fn full() -> (SocketAddr, Vec<socket2::Socket>) {
    use socket2::{Domain, Socket, Type};
    let listener = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).expect("a port");
    listener.listen(0).expect("a queue");
    let address = listener.local_addr().expect("an address").as_socket().expect("an address");
    let mut sockets = vec![listener];
    for _ in 0..4 {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        let _ = socket.connect_timeout(&address.into(), Duration::from_millis(30));
        sockets.push(socket);
    }
    (address, sockets)
}

/// These bytes, and the connection stays open.
pub fn say(bytes: impl AsRef<[u8]>) -> Vec<Step> {
    vec![Step::Send(bytes.as_ref().to_vec())]
}

/// These bytes, and the connection is closed.
pub fn say_close(bytes: impl AsRef<[u8]>) -> Vec<Step> {
    vec![Step::Send(bytes.as_ref().to_vec()), Step::Close]
}

/// A response with content of its length.
pub fn response(status: &str, fields: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{fields}Content-Length: {}\r\n\r\n", content.len());
    [head.as_bytes(), content].concat()
}

/// A redirect.
pub fn redirect(status: u16, to: &str) -> Vec<Step> {
    say(response(&format!("{status} Found"), &format!("Location: {to}\r\n"), b""))
}

/// A response that is as it should be.
pub fn fine() -> Vec<Step> {
    say(response("200 OK", "Content-Type: text/plain\r\n", b"fine"))
}
