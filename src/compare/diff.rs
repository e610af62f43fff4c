//! In which words texts differ.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Words that say nothing by themselves: a difference in them is none.
const SMALL: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "has", "have", "in", "is", "it", "its",
    "of", "on", "or", "so", "that", "the", "then", "this", "to", "was", "which", "with",
];

/// Where more than this share of the words differs, to mark them would say nothing.
const NOISE: f64 = 0.6;

/// Words in a row, of which all or none are in the other texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The words, whole pairs of `backticks` in them.
    pub text: String,
    /// Whether another text lacks them, and a mark would tell the reader something.
    pub differs: bool,
}

/// When a difference is worth a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// Always: the texts are a few words each.
    Always,
    /// Only if the texts have much in common.
    Telling,
}

/// The texts in runs of words, those marked that some other text does not have at that place.
pub(super) fn compared(texts: &[&str], marks: Marks) -> Vec<Vec<Words>> {
    let tokens: Vec<Vec<&str>> = texts.iter().map(|text| tokens(text)).collect();
    let keys: Vec<Vec<String>> = tokens.iter().map(|words| words.iter().map(|word| key(word)).collect()).collect();
    let mut marked: Vec<Vec<bool>> = (0..keys.len()).map(|n| differing(&keys, n)).collect();
    let differing: usize = marked.iter().flatten().filter(|mark| **mark).count();
    let telling: usize = keys.iter().flatten().filter(|key| !is_small(key)).count();
    #[allow(clippy::cast_precision_loss, reason = "words are counted far below 2^52")]
    let noise = differing as f64 > telling as f64 * NOISE;
    if marks == Marks::Telling && noise {
        marked.iter_mut().flatten().for_each(|mark| *mark = false);
    }
    for (marks, keys) in marked.iter_mut().zip(&keys) {
        bridge(marks, keys);
    }
    tokens.iter().zip(&marked).map(|(words, marks)| runs(words, marks)).collect()
}

/// For each word of a text, whether another text lacks it.
fn differing(keys: &[Vec<String>], n: usize) -> Vec<bool> {
    let mut lacking = vec![false; keys[n].len()];
    for (_, words) in keys.iter().enumerate().filter(|(other, _)| *other != n) {
        for op in capture_diff_slices(Algorithm::Myers, &keys[n], words) {
            if !matches!(op, DiffOp::Equal { .. }) {
                lacking[op.old_range()].fill(true);
            }
        }
    }
    lacking.iter().zip(&keys[n]).map(|(&lacking, key)| lacking && !is_small(key)).collect()
}

fn is_small(key: &str) -> bool {
    key.is_empty() || SMALL.contains(&key)
}

/// Small words between two marked ones are marked with them, so that the mark is one run.
fn bridge(marks: &mut [bool], keys: &[String]) {
    let mut last: Option<usize> = None;
    for at in 0..marks.len() {
        if marks[at] {
            if let Some(from) = last {
                marks[from..at].fill(true);
            }
            last = Some(at);
        } else if !is_small(&keys[at]) {
            last = None;
        }
    }
}

/// A word as it is compared: without its punctuation, in lower case.
fn key(word: &str) -> String {
    word.trim().trim_matches(|c: char| c.is_ascii_punctuation()).to_lowercase()
}

/// The words with the blanks behind them; code between backticks is one word.
fn tokens(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut code, mut blank) = (0, false, false);
    for (at, c) in text.char_indices() {
        if blank && c != ' ' && !code {
            words.push(&text[start..at]);
            start = at;
        }
        if c == '`' {
            code = !code;
        }
        blank = c == ' ' && !code;
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

/// Words with the same mark become one run; the blanks around a marked one belong to its neighbours.
fn runs(words: &[&str], marks: &[bool]) -> Vec<Words> {
    let mut runs: Vec<Words> = Vec::new();
    let mut push = |text: &str, differs: bool| match runs.last_mut() {
        _ if text.is_empty() => (),
        Some(last) if last.differs == differs => last.text.push_str(text),
        _ => runs.push(Words { text: text.to_owned(), differs }),
    };
    for (n, (word, &mark)) in words.iter().zip(marks).enumerate() {
        let ends = mark && !marks.get(n + 1).copied().unwrap_or(false);
        let (inside, blanks) = word.split_at(if ends { word.trim_end().len() } else { word.len() });
        push(inside, mark);
        push(blanks, false);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(texts: &[&str]) -> Vec<String> {
        let show = |runs: Vec<Words>| {
            runs.iter().map(|p| if p.differs { format!("<{}>", p.text) } else { p.text.clone() }).collect()
        };
        compared(texts, Marks::Always).into_iter().map(show).collect()
    }

    #[test]
    fn words_that_the_other_lacks_are_marked() {
        assert_eq!(shown(&["retry after a change", "do not retry"]), ["retry <after a change>", "<do not> retry"]);
    }

    #[test]
    fn case_punctuation_and_small_words_make_no_difference() {
        assert_eq!(
            shown(&["Never, of the cache.", "never for a Cache"]),
            ["Never, of the cache.", "never for a Cache"]
        );
    }

    #[test]
    fn of_several_a_word_is_unmarked_only_if_all_have_it() {
        let texts = ["the method is kept", "the method becomes GET", "the method may become GET"];
        let marked = ["the method is <kept>", "the method <becomes GET>", "the method <may become GET>"];
        assert_eq!(shown(&texts), marked);
    }

    #[test]
    fn code_is_one_word() {
        assert_eq!(
            shown(&["run `curl -I x` now", "run `curl -v x` now"]),
            ["run <`curl -I x`> now", "run <`curl -v x`> now"]
        );
    }

    #[test]
    fn texts_that_share_nothing_are_not_marked_all_over() {
        let runs = compared(&["one two three", "four five six"], Marks::Telling);
        assert!(runs.iter().flatten().all(|run| !run.differs), "{runs:?}");
    }

    #[test]
    fn runs_are_the_whole_text() {
        for text in ["", " ", "a  b `c d", "`x y` z "] {
            let runs = compared(&[text, "other words"], Marks::Always);
            assert_eq!(runs[0].iter().map(|p| p.text.as_str()).collect::<String>(), text);
        }
    }
}
