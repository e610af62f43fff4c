//! Work outside the interface, off the drawing path.

mod check;
mod context;
mod runner;
mod serve;
mod tools;

pub(super) use runner::Runner;
pub(super) use serve::Server;
pub(super) use tools::Tools;
