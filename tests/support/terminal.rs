//! The program in a terminal of its own, started from a shell with job control as people start it.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::fmt::Write as _;
use std::io::{PipeReader, PipeWriter, Read, Write};
use std::num::NonZeroU16;
use std::process::Child;
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Command, Pts, Pty, open};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};
use rustix::termios::{tcgetattr, tcgetpgrp};
use vt100::{MouseProtocolMode, Parser, Screen};

use crate::support::home::Home;

/// How long a condition may take on the busiest machine; nothing waits that long where all is well.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs the program, says how it was left, and then does what is typed: `fg` among others.
const SHELL: &str = r#"ulimit -c 0; set -m; "$@"; echo "[left $?]"
while read -r line; do eval "$line"; echo "[left $?]"; done"#;

/// The terminal.
pub struct Terminal {
    pty: Pty,
    /// Kept open, so that what was written last can still be read.
    _pts: Pts,
    _shell: Shell,
    before: String,
    parser: Parser,
    /// How often the program was left.
    left: usize,
    /// All that was written to the terminal.
    pub written: Vec<u8>,
}

/// How to start the program.
pub struct Setup<'a> {
    pub home: &'a Home,
    pub arguments: &'a [&'a str],
    pub environment: &'a [(&'a str, &'a str)],
    /// Width and height in cells.
    pub size: (u16, u16),
    /// What is typed before the program reads.
    pub ahead: &'a str,
    /// Where standard error goes, if not to the terminal.
    pub errors: Option<PipeWriter>,
}

impl<'a> Setup<'a> {
    pub const fn new(home: &'a Home) -> Self {
        Self { home, arguments: &[], environment: &[], size: (120, 40), ahead: "", errors: None }
    }

    pub fn start(self) -> Terminal {
        let (pty, pts) = open().expect("a pseudo-terminal");
        let (width, height) = self.size;
        pty.resize(Size::new(height, width)).expect("a size");
        let mut command = Command::new("/bin/sh")
            .args(["-c", SHELL, "sh", env!("CARGO_BIN_EXE_httpdex")])
            .args(self.arguments)
            .env_clear()
            .envs(self.home.environment())
            .envs([("TERM", "xterm-256color"), ("COLORTERM", "truecolor")])
            .envs(self.environment.iter().copied())
            .current_dir(self.home.path());
        if let Some(errors) = self.errors {
            command = command.stderr(errors);
        }
        let before = settings(&pty);
        (&pty).write_all(self.ahead.as_bytes()).expect("keys are taken");
        let shell = Shell(command.spawn_borrowed(&pts).expect("a shell"));
        let parser = Parser::new(cells(height), cells(width), 0);
        Terminal { pty, _pts: pts, _shell: shell, before, parser, left: 0, written: Vec::new() }
    }
}

impl Terminal {
    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    pub fn text(&self) -> String {
        self.screen().contents()
    }

    /// Sends keys as a terminal does, in one write.
    pub fn send(&mut self, keys: &str) -> &mut Self {
        self.pty.write_all(keys.as_bytes()).expect("keys are taken");
        self
    }

    /// Waits until the terminal is as it is to be.
    pub fn until(&mut self, what: &str, mut is_so: impl FnMut(&Self) -> bool) -> &mut Self {
        let begin = Instant::now();
        while !is_so(self) {
            assert!(begin.elapsed() < PATIENCE, "never came: {what}\n{}", self.describe());
            self.take_output();
        }
        self
    }

    /// Waits until a text is on the screen.
    pub fn shows(&mut self, text: &str) -> &mut Self {
        self.until(text, |terminal| terminal.text().contains(text))
    }

    /// Waits until a text is no longer on the screen.
    pub fn hides(&mut self, text: &str) -> &mut Self {
        self.until(&format!("without {text}"), |terminal| !terminal.text().contains(text))
    }

    /// Waits until the program ended or stopped with this code.
    pub fn left(&mut self, code: i32) -> &mut Self {
        let nth = self.left;
        self.left += 1;
        let said = |terminal: &Self| {
            let text = terminal.text();
            let (code, _) = text.split("[left ").nth(nth + 1)?.split_once(']')?;
            Some(code.to_owned())
        };
        self.until("the shell again", |terminal| said(terminal).is_some());
        assert_eq!(said(self), Some(code.to_string()), "{}", self.describe());
        self
    }

    /// Asserts that the interface has the terminal.
    pub fn is_taken(&mut self) -> &mut Self {
        let screen = self.screen();
        assert!(screen.alternate_screen() && screen.bracketed_paste(), "{}", self.describe());
        assert_ne!(settings(&self.pty), self.before);
        self
    }

    /// Asserts that the terminal is as it was before the program was started.
    pub fn is_given_back(&mut self) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.alternate_screen(), "on the alternate screen\n{}", self.describe());
        assert!(!screen.hide_cursor(), "the cursor is hidden\n{}", self.describe());
        assert!(!screen.bracketed_paste(), "pastes are bracketed\n{}", self.describe());
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
        assert_eq!(screen.attributes_formatted(), Parser::default().screen().attributes_formatted());
        assert_eq!(settings(&self.pty), self.before);
        self
    }

    /// The memory that the program in the foreground uses, in bytes.
    pub fn memory(&self) -> u64 {
        let path = format!("/proc/{}/status", self.foreground().as_raw_nonzero());
        let status = std::fs::read_to_string(path).expect("its status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its size");
        1024 * line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number")
    }

    /// Has frames drawn that nobody reads, until the program waits for somebody to read.
    pub fn stop_reading(&mut self) -> &mut Self {
        for _ in 0..60 {
            self.pty.write_all(b"\x0c").expect("keys are taken");
            std::thread::sleep(Duration::from_millis(10));
        }
        self
    }

    /// Whether the program in the foreground ends by itself, though nobody reads what it draws.
    pub fn ends_unread(&mut self, end: impl FnOnce(&mut Self), at_most: Duration) -> bool {
        let program = self.foreground();
        end(self);
        let begin = Instant::now();
        while begin.elapsed() < at_most {
            // The shell may wait to say so until somebody reads.
            if test_kill_process_group(program).is_err() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    /// Sends a signal to the job in the foreground, which is the program.
    pub fn signal(&mut self, signal: Signal) -> &mut Self {
        kill_process_group(self.foreground(), signal).expect("a program to send it to");
        self
    }

    fn foreground(&self) -> Pid {
        tcgetpgrp(&self.pty).expect("a job in the foreground")
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.parser.screen_mut().set_size(cells(height), cells(width));
        self.pty.resize(Size::new(height, width)).expect("a size");
        self
    }

    /// Closes the terminal, as a window is closed, and waits until nothing that ran in it holds `errors` open.
    pub fn hang_up(self, errors: &PipeReader) {
        let job = self.foreground();
        drop(self.pty);
        let patience = Timespec::try_from(PATIENCE).expect("a short time");
        let mut sources = [PollFd::new(errors, PollFlags::IN)];
        let ended = poll(&mut sources, Some(&patience)).expect("a pipe to wait for") == 1;
        if !ended {
            kill_process_group(job, Signal::KILL).expect("a program that still runs");
        }
        assert!(ended, "the program outlives its terminal");
        let said = std::io::read_to_string(errors).expect("what was said at the end");
        // The shell may see its job hang up before it is hung up itself.
        let is_shells = |line: &str| line == "Hangup" || line.starts_with("sh: ");
        let of_program: Vec<_> = said.lines().filter(|line| !is_shells(line)).collect();
        assert_eq!(of_program, [""; 0], "nobody is left to read it");
    }

    /// Reads what was written, if anything is written soon.
    fn take_output(&mut self) {
        let soon = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
        let mut sources = [PollFd::new(&self.pty, PollFlags::IN)];
        // An interrupted wait is one that found nothing.
        let _ = poll(&mut sources, Some(&soon));
        if sources[0].revents().contains(PollFlags::IN) {
            let mut bytes = [0; 1 << 14];
            let length = self.pty.read(&mut bytes).expect("a terminal to read");
            self.parser.process(&bytes[..length]);
            self.written.extend(&bytes[..length]);
        }
    }

    fn describe(&self) -> String {
        let mut text = format!("left behind: {:?}\n", self.screen().input_mode_formatted());
        for row in self.screen().rows(0, u16::MAX) {
            writeln!(text, "|{row}").expect("writing to a String does not fail");
        }
        text
    }
}

/// The shell; it ends with the terminal, and what it runs is hung up.
struct Shell(Child);

impl Drop for Shell {
    fn drop(&mut self) {
        // Nobody cares how it ends.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal with cells")
}

/// Echo, line editing, control characters and the like.
fn settings(pty: &Pty) -> String {
    let it = tcgetattr(pty).expect("the settings of a terminal");
    format!("{:?} {:?} {:?} {:?}", it.input_modes, it.output_modes, it.local_modes, it.special_codes)
}
