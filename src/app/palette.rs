//! The palette: everything that can be done or gone to, by its name.

use crate::app::action::{Action, Context};
use crate::app::command::Command;
use crate::app::menus::themes;
use crate::app::overlay::{Choice, PickerItem, Purpose};
use crate::app::picking::pick_for;
use crate::app::place::{Place, ScreenId};
use crate::app::shared::Shared;
use crate::app::view::View;
use crate::catalog::Category;

/// Offers every action that can be done in a context, and every place: what was chosen last first.
pub fn open(shared: &mut Shared, context: Context) -> Vec<Command> {
    let mut items = actions(shared, context);
    items.extend(categories(shared));
    items.extend(themes(shared, "Theme: "));
    items.extend(languages(shared));
    items.extend(comparisons(shared));
    items.extend(codes(shared));
    let chosen = &shared.state.chosen;
    items.sort_by_key(|item| chosen.iter().position(|label| *label == item.label).unwrap_or(usize::MAX));
    pick_for(Purpose::Palette, "Palette", items, None, "There is nothing to choose", shared)
}

fn actions(shared: &Shared, context: Context) -> Vec<PickerItem> {
    // What is typed needs its key, and the palette is open already.
    let needs_key = |action| matches!(action, Action::Jump | Action::Type | Action::Answer | Action::Palette);
    let mut items: Vec<PickerItem> = Vec::new();
    for row in shared.keymap.available(context).filter(|row| !needs_key(row.action)) {
        let choice = Choice::Action(row.action);
        if items.iter().any(|item| item.choice == choice) {
            continue;
        }
        let keys: Vec<String> = shared.keymap.keys_of(context, row).map(ToString::to_string).collect();
        items.push(PickerItem { label: row.description.to_owned(), detail: keys.join("  "), choice });
    }
    items
}

fn categories(shared: &Shared) -> impl Iterator<Item = PickerItem> {
    let filled = |category: &&Category| shared.catalog.in_category(**category).next().is_some();
    let item = |&category: &Category| PickerItem {
        label: category.label().to_owned(),
        detail: "category".to_owned(),
        choice: Choice::Go(Place { view: Some(View::Category(category)), ..Place::screen(ScreenId::Browser) }),
    };
    Category::ALL.iter().filter(filled).map(item)
}

fn languages(shared: &Shared) -> impl Iterator<Item = PickerItem> {
    shared.snippets().languages().iter().map(|language| PickerItem {
        label: format!("Snippets: {}", language.name),
        detail: "language".to_owned(),
        choice: Choice::Language(language.id.clone()),
    })
}

fn comparisons(shared: &Shared) -> Vec<PickerItem> {
    let catalog = &shared.catalog;
    let item = |codes: &[String]| {
        let entries: Option<Vec<_>> = codes.iter().map(|id| catalog.find(id)).collect();
        let entries = entries?;
        let names: Vec<&str> = entries.iter().map(|&index| catalog.row(index).label()).collect();
        Some(PickerItem {
            label: format!("Compare {}", names.join(", ")),
            detail: "comparison".to_owned(),
            choice: Choice::Go(Place::comparison(entries)),
        })
    };
    shared.comparisons().sets().filter_map(item).collect()
}

fn codes(shared: &Shared) -> impl Iterator<Item = PickerItem> {
    shared.catalog.filter(|_| true).map(|index| PickerItem {
        label: shared.title_of(index),
        detail: String::new(),
        choice: Choice::Go(Place::page(index)),
    })
}
