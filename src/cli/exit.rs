//! The codes with which the program ends.

/// Found, or done.
pub const DONE: u8 = 0;
/// Nothing was found.
pub const NOT_FOUND: u8 = 1;
/// Answers in the quiz could not be saved.
pub const LOST: u8 = 1;
/// The command line was wrong, or something outside is in the way.
pub const WRONG: u8 = 2;
/// Interrupted from the keyboard.
pub const INTERRUPTED: u8 = 130;
