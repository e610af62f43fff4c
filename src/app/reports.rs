//! What jobs tell, brought to whoever wanted them.

use crate::app::App;
use crate::app::command::Command;
use crate::app::copied;
use crate::app::job::{Item, JobId, Owner, Report};
use crate::app::overlay::Overlay;
use crate::app::screen::Input;

impl App {
    /// Takes in what a job tells; messages that are being read are those of now.
    pub(super) fn report(&mut self, id: JobId, report: Report) -> Vec<Command> {
        let commands = self.take_report(id, report);
        if let Some(Overlay::Reader(reader)) = &mut self.overlay
            && reader.tells_messages()
            && self.find.is_none()
        {
            reader.retell(&self.shared.messages());
        }
        commands
    }

    /// What is told of a job that was cancelled is not wanted any more.
    fn take_report(&mut self, id: JobId, report: Report) -> Vec<Command> {
        match self.shared.jobs.owner(id, &report) {
            None => Vec::new(),
            Some(Owner::Screen(screen) | Owner::Detached(screen)) => {
                self.screens.get_mut(screen).update(Input::Report(id, report), &mut self.shared)
            }
            Some(Owner::Interface) => match report {
                Report::Item(Item::Engine(engine)) => {
                    self.shared.engine = engine;
                    self.input(Input::NewEngine)
                }
                Report::Item(Item::Copied { what, text, outcome }) => {
                    copied::tell(&mut self.shared, &what, &text, outcome)
                }
                Report::Item(Item::Text(text)) => {
                    self.shared.say(text);
                    Vec::new()
                }
                Report::Failed(text) => {
                    self.shared.fail(text);
                    Vec::new()
                }
                Report::Item(Item::Unsaved(unsaved)) => {
                    self.shared.unsaved = unsaved;
                    Vec::new()
                }
                Report::Item(_) | Report::Progress { .. } | Report::Done => Vec::new(),
            },
        }
    }
}
