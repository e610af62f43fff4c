//! Idempotency keys (draft-ietf-httpapi-idempotency-key-header).

use std::time::Duration;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::super::ask::{Answer, Ask, bad};
use super::super::echo::json_response;
use super::super::remembered::Payment;
use crate::serve::wire::Response;

/// The longest key, in bytes.
const LONGEST: usize = 256;

/// `POST /payments?delay=2s` with `Idempotency-Key`: the same key gives the same payment again, 409 while the first
/// request with it is still being answered, 422 with other content, and 400 without a key.
pub fn pay(ask: &mut Ask<'_>) -> Answer {
    let Some(key) = ask.field("idempotency-key") else {
        return Err(bad("send Idempotency-Key with a new value for each payment, such as a UUID in quotes"));
    };
    let key = key.trim().trim_matches('"').to_owned();
    if key.is_empty() || key.len() > LONGEST {
        return Err(bad(format!("Idempotency-Key has from 1 to {LONGEST} characters")));
    }
    let takes = Duration::from_secs_f64(ask.option_seconds("delay")?.unwrap_or_default());
    let done = ask.now.saturating_add(u64::try_from(takes.as_millis()).unwrap_or(u64::MAX));
    let fingerprint = Sha256::digest(&ask.request.content).to_vec();
    let new = ask.random.uuid();
    let (payment, is_new) = ask.state.payments.change(key, |entry| {
        let is_new = entry.is_none();
        let payment =
            entry.get_or_insert_with(|| Payment { fingerprint: fingerprint.clone(), id: new, begin: ask.now, done });
        (payment.clone(), is_new)
    });
    if payment.fingerprint != fingerprint {
        let why = "this Idempotency-Key belongs to a payment with other content\n";
        return Ok(Response::text(422, why));
    }
    if let Some(left) = payment.seconds_left(ask.now).filter(|_| !is_new) {
        let why = "the first request with this Idempotency-Key is still being answered\n";
        return Ok(Response::text(409, why).field("Retry-After", left.to_string()));
    }
    let response = json_response(&json!({ "payment": payment.id, "replayed": !is_new }));
    let location = format!("/anything/payments/{}", payment.id);
    let response = response.field("Location", location).field("Cache-Control", "no-store");
    Ok(Response { status: 201, wait: if is_new { takes } else { Duration::ZERO }, ..response })
}
