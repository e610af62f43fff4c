//! What a client is asked to do.

use serde::Serialize;

/// A request, as every client is told of it. Times are in milliseconds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Ask {
    /// The URL.
    pub url: String,
    /// So many bytes of content, sent with POST; GET without.
    #[serde(skip_serializing_if = "is_default")]
    pub upload: usize,
    /// How long the response may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<u64>,
    /// How long connecting may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connect_timeout: Option<u64>,
    /// The certificate of the only authority that is trusted, as a file; the system's without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca: Option<String>,
    /// The list of revoked certificates, as a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crl: Option<String>,
    /// The proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
    /// Whether HTTP/2 is asked for where a client does not offer it by itself.
    #[serde(skip_serializing_if = "is_default")]
    pub http2: bool,
    /// When the caller gives up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel: Option<u64>,
    /// How long a place among the connections may take, while the only one is in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pool: Option<u64>,
    /// Whether all file descriptors are used up first.
    #[serde(skip_serializing_if = "is_default")]
    pub exhaust: bool,
    /// A URL that a browser opens first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit: Option<String>,
    /// What a browser runs in the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
    /// What a browser's developer tools block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Whether a browser is told that it is offline.
    #[serde(skip_serializing_if = "is_default")]
    pub offline: bool,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Ask {
    /// A GET request for a URL.
    pub fn of(url: &str) -> Self {
        Self { url: url.to_owned(), ..Self::default() }
    }
}
