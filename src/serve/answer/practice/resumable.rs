//! Uploads in several requests (draft-ietf-httpbis-resumable-upload, interop version 8). Content that a broken
//! connection cut off does not count.

use super::super::ask::{Answer, Ask, Bad, bad};
use super::super::remembered::Upload;
use crate::serve::wire::Response;

/// The most bytes of an upload.
const MOST: u64 = 1 << 30;

/// `POST /resumable`: begins an upload.
pub fn begin(ask: &mut Ask<'_>) -> Answer {
    let upload = Upload { offset: ask.request.content.len() as u64, is_complete: completes(ask)?.unwrap_or(true) };
    let id = ask.random.token(8);
    ask.state.uploads.put(id.clone(), upload);
    Ok(described(Response::new(201).field("Location", format!("/resumable/{id}")), upload))
}

/// `HEAD /resumable/{id}`: how far it is.
pub fn look(ask: &mut Ask<'_>) -> Answer {
    Ok(match ask.state.uploads.get(ask.argument(0)) {
        Some(upload) => described(Response::new(204), upload).field("Cache-Control", "no-store"),
        None => gone(),
    })
}

/// `PATCH /resumable/{id}`: goes on where it stopped; 409 from anywhere else.
pub fn append(ask: &mut Ask<'_>) -> Answer {
    let Some(offset) = ask.field("upload-offset").and_then(|text| text.trim().parse::<u64>().ok()) else {
        return Err(bad("send Upload-Offset with the number of bytes that are here already"));
    };
    if ask.field("content-type").as_deref() != Some("application/partial-upload") {
        return Ok(Response::text(415, "the content of a PATCH is application/partial-upload\n"));
    }
    let is_complete = completes(ask)?.unwrap_or(true);
    let added = ask.request.content.len() as u64;
    let changed = ask.state.uploads.change(ask.argument(0).to_owned(), |entry| {
        let upload = entry.as_mut()?;
        let fits = upload.offset == offset && !upload.is_complete && offset + added <= MOST;
        if fits {
            *upload = Upload { offset: offset + added, is_complete };
        }
        Some((fits, *upload))
    });
    Ok(match changed {
        None => gone(),
        Some((true, upload)) => described(Response::new(204), upload),
        Some((false, upload)) => {
            let why = if upload.is_complete { "the upload is complete\n" } else { "the upload stands elsewhere\n" };
            described(Response::text(409, why), upload)
        }
    })
}

/// `DELETE /resumable/{id}`: gives it up.
pub fn give_up(ask: &mut Ask<'_>) -> Answer {
    let existed = ask.state.uploads.change(ask.argument(0).to_owned(), |entry| entry.take().is_some());
    Ok(if existed { Response::new(204) } else { gone() })
}

fn gone() -> Response {
    Response::text(404, "there is no such upload\n")
}

fn described(response: Response, upload: Upload) -> Response {
    response
        .field("Upload-Draft-Interop-Version", "8")
        .field("Upload-Offset", upload.offset.to_string())
        .field("Upload-Complete", if upload.is_complete { "?1" } else { "?0" })
        .field("Upload-Limit", format!("max-size={MOST}"))
}

/// Whether the request ends its upload.
fn completes(ask: &Ask<'_>) -> Result<Option<bool>, Bad> {
    match ask.field("upload-complete").as_deref().map(str::trim) {
        None => Ok(None),
        Some("?1") => Ok(Some(true)),
        Some("?0") => Ok(Some(false)),
        Some(_) => Err(bad("Upload-Complete is ?1 or ?0")),
    }
}
