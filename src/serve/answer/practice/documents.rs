//! Resources that change: by themselves, or by whoever holds the current version.

use std::time::Duration;

use super::super::ask::{Answer, Ask, bad};
use super::super::remembered::Document;
use super::represent::{Representation, represent};
use crate::serve::wire::{Condition, Random, Response, State, date, evaluate};

/// The most bytes of a document.
pub const MOST: u64 = 64 << 10;

/// `/changing?every=10s&size=1000`: content that is other content every so often, with validators and ranges.
pub fn changing(ask: &mut Ask<'_>) -> Answer {
    let every = ask.option_seconds("every")?.unwrap_or(10.0);
    let size = ask.option_number::<usize>("size")?.unwrap_or(1000);
    if every < 1.0 || size as u64 > MOST {
        return Err(bad(format!("every goes from 1s on, and size up to {MOST}")));
    }
    let every = Duration::from_secs_f64(every).as_secs();
    let version = ask.now / 1000 / every;
    let letters = Random::new(version).bytes(size);
    let content: Vec<u8> = letters.into_iter().map(|byte| b'a' + byte % 26).collect();
    let tag = format!("\"v{version}-{size}\"");
    let representation = Representation {
        tag: &tag,
        modified: version * every,
        media_type: "text/plain; charset=utf-8",
        content: &content,
    };
    Ok(represent(ask, &representation))
}

/// `GET /documents/{name}`.
pub fn get(ask: &mut Ask<'_>) -> Answer {
    let Some(document) = ask.state.documents.get(ask.argument(0)) else {
        return Ok(Response::text(404, "there is no such document; PUT one with If-None-Match: *\n"));
    };
    let Document { tag, modified, media_type, content } = &document;
    Ok(represent(ask, &Representation { tag, modified: *modified, media_type, content }))
}

/// `PUT /documents/{name}`: 428 without a precondition, 412 when somebody else was faster, 201 for a new document.
pub fn put(ask: &mut Ask<'_>) -> Answer {
    let media_type = ask.field("content-type").unwrap_or_else(|| "application/octet-stream".to_owned());
    let new = Document {
        tag: format!("\"{}\"", ask.random.token(8)),
        modified: ask.now / 1000,
        media_type,
        content: ask.request.content.clone().into(),
    };
    change(ask, Some(new))
}

/// `DELETE /documents/{name}`.
pub fn delete(ask: &mut Ask<'_>) -> Answer {
    change(ask, None)
}

fn change(ask: &Ask<'_>, new: Option<Document>) -> Answer {
    if !["if-match", "if-none-match", "if-unmodified-since"].iter().any(|name| ask.has(name)) {
        let why = "send If-Match with the ETag that you have, or If-None-Match: * for a new document\n";
        return Ok(Response::text(428, why));
    }
    let fields = new.as_ref().map(|document| (document.tag.clone(), date(document.modified)));
    let is_delete = new.is_none();
    let status = ask.state.documents.change(ask.argument(0).to_owned(), |entry| {
        let state = State {
            tag: entry.as_ref().map(|document| document.tag.as_str()),
            modified: entry.as_ref().map(|document| document.modified),
        };
        if evaluate(&ask.request.head, state) != Condition::Holds {
            return 412;
        }
        let existed = entry.is_some();
        *entry = new;
        match (existed, is_delete) {
            (false, true) => 404,
            (false, false) => 201,
            (true, _) => 204,
        }
    });
    Ok(match (status, fields) {
        (412, _) => Response::text(412, "somebody else changed the document; get it again\n"),
        (404, _) => Response::text(404, "there is no such document\n"),
        (status, Some((tag, modified))) => {
            let response = Response::new(status).field("ETag", tag).field("Last-Modified", modified);
            if status == 201 { response.field("Location", ask.request.target.path.clone()) } else { response }
        }
        (status, None) => Response::new(status),
    })
}
