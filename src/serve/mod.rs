//! `httpdex serve`: a server on which every status is real.
//!
//! [`wire`] reads and writes HTTP as bytes and [`answer`] makes responses of requests; both are pure. [`net`] owns
//! the sockets, the clock and the log, and reports what happens to whoever observes.

pub mod answer;
pub mod faults;
pub mod net;
pub mod scenario;
pub mod wire;
