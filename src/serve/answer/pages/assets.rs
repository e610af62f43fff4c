//! The files that the pages need.

use super::super::ask::{Answer, Ask, Bad};
use super::frame::guarded;
use crate::serve::wire::Response;
use crate::text::escape::minified;

const STYLE: &str =
    concat!(include_str!("../../../../data/palette.css"), include_str!("../../../../data/serve/page.css"));
const SCRIPT: &str = include_str!("../../../../data/serve/try.js");
const ICON: &str = include_str!("../../../../data/serve/icon.svg");

/// `/assets/{name}`.
pub fn asset(ask: &mut Ask<'_>) -> Answer {
    let (media_type, text) = match ask.argument(0) {
        "page.css" => ("text/css; charset=utf-8", minified(STYLE)),
        "try.js" => ("text/javascript; charset=utf-8", minified(SCRIPT)),
        "icon.svg" => ("image/svg+xml", ICON.to_owned()),
        _ => {
            return Err(Bad { status: 404, why: "there is no such file; the pages need none of that name".to_owned() });
        }
    };
    Ok(guarded(Response::with(200, media_type, text.into_bytes())))
}
