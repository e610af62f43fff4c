//! The quiz outside the interface: reading what it needs, keeping what is answered.

use std::sync::Arc;
use std::sync::mpsc::{self, SyncSender};
use std::thread::{self, JoinHandle};

use super::events::MessageSender;
use crate::app::effect::Message;
use crate::app::state::quiz::Loaded;
use crate::catalog::Catalog;
use crate::clock;
use crate::quiz::bank::Bank;
use crate::quiz::memory::Memory;
use crate::store::{ProgressChange, ProgressStore, Saver};

/// Reads and keeps progress, in threads of its own that start when the quiz is opened.
pub(super) struct Keeper {
    sender: MessageSender,
    store: Option<ProgressStore>,
    keeping: Option<(SyncSender<Vec<ProgressChange>>, JoinHandle<()>)>,
}

impl Keeper {
    /// A keeper that has read nothing yet. Without a store nothing is kept.
    pub(super) const fn new(store: Option<ProgressStore>, sender: MessageSender) -> Self {
        Self { sender, store, keeping: None }
    }

    /// Reads what was answered before, and makes the questions.
    pub(super) fn load(&self, catalog: Arc<Catalog>) {
        let (sender, store) = (self.sender.clone(), self.store.clone());
        thread::spawn(move || {
            let (progress, problem) = store.map_or_else(Default::default, |store| store.load());
            let bank = Arc::new(Bank::new(&catalog));
            let cards = bank.cards();
            let memory = Memory::new(progress.reviews);
            let offset = clock::utc_offset(clock::now());
            let left = progress.session;
            let loaded = Loaded { bank, cards, memory, left, offset, random: clock::random() };
            sender.send(Message::Quiz(Box::new(loaded)));
            if let Some(problem) = problem {
                sender.send(Message::Failed(problem.to_string()));
            }
        });
    }

    /// Keeps changes. They are taken only once those before are on the disk, so that whatever ends the program takes
    /// one answer with it at most.
    pub(super) fn keep(&mut self, changes: Vec<ProgressChange>) {
        if let Some(store) = self.store.take() {
            let (to_keep, received) = mpsc::sync_channel::<Vec<ProgressChange>>(0);
            let sender = self.sender.clone();
            let keeping = thread::spawn(move || {
                let mut saver = Saver::new(store);
                let mut told = None;
                for changes in received {
                    let problem = saver.save(changes).err();
                    // Told once, and not again with every answer.
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
            self.keeping = Some((to_keep, keeping));
        }
        if let Some((to_keep, _)) = &self.keeping {
            // The keeper only ends when this sender is dropped.
            let _ = to_keep.send(changes);
        }
    }

    /// Waits until everything is written.
    pub(super) fn finish(self) {
        if let Some((to_keep, keeping)) = self.keeping {
            drop(to_keep);
            // A panic of the keeper was told by the panic hook.
            let _ = keeping.join();
        }
    }
}
