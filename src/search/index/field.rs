//! Where on a page a phrase stands, what that is worth, and how it is called.

/// The field that a phrase was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The code itself.
    Number,
    /// The name.
    Name,
    /// A former or other name.
    Alias,
    /// A keyword of several words: what people say when they meet the code.
    Symptom,
    /// A keyword of one word: a constant, a directive, a term.
    Keyword,
    /// A header field that belongs to the code.
    Header,
    /// Who uses the code.
    Vendor,
    /// A setting that governs a vendor's code.
    Setting,
    /// A reason for the code.
    Cause,
    /// How to confirm a reason: commands, lines of logs.
    Check,
    /// A question that people ask.
    Question,
    /// The friendly line and the definition.
    Meaning,
    /// The vocabulary of a platform; not in the index.
    Token,
    /// A failure without a status; not in the index.
    Failure,
    /// A code that may stand behind such a failure; not in the index.
    Behind,
    /// A comparison of codes; not in the index.
    Comparison,
}

impl Field {
    /// Every field of a page, by its number in the index.
    pub(crate) const ALL: [Self; 12] = [
        Self::Number,
        Self::Name,
        Self::Alias,
        Self::Symptom,
        Self::Keyword,
        Self::Header,
        Self::Vendor,
        Self::Setting,
        Self::Cause,
        Self::Check,
        Self::Question,
        Self::Meaning,
    ];

    /// What a word found in this field is worth, in hundredths of the same word in a name.
    ///
    /// Names and what was written down to be found come first; sentences mention much that they are not about.
    pub(crate) const fn weight(self) -> u8 {
        match self {
            Self::Number | Self::Name | Self::Token | Self::Failure | Self::Behind | Self::Comparison => 100,
            Self::Alias => 95,
            Self::Symptom | Self::Keyword => 90,
            Self::Header | Self::Setting => 85,
            Self::Vendor => 70,
            Self::Cause | Self::Check | Self::Question => 25,
            Self::Meaning => 75,
        }
    }

    /// The words for it before what matched.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::Alias => "also called",
            Self::Symptom => "symptom",
            Self::Keyword => "keyword",
            Self::Header => "header",
            Self::Vendor => "sent by",
            Self::Setting => "setting",
            Self::Cause => "cause",
            Self::Check => "check",
            Self::Question => "question",
            Self::Meaning => "meaning",
            Self::Token => "token",
            Self::Failure => "failure",
            Self::Behind => "may stand behind it",
            Self::Comparison => "comparison",
        }
    }
}
