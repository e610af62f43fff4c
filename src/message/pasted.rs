//! Line ends as they were before a terminal pasted them.

use std::borrow::Cow;

use super::start::{Sure, is_field, is_start};

/// A pasted text with its line ends.
///
/// Terminals paste LF as CR: most of them CR LF as one CR, tmux as two. So where a text has no LF at all, two CRs are one
/// line end if all stand in pairs or if they do so in the head of a message, whose content may have LF alone. Otherwise
/// each CR is one, and is LF, as in any text whose CRs were lost in copying.
///
/// What a terminal printed and a program recorded has one CR more in front of each LF.
///
/// ```
/// use httpdex::message::with_line_ends;
///
/// assert_eq!(with_line_ends("HTTP/1.1 200 OK\r\rA: b\r\r\r\rone\rtwo\r"), "HTTP/1.1 200 OK\r\nA: b\r\n\r\none\ntwo\n");
/// assert_eq!(with_line_ends("HTTP/1.1 200 OK\rA: b\r\rone\r"), "HTTP/1.1 200 OK\nA: b\n\none\n");
/// ```
pub fn with_line_ends(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    if let Some(first) = text.find('\n') {
        let has_more = text[..first].ends_with("\r\r")
            && memchr::memchr_iter(b'\n', text.as_bytes()).all(|at| text[..at].ends_with('\r'));
        return if has_more { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
    }
    let mut runs = text.split(|c| c != '\r').filter(|run| !run.is_empty());
    Cow::Owned(if runs.all(|run| run.len() % 2 == 0) { text.replace("\r\r", "\r\n") } else { head_by_head(text) })
}

/// The text with LF for each CR, and CR LF for two of them in the heads of messages that have two at each line end.
fn head_by_head(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut in_head = false;
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.find('\r').unwrap_or(rest.len()));
        let next = after.trim_start_matches('\r');
        let mut ends = after.len() - next.len();
        let bare = line.strip_prefix("> ").or_else(|| line.strip_prefix("< ")).unwrap_or(line);
        let following = next.split('\r').next().unwrap_or_default();
        in_head = if is_start(bare.as_bytes()) == Sure::Yes {
            ends >= 4 || (ends == 2 && (next.is_empty() || begins_in_head(following)))
        } else {
            in_head && ends >= 2
        };
        out.push_str(line);
        if in_head {
            out.push_str("\r\n");
            ends -= 2;
            // The line that ends the head; `curl -v` has a sign in front of it.
            if ends >= 2 && bare.trim_end() == bare {
                out.push_str("\r\n");
                ends -= 2;
                in_head = false;
            }
            in_head &= ends == 0 && !matches!(line.trim_end(), "<" | ">");
        }
        out.extend(std::iter::repeat_n('\n', ends));
        rest = next;
    }
    out
}

/// Whether a line may be the second one of a head.
fn begins_in_head(line: &str) -> bool {
    let bare = line.strip_prefix("> ").or_else(|| line.strip_prefix("< ")).unwrap_or(line);
    is_field(bare.as_bytes()) || matches!(line.trim_end(), "<" | ">")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_that_a_terminal_turned_into_carriage_returns_are_line_ends_again() {
        for (pasted, text) in [
            ("HTTP/1.1 200 OK\rA: b\r\rtext\r", "HTTP/1.1 200 OK\nA: b\n\ntext\n"),
            ("HTTP/1.1 200 OK\r\rA: b\r\r\r\rtext", "HTTP/1.1 200 OK\r\nA: b\r\n\r\ntext"),
            ("HTTP/1.1 200 OK\r\rA: b\r\r\r\r\rtext\r", "HTTP/1.1 200 OK\r\nA: b\r\n\r\n\ntext\n"),
            ("HTTP/1.1 200 OK\r\rA: b\r\r\r\ra\r\r\rb\r", "HTTP/1.1 200 OK\r\nA: b\r\n\r\na\n\n\nb\n"),
            (
                "HTTP/1.1 100 Continue\r\r\r\rHTTP/1.1 200 OK\r\rA: b\r\r\r\ra\r",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\na\n",
            ),
            ("$ curl -si a\rHTTP/1.1 200 OK\r\rA: b\r\r\r\r", "$ curl -si a\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n"),
            (
                "* a\r> GET / HTTP/1.1\r\r> A: b\r\r> \r\r* c\r< HTTP/1.1 200 OK\r\r< \r\r\rtext\r",
                "* a\n> GET / HTTP/1.1\r\n> A: b\r\n> \r\n* c\n< HTTP/1.1 200 OK\r\n< \r\n\ntext\n",
            ),
            ("HTTP/1.1 200 OK\r\rtext\r", "HTTP/1.1 200 OK\n\ntext\n"),
            ("a\rb\r\rc", "a\nb\n\nc"),
            ("a\nb\rc", "a\nb\rc"),
            ("a\r\nb", "a\r\nb"),
            ("a\r\r\nb\r\n", "a\r\nb\n"),
            ("a\r\nb\r\r\n", "a\r\nb\r\r\n"),
            ("a", "a"),
            ("", ""),
        ] {
            assert_eq!(with_line_ends(pasted), text, "{pasted:?}");
        }
    }
}
