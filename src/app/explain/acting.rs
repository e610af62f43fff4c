//! What keys do at a message that is explained.

use super::Explain;
use super::explained::{Content, Told};
use super::layout::columns;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::place::{Pasted, Place};
use crate::app::shared::Shared;
use crate::app::told_finding::ToldFinding;

impl Explain {
    pub(super) fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Command> {
        if action == Action::Back {
            return self.back();
        }
        match self.content() {
            Some(Content::Told(_)) => self.act_on_told(action, shared),
            Some(Content::Archive(rows)) => {
                let count = rows.len();
                self.act_on_archive(action, count, shared)
            }
            Some(Content::Unreadable(_)) | None => {
                let is_empty = self.pasted.is_none();
                match action.rows(usize::from(shared.frame.body.height)) {
                    Some(rows) if is_empty => self.scroll_intro(rows, shared),
                    _ if !is_of_message(action) => return vec![Command::Unhandled(action)],
                    _ if is_empty => shared.say("Nothing was pasted yet"),
                    _ => shared.say("There is no message here"),
                }
                Vec::new()
            }
        }
    }

    /// One step out: of a finding that is shown whole, of an entry to its archive, of the screen.
    fn back(&mut self) -> Vec<Command> {
        if self.told().is_some() && self.reading.unfolded {
            self.reading.unfold(false);
        } else if let Some(entry) = self.pasted.as_mut().and_then(|pasted| pasted.entry.take()) {
            self.list.selected = entry;
        } else {
            return vec![Command::Leave];
        }
        Vec::new()
    }

    fn act_on_archive(&mut self, action: Action, count: usize, shared: &mut Shared) -> Vec<Command> {
        if let Some(rows) = action.rows(usize::from(shared.frame.titled().text.height)) {
            self.list.step(rows, count);
            return Vec::new();
        }
        match action {
            Action::Open => return self.open_entry(),
            action if is_of_message(action) => shared.say("Choose an entry first"),
            action => return vec![Command::Unhandled(action)],
        }
        Vec::new()
    }

    /// Explains the chosen entry of the archive.
    pub(super) fn open_entry(&self) -> Vec<Command> {
        let Some(pasted) = &self.pasted else { return Vec::new() };
        vec![Command::Go(Place::explained(Pasted { entry: Some(self.list.selected), ..pasted.clone() }))]
    }

    fn act_on_told(&mut self, action: Action, shared: &mut Shared) -> Vec<Command> {
        let layout = self.layout(shared);
        let mut reading = std::mem::take(&mut self.reading);
        let commands = match self.told() {
            Some(told) => {
                let pane = if reading.on_message { layout.message } else { layout.side };
                if let Some(rows) = action.rows(usize::from(pane.height)) {
                    reading.step(rows, told, layout);
                    Vec::new()
                } else {
                    let finding = told.findings.get(reading.selected);
                    match action {
                        Action::Left | Action::Right => reading.sideways(action == Action::Right, layout),
                        Action::Open if finding.is_some() => {
                            reading.unfold(reading.on_message || !reading.unfolded);
                            reading.go_to(false);
                        }
                        _ => {}
                    }
                    do_outside(action, told, finding, shared)
                }
            }
            None => Vec::new(),
        };
        self.reading = reading;
        commands
    }

    /// Scrolls what is said before anything was pasted.
    pub(super) fn scroll_intro(&mut self, by: isize, shared: &Shared) {
        let lines = self.intro.as_ref().map_or(0, |(_, lines)| lines.len());
        let height = usize::from(columns(shared.frame).0.height.max(1));
        self.intro_top = self.intro_top.saturating_add_signed(by).min(lines.saturating_sub(height));
    }
}

/// Whether an action is about a message or its findings.
const fn is_of_message(action: Action) -> bool {
    matches!(
        action,
        Action::Open
            | Action::Left
            | Action::Right
            | Action::ToPage
            | Action::CopyFinding
            | Action::CopyExplanation
            | Action::OpenSource
            | Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom
    )
}

/// Does what an action does beyond the screen.
fn do_outside(action: Action, told: &Told, finding: Option<&ToldFinding>, shared: &mut Shared) -> Vec<Command> {
    match action {
        Action::ToPage => match told.page {
            Some(index) => return vec![Command::Go(Place::page(index))],
            None => shared.say("There is no page: the message has no status that is known"),
        },
        Action::CopyExplanation => return vec![shared.copy("the explanation", &told.markdown)],
        Action::CopyFinding | Action::OpenSource | Action::Open if finding.is_none() => shared.say("Nothing was found"),
        Action::CopyFinding => {
            let text = finding.map(ToldFinding::text).unwrap_or_default();
            return vec![shared.copy("the finding", &text)];
        }
        Action::OpenSource => {
            let url = finding.map(|finding| finding.finding.source.url()).unwrap_or_default();
            return vec![shared.open_url(url)];
        }
        Action::Left | Action::Right | Action::Open => {}
        action => return vec![Command::Unhandled(action)],
    }
    Vec::new()
}
