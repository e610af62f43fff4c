//! The proof that snippets ran.
//!
//! `cargo test` holds every snippet that is offered against the record of what was run.
//! `cargo test --test proof -- run [--language L] [--code PATTERN] [--jobs N] [--sample N]` runs them and records it.
//! `cargo test --test proof -- lines [--language L] [--code PATTERN]` types the lines that a page shows in an empty folder.

#![allow(clippy::format_push_string, reason = "a report is short, and reads better so")]

mod caller;
mod guards;
mod judge;
mod lines;
mod message;
mod options;
mod plan;
mod process;
mod records;
mod runner;
mod scenes;
mod server;
mod special;
mod verdict;
mod wire;
mod worker;

use std::process::ExitCode;

use options::Options;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.first().map(String::as_str) {
        Some("run") => Options::parse(&words[1..]).and_then(|options| runner::run(&options)),
        Some("lines") => Options::parse(&words[1..]).and_then(|options| lines::prove(&options)),
        Some("write") => Options::parse(&words[1..]).and_then(|options| runner::write(&options)),
        Some("state") => plan::state(),
        Some("worker") => worker::work(),
        // Anything else is meant for the other tests, such as a filter.
        _ => records::check(),
    };
    match done {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
