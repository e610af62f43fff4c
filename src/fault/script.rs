//! Faults as scripts.

use std::time::Duration;

use super::response::{Response, split};
use super::{Fault, Step};

/// How a fault is committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner<'a> {
    /// The pause between the pieces of [`Fault::SlowHeaders`] and [`Fault::Drip`].
    pub pause: Duration,
    /// How many bytes of the header section or of the content are sent before a fault that strikes in the middle of
    /// it; half of them by default.
    pub after: Option<usize>,
    /// The target of the request, to which [`Fault::RedirectLoop`] leads. Without it the response redirects to a
    /// fragment, which is the same URL (RFC 3986 §5.2.2), but not for every client: curl 7.88 takes it for `/`.
    pub target: Option<&'a str>,
}

impl Default for Manner<'_> {
    fn default() -> Self {
        Self { pause: Duration::from_millis(100), after: None, target: None }
    }
}

/// The most pieces in which something is sent slowly.
pub(super) const PIECES: usize = 50;

/// How often what has no end is repeated: field lines of 32 bytes make 64 MiB.
const ENDLESS: u32 = 1 << 21;

/// How long the value of a huge field is, in bytes.
pub(super) const HUGE: usize = 1 << 20;

/// What comes in place of a response that is not HTTP.
const GARBAGE: &[u8] = b"\x00\x01\x02 this is not HTTP \xfd\xfe\xff\r\n\r\n";

/// The steps by which a server that should send this response commits a fault.
///
/// The response is a final one, complete and sound, as a server would send it to a GET request. Faults of the content
/// give it some where it has none; a client pays no heed to that after a HEAD request or a status without content
/// (RFC 9110 §6.4.1). Bytes that are no response make a script all the same.
pub fn script(fault: Fault, response: &[u8]) -> Vec<Step> {
    script_with(fault, response, Manner::default())
}

/// As [`script()`], in another manner.
pub fn script_with(fault: Fault, response: &[u8], manner: Manner) -> Vec<Step> {
    let given = Response::new(response);
    let at_once = |response: &Response| vec![Step::Send(response.bytes())];
    match fault {
        Fault::Close => vec![Step::Close],
        Fault::CloseAfterStatusLine => vec![Step::Send(given.first_line()), Step::Close],
        Fault::CloseInHeaders => vec![half_head(response, manner), Step::Close],
        Fault::CloseAfterHeaders => vec![Step::Send(sized(given, 0).head()), Step::Close],
        Fault::CloseInContent => vec![half_content(response, manner), Step::Close],
        Fault::CloseKeptAlive => vec![Step::Send(response.to_vec()), Step::AwaitRequest, Step::Reset],
        Fault::CloseAfterResponse => vec![Step::Send(response.to_vec()), Step::Close],
        Fault::Reset => vec![Step::Reset],
        Fault::ResetInHeaders => vec![half_head(response, manner), Step::Reset],
        Fault::ResetInContent => vec![half_content(response, manner), Step::Reset],
        Fault::Stall => vec![Step::Stall],
        Fault::StallInHeaders => vec![half_head(response, manner), Step::Stall],
        Fault::StallInContent => vec![half_content(response, manner), Step::Stall],
        Fault::SlowHeaders => {
            let (head, content) = split(response);
            slowly(head, manner.pause).chain([Step::Send(content.to_vec())]).collect()
        }
        Fault::Drip => {
            let given = sized(given, 0);
            [Step::Send(given.head())].into_iter().chain(slowly(given.content(), manner.pause)).collect()
        }
        Fault::Truncated => vec![half_content(&sized(given, 0).bytes(), manner), Step::Close],
        Fault::Overlong => at_once(&sized(given, -10)),
        Fault::InvalidLength => at_once(&given.unframed().field("Content-Length: many")),
        Fault::TwoLengths => {
            let given = sized(given, 0);
            let other = format!("Content-Length: {}", given.content().len() + 10);
            at_once(&given.field(&other))
        }
        Fault::LengthAndChunked => {
            let given = sized(given, 0).field("Transfer-Encoding: chunked");
            vec![Step::Send([given.head(), chunk(given.content()), b"0\r\n\r\n".to_vec()].concat())]
        }
        Fault::BadChunk => vec![Step::Send([chunked(given), b"many\r\nmore\r\n0\r\n\r\n".to_vec()].concat())],
        Fault::MissingLastChunk => vec![Step::Send(chunked(given)), Step::Close],
        Fault::Garbage => vec![Step::Send(GARBAGE.to_vec()), Step::Close],
        Fault::MalformedStatusLine => at_once(&sized(given, 0).status_line("HTTP/1.1 many OK")),
        Fault::MalformedHeader => at_once(&sized(given, 0).field("a line without a colon")),
        Fault::HugeHeader => at_once(&sized(given, 0).field(&format!("X-Huge: {}", "x".repeat(HUGE)))),
        Fault::EndlessHeaders => {
            let bytes = b"X-Endless: 0123456789abcdefghi\r\n".to_vec();
            vec![Step::Send(given.open_head()), Step::Repeat { bytes, times: ENDLESS }, Step::Close]
        }
        Fault::EndlessInterim => {
            let bytes = b"HTTP/1.1 103 Early Hints\r\n\r\n".to_vec();
            vec![Step::Repeat { bytes, times: ENDLESS }, Step::Close]
        }
        Fault::UndecodableContent => at_once(&coded(given, "gzip")),
        Fault::UnknownCoding => at_once(&coded(given, "unheard-of")),
        Fault::RedirectLoop => at_once(&looping(given, manner)),
    }
}

/// A redirect to what was asked for.
pub(super) fn looping(given: Response, manner: Manner) -> Response {
    // No byte of the target can end the line.
    let target: String = manner.target.unwrap_or("#again").chars().filter(char::is_ascii_graphic).collect();
    let given = given.without(&["location"]).field(&format!("Location: {target}"));
    sized(given.status_line("HTTP/1.1 302 Found"), 0)
}

/// The first half of something, or as much of it as the manner says.
pub(super) fn part<'b>(bytes: &'b [u8], manner: Manner) -> &'b [u8] {
    &bytes[..manner.after.unwrap_or(bytes.len() / 2).min(bytes.len())]
}

/// The header section, cut off.
fn half_head(response: &[u8], manner: Manner) -> Step {
    Step::Send(part(split(response).0, manner).to_vec())
}

/// The header section and the content as it is framed, cut off.
fn half_content(response: &[u8], manner: Manner) -> Step {
    let (head, content) = split(response);
    if content.is_empty() {
        return half_content(&sized(Response::new(response), 0).bytes(), manner);
    }
    Step::Send([head, part(content, manner)].concat())
}

/// With content whose length is announced with so much added.
pub(super) fn sized(response: Response, added: isize) -> Response {
    let response = response.unframed();
    let length = response.content().len().saturating_add_signed(added);
    response.field(&format!("Content-Length: {length}"))
}

/// With content that is said to be in a coding.
pub(super) fn coded(response: Response, coding: &str) -> Response {
    sized(response.without(&["content-encoding"]).field(&format!("Content-Encoding: {coding}")), 0)
}

/// A chunk (RFC 9112 §7.1).
fn chunk(content: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", content.len()).as_bytes(), content, b"\r\n"].concat()
}

/// The header section and the content as one chunk, without the last chunk.
fn chunked(response: Response) -> Vec<u8> {
    let response = response.unframed().field("Transfer-Encoding: chunked");
    [response.head(), chunk(response.content())].concat()
}

/// Bytes in pieces, with a pause before each.
fn slowly(bytes: &[u8], pause: Duration) -> impl Iterator<Item = Step> {
    let size = bytes.len().div_ceil(PIECES).max(1);
    bytes.chunks(size).flat_map(move |piece| [Step::Wait(pause), Step::Send(piece.to_vec())])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OK: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 20\r\n\r\n01234567890123456789";

    /// All that a script sends, what is repeated once.
    fn sent(steps: &[Step]) -> Vec<u8> {
        let bytes = steps.iter().map(|step| match step {
            Step::Send(bytes) | Step::Repeat { bytes, .. } => &bytes[..],
            _ => &[],
        });
        bytes.collect::<Vec<_>>().concat()
    }

    fn text(fault: Fault) -> String {
        String::from_utf8(sent(&script(fault, OK))).expect("text")
    }

    #[test]
    fn a_connection_ends_where_the_fault_says() {
        let half = b"HTTP/1.1 200 OK\r\nContent-Type: t".len();
        for (fault, last) in [
            (Fault::CloseInHeaders, Step::Close),
            (Fault::ResetInHeaders, Step::Reset),
            (Fault::StallInHeaders, Step::Stall),
        ] {
            assert_eq!(script(fault, OK), [Step::Send(OK[..half].to_vec()), last], "{fault}");
        }
        let half = OK.len() - 10;
        for (fault, last) in [
            (Fault::CloseInContent, Step::Close),
            (Fault::ResetInContent, Step::Reset),
            (Fault::StallInContent, Step::Stall),
        ] {
            assert_eq!(script(fault, OK), [Step::Send(OK[..half].to_vec()), last], "{fault}");
        }
        assert_eq!(script(Fault::Close, OK), [Step::Close]);
        assert_eq!(text(Fault::CloseAfterStatusLine), "HTTP/1.1 200 OK\r\n");
        assert!(text(Fault::CloseAfterHeaders).ends_with("Content-Length: 20\r\n\r\n"));
        assert_eq!(script(Fault::CloseKeptAlive, OK), [Step::Send(OK.to_vec()), Step::AwaitRequest, Step::Reset]);
    }

    #[test]
    fn a_manner_says_where_it_strikes() {
        let manner = Manner { after: Some(3), ..Manner::default() };
        assert!(sent(&script_with(Fault::ResetInContent, OK, manner)).ends_with(b"\r\n\r\n012"));
        assert_eq!(sent(&script_with(Fault::CloseInHeaders, OK, manner)), b"HTT");
        let manner = Manner { after: Some(usize::MAX), ..Manner::default() };
        assert_eq!(sent(&script_with(Fault::StallInContent, OK, manner)), OK);
    }

    #[test]
    fn what_is_slow_is_whole() {
        for fault in [Fault::SlowHeaders, Fault::Drip] {
            let steps = script_with(fault, OK, Manner { pause: Duration::from_secs(2), after: None, target: None });
            assert_eq!(sent(&steps), OK, "{fault}");
            let pauses = steps.iter().filter(|step| **step == Step::Wait(Duration::from_secs(2))).count();
            assert!((20..=PIECES).contains(&pauses), "{fault}: {pauses}");
        }
    }

    #[test]
    fn lengths_are_wrong_as_they_say() {
        let lines = |fault| -> Vec<String> {
            let text = text(fault);
            let lines = text.lines().filter(|line| line.starts_with("Content-Length") || line.starts_with("Transfer"));
            lines.map(str::to_owned).collect()
        };
        assert_eq!(lines(Fault::Truncated), ["Content-Length: 20"]);
        assert!(text(Fault::Truncated).ends_with("\r\n\r\n0123456789"));
        assert_eq!(lines(Fault::Overlong), ["Content-Length: 10"]);
        assert_eq!(lines(Fault::InvalidLength), ["Content-Length: many"]);
        assert_eq!(lines(Fault::TwoLengths), ["Content-Length: 20", "Content-Length: 30"]);
        assert_eq!(lines(Fault::LengthAndChunked), ["Content-Length: 20", "Transfer-Encoding: chunked"]);
        let chunk = "\r\n\r\n14\r\n01234567890123456789\r\n";
        assert!(text(Fault::LengthAndChunked).ends_with(&format!("{chunk}0\r\n\r\n")));
        assert!(text(Fault::MissingLastChunk).ends_with(chunk));
        assert!(text(Fault::BadChunk).contains(&format!("{chunk}many\r\n")));
    }

    #[test]
    fn a_response_without_content_gets_some() {
        let none = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        let whole = sent(&script(Fault::UndecodableContent, none));
        assert!(whole.len() > 100, "{whole:?}");
        for fault in [Fault::Truncated, Fault::CloseInContent, Fault::CloseAfterHeaders, Fault::MissingLastChunk] {
            let head = sent(&script(fault, none));
            assert!(!head.windows(17).any(|bytes| bytes == b"Content-Length: 0"), "{fault}");
        }
    }

    #[test]
    fn a_loop_leads_to_where_it_came_from() {
        let moved = b"HTTP/1.1 301 Moved Permanently\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n";
        let text = String::from_utf8(sent(&script(Fault::RedirectLoop, moved))).expect("text");
        assert!(text.starts_with("HTTP/1.1 302 Found\r\n") && text.contains("\r\nLocation: #again\r\n"), "{text}");
        assert!(!text.contains("/new"));
        let manner = Manner { target: Some("/a?b\r\nc: d"), ..Manner::default() };
        let text = String::from_utf8(sent(&script_with(Fault::RedirectLoop, moved, manner))).expect("text");
        assert!(text.contains("\r\nLocation: /a?bc:d\r\n"), "{text}");
    }

    #[test]
    fn what_has_no_end_has_one() {
        for fault in [Fault::EndlessHeaders, Fault::EndlessInterim] {
            let steps = script(fault, OK);
            let [.., Step::Repeat { bytes, times }, Step::Close] = &steps[..] else { panic!("{steps:?}") };
            assert!(bytes.len() as u64 * u64::from(*times) <= 64 << 20, "{fault}");
        }
    }

    proptest! {
        #[test]
        fn every_script_is_short_and_ends_once(bytes in prop::collection::vec(any::<u8>(), 0..400), after in any::<Option<usize>>()) {
            for &fault in Fault::ALL {
                let steps = script_with(fault, &bytes, Manner { after, ..Manner::default() });
                prop_assert!(!steps.is_empty() && steps.len() <= 2 * PIECES + 2);
                prop_assert!(steps[..steps.len() - 1].iter().all(|step| !step.is_last()));
            }
        }
    }
}
