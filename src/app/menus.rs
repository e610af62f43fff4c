//! What can be laid over every screen: the palette, the themes, the help, the messages.

use crate::app::action::{Action, Context};
use crate::app::command::Command;
use crate::app::overlay::{Choice, Overlay, PickerItem, Reader};
use crate::app::picking::pick;
use crate::app::shared::Shared;
use crate::theme::AUTO;

/// Offers every action that can be done in a context.
pub fn pick_action(shared: &mut Shared, context: Context) -> Vec<Command> {
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
    pick("Actions", items, None, "There are no actions", shared)
}

/// Offers the themes.
pub fn pick_theme(shared: &mut Shared) -> Vec<Command> {
    let item = |name: &String| PickerItem {
        label: name.clone(),
        detail: if name == AUTO { "follows the terminal's background".to_owned() } else { String::new() },
        choice: Choice::Theme(name.clone()),
    };
    let items = shared.themes.iter().map(item).collect();
    let now = Choice::Theme(shared.look.theme.clone());
    pick("Themes", items, Some(&now), "There are no themes", shared)
}

/// Shows the keys, those of a context first.
pub fn help(shared: &Shared, context: Context) -> Vec<Command> {
    vec![Command::Show(Overlay::Reader(Reader::help(&shared.keymap, context)))]
}

/// Shows everything that is wrong.
pub fn messages(shared: &Shared) -> Vec<Command> {
    vec![Command::Show(Overlay::Reader(Reader::messages(&shared.messages())))]
}
