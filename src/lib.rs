//! httpdex: the terminal's own reference for HTTP status codes.
//!
//! The library holds everything but the argument list: the [`catalog`] and what is computed from it.
//! Modules depend downwards only, in the order of the layers that `tests/layers.rs` lists.

pub mod app;
pub mod catalog;
pub mod cheatsheet;
pub mod check;
pub mod cli;
pub mod clipboard;
pub mod clock;
pub mod compare;
pub mod config;
pub mod document;
pub mod explain;
pub mod fault;
pub mod files;
pub mod highlight;
pub mod json;
pub mod lint;
pub mod message;
mod packed;
pub mod problem;
pub mod quiz;
pub mod search;
pub mod sender;
pub mod serve;
pub mod snippet;
pub mod store;
pub mod suggest;
pub mod text;
pub mod theme;
pub mod tui;
pub mod widgets;
