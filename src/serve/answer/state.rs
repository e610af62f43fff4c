//! All that is remembered between requests; it ends with the program.

use std::collections::VecDeque;
use std::sync::OnceLock;

use super::remembered::{Document, Nonce, Payment, Session, Upload, Window};
use super::table::Table;

/// What the routes remember.
#[derive(Debug, Default)]
pub struct State {
    /// The certificate that clients are to trust, in PEM, where the server speaks TLS.
    pub authority: OnceLock<String>,
    /// The nonces of digest authentication that were given out.
    pub nonces: Table<Nonce>,
    /// How often `/flaky` failed.
    pub failures: Table<u32>,
    /// How much of its quota `/limited` gave away.
    pub windows: Table<Window>,
    /// What was paid, by key.
    pub payments: Table<Payment>,
    /// What was put.
    pub documents: Table<Document>,
    /// What is being uploaded.
    pub uploads: Table<Upload>,
    /// Who is logged in.
    pub sessions: Table<Session>,
    /// What was said, with its media type, and nobody fetched yet.
    pub channels: Table<VecDeque<(String, Vec<u8>)>>,
}
