//! Copying from the page that is shown.

use super::snippet::{language_of, no_snippet};
use super::{Browser, Pane};
use crate::app::command::Command;
use crate::app::copied::COMMAND;
use crate::app::overlay::{Choice, PickerItem};
use crate::app::picking::pick;
use crate::app::screen::Screen;
use crate::app::shared::Shared;
use crate::document::PagePart;
use crate::text::line_count;

/// A text of one line is shown beside its name in the list up to this many bytes.
const BESIDE: usize = 24;

impl Browser {
    /// Offers what can be copied from the page.
    pub(super) fn pick_copy(&self, shared: &mut Shared) -> Vec<Command> {
        let page = self.current().and_then(|index| Some((index, shared.catalog.page(index).ok()?)));
        let of_page = page.iter().flat_map(|(index, page)| {
            PagePart::ALL.into_iter().filter_map(|part| Some((part, part.text(page, *index, &shared.catalog)?)))
        });
        let of_snippet =
            PagePart::OF_SNIPPET.into_iter().filter_map(|part| Some((part, self.snippet_part(part, shared)?.1)));
        let item = |(part, text): (PagePart, String)| {
            let detail = if text.len() <= BESIDE && !text.contains('\n') { text } else { line_count(&text) };
            PickerItem { label: part.label().to_owned(), detail, choice: Choice::Copy(part) }
        };
        let items = of_snippet.chain(of_page).map(item).collect();
        pick("Copy", items, None, "There is no page to copy from", shared)
    }

    /// Marks the command after or before the marked one, and goes to the page for it.
    pub(super) fn mark_command(&mut self, forward: bool, shared: &mut Shared) {
        self.focus_on(Pane::Page);
        self.prepare(shared);
        if !self.page.has_commands() {
            shared.say("There is no command on this page");
        } else if !self.page.mark_next(forward, self.layout(shared).text_height()) {
            shared.say(if forward {
                "This is the last command of the page"
            } else {
                "This is the first command of the page"
            });
        }
    }

    /// What of the footer is said in other words: which program is copied where it is out of sight, and whether anything
    /// that is in sight is cut.
    pub(super) fn words_of_footer(&self, shared: &Shared) -> Vec<(&'static str, String)> {
        let height = self.layout(shared).text_height();
        let mut words = Vec::new();
        let language = language_of(shared, self.page.languages());
        if let Some(language) = language.filter(|_| !self.page.is_at_snippet(height)) {
            words.push(("copy snippet", format!("copy {} snippet", language.name)));
        }
        let is_cut = self.page.has_long_command(height) || self.page.shows_snippet(height) && self.page.is_too_wide();
        if !is_cut || self.focus != Pane::Page {
            words.push(("sideways", String::new()));
        }
        words
    }

    /// Copies the command that is marked.
    pub(super) fn copy_command(&self, shared: &mut Shared) -> Vec<Command> {
        let command = self.page.marked_command().map(str::to_owned);
        command.map(|command| shared.copy(COMMAND, &command)).into_iter().collect()
    }

    /// Copies a part of the page.
    pub(super) fn copy(&self, part: PagePart, shared: &mut Shared) -> Vec<Command> {
        if PagePart::OF_SNIPPET.contains(&part) {
            return match self.snippet_part(part, shared) {
                Some((what, text)) => vec![shared.copy(&what, &text)],
                None => no_snippet(shared),
            };
        }
        let text = self.current().and_then(|index| {
            let page = shared.catalog.page(index).ok()?;
            part.text(&page, index, &shared.catalog)
        });
        text.map(|text| shared.copy(part.what(), &text)).into_iter().collect()
    }
}
