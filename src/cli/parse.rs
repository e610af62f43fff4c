//! From the words of the command line to what is asked for.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};

use clap::{CommandFactory, FromArgMatches};

use super::arguments::{Arguments, Command, LOOK_UP};
use super::complain::complain;
use super::exit;
use super::meant;

impl Arguments {
    /// Reads the command line. Words that begin with no command are looked up, so that `httpdex 404` and `httpdex file
    /// list` need none.
    ///
    /// # Errors
    /// The code with which the program is to end, once help or what is wrong is printed.
    pub fn from_command_line(words: impl IntoIterator<Item = OsString>) -> Result<Self, u8> {
        let words: Vec<OsString> = words.into_iter().collect();
        Self::plain(&words).map_or_else(|| Self::parse(words), Ok)
    }

    /// No words, or numbers alone: there is nothing to parse then, and the interface or a lookup starts faster.
    fn plain(words: &[OsString]) -> Option<Self> {
        let Some(words) = words.get(1..).filter(|words| !words.is_empty()) else { return Some(Self::default()) };
        let command = Some(Command::LookUp { what: numbers(words)?, section: Vec::new() });
        Some(Self { command, ..Self::default() })
    }

    fn parse(mut words: Vec<OsString>) -> Result<Self, u8> {
        let mut command = Self::command();
        if let Some(first) = first_word(&command, &words) {
            let name = &words[first];
            let is_command = *name == *"help" || command.get_subcommands().any(|command| *name == *command.get_name());
            if let Some(said) = (!is_command).then(|| meant::said(&command, &words[first..])).flatten() {
                complain(&said);
                return Err(exit::WRONG);
            }
            if !is_command || is_query(&command, &words[first..]) {
                words.insert(first, LOOK_UP.into());
            }
        }
        let is_harmless = words.iter().all(|word| !word.to_string_lossy().contains(char::is_control));
        let read = command.try_get_matches_from_mut(words).and_then(|matches| Self::from_arg_matches(&matches));
        read.map_err(|error| print_from_clap(&error.format(&mut command), is_harmless))
    }
}

/// Prints help, the version or a complaint of the parser's, which repeats what was typed; returns the exit code.
fn print_from_clap(message: &clap::Error, is_harmless: bool) -> u8 {
    let printed = if is_harmless {
        message.print()
    } else {
        io::stderr().write_all(crate::text::clean_lines(&message.render().to_string()).as_bytes())
    };
    match printed.and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&error.to_string());
            exit::WRONG
        }
        _ => u8::try_from(message.exit_code()).unwrap_or(exit::WRONG),
    }
}

/// The words, if each of them is the beginning of a number: then none is an option or a command.
fn numbers(words: &[OsString]) -> Option<Vec<String>> {
    let number =
        |word: &OsString| Some(word.to_str()?.to_owned()).filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    words.iter().map(number).collect()
}

/// Whether several words follow a command that takes none: `list of status codes` is searched for.
fn is_query(command: &clap::Command, words: &[OsString]) -> bool {
    let [name, others @ ..] = words else { return false };
    let takes_none = command.get_subcommands().any(|command| {
        *name == *command.get_name() && !command.has_subcommands() && command.get_positionals().next().is_none()
    });
    takes_none && others.len() > 1 && !others.iter().any(|word| word.to_string_lossy().starts_with('-'))
}

/// The position of the first word that is neither an option nor the value of one.
fn first_word(command: &clap::Command, words: &[OsString]) -> Option<usize> {
    let takes_value = |word: &str| {
        let name = word.strip_prefix("--").filter(|name| !name.contains('='));
        let argument = name.and_then(|name| command.get_arguments().find(|argument| argument.get_long() == Some(name)));
        argument.is_some_and(|argument| argument.get_action().takes_values())
    };
    let mut at = 1;
    loop {
        let word = words.get(at)?.to_string_lossy();
        if word == "--" || !word.starts_with('-') || word == "-" {
            return Some(at);
        }
        at += if takes_value(&word) { 2 } else { 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(Into::into).collect()
    }

    #[test]
    fn what_needs_no_parser_is_read_as_the_parser_reads_it() {
        for line in ["", "404", "4xx", "30[12] 404.*", "401,403 1020", "404, 5", "9999 0 1ist"] {
            let words = words(&format!("httpdex {line}"));
            let plain = Arguments::plain(&words).expect(line);
            assert_eq!(format!("{plain:?}"), format!("{:?}", Arguments::parse(words).expect(line)), "{line:?}");
        }
        for line in ["404 --help", "--no-unicode 404", "404 --section fixes", "list", "-1", "nginx-499", "404 not"] {
            assert!(Arguments::plain(&words(&format!("httpdex {line}"))).is_none(), "{line:?}");
        }
    }
}
