//! The one table of keys: what a key does where, and in which words the help says so.
//!
//! Dispatch, footer, help, palette and the README's table all read it. It is `data/keymap.json`, with the user's own
//! bindings over it.

use std::path::Path;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde::Deserialize;

use crate::app::action::{Action, Context};
use crate::app::keys::Key;
use crate::json::{self, Fault};
use crate::problem::Problem;

/// The table that comes with the program.
const DEFAULT: &str = include_str!("../../data/keymap.json");

/// A row of the table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// Where the keys are pressed.
    pub context: Context,
    /// The keys; none if the action is only in the palette.
    pub keys: Vec<Key>,
    /// What they do.
    pub action: Action,
    /// What they do, in words.
    pub description: String,
    /// What they do, in a word or two for the footer; absent if they are not named there.
    #[serde(default)]
    pub footer: Option<String>,
}

/// A binding of the user's. `"action": "none"` takes the keys away.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnBinding {
    context: Context,
    keys: Vec<Key>,
    action: OwnAction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Nothing {
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "an action that the help names, or \"none\"")]
enum OwnAction {
    Action(Action),
    None(Nothing),
}

/// Every binding.
#[derive(Debug, Clone)]
pub struct Keymap {
    rows: Vec<Binding>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self { rows: serde_json::from_str(DEFAULT).expect("a test reads data/keymap.json") }
    }
}

impl Keymap {
    /// The table with the user's bindings over it. A file that is wrong changes nothing, and is told about.
    pub fn with_own(path: &Path, text: &str) -> (Self, Vec<Problem>) {
        let problem = |place: &str, what: &str, mend: &str| Problem::new(path, place, what, mend);
        let mut keymap = Self::default();
        let own: Vec<OwnBinding> = match serde_json::from_str(text) {
            Ok(own) => own,
            Err(error) => {
                let Fault { place, what, .. } = json::fault(text, 0, &error);
                let mend = "write an array of {\"context\": …, \"keys\": [\"…\"], \"action\": \"…\"}; the built-in keys are used";
                return (keymap, vec![problem(&place, &what, mend)]);
            }
        };
        let mut problems = Vec::new();
        let mut taken: Vec<(Context, Key)> = Vec::new();
        for (row, n) in own.iter().zip(1..) {
            for &key in &row.keys {
                if taken.contains(&(row.context, key)) {
                    let what = format!("{key} is bound twice in this context");
                    problems.push(problem(&format!("row {n}"), &what, "keep one of the two; the first is used"));
                    continue;
                }
                if !keymap.bind(row.context, key, row.action) {
                    let what = format!("the action does nothing in the context {:?}", row.context.title());
                    problems.push(problem(&format!("row {n}"), &what, "use a context in which the help lists it"));
                    continue;
                }
                taken.push((row.context, key));
            }
        }
        (keymap, problems)
    }

    /// Gives a key to an action; `false` if the context does not know the action.
    fn bind(&mut self, context: Context, key: Key, action: OwnAction) -> bool {
        let row = match action {
            OwnAction::None(_) => None,
            OwnAction::Action(action) => {
                let Some(row) = self.rows.iter().position(|row| row.context == context && row.action == action) else {
                    return false;
                };
                Some(row)
            }
        };
        for row in self.rows.iter_mut().filter(|row| row.context == context) {
            row.keys.retain(|&bound| bound != key);
        }
        if let Some(row) = row {
            self.rows[row].keys.insert(0, key);
        }
        true
    }

    /// Every row, in the order of the help.
    pub fn rows(&self) -> &[Binding] {
        &self.rows
    }

    /// What a key does in a context. A single key goes before a family of keys, and the context before everywhere.
    pub fn action(&self, context: Context, event: KeyEvent) -> Option<Action> {
        let key = Key::of(event);
        let bound = |context, wanted| {
            self.rows.iter().find(|row| row.context == context && row.keys.contains(&wanted)).map(|row| row.action)
        };
        bound(context, key)
            .or_else(|| bound(Context::Any, key))
            .or_else(|| family(event).iter().find_map(|&family| bound(context, family)))
    }

    /// The first key of an action in a context, as it is written.
    pub fn key(&self, context: Context, action: Action) -> Option<String> {
        let row = self.rows.iter().find(|row| row.context == context && row.action == action)?;
        row.keys.first().map(ToString::to_string)
    }
}

/// The families that a key belongs to.
fn family(event: KeyEvent) -> &'static [Key] {
    let plain = (event.modifiers - KeyModifiers::SHIFT).is_empty();
    match event.code {
        KeyCode::Char('0'..='9' | '.') if plain => &[Key::Digit, Key::Text],
        KeyCode::Char(_)
        | KeyCode::Backspace
        | KeyCode::Delete
        | KeyCode::Left
        | KeyCode::Right
        | KeyCode::Home
        | KeyCode::End => &[Key::Text],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(keymap: &Keymap, context: Context, key: &str) -> Option<Action> {
        let Ok(Key::One(code, modifiers)) = key.parse() else { panic!("{key}") };
        keymap.action(context, KeyEvent::new(code, modifiers))
    }

    #[test]
    fn no_key_does_two_things_in_one_context() {
        let keymap = Keymap::default();
        let mut seen = Vec::new();
        for row in keymap.rows() {
            for &key in &row.keys {
                for context in [row.context, Context::Any] {
                    assert!(!seen.contains(&(context, key)), "{key} in {context:?}");
                }
                seen.push((row.context, key));
            }
        }
    }

    #[test]
    fn an_action_stands_once_in_a_context_and_says_what_it_does() {
        let keymap = Keymap::default();
        for (n, row) in keymap.rows().iter().enumerate() {
            let twin = |other: &Binding| other.context == row.context && other.action == row.action;
            assert!(!keymap.rows()[..n].iter().any(twin), "{:?} twice in {:?}", row.action, row.context);
            assert!(!row.description.is_empty());
        }
    }

    #[test]
    fn families_come_after_single_keys() {
        let keymap = Keymap::default();
        assert_eq!(press(&keymap, Context::Browse, "4"), Some(Action::Jump));
        assert_eq!(press(&keymap, Context::Search, "4"), Some(Action::Type));
        assert_eq!(press(&keymap, Context::Search, "Ctrl-n"), Some(Action::Down));
        assert_eq!(press(&keymap, Context::Search, "Ctrl-w"), Some(Action::Type));
        assert_eq!(press(&keymap, Context::Search, "Ctrl-c"), Some(Action::Interrupt));
        assert_eq!(press(&keymap, Context::Browse, "F9"), None);
    }

    #[test]
    fn own_bindings_replace_and_remove() {
        let text = r#"[{"context":"browse","keys":["x","q"],"action":"help"},{"context":"browse","keys":["m"],"action":"none"}]"#;
        let (keymap, problems) = Keymap::with_own(Path::new("keymap.json"), text);
        assert_eq!(problems, []);
        assert_eq!(press(&keymap, Context::Browse, "q"), Some(Action::Help));
        assert_eq!(press(&keymap, Context::Browse, "x"), Some(Action::Help));
        assert_eq!(press(&keymap, Context::Browse, "m"), None);
        assert_eq!(keymap.key(Context::Browse, Action::Quit), None);
    }

    #[test]
    fn a_wrong_keymap_is_told_about_and_changes_nothing() {
        for (text, said) in [
            ("", "line 1, column 1: the text ends too early"),
            ("{}", "line 1"),
            (r#"[{"context":"browse","keys":["jj"],"action":"help"}]"#, "\"jj\" is no key"),
            (r#"[{"context":"browse","keys":["j"],"action":"fly"}]"#, "an action that the help names"),
            (r#"[{"context":"search","keys":["j"],"action":"quit"}]"#, "row 1: the action does nothing in"),
            (r#"[{"context":"browse","keys":["j","j"],"action":"help"}]"#, "row 1: j is bound twice"),
        ] {
            let (keymap, problems) = Keymap::with_own(Path::new("keymap.json"), text);
            assert!(problems[0].to_string().contains(said), "{}", problems[0]);
            assert_eq!(press(&keymap, Context::Browse, "k"), Some(Action::Up));
        }
    }
}
