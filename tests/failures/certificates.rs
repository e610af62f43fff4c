//! Certificates that are right, and wrong in each way, made anew for every recording.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertificateRevocationListParams, CertifiedIssuer, DnType, IsCa,
    Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, RevocationReason, RevokedCertParams, SerialNumber, date_time_ymd,
};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};

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
    /// It is for another name.
    WrongName,
    /// Its authority has revoked it.
    Revoked,
}

/// The authorities.
pub struct Authorities {
    trusted: CertifiedIssuer<'static, KeyPair>,
    foreign: CertifiedIssuer<'static, KeyPair>,
}

type Made<T> = Result<T, Box<dyn std::error::Error>>;

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
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let builder = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?;
        let builder = if wants_client {
            let mut roots = RootCertStore::empty();
            roots.add(self.trusted.der().clone())?;
            let provider = Arc::new(rustls::crypto::ring::default_provider());
            builder.with_client_cert_verifier(
                WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build()?,
            )
        } else {
            builder.with_no_client_auth()
        };
        let mut config = builder.with_single_cert(vec![certificate.der().clone()], key)?;
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        Ok(Arc::new(config))
    }

    fn certificate(&self, flaw: Flaw, key: &KeyPair) -> Made<Certificate> {
        let names: &[&str] = match flaw {
            Flaw::WrongName => &["example.org", "www.example.org"],
            _ => &["example.com", "www.example.com", "app.example", "api.example"],
        };
        let mut leaf = CertificateParams::new(names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>())?;
        leaf.distinguished_name.push(DnType::CommonName, names[0]);
        leaf.not_before = date_time_ymd(2026, 1, 1);
        // Chromium takes no certificate of a public authority that is valid for longer; this one is private.
        leaf.not_after = date_time_ymd(2035, 1, 1);
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.use_authority_key_identifier_extension = true;
        match flaw {
            Flaw::Expired => {
                leaf.not_before = date_time_ymd(2020, 1, 1);
                leaf.not_after = date_time_ymd(2021, 1, 1);
            }
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

fn authority(name: &str) -> Made<CertifiedIssuer<'static, KeyPair>> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2040, 1, 1);
    Ok(CertifiedIssuer::self_signed(params, KeyPair::generate()?)?)
}
