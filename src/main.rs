//! The `httpdex` program.

use std::io::Write;
use std::process::ExitCode;

use httpdex::cli::{self, Arguments, exit};

fn main() -> ExitCode {
    match cli::run(Arguments::from_command_line(std::env::args_os())) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            // When standard error is closed there is nobody to tell.
            let _ = writeln!(std::io::stderr(), "httpdex: {error:#}");
            ExitCode::from(exit::WRONG)
        }
    }
}
