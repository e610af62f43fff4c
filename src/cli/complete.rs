//! Completions: what a shell is given to run, and what it is answered when it runs it.
//!
//! The script of a shell calls the program, with [`VARIABLE`] set, for every completion. So it knows every code, also of
//! the user's own, and nothing has to be written anew when they change.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use clap::{Arg, ArgAction, Command, CommandFactory};
use clap_complete::engine::{
    ArgValueCandidates, ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use clap_complete::env::{Bash, CompleteEnv, Elvish, EnvCompleter, Fish, Powershell, Zsh};

use super::arguments::{Arguments, Global, LOOK_UP, Shell};
use super::complain::complain;
use super::exit;
use super::library::Library;
use super::lookup::named;
use crate::catalog::{Catalog, Category, Index, Standing};
use crate::compare::confused_with;
use crate::document::SectionId;
use crate::fault::Fault;
use crate::serve::scenario::{READY, read};
use crate::snippet::Snippets;
use crate::text::clean;
use crate::theme::AUTO;

/// The environment variable that names the shell which asks.
const VARIABLE: &str = "HTTPDEX_COMPLETE";

/// Where the script of bash calls the program.
const ASKS: &str = "    COMPREPLY=( $(";

/// To bash, `--format=json` is three words; to the program it is the same as the two without the sign.
const JOIN: &str = r#"    local at
    for ((at = COMP_CWORD - 1; at > 0; at--)); do
        if [[ ${words[at]} == = ]]; then
            words=("${words[@]:0:at}" "${words[@]:at+1}")
            _CLAP_COMPLETE_INDEX=$((_CLAP_COMPLETE_INDEX - 1))
        fi
    done
"#;

/// Completes the command line that a shell asks about; `None` if none does.
pub fn complete() -> Option<u8> {
    env::var_os(VARIABLE).filter(|shell| !shell.is_empty())?;
    let words: Vec<OsString> = env::args_os().collect();
    let of_line = words.iter().skip_while(|word| *word != "--").skip(2);
    let typed: Arc<[String]> = of_line.map(|word| word.to_string_lossy().into_owned()).collect();
    let folder = env::current_dir().ok();
    let environment = CompleteEnv::with_factory(|| command(&typed)).var(VARIABLE).bin("httpdex").completer("httpdex");
    match environment.try_complete(words, folder.as_deref()) {
        Ok(_) => Some(exit::DONE),
        Err(error) => {
            complain(&format!("{VARIABLE}: {error}"));
            Some(exit::WRONG)
        }
    }
}

/// Prints what a shell reads to complete command lines of the program.
pub(super) fn completions(shell: Shell) -> io::Result<u8> {
    let completer: &dyn EnvCompleter = match shell {
        Shell::Bash => &Bash,
        Shell::Elvish => &Elvish,
        Shell::Fish => &Fish,
        Shell::Powershell => &Powershell,
        Shell::Zsh => &Zsh,
    };
    let mut text = Vec::new();
    completer.write_registration(VARIABLE, "httpdex", "httpdex", "httpdex", &mut text)?;
    let mut text = String::from_utf8(text).map_err(io::Error::other)?;
    match shell {
        Shell::Bash => text = text.replacen(ASKS, &format!("{JOIN}{ASKS}"), 1),
        // As a file on fpath, zsh reads it when it is to complete for the first time.
        Shell::Zsh => text.push_str("[[ ${funcstack[1]} == _httpdex ]] && _clap_dynamic_completer_httpdex \"$@\"\n"),
        _ => {}
    }
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(exit::DONE)
}

/// The command line as it is completed: what may stand without a command stands on top. `typed` is what stands on it.
fn command(typed: &Arc<[String]>) -> Command {
    let all = Arguments::command();
    let looked_up = all.get_subcommands().find(|command| command.get_name() == LOOK_UP);
    let looked_up = looked_up.into_iter().flat_map(Command::get_arguments);
    let offered = all.get_subcommands().filter(|command| !command.is_hide_set()).cloned();
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("Print help").global(true);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("Print the version");
    Command::new("httpdex")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .args(all.get_arguments())
        .args(looked_up)
        .args([help, version])
        .subcommands(offered)
        .mut_args(|argument| with_values(argument, "", typed))
        .mut_subcommands(|command| {
            let name = command.get_name().to_owned();
            command.mut_args(|argument| with_values(argument, &name, typed))
        })
}

/// An argument of a command with what it may be. Options are offered once `-` is typed.
fn with_values(argument: Arg, command: &str, typed: &Arc<[String]>) -> Arg {
    let argument = if argument.is_positional() { argument } else { argument.hide(true) };
    let of_list = |list: fn() -> Vec<CompletionCandidate>| ArgValueCandidates::new(list);
    match (command, argument.get_id().as_str()) {
        (_, "category") => argument.add(of_list(categories)),
        (_, "standing") => argument.add(of_list(standings)),
        (_, "section") => argument.add(of_list(sections)),
        (_, "class") => argument.add(of_list(classes)),
        (_, "theme") => argument.add(of_list(themes)),
        (_, "fault") => argument.add(of_list(faults)),
        (_, "scenario") => argument.add(ArgValueCompleter::new(scenarios)),
        (_, "lang" | "language") => argument.add(with_line(typed, languages)),
        ("", "what") => argument.add(with_line(typed, |current, typed| codes(current, typed, Codes::OrCommand))),
        ("show", "ids") => argument.add(with_line(typed, |current, typed| codes(current, typed, Codes::Several))),
        ("compare", "codes") => argument.add(with_line(typed, |current, typed| codes(current, typed, Codes::Compared))),
        ("open", "what") | ("snippet", "code") => {
            argument.add(with_line(typed, |current, typed| codes(current, typed, Codes::One)))
        }
        ("man", "command") => argument.add(of_list(commands)),
        _ => argument,
    }
}

/// What completes a word by itself and by the words of the line.
fn with_line(typed: &Arc<[String]>, complete: fn(&str, &[String]) -> Vec<CompletionCandidate>) -> ArgValueCompleter {
    let typed = Arc::clone(typed);
    ArgValueCompleter::new(move |current: &OsStr| current.to_str().map_or_else(Vec::new, |word| complete(word, &typed)))
}

fn candidate(value: &str, about: &str) -> CompletionCandidate {
    let about = Some(clean(about).into_owned()).filter(|about| !about.is_empty());
    CompletionCandidate::new(value).help(about.map(Into::into))
}

fn categories() -> Vec<CompletionCandidate> {
    Category::ALL.iter().map(|category| candidate(category.id(), category.label())).collect()
}

fn standings() -> Vec<CompletionCandidate> {
    Standing::ALL.iter().map(|standing| candidate(standing.id(), "")).collect()
}

fn sections() -> Vec<CompletionCandidate> {
    SectionId::ALL.iter().map(|section| candidate(section.id(), section.title())).collect()
}

fn classes() -> Vec<CompletionCandidate> {
    let classes = Category::ALL.iter().filter_map(|category| Some((category.class()?, category.label())));
    classes.map(|(class, label)| candidate(&format!("{class}xx"), label)).collect()
}

fn themes() -> Vec<CompletionCandidate> {
    let (library, _) = Library::open(&Global::default());
    let about = |name: &str| if name == AUTO { "follows the terminal's background" } else { "" };
    library.settings.themes().iter().map(|name| candidate(name, about(name))).collect()
}

fn faults() -> Vec<CompletionCandidate> {
    Fault::ALL.iter().map(|fault| candidate(fault.word(), fault.about())).collect()
}

fn commands() -> Vec<CompletionCandidate> {
    let command = Arguments::command();
    let offered = command.get_subcommands().filter(|command| !command.is_hide_set());
    offered.map(|command| CompletionCandidate::new(command.get_name()).help(command.get_about().cloned())).collect()
}

/// The scenarios that come with the program, and files.
fn scenarios(current: &OsStr) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    let ready = READY.iter().filter(|ready| ready.name.starts_with(&*typed)).map(|ready| {
        let about = read(Path::new(ready.name), ready.text).map(|scenario| scenario.about).unwrap_or_default();
        candidate(ready.name, &about)
    });
    let files = if typed.is_empty() { Vec::new() } else { PathCompleter::file().complete(current) };
    ready.chain(files).collect()
}

/// The languages that there are snippets in: for the code that is named, if one is.
fn languages(current: &str, typed: &[String]) -> Vec<CompletionCandidate> {
    let (library, _) = Library::open(&Global::default());
    let snippets = Snippets::embedded();
    let words = typed.iter().skip_while(|word| *word != "snippet").skip(1).filter(|word| !word.starts_with('-'));
    let found = words.filter_map(|word| named(&library.catalog, word)).flatten();
    let offers: Vec<_> = found.filter_map(|index| snippets.offered(&library.catalog, index).ok()).collect();
    let is_offered = |id: &str| {
        let mut all = offers.iter().flatten();
        offers.is_empty() || all.any(|offer| offer.language.id == id && offer.refusal.is_none())
    };
    let offered = || snippets.languages().iter().filter(|language| is_offered(&language.id));
    let ids = offered().filter(|language| language.id.starts_with(current));
    let mut all: Vec<CompletionCandidate> = ids.map(|language| candidate(&language.id, &language.name)).collect();
    if all.is_empty() {
        // Other names, unless several languages share them.
        let is_one =
            |name: &str| offered().filter(|language| language.aliases.iter().any(|it| it == name)).count() == 1;
        let names = offered().flat_map(|language| language.aliases.iter().map(move |alias| (alias, &language.name)));
        let names = names.filter(|(alias, _)| alias.starts_with(current) && is_one(alias));
        all.extend(names.map(|(alias, name)| candidate(alias, name)));
    }
    all
}

/// Which codes a word may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Codes {
    /// Any, and lists and classes of them; commands go before ids.
    OrCommand,
    /// Any, and lists and classes of them.
    Several,
    /// Those that the one before it is compared with.
    Compared,
    /// Any one.
    One,
}

fn codes(current: &str, typed: &[String], of: Codes) -> Vec<CompletionCandidate> {
    let (library, _) = Library::open(&Global::default());
    let catalog = &library.catalog;
    let takes_lists = matches!(of, Codes::OrCommand | Codes::Several);
    let at = current.rfind(',').filter(|_| takes_lists).map_or(0, |comma| comma + 1);
    let (listed, part) = current.split_at(at);
    let mut all: Vec<(String, String)> = if part.is_empty() {
        suggested(catalog, typed, of)
    } else if part.starts_with(|c: char| c.is_ascii_digit()) {
        let mut all = by_number(catalog, part);
        let classes = Category::ALL.iter().filter_map(|category| Some((format!("{}xx", category.class()?), category)));
        let classes = classes.filter(|(class, _)| takes_lists && part.len() == 1 && class.starts_with(part));
        all.extend(classes.map(|(class, category)| (class, category.label().to_owned())));
        all
    } else {
        let ids = catalog.filter(|row| row.id.starts_with(part));
        ids.map(|index| (catalog.row(index).id.to_string(), catalog.row(index).heading())).collect()
    };
    // The last word is the one that is being typed.
    let before = typed.split_last().map_or(&[][..], |(_, before)| before);
    all.retain(|(value, _)| !before.contains(value) && listed.split(',').all(|other| other != value));
    let is_id = at == 0 && !part.is_empty() && !part.starts_with(|c: char| c.is_ascii_digit());
    let hidden = of == Codes::OrCommand && is_id;
    all.into_iter().map(|(value, about)| candidate(&format!("{listed}{value}"), &about).hide(hidden)).collect()
}

/// What is offered before anything is typed: what the code before it is confused with, or the popular codes.
fn suggested(catalog: &Catalog, typed: &[String], of: Codes) -> Vec<(String, String)> {
    let of_id = |index: Index| (catalog.row(index).id.to_string(), catalog.row(index).title());
    let before = typed.iter().filter_map(|word| catalog.find(word)).next_back().filter(|_| of == Codes::Compared);
    match before {
        Some(index) => confused_with(catalog, index).into_iter().map(of_id).collect(),
        None => catalog.popular().into_iter().map(of_id).collect(),
    }
}

/// The codes that begin with some digits, each once, with the names that it has. Sub-codes are offered behind a dot.
fn by_number(catalog: &Catalog, digits: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let has_dot = digits.contains('.');
    for index in catalog.filter(|row| row.code.starts_with(digits) && (has_dot || !row.code.contains('.'))) {
        let row = catalog.row(index);
        match all.iter_mut().find(|(code, _)| *code == *row.code) {
            Some((_, about)) => {
                about.push_str(", ");
                about.push_str(&row.title());
            }
            None => all.push((row.code.to_string(), row.title())),
        }
    }
    all.sort_unstable_by(|(a, _), (b, _)| crate::catalog::code_key(a).cmp(&crate::catalog::code_key(b)));
    all
}
