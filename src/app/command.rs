//! What a screen asks the interface for.

use crate::app::action::Action;
use crate::app::message::Effect;
use crate::app::overlay::Overlay;
use crate::app::place::Place;

/// Something that is not in the screen's own hands.
#[derive(Debug, Clone)]
pub enum Command {
    /// Show a place; where one is now can be gone back to.
    Go(Place),
    /// Let a place be gone back to that the screen left by itself.
    Remember(Place),
    /// Go back to the screen that this one was opened from.
    Leave,
    /// Lay something over the screen.
    Show(Overlay),
    /// Do what a key of this screen or of every screen does.
    Act(Action),
    /// Do something outside.
    Do(Effect),
    /// The screen has no use for the action here.
    Unhandled(Action),
}
