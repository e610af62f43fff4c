//! What goes wrong with a response on its way: faults as data, and as scripts of bytes.
//!
//! A [`Fault`] has a word for the command line and a sentence that describes it. [`script()`] turns a sound HTTP/1.1
//! response into the [`Step`]s by which a server commits the fault, and [`frames()`] into those of HTTP/2. Whoever plays a script owns the connection, the
//! clock and the limits; nothing here looks outside.

mod frames;
mod kind;
mod response;
mod script;
mod step;

pub use frames::{Frame, frames};
pub use kind::{Fault, UnknownFault};
pub use script::{Manner, script, script_with};
pub use step::Step;
