//! The handshake.

use std::io::{self, Read};
use std::net::TcpStream;
use std::sync::{Arc, OnceLock};

use rustls::client::Resumption;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{AlertDescription, ClientConfig, ClientConnection, Error, RootCertStore, StreamOwned};

use super::certificate::Certificate;
use super::problems::judge;
use super::verifier::Recorder;
use crate::check::failure::{Failure, Phase};
use crate::check::stream::is_wait;
use crate::check::wait::Wait;
use crate::clock::TlsClock;

/// The authorities that are trusted: those that were given as PEM, or the system's, which are read when TLS is first
/// used.
#[derive(Debug, Default)]
pub struct Trust {
    given: Option<Vec<u8>>,
    read: OnceLock<(Arc<RootCertStore>, Arc<CryptoProvider>)>,
}

impl Trust {
    /// Trusts those that were given, or those of the system.
    pub const fn new(given: Option<Vec<u8>>) -> Self {
        Self { given, read: OnceLock::new() }
    }

    fn get(&self) -> &(Arc<RootCertStore>, Arc<CryptoProvider>) {
        self.read.get_or_init(|| {
            let mut roots = RootCertStore::empty();
            // Those that cannot be read are left out, as other programs do.
            roots.add_parsable_certificates(match &self.given {
                Some(pem) => CertificateDer::pem_slice_iter(pem).filter_map(Result::ok).collect(),
                None => rustls_native_certs::load_native_certs().certs,
            });
            (Arc::new(roots), Arc::new(ring::default_provider()))
        })
    }
}

/// A connection on which TLS was set up.
pub type Secured = StreamOwned<ClientConnection, TcpStream>;

/// Sets TLS up. What is known of it is told whatever comes of it; an unverified certificate is a failure unless it is
/// `insecure`.
///
/// # Errors
/// When there is no handshake in time, or the certificate is not taken.
pub fn secure(
    socket: TcpStream,
    host: &str,
    protocols: &[&[u8]],
    insecure: bool,
    trust: &Trust,
    wait: &Wait,
) -> (Result<Secured, Failure>, Option<Certificate>) {
    let (roots, provider) = trust.get();
    let Ok(name) = ServerName::try_from(host.to_owned()) else {
        let detail = format!("{host} is no name that a certificate can be for");
        return (Err(Failure::new("invalid-url", Phase::Tls, detail)), None);
    };
    let recorder = Arc::new(Recorder::new(roots, provider));
    let builder = ClientConfig::builder_with_details(Arc::clone(provider), Arc::new(TlsClock));
    let builder = builder.with_safe_default_protocol_versions();
    let mut config = match builder {
        Ok(builder) => {
            builder.dangerous().with_custom_certificate_verifier(Arc::clone(&recorder) as Arc<_>).with_no_client_auth()
        }
        Err(error) => return (Err(Failure::new("tls-handshake-failed", Phase::Tls, error.to_string())), None),
    };
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    config.resumption = Resumption::disabled();
    let mut connection = match ClientConnection::new(Arc::new(config), name.clone()) {
        Ok(connection) => connection,
        Err(error) => return (Err(Failure::new("tls-handshake-failed", Phase::Tls, error.to_string())), None),
    };
    let shaken = shake(&mut connection, &socket, wait);
    let now = crate::clock::now();
    let mut failure = shaken.err();
    let seen = recorder.seen();
    let mut found = seen.as_ref().map(|seen| Certificate::read(seen.chain.first().map_or(&[], |one| one), now));
    if let (Some(seen), Some(found)) = (&seen, &mut found) {
        let judged = judge(seen, &name, host, now, found);
        failure = failure.or_else(|| judged.filter(|_| !insecure));
        found.version = connection.protocol_version().map(|version| match version {
            rustls::ProtocolVersion::TLSv1_3 => "TLS 1.3".to_owned(),
            rustls::ProtocolVersion::TLSv1_2 => "TLS 1.2".to_owned(),
            version => format!("{version:?}"),
        });
        let suite = connection.negotiated_cipher_suite();
        found.cipher = suite.and_then(|suite| suite.suite().as_str()).map(|name| name.replace("TLS13_", "TLS_"));
        found.alpn = connection.alpn_protocol().map(|name| String::from_utf8_lossy(name).into_owned());
    }
    match failure {
        Some(failure) => (Err(failure), found),
        None => (Ok(StreamOwned::new(connection, socket)), found),
    }
}

/// The messages of the handshake, to and fro.
fn shake(connection: &mut ClientConnection, mut socket: &TcpStream, wait: &Wait) -> Result<(), Failure> {
    let doing = "TLS was set up";
    let broken = |error: &io::Error| match error.kind() {
        io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionAborted => {
            Failure::new("connection-reset", Phase::Tls, "the connection was aborted during the TLS handshake")
        }
        _ => Failure::of_connection(error, Phase::Tls),
    };
    let mut first: Vec<u8> = Vec::new();
    let mut buffer = vec![0; 16 << 10];
    while connection.is_handshaking() || connection.wants_write() {
        let slice = wait.slice().map_err(|stop| Failure::stopped(stop, Phase::Tls, doing))?;
        if connection.wants_write() {
            let set = socket.set_write_timeout(Some(slice));
            match set.and_then(|()| connection.write_tls(&mut socket)) {
                Ok(_) => {}
                Err(error) if is_wait(&error) => {}
                Err(error) => return Err(broken(&error)),
            }
            continue;
        }
        let set = socket.set_read_timeout(Some(slice));
        let count = match set.and_then(|()| socket.read(&mut buffer)) {
            Ok(0) => {
                let detail = "the server closed the connection during the TLS handshake";
                return Err(Failure::new("tls-handshake-failed", Phase::Tls, detail));
            }
            Ok(count) => count,
            Err(error) if is_wait(&error) => continue,
            Err(error) => return Err(broken(&error)),
        };
        let room = 8_usize.saturating_sub(first.len()).min(count);
        first.extend_from_slice(&buffer[..room]);
        let mut rest = &buffer[..count];
        while !rest.is_empty() {
            let taken = connection.read_tls(&mut rest).map_err(|error| broken(&error))?;
            if let Err(error) = connection.process_new_packets() {
                // The server is told why, if it still listens.
                let _ = connection.write_tls(&mut socket);
                return Err(refused(&error, &first));
            }
            if taken == 0 {
                break;
            }
        }
    }
    Ok(())
}

/// What went wrong with the handshake.
fn refused(error: &Error, first: &[u8]) -> Failure {
    let failed = |id, detail: String| Failure::new(id, Phase::Tls, detail);
    match error {
        Error::AlertReceived(AlertDescription::CertificateRequired) => {
            failed("client-certificate-required", "the server wants a certificate of the client's".to_owned())
        }
        Error::AlertReceived(alert) => failed(
            "tls-handshake-failed",
            format!("the server refused the TLS handshake ({})", words(&format!("{alert:?}"))),
        ),
        // A record begins with its type, of which there are four.
        Error::InvalidMessage(_) if !matches!(first.first(), Some(20..=23)) => {
            let text = String::from_utf8_lossy(first);
            let text = text.trim_end_matches(char::REPLACEMENT_CHARACTER);
            failed("tls-on-plain-http-port", format!("the server does not answer in TLS, but with “{text}”"))
        }
        error => failed("tls-handshake-failed", format!("the TLS handshake failed: {error}")),
    }
}

/// `HandshakeFailure` as `handshake failure`.
fn words(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
