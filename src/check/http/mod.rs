//! One request and its responses, over a connection that is made.

mod ahead;
mod answer;
mod coding;
mod http1;
mod http2;
mod io;

pub use answer::Answer;
pub use http1::{exchange as http1, heard};
pub use http2::exchange as http2;
