//! The catalogue: every status code that httpdex knows, by id, code and pattern.
//!
//! Start-up reads only a static table of [`Row`]s. The text of a page is parsed when it is first shown.

mod embedded;
mod format;
mod load;
mod lookup;
mod own;
mod pieces;
mod row;
mod schema;

pub use format::{
    Body, Cacheable, Category, Cause, ClientMessage, Doc, Done, Example, FaqItem, Fixes, Header, Level, Meaning,
    NO_CODE, Page, Pattern, RedirectMethod, Related, Retry, RetryVerdict, Rfc, Setting, Standing, Step, Traits,
    code_key, kinds,
};
pub use load::PageError;
pub use lookup::{Catalog, Index};
pub use row::{Row, Source, class_of};
pub use schema::Schema;
