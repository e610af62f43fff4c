//! The rows that the build script wrote from `data/codes`.

#![allow(clippy::unreadable_literal, reason = "the build script writes the rows, and nobody reads them")]

use std::borrow::Cow;

use super::format::{Category, Standing, Step};
use super::row::{Row, Source};

include!(concat!(env!("OUT_DIR"), "/rows.rs"));
