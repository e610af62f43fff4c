//! What can be said on the command line.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::complain::complain;
use super::exit;
use crate::catalog::{Category, Standing};
use crate::document::SectionId;

/// The terminal's own reference for HTTP status codes.
///
/// Without arguments it opens the interface. With a code, a pattern or words it prints what it knows of them.
#[derive(Debug, Default, Parser)]
#[command(
    name = "httpdex",
    version,
    override_usage = "httpdex [OPTIONS] [CODE|WORDS]...\n       httpdex [OPTIONS] <COMMAND>",
    after_help = "Examples:\n  \
        httpdex 429                        print a page\n  \
        httpdex 4xx                        print the pages of a class; 30[12], 404.*, 401,403 work too\n  \
        httpdex sending requests too fast  find a code by what you see\n  \
        httpdex show 503 --section causes  one section of a page\n  \
        httpdex compare 401 403            which to use when, side by side\n  \
        httpdex list --format json         the whole catalogue for a script"
)]
pub struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

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
        let command = Some(Command::LookUp { what: numbers(words)?, section: None });
        Some(Self { command, ..Self::default() })
    }

    fn parse(mut words: Vec<OsString>) -> Result<Self, u8> {
        let mut command = Self::command();
        if let Some(first) = first_word(&command, &words)
            && !command.get_subcommands().any(|command| words[first] == *command.get_name())
            && words[first] != "help"
        {
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

/// The command that is meant where none is named.
const LOOK_UP: &str = "look-up";

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

/// What holds for every command.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Global {
    /// How to print
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// When to use color
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(super) color: When,
    /// The theme: auto, dark, light, high-contrast, terminal-16, or one of your own
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) theme: Option<String>,
    /// Decorate with ASCII only
    #[arg(long, global = true)]
    pub(super) no_unicode: bool,
    /// A file or folder with entries of your own; may be given more than once
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data: Vec<PathBuf>,
    /// A file to read instead of your config.json
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Write what is copied in the interface to a file, instead of to the clipboard
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) copy_to: Option<PathBuf>,
}

/// How to print.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading
    #[default]
    Text,
    /// For scripts: one array, or for a comparison one object
    Json,
    /// For documents
    Markdown,
}

/// When to use color.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal, unless the environment says otherwise
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print codes at a glance, patterns as a table, or the code that words describe
    #[command(name = LOOK_UP, hide = true, override_usage = "httpdex [OPTIONS] [CODE|WORDS]...")]
    LookUp {
        /// Codes (429), patterns (4xx), or words of a name, an error or a symptom
        #[arg(value_name = "CODE|WORDS", required = true)]
        what: Vec<String>,
        /// Only this section
        #[arg(long, value_parser = section)]
        section: Option<SectionId>,
    },
    /// List codes in a table
    List {
        /// Only this category
        #[arg(long, value_parser = category)]
        category: Option<Category>,
        /// Only codes that match: 4xx, 30[12], 401,403
        #[arg(long, value_name = "PATTERN")]
        class: Option<String>,
    },
    /// Print whole pages, or one section of them
    Show {
        /// Ids (404, nginx-499), codes or patterns
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// Only this section
        #[arg(long, value_parser = section)]
        section: Option<SectionId>,
        /// Print without a pager, however long it is
        #[arg(long)]
        no_pager: bool,
    },
    /// Find codes by number, name, header, error or symptom
    Search {
        /// What you see
        #[arg(required = true)]
        words: Vec<String>,
        /// The most hits
        #[arg(long, default_value_t = 10, value_name = "N", value_parser = limit)]
        limit: usize,
    },
    /// Put two to four codes side by side: which to use when, and where they differ
    Compare {
        /// Codes (401 403), ids (nginx-499), names or patterns (30[12])
        #[arg(value_name = "CODE")]
        codes: Vec<String>,
    },
    /// Say what a captured response means: its status, what is wrong with it, and what next
    Explain(ExplainArguments),
    /// Print every code on a sheet
    Cheatsheet {
        /// Only this category
        #[arg(long, value_parser = category)]
        category: Option<Category>,
        /// Only codes of this standing: registered, temporary, obsolete, unused, unofficial
        #[arg(long, value_parser = standing)]
        standing: Option<Standing>,
        /// Only codes that match: 4xx, 30[12], 401,403
        #[arg(long, value_name = "PATTERN")]
        class: Option<String>,
        /// Sub-codes too, such as those of IIS, which stand behind their code otherwise
        #[arg(long)]
        all: bool,
        /// Print a page for a browser or a printer
        #[arg(long, conflicts_with = "format")]
        html: bool,
    },
    /// Print the program that sends a code, or that handles it: the very bytes that were run
    Snippet {
        /// A code, or an id such as cloudflare-522
        #[arg(value_name = "CODE")]
        code: String,
        /// The language, framework or server
        #[arg(long, value_name = "LANGUAGE", required_unless_present = "list", conflicts_with = "list")]
        lang: Option<String>,
        /// List the languages, with what each ran on, and why the others cannot
        #[arg(long)]
        list: bool,
    },
    /// Open the interface on a page
    Open {
        /// A code, an id, or words that find one
        #[arg(required = true, value_name = "CODE")]
        what: Vec<String>,
    },
    /// Open the interface in the quiz
    Quiz,
    /// Print how far you are in the quiz; export it, or import it
    Progress {
        #[command(subcommand)]
        action: Option<ProgressAction>,
    },
    /// Serve every status code on this machine, rightly or broken on purpose, to try a client against
    ///
    /// On a terminal it shows requests as they come, and what the client did next; elsewhere it logs a line for each.
    Serve(ServeOptions),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// What `explain` is asked for.
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// What was captured: raw bytes, what curl -i, curl -v, http -v or wget -S print, header fields copied from a
    /// browser, or a HAR file; standard input if none is named
    pub(super) file: Option<PathBuf>,
    /// The request that was answered, where it is in a file of its own
    #[arg(long, value_name = "FILE")]
    pub(super) request: Option<PathBuf>,
    /// The URL that was asked for; nothing is fetched
    #[arg(long)]
    pub(super) url: Option<String>,
    /// Only this entry of a HAR file, by its number in the table
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) entry: Option<u32>,
    /// End with 1 where something is wrong that breaks a rule or does not work
    #[arg(long)]
    pub(super) strict: bool,
}

/// How to serve.
#[derive(Debug, Args)]
pub(super) struct ServeOptions {
    /// The port; 0 takes any free one [default: 8080, or the next free one where requests are shown on a screen]
    #[arg(long)]
    pub(super) port: Option<u16>,
    /// The address to listen on; others than loopback let other machines in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = address)]
    pub(super) bind: IpAddr,
    /// Speak TLS, with a certificate that is made now and that /tls/ca.pem lets clients trust; on three further ports with
    /// an expired one, one for another name and a self-signed one
    #[arg(long)]
    pub(super) tls: bool,
    /// Play a scenario: one of --list-scenarios, or a TOML or JSON file, which is read again when it changes
    #[arg(long, value_name = "NAME|FILE")]
    pub(super) scenario: Option<String>,
    /// List the scenarios that come with the program, and what to watch for in each
    #[arg(long)]
    pub(super) list_scenarios: bool,
    /// What goes wrong with every response, such as reset, 503;probability=0.1 or delay=1s..3s; may be given more than
    /// once. HTTP/2 does not have every fault, and says so with a 400
    #[arg(long, value_name = "FAULT")]
    pub(super) fault: Vec<String>,
    /// How to log requests
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = LogAs::Text)]
    pub(super) log: LogAs,
    /// Log to the terminal rather than show requests on a screen, as with --log json
    #[arg(long)]
    pub(super) no_tui: bool,
}

/// How to log requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LogAs {
    /// A line for people
    Text,
    /// An object a line, for programs
    Json,
}

#[derive(Debug, Subcommand)]
pub(super) enum ProgressAction {
    /// Write every answer that you gave as JSON, or the codes as notes for Anki
    Export {
        /// The file to write; standard output if none is named
        file: Option<PathBuf>,
        /// Write the codes as notes for Anki (File, Import). Anki reads no dates of repetition from a text: it begins
        /// anew, and your answers stay here
        #[arg(long)]
        anki: bool,
    },
    /// Add the answers of a file that was exported; what is there already counts once
    Import {
        /// The file to read
        file: PathBuf,
    },
}

fn category(text: &str) -> Result<Category, String> {
    Category::from_id(text).ok_or_else(|| {
        let known: Vec<&str> = Category::ALL.iter().map(|category| category.id()).collect();
        format!("there is no such category; use one of {}", known.join(", "))
    })
}

fn standing(text: &str) -> Result<Standing, String> {
    Standing::from_id(text).ok_or_else(|| {
        let known: Vec<&str> = Standing::ALL.iter().map(|standing| standing.id()).collect();
        format!("there is no such standing; use one of {}", known.join(", "))
    })
}

/// An address to listen on.
fn address(text: &str) -> Result<IpAddr, String> {
    if text == "localhost" {
        return Ok(Ipv4Addr::LOCALHOST.into());
    }
    text.parse().map_err(|_| "give an IP address, such as 127.0.0.1, ::1 or 0.0.0.0".to_owned())
}

fn limit(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|&limit| limit > 0).ok_or_else(|| "give a number from 1 on".to_owned())
}

fn section(text: &str) -> Result<SectionId, String> {
    SectionId::ALL.iter().copied().find(|section| section.id() == text).ok_or_else(|| {
        let known: Vec<&str> = SectionId::ALL.iter().map(|section| section.id()).collect();
        format!("there is no such section; use one of {}", known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_no_parser_is_read_as_the_parser_reads_it() {
        for line in ["", "404", "4xx", "30[12] 404.*", "401,403 1020", "404, 5", "9999 0 1ist"] {
            let words: Vec<OsString> = ["httpdex"].into_iter().chain(line.split_whitespace()).map(Into::into).collect();
            let plain = Arguments::plain(&words).expect(line);
            assert_eq!(format!("{plain:?}"), format!("{:?}", Arguments::parse(words).expect(line)), "{line:?}");
        }
        for line in ["404 --help", "--no-unicode 404", "404 --section fixes", "list", "-1", "nginx-499", "404 not"] {
            let words: Vec<OsString> = ["httpdex"].into_iter().chain(line.split_whitespace()).map(Into::into).collect();
            assert!(Arguments::plain(&words).is_none(), "{line:?}");
        }
    }
}
