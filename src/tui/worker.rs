//! What is done outside, off the drawing path: saving, copying, indexing, opening a browser.

use std::env;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::events::MessageSender;
use super::keeper::Keeper;
use crate::app::effect::Message;
use crate::app::state::snippet::{Program, Wanted};
use crate::catalog::Catalog;
use crate::clipboard::Clipboard;
use crate::highlight::Highlighter;
use crate::search::Engine;
use crate::snippet::Snippets;
use crate::store::{Change, ProgressStore, Saver, StateStore};

/// How long the end of the program waits for a desktop that does not answer. One that does is done in a tenth of it.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a code has to be looked at before its program is written.
const REST: Duration = Duration::from_millis(20);

/// Does what takes time. Changes are saved and texts are copied one after another, each in a thread of its own that
/// starts with the first.
pub(super) struct Worker {
    sender: MessageSender,
    store: Option<StateStore>,
    saving: Option<(Sender<Change>, JoinHandle<()>)>,
    clipboard: Option<Clipboard>,
    copying: Option<Copying>,
    programs: Option<Sender<Wanted>>,
    pub(super) keeper: Keeper,
}

/// The thread that copies.
struct Copying {
    /// What a text is, and the text.
    texts: Sender<(String, String)>,
    /// Hangs up when the thread has ended.
    ended: Receiver<()>,
}

impl Worker {
    pub(super) fn new(
        store: Option<StateStore>,
        progress: Option<ProgressStore>,
        clipboard: Clipboard,
        sender: MessageSender,
    ) -> Self {
        let keeper = Keeper::new(progress, sender.clone());
        Self { sender, store, saving: None, clipboard: Some(clipboard), copying: None, programs: None, keeper }
    }

    /// Has the interface say what it wants.
    pub(super) fn remind(&self) {
        self.sender.send(Message::Tick);
    }

    /// Indexes a catalogue with own entries.
    pub(super) fn index(&self, catalog: Arc<Catalog>) {
        let sender = self.sender.clone();
        thread::spawn(move || sender.send(Message::Engine(Arc::new(Engine::with_own(&catalog)))));
    }

    /// Remembers something between runs; changes are written in the order in which they came.
    pub(super) fn save(&mut self, change: Change) {
        if let Some(store) = self.store.take() {
            let (changes, received) = mpsc::channel::<Change>();
            let sender = self.sender.clone();
            let saving = thread::spawn(move || {
                let mut saver = Saver::new(store);
                let mut told = None;
                while let Ok(first) = received.recv() {
                    let problem = saver.save(std::iter::once(first).chain(received.try_iter())).err();
                    // Told once, and not again with every page that is read.
                    if let Some(problem) = problem.as_ref().filter(|_| problem != told) {
                        sender.send(Message::Failed(problem.to_string()));
                    }
                    told = problem;
                }
                if saver.waiting() > 0 {
                    // The last try; why it fails has been told.
                    let _ = saver.save([]);
                }
            });
            self.saving = Some((changes, saving));
        }
        if let Some((changes, _)) = &self.saving {
            // The saver only ends when this sender is dropped.
            let _ = changes.send(change);
        }
    }

    /// Copies a text. The thread holds the clipboard, as others can paste only while it is held.
    pub(super) fn copy(&mut self, what: String, text: String) {
        if let Some(mut clipboard) = self.clipboard.take() {
            let (texts, received) = mpsc::channel::<(String, String)>();
            let (end, ended) = mpsc::channel();
            let sender = self.sender.clone();
            thread::spawn(move || {
                for (what, text) in received {
                    let outcome = clipboard.copy(&text);
                    sender.send(Message::Copied { what, text, outcome });
                }
                drop(clipboard);
                drop(end);
            });
            self.copying = Some(Copying { texts, ended });
        }
        if let Some(Copying { texts, .. }) = &self.copying {
            // The thread only ends when this sender is dropped.
            let _ = texts.send((what, text));
        }
    }

    /// Writes the program of a snippet and tells its words apart, in a thread that starts with the first.
    pub(super) fn snippet(&mut self, wanted: Wanted) {
        let programs = self.programs.get_or_insert_with(|| {
            let (programs, received) = mpsc::channel();
            let sender = self.sender.clone();
            thread::spawn(move || write_programs(&received, &sender));
            programs
        });
        // The thread only ends when this sender is dropped.
        let _ = programs.send(wanted);
    }

    /// Waits until everything is written, and what was copied is handed over as far as the desktop takes it.
    pub(super) fn finish(self) {
        if let Some(Copying { texts, ended }) = self.copying {
            drop(texts);
            // Hung up is the usual answer; without one the desktop is given up.
            let _ = ended.recv_timeout(PATIENCE);
        }
        if let Some((changes, saver)) = self.saving {
            drop(changes);
            // A panic of the saver was told by the panic hook.
            let _ = saver.join();
        }
        self.keeper.finish();
    }
}

/// Writes programs as they are wanted. Of those that others follow at once only the last one is: whoever passes over
/// codes with a held key reads none of their programs.
fn write_programs(wanted: &Receiver<Wanted>, sender: &MessageSender) {
    let snippets = Snippets::embedded();
    let mut highlighter = None;
    let mut next = None;
    while let Some(wants) = next.take().or_else(|| wanted.recv().ok()) {
        let Wanted { key, catalog, program } = wants;
        let program = if let Some(program) = program {
            program
        } else {
            if let Ok(newer) = wanted.recv_timeout(REST) {
                next = Some(newer);
                continue;
            }
            match Program::write(&snippets, &catalog, key) {
                Ok(program) => {
                    sender.send(Message::Snippet(program.clone()));
                    program
                }
                Err(error) => {
                    sender.send(Message::Failed(error));
                    continue;
                }
            }
        };
        let highlighter = highlighter.get_or_insert_with(Highlighter::new);
        sender.send(Message::Snippet(program.tell_apart(&snippets, highlighter)));
    }
}

/// Shows an address in the browser of the desktop.
pub(super) fn open(url: &str) -> Message {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let desktop =
        !cfg!(target_os = "linux") || ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"].into_iter().any(set);
    if !desktop {
        return Message::Failed(format!("There is no display here; open {url} elsewhere"));
    }
    match open::that_detached(url) {
        Ok(()) => Message::Done(format!("Opened {url}")),
        Err(_) => Message::Failed(format!("No browser could be started; open {url} by hand")),
    }
}
