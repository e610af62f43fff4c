//! Offering choices.

use std::borrow::Cow;

use crate::app::command::Command;
use crate::app::overlay::{Choice, Mark, Overlay, Picker, PickerItem, Purpose};
use crate::app::place::{Place, ScreenId};
use crate::app::shared::Shared;
use crate::catalog::{Index, Standing};

/// Lays a list of choices over the screen, with one of them selected; says `nothing` where there is none.
pub fn pick(
    title: impl Into<Cow<'static, str>>,
    items: Vec<PickerItem>,
    selected: Option<&Choice>,
    nothing: &str,
    shared: &mut Shared,
) -> Vec<Command> {
    pick_for(Purpose::Screen, title, items, selected, nothing, shared)
}

/// As [`pick`], for a purpose of the interface's own.
pub fn pick_for(
    purpose: Purpose,
    title: impl Into<Cow<'static, str>>,
    items: Vec<PickerItem>,
    selected: Option<&Choice>,
    nothing: &str,
    shared: &mut Shared,
) -> Vec<Command> {
    if items.is_empty() {
        shared.say(nothing);
        return Vec::new();
    }
    let mut picker = Picker::new(title, items, |item| mark(shared, item));
    picker.purpose = purpose;
    if let Some(selected) = selected {
        picker.select(selected);
    }
    vec![Command::Show(Overlay::Picker(picker))]
}

/// What is known of an item beyond its words: its code, and what else it is called.
fn mark(shared: &Shared, item: &PickerItem) -> Mark {
    let of_entry = |index: Index| {
        let row = shared.catalog.row(index);
        let code = if item.label.starts_with(&*row.code) { row.code.len() } else { 0 };
        let is_unofficial = row.standing == Standing::Unofficial;
        Mark { code, class: row.class(), is_unofficial, names: vec![row.name.to_lowercase()] }
    };
    let titled = |entries: &[Index]| entries.iter().copied().find(|&index| shared.title_of(index) == item.label);
    match &item.choice {
        Choice::Go(Place { screen: ScreenId::Compare, codes, .. }) if titled(codes).is_none() => {
            let codes: Vec<&str> = codes.iter().map(|&index| shared.catalog.row(index).label()).collect();
            let names = [" ", " or ", " vs "].map(|between| codes.join(between).to_lowercase());
            Mark { names: names.into(), ..Mark::default() }
        }
        Choice::Go(place) => titled(&place.codes).map(of_entry).unwrap_or_default(),
        Choice::Theme(name) => Mark { names: vec![name.to_lowercase()], ..Mark::default() },
        Choice::Columns(entries) => titled(entries).map(of_entry).unwrap_or_default(),
        Choice::Language(id) => {
            let language = shared.snippets().language(id);
            let names = language.map_or_else(Vec::new, |language| {
                let aliases = language.aliases.iter().cloned();
                aliases.chain([language.id.clone(), language.name.to_lowercase()]).collect()
            });
            Mark { names, ..Mark::default() }
        }
        _ => Mark::default(),
    }
}
