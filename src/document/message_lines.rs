//! A raw HTTP message in lines: long values of fields go on in the next line behind a comma or a semicolon, and JSON is
//! indented where it would not fit.

use serde::de::IgnoredAny;

use crate::text::{Role, Span, break_off, clip, width};

use super::options::Options;

/// Before each line of a message.
const MARGIN: usize = 2;

/// Before what goes on from the line before.
const FURTHER: usize = 4;

/// The cells that a level of JSON is indented by.
const LEVEL: usize = 2;

/// JSON that nests deeper is left as it is.
const DEEPEST: usize = 32;

/// The lines of a message.
pub(super) fn lines(message: &str, options: Options) -> Vec<Vec<Span>> {
    let mut out = Vec::new();
    let message = message.trim_end_matches('\n');
    let (head, content) = message.split_once("\n\n").unwrap_or((message, ""));
    for (n, line) in head.lines().enumerate() {
        match line.split_once(':') {
            // A field whose name fills the width is broken like any other line.
            Some((name, value)) if n > 0 && width(name) + MARGIN + 1 < options.width => {
                let prefix = vec![Span::blank(MARGIN), Span::new(format!("{name}:"), Role::Muted)];
                broken(&mut out, prefix, width(name) + MARGIN + 1, value, Role::Code, options);
            }
            _ => broken(&mut out, vec![Span::blank(MARGIN)], MARGIN, line, Role::Strong, options),
        }
    }
    if !content.is_empty() {
        out.push(vec![Span::blank(MARGIN)]);
        for line in content.split('\n') {
            let room = options.width.saturating_sub(MARGIN);
            let laid_out = (width(line) > room).then(|| json(line, room)).flatten();
            for line in laid_out.as_deref().unwrap_or(line).split('\n') {
                broken(&mut out, vec![Span::blank(MARGIN)], MARGIN, line, Role::Code, options);
            }
        }
    }
    out
}

/// A line whose white space is kept, in as many lines as it needs; `first` stands before it, `indent` cells wide.
fn broken(out: &mut Vec<Vec<Span>>, first: Vec<Span>, indent: usize, text: &str, role: Role, options: Options) {
    let mut spans = first;
    // Behind a long name there may be no room for a wide character.
    let fitting = clip(text, options.width.saturating_sub(indent));
    let piece = if fitting.len() == text.len() { fitting } else { &fitting[..sensible(fitting, 0)] };
    let mut rest = &text[piece.len()..];
    spans.push(Span::new(piece, role));
    out.push(spans);
    while !rest.is_empty() {
        let (piece, after) = break_off(rest, options.width.saturating_sub(FURTHER));
        let end = if after.is_empty() { piece.len() } else { sensible(piece, piece.len() / 2) };
        out.push(vec![Span::blank(FURTHER), Span::new(rest[..end].trim_start(), role)]);
        rest = &rest[end..];
    }
}

/// Where a line that is full is best broken, `least` bytes or more from its start: behind a comma or a semicolon, else
/// before a blank, else at its end.
fn sensible(full: &str, least: usize) -> usize {
    let behind_mark = full.rfind([',', ';']).map(|at| at + 1);
    let before_blank = || full.trim_end().rfind(' ').filter(|&at| at > 0);
    let is_late = |at: &usize| *at > least;
    behind_mark.filter(is_late).or_else(|| before_blank().filter(is_late)).unwrap_or(full.len())
}

/// JSON on one line, with a line for each member or element of what does not fit; `None` if it is no JSON.
fn json(line: &str, room: usize) -> Option<String> {
    let trimmed = line.trim();
    let is_nested = trimmed.starts_with(['{', '[']);
    if !is_nested || serde_json::from_str::<IgnoredAny>(trimmed).is_err() {
        return None;
    }
    let mut out = String::with_capacity(line.len() * 2);
    put(&mut out, trimmed, 0, room, 0);
    Some(out)
}

/// Writes a value, behind `before` cells of its line.
fn put(out: &mut String, value: &str, level: usize, room: usize, before: usize) {
    let is_nested = value.starts_with(['{', '[']);
    let inner = if is_nested { value[1..value.len() - 1].trim() } else { "" };
    if inner.is_empty() || level >= DEEPEST || before + width(value) < room {
        out.push_str(value);
        return;
    }
    out.push_str(&value[..1]);
    let indent = " ".repeat((level + 1) * LEVEL);
    for (n, item) in items(inner).enumerate() {
        out.push_str(if n > 0 { ",\n" } else { "\n" });
        out.push_str(&indent);
        let (name, item) = if value.starts_with('{') { member(item) } else { ("", item) };
        out.push_str(name);
        put(out, item, level + 1, room, indent.len() + width(name));
    }
    out.push('\n');
    out.push_str(&indent[LEVEL..]);
    out.push_str(&value[value.len() - 1..]);
}

/// The members of an object, or the elements of an array.
fn items(inner: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    let ends_item = move |c: char| {
        if std::mem::take(&mut is_escaped) {
            return false;
        }
        match c {
            '\\' => is_escaped = in_string,
            '"' => in_string = !in_string,
            '{' | '[' if !in_string => depth += 1,
            '}' | ']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && !in_string && depth == 0
    };
    inner.split(ends_item).map(str::trim)
}

/// The name of a member, with its colon and a blank, and its value.
fn member(item: &str) -> (&str, &str) {
    let mut is_escaped = false;
    let quote = item[1..].find(|c: char| match c {
        _ if std::mem::take(&mut is_escaped) => false,
        '\\' => {
            is_escaped = true;
            false
        }
        c => c == '"',
    });
    let colon = quote.and_then(|at| item[at + 1..].find(':').map(|colon| at + 1 + colon)).unwrap_or(0);
    let value = item[colon + 1..].trim_start();
    (&item[..item.len() - value.len()], value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(message: &str, width: usize) -> Vec<String> {
        let lines = lines(message, Options { width, keep_ticks: false, ascii: false });
        lines.iter().map(|line| line.iter().map(|span| span.text.as_str()).collect()).collect()
    }

    #[test]
    fn values_go_on_behind_a_comma_or_a_semicolon() {
        assert_eq!(
            shown("GET / HTTP/1.1\nCache-Control: no-store, max-age=0; private, must-revalidate", 40),
            ["  GET / HTTP/1.1", "  Cache-Control: no-store, max-age=0;", "    private, must-revalidate"]
        );
        assert_eq!(
            shown("A\nUser-Agent: Mozilla/5.0 (X11; Linux) Gecko Firefox", 32),
            ["  A", "  User-Agent: Mozilla/5.0 (X11;", "    Linux) Gecko Firefox"]
        );
        assert_eq!(shown("A\nB: xxxxxxxxxxxxxxxxxxxx", 16), ["  A", "  B: xxxxxxxxxxx", "    xxxxxxxxx"]);
    }

    #[test]
    fn json_that_fits_no_line_is_indented() {
        let content = r#"{"type":"about:blank", "a":[1,2],"detail":"one, \"two\": {three}","errors":[{"at":"/x","why":"too long to fit"}],"none":{}}"#;
        assert_eq!(
            shown(&format!("HTTP/1.1 400 Bad Request\n\n{content}"), 40)[2..],
            [
                "  {",
                r#"    "type":"about:blank","#,
                r#"    "a":[1,2],"#,
                r#"    "detail":"one, \"two\": {three}","#,
                r#"    "errors":["#,
                "      {",
                r#"        "at":"/x","#,
                r#"        "why":"too long to fit""#,
                "      }",
                "    ],",
                r#"    "none":{}"#,
                "  }",
            ]
        );
        assert_eq!(shown("A\n\n{\"a\": 1}", 40)[2..], ["  {\"a\": 1}"]);
        assert_eq!(shown("A\n\n{\"a\": 1, no json at all}", 20)[2..], ["  {\"a\": 1,", "    no json at all}"]);
    }

    fn value() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            any::<i32>().prop_map(Into::into),
            "[ -~é日]{0,12}".prop_map(serde_json::Value::from),
            Just(serde_json::Value::Null)
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
                prop::collection::btree_map("[ -~]{0,8}", inner, 0..4)
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn laid_out_json_is_the_same_json(value in value(), room in 8usize..60) {
            let line = value.to_string();
            if let Some(laid_out) = json(&line, room) {
                prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&laid_out).unwrap(), value);
            }
        }

        #[test]
        fn no_line_is_too_wide_and_nothing_but_blanks_is_lost(text in "[a-c:,; é日\"{}\\[\\]\n]{0,120}", width in 8usize..40) {
            let lines = shown(&text, width);
            for line in &lines {
                prop_assert!(super::width(line) <= width, "{} cells of {width}: {line:?}", super::width(line));
            }
            let letters = |text: &str| text.replace([' ', '\n'], "");
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
