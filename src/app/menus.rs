//! What can be laid over every screen: the themes, the help, the messages.

use crate::app::action::Context;
use crate::app::command::Command;
use crate::app::overlay::{Choice, Overlay, PickerItem, Purpose, Reader};
use crate::app::picking::pick_for;
use crate::app::shared::Shared;
use crate::theme::AUTO;

/// Offers the themes, each of which is shown while it is selected.
pub fn pick_theme(shared: &mut Shared) -> Vec<Command> {
    let items = themes(shared, "").collect();
    let now = Choice::Theme(shared.look.theme.clone());
    pick_for(Purpose::Theme, "Themes", items, Some(&now), "There are no themes", shared)
}

/// The themes as choices, with some words before their names.
pub fn themes(shared: &Shared, before: &str) -> impl Iterator<Item = PickerItem> {
    shared.themes.iter().map(move |name| PickerItem {
        label: format!("{before}{name}"),
        detail: if name == AUTO { "as the background".to_owned() } else { String::new() },
        choice: Choice::Theme(name.clone()),
    })
}

/// Shows the keys, those of a context first.
pub fn help(shared: &Shared, context: Context) -> Vec<Command> {
    vec![Command::Show(Overlay::Reader(Reader::help(&shared.keymap, context)))]
}

/// Shows everything that is wrong.
pub fn messages(shared: &Shared) -> Vec<Command> {
    vec![Command::Show(Overlay::Reader(Reader::messages(&shared.messages())))]
}
