//! Certificates that are made when the server starts and known to nobody else: one that is right, and others that are
//! wrong in one way each.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::clock::{END, TlsClock};

/// What a certificate is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificate {
    /// For this machine, and valid, for whoever trusts the authority.
    Valid,
    /// The same, but it was valid until yesterday.
    Expired,
    /// For `example.com`.
    OtherName,
    /// It is its own issuer.
    SelfSigned,
}

impl Certificate {
    /// Those that clients are to refuse.
    pub const WRONG: [Self; 3] = [Self::Expired, Self::OtherName, Self::SelfSigned];

    /// What it is like, in a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Expired => "expired",
            Self::OtherName => "other-name",
            Self::SelfSigned => "self-signed",
        }
    }

    /// What it is, in a few words.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Valid => "a valid certificate",
            Self::Expired => "an expired certificate",
            Self::OtherName => "a certificate for another name",
            Self::SelfSigned => "a self-signed certificate",
        }
    }
}

/// Who issues the certificates; its key is never written anywhere.
#[derive(Debug)]
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    /// The names and addresses of this machine.
    names: Vec<String>,
    /// The time in seconds since 1970.
    now: u64,
}

/// What certificates are issued with: times in days from now.
const DAY: u64 = 24 * 60 * 60;

fn wrong(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::other(error)
}

impl Authority {
    /// One for some names and addresses, at a time in seconds since 1970.
    ///
    /// # Errors
    /// When no key can be made.
    pub fn new(names: Vec<String>, now: u64) -> io::Result<Self> {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "httpdex serve, for this run");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        valid(&mut params, now.saturating_sub(365 * DAY), now + 90 * DAY);
        let key = KeyPair::generate().map_err(wrong)?;
        let issuer = CertifiedIssuer::self_signed(params, key).map_err(wrong)?;
        Ok(Self { issuer, names, now })
    }

    /// The certificate that clients are to trust, in PEM.
    pub fn pem(&self) -> String {
        let text = BASE64_STANDARD.encode(self.issuer.der());
        let mut pem = "-----BEGIN CERTIFICATE-----\n".to_owned();
        // 64 characters a line (RFC 7468 §2).
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let (line, more) = rest.split_at(rest.len().min(64));
            pem.extend([line, "\n"]);
            rest = more;
        }
        pem + "-----END CERTIFICATE-----\n"
    }

    /// How a port with such a certificate speaks TLS: 1.2 or 1.3, for HTTP/2 or HTTP/1.1.
    ///
    /// # Errors
    /// When no key can be made.
    pub fn config(&self, certificate: Certificate) -> io::Result<ServerConfig> {
        let names = match certificate {
            Certificate::OtherName => vec!["example.com".to_owned(), "www.example.com".to_owned()],
            _ => self.names.clone(),
        };
        let mut params = CertificateParams::new(names.clone()).map_err(wrong)?;
        params.distinguished_name.push(DnType::CommonName, names.first().map_or("localhost", String::as_str));
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        if certificate == Certificate::Expired {
            valid(&mut params, self.now.saturating_sub(90 * DAY), self.now.saturating_sub(DAY));
        } else {
            valid(&mut params, self.now.saturating_sub(DAY), self.now + 90 * DAY);
        }
        let key = KeyPair::generate().map_err(wrong)?;
        let made = if certificate == Certificate::SelfSigned {
            params.self_signed(&key)
        } else {
            params.signed_by(&key, &self.issuer)
        };
        let chain = vec![made.map_err(wrong)?.der().clone()];
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_details(provider, Arc::new(TlsClock))
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
            .map_err(wrong)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(config)
    }
}

/// Lets a certificate be valid between two times in seconds since 1970, to the end of 9999 at most.
fn valid(params: &mut CertificateParams, from: u64, until: u64) {
    let epoch = date_time_ymd(1970, 1, 1);
    let time = |seconds: u64| epoch + Duration::from_secs(seconds.min(END));
    (params.not_before, params.not_after) = (time(from), time(until));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_can_be_made_whatever_the_clock_shows() {
        for now in [0, END - DAY, END] {
            let authority = Authority::new(vec!["localhost".to_owned()], now).unwrap();
            for certificate in Certificate::WRONG.into_iter().chain([Certificate::Valid]) {
                authority.config(certificate).unwrap();
            }
        }
    }
}
