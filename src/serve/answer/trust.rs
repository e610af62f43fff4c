//! What clients need to trust a server that speaks TLS.

use super::ask::{Answer, Ask, Bad};
use crate::serve::wire::Response;

/// `/tls/ca.pem`: the certificate of the authority that issued the server's.
pub fn authority(ask: &mut Ask<'_>) -> Answer {
    let Some(pem) = ask.state.authority.get() else {
        return Err(Bad { status: 404, why: "this server speaks no TLS; start it with `--tls`".to_owned() });
    };
    let response = Response::with(200, "application/pem-certificate-chain", pem.clone().into_bytes());
    Ok(response.field("Cache-Control", "no-store"))
}
