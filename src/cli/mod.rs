//! The command line: what can be said on it, and what is done then.

mod arguments;
mod cheatsheet;
mod check;
mod commands;
mod compare;
mod complain;
mod complete;
pub mod exit;
mod explain;
mod format;
mod generate;
mod glance;
mod interactive;
mod library;
mod lookup;
mod meant;
mod output;
mod pager;
mod parse;
mod progress;
mod serve;
mod snippet;

use std::io::{self, ErrorKind};

use arguments::{Command, Global};
use complain::complain;
use interactive::Opening;
use library::Library;
use output::Output;

pub use arguments::Arguments;
pub use complete::complete;

/// Does what the command line says; returns the exit code.
///
/// # Errors
/// When something outside is in the way: a sentence that says what to do.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let Arguments { global, command } = arguments;
    let done = match command {
        None => return interactive::run(&global, Opening::Browser),
        Some(Command::Open { what }) => return interactive::run(&global, Opening::Page(&what)),
        Some(Command::Quiz) => return interactive::run(&global, Opening::Quiz),
        Some(Command::Serve(options)) => return serve::serve(&global, &options),
        Some(Command::Completions { shell }) => complete::completions(shell),
        Some(Command::Man { command, out: None }) => generate::man(&command),
        Some(Command::Man { out: Some(folder), .. }) => generate::pages(&folder),
        Some(Command::LookUp { what, section }) => {
            if let Some(url) = what.first().filter(|word| is_url(word)) {
                complain(&format!("to ask for a URL, type `httpdex check {url}`"));
                return Ok(exit::WRONG);
            }
            print(&global, |library, output| glance::look_up(library, output, &what, &section))
        }
        Some(Command::Compare { codes }) => print(&global, |library, output| compare::compare(library, output, &codes)),
        Some(Command::Cheatsheet { category, standing, class, all, html }) => {
            let wanted = cheatsheet::Wanted { category, standing, class, all, html };
            print(&global, |library, output| cheatsheet::cheatsheet(library, output, &wanted))
        }
        Some(Command::Explain(arguments)) => {
            print(&global, |library, output| explain::run(library, output, &arguments))
        }
        Some(Command::Check(arguments)) => {
            print(&global, |library, output| check::run(&global, library, output, &arguments))
        }
        Some(Command::List { category, class }) => {
            print(&global, |library, output| commands::list(library, output, category, class.as_deref()))
        }
        Some(Command::Show { ids, section, no_pager }) => print(&global, |library, output| {
            if !no_pager {
                output.page();
            }
            commands::show(library, output, &ids, &section)
        }),
        Some(Command::Snippet { code, language, lang, list }) => print(&global, |library, output| {
            let lang = lang.as_deref().or(language.as_deref());
            snippet::run(library, output, code.as_deref(), lang, list)
        }),
        Some(Command::Progress { action }) => {
            print(&global, |library, output| progress::run(library, output, action.as_ref()))
        }
        Some(Command::Search { words, limit }) => {
            let words = lookup::words(&words)?;
            if words.is_empty() {
                complain("there is nothing to search for; give words, or a line of a log on standard input to `-`");
                return Ok(exit::WRONG);
            }
            print(&global, |library, output| commands::search(library, output, &words, limit))
        }
    };
    match done {
        // `| head` has read enough: that is no error.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(exit::DONE),
        done => Ok(done?),
    }
}

/// Runs a command that prints, with what is wrong with files of the user's on standard error.
fn print(global: &Global, command: impl FnOnce(&Library, &mut Output) -> io::Result<u8>) -> io::Result<u8> {
    if global.copy_to.is_some() {
        complain("--copy-to is for what is copied in the interface; what is printed goes to a file with `> FILE`");
        return Ok(exit::WRONG);
    }
    let (library, problems) = Library::open(global);
    for problem in problems {
        complain(&problem.to_string());
    }
    let mut output = Output::new(global, &library);
    let code = command(&library, &mut output)?;
    output.finish()?;
    // The end of the program gives back all of it at once.
    std::mem::forget(library);
    Ok(code)
}

/// Whether a word is a URL that can be asked for.
fn is_url(word: &str) -> bool {
    let scheme = word.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}
