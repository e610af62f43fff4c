//! Uploads whose limit is enforced before they have arrived.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::super::ask::{Answer, Ask};
use super::super::echo::json_response;
use crate::serve::wire::Target;

/// The most bytes that `/upload?limit=1000` takes. Whoever announces more is refused at once, and in chunks as soon as
/// more arrives.
pub fn limit(target: &Target) -> Option<u64> {
    target.pairs().iter().find(|(name, _)| name == "limit").and_then(|(_, value)| value.parse().ok())
}

/// `/upload`: says what arrived.
pub fn upload(ask: &mut Ask<'_>) -> Answer {
    // A limit that is no number is refused here, as it limited nothing before.
    let limit = ask.option_number::<u64>("limit")?;
    let content = &ask.request.content;
    let digest = format!("{:x}", Sha256::digest(content));
    Ok(json_response(&json!({ "bytes": content.len(), "sha256": digest, "limit": limit })))
}
