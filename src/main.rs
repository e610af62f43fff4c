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

/// `x` to the power of `y`, for the libraries that ask the system for it.
///
/// It is the only function that any of them takes from glibc's `libm.so`, which every start would load for it.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "only the name is: it must be the C library's, whose signature this has")]
#[unsafe(no_mangle)]
extern "C" fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}
