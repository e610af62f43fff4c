//! Certificates that are right, and wrong in each way, made anew for every recording.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rcgen::{
    Certificate, CertificateRevocationListParams, Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, RevocationReason,
    RevokedCertParams, SerialNumber, date_time_ymd,
};
use rustls::{DEFAULT_VERSIONS, ServerConfig};

use crate::authority::{Authority, Made, authority, config, expire, leaf};

/// What is wrong with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing: for `www.example.com`, from the authority that is trusted.
    None,
    /// It is its own issuer.
    SelfSigned,
    /// Its issuer is not trusted.
    Foreign,
    /// It was valid in 2020.
    Expired,
    /// It is valid from 2030.
    Future,
    /// It is for another name.
    WrongName,
    /// Its authority has revoked it.
    Revoked,
}

/// The authorities.
pub struct Authorities {
    trusted: Authority,
    foreign: Authority,
}

/// The serial number of the revoked certificate.
const REVOKED: u64 = 666;

impl Authorities {
    /// Makes them, and writes what clients are to know of the trusted one to `ca.pem` and `crl.pem`.
    pub fn new(folder: &Path) -> Made<Self> {
        let (trusted, foreign) = (authority("Trusted Authority")?, authority("Unknown Authority")?);
        fs::write(folder.join("ca.pem"), trusted.pem())?;
        let revoked = RevokedCertParams {
            serial_number: SerialNumber::from(REVOKED),
            revocation_time: date_time_ymd(2026, 1, 1),
            reason_code: Some(RevocationReason::KeyCompromise),
            invalidity_date: None,
        };
        let list = CertificateRevocationListParams {
            this_update: date_time_ymd(2026, 1, 1),
            next_update: date_time_ymd(2050, 1, 1),
            crl_number: SerialNumber::from(1),
            issuing_distribution_point: None,
            revoked_certs: vec![revoked],
            key_identifier_method: KeyIdMethod::Sha256,
        };
        fs::write(folder.join("crl.pem"), list.signed_by(&trusted)?.pem()?)?;
        Ok(Self { trusted, foreign })
    }

    /// How a server with such a certificate speaks TLS.
    pub fn config(&self, flaw: Flaw, wants_client: bool, protocols: &[&str]) -> Made<Arc<ServerConfig>> {
        let key = KeyPair::generate()?;
        let certificate = self.certificate(flaw, &key)?;
        let clients = wants_client.then_some(&self.trusted);
        config((&certificate, &key), clients, DEFAULT_VERSIONS, protocols)
    }

    fn certificate(&self, flaw: Flaw, key: &KeyPair) -> Made<Certificate> {
        let names: &[&str] = match flaw {
            Flaw::WrongName => &["example.org", "www.example.org"],
            _ => &["example.com", "www.example.com", "app.example", "api.example"],
        };
        let mut leaf = leaf(names, names[0])?;
        // Chromium takes no certificate of a public authority that is valid for longer; this one is private.
        leaf.not_after = date_time_ymd(2035, 1, 1);
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.use_authority_key_identifier_extension = true;
        match flaw {
            Flaw::Expired => expire(&mut leaf),
            Flaw::Future => leaf.not_before = date_time_ymd(2030, 1, 1),
            Flaw::Revoked => leaf.serial_number = Some(SerialNumber::from(REVOKED)),
            _ => {}
        }
        let signed = |issuer: &Issuer<'_, KeyPair>| leaf.signed_by(key, issuer);
        Ok(match flaw {
            Flaw::SelfSigned => leaf.self_signed(key)?,
            Flaw::Foreign => signed(&self.foreign)?,
            _ => signed(&self.trusted)?,
        })
    }
}
