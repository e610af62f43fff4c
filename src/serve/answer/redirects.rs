//! Routes that lead elsewhere.

use super::ask::{Answer, Ask, bad};
use super::form;
use crate::serve::wire::Response;

/// The most redirects of a row.
const MOST: u32 = 1000;

/// A 302 with a note for people.
pub fn found(location: &str) -> Response {
    let shown = crate::text::escape::html(location);
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<title>Redirecting</title>\n<p>This is at <a href=\"{shown}\">{shown}</a>.</p>\n"
    );
    Response::html(302, page).field("Location", location.to_owned())
}

fn left(ask: &Ask<'_>) -> Result<u32, super::ask::Bad> {
    match ask.number::<u32>(0)? {
        0 => Err(bad("ask for at least one redirect")),
        left if left > MOST => Err(bad(format!("ask for at most {MOST} redirects"))),
        left => Ok(left),
    }
}

fn next(left: u32, prefix: &str, ask: &Ask<'_>, is_absolute: bool) -> Response {
    let path = if left == 1 { "/get".to_owned() } else { format!("/{prefix}/{}", left - 1) };
    found(&if is_absolute { ask.origin() + &path } else { path })
}

/// `/redirect/{n}`.
pub fn redirect(ask: &mut Ask<'_>) -> Answer {
    let is_absolute = ask.option("absolute").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let prefix = if is_absolute { "absolute-redirect" } else { "relative-redirect" };
    Ok(next(left(ask)?, prefix, ask, is_absolute))
}

/// `/relative-redirect/{n}`.
pub fn relative(ask: &mut Ask<'_>) -> Answer {
    Ok(next(left(ask)?, "relative-redirect", ask, false))
}

/// `/absolute-redirect/{n}`.
pub fn absolute(ask: &mut Ask<'_>) -> Answer {
    Ok(next(left(ask)?, "absolute-redirect", ask, true))
}

/// `/redirect-to?url=…&status_code=…`; a form may say the same.
pub fn to(ask: &mut Ask<'_>) -> Answer {
    let media_type = ask.field("content-type").unwrap_or_default();
    let sent = form::read(&media_type, &ask.request.content).unwrap_or_default().fields;
    let all: Vec<&(String, String)> = ask.query.iter().chain(&sent).collect();
    // Names of parameters do not mind their case in httpbin.
    let value = |name: &str| all.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let Some(url) = value("url") else { return Err(bad("say where to, as in /redirect-to?url=/get")) };
    let status = match value("status_code") {
        None => 302,
        Some(text) => match text.parse::<u16>() {
            Ok(status @ 300..=399) => status,
            Ok(_) => 302,
            Err(_) => return Err(bad(format!("status_code={text:?} is no number"))),
        },
    };
    Ok(Response { status, ..Response::html(status, "").field("Location", url.clone()) })
}

/// `/links/{n}`.
pub fn links(ask: &mut Ask<'_>) -> Answer {
    Ok(found(&format!("/links/{}/0", ask.number::<u32>(0)?)))
}

/// `/links/{n}/{offset}`: a page with links to its sisters.
pub fn linked(ask: &mut Ask<'_>) -> Answer {
    let (count, offset) = (ask.number::<u32>(0)?.clamp(1, 200), ask.number::<u32>(1)?);
    let link = |n: u32| if n == offset { format!("{n} ") } else { format!("<a href='/links/{count}/{n}'>{n}</a> ") };
    let links: String = (0..count).map(link).collect();
    Ok(Response::html(200, format!("<html><head><title>Links</title></head><body>{links}</body></html>")))
}
