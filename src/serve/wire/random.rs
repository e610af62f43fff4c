//! Chance: numbers for every day, and those of Python for whoever gives a seed to httpbin.

use std::fmt::Write;

/// `SplitMix64`, by Sebastiano Vigna (public domain).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The numbers of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub const fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, but not including, 1.
    pub fn fraction(&mut self) -> f64 {
        // 53 bits are what an f64 holds exactly.
        #[allow(clippy::cast_precision_loss)]
        let bits = (self.number() >> 11) as f64;
        bits / 9_007_199_254_740_992.0
    }

    /// So many bytes.
    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(length + 7);
        while bytes.len() < length {
            bytes.extend_from_slice(&self.number().to_le_bytes());
        }
        bytes.truncate(length);
        bytes
    }

    /// A UUID of version 4 (RFC 9562 §5.4).
    pub fn uuid(&mut self) -> String {
        let number = (u128::from(self.number()) << 64) | u128::from(self.number());
        let number = (number & !(0xf << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
        let hex = format!("{number:032x}");
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }

    /// So many random bytes in hexadecimal digits.
    pub fn token(&mut self, bytes: usize) -> String {
        let mut token = String::with_capacity(2 * bytes);
        for byte in self.bytes(bytes) {
            // Writing to a string cannot fail.
            let _ = write!(token, "{byte:02x}");
        }
        token
    }
}

const SIZE: usize = 624;

/// The Mersenne Twister (MT19937, by Makoto Matsumoto and Takuji Nishimura), seeded as Python's `random.seed` does.
///
/// httpbin documents `seed` so that the same bytes come again; they are the same bytes here.
#[derive(Debug, Clone)]
pub struct Mersenne {
    state: [u32; SIZE],
    at: usize,
}

impl Mersenne {
    /// The numbers of a seed, whose sign does not matter.
    pub fn new(seed: i64) -> Self {
        let seed = seed.unsigned_abs();
        let word = |number: u64| u32::try_from(number & 0xffff_ffff).unwrap_or_default();
        let index = |at: usize| u32::try_from(at).unwrap_or_default();
        let (low, high) = (word(seed), word(seed >> 32));
        let key = if high == 0 { vec![low] } else { vec![low, high] };
        let mut state = [0; SIZE];
        state[0] = 19_650_218;
        for at in 1..SIZE {
            state[at] = mixed(state[at - 1]).wrapping_mul(1_812_433_253).wrapping_add(index(at));
        }
        let (mut at, mut key_at) = (1, 0);
        for _ in 0..SIZE {
            let mix = mixed(state[at - 1]).wrapping_mul(1_664_525);
            state[at] = (state[at] ^ mix).wrapping_add(key[key_at]).wrapping_add(index(key_at));
            at = next(&mut state, at);
            key_at = (key_at + 1) % key.len();
        }
        for _ in 0..SIZE - 1 {
            let mix = mixed(state[at - 1]).wrapping_mul(1_566_083_941);
            state[at] = (state[at] ^ mix).wrapping_sub(index(at));
            at = next(&mut state, at);
        }
        state[0] = 0x8000_0000;
        Self { state, at: SIZE }
    }

    fn number(&mut self) -> u32 {
        if self.at == SIZE {
            for at in 0..SIZE {
                let y = (self.state[at] & 0x8000_0000) | (self.state[(at + 1) % SIZE] & 0x7fff_ffff);
                let odd = if y & 1 == 1 { 0x9908_b0df } else { 0 };
                self.state[at] = self.state[(at + 397) % SIZE] ^ (y >> 1) ^ odd;
            }
            self.at = 0;
        }
        let mut y = self.state[self.at];
        self.at += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    /// So many bytes, each as `random.randint(0, 255)` draws it.
    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(length);
        while bytes.len() < length {
            // Of nine bits, until they are below 256.
            if let Ok(byte) = u8::try_from(self.number() >> 23) {
                bytes.push(byte);
            }
        }
        bytes
    }
}

const fn mixed(word: u32) -> u32 {
    word ^ (word >> 30)
}

const fn next(state: &mut [u32; SIZE], at: usize) -> usize {
    if at + 1 == SIZE {
        state[0] = state[SIZE - 1];
        1
    } else {
        at + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_give_what_python_gives() {
        // `random.seed(s); bytes(random.randint(0, 255) for _ in range(10))` in CPython 3.11.
        assert_eq!(Mersenne::new(0).bytes(10), b"\xc5\xd7\x14\x84\xf8\xcf\x9b\xf4\xb7o");
    }

    #[test]
    fn a_uuid_says_its_version() {
        let uuid = Random::new(1).uuid();
        let parts: Vec<usize> = uuid.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(uuid.as_bytes()[14], b'4');
        assert!(b"89ab".contains(&uuid.as_bytes()[19]));
    }
}
