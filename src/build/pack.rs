//! Compresses the texts that are embedded and seldom needed; `src/packed.rs` reads them.

use std::fs;
use std::path::Path;

use flate2::{Compress, Compression, FlushCompress, Status};

/// Writes a text compressed, as `name` with `.packed` behind it, and as it is beside that, for a test.
pub(crate) fn write(out: &Path, name: &str, text: &str) {
    fs::write(out.join(name), text).expect("OUT_DIR is writable");
    fs::write(out.join(format!("{name}.packed")), pack(text)).expect("OUT_DIR is writable");
}

/// The length of a text in four bytes, the lowest first, and then the text as raw DEFLATE.
fn pack(text: &str) -> Vec<u8> {
    let length = u32::try_from(text.len()).expect("a text is below 4 GiB");
    // What cannot be compressed grows by five bytes a block.
    let mut packed = Vec::with_capacity(text.len() + text.len() / 1000 + 64);
    packed.extend_from_slice(&length.to_le_bytes());
    let status =
        Compress::new(Compression::best(), false).compress_vec(text.as_bytes(), &mut packed, FlushCompress::Finish);
    assert_eq!(status.expect("a text can be compressed"), Status::StreamEnd);
    packed
}
