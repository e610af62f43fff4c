//! Which command was meant by a word that is none.

use std::ffi::OsString;

use super::lookup::{answers, named};
use crate::catalog::Catalog;
use crate::search::Engine;
use crate::text::shorten;

/// Shorter words than these may be initials of a name, and are taken for a command only where they find nothing.
const SHORTEST: usize = 4;
/// Words as long as this may have two slips in them.
const LONG: usize = 6;
/// The commands that take codes.
const TAKE_CODES: &[&str] = &["show", "open", "compare", "snippet", "search"];
/// What other programs call a command, and what it is called here.
const ALSO_CALLED: &[(&str, &str)] =
    &[("diff", "compare"), ("cmp", "compare"), ("ls", "list"), ("version", "--version"), ("usage", "help")];
/// What other programs are left with.
const LEAVE: &[&str] = &["exit", "quit"];

/// What to say of words that are no good query, and that begin with what is nearly a command.
pub(super) fn said(command: &clap::Command, words: &[OsString]) -> Option<String> {
    let typed: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let (first, others) = typed.split_first()?;
    let is_plain = |word: &str| word.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    let all = typed.join(" ");
    let all = if typed.iter().all(|word| is_plain(word)) { shorten(&all, 60) } else { "WORDS".into() };
    let what = if others.is_empty() { "word" } else { "words" };
    let search = format!("to search for the {what}, use `httpdex search {all}`");
    let first_shown = shorten(first, 40);
    if LEAVE.contains(&&**first) && others.is_empty() {
        return Some(format!("`{first}` is no command; `q` leaves the interface, and {search}"));
    }
    let meant = mistyped(command, words);
    (!meant.is_empty())
        .then(|| format!("`{first_shown}` is no command; did you mean `{}`? Or {search}", meant.join("` or `")))
}

/// The commands that the first word seems to be meant for: `search` in `serach x`.
///
/// A word that the pages use may begin what is searched for, as in `lost connection`, though it looks like `list`. Alone
/// it says too little to be searched for, and with an option or an argument of the command it is the command: `server
/// --port 80`, `completion bash`.
fn mistyped<'c>(command: &'c clap::Command, words: &[OsString]) -> Vec<&'c str> {
    let Some((first, others)) = words.split_first() else { return Vec::new() };
    let Some(first) = first.to_str().filter(|word| (2..=40).contains(&word.len()) && !word.starts_with('-')) else {
        return Vec::new();
    };
    let others = Others::of(others);
    if let Some(&(_, meant)) = ALSO_CALLED.iter().find(|(called, _)| *called == first) {
        return if others.are_none() || (TAKE_CODES.contains(&meant) && others.are_codes()) {
            vec![meant]
        } else {
            Vec::new()
        };
    }
    let offered = || command.get_subcommands().filter(|command| !command.is_hide_set());
    let is_known = Engine::embedded().knows(first);
    let distance = |name: &str| strsim::osa_distance(name, first);
    let is_meant = |near: &&clap::Command| {
        let fits = others.fit(near);
        if first.len() < SHORTEST { !is_known && fits && !finds(first) } else { fits || !is_known }
    };
    let near = offered().find(|command| distance(command.get_name()) == 1);
    if let Some(near) = near.filter(is_meant) {
        return vec![near.get_name()];
    }
    let is_help = distance("help") == 1 && first.len() >= SHORTEST - 1;
    if is_help && (others.are_none() || others.0.first().is_some_and(|word| command.find_subcommand(word).is_some())) {
        return vec!["help"];
    }
    let begun = |command: &&clap::Command| first.len() + 1 >= SHORTEST && command.get_name().starts_with(first);
    let two_slips = |command: &&clap::Command| {
        let name = command.get_name();
        first.len() >= LONG && name.as_bytes()[0] == first.as_bytes()[0] && distance(name) == 2
    };
    let fitting = offered()
        .filter(|command| begun(command) || two_slips(command))
        .filter(|near| others.fit(near) && (!is_known || !others.are_none()));
    fitting.map(clap::Command::get_name).collect()
}

/// Whether a word finds a page by itself.
fn finds(word: &str) -> bool {
    let engine = Engine::embedded();
    engine.search(&Catalog::embedded(), word, 1).first().is_some_and(|best| answers(&engine, word, best))
}

/// The words after the first.
struct Others<'w>(Vec<&'w str>);

impl<'w> Others<'w> {
    fn of(words: &'w [OsString]) -> Self {
        Self(words.iter().map(|word| word.to_str().unwrap_or_default()).collect())
    }

    /// Whether there are none but options.
    fn are_none(&self) -> bool {
        self.0.iter().all(|word| word.starts_with('-'))
    }

    fn are_codes(&self) -> bool {
        let catalog = Catalog::embedded();
        let mut words = self.0.iter().filter(|word| !word.starts_with('-')).peekable();
        words.peek().is_some() && words.all(|word| named(&catalog, word).is_some_and(|found| !found.is_empty()))
    }

    /// Whether they are what a command takes rather than words of a query.
    fn fit(&self, command: &clap::Command) -> bool {
        let has_option = self.0.iter().any(|word| {
            let name = word.strip_prefix("--").unwrap_or_default().split('=').next();
            name != Some("section") && command.get_arguments().any(|argument| argument.get_long() == name)
        });
        let takes = |word: &str| {
            let first = command.get_positionals().next();
            let listed =
                first.is_some_and(|first| first.get_possible_values().iter().any(|value| value.matches(word, false)));
            listed || command.find_subcommand(word).is_some() || (command.get_name() == "check" && word.contains("://"))
        };
        self.are_none()
            || has_option
            || self.0.first().is_some_and(|word| takes(word))
            || (TAKE_CODES.contains(&command.get_name()) && self.are_codes())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::arguments::Arguments;

    fn meant(line: &str) -> String {
        let command = Arguments::command();
        let words: Vec<OsString> = line.split_whitespace().map(Into::into).collect();
        mistyped(&command, &words).join(" ")
    }

    #[test]
    fn a_command_with_a_slip_in_it_is_told_from_words_to_be_searched_for() {
        for (line, expected) in [
            ("serach x", "search"),
            ("serach too many requests", "search"),
            ("seach csrf token --limit 3", "search"),
            ("lsit --category nginx", "list"),
            ("lst", "list"),
            ("ls", "list"),
            ("hlep", "help"),
            ("hlep show", "help"),
            ("shwo 404", "show"),
            ("sho 404", "show"),
            ("shows 404", "show"),
            ("comapre 401 403", "compare"),
            ("comp 401 403", "compare"),
            ("compair 401 403", "compare"),
            ("diff 401 403", "compare"),
            ("diff", "compare"),
            ("version", "--version"),
            ("snipet 429 --lang express", "snippet"),
            ("snippets 429 --lang express", "snippet"),
            ("snipit 429", "snippet"),
            ("explian response.txt", "explain"),
            ("chek https://example.com", "check"),
            ("servee --port 0", "serve"),
            ("server", "serve"),
            ("server --port 0", "serve"),
            ("quizz", "quiz"),
            ("completion bash", "completions"),
            ("progres export", "progress"),
            ("cheatsheat --html", "cheatsheet"),
            ("cheat", "cheatsheet"),
        ] {
            assert_eq!(meant(line), expected, "{line}");
        }
        for line in [
            "sending requests too fast",
            "lost connection",
            "shows a blank page --section causes",
            "server error",
            "server exit",
            "server 500",
            "server closed the connection",
            "many requests",
            "last chunk missing",
            "shows a blank page",
            "checks fail behind the load balancer",
            "opens a login page",
            "version not supported",
            "exit code 130",
            "diff between 401 and 403",
            "research",
            "reach the origin",
            "mna",
            "ise",
            "foo",
            "ngnix 499",
            "-- serach x",
        ] {
            assert_eq!(meant(line), "", "{line}");
        }
    }

    #[test]
    fn it_is_said_how_to_search_for_the_words() {
        let command = Arguments::command();
        let said = |line: &str| said(&command, &line.split(' ').map(Into::into).collect::<Vec<OsString>>());
        assert_eq!(
            said("lst").as_deref(),
            Some("`lst` is no command; did you mean `list`? Or to search for the word, use `httpdex search lst`")
        );
        assert_eq!(
            said("exit").as_deref(),
            Some(
                "`exit` is no command; `q` leaves the interface, and to search for the word, use `httpdex search exit`"
            )
        );
        assert_eq!(said("exit 404"), None);
    }
}
