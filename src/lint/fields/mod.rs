//! The table of fields: where each may stand, how often, and how its value is written.

mod browsers;
mod hints;
mod known;
mod parts;
mod requests;
mod responses;
mod shared;

pub use known::{Known, Repeat, Side, Syntax};

/// Every field of which something is known.
pub fn fields() -> impl Iterator<Item = &'static Known> {
    [requests::FIELDS, responses::FIELDS, shared::FIELDS, browsers::FIELDS, hints::FIELDS].into_iter().flatten()
}

/// What is known of a field, by its name in any case.
pub fn field(name: &str) -> Option<&'static Known> {
    fields().find(|field| field.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_stands_once_and_its_example_fits() {
        let mut names: Vec<String> = fields().map(Known::key).collect();
        assert!(names.len() > 120, "{}", names.len());
        names.sort_unstable();
        let twice: Vec<&[String]> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
        for field in fields() {
            assert!(field.fits(field.example), "{}: {}", field.name, field.example);
            assert_eq!(field.expects.is_empty(), matches!(field.syntax, Syntax::Free), "{}", field.name);
        }
        assert_eq!(field("content-TYPE").map(|field| field.name), Some("Content-Type"));
    }
}
