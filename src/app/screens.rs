//! The table of screens: which room is behind each [`ScreenId`].

use crate::app::browser::Browser;
use crate::app::cheatsheet::CheatSheet;
use crate::app::check::Check;
use crate::app::compare::Compare;
use crate::app::explain::Explain;
use crate::app::place::ScreenId;
use crate::app::playground::Playground;
use crate::app::quiz::Quiz;
use crate::app::screen::Screen;
use crate::app::shared::Shared;
use crate::app::view::View;

/// Declares the rooms once: their field, their type, and how each begins.
macro_rules! screens {
    ($($field:ident: $room:ident = $new:expr,)+) => {
        /// Every screen, whether it is shown or not.
        #[derive(Debug)]
        #[allow(missing_docs, reason = "each is named as its type")]
        pub struct Screens { $(pub $field: $room,)+ }

        impl Screens {
            /// The screens as the interface opens, the browser on a view.
            pub fn new(view: View, shared: &Shared) -> Self {
                Self { $($field: { let new: fn(View, &Shared) -> $room = $new; new(view, shared) },)+ }
            }

            /// The room of a screen.
            pub fn get(&self, id: ScreenId) -> &dyn Screen {
                match id { $(ScreenId::$room => &self.$field,)+ }
            }

            /// The room of a screen, to be changed.
            pub fn get_mut(&mut self, id: ScreenId) -> &mut dyn Screen {
                match id { $(ScreenId::$room => &mut self.$field,)+ }
            }
        }
    };
}

screens! {
    browser: Browser = Browser::new,
    compare: Compare = |_, _| Compare::default(),
    cheatsheet: CheatSheet = |_, _| CheatSheet::default(),
    quiz: Quiz = |_, _| Quiz::default(),
    explain: Explain = |_, _| Explain::default(),
    playground: Playground = |_, _| Playground::default(),
    check: Check = |_, _| Check::default(),
}
