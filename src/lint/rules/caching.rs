//! What the fields that caches read say together (RFC 9111).

use std::collections::HashSet;

use crate::lint::cached;
use crate::lint::finding::Source::{Page, Rfc};
use crate::lint::grammar::http_date;
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::lint::values::cache_control::MOST_SECONDS;
use crate::lint::values::{Directives, members};

rules! { Caching;
    NO_STORE_FRESH: Warning "no-store-with-freshness" Some("Cache-Control"), "`no-store` and `{}` contradict each other", "Send `no-store` alone to keep it out of caches, or the seconds alone to have it stored.", Rfc(9111, "5.2.2.5");
    PUBLIC_PRIVATE: Warning "public-and-private" Some("Cache-Control"), "`public` and `private` contradict each other", "Send `private` for what belongs to one user, `public` for what belongs to all.", Rfc(9111, "5.2.2.7");
    PRIVATE_SHARED: Warning "private-with-s-maxage" Some("Cache-Control"), "`s-maxage` speaks to shared caches, which `private` shuts out", "Leave one of them out.", Rfc(9111, "5.2.2.10");
    IMMUTABLE_ALONE: Warning "immutable-without-freshness" Some("Cache-Control"), "`immutable` has no effect without freshness", "Send `max-age` with it, such as `max-age=31536000, immutable`: it counts only while the response is fresh.", Rfc(8246, "2");
    STALE_FORBIDDEN: Warning "stale-directive-contradiction" Some("Cache-Control"), "`{}` has no effect, since the response must not be used stale", "Leave it out, or the `must-revalidate`, `no-cache` or `no-store` beside it.", Rfc(5861, "3");
    NO_CACHE_FRESH: Note "no-cache-with-freshness" Some("Cache-Control"), "`no-cache` has every use checked, so `{}` does not count", "Leave the seconds out, or `no-cache`, whichever is not meant.", Rfc(9111, "5.2.2.4");
    PRAGMA_CONTRADICTS: Warning "pragma-contradicts-cache-control" Some("Pragma"), "`Pragma: no-cache` contradicts a `Cache-Control` that declares the response fresh", "Remove `Pragma`: caches ignore it in responses, and people do not.", Rfc(9111, "5.4");
    EXPIRES_DIFFERS: Note "expires-differs-from-max-age" Some("Expires"), "`Expires` and `max-age` give different lifetimes", "Remove `Expires`: it is ignored where `max-age` is there.", Rfc(9111, "5.3");
    STALE_SERVED: Warning "age-beyond-freshness" Some("Age"), "The response is stale: its age is {}", "Look into the cache on the way: it served a stored response after its time, or adds to `Age` what it should not.", Rfc(9111, "4.2.4");
    AGE_UNSTORED: Warning "age-with-no-store" Some("Age"), "The response has an age, but must not be stored", "Look into the cache on the way: it stored what `no-store` forbids, or an origin sends `Age`.", Rfc(9111, "5.1");
    AGE_TOO_LARGE: Warning "age-too-large" Some("Age"), "An age of {} seconds is more than caches can count", "Send the true age; caches cut it at 2147483648.", Rfc(9111, "1.2.2");
    VARY_STAR: Note "vary-asterisk" Some("Vary"), "`Vary: *` keeps every cache from using the response again", "Name the request fields that the response depends on, or send `Cache-Control: no-store`.", Rfc(9111, "4.1");
    VARY_STAR_MIXED: Warning "vary-asterisk-with-names" Some("Vary"), "`Vary` has `*` beside field names, which then do not count", "Send the field names alone, so that caches can use the response again.", Rfc(9110, "12.5.5");
    VARY_STAR_FRESH: Warning "vary-asterisk-with-freshness" Some("Vary"), "`Vary: *` keeps caches from using a response that is declared fresh", "Name the request fields that the response depends on.", Rfc(9111, "4.1");
    VARY_HOST: Warning "vary-host" Some("Vary"), "`Vary` names `Host`, which is part of every cache key already", "Remove it: caches compare the whole URL anyway.", Rfc(9111, "2");
    VARY_AGENT: Note "vary-user-agent" Some("Vary"), "`Vary` names `User-Agent`, of which there are thousands", "Vary on a client hint or on nothing: nearly every client gets a copy of its own, so that the cache hardly ever helps.", Rfc(9110, "12.5.5");
    VARY_COOKIE_PUBLIC: Note "vary-cookie-public" Some("Vary"), "The response is for shared caches, and varies on `Cookie`", "Nearly every visitor has other cookies: send `private`, or take the difference out of the response.", Rfc(9111, "4.1");
    VARY_REPEATED: Note "vary-name-repeated" Some("Vary"), "`Vary` names {} twice", "Name it once. It is often added both by the application and by what compresses.", Rfc(9110, "12.5.5");
    VARY_ENCODING: Note "vary-accept-encoding-missing" Some("Vary"), "The content is compressed for some, but `Vary` does not say so", "Send `Vary: Accept-Encoding`, or a shared cache serves compressed content to clients that cannot read it.", Rfc(9110, "12.5.5");
    COOKIE_SHARED: Warning "set-cookie-in-shared-cache" Some("Set-Cookie"), "A response with a cookie is declared fit for shared caches", "Send `private` or `no-store`, or no cookie: a shared cache gives one visitor's cookie to others.", Rfc(9111, "7.3");
    AUTH_SHARED: Warning "authorization-in-shared-cache" Some("Cache-Control"), "The answer to a request with credentials is declared fit for shared caches", "Send `private`, unless everybody may see it: `public`, `s-maxage` and `must-revalidate` let a shared cache store it.", Rfc(9111, "3.5");
    HEURISTIC: Note "freshness-not-declared" Some("Cache-Control"), "Nothing says how long the response is fresh, so caches guess", "Send `Cache-Control` with `max-age`, or with `no-cache`: many caches take a tenth of the time since `Last-Modified`.", Rfc(9111, "4.2.2");
    NO_VALIDATOR: Note "validator-missing" Some("ETag"), "A stored copy can only be fetched anew, since there is nothing to check it by", "Send `ETag` or `Last-Modified`, so that a 304 can renew it.", Rfc(9110, "8.8");
    REQUEST_CONTRADICTION: Warning "only-if-cached-contradiction" Some("Cache-Control"), "`only-if-cached` and `{}` leave nothing that could answer", "Leave one of them out: a cache answers this with 504.", Rfc(9111, "5.2.1.7");
    CDN_TYPE: Error "targeted-directive-invalid" Some("CDN-Cache-Control"), "`{}` has a value of the wrong type", "Write seconds as a whole number, as in `max-age=600`; caches ignore the directive otherwise.", Rfc(9213, "2.1");
    SURROGATE: Note "cdn-fields-stripped" Some("Surrogate-Control"), "`Surrogate-Control` was meant for a CDN, and reached the client", "Have the CDN remove it, and prefer `CDN-Cache-Control`.", Page("W3C Edge Architecture", "https://www.w3.org/TR/edge-arch/");
}

pub fn check(look: &Look<'_>, report: &mut Report) {
    let directives = look.directives();
    if look.is_request() {
        request(look, &directives, report);
        return;
    }
    control(look, &directives, report);
    ages(look, &directives, report);
    vary(look, &directives, report);
    shared(look, &directives, report);
    targeted(look, report);
    guesses(look, &directives, report);
}

fn request(look: &Look<'_>, directives: &Directives, report: &mut Report) {
    let Some(line) = look.first("Cache-Control").filter(|_| directives.has("only-if-cached")) else { return };
    for name in ["no-cache", "no-store"].into_iter().filter(|name| directives.has(name)) {
        report.at(&REQUEST_CONTRADICTION, line, name);
    }
}

/// The first directive that declares the response fresh: `max-age=60`.
fn freshness(directives: &Directives) -> Option<String> {
    let positive = |name: &&str| directives.seconds(name).is_some_and(|seconds| seconds > 0);
    let name = ["max-age", "s-maxage"].into_iter().find(positive)?;
    Some(format!("{name}={}", directives.seconds(name)?))
}

fn control(look: &Look<'_>, directives: &Directives, report: &mut Report) {
    let Some(line) = look.first("Cache-Control") else { return };
    let fresh = freshness(directives);
    let (no_store, no_cache) = (directives.has("no-store"), directives.has_whole("no-cache"));
    // With `must-understand`, `no-store` is for caches that do not know the status (RFC 9111 §5.2.2.3).
    if let Some(fresh) = fresh.as_deref().filter(|_| no_store && !directives.has("must-understand")) {
        report.at(&NO_STORE_FRESH, line, fresh);
    } else if let Some(fresh) = fresh.as_deref().filter(|_| no_cache) {
        report.at(&NO_CACHE_FRESH, line, fresh);
    }
    if directives.has_whole("private") {
        if directives.has("public") {
            report.at(&PUBLIC_PRIVATE, line, "");
        }
        if directives.has("s-maxage") {
            report.at(&PRIVATE_SHARED, line, "");
        }
    }
    if directives.has("immutable") && fresh.is_none() && !look.has("Expires") {
        report.at(&IMMUTABLE_ALONE, line, "");
    }
    let never_stale = no_store || no_cache || directives.has("must-revalidate");
    for name in
        ["stale-while-revalidate", "stale-if-error"].into_iter().filter(|name| never_stale && directives.has(name))
    {
        report.at(&STALE_FORBIDDEN, line, name);
    }
    if let Some(pragma) = look.first("Pragma").filter(|_| fresh.is_some() && !no_store && !no_cache) {
        report.at(&PRAGMA_CONTRADICTS, pragma, "");
    }
    if let (Some(expires), Some(max_age)) = (look.first("Expires"), directives.seconds("max-age")) {
        let seconds = |name: &str| look.first(name).and_then(|line| http_date(&line.value)).map(|date| date.unix);
        let lifetime = seconds("Expires").zip(seconds("Date")).map(|(expires, date)| (expires - date).max(0));
        // A few seconds lie between the making of the two.
        if lifetime.is_some_and(|lifetime| lifetime.unsigned_abs().abs_diff(max_age) > 5) {
            report.at(&EXPIRES_DIFFERS, expires, "");
        }
    }
}

fn ages(look: &Look<'_>, directives: &Directives, report: &mut Report) {
    let Some(line) = look.first("Age") else { return };
    if line.value.is_empty() || !line.value.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    let age = line.value.parse().unwrap_or(u64::MAX);
    if age > MOST_SECONDS {
        return report.at(&AGE_TOO_LARGE, line, &line.value);
    }
    if directives.has("no-store") {
        return report.at(&AGE_UNSTORED, line, "");
    }
    let lifetime = directives.seconds("s-maxage").or_else(|| directives.seconds("max-age"));
    if let Some(lifetime) = lifetime.filter(|lifetime| *lifetime < age) {
        report.at(&STALE_SERVED, line, &format!("{age} s, its lifetime {lifetime} s"));
    }
}

fn vary(look: &Look<'_>, directives: &Directives, report: &mut Report) {
    let Some(line) = look.first("Vary") else {
        if look.has("Content-Encoding") && freshness(directives).is_some() && !directives.has_whole("private") {
            report.missing(&VARY_ENCODING, "Vary");
        }
        return;
    };
    let value = look.value("Vary").unwrap_or_default().to_ascii_lowercase();
    let names: Vec<&str> = members(&value).collect();
    if names.contains(&"*") {
        let fresh = freshness(directives).is_some() && !directives.has("no-store");
        let rule = if names.len() > 1 {
            &VARY_STAR_MIXED
        } else if fresh {
            &VARY_STAR_FRESH
        } else {
            &VARY_STAR
        };
        report.at(rule, line, "");
    }
    if names.contains(&"host") {
        report.at(&VARY_HOST, line, "");
    }
    if names.contains(&"user-agent") {
        report.at(&VARY_AGENT, line, "");
    }
    let for_shared = directives.has("public") || directives.seconds("s-maxage").is_some_and(|seconds| seconds > 0);
    if names.contains(&"cookie") && for_shared {
        report.at(&VARY_COOKIE_PUBLIC, line, "");
    }
    let mut seen = HashSet::new();
    if let Some(name) = names.iter().find(|name| !seen.insert(**name)) {
        report.at(&VARY_REPEATED, line, name);
    }
}

fn shared(look: &Look<'_>, directives: &Directives, report: &mut Report) {
    if directives.has("no-store") || directives.has("private") || directives.has_whole("no-cache") {
        return;
    }
    let for_shared = directives.has("public") || directives.seconds("s-maxage").is_some_and(|seconds| seconds > 0);
    // `no-cache="set-cookie"` keeps the cookie out of what is used again.
    if let Some(line) = look.first("Set-Cookie").filter(|_| for_shared && !directives.has("no-cache")) {
        report.at(&COOKIE_SHARED, line, "");
    }
    let with_credentials = look.request.is_some_and(|request| request.fields.has("Authorization"));
    if let Some(line) = look.first("Cache-Control").filter(|_| with_credentials && for_shared) {
        report.at(&AUTH_SHARED, line, "");
    }
}

fn targeted(look: &Look<'_>, report: &mut Report) {
    if let Some(line) = look.first("Surrogate-Control") {
        report.at(&SURROGATE, line, "");
    }
    for line in look.lines("CDN-Cache-Control") {
        let Some(map) = crate::lint::grammar::dictionary(&line.value) else { continue };
        for (key, member) in &map {
            let seconds = ["max-age", "s-maxage", "stale-while-revalidate", "stale-if-error"].contains(&key.as_str());
            let whole = matches!(member, sfv::ListEntry::Item(item) if item.bare_item.as_integer().is_some_and(|number| i64::from(number) >= 0));
            if seconds && !whole {
                report.at(&CDN_TYPE, line, key.as_str());
            }
        }
    }
}

/// What caches do where the response does not tell them.
fn guesses(look: &Look<'_>, directives: &Directives, report: &mut Report) {
    let of_retrieval = look.request.is_none_or(|request| matches!(request.method(), Some("GET" | "HEAD")));
    if look.status() != Some(200) || !of_retrieval {
        return;
    }
    if directives.is_empty() && !look.has("Expires") && cached::is_heuristic(200) {
        report.missing(&HEURISTIC, "Cache-Control");
    }
    let stored = !directives.has("no-store");
    if stored && look.message.content.length > 0 && !look.has("ETag") && !look.has("Last-Modified") {
        report.missing(&NO_VALIDATOR, "ETag");
    }
}
