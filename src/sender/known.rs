//! The senders that are known.

use std::sync::LazyLock;

use super::format::Sender;
use crate::packed::{Packed, packed};

/// What the build script made of `data/senders`.
static TEXT: Packed = packed!("senders.json");

static SENDERS: LazyLock<Vec<Sender>> =
    LazyLock::new(|| serde_json::from_str(&TEXT.text()).expect("the build script read these senders"));

/// All of them, in the order of their ids.
pub fn known() -> &'static [Sender] {
    &SENDERS
}

/// The one with an id.
pub fn named(id: &str) -> Option<&'static Sender> {
    let at = SENDERS.binary_search_by(|sender| sender.id.as_str().cmp(id)).ok()?;
    Some(&SENDERS[at])
}
