//! Challenges and credentials.

use base64::prelude::{BASE64_STANDARD, Engine};

use crate::lint::finding::Source::Rfc;
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::lint::values::{Challenge, Param, challenges, repeated};
use crate::message::Field;

rules! { Security;
    NO_REALM: Error "basic-without-realm" None, "The `Basic` challenge has no `realm`", "Send `Basic realm=\"…\"`: clients choose the credentials by it.", Rfc(7617, "2");
    CHARSET: Warning "basic-charset-unknown" None, "The `charset` of `Basic` is `{}`", "Send `charset=\"UTF-8\"` or none: nothing else is defined.", Rfc(7617, "2.1");
    DIGEST: Error "digest-parameter-missing" None, "The `Digest` challenge has no `{}`", "Send `realm`, `nonce` and `qop`: clients cannot answer otherwise.", Rfc(7616, "3.3");
    MD5: Note "digest-md5" None, "`Digest` with MD5 is weak", "Offer `algorithm=SHA-256` too, first.", Rfc(7616, "3.2");
    BEARER: Warning "bearer-error-unknown" None, "`{}` is not an error code of `Bearer`", "Send `invalid_request`, `invalid_token` or `insufficient_scope`, or one that an extension defines.", Rfc(6750, "3.1");
    SCHEME: Note "auth-scheme-unregistered" None, "`{}` is not a registered scheme", "Check the spelling: clients ignore a challenge that they do not know.", Rfc(9110, "16.4.1");
    REPEATED: Error "auth-parameter-repeated" None, "The parameter `{}` of a challenge appears more than once", "Send it once.", Rfc(9110, "11.2");
    OVER_HTTP: Warning "credentials-over-http" None, "Credentials go over http", "Ask for them only over https: anyone who listens can use them.", Rfc(9110, "17.16.1");
    BASE64: Error "basic-credentials-invalid" None, "The credentials of `Basic` are not user and password in base64", "Encode `user:password`, the colon included.", Rfc(7617, "2");
    BEARER_EMPTY: Error "bearer-token-missing" None, "`Bearer` has no token", "Send `Bearer` and the token; a variable is often empty here.", Rfc(6750, "2.1");
    NOT_401: Note "challenge-without-401" Some("WWW-Authenticate"), "A challenge comes with a successful response", "It says that other credentials might give more; send it with 401 to ask for them.", Rfc(9110, "11.6.1");
}

/// Registered schemes (IANA), and those in use.
const SCHEMES: [&str; 16] = [
    "basic",
    "bearer",
    "concealed",
    "digest",
    "dpop",
    "gnap",
    "hoba",
    "mutual",
    "negotiate",
    "oauth",
    "privatetoken",
    "scram-sha-1",
    "scram-sha-256",
    "vapid",
    "ntlm",
    "kerberos",
];

pub fn check(look: &Look<'_>, report: &mut Report) {
    for line in ["WWW-Authenticate", "Proxy-Authenticate"].into_iter().flat_map(|name| look.lines(name)) {
        for challenge in challenges(&line.value) {
            self::challenge(look, line, &challenge, report);
        }
    }
    if let Some(line) =
        look.first("WWW-Authenticate").filter(|_| look.status().is_some_and(|status| (200..300).contains(&status)))
    {
        report.at(&NOT_401, line, "");
    }
    for line in ["Authorization", "Proxy-Authorization"].into_iter().flat_map(|name| look.lines(name)) {
        credentials(look, line, report);
    }
}

fn challenge(look: &Look<'_>, line: &Field, challenge: &Challenge<'_>, report: &mut Report) {
    if let Some(name) = repeated(&challenge.params) {
        report.at(&REPEATED, line, name);
    }
    let value = |name: &str| challenge.params.iter().find(|param| param.is(name)).map(Param::value);
    match &*challenge.scheme.to_ascii_lowercase() {
        "basic" => {
            if !challenge.has("realm") {
                report.at(&NO_REALM, line, "");
            }
            if let Some(charset) = value("charset").filter(|charset| !charset.eq_ignore_ascii_case("UTF-8")) {
                report.at(&CHARSET, line, &charset);
            }
            if look.is_secure() == Some(false) && !look.is_local() {
                report.at(&OVER_HTTP, line, "");
            }
        }
        "digest" => {
            for name in ["realm", "nonce", "qop"].into_iter().filter(|name| !challenge.has(name)) {
                report.at(&DIGEST, line, name);
            }
            if value("algorithm").is_none_or(|algorithm| algorithm.to_ascii_uppercase().starts_with("MD5")) {
                report.at(&MD5, line, "");
            }
        }
        "bearer" => {
            let known = ["invalid_request", "invalid_token", "insufficient_scope", "insufficient_user_authentication"];
            if let Some(error) = value("error").filter(|error| !known.contains(&&**error)) {
                report.at(&BEARER, line, &error);
            }
        }
        scheme if !SCHEMES.contains(&scheme) => report.at(&SCHEME, line, challenge.scheme),
        _ => {}
    }
}

fn credentials(look: &Look<'_>, line: &Field, report: &mut Report) {
    let all = challenges(&line.value);
    let Some(one) = all.first() else { return };
    if one.is("Basic") {
        let decoded = BASE64_STANDARD.decode(one.token.unwrap_or_default());
        if !decoded.is_ok_and(|bytes| bytes.contains(&b':')) {
            report.at(&BASE64, line, "");
        }
    }
    if one.is("Bearer") && one.token.is_none() && one.params.is_empty() {
        report.at(&BEARER_EMPTY, line, "");
    }
    let is_plain = one.is("Basic") || one.is("Bearer");
    if is_plain && look.is_secure() == Some(false) && !look.is_local() {
        report.at(&OVER_HTTP, line, "");
    }
}
