//! The fields of responses (RFC 9110 §10.2, §11, §12.5.5, §14), and those that caches read (RFC 9111).

use super::known::{Known, Repeat, response};
use super::parts::{ALTERNATIVE, KEEP_ALIVE, METRIC, WARNING, WHEN, is_base64_of};
use crate::lint::finding::Source::{Page, Rfc};
use crate::lint::grammar::{
    AUTH_PARAM, CHALLENGE, DIGITS, ENTITY_TAG, HTTP_DATE, Kinds, MEDIA_RANGE, MEDIA_TYPE, PRODUCTS, Pattern, REFERENCE,
    Shape, TOKEN,
};

static ALT_SVC: Pattern = Pattern::Any(&[Pattern::Of(&CLEAR), Pattern::List(&ALTERNATIVE, 1)]);
static CLEAR: Pattern = Pattern::Seq(&[Pattern::Exact("clear"), Pattern::Taken(|rest| rest.is_empty().then_some(0))]);

const DATE: &str = "Sun, 22 Nov 2026 14:03:07 GMT";

pub static FIELDS: &[Known] = &[
    response("Accept-Ranges", Rfc(9110, "14.3")).list(&TOKEN, 1, "a list of range units", "bytes").in_trailer(),
    response("Accept-Patch", Rfc(5789, "3.1")).list(&MEDIA_TYPE, 1, "a list of media types", "application/merge-patch+json"),
    response("Accept-Post", Page("LDP: Accept-Post", "https://www.w3.org/TR/ldp/#header-accept-post"))
        .list(&MEDIA_RANGE, 0, "a list of media ranges", "text/turtle"),
    response("Age", Rfc(9111, "5.1")).once(&DIGITS, "a number of seconds", "60"),
    response("Allow", Rfc(9110, "10.2.1")).list(&TOKEN, 0, "a list of methods", "GET, HEAD"),
    response("Alt-Svc", Rfc(7838, "3")).once(&ALT_SVC, "a list of alternatives, or `clear` alone", "h3=\":443\"; ma=60"),
    response("Authentication-Info", Rfc(9110, "11.6.3")).list(&AUTH_PARAM, 0, "a list of parameters", "nextnonce=\"a\"").in_trailer(),
    response("Proxy-Authentication-Info", Rfc(9110, "11.7.3")).list(&AUTH_PARAM, 0, "a list of parameters", "nextnonce=\"a\""),
    response("ETag", Rfc(9110, "8.8.3")).once(&ENTITY_TAG, "an entity tag in quotes", "\"33a64df5\"").in_trailer(),
    response("Expires", Rfc(9111, "5.3")).once(&HTTP_DATE, "a date", DATE).lenient(),
    response("Last-Modified", Rfc(9110, "8.8.2")).once(&HTTP_DATE, "a date", DATE),
    response("Location", Rfc(9110, "10.2.2")).once(&REFERENCE, "a URI or a relative reference", "/new"),
    response("Proxy-Authenticate", Rfc(9110, "11.7.1")).list(&CHALLENGE, 1, "a list of challenges", "Basic realm=\"proxy\""),
    response("WWW-Authenticate", Rfc(9110, "11.6.1")).list(&CHALLENGE, 1, "a list of challenges", "Basic realm=\"staff\""),
    response("Retry-After", Rfc(9110, "10.2.3")).once(&WHEN, "a number of seconds or a date", "120"),
    response("Server", Rfc(9110, "10.2.4")).once(&PRODUCTS, "a list of products and comments", "nginx/1.26.0 (Linux)").lenient(),
    response("Vary", Rfc(9110, "12.5.5")).list(&TOKEN, 0, "a list of field names, or `*`", "Accept-Encoding"),
    response("Set-Cookie", Rfc(6265, "4.1.1")),
    response("Server-Timing", Page("Server Timing", "https://www.w3.org/TR/server-timing/#the-server-timing-header-field"))
        .list(&METRIC, 0, "a list of metrics", "db;dur=53;desc=\"query\"")
        .in_trailer(),
    response("Sunset", Rfc(8594, "3")).once(&HTTP_DATE, "a date", DATE),
    response("Memento-Datetime", Rfc(7089, "2.1.1")).once(&HTTP_DATE, "a date", DATE),
    response("Sec-WebSocket-Accept", Rfc(6455, "11.3.3")).check(
        Repeat::Once,
        |value| is_base64_of(value, 20),
        "a SHA-1 hash in base64",
        "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
    ),
    response("Preference-Applied", Rfc(7240, "3")).list(&super::parts::DIRECTIVE, 1, "a list of preferences", "return=minimal"),
    response("Deprecation", Rfc(9745, "2.1")).structured(Shape::Item(Kinds::DATE), "a date that begins with `@`", "@1659578233"),
    response("Cache-Groups", Rfc(9875, "2")).structured(Shape::List(Kinds::STRING), "a list of quoted strings", "\"scripts\""),
    response("Cache-Group-Invalidation", Rfc(9875, "3"))
        .structured(Shape::List(Kinds::STRING), "a list of quoted strings", "\"scripts\""),
    response("Cache-Status", Rfc(9211, "2"))
        .structured(Shape::List(Kinds::TOKEN.or(Kinds::STRING)), "a list of caches, each a token or a string", "ExampleCache; hit"),
    response("Proxy-Status", Rfc(9209, "2"))
        .structured(Shape::List(Kinds::TOKEN.or(Kinds::STRING)), "a list of intermediaries, each a token or a string", "proxy.example; error=http_protocol_error")
        .in_trailer(),
    response("CDN-Cache-Control", Rfc(9213, "3.1"))
        .structured(Shape::Dictionary(Kinds::ANY), "a dictionary", "max-age=600, must-revalidate"),
    response("Use-As-Dictionary", Rfc(9842, "2.1"))
        .structured(Shape::Dictionary(Kinds::ANY), "a dictionary", "match=\"/app/*.js\""),
    response("Accept-Query", Page("The HTTP QUERY method", "https://httpwg.org/http-extensions/draft-ietf-httpbis-safe-method-w-body.html#name-the-accept-query-header-fie"))
        .structured(Shape::List(Kinds::TOKEN.or(Kinds::STRING)), "a list of media ranges, each a token or a string", "\"application/jsonpath\""),
    response("Keep-Alive", Rfc(2068, "19.7.1.1")).list(&KEEP_ALIVE, 1, "a list of parameters", "timeout=5"),
    response("Warning", Rfc(9111, "5.5"))
        .list(&WARNING, 1, "a list of a code, a name and a text each", "110 - \"Response is Stale\"")
        .obsolete("Leave it out: caches say how old a response is by `Age`, and what they did by `Cache-Status`."),
];
