//! What all pages have in common.

use crate::serve::wire::Response;
use crate::text::escape::html as escape;

/// Nothing but what this server itself sends; and no page of others may frame it.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page with a title, in the colour of a class of codes; its body is HTML.
pub fn page(title: &str, class: Option<u8>, body: &str) -> Response {
    let (title, class) = (escape(title), class.unwrap_or(0));
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"/assets/icon.svg\">\n<link rel=\"stylesheet\" href=\"/assets/page.css\">\n</head>\n\
         <body class=\"c{class}\">\n<nav class=\"top\"><a href=\"/\">httpdex serve</a> <a href=\"/codes\">Codes</a></nav>\n\
         <main>\n{body}</main>\n</body>\n</html>\n"
    );
    guarded(Response::html(200, html)).field("Content-Security-Policy", POLICY).field("Referrer-Policy", "no-referrer")
}

/// A response that is taken for nothing but what it says, and asked for again each time: the next version may differ.
pub fn guarded(response: Response) -> Response {
    response.field("X-Content-Type-Options", "nosniff").field("Cache-Control", "no-cache")
}
