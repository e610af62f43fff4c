//! Chains as XML in the form of `JUnit`, which systems for continuous integration read.

use std::fmt::Write;
use std::time::Duration;

use crate::check::Chain;
use crate::text::clean;

/// One URL as a test case.
pub fn case(chain: &Chain) -> String {
    let seconds = chain.time.as_secs_f64();
    let mut out =
        format!("    <testcase classname=\"httpdex.check\" name=\"{}\" time=\"{seconds:.3}\"", escaped(&chain.url));
    if chain.ok {
        out.push_str("/>\n");
        return out;
    }
    let (kind, message) = match (&chain.failure, chain.problems.last()) {
        (Some(failure), _) => (failure.id, failure.detail.as_str()),
        (None, Some(problem)) => (problem.id, problem.title.as_str()),
        (None, None) => ("unexpected", "not as expected"),
    };
    write!(out, ">\n      <failure type=\"{}\" message=\"{}\">", escaped(kind), escaped(message))
        .expect("writing to a String does not fail");
    for (hop, number) in chain.hops.iter().zip(1..) {
        let status = hop.status().map_or_else(|| "no status".to_owned(), |status| status.to_string());
        let line = format!("hop {number}: {status} {} {}\n", hop.method, hop.url);
        out.push_str(&escaped(&line));
    }
    for problem in &chain.problems {
        out.push_str(&escaped(&format!("{}: {}\n", problem.id, problem.title)));
    }
    out.push_str("</failure>\n    </testcase>\n");
    out
}

/// The beginning and the end of a report of so many URLs, the cases between them.
pub fn suite(cases: &[String], ok: usize, taken: Duration) -> String {
    let (all, seconds) = (cases.len(), taken.as_secs_f64());
    let bad = all - ok;
    let head = format!("tests=\"{all}\" failures=\"{bad}\" errors=\"0\" time=\"{seconds:.3}\"");
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {head}>\n  <testsuite name=\"httpdex check\" {head}>\n"
    );
    out.extend(cases.iter().map(String::as_str));
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

/// Text for an attribute or between tags. Control characters, which XML cannot hold at all, are made visible.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let is_line = text.ends_with('\n');
    for c in clean(text.trim_end_matches('\n')).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            _ => out.push(c),
        }
    }
    if is_line {
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_url_is_markup() {
        assert_eq!(escaped("a\"<b>&'\u{1b}[2J\u{ffff}"), "a&quot;&lt;b&gt;&amp;&apos;␛[2J\u{fffd}");
    }
}
