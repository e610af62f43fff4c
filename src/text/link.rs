//! Text that leads to a page of the web on a terminal that can follow it: OSC 8.

use super::is_web_address;

/// What ends a link.
pub const LINK_END: &str = "\x1b]8;;\x1b\\";

/// What begins a link to an address; `None` for one that is no address of the web, or has more in it than ASCII, which
/// is all that a terminal takes there.
///
/// ```
/// use httpdex::text::link_start;
///
/// assert_eq!(link_start("https://x.example/a").as_deref(), Some("\x1b]8;;https://x.example/a\x1b\\"));
/// assert_eq!(link_start("javascript:alert(1)"), None);
/// ```
pub fn link_start(address: &str) -> Option<String> {
    let is_sound = is_web_address(address) && address.bytes().all(|byte| byte.is_ascii_graphic());
    is_sound.then(|| format!("\x1b]8;;{address}\x1b\\"))
}

/// A text without the beginnings and ends of links.
pub fn without_links(text: &[u8]) -> Vec<u8> {
    const START: &[u8] = b"\x1b]8;;";
    const END: &[u8] = b"\x1b\\";
    let find = |text: &[u8], wanted: &[u8]| text.windows(wanted.len()).position(|window| window == wanted);
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = find(rest, START) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at + START.len()..];
        rest = find(rest, END).map_or(&[][..], |end| &rest[end + END.len()..]);
    }
    out.extend_from_slice(rest);
    out
}

/// Whether the terminal takes links, or at least passes over them: the console of Linux and those without any
/// sequences show them as text.
pub fn takes_links(variable: impl Fn(&str) -> Option<String>) -> bool {
    let term = variable("TERM").unwrap_or_default();
    let knows_none = ["dumb", "linux", "unknown", "ansi", "cons25", "eterm"].iter().any(|none| term.starts_with(none));
    !(term.is_empty() || knows_none || term.starts_with("vt"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_an_address_of_the_web_becomes_a_link() {
        for address in
            ["https://x.example/\x1b\\", "https://x.example/ü", "file:///etc/passwd", "https://x.example/a b", ""]
        {
            assert_eq!(link_start(address), None, "{address:?}");
        }
    }

    #[test]
    fn links_are_taken_out_and_the_text_stays() {
        let start = link_start("https://x.example/").unwrap();
        let text = format!("a {start}b{LINK_END} c {start}{LINK_END}");
        assert_eq!(without_links(text.as_bytes()), b"a b c ");
        assert_eq!(without_links(b"a \x1b[1mb\x1b[0m"), b"a \x1b[1mb\x1b[0m");
    }

    #[test]
    fn old_terminals_are_spared() {
        let takes = |term: Option<&'static str>| takes_links(move |_| term.map(str::to_owned));
        for term in ["xterm-256color", "tmux-256color", "xterm-kitty", "alacritty", "foot", "screen-256color"] {
            assert!(takes(Some(term)), "{term}");
        }
        for term in [None, Some(""), Some("dumb"), Some("linux"), Some("vt100"), Some("eterm-color")] {
            assert!(!takes(term), "{term:?}");
        }
    }
}
