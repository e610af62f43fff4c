//! Values taken apart: lists, parameters, directives, cookies, challenges.

pub mod cache_control;
mod challenge;
mod set_cookie;
mod split;

pub use cache_control::Directives;
pub use challenge::{Challenge, challenges};
pub use set_cookie::SetCookie;
pub use split::{Param, members, repeated, split, with_params};
