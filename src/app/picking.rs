//! Offering choices.

use crate::app::command::Command;
use crate::app::overlay::{Choice, Overlay, Picker, PickerItem};
use crate::app::shared::Shared;

/// Lays a list of choices over the screen, with one of them selected; says `nothing` where there is none.
pub fn pick(
    title: &'static str,
    items: Vec<PickerItem>,
    selected: Option<&Choice>,
    nothing: &str,
    shared: &mut Shared,
) -> Vec<Command> {
    if items.is_empty() {
        shared.say(nothing);
        return Vec::new();
    }
    let mut picker = Picker::new(title, items);
    if let Some(selected) = selected {
        picker.select(selected);
    }
    vec![Command::Show(Overlay::Picker(picker))]
}
