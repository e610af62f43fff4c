//! Finding words in lines of text, as a reader finds them: across the end of a line, and whatever the blanks.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::width;

/// A place where words were found: a piece of each line that it is on, by the line's number and its cells.
pub type FoundAt = Vec<(usize, Range<usize>)>;

/// The places where words stand in some lines, in order; none overlaps the one before.
///
/// Blanks and ends of lines are alike. Small letters stand for capitals too, unless the words have a capital.
pub fn find(lines: &[String], words: &str) -> Vec<FoundAt> {
    let exact = words.chars().any(char::is_uppercase);
    let wanted = symbols(&[words.to_owned()], exact);
    if wanted.is_empty() {
        return Vec::new();
    }
    let text = symbols(lines, exact);
    let mut found = Vec::new();
    let mut at = 0;
    while at + wanted.len() <= text.len() {
        let here = &text[at..at + wanted.len()];
        if here.iter().zip(&wanted).all(|(a, b)| a.text == b.text) {
            found.push(place(here));
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    found
}

/// A character as a reader sees it, or a blank that stands for any number of them.
struct Symbol {
    text: String,
    line: usize,
    cells: Range<usize>,
}

/// The characters of some lines, no two blanks in a row, none at the ends.
fn symbols(lines: &[String], exact: bool) -> Vec<Symbol> {
    let mut symbols: Vec<Symbol> = Vec::new();
    for (line, text) in lines.iter().enumerate() {
        let mut x = 0;
        let mut is_apart = !symbols.is_empty();
        for grapheme in text.graphemes(true) {
            let cells = x..x + width(grapheme);
            x = cells.end;
            if grapheme.trim().is_empty() {
                is_apart = !symbols.is_empty();
                continue;
            }
            if std::mem::take(&mut is_apart) {
                symbols.push(Symbol { text: " ".to_owned(), line, cells: cells.start..cells.start });
            }
            let text = if exact { grapheme.to_owned() } else { grapheme.to_lowercase() };
            symbols.push(Symbol { text, line, cells });
        }
    }
    symbols
}

/// Where some characters in a row stand.
fn place(symbols: &[Symbol]) -> FoundAt {
    let mut place: FoundAt = Vec::new();
    for symbol in symbols.iter().filter(|symbol| !symbol.cells.is_empty()) {
        match place.last_mut() {
            Some((line, cells)) if *line == symbol.line => cells.end = symbol.cells.end,
            _ => place.push((symbol.line, symbol.cells.clone())),
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::find;

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|&line| line.to_owned()).collect()
    }

    #[test]
    fn words_are_found_across_the_end_of_a_line() {
        let text = lines(&["check  upstream prematurely", "       closed connection", "", "closed"]);
        assert_eq!(find(&text, "prematurely closed"), [vec![(0, 16..27), (1, 7..13)]]);
        assert_eq!(find(&text, "Prematurely"), Vec::<Vec<_>>::new());
        assert_eq!(find(&text, "CLOSED").len() + find(&text, "closed").len(), 2);
        assert!(find(&text, " ").is_empty() && find(&[], "x").is_empty());
    }

    #[test]
    fn wide_characters_take_their_cells() {
        assert_eq!(find(&lines(&["日本語 Größe"]), "語 größe"), [vec![(0, 4..12)]]);
        assert!(find(&lines(&["日本語 größe"]), "語 Größe").is_empty());
    }

    proptest! {
        #[test]
        fn every_place_is_within_its_line(text in prop::collection::vec("[ aAb日]{0,8}", 0..6), words in "[ ab日]{1,3}") {
            for place in find(&text, &words) {
                prop_assert!(!place.is_empty());
                for (line, cells) in place {
                    prop_assert!(cells.start < cells.end && cells.end <= crate::text::width(&text[line]));
                }
            }
        }
    }
}
