//! The keys that edit a line of text, as shells have them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};

use crate::text::clean;

/// Longer lines are cut: nobody types more.
const MOST: usize = 200;

/// Edits the line; returns whether its text changed.
pub(super) fn edit(input: &mut Input, key: KeyEvent) -> bool {
    edit_within(input, key, MOST)
}

/// As [`edit`], of a line that may have `most` bytes.
pub(super) fn edit_within(input: &mut Input, key: KeyEvent, most: usize) -> bool {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    let request = match key.code {
        KeyCode::Char('a') if control => InputRequest::GoToStart,
        KeyCode::Char('e') if control => InputRequest::GoToEnd,
        KeyCode::Char('b') if control => InputRequest::GoToPrevChar,
        KeyCode::Char('f') if control => InputRequest::GoToNextChar,
        KeyCode::Char('b') if alt => InputRequest::GoToPrevWord,
        KeyCode::Char('f') if alt => InputRequest::GoToNextWord,
        KeyCode::Char('w') if control => InputRequest::DeletePrevWord,
        KeyCode::Char('d') if alt => InputRequest::DeleteNextWord,
        KeyCode::Char('u') if control => InputRequest::DeleteFromStart,
        KeyCode::Char('h') if control => InputRequest::DeletePrevChar,
        KeyCode::Char('d') if control => InputRequest::DeleteNextChar,
        KeyCode::Char(_) if control || alt => return false,
        KeyCode::Char(c) if input.value().len() < most && !c.is_control() => InputRequest::InsertChar(c),
        KeyCode::Backspace if control || alt => InputRequest::DeletePrevWord,
        KeyCode::Backspace => InputRequest::DeletePrevChar,
        KeyCode::Delete => InputRequest::DeleteNextChar,
        KeyCode::Left if control || alt => InputRequest::GoToPrevWord,
        KeyCode::Right if control || alt => InputRequest::GoToNextWord,
        KeyCode::Left => InputRequest::GoToPrevChar,
        KeyCode::Right => InputRequest::GoToNextChar,
        KeyCode::Home => InputRequest::GoToStart,
        KeyCode::End => InputRequest::GoToEnd,
        _ => return false,
    };
    input.handle(request).is_some_and(|changed| changed.value)
}

/// Puts pasted text at the cursor: its lines become one, control characters are dropped.
pub(super) fn paste(input: &mut Input, text: &str) -> bool {
    paste_within(input, text, MOST)
}

/// As [`paste`], into a line that may have `most` bytes.
pub(super) fn paste_within(input: &mut Input, text: &str, most: usize) -> bool {
    let value = input.value();
    let room = most.saturating_sub(value.len());
    let mut line = String::new();
    for part in text.split(char::is_control).filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
        if line.len() > room {
            break;
        }
    }
    let line = clean(&line);
    let end = (0..=line.len().min(room)).rev().find(|&end| line.is_char_boundary(end)).unwrap_or(0);
    let line = &line[..end];
    let cursor = input.cursor();
    let at = value.char_indices().nth(cursor).map_or(value.len(), |(at, _)| at);
    let pasted = [&value[..at], line, &value[at..]].concat();
    *input = Input::new(pasted).with_cursor(cursor + line.chars().count());
    !line.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_lines_become_one_and_lose_their_controls() {
        let mut input = Input::default();
        assert!(paste(&mut input, "HTTP/1.1 404\r\nNot \u{1b}[31mFound\n"));
        assert_eq!(input.value(), "HTTP/1.1 404 Not  [31mFound");
        assert!(!paste(&mut input, "\n"));
        paste(&mut input, &"x".repeat(10_000));
        assert!(input.value().len() <= MOST);
        let mut input = Input::from("bad way");
        for _ in 0..3 {
            edit(&mut input, KeyEvent::from(KeyCode::Left));
        }
        assert!(paste_within(&mut input, "gate\u{202e}", 400));
        assert_eq!((input.value(), input.cursor()), ("bad gate\u{fffd}way", 9));
        assert!(paste_within(&mut input, &"日".repeat(400), 400) && input.value().len() <= 400);
    }

    #[test]
    fn the_usual_keys_edit() {
        let mut input = Input::from("too many");
        assert!(edit(&mut input, KeyEvent::new(KeyCode::Char('w'), KeyModifiers::CONTROL)));
        assert_eq!(input.value(), "too ");
        assert!(!edit(&mut input, KeyEvent::new(KeyCode::Home, KeyModifiers::NONE)));
        assert!(edit(&mut input, KeyEvent::new(KeyCode::Char('4'), KeyModifiers::NONE)));
        assert_eq!(input.value(), "4too ");
    }
}
