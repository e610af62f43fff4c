//! The lists of choices that the browser offers.

use super::Browser;
use crate::app::command::Command;
use crate::app::comparable::{comparison_items, popular_comparisons};
use crate::app::overlay::{Choice, PickerItem};
use crate::app::picking::pick;
use crate::app::place::Place;
use crate::app::screen::Screen;
use crate::app::shared::Shared;

impl Browser {
    pub(super) fn pick_related(&self, shared: &mut Shared) -> Vec<Command> {
        let page = self.current().and_then(|index| shared.catalog.page(index).ok());
        let items = page.iter().flat_map(|page| &page.related).filter_map(|related| {
            let index = shared.catalog.find(&related.id)?;
            Some(PickerItem {
                label: shared.title_of(index),
                detail: related.why.clone(),
                choice: Choice::Go(Place::page(index)),
            })
        });
        let items = items.collect();
        pick("Related codes", items, None, "This page names no related code", shared)
    }

    pub(super) fn pick_section(&mut self, shared: &mut Shared) -> Vec<Command> {
        self.prepare(shared);
        let sections = self.page.document().starts.iter().map(|(section, _)| PickerItem {
            label: section.title().to_owned(),
            detail: String::new(),
            choice: Choice::Section(*section),
        });
        let here = self.page.section_shown().map(Choice::Section);
        pick("Sections", sections.collect(), here.as_ref(), "There is no page to go through", shared)
    }

    /// Offers the codes that the current one can be compared with, those that it is confused with first.
    pub(super) fn pick_comparison(&self, shared: &mut Shared) -> Vec<Command> {
        let Some(index) = self.current() else {
            shared.say("There is no code to compare here");
            return Vec::new();
        };
        let go = |entries| Choice::Go(Place::comparison(entries));
        let mut items = comparison_items(shared, index, |other| vec![index, other], go);
        // Who types two other codes wants these.
        items.extend(popular_comparisons(shared));
        pick(
            format!("Compare {} with", shared.catalog.row(index).label()),
            items,
            None,
            "There is nothing to compare it with",
            shared,
        )
    }
}
