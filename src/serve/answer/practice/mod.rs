//! Routes to practise on: what a client has to get right when servers fail, limit, change and remember.

pub mod documents;
pub mod flaky;
pub mod items;
pub mod limited;
pub mod payments;
pub mod poll;
mod represent;
pub mod resumable;
pub mod session;
pub mod upload;
