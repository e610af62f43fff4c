//! What is printed in the place of credentials: they are sent, and stay out of logs and files.

use std::borrow::Cow;

use base64::prelude::{BASE64_STANDARD, Engine};

use crate::lint::Finding;
use crate::message::{Field, Message};

/// The type of content that is a form; curl sends it where no other is given.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";
/// What stands in the place of a value that is left out.
const LEFT_OUT: &str = "…";
/// What the name of a field, or of a member of content, ends with where its value is a credential. Only letters count:
/// `X-API-Key`, `access_token`, `clientSecret`.
const ENDINGS: [&str; 15] = [
    "authorization",
    "apikey",
    "accesskey",
    "authkey",
    "secretkey",
    "privatekey",
    "subscriptionkey",
    "token",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "credential",
    "credentials",
    "assertion",
];
/// The same, of names that are nothing else.
const NAMES: [&str; 5] = ["cookie", "auth", "pwd", "jwt", "xauth"];

/// Whether the value of a field or member with this name is a credential.
pub(super) fn is_private(name: &str) -> bool {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    NAMES.contains(&&*letters) || ENDINGS.iter().any(|ending| letters.ends_with(ending))
}

/// The value of a request's field without what is private: a scheme and the names of cookies stay.
pub(super) fn shown<'v>(name: &str, value: &'v str) -> Cow<'v, str> {
    if !is_private(name) || value.is_empty() {
        return Cow::Borrowed(value);
    }
    if name.eq_ignore_ascii_case("cookie") {
        let pair = |pair: &str| match pair.split_once('=') {
            Some((name, _)) => format!("{}={LEFT_OUT}", name.trim()),
            None => LEFT_OUT.to_owned(),
        };
        return value.split(';').map(pair).collect::<Vec<_>>().join("; ").into();
    }
    match value.split_once(' ') {
        Some((scheme, _)) if name.to_ascii_lowercase().ends_with("authorization") => {
            format!("{scheme} {LEFT_OUT}").into()
        }
        _ => LEFT_OUT.into(),
    }
}

/// The name in Basic credentials (RFC 7617) whose password is not empty. Beside an empty one it may well be a key.
pub(super) fn name_in(authorization: &str) -> Option<String> {
    let (scheme, token) = authorization.split_once(' ')?;
    let pair = BASE64_STANDARD.decode(token.trim().as_bytes()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let (name, password) = std::str::from_utf8(&pair).ok()?.split_once(':')?;
    (!name.is_empty() && !password.is_empty()).then(|| name.to_owned())
}

/// An authority or URL without name and password, and these as they are written.
pub(super) fn without_user(text: &str) -> (String, Option<&str>) {
    let start = text.find("://").map_or(0, |at| at + 3);
    let end = text[start..].find(['/', '?', '#']).map_or(text.len(), |at| start + at);
    match text[start..end].rfind('@') {
        Some(at) => (format!("{}{}", &text[..start], &text[start + at + 1..]), Some(&text[start..start + at])),
        None => (text.to_owned(), None),
    }
}

/// Content without the values of members that are credentials: those of a form, or of JSON.
pub(super) fn content(text: &str, is_form: bool) -> String {
    if !is_form {
        return members(text);
    }
    let pair = |pair: &str| match pair.split_once('=') {
        Some((name, value)) if is_private(name) && !value.is_empty() => format!("{name}={LEFT_OUT}"),
        _ => pair.to_owned(),
    };
    text.split('&').map(pair).collect::<Vec<_>>().join("&")
}

/// JSON without the strings that are the values of members that are credentials.
fn members(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut name) = (text, None);
    while let Some(start) = rest.find('"') {
        let Some(length) = string(&rest[start + 1..]) else { break };
        let (between, inside) = (&rest[..start], &rest[start + 1..start + 1 + length]);
        let is_value = between.trim() == ":" && name.is_some_and(is_private);
        out.extend([between, "\"", if is_value { LEFT_OUT } else { inside }, "\""]);
        name = Some(inside);
        rest = &rest[start + length + 2..];
    }
    out + rest
}

/// How long the inside of a string of JSON is that begins here.
fn string(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    })
}

/// Messages as they are printed.
pub(super) fn printed(messages: &[Message]) -> Vec<Message> {
    let mut messages = messages.to_vec();
    for message in messages.iter_mut().filter(|message| message.method().is_some()) {
        let is_form = message.fields.value("Content-Type").is_some_and(|value| value.starts_with(FORM));
        if let Ok(text) = std::str::from_utf8(&message.content.bytes) {
            message.content.bytes = content(text, is_form).into_bytes();
        }
        for field in &mut message.fields.0 {
            field.value = shown(&field.name, &field.value).into_owned();
        }
    }
    messages
}

/// Takes out of findings what they quote of credentials.
pub(super) fn unquote(findings: &mut [Finding], messages: &[Message]) {
    for finding in findings {
        let Some(message) = messages.get(finding.message).filter(|message| message.method().is_some()) else {
            continue;
        };
        let Some(name) = finding.field.as_deref().filter(|name| is_private(name)) else { continue };
        for field in message.fields.iter().filter(|field| field.name.eq_ignore_ascii_case(name)) {
            finding.title = unquoted(&finding.title, field);
            finding.detail = unquoted(&finding.detail, field);
        }
    }
}

/// A text without what it quotes of a field's value and is not shown of it.
fn unquoted(text: &str, field: &Field) -> String {
    let shown = shown(&field.name, &field.value);
    let piece = |(at, piece): (usize, &str)| {
        // A long one is shortened.
        let quoted = piece.trim_end_matches(['…', '.']);
        let is_private = at % 2 == 1 && field.value.contains(quoted) && !shown.contains(quoted);
        if is_private { LEFT_OUT.to_owned() } else { piece.to_owned() }
    };
    text.split('`').enumerate().map(piece).collect::<Vec<_>>().join("`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Known, read};

    #[test]
    fn names_of_what_is_private() {
        for name in ["Authorization", "X-API-Key", "api_key", "access_token", "clientSecret", "Cookie", "PRIVATE-TOKEN"]
        {
            assert!(is_private(name), "{name}");
        }
        for name in ["Accept", "Idempotency-Key", "Sec-WebSocket-Key", "max_tokens", "author", "Cookie2", "X-Cache-Key"]
        {
            assert!(!is_private(name), "{name}");
        }
    }

    #[test]
    fn what_is_shown_of_values() {
        for (name, value, expected) in [
            ("Authorization", "Bearer abc", "Bearer …"),
            ("authorization", "abc", "…"),
            ("Cookie", "a=b;c=d; e", "a=…; c=…; …"),
            ("X-Auth-Token", "a b", "…"),
            ("X-Auth-Token", "", ""),
            ("Accept", "text/html", "text/html"),
        ] {
            assert_eq!(shown(name, value), expected, "{name}: {value}");
        }
        assert_eq!(name_in("Basic bWU6c2VjcmV0").as_deref(), Some("me"));
        assert_eq!(
            (name_in("Basic c2tfbGl2ZTo="), name_in("Bearer bWU6c2VjcmV0")),
            (None, None),
            "a key without password"
        );
    }

    #[test]
    fn users_of_urls() {
        assert_eq!(without_user("http://a:b@c:1/d@e"), ("http://c:1/d@e".into(), Some("a:b")));
        assert_eq!(without_user("a:b@c@d:1"), ("d:1".into(), Some("a:b@c")));
        assert_eq!(without_user("http://c/?x=a@b"), ("http://c/?x=a@b".into(), None));
    }

    #[test]
    fn members_of_content() {
        assert_eq!(content("name=me&password=a%20b&token=&x", true), "name=me&password=…&token=&x");
        let json =
            r#"{"user": "password", "password" : "a\"b", "n": {"apiKey":"c", "list": ["token", "d"]}, "token": 1"#;
        let expected =
            r#"{"user": "password", "password" : "…", "n": {"apiKey":"…", "list": ["token", "d"]}, "token": 1"#;
        assert_eq!(content(json, false), expected);
        for text in ["", "\"", "\"password\":\"", "a=b&c", "é\"\\"] {
            assert_eq!(content(text, false), text);
        }
    }

    #[test]
    fn findings_quote_nothing_private() {
        let known = Known { methods: Vec::new(), wire: true };
        let messages = read(b"GET / HTTP/1.1\r\nHost: a\r\nCookie: a=se cret\\\r\n\r\n", &known).messages;
        let mut findings = crate::lint::check(&messages, None);
        let field = Field { name: "Cookie".into(), value: "a=se cret".into(), line: 0 };
        assert_eq!(unquoted("`a=se cret` is no `cookie`", &field), "`…` is no `cookie`");
        unquote(&mut findings, &messages);
        assert!(findings.iter().all(|finding| !finding.title.contains("cret")), "{findings:?}");
        assert_eq!(printed(&messages)[0].fields.value("Cookie").as_deref(), Some("a=…"));
    }
}
