//! Names of fields by which a copied header section is told from other text, and a request from a response.

/// Fields of requests (RFC 9110, Fetch, the client hints), in lower case.
const OF_REQUESTS: &[&str] = &[
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "access-control-request-headers",
    "access-control-request-method",
    "authorization",
    "cookie",
    "device-memory",
    "dnt",
    "expect",
    "forwarded",
    "from",
    "host",
    "http2-settings",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "max-forwards",
    "origin",
    "proxy-authorization",
    "range",
    "referer",
    "save-data",
    "te",
    "traceparent",
    "upgrade-insecure-requests",
    "user-agent",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-requested-with",
];

/// Fields of responses, and those that both may have, in lower case.
const OF_RESPONSES: &[&str] = &[
    "accept-ch",
    "accept-patch",
    "accept-post",
    "accept-ranges",
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "access-control-max-age",
    "age",
    "allow",
    "alt-svc",
    "authentication-info",
    "cache-control",
    "cache-status",
    "cdn-cache-control",
    "cf-cache-status",
    "cf-ray",
    "clear-site-data",
    "connection",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-range",
    "content-security-policy",
    "content-type",
    "cross-origin-embedder-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "date",
    "deprecation",
    "etag",
    "expires",
    "keep-alive",
    "last-modified",
    "link",
    "location",
    "nel",
    "permissions-policy",
    "pragma",
    "priority",
    "proxy-authenticate",
    "proxy-status",
    "referrer-policy",
    "report-to",
    "reporting-endpoints",
    "retry-after",
    "server",
    "server-timing",
    "set-cookie",
    "strict-transport-security",
    "sunset",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "vary",
    "via",
    "warning",
    "www-authenticate",
];

/// What a name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It is a field of requests.
    Request,
    /// It is a field of responses, or of both.
    Response,
    /// It may be a field.
    Perhaps,
}

/// What a name tells of the section that it stands in.
pub(super) fn known(name: &str) -> Known {
    let name = name.to_ascii_lowercase();
    let name = name.as_str();
    if OF_REQUESTS.binary_search(&name).is_ok() || name.starts_with("sec-ch-") || name.starts_with("sec-fetch-") {
        Known::Request
    } else if OF_RESPONSES.binary_search(&name).is_ok() || name.starts_with("x-amz-") || name == "x-cache" {
        Known::Response
    } else {
        Known::Perhaps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_found_in_any_case() {
        assert!(OF_REQUESTS.is_sorted() && OF_RESPONSES.is_sorted());
        assert_eq!(known("Host"), Known::Request);
        assert_eq!(known("SET-COOKIE"), Known::Response);
        assert_eq!(known("Sec-Fetch-Mode"), Known::Request);
        assert_eq!(known("Error"), Known::Perhaps);
    }
}
