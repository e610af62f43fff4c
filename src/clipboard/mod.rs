//! Copying to where people paste from: the desktop's clipboard, the terminal's, tmux's buffer, or a file.
//!
//! Nothing is opened before the first copy. On X11 it is the copying program that holds the text, so a [`Clipboard`] is
//! kept for as long as the program runs; when it is dropped, the desktop's clipboard manager, where there is one, is
//! asked to take the text over.

mod osc52;
mod plan;

use std::io::{self, Write};
use std::path::{self, Path, PathBuf};
use std::process::{Command, Stdio};

use crate::files;
use crate::problem::Problem;

pub use osc52::{MOST, escape};
pub use plan::{CopyMethod, Plan, Wrapping};

/// Where a copied text is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// In the desktop's clipboard, which has confirmed it.
    Desktop,
    /// In tmux's buffer, which has confirmed it; tmux offers it to the terminal.
    Tmux,
    /// On its method to the terminal, which does not say whether it takes it.
    Terminal,
    /// In this file.
    File(PathBuf),
    /// Nowhere.
    Nowhere(Obstacle),
}

/// Why a text could not be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// There is no clipboard that could be reached.
    NoClipboard,
    /// It is larger than what terminals take, and there is no other method.
    TooLarge,
    /// The file cannot be written.
    File(Problem),
}

/// What came of copying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The surest place that the text has reached.
    pub place: Destination,
    /// What is still to be written to the terminal.
    pub escape: Option<String>,
}

impl From<Destination> for Outcome {
    fn from(place: Destination) -> Self {
        Self { place, escape: None }
    }
}

/// Copies texts. Opens nothing until the first.
pub struct Clipboard {
    plan: Plan,
    file: Option<PathBuf>,
    desktop: Option<arboard::Clipboard>,
}

impl Clipboard {
    /// A clipboard that is reached as planned; with a file, every text is written there and nowhere else.
    pub const fn new(plan: Plan, file: Option<PathBuf>) -> Self {
        Self { plan, file, desktop: None }
    }

    /// Copies a text. This may take as long as the desktop does to answer.
    pub fn copy(&mut self, text: &str) -> Outcome {
        if let Some(file) = &self.file {
            return Outcome::from(
                write(file, text).unwrap_or_else(|problem| Destination::Nowhere(Obstacle::File(problem))),
            );
        }
        let mut outcome = Outcome::from(Destination::Nowhere(Obstacle::NoClipboard));
        for method in self.plan.methods().to_owned() {
            match method {
                CopyMethod::Desktop => {
                    if self.put_on_desktop(text).is_ok() {
                        outcome.place = Destination::Desktop;
                        break;
                    }
                }
                CopyMethod::Wayland => {
                    if pipe(text, "wl-copy", &["--type", "text/plain;charset=utf-8"]).is_ok() {
                        outcome.place = Destination::Desktop;
                        break;
                    }
                }
                // By default tmux takes neither OSC 52 nor, since 3.3, a passthrough from the programs in it, but its
                // own command always works (`-w`: since 3.2).
                CopyMethod::Tmux => {
                    if pipe(text, "tmux", &["load-buffer", "-w", "-"]).is_ok() {
                        outcome.place = Destination::Tmux;
                    }
                }
                // tmux has offered it to the terminal already.
                CopyMethod::Terminal(_) if outcome.place == Destination::Tmux => {}
                CopyMethod::Terminal(wrapping) => match escape(text, wrapping) {
                    Some(escape) => outcome = Outcome { place: Destination::Terminal, escape: Some(escape) },
                    None => outcome.place = Destination::Nowhere(Obstacle::TooLarge),
                },
            }
        }
        outcome
    }

    /// Whether the desktop's clipboard is held, from which others paste while it is.
    pub const fn is_held(&self) -> bool {
        self.desktop.is_some()
    }

    /// Puts the text into the desktop's clipboard, and looks whether it is there.
    fn put_on_desktop(&mut self, text: &str) -> Result<(), arboard::Error> {
        let mut desktop = match self.desktop.take() {
            Some(desktop) => desktop,
            None => arboard::Clipboard::new()?,
        };
        desktop.set_text(text)?;
        let there = desktop.get_text()?;
        // One that has failed is opened anew with the next text: the display may have been gone for a while.
        self.desktop = Some(desktop);
        if there == text { Ok(()) } else { Err(arboard::Error::ContentNotAvailable) }
    }
}

/// Writes the text to a file.
fn write(file: &Path, text: &str) -> Result<Destination, Problem> {
    let file = path::absolute(file).map_err(|error| files::cannot(file, "written", &error))?;
    if file.is_dir() {
        return Err(Problem::new(&file, "", "it is a folder, not a file", "name a file behind --copy-to"));
    }
    files::write(&file, text)?;
    Ok(Destination::File(file))
}

/// Has a program take the text from its standard input.
fn pipe(text: &str, program: &str, arguments: &[&str]) -> io::Result<()> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut running = command.spawn()?;
    let written = running.stdin.take().map_or(Ok(()), |mut input| input.write_all(text.as_bytes()));
    let ended = running.wait()?;
    written?;
    if ended.success() { Ok(()) } else { Err(io::Error::other("it did not take the text")) }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn to_file(file: PathBuf, text: &str) -> Outcome {
        Clipboard::new(Plan::from_environment(|_| Some(":0".into())), Some(file)).copy(text)
    }

    #[test]
    fn with_a_file_every_text_replaces_the_one_before() {
        let folder = folder();
        let file = folder.path().join("deep/copied.txt");
        for text in ["one\n\ttwo\n", "größer", ""] {
            assert_eq!(to_file(file.clone(), text), Destination::File(file.clone()).into());
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
    }

    #[test]
    fn a_file_that_cannot_be_written_is_said_and_what_is_there_stays() {
        let folder = folder();
        let Destination::Nowhere(Obstacle::File(problem)) = to_file(folder.path().to_owned(), "x").place else {
            panic!("a folder is not a file")
        };
        assert!(problem.to_string().contains("it is a folder, not a file; name a file behind --copy-to"), "{problem}");
        assert!(folder.path().is_dir());
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_to_and_stays() {
        use std::os::unix::fs::FileTypeExt;
        assert_eq!(to_file("/dev/null".into(), "x").place, Destination::File("/dev/null".into()));
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_no_file_yet_stays() {
        let folder = folder();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("file", &link).unwrap();
        assert_eq!(to_file(link.clone(), "x").place, Destination::File(link.clone()));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(folder.path().join("file")).unwrap(), "x");
    }

    #[test]
    fn without_any_way_nothing_is_copied() {
        let mut clipboard = Clipboard::new(Plan::default(), None);
        assert_eq!(clipboard.copy("x"), Destination::Nowhere(Obstacle::NoClipboard).into());
    }

    #[test]
    fn what_is_too_large_for_the_terminal_is_refused() {
        let plan = || Plan::from_environment(|name| (name == "TERM").then(|| "xterm".to_owned()));
        let mut clipboard = Clipboard::new(plan(), None);
        let fits = clipboard.copy(&"x".repeat(MOST));
        assert!(fits.place == Destination::Terminal && fits.escape.is_some());
        let outcome = clipboard.copy(&"x".repeat(MOST + 1));
        assert_eq!(outcome, Destination::Nowhere(Obstacle::TooLarge).into());
    }
}
