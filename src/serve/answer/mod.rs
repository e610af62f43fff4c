//! What the server answers: a function of the request, the time, chance and what is remembered. Nothing here looks
//! outside.

#![allow(clippy::unnecessary_wraps, reason = "every route answers in the same form")]

mod ask;
mod auth;
mod caching;
mod cookies;
mod digest;
mod dynamic;
mod echo;
mod form;
mod index;
mod pages;
mod playground;
mod practice;
mod redirects;
mod remembered;
mod route;
mod routes;
mod samples;
mod state;
mod status;
mod streams;
mod table;
mod trust;

pub use ask::{Request, seconds};
pub use playground::{Playground, refusal};
pub use route::fits;
