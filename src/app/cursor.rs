//! A selection in a list that is longer than the screen.

/// The selected item, and the first one on the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The selected item.
    pub selected: usize,
    /// The first item on the screen.
    pub offset: usize,
    /// The way the last step went: down, up, or none yet.
    heading: isize,
}

impl Cursor {
    /// Moves the selection by some items, within `len`.
    pub fn step(&mut self, by: isize, len: usize) {
        self.heading = by.signum();
        self.selected = self.selected.saturating_add_signed(by).min(len.saturating_sub(1));
    }

    /// The item that one more step the same way selects, if there has been one; it may be beyond the last.
    pub fn next(&self) -> Option<usize> {
        if self.heading == 0 { None } else { self.selected.checked_add_signed(self.heading) }
    }

    /// Selects an item by its row on the screen, if there is one.
    pub fn pick(&mut self, row: usize, len: usize) {
        let item = self.offset + row;
        if item < len {
            self.selected = item;
        }
    }

    /// Moves the offset as little as it takes to show the selection among `height` items, with one more beside it.
    pub fn show(&mut self, height: usize, len: usize) {
        self.selected = self.selected.min(len.saturating_sub(1));
        let margin = usize::from(height > 2);
        let lowest = (self.selected + 1 + margin).saturating_sub(height);
        let highest = self.selected.saturating_sub(margin);
        self.offset = self.offset.clamp(lowest.min(highest), highest).min(len.saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Cursor;

    #[test]
    fn the_next_item_is_the_one_the_last_step_leads_to() {
        let mut cursor = Cursor::default();
        assert_eq!(cursor.next(), None);
        cursor.step(1, 3);
        assert_eq!(cursor.next(), Some(2));
        cursor.step(-5, 3);
        assert_eq!((cursor.selected, cursor.next()), (0, None));
    }

    proptest! {
        #[test]
        fn the_selection_is_always_on_the_screen(
            steps in prop::collection::vec((-70isize..70, 1usize..30), 1..40),
            len in 1usize..200,
        ) {
            let mut cursor = Cursor::default();
            for (by, height) in steps {
                cursor.step(by, len);
                cursor.show(height, len);
                prop_assert!(cursor.selected < len);
                prop_assert!((cursor.offset..cursor.offset + height).contains(&cursor.selected));
                prop_assert!(cursor.offset == 0 || cursor.offset + height <= len.max(height));
            }
        }
    }
}
