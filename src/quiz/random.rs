//! Numbers that look random and are the same again for the same seed.

/// `SplitMix64`, by Sebastiano Vigna (public domain).
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// A sequence for a seed and a text, so that two questions of one session do not resemble each other.
    pub(super) fn new(seed: u64, text: &str) -> Self {
        // FNV-1a.
        let hash = text
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(seed ^ hash)
    }

    /// A number below `end`, which is not 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let below = (z ^ (z >> 31)) % end as u64;
        usize::try_from(below).expect("it is below a usize")
    }

    /// Puts the items into any order, each as likely as the others (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_text_give_the_same_numbers() {
        let numbers = |seed, text| {
            let mut random = Random::new(seed, text);
            [random.below(1000), random.below(1000), random.below(1000)]
        };
        assert_eq!(numbers(1, "name:404"), numbers(1, "name:404"));
        assert_ne!(numbers(1, "name:404"), numbers(2, "name:404"));
        assert_ne!(numbers(1, "name:404"), numbers(1, "name:405"));
    }

    #[test]
    fn every_place_is_as_likely() {
        let mut counts = [0_u32; 4];
        for seed in 0..4000 {
            let mut items = [0, 1, 2, 3];
            Random::new(seed, "x").shuffle(&mut items);
            counts[items.iter().position(|&item| item == 0).unwrap()] += 1;
        }
        assert!(counts.iter().all(|count| (900..1100).contains(count)), "{counts:?}");
    }
}
