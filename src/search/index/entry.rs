//! An entry, as it is given to be written into the index.

/// An entry to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IndexEntry<'a> {
    /// `404`, `404.13` or `1020`.
    pub(crate) code: &'a str,
    /// The name.
    pub(crate) name: &'a str,
    /// Who uses the code.
    pub(crate) vendor: Option<&'a str>,
    /// The JSON text of the page.
    pub(crate) text: &'a str,
    /// Where strings of that text begin and end, rising, and where they do so in the form in which the text is kept;
    /// `None` for a text that is kept as it is.
    pub(crate) places: Option<&'a [(usize, usize)]>,
}

impl IndexEntry<'_> {
    /// Where a place in the text is in the form in which it is kept.
    pub(super) fn kept(&self, place: usize) -> usize {
        let Some(places) = self.places else { return place };
        let at = places.binary_search_by_key(&place, |(place, _)| *place);
        places[at.expect("every string is kept by itself")].1
    }
}
