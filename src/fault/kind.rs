//! The kinds of faults and their words.

use std::fmt;
use std::str::FromStr;

use crate::suggest;

/// The kinds of faults, each with its word and the sentence about it: one table for the type, the parser, the printer
/// and every list.
macro_rules! faults {
    ($($name:ident $word:literal $about:literal)+) => {
        /// A way in which a response goes wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Fault {
            $(#[doc = $about] $name,)+
        }

        impl Fault {
            /// All of them: those that end the connection first, then those that take time, then those of the bytes.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its word, as on a command line.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            /// What the server does, in one sentence.
            pub fn about(self) -> &'static str {
                match self { $(Self::$name => $about),+ }
            }
        }
    };
}

faults! {
    Close "close" "The connection is closed before the response."
    CloseAfterStatusLine "close-after-status-line" "The connection is closed after the status line."
    CloseInHeaders "close-in-headers" "The connection is closed in the middle of the header section."
    CloseAfterHeaders "close-after-headers" "The connection is closed after the header section, before the content."
    CloseInContent "close-in-content" "The connection is closed in the middle of the content, whatever its framing."
    CloseKeptAlive "close-kept-alive" "The response is complete; the connection is aborted when the next request arrives on it."
    CloseAfterResponse "close-after-response" "The response is complete; the connection is closed right after it, unannounced."
    Reset "reset" "The connection is aborted (RST) before the response."
    ResetInHeaders "reset-in-headers" "The connection is aborted (RST) in the middle of the header section."
    ResetInContent "reset-in-content" "The connection is aborted (RST) in the middle of the content."
    Stall "stall" "The request is never answered and the connection stays open."
    StallInHeaders "stall-in-headers" "Half of the header section is sent, and never the rest."
    StallInContent "stall-in-content" "Half of the content is sent, and never the rest."
    SlowHeaders "slow-headers" "The header section arrives in small pieces with pauses between them."
    Drip "drip" "The content arrives in small pieces with pauses between them."
    Truncated "truncated" "`Content-Length` announces more than is sent before the connection is closed."
    Overlong "overlong" "More content is sent than `Content-Length` announces."
    InvalidLength "invalid-length" "`Content-Length` is not a number."
    TwoLengths "two-lengths" "There are two `Content-Length` lines that differ."
    LengthAndChunked "length-and-chunked" "There are both `Content-Length` and `Transfer-Encoding: chunked`."
    BadChunk "bad-chunk" "The size of the second chunk is not a hexadecimal number."
    MissingLastChunk "missing-last-chunk" "The connection is closed without the last chunk, the one of size 0."
    Garbage "garbage" "Bytes that are not HTTP come in place of the response, and the connection is closed."
    MalformedStatusLine "malformed-status-line" "The status in the status line is not a number."
    MalformedHeader "malformed-header" "A line of the header section has no colon."
    HugeHeader "huge-header" "One field has a value of 1 MiB."
    EndlessHeaders "endless-headers" "Field lines are sent without end."
    EndlessInterim "endless-interim" "Responses with status 103 are sent without end, and never a final one."
    UndecodableContent "undecodable-content" "`Content-Encoding: gzip` stands above content that is not gzip."
    UnknownCoding "unknown-coding" "`Content-Encoding` names a coding that does not exist."
    RedirectLoop "redirect-loop" "The response redirects to the URL that was asked for."
}

/// A word that names no fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no fault `{word}`; {advice}")]
pub struct UnknownFault {
    /// What was written, made safe to print.
    pub word: String,
    /// What to write instead.
    pub advice: String,
}

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(word: &str) -> Result<Self, UnknownFault> {
        Self::ALL.iter().copied().find(|fault| fault.word() == word).ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.iter().map(|fault| fault.word()).collect();
            let shown = crate::text::clean(&crate::text::shorten(word, 40)).into_owned();
            UnknownFault { word: shown, advice: suggest::instead_of(word, &words) }
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_word_leads_to_its_fault() {
        for fault in Fault::ALL {
            assert_eq!(fault.to_string().parse::<Fault>().as_ref(), Ok(fault));
        }
        let words: BTreeSet<&str> = Fault::ALL.iter().map(|fault| fault.word()).collect();
        assert_eq!(words.len(), Fault::ALL.len());
        assert!(words.iter().all(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-')), "{words:?}");
    }

    #[test]
    fn an_unknown_word_is_told_the_nearest() {
        let said = |word: &str| word.parse::<Fault>().unwrap_err().to_string();
        assert_eq!(said("rest"), "there is no fault `rest`; did you mean `reset`?");
        let said = said("\x1b[2Junheard-of");
        assert!(said.starts_with("there is no fault `␛[2Junheard-of`; use one of `close`, "), "{said}");
    }

    #[test]
    fn each_is_described_in_a_sentence() {
        for about in Fault::ALL.iter().map(|fault| fault.about()) {
            assert!(about.ends_with('.') && about.len() < 100, "{about}");
        }
    }
}
