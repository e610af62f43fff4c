//! Scenarios: servers in some condition, written down in a file.

mod file;
mod read;
mod ready;
mod scenes;

pub use file::{Scenario, SceneAnswer};
pub use read::read;
pub use ready::{READY, Ready};
pub use scenes::{Scene, Scenes};
