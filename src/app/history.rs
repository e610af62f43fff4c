//! The way through the interface, back and forward.

use crate::app::place::{Captured, Place};

/// How many places are remembered.
const LIMIT: usize = 200;
/// How many bytes of messages are kept in them.
const BYTES: usize = 16 << 20;

/// The places that were left, as a web browser keeps them.
#[derive(Debug, Clone, Default)]
pub struct History {
    back: Vec<Place>,
    forward: Vec<Place>,
}

impl History {
    /// Remembers a place that is left; what lay ahead is forgotten.
    pub fn leave(&mut self, from: Place) {
        self.forward.clear();
        if self.back.last().is_some_and(|last| last.shows_same(&from)) {
            self.back.pop();
        }
        self.back.push(from);
        if self.back.len() > LIMIT {
            self.back.remove(0);
        }
        self.forget_long_texts();
    }

    /// Forgets the oldest messages, where they are too many to keep.
    fn forget_long_texts(&mut self) {
        let mut bytes = 0;
        let mut last: Option<Captured> = None;
        let mut is_kept = |place: &Place| {
            let Some(pasted) = &place.pasted else { return true };
            // Places of one paste share its text.
            if last.as_ref().is_none_or(|last| !last.is_shared_with(&pasted.from)) {
                bytes += pasted.from.bytes();
                last = Some(pasted.from.clone());
            }
            bytes <= BYTES
        };
        let kept: Vec<bool> = self.back.iter().rev().map(&mut is_kept).collect();
        let mut kept = kept.into_iter().rev();
        self.back.retain(|_| kept.next().unwrap_or(true));
    }

    /// The place before `from`.
    pub fn back(&mut self, from: Place) -> Option<Place> {
        Self::step(&mut self.back, &mut self.forward, from)
    }

    /// The place that `back` came from.
    pub fn forward(&mut self, from: Place) -> Option<Place> {
        Self::step(&mut self.forward, &mut self.back, from)
    }

    /// The last place of another screen than that of `from`: what it was opened from.
    pub fn back_to_other_screen(&mut self, from: Place) -> Option<Place> {
        let at = self.back.iter().rposition(|place| place.screen != from.screen)?;
        self.forward.push(from);
        self.forward.extend(self.back.drain(at + 1..).rev());
        self.back.pop()
    }

    fn step(source: &mut Vec<Place>, sink: &mut Vec<Place>, from: Place) -> Option<Place> {
        // A place where one is already, having moved there by hand, would be no step.
        while let Some(to) = source.pop() {
            if !to.shows_same(&from) {
                sink.push(from);
                return Some(to);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{BYTES, History};
    use crate::app::place::{Captured, Pasted, Place, ScreenId, Scroll};

    fn page(index: usize) -> Place {
        Place::page(index)
    }

    #[test]
    fn back_and_forward_retrace_the_way() {
        let mut history = History::default();
        history.leave(page(1));
        history.leave(page(2));
        assert_eq!(history.back(page(3)), Some(page(2)));
        assert_eq!(history.back(page(2)), Some(page(1)));
        assert_eq!(history.back(page(1)), None);
        assert_eq!(history.forward(page(1)), Some(page(2)));
        assert_eq!(history.forward(page(2)), Some(page(3)));
        assert_eq!(history.forward(page(3)), None);
    }

    #[test]
    fn a_new_jump_forgets_what_lay_ahead() {
        let mut history = History::default();
        history.leave(page(1));
        assert_eq!(history.back(page(2)), Some(page(1)));
        history.leave(page(1));
        assert_eq!(history.forward(page(5)), None);
        assert_eq!(history.back(page(5)), Some(page(1)));
    }

    #[test]
    fn a_place_that_is_left_again_is_remembered_where_it_was_left_last() {
        let mut history = History::default();
        history.leave(page(1));
        let read_on = Place { scroll: Scroll { section: None, above: 7, of: 9 }, ..page(1) };
        history.leave(read_on.clone());
        assert_eq!(history.back(page(2)), Some(read_on));
        assert_eq!(history.back(page(1)), None);
    }

    #[test]
    fn a_screen_leads_back_to_the_one_that_it_was_opened_from() {
        let mut history = History::default();
        let sheet = Place::screen(ScreenId::CheatSheet);
        for place in [page(1), sheet.clone(), page(2), page(3)] {
            history.leave(place);
        }
        assert_eq!(history.back_to_other_screen(page(4)), Some(sheet.clone()));
        assert_eq!(history.forward(sheet.clone()), Some(page(2)));
        assert_eq!(history.back(page(2)), Some(sheet.clone()));
        assert_eq!(history.back_to_other_screen(sheet), Some(page(1)));
        assert_eq!(history.back_to_other_screen(page(1)), None);
    }

    #[test]
    fn of_long_texts_that_were_pasted_the_last_are_kept() {
        let mut history = History::default();
        let text = |text: String| Pasted { from: Captured::Text(text.into()), entry: None };
        let long = |n: usize| Place::explained(text("x".repeat(BYTES / 3 - n)));
        let shared = text("y".repeat(BYTES / 3));
        history.leave(page(1));
        (0..3).for_each(|n| history.leave(long(n)));
        (0..9).for_each(|n| history.leave(Place::explained(Pasted { entry: Some(n), ..shared.clone() })));
        assert_eq!(history.back.len(), 1 + 2 + 9);
        assert_eq!((history.back[0].clone(), history.back[1].clone()), (page(1), long(1)));
    }
}
