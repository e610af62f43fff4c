//! Pages for a browser: the routes, and the catalogue. They can be read without script, and load nothing from elsewhere.

pub mod assets;
pub mod codes;
mod frame;
pub mod home;
pub mod trying;
