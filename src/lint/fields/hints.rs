//! Client hints, and fields between servers, proxies and programs that are younger or rarer.

use super::known::{Known, both, request, response};
use crate::lint::finding::Source::{Page, Rfc};
use crate::lint::grammar::{FLAG_1, Kinds, Pattern, Shape};

static ON: Pattern = Pattern::Word("on");

const UA: &str = "https://wicg.github.io/ua-client-hints/";
const INTEGRITY: &str = "https://w3c.github.io/webappsec-subresource-integrity/#integrity-policy-section";
const LIMITS: &str = "https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/";
const MDN: &str = "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers";

pub static FIELDS: &[Known] =
    &[
        request("Sec-CH-UA", Page("User-Agent Client Hints", UA)).structured(
            Shape::List(Kinds::STRING),
            "a list of quoted brands with their versions",
            "\"Chromium\";v=\"130\"",
        ),
        request("Sec-CH-UA-Mobile", Page("User-Agent Client Hints", UA)).structured(
            Shape::Item(Kinds::BOOLEAN),
            "a boolean",
            "?0",
        ),
        request("Sec-CH-UA-Platform", Page("User-Agent Client Hints", UA)).structured(
            Shape::Item(Kinds::STRING),
            "a quoted string",
            "\"Linux\"",
        ),
        request(
            "Sec-GPC",
            Page("Global Privacy Control", "https://w3c.github.io/gpc/#the-sec-gpc-header-field-for-http-requests"),
        )
        .once(&FLAG_1, "`1`", "1"),
        request("Save-Data", Page("Save Data API", "https://wicg.github.io/savedata/#save-data-request-header-field"))
            .once(&ON, "`on`", "on"),
        request("Client-Cert", Rfc(9440, "2.2")).structured(
            Shape::Item(Kinds::BYTES),
            "a certificate in base64 between colons",
            ":MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjO:",
        ),
        request("Client-Cert-Chain", Rfc(9440, "2.3")).structured(
            Shape::List(Kinds::BYTES),
            "a list of certificates in base64 between colons",
            ":MIIB5jCCAYugAwIBAgIBFjAKBggqhkjO:",
        ),
        request(
            "Idempotency-Key",
            Page(
                "The Idempotency-Key header field",
                "https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/",
            ),
        )
        .structured(Shape::Item(Kinds::STRING), "a quoted string", "\"8e03978e-40d5\"")
        .lenient(),
        both(
            "Incremental",
            Page("Incremental HTTP messages", "https://datatracker.ietf.org/doc/draft-ietf-httpbis-incremental/"),
        )
        .structured(Shape::Item(Kinds::BOOLEAN), "a boolean", "?1"),
        response("Integrity-Policy", Page("Subresource Integrity: Integrity-Policy", INTEGRITY)).structured(
            Shape::Dictionary(Kinds::INNER_LIST),
            "a dictionary of lists",
            "blocked-destinations=(script)",
        ),
        response("Integrity-Policy-Report-Only", Page("Subresource Integrity: Integrity-Policy", INTEGRITY))
            .structured(Shape::Dictionary(Kinds::INNER_LIST), "a dictionary of lists", "blocked-destinations=(script)"),
        response("RateLimit", Page("RateLimit header fields", LIMITS))
            .structured(Shape::List(Kinds::STRING), "a list of quoted names with parameters", "\"default\";r=50;t=30")
            .lenient(),
        response("RateLimit-Policy", Page("RateLimit header fields", LIMITS))
            .structured(Shape::List(Kinds::STRING), "a list of quoted names with parameters", "\"default\";q=100;w=60")
            .lenient(),
        both("MIME-Version", Rfc(9112, "B.1"))
            .obsolete("Leave it out: HTTP messages are no MIME messages, and nobody reads it."),
        both("Content-Transfer-Encoding", Rfc(9112, "B.5"))
            .obsolete("Leave it out: HTTP carries bytes as they are, and has `Content-Encoding` for compression."),
        response("Set-Cookie2", Page("MDN: HTTP headers", MDN))
            .obsolete("Send `Set-Cookie`: no browser reads this one."),
        request("Cookie2", Page("MDN: HTTP headers", MDN))
            .obsolete("Leave it out: it announced a kind of cookie that was abandoned."),
    ];
