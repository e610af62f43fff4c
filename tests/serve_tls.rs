//! `httpdex serve --tls`: what clients that verify certificates make of each port.

#[path = "support/server.rs"]
mod server;

use std::io::{self, BufRead, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, ProtocolVersion, RootCertStore, StreamOwned, version};
use server::{Response, Server};

/// A server with TLS, and what a client needs that trusts it.
struct Secure {
    server: Server,
    /// The ports whose certificates are wrong: what the server says of each.
    practice: Vec<(SocketAddr, String)>,
    roots: RootCertStore,
}

impl Secure {
    fn start() -> Self {
        let mut server = Server::start(&["--tls"]);
        let mut practice = Vec::new();
        for _ in 0..3 {
            let mut line = String::new();
            server.output.read_line(&mut line).unwrap();
            let (address, about) =
                line.trim().strip_prefix("listening on https://").unwrap().split_once(" with ").unwrap();
            practice.push((address.parse().unwrap(), about.to_owned()));
        }
        let url = format!("https://{}/tls/ca.pem", server.address);
        let pem = Command::new("curl").args(["--silent", "--insecure", &url]).output().expect("curl").stdout;
        assert!(!String::from_utf8_lossy(&pem).contains("PRIVATE"));
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(&pem).expect("a certificate")).unwrap();
        Self { server, practice, roots }
    }

    fn config(&self) -> ClientConfig {
        ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(self.roots.clone())
            .with_no_client_auth()
    }
}

/// A connection on which the handshake is done, or why it failed.
fn connect(
    address: SocketAddr,
    name: &str,
    config: ClientConfig,
) -> io::Result<StreamOwned<ClientConnection, TcpStream>> {
    let tcp = TcpStream::connect(address)?;
    tcp.set_read_timeout(Some(Duration::from_secs(30)))?;
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let mut stream = StreamOwned::new(ClientConnection::new(Arc::new(config), name).unwrap(), tcp);
    while stream.conn.is_handshaking() {
        stream.conn.complete_io(&mut stream.sock)?;
    }
    Ok(stream)
}

/// Sends a request and reads to the end; what came, and whether the end was in good order (`close_notify`).
fn raw(stream: &mut StreamOwned<ClientConnection, TcpStream>, target: &str) -> (Vec<u8>, Result<(), io::ErrorKind>) {
    let request = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    let end = stream.read_to_end(&mut bytes).map(|_| ()).map_err(|error| error.kind());
    (bytes, end)
}

#[test]
fn a_client_that_trusts_the_authority_is_served() {
    let secure = Secure::start();
    for name in ["localhost", "127.0.0.1"] {
        let mut stream = connect(secure.server.address, name, secure.config()).unwrap();
        assert_eq!(stream.conn.protocol_version(), Some(ProtocolVersion::TLSv1_3));
        assert_eq!(stream.conn.alpn_protocol(), None, "nothing was offered");
        let (bytes, end) = raw(&mut stream, "/get");
        assert_eq!(end, Ok(()));
        let response = Response::new(&bytes);
        assert_eq!((response.status, &response.json()["url"]), (200, &"https://localhost/get".into()));
    }
    let old = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_protocol_versions(&[&version::TLS12])
        .unwrap()
        .with_root_certificates(secure.roots.clone())
        .with_no_client_auth();
    let stream = connect(secure.server.address, "localhost", old).unwrap();
    assert_eq!(stream.conn.protocol_version(), Some(ProtocolVersion::TLSv1_2));
    for protocol in ["h2", "http/1.1"] {
        let mut config = secure.config();
        config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
        let stream = connect(secure.server.address, "localhost", config).unwrap();
        assert_eq!(stream.conn.alpn_protocol(), Some(protocol.as_bytes()));
    }
}

#[test]
fn each_other_port_is_refused_for_its_own_reason() {
    let mut secure = Secure::start();
    let reasons = [
        ("an expired certificate", "expired"),
        ("a certificate for another name", "not valid for name"),
        ("a self-signed certificate", "UnknownIssuer"),
    ];
    for ((address, about), (expected, reason)) in secure.practice.iter().zip(reasons) {
        assert_eq!(about, expected);
        let error = connect(*address, "localhost", secure.config()).unwrap_err().to_string();
        assert!(error.contains(reason), "{about}: {error}");
        // Whoever does not verify is served there, too.
        let url = format!("https://{address}/status/418");
        let options = ["--silent", "--insecure", "--output", "/dev/null", "--write-out", "%{http_code}", &url];
        assert_eq!(Command::new("curl").args(options).output().expect("curl").stdout, b"418", "{about}");
    }
    let other = connect(secure.practice[1].0, "example.com", secure.config());
    assert!(other.is_ok(), "it is the other name's: {other:?}");
    // The server tells what clients said.
    let mut notes = String::new();
    for _ in 0..100 {
        secure.server.output.read_line(&mut notes).unwrap();
        if notes.matches("the TLS handshake failed: ").count() == 3 {
            break;
        }
    }
    assert!(notes.contains("CertificateExpired") && notes.contains("UnknownCA"), "{notes}");
}

#[test]
fn faults_are_what_they_are_without_tls() {
    let secure = Secure::start();
    let arrives = |fault: &str| {
        let mut stream = connect(secure.server.address, "localhost", secure.config()).unwrap();
        let (bytes, end) = raw(&mut stream, &format!("/status/200?fault={fault}&pause=1ms"));
        (String::from_utf8(bytes).unwrap(), end)
    };
    assert_eq!(arrives("close"), (String::new(), Ok(())));
    assert_eq!(arrives("reset"), (String::new(), Err(io::ErrorKind::ConnectionReset)));
    let (text, end) = arrives("truncated");
    assert!(text.ends_with("\r\n\r\n200") && end.is_ok(), "{text} {end:?}");
    let (text, end) = arrives("drip");
    assert!(text.ends_with("\r\n\r\n200 OK\n") && end.is_ok(), "{text} {end:?}");
    let (text, _) = arrives("reset-in-content");
    assert!(!text.ends_with("200 OK\n"), "{text}");
}

#[test]
fn much_content_comes_whole() {
    let secure = Secure::start();
    let mut stream = connect(secure.server.address, "localhost", secure.config()).unwrap();
    let (bytes, end) = raw(&mut stream, "/drip?numbytes=5000000&duration=0&delay=0");
    assert_eq!(end, Ok(()));
    assert_eq!(Response::new(&bytes).content.len(), 5_000_000);
}

#[test]
fn a_request_without_tls_is_told_so() {
    let secure = Secure::start();
    let response = secure.server.get("/get");
    assert_eq!(response.status, 400);
    assert!(response.text().contains("use https://"), "{}", response.text());
    let (preface, _) = secure.server.raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    assert!(preface.starts_with(b"HTTP/1.1 "), "no HTTP/2 either: {:?}", String::from_utf8_lossy(&preface));
    let plain = Server::start(&[]);
    let missing = plain.get("/tls/ca.pem");
    assert!(missing.status == 404 && missing.text().contains("--tls"), "{}", missing.text());
}

#[test]
fn lines_for_programs_name_the_certificates() {
    let mut server = Server::start(&["--tls", "--log", "json"]);
    let mut words = Vec::new();
    for _ in 0..3 {
        let mut line = String::new();
        server.output.read_line(&mut line).unwrap();
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(line["event"], "listening");
        assert!(line["url"].as_str().unwrap().starts_with("https://127.0.0.1:"));
        words.push(line["certificate"].as_str().unwrap().to_owned());
    }
    assert_eq!(words, ["expired", "other-name", "self-signed"]);
}
