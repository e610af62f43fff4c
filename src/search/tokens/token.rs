//! A token, and who writes it.

use std::borrow::Cow;

use super::words;

include!(concat!(env!("OUT_DIR"), "/tokens.rs"));

/// A platform or client that writes tokens.
#[derive(Debug, PartialEq, Eq)]
pub struct Platform {
    /// What it is called.
    pub name: &'static str,
    /// Words, in lower case, by which a text is known to be about it.
    pub(crate) hints: &'static [&'static str],
    /// The characters that may follow a token, one of each set.
    pub(super) tail: &'static [&'static str],
}

/// What a platform or client writes that says why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each says one thing of how a token is written or meant")]
pub struct Token {
    /// Its first word in lower case, by which tokens are sorted.
    pub(crate) key: Cow<'static, str>,
    /// As it is written.
    pub text: Cow<'static, str>,
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
    /// What it says.
    pub means: Cow<'static, str>,
    /// Where that is documented: a title and an address.
    pub source: (&'static str, &'static str),
    /// The ids of the entries that it leads to, the likeliest first.
    pub(crate) codes: Cow<'static, [Cow<'static, str>]>,
}

/// Every token of the platforms, by their first words.
pub fn tokens() -> &'static [Token] {
    &TOKENS
}

impl Token {
    /// A spelling that an entry of the user's own has for a failure.
    pub(crate) fn spelling(text: &str, id: &str) -> Option<Self> {
        words::is_spelling(text).then(|| Self {
            key: words::key(text).into(),
            text: text.to_owned().into(),
            platform: None,
            sentence: words::sentence(text),
            ordinary: words::is_weak(text),
            general: false,
            fails: true,
            means: Cow::Borrowed(""),
            source: ("", ""),
            codes: vec![Cow::Owned(id.to_owned())].into(),
        })
    }
}
