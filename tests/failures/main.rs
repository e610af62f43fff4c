//! What clients say when no response comes: provoked, and written down.
//!
//! `cargo test` holds the recording and the pages against each other and against these sources.
//! `cargo test --test failures -- run [--client ID]… [--failure ID]… [--sample]` provokes the failures in a network
//! namespace of its own and records what each client says; a sample is only compared with the recording.
//! `cargo test --test failures -- pages` writes the recording into the pages.

mod ask;
#[path = "../support/certificates.rs"]
mod authority;
mod browser;
#[path = "../support/h2.rs"]
mod by_hand;
mod cases;
mod certificates;
mod client;
mod command;
mod h2;
mod neutral;
mod options;
mod pages;
mod place;
#[path = "../support/player.rs"]
mod player;
mod recording;
mod run;
mod server;
mod setup;
mod site;
mod worker;

use std::process::ExitCode;

use options::Options;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.first().map(String::as_str) {
        Some("run") => Options::parse(&words[1..]).and_then(|options| run::run(&options)),
        Some("pages") => pages::write(),
        Some("state") => recording::state(),
        Some("worker") => Options::parse(&words[1..]).and_then(|options| worker::work(&options)),
        // Anything else is meant for the other tests, such as a filter.
        _ => recording::check().and_then(|said| Ok(format!("{said}; {}", pages::check()?))),
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
