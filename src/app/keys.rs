//! Keys, as they are written: `j`, `Ctrl-d`, `Shift-Tab`, `F1`.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde::{Deserialize, Deserializer};

/// A key with its modifiers, or a family of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// One key. Shift is not kept with a character, which is another one with it.
    One(KeyCode, KeyModifiers),
    /// Any digit, and a dot after one.
    Digit,
    /// Any character, and the keys that edit a line.
    Text,
}

/// Names of the keys that are no characters.
const NAMES: [(&str, KeyCode); 14] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
];

const MODIFIERS: [(&str, KeyModifiers); 3] =
    [("Ctrl-", KeyModifiers::CONTROL), ("Alt-", KeyModifiers::ALT), ("Shift-", KeyModifiers::SHIFT)];

/// A text that names no key.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0:?} is no key; write a character, Space, Enter, Esc, Tab, F1 to F12 or another key's name, with Ctrl-, Alt- or Shift- before it"
)]
pub struct NoKey(String);

impl Key {
    /// The key of an event. `Ctrl-J` and `Ctrl-j` are one key to a terminal, as are Shift-Tab and `BackTab`.
    pub fn of(event: KeyEvent) -> Self {
        Self::normal(event.code, event.modifiers)
    }

    fn normal(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let modifiers = modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        match code {
            KeyCode::BackTab => Self::One(KeyCode::Tab, modifiers | KeyModifiers::SHIFT),
            KeyCode::Char(c) if modifiers.contains(KeyModifiers::CONTROL) => {
                Self::One(KeyCode::Char(c.to_ascii_lowercase()), modifiers - KeyModifiers::SHIFT)
            }
            KeyCode::Char(c) => Self::One(KeyCode::Char(c), modifiers - KeyModifiers::SHIFT),
            code => Self::One(code, modifiers),
        }
    }
}

impl FromStr for Key {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        match text {
            "digit" => return Ok(Self::Digit),
            "text" => return Ok(Self::Text),
            _ => {}
        }
        let mut rest = text;
        let mut modifiers = KeyModifiers::NONE;
        while let Some((prefix, modifier)) =
            MODIFIERS.iter().find(|(prefix, _)| rest.len() > prefix.len() && rest.starts_with(prefix))
        {
            modifiers |= *modifier;
            rest = &rest[prefix.len()..];
        }
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() => KeyCode::Char(c),
            _ if rest == "Space" => KeyCode::Char(' '),
            _ => NAMES
                .iter()
                .find(|(name, _)| *name == rest)
                .map(|(_, code)| *code)
                .or_else(|| rest.strip_prefix('F')?.parse().ok().filter(|n| (1..=12).contains(n)).map(KeyCode::F))
                .ok_or_else(|| NoKey(text.to_owned()))?,
        };
        Ok(Self::normal(code, modifiers))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, modifiers) = match self {
            Self::Digit => return f.write_str("0-9"),
            Self::Text => return f.write_str("any text"),
            Self::One(code, modifiers) => (code, *modifiers),
        };
        for (prefix, modifier) in MODIFIERS {
            if modifiers.contains(modifier) {
                f.write_str(prefix)?;
            }
        }
        match code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            code => f.write_str(NAMES.iter().find(|(_, named)| named == code).map_or("?", |(name, _)| name)),
        }
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for name in ["j", "G", "Ctrl-d", "Alt-Left", "Shift-Tab", "Space", "F12", "/", "-", "Ctrl--", "é", "PageDown"]
        {
            assert_eq!(name.parse::<Key>().unwrap().to_string(), name);
        }
        for name in ["", "Ctrl-", "F13", "F0", "Foo", "ctrl-d", "jj", "\u{1b}"] {
            assert!(name.parse::<Key>().is_err(), "{name:?}");
        }
    }

    #[test]
    fn terminals_differ_in_how_they_send_a_key() {
        let key = |code, modifiers| Key::of(KeyEvent::new(code, modifiers));
        assert_eq!(key(KeyCode::BackTab, KeyModifiers::SHIFT), "Shift-Tab".parse().unwrap());
        assert_eq!(key(KeyCode::BackTab, KeyModifiers::NONE), "Shift-Tab".parse().unwrap());
        assert_eq!(key(KeyCode::Char('G'), KeyModifiers::SHIFT), "G".parse().unwrap());
        assert_eq!(key(KeyCode::Char('D'), KeyModifiers::CONTROL), "Ctrl-d".parse().unwrap());
    }
}
