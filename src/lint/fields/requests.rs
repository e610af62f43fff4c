//! The fields of requests (RFC 9110 §7, §10.1, §11, §12.5, §13, §14).

use super::known::{Known, both, request};
use super::parts::{CODING_RANGE, ETAG_OR_DATE, ETAGS, EXPECTATION, LANGUAGE_WITH_WEIGHT, RANGE, TE_CODING};
use crate::lint::finding::Source::{Page, Rfc};
use crate::lint::grammar::{
    CREDENTIALS, DIGITS, FLAG_1, HOST, HTTP_DATE, Kinds, MAILBOX, MEDIA_RANGE, ORIGIN, PRODUCTS, Pattern, REFERENCE,
    Shape, TOKEN,
};

static ORIGIN_OR_NULL: Pattern = Pattern::Any(&[Pattern::Exact("null"), Pattern::Of(&ORIGIN)]);

const FETCH_METADATA: &str = "https://www.w3.org/TR/fetch-metadata/";

pub static FIELDS: &[Known] = &[
    both("Accept", Rfc(9110, "12.5.1")).list(&MEDIA_RANGE, 0, "a list of media ranges", "text/html, */*;q=0.8"),
    both("Accept-Encoding", Rfc(9110, "12.5.3")).list(&CODING_RANGE, 0, "a list of content codings", "gzip, br;q=0.8"),
    request("Accept-Language", Rfc(9110, "12.5.4")).list(
        &LANGUAGE_WITH_WEIGHT,
        0,
        "a list of language ranges",
        "en-GB, en;q=0.8",
    ),
    request("Authorization", Rfc(9110, "11.6.2")).once(&CREDENTIALS, "a scheme with its credentials", "Bearer abc"),
    request("Proxy-Authorization", Rfc(9110, "11.7.2")).once(
        &CREDENTIALS,
        "a scheme with its credentials",
        "Basic YTpi",
    ),
    request("Expect", Rfc(9110, "10.1.1")).list(&EXPECTATION, 0, "a list of expectations", "100-continue"),
    request("From", Rfc(9110, "10.1.2")).once(&MAILBOX, "the address of a mailbox", "bot@example.com"),
    request("Host", Rfc(9110, "7.2")).once(&HOST, "a host with its port", "example.com:8080"),
    request("If-Match", Rfc(9110, "13.1.1")).once(&ETAGS, "a list of entity tags, or `*` alone", "\"a\", \"b\""),
    request("If-None-Match", Rfc(9110, "13.1.2")).once(&ETAGS, "a list of entity tags, or `*` alone", "W/\"a\""),
    request("If-Modified-Since", Rfc(9110, "13.1.3")).once(&HTTP_DATE, "a date", "Sun, 22 Nov 2026 14:03:07 GMT"),
    request("If-Unmodified-Since", Rfc(9110, "13.1.4")).once(&HTTP_DATE, "a date", "Sun, 22 Nov 2026 14:03:07 GMT"),
    request("If-Range", Rfc(9110, "13.1.5")).once(&ETAG_OR_DATE, "an entity tag or a date", "\"a\""),
    request("Max-Forwards", Rfc(9110, "7.6.2")).once(&DIGITS, "a number", "5"),
    request("Range", Rfc(9110, "14.2")).once(&RANGE, "a unit with ranges", "bytes=0-499"),
    request("Referer", Rfc(9110, "10.1.3")).once(&REFERENCE, "a URI", "https://example.com/page"),
    request("TE", Rfc(9110, "10.1.4")).list(&TE_CODING, 0, "a list of transfer codings", "trailers, gzip;q=0.5"),
    request("User-Agent", Rfc(9110, "10.1.5"))
        .once(&PRODUCTS, "a list of products and comments", "curl/8.5.0 (a comment)")
        .lenient(),
    request("Origin", Rfc(6454, "7")).once(
        &ORIGIN_OR_NULL,
        "an origin without a path, or `null`",
        "https://example.com",
    ),
    request(
        "Access-Control-Request-Method",
        Page("Fetch: CORS protocol", "https://fetch.spec.whatwg.org/#http-access-control-request-method"),
    )
    .once(&TOKEN, "a method", "PUT"),
    request(
        "Access-Control-Request-Headers",
        Page("Fetch: CORS protocol", "https://fetch.spec.whatwg.org/#http-access-control-request-headers"),
    )
    .list(&TOKEN, 1, "a list of field names", "content-type,x-token"),
    request(
        "Upgrade-Insecure-Requests",
        Page("Upgrade Insecure Requests: preference", "https://www.w3.org/TR/upgrade-insecure-requests/#preference"),
    )
    .once(&FLAG_1, "`1`", "1"),
    request("Early-Data", Rfc(8470, "5.1")).once(&FLAG_1, "`1`", "1"),
    request("Sec-Fetch-Dest", Page("Fetch Metadata", FETCH_METADATA)).structured(
        Shape::Item(Kinds::TOKEN),
        "a token",
        "document",
    ),
    request("Sec-Fetch-Mode", Page("Fetch Metadata", FETCH_METADATA)).structured(
        Shape::Item(Kinds::TOKEN),
        "a token",
        "cors",
    ),
    request("Sec-Fetch-Site", Page("Fetch Metadata", FETCH_METADATA)).structured(
        Shape::Item(Kinds::TOKEN),
        "a token",
        "same-origin",
    ),
    request("Sec-Fetch-User", Page("Fetch Metadata", FETCH_METADATA)).structured(
        Shape::Item(Kinds::BOOLEAN),
        "a boolean",
        "?1",
    ),
    request("Available-Dictionary", Rfc(9842, "2.2")).structured(
        Shape::Item(Kinds::BYTES),
        "a SHA-256 hash between colons",
        ":pZGm1Av0IEBKARczz7exkNYsZb8LzaMrV7J32a2fFG4=:",
    ),
    request("Dictionary-ID", Rfc(9842, "2.3")).structured(Shape::Item(Kinds::STRING), "a quoted string", "\"v1\""),
    request("Want-Content-Digest", Rfc(9530, "4")).structured(
        Shape::Dictionary(Kinds::INTEGER),
        "a dictionary of algorithms and their weights",
        "sha-256=10",
    ),
    request("Want-Repr-Digest", Rfc(9530, "4")).structured(
        Shape::Dictionary(Kinds::INTEGER),
        "a dictionary of algorithms and their weights",
        "sha-256=10",
    ),
    request("Accept-Charset", Rfc(9110, "12.5.2"))
        .list(&CODING_RANGE, 1, "a list of charsets", "utf-8")
        .obsolete("Leave it out: every recipient understands UTF-8, and servers ignore the field."),
    request("Proxy-Connection", Rfc(9112, "C.2.2"))
        .list(&TOKEN, 1, "a list of options", "keep-alive")
        .obsolete("Send `Connection`; this field was invented for proxies that did not know it."),
    request("HTTP2-Settings", Rfc(9113, "3.1")).obsolete(
        "Negotiate HTTP/2 by ALPN in TLS, or begin with its preface; the upgrade from HTTP/1.1 was abandoned.",
    ),
    request("DNT", Page("MDN: DNT", "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/DNT"))
        .obsolete("Leave it out, or send `Sec-GPC`; the work on it was abandoned and nearly nobody heeds it."),
];
