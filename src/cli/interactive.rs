//! Opens the interface.

use std::env;
use std::io::{self, IsTerminal};
use std::sync::Arc;

use anyhow::{Context, bail};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::low_level::emulate_default_handler;

use super::arguments::Global;
use super::commands::not_found;
use super::exit;
use super::library::Library;
use super::lookup::{all_named, answers, misread};
use super::output::{background, shows_unicode};
use crate::app::keymap::Keymap;
use crate::app::place::{Place, ScreenId};
use crate::app::view::View;
use crate::app::{App, Look, Start};
use crate::catalog::Index;
use crate::clipboard::{Clipboard, Plan};
use crate::problem::Problem;
use crate::search::Engine;
use crate::serve::net::{Listening, Setup};
use crate::store::{ProgressStore, State, StateStore};
use crate::text::takes_links;
use crate::theme::{AUTO, Depth, Theme};
use crate::tui::{self, End, Outside, Paint};

/// Where the interface opens.
#[derive(Debug)]
pub(super) enum Opening<'a> {
    /// On the list that the settings name.
    Browser,
    /// On the page that these words mean.
    Page(&'a [String]),
    /// In the quiz.
    Quiz,
    /// On the playground, whose server listens already.
    Playground(Box<(Setup, (Listening, Option<u16>))>),
}

/// Shows the interface.
pub(super) fn run(global: &Global, opening: Opening) -> anyhow::Result<u8> {
    // What is piped in without a command is there to be explained or searched for, and not for the interface.
    let is_piped = matches!(opening, Opening::Browser) && !io::stdin().is_terminal();
    if !io::stdout().is_terminal() || is_piped {
        bail!(
            "the interface needs a terminal; `httpdex list` and `httpdex CODE` print to a file or pipe, `httpdex explain` \
             reads a captured response from standard input, and `httpdex search -` a line of a log"
        );
    }
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    if variable("TERM").as_deref() == Some("dumb") {
        bail!("the interface needs more than TERM=dumb; `httpdex CODE` prints a page here");
    }
    let (library, mut problems) = Library::open(global);
    let (mut setup, mut listening, mut exposed) = (Setup::default(), None, None);
    let is_server = matches!(opening, Opening::Playground(_));
    let place = match opening {
        Opening::Page(what) => match find(&library, what) {
            None => return Ok(exit::NOT_FOUND),
            Some(index) => Some(Place::page(index)),
        },
        Opening::Quiz => Some(Place::screen(ScreenId::Quiz)),
        Opening::Playground(server) => {
            let (own, listens) = *server;
            if !own.bind.is_loopback() {
                exposed =
                    Some(format!("{} is no loopback address, so whoever reaches it can use this server", own.bind));
            }
            (setup, listening) = (own, Some(listens));
            Some(Place::screen(ScreenId::Playground))
        }
        Opening::Browser => None,
    };
    let (store, memory) = remembered(&library, &mut problems);
    let keymap = keymap(&library, &mut problems);
    let depth = Depth::from_environment(variable);
    let config = &library.settings.config;
    let chosen = global.theme.clone().or_else(|| memory.theme.clone()).or_else(|| config.theme.clone());
    let look = Look {
        theme: chosen.map_or_else(|| AUTO.to_owned(), |name| library.settings.theme_name(&name).to_owned()),
        background: memory.background.unwrap_or_else(|| background(variable)),
        unicode: !global.no_unicode && memory.unicode.or(config.unicode).unwrap_or_else(|| shows_unicode(variable)),
        signs: depth == Depth::Monochrome,
        mouse: memory.mouse.or(config.mouse).unwrap_or(true),
    };
    // A theme of ours is read when it is drawn with, and cannot be wrong.
    if !Theme::names().any(|name| name == look.theme) {
        problems.extend(library.settings.theme(&look.theme, look.background, depth).1);
    }

    let problems = problems.iter().map(|problem| crate::text::clean(&problem.to_string()).into_owned());
    let start = Start {
        catalog: Arc::clone(&library.catalog),
        engine: Arc::new(Engine::embedded()),
        keymap,
        state: memory,
        look,
        themes: library.settings.themes(),
        view: config.start.as_deref().and_then(View::from_id).unwrap_or(View::Popular),
        problems: exposed.into_iter().chain(problems).collect(),
        is_offline: library.is_offline(global),
        size: tui::size().context("the terminal does not tell its size; try another one")?,
    };
    let app = App::new(start);
    let Library { has_own, settings, .. } = library;
    let progress = settings.folders.progress_file().map(ProgressStore::new);
    let clipboard = Clipboard::new(Plan::from_environment(variable), global.copy_to.clone());
    let paint = Paint {
        theme: Box::new(move |name, background| settings.theme(name, background, depth).0),
        depth,
        links: takes_links(variable),
    };
    match tui::run(app, place.as_ref(), has_own, &paint, Outside { store, progress, clipboard, setup, listening })
        .context("the terminal stopped answering")?
    {
        End::Quit(code) => Ok(code),
        End::Lost => Ok(exit::LOST),
        End::Signal(SIGINT) => Ok(exit::INTERRUPTED),
        // As where it logs: to be ended so is what a server is there for.
        End::Signal(SIGTERM | SIGHUP) if is_server => Ok(exit::DONE),
        End::Signal(signal) => {
            // The terminal is restored: now the signal may do what it does by default, so that the shell sees it.
            emulate_default_handler(signal)?;
            Ok(exit::WRONG)
        }
    }
}

/// The entry that is meant; `None` once it is said that there is none.
fn find(library: &Library, what: &[String]) -> Option<Index> {
    let catalog = &library.catalog;
    let engine = library.engine();
    let words = what.join(" ");
    let found = match all_named(catalog, what) {
        Some(found) => found.first().copied(),
        None if misread(catalog, what).is_some() => return None,
        None => {
            let hits = engine.search(catalog, &words, 1);
            hits.first().filter(|best| answers(&engine, &words, best)).map(|hit| hit.index)
        }
    };
    if found.is_none() {
        not_found(library, &words);
    }
    found
}

/// The store, and what it remembers.
fn remembered(library: &Library, problems: &mut Vec<Problem>) -> (Option<StateStore>, State) {
    let Some(path) = library.settings.folders.state_file() else { return (None, State::default()) };
    let store = StateStore::new(path);
    let (state, problem) = store.load();
    problems.extend(problem);
    (Some(store), state)
}

/// The keys, with the user's own over ours.
fn keymap(library: &Library, problems: &mut Vec<Problem>) -> Keymap {
    match library.settings.keymap() {
        Ok(None) => Keymap::default(),
        Ok(Some((path, text))) => {
            let (keymap, wrong) = Keymap::with_own(&path, &text);
            problems.extend(wrong);
            keymap
        }
        Err(problem) => {
            problems.push(problem);
            Keymap::default()
        }
    }
}
