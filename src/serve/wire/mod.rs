//! HTTP as bytes: reading requests, writing responses, and the fields that need more than a look.

mod accept;
mod chunks;
mod coding;
mod date;
mod framing;
mod head;
mod http2;
mod json;
mod parse;
mod random;
mod range;
mod refusal;
mod response;
mod target;
mod validators;
mod websocket;
mod write;

pub use accept::preferred;
pub use chunks::{Content, too_large};
pub use coding::{brotli, deflate, gzip};
pub use date::{date, parse_date};
pub use framing::{Framing, framing};
pub use head::{Head, text};
pub use http2::{http2_fields, http2_request, http2_response, http2_text};
pub use json::{line as json_line, pretty as json_pretty};
pub use parse::{HeadLimits, HeadReader, Parsed, is_token, parse};
pub use random::{Mersenne, Random};
pub use range::{Wanted, wanted};
pub use refusal::Refusal;
pub use response::{Body, Hold, Interim, Piece, Response, Text, Then};
pub use target::{Target, decode, encode, pairs};
pub use validators::{Condition, State, evaluate, matches, range_holds, tags};
pub use websocket::{Frame, FrameReader, Opcode, accept_key, close_frame, frame, websocket_key};
pub use write::{Delimited, Exchange, chunk, delimited, head as head_bytes, interim, last_chunk, stays, whole};
