//! Lengths of time in words.

const UNITS: [(u64, &str); 5] = [(31_536_000, "year"), (86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")];

/// Seconds in the largest unit that holds them whole, or in two: `5 minutes`, `1 day and 2 hours`.
pub fn duration(seconds: u64) -> String {
    let mut parts = Vec::new();
    let mut rest = seconds;
    for (length, name) in UNITS {
        let count = rest / length;
        rest %= length;
        if count > 0 {
            parts.push(format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
        }
    }
    parts.truncate(2);
    if parts.is_empty() { "0 seconds".to_owned() } else { parts.join(" and ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_largest_units() {
        let said = [0, 1, 60, 300, 3661, 86_400, 31_536_000].map(duration);
        let expected = ["0 seconds", "1 second", "1 minute", "5 minutes", "1 hour and 1 minute", "1 day", "1 year"];
        assert_eq!(said, expected);
    }
}
