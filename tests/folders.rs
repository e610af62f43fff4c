//! Where the user's files are looked for, by the environment of the process: the real program says which file is
//! wrong.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Puts broken settings into `config` below a folder, and runs the program with nothing but these variables, in which
/// `@` stands for the folder. Returns what it says on standard error.
fn complaint(config: &str, variables: &[(&str, &str)]) -> (String, String) {
    let root = tempfile::tempdir().expect("a folder");
    let file = root.path().join(config).join("httpdex/config.json");
    fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    fs::write(&file, "broken").expect("a file");
    let value = |value: &str| value.replace('@', &root.path().display().to_string());
    let output = Command::new(env!("CARGO_BIN_EXE_httpdex"))
        .args(["list", "--class", "404"])
        .env_clear()
        .envs(variables.iter().map(|(name, text)| (name, value(text))))
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{output:?}");
    let shown = Path::new(&file).display().to_string();
    (String::from_utf8(output.stderr).expect("text"), shown)
}

#[test]
fn the_variable_comes_first_then_the_home_directory() {
    for (config, variables) in [
        ("c", &[("HOME", "@/h"), ("XDG_CONFIG_HOME", "@/c")][..]),
        ("c", &[("XDG_CONFIG_HOME", "@/c")]),
        ("h/.config", &[("HOME", "@/h")]),
        ("h/.config", &[("HOME", "@/h"), ("XDG_CONFIG_HOME", "relative")]),
    ] {
        let (said, file) = complaint(config, variables);
        assert!(said.contains(&file), "{variables:?}: {said}");
    }
}

#[test]
fn without_a_home_directory_it_runs_all_the_same() {
    for variables in [&[("HOME", "")][..], &[("HOME", ""), ("XDG_CONFIG_HOME", "relative")]] {
        let (said, file) = complaint("elsewhere", variables);
        assert!(!said.contains(&file), "{variables:?}: {said}");
    }
}

/// What the program prints, says on standard error and ends with, in a home folder.
fn run(home: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_httpdex"))
        .args(arguments)
        .env_clear()
        .env("HOME", home)
        .current_dir(home)
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn own_entries_are_read_once_and_marked_as_own() {
    let home = tempfile::tempdir().expect("a folder");
    fs::create_dir(home.path().join("d")).expect("a folder");
    let entry = r#"{"id": "acme-404", "code": "404", "name": "Reactor Cold", "standing": "registered", "vendor": "Acme",
        "category": "informational", "keywords": ["reactor cold"]}"#;
    fs::write(home.path().join("d/a.json"), entry).expect("a file");
    let with = |words: &[&str]| {
        let (out, err, code) = run(home.path(), &[words, &["--data", "d", "--data", "d/a.json"]].concat());
        assert_eq!((err.lines().count(), code), (1, Some(0)), "{err}");
        assert!(err.contains("the registry alone says what is `registered`"), "{err}");
        out
    };
    let list = with(&["list", "--class", "404"]);
    assert!(list.contains("Reactor Cold (Acme)") && list.contains("unofficial, your own entry"), "{list}");
    assert_eq!(list.matches("your own").count(), 1, "{list}");
    let looked_up = with(&["404"]);
    assert!(looked_up.find("Not Found") < looked_up.find("Reactor Cold (Acme)  your own entry"), "{looked_up}");
    let shown = with(&["show", "404"]);
    assert!(shown.find("Not Found") < shown.find("Reactor Cold (Acme)  your own entry"), "{shown}");
    assert!(with(&["show", "acme-404", "--format", "markdown"]).contains("\n\n*your own entry*\n"));
    assert!(with(&["search", "reactor cold"]).contains("your own entry; "));
    for words in [&["list", "--class", "404"][..], &["search", "reactor cold"], &["show", "acme-404"]] {
        let out = with(&[words, &["--format", "json"]].concat());
        let entries: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        let own = entries.as_array().expect("an array").iter().find(|entry| entry["id"] == "acme-404");
        assert_eq!(own.expect("the own entry")["own"], true, "{out}");
    }
}

#[test]
fn a_theme_with_a_dot_in_its_name_can_be_had() {
    let home = tempfile::tempdir().expect("a folder");
    let themes = home.path().join(".config/httpdex/themes");
    fs::create_dir_all(&themes).expect("a folder");
    fs::write(themes.join("solar.v2.json"), r#"{"styles": {}}"#).expect("a file");
    fs::write(themes.join("odd.json.json"), r#"{"styles": {}}"#).expect("a file");
    let with = |theme: &str| run(home.path(), &["--theme", theme, "--color", "always", "list", "--class", "404"]);
    for theme in ["solar.v2", "solar.v2.json", "odd.json", "odd.json.json", "dark.json"] {
        let (_, err, code) = with(theme);
        assert_eq!((err.as_str(), code), ("", Some(0)), "{theme}");
    }
    let (_, err, _) = with("solar.v3.json");
    assert!(err.contains("/themes/solar.v3.json: there is no theme solar.v3; use one of "), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_is_an_error() {
    for arguments in [&["--help"][..], &["--version"], &["help", "show"], &["man"], &["completions", "bash"], &["404"]]
    {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
        let output = Command::new(env!("CARGO_BIN_EXE_httpdex"))
            .args(arguments)
            .stdout(full)
            .output()
            .expect("the program runs");
        let said = String::from_utf8(output.stderr).expect("text");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said.starts_with("httpdex: No space left"), "{arguments:?}: {said}");
    }
}
