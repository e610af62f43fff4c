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
    CopyCommand,
    CopyOther,
    CopyFinding,
    CopyExplanation,
    ExplainMessage,
    NextLanguage,
    PreviousLanguage,
    Languages,
    WhyNot,
    NextCommand,
    PreviousCommand,
    Unmark,
    CodeLeft,
    CodeRight,
    LineNumbers,
    Zoom,
    Wider,
    Narrower,
    ViewPopular,
    ViewBookmarks,
    ViewRecent,
    ViewAll,
    Theme,
    Mouse,
    Unicode,
    Messages,
    Playground,
    Check,
    EditUrl,
    AskAgain,
    Serve,
    Filter,
    NextAnswers,
    AsAsked,
    CopyCurl,
    Quiz,
    Typing,
    Statistics,
    Answer,
    Explain,
    Find,
    FindNext,
    FindPrevious,
    Undo,
    ToPage,
    Palette,
    Help,
    Quit,
}

impl Action {
    /// How many rows an action goes down where `height` of them are on the screen, less than 0 for up; nothing if it is
    /// not one that moves so. The ends are further than anything is long.
    pub fn rows(self, height: usize) -> Option<isize> {
        let height = isize::try_from(height).unwrap_or(isize::MAX).max(2);
        match self {
            Self::Down => Some(1),
            Self::Up => Some(-1),
            Self::HalfPageDown => Some(height / 2),
            Self::HalfPageUp => Some(-height / 2),
            // One row stays, to go on from.
            Self::PageDown => Some(height - 1),
            Self::PageUp => Some(1 - height),
            Self::Top => Some(isize::MIN / 2),
            Self::Bottom => Some(isize::MAX / 2),
            _ => None,
        }
    }
}

/// Declares the contexts once: the name in `data/keymap.json` follows from the variant's.
macro_rules! contexts {
    ($($(#[$meta:meta])* $name:ident: $title:literal $(in $parent:ident)?,)+) => {
        /// Where a key is pressed. What is not bound in a context is looked up in its parent.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Context { $($(#[$meta])* $name,)+ }

        impl Context {
            /// Every context, in the order of the help.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Its heading in the help.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ }
            }

            /// The context whose keys work here too, unless this one binds them.
            pub const fn parent(self) -> Option<Self> {
                match self { $(Self::$name => contexts!(@parent $($parent)?),)+ }
            }
        }
    };
    (@parent) => { None };
    (@parent $parent:ident) => { Some(Self::$parent) };
}

contexts! {
    /// In the browser: sidebar, list or page.
    Browse: "Browsing" in Screen,
    /// At the page of the browser.
    Page: "Reading a page" in Browse,
    /// At a page on which a command is marked.
    MarkedCommand: "At a command that is marked" in Page,
    /// While a search is typed.
    Search: "Searching" in Any,
    /// At codes side by side.
    Compare: "Comparing" in Screen,
    /// On the cheat sheet.
    CheatSheet: "On the cheat sheet" in Screen,
    /// At a message that is explained.
    Explain: "Explaining a message" in Screen,
    /// At the requests to the playground.
    Playground: "On the playground" in Screen,
    /// While words are typed that requests have to fit.
    Filtering: "Filtering requests" in Any,
    /// At the hops of a URL that is checked.
    Check: "Checking a URL" in Screen,
    /// While the URL is typed.
    CheckUrl: "Typing a URL to check" in Any,
    /// In the menu of the quiz.
    Quiz: "Quiz: the menu" in Screen,
    /// At a question with choices.
    Question: "Quiz: choosing an answer" in Common,
    /// At a question whose answer is typed.
    Typing: "Quiz: typing an answer" in Any,
    /// At a question that was answered.
    Answer: "Quiz: after an answer" in Common,
    /// At the result of a session.
    Result: "Quiz: the result" in Screen,
    /// At the statistics of the quiz.
    Statistics: "Quiz: statistics" in Screen,
    /// In a list of choices.
    Picker: "Choosing from a list" in Any,
    /// In a text laid over the screen.
    Reader: "Reading help or messages" in Any,
    /// While words to be found in a text are typed.
    Finding: "Finding words in a text" in Any,
    /// While words that were found are marked; the keys of the text work too.
    Found: "At words that were found" in Any,
    /// On every screen that asks nothing.
    Screen: "On every screen" in Common,
    /// On every screen, and at the questions of the quiz.
    Common: "On every screen and at questions" in Any,
    /// Everywhere.
    Any: "Everywhere",
}

impl Context {
    /// The context itself and those whose keys work in it too, nearest first.
    pub fn chain(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |context| context.parent())
    }
}
