//! The cheat sheet: every code on one sheet, to move over, to narrow, and to open pages from.

mod view;

use ratatui::layout::{Position, Rect};

use crate::app::action::{Action, Context};
use crate::app::command::Command;
use crate::app::mouse::Mouse;
use crate::app::overlay::{Choice, PickerItem};
use crate::app::picking::pick;
use crate::app::place::{Place, ScreenId, Scroll};
use crate::app::screen::{Input, Screen};
use crate::app::shared::Shared;
use crate::catalog::{Catalog, Category, Standing};
use crate::cheatsheet::{Filter, Step};
use crate::widgets::Canvas;

pub use view::SheetView;

/// The state of the cheat sheet.
#[derive(Debug, Default)]
pub struct CheatSheet {
    view: SheetView,
}

impl CheatSheet {
    /// The sheet that is shown.
    pub const fn view(&self) -> &SheetView {
        &self.view
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Command> {
        self.prepare(shared);
        let view = &mut self.view;
        let height = usize::from(shared.frame.titled().text.height);
        match action {
            Action::Down => view.step(Step::Down),
            Action::Up => view.step(Step::Up),
            Action::Left => view.step(Step::Left),
            Action::Right => view.step(Step::Right),
            Action::PageDown | Action::PageUp => view.turn(action.rows(height).unwrap_or_default()),
            Action::Top => view.to_end(false),
            Action::Bottom => view.to_end(true),
            Action::Open => return self.open_selected(),
            Action::Scope => return self.pick_filter(shared),
            Action::Back if view.filter != Filter::default() => self.filter(Filter::default(), shared),
            Action::Back => return vec![Command::Leave],
            _ => return vec![Command::Unhandled(action)],
        }
        Vec::new()
    }

    fn open_selected(&self) -> Vec<Command> {
        self.view.selected.map(|index| Command::Go(Place::page(index))).into_iter().collect()
    }

    fn pick_filter(&self, shared: &mut Shared) -> Vec<Command> {
        let item = |filter: Filter| PickerItem {
            label: label(&filter).to_owned(),
            detail: String::new(),
            choice: Choice::Filter(filter),
        };
        let items = filters(&shared.catalog).into_iter().map(item).collect();
        let now = Choice::Filter(self.view.filter.clone());
        pick("Show", items, Some(&now), "There are no codes", shared)
    }

    fn filter(&mut self, filter: Filter, shared: &mut Shared) {
        shared.say(format!("On the sheet: {}", label(&filter)));
        self.view.filter = filter;
    }

    /// A click on a code selects it; a second one goes to its page.
    fn click(&mut self, at: Position, text: Rect) -> Vec<Command> {
        if !text.contains(at) {
            return Vec::new();
        }
        let row = self.view.scroll + usize::from(at.y - text.y);
        let Some(index) = self.view.sheet.at(at.x - text.x, row) else { return Vec::new() };
        if self.view.selected == Some(index) {
            return self.open_selected();
        }
        self.view.selected = Some(index);
        Vec::new()
    }
}

impl Screen for CheatSheet {
    fn context(&self) -> Context {
        Context::CheatSheet
    }

    fn place(&self) -> Place {
        Place {
            codes: self.view.selected.into_iter().collect(),
            scroll: Scroll { section: None, above: self.view.scroll, of: 0 },
            ..Place::screen(ScreenId::CheatSheet)
        }
    }

    fn open(&mut self, place: &Place, _shared: &mut Shared) -> Vec<Command> {
        self.view.selected = place.codes.first().copied().or(self.view.selected);
        self.view.scroll = place.scroll.above;
        Vec::new()
    }

    fn update(&mut self, input: Input, shared: &mut Shared) -> Vec<Command> {
        let text = shared.frame.titled().text;
        match input {
            Input::Action(action, _) => return self.act(action, shared),
            Input::Choice(Choice::Filter(filter)) => self.filter(filter, shared),
            Input::Mouse(Mouse::Click(at)) => return self.click(at, text),
            Input::Mouse(Mouse::Wheel(_, by)) => self.view.scroll_by(by, usize::from(text.height)),
            Input::Mouse(_)
            | Input::Choice(_)
            | Input::Paste(_)
            | Input::Report(..)
            | Input::NewEngine
            | Input::Wake => {}
        }
        Vec::new()
    }

    fn prepare(&mut self, shared: &Shared) {
        let area = shared.frame.titled().text;
        let more = if shared.look.unicode { "…" } else { "~" };
        self.view.prepare(&shared.catalog, (area.width, area.height), more);
    }

    fn draw(&self, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        let titled = shared.frame.titled();
        let head = titled.head;
        let x = canvas.put(head, head.x, "Cheat sheet", canvas.theme.strong);
        let x = canvas.put(head, x + 2, label(&self.view.filter), canvas.theme.muted);
        let codes = self.view.sheet.order().len();
        let codes = if codes == 1 { "1 code".to_owned() } else { format!("{codes} codes") };
        let codes = match self.view.pages() {
            Some((page, count)) => format!("{codes}  {page}/{count}"),
            None => codes,
        };
        canvas.put_right(head, x + 2, &codes, canvas.theme.muted);
        self.view.draw(shared, titled.text, canvas);
        None
    }
}

/// Everything that the sheet of a catalogue can be narrowed to, after everything itself.
pub fn filters(catalog: &Catalog) -> Vec<Filter> {
    let of_category = |&category: &Category| Filter {
        category: Some(category),
        // There they would have nothing to stand behind.
        sub_codes: category == Category::Iis,
        ..Filter::default()
    };
    let filled = Category::ALL.iter().filter(|category| catalog.in_category(**category).next().is_some());
    let standings = Standing::ALL.iter().filter(|standing| catalog.rows().iter().any(|row| row.standing == **standing));
    let of_standing = |&standing: &Standing| Filter { standing: Some(standing), ..Filter::default() };
    std::iter::once(Filter::default()).chain(filled.map(of_category)).chain(standings.map(of_standing)).collect()
}

/// What a filter leaves on the sheet.
const fn label(filter: &Filter) -> &'static str {
    match (filter.category, filter.standing) {
        (Some(category), _) => category.label(),
        (None, Some(standing)) => standing.label(),
        (None, None) => "All",
    }
}
