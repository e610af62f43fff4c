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
