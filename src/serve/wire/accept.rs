//! What a client wants to get (RFC 9110 §12.5.1).

/// The offered media type that an `Accept` field likes best; the first of equals, and the first of all where there is
/// no field. `None` where none is acceptable.
pub fn preferred<'a>(field: Option<&str>, offered: &[&'a str]) -> Option<&'a str> {
    let Some(field) = field.filter(|field| !field.trim().is_empty()) else { return offered.first().copied() };
    let mut best: Option<(u32, &str)> = None;
    for media_type in offered {
        let quality = quality(field, media_type);
        if quality > 0 && best.is_none_or(|(most, _)| quality > most) {
            best = Some((quality, media_type));
        }
    }
    best.map(|(_, media_type)| media_type)
}

/// How much a media type is liked, in thousandths: by the most specific range that it falls in.
fn quality(field: &str, media_type: &str) -> u32 {
    let mut found = (0, 0);
    for range in field.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let specific = match name.split_once('/') {
            Some(("*", "*")) => 1,
            Some((kind, "*")) if media_type.split('/').next() == Some(kind) => 2,
            Some(_) if name == media_type => 3,
            _ => continue,
        };
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let weight = weight.map_or(1000, thousandths);
        if specific > found.0 {
            found = (specific, weight);
        }
    }
    found.1
}

/// A weight such as `0.8` in thousandths (RFC 9110 §12.4.2); 0 for what is none.
fn thousandths(weight: &str) -> u32 {
    let (whole, rest) = weight.split_once('.').unwrap_or((weight, ""));
    let digits: String = rest.chars().chain("000".chars()).take(3).collect();
    match (whole.parse::<u32>(), digits.parse::<u32>()) {
        (Ok(whole), Ok(rest)) => (whole.min(1) * 1000 + rest).min(1000),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_is_chosen() {
        const OFFERED: &[&str] = &["text/plain", "text/html", "application/json"];
        let chosen = |field: &str| preferred(Some(field), OFFERED);
        assert_eq!(preferred(None, OFFERED), Some("text/plain"));
        assert_eq!(chosen("*/*"), Some("text/plain"));
        assert_eq!(chosen("application/json"), Some("application/json"));
        assert_eq!(chosen("text/html,application/xhtml+xml,*/*;q=0.8"), Some("text/html"));
        assert_eq!(chosen("text/*;q=0.5, application/json;q=0.6"), Some("application/json"));
        assert_eq!(chosen("text/plain;q=0, */*"), Some("text/html"));
        assert_eq!(chosen("image/png"), None);
        assert_eq!(chosen("text/html;q=x"), None);
    }
}
