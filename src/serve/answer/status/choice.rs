//! What `/status/…` names: codes with weights, a sequence that begins with interim ones, or an entry.

use crate::serve::wire::Random;

/// The most codes that can be named.
const MOST: usize = 20;

/// What a path asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// One of these codes, each with its weight.
    OneOf(Vec<(u16, f64)>),
    /// These interim responses, and then this final one.
    Sequence(Vec<u16>, u16),
    /// An entry of the catalogue by its id.
    Entry(String),
}

/// Reads what stands after `/status/`.
///
/// # Errors
/// A sentence that says what cannot be sent and why.
pub fn choice(text: &str) -> Result<Choice, String> {
    if text.contains('-') {
        return Ok(Choice::Entry(text.to_owned()));
    }
    let parts: Vec<&str> = text.split(',').collect();
    if parts.len() > MOST {
        return Err(format!("{} codes are too many; name at most {MOST}", parts.len()));
    }
    let mut codes = Vec::new();
    for part in &parts {
        let (code, weight) = match part.split_once(':') {
            Some((code, weight)) => (code, Some(weight)),
            None => (*part, None),
        };
        let number = weight.map_or(Ok(1.0), |weight| {
            let number = weight.trim().parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
            number.ok_or_else(|| format!("the weight {weight:?} is no number, such as 3 or 0.5"))
        })?;
        codes.push((self::code(code.trim())?, number, weight.is_some()));
    }
    let begins_interim = codes.first().is_some_and(|(code, ..)| is_interim(*code));
    if !begins_interim {
        if let Some((code, ..)) = codes.iter().find(|(code, ..)| is_interim(*code)) {
            return Err(format!("{code} is interim, so it comes before a final code: write /status/{code},200"));
        }
        if codes.iter().map(|(_, weight, _)| weight).sum::<f64>() <= 0.0 {
            return Err("one weight at least must be more than 0".to_owned());
        }
        return Ok(Choice::OneOf(codes.into_iter().map(|(code, weight, _)| (code, weight)).collect()));
    }
    if codes.iter().any(|(.., weighted)| *weighted) {
        return Err("a sequence that begins with an interim code has no weights".to_owned());
    }
    let mut codes: Vec<u16> = codes.into_iter().map(|(code, ..)| code).collect();
    // A client waits for a final response, whatever comes before it (RFC 9110 §15.2).
    let last = codes
        .pop()
        .filter(|last| {
            !is_interim(*last) || {
                codes.push(*last);
                false
            }
        })
        .unwrap_or(200);
    match codes.iter().find(|code| !is_interim(**code)) {
        Some(code) => {
            Err(format!("{code} is final, so nothing can follow it; only the last code of a sequence is final"))
        }
        None => Ok(Choice::Sequence(codes, last)),
    }
}

/// Whether a final response follows (RFC 9110 §15.2): 101 is the last of HTTP/1.1 on a connection.
const fn is_interim(code: u16) -> bool {
    matches!(code, 100 | 102..=199)
}

/// A status code that can be sent.
fn code(text: &str) -> Result<u16, String> {
    let shown = crate::text::clean(&crate::text::shorten(text, 40)).into_owned();
    if text.contains('.') {
        return Err(format!(
            "{shown} is a sub-code, which is never on the wire; by its id, as in /status/iis-{shown}, the client sees what it sees then"
        ));
    }
    let Ok(number) = text.parse::<u32>() else {
        return Err(format!(
            "{shown:?} is no status code; write a number, as in /status/503, or an id, as in /status/nginx-444"
        ));
    };
    match u16::try_from(number) {
        Ok(code @ 100..=999) => Ok(code),
        _ => Err(format!(
            "{shown} cannot be sent: a status code has three digits, from 100 to 999 (RFC 9112, section 4)"
        )),
    }
}

/// One of several codes, by their weights.
pub fn draw(codes: &[(u16, f64)], random: &mut Random) -> u16 {
    let total: f64 = codes.iter().map(|(_, weight)| weight).sum();
    let mut at = random.fraction() * total;
    for (code, weight) in codes {
        if at < *weight {
            return *code;
        }
        at -= weight;
    }
    codes.last().map_or(200, |(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_weights_sequences_and_ids() {
        assert_eq!(choice("404"), Ok(Choice::OneOf(vec![(404, 1.0)])));
        assert_eq!(choice("200:3,500:0.5"), Ok(Choice::OneOf(vec![(200, 3.0), (500, 0.5)])));
        assert_eq!(choice("103,200"), Ok(Choice::Sequence(vec![103], 200)));
        assert_eq!(choice("102,102,201"), Ok(Choice::Sequence(vec![102, 102], 201)));
        assert_eq!(choice("103"), Ok(Choice::Sequence(vec![103], 200)), "a final response follows");
        assert_eq!(choice("100,103"), Ok(Choice::Sequence(vec![100, 103], 200)));
        assert_eq!(choice("101"), Ok(Choice::OneOf(vec![(101, 1.0)])));
        assert_eq!(choice("cloudflare-1020"), Ok(Choice::Entry("cloudflare-1020".to_owned())));
    }

    #[test]
    fn what_cannot_be_sent_is_said() {
        let said = |text: &str| choice(text).unwrap_err();
        assert!(said("1020").contains("three digits"));
        assert!(said("99").contains("three digits"));
        assert!(said("404.13").contains("/status/iis-404.13"));
        assert!(said("4!9").contains("no status code"));
        assert!(said("").contains("no status code"));
        assert!(said("200,402,foo").contains("foo"));
        assert!(said("200:x").contains("weight"));
        assert!(said("200:0").contains("more than 0"));
        assert!(said("200,103").contains("/status/103,200"));
        assert!(said("103,200,404").contains("200 is final"));
        assert!(said("103:2,200").contains("no weights"));
        assert!(said(&"200,".repeat(30)).contains("too many"));
        assert!(said("\x1b[2J").contains('␛'));
    }

    #[test]
    fn weights_count() {
        let mut random = Random::new(1);
        let drawn = (0..4000).filter(|_| draw(&[(200, 3.0), (500, 1.0)], &mut random) == 200).count();
        assert!((2850..3150).contains(&drawn), "{drawn}");
        assert_eq!(draw(&[(200, 0.0), (500, 1.0)], &mut random), 500);
    }
}
