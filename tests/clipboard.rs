//! What is copied arrives whole: read back from the escape sequences that the real program writes to its terminal, from
//! the file of `--copy-to`, and from the screen. `tests/desktop.rs` does the same with a display and with tmux.

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use base64::prelude::{BASE64_STANDARD, Engine};
use support::home::Home;
use terminal::{Setup, Terminal};
use vt100::MouseProtocolMode;

/// The interface on the page of a code.
fn on_page(home: &Home, arguments: &[&str], environment: &[(&str, &str)]) -> Terminal {
    let arguments = [arguments, &["open", "429"]].concat();
    let mut terminal = Setup { arguments: &arguments, environment, size: (200, 40), ..Setup::new(home) }.start();
    terminal.shows("429  Too Many Requests").shows("quit");
    terminal
}

/// Chooses what to copy by its name.
fn copy(terminal: &mut Terminal, part: &str) {
    terminal.send("Y").shows("Copy").send(part).send("\r");
}

/// What the command line prints.
fn printed(home: &Home, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_httpdex"));
    let output = command.args(arguments).env_clear().envs(home.environment()).output().expect("a program that starts");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The texts in the sequences for the clipboard, which stand plain or doubled in what was written.
fn sent(written: &str) -> Vec<String> {
    let text = |rest: &str| {
        let (encoded, _) = rest.split_once('\x07').expect("the end of a sequence");
        String::from_utf8(BASE64_STANDARD.decode(encoded.as_bytes()).expect("base64")).expect("UTF-8")
    };
    written.split("\x1b]52;c;").skip(1).map(text).collect()
}

fn written(terminal: &Terminal) -> String {
    String::from_utf8_lossy(&terminal.written).into_owned()
}

/// Asserts that the page as JSON and the link arrive through the terminal in some environment.
fn arrives(environment: &[(&str, &str)], unwrap: impl Fn(&str) -> String, times: usize) {
    let home = Home::new();
    let mut terminal = on_page(&home, &[], environment);
    copy(&mut terminal, "json");
    terminal.shows("Sent the page as JSON, 3 lines, by OSC 52; the terminal may not take it");
    copy(&mut terminal, "link");
    terminal.shows("Sent the link by OSC 52");
    let mut expected = vec![printed(&home, &["show", "429", "--format", "json"]); times];
    expected.extend(vec!["https://www.rfc-editor.org/rfc/rfc6585.html#section-4".to_owned(); times]);
    assert_eq!(sent(&unwrap(&written(&terminal))), expected);
    terminal.send("q").left(0).is_given_back();
}

#[test]
fn without_a_display_the_terminal_is_sent_the_whole_text() {
    arrives(&[], str::to_owned, 1);
}

#[test]
fn from_afar_the_terminal_is_sent_the_whole_text() {
    arrives(&[("SSH_TTY", "/dev/pts/0"), ("SSH_CONNECTION", "::1 1 ::1 22"), ("DISPLAY", ":0")], str::to_owned, 1);
}

#[test]
fn a_tmux_that_does_not_answer_is_sent_it_plain_and_wrapped() {
    let nobody = [("TMUX", "/nonexistent/socket,1,0")];
    arrives(&nobody, |written| written.replace("\x1b\x1b", "\x1b"), 2);
}

#[test]
fn screen_is_sent_strings_that_make_the_whole() {
    arrives(&[("STY", "1.pts-0.host")], |written| written.replace("\x1b\\\x1bP", ""), 1);
}

#[test]
fn a_display_that_does_not_answer_leaves_the_terminal() {
    arrives(&[("DISPLAY", ":4242")], str::to_owned, 1);
}

#[test]
fn the_shown_snippet_arrives_as_the_command_line_prints_it() {
    let home = Home::new();
    let mut terminal = on_page(&home, &[], &[]);
    terminal.send("y").shows("Sent the Express snippet, ").shows("by OSC 52");
    terminal
        .send("vgo net")
        .shows("> go net")
        .send("\r")
        .shows("Go net/http, ")
        .send("y")
        .shows("Sent the Go net/http snippet");
    let expected = ["express", "go-net-http"].map(|language| printed(&home, &["snippet", "429", "--lang", language]));
    assert_eq!(sent(&written(&terminal)), expected);
    terminal.send("q").left(0).is_given_back();
}

#[test]
fn wayland_is_reached_by_its_program() {
    let home = Home::new();
    let program = home.write("bin/wl-copy", "#!/bin/sh\ncat > copied.txt\n");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program");
    let path = format!("{}:{}", home.path().join("bin").display(), std::env::var("PATH").unwrap_or_default());
    let mut terminal = on_page(&home, &[], &[("WAYLAND_DISPLAY", "wayland-0"), ("PATH", &path)]);
    copy(&mut terminal, "markdown");
    terminal.shows("Copied the page as Markdown, ");
    let expected = printed(&home, &["show", "429", "--format", "markdown"]);
    assert_eq!(fs::read_to_string(home.path().join("copied.txt")).expect("a copied text"), expected);
    assert_eq!(sent(&written(&terminal)), [""; 0]);
    terminal.send("q").left(0);
}

#[test]
fn what_is_larger_than_terminals_take_is_refused_and_shown() {
    let home = Home::new();
    let response = "x".repeat(100_000);
    let entry = format!(
        r#"{{"id": "acme-798", "code": "798", "name": "Long", "example": {{"request": "", "response": "{response}"}}}}"#
    );
    let entry = home.write("own.json", entry).display().to_string();
    let mut terminal = on_page(&home, &["--data", &entry], &[]);
    terminal.send("798").shows("798  Long");
    copy(&mut terminal, "response");
    terminal.shows("100 kB is more than a terminal takes").shows("xxxxxxxx");
    assert_eq!(sent(&written(&terminal)), [""; 0]);
}

#[test]
fn where_nothing_takes_it_the_text_is_there_to_be_selected() {
    let home = Home::new();
    let mut terminal = on_page(&home, &[], &[("TERM", "linux")]);
    assert_ne!(terminal.screen().mouse_protocol_mode(), MouseProtocolMode::None);
    copy(&mut terminal, "response");
    terminal.shows("No clipboard can be reached; select the text").shows("Select it with the mouse");
    assert_eq!(terminal.screen().mouse_protocol_mode(), MouseProtocolMode::None);
    let expected = printed(&home, &["show", "429", "--format", "json"]);
    let page: serde_json::Value = serde_json::from_str(&expected).expect("JSON");
    let response = page[0]["example"]["response"].as_str().expect("a response").trim_end().to_owned();
    // As a terminal gives it to those who select these rows.
    let selected = terminal.screen().contents_between(1, 0, 1 + u16::try_from(response.lines().count()).unwrap(), 0);
    assert_eq!(selected.trim_end(), response);
    terminal.send("\x1b").hides("Select it with the mouse");
    assert_ne!(terminal.screen().mouse_protocol_mode(), MouseProtocolMode::None);
    terminal.send("q").left(0).is_given_back();
}

/// Asserts that a file holds the last copied text, whatever else there would be to copy to.
fn is_in_file(file: &Path, argument: &str, environment: &[(&str, &str)]) {
    let home = Home::new();
    let file = home.path().join(file);
    let mut terminal = on_page(&home, &["--copy-to", argument], environment);
    copy(&mut terminal, "name");
    terminal.shows("Wrote the code and name to");
    assert_eq!(fs::read_to_string(&file).expect("a copied text"), "429 Too Many Requests");
    copy(&mut terminal, "markdown");
    terminal.shows("Wrote the page as Markdown, ").shows(&file.file_name().expect("a name").to_string_lossy());
    let expected = printed(&home, &["show", "429", "--format", "markdown"]);
    assert_eq!(fs::read_to_string(&file).expect("a copied text"), expected);
    assert_eq!(sent(&written(&terminal)), [""; 0]);
    terminal.send("q").left(0);
}

#[test]
fn with_copy_to_the_file_holds_what_was_copied_last() {
    is_in_file(Path::new("c.txt"), "c.txt", &[]);
    is_in_file(Path::new("new/c.txt"), "new/c.txt", &[("DISPLAY", ":0"), ("TERM", "linux")]);
}

#[test]
fn a_file_that_cannot_be_written_is_said() {
    let home = Home::new();
    let mut terminal = on_page(&home, &["--copy-to", "."], &[]);
    copy(&mut terminal, "name");
    terminal.shows("name a file behind --copy-to").shows("Select it with the mouse");
}

#[test]
fn copy_to_is_in_the_help() {
    assert!(printed(&Home::new(), &["--help"]).contains("--copy-to <FILE>"));
}
