//! The user's pager, for what is longer than the terminal.

use std::env;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::SIGINT;

/// The pager where the environment names none: it ends at once if all fits, keeps colors, and leaves the text there.
const USUAL: &str = "less -FRX";

/// The command that pages, as the shell reads it; `None` if none is wanted.
///
/// `HTTPDEX_PAGER` goes before `PAGER`. An empty one and `cat` mean none, as git has it.
fn command(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let wanted = variable("HTTPDEX_PAGER").or_else(|| variable("PAGER")).unwrap_or_else(|| USUAL.to_owned());
    let wanted = wanted.trim();
    (!matches!(wanted, "" | "cat")).then(|| wanted.to_owned())
}

/// Shows a text in the pager and waits until it is left; returns whether there was one.
pub(super) fn page(text: &[u8]) -> bool {
    let Some(wanted) = command(|name| env::var(name).ok()) else { return false };
    let mut command = Command::new("sh");
    command.arg("-c").arg(&wanted).stdin(Stdio::piped());
    // A pager named without options shows our colors, and ends at once where all fits.
    if env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    // Ctrl-C is for the pager: it stays until it is left by its own key.
    let interrupted = Arc::new(AtomicBool::new(false));
    if signal_hook::flag::register(SIGINT, interrupted).is_err() {
        return false;
    }
    let Ok(mut child) = command.spawn() else { return false };
    if let Some(mut input) = child.stdin.take() {
        // Whoever leaves the pager early does not want the rest.
        let _ = input.write_all(text);
    }
    // 127 is the shell's word for a command that is not there.
    child.wait().is_ok_and(|status| status.code() != Some(127))
}

/// Whether a text fits a terminal of so many rows, if none of its lines is wider than it.
pub(super) fn fits(text: &[u8], rows: u16) -> bool {
    // The prompt takes a line.
    text.split(|&byte| byte == b'\n').count() <= usize::from(rows)
}

/// The rows of the terminal on standard output.
///
/// # Errors
/// When it has none.
pub(super) fn rows() -> io::Result<u16> {
    crossterm::terminal::size().map(|(_, rows)| rows)
}

#[cfg(test)]
mod tests {
    use super::{USUAL, command, fits};

    #[test]
    fn our_own_variable_goes_first_and_an_empty_one_means_none() {
        let with = |ours: Option<&'static str>, all: Option<&'static str>| {
            command(move |name| if name == "PAGER" { all } else { ours }.map(str::to_owned))
        };
        assert_eq!(with(Some("bat -p"), Some("more")).as_deref(), Some("bat -p"));
        assert_eq!(with(None, Some("more")).as_deref(), Some("more"));
        assert_eq!(with(None, None).as_deref(), Some(USUAL));
        assert_eq!(with(Some(""), Some("more")), None);
        assert_eq!(with(None, Some("cat")), None);
    }

    #[test]
    fn a_text_fits_with_the_prompt_under_it() {
        assert!(fits(b"a\nb\n", 3));
        assert!(!fits(b"a\nb\nc\n", 3));
    }
}
