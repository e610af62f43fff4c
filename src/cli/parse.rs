//! From the words of the command line to what is asked for.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};

use clap::{CommandFactory, FromArgMatches};

use super::arguments::{Arguments, Command, LOOK_UP};
use super::complain::complain;
use super::exit;
use crate::search::Engine;
use crate::text::shorten;

/// Shorter words than these may be initials of a name, and are not taken for misspellings.
const SHORTEST: usize = 4;

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
        if let Some(first) = first_word(&command, &words)
            && !command.get_subcommands().any(|command| words[first] == *command.get_name())
            && words[first] != "help"
        {
            if let Some(meant) = mistyped(&command, &words[first..]) {
                let typed = words[first].to_string_lossy();
                complain(&format!("no such command: {}; did you mean {meant}?", shorten(&typed, 40)));
                return Err(exit::WRONG);
            }
            words.insert(first, LOOK_UP.into());
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

/// The command that the first word seems to be meant for: `search` in `serach x`.
///
/// A word that the pages use may begin what is searched for, as in `lost connection`, though it looks like `list`. Alone
/// it says too little to be searched for, and with an option of the command it is the command: `server --port 80`.
fn mistyped<'c>(command: &'c clap::Command, words: &[OsString]) -> Option<&'c str> {
    let (first, others) = words.split_first()?;
    let first = first.to_str().filter(|word| word.len() >= SHORTEST)?;
    let mut offered = command.get_subcommands().filter(|command| !command.is_hide_set());
    let near = offered.find(|command| strsim::osa_distance(command.get_name(), first) == 1)?;
    let is_alone = others.iter().all(|word| word.to_string_lossy().starts_with('-'));
    let has_option = others.iter().any(|word| {
        let name = word.to_str().and_then(|word| word.strip_prefix("--")).unwrap_or_default();
        let name = name.split('=').next();
        name != Some("section") && near.get_arguments().any(|argument| argument.get_long() == name)
    });
    (is_alone || has_option || !Engine::embedded().knows(first)).then(|| near.get_name())
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

    #[test]
    fn a_command_with_a_slip_in_it_is_told_from_words_to_be_searched_for() {
        let command = Arguments::command();
        for (line, meant) in [
            ("serach x", "search"),
            ("serach too many requests", "search"),
            ("seach csrf token --limit 3", "search"),
            ("lsit --category nginx", "list"),
            ("shwo 404", "show"),
            ("comapre 401 403", "compare"),
            ("snipet 429 --lang express", "snippet"),
            ("snippets 429 --lang express", "snippet"),
            ("explian response.txt", "explain"),
            ("servee --port 0", "serve"),
            ("server", "serve"),
            ("server --port 0", "serve"),
            ("quizz", "quiz"),
            ("cheatsheat --html", "cheatsheet"),
        ] {
            assert_eq!(mistyped(&command, &words(line)), Some(meant), "{line}");
        }
        for line in [
            "sending requests too fast",
            "lost connection",
            "shows a blank page --section causes",
            "server error",
            "server closed the connection",
            "many requests",
            "last chunk missing",
            "shows a blank page",
            "checks fail behind the load balancer",
            "opens a login page",
            "research",
            "reach the origin",
            "sow",
            "ngnix 499",
            "-- serach x",
        ] {
            assert_eq!(mistyped(&command, &words(line)), None, "{line}");
        }
    }
}
