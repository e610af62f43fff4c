//! Routes with content that is always the same.

use serde_json::{Value, json};

use super::ask::{Answer, Ask, Bad};
use super::echo::{self, json_response};
use crate::serve::wire::{Response, brotli, deflate, gzip, json_pretty, preferred};

/// `/html`.
pub fn html(_: &mut Ask<'_>) -> Answer {
    Ok(Response::html(200, include_str!("../../../data/serve/page.html")))
}

/// `/encoding/utf8`.
pub fn utf8(_: &mut Ask<'_>) -> Answer {
    Ok(Response::html(200, include_str!("../../../data/serve/utf8.html")))
}

/// `/xml`.
pub fn xml(_: &mut Ask<'_>) -> Answer {
    Ok(Response::with(200, "application/xml", include_bytes!("../../../data/serve/slides.xml").as_slice()))
}

/// `/json`.
pub fn json(_: &mut Ask<'_>) -> Answer {
    Ok(Response::with(200, "application/json", include_bytes!("../../../data/serve/slides.json").as_slice()))
}

/// `/forms/post`.
pub fn form(_: &mut Ask<'_>) -> Answer {
    Ok(Response::html(200, include_str!("../../../data/serve/form.html")))
}

/// `/robots.txt`.
pub fn robots(_: &mut Ask<'_>) -> Answer {
    Ok(Response::with(200, "text/plain", b"User-agent: *\nDisallow: /deny\n".as_slice()))
}

/// `/deny`.
pub fn deny(_: &mut Ask<'_>) -> Answer {
    Ok(Response::with(200, "text/plain", b"robots.txt asks robots to stay away from here.\n".as_slice()))
}

/// A request echoed in a content coding.
fn coded(ask: &Ask<'_>, name: &'static str, coding: &'static str, code: fn(&[u8]) -> Vec<u8>) -> Answer {
    let mut value = echo::plain_value(ask);
    if let Value::Object(map) = &mut value {
        map.remove("args");
        map.remove("url");
        map.insert(name.to_owned(), Value::Bool(true));
        map.insert("method".to_owned(), json!(ask.request.head.method()));
    }
    let response = Response::with(200, "application/json", code(&json_pretty(&value)));
    Ok(response.field("Content-Encoding", coding))
}

/// `/gzip`.
pub fn gzipped(ask: &mut Ask<'_>) -> Answer {
    coded(ask, "gzipped", "gzip", gzip)
}

/// `/deflate`.
pub fn deflated(ask: &mut Ask<'_>) -> Answer {
    coded(ask, "deflated", "deflate", deflate)
}

/// `/brotli`.
pub fn in_brotli(ask: &mut Ask<'_>) -> Answer {
    coded(ask, "brotli", "br", brotli)
}

/// The pictures: media type, name in the path, bytes.
const IMAGES: &[(&str, &str, &[u8])] = &[
    ("image/png", "png", include_bytes!("../../../data/serve/sample.png")),
    ("image/jpeg", "jpeg", include_bytes!("../../../data/serve/sample.jpeg")),
    ("image/webp", "webp", include_bytes!("../../../data/serve/sample.webp")),
    ("image/svg+xml", "svg", include_bytes!("../../../data/serve/sample.svg")),
];

/// `/image`: the one that `Accept` likes best; whoever names no picture gets 406, as in httpbin.
pub fn image(ask: &mut Ask<'_>) -> Answer {
    let accept = ask.field("accept").unwrap_or_default().to_ascii_lowercase();
    let order = ["image/webp", "image/svg+xml", "image/jpeg", "image/png"];
    let named = accept.split(',').any(|range| range.trim().starts_with("image/"));
    let offered = if accept.contains("image/*") { &["image/png"][..] } else { &order[..] };
    let chosen =
        if named { preferred(Some(&accept), offered).or_else(|| preferred(Some(&accept), &order)) } else { None };
    let found = chosen.and_then(|chosen| IMAGES.iter().find(|(media_type, ..)| *media_type == chosen));
    if let Some((media_type, _, bytes)) = found {
        return Ok(Response::with(200, *media_type, *bytes).field("Vary", "Accept"));
    }
    let types: Vec<&str> = order.into_iter().chain(["image/*"]).collect();
    let message = "Client did not request a supported media type.";
    let response = json_response(&json!({ "message": message, "accept": types }));
    Ok(Response { status: 406, ..response.field("Vary", "Accept") })
}

/// `/image/{format}`.
pub fn image_of(ask: &mut Ask<'_>) -> Answer {
    let known = IMAGES.iter().find(|(_, name, _)| *name == ask.argument(0));
    let Some((media_type, _, bytes)) = known else {
        let names: Vec<&str> = IMAGES.iter().map(|(_, name, _)| *name).collect();
        let why = format!("there is no picture in {:?}; there are {}", ask.argument(0), names.join(", "));
        return Err(Bad { status: 404, why });
    };
    Ok(Response::with(200, *media_type, *bytes))
}
