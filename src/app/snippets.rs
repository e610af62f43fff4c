//! The snippet on the page: its language, its program, and how it is looked at.

use crate::app::action::Action;
use crate::app::copying::Part;
use crate::app::effect::Effect;
use crate::app::state::page::Shown;
use crate::app::state::picker::{Choice, Item};
use crate::app::state::reader::Reader;
use crate::app::state::snippet::{Key, Parts, Program, SnippetLines, Wanted, reasons, verb};
use crate::app::{App, Overlay, Pane};
use crate::catalog::Index;
use crate::document::Options;
use crate::snippet::{Language, SnippetRole, Snippets, curl, response};
use crate::store::Change;

/// Cells that a key scrolls the code sideways.
const SIDEWAYS: isize = 8;

impl App {
    fn snippets(&self) -> &Snippets {
        self.snippets.get_or_init(Snippets::embedded)
    }

    /// The languages that have a snippet for the current code.
    fn offered(&self) -> Option<(Index, Vec<String>)> {
        let index = self.current()?;
        let offers = self.snippets().offered(&self.catalog, index).ok()?;
        let offered = offers.iter().filter(|offer| offer.refusal.is_none());
        let ids: Vec<String> = offered.map(|offer| offer.language.id.clone()).collect();
        (!ids.is_empty()).then_some((index, ids))
    }

    /// The language to show of some: the chosen one, or the next best.
    fn language_of(&self, offered: &[String]) -> Option<&Language> {
        self.snippets().choose(offered, self.memory.language.as_deref())
    }

    /// Lays the snippet out when it is near.
    pub(super) fn prepare_snippet(&mut self, index: Index, options: Options) {
        let height = usize::from(self.areas.text.height);
        if !self.page.is_near_snippet(height) {
            return;
        }
        let Some(language) = self.language_of(self.page.languages()) else { return };
        let key = Key { index, language: language.id.clone() };
        let program = self.programs.get(&key);
        let wanted = Shown::new(key, program.map(|program| program.told_apart), self.programs.numbered);
        if self.page.snippet().is_some_and(|shown| shown.is_as(&wanted)) {
            return;
        }
        let Ok(offers) = self.snippets().offered(&self.catalog, index) else { return };
        let why_not = self.key_for(Action::WhyNot);
        let numbered = wanted.numbered;
        let parts = Parts { offers: &offers, language, program, numbered, why_not: &why_not };
        let laid_out = SnippetLines::new(parts, options);
        self.page.show_snippet(wanted, laid_out, height);
    }

    /// What is still to be done for the snippet that is shown; asked for once, after a frame.
    pub fn wanted(&mut self) -> Option<Wanted> {
        let height = usize::from(self.areas.text.height);
        if self.current().is_none() || !self.page.is_near_snippet(height) {
            return None;
        }
        self.programs.ask(&self.page.snippet()?.key, &self.catalog)
    }

    /// Shows snippets in the language after or before the one that is shown.
    pub(super) fn turn_language(&mut self, by: isize) -> Vec<Effect> {
        let Some((_, offered)) = self.offered() else { return self.no_snippet() };
        let here = self.language_of(&offered).and_then(|language| offered.iter().position(|id| *id == language.id));
        let count = offered.len().cast_signed();
        let to = (here.unwrap_or(0).cast_signed() + by).rem_euclid(count).cast_unsigned();
        self.take_language(&offered[to])
    }

    /// Shows snippets in a language from now on.
    pub(super) fn take_language(&mut self, id: &str) -> Vec<Effect> {
        let Some((index, offered)) = self.offered() else { return self.no_snippet() };
        let Some(language) = self.snippets().language(id) else { return Vec::new() };
        let at = offered.iter().position(|offered| offered == id).unwrap_or(0) + 1;
        let text = format!("{}, {at} of {}", language.name, offered.len());
        self.say(text);
        self.write_now(Key { index, language: id.to_owned() });
        let effect = self.remember(Change::Language(id.to_owned()));
        self.reveal();
        vec![effect]
    }

    /// Writes a program between a key and its frame, where the key asks for it; this takes a fifth of a millisecond.
    fn write_now(&mut self, key: Key) {
        if self.programs.get(&key).is_some() {
            return;
        }
        match Program::write(self.snippets(), &self.catalog, key) {
            Ok(program) => self.programs.keep(program),
            Err(error) => self.fail(error),
        }
    }

    /// Goes to the page, and to its snippet.
    fn reveal(&mut self) {
        self.set_focus(Pane::Page);
        self.prepare();
        let height = usize::from(self.areas.text.height);
        if !self.page.languages().is_empty() {
            // Far away it is not laid out, and how high its head is not known.
            self.page.reveal_snippet(height);
            self.prepare();
            self.page.reveal_snippet(height);
        }
    }

    pub(super) fn pick_language(&mut self) {
        let Some((_, offered)) = self.offered() else {
            self.no_snippet();
            return;
        };
        let item = |language: &Language| Item {
            label: language.name.clone(),
            detail: verb(language.role).to_owned(),
            choice: Choice::Language(language.id.clone()),
        };
        let items = offered.iter().filter_map(|id| self.snippets().language(id)).map(item).collect();
        let now = self.language_of(&offered).map(|language| Choice::Language(language.id.clone()));
        self.pick("Languages", items, "", now.as_ref());
    }

    pub(super) fn show_reasons(&mut self) {
        let offers = self.current().and_then(|index| self.snippets().offered(&self.catalog, index).ok());
        let Some(offers) = offers else {
            self.no_snippet();
            return;
        };
        let reasons = reasons(&offers);
        if reasons.is_empty() {
            self.say("There is a snippet in every language");
        } else {
            self.overlay = Some(Overlay::Reader(Reader::reasons(&reasons)));
        }
    }

    pub(super) fn shift_code(&mut self, way: isize) {
        if self.offered().is_none() {
            self.no_snippet();
            return;
        }
        self.reveal();
        if !self.page.shift_by(way * SIDEWAYS) {
            self.say(match (self.page.is_too_wide(), way > 0) {
                (false, _) => "Every line of the snippet is there whole",
                (true, true) => "This is the end of the longest line",
                (true, false) => "This is the start of the lines",
            });
        }
    }

    pub(super) fn number_lines(&mut self) {
        if self.offered().is_none() {
            self.no_snippet();
            return;
        }
        self.programs.numbered = !self.programs.numbered;
        self.reveal();
        self.say(if self.programs.numbered { "Lines are numbered" } else { "Lines are not numbered" });
    }

    pub(super) fn no_snippet(&mut self) -> Vec<Effect> {
        self.say("There is no snippet for this code");
        Vec::new()
    }

    /// A part of the snippet that is shown, and its name within a sentence.
    pub(super) fn snippet_part(&self, part: Part) -> Option<(String, String)> {
        let (index, offered) = self.offered()?;
        let language = self.language_of(&offered)?;
        let text = match part {
            Part::Snippet => self.snippets().render(&self.catalog, index, language).ok()?,
            Part::Install => language.install.clone()?,
            Part::Run => language.run.clone(),
            Part::Curl if language.role == SnippetRole::Server => curl(&response(&self.catalog.page(index).ok()?)?),
            _ => return None,
        };
        let what = match part {
            Part::Snippet => format!("the {} snippet", language.name),
            _ => part.what().to_owned(),
        };
        Some((what, text))
    }
}
