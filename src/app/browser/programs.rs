//! The programs of snippets that were written last, and the job that writes the next one.

use std::collections::VecDeque;

use crate::app::command::Command;
use crate::app::job::{JobId, Owner, Work};
use crate::app::message::Effect;
use crate::app::place::ScreenId;
use crate::app::shared::Shared;
use crate::highlight::{Program, ProgramKey};

/// How many programs are kept.
const KEPT: usize = 8;

/// The programs written last, and how they are looked at.
#[derive(Debug, Clone, Default)]
pub struct Programs {
    kept: VecDeque<Program>,
    /// The job under way, and what it writes.
    job: Option<(JobId, ProgramKey)>,
    /// Whether the lines are numbered.
    pub numbered: bool,
}

impl Programs {
    /// A program, if it is kept.
    pub fn get(&self, key: &ProgramKey) -> Option<&Program> {
        self.kept.iter().find(|program| program.key == *key)
    }

    /// Keeps a program.
    pub fn keep(&mut self, program: Program) {
        self.kept.retain(|kept| kept.key != program.key);
        self.kept.push_front(program);
        self.kept.truncate(KEPT);
    }

    /// Notes that a job has ended.
    pub fn ended(&mut self, id: JobId) {
        self.job.take_if(|(running, _)| *running == id);
    }

    /// Has a program written and highlighted, unless that is done or under way; ends the job for another one.
    pub fn want(&mut self, key: &ProgramKey, shared: &mut Shared) -> Vec<Command> {
        let program = self.get(key);
        if program.is_some_and(|program| program.is_highlighted) || self.job.as_ref().is_some_and(|(_, of)| of == key) {
            return Vec::new();
        }
        let work = Work::WriteSnippet(key.clone(), program.cloned());
        let mut commands = self.cancel(shared);
        let (id, start) = shared.start(Owner::Screen(ScreenId::Browser), work);
        self.job = Some((id, key.clone()));
        commands.push(start);
        commands
    }

    /// Ends the job that is under way.
    pub fn cancel(&mut self, shared: &mut Shared) -> Vec<Command> {
        let running = self.job.take().map(|(id, _)| id).filter(|id| shared.jobs.cancel(*id));
        running.map(|id| Command::Do(Effect::Cancel(id))).into_iter().collect()
    }
}
