//! Content codings (RFC 9110 §8.4.1).

use flate2::{Compress, Compression, Crc, FlushCompress};

/// Content in `gzip` (RFC 1952).
pub fn gzip(content: &[u8]) -> Vec<u8> {
    // No time, no name; the system is unknown.
    let mut out = b"\x1f\x8b\x08\0\0\0\0\0\0\xff".to_vec();
    out.extend_from_slice(&compressed(content, false));
    let mut crc = Crc::new();
    crc.update(content);
    out.extend_from_slice(&crc.sum().to_le_bytes());
    out.extend_from_slice(&crc.amount().to_le_bytes());
    out
}

/// Content in `deflate`, which is zlib's format (RFC 9110 §8.4.1.2).
pub fn deflate(content: &[u8]) -> Vec<u8> {
    compressed(content, true)
}

fn compressed(content: &[u8], has_zlib_header: bool) -> Vec<u8> {
    let mut compress = Compress::new(Compression::fast(), has_zlib_header);
    // What cannot be made smaller grows by five bytes a block.
    let mut out = Vec::with_capacity(content.len() + content.len() / 1000 + 64);
    // With so much room it ends in one go; content that did not would be cut off, and fail the test below.
    let _ = compress.compress_vec(content, &mut out, FlushCompress::Finish);
    out
}

/// Content in `br`, stored as it is (RFC 7932 §9): valid Brotli that any client has to decode, in a dozen lines.
pub fn brotli(content: &[u8]) -> Vec<u8> {
    // The window has 2^16 bytes: one bit, 0.
    let mut bits = Bits { out: Vec::with_capacity(content.len() + 8), bit: 0 };
    bits.put(0, 1);
    for block in content.chunks(1 << 16) {
        // ISLAST 0, MNIBBLES 4 (0), MLEN - 1, ISUNCOMPRESSED 1; the bytes begin at the next whole byte.
        bits.put(0, 1);
        bits.put(0, 2);
        bits.put(u32::try_from(block.len() - 1).unwrap_or_default(), 16);
        bits.put(1, 1);
        bits.out.extend_from_slice(block);
        bits.bit = 0;
    }
    // ISLAST 1, ISLASTEMPTY 1.
    bits.put(3, 2);
    bits.out
}

/// Bits, the lowest first.
struct Bits {
    out: Vec<u8>,
    /// How many bits of the last byte are used; 0 for a new byte.
    bit: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for n in 0..count {
            if self.bit == 0 {
                self.out.push(0);
            }
            if let Some(last) = self.out.last_mut() {
                *last |= u8::from(value >> n & 1 == 1) << self.bit;
            }
            self.bit = (self.bit + 1) % 8;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn codings_can_be_taken_off() {
        let content = [b"a b c a b c a b c".repeat(10_000), crate::serve::wire::Random::new(1).bytes(100_000)].concat();
        let (mut plain, mut inflated) = (Vec::new(), Vec::new());
        flate2::read::GzDecoder::new(&gzip(&content)[..]).read_to_end(&mut plain).unwrap();
        flate2::read::ZlibDecoder::new(&deflate(&content)[..]).read_to_end(&mut inflated).unwrap();
        assert_eq!((plain, inflated), (content.clone(), content));
    }

    #[test]
    fn stored_brotli() {
        // As `brotli -d` takes it; the suite of httpbin decodes the route's answer.
        assert_eq!(brotli(b"hi"), [&[0b0001_0000, 0b0000_0000, 0b0001_0000][..], b"hi", &[3]].concat());
        assert_eq!(brotli(b""), [0b0000_0110]);
    }
}
