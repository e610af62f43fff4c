//! What is laid over the browser: choices, help, messages.

use crossterm::event::KeyEvent;

use crate::app::action::{Action, Context};
use crate::app::effect::Effect;
use crate::app::state::list::{View, count};
use crate::app::state::picker::{Choice, Item, Picker};
use crate::app::state::reader::Reader;
use crate::app::{App, Now, Overlay, Pane, Screen, line_edit};
use crate::store::Change;

impl App {
    /// An action inside an overlay.
    pub(super) fn over(&mut self, action: Action, key: KeyEvent, now: Now) -> Vec<Effect> {
        let height = usize::from(self.areas.overlay_rows.height);
        let page = isize::try_from(height).unwrap_or(1).max(2) - 1;
        let by = match action {
            Action::Down => 1,
            Action::Up => -1,
            Action::PageDown => page,
            Action::PageUp => -page,
            Action::Top => isize::MIN / 2,
            Action::Bottom => isize::MAX / 2,
            Action::Back => {
                self.overlay = None;
                return Vec::new();
            }
            _ => 0,
        };
        match &mut self.overlay {
            Some(Overlay::Reader(reader)) => reader.scroll_by(by, height),
            Some(Overlay::Picker(picker)) => match action {
                Action::Type => {
                    if line_edit::edit(&mut picker.input, key) {
                        picker.narrow();
                    }
                }
                Action::Open => return self.choose(now),
                _ => {
                    let shown = picker.shown().len();
                    picker.cursor.step(by, shown);
                }
            },
            None => {}
        }
        Vec::new()
    }

    /// Does what the selected choice says, and closes the list.
    pub(super) fn choose(&mut self, now: Now) -> Vec<Effect> {
        let Some(Overlay::Picker(picker)) = &self.overlay else { return Vec::new() };
        let Some(choice) = picker.choice().cloned() else { return Vec::new() };
        self.overlay = None;
        match choice {
            Choice::Entry(index) => {
                self.set_focus(Pane::Page);
                self.go_to(index)
            }
            Choice::Section(section) => {
                self.set_focus(Pane::Page);
                self.prepare();
                let height = usize::from(self.areas.text.height);
                self.page.scroll_to(self.page.start_of(section), height);
                Vec::new()
            }
            Choice::Theme(theme) => {
                self.say(format!("Theme: {theme}"));
                self.look.theme.clone_from(&theme);
                vec![self.remember(Change::Theme(Some(theme)))]
            }
            Choice::Copy(part) => self.copy_part(part),
            Choice::Language(language) => self.take_language(&language),
            Choice::Narrow(narrow) => {
                self.narrow(narrow);
                Vec::new()
            }
            Choice::Compare(entries) => {
                let column = self.compare.as_ref().map_or(0, |compare| compare.column);
                let column = if self.screen == Screen::Compare { column } else { 0 };
                self.change_columns(&entries, column);
                Vec::new()
            }
            Choice::Scope(scope) => {
                self.choose_scope(scope);
                Vec::new()
            }
            Choice::Action(action) => self.act(action, now),
        }
    }

    /// An action without its key, from the palette.
    fn act(&mut self, action: Action, now: Now) -> Vec<Effect> {
        match action {
            Action::Interrupt => vec![Effect::Quit(130)],
            Action::Suspend => vec![Effect::Suspend],
            Action::Redraw => vec![Effect::Redraw],
            action => match self.screen {
                Screen::Browser => self.browse(action),
                Screen::Compare => self.at_comparison(action),
                Screen::CheatSheet => self.on_sheet(action),
                Screen::Quiz => self.practise(action, None, now),
            },
        }
    }

    pub(super) fn pick(&mut self, title: &'static str, items: Vec<Item>, nothing: &str, selected: Option<&Choice>) {
        if items.is_empty() {
            self.say(nothing);
            return;
        }
        let mut picker = Picker::new(title, items);
        if let Some(selected) = selected {
            picker.select(selected);
        }
        self.overlay = Some(Overlay::Picker(picker));
    }

    pub(super) fn pick_related(&mut self) {
        let page = self.current().and_then(|index| self.catalog.page(index).ok());
        let items = page.iter().flat_map(|page| &page.related).filter_map(|related| {
            let index = self.catalog.find(&related.id)?;
            let row = self.catalog.row(index);
            Some(Item {
                label: format!("{} {}", row.code, row.title()),
                detail: related.why.clone(),
                choice: Choice::Entry(index),
            })
        });
        let items = items.collect();
        self.pick("Related codes", items, "This page names no related code", None);
    }

    pub(super) fn pick_section(&mut self) {
        self.prepare();
        let item = |&(section, _): &(crate::document::SectionId, usize)| Item {
            label: section.title().to_owned(),
            detail: String::new(),
            choice: Choice::Section(section),
        };
        let items = self.page.document().starts.iter().map(item).collect();
        let here = self.page.section().map(Choice::Section);
        self.pick("Sections", items, "There is no page to go through", here.as_ref());
    }

    pub(super) fn pick_theme(&mut self) {
        let item = |name: &String| Item {
            label: name.clone(),
            detail: if name == "auto" { "follows the terminal's background".to_owned() } else { String::new() },
            choice: Choice::Theme(name.clone()),
        };
        let items = self.themes.iter().map(item).collect();
        let now = Choice::Theme(self.look.theme.clone());
        self.pick("Themes", items, "There are no themes", Some(&now));
    }

    pub(super) fn pick_scope(&mut self, now: View) {
        let item = |&(view, _): &(View, usize)| Item {
            label: view.label().to_owned(),
            detail: format!("{} codes", count(view, &self.catalog, &self.memory)),
            choice: Choice::Scope(view),
        };
        let items = self.views.iter().map(item).collect();
        self.pick("Ask about", items, "There are no codes", Some(&Choice::Scope(now)));
    }

    pub(super) fn pick_action(&mut self) {
        let context = self.context();
        let rows = self.keymap.rows().iter();
        let offered = rows.filter(|row| row.context == context || row.context == Context::Any);
        // What is typed needs its key, and the palette is open already.
        let typed = |action| matches!(action, Action::Jump | Action::Type | Action::Answer | Action::Palette);
        let offered = offered.filter(|row| !typed(row.action));
        let items = offered
            .map(|row| Item {
                label: row.description.clone(),
                detail: row.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join("  "),
                choice: Choice::Action(row.action),
            })
            .collect();
        self.pick("Actions", items, "There are no actions", None);
    }

    pub(super) fn show_help(&mut self) {
        self.overlay = Some(Overlay::Reader(Reader::help(&self.keymap, self.context())));
    }

    pub(super) fn show_messages(&mut self) {
        self.overlay = Some(Overlay::Reader(Reader::messages(&self.problems)));
    }
}
