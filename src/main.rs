//! The `httpdex` program.

use std::io::Write;
use std::process::ExitCode;

use httpdex::cli::{self, Arguments, exit};

fn main() -> ExitCode {
    if let Some(code) = cli::complete() {
        return ExitCode::from(code);
    }
    let arguments = match Arguments::from_command_line(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(code) => return ExitCode::from(code),
    };
    match cli::run(arguments) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            // When standard error is closed there is nobody to tell.
            let _ = writeln!(std::io::stderr(), "httpdex: {error:#}");
            ExitCode::from(exit::WRONG)
        }
    }
}
