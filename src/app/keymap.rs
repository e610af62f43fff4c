//! The one table of keys: what a key does where, and in which words the help says so.
//!
//! Dispatch, footer, help, palette and the README's table all read it. It is `data/keymap.json`, which the build script
//! writes into the program as a static table, with the user's own bindings over it.

use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as NoWord, StrDeserializer};

use crate::app::action::{Action, Context};
use crate::app::keys::Key;
use crate::json;
use crate::problem::Problem;

/// The most keys of the user's that are bound. Each is looked for among the others.
const MOST_KEYS: usize = 1000;

/// A row of the table.
#[derive(Debug, Clone)]
pub struct Binding {
    /// Where the keys are pressed.
    pub context: Context,
    /// The keys; none if the action is only in the palette.
    pub keys: Cow<'static, [Key]>,
    /// What they do.
    pub action: Action,
    /// What they do, in words.
    pub description: &'static str,
    /// What they do, in a word or two for the footer; absent if they are not named there.
    pub footer: Option<&'static str>,
}

// `static BINDINGS: [Binding; _]`, a row for each of `data/keymap.json`.
include!(concat!(env!("OUT_DIR"), "/keymap.rs"));

/// A binding of the user's. `"action": "none"` takes the keys away.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnBinding {
    context: Context,
    keys: Vec<Key>,
    action: OwnAction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
enum OwnAction {
    Action(Action),
    None,
}

impl TryFrom<String> for OwnAction {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        if word == "none" {
            return Ok(Self::None);
        }
        let action: StrDeserializer<'_, NoWord> = word.as_str().into_deserializer();
        Action::deserialize(action).map(Self::Action).map_err(|_| format!("{word:?} is no action, nor \"none\""))
    }
}

/// Every binding.
#[derive(Debug, Clone)]
pub struct Keymap {
    rows: Cow<'static, [Binding]>,
    /// Keys that the user took away from a context, and with it from its parents.
    unbound: Vec<(Context, Key)>,
    /// The hints of each context, found when they are first shown: every frame shows some.
    hints: [OnceLock<Vec<Hint>>; Context::ALL.len()],
}

impl Default for Keymap {
    fn default() -> Self {
        let hints = [const { OnceLock::new() }; Context::ALL.len()];
        Self { rows: Cow::Borrowed(&BINDINGS), unbound: Vec::new(), hints }
    }
}

impl Keymap {
    /// The table with the user's bindings over it. A file that is wrong changes nothing, and is told about.
    pub fn with_own(path: &Path, text: &str) -> (Self, Vec<Problem>) {
        let problem = |place: &str, what: &str, advice: &str| Problem::new(path, place, what, advice);
        let mut keymap = Self::default();
        let own: Vec<OwnBinding> = match serde_json::from_str(text) {
            Ok(own) => own,
            Err(error) => {
                let fault = json::fault::<Vec<OwnBinding>>(text, 0, &error);
                return (keymap, vec![Problem::of_fault(path, &fault, "the built-in keys are used")]);
            }
        };
        let mut problems = Vec::new();
        let keys = || own.iter().zip(1..).flat_map(|(row, n)| row.keys.iter().map(move |&key| (row, n, key)));
        let mut taken: Vec<(Context, Key)> = Vec::new();
        for (row, n, key) in keys().take(MOST_KEYS) {
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
        let count = keys().count();
        if count > MOST_KEYS {
            let what = format!("only the first {MOST_KEYS} of its {count} keys are bound");
            problems.push(problem("", &what, "remove what no keyboard has"));
        }
        (keymap, problems)
    }

    /// Gives a key to an action in a context; `false` if the action does nothing there.
    fn bind(&mut self, context: Context, key: Key, action: OwnAction) -> bool {
        let known = match action {
            OwnAction::None => None,
            OwnAction::Action(action) => {
                let Some(row) = self.available(context).find(|row| row.action == action).cloned() else { return false };
                Some(row)
            }
        };
        let rows = self.rows.to_mut();
        for row in rows.iter_mut().filter(|row| row.context == context) {
            row.keys.to_mut().retain(|&bound| bound != key);
        }
        match known {
            None => self.unbound.push((context, key)),
            Some(known) => match rows.iter_mut().find(|row| row.context == context && row.action == known.action) {
                Some(row) => row.keys.to_mut().insert(0, key),
                // The action comes from a parent: here it gets a row of its own.
                None => rows.push(Binding { context, keys: vec![key].into(), ..known }),
            },
        }
        true
    }

    /// Every row, in the order of the help.
    pub fn rows(&self) -> &[Binding] {
        &self.rows
    }

    /// Whether an action is a context's own, and not one of its parents'.
    pub fn has(&self, context: Context, action: Action) -> bool {
        self.rows.iter().any(|row| row.context == context && row.action == action)
    }

    /// What can be done in a context: its own rows first, then those of its parents.
    pub fn available(&self, context: Context) -> impl Iterator<Item = &Binding> {
        context.chain().flat_map(|context| self.rows.iter().filter(move |row| row.context == context))
    }

    /// What a key does in a context. A context goes before its parents, and a single key before a family of keys.
    pub fn action(&self, context: Context, event: KeyEvent) -> Option<Action> {
        self.bound(context, Key::of(event))
            .or_else(|| family(event).iter().find_map(|&family| self.bound(context, family)))
    }

    fn bound(&self, context: Context, key: Key) -> Option<Action> {
        for context in context.chain() {
            if self.unbound.contains(&(context, key)) {
                return None;
            }
            let row = self.rows.iter().find(|row| row.context == context && row.keys.contains(&key));
            if let Some(row) = row {
                return Some(row.action);
            }
        }
        None
    }

    /// The keys of a row that do what it says in a context, where a child of the row's context may have taken some.
    pub fn keys_of<'r>(&self, context: Context, row: &'r Binding) -> impl Iterator<Item = &'r Key> {
        row.keys.iter().filter(move |&&key| self.bound(context, key) == Some(row.action))
    }

    /// The first key of an action in a context, as it is written.
    pub fn key(&self, context: Context, action: Action) -> Option<String> {
        let mut rows = self.available(context).filter(|row| row.action == action);
        rows.find_map(|row| self.keys_of(context, row).next()).map(ToString::to_string)
    }

    /// What the footer says of the keys of a context. Keys with the same hint stand together: `j/k move`.
    pub fn hints(&self, context: Context) -> &[Hint] {
        self.hints[context as usize].get_or_init(|| self.find_hints(context))
    }

    fn find_hints(&self, context: Context) -> Vec<Hint> {
        let mut hints: Vec<Hint> = Vec::new();
        for row in self.available(context) {
            let (Some(text), Some(&key)) = (row.footer, self.keys_of(context, row).next()) else { continue };
            // A context says in its own words what a key of its parents does in it.
            if hints.iter().any(|hint| hint.keys.contains(&key)) {
                continue;
            }
            if let Some(hint) = hints.iter_mut().find(|hint| hint.text == text) {
                hint.keys.push(key);
            } else {
                let leads_out = matches!(row.action, Action::Back | Action::Unmark | Action::Quit);
                hints.push(Hint { keys: vec![key], text, leads_out });
            }
        }
        hints
    }
}

/// What the footer says of some keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The first key of each of the actions.
    pub keys: Vec<Key>,
    /// What they do, in a word or two.
    pub text: &'static str,
    /// Whether they lead out of the place or the program.
    pub leads_out: bool,
}

impl Hint {
    /// The keys as they are shown: `j/k`. That any text can be typed needs no key.
    pub fn shown_keys(&self) -> String {
        let keys = self.keys.iter().filter(|key| **key != Key::Text).map(ToString::to_string);
        keys.collect::<Vec<_>>().join("/")
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
            for &key in row.keys.iter() {
                assert!(!seen.contains(&(row.context, key)), "{key} twice in {:?}", row.context);
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
    fn the_static_table_says_what_the_file_says() {
        #[derive(Deserialize)]
        struct Row {
            context: Context,
            keys: Vec<Key>,
            action: Action,
            description: String,
            footer: Option<String>,
        }
        let rows: Vec<Row> = serde_json::from_str(include_str!("../../data/keymap.json")).unwrap();
        assert_eq!(rows.len(), BINDINGS.len());
        for (row, binding) in rows.iter().zip(&BINDINGS) {
            assert_eq!((row.context, &*row.keys, row.action), (binding.context, &*binding.keys, binding.action));
            assert_eq!((row.description.as_str(), row.footer.as_deref()), (binding.description, binding.footer));
        }
    }

    #[test]
    fn a_context_goes_before_its_parents() {
        let keymap = Keymap::default();
        assert_eq!(press(&keymap, Context::Browse, "q"), Some(Action::Quit));
        assert_eq!(press(&keymap, Context::Question, "?"), Some(Action::Help));
        assert_eq!(press(&keymap, Context::Answer, "?"), Some(Action::Explain));
        assert_eq!(keymap.key(Context::Answer, Action::Help).as_deref(), Some("F1"));
        assert_eq!(press(&keymap, Context::CheatSheet, "C"), Some(Action::Back));
        for key in ["Q", "C", "t", "M"] {
            for context in [Context::Question, Context::Answer] {
                assert_eq!(press(&keymap, context, key), None, "{key} in {context:?}");
            }
            for context in [Context::Typing, Context::Search, Context::Picker] {
                assert_eq!(press(&keymap, context, key), Some(Action::Type), "{key} in {context:?}");
            }
        }
    }

    #[test]
    fn an_action_of_a_parent_can_be_given_a_key_in_one_context() {
        let text = r#"[{"context":"compare","keys":["w"],"action":"quit"}]"#;
        let (keymap, problems) = Keymap::with_own(Path::new("keymap.json"), text);
        assert_eq!(problems, []);
        assert_eq!(press(&keymap, Context::Compare, "w"), Some(Action::Quit));
        assert_eq!(press(&keymap, Context::Compare, "q"), Some(Action::Quit));
        assert_eq!(press(&keymap, Context::Browse, "w"), None);
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

    /// With a step for each pair of keys this would take minutes.
    #[test]
    fn more_keys_than_anybody_has_are_left_out() {
        let keys: Vec<String> = ('\u{4e00}'..='\u{3ffff}').take(200_000).map(|key| format!("\"{key}\"")).collect();
        let text = format!(r#"[{{"context":"browse","keys":[{}],"action":"help"}}]"#, keys.join(","));
        let (keymap, problems) = Keymap::with_own(Path::new("keymap.json"), &text);
        let said = "keymap.json: only the first 1000 of its 200000 keys are bound; remove what no keyboard has";
        assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), [said]);
        assert_eq!(press(&keymap, Context::Browse, "\u{4e00}"), Some(Action::Help));
    }

    #[test]
    fn a_wrong_keymap_is_told_about_and_changes_nothing() {
        for (text, said) in [
            ("", "line 1, column 1: the text ends too early"),
            (
                "{}",
                "line 1, column 1: expected an array, found an object, so the built-in keys are used; write an array",
            ),
            (r#"[{"context":"browse","keys":["j"],"act":"help"}]"#, "the key `act` is not known"),
            (r#"[{"context":"browse","keys":["jj"],"action":"help"}]"#, "\"jj\" is no key"),
            (r#"[{"context":"browse","keys":["j"],"action":"fly"}]"#, "\"fly\" is no action, nor \"none\""),
            (r#"[{"context":"browse","keys":["j"],"action":5}]"#, "expected a string for `action`, found integer `5`"),
            (r#"[{"context":"browse","keys":[5],"action":"help"}]"#, "expected a string in `keys`, found integer `5`"),
            (
                r#"[{"context":5,"keys":["j"],"action":"help"}]"#,
                "column 13: expected a string for `context`, found number `5`, so the built-in keys are used; write one of `browse`, ",
            ),
            (r#"[{"context":"search","keys":["j"],"action":"quit"}]"#, "row 1: the action does nothing in"),
            (r#"[{"context":"browse","keys":["j","j"],"action":"help"}]"#, "row 1: j is bound twice"),
        ] {
            let (keymap, problems) = Keymap::with_own(Path::new("keymap.json"), text);
            assert!(problems[0].to_string().contains(said), "{}", problems[0]);
            assert_eq!(press(&keymap, Context::Browse, "k"), Some(Action::Up));
        }
    }
}
