//! The fields of requests and responses alike.

use super::known::{Known, Repeat, both, request};
use super::parts::{CONTENT_RANGE, DIRECTIVE, DISPOSITION, FORWARDED, PREFERENCE, PROTOCOL, TE_CODING, is_base64_of};
use crate::lint::finding::Source::{Page, Rfc};
use crate::lint::grammar::{
    DIGITS, FIELD_NAME, HTTP_DATE, Kinds, LANGUAGE_TAG, LINK, MEDIA_TYPE, Pattern, RECEIVED_BY, REFERENCE, Shape, TOKEN,
};

static DEPTH: Pattern = Pattern::Any(&[Pattern::Exact("0"), Pattern::Exact("1"), Pattern::Word("infinity")]);

static T_OR_F: Pattern = Pattern::Any(&[Pattern::Exact("T"), Pattern::Exact("F")]);

pub static FIELDS: &[Known] = &[
    both("Cache-Control", Rfc(9111, "5.2"))
        .list(&DIRECTIVE, 1, "a list of directives", "max-age=600, public")
        .in_trailer(),
    both("Connection", Rfc(9110, "7.6.1")).list(&TOKEN, 1, "a list of options", "close"),
    both("Content-Encoding", Rfc(9110, "8.4")).list(&TOKEN, 1, "a list of content codings", "gzip"),
    both("Content-Language", Rfc(9110, "8.5")).list(&LANGUAGE_TAG, 1, "a list of language tags", "en, de-AT"),
    both("Content-Length", Rfc(9110, "8.6")).once(&DIGITS, "a number of bytes", "348"),
    both("Content-Location", Rfc(9110, "8.7")).once(&REFERENCE, "a URI or a relative reference", "/a?b=c"),
    both("Content-Range", Rfc(9110, "14.4")).once(
        &CONTENT_RANGE,
        "a unit with a range and the whole length",
        "bytes 0-499/1234",
    ),
    both("Content-Type", Rfc(9110, "8.3")).once(&MEDIA_TYPE, "a media type", "text/html; charset=utf-8"),
    both("Content-Disposition", Rfc(6266, "4.1")).once(
        &DISPOSITION,
        "a disposition with its parameters",
        "attachment; filename=\"a.txt\"",
    ),
    both("Content-Digest", Rfc(9530, "2"))
        .structured(
            Shape::Dictionary(Kinds::BYTES),
            "a dictionary of hashes between colons",
            "sha-256=:4REjxQ4yrqUVicfSKYNO/cF9zNj5ANbzgDZt3/h3Qxo=:",
        )
        .in_trailer(),
    both("Repr-Digest", Rfc(9530, "3"))
        .structured(
            Shape::Dictionary(Kinds::BYTES),
            "a dictionary of hashes between colons",
            "sha-256=:4REjxQ4yrqUVicfSKYNO/cF9zNj5ANbzgDZt3/h3Qxo=:",
        )
        .in_trailer(),
    both("Date", Rfc(9110, "6.6.1")).once(&HTTP_DATE, "a date", "Sun, 22 Nov 2026 14:03:07 GMT"),
    both("Link", Rfc(8288, "3")).list(&LINK, 0, "a list of links", "</style.css>; rel=preload; as=style"),
    both("Trailer", Rfc(9110, "6.6.2")).list(&FIELD_NAME, 0, "a list of field names", "Server-Timing"),
    both("Transfer-Encoding", Rfc(9112, "6.1")).list(&TE_CODING, 1, "a list of transfer codings", "chunked"),
    both("Upgrade", Rfc(9110, "7.8")).list(&PROTOCOL, 0, "a list of protocols", "websocket"),
    both("Via", Rfc(9110, "7.6.3")).list(&RECEIVED_BY, 1, "a list of a protocol and a name each", "1.1 proxy.example"),
    both("Priority", Rfc(9218, "5")).structured(Shape::Dictionary(Kinds::ANY), "a dictionary", "u=1, i"),
    both("Signature", Rfc(9421, "4.2"))
        .structured(Shape::Dictionary(Kinds::BYTES), "a dictionary of signatures between colons", "sig1=:YWJj:")
        .in_trailer(),
    both("Signature-Input", Rfc(9421, "4.1"))
        .structured(
            Shape::Dictionary(Kinds::INNER_LIST),
            "a dictionary of lists",
            "sig1=(\"@method\");created=1618884473",
        )
        .in_trailer(),
    both("Accept-Signature", Rfc(9421, "5.1")).structured(
        Shape::Dictionary(Kinds::INNER_LIST),
        "a dictionary of lists",
        "sig1=(\"@method\")",
    ),
    both("Capsule-Protocol", Rfc(9297, "3.4")).structured(Shape::Item(Kinds::BOOLEAN), "a boolean", "?1"),
    both("Sec-WebSocket-Extensions", Rfc(6455, "11.3.2")).list(
        &super::parts::METRIC,
        1,
        "a list of extensions",
        "permessage-deflate; client_max_window_bits",
    ),
    both("Sec-WebSocket-Protocol", Rfc(6455, "11.3.4")).list(&TOKEN, 1, "a list of protocols", "chat, superchat"),
    both("Sec-WebSocket-Version", Rfc(6455, "11.3.5")).list(&DIGITS, 1, "a number", "13"),
    request("Sec-WebSocket-Key", Rfc(6455, "11.3.1")).check(
        Repeat::Once,
        |value| is_base64_of(value, 16),
        "16 bytes in base64",
        "dGhlIHNhbXBsZSBub25jZQ==",
    ),
    request("Cookie", Rfc(6265, "4.2.1"))
        .check(
            Repeat::Once,
            |value| value.split("; ").all(|pair| crate::lint::grammar::COOKIE_PAIR.fits(pair)),
            "a list of names and values between semicolons",
            "a=b; c=d",
        )
        .lenient(),
    request("Prefer", Rfc(7240, "2")).list(&PREFERENCE, 1, "a list of preferences", "respond-async, wait=10"),
    request("Forwarded", Rfc(7239, "4")).list(
        &FORWARDED,
        1,
        "a list of pairs between semicolons",
        "for=192.0.2.1;proto=https",
    ),
    request("Depth", Rfc(4918, "10.2")).once(&DEPTH, "`0`, `1` or `infinity`", "1"),
    request("Destination", Rfc(4918, "10.3")).once(&REFERENCE, "a URI or an absolute path", "/copies/a"),
    request("Overwrite", Rfc(4918, "10.6")).once(&T_OR_F, "`T` or `F`", "F"),
    request("Accept-Datetime", Rfc(7089, "2.1.1")).once(&HTTP_DATE, "a date", "Sun, 22 Nov 2026 14:03:07 GMT"),
    both("Pragma", Rfc(9111, "5.4"))
        .list(&DIRECTIVE, 1, "a list of directives", "no-cache")
        .obsolete("Send `Cache-Control: no-cache`: it says the same, and every cache since HTTP/1.1 reads it."),
    both("Content-MD5", Rfc(7231, "B"))
        .check(Repeat::Once, |value| is_base64_of(value, 16), "an MD5 hash in base64", "Q2hlY2sgSW50ZWdyaXR5IQ==")
        .obsolete("Send `Content-Digest` (RFC 9530): HTTP has dropped this field, and MD5 is broken."),
    both("Digest", Rfc(9530, "1.3")).obsolete("Send `Repr-Digest` or `Content-Digest`, which replaced it."),
    both("Want-Digest", Rfc(9530, "1.3"))
        .obsolete("Send `Want-Repr-Digest` or `Want-Content-Digest`, which replaced it."),
    both(
        "X-Forwarded-For",
        Page(
            "MDN: X-Forwarded-For",
            "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Forwarded-For",
        ),
    ),
];
