//! What a key can do.

use serde::{Deserialize, Serialize};

/// Everything that the interface does on a key, by the names that `data/keymap.json` uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is described in data/keymap.json")]
pub enum Action {
    Interrupt,
    Suspend,
    Redraw,
    Jump,
    Type,
    Search,
    Down,
    Up,
    Left,
    Right,
    NextPane,
    PreviousPane,
    Open,
    Back,
    NextSection,
    PreviousSection,
    Sections,
    Fold,
    NextCode,
    PreviousCode,
    Related,
    HistoryBack,
    HistoryForward,
    HalfPageDown,
    HalfPageUp,
    PageDown,
    PageUp,
    Top,
    Bottom,
    Bookmark,
    Compare,
    CheatSheet,
    Scope,
    Swap,
    AddColumn,
    ReplaceColumn,
    RemoveColumn,
    OpenSource,
    CopySnippet,
    CopyOther,
    NextLanguage,
    PreviousLanguage,
    Languages,
    WhyNot,
    CodeLeft,
    CodeRight,
    LineNumbers,
    ViewPopular,
    ViewBookmarks,
    ViewRecent,
    ViewAll,
    Theme,
    Mouse,
    Messages,
    Quiz,
    Typing,
    Statistics,
    Answer,
    Explain,
    Undo,
    ToPage,
    Palette,
    Help,
    Quit,
}

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Context {
    /// Everywhere; looked up last.
    Any,
    /// In the browser: sidebar, list or page.
    Browse,
    /// While a search is typed.
    Search,
    /// In a list of choices.
    Picker,
    /// In a text laid over the browser.
    Reader,
    /// At codes side by side.
    Compare,
    /// On the cheat sheet.
    CheatSheet,
    /// In the menu of the quiz.
    Quiz,
    /// At a question with choices.
    Question,
    /// At a question whose answer is written.
    Writing,
    /// At the answer to a question.
    Told,
    /// At the end of a sitting.
    Over,
    /// At the figures of the quiz.
    Statistics,
}

impl Context {
    /// Every context, in the order of the help.
    pub const ALL: [Self; 13] = [
        Self::Browse,
        Self::Search,
        Self::Compare,
        Self::CheatSheet,
        Self::Quiz,
        Self::Question,
        Self::Writing,
        Self::Told,
        Self::Over,
        Self::Statistics,
        Self::Picker,
        Self::Reader,
        Self::Any,
    ];

    /// Its heading in the help.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Any => "Everywhere",
            Self::Browse => "Browsing",
            Self::Search => "Searching",
            Self::Picker => "Choosing from a list",
            Self::Reader => "Reading help or messages",
            Self::Compare => "Comparing",
            Self::CheatSheet => "On the cheat sheet",
            Self::Quiz => "Quiz: the menu",
            Self::Question => "Quiz: choosing an answer",
            Self::Writing => "Quiz: writing an answer",
            Self::Told => "Quiz: after an answer",
            Self::Over => "Quiz: at the end",
            Self::Statistics => "Quiz: statistics",
        }
    }
}
