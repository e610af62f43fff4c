//! A token, and who writes it.

use super::words;
use crate::packed::{Packed, packed};

// PLATFORMS, and the embedded tokens, ROWS, sorted by their first words. Each row says where its text begins among all
// TEXTS and where its codes begin among CODES, which are places in IDS; both end where those of the next one begin.
include!(concat!(env!("OUT_DIR"), "/tokens.rs"));

/// A platform or client that writes tokens.
#[derive(Debug)]
pub struct Platform {
    /// What it is called.
    pub name: &'static str,
    /// Words, in lower case, by which a text is known to be about it.
    pub(crate) hints: &'static [&'static str],
    /// The characters that may follow a token, one of each set.
    pub(super) tail: &'static [&'static str],
    /// What its tokens say, a line each: read where one is shown.
    meanings: Packed,
}

/// An embedded token.
struct Row {
    /// Where its text begins.
    text: u32,
    /// Where its codes begin.
    codes: u16,
    /// Which of the lines of its platform says what it means.
    meaning: u16,
    /// Which platform writes it; one beyond all for a spelling that pages have.
    platform: u8,
    /// `ORDINARY`, `GENERAL` and `FAILS`, as bits.
    is: u8,
}

const ORDINARY: u8 = 1;
const GENERAL: u8 = 2;
const FAILS: u8 = 4;

/// What a platform or client writes that says why.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each says one thing of how a token is written or meant")]
pub struct Token<'v> {
    /// As it is written.
    pub text: &'v str,
    /// Who writes it; `None` for a spelling that an entry has.
    pub platform: Option<&'static Platform>,
    /// Its words count, and not its letters.
    pub(super) sentence: bool,
    /// It counts only where the text is about the platform.
    pub(super) ordinary: bool,
    /// It says that something failed, and mostly another token beside it says what.
    pub(crate) general: bool,
    /// It reports that no status was received.
    pub(crate) fails: bool,
    meaning: u16,
    codes: Codes<'v>,
}

/// The ids of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Codes<'v> {
    /// By their places among the ids that tokens lead to.
    Embedded(&'static [u16]),
    /// One of the user's own.
    Own(&'v str),
}

impl<'v> Token<'v> {
    /// The ids of the entries that it leads to, the likeliest first.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &'v str> + use<'v> {
        let (embedded, own) = match self.codes {
            Codes::Embedded(places) => (places, None),
            Codes::Own(id) => (&[][..], Some(id)),
        };
        embedded.iter().map(|&place| IDS[usize::from(place)]).chain(own)
    }

    /// Whether another leads to the same entries.
    pub(super) fn leads_as(&self, other: &Self) -> bool {
        self.codes().eq(other.codes())
    }

    /// What it says; empty for a spelling that an entry has.
    pub fn means(&self) -> String {
        let meanings = self.platform.map(|platform| platform.meanings.text()).unwrap_or_default();
        meanings.lines().nth(usize::from(self.meaning)).unwrap_or_default().to_owned()
    }
}

/// A spelling that an entry of the user's own has for a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spelling {
    text: String,
    id: String,
}

impl Spelling {
    /// A spelling, if it is more than ordinary words.
    pub(crate) fn new(text: &str, id: &str) -> Option<Self> {
        words::is_spelling(text).then(|| Self { text: text.to_owned(), id: id.to_owned() })
    }

    /// Its first word in lower case, by which spellings are sorted.
    pub(crate) fn key(&self) -> String {
        words::key(&self.text)
    }
}

/// Tokens, sorted by their first words.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Vocabulary<'v> {
    /// All of the platforms, and the spellings of the embedded pages.
    Embedded,
    /// Those of the user's own entries.
    Own(&'v [Spelling]),
}

impl<'v> Vocabulary<'v> {
    /// How many there are.
    pub(crate) fn len(self) -> usize {
        match self {
            Self::Embedded => ROWS.len(),
            Self::Own(spellings) => spellings.len(),
        }
    }

    /// The text of one.
    pub(super) fn text(self, number: usize) -> &'v str {
        match self {
            Self::Embedded => {
                let end = ROWS.get(number + 1).map_or(TEXTS.len(), |next| next.text as usize);
                &TEXTS[ROWS[number].text as usize..end]
            }
            Self::Own(spellings) => &spellings[number].text,
        }
    }

    /// One.
    pub(crate) fn token(self, number: usize) -> Token<'v> {
        let text = self.text(number);
        let sentence = words::sentence(text);
        match self {
            Self::Embedded => {
                let row = &ROWS[number];
                let end = ROWS.get(number + 1).map_or(CODES.len(), |next| usize::from(next.codes));
                Token {
                    text,
                    platform: PLATFORMS.get(usize::from(row.platform)),
                    sentence,
                    ordinary: row.is & ORDINARY != 0,
                    general: row.is & GENERAL != 0,
                    fails: row.is & FAILS != 0,
                    meaning: row.meaning,
                    codes: Codes::Embedded(&CODES[usize::from(row.codes)..end]),
                }
            }
            Self::Own(spellings) => Token {
                text,
                platform: None,
                sentence,
                ordinary: words::is_weak(text),
                general: false,
                fails: true,
                meaning: 0,
                codes: Codes::Own(&spellings[number].id),
            },
        }
    }
}
