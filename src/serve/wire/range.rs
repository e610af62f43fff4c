//! Parts of a resource (RFC 9110 §14).

/// What a `Range` field asks of a representation of some length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// All of it: there is no such field, or one that is to be ignored.
    Whole,
    /// These parts, first and last byte of each.
    Parts(Vec<(u64, u64)>),
    /// Nothing that there is: 416.
    Nothing,
}

/// The most parts that are given at once; more looks like an attack (RFC 9110 §14.2 and §17.15).
const PARTS: usize = 10;

/// Reads a `Range` field for a representation of `length` bytes.
pub fn wanted(field: Option<&str>, length: u64) -> Wanted {
    let Some(set) = field.and_then(|field| field.trim().strip_prefix("bytes=")) else { return Wanted::Whole };
    let (mut parts, mut specs) = (Vec::new(), 0);
    for spec in set.split(',').map(str::trim).filter(|spec| !spec.is_empty()) {
        specs += 1;
        let Some((first, last)) = spec.split_once('-') else { return Wanted::Whole };
        let number = |text: &str| text.parse::<u64>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
        match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => parts.push((first, last.min(length.saturating_sub(1)))),
            (Some(first), None) if last.is_empty() => parts.push((first, length.saturating_sub(1))),
            (None, Some(suffix)) if first.is_empty() => {
                // The last bytes; none of them is nothing.
                parts
                    .push((if suffix == 0 { length } else { length.saturating_sub(suffix) }, length.saturating_sub(1)));
            }
            _ => return Wanted::Whole,
        }
    }
    parts.retain(|(first, _)| *first < length);
    match (specs, parts.len()) {
        (0, _) => Wanted::Whole,
        (_, 0) => Wanted::Nothing,
        (_, count) if count > PARTS => Wanted::Whole,
        _ => Wanted::Parts(parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        let read = |field: &str| wanted(Some(field), 100);
        assert_eq!(wanted(None, 100), Wanted::Whole);
        assert_eq!(read("bytes=0-9"), Wanted::Parts(vec![(0, 9)]));
        assert_eq!(read("bytes=90-"), Wanted::Parts(vec![(90, 99)]));
        assert_eq!(read("bytes=-10"), Wanted::Parts(vec![(90, 99)]));
        assert_eq!(read("bytes=-1000"), Wanted::Parts(vec![(0, 99)]));
        assert_eq!(read("bytes=50-1000, 0-0"), Wanted::Parts(vec![(50, 99), (0, 0)]));
        assert_eq!(read("bytes=100-"), Wanted::Nothing);
        assert_eq!(read("bytes=-0"), Wanted::Nothing);
        for ignored in ["lines=1-2", "bytes=9-0", "bytes=a-b", "bytes=", "bytes=1", "bytes=--1", "bytes=+1-2"] {
            assert_eq!(read(ignored), Wanted::Whole, "{ignored}");
        }
        assert_eq!(read(&format!("bytes={}0-0", "0-0,".repeat(10))), Wanted::Whole, "too many at once");
        assert_eq!(wanted(Some("bytes=0-"), 0), Wanted::Nothing);
    }
}
