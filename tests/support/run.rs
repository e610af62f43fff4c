//! A run of the program to its end.

use std::process::{Command, Output, Stdio};

use serde::de::DeserializeOwned;

use super::home::Home;

/// What a run printed, and its exit code.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// A run that has ended.
    pub fn new(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code().expect("an exit code"), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs the program for somebody with a home and, besides, this environment.
    pub fn with(home: &Home, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let output = command(home, arguments).envs(environment.iter().copied()).output();
        Self::new(output.expect("a program that starts"))
    }

    /// The one sentence on standard error with which it ends, where it was called wrongly.
    #[track_caller]
    pub fn refused(&self) -> &str {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{self:?}");
        let sentence = self.err.strip_prefix("httpdex: ").and_then(|text| text.strip_suffix('\n')).expect("a sentence");
        assert!(!sentence.contains('\n'), "{sentence}");
        sentence
    }

    /// The output as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// The program, for somebody with a home, with nothing on standard input.
pub fn command(home: &Home, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_httpdex"));
    command.args(arguments).env_clear().envs(home.environment()).current_dir(home.path()).stdin(Stdio::null());
    command
}
