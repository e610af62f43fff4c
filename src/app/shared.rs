//! What all screens share: the catalogue, what is remembered, how it is to look, what is said.

use std::cell::OnceCell;
use std::sync::Arc;
use std::time::Instant;

use crate::app::action::{Action, Context};
use crate::app::command::Command;
use crate::app::frame::Frame;
use crate::app::job::{JobId, Jobs, Owner, Unsaved, Work};
use crate::app::keymap::Keymap;
use crate::app::message::Effect;
use crate::app::start::{Look, Start};
use crate::catalog::{Catalog, Index};
use crate::compare::WrittenComparisons;
use crate::document::Options;
use crate::search::Engine;
use crate::snippet::Snippets;
use crate::store::{Change, State};

/// How many failures can be read again.
const FAILURES: usize = 50;

/// When something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// By a clock that only goes forward.
    pub steady: Instant,
    /// By the calendar: seconds since 1970-01-01T00:00:00Z.
    pub unix: i64,
}

/// The answer to the last action, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// One line.
    pub text: String,
    /// Whether something went wrong.
    pub is_error: bool,
}

/// What all screens share.
pub struct Shared {
    /// What there is to show.
    pub catalog: Arc<Catalog>,
    /// What finds it.
    pub engine: Arc<Engine>,
    /// The keys.
    pub keymap: Keymap,
    /// What is remembered between runs.
    pub state: State,
    /// How it is to look.
    pub look: Look,
    /// The names of the themes.
    pub themes: Vec<String>,
    /// What is wrong with the user's files.
    pub problems: Vec<String>,
    /// Whether nothing is to be sent over the network.
    pub is_offline: bool,
    /// Where everything stands.
    pub frame: Frame,
    /// Whether something is laid over the screen, so that keys do not go to it.
    pub is_covered: bool,
    /// Where the playground's server is to be reached, while it runs.
    pub serving: Option<String>,
    /// What could not be written of the quiz yet.
    pub unsaved: Option<Unsaved>,
    /// What has failed, the last first.
    failures: Vec<String>,
    /// The answer to the last action.
    pub status: Option<Status>,
    /// When the last thing happened; `None` before anything did.
    pub now: Option<Now>,
    /// The jobs that are under way.
    pub jobs: Jobs,
    snippets: OnceCell<Snippets>,
    comparisons: OnceCell<WrittenComparisons>,
}

impl Shared {
    /// What is shared when the interface opens.
    pub fn new(start: Start) -> Self {
        let Start { catalog, engine, keymap, state, look, themes, view: _, problems, is_offline, size } = start;
        let mut shared = Self {
            catalog,
            engine,
            keymap,
            state,
            look,
            themes,
            problems,
            is_offline,
            frame: Frame::new(size.0, size.1),
            is_covered: false,
            serving: None,
            unsaved: None,
            failures: Vec::new(),
            status: None,
            now: None,
            jobs: Jobs::default(),
            snippets: OnceCell::new(),
            comparisons: OnceCell::new(),
        };
        match shared.problems.len() {
            0 => {}
            1 => shared.fail(shared.problems[0].clone()),
            n => shared.fail(format!(
                "{n} things are wrong with your files; press {} to read them",
                shared.key_for(Action::Messages)
            )),
        }
        shared
    }

    /// The snippets; their languages are read when they are first asked for.
    pub fn snippets(&self) -> &Snippets {
        self.snippets.get_or_init(Snippets::embedded)
    }

    /// The comparisons that are written; they are read when they are first asked for.
    pub fn comparisons(&self) -> &WrittenComparisons {
        self.comparisons.get_or_init(WrittenComparisons::embedded)
    }

    /// Says something in the status line.
    pub fn say(&mut self, text: impl Into<String>) {
        self.status = Some(Status { text: text.into(), is_error: false });
    }

    /// Says in the status line what went wrong.
    pub fn fail(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.failures.retain(|failure| *failure != text);
        self.failures.insert(0, text.clone());
        self.failures.truncate(FAILURES);
        self.status = Some(Status { text, is_error: true });
    }

    /// Everything that is wrong, to be read whole: what is not saved, what has failed, the user's files.
    pub fn messages(&self) -> Vec<String> {
        let unsaved = self.unsaved.as_ref();
        // The reason is told there, and not once more as what has failed.
        let is_reason = |failure: &str| unsaved.is_some_and(|unsaved| unsaved.problem == failure);
        let known = |failure: &&String| !self.problems.contains(failure) && !is_reason(failure);
        let unsaved =
            unsaved.map(|unsaved| format!("{}; the next answer tries again: {}", unsaved.in_words(), unsaved.problem));
        unsaved
            .into_iter()
            .chain(self.failures.iter().filter(known).cloned())
            .chain(self.problems.iter().cloned())
            .collect()
    }

    /// Starts a job.
    pub fn start(&mut self, owner: Owner, work: Work) -> (JobId, Command) {
        let id = self.jobs.begin(owner);
        (id, Command::Do(Effect::Start(id, work)))
    }

    /// Remembers a change, now and between runs.
    pub fn remember(&mut self, change: Change) -> Command {
        self.state.apply(&change);
        self.start(Owner::Interface, Work::SaveState(change)).1
    }

    /// Has an address shown in a browser.
    pub fn open_url(&mut self, url: String) -> Command {
        self.say(format!("Opening {url} …"));
        self.start(Owner::Interface, Work::OpenUrl(url)).1
    }

    /// Has a text copied, without the control characters that could act on what it is pasted into. `what` names it
    /// within a sentence: `the example response`.
    pub fn copy(&mut self, what: &str, text: &str) -> Command {
        self.say(format!("Copying {what} …"));
        let text = crate::text::pasteable(text).into_owned();
        self.start(Owner::Interface, Work::Copy { what: what.to_owned(), text }).1
    }

    /// The first key of an action in the browser, as it is written; the palette's when it has none.
    pub fn key_for(&self, action: Action) -> String {
        self.keymap.key(Context::Browse, action).unwrap_or_else(|| ":".to_owned())
    }

    /// How to lay a text out in a column of so many cells.
    pub fn options(&self, width: u16) -> Options {
        Options { width: usize::from(width), keep_ticks: self.look.signs, ascii: !self.look.unicode }
    }

    /// `404 Not Found`, with the vendor where it has one.
    pub fn title_of(&self, index: Index) -> String {
        self.catalog.row(index).heading()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::view::View;
    use crate::store::TerminalBackground;

    fn shared() -> Shared {
        Shared::new(Start {
            catalog: Arc::new(Catalog::embedded()),
            engine: Arc::new(Engine::embedded()),
            keymap: Keymap::default(),
            state: State::default(),
            look: Look {
                theme: "auto".into(),
                background: TerminalBackground::Dark,
                unicode: true,
                signs: false,
                mouse: true,
            },
            themes: Vec::new(),
            view: View::All,
            problems: Vec::new(),
            is_offline: false,
            size: (80, 24),
        })
    }

    #[test]
    fn control_characters_are_not_copied_but_line_ends_and_tabs_are() {
        let command = shared().copy("it", "a\tb\r\n\x1b[31mred\x07\u{9b}\u{7f}\0");
        let Command::Do(Effect::Start(_, work)) = command else { panic!("{command:?}") };
        assert_eq!(work, Work::Copy { what: "it".into(), text: "a\tb\n[31mred".into() });
    }
}
