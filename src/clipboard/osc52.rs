//! OSC 52 of xterm: the escape sequence with which a program gives its terminal a text for the clipboard.

use base64::prelude::{BASE64_STANDARD, Engine};

use super::plan::Wrapping;

/// The longest text that is sent, in bytes. Terminals limit the sequence: hterm, and the scripts that came after it, to
/// 100 000 bytes, of which 8 are not the text in base64. xterm and kitty take more.
pub const MOST: usize = 74_994;

/// Bytes in one string that every version of GNU screen takes (256 until 2008), less those that begin and end it.
const CHUNK: usize = 252;

/// The sequence for a text; `None` if it is too long.
pub fn escape(text: &str, wrapping: Wrapping) -> Option<String> {
    if text.len() > MOST {
        return None;
    }
    let plain = format!("\x1b]52;c;{}\x07", BASE64_STANDARD.encode(text.as_bytes()));
    Some(match wrapping {
        Wrapping::None => plain,
        // tmux takes the first with `set-clipboard on` and the second with `allow-passthrough on`. Where it takes both,
        // the terminal gets the same text twice; what is no tmux ignores the second.
        Wrapping::Tmux => format!("{plain}\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")),
        Wrapping::Screen => in_strings(&plain),
    })
}

/// The sequence in strings that GNU screen hands on to its terminal as they are (DCS).
fn in_strings(sequence: &str) -> String {
    let mut out = String::new();
    let mut rest = sequence;
    while !rest.is_empty() {
        // All of it is ASCII.
        let (chunk, more) = rest.split_at(rest.len().min(CHUNK));
        out.push_str("\x1bP");
        out.push_str(chunk);
        out.push_str("\x1b\\");
        rest = more;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_encoded() {
        assert_eq!(escape("größer\n", Wrapping::None).unwrap(), "\x1b]52;c;Z3LDtsOfZXIK\x07");
    }

    #[test]
    fn the_longest_text_makes_a_sequence_of_no_more_than_100_000_bytes() {
        let longest = escape(&"x".repeat(MOST), Wrapping::None).unwrap();
        assert!((99_990..=100_000).contains(&longest.len()), "{}", longest.len());
        assert_eq!(escape(&"x".repeat(MOST + 1), Wrapping::None), None);
    }

    #[test]
    fn tmux_gets_it_plain_and_wrapped_with_its_escapes_doubled() {
        let plain = escape("a", Wrapping::None).unwrap();
        let wrapped = "\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\";
        assert_eq!(escape("a", Wrapping::Tmux).unwrap(), format!("{plain}{wrapped}"));
    }

    #[test]
    fn screen_gets_strings_that_are_short_enough_and_make_the_whole() {
        let text = "0123456789".repeat(100);
        let strings = escape(&text, Wrapping::Screen).unwrap();
        let strings: Vec<&str> = strings.split_inclusive("\x1b\\").collect();
        assert!(strings.len() > 4 && strings.iter().all(|string| string.len() <= 256));
        let inside = |string: &&str| string.strip_prefix("\x1bP").unwrap().strip_suffix("\x1b\\").unwrap().to_owned();
        let whole: String = strings.iter().map(inside).collect();
        assert_eq!(whole, escape(&text, Wrapping::None).unwrap());
    }
}
