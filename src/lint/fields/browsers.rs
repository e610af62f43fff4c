//! The fields by which a site tells browsers what to allow, and what they report.

use super::known::{Known, Repeat, response};
use super::parts::{HSTS, XSS, is_csp, is_json_objects};
use crate::lint::finding::Source::{Page, Rfc};
use crate::lint::grammar::Pattern::{Any, Exact, Of, Word};
use crate::lint::grammar::{DIGITS, Kinds, ORIGIN, Pattern, REFERENCE, Shape, TOKEN};
use crate::lint::values::members;

static ALLOWED_ORIGIN: Pattern = Any(&[Exact("*"), Exact("null"), Of(&ORIGIN)]);
static TRUE: Pattern = Exact("true");
static NOSNIFF: Pattern = Word("nosniff");
static RESOURCE_POLICY: Pattern = Any(&[Exact("same-origin"), Exact("same-site"), Exact("cross-origin")]);
static FRAME: Pattern = Any(&[Word("DENY"), Word("SAMEORIGIN"), Pattern::Seq(&[Word("ALLOW-FROM "), Of(&ORIGIN)])]);
static ON_OFF: Pattern = Any(&[Word("on"), Word("off")]);

const CORS: &str = "https://fetch.spec.whatwg.org/#http-new-header-syntax";
const HINTS: &str = "https://wicg.github.io/client-hints-infrastructure/";
const HTML_COOP: &str = "https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies";
const HTML_COEP: &str = "https://html.spec.whatwg.org/multipage/browsers.html#coep";
const REPORTING: &str = "https://www.w3.org/TR/reporting-1/#header";
const CSP: &str = "https://www.w3.org/TR/CSP3/#csp-header";
const MDN_XSS: &str = "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-XSS-Protection";
const MDN_HEADERS: &str = "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers";

/// Whether a value is a list of origins, each of which ends at its comma.
fn are_origins(value: &str) -> bool {
    let mut origins = members(value).peekable();
    origins.peek().is_some() && origins.all(|origin| ALLOWED_ORIGIN.fits(origin))
}

pub static FIELDS: &[Known] = &[
    response("Access-Control-Allow-Origin", Page("Fetch: CORS protocol", CORS))
        .once(&ALLOWED_ORIGIN, "one origin without a path, `*` or `null`", "https://example.com"),
    response("Access-Control-Allow-Credentials", Page("Fetch: CORS protocol", CORS)).once(&TRUE, "`true` in lower case", "true"),
    response("Access-Control-Allow-Methods", Page("Fetch: CORS protocol", CORS)).list(&TOKEN, 0, "a list of methods", "GET, PUT"),
    response("Access-Control-Allow-Headers", Page("Fetch: CORS protocol", CORS)).list(&TOKEN, 0, "a list of field names", "content-type"),
    response("Access-Control-Expose-Headers", Page("Fetch: CORS protocol", CORS)).list(&TOKEN, 0, "a list of field names", "etag"),
    response("Access-Control-Max-Age", Page("Fetch: CORS protocol", CORS)).once(&DIGITS, "a number of seconds", "600"),
    response("Access-Control-Allow-Private-Network", Page("Private Network Access", "https://wicg.github.io/private-network-access/#headers"))
        .once(&TRUE, "`true`", "true"),
    response("Timing-Allow-Origin", Page("Resource Timing: Timing-Allow-Origin", "https://www.w3.org/TR/resource-timing/#sec-timing-allow-origin"))
        .check(Repeat::List, are_origins, "a list of origins, or `*`", "https://example.com"),
    response("Cross-Origin-Resource-Policy", Page("Fetch: Cross-Origin-Resource-Policy", "https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header"))
        .once(&RESOURCE_POLICY, "`same-origin`, `same-site` or `cross-origin`", "same-origin"),
    response("X-Content-Type-Options", Page("Fetch: X-Content-Type-Options", "https://fetch.spec.whatwg.org/#x-content-type-options-header"))
        .once(&NOSNIFF, "`nosniff`", "nosniff"),
    response("Cross-Origin-Opener-Policy", Page("HTML: Cross-Origin-Opener-Policy", HTML_COOP))
        .structured(Shape::Item(Kinds::TOKEN), "a token", "same-origin"),
    response("Cross-Origin-Opener-Policy-Report-Only", Page("HTML: Cross-Origin-Opener-Policy", HTML_COOP))
        .structured(Shape::Item(Kinds::TOKEN), "a token", "same-origin"),
    response("Cross-Origin-Embedder-Policy", Page("HTML: Cross-Origin-Embedder-Policy", HTML_COEP))
        .structured(Shape::Item(Kinds::TOKEN), "a token", "require-corp"),
    response("Cross-Origin-Embedder-Policy-Report-Only", Page("HTML: Cross-Origin-Embedder-Policy", HTML_COEP))
        .structured(Shape::Item(Kinds::TOKEN), "a token", "require-corp"),
    response("Origin-Agent-Cluster", Page("HTML: Origin-Agent-Cluster", "https://html.spec.whatwg.org/multipage/browsers.html#origin-agent-cluster"))
        .structured(Shape::Item(Kinds::BOOLEAN), "a boolean", "?1"),
    response("Content-Security-Policy", Page("CSP: the field", CSP))
        .check(Repeat::List, is_csp, "a policy: directives between semicolons", "default-src 'self'"),
    response("Content-Security-Policy-Report-Only", Page("CSP: the field", CSP))
        .check(Repeat::List, is_csp, "a policy: directives between semicolons", "default-src 'self'"),
    response("Permissions-Policy", Page("Permissions Policy: the field", "https://www.w3.org/TR/permissions-policy-1/#permissions-policy-http-header-field"))
        .structured(Shape::Dictionary(Kinds::ANY), "a dictionary of features and who may use them", "geolocation=(), camera=(self)"),
    response("Referrer-Policy", Page("Referrer Policy: the field", "https://www.w3.org/TR/referrer-policy/#referrer-policy-header"))
        .list(&TOKEN, 1, "a list of policies", "strict-origin-when-cross-origin"),
    response("Strict-Transport-Security", Rfc(6797, "6.1"))
        .once(&HSTS, "a list of directives between semicolons", "max-age=31536000; includeSubDomains"),
    response("Clear-Site-Data", Page("Clear Site Data: the field", "https://www.w3.org/TR/clear-site-data/#header"))
        .check(Repeat::List, is_quoted_list, "a list of quoted strings", "\"cache\", \"cookies\""),
    response("Reporting-Endpoints", Page("Reporting API: the field", REPORTING))
        .structured(Shape::Dictionary(Kinds::STRING), "a dictionary of names and quoted addresses", "main=\"https://example.com/reports\""),
    response("NEL", Page("Network Error Logging: the field", "https://www.w3.org/TR/network-error-logging/#nel-response-header"))
        .check(Repeat::List, is_json_objects, "a JSON object", "{\"report_to\": \"main\", \"max_age\": 2592000}"),
    response("Report-To", Page("Reporting API: history", REPORTING))
        .check(Repeat::List, is_json_objects, "a list of JSON objects", "{\"group\": \"main\", \"max_age\": 60, \"endpoints\": [{\"url\": \"https://example.com/r\"}]}")
        .obsolete("Send `Reporting-Endpoints`, which replaced it; only Network Error Logging still reads this one."),
    response("Speculation-Rules", Page("Speculation Rules: the field", "https://html.spec.whatwg.org/multipage/speculative-loading.html#the-speculation-rules-header"))
        .structured(Shape::List(Kinds::STRING), "a list of quoted addresses", "\"/rules.json\""),
    response("Accept-CH", Rfc(8942, "3.1")).structured(Shape::List(Kinds::TOKEN), "a list of field names", "Sec-CH-UA-Model"),
    response("Critical-CH", Page("Client Hints Infrastructure", HINTS)).structured(Shape::List(Kinds::TOKEN), "a list of field names", "Sec-CH-UA-Model"),
    response("No-Vary-Search", Page("No-Vary-Search", "https://wicg.github.io/nav-speculation/no-vary-search.html"))
        .structured(Shape::Dictionary(Kinds::BOOLEAN.or(Kinds::INNER_LIST)), "a dictionary", "params=(\"utm_source\")"),
    response("SourceMap", Page("Source maps: linking by a field", "https://tc39.es/ecma426/#sec-linking-inline"))
        .once(&REFERENCE, "a URI or a relative reference", "/app.js.map"),
    response("Service-Worker-Allowed", Page("Service Workers", "https://www.w3.org/TR/service-workers/#service-worker-allowed"))
        .once(&REFERENCE, "a path", "/"),
    response("X-DNS-Prefetch-Control", Page("MDN: X-DNS-Prefetch-Control", "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-DNS-Prefetch-Control"))
        .once(&ON_OFF, "`on` or `off`", "off"),
    response("X-Frame-Options", Page("HTML: X-Frame-Options", "https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-x-frame-options-header"))
        .once(&FRAME, "`DENY` or `SAMEORIGIN`", "DENY")
        .obsolete("Send `Content-Security-Policy: frame-ancestors 'none'`, which browsers prefer where both are there; this one alone still works."),
    response("X-XSS-Protection", Page("MDN: X-XSS-Protection", MDN_XSS))
        .once(&XSS, "`0`, `1` or `1; mode=block`", "0")
        .obsolete("Leave it out, or send `0`: browsers removed the filter, which could itself be abused; a Content-Security-Policy protects."),
    response("X-UA-Compatible", Page("MDN: HTTP headers", MDN_HEADERS)).obsolete("Leave it out: it spoke to Internet Explorer alone."),
    response("Expect-CT", Rfc(9163, "")).obsolete("Leave it out: browsers demand Certificate Transparency of every certificate."),
    response("P3P", Page("MDN: HTTP headers", MDN_HEADERS)).obsolete("Leave it out: no browser has read it since Internet Explorer."),
    response("Public-Key-Pins", Rfc(7469, "")).obsolete("Leave it out: browsers removed pinning, since a lost key locked a site out."),
    response("Public-Key-Pins-Report-Only", Rfc(7469, "")).obsolete("Leave it out: browsers removed pinning."),
    response("Feature-Policy", Page("MDN: HTTP headers", MDN_HEADERS))
        .obsolete("Send `Permissions-Policy`, which replaced it and has another syntax."),
    response("X-Content-Security-Policy", Page("CSP: the field", CSP))
        .obsolete("Send `Content-Security-Policy`: this was its name in the first browsers that tried it."),
    response("X-WebKit-CSP", Page("CSP: the field", CSP))
        .obsolete("Send `Content-Security-Policy`: this was its name in the first browsers that tried it."),
    response("Tk", Page("MDN: HTTP headers", MDN_HEADERS)).obsolete("Leave it out: tracking preferences by `DNT` were abandoned."),
];

fn is_quoted_list(value: &str) -> bool {
    let members = value.split(',').map(|member| member.trim_matches([' ', '\t']));
    !value.is_empty() && members.into_iter().all(|member| crate::lint::grammar::QUOTED.fits(member))
}
