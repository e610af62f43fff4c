//! Idempotency keys (draft-ietf-httpapi-idempotency-key-header).

use serde_json::json;
use sha2::{Digest, Sha256};

use super::super::ask::{Answer, Ask, bad};
use super::super::echo::json_response;
use super::super::remembered::Payment;
use crate::serve::wire::Response;

/// The longest key, in bytes.
const LONGEST: usize = 256;

/// `POST /payments` with `Idempotency-Key`: the same key gives the same payment again, 422 with other content, and 400
/// without a key.
pub fn pay(ask: &mut Ask<'_>) -> Answer {
    let Some(key) = ask.field("idempotency-key") else {
        return Err(bad("send Idempotency-Key with a new value for each payment, such as a UUID in quotes"));
    };
    let key = key.trim().trim_matches('"').to_owned();
    if key.is_empty() || key.len() > LONGEST {
        return Err(bad(format!("Idempotency-Key has from 1 to {LONGEST} characters")));
    }
    let fingerprint = Sha256::digest(&ask.request.content).to_vec();
    let new = ask.random.uuid();
    let (payment, is_new) = ask.state.payments.change(key, |entry| {
        let is_new = entry.is_none();
        let payment = entry.get_or_insert_with(|| Payment { fingerprint: fingerprint.clone(), id: new });
        (payment.clone(), is_new)
    });
    if payment.fingerprint != fingerprint {
        let why = "this Idempotency-Key belongs to a payment with other content\n";
        return Ok(Response::text(422, why));
    }
    let response = json_response(&json!({ "payment": payment.id, "replayed": !is_new }));
    let location = format!("/anything/payments/{}", payment.id);
    Ok(Response { status: 201, ..response.field("Location", location).field("Cache-Control", "no-store") })
}
