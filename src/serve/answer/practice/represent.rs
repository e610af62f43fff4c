//! Giving a representation as a conditional or ranged request wants it (RFC 9110 §13 and §14).

use super::super::ask::Ask;
use crate::serve::wire::{Condition, Response, State, Wanted, date, evaluate, range_holds, wanted};

/// A representation of a resource.
pub struct Representation<'a> {
    /// Its entity tag, with the quotes.
    pub tag: &'a str,
    /// When it was made, in seconds since 1970.
    pub modified: u64,
    /// Its media type.
    pub media_type: &'a str,
    /// All of it.
    pub content: &'a [u8],
}

/// The response to a GET or HEAD: whole, in parts, 304, 412 or 416.
pub fn represent(ask: &Ask<'_>, representation: &Representation<'_>) -> Response {
    let Representation { tag, modified, media_type, content } = *representation;
    let head = &ask.request.head;
    let state = State { tag: Some(tag), modified: Some(modified) };
    let labelled = |response: Response| {
        response
            .field("ETag", tag.to_owned())
            .field("Last-Modified", date(modified))
            .field("Cache-Control", "no-cache")
            .field("Accept-Ranges", "bytes")
    };
    match evaluate(head, state) {
        Condition::NotModified => return labelled(Response::new(304)),
        Condition::Failed => return labelled(Response::text(412, "the precondition does not hold\n")),
        Condition::Holds => {}
    }
    let length = content.len() as u64;
    // A range counts for GET alone (RFC 9110 §14.2).
    let asked = head.value("range").filter(|_| head.method() == "GET" && range_holds(head, state));
    let slice = |first: u64, last: u64| {
        let end = usize::try_from(last).unwrap_or(usize::MAX).saturating_add(1).min(content.len());
        content[usize::try_from(first).unwrap_or(end).min(end)..end].to_vec()
    };
    match wanted(asked.as_deref(), length) {
        Wanted::Whole => labelled(Response::with(200, media_type.to_owned(), content.to_vec())),
        Wanted::Nothing => labelled(Response::text(416, format!("there are {length} bytes\n")))
            .field("Content-Range", format!("bytes */{length}")),
        Wanted::Parts(parts) => {
            if let [(first, last)] = parts[..] {
                return labelled(Response::with(206, media_type.to_owned(), slice(first, last)))
                    .field("Content-Range", format!("bytes {first}-{last}/{length}"));
            }
            let boundary = "part-of-httpdex";
            let mut bytes = Vec::new();
            for (first, last) in parts {
                let head = format!(
                    "--{boundary}\r\nContent-Type: {media_type}\r\nContent-Range: bytes {first}-{last}/{length}\r\n\r\n"
                );
                bytes.extend_from_slice(head.as_bytes());
                bytes.extend_from_slice(&slice(first, last));
                bytes.extend_from_slice(b"\r\n");
            }
            bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
            labelled(Response::with(206, format!("multipart/byteranges; boundary={boundary}"), bytes))
        }
    }
}
