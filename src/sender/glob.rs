//! Patterns in which `*` stands for anything.

/// The most of a value that is looked at, in bytes.
const MOST: usize = 1024;

/// Whether a value is like a pattern, without regard to case.
pub(super) fn is_like(value: &str, pattern: &str) -> bool {
    let value = value.as_bytes();
    let value = &value[..value.len().min(MOST)];
    let mut parts = pattern.as_bytes().split(|byte| *byte == b'*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = value.get(first.len()..).filter(|_| value[..first.len()].eq_ignore_ascii_case(first)) else {
        return false;
    };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts.filter(|part| !part.is_empty()) {
        let Some(at) = rest.windows(part.len()).position(|window| window.eq_ignore_ascii_case(part)) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.len() >= last.len() && rest[rest.len() - last.len()..].eq_ignore_ascii_case(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (value, pattern) in [
            ("nginx", "nginx"),
            ("NGINX/1.29", "nginx/*"),
            ("", "*"),
            ("", ""),
            ("1.1 varnish (Varnish/7.1)", "*varnish*"),
            ("abab", "*ab"),
            ("a, b, c", "a*b*c"),
        ] {
            assert!(is_like(value, pattern), "{value} {pattern}");
        }
        for (value, pattern) in [("nginx/1", "nginx"), ("n", "nginx*"), ("ab", "ab*b"), ("acb", "a*b*c"), ("a", "")] {
            assert!(!is_like(value, pattern), "{value} {pattern}");
        }
        assert!(is_like(&"a".repeat(1 << 20), "a*a*a*a*a"));
    }
}
