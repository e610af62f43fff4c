//! The catalogue: every status code that httpdex knows, by id, code and pattern.
//!
//! Start-up reads only a static table of [`Row`]s. The text of a page is parsed when it is first shown.

mod embedded;
pub mod kinds;
mod load;
mod lookup;
mod order;
mod own;
mod page;
mod pattern;
mod row;
mod schema;

pub use kinds::{Body, Cacheable, Category, Level, RedirectMethod, RetryVerdict, Standing};
pub use load::PageError;
pub use lookup::{Catalog, Index};
pub use order::code_key;
pub use page::{Cause, Doc, Example, FaqItem, Fixes, Header, Meaning, Page, Related, Retry, Rfc, Setting, Traits};
pub use pattern::Pattern;
pub use row::{Row, Source, class_of};
pub use schema::Schema;
