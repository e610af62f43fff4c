//! What only a browser does: rules about origins, and about what a page may load.

use crate::ask::Ask;
use crate::cases::{Case, Who};
use crate::server::Serve;
use crate::site::Site;

/// The page over HTTP.
const APP: &str = "http://app.example/";

/// A row of the table: failure, how, what is served, what the page runs.
type Row = (&'static str, &'static str, &'static Site, &'static str);

/// A request from the page, and the same with more.
const GET: &str = "await fetch('http://api.example/')";
const WITH_COOKIES: &str = "await fetch('http://api.example/', { credentials: 'include' })";
const PUT: &str = "await fetch('http://api.example/', { method: 'PUT' })";
const WITH_FIELD: &str = "await fetch('http://api.example/', { headers: { 'X-Token': '1' } })";
const XHR: &str = "await new Promise((resolve, reject) => { const request = new XMLHttpRequest(); \
    request.onerror = () => reject('error event'); request.open('GET', 'http://api.example/'); request.send(); })";

const PUT_WITH_COOKIES: &str = "await fetch('http://api.example/', { method: 'PUT', credentials: 'include' })";
const SAME_ORIGIN: &str = "await fetch('http://api.example/', { mode: 'same-origin' })";
const NO_CORS: &str = "await fetch('http://api.example/', { mode: 'no-cors' })";
const FONT: &str = "await new FontFace('f', 'url(http://api.example/f.woff2)').load()";
const SCRIPT: &str = "await new Promise((resolve, reject) => { const script = document.createElement('script'); \
    script.crossOrigin = 'anonymous'; script.src = 'http://api.example/a.js'; \
    script.onerror = () => reject('error event'); document.head.append(script); })";
const INLINE: &str = "const script = document.createElement('script'); script.textContent = '1'; \
    document.head.append(script); throw new Error('the script did not run')";

/// A site whose API answers with these fields; whose API answers so to a preflight request; whose page has this policy.
macro_rules! site {
    (answer: $($line:literal),+) => { &Site { answer: concat!("HTTP/1.1 200 OK\r\n", $($line, "\r\n"),+), ..NONE } };
    (preflight: $($line:literal),+) => { &Site { preflight: concat!($($line, "\r\n"),+), ..NONE } };
    (policy: $policy:literal) => { &Site { page: concat!("Content-Security-Policy: ", $policy, "\r\n"), ..NONE } };
}

/// A site with nothing to it.
const NONE: Site = Site { page: "", preflight: "", answer: "" };

/// A site that allows every origin, and no more.
const ANY_ORIGIN: &Site = site!(preflight: "HTTP/1.1 204 No Content", "Access-Control-Allow-Origin: *");

/// Sites whose preflight response cannot be read.
const BAD_METHODS: &Site = site!(preflight: "HTTP/1.1 204 No Content", "Access-Control-Allow-Origin: *",
    "Access-Control-Allow-Methods: (PUT)");
const BAD_FIELDS: &Site = site!(preflight: "HTTP/1.1 204 No Content", "Access-Control-Allow-Origin: *",
    "Access-Control-Allow-Headers: (x)");

/// Sites that redirect.
const TO_PASSWORD: &Site = &Site {
    answer: "HTTP/1.1 302 Found\r\nAccess-Control-Allow-Origin: *\r\nLocation: http://user:password@api.example/\r\n",
    ..NONE
};
const TO_OTHER: &Site = &Site {
    answer: "HTTP/1.1 302 Found\r\nAccess-Control-Allow-Origin: http://app.example\r\n\
        Access-Control-Allow-Credentials: true\r\nLocation: http://www.api.example/\r\n",
    ..NONE
};
const MOVED: &Site = site!(preflight: "HTTP/1.1 301 Moved Permanently", "Access-Control-Allow-Origin: *",
    "Location: /new");

const ROWS: &[Row] = &[
    ("cors-blocked", "no Access-Control-Allow-Origin", &NONE, GET),
    ("cors-blocked", "no Access-Control-Allow-Origin, XMLHttpRequest", &NONE, XHR),
    ("cors-blocked", "another origin", site!(answer: "Access-Control-Allow-Origin: http://other.example"), GET),
    ("cors-blocked", "two origins", site!(answer: "Access-Control-Allow-Origin: http://app.example, *"), GET),
    ("cors-blocked", "no origin", site!(answer: "Access-Control-Allow-Origin: app.example"), GET),
    ("cors-blocked", "the wildcard, with credentials", site!(answer: "Access-Control-Allow-Origin: *"), WITH_COOKIES),
    (
        "cors-blocked",
        "no Access-Control-Allow-Credentials",
        site!(answer: "Access-Control-Allow-Origin: http://app.example"),
        WITH_COOKIES,
    ),
    ("cors-blocked", "preflight without Access-Control-Allow-Origin", &NONE, PUT),
    (
        "cors-blocked",
        "preflight with status 404",
        site!(preflight: "HTTP/1.1 404 Not Found", "Access-Control-Allow-Origin: *"),
        PUT,
    ),
    ("cors-blocked", "preflight is redirected", MOVED, PUT),
    ("cors-blocked", "the method is not allowed", ANY_ORIGIN, PUT),
    ("cors-blocked", "the field is not allowed", ANY_ORIGIN, WITH_FIELD),
    ("cors-blocked", "Access-Control-Allow-Methods cannot be read", BAD_METHODS, PUT),
    ("cors-blocked", "Access-Control-Allow-Headers cannot be read", BAD_FIELDS, WITH_FIELD),
    ("cors-blocked", "preflight of a wildcard, with credentials", ANY_ORIGIN, PUT_WITH_COOKIES),
    ("cors-blocked", "redirected with a password", TO_PASSWORD, GET),
    ("cors-blocked", "redirected to another origin, with credentials", TO_OTHER, WITH_COOKIES),
    ("cors-blocked", "mode: 'same-origin'", &NONE, SAME_ORIGIN),
    ("cors-blocked", "a scheme without CORS", &NONE, "await fetch('ftp://api.example/')"),
    ("cors-blocked", "a font", &NONE, FONT),
    ("cors-blocked", "a script with crossorigin", &NONE, SCRIPT),
    ("blocked-by-csp", "connect-src", site!(policy: "default-src 'self'; connect-src 'self'"), GET),
    ("blocked-by-csp", "img-src", site!(policy: "img-src 'self'"), IMAGE),
    ("blocked-by-csp", "script-src, inline", site!(policy: "script-src 'self'"), INLINE),
    (
        "blocked-by-response",
        "Cross-Origin-Resource-Policy",
        site!(answer: "Cross-Origin-Resource-Policy: same-origin"),
        NO_CORS,
    ),
    (
        "blocked-by-response",
        "an opaque response",
        site!(answer: "Content-Type: application/json", "X-Content-Type-Options: nosniff"),
        IMAGE,
    ),
];

const IMAGE: &str = "await new Promise((resolve, reject) => { const image = new Image(); image.onload = resolve; \
    image.onerror = () => reject('error event'); image.src = 'http://api.example/a.png'; })";

static STRICT: Site =
    Site { page: "Strict-Transport-Security: max-age=31536000\r\n", preflight: "", answer: "HTTP/1.1 200 OK\r\n" };

static OPEN: Site = Site { page: "", preflight: "", answer: "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n" };

/// The cases of a browser.
pub fn cases() -> Vec<Case> {
    let who = Who::Only(&["chromium"]);
    let script = |url: &str, script: &str| Ask { script: Some(script.to_owned()), ..Ask::of(url) };
    let rows = ROWS.iter().map(|&(failure, how, site, run)| {
        let (serve, ask) = (Serve::Site(site), script(APP, run));
        Case { failure, how, serve, ask, who }
    });
    let mut cases: Vec<Case> = rows.collect();
    let open = Serve::Site(&OPEN);
    let secure = |run: &str| script("https://app.example/", run);
    cases.extend([
        Case { failure: "mixed-content", how: "fetch", serve: open, ask: secure(GET), who },
        Case { failure: "mixed-content", how: "an image", serve: open, ask: secure(IMAGE), who },
        Case {
            failure: "mixed-content",
            how: "a frame",
            serve: open,
            ask: secure(
                "const frame = document.createElement('iframe'); frame.src = 'http://api.example/'; \
                 document.body.append(frame); await new Promise((resolve) => setTimeout(resolve, 300))",
            ),
            who,
        },
        Case {
            failure: "blocked-by-client",
            how: "blocked in the developer tools",
            serve: open,
            ask: Ask { block: Some("*api.example*".to_owned()), ..script(APP, GET) },
            who,
        },
        Case {
            failure: "offline",
            how: "the developer tools' offline",
            serve: open,
            ask: Ask { offline: true, ..Ask::of(APP) },
            who,
        },
        Case {
            failure: "hsts",
            how: "a port that speaks plain HTTP, after Strict-Transport-Security",
            serve: Serve::Site(&STRICT),
            ask: Ask { visit: Some("https://app.example/".to_owned()), ..Ask::of("http://app.example:8080/") },
            who,
        },
    ]);
    cases
}
