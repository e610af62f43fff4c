//! What is told while a URL is checked, as it happens.

use super::hop::Hop;

/// Something that happened; `hop` counts from 0.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// A hop begins.
    Started {
        /// Its number.
        hop: usize,
        /// The URL.
        url: &'a str,
        /// The method.
        method: &'a str,
    },
    /// The connection is made.
    Connected {
        /// The hop.
        hop: usize,
        /// The address.
        address: &'a str,
    },
    /// The request is about to be sent.
    Sending {
        /// The hop.
        hop: usize,
    },
    /// An interim response came.
    Interim {
        /// The hop.
        hop: usize,
        /// Its status.
        status: u16,
    },
    /// A hop is over.
    Ended {
        /// Its number.
        hop: usize,
        /// All of it.
        done: &'a Hop,
    },
}
