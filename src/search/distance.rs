//! How many mistakes of the fingers lie between two words.

/// Words longer than this are not compared: nothing in a name is.
const LONGEST: usize = 32;

/// More mistakes than are ever allowed, and few enough that some can be added.
const FAR: u8 = 0x7F;

/// How many mistakes a typed word of this length may have.
///
/// Short words differ in a letter by nature (`get`, `set`); long ones survive two.
pub(super) fn limit(length: usize) -> u8 {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The mistakes between a typed word and a known one: letters missing, added, wrong or swapped with their neighbour
/// (optimal string alignment). `None` when there are more than `limit`.
///
/// With `open` the typed word is still being written: it is compared with the beginning of the known word that suits
/// it best.
///
/// Bytes are compared, and no memory is taken: the words of a large index are compared at every key.
pub(super) fn distance(typed: &[u8], known: &[u8], limit: u8, open: bool) -> Option<u8> {
    let allowed = usize::from(limit);
    if typed.len() > LONGEST || known.len() + allowed < typed.len() || (!open && typed.len() + allowed < known.len()) {
        return None;
    }
    let known = &known[..known.len().min(typed.len() + allowed)];
    // One row for each letter of `typed`; `rows[r][k]` is the distance of its first letters to the first `k` known. Where
    // these numbers differ by more than `limit` the distance is more too, and is not worked out.
    let mut rows = [[FAR; LONGEST + 4]; 3];
    for (k, cell) in (0..=limit).zip(&mut rows[0][..=known.len()]) {
        *cell = k;
    }
    for (t, &letter) in typed.iter().enumerate() {
        let [before_last, last, row] = &mut rows_from(&mut rows, t);
        let near = t.saturating_sub(allowed)..(t + allowed + 1).min(known.len());
        row[near.start] = if near.start == 0 { last[0] + 1 } else { FAR };
        let mut best = row[near.start];
        for (k, &other) in near.clone().zip(&known[near.clone()]) {
            let wrong = last[k] + u8::from(letter != other);
            let mut cell = wrong.min(last[k + 1] + 1).min(row[k] + 1);
            if t > 0 && k > 0 && letter == known[k - 1] && typed[t - 1] == other {
                cell = cell.min(before_last[k - 1] + 1);
            }
            row[k + 1] = cell;
            best = best.min(cell);
        }
        if best > limit {
            return None;
        }
        // What an earlier row left there is not of this one.
        row[near.end + 1] = FAR;
    }
    let row = &rows[typed.len() % 3][typed.len().saturating_sub(allowed + 1)..=known.len()];
    let found = if open { row.iter().min().copied() } else { row.last().copied() };
    found.filter(|&found| found <= limit)
}

/// The rows before the last, the last and the next one to be written after `t` rows.
fn rows_from(rows: &mut [[u8; LONGEST + 4]; 3], t: usize) -> [&mut [u8; LONGEST + 4]; 3] {
    let [a, b, c] = rows;
    match t % 3 {
        0 => [c, a, b],
        1 => [a, b, c],
        _ => [b, c, a],
    }
}

#[cfg(test)]
mod tests {
    use super::distance;
    use proptest::prelude::*;

    #[test]
    fn mistakes_are_counted() {
        assert_eq!(distance(b"confilct", b"conflict", 2, false), Some(1), "swapped");
        assert_eq!(distance(b"forbiden", b"forbidden", 2, false), Some(1), "missing");
        assert_eq!(distance(b"dependancy", b"dependency", 2, false), Some(1), "wrong");
        assert_eq!(distance(b"unavialable", b"unavailable", 2, false), Some(1));
        assert_eq!(distance(b"gone", b"done", 0, false), None);
        assert_eq!(distance(b"serivce", b"servant", 2, false), None);
    }

    #[test]
    fn a_word_being_typed_is_compared_with_a_beginning() {
        assert_eq!(distance(b"unathor", b"unauthorized", 1, true), Some(1));
        assert_eq!(distance(b"unathor", b"unauthorized", 1, false), None);
        assert_eq!(distance(b"gatwe", b"gateway", 1, true), Some(1));
    }

    proptest! {
        #[test]
        fn it_is_optimal_string_alignment(typed in "[abc]{0,9}", known in "[abc]{0,9}", limit in 0_u8..4) {
            let expected = u8::try_from(strsim::osa_distance(&typed, &known)).unwrap();
            prop_assert_eq!(distance(typed.as_bytes(), known.as_bytes(), limit, false), Some(expected).filter(|&d| d <= limit));
        }

        #[test]
        fn an_open_end_finds_the_best_beginning(typed in "[abc]{0,7}", known in "[abc]{0,9}", limit in 0_u8..3) {
            let best = (0..=known.len()).map(|end| strsim::osa_distance(&typed, &known[..end])).min().unwrap();
            let expected = u8::try_from(best).unwrap();
            prop_assert_eq!(distance(typed.as_bytes(), known.as_bytes(), limit, true), Some(expected).filter(|&d| d <= limit));
        }
    }
}
