//! Content codings, taken off to see whether they hold what they say (RFC 9110 §8.4).

use std::io::{ErrorKind, Read};

use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};

use crate::check::failure::{Failure, Phase};
use crate::message::Message;

/// The most bytes that are made of content; compressed bytes can hold a thousand times as many.
const MOST: u64 = 8 << 20;
/// The most codings that are taken off one another.
const CODINGS: usize = 4;
/// Codings that are registered, and that only others can take off.
const OTHERS: [&str; 8] = ["aes128gcm", "br", "compress", "dcb", "dcz", "exi", "pack200-gzip", "zstd"];

/// What is wrong with the coding of a response's content; `whole` is whether all of it was read.
pub(super) fn check(message: &Message, whole: bool) -> Option<Failure> {
    let value = message.fields.value("Content-Encoding")?.to_ascii_lowercase();
    let codings: Vec<&str> =
        value.split(',').map(str::trim).filter(|coding| !coding.is_empty() && *coding != "identity").collect();
    let bad = |detail: String| Some(Failure::new("undecodable-content", Phase::Response, detail));
    let content = &message.content.bytes;
    if content.is_empty() || codings.is_empty() {
        return None;
    }
    if codings.len() > CODINGS {
        return bad(format!("the content is said to be in {} codings, one within the other", codings.len()));
    }
    // All of it is here: what was kept of longer content ends somewhere.
    let whole = whole && content.len() as u64 == message.content.length;
    let mut bytes = content.clone();
    for coding in codings.iter().rev() {
        if OTHERS.contains(coding) || coding.strip_prefix("x-").is_some_and(|name| name == "compress") {
            return None;
        }
        let decoded = match *coding {
            "gzip" | "x-gzip" => take_off(GzDecoder::new(&bytes[..]), whole),
            // Some servers send it without the wrapping of zlib.
            "deflate" => take_off(ZlibDecoder::new(&bytes[..]), whole)
                .or_else(|error| take_off(DeflateDecoder::new(&bytes[..]), whole).map_err(|_| error)),
            other => return bad(format!("the content is said to be coded as `{other}`, which is no content coding")),
        };
        match decoded {
            Ok(decoded) => bytes = decoded,
            Err(why) => return bad(format!("the content is said to be coded as {coding}, and is not: {why}")),
        }
    }
    None
}

/// What is left without a coding, or its beginning; of content that was not read to its end, as far as it goes.
fn take_off(decoder: impl Read, whole: bool) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    match decoder.take(MOST).read_to_end(&mut out) {
        Err(error) if whole || error.kind() != ErrorKind::UnexpectedEof => Err(error.to_string()),
        _ => Ok(out),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};

    use super::*;
    use crate::message::{Known, read};

    fn checked(coding: &str, content: &[u8], whole: bool) -> Option<&'static str> {
        let head =
            format!("HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Length: {}\r\n\r\n", content.len());
        let bytes = [head.as_bytes(), content].concat();
        let message = read(&bytes, &Known { methods: vec!["GET".into()], wire: true }).messages.pop().unwrap();
        check(&message, whole).map(|failure| failure.id)
    }

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn codings_hold_what_they_say() {
        let zipped = gzip(b"hello");
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(b"hello").unwrap();
        let zlib = zlib.finish().unwrap();
        for (coding, content) in
            [("gzip", &zipped), ("x-gzip", &zipped), ("deflate", &zlib), ("br", &zipped), ("", &zlib)]
        {
            assert_eq!(checked(coding, content, true), None, "{coding}");
        }
        assert_eq!(checked("identity, gzip, gzip", &gzip(&zipped), true), None);
        assert_eq!(checked("gzip", b"hello", true), Some("undecodable-content"));
        assert_eq!(checked("gzip", &zipped[..zipped.len() - 4], true), Some("undecodable-content"));
        assert_eq!(checked("gzip", &gzip(&[b'x'; 9000])[..20], false), None);
        assert_eq!(checked("unheard-of", b"hello", true), Some("undecodable-content"));
        assert_eq!(checked("gzip, gzip, gzip, gzip, gzip", b"hello", true), Some("undecodable-content"));
    }

    #[test]
    fn a_bomb_is_bounded() {
        let bomb = gzip(&vec![0; 64 << 20]);
        assert_eq!(checked("gzip", &bomb, true), None);
        assert_eq!(take_off(GzDecoder::new(&bomb[..]), true).unwrap().len() as u64, MOST);
    }
}
