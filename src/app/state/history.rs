//! The way through the pages, back and forward.

use crate::catalog::Index;

/// How many steps are remembered.
const MOST: usize = 200;

/// Pages left behind by jumps, as a web browser keeps them.
#[derive(Debug, Clone, Default)]
pub struct History {
    back: Vec<Index>,
    forward: Vec<Index>,
}

impl History {
    /// Remembers the page that a jump leaves; what lay ahead is forgotten.
    pub fn leave(&mut self, from: Index) {
        self.forward.clear();
        if self.back.last() != Some(&from) {
            self.back.push(from);
        }
        if self.back.len() > MOST {
            self.back.remove(0);
        }
    }

    /// The page before `from`.
    pub fn back(&mut self, from: Option<Index>) -> Option<Index> {
        Self::step(&mut self.back, &mut self.forward, from)
    }

    /// The page that `back` came from.
    pub fn forward(&mut self, from: Option<Index>) -> Option<Index> {
        Self::step(&mut self.forward, &mut self.back, from)
    }

    fn step(source: &mut Vec<Index>, sink: &mut Vec<Index>, from: Option<Index>) -> Option<Index> {
        // A page that the reader is on already, having moved there by hand, would be no step.
        while let Some(to) = source.pop() {
            if Some(to) != from {
                sink.extend(from);
                return Some(to);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::History;

    #[test]
    fn back_and_forward_retrace_the_way() {
        let mut history = History::default();
        history.leave(1);
        history.leave(2);
        assert_eq!(history.back(Some(3)), Some(2));
        assert_eq!(history.back(Some(2)), Some(1));
        assert_eq!(history.back(Some(1)), None);
        assert_eq!(history.forward(Some(1)), Some(2));
        assert_eq!(history.forward(Some(2)), Some(3));
        assert_eq!(history.forward(Some(3)), None);
    }

    #[test]
    fn a_new_jump_forgets_what_lay_ahead() {
        let mut history = History::default();
        history.leave(1);
        assert_eq!(history.back(Some(2)), Some(1));
        history.leave(1);
        assert_eq!(history.forward(Some(5)), None);
        assert_eq!(history.back(Some(5)), Some(1));
    }
}
