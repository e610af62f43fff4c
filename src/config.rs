//! The user's settings, `config.json`. Every one may be left out, and none of them stops the program.

use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::catalog::Category;
use crate::files::{self, Folders};
use crate::json::{self, Fault};
use crate::problem::Problem;
use crate::suggest::instead_of;

/// The largest file of settings.
const LIMIT: u64 = 1 << 20;
/// The most settings that are read. What is wrong with each is looked for in the whole text.
const MOST: usize = 100;
/// The settings that there are.
const KEYS: [&str; 6] = ["theme", "unicode", "mouse", "data", "start", "offline"];
/// The views that are not categories.
const VIEWS: [&str; 4] = ["popular", "bookmarks", "recent", "all"];

/// The user's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The name of a theme.
    pub theme: Option<String>,
    /// Whether symbols beyond ASCII may be drawn.
    pub unicode: Option<bool>,
    /// Whether the mouse is captured.
    pub mouse: Option<bool>,
    /// Folders and files with own entries. Relative ones are those beside the file with the settings, and `~/` is the
    /// home directory.
    pub data: Vec<PathBuf>,
    /// The view with which the interface opens: `popular`, `bookmarks`, `recent`, `all` or a category.
    pub start: Option<String>,
    /// Whether nothing is sent over the network.
    pub offline: Option<bool>,
}

impl Config {
    /// The settings in this file, or in the user's own when none is given, and what is wrong with them.
    ///
    /// What is wrong is left out. The user's own file need not be there: most people have none.
    pub fn load(path: Option<&Path>) -> (Self, Vec<Problem>) {
        let Some(file) = path.map(Path::to_owned).or_else(|| Folders::of_user().config_file()) else {
            return Self::default_because(None);
        };
        match files::read_text(&file, LIMIT) {
            Ok(Some(text)) => Self::parse(&file, &text),
            Ok(None) if path.is_none() => Self::default_because(None),
            Ok(None) => Self::default_because(Some(Problem::new(
                &file,
                "",
                "there is no such file, so every setting has its default",
                "correct the path or make the file",
            ))),
            Err(problem) => Self::default_because(Some(problem)),
        }
    }

    fn default_because(problem: Option<Problem>) -> (Self, Vec<Problem>) {
        (Self::default(), problem.into_iter().collect())
    }

    /// The settings in a text, and what is wrong with it; the file is only named and not read.
    pub fn parse(file: &Path, text: &str) -> (Self, Vec<Problem>) {
        if text.trim_ascii().is_empty() {
            return Self::default_because(Some(Problem::new(
                file,
                "",
                "it is empty",
                "write `{}` into it or delete it",
            )));
        }
        let settings = match serde_json::from_str(text) {
            Ok(Settings(settings)) => settings,
            Err(error) => {
                let fault = json::fault::<IgnoredAny>(text, 0, &error);
                return Self::default_because(Some(Problem::of_fault(file, &fault, "every setting has its default")));
            }
        };
        let mut config = Self::default();
        let mut problems = Vec::new();
        let mut seen = HashSet::new();
        for (key, value) in settings.iter().take(MOST) {
            let result = config.set(key, value, file, text);
            if let Err(Fault { place, what, advice }) = result {
                problems.push(Problem::new(file, &place, &what, &advice));
            }
            if !seen.insert(key) {
                let what = format!("`{key}` is set twice, and the last one counts");
                problems.push(Problem::new(file, &json::place(text, json::offset(value, text)), &what, "remove one"));
            }
        }
        if settings.len() > MOST {
            let what = format!("only the first {MOST} of its {} settings are read", settings.len());
            problems.push(Problem::new(file, "", &what, "remove those that there are not"));
        }
        (config, problems)
    }

    fn set(&mut self, key: &str, value: &RawValue, file: &Path, text: &str) -> Result<(), Fault> {
        let start = json::offset(value, text);
        match key {
            "theme" => self.theme = Some(read(key, value, start, text)?),
            "unicode" => self.unicode = Some(read(key, value, start, text)?),
            "mouse" => self.mouse = Some(read(key, value, start, text)?),
            "offline" => self.offline = Some(read(key, value, start, text)?),
            "data" => {
                let paths: Vec<String> = read(key, value, start, text)?;
                self.data = paths.iter().map(|path| resolve(file, path)).collect();
            }
            "start" => {
                let view: String = read(key, value, start, text)?;
                let views: Vec<&str> = VIEWS.into_iter().chain(Category::ALL.iter().map(|c| c.id())).collect();
                if !views.contains(&view.as_str()) {
                    let what = format!("there is no view `{view}`, so `start` has its default");
                    return Err(Fault { place: json::place(text, start), what, advice: instead_of(&view, &views) });
                }
                self.start = Some(view);
            }
            _ => {
                let what = format!("there is no setting `{key}`");
                return Err(Fault { place: json::place(text, start), what, advice: instead_of(key, &KEYS) });
            }
        }
        Ok(())
    }
}

/// The value of a setting.
fn read<T: DeserializeOwned>(key: &str, value: &RawValue, start: usize, text: &str) -> Result<T, Fault> {
    serde_json::from_str(value.get()).map_err(|error| {
        let Fault { place, what, advice } = json::fault::<T>(text, start, &error);
        Fault { place, what: format!("{what}, so `{key}` has its default"), advice }
    })
}

/// Where a path in the settings leads.
fn resolve(file: &Path, path: &str) -> PathBuf {
    match path.strip_prefix("~/").and_then(|rest| Some(etcetera::home_dir().ok()?.join(rest))) {
        Some(path) => path,
        None => file.parent().unwrap_or(file).join(path),
    }
}

/// The keys of an object with the texts of their values, so that one that is wrong does not spoil the others.
struct Settings<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Settings<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Pairs)
    }
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Settings<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut settings = Vec::new();
        while let Some(setting) = map.next_entry()? {
            settings.push(setting);
        }
        Ok(Settings(settings))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Config, Vec<String>) {
        let (config, problems) = Config::parse(Path::new("/c/config.json"), text);
        (config, problems.iter().map(|problem| problem.to_string().replace("/c/config.json", "F")).collect())
    }

    #[test]
    fn every_setting_is_read() {
        let text = r#"{"theme": "dark", "unicode": false, "mouse": true, "data": ["own", "/srv/own"], "start": "nginx", "offline": true}"#;
        let config = Config {
            theme: Some("dark".into()),
            unicode: Some(false),
            mouse: Some(true),
            data: vec!["/c/own".into(), "/srv/own".into()],
            start: Some("nginx".into()),
            offline: Some(true),
        };
        assert_eq!(parse(text), (config, Vec::new()));
        assert!(KEYS.iter().all(|key| text.contains(&format!("\"{key}\""))));
        assert_eq!(parse("{}"), (Config::default(), Vec::new()));
    }

    #[test]
    fn home_is_where_the_tilde_is() {
        let home = etcetera::home_dir().unwrap();
        assert_eq!(parse(r#"{"data": ["~/own", "~own"]}"#).0.data, [home.join("own"), "/c/~own".into()]);
    }

    #[test]
    fn one_fault_does_not_spoil_the_other_settings() {
        let (config, problems) =
            parse("{\"theme\": 5,\n \"mouse\": true, \"mouce\": 1, \"start\": \"populer\", \"mouse\": false}");
        assert_eq!(config, Config { mouse: Some(false), ..Config::default() });
        let expected = [
            "F, line 1, column 11: expected a string, found integer `5`, so `theme` has its default; put it in double quotes",
            "F, line 2, column 26: there is no setting `mouce`; did you mean `mouse`?",
            "F, line 2, column 38: there is no view `populer`, so `start` has its default; did you mean `popular`?",
            "F, line 2, column 58: `mouse` is set twice, and the last one counts; remove one",
        ];
        assert_eq!(problems, expected);
    }

    /// With a walk through the text for each setting this would take minutes.
    #[test]
    fn more_settings_than_there_are_are_left_out() {
        let more: String = (0..100_000).map(|n| format!(", \"key{n}\": 1")).collect::<Vec<_>>().concat();
        let (config, problems) = parse(&format!("{{\"mouse\": true{more}, \"theme\": \"dark\"}}"));
        assert_eq!(config, Config { mouse: Some(true), ..Config::default() });
        assert_eq!(problems.len(), 100);
        assert_eq!(
            problems[99],
            "F: only the first 100 of its 100002 settings are read; remove those that there are not"
        );
    }

    #[test]
    fn a_file_that_is_wrong_as_a_whole() {
        for (text, said) in [
            ("", "F: it is empty; write `{}` into it or delete it"),
            ("{\"mouse\": tru", "F, line 1, column 13: the text ends too early, so every setting has its default"),
            ("[]", "F, line 1, column 1: expected an object, found an array, so every setting has its default"),
            (
                "{} x",
                "F, line 1, column 4: this is not valid JSON (trailing characters), so every setting has its default",
            ),
        ] {
            let (config, problems) = parse(text);
            assert_eq!((config, problems.len()), (Config::default(), 1), "{text}");
            assert!(problems[0].starts_with(said), "{problems:?}");
        }
    }

    #[test]
    fn a_file_that_was_named_has_to_be_there() {
        let folder = tempfile::tempdir().unwrap();
        let (config, problems) = Config::load(Some(&folder.path().join("absent.json")));
        assert_eq!((config, problems.len()), (Config::default(), 1));
        assert!(Config::load(Some(folder.path())).1[0].what.contains("folder, not a file"));
    }
}
