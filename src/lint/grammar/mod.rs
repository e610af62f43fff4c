//! The grammar of field values: a few combinators, written much as RFC 9110 writes ABNF, and what is built of them.
//!
//! An alternative that fits is kept, so the longer of two stands first. Time is linear in the value for every grammar
//! here, and no grammar recurses into itself.

mod atoms;
mod auth;
mod cookie;
mod date;
mod link;
mod media;
mod network;
mod pattern;
mod structured;
mod uri;

pub use atoms::{
    DIGITS, ENTITY_TAG, EXT_VALUE, FIELD_NAME, FLAG_1, HTTP_DATE, LANGUAGE_RANGE, LANGUAGE_TAG, ORIGIN, PARAMETERS,
    QUOTED, QVALUE, REFERENCE, SEMICOLON, TOKEN, WEIGHT, is_token,
};
pub use auth::{AUTH_PARAM, CHALLENGE, CREDENTIALS};
pub use cookie::{COOKIE_PAIR, COOKIE_VALUE};
pub use date::{Date, Form, cookie_date, http_date};
pub use link::LINK;
pub use media::{MEDIA_RANGE, MEDIA_TYPE, is_restricted_name};
pub use network::{HOST, MAILBOX, PRODUCTS, RECEIVED_BY};
pub use pattern::Pattern;
pub use structured::{Kinds, Shape, dictionary, item, list};
pub use uri::{is_absolute, is_reference, is_uri};
