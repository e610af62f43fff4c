//! What an entry consists of, and how codes are ordered and picked: what the build script reads of an entry, too.

pub mod kinds;
mod order;
mod page;
mod pattern;

pub use kinds::{Body, Cacheable, Category, Done, Level, RedirectMethod, RetryVerdict, Standing, Step};
pub use order::code_key;
pub use page::{
    Cause, ClientMessage, Doc, Example, FaqItem, Fixes, Header, Meaning, NO_CODE, Page, Related, Retry, Rfc, Setting,
    Traits,
};
pub use pattern::Pattern;
