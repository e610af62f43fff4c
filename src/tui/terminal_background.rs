//! Asks the terminal for its background, and finds the answer among the keys.
//!
//! The question goes out after the first frame and nobody waits for the answer: a terminal that stays silent costs
//! nothing. crossterm reads the answer, `ESC ] 11 ; rgb:… ESC \`, as the key Alt-] and the characters that follow it;
//! [`BackgroundAnswer`] takes them out of the stream, and lets everything else pass.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use crate::store::TerminalBackground;

/// What an answer begins with, behind `ESC ]`.
const BEGINNING: &str = "11;rgb:";
/// The longest answer there can be: three components of four digits.
const LONGEST: usize = BEGINNING.len() + 14;

/// The question (OSC 11 of xterm).
pub(super) const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// Waits for the answer among the events of the terminal.
#[derive(Debug, Default)]
pub(super) struct BackgroundAnswer {
    /// Events that may be the answer, to be given back if they are not.
    held: Vec<Event>,
    text: String,
}

/// What an event was.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Perhaps a part of the answer.
    Nothing,
    /// Not the answer: these are to be handled now.
    Events(Vec<Event>),
    /// The end of the answer; `None` if it cannot be understood.
    Background(Option<TerminalBackground>),
}

impl BackgroundAnswer {
    pub(super) fn take(&mut self, event: Event) -> Taken {
        let key = match &event {
            Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers, .. }) => Some((*c, *modifiers)),
            _ => None,
        };
        let begun = !self.held.is_empty();
        let part = match key {
            Some((']', KeyModifiers::ALT)) => !begun,
            Some(('\\', KeyModifiers::ALT) | ('g', KeyModifiers::CONTROL))
                if begun && self.text.starts_with(BEGINNING) =>
            {
                let background = background(&self.text[BEGINNING.len()..]);
                *self = Self::default();
                return Taken::Background(background);
            }
            Some((c, modifiers)) if begun && (modifiers - KeyModifiers::SHIFT).is_empty() => {
                self.text.push(c);
                self.text.len() <= LONGEST && (BEGINNING.starts_with(&self.text) || self.text.starts_with(BEGINNING))
            }
            _ => false,
        };
        self.held.push(event);
        if part {
            return Taken::Nothing;
        }
        self.text.clear();
        Taken::Events(std::mem::take(&mut self.held))
    }
}

/// Whether `ffff/ffff/ffff`, with one to four digits a component, is light.
fn background(rgb: &str) -> Option<TerminalBackground> {
    let mut parts = rgb.split('/').map(|part| {
        let most = f32::from(u16::MAX >> (16 - 4 * part.len().clamp(1, 4)));
        u16::from_str_radix(part, 16).ok().map(|value| f32::from(value) / most)
    });
    let (r, g, b) = (parts.next()??, parts.next()??, parts.next()??);
    // Luma of ITU-R BT.601: near enough to tell light from dark.
    let luma = 0.299 * r + 0.587 * g + 0.114 * b;
    Some(if luma > 0.5 { TerminalBackground::Light } else { TerminalBackground::Dark })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(c: char, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers))
    }

    /// Feeds an answer as crossterm reads it and returns the last thing found.
    fn feed(answer: &mut BackgroundAnswer, text: &str) -> Vec<Taken> {
        let mut found = vec![answer.take(key(']', KeyModifiers::ALT))];
        found.extend(text.chars().map(|c| answer.take(key(c, KeyModifiers::NONE))));
        found
    }

    #[test]
    fn an_answer_tells_light_from_dark_and_no_key_gets_through() {
        for (text, background) in [
            ("11;rgb:ffff/ffff/ffff", TerminalBackground::Light),
            ("11;rgb:0000/2b2b/3636", TerminalBackground::Dark),
            ("11;rgb:fd/f6/e3", TerminalBackground::Light),
        ] {
            let mut answer = BackgroundAnswer::default();
            assert!(feed(&mut answer, text).iter().all(|found| *found == Taken::Nothing));
            assert_eq!(answer.take(key('\\', KeyModifiers::ALT)), Taken::Background(Some(background)));
            assert_eq!(answer.take(key('q', KeyModifiers::NONE)), Taken::Events(vec![key('q', KeyModifiers::NONE)]));
        }
    }

    #[test]
    fn keys_that_only_look_like_an_answer_are_given_back_in_order() {
        let mut answer = BackgroundAnswer::default();
        let found = feed(&mut answer, "1q");
        let events = [key(']', KeyModifiers::ALT), key('1', KeyModifiers::NONE), key('q', KeyModifiers::NONE)];
        assert_eq!(found[2], Taken::Events(events.to_vec()));
        let paste = Event::Paste("404".into());
        feed(&mut answer, "11;rgb:");
        let Taken::Events(events) = answer.take(paste.clone()) else { panic!("no answer") };
        assert_eq!((events.len(), events.last()), (9, Some(&paste)));
    }

    #[test]
    fn nonsense_is_no_background() {
        for text in ["", "/", "zz/00/00", "ffff/ffff", "12345/0/0"] {
            assert_eq!(background(text), None, "{text}");
        }
    }
}
