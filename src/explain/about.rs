//! What is known of an exchange besides its messages.

/// What is known of an exchange besides its messages.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'a> {
    /// The URL that was asked for.
    pub url: Option<&'a str>,
    /// The words with which the program that captured it gave up.
    pub failure: Option<&'a str>,
    /// The id of the failure at which it broke off, where that is known.
    pub entry: Option<&'a str>,
}
