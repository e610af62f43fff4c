//! `httpdex serve` as it stands, and raw sockets to it.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server; it ends with it.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// What it prints after its first line.
    pub output: BufReader<std::process::ChildStdout>,
}

impl Server {
    /// Starts one on any free port, with more arguments.
    pub fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_httpdex"))
            .args(["serve", "--port", "0"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        output.read_line(&mut line).expect("a first line");
        let address = line.trim().rsplit("://").next().expect("an address").trim_end_matches(['"', '}']);
        let address = address.parse().unwrap_or_else(|_| panic!("{line:?} names no address"));
        Self { child, address, output }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has ended; its exit code.
    pub fn ended(&mut self) -> Option<i32> {
        self.child.wait().expect("it ends").code()
    }

    /// What it printed on standard error, once it has ended.
    pub fn errors(&mut self) -> String {
        let mut text = String::new();
        let mut errors = self.child.stderr.take().expect("a pipe");
        errors.read_to_string(&mut text).expect("text");
        text
    }

    /// A connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        stream
    }

    /// Sends bytes and reads until the server closes; what came, and whether it was aborted.
    pub fn raw(&self, bytes: &[u8]) -> (Vec<u8>, bool) {
        let mut stream = self.connect();
        stream.write_all(bytes).expect("a server that reads");
        read_all(&mut stream)
    }

    /// The response to a request for a target, on a connection of its own.
    pub fn get(&self, target: &str) -> Response {
        self.request("GET", target, "", b"")
    }

    /// The response to a request with field lines and content.
    pub fn request(&self, method: &str, target: &str, fields: &str, content: &[u8]) -> Response {
        let length = if content.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", content.len()) };
        let head =
            format!("{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{fields}{length}\r\n");
        Response::new(&self.raw(&[head.as_bytes(), content].concat()).0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads to the end; what came, and whether the connection was aborted.
pub fn read_all(stream: &mut TcpStream) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let aborted = match stream.read_to_end(&mut bytes) {
        Ok(_) => false,
        Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => true,
        Err(error) => panic!("{error}"),
    };
    (bytes, aborted)
}

/// A response taken apart.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub reason: String,
    pub fields: Vec<(String, String)>,
    pub content: Vec<u8>,
    /// The statuses of the interim responses before it.
    pub interim: Vec<u16>,
}

impl Response {
    /// Reads a sound response, chunks taken off.
    pub fn new(bytes: &[u8]) -> Self {
        let mut interim = Vec::new();
        let mut rest = bytes;
        loop {
            let end = rest.windows(4).position(|end| end == b"\r\n\r\n");
            let end = end.unwrap_or_else(|| panic!("no head: {:?}", String::from_utf8_lossy(bytes)));
            let head: String = rest[..end].iter().map(|&byte| char::from(byte)).collect();
            let mut lines = head.split("\r\n");
            let first = lines.next().expect("a status line").strip_prefix("HTTP/1.1 ").expect("a version");
            let (status, reason) = first.split_once(' ').expect("a blank after the status");
            let status = status.parse().expect("a status");
            rest = &rest[end + 4..];
            if (100..200).contains(&status) && status != 101 {
                interim.push(status);
                continue;
            }
            let pair = |line: &str| {
                let (name, value) = line.split_once(": ").unwrap_or_else(|| panic!("no field line: {line:?}"));
                (name.to_owned(), value.to_owned())
            };
            let fields: Vec<(String, String)> = lines.map(pair).collect();
            let mut response = Self { status, reason: reason.to_owned(), fields, content: Vec::new(), interim };
            response.content = match response.value("transfer-encoding") {
                Some("chunked") => unchunk(rest),
                _ => rest.to_vec(),
            };
            if let Some(length) = response.value("content-length") {
                assert!(rest.is_empty() || length.parse() == Ok(rest.len()), "{length} bytes announced: {rest:?}");
            }
            return response;
        }
    }

    /// The value of a field, its lines joined.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The content as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.content).expect("text")
    }

    /// The content as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.content).unwrap_or_else(|error| panic!("{error}: {:?}", self.text()))
    }
}

fn unchunk(mut rest: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    loop {
        let end = rest.windows(2).position(|end| end == b"\r\n").expect("a line");
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).expect("a size");
        if size == 0 {
            return content;
        }
        content.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 4 + size..];
    }
}
