//! Who sent a response: the server, proxy, CDN, framework or platform that wrote it, and those that passed it on.
//!
//! What is known of each is in `data/senders`, a file each; it is read when it is first asked for.

mod condition;
mod format;
mod glob;
mod hops;
mod known;
mod path;
mod recognize;

pub use condition::Seen;
pub use format::{Condition, Confidence, Kind, Says, Sender, Sign, Source};
pub use known::{known, named};
pub use path::{Hop, Path, path};
pub use recognize::{Found, recognize};
