//! The order of codes: by number, then by sub-code, then by text.

/// A sort key for a code: `404` before `404.2` before `404.13` before `405`; what is no number comes last.
pub fn code_key(code: &str) -> (u32, u32, &str) {
    let (major, minor) = code.split_once('.').unwrap_or((code, ""));
    let number = |part: &str| part.parse().unwrap_or(u32::MAX);
    (number(major), if minor.is_empty() { 0 } else { number(minor).saturating_add(1) }, code)
}
