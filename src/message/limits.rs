//! How much the reader keeps. What is beyond is passed over and told as [`Strange::TooMuch`](super::Strange::TooMuch), so
//! that hostile input costs little more memory than it takes itself.

/// Messages of one capture.
pub(super) const MESSAGES: usize = 500;
/// Field lines of one section; browsers and servers stop at 100 to 500.
pub(super) const FIELDS: usize = 500;
/// Field lines beyond those that say how long a message is.
pub(super) const FRAMING: usize = 10;
/// Bytes of one field value, several times what servers take.
pub(super) const VALUE: usize = 64 << 10;
/// Bytes of one field name, method or reason.
pub(super) const NAME: usize = 1 << 10;
/// Bytes of the content of one message.
pub(super) const CONTENT: usize = 1 << 20;
/// Oddities of one message.
pub(super) const ODDITIES: usize = 100;
/// Characters of what is quoted of an oddity.
pub(super) const FOUND: usize = 80;
