//! Two to four codes side by side: choosing them, reading, changing the columns.

mod draw;
mod view;

use ratatui::layout::Position;

use crate::app::action::{Action, Context};
use crate::app::command::Command;
use crate::app::comparable::comparison_items;
use crate::app::link::Link;
use crate::app::mouse::Mouse;
use crate::app::overlay::Choice;
use crate::app::picking::pick;
use crate::app::place::{Place, Scroll};
use crate::app::screen::{Input, Screen};
use crate::app::shared::Shared;
use crate::app::text::Text;
use crate::catalog::Index;
use crate::compare::ComparisonLine;
use crate::widgets::Canvas;

pub use view::ComparisonView;

/// The state of the comparison.
#[derive(Debug, Default)]
pub struct Compare {
    view: Option<ComparisonView>,
}

impl Compare {
    /// The codes that are compared, once some are.
    pub const fn view(&self) -> Option<&ComparisonView> {
        self.view.as_ref()
    }

    /// Compares other entries, with a column chosen; says why that cannot be, and returns `false` then.
    fn show(&mut self, entries: &[Index], column: usize, shared: &mut Shared) -> bool {
        match ComparisonView::new(shared, entries) {
            Ok(mut view) => {
                view.column = column.min(view.comparison.columns.len() - 1);
                view.folded = self.view.as_ref().is_none_or(|before| before.folded);
                self.view = Some(view);
                true
            }
            Err(error) => {
                shared.fail(error.to_string());
                false
            }
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Command> {
        let height = usize::from(shared.frame.titled().text.height);
        let Some(view) = &mut self.view else {
            return if action == Action::Back { vec![Command::Leave] } else { Vec::new() };
        };
        let columns = view.comparison.columns.len();
        if let Some(rows) = action.rows(height) {
            view.scroll_by(rows, height);
            return Vec::new();
        }
        match action {
            Action::Right => view.column = (view.column + 1) % columns,
            Action::Left => view.column = (view.column + columns - 1) % columns,
            Action::Fold if view.equal() == 0 => shared.say("There is nothing in which they agree"),
            Action::Fold => view.folded = !view.folded,
            Action::Swap => self.swap(shared),
            Action::RemoveColumn => self.remove_column(shared),
            Action::AddColumn => return self.pick_one_more(shared),
            Action::ReplaceColumn => return self.pick_another(shared),
            Action::Open => return vec![Command::Go(Place::page(view.entry()))],
            Action::OpenSource => return self.open_source(shared),
            Action::Back => return vec![Command::Leave],
            _ => return vec![Command::Unhandled(action)],
        }
        Vec::new()
    }

    /// Changes the places of the chosen column and the one after it, which goes on being chosen.
    fn swap(&mut self, shared: &mut Shared) {
        let Some(view) = &self.view else { return };
        let mut entries = view.entries();
        let (from, to) = (view.column, (view.column + 1) % entries.len());
        entries.swap(from, to);
        self.show(&entries, to, shared);
    }

    fn remove_column(&mut self, shared: &mut Shared) {
        let Some(view) = &self.view else { return };
        if !view.can_shrink() {
            return shared.say("A comparison takes two codes");
        }
        let column = view.column;
        let mut entries = view.entries();
        entries.remove(column);
        self.show(&entries, column, shared);
    }

    fn pick_one_more(&self, shared: &mut Shared) -> Vec<Command> {
        let Some(view) = &self.view else { return Vec::new() };
        if !view.can_grow() {
            shared.say("A comparison takes at most four codes");
            return Vec::new();
        }
        let entries = view.entries();
        let with = |other| [entries.as_slice(), &[other]].concat();
        let items = comparison_items(shared, view.entry(), with, Choice::Columns);
        pick("Add to the comparison", items, None, "There is nothing to compare it with", shared)
    }

    fn pick_another(&self, shared: &mut Shared) -> Vec<Command> {
        let Some(view) = &self.view else { return Vec::new() };
        let entries = view.entries();
        let with = |other| {
            let mut entries = entries.clone();
            entries[view.column] = other;
            entries
        };
        let items = comparison_items(shared, view.entry(), with, Choice::Columns);
        pick("In its place", items, None, "There is nothing to compare it with", shared)
    }

    fn open_source(&self, shared: &mut Shared) -> Vec<Command> {
        let source = self.view.as_ref().and_then(|view| view.comparison.sources.first());
        let Some(url) = source.map(|source| source.url.clone()) else {
            shared.say("This comparison names no source to open");
            return Vec::new();
        };
        vec![shared.open_url(url)]
    }

    fn mouse(&mut self, mouse: Mouse, shared: &Shared) {
        let Some(view) = &mut self.view else { return };
        let titled = shared.frame.titled();
        match mouse {
            // A click on the name of a column chooses it.
            Mouse::Click(at) if titled.head.contains(at) => {
                let (start, step) = view.places(titled.head);
                let column = usize::from((at.x - start) / step.max(1));
                view.column = column.min(view.comparison.columns.len() - 1);
            }
            Mouse::Wheel(_, by) => view.scroll_by(by, usize::from(titled.text.height)),
            _ => {}
        }
    }
}

impl Screen for Compare {
    fn context(&self) -> Context {
        Context::Compare
    }

    fn place(&self) -> Place {
        let scroll = self.view.as_ref().map_or(0, |view| view.scroll);
        let codes = self.view.as_ref().map_or_else(Vec::new, ComparisonView::entries);
        Place { scroll: Scroll { section: None, above: scroll, of: 0 }, ..Place::comparison(codes) }
    }

    fn open(&mut self, place: &Place, shared: &mut Shared) -> Vec<Command> {
        if !place.codes.is_empty() {
            let column = self.view.as_ref().filter(|view| view.entries() == place.codes).map_or(0, |view| view.column);
            if !self.show(&place.codes, column, shared) {
                return vec![Command::Leave];
            }
            if let Some(view) = &mut self.view {
                view.scroll = place.scroll.above;
            }
        }
        Vec::new()
    }

    fn update(&mut self, input: Input, shared: &mut Shared) -> Vec<Command> {
        match input {
            Input::Action(action, _) => return self.act(action, shared),
            Input::Choice(Choice::Columns(entries)) => {
                let column = self.view.as_ref().map_or(0, |view| view.column);
                self.show(&entries, column, shared);
            }
            Input::Mouse(mouse) => self.mouse(mouse, shared),
            Input::Choice(_) | Input::Paste(_) | Input::Report(..) | Input::NewEngine | Input::Wake => {}
        }
        Vec::new()
    }

    fn prepare(&mut self, shared: &Shared) {
        let area = shared.frame.titled().text;
        if let Some(view) = &mut self.view {
            view.prepare(shared.options(area.width), usize::from(area.height));
        }
    }

    fn links(&self, shared: &Shared) -> Vec<Link> {
        self.view.as_ref().map(|view| view.links(shared.frame.titled().text)).unwrap_or_default()
    }

    fn text(&self, shared: &Shared) -> Option<Text> {
        let view = self.view.as_ref()?;
        let line = |line: &ComparisonLine| line.spans.iter().map(|(_, span)| span.text.as_str()).collect();
        Some(Text { lines: view.lines.iter().map(line).collect(), top: view.scroll, area: shared.frame.titled().text })
    }

    fn show_text_from(&mut self, line: usize, shared: &Shared) {
        if let Some(view) = &mut self.view {
            view.scroll = line;
            view.scroll_by(0, usize::from(shared.frame.titled().text.height));
        }
    }

    fn draw(&self, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        if let Some(view) = &self.view {
            view.draw(shared, canvas);
        }
        None
    }
}
