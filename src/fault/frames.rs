//! Faults in HTTP/2, whose frames leave no room for some of them (RFC 9113).

use std::time::Duration;

use super::Fault;
use super::response::Response;
use super::script::{HUGE, Manner, PIECES, coded, looping, part, sized};

/// One step on a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// The head (HEADERS).
    Head {
        /// The status code.
        status: u16,
        /// Names in lower case, and values.
        fields: Vec<(String, Vec<u8>)>,
    },
    /// Content (DATA).
    Data(Vec<u8>),
    /// The end of the stream (`END_STREAM`).
    End,
    /// Nothing for so long.
    Wait(Duration),
    /// The end of the stream as a failure (`RST_STREAM`).
    ResetStream,
    /// The end of the connection: GOAWAY, and it is closed.
    Close,
    /// The connection is aborted when another request arrives.
    AbortNext,
    /// Nothing more, until the client has gone.
    Stall,
}

/// Fields that belong to a connection of HTTP/1 (RFC 9113 §8.2.2).
const OF_CONNECTION: [&str; 5] = ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];

/// The frames by which a server that should send this response commits a fault; the response is given as HTTP/1.1 would
/// send it, to a GET request. `None` where only HTTP/1.1 has such a fault: half a header section, a chunk, a status line.
pub fn frames(fault: Fault, response: &[u8], manner: Manner) -> Option<Vec<Frame>> {
    let given = Response::new(response);
    let head = |given: &Response| Frame::Head {
        status: given.status(),
        fields: given.fields().filter(|(name, _)| !OF_CONNECTION.contains(&name.as_str())).collect(),
    };
    let whole = |given: &Response, last: Option<Frame>| {
        let content = Frame::Data(given.content().to_vec());
        let steps = [head(given), content, Frame::End].into_iter().filter(|step| *step != Frame::Data(Vec::new()));
        steps.chain(last).collect()
    };
    let half = |last: Frame| {
        let given = sized(Response::new(response), 0);
        vec![head(&given), Frame::Data(part(given.content(), manner).to_vec()), last]
    };
    Some(match fault {
        Fault::Close => vec![Frame::Close],
        Fault::CloseAfterHeaders => vec![head(&sized(given, 0)), Frame::Close],
        Fault::CloseInContent => half(Frame::Close),
        Fault::CloseKeptAlive => whole(&given, Some(Frame::AbortNext)),
        Fault::CloseAfterResponse => whole(&given, Some(Frame::Close)),
        Fault::Reset => vec![Frame::ResetStream],
        Fault::ResetInContent => half(Frame::ResetStream),
        Fault::Stall => vec![Frame::Stall],
        Fault::StallInContent => half(Frame::Stall),
        Fault::Drip => {
            let given = sized(given, 0);
            let pieces = given.content().chunks(given.content().len().div_ceil(PIECES).max(1));
            let slowly = pieces.flat_map(|piece| [Frame::Wait(manner.pause), Frame::Data(piece.to_vec())]);
            [head(&given)].into_iter().chain(slowly).chain([Frame::End]).collect()
        }
        Fault::Truncated => half(Frame::End),
        Fault::Overlong => whole(&sized(given, -10), None),
        Fault::InvalidLength => whole(&given.unframed().field("Content-Length: many"), None),
        Fault::TwoLengths => {
            let given = sized(given, 0);
            let other = format!("Content-Length: {}", given.content().len() + 10);
            whole(&given.field(&other), None)
        }
        Fault::HugeHeader => whole(&sized(given, 0).field(&format!("X-Huge: {}", "x".repeat(HUGE))), None),
        Fault::UndecodableContent => whole(&coded(given, "gzip"), None),
        Fault::UnknownCoding => whole(&coded(given, "unheard-of"), None),
        Fault::RedirectLoop => whole(&looping(given, manner), None),
        Fault::CloseAfterStatusLine
        | Fault::CloseInHeaders
        | Fault::ResetInHeaders
        | Fault::StallInHeaders
        | Fault::SlowHeaders
        | Fault::LengthAndChunked
        | Fault::BadChunk
        | Fault::MissingLastChunk
        | Fault::Garbage
        | Fault::MalformedStatusLine
        | Fault::MalformedHeader
        | Fault::EndlessHeaders
        | Fault::EndlessInterim => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OK: &[u8] = b"HTTP/1.1 200 OK\r\nConnection: close\r\nETag: \"a\"\r\nContent-Length: 10\r\n\r\n0123456789";

    fn of(fault: Fault) -> Option<Vec<Frame>> {
        frames(fault, OK, Manner::default())
    }

    /// The values of a field.
    fn values(frames: &[Frame], name: &str) -> Vec<String> {
        let Some(Frame::Head { fields, .. }) = frames.first() else { panic!("{frames:?}") };
        let found = fields.iter().filter(|(found, _)| found == name);
        found.map(|(_, value)| String::from_utf8_lossy(value).into_owned()).collect()
    }

    #[test]
    fn each_ends_as_it_says() {
        for (fault, last) in [
            (Fault::Close, Frame::Close),
            (Fault::CloseAfterHeaders, Frame::Close),
            (Fault::CloseInContent, Frame::Close),
            (Fault::CloseAfterResponse, Frame::Close),
            (Fault::CloseKeptAlive, Frame::AbortNext),
            (Fault::Reset, Frame::ResetStream),
            (Fault::ResetInContent, Frame::ResetStream),
            (Fault::Stall, Frame::Stall),
            (Fault::StallInContent, Frame::Stall),
            (Fault::Truncated, Frame::End),
            (Fault::Drip, Frame::End),
        ] {
            assert_eq!(of(fault).unwrap().last(), Some(&last), "{fault}");
        }
        assert_eq!(Fault::ALL.iter().filter(|fault| of(**fault).is_none()).count(), 13);
    }

    #[test]
    fn lengths_are_wrong_as_they_say() {
        let truncated = of(Fault::Truncated).unwrap();
        assert_eq!(
            (values(&truncated, "content-length"), &truncated[1]),
            (vec!["10".into()], &Frame::Data(b"01234".to_vec()))
        );
        assert_eq!(values(&of(Fault::Overlong).unwrap(), "content-length"), ["0"]);
        assert_eq!(values(&of(Fault::InvalidLength).unwrap(), "content-length"), ["many"]);
        assert_eq!(values(&of(Fault::TwoLengths).unwrap(), "content-length"), ["10", "20"]);
    }

    #[test]
    fn nothing_of_the_connection_is_in_a_head() {
        for frames in Fault::ALL.iter().filter_map(|fault| of(*fault)) {
            if let Frame::Head { .. } = frames[0] {
                assert!(values(&frames, "connection").is_empty());
            }
        }
        let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
        let whole = frames(Fault::CloseAfterResponse, chunked, Manner::default()).unwrap();
        assert_eq!(whole[0], Frame::Head { status: 200, fields: Vec::new() });
        assert_eq!(whole[1..], [Frame::Data(b"hi".to_vec()), Frame::End, Frame::Close]);
    }
}
