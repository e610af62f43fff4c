//! Certificates that are right, and wrong in each way, made anew for every run.

use std::sync::{Arc, OnceLock};

use rcgen::{KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::version::{TLS12, TLS13};

use crate::authority::{Authority, authority, config, expire, leaf};

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
    trusted: Authority,
    foreign: Authority,
}

fn authorities() -> &'static Authorities {
    static MADE: OnceLock<Authorities> = OnceLock::new();
    MADE.get_or_init(|| Authorities {
        trusted: authority("Trusted Authority").unwrap(),
        foreign: authority("Unknown Authority").unwrap(),
    })
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
        let mut leaf = leaf(names, names.first().copied().unwrap_or("127.0.0.1")).unwrap();
        leaf.not_after = date_time_ymd(2039, 1, 1);
        match self.flaw {
            Flaw::Expired | Flaw::All => expire(&mut leaf),
            Flaw::Future => leaf.not_before = date_time_ymd(2038, 1, 1),
            _ => {}
        }
        let Authorities { trusted, foreign } = authorities();
        let certificate = match self.flaw {
            Flaw::SelfSigned => leaf.self_signed(&key),
            Flaw::Foreign | Flaw::All => leaf.signed_by(&key, foreign),
            _ => leaf.signed_by(&key, trusted),
        };
        let versions: &[_] = if self.only_12 { &[&TLS12] } else { &[&TLS13, &TLS12] };
        let clients = self.wants_client.then_some(trusted);
        config((&certificate.unwrap(), &key), clients, versions, self.protocols).unwrap()
    }
}
