//! Where things are.

use std::path::{Path, PathBuf};

/// The repository's top.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the clients are installed: `FAILURES`, or `target/failures`.
pub fn folder() -> PathBuf {
    std::env::var_os("FAILURES").map_or_else(|| root().join("target/failures"), PathBuf::from)
}

/// The programs that ask with a library.
pub fn clients() -> PathBuf {
    root().join("tests/failures/clients")
}

/// The address that nobody may be asked at, as a URL; plain HTTP.
pub const HTTP: &str = "http://127.0.0.1:8080/";

/// Where everything with TLS listens.
pub const HTTPS: &str = "https://www.example.com/";

/// Where proxies listen.
pub const PROXY: &str = "http://127.0.0.1:3128";
