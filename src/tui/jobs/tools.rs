//! What the jobs of the interface do, and what they do it with.

use std::env;
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use super::check::check;
use super::context::{JobContext, Stop, lock};
use super::runner::{Resource, Runner};
use super::serve::Server;
use crate::app::explain::explain;
use crate::app::job::{Item, JobId, QuizData, Unsaved, Work};
use crate::catalog::Catalog;
use crate::clipboard::Clipboard;
use crate::clock;
use crate::highlight::{Highlighter, Program, ProgramKey};
use crate::problem::Problem;
use crate::quiz::bank::Bank;
use crate::quiz::memory::Memory;
use crate::search::Engine;
use crate::snippet::Snippets;
use crate::store::{Change, Content, Progress, ProgressChange, ProgressStore, Saver, State, StateStore};
use crate::text::is_web_address;

/// How long a code has to be looked at before its program is written.
const REST: Duration = Duration::from_millis(20);
/// How long an answer waits for the one before to be on the disk. Whatever ends the program then takes one answer with
/// it at most; a disk that is slower than that does not hold up the interface.
const ANSWER_PATIENCE: Duration = Duration::from_millis(100);
/// How long the end of the program waits for changes to be written.
const SAVE_PATIENCE: Duration = Duration::from_secs(2);
/// What is said of answers that are still being written when that time is over.
const STILL_WRITING: &str =
    "the disk, or another httpdex that writes there, took too long; see with `httpdex progress` what is there";
/// How long the end of the program waits for a desktop that does not answer. One that does is done in a tenth of it.
const CLIPBOARD_PATIENCE: Duration = Duration::from_millis(450);

/// What jobs work with.
pub(crate) struct Tools {
    runner: Runner,
    catalog: Arc<Catalog>,
    snippets: Arc<OnceLock<Snippets>>,
    highlighter: Arc<Mutex<Option<Highlighter>>>,
    state: Option<Arc<Writer<State>>>,
    progress: Option<Arc<Writer<Progress>>>,
    progress_store: Option<ProgressStore>,
    clipboard: Arc<Mutex<Option<Clipboard>>>,
    server: Arc<Server>,
}

/// Writes changes to a file, all that wait in one go.
struct Writer<T: Content> {
    /// All that is not on the disk, in its order; the first of it may be with the saver already.
    waiting: Mutex<Vec<T::Change>>,
    saver: Mutex<Saver<T>>,
    /// Why the last try has failed.
    problem: Mutex<Option<Problem>>,
}

impl<T: Content> Writer<T> {
    fn new(saver: Saver<T>) -> Self {
        Self { waiting: Mutex::default(), saver: Mutex::new(saver), problem: Mutex::default() }
    }

    fn add(&self, changes: impl IntoIterator<Item = T::Change>) {
        lock(&self.waiting).extend(changes);
    }

    /// Writes what waits. A problem is told once, and not again with every change.
    fn write(&self) -> Result<(), Stop> {
        self.write_with(&mut lock(&self.saver))
    }

    /// Tries once more to write what waits, unless a job is still at it: that is not waited for.
    fn write_at_last(&self) {
        if !lock(&self.waiting).is_empty()
            && let Ok(mut saver) = self.saver.try_lock()
        {
            // Why it fails is told by what is left.
            let _ = self.write_with(&mut saver);
        }
    }

    fn write_with(&self, saver: &mut Saver<T>) -> Result<(), Stop> {
        let changes = lock(&self.waiting).clone();
        let new = changes[saver.waiting()..].to_vec();
        let problem = saver.save(new).err();
        if saver.waiting() == 0 {
            lock(&self.waiting).drain(..changes.len());
        }
        let told = std::mem::replace(&mut *lock(&self.problem), problem.clone());
        match problem {
            Some(problem) if told.as_ref() != Some(&problem) => Err(Stop::Failed(problem.to_string())),
            _ => Ok(()),
        }
    }
}

impl Writer<Progress> {
    /// What is not on the disk, though it was tried.
    fn unsaved(&self) -> Option<Unsaved> {
        let problem = lock(&self.problem).as_ref()?.to_string();
        let waiting = lock(&self.waiting);
        (!waiting.is_empty()).then(|| Unsaved { answers: ProgressChange::answers(&*waiting), problem })
    }

    /// What is not on the disk when the program ends.
    fn lost(&self) -> Option<Unsaved> {
        let waiting = lock(&self.waiting);
        let problem = lock(&self.problem).as_ref().map_or_else(|| STILL_WRITING.to_owned(), ToString::to_string);
        (!waiting.is_empty()).then(|| Unsaved { answers: ProgressChange::answers(&*waiting), problem })
    }
}

impl Tools {
    pub(crate) fn new(
        runner: Runner,
        catalog: Arc<Catalog>,
        (store, progress): (Option<StateStore>, Option<ProgressStore>),
        clipboard: Clipboard,
        server: Server,
    ) -> Self {
        Self {
            runner,
            catalog,
            snippets: Arc::default(),
            highlighter: Arc::default(),
            state: store.map(|store| Arc::new(Writer::new(Saver::new(store)))),
            progress: progress.clone().map(|store| Arc::new(Writer::new(Saver::new(store)))),
            progress_store: progress,
            clipboard: Arc::new(Mutex::new(Some(clipboard))),
            server: Arc::new(server),
        }
    }

    /// Starts a job.
    pub(crate) fn start(&self, id: JobId, work: Work) {
        match work {
            Work::IndexOwnEntries => {
                let catalog = Arc::clone(&self.catalog);
                self.runner.start(id, None, move |job| job.item(Item::Engine(Arc::new(Engine::with_own(&catalog)))));
            }
            Work::LoadQuiz => {
                let (catalog, store) = (Arc::clone(&self.catalog), self.progress_store.clone());
                self.runner.start(id, None, move |job| load_quiz(&catalog, store.as_ref(), job));
            }
            Work::SaveState(change) => self.save_state(id, change),
            Work::SaveProgress(changes) => self.save_progress(id, changes),
            Work::Copy { what, text } => {
                let clipboard = Arc::clone(&self.clipboard);
                self.runner.start(id, Some(Resource::Clipboard), move |job| {
                    let outcome = lock(&clipboard).as_mut().map(|clipboard| clipboard.copy(&text));
                    outcome.map_or(Err(Stop::Cancelled), |outcome| job.item(Item::Copied { what, text, outcome }))
                });
            }
            Work::OpenUrl(url) => self.runner.start(id, None, move |job| open_url(&url, job)),
            Work::WriteSnippet(key, program) => {
                let (catalog, snippets) = (Arc::clone(&self.catalog), Arc::clone(&self.snippets));
                let highlighter = Arc::clone(&self.highlighter);
                self.runner.start(id, Some(Resource::Highlighter), move |job| {
                    let snippets = snippets.get_or_init(Snippets::embedded);
                    write_snippet((key, program), snippets, &catalog, &highlighter, job)
                });
            }
            Work::Explain(wanted) => {
                let catalog = Arc::clone(&self.catalog);
                self.runner.start(id, None, move |job| job.item(Item::Explained(Box::new(explain(&catalog, wanted)))));
            }
            Work::Check(target) => {
                let catalog = Arc::clone(&self.catalog);
                self.runner.start(id, None, move |job| check(&target, &catalog, job));
            }
            Work::Serve => {
                let (server, catalog) = (Arc::clone(&self.server), Arc::clone(&self.catalog));
                self.runner.start(id, Some(Resource::Server), move |job| server.serve(&catalog, job));
            }
            Work::AnswerNext(next) => {
                let server = Arc::clone(&self.server);
                self.runner.start(id, Some(Resource::Answers), move |_| server.answer_next(next));
            }
            #[cfg(debug_assertions)]
            Work::Test(name) => self.runner.start(id, None, move |job| test_job(&name, job)),
        }
    }

    /// Ends a job.
    pub(crate) fn cancel(&self, id: JobId) {
        self.runner.cancel(id);
    }

    /// Changes are written in the order in which they came.
    fn save_state(&self, id: JobId, change: Change) {
        let writer = self.state.clone();
        if let Some(writer) = &writer {
            writer.add([change]);
        }
        self.runner.start(id, Some(Resource::State), move |_| writer.map_or(Ok(()), |writer| writer.write()));
    }

    fn save_progress(&self, id: JobId, changes: Vec<ProgressChange>) {
        let writer = self.progress.clone();
        self.runner.wait_for(Resource::Progress, ANSWER_PATIENCE);
        if let Some(writer) = &writer {
            writer.add(changes);
        }
        self.runner.start(id, Some(Resource::Progress), move |job| {
            let Some(writer) = writer else { return Ok(()) };
            let was_failing = lock(&writer.problem).is_some();
            let written = writer.write();
            let unsaved = writer.unsaved();
            if was_failing || unsaved.is_some() {
                job.item(Item::Unsaved(unsaved))?;
            }
            written
        });
    }

    /// Waits until everything is written, and what was copied is handed over as far as the desktop takes it. Returns
    /// what could not be written of the quiz.
    pub(crate) fn finish(self) -> Option<Unsaved> {
        self.runner.wait_for(Resource::Clipboard, CLIPBOARD_PATIENCE);
        self.runner.finish(&[Resource::State, Resource::Progress], SAVE_PATIENCE);
        if let Some(writer) = &self.state {
            writer.write_at_last();
        }
        let unsaved = self.progress.as_ref().and_then(|writer| {
            writer.write_at_last();
            writer.lost()
        });
        // Others can paste only while the clipboard is held, and giving it up may take as long as the desktop wants.
        let clipboard = self.clipboard.try_lock().ok().and_then(|mut clipboard| clipboard.take());
        if let Some(clipboard) = clipboard.filter(Clipboard::is_held) {
            let (end, ended) = mpsc::channel::<()>();
            thread::spawn(move || {
                drop(clipboard);
                drop(end);
            });
            // Hung up is the usual answer; without one the desktop is given up.
            let _ = ended.recv_timeout(CLIPBOARD_PATIENCE);
        }
        unsaved
    }
}

/// What a test wants of a job: a million reports, or a panic.
#[cfg(debug_assertions)]
fn test_job(name: &str, job: &JobContext) -> Result<(), Stop> {
    const FLOOD: u64 = 1_000_000;
    assert_eq!(name, "flood", "the test wants a panic");
    for n in 0..FLOOD {
        job.progress(n, Some(FLOOD))?;
    }
    job.item(Item::Text(format!("{FLOOD} reports were taken")))
}

/// Reads what was answered before, and makes the questions.
fn load_quiz(catalog: &Catalog, store: Option<&ProgressStore>, job: &JobContext) -> Result<(), Stop> {
    let (progress, problem) = store.map_or_else(Default::default, ProgressStore::load);
    let bank = Arc::new(Bank::new(catalog));
    let cards = bank.cards();
    let memory = Memory::new(progress.reviews);
    let offset = clock::utc_offset(clock::now());
    let data = QuizData { bank, cards, memory, left: progress.session, offset, random: clock::random() };
    job.item(Item::Quiz(Box::new(data)))?;
    problem.map_or(Ok(()), |problem| Err(Stop::Failed(problem.to_string())))
}

/// Shows an address in the browser of the desktop.
fn open_url(url: &str, job: &JobContext) -> Result<(), Stop> {
    if !is_web_address(url) {
        return Err(Stop::Failed(format!("{url} is not an http or https address, so it is not opened")));
    }
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let has_desktop = !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"].into_iter().any(is_set);
    if !has_desktop {
        return Err(Stop::Failed(format!("There is no display here; open {url} elsewhere")));
    }
    match open::that_detached(url) {
        Ok(()) => job.item(Item::Text(format!("Opened {url}"))),
        Err(_) => Err(Stop::Failed(format!("No browser could be started; open {url} by hand"))),
    }
}

/// Writes a program, unless it is written already, and highlights it. Whoever passes over codes with a held key reads
/// none of their programs: each is cancelled before it is written.
fn write_snippet(
    (key, program): (ProgramKey, Option<Program>),
    snippets: &Snippets,
    catalog: &Catalog,
    highlighter: &Mutex<Option<Highlighter>>,
    job: &JobContext,
) -> Result<(), Stop> {
    let program = if let Some(program) = program {
        program
    } else {
        job.sleep(REST)?;
        let program = Program::write(snippets, catalog, key).map_err(Stop::Failed)?;
        job.item(Item::Snippet(program.clone()))?;
        program
    };
    let mut highlighter = lock(highlighter);
    job.item(Item::Snippet(program.highlight(snippets, highlighter.get_or_insert_with(Highlighter::new))))
}
