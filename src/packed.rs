//! Texts that are embedded compressed, as they are seldom needed, and nothing of them before it is asked for.

use flate2::{Decompress, FlushDecompress};

/// A text that the build script compressed: its length in four bytes, the lowest first, and then raw DEFLATE.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Packed(&'static [u8]);

impl Packed {
    /// A text as the build script wrote it.
    pub(crate) const fn new(bytes: &'static [u8]) -> Self {
        Self(bytes)
    }

    /// The text. It takes about a millisecond for 300 KB, so who needs it again keeps it.
    ///
    /// # Panics
    /// Never: the build script wrote what is read here, and tests hold each against what was written.
    pub(crate) fn text(self) -> String {
        let (length, bytes) = self.0.split_first_chunk().expect("the build script wrote the length");
        let mut text = Vec::with_capacity(u32::from_le_bytes(*length) as usize);
        let read = Decompress::new(false).decompress_vec(bytes, &mut text, FlushDecompress::Finish);
        read.expect("the build script compressed it");
        String::from_utf8(text).expect("it was a text before it was compressed")
    }
}

/// A file that the build script compressed, and, for a test, the text that it compressed.
macro_rules! packed {
    ($name:literal) => {
        $crate::packed::Packed::new(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".packed")))
    };
}
pub(crate) use packed;

#[cfg(test)]
mod tests {
    #[test]
    fn each_text_comes_back_as_it_was() {
        macro_rules! each {
            ($($name:literal),+) => {
                [$((packed!($name), include_str!(concat!(env!("OUT_DIR"), "/", $name)))),+]
            };
        }
        let all = each!("comparisons.json", "next.json", "senders.json", "situations.json");
        for (packed, text) in all {
            assert_eq!(packed.text(), text);
            assert!(packed.0.len() < text.len() / 2, "{} of {} bytes", packed.0.len(), text.len());
        }
    }
}
