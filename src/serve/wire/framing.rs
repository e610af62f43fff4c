//! How the content of a request is delimited.

use super::head::Head;
use super::refusal::Refusal;

/// What follows a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// Content of so many bytes, which may be none.
    Length(u64),
    /// Chunks (RFC 9112 §7.1).
    Chunked,
}

/// How the content after a head is delimited (RFC 9112 §6.3).
///
/// # Errors
/// When the fields contradict each other, or name a coding that is not `chunked`.
pub fn framing(head: &Head) -> Result<Framing, Refusal> {
    let lengths = head.value("content-length");
    let Some(codings) = head.value("transfer-encoding") else {
        return lengths.map_or(Ok(Framing::Length(0)), |lengths| length(&lengths));
    };
    if head.is_http10() {
        return Err(Refusal::new(400, "HTTP/1.0 has no Transfer-Encoding (RFC 9112, section 6.1)"));
    }
    if lengths.is_some() {
        return Err(Refusal::new(
            400,
            "the request has both Content-Length and Transfer-Encoding, as in request smuggling (RFC 9112, section 6.3)",
        ));
    }
    let codings: Vec<&str> = codings.split(',').map(str::trim).collect();
    match codings[..] {
        [only] if only.eq_ignore_ascii_case("chunked") => Ok(Framing::Chunked),
        [.., last] if last.eq_ignore_ascii_case("chunked") => {
            Err(Refusal::new(501, "of the transfer codings this server knows only chunked"))
        }
        _ => Err(Refusal::new(400, "chunked must be the last transfer coding of a request (RFC 9112, section 6.3)")),
    }
}

/// The one length that a list of them says.
fn length(lengths: &str) -> Result<Framing, Refusal> {
    let mut found = None;
    for part in lengths.split(',').map(str::trim) {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let Some(length) = part.parse::<u64>().ok().filter(|_| is_number) else {
            return Err(Refusal::new(400, "the value of Content-Length is no number (RFC 9110, section 8.6)"));
        };
        if found.is_some_and(|found| found != length) {
            return Err(Refusal::new(400, "there are two values of Content-Length (RFC 9112, section 6.3)"));
        }
        found = Some(length);
    }
    Ok(Framing::Length(found.unwrap_or(0)))
}
