//! Routes about cookies (RFC 6265).

use std::fmt::Write;

use serde_json::json;

use super::ask::{Answer, Ask};
use super::echo::{grouped, json_response};
use super::redirects::found;
use crate::serve::wire::text;

/// The cookies of the request, in order.
pub fn sent(ask: &Ask<'_>) -> Vec<(String, String)> {
    let cookies = ask.request.head.named("cookie");
    let pair = |part: &str| {
        let (name, value) = part.split_once('=')?;
        Some((name.trim().to_owned(), read(value.trim())))
    };
    cookies.flat_map(|line| line.split(';').filter_map(pair).collect::<Vec<_>>()).collect()
}

/// A value without its quotes and escapes, as servers in Python write them.
fn read(value: &str) -> String {
    let Some(quoted) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) else {
        return value.to_owned();
    };
    let (mut out, mut rest) = (Vec::new(), quoted.as_bytes());
    while let [first, after @ ..] = rest {
        let octal = after.get(..3).filter(|digits| *first == b'\\' && digits.iter().all(|d| (b'0'..b'8').contains(d)));
        match (octal, first, after) {
            (Some(digits), ..) => {
                let byte = digits.iter().fold(0_u32, |sum, digit| sum * 8 + u32::from(digit - b'0'));
                out.push(u8::try_from(byte).unwrap_or(b'?'));
                rest = &after[3..];
            }
            (None, b'\\', [escaped, after @ ..]) => {
                out.push(*escaped);
                rest = after;
            }
            _ => {
                out.push(*first);
                rest = after;
            }
        }
    }
    text(&out).into_owned()
}

/// A value as a cookie can carry it (RFC 6265 §4.1.1): as it is, or in quotes with escapes.
pub fn written(value: &str) -> String {
    let is_plain = |byte: u8| matches!(byte, b'!' | b'#'..=b'+' | b'-'..=b':' | b'<'..=b'[' | b']'..=b'~');
    if value.bytes().all(is_plain) {
        return value.to_owned();
    }
    let mut out = String::from("\"");
    for byte in value.bytes() {
        if is_plain(byte) || byte == b' ' {
            out.push(char::from(byte));
        } else if matches!(byte, b'"' | b'\\') {
            out.push('\\');
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "\\{byte:03o}");
        }
    }
    out.push('"');
    out
}

/// `/cookies`.
pub fn show(ask: &mut Ask<'_>) -> Answer {
    Ok(json_response(&json!({ "cookies": grouped(sent(ask)) })))
}

/// `/cookies/set/{name}/{value}`.
pub fn set_one(ask: &mut Ask<'_>) -> Answer {
    let pair = (ask.argument(0).to_owned(), ask.argument(1).to_owned());
    set(&[pair])
}

/// `/cookies/set?name=value`.
pub fn set_all(ask: &mut Ask<'_>) -> Answer {
    set(&ask.query)
}

fn set(pairs: &[(String, String)]) -> Answer {
    pairs.iter().try_fold(found("/cookies"), |response, (name, value)| {
        Ok(response.field("Set-Cookie", format!("{}={}; Path=/", checked(name)?, written(value))))
    })
}

/// `/cookies/delete?name`.
pub fn delete(ask: &mut Ask<'_>) -> Answer {
    ask.query.iter().try_fold(found("/cookies"), |response, (name, _)| {
        let expired = "Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/";
        Ok(response.field("Set-Cookie", format!("{}=; {expired}", checked(name)?)))
    })
}

fn checked(name: &str) -> Result<&str, super::ask::Bad> {
    if !name.is_empty() && name.bytes().all(crate::serve::wire::is_token) {
        Ok(name)
    } else {
        Err(super::ask::bad(format!("{name:?} is no name of a cookie (RFC 6265, section 4.1.1)")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_they_went() {
        for value in ["plain", "", "with blank", "a;b,c\"d\\e", "größer", "\r\n"] {
            let written = written(value);
            assert!(!written.contains([';', ',', '\r', '\n']), "{written}");
            assert_eq!(read(&written), value);
        }
        assert_eq!(written("a=b"), "a=b");
        assert_eq!(read("\"a\\\"b\\"), "\"a\\\"b\\");
    }
}
