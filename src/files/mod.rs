//! The user's files: where they are, and how they are read and written without ever harming them.

mod aside;
mod cannot;
mod folders;
mod leftovers;
mod own;
mod read;
mod write;

pub use aside::set_aside;
pub use cannot::cannot;
pub use folders::Folders;
pub use own::read_own;
pub use read::{Unread, decode, read, read_text};
pub use write::{make_private_folder_of, write, write_with};
