//! The snippet on the page: its language, its program, and how it is looked at.

use super::page::ShownSnippet;
use super::snippet_lines::{SnippetLines, SnippetParts, reasons, verb};
use super::{Browser, Pane};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::overlay::{Choice, Overlay, PickerItem, Reader};
use crate::app::picking::pick;
use crate::app::screen::Screen;
use crate::app::shared::Shared;
use crate::catalog::Index;
use crate::document::{Options, PagePart};
use crate::highlight::{Program, ProgramKey};
use crate::snippet::{Language, SnippetRole, curl};
use crate::store::Change;

/// Cells that a key scrolls the code sideways.
const SIDEWAYS: isize = 8;

/// A search of more words than these is a line that was pasted, and names no language.
const MOST_WORDS: usize = 8;

/// Servers that are configured and not programmed: beside a code one of them is who has sent it.
const SENDERS: [&str; 4] = ["nginx", "apache", "caddy", "haproxy"];

/// Words of a search beside a code and a language that say that a program is looked for.
const BESIDE: [&str; 12] =
    ["a", "code", "error", "example", "from", "how", "http", "in", "send", "snippet", "status", "with"];

impl Browser {
    /// The languages that have a snippet for the current code.
    fn offered(&self, shared: &Shared) -> Option<(Index, Vec<String>)> {
        let index = self.current()?;
        let offers = shared.snippets().offered(&shared.catalog, index).ok()?;
        let offered = offers.iter().filter(|offer| offer.refusal.is_none());
        let ids: Vec<String> = offered.map(|offer| offer.language.id.clone()).collect();
        (!ids.is_empty()).then_some((index, ids))
    }

    /// Lays the snippet out when it is near.
    pub(super) fn prepare_snippet(&mut self, index: Index, options: Options, shared: &Shared) {
        let height = self.layout(shared).text_height();
        if !self.page.is_near_snippet(height) {
            return;
        }
        let Some(language) = language_of(shared, self.page.languages()) else { return };
        let key = ProgramKey { index, language: language.id.clone() };
        let program = self.programs.get(&key);
        let wanted = ShownSnippet::new(key, program.map(|program| program.is_highlighted), self.programs.numbered);
        if self.page.snippet().is_some_and(|shown| shown.looks_like(&wanted)) {
            return;
        }
        let Ok(offers) = shared.snippets().offered(&shared.catalog, index) else { return };
        let why_not = shared.key_for(Action::WhyNot);
        let numbered = wanted.numbered;
        let parts = SnippetParts { offers: &offers, language, program, numbered, why_not: &why_not };
        let laid_out = SnippetLines::new(parts, options);
        self.page.show_snippet(wanted, laid_out, height);
    }

    /// Has the program written and highlighted that is shown and is not yet.
    pub(super) fn want_snippet(&mut self, shared: &mut Shared) -> Vec<Command> {
        let near = self.current().is_some() && self.page.is_near_snippet(self.layout(shared).text_height());
        match self.page.snippet().filter(|_| near) {
            Some(shown) => self.programs.want(&shown.key, shared),
            None => self.programs.cancel(shared),
        }
    }

    /// Shows snippets in the language after or before the one that is shown.
    pub(super) fn turn_language(&mut self, by: isize, shared: &mut Shared) -> Vec<Command> {
        let Some((_, offered)) = self.offered(shared) else { return no_snippet(shared) };
        let here = language_of(shared, &offered).and_then(|shown| offered.iter().position(|id| *id == shown.id));
        let count = offered.len().cast_signed();
        self.prepare(shared);
        // What is shown first is seen before the next is.
        let by = if self.page.is_at_snippet(self.layout(shared).text_height()) { by } else { 0 };
        let to = (here.unwrap_or(0).cast_signed() + by).rem_euclid(count).cast_unsigned();
        self.take_language(&offered[to], shared)
    }

    /// The language that the search names beside the code or the name of its hit.
    pub(super) fn language_searched_for(&self, shared: &Shared) -> Option<String> {
        let search = self.search.as_ref()?;
        let (index, offered) = self.offered(shared)?;
        let query = search.input.value().to_lowercase();
        let words: Vec<&str> = query.split_whitespace().take(MOST_WORDS + 1).collect();
        let row = shared.catalog.row(index);
        let name = row.name.to_lowercase();
        let is_entry = |word: &&str| *word == &*row.code || name.split(' ').any(|part| part == *word);
        let spans = [2, 1].into_iter().flat_map(|count| words.windows(count).enumerate().map(move |at| (count, at)));
        for (count, (at, named)) in spans.filter(|_| words.len() <= MOST_WORDS) {
            let mut others = words[..at].iter().chain(&words[at + count..]);
            if !others.clone().any(&is_entry) || !others.all(|word| is_entry(word) || BESIDE.contains(word)) {
                continue;
            }
            let name = named.join(" ");
            let languages = shared.snippets().named(&name).into_iter().map(|language| language.id.clone());
            let languages: Vec<String> = languages.filter(|id| offered.contains(id)).collect();
            if let Some(language) = language_of(shared, &languages).filter(|language| !SENDERS.contains(&&*language.id))
            {
                return Some(language.id.clone());
            }
        }
        None
    }

    /// Shows snippets in a language from now on.
    pub(super) fn take_language(&mut self, id: &str, shared: &mut Shared) -> Vec<Command> {
        let Some(language) = shared.snippets().language(id) else { return Vec::new() };
        let name = language.name.clone();
        let command = shared.remember(Change::Language(id.to_owned()));
        let offered = self.offered(shared);
        let at = offered.as_ref().and_then(|(_, offered)| offered.iter().position(|offered| offered == id));
        let (Some((index, offered)), Some(at)) = (offered, at) else {
            shared.say(format!("There is no {name} snippet for this code; other pages show it"));
            return vec![command];
        };
        shared.say(format!("{name}, {} of {}", at + 1, offered.len()));
        self.write_now(ProgramKey { index, language: id.to_owned() }, shared);
        self.reveal(shared);
        vec![command]
    }

    /// Writes a program between a key and its frame, where the key asks for it; this takes a fifth of a millisecond.
    fn write_now(&mut self, key: ProgramKey, shared: &mut Shared) {
        if self.programs.get(&key).is_some() {
            return;
        }
        match Program::write(shared.snippets(), &shared.catalog, key) {
            Ok(program) => self.programs.keep(program),
            Err(error) => shared.fail(error),
        }
    }

    /// Goes to the page, and to its snippet.
    fn reveal(&mut self, shared: &Shared) {
        self.focus_on(Pane::Page);
        self.prepare(shared);
        let height = self.layout(shared).text_height();
        if !self.page.languages().is_empty() {
            // Far away it is not laid out, and how high its head is not known.
            self.page.reveal_snippet(height);
            self.prepare(shared);
            self.page.reveal_snippet(height);
        }
    }

    pub(super) fn pick_language(&self, shared: &mut Shared) -> Vec<Command> {
        let Some((_, offered)) = self.offered(shared) else { return no_snippet(shared) };
        let item = |language: &Language| PickerItem {
            label: language.name.clone(),
            detail: verb(language.role).to_owned(),
            choice: Choice::Language(language.id.clone()),
        };
        let items = offered.iter().filter_map(|id| shared.snippets().language(id)).map(item).collect();
        let now = language_of(shared, &offered).map(|language| Choice::Language(language.id.clone()));
        pick("Languages", items, now.as_ref(), "", shared)
    }

    pub(super) fn show_reasons(&self, shared: &mut Shared) -> Vec<Command> {
        let offers = self.current().and_then(|index| shared.snippets().offered(&shared.catalog, index).ok());
        let Some(offers) = offers else { return no_snippet(shared) };
        let reasons = reasons(&offers);
        if reasons.is_empty() {
            drop(offers);
            shared.say("There is a snippet in every language");
            return Vec::new();
        }
        vec![Command::Show(Overlay::Reader(Reader::reasons(&reasons)))]
    }

    /// Scrolls the commands in the pane sideways if some are too long and no code of the snippet is there, and the
    /// snippet else.
    pub(super) fn shift_code(&mut self, by: isize, shared: &mut Shared) {
        let height = self.layout(shared).text_height();
        if self.page.has_long_command(height) && (self.page.shows_mark(height) || !self.page.shows_snippet(height)) {
            self.focus_on(Pane::Page);
            if !self.page.shift_commands(by * SIDEWAYS, height) {
                shared.say(if by > 0 {
                    "This is the end of the longest command"
                } else {
                    "This is the start of the lines"
                });
            }
            return;
        }
        if self.offered(shared).is_none() {
            no_snippet(shared);
            return;
        }
        self.reveal(shared);
        if !self.page.shift_by(by * SIDEWAYS) {
            shared.say(match (self.page.is_too_wide(), by > 0) {
                (false, _) => "Every line of the snippet fits",
                (true, true) => "This is the end of the longest line",
                (true, false) => "This is the start of the lines",
            });
        }
    }

    pub(super) fn number_lines(&mut self, shared: &mut Shared) {
        if self.offered(shared).is_none() {
            no_snippet(shared);
            return;
        }
        self.programs.numbered = !self.programs.numbered;
        self.reveal(shared);
        shared.say(if self.programs.numbered { "Lines are numbered" } else { "Lines are not numbered" });
    }

    /// A part of the snippet that is shown, and its name within a sentence.
    pub(super) fn snippet_part(&self, part: PagePart, shared: &Shared) -> Option<(String, String)> {
        let (index, offered) = self.offered(shared)?;
        let language = language_of(shared, &offered)?;
        let text = match part {
            PagePart::Snippet => shared.snippets().render(&shared.catalog, index, language).ok()?,
            PagePart::Install => language.install.clone()?,
            PagePart::Run => language.run.clone(),
            PagePart::Curl if language.role == SnippetRole::Server => {
                curl(&shared.snippets().response(&shared.catalog.page(index).ok()?)?)
            }
            _ => return None,
        };
        let what = match part {
            PagePart::Snippet => format!("the {} snippet", language.name),
            _ => part.what().to_owned(),
        };
        Some((what, text))
    }
}

/// The language to show of some: the chosen one, or the next best.
pub(super) fn language_of<'s>(shared: &'s Shared, offered: &[String]) -> Option<&'s Language> {
    shared.snippets().choose(offered, shared.state.language.as_deref())
}

pub(super) fn no_snippet(shared: &mut Shared) -> Vec<Command> {
    shared.say("There is no snippet for this code");
    Vec::new()
}
