//! What the members and parameters of structured fields mean (RFC 9651 says how they are written).

use sfv::{BareItem, Item, ListEntry, Parameters};

use crate::lint::finding::Source::{Page, Rfc};
use crate::lint::grammar::{Kinds, MEDIA_RANGE, dictionary, item, list};
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::lint::values::{Param, members, repeated, with_params};
use crate::message::Field;

rules! { Values;
    CACHE_PARAM: Warning "cache-status-parameter-invalid" Some("Cache-Status"), "The parameter `{}` of a cache has a value that it may not have", "Send `fwd` as one of the registered tokens, `hit`, `stored` and `collapsed` as booleans, `fwd-status` and `ttl` as whole numbers.", Rfc(9211, "2");
    CACHE_BOTH: Warning "cache-status-hit-and-fwd" Some("Cache-Status"), "A cache says both `hit` and `fwd`", "Send one of them: a request was answered from the cache or forwarded.", Rfc(9211, "2.2");
    PROXY_PARAM: Warning "proxy-status-parameter-invalid" Some("Proxy-Status"), "The parameter `{}` has a value of the wrong type", "Send `error` as a token, `received-status` as a whole number, `details` as a string.", Rfc(9209, "2.1");
    PROXY_ERROR: Warning "proxy-status-error-unknown" Some("Proxy-Status"), "`{}` is not a registered error", "Send one of the registered types, such as `connection_timeout`, or `http_protocol_error`.", Rfc(9209, "2.3");
    DIGEST_ALGORITHM: Warning "digest-algorithm-unknown" None, "`{}` is not a registered hash algorithm", "Send `sha-256` or `sha-512`.", Rfc(9530, "5");
    DIGEST_WEAK: Warning "digest-algorithm-insecure" None, "`{}` only protects against accidents", "Send `sha-256` or `sha-512`.", Rfc(9530, "5");
    DIGEST_LENGTH: Error "digest-length-wrong" None, "The hash of `{}` has a wrong number of bytes", "Send the bytes of the hash in base64, not its hexadecimal digits.", Rfc(9530, "2");
    WANT: Error "digest-preference-invalid" None, "The preference of `{}` is not between 0 and 10", "Send a whole number from 0 to 10.", Rfc(9530, "4");
    URGENCY: Error "priority-urgency-invalid" Some("Priority"), "The urgency is not a whole number from 0 to 7", "Send `u=0` to `u=7`; 3 is the default.", Rfc(9218, "4.1");
    INCREMENTAL: Error "priority-incremental-invalid" Some("Priority"), "`i` is not a boolean", "Send `i` alone, or leave it out.", Rfc(9218, "4.2");
    NO_MATCH: Error "dictionary-without-match" Some("Use-As-Dictionary"), "The dictionary does not say for which URLs it is", "Send `match=\"/path/*\"`: clients ignore the field otherwise.", Rfc(9842, "2.1.1");
    MATCH_DEST: Warning "dictionary-match-dest-invalid" Some("Use-As-Dictionary"), "`match-dest` is not a list of strings", "Write it in parentheses: `match-dest=(\"script\")`.", Rfc(9842, "2.1.2");
    DICTIONARY_MEMBER: Warning "dictionary-member-invalid" Some("Use-As-Dictionary"), "`{}` has a value of the wrong type", "Send `match` and `id` as strings, `type` as a token.", Rfc(9842, "2.1");
    DICTIONARY_ID: Warning "dictionary-id-too-long" None, "The id of the dictionary has more than 1024 characters", "Shorten it: clients ignore the field otherwise.", Rfc(9842, "2.1.3");
    DICTIONARY_HASH: Error "dictionary-hash-invalid" Some("Available-Dictionary"), "The hash of the dictionary is not 32 bytes long", "Send the SHA-256 hash of the dictionary's bytes.", Rfc(9842, "2.2");
    NO_INPUT: Error "signature-without-input" Some("Signature"), "`Signature-Input` does not say what `{}` covers", "Send both fields with the same labels: the signature cannot be checked otherwise.", Rfc(9421, "4.2");
    QUERY: Error "accept-query-invalid" Some("Accept-Query"), "`{}` is not a media range", "Write type and subtype, in quotes where a token cannot hold them.", Page("The HTTP QUERY method", "https://httpwg.org/http-extensions/draft-ietf-httpbis-safe-method-w-body.html#name-the-accept-query-header-fie");
    DURATION: Warning "server-timing-parameter-invalid" Some("Server-Timing"), "The duration `{}` is not a number", "Send milliseconds as a decimal number: `dur=53.2`.", Page("Server Timing", "https://www.w3.org/TR/server-timing/#duration-attribute");
    ALTERNATIVE: Warning "alt-svc-parameter-invalid" Some("Alt-Svc"), "The parameter `{}` of an alternative has a value that it may not have", "Send `ma` as a number of seconds, and `persist` as `1` or not at all.", Rfc(7838, "3.1");
    TIMING_REPEATED: Warning "server-timing-parameter-repeated" Some("Server-Timing"), "The parameter `{}` of a metric appears more than once", "Send it once: the first one counts.", Page("Server Timing", "https://www.w3.org/TR/server-timing/#the-server-timing-header-field");
}

const FORWARDED: [&str; 7] = ["bypass", "method", "uri-miss", "vary-miss", "miss", "request", "stale"];

/// The error types of `Proxy-Status` (RFC 9209 §2.3).
pub const PROXY_ERRORS: [&str; 32] = [
    "dns_timeout",
    "dns_error",
    "destination_not_found",
    "destination_unavailable",
    "destination_ip_prohibited",
    "destination_ip_unroutable",
    "connection_refused",
    "connection_terminated",
    "connection_timeout",
    "connection_read_timeout",
    "connection_write_timeout",
    "connection_limit_reached",
    "tls_protocol_error",
    "tls_certificate_error",
    "tls_alert_received",
    "http_request_error",
    "http_request_denied",
    "http_response_incomplete",
    "http_response_header_section_size",
    "http_response_header_size",
    "http_response_body_size",
    "http_response_trailer_section_size",
    "http_response_trailer_size",
    "http_response_transfer_coding",
    "http_response_content_coding",
    "http_response_timeout",
    "http_upgrade_failed",
    "http_protocol_error",
    "proxy_internal_response",
    "proxy_internal_error",
    "proxy_configuration_error",
    "proxy_loop_detected",
];

pub fn check(look: &Look<'_>, report: &mut Report) {
    statuses(look, report);
    digests(look, report);
    dictionaries(look, report);
    timing(look, report);
    for line in look.lines("Priority") {
        let Some(map) = dictionary(&line.value) else { continue };
        let bare = |key: &str| map.get(key).map(|member| member_item(member));
        if bare("u").is_some_and(|u| !u.and_then(BareItem::as_integer).is_some_and(|u| (0..=7).contains(&i64::from(u))))
        {
            report.at(&URGENCY, line, "");
        }
        if bare("i").is_some_and(|i| i.and_then(BareItem::as_boolean).is_none()) {
            report.at(&INCREMENTAL, line, "");
        }
    }
    let inputs = look.value("Signature-Input").and_then(|value| dictionary(&value)).unwrap_or_default();
    for line in look.lines("Signature") {
        let labels = dictionary(&line.value).unwrap_or_default();
        for label in labels.keys().filter(|label| !inputs.contains_key(*label)) {
            report.at(&NO_INPUT, line, label.as_str());
        }
    }
    for line in look.lines("Accept-Query") {
        for member in list(&line.value).unwrap_or_default() {
            let ListEntry::Item(Item { bare_item, .. }) = member else { continue };
            let range =
                bare_item.as_string().map(sfv::StringRef::as_str).or(bare_item.as_token().map(sfv::TokenRef::as_str));
            if let Some(range) = range.filter(|range| !MEDIA_RANGE.fits(range)) {
                report.at(&QUERY, line, range);
            }
        }
    }
}

fn member_item(member: &ListEntry) -> Option<&BareItem> {
    match member {
        ListEntry::Item(item) => Some(&item.bare_item),
        ListEntry::InnerList(_) => None,
    }
}

/// The first parameter whose value has none of the types it may have.
fn wrong<'p>(params: &'p Parameters, types: &[(&'p str, Kinds)]) -> Option<&'p str> {
    types.iter().find(|(name, kinds)| params.get(*name).is_some_and(|value| !kinds.hold(value))).map(|(name, _)| *name)
}

fn statuses(look: &Look<'_>, report: &mut Report) {
    let of_caches = [
        ("hit", Kinds::BOOLEAN),
        ("stored", Kinds::BOOLEAN),
        ("collapsed", Kinds::BOOLEAN),
        ("fwd", Kinds::TOKEN),
        ("fwd-status", Kinds::INTEGER),
        ("ttl", Kinds::INTEGER),
        ("key", Kinds::STRING),
        ("detail", Kinds::STRING.or(Kinds::TOKEN)),
    ];
    for line in look.lines("Cache-Status") {
        for member in list(&line.value).unwrap_or_default() {
            let ListEntry::Item(Item { params, .. }) = &member else { continue };
            if let Some(name) = wrong(params, &of_caches) {
                report.at(&CACHE_PARAM, line, name);
            }
            let forwarded = params.get("fwd").and_then(BareItem::as_token);
            if forwarded.is_some_and(|token| !FORWARDED.contains(&token.as_str())) {
                report.at(&CACHE_PARAM, line, "fwd");
            }
            if params.contains_key("hit") && params.contains_key("fwd") {
                report.at(&CACHE_BOTH, line, "");
            }
        }
    }
    let of_proxies = [
        ("error", Kinds::TOKEN),
        ("next-hop", Kinds::STRING.or(Kinds::TOKEN)),
        ("details", Kinds::STRING),
        ("received-status", Kinds::INTEGER),
        ("next-protocol", Kinds::TOKEN.or(Kinds::BYTES)),
    ];
    for line in look.lines("Proxy-Status") {
        for member in list(&line.value).unwrap_or_default() {
            let ListEntry::Item(Item { params, .. }) = &member else { continue };
            if let Some(name) = wrong(params, &of_proxies) {
                report.at(&PROXY_PARAM, line, name);
            }
            let error = params.get("error").and_then(BareItem::as_token);
            if let Some(error) = error.filter(|error| !PROXY_ERRORS.contains(&error.as_str())) {
                report.at(&PROXY_ERROR, line, error.as_str());
            }
        }
    }
}

fn digests(look: &Look<'_>, report: &mut Report) {
    let known = [
        ("sha-256", 32),
        ("sha-512", 64),
        ("md5", 16),
        ("sha", 20),
        ("unixsum", 0),
        ("unixcksum", 0),
        ("adler", 0),
        ("crc32c", 0),
    ];
    for line in ["Content-Digest", "Repr-Digest"].into_iter().flat_map(|name| look.lines(name)) {
        for (key, member) in dictionary(&line.value).unwrap_or_default() {
            let Some((_, length)) = known.iter().find(|(name, _)| *name == key.as_str()) else {
                report.at(&DIGEST_ALGORITHM, line, key.as_str());
                continue;
            };
            if !key.as_str().starts_with("sha-") {
                report.at(&DIGEST_WEAK, line, key.as_str());
            }
            let bytes = member_item(&member).and_then(|item| item.as_byte_sequence());
            if bytes.is_some_and(|bytes| *length > 0 && bytes.len() != *length) {
                report.at(&DIGEST_LENGTH, line, key.as_str());
            }
        }
    }
    for line in ["Want-Content-Digest", "Want-Repr-Digest"].into_iter().flat_map(|name| look.lines(name)) {
        for (key, member) in dictionary(&line.value).unwrap_or_default() {
            let weight = member_item(&member).and_then(BareItem::as_integer).map(i64::from);
            if weight.is_some_and(|weight| !(0..=10).contains(&weight)) {
                report.at(&WANT, line, key.as_str());
            }
        }
    }
}

fn dictionaries(look: &Look<'_>, report: &mut Report) {
    for line in look.lines("Use-As-Dictionary") {
        let Some(map) = dictionary(&line.value) else { continue };
        if !map.contains_key("match") {
            report.at(&NO_MATCH, line, "");
        }
        let is_strings = |member: &ListEntry| match member {
            ListEntry::InnerList(list) => list.items.iter().all(|item| item.bare_item.as_string().is_some()),
            ListEntry::Item(_) => false,
        };
        if map.get("match-dest").is_some_and(|member| !is_strings(member)) {
            report.at(&MATCH_DEST, line, "");
        }
        let types = [("match", Kinds::STRING), ("id", Kinds::STRING), ("type", Kinds::TOKEN)];
        for (name, kinds) in types {
            if map.get(name).is_some_and(|member| !kinds.hold_member(member)) {
                report.at(&DICTIONARY_MEMBER, line, name);
            }
        }
        let id = map.get("id").and_then(member_item).and_then(BareItem::as_string);
        if id.is_some_and(|id| id.as_str().len() > 1024) {
            report.at(&DICTIONARY_ID, line, "");
        }
    }
    for line in look.lines("Dictionary-ID") {
        if item(&line.value).is_some_and(|item| item.bare_item.as_string().is_some_and(|id| id.as_str().len() > 1024)) {
            report.at(&DICTIONARY_ID, line, "");
        }
    }
    for line in look.lines("Available-Dictionary") {
        if item(&line.value)
            .is_some_and(|item| item.bare_item.as_byte_sequence().is_some_and(|bytes| bytes.len() != 32))
        {
            report.at(&DICTIONARY_HASH, line, "");
        }
    }
}

/// The parameters of `Alt-Svc`, which is older than structured fields.
fn alternatives(line: &Field, report: &mut Report) {
    let is_number = |value: &str| !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    for (_, params) in members(&line.value).map(with_params) {
        let is_wrong = |param: &&Param<'_>| {
            let value = param.value();
            param.is("ma") && !is_number(&value) || param.is("persist") && value != "1"
        };
        if let Some(param) = params.iter().find(is_wrong) {
            report.at(&ALTERNATIVE, line, param.name);
        }
    }
}

fn timing(look: &Look<'_>, report: &mut Report) {
    for line in look.lines("Alt-Svc") {
        alternatives(line, report);
    }
    for line in look.lines("Server-Timing") {
        metrics(line, report);
    }
}

fn metrics(line: &Field, report: &mut Report) {
    for (_, params) in members(&line.value).map(with_params) {
        if let Some(name) = repeated(&params) {
            report.at(&TIMING_REPEATED, line, name);
        }
        for duration in params.iter().filter(|param| param.is("dur")).map(Param::value) {
            if duration.parse::<f64>().is_err() {
                report.at(&DURATION, line, &duration);
            }
        }
    }
}
