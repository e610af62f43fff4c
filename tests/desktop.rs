//! What is copied can be pasted: read back by other programs from an X11 display, and from tmux and its terminal.
//!
//! It needs Xvfb, xclip and tmux, and therefore is no part of a plain `cargo test`; `.ci/clipboard` installs them and
//! runs it. Where one of them is missing it fails.

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use base64::prelude::{BASE64_STANDARD, Engine};
use support::home::Home;
use terminal::{Setup, Terminal};

/// An X11 server of its own, which lets in only those who know its cookie.
struct Display {
    server: Child,
    name: String,
    authority: String,
}

impl Display {
    fn start(home: &Home) -> Self {
        let mut cookie = [0; 16];
        File::open("/dev/urandom").and_then(|mut random| random.read_exact(&mut cookie)).expect("a cookie");
        // Any number will do for the server, which chooses its own and tells it.
        let authority = home.write("authority", entry("", &cookie)).display().to_string();
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-auth", &authority, "-nolisten", "tcp", "-screen", "0", "640x480x24"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb, which .ci/clipboard installs");
        let mut number = String::new();
        let told = server.stdout.take().expect("what it tells");
        BufReader::new(told).read_line(&mut number).expect("the number of the display");
        let number = number.trim();
        assert!(!number.is_empty(), "Xvfb has not started");
        home.write("authority", entry(number, &cookie));
        Self { name: format!(":{number}"), authority, server }
    }

    fn environment(&self) -> [(&str, &str); 2] {
        [("DISPLAY", &self.name), ("XAUTHORITY", &self.authority)]
    }

    /// What another program pastes.
    fn pasted(&self) -> String {
        let mut xclip = Command::new("xclip");
        let output = xclip.args(["-o", "-selection", "clipboard"]).envs(self.environment()).output();
        let output = output.expect("xclip, which .ci/clipboard installs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Nobody cares how it ends.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A server of tmux behind this socket; it ends with the test, however that goes.
struct Tmux(String);

impl Drop for Tmux {
    fn drop(&mut self) {
        // It has ended by itself where all went well.
        let _ = Command::new("tmux").args(["-S", &self.0, "kill-server"]).stderr(Stdio::null()).status();
    }
}

/// An entry of an authority file, for any host.
fn entry(number: &str, cookie: &[u8]) -> Vec<u8> {
    const ANY_HOST: [u8; 2] = [0xff, 0xff];
    let mut entry = ANY_HOST.to_vec();
    for field in [b"" as &[u8], number.as_bytes(), b"MIT-MAGIC-COOKIE-1", cookie] {
        entry.extend(u16::try_from(field.len()).expect("a short field").to_be_bytes());
        entry.extend(field);
    }
    entry
}

/// What the command line prints.
fn printed(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_httpdex"));
    let home = Home::new();
    let output = command.args(arguments).env_clear().envs(home.environment()).output().expect("a program that starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Chooses what to copy by its name.
fn copy(terminal: &mut Terminal, part: &str) {
    terminal.send("Y").shows("Copy").send(part).send("\r");
}

#[test]
fn what_is_copied_can_be_pasted_from_the_display() {
    let home = Home::new();
    let display = Display::start(&home);
    let environment = display.environment();
    let mut terminal = Setup { arguments: &["open", "429"], environment: &environment, ..Setup::new(&home) }.start();
    terminal.shows("429  Too Many Requests").shows("jump");
    copy(&mut terminal, "markdown");
    terminal.shows("Copied the page as Markdown, ");
    assert_eq!(display.pasted(), printed(&["show", "429", "--format", "markdown"]));
    copy(&mut terminal, "json");
    terminal.shows("Copied the page as JSON, 3 lines");
    let json = printed(&["show", "429", "--format", "json"]);
    // Whoever pastes twice gets it twice.
    assert_eq!((display.pasted(), display.pasted()), (json.clone(), json));
    terminal.send("q").left(0).is_given_back();
    assert!(!terminal.written.windows(5).any(|bytes| bytes == b"\x1b]52;"), "the terminal need not be sent it too");
}

#[test]
fn what_is_too_large_for_a_terminal_goes_to_the_display() {
    let home = Home::new();
    let display = Display::start(&home);
    // Larger than one message of X11 too, so that it is pasted in parts.
    let response = "0123456789".repeat(60_000);
    let page = format!(
        r#"{{"id": "acme-798", "code": "798", "name": "Long", "example": {{"request": "", "response": "{response}"}}}}"#
    );
    let page = home.write("own.json", page).display().to_string();
    let arguments = ["--data", &page, "open", "798"];
    let environment = display.environment();
    let mut terminal = Setup { arguments: &arguments, environment: &environment, ..Setup::new(&home) }.start();
    terminal.shows("798  Long").shows("jump");
    copy(&mut terminal, "response");
    terminal.shows("Copied the example response");
    assert!(display.pasted() == response);
}

#[test]
fn a_display_that_ends_leaves_the_terminal_and_the_program() {
    let home = Home::new();
    let display = Display::start(&home);
    let environment = display.environment().map(|(name, value)| (name, value.to_owned()));
    let environment: Vec<(&str, &str)> = environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut terminal = Setup { arguments: &["open", "429"], environment: &environment, ..Setup::new(&home) }.start();
    terminal.shows("429  Too Many Requests").shows("jump");
    copy(&mut terminal, "name");
    terminal.shows("Copied the code and name");
    drop(display);
    copy(&mut terminal, "name");
    terminal.shows("Sent the code and name by OSC 52");
    terminal.send("q").left(0).is_given_back();
}

#[test]
fn in_tmux_as_it_comes_the_text_reaches_its_buffer_and_its_terminal() {
    let home = Home::new();
    // The first run only lends its terminal to tmux.
    let mut terminal = Setup { arguments: &["--version"], ..Setup::new(&home) }.start();
    terminal.left(0);
    let socket = home.path().join("tmux").display().to_string();
    let _server = Tmux(socket.clone());
    let program = env!("CARGO_BIN_EXE_httpdex");
    terminal.send(&format!("tmux -S {socket} -f /dev/null new-session {program} open 429\n"));
    terminal.shows("429  Too Many Requests").shows("jump");
    copy(&mut terminal, "markdown");
    terminal.shows("lines, to tmux's buffer");
    let expected = printed(&["show", "429", "--format", "markdown"]);
    let buffer = Command::new("tmux").args(["-S", &socket, "show-buffer"]).output().expect("tmux");
    assert_eq!(String::from_utf8_lossy(&buffer.stdout), expected);
    terminal.until("the sequence for the terminal", |terminal| {
        let written = String::from_utf8_lossy(&terminal.written);
        let sequence = written.split_once("\x1b]52;").and_then(|(_, rest)| rest.split_once('\x07'));
        let encoded =
            sequence.and_then(|(sequence, _)| sequence.split_once(';')).map(|(_, encoded)| encoded.to_owned());
        encoded
            .and_then(|it| BASE64_STANDARD.decode(it.as_bytes()).ok())
            .is_some_and(|text| text == expected.as_bytes())
    });
    terminal.send("q").shows("[exited]");
}
