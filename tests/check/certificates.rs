//! Certificates that are right, and wrong in each way, made anew for every run.

use std::sync::{Arc, OnceLock};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::version::{TLS12, TLS13};
use rustls::{RootCertStore, ServerConfig};

/// What is wrong with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    None,
    SelfSigned,
    Foreign,
    Expired,
    Future,
    WrongName,
    /// It names no host but in its common name.
    NoNames,
    /// It is expired, for another name, and from nobody who is trusted.
    All,
}

struct Authorities {
    trusted: CertifiedIssuer<'static, KeyPair>,
    foreign: CertifiedIssuer<'static, KeyPair>,
}

fn authorities() -> &'static Authorities {
    static MADE: OnceLock<Authorities> = OnceLock::new();
    MADE.get_or_init(|| Authorities {
        trusted: authority("Trusted Authority"),
        foreign: authority("Unknown Authority"),
    })
}

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2040, 1, 1);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// What is trusted, as PEM.
pub fn trusted() -> Vec<u8> {
    authorities().trusted.pem().into_bytes()
}

/// How a server with such a certificate speaks TLS.
pub struct Wanted {
    pub flaw: Flaw,
    pub wants_client: bool,
    pub only_12: bool,
    pub protocols: &'static [&'static str],
}

impl Wanted {
    pub fn new(flaw: Flaw) -> Self {
        Self { flaw, wants_client: false, only_12: false, protocols: &["http/1.1"] }
    }

    pub fn config(&self) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let names: &[&str] = match self.flaw {
            Flaw::WrongName | Flaw::All => &["example.org", "www.example.org"],
            Flaw::NoNames => &[],
            _ => &["127.0.0.1", "localhost", "example.com"],
        };
        let mut leaf = CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap();
        leaf.distinguished_name.push(DnType::CommonName, names.first().copied().unwrap_or("127.0.0.1"));
        leaf.not_before = date_time_ymd(2026, 1, 1);
        leaf.not_after = date_time_ymd(2039, 1, 1);
        match self.flaw {
            Flaw::Expired | Flaw::All => {
                leaf.not_before = date_time_ymd(2020, 1, 1);
                leaf.not_after = date_time_ymd(2021, 1, 1);
            }
            Flaw::Future => leaf.not_before = date_time_ymd(2038, 1, 1),
            _ => {}
        }
        let Authorities { trusted, foreign } = authorities();
        let certificate = match self.flaw {
            Flaw::SelfSigned => leaf.self_signed(&key),
            Flaw::Foreign | Flaw::All => leaf.signed_by(&key, foreign),
            _ => leaf.signed_by(&key, trusted),
        };
        let certificate = certificate.unwrap().der().clone();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let versions: &[_] = if self.only_12 { &[&TLS12] } else { &[&TLS13, &TLS12] };
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider));
        let builder = builder.with_protocol_versions(versions).unwrap();
        let builder = if self.wants_client {
            let mut roots = RootCertStore::empty();
            roots.add(trusted.der().clone()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
            builder.with_client_cert_verifier(verifier)
        } else {
            builder.with_no_client_auth()
        };
        let mut config = builder.with_single_cert(vec![certificate], key).unwrap();
        config.alpn_protocols = self.protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        Arc::new(config)
    }
}
