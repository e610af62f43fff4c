//! Reading a scenario, and saying what is wrong with it.

use std::path::Path;

use super::file::Scenario;
use crate::json::{fault, place};
use crate::problem::Problem;

/// Reads the text of a file: JSON where its name says so, else TOML.
///
/// # Errors
/// What is wrong, with the place and what to do about it.
pub fn read(path: &Path, text: &str) -> Result<Scenario, Problem> {
    let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if is_json {
        serde_json::from_str(text).map_err(|error| {
            let fault = fault::<Scenario>(text, 0, &error);
            Problem::new(path, &fault.place, &fault.what, &fault.advice)
        })
    } else {
        toml::from_str(text).map_err(|error: toml::de::Error| {
            let at = error.span().map_or_else(String::new, |span| place(text, span.start));
            let what = error.message().lines().collect::<Vec<_>>().join("; ");
            Problem::new(path, &at, &what, "correct it there")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str, text: &str) -> String {
        read(Path::new(name), text).unwrap_err().to_string()
    }

    #[test]
    fn the_place_and_the_mend_are_said() {
        let toml = "about = \"x\"\n[[routes]]\npath = \"/a\"\n[[routes.answers]]\nstatus = 99\n";
        let wrong = said("a.toml", toml);
        assert!(wrong.starts_with("a.toml, line 5, column 10: 99 is no final status code"), "{wrong}");
        let json = "{\"about\": \"x\",\n \"fault\": [\"rest\"]}";
        let wrong = said("a.json", json);
        assert!(wrong.starts_with("a.json, line 2, column ") && wrong.contains("did you mean `reset`?"), "{wrong}");
        assert!(said("a.toml", "about = 1").contains("line 1, column 9: invalid type"));
        assert!(said("a.toml", "abuot = \"x\"").contains("unknown field `abuot`"));
        assert!(said("a.toml", "about = ").contains("line 1"));
        assert!(said("a.json", "{\"about\": \"x\", \"routes\": [{\"path\": \"a\"}]}").contains("begins with `/`"));
    }

    #[test]
    fn both_forms_say_the_same() {
        let toml = "about = \"x\"\n[[routes]]\npath = \"/a\"\nanswers = [{ status = 503, times = 2, fields = { Retry-After = \"1\" } }]\n";
        let json = r#"{"about": "x", "routes": [{"path": "/a", "answers": [{"status": 503, "times": 2, "fields": {"Retry-After": "1"}}]}]}"#;
        assert_eq!(read(Path::new("a.toml"), toml), read(Path::new("a.json"), json));
    }
}
