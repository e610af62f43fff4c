//! What is wrong with a certificate, in words.

use rustls::client::verify_server_name;
use rustls::pki_types::ServerName;
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, Error};

use super::certificate::{Certificate, date};
use super::verifier::Seen;
use crate::check::failure::{Failure, Phase};

/// How many names are told of a certificate for others.
const TOLD: usize = 5;

/// Why a certificate is not taken; `None` where it is. What is wrong besides is told in its problems.
pub(super) fn judge(
    seen: &Seen,
    name: &ServerName<'_>,
    host: &str,
    now: i64,
    found: &mut Certificate,
) -> Option<Failure> {
    let error = seen.verdict.as_ref().err();
    let mut problems: Vec<(&'static str, String)> = Vec::new();
    if let Some(end) = found.not_after.filter(|end| *end < now) {
        let days = (now - end) / 86_400;
        let ago = if days == 1 { "a day ago".to_owned() } else { format!("{days} days ago") };
        problems.push(("certificate-expired", format!("it expired on {}, {ago}", date(end))));
    }
    if let Some(begin) = found.not_before.filter(|begin| *begin > now) {
        problems.push(("certificate-not-yet-valid", format!("it is valid only from {} on", date(begin))));
    }
    if let Some(leaf) = seen.chain.first()
        && let Ok(parsed) = ParsedCertificate::try_from(leaf)
        && verify_server_name(&parsed, name).is_err()
    {
        problems.push(("certificate-name-mismatch", other_names(host, &found.names)));
    }
    if let Some(Error::InvalidCertificate(error)) = error {
        problems.extend(by_verifier(error, seen, found));
    }
    if problems.is_empty()
        && let Some(error) = error
    {
        problems.push(("certificate-untrusted", format!("it cannot be verified: {error}")));
    }
    found.verified = error.is_none();
    found.problems.extend(problems.iter().map(|(_, words)| words.clone()));
    error?;
    let first = problems.into_iter().next()?;
    Some(Failure::new(first.0, Phase::Tls, format!("the certificate of {host} is not taken: {}", first.1)))
}

/// What only the verifier can say.
fn by_verifier(error: &CertificateError, seen: &Seen, found: &Certificate) -> Option<(&'static str, String)> {
    let issuer = found.issuer.as_deref().unwrap_or("nobody");
    match error {
        CertificateError::UnknownIssuer => {
            let words = match seen.chain.len() {
                _ if found.issuer == found.subject => "it is its own issuer, and nobody here trusts it".to_owned(),
                1 => format!(
                    "its issuer, {issuer}, is not trusted here, and the server sent no certificate that leads from it to \
                     one that is"
                ),
                _ => format!("the chain of its issuer, {issuer}, leads to no authority that is trusted here"),
            };
            Some(("certificate-untrusted", words))
        }
        CertificateError::Revoked => Some(("certificate-revoked", format!("{issuer} has revoked it"))),
        CertificateError::BadSignature => {
            Some(("certificate-untrusted", format!("its signature is not that of its issuer, {issuer}")))
        }
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            Some(("certificate-untrusted", "it is not made for servers".to_owned()))
        }
        CertificateError::BadEncoding => {
            Some(("certificate-untrusted", "it is not written as X.509 has it".to_owned()))
        }
        // Dates and names are told in words of their own.
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. }
        | CertificateError::NotValidForName
        | CertificateError::NotValidForNameContext { .. } => None,
        error => Some(("certificate-untrusted", format!("it cannot be verified: {error}"))),
    }
}

fn other_names(host: &str, names: &[String]) -> String {
    let told = names[..names.len().min(TOLD)].join(", ");
    match names.len() {
        0 => format!("it names no host, so it is not for {host}"),
        1..=TOLD => format!("it is for {told}, not for {host}"),
        more => format!("it is for {told} and {} others, not for {host}", more - TOLD),
    }
}
