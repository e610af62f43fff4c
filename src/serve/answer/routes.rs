//! All routes.

use super::ask::{Answer, Ask};
use super::pages::{assets, codes, home, trying};
use super::practice::{documents, flaky, items, limited, payments, poll, resumable, session, upload};
use super::route::{Dialect, Route};
use super::{auth, caching, cookies, digest, dynamic, echo, index, redirects, samples, status, streams, trust};

/// A route and what answers there.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The route.
    pub route: Route,
    /// Answers.
    pub answer: fn(&mut Ask<'_>) -> Answer,
}

const fn httpbin(
    methods: &'static str,
    pattern: &'static str,
    answer: fn(&mut Ask<'_>) -> Answer,
    about: &'static str,
) -> Entry {
    Entry { route: Route { methods, pattern, about, dialect: Dialect::Httpbin }, answer }
}

const fn own(
    methods: &'static str,
    pattern: &'static str,
    answer: fn(&mut Ask<'_>) -> Answer,
    about: &'static str,
) -> Entry {
    Entry { route: Route { methods, pattern, about, dialect: Dialect::Own }, answer }
}

/// The methods of `/redirect-to`.
const MOST_METHODS: &str = "GET POST PUT PATCH DELETE TRACE";

/// The routes, in the order in which they are listed; of two that fit the first answers.
pub const ROUTES: &[Entry] = &[
    own("GET", "/", home::routes, "This list of routes; text where `Accept` prefers it"),
    own("GET", "/codes", codes::list, "Every status code, and failures without one"),
    own("GET", "/codes/{id}", codes::entry_page, "What a code means, why it came and how to fix it"),
    own("*", "/status/{codes}", status::status, "Any status code, with the fields that belong to it"),
    httpbin("GET", "/get", echo::get, "What was sent"),
    httpbin("POST", "/post", echo::with_content, "What was sent, with its content"),
    httpbin("PUT", "/put", echo::with_content, "What was sent, with its content"),
    httpbin("PATCH", "/patch", echo::with_content, "What was sent, with its content"),
    httpbin("DELETE", "/delete", echo::with_content, "What was sent, with its content"),
    httpbin("*", "/anything", echo::anything, "What was sent, whatever the method"),
    httpbin("*", "/anything/{path*}", echo::anything, "What was sent, whatever the method and the path"),
    httpbin("GET", "/headers", echo::only_headers, "The fields of the request"),
    httpbin("GET", "/ip", echo::ip, "The address of the client"),
    httpbin("GET", "/user-agent", echo::user_agent, "The value of User-Agent"),
    httpbin("GET POST", "/response-headers", echo::response_headers, "The query as fields of the response"),
    own("*", "/dump/request", echo::dump, "The request, byte by byte"),
    httpbin("GET", "/redirect/{n}", redirects::redirect, "n redirects"),
    httpbin("GET", "/relative-redirect/{n}", redirects::relative, "n redirects to paths"),
    httpbin("GET", "/absolute-redirect/{n}", redirects::absolute, "n redirects to URLs"),
    httpbin(MOST_METHODS, "/redirect-to", redirects::to, "A redirect to ?url=, with ?status_code="),
    httpbin("GET", "/links/{n}", redirects::links, "A page with n links"),
    httpbin("GET", "/links/{n}/{offset}", redirects::linked, "One of n pages that link to each other"),
    httpbin("GET", "/cookies", cookies::show, "The cookies of the request"),
    httpbin("GET", "/cookies/set", cookies::set_all, "Sets the cookies of the query"),
    httpbin("GET", "/cookies/set/{name}/{value}", cookies::set_one, "Sets a cookie"),
    httpbin("GET", "/cookies/delete", cookies::delete, "Deletes the cookies that the query names"),
    httpbin("GET", "/basic-auth/{user}/{password}", auth::basic, "Basic authentication"),
    httpbin("GET", "/hidden-basic-auth/{user}/{password}", auth::hidden_basic, "The same with 404 in place of 401"),
    httpbin("GET", "/bearer", auth::bearer, "A bearer token"),
    httpbin("GET", "/digest-auth/{qop}/{user}/{password}", digest::digest, "Digest authentication"),
    httpbin(
        "GET",
        "/digest-auth/{qop}/{user}/{password}/{algorithm}",
        digest::digest,
        "Digest with MD5, SHA-256 or SHA-512",
    ),
    httpbin(
        "GET",
        "/digest-auth/{qop}/{user}/{password}/{algorithm}/{stale_after}",
        digest::digest,
        "Digest whose nonce is good for so many requests",
    ),
    httpbin("GET POST PUT PATCH DELETE TRACE", "/delay/{seconds}", dynamic::delay, "An answer after up to 10 seconds"),
    httpbin("GET", "/drip", dynamic::drip, "Bytes little by little: ?numbytes, duration, delay, code"),
    httpbin("GET", "/bytes/{n}", dynamic::bytes, "n random bytes, by ?seed"),
    httpbin("GET", "/stream-bytes/{n}", dynamic::stream_bytes, "n random bytes in chunks, by ?seed and chunk_size"),
    httpbin("GET", "/stream/{n}", dynamic::stream, "n lines of JSON in chunks"),
    httpbin("GET", "/range/{n}", caching::range, "n letters, and any range of them"),
    httpbin("GET", "/uuid", dynamic::uuid, "A UUID"),
    httpbin("GET", "/base64/{value}", dynamic::base64, "Base64 decoded"),
    own("GET", "/base64/{operation}/{value}", dynamic::base64_both_ways, "Base64: encode or decode"),
    httpbin("GET", "/cache", caching::cache, "304 to If-Modified-Since and If-None-Match"),
    httpbin("GET", "/cache/{seconds}", caching::cache_for, "A Cache-Control with max-age"),
    httpbin("GET", "/etag/{etag}", caching::etag, "If-None-Match and If-Match against a tag"),
    httpbin("GET", "/html", samples::html, "A page"),
    httpbin("GET", "/json", samples::json, "Some JSON"),
    httpbin("GET", "/xml", samples::xml, "Some XML"),
    httpbin("GET", "/forms/post", samples::form, "A form"),
    httpbin("GET", "/encoding/utf8", samples::utf8, "Text in UTF-8"),
    httpbin("GET", "/gzip", samples::gzipped, "Content in gzip"),
    httpbin("GET", "/deflate", samples::deflated, "Content in deflate"),
    httpbin("GET", "/brotli", samples::in_brotli, "Content in Brotli"),
    httpbin("GET", "/image", samples::image, "A picture, by Accept"),
    httpbin("GET", "/image/{format}", samples::image_of, "A picture: png, jpeg, webp or svg"),
    httpbin("GET", "/robots.txt", samples::robots, "Rules for robots"),
    httpbin("GET", "/deny", samples::deny, "What robots are asked not to get"),
    own("GET", "/legacy", home::routes, "This list, at httpbin's other address"),
    httpbin("GET", "/spec.json", index::description, "The routes as an OpenAPI description"),
    own("GET", "/sse", streams::events, "Server-sent events: ?count, duration, delay"),
    own("GET", "/jsonl", streams::lines, "Lines of JSON: ?count, duration, delay"),
    own("GET", "/trailers", streams::trailers, "The query as trailer fields"),
    own("GET", "/websocket/echo", streams::websocket, "A WebSocket that sends back what it gets"),
    own("GET", "/unstable", dynamic::unstable, "500 now and then: ?failure_rate, seed"),
    own("*", "/flaky", flaky::flaky, "Fails a few times, then succeeds: ?fail, code, retry-after, key"),
    own("GET POST", "/limited", limited::limited, "A rate limiter: ?rate, per, key"),
    own(
        "POST",
        "/payments",
        payments::pay,
        "Idempotency-Key: the same key gives the same payment; 409 while it is made, for ?delay",
    ),
    own("GET", "/changing", documents::changing, "Content that changes, with validators and ranges: ?every, size"),
    own("GET", "/documents/{name}", documents::get, "A document that somebody put"),
    own("PUT", "/documents/{name}", documents::put, "Puts a document, if If-Match or If-None-Match holds"),
    own("DELETE", "/documents/{name}", documents::delete, "Deletes a document, if If-Match holds"),
    own("POST PUT PATCH", "/upload", upload::upload, "What was uploaded, up to ?limit"),
    own("POST", "/resumable", resumable::begin, "Begins an upload that can be resumed"),
    own("GET", "/resumable/{id}", resumable::look, "How far an upload is"),
    own("PATCH", "/resumable/{id}", resumable::append, "Goes on with an upload"),
    own("DELETE", "/resumable/{id}", resumable::give_up, "Gives an upload up"),
    own("GET", "/login", session::login_form, "A form to log in with"),
    own("POST", "/login", session::login, "Logs in with any user and the password secret: ?lasts"),
    own("GET", "/account", session::account, "Who is logged in, by a cookie"),
    own("POST", "/logout", session::logout, "Logs out"),
    own("GET", "/poll/{channel}", poll::wait, "The next message of a channel, or 204 after ?timeout"),
    own("POST", "/poll/{channel}", poll::say, "A message for whoever waits"),
    own("GET", "/items", items::items, "A list in pages, with links: ?page, size"),
    own("GET", "/tls/ca.pem", trust::authority, "The certificate to trust, where the server runs with `--tls`"),
    own("GET", "/try", trying::redirect, "A redirect to ?path= with ?fault= and delay= in its query"),
    own("GET", "/assets/{name}", assets::asset, "The files of these pages"),
];
