//! A verifier that keeps what it saw, so that it can be told also where verification fails.
//!
//! It lets the handshake go on in any case. Whoever uses it has to look at [`Recorder::seen`] before anything is sent.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

/// The certificates of a server, and what is to be said of them.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// The server's own first.
    pub(super) chain: Vec<CertificateDer<'static>>,
    /// Whether it was verified.
    pub(super) verdict: Result<(), Error>,
}

#[derive(Debug)]
pub(super) struct Recorder {
    provider: Arc<CryptoProvider>,
    /// None where no authority is trusted.
    inner: Option<Arc<WebPkiServerVerifier>>,
    seen: Mutex<Option<Seen>>,
}

impl Recorder {
    pub(super) fn new(roots: &Arc<RootCertStore>, provider: &Arc<CryptoProvider>) -> Self {
        let builder = WebPkiServerVerifier::builder_with_provider(Arc::clone(roots), Arc::clone(provider));
        Self { provider: Arc::clone(provider), inner: builder.build().ok(), seen: Mutex::new(None) }
    }

    /// What was seen, if the server showed a certificate.
    pub(super) fn seen(&self) -> Option<Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verdict = match &self.inner {
            Some(inner) => inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now),
            None => Err(CertificateError::UnknownIssuer.into()),
        };
        let chain = std::iter::once(end_entity).chain(intermediates).map(|one| one.clone().into_owned()).collect();
        let seen = Seen { chain, verdict: verdict.map(drop) };
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
