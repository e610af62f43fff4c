//! Chooses wrong answers so that nothing but knowledge tells them from the right one.

use std::cmp::Ordering;

use crate::catalog::Index;
use crate::quiz::question::{Answers, Choice};
use crate::quiz::random::Random;

/// How many choices there are where there are enough.
const CHOICES: usize = 4;
/// So many of the best wrong answers are drawn from first.
const BEST: usize = 16;
/// How far an answer may move among the best by chance.
const JITTER: usize = 10;

/// A wrong answer that may be offered.
#[derive(Debug, Clone)]
pub(super) struct WrongAnswer {
    pub text: String,
    pub entry: Option<Index>,
    pub why: String,
    /// Answers of the same group say the same in other words: at most one of them is offered.
    pub group: usize,
}

/// The right answer among wrong ones from a pool that begins with the best, in any order; `None` when the pool has
/// too few. How many of the wrong ones are longer than the right one is left to chance, as far as the pool allows.
pub(super) fn among(random: &mut Random, right: Choice, pool: Vec<WrongAnswer>, choices: usize) -> Option<Answers> {
    let wrong = pick(random, &right.text, pool, choices - 1)?;
    let wrong =
        wrong.into_iter().map(|wrong| Choice { text: wrong.text, is_right: false, entry: wrong.entry, why: wrong.why });
    let mut all: Vec<Choice> = std::iter::once(right).chain(wrong).collect();
    random.shuffle(&mut all);
    Some(Answers::Choices(all))
}

/// [`among`] with as many choices as a question commonly has.
pub(super) fn among_four(random: &mut Random, right: Choice, pool: Vec<WrongAnswer>) -> Option<Answers> {
    among(random, right, pool, CHOICES)
}

fn pick(random: &mut Random, right: &str, pool: Vec<WrongAnswer>, count: usize) -> Option<Vec<WrongAnswer>> {
    let mut drawn: Vec<(usize, WrongAnswer)> = pool.into_iter().enumerate().collect();
    for (rank, _) in &mut drawn {
        // Those behind the best keep their place behind them.
        *rank = if *rank < BEST { *rank + random.below(JITTER) } else { *rank + JITTER };
    }
    drawn.sort_by_key(|(rank, _)| *rank);
    let length = |text: &str| text.chars().count();
    let mut longer = random.below(count + 1);
    let mut shorter = count - longer;
    let mut chosen: Vec<WrongAnswer> = Vec::new();
    let fits = |chosen: &[WrongAnswer], wrong: &WrongAnswer| {
        !are_alike(right, &wrong.text)
            && !chosen.iter().any(|other| other.group == wrong.group || are_alike(&other.text, &wrong.text))
    };
    for (_, wrong) in &drawn {
        let order = length(&wrong.text).cmp(&length(right));
        let is_longer = order == Ordering::Greater || (order == Ordering::Equal && longer > shorter);
        let room = if is_longer { &mut longer } else { &mut shorter };
        if *room > 0 && fits(&chosen, wrong) {
            *room -= 1;
            chosen.push(wrong.clone());
        }
    }
    for (_, wrong) in &drawn {
        if chosen.len() < count && fits(&chosen, wrong) {
            chosen.push(wrong.clone());
        }
    }
    (chosen.len() == count).then_some(chosen)
}

/// Whether two answers can be taken for each other.
pub(super) fn are_alike(a: &str, b: &str) -> bool {
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (a, b) = (plain(a), plain(b));
    let has_words = |text: &str| text.contains(char::is_alphabetic);
    let differ_in_number = || {
        let number = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
        number(&a) != number(&b)
    };
    a == b || (has_words(&a) && !differ_in_number() && strsim::normalized_levenshtein(&a, &b) > 0.85)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str, group: usize) -> WrongAnswer {
        WrongAnswer { text: text.to_owned(), entry: None, why: String::new(), group }
    }

    #[test]
    fn one_answer_of_a_group_and_none_that_is_alike() {
        let pool = || {
            vec![
                wrong("a b", 1),
                wrong("ab", 2),
                wrong("right", 3),
                wrong("x", 4),
                wrong("xyz", 4),
                wrong("long one", 5),
            ]
        };
        for seed in 0..200 {
            let chosen = pick(&mut Random::new(seed, ""), "Right", pool(), 3).unwrap();
            let mut groups: Vec<usize> = chosen.iter().map(|wrong| wrong.group).collect();
            groups.sort_unstable();
            groups.dedup();
            assert_eq!(groups.len(), 3, "{chosen:?}");
            assert!(chosen.iter().all(|wrong| wrong.text != "right"));
        }
        assert!(pick(&mut Random::new(1, ""), "Right", pool(), 4).is_none());
    }

    #[test]
    fn alike_or_not() {
        assert!(are_alike("Time-out", "timeout") && are_alike("Request header too large", "Request headers too large"));
        assert!(!are_alike("404", "405") && !are_alike("Permanent Redirect", "Temporary Redirect"));
        assert!(!are_alike("401.501 Access denied", "403.501 Access denied"));
    }
}
