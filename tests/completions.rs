//! Completions: what the program answers a shell, and what the shells make of it.

use std::path::Path;
use std::process::Command;

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use support::home::Home;
use terminal::{Setup, Terminal};

/// What is offered for the last of the words: values, and what is said of each.
fn offered(home: &Home, line: &str) -> Vec<(String, String)> {
    let output = Command::new(env!("CARGO_BIN_EXE_httpdex"))
        .env_clear()
        .envs(home.environment())
        .env("HTTPDEX_COMPLETE", "fish")
        .current_dir(home.path())
        .arg("--")
        .args(line.split(' '))
        .output()
        .expect("the program runs");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{line}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let pair = |line: &str| {
        let (value, about) = line.split_once('\t').unwrap_or((line, ""));
        (value.to_owned(), about.to_owned())
    };
    text.lines().map(pair).collect()
}

fn values(line: &str) -> Vec<String> {
    offered(&Home::new(), line).into_iter().map(|(value, _)| value).collect()
}

#[test]
fn every_kind_of_word_is_completed() {
    for (line, all) in [
        ("httpdex show 41", "410 411 412 413 414 415 416 417 418 419"),
        ("httpdex show 404.1", "404.1 404.10 404.11 404.12 404.13 404.14 404.15 404.16 404.17 404.18 404.19"),
        ("httpdex show nginx-49", "nginx-494 nginx-495 nginx-496 nginx-497 nginx-498 nginx-499"),
        ("httpdex 401,40", "401,400 401,402 401,403 401,404 401,405 401,406 401,407 401,408 401,409"),
        ("httpdex conn", "connection-refused connection-reset connect-timeout connect-not-permitted"),
        ("httpdex co", "compare completions"),
        ("httpdex 42 --sec", "--section"),
        ("httpdex show 404 --section caus", "causes"),
        ("httpdex show 404 --section causes,f", "causes,fixes causes,faq"),
        ("httpdex show --section=fi", "--section=fixes"),
        ("httpdex list --category c", "client-error cloudflare"),
        ("httpdex list --class ", "1xx 2xx 3xx 4xx 5xx"),
        ("httpdex cheatsheet --standing un", "unused unofficial"),
        ("httpdex list --theme h", "high-contrast"),
        ("httpdex list --format ", "text json markdown"),
        ("httpdex snippet 429 --lang python", "python-http-server python-requests"),
        ("httpdex snippet 429 --lang rub", "ruby"),
        ("httpdex snippet tornado-599 --lang ", "tornado"),
        ("httpdex completions ", "bash elvish fish powershell zsh"),
        ("httpdex man sn", "snippet"),
        ("httpdex progress ", "export import help"),
        ("httpdex serve --scenario de", "deploy"),
        ("httpdex serve --fault re", "reset reset-in-headers reset-in-content redirect-loop"),
    ] {
        let mut expected: Vec<&str> = all.split(' ').collect();
        let mut found = values(line);
        expected.sort_unstable();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn before_anything_is_typed_commands_and_popular_codes_are_offered() {
    let found = values("httpdex ");
    for word in ["list", "search", "explain", "404", "429"] {
        assert!(found.iter().any(|value| value == word), "{word}: {found:?}");
    }
    assert!(found.iter().all(|value| !value.starts_with('-') && value != "look-up" && !value.contains("nginx-4")));
    let options = values("httpdex list --");
    for option in ["--category", "--class", "--format", "--theme", "--help"] {
        assert!(options.iter().any(|value| value == option), "{option}: {options:?}");
    }
}

#[test]
fn what_is_confused_comes_first_in_a_comparison() {
    let found = values("httpdex compare 401 ");
    assert_eq!(found.first().map(String::as_str), Some("403"), "{found:?}");
    assert!(!found.iter().any(|value| value == "401"), "{found:?}");
    assert!(values("httpdex compare 401 40").iter().all(|value| value != "401"));
}

#[test]
fn codes_are_named_and_one_number_is_offered_once() {
    let found = offered(&Home::new(), "httpdex show 499");
    let about = "Client Closed Request (NGINX), Client Closed Connection";
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "499");
    assert!(found[0].1.starts_with("Client Closed Request (nginx), "), "{found:?} {about}");
}

#[test]
fn entries_and_themes_of_the_users_are_completed() {
    let home = Home::new();
    home.write(
        "config/httpdex/codes/acme.json",
        r#"{"id": "acme-797", "code": "797", "name": "Warehouse \u001b[31mAsleep", "vendor": "Acme"}"#,
    );
    home.write("config/httpdex/themes/mine.json", r#"{"styles": {}}"#);
    let found = offered(&home, "httpdex show acme");
    assert_eq!(found[0].0, "acme-797", "{found:?}");
    assert!(!found[0].1.contains('\u{1b}'), "{found:?}");
    assert_eq!(offered(&home, "httpdex --theme mi")[0].0, "mine");
}

#[test]
fn a_shell_that_is_not_known_is_told_so() {
    let output = Command::new(env!("CARGO_BIN_EXE_httpdex")).env("HTTPDEX_COMPLETE", "csh").output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), text.lines().count()), (Some(2), 1), "{text}");
    assert!(text.contains("csh") && text.contains("zsh"), "{text}");
}

/// A terminal in which a shell runs that completes command lines of the program; `None` where there is no such shell.
fn shell(home: &Home, name: &str, start: &str) -> Option<Terminal> {
    let installed = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).exists()));
    if !installed {
        return None;
    }
    let folder = Path::new(env!("CARGO_BIN_EXE_httpdex")).parent().expect("a folder").display().to_string();
    let path = format!("{folder}:{}", std::env::var("PATH").unwrap_or_default());
    let mut terminal = Setup { arguments: &["--version"], environment: &[("PATH", &path)], ..Setup::new(home) }.start();
    terminal.left(0).send(start);
    Some(terminal)
}

#[test]
fn bash_completes() {
    let home = Home::new();
    let start = "PS1='READY> ' bash --norc --noprofile -i\n";
    let Some(mut terminal) = shell(&home, "bash", start) else { return };
    terminal.shows("READY>").send("eval \"$(httpdex completions bash)\"; echo loaded$((1))\n").shows("loaded1");
    terminal.send("clear\n").hides("loaded1");
    // What is the only one is written out, with a blank behind it.
    terminal.send("httpdex sni\t429 --lang expr\t").shows("httpdex snippet 429 --lang express ");
    terminal.send("\u{15}httpdex show 404 --section causes,fi\t").shows("causes,fixes");
    // To bash these are three words.
    terminal.send("\u{15}httpdex list --format=j\t").shows("--format=json ");
    terminal.send("\u{15}httpdex show 45\t\t").shows("451");
}

#[test]
fn zsh_completes_and_says_what_codes_mean() {
    let home = Home::new();
    let start = "PS1='READY> ' zsh -f -i\n";
    let Some(mut terminal) = shell(&home, "zsh", start) else { return };
    // As a file on fpath, where packages put it, it completes the first time, too.
    terminal.shows("READY>").send("mkdir -p f; httpdex completions zsh > f/_httpdex; fpath=($PWD/f $fpath)\n");
    terminal.send("autoload -U compinit; compinit -u -D; echo loaded$((1))\n").shows("loaded1");
    terminal.send("clear\n").hides("loaded1");
    terminal.send("httpdex snippet 429 --lang expr\t").shows("--lang express");
    terminal.send("\u{15}httpdex show 45\t").shows("Unavailable For Legal Reasons");
}

#[test]
fn fish_completes_and_says_what_codes_mean() {
    let home = Home::new();
    let Some(mut terminal) = shell(&home, "fish", "fish --no-config -i\n") else { return };
    terminal.send("httpdex completions fish | source; echo loaded(math 1)\n").shows("loaded1");
    terminal.send("complete -C 'httpdex show 45' | string replace \\t ' is '\n");
    terminal.shows("451 is Unavailable For Legal Reasons");
    terminal.send("complete -C 'httpdex snippet 429 --lang expr'\n").shows("express");
}
