//! Messages without what differs from run to run: times, addresses in memory, ports that the system chose.

use regex::Regex;

/// What differs, and what stands in its place. A place that holds the same number of digits is kept where it can be.
const DIFFERENT: &[(&str, &str)] = &[
    // Python: objects; OpenSSL in Node.js: the thread.
    (r"0x[0-9a-f]{6,16}", "0x7f0000000000"),
    (r"\b[0-9A-F]{8,16}:error:", "0000000000000000:error:"),
    // curl: what it measured.
    (r"after \d+ ms", "after 0 ms"),
    (r"after (\d+)\d\d milliseconds", "after ${1}00 milliseconds"),
    // The client's own port.
    (r"127\.0\.0\.1:\d+->", "127.0.0.1:40000->"),
    (r"192\.0\.2\.10:\d+->", "192.0.2.10:40000->"),
    (r"127\.0\.0\.1:[3-6]\d{4}\b", "127.0.0.1:40000"),
    // The time of day.
    (r"current time \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "current time 2026-01-01T00:00:00Z"),
    (r"verification time \d+ \(UNIX\)", "verification time 1767225600 (UNIX)"),
    (r"\(\d+ seconds ago\)", "(157766400 seconds ago)"),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d ", ""),
    (r"\(\d[\d.]* [KMG]?B/s\)", "(1.00 MB/s)"),
];

/// A message without what differs.
pub fn neutral(text: &str) -> String {
    let mut text = text.trim().to_owned();
    for (pattern, place) in DIFFERENT {
        let pattern = Regex::new(pattern).expect("a pattern");
        text = pattern.replace_all(&text, *place).into_owned();
    }
    // What somebody sees of bytes that are no text.
    text.chars().map(|c| if c.is_control() && c != '\n' { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
