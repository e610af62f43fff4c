//! What caches do with a response, worked out in words (RFC 9111 §3 and §4.2).

mod lifetime;
mod storing;
mod words;

pub use storing::{Caching, Verdict, caching, is_heuristic};
