//! What can be said on the command line.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::check::CheckArguments;
pub(super) use super::format::Format;
use super::format::GivenFormat;
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
        httpdex 429                        what a code means, on one screen\n  \
        httpdex 4xx                        a table of a class; 30[12], 404.*, 401,403 work too\n  \
        httpdex sending requests too fast  find a code by what you see\n  \
        httpdex show 503 --section causes  one section of a page; causes,fixes are two\n  \
        httpdex compare 401 403            which to use when, side by side\n  \
        httpdex list --format json         the whole catalogue for a script"
)]
pub struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What holds for every command.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Global {
    /// How to print
    #[arg(long, global = true, value_enum, default_value_t = GivenFormat::Text)]
    pub(super) format: GivenFormat,
    /// When to use color
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(super) color: When,
    /// The theme: auto, dark, light, high-contrast, terminal-16, catppuccin-mocha, gruvbox-dark, or one of your own
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
    /// Send nothing over the network, as the variable `HTTPDEX_OFFLINE` says too
    #[arg(long, global = true)]
    pub(super) offline: bool,
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

/// The command that is meant where none is named.
pub(super) const LOOK_UP: &str = "look-up";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print codes at a glance, patterns as a table, or the code that words describe
    #[command(name = LOOK_UP, hide = true, override_usage = "httpdex [OPTIONS] [CODE|WORDS]...")]
    LookUp {
        /// Codes (429), patterns (4xx), or words of a name, an error or a symptom
        #[arg(value_name = "CODE|WORDS", required = true)]
        what: Vec<String>,
        /// Only this section; more are given with commas or by repeating it
        #[arg(long, value_parser = section, value_delimiter = ',')]
        section: Vec<SectionId>,
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
    /// Print whole pages, or sections of them
    Show {
        /// Ids (404, nginx-499), codes or patterns
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// Only this section; more are given with commas or by repeating it
        #[arg(long, value_parser = section, value_delimiter = ',')]
        section: Vec<SectionId>,
        /// Print without a pager, however long it is
        #[arg(long)]
        no_pager: bool,
    },
    /// Find codes by number, name, header, error or symptom
    Search {
        /// What you see, such as a line of a log; `-` reads it from standard input
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
    /// Follow a URL hop by hop: what was sent and came, how long it took, what is wrong and what next
    Check(Box<CheckArguments>),
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
        #[arg(value_name = "CODE", required_unless_present = "list")]
        code: Option<String>,
        /// The language, framework or server, as with --lang
        #[arg(value_name = "LANGUAGE", conflicts_with_all = ["lang", "list"])]
        language: Option<String>,
        /// The language, framework or server
        #[arg(long, value_name = "LANGUAGE", conflicts_with = "list")]
        lang: Option<String>,
        /// List the languages, with what each ran on; for a code also those that cannot, and why
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
    /// `/status/CODE` answers with a status, such as `/status/503`; `/` lists the other routes. On a terminal it shows
    /// requests as they come, and what the client did next; elsewhere it logs a line for each.
    Serve(ServeOptions),
    /// Print what makes a shell complete commands, codes, languages and other words
    #[command(after_help = "Where each shell reads it, as in `httpdex completions fish > FILE`:\n  \
        bash        ~/.local/share/bash-completion/completions/httpdex\n  \
        elvish      in rc.elv: eval (httpdex completions elvish | slurp)\n  \
        fish        ~/.config/fish/completions/httpdex.fish\n  \
        powershell  in $PROFILE: httpdex completions powershell | Out-String | iex\n  \
        zsh         ~/.zfunc/_httpdex, a folder on fpath, before compinit is called\n\n\
        Write a file anew after an update of httpdex.")]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print a manual page, or write all of them
    Man {
        /// The page of this command, as in `man show` or `man progress export`
        #[arg(value_name = "COMMAND", conflicts_with = "out")]
        command: Vec<String>,
        /// Write every page into this folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

/// A shell that completions are printed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs, reason = "their names say it")]
pub(super) enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

/// What `explain` is asked for.
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// What was captured: raw bytes, what curl -i, curl -v, http -v or wget -S print, header fields copied from a
    /// browser, or a HAR file; standard input if none is named, or `-`
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
        /// The file to write; standard output if none is named, or `-`
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
